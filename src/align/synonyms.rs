//! Words that reports use for one thing: `assets/synonyms.txt`, by stem; figures that may be one figure rounded; and
//! figures written together with their unit.

use std::borrow::Cow;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::frequency;
use super::tokens::{Corpus, fold_word};

/// Share by which figures may differ to be one figure rounded, the least such figure, and the years, which are not.
const ROUNDED: f64 = 0.06;
const ROUNDED_LEAST: f64 = 20.0;
const YEARS: std::ops::Range<f64> = 1900.0..2100.0;

/// Groups by the letters of a stem.
static GROUPS: LazyLock<FxHashMap<String, Vec<u16>>> = LazyLock::new(|| {
    let stemmer = Stemmer::create(Algorithm::English);
    let lines = include_str!("../../assets/synonyms.txt").lines().filter(|l| !l.starts_with('#'));
    let mut groups: FxHashMap<String, Vec<u16>> = FxHashMap::default();
    for (number, line) in lines.filter(|l| !l.trim().is_empty()).enumerate() {
        for word in line.split_whitespace() {
            let list = groups.entry(stemmer.stem(&fold_word(word)).into_owned()).or_default();
            if list.last() != Some(&(number as u16)) {
                list.push(number as u16);
            }
        }
    }
    groups
});

/// Reads the list, which is done at the latest when a stem is looked up.
pub(super) fn read_lists() {
    LazyLock::force(&GROUPS);
}

/// The groups of a stem: those of its word, or of the unit that stands behind its figure ("60ft").
fn listed(text: &str) -> &'static [u16] {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':'));
    GROUPS.get(unit).map_or(&[][..], Vec::as_slice)
}

/// Returns the stems of a corpus that may be one figure rounded, a list a figure.
fn rounded(corpus: &Corpus) -> Vec<Vec<u32>> {
    let value = |s: u32| corpus.text(s).parse().ok().filter(|v| *v >= ROUNDED_LEAST && !YEARS.contains(v));
    let mut figures: Vec<(f64, u32)> =
        (0..corpus.stems() as u32).filter_map(|s| value(s).map(|v| (v, s))).collect();
    figures.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out = Vec::new();
    let mut rest = figures.as_slice();
    while let Some(least) = rest.first() {
        let (one, others) = rest.split_at(rest.partition_point(|f| f.0 <= least.0 * (1.0 + ROUNDED)));
        if one.len() > 1 {
            out.push(one.iter().map(|f| f.1).collect());
        }
        rest = others;
    }
    out
}

/// The groups of every stem of a corpus, and how rare each group is in it.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    of_stem: Vec<Cow<'static, [u16]>>,
    /// By group, in 1024ths.
    rarity: Vec<u32>,
}

/// Returns the groups of the list that each stem belongs to.
fn listed_groups(corpus: &Corpus) -> Vec<Cow<'static, [u16]>> {
    (0..corpus.stems() as u32).map(|s| Cow::Borrowed(listed(corpus.text(s)))).collect()
}

impl Synonyms {
    /// Looks up the stems of a corpus.
    pub(super) fn new(corpus: &Corpus) -> Synonyms {
        let mut of_stem = listed_groups(corpus);
        let listed = GROUPS.values().flatten().max().map_or(0, |g| g + 1);
        let mut known = usize::from(listed);
        for (group, figures) in (listed..u16::MAX).zip(rounded(corpus)) {
            figures.into_iter().for_each(|s| of_stem[s as usize].to_mut().push(group));
            known += 1;
        }
        let frequency = frequency::of(corpus.units.len(), known, |unit, counter| {
            let content = corpus.tokens(unit).iter().filter(|t| t.content);
            content.flat_map(|t| of_stem[t.stem as usize].iter()).for_each(|g| counter.add(u32::from(*g)));
        });
        let rarity = frequency.into_iter().map(|f| if f == 0 { 0 } else { corpus.rarity(f) }).collect();
        Synonyms { of_stem, rarity }
    }

    /// Looks up the stems of a corpus, without the rarity of their groups.
    pub(super) fn of_stems(corpus: &Corpus) -> Synonyms {
        Synonyms { of_stem: listed_groups(corpus), rarity: Vec::new() }
    }

    /// Returns the groups that a stem belongs to.
    pub(super) fn groups(&self, stem: u32) -> &[u16] {
        self.of_stem.get(stem as usize).map_or(&[], |groups| groups)
    }

    /// Returns how many groups there are.
    pub(super) fn known(&self) -> usize {
        self.rarity.len()
    }

    /// Returns how rare a group is, in 1024ths; 0 where it does not occur.
    pub(super) fn rarity(&self, group: u16) -> u32 {
        self.rarity.get(usize::from(group)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_form_of_a_word_stands_for_all_of_its_forms() {
        let stemmer = Stemmer::create(Algorithm::English);
        let groups = |word: &str| GROUPS.get(&*stemmer.stem(word)).cloned().unwrap_or_default();
        assert!(groups("injuries").iter().any(|g| groups("hurt").contains(g)));
        assert!(groups("resigns").iter().any(|g| groups("quit").contains(g)));
        assert!(groups("tunnel").iter().all(|g| !groups("bridge").contains(g)));
    }
}
