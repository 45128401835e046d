//! Chains: in books, matches that run on through both texts, passage after passage.
//!
//! A pair stands in a chain when passages just before it, or just after it, match as well. How strong the chain is on
//! either side is the best way back through such pairs, where each step further away counts less; a step may pass over a
//! passage on either side, or stay in it, since one text's sentence is often the other's two.

use rayon::prelude::*;

use super::table::{Entry, Table};
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

/// Returns for each pair of a table how strong the chain through it is, from 0 to about 1.
pub(super) fn strengths(corpus: &Corpus, table: &Table) -> Table {
    let (before, after) = rayon::join(|| along(corpus, table, false), || along(corpus, table, true));
    let rows = table.rows.par_iter().enumerate().map(|(a, row)| {
        let sides = before[a].iter().zip(&after[a]);
        row.iter().zip(sides).map(|(e, (x, y))| (e.0, of_sides(e.1, *x, *y))).collect()
    });
    Table { rows: rows.collect() }
}

/// Returns the strength of a chain from its two sides. A chain that only begins or ends here vouches for passages that
/// have something in common themselves; others it must pass through.
fn of_sides(score: f32, one: f32, other: f32) -> f32 {
    let share = OPEN.0 + (score / OPEN_SCORE).clamp(0.0, 1.0) * (OPEN.1 - OPEN.0);
    share * one.max(other) + (1.0 - share) * one.min(other)
}

/// Returns for each pair the strength of the chain on one side of it.
fn along(corpus: &Corpus, table: &Table, backwards: bool) -> Vec<Vec<f32>> {
    let articles = corpus.starts.par_windows(2).map(|bounds| {
        let mut done: Vec<Vec<f32>> = Vec::with_capacity(bounds[1] - bounds[0]);
        for step in 0..bounds[1] - bounds[0] {
            let unit = if backwards { bounds[1] - 1 - step } else { bounds[0] + step };
            let row = of_row(corpus, table, unit, backwards, &done);
            done.push(row);
        }
        if backwards {
            done.reverse();
        }
        done
    });
    articles.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Returns the strengths of a row, when those of the rows before it in the same article are `done`.
fn of_row(corpus: &Corpus, table: &Table, unit: usize, backwards: bool, done: &[Vec<f32>]) -> Vec<f32> {
    let row = &table.rows[unit];
    let mut out = vec![0.0f32; row.len()];
    // Columns are visited in the direction of the chain, so that steps within the row find what they need.
    for step in 0..row.len() {
        let at = if backwards { row.len() - 1 - step } else { step };
        let column = row[at].0 as usize;
        let article = corpus.units[column].article;
        let room = match backwards {
            true => corpus.starts[article + 1] - 1 - column,
            false => column - corpus.starts[article],
        };
        let mut best = 0.0f32;
        for (rows, columns, keeps) in STEPS {
            if rows > done.len() || columns > room {
                continue;
            }
            let (there, to) = match backwards {
                true => (unit + rows, column + columns),
                false => (unit - rows, column - columns),
            };
            let entries = &table.rows[there];
            let Ok(found) = entries.binary_search_by_key(&(to as u32), |e: &Entry| e.0) else { continue };
            let leaves = |from: usize, to: usize| corpus.units[from].block != corpus.units[to].block;
            let keeps = if leaves(unit, there) == leaves(column, to) { keeps } else { keeps * ASKEW };
            let before = if rows == 0 { out[found] } else { done[done.len() - rows][found] };
            let score = entries[found].1.clamp(0.0, MOST);
            best = best.max(keeps * (DECAY * before + (1.0 - DECAY) * score));
        }
        out[at] = best;
    }
    out
}
