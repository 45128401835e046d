//! How likely it is that two passages share a claim, judged by all that is known of the pair.
//!
//! Four rounds of log-odds with fixed weights. The first weighs the score in its context with what two passages share
//! *and no better partner of theirs shares* (a partner that tells the rest of a claim is one more match, one that tells
//! the same once more is a rival), with figures and words that their articles say only once, with what they say in other
//! words, and with their places. The second asks the first: what third articles say now, whether the passages beside
//! match too, and how much else is like them. The third sees the likelihoods beside each other (`judge/third.rs`), the
//! fourth the words themselves (`judge/fourth.rs`).

use super::book::Books;
use super::cues::Lexicon;
use super::lists::Lists;
use super::score::{Space, Stem};
use super::table::{PerArticle, Table};
use super::thirds;
use super::tokens::Corpus;
use crate::article::Article;

mod fourth;
mod third;

use third::Stories;

/// Log-odds of the first round: of a pair that has nothing, and what a point of each kind of knowledge adds. Weights
/// count by ln(1 + weight), places by ln(1 + place).
const NOTHING: f32 = -2.13;
const SCORE: f32 = 4.26;
const LEFT_OVER: f32 = 0.35;
const FIGURES: f32 = 0.64;
const REWORDED: f32 = 0.58;
const ONCE: f32 = 0.38;
const PLACE: f32 = -0.40;
/// Per unit of the difference between the places of the two passages, each a share of its article.
const ASTRAY: f32 = -1.21;

/// In books, where chains have told already, the score from which a pair is as likely as not, and what a point adds.
const BOOK_EVEN: f32 = 0.53;
const BOOK_SCORE: f32 = 4.26;

/// Log-odds of the second round.
const AGAIN: f32 = -0.21;
const FIRST: f32 = 0.85;
const THIRD: f32 = 2.2;
const BESIDE: f32 = 1.0;
const CROWD: f32 = -0.2;
const BEHIND: f32 = -0.8;
/// Likelihood below which a way over a third passage says nothing, and what a pair without third articles is given.
const THIRD_LEAST: f32 = 0.1;
const THIRD_NONE: f32 = 0.4;

/// What a pair is known to share, as one of its passages sees it.
#[derive(Debug, Clone, Copy, Default)]
struct Shared {
    /// Weight of the content that no better partner in the other article shares.
    left_over: f32,
    /// Weight of the figures.
    figures: f32,
    /// Weight of the words that each article says in one passage only.
    once: f32,
    /// Rarity of what they say in other words, at its discount.
    reworded: f32,
}

/// Turns the scores of a table into likelihoods, from 0 to 1.
pub(super) fn judge(
    corpus: &Corpus,
    space: &Space,
    lexicon: &Lexicon,
    articles: &[&Article],
    scores: &Table,
) -> Table {
    let books = Books::new(corpus);
    let of_book = |score: f32| BOOK_SCORE * (score - BOOK_EVEN);
    if books.are_all() {
        return scores.map(|_, _, score| likelihood(of_book(score)));
    }
    let shared = share(corpus, space, &books, scores);
    let place = Places { corpus };
    let first = scores.each(|a, b, score, at| {
        let book = books.degree(a, b);
        if book >= 1.0 {
            return likelihood(of_book(score));
        }
        let mine = shared.row(a)[at];
        let theirs = scores.find(b, a).map_or(0.0, |at| shared.row(b)[at].left_over);
        let left_over = mine.left_over.min(theirs);
        let odds = NOTHING
            + SCORE * score
            + LEFT_OVER * left_over.ln_1p()
            + FIGURES * mine.figures.ln_1p()
            + REWORDED * mine.reworded.ln_1p()
            + ONCE * mine.once.ln_1p()
            + PLACE * place.later(a, b)
            + ASTRAY * place.astray(a, b);
        likelihood((1.0 - book) * odds + book * of_book(score))
    });
    let second = again(corpus, &books, &first);
    let stories = Stories::new(corpus, &second);
    let third = third::judge(corpus, &books, &stories, articles, &second);
    fourth::judge(space, lexicon, (&books, &stories), articles, &third)
}

