//! Character 4-grams of stems, with a blank at both ends: what words of one root share.

use rustc_hash::FxHashMap;

use super::super::frequency;
use super::super::tokens::Corpus;
use super::{Stem, square};

/// Letters of a stem that count: no word is longer, and sums over a megabyte of letters would not fit.
const LETTERS: usize = 64;

/// The 4-grams of every stem and how rare each is.
#[derive(Debug)]
pub(super) struct Grams {
    /// Grams of all stems, stem after stem, and where those of each begin.
    grams: Vec<u32>,
    starts: Vec<u32>,
    /// By gram, in 1024ths.
    rarity: Vec<u32>,
}

impl Grams {
    pub(super) fn new(corpus: &Corpus) -> Grams {
        let mut numbers: FxHashMap<[char; 4], u32> = FxHashMap::default();
        let mut all = Grams { grams: Vec::new(), starts: vec![0], rarity: Vec::new() };
        let mut padded: Vec<char> = Vec::new();
        for stem in 0..corpus.stems() as u32 {
            padded.clear();
            padded.extend(std::iter::once(' ').chain(corpus.text(stem).chars().take(LETTERS)).chain([' ']));
            for window in padded.windows(4) {
                if let Ok(gram) = <[char; 4]>::try_from(window) {
                    let next = numbers.len() as u32;
                    all.grams.push(*numbers.entry(gram).or_insert(next));
                }
            }
            all.starts.push(all.grams.len() as u32);
        }
        let frequency = frequency::of(corpus.units.len(), numbers.len(), |unit, counter| {
            let grams = corpus.tokens(unit).iter().flat_map(|t| all.of(t.stem));
            grams.for_each(|gram| counter.add(*gram));
        });
        all.rarity = frequency.iter().map(|f| corpus.rarity(*f)).collect();
        all
    }

    /// Returns how many different grams there are.
    pub(super) fn known(&self) -> usize {
        self.rarity.len()
    }

    fn of(&self, stem: u32) -> &[u32] {
        &self.grams[self.starts[stem as usize] as usize..self.starts[stem as usize + 1] as usize]
    }

    /// Adds the weights of a passage's grams to `spread`, which has a place for each.
    pub(super) fn spread(&self, stems: &[Stem], spread: &mut [u32]) {
        for stem in stems {
            for gram in self.of(stem.stem) {
                let place = &mut spread[*gram as usize];
                *place = place.saturating_add(u32::from(stem.count) * self.rarity[*gram as usize]);
            }
        }
    }

    /// Empties the places of a passage's grams.
    pub(super) fn clear(&self, stems: &[Stem], spread: &mut [u32]) {
        for stem in stems {
            self.of(stem.stem).iter().for_each(|g| spread[*g as usize] = 0);
        }
    }

    /// Returns the product of one occurrence of a stem with a passage that is spread out.
    pub(super) fn product(&self, stem: u32, spread: &[u32]) -> u64 {
        let product = |g: &u32| u64::from(self.rarity[*g as usize]) * u64::from(spread[*g as usize]);
        self.of(stem).iter().map(product).sum()
    }

    /// Returns the sum of the squared weights of a passage's grams; `spread` is empty before and after.
    pub(super) fn squares(&self, stems: &[Stem], spread: &mut [u32]) -> u64 {
        self.spread(stems, spread);
        let mut sum = 0;
        for gram in stems.iter().flat_map(|s| self.of(s.stem)) {
            sum += square(std::mem::take(&mut spread[*gram as usize]));
        }
        sum
    }
}
