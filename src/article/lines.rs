//! Lines into paragraphs: where lines end, and whether a paragraph runs over several of them.

use super::normal::push_folded;

/// Widest column, in characters, that counts as wrapped by hand.
const WIDEST: usize = 120;
/// Narrowest one; shorter lines are verses, lists or headlines.
const NARROWEST: usize = 40;
/// In a text that breaks words at the ends of its lines, at least one full line in this many ends so.
const HYPHENATED: usize = 12;
/// Lines that may stick out of the column, as addresses do: one in this many.
const STICK_OUT: usize = 30;

/// Splits a text into lines at LF, CR, CRLF, VT, FF and the line and paragraph separators of Unicode.
pub(super) fn split(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let lone_cr = memchr::memchr_iter(b'\r', bytes).any(|i| bytes.get(i + 1) != Some(&b'\n'));
    let separator = || memchr::memmem::find_iter(bytes, [0xe2, 0x80].as_slice());
    let rare = lone_cr
        || memchr::memchr2(0xb, 0xc, bytes).is_some()
        || separator().any(|i| matches!(bytes.get(i + 2), Some(0xa8 | 0xa9)));
    if rare {
        text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']).collect()
    } else {
        text.split('\n').collect()
    }
}

/// Appends a line to the paragraph that begins at byte `start`; `ended` is how the line before ended.
pub(super) fn append(paragraph: &mut String, start: usize, line: &str, ended: LineEnd) {
    let before = paragraph.len();
    let first = line.trim_start().chars().next().unwrap_or(' ');
    let last = paragraph[start..].chars().next_back();
    match (last, ended) {
        (None, _) | (_, LineEnd::SoftHyphen) => {}
        (Some('-'), LineEnd::Hyphenated) if first.is_lowercase() => {
            paragraph.pop();
        }
        (Some('-'), LineEnd::Hyphenated | LineEnd::Hyphen) if first.is_alphanumeric() => {}
        (Some(last), _) if is_ideograph(last) && is_ideograph(first) => {}
        _ => paragraph.push(' '),
    }
    let joined = paragraph.len();
    push_folded(paragraph, line);
    if paragraph.len() == joined && joined > before {
        paragraph.truncate(before);
    }
}

/// How a line that runs on into the next one ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// After a word: a blank belongs there.
    Word,
    /// With a hyphen of a compound: it stays, without a blank.
    Hyphen,
    /// With a hyphen that only broke the word: it goes.
    Hyphenated,
    /// With a soft hyphen, which is never shown inside a line.
    SoftHyphen,
}

impl LineEnd {
    /// Returns how a line ends; `hyphenates` says that the text breaks words at the ends of its lines.
    pub(super) fn of(line: &str, hyphenates: bool) -> Self {
        let mut tail = line.trim_end().chars().rev();
        match (tail.next(), tail.next()) {
            (Some('\u{ad}'), _) => Self::SoftHyphen,
            (Some('-'), Some(c)) if c.is_alphanumeric() => {
                if hyphenates && c.is_lowercase() {
                    Self::Hyphenated
                } else {
                    Self::Hyphen
                }
            }
            _ => Self::Word,
        }
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// What is known of a text whose paragraphs were broken into lines by hand or by a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrap {
    /// The column in which lines were broken, in characters.
    width: usize,
    /// Whether words are broken at the ends of lines.
    pub(super) hyphenates: bool,
}

/// Returns how a text is wrapped; none when its lines are paragraphs.
///
/// In wrapped text the first word of a line would not have fitted on the line before, and lines end anywhere in
/// a sentence and begin with any word of it. In text with a paragraph, verse or item on each line neither holds.
pub(super) fn wrap_width(lines: &[&str]) -> Option<Wrap> {
    let mut widths = [0usize; WIDEST + 1];
    let (mut solid, mut wide) = (0, 0);
    for line in lines {
        let width = width(line);
        solid += usize::from(width > 0);
        match widths.get_mut(width) {
            Some(count) => *count += 1,
            None => wide += 1,
        }
        // Most files show after a few lines that they are not wrapped.
        if wide > 2 && wide * STICK_OUT > lines.len() {
            return None;
        }
    }
    let mut left = solid / STICK_OUT;
    left = left.checked_sub(wide)?;
    let mut width = WIDEST;
    while width > NARROWEST && widths[width] <= left {
        left -= widths[width];
        width -= 1;
    }
    let mut wrap = Wrap { width, hyphenates: false };
    let (mut pairs, mut full, mut open, mut on, mut broken) = (0, 0, 0, 0, 0);
    for pair in lines.windows(2).filter(|p| p.iter().all(|l| !l.trim().is_empty())) {
        pairs += 1;
        if wrap.is_full(pair[0], pair[1]) {
            full += 1;
            open += usize::from(!is_closed(pair[0]));
            let runs_on = pair[1].trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase());
            on += usize::from(runs_on);
            broken += usize::from(runs_on && LineEnd::of(pair[0], true) == LineEnd::Hyphenated);
        }
    }
    wrap.hyphenates = broken * HYPHENATED >= full;
    (pairs >= 2 && full * 10 >= pairs * 6 && open * 2 >= full && on * 3 >= full).then_some(wrap)
}

