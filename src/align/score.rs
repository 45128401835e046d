//! How alike two passages are by themselves.
//!
//! The mean of four measures over words: min(tf-idf cosine, Dice) over all words (Sanchez-Perez et al. 2014), cosine
//! over character 4-grams, cosine over words and pairs of words, Dice weighted by rarity, of which the words of a name
//! before its last have half; then synonyms, and a discount for pairs that share too little to tell. Rarity comes from
//! the articles at hand alone. All sums are of integers, so no order shows in them. What each part is worth:
//! docs/alignment.md.
//!
//! [`Space`] holds what is known of every passage; [`row::Row`] spreads one passage out, so that each passage that it
//! is held against costs a few look-ups.

use rayon::prelude::*;

use super::synonyms::Synonyms;
use super::tokens::Corpus;

/// Occurrences in one passage beyond which more say nothing.
const OFTEN: u16 = 1_000;

mod grams;
mod pairs;
pub(super) mod row;

use grams::Grams;
use pairs::Pairs;

/// A stem of a passage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stem {
    /// Its number.
    pub(super) stem: u32,
    /// How often it stands in the passage, up to [`OFTEN`].
    pub(super) count: u16,
    /// Whether names go on behind it wherever it stands in the passage.
    goes_on: bool,
}

impl Stem {
    /// Returns the weight of one of its occurrences, in 1024ths: of a name its last word tells who or what it is, and the
    /// words before it hardly stand without it.
    fn once(self, rarity: u32) -> u32 {
        if self.goes_on { rarity.div_ceil(2) } else { rarity }
    }

    /// Returns the weight of all its occurrences.
    fn weight(self, rarity: u32) -> u32 {
        u32::from(self.count) * self.once(rarity)
    }
}

/// What is known of one passage.
#[derive(Debug, Clone, Default)]
pub(super) struct Passage {
    /// Different stems: those with content first, each part in order.
    stems: Vec<Stem>,
    /// Number of stems with content.
    content: usize,
    /// Weight of its stems with content, each counted once, in 1024ths; and their rarity, names or not.
    weight: u64,
    rarity: u64,
    /// Lengths of its vectors: words; words and pairs of words; character 4-grams.
    words: f64,
    pairs: f64,
    grams: f64,
    /// Groups of synonyms, each with the stem that stands for it here, in order.
    groups: Vec<(u16, u32)>,
}

/// All passages, with the rarity of everything in them.
#[derive(Debug)]
pub(super) struct Space<'c> {
    corpus: &'c Corpus,
    passages: Vec<Passage>,
    /// Rarity by stem, in 1024ths.
    rarity: Vec<u32>,
    synonyms: Synonyms,
    pairs: Pairs,
    grams: Grams,
}

impl<'c> Space<'c> {
    /// Reads all passages.
    pub(super) fn new(corpus: &'c Corpus) -> Space<'c> {
        let rarity: Vec<u32> =
            (0..corpus.stems() as u32).map(|s| corpus.rarity(corpus.frequency(s))).collect();
        let (pairs, (grams, synonyms)) =
            rayon::join(|| Pairs::new(corpus), || (Grams::new(corpus), Synonyms::new(corpus)));
        let mut space = Space { corpus, passages: Vec::new(), synonyms, pairs, grams, rarity };
        let read = |scratch: &mut Vec<u32>, unit| space.read(unit, scratch);
        let units = (0..corpus.units.len()).into_par_iter();
        space.passages = units.map_init(|| vec![0; space.grams.known()], read).collect();
        space
    }

    fn read(&self, unit: usize, scratch: &mut [u32]) -> Passage {
        let tokens = self.corpus.tokens(unit);
        let mut all: Vec<(bool, u32, bool)> =
            tokens.iter().map(|t| (!t.content, t.stem, t.content && t.goes_on)).collect();
        all.sort_unstable();
        let mut stems: Vec<Stem> = Vec::with_capacity(all.len());
        let mut content = 0;
        for (is_common, stem, goes_on) in all {
            match stems.last_mut() {
                Some(last) if last.stem == stem => {
                    last.count = OFTEN.min(last.count + 1);
                    last.goes_on &= goes_on;
                }
                _ => {
                    stems.push(Stem { stem, count: 1, goes_on });
                    content += usize::from(!is_common);
                }
            }
        }
        let words: u64 = stems.iter().map(|s| square(s.weight(self.rarity[s.stem as usize]))).sum();
        let pairs = words + self.pairs.squares(unit);
        let grams = self.grams.squares(&stems, scratch);
        let of_stem = |s: &Stem| {
            let stem = s.stem;
            self.synonyms.groups(stem).iter().map(move |g| (*g, stem))
        };
        let mut groups: Vec<(u16, u32)> = stems[..content].iter().flat_map(of_stem).collect();
        groups.sort_unstable();
        Passage {
            rarity: stems[..content].iter().map(|s| u64::from(self.rarity[s.stem as usize])).sum(),
            weight: stems[..content].iter().map(|s| u64::from(s.once(self.rarity[s.stem as usize]))).sum(),
            stems,
            content,
            words: (words as f64).sqrt(),
            pairs: (pairs as f64).sqrt(),
            grams: (grams as f64).sqrt(),
            groups,
        }
    }

    /// Returns what a stem weighs that two passages share, in 1024ths.
    pub(super) fn shared(&self, one: Stem, other: Stem) -> u32 {
        let rarity = self.rarity(one.stem);
        one.once(rarity).min(other.once(rarity))
    }

    /// Returns the passages as tokens.
    pub(super) fn corpus(&self) -> &'c Corpus {
        self.corpus
    }

