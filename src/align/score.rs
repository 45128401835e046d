//! How alike two passages are by themselves.
//!
//! The mean of four measures over words: min(tf-idf cosine, Dice) over all words (Sanchez-Perez et al. 2014), cosine
//! over character 4-grams, cosine over words and pairs of words, Dice weighted by rarity; then synonyms, the most
//! alike clauses, and a discount for pairs that share too little to tell. Rarity comes from the articles at hand
//! alone. All sums are of integers, so no order shows in them. What each part is worth: docs/alignment.md.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::clause::{self, Clause};
use super::synonyms::Synonyms;
use super::tokens::Corpus;
use crate::article::Article;

/// What another word of the same group counts, against the same word.
const SYNONYM: f64 = 0.5;
/// Weight of the most alike clauses against that of the whole passages.
const CLAUSE: f64 = 0.2;
/// Shared rarity, in natural logarithms, from which a score is fully believed.
const BELIEVED: f64 = 6.0;

/// A sparse vector: features in ascending order with their weights, and the sum of the squared weights.
#[derive(Debug, Clone, Default)]
struct Sparse {
    entries: Vec<(u32, u32)>,
    norm: u64,
}

impl Sparse {
    fn new(mut entries: Vec<(u32, u32)>) -> Sparse {
        entries.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(entries.len());
        for (feature, weight) in entries {
            match merged.last_mut() {
                Some(last) if last.0 == feature => last.1 += weight,
                _ => merged.push((feature, weight)),
            }
        }
        let norm = merged.iter().map(|(_, w)| u64::from(*w) * u64::from(*w)).sum();
        Sparse { entries: merged, norm }
    }

    fn cosine(&self, other: &Sparse) -> f64 {
        if self.norm == 0 || other.norm == 0 {
            return 0.0;
        }
        let mut dot = 0u64;
        common(&self.entries, &other.entries, |a, b| dot += u64::from(a) * u64::from(b));
        dot as f64 / ((self.norm as f64).sqrt() * (other.norm as f64).sqrt())
    }
}

/// Walks two sorted vectors and hands on the weights of what both have.
pub(super) fn common(a: &[(u32, u32)], b: &[(u32, u32)], mut both: impl FnMut(u32, u32)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both(a[i].1, b[j].1);
                i += 1;
                j += 1;
            }
        }
    }
}

/// The vectors of one passage.
#[derive(Debug, Clone, Default)]
struct Vectors {
    /// Stems with tf × rarity.
    words: Sparse,
    /// Stems, each once, with its rarity; common words left out.
    content: Vec<(u32, u32)>,
    content_weight: u64,
    /// Stems and pairs of neighbouring stems.
    pairs: Sparse,
    /// Character 4-grams of stems.
    grams: Sparse,
    /// Groups of synonyms, each with the stem that stands for it here.
    groups: Vec<(u16, u32)>,
    clauses: Vec<Clause>,
    /// Different stems.
    distinct: usize,
}

/// All passages as vectors.
#[derive(Debug)]
pub(super) struct Space {
    vectors: Vec<Vectors>,
    synonyms: Synonyms,
    /// Number of stems, from which on pairs are numbered, and number of pairs.
    stems: u32,
    pairs: usize,
}

