//! Times that are left open or told without a date: "immediately", "soon", "at a later date".

use super::{Moment, Reader};

/// A time without a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::align::suspect) enum Vague {
    /// At once.
    Now,
    /// Soon.
    Soon,
    /// At a later date, or none yet.
    Open,
}

impl Reader<'_> {
    /// Reads a time that is told without a date.
    pub(super) fn vague(&self, at: usize) -> Option<(usize, usize, Moment)> {
        let (word, next, before) = (self.word(at), self.word(at + 1), self.back(at, 1));
        let bound = matches!(next, "after" | "before" | "available" | "clear" | "known");
        let (first, next, vague) = match (word, next) {
            // "did not immediately respond" tells of no time.
            ("immediately", _) if !bound && before != "not" && !before.ends_with("n't") => {
                (at, at + 1, Vague::Now)
            }
            ("soon" | "shortly", next)
                if !bound && next != "as" && !matches!(before, "as" | "too" | "so") =>
            {
                (at, at + 1, Vague::Soon)
            }
            ("later", "date") => (at, at + 2, Vague::Open),
            ("indefinitely", _) => (at, at + 1, Vague::Open),
            ("further", "notice") if before == "until" => (at - 1, at + 2, Vague::Open),
            ("no", "date") => (at, at + 2, Vague::Open),
            ("date", "to") if self.word(at + 2) == "be" && self.words.len() > at + 3 => {
                (at, at + 4, Vague::Open)
            }
            _ => return None,
        };
        Some((first, next, Moment { vague: Some(vague), ..Moment::default() }))
    }
}
