//! Numbers as a reader understands them: value, unit, and how exact they are meant.

use super::tokens::{fold_word, words};
use crate::article::Span;

/// What a number measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Money, by its sign or name.
    Money(String),
    /// Per cent.
    Percent,
    /// A span of time, in minutes.
    Minutes,
    /// A length, in millimetres.
    Length,
    /// A weight, in grams.
    Weight,
    /// A year of the calendar.
    Year,
    /// Things: the words that follow, folded.
    Things(Vec<String>),
}

/// How exact a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// As it stands.
    Exact,
    /// About, around, nearly.
    About,
    /// At least, more than, over.
    AtLeast,
    /// At most, fewer than, up to.
    AtMost,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its value in the unit's own measure.
    pub value: f64,
    /// What it measures.
    pub unit: Unit,
    /// How exact it is meant.
    pub bound: Bound,
    /// The bytes of the number with the words that bound it.
    pub span: Span,
}

const SMALL: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

type Measure = (&'static [&'static str], fn() -> Unit, f64);

/// A unit of measure: its names, what it measures, and how many of the common measure it holds.
const MEASURES: &[Measure] = &[
    (&["minute", "minutes", "min", "mins"], || Unit::Minutes, 1.0),
    (&["hour", "hours", "hr", "hrs"], || Unit::Minutes, 60.0),
    (&["day", "days"], || Unit::Minutes, 1440.0),
    (&["week", "weeks"], || Unit::Minutes, 10_080.0),
    (&["month", "months"], || Unit::Minutes, 43_800.0),
    (&["year", "years"], || Unit::Minutes, 525_600.0),
    (&["millimetre", "millimetres", "millimeter", "millimeters", "mm"], || Unit::Length, 1.0),
    (&["centimetre", "centimetres", "centimeter", "centimeters", "cm"], || Unit::Length, 10.0),
    (&["metre", "metres", "meter", "meters", "m"], || Unit::Length, 1000.0),
    (&["kilometre", "kilometres", "kilometer", "kilometers", "km"], || Unit::Length, 1_000_000.0),
    (&["inch", "inches"], || Unit::Length, 25.4),
    (&["foot", "feet", "ft"], || Unit::Length, 304.8),
    (&["yard", "yards"], || Unit::Length, 914.4),
    (&["mile", "miles"], || Unit::Length, 1_609_344.0),
    (&["gram", "grams", "g"], || Unit::Weight, 1.0),
    (&["kilogram", "kilograms", "kilo", "kilos", "kg"], || Unit::Weight, 1000.0),
    (&["ton", "tons", "tonne", "tonnes"], || Unit::Weight, 1_000_000.0),
    (&["pound", "pounds", "lb", "lbs"], || Unit::Weight, 453.6),
    (&["percent", "percentage", "pct"], || Unit::Percent, 1.0),
    (&["dollar", "dollars"], || Unit::Money("$".into()), 1.0),
    (&["euro", "euros"], || Unit::Money("€".into()), 1.0),
];

/// A word with its place, folded.
struct Word {
    span: Span,
    text: String,
}

/// Finds the numbers of a text.
pub fn find(text: &str) -> Vec<Number> {
    let words: Vec<Word> = words(text).map(|(span, w)| Word { span, text: fold_word(w) }).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match value(text, &words, at) {
            Some((value, next)) => {
                if let Some(number) = number(text, &words, at, next, value) {
                    out.push(number);
                }
                at = next;
            }
            None => at += 1,
        }
    }
    out
}

/// Reads the value that begins at a word; returns it with the first word behind it.
fn value(text: &str, words: &[Word], at: usize) -> Option<(f64, usize)> {
    let first = &words[at].text;
    let (mut value, mut next) = match plain(first) {
        Some(value) => (value, at + 1),
        // "a dozen", "a hundred"; "a" alone is no number.
        None if matches!(first.as_str(), "a" | "an") => {
            match words.get(at + 1).and_then(|w| scale(&w.text)) {
                Some(scale) => (scale, at + 2),
                None => return None,
            }
        }
        None => return None,
    };
    // "one" is more often a pronoun than a count.
    if first == "one" && words.get(next).and_then(|w| scale(&w.text)).is_none() {
        return None;
    }
    while let Some(word) = words.get(next) {
        let gap = &text[words[next - 1].span.end..word.span.start];
        let tens = (20.0..100.0).contains(&value) && value % 10.0 == 0.0;
        match (scale(&word.text), small(&word.text)) {
            (Some(scale), _) if gap.trim_matches(['-', ' ']).is_empty() => value *= scale,
            (None, Some(unit)) if gap == "-" && tens && unit < 10.0 => value += unit,
            (None, None) if word.text == "and" && value >= 100.0 => {
                match words.get(next + 1).and_then(|w| small(&w.text)) {
                    Some(rest) => {
                        value += rest;
                        next += 1;
                    }
                    None => break,
                }
            }
            _ => break,
        }
        next += 1;
    }
    // "2-1", "2/3" and "10:30" are scores, shares and hours of the day.
    let glued = |a: usize, b: usize| {
        text.get(a..b).is_some_and(|g| !g.is_empty() && g.chars().all(|c| "-–/:".contains(c)))
    };
    let after = words
        .get(next)
        .is_some_and(|w| plain(&w.text).is_some() && glued(words[next - 1].span.end, w.span.start));
    let before =
        at > 0 && plain(&words[at - 1].text).is_some() && glued(words[at - 1].span.end, words[at].span.start);
    if after || before {
        return None;
    }
    Some((value, next))
}

