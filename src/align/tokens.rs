//! Passages as tokens: words folded, stemmed and numbered, with their places in the article.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use rayon::prelude::*;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_segmentation::UnicodeSegmentation;

use super::frequency;
use crate::article::{Article, Role, Span, fold};

/// A word of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Number of its stem.
    pub stem: u32,
    /// Whether it carries content, as far as a list of common words can tell.
    pub content: bool,
    /// Whether a name goes on behind it, as far as capitals tell: "White" in "White House", "Secretary" in "Secretary of State
    /// Ada Holm"; of common words it says nothing.
    pub goes_on: bool,
    /// Its bytes in the article.
    pub span: Span,
}

/// Passages that one worker reads at a time: a longer article is read in several parts, each of which numbers its forms anew.
const AT_ONCE: usize = 32_768;

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
pub fn fold_word(word: &str) -> Cow<'_, str> {
    // Most words are folded as they stand.
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
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
    Cow::Owned(folded)
}

/// Returns whether a word is written with a capital.
pub(super) fn starts_high(word: &str) -> bool {
    match word.as_bytes().first() {
        Some(b) if b.is_ascii() => b.is_ascii_uppercase(),
        _ => word.starts_with(char::is_uppercase),
    }
}

/// A passage, and where its tokens are.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    /// Index of the article.
    pub article: usize,
    /// Index of the passage in its article.
    pub passage: usize,
    /// Index of the block that the passage stands in.
    pub block: usize,
    /// Index of the part of the articles that its tokens stand in, and where they stand there.
    part: usize,
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
    /// The tokens of each part of the articles.
    tokens: Vec<Vec<Token>>,
    /// Passages by stem.
    frequency: Vec<u32>,
    /// The letters of each stem.
    texts: Vec<String>,
}

impl Corpus {
    /// Reads all passages but site furniture and captions, which name who took a photograph; damaged places are no words.
    pub fn new(articles: &[&Article]) -> Corpus {
        let parts: Vec<(usize, Range<usize>)> = articles.iter().enumerate().flat_map(parts).collect();
        let read = parts.par_iter().map(|(article, passages)| Read::of(articles[*article], passages.clone()));
        let mut read: Vec<Read> = read.collect();
        let (forms, mut corpus) = Corpus::of_forms(&read);
        for (part, (article, _)) in parts.iter().enumerate() {
            corpus.starts.resize(article + 1, corpus.units.len());
            let units = read[part].units.drain(..);
            corpus.units.extend(units.map(|u| Unit { article: *article, part, ..u }));
        }
        corpus.starts.resize(articles.len() + 1, corpus.units.len());
        let tokens = read.into_par_iter().zip(forms).map(|(part, numbers)| {
            let mut tokens = part.tokens;
            for token in &mut tokens {
                (token.stem, token.content) = numbers[token.stem as usize];
            }
            tokens
        });
        corpus.tokens = tokens.collect();
        corpus.frequency = frequency::of(corpus.units.len(), corpus.texts.len(), |unit, counter| {
            corpus.tokens(unit).iter().for_each(|t| counter.add(t.stem));
        });
        corpus
    }

    /// Numbers the stems of all forms in the order in which they come; each form is folded and stemmed once.
    ///
    /// Returns for each part and each of its forms the stem and whether it carries content.
    fn of_forms(read: &[Read]) -> (Vec<Vec<(u32, bool)>>, Corpus) {
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut forms: Vec<&str> = Vec::new();
        let mut by_part: Vec<Vec<u32>> = Vec::with_capacity(read.len());
        for part in read {
            let mut of_part = Vec::with_capacity(part.forms.len());
            for form in &part.forms {
                let next = forms.len() as u32;
                let number = *numbers.entry(form).or_insert(next);
                if number == next {
                    forms.push(form);
                }
                of_part.push(number);
            }
            by_part.push(of_part);
        }
        let stemmer = || Stemmer::create(Algorithm::English);
        let stemmed: Vec<(String, bool)> = forms.par_iter().map_init(stemmer, |s, f| stem(s, f)).collect();
        let mut stems: FxHashMap<&str, u32> = FxHashMap::default();
        let mut corpus = Corpus::default();
        let of_form: Vec<(u32, bool)> = stemmed
            .iter()
            .map(|(text, content)| {
                let next = corpus.texts.len() as u32;
                let number = *stems.entry(text).or_insert(next);
                if number == next {
                    corpus.texts.push(text.clone());
                }
                (number, *content)
            })
            .collect();
        let of_part = |forms: Vec<u32>| forms.into_iter().map(|f| of_form[f as usize]).collect();
        (by_part.into_iter().map(of_part).collect(), corpus)
    }

    /// Returns the tokens of a unit.
    pub fn tokens(&self, unit: usize) -> &[Token] {
        self.units.get(unit).map_or(&[], |u| &self.tokens[u.part][u.first..u.end])
    }

    /// Returns the units of an article.
    pub fn units_of(&self, article: usize) -> Range<usize> {
        self.starts[article]..self.starts[article + 1]
    }

    /// Returns the units of the article that a unit stands in.
    pub fn article_of(&self, unit: usize) -> Range<usize> {
        self.units_of(self.units[unit].article)
    }

