//! Which language an article is in, as far as its first words tell.

use super::tokens::Corpus;
use crate::article::Article;

/// Words that are looked at for English, and the percent of them that are common words in English prose at least.
const WORDS: usize = 200;
const ENGLISH: usize = 30;
/// Bytes of text that a guess is made from, and without which none is made.
const SAMPLE: usize = 1_000;
const LEAST: usize = 100;

/// Returns the English name of the article's language; nothing when it cannot be told with some certainty.
///
/// English is told by its common words, which are known already; only what is not English costs a guess by letters.
pub(super) fn of(article: &Article, corpus: &Corpus, index: usize) -> Option<&'static str> {
    let units = corpus.starts[index]..corpus.starts[index + 1];
    let first: Vec<bool> =
        units.flat_map(|unit| corpus.tokens(unit)).take(WORDS).map(|t| t.content).collect();
    let common = first.iter().filter(|content| !**content).count();
    if first.len() * ENGLISH <= common * 100 && !first.is_empty() {
        return Some(whatlang::Lang::Eng.eng_name());
    }
    let end = (0..=SAMPLE.min(article.text.len())).rev().find(|end| article.text.is_char_boundary(*end));
    let sample = &article.text[..end.unwrap_or(0)];
    if sample.len() < LEAST {
        return None;
    }
    whatlang::detect(sample).filter(whatlang::Info::is_reliable).map(|guess| guess.lang().eng_name())
}
