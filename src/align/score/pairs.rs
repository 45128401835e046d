//! Pairs of neighbouring stems and how rare each is.
//!
//! Pairs are counted in slots that their stems are hashed to. In a table of twice as many slots as there are words
//! few pairs meet in one slot, what they lose is a little rarity, and a text of millions of words needs no map.

use rayon::prelude::*;

use super::super::tokens::Corpus;
use super::{OFTEN, square};

/// Slots at least, as a power of two: few passages, and so no chance to meet.
const LEAST_BITS: u32 = 16;

/// How rare each pair of neighbouring stems is.
#[derive(Debug)]
pub(in super::super) struct Pairs {
    /// The slots of all passages' pairs, passage after passage, those of each in order, and where each begins.
    slots: Vec<u32>,
    starts: Vec<u32>,
    /// By slot, in how many passages, up to 255: what is more common is not rarer for it.
    frequency: Vec<u8>,
    /// By frequency, rarity in 1024ths.
    rarity: Vec<u32>,
    shift: u32,
}

impl Pairs {
    pub(super) fn new(corpus: &Corpus) -> Pairs {
        let bits = (2 * corpus.words()).max(1).ilog2().max(LEAST_BITS - 1) + 1;
        let mut pairs = Pairs {
            slots: Vec::with_capacity(corpus.words()),
            starts: vec![0],
            frequency: vec![0; 1 << bits],
            rarity: (0..=u32::from(u8::MAX)).map(|f| corpus.rarity(f)).collect(),
            shift: u64::BITS - bits,
        };
        let read: Vec<(Vec<u32>, Vec<u32>)> =
            corpus.starts.par_windows(2).map(|bounds| pairs.read(corpus, bounds[0]..bounds[1])).collect();
        for (slots, ends) in read {
            let offset = pairs.slots.len() as u32;
            pairs.slots.extend(slots);
            pairs.starts.extend(ends.into_iter().map(|e| e + offset));
        }
        for bounds in pairs.starts.windows(2) {
            let of_passage = &pairs.slots[bounds[0] as usize..bounds[1] as usize];
            for same in of_passage.chunk_by(|a, b| a == b) {
                let frequency = &mut pairs.frequency[same[0] as usize];
                *frequency = frequency.saturating_add(1);
            }
        }
        pairs
    }

    /// Returns the slots of some passages and where those of each end.
    fn read(&self, corpus: &Corpus, units: std::ops::Range<usize>) -> (Vec<u32>, Vec<u32>) {
        let (mut slots, mut ends) = (Vec::new(), Vec::with_capacity(units.len()));
        for unit in units {
            let from = slots.len();
            slots.extend(corpus.tokens(unit).windows(2).map(|p| self.slot(p[0].stem, p[1].stem)));
            slots[from..].sort_unstable();
            ends.push(slots.len() as u32);
        }
        (slots, ends)
    }

    /// Returns the slots of a passage's pairs, in order, each as often as it occurs.
    pub(super) fn of(&self, unit: usize) -> &[u32] {
        &self.slots[self.starts[unit] as usize..self.starts[unit + 1] as usize]
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

    /// Returns in how many passages the pair of a slot stands, up to 255.
    pub(in super::super) fn frequency(&self, slot: u32) -> u32 {
        u32::from(self.frequency[slot as usize])
    }

    /// Returns how rare the pair of a slot is, in 1024ths.
    pub(in super::super) fn rarity(&self, slot: u32) -> u32 {
        self.rarity[usize::from(self.frequency[slot as usize])]
    }

    /// Returns the sum of the squared weights of the pairs of a passage.
    pub(super) fn squares(&self, unit: usize) -> u64 {
        let pairs = self.of(unit).chunk_by(|a, b| a == b);
        pairs.map(|same| square(OFTEN.min(same.len() as u32) * self.rarity(same[0]))).sum()
    }
}