    /// Returns the unit `by` passages further in the same article.
    pub fn step(&self, unit: usize, by: isize) -> Option<usize> {
        unit.checked_add_signed(by).filter(|to| self.article_of(unit).contains(to))
    }

    /// Returns the number of words in all passages.
    pub fn words(&self) -> usize {
        self.tokens.iter().map(Vec::len).sum()
    }

    /// Returns whether two units have the same stems in the same order.
    pub fn says_the_same(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.tokens(a), self.tokens(b));
        a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.stem == y.stem)
    }

    /// Returns how far into its article a unit stands, in parts of a million.
    pub fn place(&self, unit: usize) -> u64 {
        let own = self.article_of(unit);
        (unit - own.start) as u64 * 1_000_000 / own.len().max(1) as u64
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

/// Returns the parts of an article that workers read, as its index with some of its passages: a long article has several.
fn parts((index, article): (usize, &&Article)) -> Vec<(usize, Range<usize>)> {
    let all = article.passages.len();
    (0..all).step_by(AT_ONCE).map(|first| (index, first..all.min(first + AT_ONCE))).collect()
}

/// The words of some passages of one article by form: as they stand.
struct Read<'a> {
    /// The different forms, in the order in which they come.
    forms: Vec<&'a str>,
    /// The words, with the numbers of their forms in place of those of their stems.
    tokens: Vec<Token>,
    /// The passages, numbered as if this were the only part.
    units: Vec<Unit>,
}

impl<'a> Read<'a> {
    fn of(article: &'a Article, passages: Range<usize>) -> Read<'a> {
        let mut read = Read { forms: Vec::new(), tokens: Vec::new(), units: Vec::new() };
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        for passage in passages {
            let info = &article.passages[passage];
            if matches!(info.role, Role::Boilerplate | Role::Caption) {
                continue;
            }
            let first = read.tokens.len();
            let damage = damage_in(article, info.span);
            let mut names = Names::default();
            for (span, word) in words(article.slice(info.span)) {
                let span = span.shift(info.span.start);
                if !damage.iter().any(|d| d.overlap(span).is_some()) {
                    names.next(article, span, word, &mut read.tokens);
                    let next = read.forms.len() as u32;
                    let form = *numbers.entry(word).or_insert(next);
                    if form == next {
                        read.forms.push(word);
                    }
                    read.tokens.push(Token { stem: form, content: false, goes_on: false, span });
                }
            }
            let end = read.tokens.len();
            if names.are_most_words(end - first) {
                read.tokens[first..].iter_mut().for_each(|t| t.goes_on = false);
            }
            if end > first {
                read.units.push(Unit { article: 0, passage, block: info.block, part: 0, first, end });
            }
        }
        read
    }
}

/// The names of a passage, found while its words are read.
#[derive(Default)]
struct Names {
    /// The end of the last word written with a capital, and how many words ago that was.
    last: Option<(usize, usize)>,
    high: usize,
}

impl Names {
    /// Takes the next word: if a name goes on with it, the word before it is marked, or the one before an "of" between them.
    fn next(&mut self, article: &Article, span: Span, word: &str, before: &mut [Token]) {
        self.last = self.last.map(|(end, ago)| (end, ago + 1));
        if !starts_high(word) {
            return;
        }
        self.high += 1;
        if let Some((end, ago)) = self.last
            && matches!((ago, &article.text[end..span.start]), (1, " ") | (2, " of "))
            && let Some(at) = before.len().checked_sub(ago)
        {
            before[at].goes_on = true;
        }
        // "Holm's" ends a name.
        let is_possessive = word.ends_with("'s") || word.ends_with("’s");
        self.last = (!is_possessive).then_some((span.end, 0));
    }

    /// Returns whether most words are written with a capital, as in headlines, so that capitals tell nothing.
    fn are_most_words(&self, words: usize) -> bool {
        self.high * 2 > words
    }
}

/// Returns the stem of a form and whether it carries content.
fn stem(stemmer: &Stemmer, form: &str) -> (String, bool) {
    let folded = fold_word(form);
    let content = !is_stopword(&folded) && folded.chars().any(char::is_alphanumeric);
    let stem = match super::number::digits(&folded) {
        Some(number) => number,
        None => stemmer.stem(&folded).into_owned(),
    };
    (stem, content)
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

    #[test]
    fn a_name_goes_on_behind_its_first_words_and_no_headline_is_one_name() {
        let text = "Mill Bridge Falls: Mayor Ada Holm Silent\n\nThe Bank of Lissa told Secretary Ada Holm that the bridge, \
                    Old Quay and the mill would close. Lissa slept.\n";
        let article = crate::article::read(text.as_bytes(), "a.txt").unwrap();
        let corpus = Corpus::new(&[&article]);
        let on: Vec<&str> = (0..corpus.units.len())
            .flat_map(|unit| corpus.tokens(unit))
            .filter(|t| t.content && t.goes_on)
            .map(|t| article.slice(t.span))
            .collect();
        assert_eq!(on, ["Bank", "Secretary", "Ada", "Old"]);
    }
}
