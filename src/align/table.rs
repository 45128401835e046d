//! The scores of all pairs of passages that are worth a score: sparse, symmetric, in order.

use rayon::prelude::*;

use super::candidates::{self, Gatherer, Index};
use super::score::Space;
use super::score::row::Row;
use super::tokens::Corpus;

/// Score below which a pair is forgotten: nothing around it could make a link of it.
const FAINT: f32 = 0.2;
/// The same where there are few passages: more may make a link of a pair then than its own words.
const FAINT_OF_FEW: f32 = 0.08;
/// Scores from which a pair proposes its neighbours: where most passages match, and elsewhere.
const GOOD: (f32, f32) = (0.2, 0.45);

/// Score from which a pair is kept that one good pair proposes; what two propose is kept whatever it scores.
const PROPOSED: f32 = 0.1;
/// Rounds in which good pairs propose.
const ROUNDS: usize = 4;
/// Where a pair finds the good pairs that propose it: passages on in both articles.
const AROUND: [(isize, isize); 8] = [(-1, 1), (1, -1), (0, 1), (0, -1), (-1, 0), (1, 0), (-2, 2), (2, -2)];

/// A pair seen from one of its passages: the other one and the score.
pub(super) type Entry = (u32, f32);

/// Per passage the passages of other articles with their scores, in ascending order.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Vec<Entry>>,
}

impl Table {
    /// Scores every passage against its candidates.
    pub(super) fn score(space: &Space) -> Table {
        let index = Index::new(space);
        let faint = if candidates::are_few(space.corpus()) { FAINT_OF_FEW } else { FAINT };
        let score = |(gatherer, row): &mut (Gatherer, Row), a: usize| {
            let found = gatherer.find(a);
            if !found.is_empty() {
                row.hold(a);
            }
            let scored = found.iter().map(|b| (*b, row.alike(*b as usize) as f32));
            scored.filter(|e| e.1 >= faint).collect()
        };
        let scratch = || (Gatherer::new(&index), Row::new(space));
        let units = (0..space.corpus().units.len()).into_par_iter();
        let half: Vec<Vec<Entry>> = units.map_init(scratch, score).collect();
        Table::mirrored(half)
    }

    /// Makes a table of rows that name each pair once, from its first passage.
    fn mirrored(half: Vec<Vec<Entry>>) -> Table {
        let mut sizes: Vec<usize> = half.iter().map(Vec::len).collect();
        half.iter().flatten().for_each(|(b, _)| sizes[*b as usize] += 1);
        let mut rows: Vec<Vec<Entry>> = sizes.into_iter().map(Vec::with_capacity).collect();
        // Earlier passages first: what is mirrored into a row stands before what the row itself found.
        for (a, found) in half.into_iter().enumerate() {
            for &(b, score) in &found {
                rows[b as usize].push((a as u32, score));
            }
            rows[a].extend(found);
        }
        Table { rows }
    }

    /// Adds the passages around good pairs: they may match although they share no rare word.
    ///
    /// Done again for what the round before has added, until [`ROUNDS`] are done.
    pub(super) fn with_neighbours(mut self, space: &Space) -> Table {
        let good = self.good(space.corpus());
        let mut grown = vec![true; self.rows.len()];
        for _ in 0..ROUNDS {
            let found = self.around(space, &good, &grown);
            grown = self.rows.iter().zip(&found.rows).map(|(old, new)| old.len() < new.len()).collect();
            self = found;
        }
        self
    }

    /// Returns by article and article the score from which a pair is good enough to propose others: less is asked where
    /// most passages of both articles have a match.
    fn good(&self, corpus: &Corpus) -> Vec<f32> {
        let matched = self.best(corpus).count(corpus, |best| best >= GOOD.1);
        let most = |a: usize, b: usize| matched.of(a, b) * 2 > matched.passages(a);
        matched.pairs().map(|(a, b)| if most(a, b) && most(b, a) { GOOD.0 } else { GOOD.1 }).collect()
    }

    /// Returns the table with what stands around good pairs in the rows that have `grown`.
    fn around(&self, space: &Space, good: &[f32], grown: &[bool]) -> Table {
        let corpus = space.corpus();
        let articles = corpus.starts.len() - 1;
        let next = |unit: usize, by: isize| {
            let to = unit.checked_add_signed(by)?;
            (corpus.units.get(to)?.article == corpus.units[unit].article).then_some(to)
        };
        let later = |row: usize| self.rows[row].iter().filter(move |e| e.0 as usize > row);
        let add = |scorer: &mut Row, a: usize| {
            let mut row: Vec<Entry> = later(a).copied().collect();
            if ![-2, -1, 0, 1, 2].iter().filter_map(|by| next(a, *by)).any(|unit| grown[unit]) {
                return row;
            }
            let mut found: Vec<u32> = Vec::new();
            for (rows, columns) in AROUND {
                let Some(beside) = next(a, rows) else { continue };
                let own = corpus.units[a].article * articles;
                let good = later(beside).filter(|e| e.1 >= good[own + corpus.units[e.0 as usize].article]);
                found.extend(good.filter_map(|e| next(e.0 as usize, columns)).map(|b| b as u32));
            }
            found.sort_unstable();
            let known = row.len();
            for proposed in found.chunk_by(|x, y| x == y) {
                if row[..known].binary_search_by_key(&proposed[0], |e| e.0).is_ok() {
                    continue;
                }
                scorer.hold(a);
                let score = scorer.alike(proposed[0] as usize) as f32;
                if score >= PROPOSED || proposed.len() > 1 {
                    row.push((proposed[0], score));
                }
            }
            row.sort_unstable_by_key(|e| e.0);
            row
        };
        let half = (0..self.rows.len()).into_par_iter().map_init(|| Row::new(space), add);
        Table::mirrored(half.collect())
    }

