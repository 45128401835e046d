//! In how many passages something stands, counted on all workers.

use rayon::prelude::*;

/// Passages that one worker takes at a time at least: each worker has places for all that is counted.
const AT_ONCE: usize = 4_096;

/// Counts what stands in passages, each thing once a passage.
pub(super) struct Counter {
    passage: u32,
    /// By thing the passage that it was last met in, and the passages so far.
    last: Vec<u32>,
    frequency: Vec<u32>,
}

impl Counter {
    /// Counts a thing of the present passage.
    pub(super) fn add(&mut self, thing: u32) {
        let last = &mut self.last[thing as usize];
        if *last != self.passage {
            *last = self.passage;
            self.frequency[thing as usize] += 1;
        }
    }
}

/// Returns for each of `things` things in how many of `passages` passages it stands; `list` hands on those of a passage.
pub(super) fn of(
    passages: usize,
    things: usize,
    list: impl Fn(usize, &mut Counter) + Sync + Send,
) -> Vec<u32> {
    let counter = || Counter { passage: 0, last: vec![u32::MAX; things], frequency: vec![0; things] };
    let counted =
        (0..passages).into_par_iter().with_min_len(AT_ONCE).fold(counter, |mut counter, passage| {
            counter.passage = passage as u32;
            list(passage, &mut counter);
            counter
        });
    let all = counted.map(|counter| counter.frequency).reduce_with(|mut all, part| {
        all.iter_mut().zip(part).for_each(|(all, part)| *all += part);
        all
    });
    all.unwrap_or_else(|| vec![0; things])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_counts_once_a_passage_whoever_counts() {
        let passages = 3 * AT_ONCE;
        let found = of(passages, 3, |passage, counter| {
            [0, 0, 1].into_iter().take(1 + passage % 3).for_each(|thing| counter.add(thing));
        });
        assert_eq!(found, [passages as u32, AT_ONCE as u32, 0]);
        assert_eq!(of(0, 2, |_, _| {}), [0, 0]);
    }
}
