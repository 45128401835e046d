//! The words that segmentation knows, by class; `assets/abbreviations.txt` says what the classes mean.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A set of classes, one bit each.
type Classes = u16;

pub(super) const NEVER: Classes = 1;
pub(super) const SELDOM: Classes = 1 << 1;
pub(super) const NUMBER: Classes = 1 << 2;
pub(super) const CLOCK: Classes = 1 << 3;
pub(super) const ZONE: Classes = 1 << 4;
pub(super) const MONTH: Classes = 1 << 5;
pub(super) const WEEKDAY: Classes = 1 << 6;
pub(super) const ORDINAL: Classes = 1 << 7;
pub(super) const STARTER: Classes = 1 << 8;
pub(super) const PARTICLE: Classes = 1 << 9;
pub(super) const LABELLED: Classes = 1 << 10;
pub(super) const SAYS: Classes = 1 << 11;
pub(super) const DOMAIN: Classes = 1 << 12;

const NAMES: [(&str, Classes); 13] = [
    ("never", NEVER),
    ("seldom", SELDOM),
    ("number", NUMBER),
    ("clock", CLOCK),
    ("zones", ZONE),
    ("months", MONTH),
    ("weekdays", WEEKDAY),
    ("ordinals", ORDINAL),
    ("starters", STARTER),
    ("particles", PARTICLE),
    ("labelled", LABELLED),
    ("says", SAYS),
    ("domains", DOMAIN),
];

/// Longest word of the lists, in bytes; longer ones need no look.
const LONGEST: usize = 24;

static WORDS: LazyLock<FxHashMap<&'static str, Classes>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, Classes> = FxHashMap::default();
    let mut class = 0;
    for line in include_str!("../../../assets/abbreviations.txt").lines().filter(|l| !l.starts_with('#')) {
        match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(name) => class = NAMES.iter().find(|(n, _)| *n == name).map_or(0, |(_, c)| *c),
            None => line.split_whitespace().for_each(|w| *words.entry(w).or_default() |= class),
        }
    }
    words
});

/// Returns whether a word is in one of the classes, as it stands or in lower case.
pub(super) fn is(word: &str, classes: Classes) -> bool {
    if word.is_empty() || word.len() > LONGEST {
        return false;
    }
    let has = |w: &str| WORDS.get(w).is_some_and(|c| c & classes != 0);
    let is_lower = word.bytes().all(|b| b.is_ascii_lowercase() || b == b'.');
    has(word) || !is_lower && has(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_of_the_data_has_its_name() {
        let data = include_str!("../../../assets/abbreviations.txt");
        let sections: Vec<&str> =
            data.lines().filter_map(|l| l.strip_prefix('[')?.strip_suffix(']')).collect();
        assert_eq!(sections.len(), NAMES.len());
        assert!(sections.iter().all(|s| NAMES.iter().any(|(n, _)| n == s)), "{sections:?}");
    }

    #[test]
    fn a_capital_in_the_data_is_meant() {
        assert!(
            is("Sat", SELDOM)
                && !is("sat", SELDOM)
                && is("mr", NEVER)
                && is("Mr", NEVER)
                && is("U.S", SELDOM)
        );
    }
}
