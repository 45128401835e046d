//! The scores of all pairs of passages that are worth a score: sparse, symmetric, in order.
//!
//! Most steps change scores and no pairs, so tables of the same pairs share them.

use std::sync::Arc;

use rayon::prelude::*;

use super::lists::Lists;
use super::tokens::Corpus;

mod scored;

/// A pair seen from one of its passages: the other one and the score.
pub(super) type Entry = (u32, f32);

/// Per passage the passages of other articles with their scores, in ascending order.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// The other passage of every pair, row after row.
    columns: Arc<Lists<u32>>,
    /// By pair.
    scores: Vec<f32>,
}

impl Table {
    /// Makes a table of rows that name each pair once, from its first passage.
    fn mirrored(half: &Lists<Entry>) -> Table {
        let mut lengths: Vec<usize> = (0..half.rows()).map(|row| half.row(row).len()).collect();
        half.all().iter().for_each(|e| lengths[e.0 as usize] += 1);
        let mut entries = Lists::of_lengths(lengths.into_iter(), (0, 0.0));
        // Earlier passages first: what is mirrored into a row stands before what the row itself found.
        entries.shares().into_par_iter().for_each(|mut share| {
            for a in 0..half.rows() {
                for &(b, score) in half.row(a) {
                    share.push(a, (b, score));
                    share.push(b as usize, (a as u32, score));
                }
            }
        });
        let (columns, scores) = entries.unzipped();
        Table { columns: Arc::new(columns), scores }
    }

    /// Returns the number of rows.
    pub(super) fn rows(&self) -> usize {
        self.columns.rows()
    }

    /// Returns the other passages of a row's pairs, in ascending order.
    pub(super) fn columns(&self, row: usize) -> &[u32] {
        self.columns.row(row)
    }

    /// Returns the scores of a row's pairs.
    pub(super) fn scores(&self, row: usize) -> &[f32] {
        &self.scores[self.columns.place(row)]
    }

    /// Returns the entries of a row.
    pub(super) fn row(&self, row: usize) -> impl DoubleEndedIterator<Item = Entry> + ExactSizeIterator {
        self.columns(row).iter().copied().zip(self.scores(row).iter().copied())
    }

    /// Returns where the pairs of a row stand among all.
    pub(super) fn place(&self, row: usize) -> std::ops::Range<usize> {
        self.columns.place(row)
    }

    /// Returns where the pairs of some rows stand among all.
    pub(super) fn span(&self, rows: std::ops::Range<usize>) -> std::ops::Range<usize> {
        self.columns.span(rows)
    }

    /// Returns where in its row a pair stands.
    pub(super) fn find(&self, a: usize, b: usize) -> Option<usize> {
        self.columns(a).binary_search(&(b as u32)).ok()
    }

    /// Returns the score of a pair, 0 where it has none.
    pub(super) fn at(&self, a: usize, b: usize) -> f32 {
        self.find(a, b).map_or(0.0, |at| self.scores(a)[at])
    }

    /// Returns a table of the same pairs with the scores that `write` writes row by row, with a scratch of its worker.
    pub(super) fn written<S>(
        &self,
        scratch: impl Fn() -> S + Sync + Send,
        write: impl Fn(&mut S, usize, &mut [f32]) + Sync + Send,
    ) -> Table {
        let mut scores = vec![0.0; self.scores.len()];
        self.columns.cut(&mut scores).into_par_iter().for_each_init(scratch, |scratch, (rows, mut part)| {
            for row in rows {
                let (own, rest) = part.split_at_mut(self.columns.row(row).len());
                write(scratch, row, own);
                part = rest;
            }
        });
        self.with(scores)
    }

    /// Returns a table of the same pairs with other scores.
    pub(super) fn with(&self, scores: Vec<f32>) -> Table {
        Table { columns: Arc::clone(&self.columns), scores }
    }

    /// Returns the table with every score changed by its two passages, itself and its place in its row; `change` must
    /// give both directions of a pair the same.
    pub(super) fn each(&self, change: impl Fn(usize, usize, f32, usize) -> f32 + Sync + Send) -> Table {
        self.written(
            || (),
            |(), a, out| {
                for (at, ((b, score), out)) in self.row(a).zip(out).enumerate() {
                    *out = change(a, b as usize, score, at);
                }
            },
        )
    }

