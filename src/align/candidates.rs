//! Candidates: for each passage the passages of later articles that share enough rare content to be worth scoring,
//! found over an inverted index, so that the work grows with what is shared and not with the square of the text.

use super::postings::Postings;
use super::score::Space;
use super::tokens::{Corpus, Token};

/// Rarity, in 1024ths, that two passages must share.
const LEAST: u32 = 1228;
/// Share of their rarity, in 1024ths, that two passages must have in common.
const LEAST_SHARE: u64 = 150;
/// Passages up to which they are few, and the share and the candidates that suffice then.
const FEW: usize = 500;
const LEAST_SHARE_OF_FEW: u64 = 60;
const MOST_OF_FEW: usize = 24;
/// Passages up to which every word of content proposes.
const SMALL: usize = 3_000;
/// Passages in which a word, or a pair of neighbouring words, may stand at most to propose, once there are more than
/// [`SMALL`]; pairs propose only then.
const RARE: usize = 50;
/// Passages in which two words may meet by chance for their pair to propose.
const BY_CHANCE: u64 = 100;
/// Candidates that a passage keeps in each other article, those with the largest share first, of equal ones the nearest
/// by place.
const MOST: usize = 8;

/// Returns whether the articles are so short that every word of content proposes.
pub(super) fn are_complete(corpus: &Corpus) -> bool {
    corpus.units.len() <= SMALL
}

/// Returns whether there are so few passages, as of reports, that faint likeness is looked at too.
pub(super) fn are_few(corpus: &Corpus) -> bool {
    corpus.units.len() <= FEW
}

/// Returns how many candidates a passage keeps in each other article.
pub(super) fn most(corpus: &Corpus) -> usize {
    if are_few(corpus) { MOST_OF_FEW } else { MOST }
}

/// What proposes: words with content, groups of synonyms, in long texts pairs of neighbouring words.
pub(super) struct Index<'s> {
    space: &'s Space<'s>,
    limit: usize,
    stems: Postings,
    groups: Postings,
    /// The index of pairs, and the slot of each that proposes.
    pairs: Option<(Postings, Vec<u32>)>,
}

impl<'s> Index<'s> {
    /// Indexes all passages.
    pub(super) fn new(space: &'s Space<'s>) -> Index<'s> {
        let corpus = space.corpus();
        let count = corpus.units.len();
        let complete = are_complete(corpus);
        let limit = if complete { usize::MAX } else { RARE };
        let stems = || {
            Postings::new(count, corpus.stems(), |unit, out| {
                let rare = |s: &&u32| corpus.frequency(**s) as usize <= limit;
                out.extend(space.content(unit).iter().map(|s| &s.stem).filter(rare));
            })
        };
        let groups = || {
            Postings::new(count, space.groups_known(), |unit, out| {
                let groups = space.groups(unit).chunk_by(|a, b| a.0 == b.0);
                out.extend(groups.map(|g| u32::from(g[0].0)));
            })
        };
        let pairs = || {
            (!complete).then(|| {
                Postings::sparse(count, |unit, out| {
                    slots(space, unit, out);
                })
            })
        };
        let (stems, (groups, pairs)) = rayon::join(stems, || (groups(), pairs()));
        Index { space, limit, stems, groups, pairs }
    }
}

/// Lists the slots of the rare pairs of a passage, each once.
fn slots(space: &Space, unit: usize, out: &mut Vec<u32>) {
    let corpus = space.corpus();
    let telling = |p: &&[Token]| {
        let [one, other] = [p[0].stem, p[1].stem].map(|s| u64::from(corpus.frequency(s)));
        one * other <= BY_CHANCE * corpus.units.len() as u64
    };
    let slot = |p: &[Token]| space.pairs().slot(p[0].stem, p[1].stem);
    // A pair that stands in one passage proposes nothing.
    let rare = |s: &u32| (2..=RARE as u32).contains(&space.pairs().frequency(*s));
    out.extend(corpus.tokens(unit).windows(2).filter(telling).map(slot).filter(rare));
    out.sort_unstable();
    out.dedup();
}

/// Gathers what one passage shares with each other one.
pub(super) struct Gatherer<'i> {
    index: &'i Index<'i>,
    weight: Vec<u32>,
    touched: Vec<u32>,
    best: Vec<(u64, u32)>,
    found: Vec<u32>,
}

impl<'i> Gatherer<'i> {
    /// Makes a gatherer over an index.
    pub(super) fn new(index: &'i Index<'i>) -> Gatherer<'i> {
        let count = index.space.corpus().units.len();
        Gatherer { index, weight: vec![0; count], touched: Vec::new(), best: Vec::new(), found: Vec::new() }
    }

    /// Returns the candidates of a passage in later articles, in order.
    pub(super) fn find(&mut self, unit: usize) -> &[u32] {
        let Index { space, limit, stems, groups, pairs } = self.index;
        let corpus = space.corpus();
        let first = corpus.article_of(unit).end;
        for stem in stems.listed(unit) {
            self.add(stems.of(*stem), first, space.rarity(*stem));
        }
        if let Some((pairs, slots)) = pairs {
            for pair in pairs.listed(unit) {
                self.add(pairs.of(*pair), first, space.pairs().rarity(slots[*pair as usize]));
            }
        }
        for group in groups.listed(unit) {
            let units = groups.of(*group);
            if units.len() <= *limit {
                self.add(units, first, space.group_rarity(*group as u16) / 2);
            }
        }
        self.take(unit);
        &self.found
    }

    fn add(&mut self, units: &[u32], first: usize, rarity: u32) {
        let later = &units[units.partition_point(|u| (*u as usize) < first)..];
        for &unit in later {
            let weight = &mut self.weight[unit as usize];
            if *weight == 0 {
                self.touched.push(unit);
            }
            *weight = weight.saturating_add(rarity.max(1));
        }
    }

    /// Takes what was gathered: the best of each article, in order.
    fn take(&mut self, unit: usize) {
        let space = self.index.space;
        let corpus = space.corpus();
        let own = space.rarity_of(unit);
        let least = if are_few(corpus) { LEAST_SHARE_OF_FEW } else { LEAST_SHARE };
        let most = most(corpus);
        let share = |weight: u32, other: u32| {
            2048 * u64::from(weight) / (own + space.rarity_of(other as usize)).max(1)
        };
        let weights = &mut self.weight;
        self.touched.retain(|u| {
            let weight = weights[*u as usize];
            let passes = weight >= LEAST && share(weight, *u) >= least;
            if !passes {
                weights[*u as usize] = 0;
            }
            passes
        });
        self.touched.sort_unstable();
        self.found.clear();
        let article = |u: u32| corpus.units[u as usize].article;
        for of_article in self.touched.chunk_by(|a, b| article(*a) == article(*b)) {
            if of_article.len() > most {
                self.best.clear();
                self.best.extend(of_article.iter().map(|u| (share(self.weight[*u as usize], *u), *u)));
                // A refrain then goes with the refrain at the same place, not always with the first.
                let here = corpus.place(unit);
                let far = |u: u32| here.abs_diff(corpus.place(u as usize));
                self.best.sort_unstable_by(|x, y| {
                    y.0.cmp(&x.0).then_with(|| far(x.1).cmp(&far(y.1))).then(x.1.cmp(&y.1))
                });
                let from = self.found.len();
                self.found.extend(self.best[..most].iter().map(|b| b.1));
                self.found[from..].sort_unstable();
            } else {
                self.found.extend(of_article);
            }
        }
        self.touched.drain(..).for_each(|u| self.weight[u as usize] = 0);
    }
}
