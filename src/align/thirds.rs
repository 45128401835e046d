//! What third articles say of a pair: a passage that both passages match vouches for them.

use super::lists::Lists;
use super::table::{Entry, Table};
use super::tokens::Corpus;

/// Returns for each pair of a table how strong the ways over passages of third articles are; only `strong` matches lead
/// over one. `way` is the strength over one passage, of which each article's best counts from `least` on, and `join` adds
/// it to that of the articles before. Both must not care for the order of what they are given.
pub(super) fn over(
    corpus: &Corpus,
    pairs: &Table,
    strong: &Lists<Entry>,
    least: f32,
    way: impl Fn(f32, f32) -> f32 + Sync,
    join: impl Fn(f32, f32) -> f32 + Sync,
) -> Table {
    if corpus.starts.len() < 4 {
        return pairs.map(|_, _, _| 0.0);
    }
    let article = |entry: &Entry| corpus.units[entry.0 as usize].article;
    let count = pairs.rows();
    let scratch =
        || Ways { best: vec![0.0; count], all: vec![0.0; count], touched: Vec::new(), reached: Vec::new() };
    pairs.written(scratch, |ways: &mut Ways, a: usize, out: &mut [f32]| {
        for thirds in strong.row(a).chunk_by(|x, y| article(x) == article(y)) {
            for &(third, left) in thirds {
                for &(b, right) in strong.row(third as usize) {
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
                    ways.reached.push(b);
                    ways.all[b as usize] = join(ways.all[b as usize], best);
                }
            }
        }
        for (b, out) in pairs.columns(a).iter().zip(out) {
            *out = ways.all[*b as usize];
        }
        ways.reached.drain(..).for_each(|b| ways.all[b as usize] = 0.0);
    })
}

/// The ways from one passage: the best over the present article and what all articles say, by passage.
struct Ways {
    best: Vec<f32>,
    all: Vec<f32>,
    touched: Vec<u32>,
    /// Passages that any article leads to.
    reached: Vec<u32>,
}
