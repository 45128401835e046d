//! The fourth round: what two passages tell, word by word.
//!
//! People and places stand in many claims, so names alone make none, and who names others tells of others. Nor does it make
//! one to be said by the same source, or to be about what everything here is about. Words that stand in a row are one claim
//! more often than the same words apart. What the one says that somebody said, the other seldom tells by itself, and what is
//! told of a year is seldom what is told of none.

use std::ops::Range;

use rayon::prelude::*;

use super::third::Stories;
use super::{likelihood, log_odds};
use crate::align::book::Books;
use crate::align::cues::{Cues, Lexicon};
use crate::align::lists::Lists;
use crate::align::number;
use crate::align::run::Runs;
use crate::align::score::Space;
use crate::align::table::Table;
use crate::align::tokens::{Corpus, Token, starts_high};
use crate::article::Article;

/// Log-odds of a pair that shares names, titles, words of saying or units, and hardly anything else; of one that shares nothing
/// more but what stands everywhere; of one where each passage has names and none of the other's; of one where only one passage
/// tells that somebody said it; of one where only one names a year, or each another. Where two articles tell one story, of every
/// pair, and per unit of ln(longest run of words).
const NAMES: f32 = -1.0;
const TOPIC: f32 = -0.5;
const OTHERS: f32 = -0.3;
const SAID: f32 = -0.2;
const YEARS: f32 = -0.3;
const TOLD: f32 = 0.17;
const RUN: f32 = 0.3;
/// Shares of passages with a likely partner between which two articles come to tell one story.
const SHARED: (f32, f32) = (0.1, 0.25);
/// Shared words besides names from which a pair shares more than names; else what it has of likelihood above the first figure
/// counts as much as the second says, so that names alone are never certain.
const MORE: usize = 2;
const UNSURE: (f32, f32) = (0.85, 0.25);
/// A word stands everywhere that stands in one passage of so many, and more often than so many times an article.
const EVERYWHERE: (usize, usize) = (10, 2);
/// Words of an office at most that stands beside a name.
const APPOSED: usize = 8;
/// Likelihood below which a pair stays what it is.
const LEAST: f32 = 0.05;

/// Returns the likelihoods after the fourth round, which has nothing to say on books.
pub(super) fn judge(
    space: &Space,
    lexicon: &Lexicon,
    (books, stories): (&Books, &Stories),
    articles: &[&Article],
    third: &Table,
) -> Table {
    let corpus = space.corpus();
    let words = &Words::new(corpus, lexicon, articles);
    third.once_a_pair(|a| {
        let mut runs = Runs::new(corpus.tokens(a));
        move |b, likely| {
            let book = books.degree(a, b);
            if book >= 1.0 || likely < LEAST {
                return likely;
            }
            let run = runs.longest(corpus.tokens(b)).length.max(1) as f32;
            let shared = words.shared(space, a, b);
            let told = stories.one(a, b, SHARED) * (TOLD + RUN * run.ln());
            let likely = likelihood(log_odds(likely) + (1.0 - book) * (told + words.odds(shared, a, b)));
            if shared == Shared::Names { unsure(likely, 1.0 - book) } else { likely }
        }
    })
}

/// Returns the likelihood of a pair that shares hardly anything but names; `far` is how far that counts, from 0 to 1.
fn unsure(likely: f32, far: f32) -> f32 {
    likely - far * (1.0 - UNSURE.1) * (likely - UNSURE.0).max(0.0)
}

/// What two passages share.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shared {
    /// Names, titles, who says it, in what units, and hardly anything else.
    Names,
    /// Besides these only what stands everywhere.
    Topic,
    /// More than that, or nothing.
    More,
}

/// What the words of each passage are.
struct Words {
    /// The stems that are no names and no titles, and do not tell of saying or in what units something is counted, in order.
    plain: Lists<u32>,
    /// The stems that are written as names, though no sentence begins with them, in order.
    names: Lists<u32>,
    /// The stems that are years, in order.
    years: Lists<u32>,
    /// Whether it tells that somebody says something.
    says: Vec<bool>,
    /// Passages in which a word stands at least that stands everywhere.
    everywhere: usize,
}

