//! Passages as tokens: words folded, stemmed and numbered, with their places in the article.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_segmentation::UnicodeSegmentation;

use crate::article::{Article, Role, Span, fold};

/// A word of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Number of its stem.
    pub stem: u32,
    /// Whether it carries content, as far as a list of common words can tell.
    pub content: bool,
    /// Its bytes in the article.
    pub span: Span,
}

/// The common words, folded.
static STOPWORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../assets/stopwords.txt").split_whitespace().collect());

/// Returns whether a folded word is too common to carry content.
pub fn is_stopword(word: &str) -> bool {
    STOPWORDS.contains(word)
}

/// Cuts a text into words with their places: letters and digits, held together by apostrophes and by the marks
/// inside numbers (`1,200`, `3.5`).
pub fn words(text: &str) -> impl Iterator<Item = (Span, &str)> {
    text.unicode_word_indices().flat_map(|(at, word)| {
        // UAX #29 keeps "3.5" and "don't" whole, and also "J.Smith": only numbers keep their full stops.
        let is_number = word.bytes().any(|b| b.is_ascii_digit());
        let cut = move |c: char| !is_number && (c == '.' || c == ':') || c == '_';
        word.split(cut).filter(|w| !w.is_empty()).map(move |w| {
            let start = at + (w.as_ptr() as usize - word.as_ptr() as usize);
            (Span::new(start, start + w.len()), w)
        })
    })
}

/// Folds a word for matching: lower case, plain apostrophe, no possessive, no commas in numbers.
pub fn fold_word(word: &str) -> String {
    let mut folded = fold::fold_text(word);
    if folded.starts_with(|c: char| c.is_ascii_digit()) {
        folded.retain(|c| c != ',');
    }
    for suffix in ["'s", "'"] {
        if let Some(bare) = folded.strip_suffix(suffix) {
            folded.truncate(bare.len());
            break;
        }
    }
    folded
}

/// A passage's tokens within the flat array of all.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    /// Index of the article.
    pub article: usize,
    /// Index of the passage in its article.
    pub passage: usize,
    /// Index of the block that the passage stands in.
    pub block: usize,
    first: usize,
    end: usize,
}

/// All passages of all articles as tokens, with how many passages each stem stands in.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The passages that take part in matching, by article and place.
    pub units: Vec<Unit>,
    /// First unit of each article, and the end.
    pub starts: Vec<usize>,
    tokens: Vec<Token>,
    /// Passages by stem.
    frequency: Vec<u32>,
    /// The letters of each stem.
    texts: Vec<String>,
}

impl Corpus {
    /// Reads all passages but site furniture; damaged places are no words.
    pub fn new(articles: &[&Article]) -> Corpus {
        let mut builder = Builder {
            stemmer: Stemmer::create(Algorithm::English),
            forms: FxHashMap::default(),
            stems: FxHashMap::default(),
            texts: Vec::new(),
        };
        let mut corpus = Corpus::default();
        for (index, article) in articles.iter().enumerate() {
            corpus.starts.push(corpus.units.len());
            for (passage, info) in article.passages.iter().enumerate() {
                if matches!(info.role, Role::Boilerplate | Role::Caption) {
                    continue;
                }
                let first = corpus.tokens.len();
                let damage = damage_in(article, info.span);
                for (span, word) in words(article.slice(info.span)) {
                    let span = span.shift(info.span.start);
                    if !damage.iter().any(|d| d.overlap(span).is_some()) {
                        let (stem, content) = builder.stem(word);
                        corpus.tokens.push(Token { stem, content, span });
                    }
                }
                let end = corpus.tokens.len();
                if end > first {
                    corpus.units.push(Unit { article: index, passage, block: info.block, first, end });
                }
            }
        }
        corpus.starts.push(corpus.units.len());
        corpus.count(builder.stems.len());
        corpus.texts = builder.texts;
        corpus
    }

    fn count(&mut self, stems: usize) {
        self.frequency = vec![0; stems];
        let mut seen = vec![usize::MAX; stems];
        for (unit, info) in self.units.iter().enumerate() {
            for token in &self.tokens[info.first..info.end] {
                let stem = token.stem as usize;
                if seen[stem] != unit {
                    seen[stem] = unit;
                    self.frequency[stem] += 1;
                }
            }
        }
    }

    /// Returns the tokens of a unit.
    pub fn tokens(&self, unit: usize) -> &[Token] {
        self.units.get(unit).map_or(&[], |u| &self.tokens[u.first..u.end])
    }

    /// Returns the number of words in all passages.
    pub fn words(&self) -> usize {
        self.tokens.len()
    }

    /// Returns in how many passages a stem stands.
    pub fn frequency(&self, stem: u32) -> u32 {
        self.frequency.get(stem as usize).copied().unwrap_or(0)
    }

    /// Returns the letters of a stem.
    pub fn text(&self, stem: u32) -> &str {
        self.texts.get(stem as usize).map_or("", String::as_str)
    }

    /// Returns the number of different stems.
    pub fn stems(&self) -> usize {
        self.frequency.len()
    }

    /// Returns the rarity of something that stands in `frequency` passages, in 1024ths, as an integer so that
    /// sums do not depend on their order: ln((N + 1) / (f + .5)).
    pub fn rarity(&self, frequency: u32) -> u32 {
        let n = self.units.len() as f64;
        (((n + 1.0) / (f64::from(frequency) + 0.5)).ln().max(0.0) * 1024.0).round() as u32
    }
}

fn damage_in(article: &Article, span: Span) -> &[Span] {
    let from = article.damage.partition_point(|d| d.end <= span.start);
    let to = article.damage.partition_point(|d| d.start < span.end);
    &article.damage[from..to.max(from)]
}

struct Builder {
    stemmer: Stemmer,
    /// Words as they stand, so that each form is folded and stemmed once.
    forms: FxHashMap<String, (u32, bool)>,
    stems: FxHashMap<String, u32>,
    texts: Vec<String>,
}

impl Builder {
    fn stem(&mut self, word: &str) -> (u32, bool) {
        if let Some(&known) = self.forms.get(word) {
            return known;
        }
        let folded = fold_word(word);
        let content = !is_stopword(&folded) && folded.chars().any(char::is_alphanumeric);
        let stem = match super::number::digits(&folded) {
            Some(number) => number,
            None => self.stemmer.stem(&folded).into_owned(),
        };
        let next = self.stems.len() as u32;
        let number = *self.stems.entry(stem.clone()).or_insert(next);
        if number == next {
            self.texts.push(stem);
        }
        self.forms.insert(word.to_owned(), (number, content));
        (number, content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_sentence_are_those_a_reader_sees() {
        let text = "He said: “Don’t—1,200 of 3.5 U.S. tons”, J.Smith’s count.";
        let found: Vec<&str> = words(text).map(|(_, w)| w).collect();
        assert_eq!(
            found,
            ["He", "said", "Don’t", "1,200", "of", "3.5", "U", "S", "tons", "J", "Smith’s", "count"]
        );
        for (span, word) in words(text) {
            assert_eq!(&text[span.range()], word);
        }
        assert_eq!(fold_word("Smith’s"), "smith");
        assert_eq!(fold_word("1,200"), "1200");
    }
}
