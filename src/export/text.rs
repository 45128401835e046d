//! What the formats need of texts: line ends made one, and nothing left that commands or hides.

use crate::article::visible;

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

/// Returns an address or a part of one in which bytes that are not kept are written by their numbers.
pub(super) fn percent(text: &str, keep: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let mut bytes = [0; 4];
        let bytes = c.encode_utf8(&mut bytes).bytes();
        if bytes.clone().all(&keep) {
            out.push(c);
        } else {
            bytes.for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_and_commands_become_symbols() {
        assert_eq!(plain("a\r\nb\tc\rd\u{1b}\u{202e}"), "a\nb c␍d␛←");
        assert_eq!(line(" a\nb "), "a b");
    }
}
