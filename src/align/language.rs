//! Which language an article is in, as far as its first words tell.

use rayon::prelude::*;

use super::tokens::Corpus;
use crate::article::Article;

/// Words that are looked at for English, and the percent of them that are common words in English prose at least.
const WORDS: usize = 200;
const ENGLISH: usize = 30;
/// Bytes of text from which a sample is long enough, and without which no guess is made.
const SAMPLE: usize = 1_000;
const LEAST: usize = 80;

/// Returns the language of every article, as [`of`] tells it.
pub(super) fn of_all(articles: &[&Article], corpus: &Corpus) -> Vec<Option<&'static str>> {
    (0..articles.len()).into_par_iter().map(|index| of(articles[index], corpus, index)).collect()
}

/// Returns the English name of the article's language; nothing when it cannot be told with some certainty.
///
/// English is told by its common words, which are known already; only what is not English costs a guess by letters.
fn of(article: &Article, corpus: &Corpus, index: usize) -> Option<&'static str> {
    let units = corpus.units_of(index);
    let first: Vec<bool> =
        units.flat_map(|unit| corpus.tokens(unit)).take(WORDS).map(|t| t.content).collect();
    let common = first.iter().filter(|content| !**content).count();
    if first.len() * ENGLISH <= common * 100 && !first.is_empty() {
        return Some(whatlang::Lang::Eng.eng_name());
    }
    // Two guesses, from every other passage, that agree: made-up words and lists of names are taken for some language or other.
    let sample = |first: usize| {
        let mut sample = String::new();
        for passage in article.passages.iter().skip(first).step_by(2) {
            if sample.len() >= SAMPLE {
                break;
            }
            sample.push_str(article.slice(passage.span));
            sample.push(' ');
        }
        sample
    };
    let guess = |sample: &str| {
        let guess = whatlang::detect(sample).filter(|_| sample.len() >= LEAST);
        guess.filter(whatlang::Info::is_reliable).map(|g| g.lang().eng_name())
    };
    guess(&sample(0)).filter(|language| guess(&sample(1)) == Some(language))
}