fn likelihood(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

fn log_odds(likelihood: f32) -> f32 {
    let l = likelihood.clamp(1e-3, 1.0 - 1e-3);
    (l / (1.0 - l)).ln()
}

/// The second round, which has nothing to say on books.
fn again(corpus: &Corpus, books: &Books, first: &Table) -> Table {
    let article = |unit: usize| corpus.units[unit].article;
    let thirds = over_thirds(corpus, books, first);
    let has_thirds = corpus.starts.len() > 3;
    let (best, sums) = (first.best(corpus), first.sums(corpus));
    let all: Vec<f32> = (0..first.rows()).map(|row| sums.rows.row(row).iter().map(|s| s.1).sum()).collect();
    let others = (corpus.starts.len().saturating_sub(3)).max(1) as f32;
    first.zip(&thirds, |a, b, likely, third| {
        let book = books.degree(a, b);
        if book >= 1.0 {
            return likely;
        }
        let (x, y) = (a.min(b), a.max(b));
        let there = |known: &PerArticle<f32>, x: usize, y: usize| known.at(x, article(y)).unwrap_or(0.0);
        let behind = f32::min(there(&best, x, y), there(&best, y, x)) - likely;
        let crowd = f32::max(all[x] - there(&sums, x, y), all[y] - there(&sums, y, x)) / others;
        let beside = [-1, 1].into_iter().filter_map(|by| {
            let (x, y) = (corpus.step(x, by)?, corpus.step(y, by)?);
            Some(first.at(x, y))
        });
        let odds = AGAIN
            + FIRST * log_odds(likely)
            + THIRD * if has_thirds { third } else { THIRD_NONE }
            + BESIDE * beside.fold(0.0, f32::max)
            + CROWD * crowd
            + BEHIND * behind;
        likelihood((1.0 - book) * odds + book * log_odds(likely))
    })
}

/// Returns for each pair how likely it is that a passage of some third article makes the claim of both: in each third
/// article the best one, and over the articles as if they were independent.
fn over_thirds(corpus: &Corpus, books: &Books, first: &Table) -> Table {
    let strong = first.filter(|a, b, likely| likely >= THIRD_LEAST && books.degree(a, b) < 1.0);
    let either = |all: f32, one: f32| 1.0 - (1.0 - all) * (1.0 - one);
    thirds::over(corpus, first, &strong, THIRD_LEAST, |left, right| left * right, either)
}

/// Where passages stand.
struct Places<'a> {
    corpus: &'a Corpus,
}

impl Places<'_> {
    fn of(&self, unit: usize) -> (f32, f32) {
        let own = self.corpus.article_of(unit);
        ((unit - own.start) as f32, (own.len() - 1).max(1) as f32)
    }

    /// Returns ln(1 + place) of the later of two passages.
    fn later(&self, a: usize, b: usize) -> f32 {
        self.of(a).0.max(self.of(b).0).ln_1p()
    }

    /// Returns how far apart two passages stand in their articles, from 0 to 1.
    fn astray(&self, a: usize, b: usize) -> f32 {
        let share = |(place, last): (f32, f32)| place / last;
        (share(self.of(a)) - share(self.of(b))).abs()
    }
}

/// Returns for every pair of the table what its two passages share.
fn share(corpus: &Corpus, space: &Space, books: &Books, scores: &Table) -> Lists<Shared> {
    let stems = corpus.stems() as u32;
    let is_figure: Vec<bool> =
        (0..stems).map(|s| corpus.text(s).starts_with(|c: char| c.is_ascii_digit())).collect();
    let is_once = said_once(corpus, space);
    let of_row = |_: &mut (), a: usize, out: &mut Vec<Shared>| {
        let (columns, likely) = (scores.columns(a), scores.scores(a));
        let from = out.len();
        out.resize(from + columns.len(), Shared::default());
        let mut order: Vec<usize> = (0..columns.len()).collect();
        let article = |i: usize| corpus.units[columns[i] as usize].article;
        order.sort_by(|i, j| article(*i).cmp(&article(*j)).then(likely[*j].total_cmp(&likely[*i])));
        let mut covered = vec![usize::MAX; space.content(a).len()];
        for i in order.into_iter().filter(|i| books.degree(a, columns[*i] as usize) < 1.0) {
            let b = columns[i] as usize;
            let (mut left, mut figures, mut once) = (0u64, 0u64, 0u64);
            both(space.content(a), space.content(b), |at, one, other| {
                let stem = one.stem;
                let weight = u64::from(space.shared(one, other));
                if covered[at] != article(i) {
                    covered[at] = article(i);
                    left += weight;
                }
                figures += if is_figure[stem as usize] { weight } else { 0 };
                once += if is_once[stem as usize] { weight } else { 0 };
            });
            let [left_over, figures, once] = [left, figures, once].map(|r| r as f32 / 1024.0);
            out[from + i] = Shared { left_over, figures, once, reworded: space.reworded(a, b) as f32 };
        }
    };
    Lists::of(scores.rows(), || (), of_row)
}

/// Walks two sorted lists of content and hands on what both have: its place in the first, and the stem in each.
fn both(a: &[Stem], b: &[Stem], mut shared: impl FnMut(usize, Stem, Stem)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let (one, other) = (a[i].stem, b[j].stem);
        if one == other {
            shared(i, a[i], b[j]);
        }
        i += usize::from(one <= other);
        j += usize::from(other <= one);
    }
}

/// Returns per stem whether no article has it in two passages.
fn said_once(corpus: &Corpus, space: &Space) -> Vec<bool> {
    let mut last = vec![usize::MAX; corpus.stems()];
    let mut once = vec![true; corpus.stems()];
    for unit in 0..corpus.units.len() {
        let article = corpus.units[unit].article;
        for stem in space.content(unit) {
            let stem = stem.stem as usize;
            once[stem] &= last[stem] != article;
            last[stem] = article;
        }
    }
    once
}
