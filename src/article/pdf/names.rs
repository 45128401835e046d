//! The names that stand in the dictionary before each stream of a PDF.

use memchr::memmem;

use super::super::ReadError;
use super::KIND;

/// Times that a file's bytes may be gone over before its parts count as standing within each other.
const TIMES: usize = 8;
/// The same in bytes, for small files.
const SMALL: usize = 1 << 20;

/// Calls back with the names in the dictionary of each stream; `#6c` and the like are read.
///
/// Dictionaries are read as a whole and forwards from `obj`, since a text in them can hold every word of the format.
///
/// # Errors
/// The file is made to be gone over without end, or the call gave an error.
pub(super) fn each_stream(
    bytes: &[u8],
    mut call: impl FnMut(&[Vec<u8>]) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut left = bytes.len().saturating_mul(TIMES).saturating_add(SMALL);
    for at in memmem::find_iter(bytes, b"obj") {
        let mut reader = Reader { bytes, at: at + "obj".len() };
        reader.blanks();
        let names = reader.dictionary();
        reader.blanks();
        left = left
            .checked_sub(reader.at - at)
            .ok_or_else(|| ReadError::Broken(KIND, "its parts stand within each other".into()))?;
        if names.is_some() && reader.rest().starts_with(b"stream") {
            call(&names.unwrap_or_default())?;
        }
    }
    Ok(())
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += usize::from(byte.is_some());
        byte
    }

    /// Goes over blanks and comments.
    fn blanks(&mut self) {
        while let Some(&byte) = self.rest().first() {
            match byte {
                b'%' => self.line(),
                byte if is_blank(byte) => self.at += 1,
                _ => break,
            }
        }
    }

    fn line(&mut self) {
        while self.next().is_some_and(|b| b != b'\n' && b != b'\r') {}
    }

    /// Reads a dictionary and returns the names in it; nothing where none begins or it has no end.
    fn dictionary(&mut self) -> Option<Vec<Vec<u8>>> {
        let mut names = Vec::new();
        let mut depth = 0_usize;
        loop {
            let is_double = self.rest().starts_with(b"<<") || self.rest().starts_with(b">>");
            match self.rest().first()? {
                b'<' if is_double => depth += 1,
                _ if depth == 0 => return None,
                b'>' if is_double => depth -= 1,
                b'<' => while self.next().is_some_and(|b| b != b'>') {},
                b'(' => self.text(),
                b'%' => self.line(),
                b'/' => names.push(self.name()),
                _ => self.at += 1,
            }
            if is_double {
                self.at += 2;
            }
            if depth == 0 {
                return Some(names);
            }
        }
    }

    /// Goes over a text in round brackets, which may hold others.
    fn text(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.next() {
            match byte {
                b'\\' => drop(self.next()),
                b'(' => depth += 1,
                b')' if depth <= 1 => return,
                b')' => depth -= 1,
                _ => {}
            }
        }
    }

    fn name(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        self.at += 1;
        while let Some(&byte) = self.rest().first() {
            if is_blank(byte) || b"()<>[]{}/%".contains(&byte) {
                break;
            }
            self.at += 1;
            let code = self.rest().get(..2).filter(|d| byte == b'#' && d.iter().all(u8::is_ascii_hexdigit));
            let code =
                code.and_then(|d| std::str::from_utf8(d).ok()).and_then(|d| u8::from_str_radix(d, 16).ok());
            self.at += if code.is_some() { 2 } else { 0 };
            out.push(code.unwrap_or(byte));
        }
        out
    }
}

fn is_blank(byte: u8) -> bool {
    b" \t\n\r\0\x0c".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(file: &str) -> Vec<String> {
        let mut out = Vec::new();
        let read = each_stream(file.as_bytes(), |names| {
            out.extend(names.iter().map(|n| String::from_utf8_lossy(n).into_owned()));
            Ok(())
        });
        read.unwrap();
        out
    }

    #[test]
    fn no_text_hides_what_a_dictionary_says() {
        assert_eq!(
            names("1 0 obj\n<</A/B#6c#zz/C<</D(\\)>>)>>/E<3e3e>>>stream\n"),
            ["A", "Bl#zz", "C", "D", "E"]
        );
        assert_eq!(
            names("1 0 obj%>>\n<< /A (a (1 0 obj <<) >>) /B [/C] %/D\n >> %x\n stream\n"),
            ["A", "B", "C"]
        );
        assert_eq!(names("1 0 obj << /A 1 >> endobj 2 0 obj << /B 1"), Vec::<String>::new());
    }

    #[test]
    fn parts_within_each_other_are_not_gone_over_without_end() {
        let file = "obj<<".repeat(100_000);
        assert!(each_stream(file.as_bytes(), |_| Ok(())).is_err());
    }
}
