//! Scores: of a match, "won 2-1", and of a vote, "a 52-48 majority".

use super::read::Reader;
use super::{Bound, Number, Unit};
use crate::align::tokens::is_stopword;

/// Words of a match or of a vote, and what nobody scores.
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
    "goal",
    "goals",
    "vote",
    "voted",
    "votes",
    "ruled",
    "ruling",
    "majority",
];
const MOST_SCORED: f64 = 500.0;
/// Words that tell that a score is one of several of the same match.
const ONE_OF: &[&str] = &[
    "half",
    "interval",
    "penalties",
    "penalty",
    "shootout",
    "aggregate",
    "leg",
    "led",
    "lead",
    "minute",
    "draw",
];

impl Reader<'_> {
    /// Reads the score of a match, or of a vote: "won 2-1", "a 52-48 vote".
    pub(super) fn score(&self, at: usize) -> Option<(Option<Number>, usize)> {
        let figures = |i: usize| {
            let word = self.word(i);
            word.bytes().all(|b| b.is_ascii_digit()).then(|| word.parse().ok())?.filter(|n| *n < MOST_SCORED)
        };
        let joined = |i: usize| matches!(self.gap(i), "-" | "–");
        let (one, other): (f64, f64) = (figures(at)?, figures(at + 1)?);
        let behind = self.word(at + 2);
        let counts = self.is_close(at + 2) && !is_stopword(behind) && !SCORED.contains(&behind);
        let has = |list: &[&str]| self.words.iter().any(|w| list.contains(&w.text.as_str()));
        let told = || has(SCORED) && !has(ONE_OF);
        // "Aged 18-24".
        let range = matches!(self.back(at, 1), "aged" | "age" | "ages" | "between" | "from");
        let share = self.text[self.words[at + 1].span.end..].trim_start().starts_with(['%', '°', '€']);
        if !joined(at + 1) || joined(at) || joined(at + 2) || counts || share || range || !told() {
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
