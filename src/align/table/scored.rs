//! Which pairs are scored: those that share enough rare content, and in long texts what stands around good pairs.

use crate::align::candidates::{self, Gatherer, Index};
use crate::align::lists::Lists;
use crate::align::score::Space;
use crate::align::score::row::Row;
use crate::align::tokens::Corpus;

use super::{Entry, Table};

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

impl Table {
    /// Scores every passage against its candidates.
    pub(in super::super) fn score(space: &Space) -> Table {
        let index = Index::new(space);
        let faint = if candidates::are_few(space.corpus()) { FAINT_OF_FEW } else { FAINT };
        let score = |(gatherer, row): &mut (Gatherer, Row), a: usize, out: &mut Vec<Entry>| {
            let found = gatherer.find(a);
            if !found.is_empty() {
                row.hold(a);
            }
            let scored = found.iter().map(|b| (*b, row.alike(*b as usize) as f32));
            out.extend(scored.filter(|e| e.1 >= faint));
        };
        let scratch = || (Gatherer::new(&index), Row::new(space));
        Table::mirrored(&Lists::of(space.corpus().units.len(), scratch, score))
    }

    /// Adds the passages around good pairs: they may match although they share no rare word.
    ///
    /// Done again for what the round before has added, until [`ROUNDS`] are done.
    pub(in super::super) fn with_neighbours(mut self, space: &Space) -> Table {
        let good = self.good(space.corpus());
        let mut grown = vec![true; self.rows()];
        for _ in 0..ROUNDS {
            let found = self.around(space, &good, &grown);
            for (row, grown) in grown.iter_mut().enumerate() {
                *grown = self.columns(row).len() < found.columns(row).len();
            }
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

    /// Returns the entries of a row behind the diagonal.
    fn later(&self, row: usize) -> impl Iterator<Item = Entry> {
        let from = self.columns(row).partition_point(|c| (*c as usize) <= row);
        self.row(row).skip(from)
    }

    /// Returns the table with what stands around good pairs in the rows that have `grown`.
    fn around(&self, space: &Space, good: &[f32], grown: &[bool]) -> Table {
        let corpus = space.corpus();
        let articles = corpus.starts.len() - 1;
        let add = |(scorer, found): &mut (Row, Vec<u32>), a: usize, out: &mut Vec<Entry>| {
            let from = out.len();
            out.extend(self.later(a));
            if ![-2, -1, 0, 1, 2].iter().filter_map(|by| corpus.step(a, *by)).any(|unit| grown[unit]) {
                return;
            }
            found.clear();
            for (rows, columns) in AROUND {
                let Some(beside) = corpus.step(a, rows) else { continue };
                let own = corpus.units[a].article * articles;
                let good =
                    self.later(beside).filter(|e| e.1 >= good[own + corpus.units[e.0 as usize].article]);
                found.extend(good.filter_map(|e| corpus.step(e.0 as usize, columns)).map(|b| b as u32));
            }
            found.sort_unstable();
            let known = out.len();
            for proposed in found.chunk_by(|x, y| x == y) {
                if out[from..known].binary_search_by_key(&proposed[0], |e| e.0).is_ok() {
                    continue;
                }
                scorer.hold(a);
                let score = scorer.alike(proposed[0] as usize) as f32;
                if score >= PROPOSED || proposed.len() > 1 {
                    out.push((proposed[0], score));
                }
            }
            out[from..].sort_unstable_by_key(|e| e.0);
        };
        Table::mirrored(&Lists::of(self.rows(), || (Row::new(space), Vec::new()), add))
    }
}