impl Space {
    /// Turns all passages into vectors.
    pub(super) fn new(corpus: &Corpus, articles: &[&Article]) -> Space {
        let rarity: Vec<u32> =
            (0..corpus.stems() as u32).map(|s| corpus.rarity(corpus.frequency(s))).collect();
        let synonyms = Synonyms::new(corpus);
        let grams = Grams::new(corpus);
        let pairs = Pairs::new(corpus);
        let vectors = (0..corpus.units.len()).into_par_iter().map(|unit| {
            let tokens = corpus.tokens(unit);
            let words = Sparse::new(tokens.iter().map(|t| (t.stem, rarity[t.stem as usize])).collect());
            let content = tokens.iter().filter(|t| t.content).map(|t| (t.stem, rarity[t.stem as usize]));
            let mut content: Vec<(u32, u32)> = content.collect();
            content.sort_unstable();
            content.dedup();
            let groups = content.iter().flat_map(|(s, _)| synonyms.groups(*s).iter().map(move |g| (*g, *s)));
            let mut groups: Vec<(u16, u32)> = groups.collect();
            groups.sort_unstable();
            Vectors {
                distinct: words.entries.len(),
                content_weight: content.iter().map(|c| u64::from(c.1)).sum(),
                content,
                pairs: pairs.vector(corpus, unit, &rarity),
                grams: grams.vector(corpus, unit),
                clauses: clause::clauses(articles[corpus.units[unit].article], corpus, unit, &rarity),
                groups,
                words,
            }
        });
        let vectors = vectors.collect();
        Space { vectors, synonyms, stems: corpus.stems() as u32, pairs: pairs.rarity.len() }
    }

    /// Returns the content stems of a passage with their rarity.
    pub(super) fn content(&self, unit: usize) -> &[(u32, u32)] {
        &self.vectors[unit].content
    }

    /// Returns the pairs of neighbouring stems in a passage, numbered from 0, with their rarity in 1024ths.
    pub(super) fn pairs(&self, unit: usize) -> impl Iterator<Item = (u32, u32)> {
        let entries = &self.vectors[unit].pairs.entries;
        let from = entries.partition_point(|e| e.0 < self.stems);
        entries[from..].iter().map(|e| (e.0 - self.stems, e.1))
    }

    /// Returns how many different pairs of neighbouring stems there are.
    pub(super) fn pairs_known(&self) -> usize {
        self.pairs
    }

    /// Returns the groups of synonyms in a passage, each with the stem that stands for it.
    pub(super) fn groups(&self, unit: usize) -> &[(u16, u32)] {
        &self.vectors[unit].groups
    }

    /// Returns how rare a group of synonyms is, in 1024ths.
    pub(super) fn group_rarity(&self, group: u16) -> u32 {
        self.synonyms.rarity(group)
    }

    /// Returns how alike two passages are, from 0 to about 1.7.
    pub(super) fn alike(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (&self.vectors[a], &self.vectors[b]);
        let mut both = 0u64;
        common(&a.content, &b.content, |w, _| both += u64::from(w));
        let by_synonyms = SYNONYM * self.other_words(a, b) as f64;
        let mass = (both as f64 + by_synonyms) / 1024.0;
        if mass <= 0.0 {
            return 0.0;
        }
        let mut shared = 0usize;
        common(&a.words.entries, &b.words.entries, |_, _| shared += 1);
        let dice = 2.0 * shared as f64 / (a.distinct + b.distinct) as f64;
        let sgs = a.words.cosine(&b.words).min(dice);
        let weight = (a.content_weight + b.content_weight).max(1) as f64;
        let rare_dice = 2.0 * both as f64 / weight;
        let whole =
            (sgs / 0.6 + a.grams.cosine(&b.grams) / 0.5 + a.pairs.cosine(&b.pairs) / 0.5 + rare_dice / 0.6)
                / 4.0
                + 2.0 * by_synonyms / weight / 0.6;
        let clauses = clause::alike(&a.clauses, &b.clauses) / 0.7;
        ((1.0 - CLAUSE) * whole + CLAUSE * clauses) * (mass / BELIEVED).min(1.0)
    }

    /// Returns the rarity of the groups of synonyms that both have, each in words of its own, in 1024ths.
    fn other_words(&self, a: &Vectors, b: &Vectors) -> u64 {
        let (mut i, mut j, mut sum) = (0, 0, 0);
        while i < a.groups.len() && j < b.groups.len() {
            let (x, y) = (a.groups[i].0, b.groups[j].0);
            if x != y {
                if x < y {
                    i += 1
                } else {
                    j += 1
                }
                continue;
            }
            let end = |list: &[(u16, u32)], from: usize| list[from..].partition_point(|g| g.0 <= x) + from;
            let (ends_a, ends_b) = (end(&a.groups, i), end(&b.groups, j));
            let (left, right) = (&a.groups[i..ends_a], &b.groups[j..ends_b]);
            if !left.iter().any(|l| right.iter().any(|r| r.1 == l.1)) {
                sum += u64::from(self.synonyms.rarity(x));
            }
            (i, j) = (ends_a, ends_b);
        }
        sum
    }