/// Returns a number written as a word (`nine`, `dozen`) or as an ordinal in figures (`9th`) in plain figures, so that
/// both ways of writing match; `one` is left a word, since it mostly is none.
pub(super) fn digits(folded: &str) -> Option<String> {
    if let Some(bare) = ["st", "nd", "rd", "th"].iter().find_map(|e| folded.strip_suffix(e))
        && !bare.is_empty()
        && bare.bytes().all(|b| b.is_ascii_digit())
    {
        return Some(bare.to_owned());
    }
    let value = match folded {
        "dozen" => 12,
        "hundred" => 100,
        word => {
            let small = SMALL.iter().position(|s| *s == word).filter(|n| *n != 1);
            small.or_else(|| TENS.iter().position(|t| *t == word).map(|t| 10 * (t + 2)))?
        }
    };
    Some(value.to_string())
}

fn plain(word: &str) -> Option<f64> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let factor = match &word[digits.len()..] {
            "" => 1.0,
            "k" => 1e3,
            "m" | "mn" => 1e6,
            "bn" | "b" => 1e9,
            _ => return None,
        };
        return digits.parse::<f64>().ok().map(|v| v * factor);
    }
    small(word)
}

fn small(word: &str) -> Option<f64> {
    let units = SMALL.iter().position(|w| *w == word).map(|n| n as f64);
    units
        .or_else(|| TENS.iter().position(|w| *w == word).map(|n| (n as f64 + 2.0) * 10.0))
        .or(scale(word).filter(|_| word == "dozen"))
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" => 12.0,
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}

fn number(text: &str, words: &[Word], first: usize, next: usize, value: f64) -> Option<Number> {
    let (bound, start) = bound(words, first);
    let number = Span::new(words[first].span.start, words[next - 1].span.end);
    let before = text[..number.start].chars().next_back();
    let after = text[number.end..].chars().next();
    let (unit, factor, end) = if let Some(sign) = before.filter(|c| "$€£¥".contains(*c)) {
        (Unit::Money(sign.to_string()), 1.0, number.end)
    } else if after == Some('%') {
        (Unit::Percent, 1.0, number.end + 1)
    } else {
        unit(text, words, next, value, number)?
    };
    let start = start.map_or(number.start, |s| s.min(number.start));
    let start = if matches!(unit, Unit::Money(_)) && start == number.start {
        start - before.map_or(0, char::len_utf8)
    } else {
        start
    };
    Some(Number { value: value * factor, unit, bound, span: Span::new(start, end) })
}

fn unit(text: &str, words: &[Word], next: usize, value: f64, number: Span) -> Option<(Unit, f64, usize)> {
    let per_cent =
        words.get(next).zip(words.get(next + 1)).filter(|(a, b)| a.text == "per" && b.text == "cent");
    if let Some((_, cent)) = per_cent {
        return Some((Unit::Percent, 1.0, cent.span.end));
    }
    let digits = text[number.range()].bytes().all(|b| b.is_ascii_digit());
    if digits && number.len() == 4 && (1500.0..2100.0).contains(&value) {
        return Some((Unit::Year, 1.0, number.end));
    }
    let following = words.get(next)?;
    if text[number.end..following.span.start].trim_matches(['-', ' ', '\u{2011}']).is_empty() {
        let measure = MEASURES.iter().find(|(names, _, _)| names.contains(&following.text.as_str()));
        if let Some((_, unit, factor)) = measure {
            let old = words.get(next + 1).is_some_and(|w| w.text == "old");
            // An age is no span of time.
            return (!old).then(|| (unit(), *factor, following.span.end));
        }
    }
    let things: Vec<String> = words[next..]
        .iter()
        .scan(number.end, |end, w| {
            let gap = &text[*end..w.span.start];
            *end = w.span.end;
            gap.chars().all(|c| c == ' ' || c == '-').then(|| w.text.clone())
        })
        .take(3)
        .collect();
    (!things.is_empty()).then_some((Unit::Things(things), 1.0, number.end))
}

