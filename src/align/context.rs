//! What stands around two passages: the scores of a table corrected by everything but the two passages' own words.
//!
//! The steps, in order: *hubs* (a passage that is a little like everything is like nothing in particular), *neighbours*
//! (what stands beside a match matches too), *chains* (in books: long runs of matches, either way), *thirds* (two
//! passages that a third article's passage is like are like each other), *place* (a report tells what others tell
//! first), and *rivals* (the best partner in an article is more than the second best).

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::table::{Entry, Table};
use super::tokens::Corpus;

/// Weight of the correction for hubs, after cross-domain similarity local scaling (Conneau et al. 2018).
const HUB: f32 = 0.3;
/// Articles shorter than this, in passages, have no hubs worth correcting.
const HUB_SIDE: usize = 8;
/// Weight of the best two of the eight neighbours.
const NEIGHBOURS: f32 = 0.2;
/// Weight of the chain through a pair; passages that it looks ahead and back; what each further one counts less.
const CHAIN: f32 = 1.2;
const CHAIN_REACH: isize = 6;
const CHAIN_DECAY: f32 = 0.85;
/// What chains give a pair by chance.
const CHAIN_CHANCE: f32 = 0.55;
/// Passages in both articles from which texts begin to be books, and over which they are.
const BOOK: (f32, f32) = (100.0, 300.0);
/// Weight of what a third article says.
const THIRD: f32 = 0.3;
/// Score below which a match with the third says nothing.
const THIRD_LEAST: f32 = 0.2;
/// Discount by the place of the later of the two passages, per unit of ln(1 + place), and the place without discount.
const PLACE: f32 = 0.045;
const PLACE_ZERO: f32 = 2.0;
const PLACE_END: usize = 60;
/// What being the best partner in the other article is worth, each way.
const BEST: f32 = 0.04;
/// In books: what a pair loses when both passages have a better partner, per point, and the points that count.
const RIVAL: f32 = 4.0;
const RIVAL_MOST: f32 = 2.0;

/// Corrects the scores of a table.
pub(super) fn correct(corpus: &Corpus, table: &Table) -> Table {
    let article = |unit: usize| corpus.units[unit].article;
    let length = |unit: usize| corpus.starts[article(unit) + 1] - corpus.starts[article(unit)];
    let book = |a: usize, b: usize| {
        let shorter = length(a).min(length(b)) as f32;
        ((shorter - BOOK.0) / (BOOK.1 - BOOK.0)).clamp(0.0, 1.0)
    };
    let plain = without_hubs(corpus, table);
    let near = plain.map(|a, b, s| s + NEIGHBOURS * neighbours(corpus, &plain, a, b));
    let chained = near.map(|a, b, s| match book(a, b) {
        book if book > 0.0 => s + book * (CHAIN * chain(corpus, &near, a, b) - CHAIN_CHANCE),
        _ => s,
    });
    let thirds = thirds(corpus, &plain);
    let place = |unit: usize| ((unit - corpus.starts[article(unit)]).min(PLACE_END) as f32).ln_1p();
    let placed = chained.map(|a, b, s| {
        let later = place(a).max(place(b)) - PLACE_ZERO;
        s + THIRD * thirds.at(a, b) - (1.0 - book(a, b)) * PLACE * later
    });
    let best = placed.per_article(corpus, |entries| entries.iter().map(|e| e.1).fold(f32::MIN, f32::max));
    placed.map(|a, b, s| {
        let (x, y) = (a.min(b), a.max(b));
        let behind = [best[x][article(y)] - s, best[y][article(x)] - s];
        let firsts = behind.iter().filter(|g| **g <= 0.0).count() as f32;
        // Lost only where both have a better partner: a verse that stands with two others keeps both.
        let lost = f32::min(behind[0], behind[1]).min(RIVAL_MOST);
        s + BEST * (firsts - 1.0) - book(a, b) * RIVAL * lost
    })
}