impl Words {
    fn new(corpus: &Corpus, lexicon: &Lexicon, articles: &[&Article]) -> Words {
        let article = |unit: usize| articles[corpus.units[unit].article];
        let of = |wanted: &(dyn Fn(usize, usize) -> bool + Sync)| {
            let of_unit = |_: &mut (), unit: usize, out: &mut Vec<u32>| {
                let from = out.len();
                let own =
                    corpus.tokens(unit).iter().enumerate().filter(|(i, t)| t.content && wanted(unit, *i));
                out.extend(own.map(|(_, t)| t.stem));
                out[from..].sort_unstable();
            };
            Lists::of(corpus.units.len(), || (), of_unit)
        };
        let is_high = |unit: usize, at: usize| starts_high(article(unit).slice(corpus.tokens(unit)[at].span));
        let begins = |unit: usize, at: usize| {
            let before = &article(unit).text[..corpus.tokens(unit)[at].span.start];
            at == 0 || before.trim_end().ends_with(['“', '"', ':', '‘', '.'])
        };
        let cues = |unit: usize, at: usize| {
            let token = &corpus.tokens(unit)[at];
            lexicon.cues_of_word(token.stem, article(unit).slice(token.span))
        };
        let says: Vec<bool> = (0..corpus.units.len())
            .into_par_iter()
            .map(|unit| (0..corpus.tokens(unit).len()).any(|at| cues(unit, at).has(Cues::SAY)))
            .collect();
        let is_aside = |unit: usize, at: usize| {
            let cues = cues(unit, at);
            // "Journalists were freed" is a claim, "she told journalists" is none.
            cues.has(Cues::SAY.or(Cues::SPEAK).or(Cues::TITLE))
                || cues.has(Cues::SOURCE) && says[unit]
                || lexicon.cues(corpus.tokens(unit)[at].stem).has(Cues::LENGTH)
        };
        let is_title = |unit: usize, at: usize| cues(unit, at).has(Cues::TITLE);
        let is_apposed = |unit: usize, at: usize| {
            let run = apposition(article(unit), corpus.tokens(unit), at);
            run.is_some_and(|mut run| is_high(unit, run.start - 1) && run.any(|i| is_title(unit, i)))
        };
        let is_year = |unit: usize, at: usize| {
            let word =
                |at: usize| corpus.tokens(unit).get(at).map(|t| (t.content, article(unit).slice(t.span)));
            // "1800 homes" are counted.
            let counts = word(at + 1).is_some_and(|(content, next)| content && next.ends_with('s'));
            word(at).is_some_and(|(_, word)| number::year(word).is_some()) && !counts
        };
        Words {
            plain: of(&|unit, at| !is_high(unit, at) && !is_aside(unit, at) && !is_apposed(unit, at)),
            names: of(&|unit, at| is_high(unit, at) && !begins(unit, at)),
            years: of(&is_year),
            says,
            everywhere: corpus.units.len().div_ceil(EVERYWHERE.0).max(articles.len() * EVERYWHERE.1 + 1),
        }
    }

    /// Returns the log-odds of a pair by what it shares and what only one of the two tells.
    fn odds(&self, shared: Shared, a: usize, b: usize) -> f32 {
        let if_so = |is_so: bool, odds: f32| if is_so { odds } else { 0.0 };
        if_so(shared == Shared::Names, NAMES)
            + if_so(shared == Shared::Topic, TOPIC)
            + if_so(self.other_names(a, b), OTHERS)
            + if_so(self.says[a] != self.says[b], SAID)
            + if_so(self.other_years(a, b), YEARS)
    }

    /// Returns what two passages share.
    fn shared(&self, space: &Space, a: usize, b: usize) -> Shared {
        let is_plain =
            |stem: &u32| [a, b].iter().any(|unit| self.plain.row(*unit).binary_search(stem).is_ok());
        let is_topic = |stem: u32| space.corpus().frequency(stem) as usize >= self.everywhere;
        let (mut names, mut topic, mut others) = (0, 0, 0);
        super::both(space.content(a), space.content(b), |_, one, _| match is_plain(&one.stem) {
            true if is_topic(one.stem) => topic += 1,
            true => others += 1,
            false => names += 1,
        });
        match () {
            () if names > 0 && topic + others < MORE => Shared::Names,
            () if others == 0 && topic > 0 => Shared::Topic,
            () => Shared::More,
        }
    }

    /// Returns whether both passages name somebody or something, and nobody and nothing that the other names.
    fn other_names(&self, a: usize, b: usize) -> bool {
        let (x, y) = (self.names.row(a), self.names.row(b));
        !x.is_empty() && !y.is_empty() && !meet(x, y)
    }

    /// Returns whether a passage names a year, and the other one none of its years.
    fn other_years(&self, a: usize, b: usize) -> bool {
        let (x, y) = (self.years.row(a), self.years.row(b));
        let names_one = !x.is_empty() || !y.is_empty();
        names_one && !meet(x, y)
    }
}

/// Returns the words between two marks among which a word stands, when a comma and a word come before them: "the chief executive" in
/// "Ana Holm, the chief executive, said".
fn apposition(article: &Article, tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let gap = |i: usize| &article.text[tokens[i - 1].span.end..tokens[i].span.start];
    let first = (at.saturating_sub(APPOSED)..=at).rev().find(|i| *i > 0 && gap(*i) != " ")?;
    let last = (at + 1..tokens.len().min(first + APPOSED)).find(|i| gap(*i) != " ");
    let end = last.or_else(|| (tokens.len() <= first + APPOSED).then_some(tokens.len()))?;
    (gap(first) == ", ").then_some(first..end)
}

/// Returns whether two lists in order have something in common.
fn meet(x: &[u32], y: &[u32]) -> bool {
    x.iter().any(|stem| y.binary_search(stem).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_that_commas_set_off_behind_a_name_belongs_to_the_name() {
        let text = "Ana Holm, the chief executive, told analysts on Monday evening that all of the works had closed, she said.\n";
        let article = crate::article::read(text.as_bytes(), "a.txt").unwrap();
        let corpus = Corpus::new(&[&article]);
        let tokens = corpus.tokens(0);
        let words = |at: usize| -> Option<Vec<&str>> {
            apposition(&article, tokens, at).map(|run| run.map(|i| article.slice(tokens[i].span)).collect())
        };
        assert_eq!(words(4), Some(vec!["the", "chief", "executive"]));
        assert_eq!(words(0), None, "no comma before it");
        assert_eq!(words(7), None, "too far from the next mark");
        assert_eq!(words(17), Some(vec!["she", "said"]));
    }
}
