//! How alike two passages are: four measures over words, their mean, and a correction for hubs and neighbours.
//!
//! The measures are those of docs/alignment.md: min(tf-idf cosine, Dice) over all words (Sanchez-Perez et al.
//! 2014), cosine over character 4-grams, cosine over words and pairs of words, Dice weighted by rarity. Rarity
//! comes from the articles at hand alone. All sums are of integers, so no order shows in them.

use rustc_hash::FxHashMap;

use super::tokens::Corpus;

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
fn common(a: &[(u32, u32)], b: &[(u32, u32)], mut both: impl FnMut(u32, u32)) {
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
    /// Different stems.
    distinct: usize,
}

/// All passages as vectors.
#[derive(Debug)]
pub(super) struct Space {
    vectors: Vec<Vectors>,
}

impl Space {
    /// Turns all passages into vectors.
    pub(super) fn new(corpus: &Corpus) -> Space {
        let rarity: Vec<u32> =
            (0..corpus.stems() as u32).map(|s| corpus.rarity(corpus.frequency(s))).collect();
        let grams = Grams::new(corpus);
        let pairs = Pairs::new(corpus);
        let vectors = (0..corpus.units.len()).map(|unit| {
            let tokens = corpus.tokens(unit);
            let words = Sparse::new(tokens.iter().map(|t| (t.stem, rarity[t.stem as usize])).collect());
            let content = tokens.iter().filter(|t| t.content).map(|t| (t.stem, rarity[t.stem as usize]));
            let mut content: Vec<(u32, u32)> = content.collect();
            content.sort_unstable();
            content.dedup();
            Vectors {
                distinct: words.entries.len(),
                content_weight: content.iter().map(|c| u64::from(c.1)).sum(),
                content,
                pairs: pairs.vector(corpus, unit, &rarity),
                grams: grams.vector(corpus, unit),
                words,
            }
        });
        Space { vectors: vectors.collect() }
    }

    /// Returns how alike two passages are, from 0 to about 1.5: the mean of four measures on a common scale.
    pub(super) fn alike(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (&self.vectors[a], &self.vectors[b]);
        let mut shared = 0usize;
        common(&a.words.entries, &b.words.entries, |_, _| shared += 1);
        if shared == 0 {
            return 0.0;
        }
        let dice = 2.0 * shared as f64 / (a.distinct + b.distinct) as f64;
        let sgs = a.words.cosine(&b.words).min(dice);
        let weight = (a.content_weight + b.content_weight).max(1) as f64;
        let mut both = 0u64;
        common(&a.content, &b.content, |w, _| both += u64::from(w));
        let rare_dice = 2.0 * both as f64 / weight;
        (sgs / 0.6 + a.grams.cosine(&b.grams) / 0.5 + a.pairs.cosine(&b.pairs) / 0.5 + rare_dice / 0.6) / 4.0
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