    /// Returns the score of a pair, 0 where it has none.
    pub(super) fn at(&self, a: usize, b: usize) -> f32 {
        let row = &self.rows[a];
        row.binary_search_by_key(&(b as u32), |e| e.0).map_or(0.0, |i| row[i].1)
    }

    /// Returns the entries of a row from `first` up to `end`.
    pub(super) fn between(&self, row: usize, first: usize, end: usize) -> &[Entry] {
        let row = &self.rows[row];
        let from = row.partition_point(|e| (e.0 as usize) < first);
        let to = row.partition_point(|e| (e.0 as usize) < end);
        &row[from..to.max(from)]
    }

    /// Returns the table with every score changed; `change` must give both directions of a pair the same.
    pub(super) fn map(&self, change: impl Fn(usize, usize, f32) -> f32 + Sync) -> Table {
        let rows = self.rows.par_iter().enumerate();
        let changed = rows.map(|(a, row)| row.iter().map(|&(b, s)| (b, change(a, b as usize, s))).collect());
        Table { rows: changed.collect() }
    }

    /// Returns the table with every score changed by what another table of the same pairs says.
    pub(super) fn zip(&self, other: &Table, change: impl Fn(usize, usize, f32, f32) -> f32 + Sync) -> Table {
        let rows = self.rows.par_iter().zip(&other.rows).enumerate();
        let row = |(a, (row, other)): (usize, (&Vec<Entry>, &Vec<Entry>))| {
            row.iter().zip(other).map(|(x, y)| (x.0, change(a, x.0 as usize, x.1, y.1))).collect()
        };
        Table { rows: rows.map(row).collect() }
    }

    /// Returns the table with only the scores that pass.
    pub(super) fn filter(&self, passes: impl Fn(f32) -> bool + Sync) -> Table {
        let kept = self.rows.par_iter().map(|row| row.iter().filter(|e| passes(e.1)).copied().collect());
        Table { rows: kept.collect() }
    }

    /// Returns for each row what `measure` says of its entries in each article that it has entries in.
    pub(super) fn per_article<T: Send + Copy>(
        &self,
        corpus: &Corpus,
        measure: impl Fn(&[Entry]) -> T + Sync,
    ) -> PerArticle<T> {
        let article = |e: &Entry| corpus.units[e.0 as usize].article as u32;
        let of_row = |row: &Vec<Entry>| {
            let of_article = row.chunk_by(|x, y| article(x) == article(y));
            of_article.map(|entries| (article(&entries[0]), measure(entries))).collect()
        };
        PerArticle { rows: self.rows.par_iter().map(of_row).collect() }
    }

    /// Returns the best score of each row in each article that it has entries in.
    pub(super) fn best(&self, corpus: &Corpus) -> PerArticle<f32> {
        self.per_article(corpus, |entries| entries.iter().map(|e| e.1).fold(0.0, f32::max))
    }

    /// Returns the sum of each row's scores in each article that it has entries in.
    pub(super) fn sums(&self, corpus: &Corpus) -> PerArticle<f32> {
        self.per_article(corpus, |entries| entries.iter().map(|e| e.1).sum())
    }
}

/// What is known of each row's entries in each article that it has entries in.
pub(super) struct PerArticle<T> {
    pub(super) rows: Vec<Vec<(u32, T)>>,
}

impl<T: Copy> PerArticle<T> {
    /// Returns what is known of a row's entries in an article; nothing where it has none.
    pub(super) fn at(&self, row: usize, article: usize) -> Option<T> {
        self.rows[row].iter().find(|e| e.0 as usize == article).map(|e| e.1)
    }

    /// Counts by article and article the passages of the one about whose entries in the other `passes` is true.
    pub(super) fn count(&self, corpus: &Corpus, passes: impl Fn(T) -> bool) -> Counts {
        let articles = corpus.starts.len() - 1;
        let mut counts = vec![0; articles * articles];
        for (row, unit) in self.rows.iter().zip(&corpus.units) {
            for (other, known) in row {
                counts[unit.article * articles + *other as usize] += usize::from(passes(*known));
            }
        }
        Counts { counts, passages: corpus.starts.windows(2).map(|w| w[1] - w[0]).collect() }
    }
}

/// Passages counted by their article and another one.
pub(super) struct Counts {
    counts: Vec<usize>,
    /// All passages of each article.
    passages: Vec<usize>,
}

impl Counts {
    /// Returns how many passages of `article` were counted for `other`.
    pub(super) fn of(&self, article: usize, other: usize) -> usize {
        self.counts[article * self.passages.len() + other]
    }

    /// Returns which share of the passages of `article` was counted for `other`.
    pub(super) fn share(&self, article: usize, other: usize) -> f32 {
        self.of(article, other) as f32 / self.passages(article).max(1) as f32
    }

    /// Returns how many passages an article has.
    pub(super) fn passages(&self, article: usize) -> usize {
        self.passages[article]
    }

    /// Returns every article with every article, in the order of tables by article and article.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let articles = self.passages.len();
        (0..articles * articles).map(move |pair| (pair / articles, pair % articles))
    }
}
