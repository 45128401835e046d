//! The look of a line: its length, its capitals, its first and last marks.

use super::patterns::{self, Kind};
use crate::article::segment;

/// Longest line, in bytes, that is looked at closely; a longer one is running text.
const SHORT: usize = 280;
/// Longest heading, in bytes and in words.
const HEADING: (usize, usize) = (180, 20);
/// Words from which a line of capitals, and a line with a capital on each longer word, is another story's headline.
const SHOUT: usize = 5;
const TEASER: usize = 7;

/// What can be told of a block by itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    /// What its words say it is.
    pub(super) kind: Option<Kind>,
    /// Bytes of an item's marker with its blank.
    pub(super) marker: usize,
    /// What has to stand before or behind for the marker to be one.
    company: Option<Company>,
    /// Words; 0 when it is too long to be anything but text.
    pub(super) words: usize,
    /// Whether it is short, has no final stop and starts as a heading does.
    heads: bool,
    /// Whether it has no final stop.
    open: bool,
    /// Whether nearly all longer words have capitals.
    pub(super) is_titled: bool,
    /// Whether all letters are capitals.
    is_shouted: bool,
    /// Whether it stops in the middle of a list of names.
    pub(super) ends_in_between: bool,
}

/// A marker that is one only in company: a number among its neighbours, a dash among dashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Company {
    Number(u32),
    Mark(char),
}

impl Look {
    /// Looks at a block's text.
    pub(super) fn of(text: &str) -> Self {
        let (marker, company) = find_marker(text);
        if text.len() > SHORT {
            return Self { marker, company, ..Self::default() };
        }
        let body = &text[marker..];
        let closed = body.trim_end_matches(is_closing_mark);
        let open = !closed.ends_with(['.', '!', '?', '…', ',', ';', ':', '。', '！', '？', '।', '؟']);
        let words = body.split(' ').count();
        // A question or an exclamation of a few words may head a section too.
        let is_cry = words <= 8 && closed.ends_with(['?', '!', '？', '！']);
        let first = body.chars().find(|c| c.is_alphanumeric());
        let capitals = Capitals::of(body);
        Self {
            kind: patterns::kind_of(body)
                .filter(|kind| open || *kind != Kind::Byline)
                .or_else(|| is_dated(body, words, open).then_some(Kind::Byline)),
            marker,
            company,
            words,
            heads: (open || is_cry)
                && body.len() <= HEADING.0
                && words <= HEADING.1
                && first.is_some_and(|c| !c.is_lowercase()),
            open,
            is_titled: capitals.is_titled(),
            is_shouted: capitals.is_shouted(),
            ends_in_between: [" and", ",", " und", " et", " y", " и", " with"]
                .iter()
                .any(|e| body.ends_with(e)),
        }
    }

    /// Returns whether it may be a heading.
    pub(super) fn may_head(&self) -> bool {
        self.heads && self.marker == 0 && self.kind.is_none()
    }

    /// Returns whether it is short enough to be looked at closely.
    pub(super) fn is_short(&self) -> bool {
        self.words > 0
    }

    /// Returns whether it has no final stop.
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// Returns whether it looks like the headline of another story: all capitals, or long with a capital on each word.
    pub(super) fn is_teaser(&self) -> bool {
        self.is_shouted && self.words >= SHOUT || self.is_titled && self.words >= TEASER
    }
}

fn is_closing_mark(c: char) -> bool {
    matches!(c, '”' | '"' | '’' | '\'' | '‘' | '“' | ')' | ']' | '»' | '«' | '」' | '』' | ' ' | 'Â')
}

/// How many words have capitals.
#[derive(Default)]
struct Capitals {
    long: usize,
    titled: usize,
    letters: usize,
    upper: usize,
}

impl Capitals {
    fn of(text: &str) -> Self {
        let mut out = Self::default();
        for word in text.split([' ', '-', '–', '/']) {
            let letters = || word.chars().filter(|c| c.is_alphabetic());
            let first = letters().next();
            let has_case = first.is_some_and(|c| c.is_lowercase() || c.is_uppercase());
            if letters().count() >= 4 && has_case {
                out.long += 1;
                out.titled += usize::from(first.is_some_and(char::is_uppercase));
            }
            out.letters += letters().count();
            out.upper += letters().filter(|c| c.is_uppercase()).count();
        }
        out
    }