/// Returns how the words before a number bound it, and where they begin.
fn bound(words: &[Word], first: usize) -> (Bound, Option<usize>) {
    let at = |back: usize| first.checked_sub(back).map(|i| (words[i].text.as_str(), words[i].span.start));
    let two = at(2).zip(at(1)).map(|((a, start), (b, _))| (a, b, start));
    match two {
        Some(("at", "least", s) | ("more", "than", s) | ("no", "fewer", s)) => {
            return (Bound::AtLeast, Some(s));
        }
        Some(("at", "most", s) | ("up", "to", s) | ("fewer", "than", s) | ("less", "than", s)) => {
            return (Bound::AtMost, Some(s));
        }
        _ => {}
    }
    match at(1) {
        Some((
            "about" | "around" | "roughly" | "nearly" | "almost" | "some" | "approximately" | "circa",
            s,
        )) => (Bound::About, Some(s)),
        Some(("over" | "exceeding", s)) => (Bound::AtLeast, Some(s)),
        Some(("under" | "below", s)) => (Bound::AtMost, Some(s)),
        _ => (Bound::Exact, None),
    }
}

impl Number {
    /// Returns whether both numbers can be true of one thing.
    pub fn agrees(&self, other: &Number) -> bool {
        let (a, b) = (self.value, other.value);
        let near = |share: f64| (a - b).abs() <= share * a.max(b);
        match (self.bound, other.bound) {
            (Bound::Exact, Bound::Exact) => match self.unit {
                // Metres against feet are rounded by whoever converted them.
                Unit::Length | Unit::Weight => near(0.04),
                _ => near(0.001),
            },
            (Bound::AtLeast, Bound::Exact) => b >= a,
            (Bound::Exact, Bound::AtLeast) => a >= b,
            (Bound::AtMost, Bound::Exact) => b <= a,
            (Bound::Exact, Bound::AtMost) => a <= b,
            (Bound::AtLeast, Bound::AtLeast) | (Bound::AtMost, Bound::AtMost) => near(0.15),
            (Bound::AtLeast, Bound::AtMost) => a <= b,
            (Bound::AtMost, Bound::AtLeast) => b <= a,
            _ => near(0.11),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<(f64, Bound, &str)> {
        find(text).into_iter().map(|n| (n.value, n.bound, &text[n.span.range()])).collect()
    }

    #[test]
    fn numbers_are_read_as_a_reader_reads_them() {
        assert_eq!(values("Nine people fell"), [(9.0, Bound::Exact, "Nine")]);
        assert_eq!(values("at least two dozen walkers"), [(24.0, Bound::AtLeast, "at least two dozen")]);
        assert_eq!(values("a 30-day truce"), [(43200.0, Bound::Exact, "30-day")]);
        assert_eq!(values("almost two hours"), [(120.0, Bound::About, "almost two hours")]);
        assert_eq!(values("some 1,200 homes"), [(1200.0, Bound::About, "some 1,200")]);
        assert_eq!(values("$3.5 million"), [(3.5e6, Bound::Exact, "$3.5 million")]);
        assert_eq!(values("twenty-three boats"), [(23.0, Bound::Exact, "twenty-three")]);
        assert_eq!(values("12 per cent"), [(12.0, Bound::Exact, "12 per cent")]);
        assert_eq!(values("a hundred and five sheep"), [(105.0, Bound::Exact, "a hundred and five")]);
    }

    #[test]
    fn what_is_no_count_is_left_alone() {
        for text in
            ["one of them", "won 2-1 at home", "at 10:30 they", "a 90-year-old man", "the first day", "a man"]
        {
            assert_eq!(values(text), [], "{text}");
        }
    }

    #[test]
    fn bounds_that_leave_room_do_not_clash() {
        let one = |text: &str| find(text).remove(0);
        assert!(one("more than 30 boats").agrees(&one("35 boats")));
        assert!(!one("more than 30 boats").agrees(&one("25 boats")));
        assert!(one("12 metres").agrees(&one("40 feet")));
        assert!(!one("nine people").agrees(&one("at least twelve people")));
    }
}
