//! Hours of the day: "10.40am", "half past ten", "a few minutes before eleven", "just after noon".

use super::{Clock, Moment, Reader, number};
use crate::align::number::Verdict;

/// Minutes of half a day and of a day.
const HALF: i32 = 720;
const DAY: i32 = 1440;
/// Minutes within which two hours said roughly are one.
const CLOSE: i32 = 30;

impl Clock {
    pub(super) fn apart(self, other: Clock) -> i32 {
        let known = self.half_known && other.half_known;
        let apart = |shift: i32| (self.from - other.from + shift).abs();
        let shifts = if known { &[0][..] } else { &[0, HALF, -HALF] };
        shifts.iter().map(|s| apart(*s)).min().unwrap_or_default()
    }

    pub(super) fn against(self, other: Clock) -> Verdict {
        let known = self.half_known && other.half_known;
        let meets = |shift: i32| self.from <= other.to + shift && other.from + shift <= self.to;
        // "Around one" and "shortly after one" say no other than "at one".
        let close = |shift: i32| {
            self.to.max(other.to + shift) - self.from.min(other.from + shift) <= CLOSE && meets(shift)
        };
        let same =
            |shift: i32| self.from == other.from + shift && self.to == other.to + shift || close(shift);
        let shifts = if known { &[0][..] } else { &[0, HALF, -HALF] };
        match () {
            () if shifts.iter().any(|s| same(*s)) => Verdict::Same,
            () if shifts.iter().any(|s| meets(*s)) => Verdict::Room,
            () => Verdict::Clash,
        }
    }
}

