//! Candidates: for each passage the passages of other articles that share enough rare content to be worth scoring,
//! found over an inverted index, so that the work grows with what is shared and not with the square of the text.

use rayon::prelude::*;

use super::score::Space;
use super::tokens::Corpus;

/// Rarity, in 1024ths, that two passages must share.
const LEAST: u32 = 1228;
/// Passages up to which every word of content proposes.
const SMALL: usize = 3_000;
/// Passages in which a word, or a pair of neighbouring words, may stand at most to propose, once there are more than
/// [`SMALL`]; pairs propose only then.
const RARE: usize = 100;
/// Candidates that a passage keeps in each other article, the most shared first.
const MOST: usize = 24;

/// Returns whether the articles are so short that every word of content proposes.
pub(super) fn are_complete(corpus: &Corpus) -> bool {
    corpus.units.len() <= SMALL
}

/// Returns per passage the candidates in later articles, in order.
pub(super) fn find(corpus: &Corpus, space: &Space) -> Vec<Vec<u32>> {
    let count = corpus.units.len();
    let limit = if are_complete(corpus) { usize::MAX } else { RARE };
    let stems = Postings::new(count, corpus.stems(), |unit, out| {
        out.extend(space.content(unit).iter().map(|c| c.0));
    });
    let groups = Postings::new(count, 1 + usize::from(u16::MAX), |unit, out| {
        out.extend(space.groups(unit).iter().map(|g| u32::from(g.0)));
        out.dedup();
    });
    let pairs = Postings::new(count, if limit == RARE { space.pairs_known() } else { 0 }, |unit, out| {
        if limit == RARE {
            out.extend(space.pairs(unit).map(|p| p.0));
        }
    });
    (0..count)
        .into_par_iter()
        .map_init(
            || Gathered { weight: vec![0; count], touched: Vec::new() },
            |gathered, unit| {
                let first = corpus.starts[corpus.units[unit].article + 1];
                for &(stem, rarity) in space.content(unit) {
                    gathered.add(stems.after(stem, first), limit, rarity);
                }
                if limit == RARE {
                    for (pair, rarity) in space.pairs(unit) {
                        gathered.add(pairs.after(pair, first), limit, rarity);
                    }
                }
                let mut last = None;
                for &(group, _) in space.groups(unit) {
                    if last != Some(group) {
                        gathered.add(
                            groups.after(u32::from(group), first),
                            limit,
                            space.group_rarity(group) / 2,
                        );
                        last = Some(group);
                    }
                }
                gathered.take(corpus)
            },
        )
        .collect()
}

/// For each feature the passages it stands in, in order.
struct Postings {
    starts: Vec<usize>,
    units: Vec<u32>,
}

impl Postings {
    fn new(units: usize, features: usize, list: impl Fn(usize, &mut Vec<u32>)) -> Postings {
        let mut starts = vec![0usize; features + 1];
        let mut buffer = Vec::new();
        for unit in 0..units {
            buffer.clear();
            list(unit, &mut buffer);
            buffer.iter().for_each(|f| starts[*f as usize + 1] += 1);
        }
        for feature in 0..features {
            starts[feature + 1] += starts[feature];
        }
        let mut next = starts.clone();
        let mut out = vec![0u32; starts[features]];
        for unit in 0..units {
            buffer.clear();
            list(unit, &mut buffer);
            for feature in &buffer {
                out[next[*feature as usize]] = unit as u32;
                next[*feature as usize] += 1;
            }
        }
        Postings { starts, units: out }
    }

    /// Returns how many passages a feature stands in, and those from `first` on.
    fn after(&self, feature: u32, first: usize) -> (usize, &[u32]) {
        let all = &self.units[self.starts[feature as usize]..self.starts[feature as usize + 1]];
        (all.len(), &all[all.partition_point(|u| (*u as usize) < first)..])
    }
}

/// What one passage shares with each other one.
struct Gathered {
    weight: Vec<u32>,
    touched: Vec<u32>,
}

impl Gathered {
    fn add(&mut self, (all, later): (usize, &[u32]), limit: usize, rarity: u32) {
        if all > limit {
            return;
        }
        for &unit in later {
            let weight = &mut self.weight[unit as usize];
            if *weight == 0 {
                self.touched.push(unit);
            }
            *weight += rarity.max(1);
        }
    }

    /// Takes what was gathered: the best of each article, in order.
    fn take(&mut self, corpus: &Corpus) -> Vec<u32> {
        self.touched.sort_unstable();
        let mut out = Vec::new();
        let mut best: Vec<(u32, u32)> = Vec::new();
        let mut i = 0;
        while i < self.touched.len() {
            let article = corpus.units[self.touched[i] as usize].article;
            let end = corpus.starts[article + 1];
            best.clear();
            while i < self.touched.len() && (self.touched[i] as usize) < end {
                let unit = self.touched[i];
                let weight = std::mem::take(&mut self.weight[unit as usize]);
                if weight >= LEAST {
                    best.push((weight, unit));
                }
                i += 1;
            }
            if best.len() > MOST {
                best.sort_unstable_by_key(|(w, u)| (std::cmp::Reverse(*w), *u));
                best.truncate(MOST);
                best.sort_unstable_by_key(|(_, u)| *u);
            }
            out.extend(best.iter().map(|b| b.1));
        }
        self.touched.clear();
        out
    }
}
