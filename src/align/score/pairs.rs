//! Pairs of neighbouring stems and how rare each is.
//!
//! Pairs are counted in slots that their stems are hashed to. In a table of twice as many slots as there are words
//! few pairs meet in one slot, what they lose is a little rarity, and a text of millions of words needs no map.

use rayon::prelude::*;

use super::super::lists::Lists;
use super::super::tokens::Corpus;
use super::{OFTEN, square};

/// Slots at least, as a power of two: few passages, and so no chance to meet.
const LEAST_BITS: u32 = 16;

/// How rare each pair of neighbouring stems is.
#[derive(Debug)]
pub(in super::super) struct Pairs {
    /// By passage the slots of its pairs, in order, each as often as it occurs.
    slots: Lists<u32>,
    /// By slot, in how many passages, up to 255: what is more common is not rarer for it.
    frequency: Vec<u8>,
    /// By frequency, rarity in 1024ths.
    rarity: Vec<u32>,
    shift: u32,
}

impl Pairs {
    pub(super) fn new(corpus: &Corpus) -> Pairs {
        let bits = (2 * corpus.words()).max(1).ilog2().max(LEAST_BITS - 1) + 1;
        let shift = u64::BITS - bits;
        let slots = Lists::of(
            corpus.units.len(),
            || (),
            |(), unit, slots| {
                let from = slots.len();
                slots.extend(corpus.tokens(unit).windows(2).map(|p| slot(p[0].stem, p[1].stem, shift)));
                slots[from..].sort_unstable();
            },
        );
        let mut frequency = vec![0; 1 << bits];
        // Each worker counts in its own part of the slots.
        let part = frequency.len().div_ceil(rayon::current_num_threads());
        frequency.par_chunks_mut(part).enumerate().for_each(|(number, counted)| {
            let first = number * part;
            for passage in 0..slots.rows() {
                let mut last = u32::MAX;
                for &slot in slots.row(passage) {
                    let is_new = std::mem::replace(&mut last, slot) != slot;
                    if let Some(count) =
                        counted.get_mut((slot as usize).wrapping_sub(first)).filter(|_| is_new)
                    {
                        *count = u8::saturating_add(*count, 1);
                    }
                }
            }
        });
        let rarity = (0..=u32::from(u8::MAX)).map(|f| corpus.rarity(f)).collect();
        Pairs { slots, frequency, rarity, shift }
    }

    /// Returns the slots of a passage's pairs, in order, each as often as it occurs.
    pub(super) fn of(&self, unit: usize) -> &[u32] {
        self.slots.row(unit)
    }

    /// Returns the slot of a pair.
    pub(in super::super) fn slot(&self, first: u32, second: u32) -> u32 {
        slot(first, second, self.shift)
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
        pairs.map(|same| square(same.len().min(usize::from(OFTEN)) as u32 * self.rarity(same[0]))).sum()
    }
}

/// Returns the slot of a pair among as many as `shift` leaves bits.
fn slot(first: u32, second: u32, shift: u32) -> u32 {
    // Fibonacci hashing: the high bits of a product with an odd number near 2^64 divided by the golden ratio.
    let key = u64::from(first) << 32 | u64::from(second);
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift) as u32
}