impl Reader<'_> {
    /// Reads an hour of the day; returns its first word, the next one, and the moment.
    pub(super) fn clock(&self, at: usize) -> Option<(usize, usize, Moment)> {
        let (minute, half_known, next) = self.hour(at)?;
        let (from, to, first) = self.bounds(at, minute);
        let clock = Clock { from, to, half_known };
        Some((first, next, Moment { clock: Some(clock), ..Moment::default() }))
    }

    /// Reads the minute of the day, whether its half is known, and the next word.
    fn hour(&self, at: usize) -> Option<(i32, bool, usize)> {
        let word = self.word(at);
        match word {
            "noon" | "midday" => return Some((HALF, true, at + 1)),
            "midnight" => return Some((DAY, true, at + 1)),
            _ => {}
        }
        // "five to eleven", "half past ten"
        if matches!(self.word(at + 1), "to" | "past") {
            let part = match word {
                "quarter" => Some(15),
                "half" if self.word(at + 1) == "past" => Some(30),
                _ => number(word).filter(|n| [5, 10, 20, 25].contains(n)),
            };
            let hour = number(self.word(at + 2)).filter(|h| (1..=12).contains(h));
            let unit =
                self.words.get(at + 3).is_some_and(|w| self.gap(at + 3) == " " && w.text.ends_with('s'));
            if let (Some(part), Some(hour), false) = (part, hour, unit && word != "quarter" && word != "half")
            {
                let minutes = if self.word(at + 1) == "to" { -part } else { part };
                return Some((hour * 60 + minutes, false, at + 3));
            }
        }
        let (figures, letters) = split(word);
        let (mut hour, mut minute) = match figures.split_once('.') {
            Some((h, m)) if m.len() == 2 => (h.parse::<i32>().ok()?, m.parse::<i32>().ok()?),
            Some(_) => return None,
            None => (number(if letters.is_empty() { word } else { figures })?, 0),
        };
        let mut next = at + 1;
        let mut colon = false;
        if letters.is_empty() && self.gap(next) == ":" && self.word(next).len() >= 2 {
            let (minutes, _) = split(self.word(next));
            if self.gap(next + 1) == ":" || self.gap(at) == ":" {
                return None;
            }
            minute = minutes.parse::<i32>().ok()?;
            colon = true;
            next += 1;
        }
        if !(0..=23).contains(&hour) || !(0..60).contains(&minute) {
            return None;
        }
        let last = split(self.word(next - 1)).1;
        let spaced = match (self.word(next), self.word(next + 1)) {
            ("am" | "pm", _) => 1,
            ("a" | "p", "m") if self.gap(next + 1) == "." => 2,
            _ => 0,
        };
        let mark = if matches!(last, "am" | "pm") {
            &last[..1]
        } else if spaced > 0 {
            let mark = &self.word(next)[..1];
            next += spaced;
            mark
        } else {
            ""
        };
        let (half, end) = if letters.is_empty() && (1..=12).contains(&hour) && self.is_at(at) {
            self.half_of_day(next, hour)
        } else {
            ("", next)
        };
        let mark = if mark.is_empty() { half } else { mark };
        if !half.is_empty() {
            next = end;
        }
        let told = self.word(next) == "o'clock";
        let by_words = matches!(self.back(at, 1), "before" | "after")
            && (self.back(at, 2) == "minutes" || matches!(self.back(at, 2), "just" | "shortly" | "soon"))
            && letters.is_empty()
            && !colon
            && (1..=12).contains(&hour)
            && (next >= self.words.len() || self.gap(next) != " " || !self.word(next).ends_with('s'));
        if mark.is_empty() && !told && !colon && !by_words && !self.is_dotted_hour(at, figures, next) {
            return None;
        }
        match mark {
            "a" if hour == 12 => hour = 0,
            "p" if hour < 12 => hour += 12,
            _ => {}
        }
        Some((hour * 60 + minute, !mark.is_empty() || colon && hour > 12, next + usize::from(told)))
    }

    /// Returns which half of the day words behind an hour tell, and the next word: "in the morning".
    fn half_of_day(&self, at: usize, hour: i32) -> (&'static str, usize) {
        match (self.word(at), self.word(at + 1), self.word(at + 2)) {
            ("in", "the", "morning") => ("a", at + 3),
            ("in", "the", "afternoon" | "evening") => ("p", at + 3),
            ("at", "night", _) => (if hour < 6 || hour == 12 { "a" } else { "p" }, at + 2),
            _ => ("", at),
        }
    }

    /// Returns whether a word of time stands before an hour: "at five", "until half past".
    fn is_at(&self, at: usize) -> bool {
        let word = self.back(at, 1);
        matches!(
            word,
            "at" | "by"
                | "until"
                | "till"
                | "since"
                | "about"
                | "around"
                | "before"
                | "after"
                | "to"
                | "past"
        )
    }

    /// Returns whether figures with a full stop are an hour: "at 6.40", not "at 6.40 per cent" or "at $6.40".
    fn is_dotted_hour(&self, at: usize, figures: &str, next: usize) -> bool {
        let at_it = matches!(self.back(at, 1), "at" | "by" | "until" | "till" | "since");
        let ends = self.words.get(next).is_none_or(|_| {
            self.gap(next) != " "
                || matches!(self.word(next), "on" | "and" | "when" | "in" | "to" | "as" | "after" | "before")
        });
        let span = self.words[at].span;
        let behind = self.text[span.end..].starts_with(['%', '°', '€', '$', '£']);
        let before = self.text[..span.start].ends_with(['$', '€', '£', '¥']);
        figures.contains('.') && at_it && ends && !behind && !before
    }

    /// Returns from when to when an hour with the words before it lasts, and the first of these words.
    fn bounds(&self, at: usize, minute: i32) -> (i32, i32, usize) {
        match (self.back(at, 2), self.back(at, 1)) {
            ("just" | "shortly" | "soon", "after") => (minute, minute + 30, at - 2),
            ("just" | "shortly", "before") => (minute - 30, minute, at - 2),
            ("minutes", "before" | "after") => {
                let few = self.back(at, 3) == "few";
                let count = number(self.back(at, 3));
                let first = at - if few { 4.min(at) } else { 2 + usize::from(count.is_some()) };
                let before = self.back(at, 1) == "before";
                match count {
                    Some(n) if before => (minute - n, minute - n, first),
                    Some(n) => (minute + n, minute + n, first),
                    None if before => (minute - 15, minute - 1, first),
                    None => (minute + 1, minute + 15, first),
                }
            }
            (_, "about" | "around" | "roughly") => (minute - 10, minute + 10, at - 1),
            _ => (minute, minute, at),
        }
    }
}

/// Splits "10.40am" into figures and letters.
fn split(word: &str) -> (&str, &str) {
    let letters = word.find(|c: char| c.is_ascii_alphabetic()).filter(|at| *at > 0);
    word.split_at(letters.unwrap_or(word.len()))
}
