//! How exact a number is meant: the words that bound it, and the numbers that go on one.

use super::read::{Reader, Value};
use super::{Bound, Number, Unit, measure};

/// Words before a number that exclude it, and those that exclude it unless they stand before a small count.
const EXCLUDE: &[&str] =
    &["more than ", "well over ", "just over ", "fewer than ", "less than ", "just under "];
const EXCLUDE_MANY: &[&str] = &["over ", "under "];
/// Words behind which "over" excludes a length of time, and how close behind.
const LASTING: &[&str] = &[
    "for", "lasted", "lasting", "lasts", "took", "takes", "after", "waited", "waiting", "wait", "spent",
    "spend", "spends", "held", "jailed", "went",
];
const REACH: usize = 3;

/// Returns whether the words of a number, behind others, exclude the number itself.
pub(super) fn excludes(before: &str, words: &str, number: &Number) -> bool {
    let begins = |w: &&str| words.get(..w.len()).is_some_and(|start| start.eq_ignore_ascii_case(w));
    // "Sent over two bottles" counts two.
    let few = matches!(number.unit, Unit::Things(_)) && number.value < 10.0;
    // "Questioned over two days" is during them, "lasted over two days" is more.
    let during = number.unit == Unit::Minutes
        && begins(&"over ")
        && !before.split_whitespace().rev().take(REACH).any(|word| LASTING.contains(&word));
    EXCLUDE.iter().any(begins) || !few && !during && EXCLUDE_MANY.iter().any(begins)
}

impl Reader<'_> {
    /// Returns how the words around a number bound it, and where they begin.
    pub(super) fn bound(&self, first: usize, value: &Value) -> (Bound, usize) {
        let start = |back: usize| first.checked_sub(back).map_or(0, |i| self.words[i].span.start);
        let own = self.words[first].span.start;
        let text = |back: usize| self.back(first, back);
        let sign = self.text[..own].chars().next_back().is_some_and(|c| "$€£¥".contains(c));
        let close = first > 0 && (self.gap(first).trim_end_matches(['$', '€', '£', '¥']) == " " || sign);
        let three = (text(3), text(2), text(1));
        match three {
            _ if !close => {}
            ("no" | "not", "fewer" | "less", "than") => return (Bound::AtLeast, start(3)),
            ("no" | "not", "more", "than") => return (Bound::AtMost, start(3)),
            ("a", "little", "over") => return (Bound::AtLeast, start(3)),
            (_, "at", "least") | (_, "more", "than") | (_, "well" | "just", "over") => {
                return (Bound::AtLeast, start(2));
            }
            // "They add up to 68 million" is no bound.
            ("add" | "adds" | "added" | "adding", "up", "to") => {}
            (_, "at", "most") | (_, "up", "to") | (_, "fewer" | "less", "than") | ("as", "many", "as") => {
                return (Bound::AtMost, start(2));
            }
            (_, "just", "under") | (_, "close", "to") => return (Bound::Nearly, start(2)),
            (_, _, "about" | "around" | "roughly" | "some" | "approximately" | "circa" | "estimated") => {
                return (Bound::About, start(1));
            }
            (_, _, "nearly" | "almost") => return (Bound::Nearly, start(1)),
            (_, _, "over" | "exceeding" | "above") => return (Bound::AtLeast, start(1)),
            // "Under two metres of snow" tells where.
            (_, _, "under" | "below") if self.word(value.next + 1) == "of" && self.is_length(value.next) => {}
            (_, _, "under" | "below" | "barely" | "within") => return (Bound::AtMost, start(1)),
            _ => {}
        }
        match () {
            () if self.text[self.words[value.next - 1].span.end..].starts_with('+') => (Bound::AtLeast, own),
            () if value.many => (Bound::AtLeast, own),
            () if value.round => (Bound::About, own),
            () if self.word(value.next) == "or" && self.word(value.next + 1) == "more" => {
                (Bound::AtLeast, own)
            }
            () if self.word(value.next) == "or" && self.word(value.next + 1) == "so" => (Bound::About, own),
            () => (Bound::Exact, own),
        }
    }

    fn is_length(&self, at: usize) -> bool {
        measure::find(self.word(at), false).is_some_and(|found| (found.unit)() == Unit::Length)
    }

    /// Returns whether a number goes on the one before it: "three hours and forty minutes", "four and twelve others".
    pub(super) fn continues(&self, last: &Number, number: &Number) -> bool {
        let between = self.text[last.span.end..number.span.start].trim();
        let smaller = last.unit == Unit::Minutes && number.unit == Unit::Minutes && number.value < last.value;
        let others = matches!((&last.unit, &number.unit), (Unit::Things(a), Unit::Things(b))
            if a.is_empty() && b.first().is_some_and(|w| w == "others"));
        smaller && matches!(between, "" | "and" | ",") || others && between == "and"
    }
}