    /// Returns the share of the shorter passage's content that the other has, by rarity, and how many stems that is.
    pub(super) fn contained(&self, a: usize, b: usize) -> (f64, usize) {
        let (a, b) = (&self.vectors[a], &self.vectors[b]);
        let (mut both, mut count) = (0u64, 0);
        common(&a.content, &b.content, |w, _| {
            both += u64::from(w);
            count += 1;
        });
        (both as f64 / a.content_weight.min(b.content_weight).max(1) as f64, count)
    }
}

/// Pairs of neighbouring stems, numbered from the number of stems on.
struct Pairs {
    numbers: FxHashMap<(u32, u32), u32>,
    rarity: Vec<u32>,
    first: u32,
}

impl Pairs {
    fn new(corpus: &Corpus) -> Pairs {
        let mut numbers: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let mut frequency: Vec<u32> = Vec::new();
        for unit in 0..corpus.units.len() {
            let mut seen: Vec<u32> = Vec::new();
            for pair in corpus.tokens(unit).windows(2) {
                let next = frequency.len() as u32;
                let number = *numbers.entry((pair[0].stem, pair[1].stem)).or_insert(next);
                if number == next {
                    frequency.push(0);
                }
                if !seen.contains(&number) {
                    seen.push(number);
                    frequency[number as usize] += 1;
                }
            }
        }
        let rarity = frequency.iter().map(|f| corpus.rarity(*f)).collect();
        Pairs { numbers, rarity, first: corpus.stems() as u32 }
    }

    fn vector(&self, corpus: &Corpus, unit: usize, stems: &[u32]) -> Sparse {
        let tokens = corpus.tokens(unit);
        let mut entries: Vec<(u32, u32)> = tokens.iter().map(|t| (t.stem, stems[t.stem as usize])).collect();
        for pair in tokens.windows(2) {
            if let Some(&number) = self.numbers.get(&(pair[0].stem, pair[1].stem)) {
                entries.push((self.first + number, self.rarity[number as usize]));
            }
        }
        Sparse::new(entries)
    }
}

/// Character 4-grams of every stem, with a blank at both ends.
struct Grams {
    of_stem: Vec<Vec<u32>>,
    rarity: Vec<u32>,
}

impl Grams {
    fn new(corpus: &Corpus) -> Grams {
        let mut numbers: FxHashMap<[char; 4], u32> = FxHashMap::default();
        let mut of_stem = Vec::with_capacity(corpus.stems());
        for stem in 0..corpus.stems() as u32 {
            let padded: Vec<char> = format!(" {} ", corpus.text(stem)).chars().collect();
            let mut grams = Vec::new();
            for window in padded.windows(4) {
                if let Ok(gram) = <[char; 4]>::try_from(window) {
                    let next = numbers.len() as u32;
                    grams.push(*numbers.entry(gram).or_insert(next));
                }
            }
            of_stem.push(grams);
        }
        let mut frequency = vec![0u32; numbers.len()];
        let mut seen = vec![usize::MAX; numbers.len()];
        for unit in 0..corpus.units.len() {
            for gram in corpus.tokens(unit).iter().flat_map(|t| &of_stem[t.stem as usize]) {
                if seen[*gram as usize] != unit {
                    seen[*gram as usize] = unit;
                    frequency[*gram as usize] += 1;
                }
            }
        }
        Grams { of_stem, rarity: frequency.iter().map(|f| corpus.rarity(*f)).collect() }
    }

    fn vector(&self, corpus: &Corpus, unit: usize) -> Sparse {
        let grams = corpus.tokens(unit).iter().flat_map(|t| &self.of_stem[t.stem as usize]);
        Sparse::new(grams.map(|g| (*g, self.rarity[*g as usize])).collect())
    }
}
