//! Points in time as reports name them: hours of the day, days of the week, dates, months, years.

use std::borrow::Cow;

use jiff::civil::{Date, Weekday};

use crate::align::number::{Verdict, digits};
use crate::align::tokens::{fold_word, starts_high, words};
use crate::article::Span;

mod calendar;
mod clock;
mod vague;

pub(super) use calendar::is_name;
use vague::Vague;

/// An hour of the day: from minute to minute after midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    from: i32,
    to: i32,
    /// Whether it is known which half of the day is meant.
    half_known: bool,
}

/// A point in time, as far as the words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Moment {
    clock: Option<Clock>,
    weekday: Option<Weekday>,
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    /// The day it is, where the article's own date tells.
    resolved: Option<Date>,
    /// A time without a date.
    vague: Option<Vague>,
}

/// What of a moment can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Clock,
    Day,
    Year,
    Vague,
}

struct Word<'t> {
    span: Span,
    text: Cow<'t, str>,
    high: bool,
}

impl Moment {
    /// Makes a year.
    pub(super) fn of_year(year: i16) -> Moment {
        Moment { year: Some(year), ..Moment::default() }
    }

    /// Returns the day, where it is known in full.
    pub(super) fn day(&self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day?).ok()
    }

    /// Returns the year, where it is named.
    pub(super) fn year(&self) -> Option<i16> {
        self.year
    }

    /// Returns how many minutes two hours of the day lie apart, on whichever half of the day.
    pub(super) fn minutes_apart(&self, other: &Moment) -> Option<i32> {
        Some(self.clock?.apart(other.clock?))
    }

    /// Returns whether it is an hour of the day.
    pub(super) fn is_hour(&self) -> bool {
        self.grain() == Grain::Clock
    }

    /// Returns whether it is a day of a month, or of a week.
    pub(super) fn is_day(&self) -> bool {
        self.month.is_some() && self.day.is_some() || self.weekday.is_some()
    }

    /// Returns how many days of one month, or of a week, two days lie apart, where both name the month or neither.
    pub(super) fn days_apart(&self, other: &Moment) -> Option<i8> {
        match (self.month, other.month) {
            (Some(x), Some(y)) => (x == y).then_some((self.day? - other.day?).abs()),
            (None, None) => {
                let apart = self.weekday?.since(other.weekday?);
                Some(apart.min(7 - apart))
            }
            _ => None,
        }
    }

    /// Returns what can be compared.
    pub(super) fn grain(&self) -> Grain {
        match self {
            Moment { clock: Some(_), .. } => Grain::Clock,
            Moment { vague: Some(_), .. } => Grain::Vague,
            Moment { weekday: None, month: None, resolved: None, .. } => Grain::Year,
            _ => Grain::Day,
        }
    }

    /// Returns how two moments stand to each other; none where they have nothing in common to compare.
    pub(super) fn against(&self, other: &Moment) -> Option<Verdict> {
        if let (Some(a), Some(b)) = (self.clock, other.clock) {
            return Some(a.against(b));
        }
        if let (Some(a), Some(b)) = (self.vague, other.vague) {
            return Some(if a == b { Verdict::Same } else { Verdict::Clash });
        }
        if self.vague.is_some() || other.vague.is_some() {
            // A day, a month or a year against none.
            return (self.clock.is_none() && other.clock.is_none()).then_some(Verdict::Clash);
        }
        let differ = |same: Option<bool>| same.map(|s| if s { Verdict::Same } else { Verdict::Clash });
        if let (Some(a), Some(b)) = (self.resolved, other.resolved) {
            return differ(Some(a == b));
        }
        fn both<T: PartialEq>(a: Option<T>, b: Option<T>) -> Option<bool> {
            Some(a? == b?)
        }
        let fields = [
            both(self.year, other.year),
            both(self.month, other.month),
            both(self.day, other.day),
            both(self.weekday, other.weekday),
        ];
        let known: Vec<bool> = fields.into_iter().flatten().collect();
        // A weekday and a month have nothing in common.
        differ((!known.is_empty()).then(|| known.iter().all(|k| *k)))
    }
}

/// Finds the points in time of a text; days of the week are counted back from the day it was published.
pub(super) fn find(text: &str, published: Option<Date>) -> Vec<(Span, Moment)> {
    let list = words(text).map(|(span, w)| Word { span, text: fold_word(w), high: starts_high(w) });
    let reader = Reader { text, words: list.collect() };
    let mut out = Vec::new();
    let mut at = 0;
    while at < reader.words.len() {
        match reader.clock(at).or_else(|| reader.date(at, published)).or_else(|| reader.vague(at)) {
            Some((first, next, moment)) => {
                let span = reader.words[first].span.join(reader.words[next - 1].span);
                out.push((span, moment));
                at = next;
            }
            None => at += 1,
        }
    }
    out
}

struct Reader<'t> {
    text: &'t str,
    words: Vec<Word<'t>>,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |w| &*w.text)
    }

    fn back(&self, at: usize, by: usize) -> &str {
        at.checked_sub(by).map_or("", |i| self.word(i))
    }

    fn gap(&self, at: usize) -> &str {
        match (at.checked_sub(1).and_then(|i| self.words.get(i)), self.words.get(at)) {
            (Some(a), Some(b)) => &self.text[a.span.end..b.span.start],
            _ => "",
        }
    }
}

/// Reads a number below a hundred in figures or as one word.
fn number(word: &str) -> Option<i32> {
    if word == "one" {
        return Some(1);
    }
    let figures = digits(word).unwrap_or_else(|| word.to_owned());
    (figures.len() <= 2).then(|| figures.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Moment {
        let found = find(text, Some(jiff::civil::date(2026, 3, 15)));
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found[0].1
    }

    #[test]
    fn times_are_compared_as_a_reader_compares_them() {
        use Verdict::{Clash, Same};
        for (a, b, verdict) in [
            ("at 10.40am today", "at 10:42 a.m. as", Some(Clash)),
            ("at 10.40am", "at 10.40 a.m.", Some(Same)),
            ("just after 11am", "at 10.40am", Some(Clash)),
            ("a few minutes before eleven, after", "at 10.42 a.m.", Some(Clash)),
            ("a few minutes before eleven, after", "at 10.52 a.m.", Some(Same)),
            ("at five to eleven", "at 10.55am", Some(Same)),
            ("half past ten", "at 22:30", Some(Same)),
            ("on Tuesday", "on Wednesday", Some(Clash)),
            ("on Saturday", "on 14 March 2026", Some(Same)),
            ("on Saturday", "on March 13, 2026", Some(Clash)),
            ("on 9 February", "on February 9", Some(Same)),
            ("on 1 July", "the first of July", Some(Same)),
            ("in September", "in October", Some(Clash)),
            ("on Saturday", "in March 2025", None),
            ("yesterday", "on Saturday", Some(Same)),
        ] {
            let strip = |text: &str| text.replace(" today", "");
            assert_eq!(one(&strip(a)).against(&one(b)), verdict, "{a} / {b}");
        }
    }

    #[test]
    fn what_is_no_time_is_left_alone() {
        for text in [
            "The walkers may march on",
            "ran 2-1",
            "ten minutes",
            "the second of them",
            "a mile and a quarter",
        ] {
            assert_eq!(find(text, None), [], "{text}");
        }
    }
}
