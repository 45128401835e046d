//! Text into blocks: paragraphs are found, white space is folded, each block gets its role.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::roles;
use super::{Block, Role, Span};

/// A block before it has its place: its role and its text, white space folded; for an item the length of its marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) role: Role,
    pub(super) text: String,
    /// Bytes of an item's marker and the blank behind it.
    pub(super) marker: usize,
}

/// The projected text with its blocks; `bodies` are the blocks without the markers of items.
#[derive(Debug, Default)]
pub(super) struct Projection {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) bodies: Vec<Span>,
}

/// Projects plain text.
pub(super) fn plain(text: &str) -> Vec<Draft> {
    let paragraphs = paragraphs(text);
    let mut drafts: Vec<Draft> = paragraphs.into_iter().map(|p| roles::of_line(&p)).collect();
    roles::settle(&mut drafts);
    drafts
}

/// Joins blocks into one text, separated by one newline.
pub(super) fn join(drafts: Vec<Draft>) -> Projection {
    let mut out = Projection::default();
    out.text.reserve(drafts.iter().map(|d| d.text.len() + 1).sum());
    for draft in drafts.into_iter().filter(|d| !d.text.is_empty()) {
        if !out.text.is_empty() {
            out.text.push('\n');
        }
        let start = out.text.len();
        out.text.push_str(&draft.text);
        let span = Span::new(start, out.text.len());
        out.blocks.push(Block { role: draft.role, span });
        out.bodies.push(Span::new(start + draft.marker, span.end));
    }
    out
}

/// Splits a text into paragraphs with their white space folded.
///
/// A line is a paragraph, unless the file is wrapped by hand at a narrow width: then blank lines part paragraphs.
fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.split(is_line_end).collect();
    let join = is_wrapped_by_hand(&lines);
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines {
        let folded = fold(line);
        if folded.is_empty() {
            open = false;
        } else if open && join && roles::marker(&folded) == 0 {
            if let Some(last) = out.last_mut() {
                append(last, &folded);
            }
        } else {
            out.push(folded);
            open = true;
        }
    }
    out
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Joins a line to its paragraph; a word broken by a hyphen at the end of the line grows together again.
fn append(paragraph: &mut String, line: &str) {
    let mut tail = paragraph.chars().rev();
    let broken = tail.next() == Some('-') && tail.next().is_some_and(char::is_lowercase);
    if broken && line.starts_with(char::is_lowercase) {
        paragraph.pop();
    } else {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// Returns whether lines end where a narrow column ends rather than where a thought does.
fn is_wrapped_by_hand(lines: &[&str]) -> bool {
    let solid = |l: &&&str| !l.trim().is_empty();
    if lines.iter().any(|l| l.len() > 480) {
        return false;
    }
    let inner: Vec<&str> =
        lines.windows(2).filter(|w| solid(&&w[0]) && solid(&&w[1])).map(|w| w[0].trim()).collect();
    let lengths = || inner.iter().map(|l| l.chars().count());
    let closed = inner.iter().filter(|l| l.ends_with(['.', '!', '?', '”', '"', ':'])).count();
    let long = lengths().filter(|n| *n >= 45).count();
    inner.len() >= 2
        && lengths().max().unwrap_or(0) <= 100
        && long * 10 >= inner.len() * 6
        && closed * 2 < inner.len()
}

/// Folds white space to single blanks, drops what no reader sees (soft hyphens, zero-width blanks), composes to NFC.
pub(super) fn fold(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for word in line.split(char::is_whitespace).filter(|w| !w.is_empty()) {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        if word.is_ascii() {
            out.push_str(word);
        } else {
            out.extend(word.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')));
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    match is_nfc_quick(out.chars()) {
        IsNormalized::Yes => out,
        _ => out.nfc().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_wrapped_by_hand_has_its_paragraphs_back() {
        let text = "The bridge was closed on Tuesday after an inspec-\ntion found that two of its main cables had been\nworn \
            through, the council said.\n\nIt will stay closed until the spring, according to\nthe engineers who looked \
            at the damage.\n";
        let paragraphs = paragraphs(text);
        assert_eq!(paragraphs.len(), 2, "{paragraphs:?}");
        assert!(paragraphs[0].contains("an inspection found"), "{paragraphs:?}");
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        let text = "Nine people fell.\nThe river was high.\nPolice closed the road.\nThe mayor came.";
        assert_eq!(paragraphs(text).len(), 4);
    }

    #[test]
    fn white_space_is_folded_and_the_rest_kept() {
        assert_eq!(fold("  a\u{a0}b\t c\u{ad}d \u{200b} "), "a b cd");
        assert_eq!(fold("e\u{301}"), "é");
    }
}
