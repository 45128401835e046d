//! What stands around two passages: the scores of a table corrected by everything but the two passages' own words.
//!
//! The steps, in order: *hubs* (a passage that is a little like everything is like nothing in particular), *neighbours*
//! (what stands beside a match matches too), *chains* (in books: long runs of matches, either way), *thirds* (two
//! passages that a third article's passage is like are like each other), *place* (a report tells what others tell
//! first), and *rivals* (the best partner in an article is more than the second best).

use super::book::Books;
use super::table::Table;
use super::thirds;
use super::tokens::Corpus;

/// Weight of the correction for hubs, after cross-domain similarity local scaling (Conneau et al. 2018).
const HUB: f32 = 0.3;
/// Articles shorter than this, in passages, have no hubs worth correcting.
const HUB_SIDE: usize = 8;
/// Weight of the best two of the eight neighbours.
const NEIGHBOURS: f32 = 0.2;
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

/// Corrects the scores of a table.
pub(super) fn correct(corpus: &Corpus, table: &Table) -> Table {
    let article = |unit: usize| corpus.units[unit].article;
    let mut books = Books::new(corpus);
    let plain = without_hubs(corpus, table);
    let near = with_neighbours(corpus, &plain);
    let chained = books.chained(near);
    let strong = plain.filter(|_, _, score| score >= THIRD_LEAST);
    let thirds = thirds::over(corpus, &plain, &strong, THIRD_LEAST, f32::min, f32::max);
    let place = |unit: usize| ((unit - corpus.article_of(unit).start).min(PLACE_END) as f32).ln_1p();
    let placed = chained.zip(&thirds, |a, b, s, third| {
        let later = place(a).max(place(b)) - PLACE_ZERO;
        s + THIRD * third - (1.0 - books.degree(a, b)) * PLACE * later
    });
    let best = placed.best(corpus);
    books.without_rivals(placed.map(|a, b, s| {
        let (x, y) = (a.min(b), a.max(b));
        let firsts =
            usize::from(best.at(x, article(y)) <= Some(s)) + usize::from(best.at(y, article(x)) <= Some(s));
        s + BEST * (firsts as f32 - 1.0)
    }))
}

/// Takes from each score what both passages share with their best three in the other's article anyway.
fn without_hubs(corpus: &Corpus, table: &Table) -> Table {
    let tops = table.per_article(corpus, |_, scores| top_mean(scores));
    let article = |unit: usize| corpus.units[unit].article;
    let is_long = |a: usize| corpus.units_of(a).len() >= HUB_SIDE;
    table.map(|a, b, s| {
        if !is_long(article(a)) || !is_long(article(b)) {
            return s;
        }
        // One of the two sums in an order that both directions of the pair share.
        let (x, y) = (a.min(b), a.max(b));
        let top = |row: usize, other: usize| tops.at(row, article(other)).unwrap_or(0.0);
        s + HUB * (2.0 * s - top(x, y) - top(y, x))
    })
}

fn top_mean(scores: &[f32]) -> f32 {
    let mut best = [0.0f32; 3];
    for &score in scores {
        if score > best[2] {
            best[2] = score;
            best.sort_by(|a, b| b.total_cmp(a));
        }
    }
    best.iter().sum::<f32>() / 3.0
}

/// Adds to each score the mean of the best two of the eight neighbours, whichever way they run.
fn with_neighbours(corpus: &Corpus, table: &Table) -> Table {
    let write = |_: &mut (), a: usize, out: &mut [f32]| {
        let own = corpus.article_of(a);
        let mut other = 0..0;
        // How far the rows beside are passed: what stands near `b` is in order too.
        let mut passed = [0; 3];
        for ((b, score), out) in table.row(a).zip(out) {
            if !other.contains(&(b as usize)) {
                other = corpus.article_of(b as usize);
            }
            let near = b.saturating_sub(1).max(other.start as u32)..(b + 2).min(other.end as u32);
            let mut best = [0.0f32; 2];
            let rows = a.saturating_sub(1).max(own.start)..(a + 2).min(own.end);
            for (row, passed) in rows.zip(&mut passed) {
                let (columns, scores) = (table.columns(row), table.scores(row));
                *passed += columns[*passed..].iter().take_while(|c| **c < near.start).count();
                for (column, score) in columns[*passed..].iter().zip(&scores[*passed..]) {
                    if *column >= near.end {
                        break;
                    }
                    let is_itself = row == a && *column == b;
                    match *score {
                        _ if is_itself => {}
                        score if score > best[0] => best = [score, best[0]],
                        score if score > best[1] => best[1] = score,
                        _ => {}
                    }
                }
            }
            *out = score + NEIGHBOURS * ((best[0] + best[1]) / 2.0);
        }
    };
    table.written(|| (), write)
}
