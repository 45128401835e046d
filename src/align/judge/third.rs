//! The third round: the likelihoods of the second seen beside each other.
//!
//! What surely has a partner in a third article needs more than that to have one here too: third articles have had their
//! say in the second round. Of many likely partners in one article most are there by chance. And what both articles
//! quote is the same more often than what they tell. All of this is so where two articles tell the same story: the round
//! fades in with the share of an article that has likely partners in the other.

use super::{likelihood, log_odds};
use crate::align::book::{Books, fade};
use crate::align::table::{Counts, PerArticle, Table};
use crate::align::tokens::Corpus;
use crate::article::Article;

/// Log-odds of the third round: of every pair, of the likelihood before, of the best partners that the two passages have in
/// third articles, of what else is like them in each other's, and of a quotation in both.
const BEFORE: f32 = 0.85;
const AGAIN: f32 = 1.1;
const ELSEWHERE: f32 = -0.4;
const OTHERS: f32 = -0.3;
const QUOTED: f32 = 0.4;
/// What counts as the best partner elsewhere of each passage where there is no third article.
const NO_THIRD: f32 = 0.3;
/// Share of an article's passages with a likely partner in the other one up to which the round has nothing to say, and from
/// which it has its full say; of two articles that counts of which more is shared.
const SHARED: (f32, f32) = (0.2, 0.4);
/// Likelihood of a likely partner.
const PARTNER: f32 = 0.5;

/// How far any two articles tell one story.
pub(super) struct Stories<'c> {
    corpus: &'c Corpus,
    /// The best partners after the second round.
    best: PerArticle<f32>,
    matched: Counts,
}

impl<'c> Stories<'c> {
    /// Looks at the likelihoods after the second round.
    pub(super) fn new(corpus: &'c Corpus, second: &Table) -> Stories<'c> {
        let best = second.best(corpus);
        let matched = best.count(corpus, |likely| likely >= PARTNER);
        Stories { corpus, best, matched }
    }

    /// Returns how far the articles of two passages do: from 0, where such a share of their passages has a likely partner,
    /// two texts that have something in common, to 1, from such a share on, one story told twice.
    pub(super) fn one(&self, a: usize, b: usize, shares: (f32, f32)) -> f32 {
        let [a, b] = [a, b].map(|unit| self.corpus.units[unit].article);
        fade(self.matched.share(a, b).max(self.matched.share(b, a)), shares)
    }
}

/// Returns the likelihoods after the third round, which has nothing to say on books.
pub(super) fn judge(
    corpus: &Corpus,
    books: &Books,
    stories: &Stories,
    articles: &[&Article],
    second: &Table,
) -> Table {
    let article = |unit: usize| corpus.units[unit].article;
    let (best, sums) = (&stories.best, second.sums(corpus));
    let has_thirds = corpus.starts.len() > 3;
    let elsewhere = |unit: usize, other: usize| {
        let thirds = best.rows.row(unit).iter().filter(|(there, _)| *there as usize != article(other));
        if has_thirds { thirds.map(|t| t.1).fold(0.0, f32::max) } else { NO_THIRD }
    };
    let quoted: Vec<bool> =
        (0..corpus.units.len()).map(|unit| has_quotation(corpus, articles, unit)).collect();
    second.map(|a, b, likely| {
        let book = books.degree(a, b);
        if book >= 1.0 {
            return likely;
        }
        let (x, y) = (a.min(b), a.max(b));
        let others = |x: usize, y: usize| (sums.at(x, article(y)).unwrap_or(0.0) - likely).max(0.0).ln_1p();
        let odds = BEFORE
            + AGAIN * log_odds(likely)
            + ELSEWHERE * (elsewhere(x, y) + elsewhere(y, x))
            + OTHERS * f32::max(others(x, y), others(y, x))
            + if quoted[x] && quoted[y] { QUOTED } else { 0.0 };
        let told = (1.0 - book) * stories.one(x, y, SHARED);
        likelihood(told * odds + (1.0 - told) * log_odds(likely))
    })
}

/// Returns whether a passage has a quotation mark.
fn has_quotation(corpus: &Corpus, articles: &[&Article], unit: usize) -> bool {
    let at = corpus.units[unit];
    let article = articles[at.article];
    article.slice(article.passages[at.passage].span).contains(['"', '“', '”', '«', '»', '„', '「', '」'])
}
