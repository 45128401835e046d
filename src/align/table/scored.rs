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
    pub(in super::super) fn with_neighbours(self, space: &Space) -> Table {
        let good = self.good(space.corpus());
        let new = |pair| LookedAt { pair, state: State::New };
        let mut pairs = Lists::of(self.rows(), || (), |(), row, out| out.extend(self.later(row).map(new)));
        for _ in 0..ROUNDS {
            pairs = around(space, &good, &pairs);
        }
        let kept = |(): &mut (), row: usize, out: &mut Vec<Entry>| {
            out.extend(pairs.row(row).iter().filter(|l| l.state != State::Refused).map(|l| l.pair));
        };
        Table::mirrored(&Lists::of(pairs.rows(), || (), kept))
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
}

/// A pair that was looked at, seen from its earlier passage.
#[derive(Debug, Clone, Copy)]
struct LookedAt {
    pair: Entry,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Kept since the last round: it has not yet proposed what stands around it.
    New,
    Kept,
    /// Proposed once, and not alike enough.
    Refused,
}

/// Returns the pairs of every row, with those that stand around new good ones.
fn around(space: &Space, good: &[f32], before: &Lists<LookedAt>) -> Lists<LookedAt> {
    let corpus = space.corpus();
    let articles = corpus.starts.len() - 1;
    let add = |(scorer, found): &mut (Row, Vec<u32>), a: usize, out: &mut Vec<LookedAt>| {
        let from = out.len();
        let aged = |l: &LookedAt| match l.state {
            State::New => LookedAt { state: State::Kept, ..*l },
            _ => *l,
        };
        out.extend(before.row(a).iter().map(aged));
        found.clear();
        let good = &good[corpus.units[a].article * articles..];
        let proposes = |l: &&LookedAt| {
            l.state == State::New && l.pair.1 >= good[corpus.units[l.pair.0 as usize].article]
        };
        for (rows, columns) in AROUND {
            let Some(beside) = corpus.step(a, rows) else { continue };
            let proposed = before.row(beside).iter().filter(proposes);
            found.extend(proposed.filter_map(|l| corpus.step(l.pair.0 as usize, columns)).map(|b| b as u32));
        }
        found.sort_unstable();
        let known = out.len();
        for proposed in found.chunk_by(|x, y| x == y) {
            let b = proposed[0];
            match out[from..known].binary_search_by_key(&b, |l| l.pair.0) {
                // Who was refused was proposed once before.
                Ok(at) if out[from + at].state == State::Refused => out[from + at].state = State::New,
                Ok(_) => {}
                Err(_) => {
                    scorer.hold(a);
                    let score = scorer.alike(b as usize) as f32;
                    let is_kept = score >= PROPOSED || proposed.len() > 1;
                    let state = if is_kept { State::New } else { State::Refused };
                    out.push(LookedAt { pair: (b, score), state });
                }
            }
        }
        if out.len() > known {
            out[from..].sort_unstable_by_key(|l| l.pair.0);
        }
    };
    Lists::of(before.rows(), || (Row::new(space), Vec::new()), add)
}