impl Wrap {
    /// Groups lines into paragraphs.
    pub(super) fn paragraphs<'t, 'l>(self, lines: &'l [&'t str]) -> impl Iterator<Item = &'l [&'t str]> {
        lines.chunk_by(move |line, next| self.is_joined(line, next))
    }

    /// Returns whether a line runs on into the next one.
    fn is_joined(self, line: &str, next: &str) -> bool {
        let (text, following) = (line.trim(), next.trim());
        if text.is_empty() || following.is_empty() || starts_item(text, following) || is_indented(line, next)
        {
            return false;
        }
        // Editing after wrapping leaves short lines inside paragraphs; they end anywhere.
        self.is_full(line, next)
            || following.starts_with(char::is_lowercase)
            || width(line) * 4 > self.width * 3 && !is_closed(line)
    }

    /// Returns whether the next line's first word had no room on this line.
    fn is_full(self, line: &str, next: &str) -> bool {
        let word = next.split_whitespace().next().unwrap_or_default();
        width(line) + 1 + word.chars().count() > self.width
    }
}

/// The width of a line in characters, blanks at its end left out.
fn width(line: &str) -> usize {
    line.trim_end().chars().count()
}

/// Returns whether a line ends as a sentence or paragraph does.
fn is_closed(line: &str) -> bool {
    let text = line.trim_end().trim_end_matches(['”', '"', '’', '\'', ')', '»', ']']);
    text.is_empty() || text.ends_with(['.', '!', '?', '…', ':', '。', '！', '？'])
}

/// Returns whether `next` opens an item; a dash or a number after a line that is not closed may be a part of it.
fn starts_item(line: &str, next: &str) -> bool {
    let marker = super::roles::marker(next);
    marker > 0 && (next.starts_with(['*', '•']) || is_closed(line) || super::roles::marker(line) > 0)
}

/// Returns whether `next` is set in by two to eight blanks more than the line before, as a new paragraph is.
fn is_indented(line: &str, next: &str) -> bool {
    let indent = |l: &str| l.len() - l.trim_start_matches([' ', '\t']).len();
    let (here, there) = (indent(line), indent(next) + 7 * usize::from(next.starts_with('\t')));
    (here + 2..=here + 8).contains(&there) && super::roles::marker(line.trim()) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<String> {
        super::super::project::plain(text, false).text.split('\n').map(str::to_owned).collect()
    }

    #[test]
    fn a_file_wrapped_by_hand_has_its_paragraphs_back() {
        let text = "The bridge was closed on Tuesday after an inspec-\ntion found that two of its main cables had been\nworn \
            through, the council said.\n\nIt will stay closed until the spring, according to\nthe engineers who looked \
            at the damage.\n";
        let seen = paragraphs(text);
        assert_eq!(seen.len(), 2, "{seen:?}");
        assert!(seen[0].contains("an inspection found that"), "{seen:?}");
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        for text in [
            "Nine people fell.\nThe river was high.\nPolice closed the road.\nThe mayor came.",
            "And the waters rose upon the town of Ashcombe in the night;\nAnd the people went up to the hill, and their cattle with them;\n\
             And the mayor said unto the keeper, Where is the key of the gate?\nAnd he answered him nothing.",
        ] {
            assert_eq!(paragraphs(text).len(), 4, "{text}");
        }
    }

    #[test]
    fn a_soft_hyphen_at_the_end_of_a_line_vanishes_and_a_hyphen_stays() {
        let mut seen = String::from("x\n");
        let mut ended = LineEnd::Word;
        for line in ["Fuß\u{ad}", "gänger and well-", "known people -", "of 東京", "都 "] {
            append(&mut seen, 2, line, ended);
            ended = LineEnd::of(line, false);
        }
        assert_eq!(seen, "x\nFußgänger and well-known people - of 東京都");
    }

    #[test]
    fn every_kind_of_line_end_parts_lines() {
        assert_eq!(split("a\r\nb\nc").iter().map(|l| l.trim()).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(split("a\rb\u{b}c\u{c}d\u{2028}e\u{2029}f"), ["a", "b", "c", "d", "e", "f"]);
    }
}