/// Takes from each score what both passages share with their best three in the other's article anyway.
fn without_hubs(corpus: &Corpus, table: &Table) -> Table {
    let tops = table.per_article(corpus, top_mean);
    let article = |unit: usize| corpus.units[unit].article;
    let is_long = |a: usize| corpus.starts[a + 1] - corpus.starts[a] >= HUB_SIDE;
    table.map(|a, b, s| {
        if !is_long(article(a)) || !is_long(article(b)) {
            return s;
        }
        // One of the two sums in an order that both directions of the pair share.
        let (x, y) = (a.min(b), a.max(b));
        s + HUB * (2.0 * s - tops[x][article(y)] - tops[y][article(x)])
    })
}

fn top_mean(entries: &[Entry]) -> f32 {
    let mut best = [0.0f32; 3];
    for &(_, score) in entries {
        if score > best[2] {
            best[2] = score;
            best.sort_by(|a, b| b.total_cmp(a));
        }
    }
    best.iter().sum::<f32>() / 3.0
}

/// Returns the unit `by` passages further in the same article.
fn step(corpus: &Corpus, unit: usize, by: isize) -> Option<usize> {
    let to = unit.checked_add_signed(by)?;
    (corpus.units.get(to)?.article == corpus.units[unit].article).then_some(to)
}

/// Returns the mean of the best two of the eight neighbours, whichever way they run.
fn neighbours(corpus: &Corpus, table: &Table, a: usize, b: usize) -> f32 {
    let mut best = [0.0f32; 2];
    for row in (-1..=1).filter_map(|d| step(corpus, a, d)) {
        let first = step(corpus, b, -1).unwrap_or(b);
        let end = step(corpus, b, 1).unwrap_or(b) + 1;
        for &(column, score) in table.between(row, first, end) {
            if (row, column as usize) == (a, b) {
                continue;
            }
            if score > best[0] {
                best = [score, best[0]];
            } else if score > best[1] {
                best[1] = score;
            }
        }
    }
    (best[0] + best[1]) / 2.0
}

/// Returns how strong the chain of matches through a pair is, in the same or the opposite order, from 0 to about 1.
fn chain(corpus: &Corpus, table: &Table, a: usize, b: usize) -> f32 {
    let best_near = |row: usize, column: usize| {
        let (first, end) = (column.saturating_sub(1), column + 2);
        let start = corpus.starts[corpus.units[b].article];
        let stop = corpus.starts[corpus.units[b].article + 1];
        let entries = table.between(row, first.max(start), end.min(stop));
        entries.iter().map(|e| e.1).fold(0.0f32, f32::max)
    };
    let along = |direction: isize| {
        let mut sum = 0.0;
        let mut weight = 1.0;
        let mut all = 0.0;
        for distance in 1..=CHAIN_REACH {
            for by in [distance, -distance] {
                if let (Some(row), Some(column)) = (step(corpus, a, by), b.checked_add_signed(direction * by))
                {
                    sum += weight * best_near(row, column);
                }
            }
            all += 2.0 * weight;
            weight *= CHAIN_DECAY;
        }
        sum / all
    };
    f32::max(along(1), along(-1))
}

/// Returns for each pair the strength of the best way over a passage of a third article.
fn thirds(corpus: &Corpus, table: &Table) -> Table {
    if corpus.starts.len() < 4 {
        return Table { rows: vec![Vec::new(); table.rows.len()] };
    }
    let article = |unit: usize| corpus.units[unit].article;
    let strong = table.filter(|score| score >= THIRD_LEAST);
    // Every passage hands the strengths of its good matches on to each two of them; only pairs that have a score count.
    let rows = (0..table.rows.len()).into_par_iter().map(|a| {
        let mut best: FxHashMap<u32, f32> = FxHashMap::default();
        for &(third, first) in &strong.rows[a] {
            for &(b, second) in &strong.rows[third as usize] {
                if article(b as usize) != article(a) {
                    let way = best.entry(b).or_default();
                    *way = way.max(first.min(second));
                }
            }
        }
        let mut row: Vec<Entry> = best.into_iter().collect();
        row.sort_unstable_by_key(|e| e.0);
        row
    });
    Table { rows: rows.collect() }
}