    /// Returns the different content stems of a passage, in order.
    pub(super) fn content(&self, unit: usize) -> &[Stem] {
        let passage = &self.passages[unit];
        &passage.stems[..passage.content]
    }

    /// Returns whether a passage has a stem.
    pub(super) fn has(&self, unit: usize, stem: u32) -> bool {
        let passage = &self.passages[unit];
        let (content, common) = passage.stems.split_at(passage.content);
        [content, common].iter().any(|part| part.binary_search_by_key(&stem, |s| s.stem).is_ok())
    }

    /// Returns the weight of a passage's content, each stem counted once, in 1024ths.
    pub(super) fn weight(&self, unit: usize) -> u64 {
        self.passages[unit].weight
    }

    /// Returns the rarity of a passage's content, each stem counted once, in 1024ths.
    pub(super) fn rarity_of(&self, unit: usize) -> u64 {
        self.passages[unit].rarity
    }

    /// Returns how rare a stem is, in 1024ths.
    pub(super) fn rarity(&self, stem: u32) -> u32 {
        self.rarity[stem as usize]
    }

    /// Returns what is known of the pairs of neighbouring stems.
    pub(super) fn pairs(&self) -> &Pairs {
        &self.pairs
    }

    /// Returns the groups of synonyms in a passage, each with the stem that stands for it, in order.
    pub(super) fn groups(&self, unit: usize) -> &[(u16, u32)] {
        &self.passages[unit].groups
    }

    /// Returns how many groups of synonyms there are.
    pub(super) fn groups_known(&self) -> usize {
        self.synonyms.known()
    }

    /// Returns how rare a group of synonyms is, in 1024ths.
    pub(super) fn group_rarity(&self, group: u16) -> u32 {
        self.synonyms.rarity(group)
    }

    /// Returns the rarity of what two passages say in other words, at its discount, in natural logarithms.
    pub(super) fn reworded(&self, a: usize, b: usize) -> f64 {
        let (x, y) = (&self.passages[a].groups, &self.passages[b].groups);
        let (mut i, mut j, mut sum) = (0, 0, 0u64);
        while i < x.len() && j < y.len() {
            let group = x[i].0.max(y[j].0);
            let before = |list: &[(u16, u32)], from: usize, end: u16| {
                from + list[from..].partition_point(|g| g.0 < end)
            };
            (i, j) = (before(x, i, group), before(y, j, group));
            let ends = (before(x, i, group.saturating_add(1)), before(y, j, group.saturating_add(1)));
            let (left, right) = (&x[i..ends.0], &y[j..ends.1]);
            let is_same = left.iter().any(|l| right.iter().any(|r| r.1 == l.1));
            if !left.is_empty() && !right.is_empty() && !is_same {
                sum += u64::from(self.group_rarity(group));
            }
            (i, j) = ends;
        }
        row::SYNONYM * sum as f64 / 1024.0
    }

    /// Returns the share of the shorter passage's content that the other has, by weight, and how many stems that is.
    pub(super) fn contained(&self, a: usize, b: usize) -> (f64, usize) {
        let (x, y) = (self.content(a), self.content(b));
        let (mut both, mut count) = (0u64, 0);
        let (mut i, mut j) = (0, 0);
        while i < x.len() && j < y.len() {
            let (one, other) = (x[i].stem, y[j].stem);
            if one == other {
                both += u64::from(self.shared(x[i], y[j]));
                count += 1;
            }
            i += usize::from(one <= other);
            j += usize::from(other <= one);
        }
        (both as f64 / self.weight(a).min(self.weight(b)).max(1) as f64, count)
    }
}

fn square(weight: u32) -> u64 {
    u64::from(weight) * u64::from(weight)
}
