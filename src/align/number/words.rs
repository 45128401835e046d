//! Words for numbers.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

pub(super) const SMALL: &[&str] = &[
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
pub(super) const TENS: &[&str] =
    &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
pub(super) const SCALES: &[(&str, f64)] = &[
    ("dozen", 12.0),
    ("hundred", 100.0),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
];
/// Plurals that stand for themselves: at least two of them, or one of the large ones.
pub(super) const MANY: &[(&str, f64)] = &[
    ("dozens", 24.0),
    ("scores", 40.0),
    ("hundreds", 200.0),
    ("thousands", 2000.0),
    ("millions", 2e6),
    ("billions", 2e9),
];
pub(super) const SHARES: &[(&str, f64)] =
    &[("half", 0.5), ("third", 1.0 / 3.0), ("thirds", 1.0 / 3.0), ("quarter", 0.25), ("quarters", 0.25)];
pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "aug",
    "sept",
    "oct",
    "nov",
    "dec",
];
/// People of whom "of 71" tells the age.
pub(super) const AGED: &[&str] =
    &["man", "woman", "boy", "girl", "grandfather", "grandmother", "child", "mother", "father", "teenager"];

/// Nouns that count people.
static PERSONS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/persons.txt").lines().filter(|l| !l.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Returns whether a folded noun counts people.
pub(in crate::align) fn is_person(word: &str) -> bool {
    PERSONS.contains(word)
}

/// Returns whether "one" before a word is a count and not a pronoun.
pub(super) fn is_counted_alone(next: &str) -> bool {
    is_person(next)
        || matches!(next, "hour" | "minute" | "day" | "week" | "month" | "year" | "metre" | "mile")
}

/// Returns a number written as a word (`nine`, `dozen`) or as an ordinal in figures (`9th`) in plain figures, so that
/// both ways of writing match; `one` is left a word, since it mostly is none.
pub(in crate::align) fn digits(folded: &str) -> Option<String> {
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

/// Returns whether a number may begin with a folded word.
pub(in crate::align) fn is_number_word(folded: &str) -> bool {
    folded.starts_with(|c: char| c.is_ascii_digit())
        || folded == "half"
        || plain(folded).is_some()
        || scale(folded).is_some()
        || share_of(folded).is_some()
        || MANY.iter().any(|(w, _)| *w == folded)
}

/// Reads figures, with the letters that stand for a scale, or a word below a hundred.
pub(super) fn plain(word: &str) -> Option<f64> {
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
    small(word).or(scale(word).filter(|_| word == "dozen"))
}

/// Reads a word below a hundred.
pub(super) fn small(word: &str) -> Option<f64> {
    let units = SMALL.iter().position(|w| *w == word).map(|n| n as f64);
    units.or_else(|| TENS.iter().position(|w| *w == word).map(|n| (n as f64 + 2.0) * 10.0))
}

/// Reads a dozen, a hundred and what is larger.
pub(super) fn scale(word: &str) -> Option<f64> {
    SCALES.iter().find(|(w, _)| *w == word).map(|s| s.1)
}

/// Reads a half, a third, a quarter.
pub(super) fn share_of(word: &str) -> Option<f64> {
    SHARES.iter().find(|(w, _)| *w == word).map(|s| s.1)
}
