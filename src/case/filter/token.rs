//! The parts of a filter: where each stands, its field and its values.

use std::ops::Range;

/// A part of a filter as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Token {
    /// Its bytes, the minus included.
    pub(super) bytes: Range<usize>,
    /// Whether a minus stands before it.
    pub(super) not: bool,
    /// What stands before a colon, when it could be the name of a field.
    pub(super) field: Option<String>,
    /// What stands between commas behind the colon; without a field the words, as one.
    pub(super) values: Vec<String>,
    /// First byte of each value.
    pub(super) starts: Vec<usize>,
    /// Whether some of it is in quotation marks.
    pub(super) quoted: bool,
}

/// Parts a filter at blanks; quotation marks keep blanks, commas and colons together, a backslash in them keeps the
/// next character, and marks that are not closed reach to the end.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some(&(start, c)) = chars.peek() {
        if c.is_whitespace() {
            chars.next();
            continue;
        }
        let mut token = Token { bytes: start..text.len(), ..Token::default() };
        if c == '-' {
            token.not = true;
            chars.next();
        }
        let first = chars.peek().map_or(text.len(), |(at, _)| *at);
        let mut value = String::new();
        let mut within = false;
        token.starts.push(first);
        while let Some(&(at, c)) = chars.peek() {
            if c.is_whitespace() && !within {
                token.bytes.end = at;
                break;
            }
            chars.next();
            let behind = at + c.len_utf8();
            match c {
                '"' => {
                    within = !within;
                    token.quoted = true;
                }
                '\\' if within => value.extend(chars.next().map(|(_, c)| c)),
                ':' if !within && !token.quoted && token.field.is_none() && is_name(&value) => {
                    token.field = Some(std::mem::take(&mut value));
                    token.starts = vec![behind];
                }
                ',' if !within && token.field.is_some() => {
                    token.values.push(std::mem::take(&mut value));
                    token.starts.push(behind);
                }
                c => value.push(c),
            }
        }
        token.values.push(value);
        out.push(token);
    }
    out
}

/// Returns whether a word before a colon is meant as a field: `10:30` is none.
fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(char::is_alphabetic)
}

/// Writes a value so that it is read as one.
pub(super) fn quoted(value: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '"' | ',' | '\\' | ':');
    if !value.is_empty() && !value.starts_with('-') && value.chars().all(plain) {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_as_they_are_meant() {
        let read = |text: &str| {
            let all = tokens(text);
            all.into_iter().map(|t| (t.not, t.field, t.values.join("|"))).collect::<Vec<_>>()
        };
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(read("  "), []);
        assert_eq!(read("a  b"), [(false, None, "a".into()), (false, None, "b".into())]);
        assert_eq!(read("-kind:x,y"), [(true, some("kind"), "x|y".into())]);
        assert_eq!(read("tag:\"a, b\",c"), [(false, some("tag"), "a, b|c".into())]);
        assert_eq!(read("10:30"), [(false, None, "10:30".into())]);
        assert_eq!(read("\"kind:x\""), [(false, None, "kind:x".into())]);
        assert_eq!(read("\"a \\\"b\\\""), [(false, None, "a \"b\"".into())]);
        assert_eq!(read("a,b"), [(false, None, "a,b".into())]);
        assert_eq!(read("-"), [(true, None, String::new())]);
        assert_eq!(read("tag:"), [(false, some("tag"), String::new())]);
    }
}