    /// Returns the table with every score changed; `change` must give both directions of a pair the same.
    pub(super) fn map(&self, change: impl Fn(usize, usize, f32) -> f32 + Sync + Send) -> Table {
        self.each(|a, b, score, _| change(a, b, score))
    }

    /// Returns the table with every score changed, asked once a pair: what `of_row` makes for a passage changes the scores
    /// of its pairs with later ones.
    pub(super) fn once_a_pair<C: FnMut(usize, f32) -> f32>(
        &self,
        of_row: impl Fn(usize) -> C + Sync + Send,
    ) -> Table {
        let write = |(): &mut (), a: usize, out: &mut [f32]| {
            let mut change = of_row(a);
            let later = self.row(a).zip(out).filter(|((b, _), _)| a < *b as usize);
            later.for_each(|((b, score), out)| *out = change(b as usize, score));
        };
        let half = self.written(|| (), write);
        half.map(|a, b, score| if a < b { score } else { half.at(b, a) })
    }

    /// Returns the table with every score changed by what another table of the same pairs says.
    pub(super) fn zip(
        &self,
        other: &Table,
        change: impl Fn(usize, usize, f32, f32) -> f32 + Sync + Send,
    ) -> Table {
        self.each(|a, b, score, at| change(a, b, score, other.scores(a)[at]))
    }

    /// Returns the table with only the pairs whose scores pass.
    pub(super) fn filter(&self, passes: impl Fn(usize, usize, f32) -> bool + Sync + Send) -> Lists<Entry> {
        Lists::of(
            self.rows(),
            || (),
            |(), row, out| out.extend(self.row(row).filter(|e| passes(row, e.0 as usize, e.1))),
        )
    }

    /// Returns for each row what `measure` says of its scores in each article that it has pairs in.
    pub(super) fn per_article<T: Copy + Send>(
        &self,
        corpus: &Corpus,
        measure: impl Fn(&[u32], &[f32]) -> T + Sync + Send,
    ) -> PerArticle<T> {
        let of_row = |(): &mut (), row: usize, out: &mut Vec<(u32, T)>| {
            let (mut columns, mut scores) = (self.columns(row), self.scores(row));
            while let Some(&first) = columns.first() {
                let article = corpus.units[first as usize].article;
                let end = corpus.units_of(article).end as u32;
                let length = columns.partition_point(|c| *c < end);
                out.push((article as u32, measure(&columns[..length], &scores[..length])));
                (columns, scores) = (&columns[length..], &scores[length..]);
            }
        };
        PerArticle { rows: Lists::of(self.rows(), || (), of_row) }
    }

    /// Returns for each row its best score in each article.
    pub(super) fn best(&self, corpus: &Corpus) -> PerArticle<f32> {
        self.per_article(corpus, |_, scores| scores.iter().copied().fold(f32::MIN, f32::max))
    }

    /// Returns for each row the sum of its scores in each article.
    pub(super) fn sums(&self, corpus: &Corpus) -> PerArticle<f32> {
        self.per_article(corpus, |_, scores| scores.iter().sum())
    }
}

/// What is known of each row's pairs in each article that it has pairs in.
pub(super) struct PerArticle<T> {
    pub(super) rows: Lists<(u32, T)>,
}

impl<T: Copy + Send> PerArticle<T> {
    /// Returns what is known of a row's pairs in an article; nothing where it has none.
    pub(super) fn at(&self, row: usize, article: usize) -> Option<T> {
        self.rows.row(row).iter().find(|e| e.0 as usize == article).map(|e| e.1)
    }

    /// Counts by article and article the passages of the one about whose pairs in the other `passes` is true.
    pub(super) fn count(&self, corpus: &Corpus, passes: impl Fn(T) -> bool) -> Counts {
        let articles = corpus.starts.len() - 1;
        let mut counts = vec![0; articles * articles];
        for (row, unit) in corpus.units.iter().enumerate() {
            for (other, known) in self.rows.row(row) {
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