    fn is_titled(&self) -> bool {
        self.long >= 2 && self.titled * 10 >= self.long * 8
    }

    fn is_shouted(&self) -> bool {
        self.letters >= 8 && self.upper == self.letters
    }
}

/// Returns whether a short line names a date with its year, as the line above an article does; one with a final stop
/// has to begin with the date, or it is a sentence.
fn is_dated(line: &str, words: usize, open: bool) -> bool {
    let first = line.split([' ', ',', '.']).next().unwrap_or_default();
    let begins =
        first.starts_with(|c: char| c.is_ascii_digit()) || segment::is_weekday(&first.to_lowercase());
    let numbers = line.split(|c: char| !c.is_ascii_digit());
    let has_year = numbers.clone().any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")));
    let has_day = numbers.filter(|n| (1..=2).contains(&n.len())).count() > 0;
    words <= 12
        && (open || begins)
        && has_year
        && has_day
        && line.split([' ', '.', ',']).any(is_month_or_number)
}

fn is_month_or_number(word: &str) -> bool {
    let word = word.to_lowercase();
    let month = word.chars().count() >= 3 && segment::is_month(&word);
    month
        || word.matches(['-', '/']).count() == 2
            && word.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'/')
}

/// Returns the bytes of an item's marker and the blank behind it; 0 when the line is no item.
pub(in crate::article) fn marker(line: &str) -> usize {
    find_marker(line).0
}

fn find_marker(line: &str) -> (usize, Option<Company>) {
    let Some(first) = line.chars().next() else { return (0, None) };
    if "-*•◦‣▪●○■□–·".contains(first) {
        let length = first.len_utf8();
        let company = matches!(first, '–' | '·' | '*').then_some(Company::Mark(first));
        return if line[length..].starts_with(' ') { (length + 1, company) } else { (0, None) };
    }
    let inside = usize::from(first == '(');
    let digits = line[inside..].bytes().take_while(u8::is_ascii_digit).count();
    let end = inside + digits;
    let closed = line[end..].starts_with(')') || inside == 0 && line[end..].starts_with('.');
    if (1..=3).contains(&digits) && closed && line[end + 1..].starts_with(' ') {
        let number = line[inside..end].parse().ok();
        return (end + 2, number.map(Company::Number));
    }
    (0, None)
}

/// Takes back markers that stand alone: `14. März` begins a sentence, `14.` between `13.` and `15.` an item.
pub(super) fn confirm_items(looks: &mut [Look]) {
    let claims: Vec<Option<Company>> = looks.iter().map(|l| l.company).collect();
    for (i, look) in looks.iter_mut().enumerate() {
        let Some(company) = look.company else { continue };
        let near = |claim: &Option<Company>| match (company, *claim) {
            (Company::Number(a), Some(Company::Number(b))) => a.abs_diff(b) == 1,
            (Company::Mark(a), Some(Company::Mark(b))) => a == b,
            _ => false,
        };
        let around = claims[i.saturating_sub(2)..i].iter().chain(claims[i + 1..].iter().take(2));
        if !around.into_iter().any(near) {
            look.marker = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_items_are_told_from_sentences() {
        assert_eq!(["- a", "• a", "3. a", "12) a", "(2) a"].map(marker), [2, 4, 3, 4, 4]);
        assert_eq!(["-a", "2026. A", "3.5 a", "– a"].map(marker), [0, 0, 0, 4]);
        let mut looks: Vec<Look> =
            ["1. Eins", "2. Zwei", "Text.", "x", "14. März", "– Hallo"].map(Look::of).into();
        confirm_items(&mut looks);
        assert_eq!(looks.iter().map(|l| l.marker).collect::<Vec<_>>(), [3, 3, 0, 0, 0, 0]);
    }
}
