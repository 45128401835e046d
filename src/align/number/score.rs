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
    "lost",
    "loss",
    "drew",
    "draw",
    "lead",
    "led",
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
    "decision",
    "majority",
];
const MOST_SCORED: f64 = 500.0;

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
        let told = || self.words.iter().any(|w| SCORED.contains(&w.text.as_str()));
        if !joined(at + 1) || joined(at) || joined(at + 2) || counts || !told() {
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
