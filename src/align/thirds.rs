//! What third articles say of a pair: a passage that both passages match vouches for them.

use rayon::prelude::*;

use super::table::{Entry, Table};
use super::tokens::Corpus;

/// Returns for each pair of a table how strong the ways over passages of third articles are; only `strong` matches lead
/// over one. `way` is the strength over one passage, of which each article's best counts from `least` on, and `join` adds
/// it to that of the articles before. Both must not care for the order of what they are given.
pub(super) fn over(
    corpus: &Corpus,
    pairs: &Table,
    strong: &Table,
    least: f32,
    way: impl Fn(f32, f32) -> f32 + Sync,
    join: impl Fn(f32, f32) -> f32 + Sync,
) -> Table {
    if corpus.starts.len() < 4 {
        return pairs.map(|_, _, _| 0.0);
    }
    let article = |entry: &Entry| corpus.units[entry.0 as usize].article;
    let count = pairs.rows.len();
    let scratch = || Ways { best: vec![0.0; count], all: vec![0.0; count], touched: Vec::new() };
    let of_row = |ways: &mut Ways, a: usize| {
        let mut reached: Vec<u32> = Vec::new();
        for thirds in strong.rows[a].chunk_by(|x, y| article(x) == article(y)) {
            for &(third, left) in thirds {
                for &(b, right) in &strong.rows[third as usize] {
                    let best = &mut ways.best[b as usize];
                    if *best == 0.0 {
                        ways.touched.push(b);
                    }
                    *best = best.max(way(left, right));
                }
            }
            for b in ways.touched.drain(..) {
                let best = std::mem::take(&mut ways.best[b as usize]);
                if best >= least {
                    reached.push(b);
                    ways.all[b as usize] = join(ways.all[b as usize], best);
                }
            }
        }
        let row: Vec<Entry> = pairs.rows[a].iter().map(|e| (e.0, ways.all[e.0 as usize])).collect();
        reached.into_iter().for_each(|b| ways.all[b as usize] = 0.0);
        row
    };
    Table { rows: (0..count).into_par_iter().map_init(scratch, of_row).collect() }
}

/// The ways from one passage: the best over the present article and what all articles say, by passage.
struct Ways {
    best: Vec<f32>,
    all: Vec<f32>,
    touched: Vec<u32>,
}
