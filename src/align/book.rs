//! Books: what long texts tell that short reports do not.
//!
//! In a long text a match is borne out by the chain of matches that it stands in, and where two long texts are versions
//! of one work each passage has its place in the other: a better one elsewhere rules out what looks like it. All of it
//! fades in with the length of the shorter text, and the second with the share of it that stands in chains.

use super::chain;
use super::lists::Lists;
use super::table::{Entry, PerArticle, Table};
use super::tokens::Corpus;

/// Passages in both articles from which texts begin to be books, and over which they are.
const BOOK: (f32, f32) = (100.0, 300.0);
/// Weight of the chain through a pair.
const CHAIN: f32 = 4.2;
/// What chains give a pair by chance, in texts that share something and in versions of one work.
const CHANCE: (f32, f32) = (0.65, 0.9);
/// Strength of a chain from which a passage counts as told in both texts.
const TOLD: f32 = 0.5;
/// Shares of passages told in both, from which texts begin to be versions of one work, and over which they are.
const VERSION: (f32, f32) = (0.5, 0.8);
/// What a pair loses when both passages have a better partner, per point, and the points that count.
const RIVAL: f32 = 16.0;
const RIVAL_MOST: f32 = 1.0;
/// Passages from which another partner of the same paragraph stands elsewhere.
const ELSEWHERE: u32 = 8;

/// Which pairs of articles are books, and which of these versions of one work.
pub(super) struct Books<'c> {
    corpus: &'c Corpus,
    any: bool,
    /// By article and article, from 0 to 1; empty until chains are known.
    versions: Vec<f32>,
}

impl<'c> Books<'c> {
    /// Measures the articles.
    pub(super) fn new(corpus: &'c Corpus) -> Books<'c> {
        let long = corpus.starts.windows(2).filter(|w| (w[1] - w[0]) as f32 > BOOK.0).count();
        Books { corpus, any: long > 1, versions: Vec::new() }
    }

    fn article(&self, unit: usize) -> usize {
        self.corpus.units[unit].article
    }

    /// Returns how far the articles of two passages are books, from 0 to 1.
    pub(super) fn degree(&self, a: usize, b: usize) -> f32 {
        let length = |article: usize| self.corpus.units_of(article).len();
        let shorter = length(self.article(a)).min(length(self.article(b))) as f32;
        fade(shorter, BOOK)
    }

    /// Returns whether all articles are books.
    pub(super) fn are_all(&self) -> bool {
        self.corpus.starts.windows(2).all(|w| (w[1] - w[0]) as f32 >= BOOK.1)
    }

    fn version(&self, a: usize, b: usize) -> f32 {
        let articles = self.corpus.starts.len() - 1;
        self.versions.get(self.article(a) * articles + self.article(b)).copied().unwrap_or(0.0)
    }

    /// Returns a table with what the chains through its pairs are worth.
    pub(super) fn chained(&mut self, table: Table) -> Table {
        if !self.any {
            return table;
        }
        let chains = chain::strengths(self.corpus, &table);
        self.versions = self.told(&chains);
        table.zip(&chains, |a, b, score, chain| {
            let chance = CHANCE.0 + self.version(a, b) * (CHANCE.1 - CHANCE.0);
            score + self.degree(a, b) * (CHAIN * chain - chance)
        })
    }

    /// Returns by article and article how far they are versions of one work.
    fn told(&self, chains: &Table) -> Vec<f32> {
        let told = chains.best(self.corpus).count(self.corpus, |best| best >= TOLD);
        let both = |(a, b): (usize, usize)| told.share(a, b).min(told.share(b, a));
        told.pairs().map(|pair| fade(both(pair), VERSION)).collect()
    }

    /// Returns a table in which pairs lose whose passages both have a better partner.
    ///
    /// A verse that stands with two others keeps both: for each of the two it is the best.
    pub(super) fn without_rivals(&self, table: Table) -> Table {
        if !self.any {
            return table;
        }
        let best = table.per_article(self.corpus, strongest);
        let of_block = self.best_of_blocks(&best);
        table.map(|a, b, score| {
            let degree = self.degree(a, b);
            if degree == 0.0 {
                return score;
            }
            let behind = |x: usize, y: usize| {
                let own = best.at(x, self.article(y)).map_or(0.0, |e| e.1 - score);
                let elsewhere = of_block.best.at(of_block.number[x] as usize, self.article(y));
                let elsewhere = elsewhere.filter(|e| e.0.abs_diff(y as u32) > ELSEWHERE);
                own.max(elsewhere.map_or(0.0, |e| self.version(x, y) * (e.1 - score)))
            };
            score - degree * RIVAL * f32::min(behind(a, b), behind(b, a)).clamp(0.0, RIVAL_MOST)
        })
    }

    /// Returns the best partners of each block's passages.
    fn best_of_blocks(&self, best: &PerArticle<Entry>) -> OfBlocks {
        let place = |u: usize| (self.corpus.units[u].article, self.corpus.units[u].block);
        let units: Vec<usize> = (0..best.rows.rows()).collect();
        let blocks: Vec<&[usize]> = units.chunk_by(|a, b| place(*a) == place(*b)).collect();
        let mut number = Vec::with_capacity(units.len());
        for (block, units) in blocks.iter().enumerate() {
            number.extend(std::iter::repeat_n(block as u32, units.len()));
        }
        let of_block = |of_block: &mut Vec<(u32, Entry)>, block: usize, out: &mut Vec<(u32, Entry)>| {
            of_block.clear();
            of_block.extend(blocks[block].iter().flat_map(|u| best.rows.row(*u)));
            of_block.sort_by(|x, y| x.0.cmp(&y.0).then(y.1.1.total_cmp(&x.1.1)));
            of_block.dedup_by_key(|e| e.0);
            out.append(of_block);
        };
        OfBlocks { number, best: PerArticle { rows: Lists::of(blocks.len(), Vec::new, of_block) } }
    }
}

/// What is known of blocks.
struct OfBlocks {
    /// By passage the number of its block.
    number: Vec<u32>,
    /// By block the best partners of its passages.
    best: PerArticle<Entry>,
}

/// Returns the strongest entry.
fn strongest(columns: &[u32], scores: &[f32]) -> Entry {
    let entries = columns.iter().zip(scores);
    entries.fold((u32::MAX, f32::MIN), |most, e| if *e.1 > most.1 { (*e.0, *e.1) } else { most })
}

/// Returns where a value stands between two others, from 0 to 1.
pub(super) fn fade(value: f32, (from, to): (f32, f32)) -> f32 {
    ((value - from) / (to - from)).clamp(0.0, 1.0)
}
