//! Words that reports use for one thing: `assets/synonyms.txt`, by stem.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::tokens::{Corpus, fold_word};

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

/// The groups of every stem of a corpus, and how rare each group is in it.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    of_stem: Vec<&'static [u16]>,
    rarity: FxHashMap<u16, u32>,
}

impl Synonyms {
    /// Looks up the stems of a corpus.
    pub(super) fn new(corpus: &Corpus) -> Synonyms {
        let of_stem = Synonyms::of_stems(corpus).of_stem;
        let mut frequency: FxHashMap<u16, u32> = FxHashMap::default();
        let mut groups: Vec<u16> = Vec::new();
        for unit in 0..corpus.units.len() {
            groups.clear();
            let content = corpus.tokens(unit).iter().filter(|t| t.content);
            groups.extend(content.flat_map(|t| of_stem[t.stem as usize]));
            groups.sort_unstable();
            groups.dedup();
            for group in &groups {
                *frequency.entry(*group).or_default() += 1;
            }
        }
        let rarity = frequency.into_iter().map(|(g, f)| (g, corpus.rarity(f))).collect();
        Synonyms { of_stem, rarity }
    }

    /// Looks up the stems of a corpus, without the rarity of their groups.
    pub(super) fn of_stems(corpus: &Corpus) -> Synonyms {
        let of_stem = (0..corpus.stems() as u32)
            .map(|s| GROUPS.get(corpus.text(s)).map_or(&[][..], Vec::as_slice))
            .collect();
        Synonyms { of_stem, rarity: FxHashMap::default() }
    }

    /// Returns the groups that a stem belongs to.
    pub(super) fn groups(&self, stem: u32) -> &'static [u16] {
        self.of_stem.get(stem as usize).copied().unwrap_or_default()
    }

    /// Returns how rare a group is, in 1024ths.
    pub(super) fn rarity(&self, group: u16) -> u32 {
        self.rarity.get(&group).copied().unwrap_or(0)
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
