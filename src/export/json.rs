//! The record as JSON, for other programs.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

use super::record::Record;
use crate::article::visible;

/// Writes the record as JSON.
///
/// # Errors
/// Only what `out` returns.
pub fn write(out: &mut impl Write, record: &Record) -> io::Result<()> {
    write_value(out, record)
}

/// Writes any data as indented JSON; what would command a terminal or hide in it is written as `\u` and its number.
///
/// # Errors
/// Only what `out` returns.
pub fn write_value(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Plain(PrettyFormatter::new())))?;
    writeln!(out)
}

/// Returns any data as JSON in one line, in the same way.
pub(super) fn string(value: &impl Serialize) -> String {
    let mut out = Vec::new();
    // Memory takes everything.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut out, Plain(CompactFormatter)));
    String::from_utf8(out).unwrap_or_default()
}

/// Keeps characters out that are not to be seen; all else is left to another formatter.
struct Plain<F>(F);

impl<F: Formatter> Formatter for Plain<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, text: &str) -> io::Result<()> {
        let mut done = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| visible(*c).is_some()) {
            out.write_all(&text.as_bytes()[done..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            done = at + c.len_utf8();
        }
        out.write_all(&text.as_bytes()[done..])
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_gets_the_very_characters_and_a_terminal_none_that_commands_it() {
        let hostile = "a\u{1b}[31m \u{202e}b \u{9b} \u{e0001} \"é\" \u{7f}\n";
        let mut out = Vec::new();
        write_value(&mut out, &hostile).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.trim_end().chars().all(|c| visible(c).is_none()), "{text:?}");
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), hostile);
    }
}
