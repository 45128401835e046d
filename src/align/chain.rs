//! Chains: in books, matches that run on through both texts, passage after passage.
//!
//! A pair stands in a chain when passages just before it, or just after it, match as well. How strong the chain is on
//! either side is the best way back through such pairs, where each step further away counts less; a step may pass over a
//! passage on either side, or stay in it, since one text's sentence is often the other's two.

use rayon::prelude::*;

use super::table::Table;
use super::tokens::Corpus;

/// What a step further along the chain keeps.
const DECAY: f32 = 0.93;
/// What a step keeps that leaves the paragraph in one text only.
const ASKEW: f32 = 0.4;
/// Share of the stronger side in a chain, by the score of the pair itself: from none, up to the score named.
const OPEN: (f32, f32) = (0.3, 0.75);
const OPEN_SCORE: f32 = 0.4;
/// What a match counts for at most.
const MOST: f32 = 1.2;
/// Steps to the pair before: passages back in both texts, and what the step keeps.
const STEPS: [(usize, usize, f32); 6] =
    [(1, 1, 1.0), (1, 0, 0.9), (0, 1, 0.9), (1, 2, 0.8), (2, 1, 0.8), (2, 2, 0.8)];

/// The longest step.
const FURTHEST: usize = 2;

/// Returns for each pair of a table how strong the chain through it is, from 0 to about 1.
pub(super) fn strengths(corpus: &Corpus, table: &Table) -> Table {
    let (before, after) = rayon::join(|| along(corpus, table, false), || along(corpus, table, true));
    let (before, after) = (table.with(before), table.with(after));
    table.each(|a, _, score, at| of_sides(score, before.scores(a)[at], after.scores(a)[at]))
}

/// Returns the strength of a chain from its two sides. A chain that only begins or ends here vouches for passages that
/// have something in common themselves; others it must pass through.
fn of_sides(score: f32, one: f32, other: f32) -> f32 {
    let share = OPEN.0 + (score / OPEN_SCORE).clamp(0.0, 1.0) * (OPEN.1 - OPEN.0);
    share * one.max(other) + (1.0 - share) * one.min(other)
}

/// Returns for each pair the strength of the chain on one side of it.
fn along(corpus: &Corpus, table: &Table, backwards: bool) -> Vec<f32> {
    let articles = corpus.starts.par_windows(2).map(|bounds| {
        let pairs = table.span(bounds[0]..bounds[1]);
        let mut walk = Walk { corpus, table, backwards, first: pairs.start, done: vec![0.0; pairs.len()] };
        for step in 0..bounds[1] - bounds[0] {
            walk.take(if backwards { bounds[1] - 1 - step } else { bounds[0] + step }, step);
        }
        walk.done
    });
    articles.collect::<Vec<_>>().concat()
}

/// A walk through the rows of one article, in the direction of its chains.
struct Walk<'a> {
    corpus: &'a Corpus,
    table: &'a Table,
    backwards: bool,
    /// Place of the article's first pair among those of all.
    first: usize,
    /// The strengths of the article's pairs, as far as they are known.
    done: Vec<f32>,
}

impl Walk<'_> {
    /// Computes the strengths of a row, when those of the `before` rows before it are known.
    fn take(&mut self, unit: usize, before: usize) {
        let (table, corpus, backwards) = (self.table, self.corpus, self.backwards);
        let row = table.columns(unit);
        let back = |place: usize, by: usize| if backwards { place + by } else { place - by };
        // By rows back: what lies behind, since all rows are in order.
        let mut passed = [0, 1, 2].map(|by| match backwards {
            true if by <= before => table.columns(unit + by).len(),
            _ => 0,
        });
        // Columns are visited in the direction of the chain, so that steps within the row find what they need.
        for step in 0..row.len() {
            let at = if backwards { row.len() - 1 - step } else { step };
            let column = row[at] as usize;
            let article = corpus.article_of(column);
            let room = if backwards { article.end - 1 - column } else { column - article.start };
            let mut best = 0.0f32;
            for (rows, columns, keeps) in STEPS {
                if rows > before || columns > room {
                    continue;
                }
                let (there, to) = (back(unit, rows), back(column, columns));
                let entries = table.columns(there);
                let Some(found) = self.find(entries, &mut passed[rows], column, to) else { continue };
                let leaves = |from: usize, to: usize| corpus.units[from].block != corpus.units[to].block;
                let keeps = if leaves(unit, there) == leaves(column, to) { keeps } else { keeps * ASKEW };
                let chain = self.done[table.place(there).start - self.first + found];
                let score = table.scores(there)[found].clamp(0.0, MOST);
                best = best.max(keeps * (DECAY * chain + (1.0 - DECAY) * score));
            }
            self.done[table.place(unit).start - self.first + at] = best;
        }
    }

    /// Finds a column near another one, in entries of which those that lie further back are `passed`.
    fn find(&self, entries: &[u32], passed: &mut usize, column: usize, to: usize) -> Option<usize> {
        let least = if self.backwards { column } else { column.saturating_sub(FURTHEST) };
        while self.backwards && *passed > 0 && entries[*passed - 1] as usize >= least {
            *passed -= 1;
        }
        while !self.backwards && entries.get(*passed).is_some_and(|e| (*e as usize) < least) {
            *passed += 1;
        }
        let near = entries[*passed..].iter().take(FURTHEST + 1);
        near.enumerate().find(|(_, e)| **e as usize == to).map(|(on, _)| *passed + on)
    }
}
