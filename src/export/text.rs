//! What the formats need of texts: line ends made one, and nothing left that commands or hides.

use crate::article::visible;
use crate::case::quote::CONTEXT;

/// Returns a text of one or more lines with symbols for what may not be shown itself; a tab is a blank.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' => out.push('\n'),
            '\t' => out.push(' '),
            c => out.push(visible(c).unwrap_or(c)),
        }
    }
    out
}

/// Returns the same in one line.
pub(super) fn line(text: &str) -> String {
    plain(text.trim()).replace('\n', " ")
}

/// Returns what stands before words in their paragraph, as far as whole words of it are known.
pub(super) fn before(context: &str) -> String {
    let line = context.rsplit('\n').next().unwrap_or_default();
    if line.len() < context.len() || line.chars().count() < CONTEXT {
        return plain(line);
    }
    // In scripts without blanks, and within a long word, there is no other place to cut.
    let cut = line.char_indices().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8());
    format!("…{}", plain(&line[cut..]))
}

/// Returns what stands after words in their paragraph, as far as whole words of it are known.
pub(super) fn after(context: &str) -> String {
    let line = context.split('\n').next().unwrap_or_default();
    if line.len() < context.len() || line.chars().count() < CONTEXT {
        return plain(line);
    }
    let cut = line.rfind(char::is_whitespace).filter(|at| *at > 0).unwrap_or(line.len());
    format!("{}…", plain(&line[..cut]))
}

/// Returns an address or a part of one in which characters that are not kept are written by their bytes' numbers.
pub(super) fn percent(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if keep(c) {
            out.push(c);
        } else {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    out
}

/// Returns an address that a person can read and that hides nothing: letters of every script stay, signs that turn
/// or hide text do not.
pub(super) fn readable_address(address: &str) -> String {
    percent(address, |c| match c.is_ascii() {
        true => is_of_address(c),
        false => c.is_alphanumeric(),
    })
}

fn is_of_address(c: char) -> bool {
    c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c)
}

/// Returns an address without the characters that an address cannot have.
pub fn address(address: &str) -> String {
    percent(address, is_of_address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_told_in_whole_words_of_the_same_paragraph() {
        assert_eq!(before("rrow\nOn Monday, "), "On Monday, ");
        assert_eq!(before("ck dropped into the stream, and "), "…dropped into the stream, and ");
        assert_eq!(after(", two of them with broken bones "), ", two of them with broken bones…");
        assert_eq!(after(", two of them with broken bone th"), ", two of them with broken bone…");
        assert_eq!(after(".\nNext"), ".");
        assert_eq!(
            before("日曜の夜、セリス港で灯籠船「モス号」が炎上し、そのあと二十人が船").chars().next(),
            Some('…')
        );
    }

    #[test]
    fn lines_stay_and_commands_become_symbols() {
        assert_eq!(plain("a\r\nb\tc\rd\u{1b}\u{202e}"), "a\nb c␍d␛←");
        assert_eq!(line(" a\nb "), "a b");
    }
}
