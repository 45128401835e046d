//! Days: of the week, of the month, counted from the day of publication; months and years.

use jiff::civil::{Date, Weekday};

use super::{Moment, Reader, number};
use crate::align::tokens::{fold_word, starts_high};

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

/// Returns whether a word is the name of a month or of a day of the week, written as one.
pub(in super::super) fn is_name(word: &str) -> bool {
    let folded = fold_word(word);
    let rest = word.chars().skip(1).all(|c| !c.is_uppercase());
    let is_day = || WEEKDAYS.iter().any(|(name, _)| *name == folded);
    starts_high(word) && rest && (month(&folded).is_some() || is_day())
}

/// Returns the month that a folded word names.
fn month(name: &str) -> Option<i8> {
    let short = || MONTHS.iter().position(|m| *m == name || name == "sept" && *m == "sep");
    LONG_MONTHS.iter().position(|m| *m == name).or_else(short).map(|m| m as i8 + 1)
}

impl Reader<'_> {
    /// Reads a date, a day of the week, a month, or a day counted from the day of publication.
    pub(super) fn date(&self, at: usize, published: Option<Date>) -> Option<(usize, usize, Moment)> {
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
            || self.words.iter().any(|w| matches!(&*w.text, "will" | "would" | "shall" | "to" | "last"));
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
        let name = &*word.text;
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
        month(name)
    }
}
