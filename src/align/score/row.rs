//! One passage held against many: it is spread out over all features once, so that each other passage costs a look-up
//! per feature of its own.

use rustc_hash::FxHashMap;

use super::{OFTEN, Passage, Space};

/// What another word of the same group counts, against the same word.
pub(super) const SYNONYM: f64 = 0.5;
/// Shared rarity, in natural logarithms, from which a score is fully believed, and what it counts without any.
const BELIEVED: f64 = 6.0;
const UNBELIEVED: f64 = 0.5;

/// Share of their rarity that two passages must have in common for all measures to be asked.
const WORTHY: f64 = 0.06;

/// A passage spread out.
pub(in super::super) struct Row<'s> {
    space: &'s Space<'s>,
    unit: Option<usize>,
    /// Whether pairs and grams are spread out too: most passages never ask for them.
    in_full: bool,
    /// By stem the weight of all its occurrences, and of one.
    words: Vec<(u32, u32)>,
    /// By slot: rarity times count.
    pairs: FxHashMap<u32, u32>,
    grams: Vec<u32>,
    /// By stem: the product of its grams with the passage, computed when first asked for, and for which passage.
    product: Vec<(u32, u64)>,
    groups: Vec<bool>,
}

impl<'s> Row<'s> {
    /// Makes a row that holds no passage yet.
    pub(in super::super) fn new(space: &'s Space<'s>) -> Row<'s> {
        let stems = space.rarity.len();
        Row {
            space,
            unit: None,
            in_full: false,
            words: vec![(0, 0); stems],
            pairs: FxHashMap::default(),
            grams: vec![0; space.grams.known()],
            product: vec![(u32::MAX, 0); stems],
            groups: vec![false; space.synonyms.known()],
        }
    }

    fn passage(&self) -> Option<&'s Passage> {
        self.unit.map(|u| &self.space.passages[u])
    }

    /// Spreads out a passage in place of the one before.
    pub(in super::super) fn hold(&mut self, unit: usize) {
        if self.unit == Some(unit) {
            return;
        }
        let space = self.space;
        if let Some(before) = self.passage() {
            before.stems.iter().for_each(|s| self.words[s.stem as usize] = (0, 0));
            before.groups.iter().for_each(|g| self.groups[usize::from(g.0)] = false);
            if std::mem::take(&mut self.in_full) {
                space.grams.clear(&before.stems, &mut self.grams);
                self.pairs.clear();
            }
        }
        let passage = &space.passages[unit];
        self.unit = Some(unit);
        for stem in &passage.stems {
            let rarity = space.rarity(stem.stem);
            self.words[stem.stem as usize] = (stem.weight(rarity), stem.once(rarity));
        }
        passage.groups.iter().for_each(|g| self.groups[usize::from(g.0)] = true);
    }

    fn hold_in_full(&mut self, unit: usize) {
        if std::mem::replace(&mut self.in_full, true) {
            return;
        }
        let space = self.space;
        let passage = &space.passages[unit];
        space.grams.spread(&passage.stems, &mut self.grams);
        for same in space.pairs.of(unit).chunk_by(|a, b| a == b) {
            let count = same.len().min(usize::from(OFTEN)) as u32;
            self.pairs.insert(same[0], count * space.pairs.rarity(same[0]));
        }
    }

    /// Returns how alike the passage is to another one, from 0 to about 1.7.
    pub(in super::super) fn alike(&mut self, other: usize) -> f64 {
        let Some((a, unit)) = self.passage().zip(self.unit) else { return 0.0 };
        let space = self.space;
        let b = &space.passages[other];
        let (mut both, mut shared, mut dot) = (0u64, 0usize, 0u64);
        for (at, stem) in b.stems.iter().enumerate() {
            let (weight, once) = self.words[stem.stem as usize];
            if weight > 0 {
                let rarity = space.rarity(stem.stem);
                shared += 1;
                dot += u64::from(weight) * u64::from(stem.weight(rarity));
                both += if at < b.content { u64::from(once.min(stem.once(rarity))) } else { 0 };
            }
        }
        let by_synonyms = SYNONYM * self.other_words(b) as f64;
        let mass = (both as f64 + by_synonyms) / 1024.0;
        if mass <= 0.0 {
            return 0.0;
        }
        let believed = UNBELIEVED + (1.0 - UNBELIEVED) * (mass / BELIEVED).min(1.0);
        let weight = (a.weight + b.weight).max(1) as f64;
        let rare_dice = 2.0 * both as f64 / weight;
        if 2.0 * mass * 1024.0 / weight < WORTHY {
            return rare_dice / 0.6 * believed;
        }
        self.hold_in_full(unit);
        let dice = 2.0 * shared as f64 / (a.stems.len() + b.stems.len()) as f64;
        let words = cosine(dot, a.words, b.words).min(dice);
        let pairs = cosine(dot + self.pairs_with(other), a.pairs, b.pairs);
        let grams = cosine(self.grams_with(unit, b), a.grams, b.grams);
        let whole = (words / 0.6 + grams / 0.5 + pairs / 0.5 + rare_dice / 0.6) / 4.0
            + 2.0 * by_synonyms / weight / 0.6;
        whole * believed
    }

    /// Returns the product over the pairs of neighbouring stems.
    fn pairs_with(&self, other: usize) -> u64 {
        let space = self.space;
        let is_here = |stem: u32| self.words[stem as usize].0 > 0;
        let mut dot = 0;
        for pair in space.corpus.tokens(other).windows(2) {
            // Most pairs fail here, before anything is looked up.
            if is_here(pair[0].stem) && is_here(pair[1].stem) {
                let slot = space.pairs.slot(pair[0].stem, pair[1].stem);
                if let Some(weight) = self.pairs.get(&slot) {
                    dot += u64::from(*weight) * u64::from(space.pairs.rarity(slot));
                }
            }
        }
        dot
    }

    /// Returns the product over character 4-grams.
    fn grams_with(&mut self, unit: usize, b: &Passage) -> u64 {
        let mut dot = 0;
        for stem in &b.stems {
            let known = &mut self.product[stem.stem as usize];
            if known.0 != unit as u32 {
                *known = (unit as u32, self.space.grams.product(stem.stem, &self.grams));
            }
            dot += u64::from(stem.count) * known.1;
        }
        dot
    }

    /// Returns the rarity of the groups of synonyms that both have, each in words of its own, in 1024ths.
    fn other_words(&self, b: &Passage) -> u64 {
        let here = |group: &&[(u16, u32)]| self.groups[usize::from(group[0].0)];
        let in_other_words = |group: &&[(u16, u32)]| group.iter().all(|g| self.words[g.1 as usize].0 == 0);
        let groups = b.groups.chunk_by(|x, y| x.0 == y.0).filter(here).filter(in_other_words);
        groups.map(|group| u64::from(self.space.synonyms.rarity(group[0].0))).sum()
    }
}

fn cosine(dot: u64, a: f64, b: f64) -> f64 {
    let lengths = a * b;
    if lengths > 0.0 { dot as f64 / lengths } else { 0.0 }
}
