//! Points in time as reports name them: hours of the day, days of the week, dates, months, years.

use jiff::civil::{Date, Weekday};

use crate::align::number::{Verdict, digits};
use crate::align::tokens::{fold_word, words};
use crate::article::Span;

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const LONG_MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];
/// Minutes of half a day and of a day.
const HALF: i32 = 720;
const DAY: i32 = 1440;

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
}

/// What of a moment can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Clock,
    Day,
    Year,
}

struct Word {
    span: Span,
    text: String,
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

    /// Returns what can be compared.
    pub(super) fn grain(&self) -> Grain {
        match self {
            Moment { clock: Some(_), .. } => Grain::Clock,
            Moment { weekday: None, month: None, resolved: None, .. } => Grain::Year,
            _ => Grain::Day,
        }
    }

    /// Returns how two moments stand to each other; none where they have nothing in common to compare.
    pub(super) fn against(&self, other: &Moment) -> Option<Verdict> {
        if let (Some(a), Some(b)) = (self.clock, other.clock) {
            return Some(a.against(b));
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

impl Clock {
    fn against(self, other: Clock) -> Verdict {
        let known = self.half_known && other.half_known;
        let meets = |shift: i32| self.from <= other.to + shift && other.from + shift <= self.to;
        let same = |shift: i32| self.from == other.from + shift && self.to == other.to + shift;
        let shifts = if known { &[0][..] } else { &[0, HALF, -HALF] };
        match () {
            () if shifts.iter().any(|s| same(*s)) => Verdict::Same,
            () if shifts.iter().any(|s| meets(*s)) => Verdict::Room,
            () => Verdict::Clash,
        }
    }
}

/// Finds the points in time of a text; days of the week are counted back from the day it was published.
pub(super) fn find(text: &str, published: Option<Date>) -> Vec<(Span, Moment)> {
    let list = words(text).map(|(span, w)| Word {
        span,
        text: fold_word(w),
        high: w.starts_with(char::is_uppercase),
    });
    let reader = Reader { text, words: list.collect() };
    let mut out = Vec::new();
    let mut at = 0;
    while at < reader.words.len() {
        match reader.clock(at).or_else(|| reader.date(at, published)) {
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
    words: Vec<Word>,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |w| w.text.as_str())
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

    /// Reads an hour of the day; returns its first word, the next one, and the moment.
    fn clock(&self, at: usize) -> Option<(usize, usize, Moment)> {
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
        match mark {
            "a" if hour == 12 => hour = 0,
            "p" if hour < 12 => hour += 12,
            _ => {}
        }
        let told = self.word(next) == "o'clock";
        let by_words = matches!(self.back(at, 1), "before" | "after")
            && (self.back(at, 2) == "minutes" || matches!(self.back(at, 2), "just" | "shortly" | "soon"))
            && letters.is_empty()
            && !colon
            && (1..=12).contains(&hour)
            && (next >= self.words.len() || self.gap(next) != " " || !self.word(next).ends_with('s'));
        if mark.is_empty() && !told && !colon && !by_words {
            return None;
        }
        Some((hour * 60 + minute, !mark.is_empty() || colon && hour > 12, next + usize::from(told)))
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

    /// Reads a date, a day of the week, a month, or a day counted from the day of publication.
    fn date(&self, at: usize, published: Option<Date>) -> Option<(usize, usize, Moment)> {
        let mut moment = Moment::default();
        let mut next = at;
        let weekday =
            WEEKDAYS.iter().find(|(name, _)| *name == self.word(at)).filter(|_| self.words[at].high);
        if let Some((_, weekday)) = weekday {
            moment.weekday = Some(*weekday);
            next += 1;
            if self.gap(next).trim_matches([' ', ',']).is_empty() && self.word(next) == "the" {
                next += usize::from(self.calendar(next + 1).is_some());
            }
        }
        let joined = next == at || self.gap(next).trim_matches([' ', ',']).is_empty();
        if let Some((day, month, year, end)) = self.calendar(next).filter(|_| joined) {
            (moment.day, moment.month, moment.year, next) = (day, month, year, end);
        }
        if next > at {
            moment.resolved = moment.day().or_else(|| match (moment.weekday, moment.month, published) {
                (Some(weekday), None, Some(published)) => self.last(at, weekday, published),
                _ => None,
            });
            return Some((at, next, moment));
        }
        let (days, next) = match (self.word(at), self.word(at + 1)) {
            ("today" | "tonight", _) => (0, at + 1),
            ("yesterday", _) => (-1, at + 1),
            ("last", "night") => (-1, at + 2),
            ("tomorrow", _) => (1, at + 1),
            _ => return None,
        };
        let day = published?.checked_add(jiff::Span::new().days(days)).ok()?;
        let moment = Moment { resolved: Some(day), weekday: Some(day.weekday()), ..moment };
        Some((at, next, moment))
    }

    /// Returns the last such day of the week up to publication; none where the words look ahead.
    fn last(&self, at: usize, weekday: Weekday, published: Date) -> Option<Date> {
        let ahead = matches!(self.back(at, 1), "next" | "until" | "last")
            || self
                .words
                .iter()
                .any(|w| matches!(w.text.as_str(), "will" | "would" | "shall" | "to" | "last"));
        if ahead {
            return None;
        }
        let back = weekday.until(published.weekday());
        published.checked_sub(jiff::Span::new().days(i64::from(back))).ok()
    }

    /// Reads day, month and year in either order, or a month alone; returns the next word too.
    #[allow(clippy::type_complexity)] // Three parts of a date and where it ends.
    fn calendar(&self, at: usize) -> Option<(Option<i8>, Option<i8>, Option<i16>, usize)> {
        let day = |i: usize| number(self.word(i)).filter(|d| (1..=31).contains(d)).map(|d| d as i8);
        let year = |i: usize| {
            let word = self.word(i);
            let near = self.gap(i).trim_matches([' ', ',']).is_empty();
            (near && word.len() == 4)
                .then(|| word.parse::<i16>().ok())
                .flatten()
                .filter(|y| (1500..2200).contains(y))
        };
        let ordinal = |i: usize| match self.word(i) {
            "first" => Some(1),
            "second" => Some(2),
            "third" => Some(3),
            _ => day(i),
        };
        if let Some(month) = self.month(at) {
            let day = day(at + 1).filter(|_| matches!(self.gap(at + 1), " " | ". "));
            let next = at + 1 + usize::from(day.is_some());
            let year = year(next);
            return Some((day, Some(month), year, next + usize::from(year.is_some())));
        }
        let of = usize::from(self.word(at + 1) == "of");
        let month = self.month(at + 1 + of)?;
        let day = if of == 1 { ordinal(at)? } else { day(at)? };
        let year = year(at + 2 + of);
        Some((Some(day), Some(month), year, at + 2 + of + usize::from(year.is_some())))
    }

    fn month(&self, at: usize) -> Option<i8> {
        let word = self.words.get(at).filter(|w| w.high)?;
        let name = word.text.as_str();
        // "March" and "May" are words and names too; a day or a preposition beside them tells.
        let is_doubtful = matches!(name, "march" | "may" | "mar" | "jun" | "jan");
        let beside = number(self.word(at + 1)).is_some()
            || number(self.back(at, 1)).is_some()
            || matches!(
                self.back(at, 1),
                "in" | "since" | "until" | "by" | "of" | "last" | "next" | "every" | "from"
            );
        if is_doubtful && !beside {
            return None;
        }
        let at = LONG_MONTHS.iter().position(|m| *m == name);
        let short = || MONTHS.iter().position(|m| *m == name || name == "sept" && *m == "sep");
        at.or_else(short).map(|m| m as i8 + 1)
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

/// Splits "10.40am" into figures and letters.
fn split(word: &str) -> (&str, &str) {
    let letters = word.find(|c: char| c.is_ascii_alphabetic()).filter(|at| *at > 0);
    word.split_at(letters.unwrap_or(word.len()))
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
        use Verdict::{Clash, Room, Same};
        for (a, b, verdict) in [
            ("at 10.40am today", "at 10:42 a.m. as", Some(Clash)),
            ("at 10.40am", "at 10.40 a.m.", Some(Same)),
            ("just after 11am", "at 10.40am", Some(Clash)),
            ("a few minutes before eleven, after", "at 10.42 a.m.", Some(Clash)),
            ("a few minutes before eleven, after", "at 10.52 a.m.", Some(Room)),
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
