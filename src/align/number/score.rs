//! Scores of a match: "won 2-1".

use super::read::{Reader, Word};
use super::{Bound, Number, Unit};
use crate::align::tokens::is_stopword;

/// Words of a match, and what nobody scores.
const SCORED: &[&str] = &[
    "won",
    "win",
    "wins",
    "beat",
    "beats",
    "beaten",
    "defeated",
    "defeat",
    "victory",
    "triumph",
    "score",
    "scoreline",
    "scored",
];
const MOST_SCORED: f64 = 200.0;
/// Words before and behind a score among which one of these must stand.
const NEAR: (usize, usize) = (6, 3);
/// Words that tell that a score is one of several of the same match, or of another one.
const ONE_OF: &[&str] = &[
    "half",
    "interval",
    "penalties",
    "penalty",
    "shootout",
    "shoot",
    "aggregate",
    "leg",
    "led",
    "lead",
    "minute",
    "draw",
    "up",
    "down",
    "ahead",
    "break",
    "first",
    "second",
    "third",
    "made",
    "extra",
    "season",
    "league",
    "last",
    "record",
    "goal",
    "equaliser",
    "equalizer",
    "level",
];

impl Reader<'_> {
    /// Reads the score of a match: "won 2-1".
    pub(super) fn score(&self, at: usize) -> Option<(Option<Number>, usize)> {
        let figures = |i: usize| {
            let word = self.word(i);
            word.bytes().all(|b| b.is_ascii_digit()).then(|| word.parse().ok())?.filter(|n| *n < MOST_SCORED)
        };
        let joined = |i: usize| matches!(self.gap(i), "-" | "–");
        let (one, other): (f64, f64) = (figures(at)?, figures(at + 1)?);
        let behind = self.word(at + 2);
        let counts = self.is_close(at + 2) && !is_stopword(behind) && !SCORED.contains(&behind);
        let has = |list: &[&str], words: &[Word]| words.iter().any(|w| list.contains(&w.text.as_str()));
        let near = at.saturating_sub(NEAR.0)..self.words.len().min(at + 2 + NEAR.1);
        let told = || has(SCORED, &self.words[near]) && !has(ONE_OF, &self.words);
        // Behind whom one beat, or what one did: "pupils 12-14", "aged 18-24" are none.
        let before = self.back(at, 1);
        let opponent = at > 0 && self.text[self.words[at - 1].span.range()].starts_with(char::is_uppercase);
        let figure = self.gap(at) == ", " && figures(at - 1).is_some();
        let behind_it =
            SCORED.contains(&before) || opponent || figure || matches!(before, "by" | "a" | "an" | "");
        let share = self.text[self.words[at + 1].span.end..].trim_start().starts_with(['%', '°', '€']);
        if !joined(at + 1) || joined(at) || joined(at + 2) || counts || share || !behind_it || !told() {
            return None;
        }
        let span = self.words[at].span.join(self.words[at + 1].span);
        let (value, top) = (one.max(other), one.min(other));
        let number = Number {
            value,
            top,
            unit: Unit::Score,
            bound: Bound::Exact,
            excluded: false,
            converted: false,
            span,
        };
        Some((Some(number), at + 2))
    }
}
