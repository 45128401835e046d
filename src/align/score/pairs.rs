//! Pairs of neighbouring stems and how rare each is.
//!
//! Pairs are counted in slots that their stems are hashed to. In a table of twice as many slots as there are words
//! few pairs meet in one slot, what they lose is a little rarity, and a text of millions of words needs no map.

use super::super::tokens::{Corpus, Token};
use super::{OFTEN, square};

/// Slots at least, as a power of two: few passages, and so no chance to meet.
const LEAST_BITS: u32 = 16;

/// How rare each pair of neighbouring stems is.
#[derive(Debug)]
pub(in super::super) struct Pairs {
    /// By slot, in how many passages.
    frequency: Vec<u32>,
    /// By frequency, rarity in 1024ths.
    rarity: Vec<u32>,
    shift: u32,
}

impl Pairs {
    pub(super) fn new(corpus: &Corpus) -> Pairs {
        let bits = (2 * corpus.words()).max(1).ilog2().max(LEAST_BITS - 1) + 1;
        let mut pairs = Pairs { frequency: vec![0; 1 << bits], rarity: Vec::new(), shift: u64::BITS - bits };
        let mut last = vec![u32::MAX; 1 << bits];
        for unit in 0..corpus.units.len() {
            for pair in corpus.tokens(unit).windows(2) {
                let slot = pairs.slot(pair[0].stem, pair[1].stem) as usize;
                if last[slot] != unit as u32 {
                    last[slot] = unit as u32;
                    pairs.frequency[slot] += 1;
                }
            }
        }
        let most = pairs.frequency.iter().max().copied().unwrap_or(0);
        pairs.rarity = (0..=most).map(|f| corpus.rarity(f)).collect();
        pairs
    }

    /// Returns the slot of a pair.
    pub(in super::super) fn slot(&self, first: u32, second: u32) -> u32 {
        // Fibonacci hashing: the high bits of a product with an odd number near 2^64 divided by the golden ratio.
        let key = u64::from(first) << 32 | u64::from(second);
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as u32
    }

    /// Returns how many slots there are.
    pub(in super::super) fn slots(&self) -> usize {
        self.frequency.len()
    }

    /// Returns in how many passages the pair of a slot stands.
    pub(in super::super) fn frequency(&self, slot: u32) -> u32 {
        self.frequency[slot as usize]
    }

    /// Returns how rare the pair of a slot is, in 1024ths.
    pub(in super::super) fn rarity(&self, slot: u32) -> u32 {
        self.rarity[self.frequency(slot) as usize]
    }

    /// Returns the sum of the squared weights of the pairs of a passage.
    pub(super) fn squares(&self, tokens: &[Token], slots: &mut Vec<u32>) -> u64 {
        slots.clear();
        slots.extend(tokens.windows(2).map(|p| self.slot(p[0].stem, p[1].stem)));
        slots.sort_unstable();
        slots
            .chunk_by(|a, b| a == b)
            .map(|same| square(OFTEN.min(same.len() as u32) * self.rarity(same[0])))
            .sum()
    }
}
