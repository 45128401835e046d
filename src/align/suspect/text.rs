//! Passages made ready for comparison: words with their cues, clauses and quotations.

use std::ops::Range;

use super::cues::{Cues, Lexicon};
use super::fact::{self, Fact, Value};
use crate::align::synonyms::Synonyms;
use crate::align::tokens::Corpus;
use crate::align::{Member, PassageRef};
use crate::article::{Article, Role, Span};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// A word of a passage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Its bytes in the article.
    pub(super) span: Span,
    pub(super) stem: u32,
    /// Whether it carries content.
    pub(super) content: bool,
    pub(super) cues: Cues,
    /// Whether it is written like a name.
    pub(super) name: bool,
    /// Number of its clause in the passage.
    pub(super) clause: u16,
    /// Number of its quotation in the article, counted from 1; 0 outside of quotations.
    pub(super) quote: u32,
}

/// A passage made ready.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub(super) info: &'a Article,
    pub(super) at: PassageRef,
    pub(super) unit: usize,
    pub(super) words: Vec<Word>,
}

/// All that the rules look up.
pub(super) struct Scene<'a> {
    pub(super) articles: &'a [&'a Article],
    pub(super) corpus: &'a Corpus,
    pub(super) lexicon: Lexicon,
    pub(super) synonyms: Synonyms,
    /// Stems that are written with a capital within sentences.
    proper: Vec<bool>,
    /// Per article the quotations, in order.
    quotes: Vec<Vec<Span>>,
    /// Per unit its numbers and times.
    pub(super) facts: Vec<Vec<Fact>>,
    /// Per article the stems of its names, with the units in which they stand.
    names: Vec<FxHashMap<u32, Vec<u32>>>,
    units: Vec<Vec<Option<u32>>>,
    /// Per article its facts by value: key, unit, place in the unit.
    values: Vec<Vec<(i64, u32, u32)>>,
}

/// Words on either side of a fact that tell what it is of.
const AROUND: usize = 6;

impl<'a> Scene<'a> {
    /// Looks at all articles once.
    pub(super) fn new(articles: &'a [&'a Article], corpus: &'a Corpus) -> Scene<'a> {
        let mut units: Vec<Vec<Option<u32>>> =
            articles.iter().map(|a| vec![None; a.passages.len()]).collect();
        for (number, unit) in corpus.units.iter().enumerate() {
            units[unit.article][unit.passage] = Some(number as u32);
        }
        let proper = proper(articles, corpus);
        let mut names: Vec<FxHashMap<u32, Vec<u32>>> = vec![FxHashMap::default(); articles.len()];
        for (number, unit) in corpus.units.iter().enumerate() {
            let named = corpus
                .tokens(number)
                .iter()
                .filter(|t| proper[t.stem as usize] && starts_high(articles[unit.article].slice(t.span)));
            for token in named {
                let units = names[unit.article].entry(token.stem).or_default();
                if units.last() != Some(&(number as u32)) {
                    units.push(number as u32);
                }
            }
        }
        let mut scene = Scene {
            articles,
            corpus,
            lexicon: Lexicon::new(corpus),
            synonyms: Synonyms::new(corpus),
            proper,
            quotes: articles.iter().map(|a| quotations(a)).collect(),
            facts: Vec::new(),
            names,
            units,
            values: Vec::new(),
        };
        let dates: Vec<Option<jiff::civil::Date>> = articles.iter().map(|a| fact::date_of(a)).collect();
        scene.facts = (0..corpus.units.len())
            .into_par_iter()
            .map(|unit| {
                let cues =
                    corpus.tokens(unit).iter().fold(Cues::default(), |c, t| c.or(scene.lexicon.cues(t.stem)));
                let article = corpus.units[unit].article;
                fact::of_passage(articles[article], corpus.units[unit].passage, cues, dates[article])
            })
            .collect();
        let mut values: Vec<Vec<(i64, u32, u32)>> = vec![Vec::new(); articles.len()];
        for (unit, facts) in scene.facts.iter().enumerate() {
            let keys = facts.iter().enumerate().map(|(i, f)| (fact::key(&f.value), unit as u32, i as u32));
            values[corpus.units[unit].article].extend(keys);
        }
        values.iter_mut().for_each(|v| v.sort_unstable());
        scene.values = values;
        scene
    }

    /// Returns the unit of a passage that takes part in matching.
    pub(super) fn unit(&self, at: PassageRef) -> Option<usize> {
        self.units[at.article][at.passage].map(|u| u as usize)
    }

    /// Returns whether an article has a name, anywhere.
    pub(super) fn has_name(&self, article: usize, stem: u32) -> bool {
        self.names[article].contains_key(&stem)
    }

    /// Returns the units of an article in which a name stands, in order.
    pub(super) fn named(&self, article: usize, stem: u32) -> &[u32] {
        self.names[article].get(&stem).map_or(&[], Vec::as_slice)
    }

    /// Returns the facts of an article that may have the same value.
    pub(super) fn like(&self, article: usize, value: &Value) -> impl Iterator<Item = (usize, &Fact)> {
        let (low, high) = fact::key_range(value);
        let list = &self.values[article];
        let from = list.partition_point(|v| v.0 < low);
        let to = list.partition_point(|v| v.0 <= high);
        list[from..to.max(from)]
            .iter()
            .map(|(_, unit, fact)| (*unit as usize, &self.facts[*unit as usize][*fact as usize]))
    }

    /// Returns the stems of content around a fact, without facts.
    pub(super) fn around(&self, unit: usize, fact: &Fact) -> Vec<u32> {
        let tokens = self.corpus.tokens(unit);
        let start = tokens.partition_point(|t| t.span.end <= fact.span.start);
        let end = tokens.partition_point(|t| t.span.start < fact.span.end);
        let near = start.saturating_sub(AROUND)..(end + AROUND).min(tokens.len());
        let content = near.filter(|i| !(start..end).contains(i)).map(|i| tokens[i]).filter(|t| t.content);
        content.map(|t| t.stem).filter(|s| !self.lexicon.cues(*s).has(Cues::NUMBER)).collect()
    }

    /// Makes a passage ready.
    pub(super) fn text(&self, unit: usize) -> Text<'a> {
        let at =
            PassageRef { article: self.corpus.units[unit].article, passage: self.corpus.units[unit].passage };
        let info = self.articles[at.article];
        let quotes = &self.quotes[at.article];
        let mut words: Vec<Word> = Vec::new();
        let mut clause = 0;
        for token in self.corpus.tokens(unit) {
            let raw = info.slice(token.span);
            let mut cues = self.lexicon.cues_of_word(token.stem, raw);
            if cues.has(Cues::HEDGE) && starts_high(raw) && raw == "May" && !words.is_empty() {
                cues = Cues::TIME;
            }
            if let Some(last) = words.last() {
                let gap = info.slice(Span::new(last.span.end, token.span.start));
                let marked = gap
                    .chars()
                    .any(|c| matches!(c, ',' | ';' | ':' | '—' | '–' | '(' | ')' | '“' | '”' | '"'));
                clause += u16::from(marked || cues.has(Cues::JOINT));
            }
            let name = starts_high(raw) && self.proper[token.stem as usize];
            let after = quotes.partition_point(|q| q.start <= token.span.start);
            let quoted = after > 0 && quotes[after - 1].covers(token.span);
            let quote = if quoted { after as u32 } else { 0 };
            let content = token.content;
            words.push(Word { span: token.span, stem: token.stem, content, cues, name, clause, quote });
        }
        Text { info, at, unit, words }
    }
}

impl Text<'_> {
    /// Returns the words that a span of the article touches.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let start = self.words.partition_point(|w| w.span.end <= span.start);
        let end = self.words.partition_point(|w| w.span.start < span.end);
        start..end.max(start)
    }

    /// Returns a run of words as a member; the run must not be empty.
    pub(super) fn member(&self, words: Range<usize>) -> Member {
        let span = self.words[words.start].span.join(self.words[words.end - 1].span);
        Member { article: self.at.article, passage: self.at.passage, span }
    }

    /// Returns the words of a span of the article.
    pub(super) fn slice(&self, words: Range<usize>) -> &str {
        self.info.slice(self.member(words).span)
    }

    /// Returns what stands between a word and the next one.
    pub(super) fn gap(&self, word: usize) -> &str {
        match (self.words.get(word), self.words.get(word + 1)) {
            (Some(a), Some(b)) => self.info.slice(Span::new(a.span.end, b.span.start)),
            _ => "",
        }
    }
}

pub(super) fn starts_high(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Finds the stems that are written with a capital within sentences more often than not.
fn proper(articles: &[&Article], corpus: &Corpus) -> Vec<bool> {
    let mut balance = vec![0i32; corpus.stems()];
    let mut first_high = vec![false; corpus.stems()];
    for (number, unit) in corpus.units.iter().enumerate() {
        let article = articles[unit.article];
        if article.passages[unit.passage].role == Role::Heading {
            continue;
        }
        for (i, token) in corpus.tokens(number).iter().enumerate() {
            let high = starts_high(article.slice(token.span));
            let before = article.text[..token.span.start].trim_end().chars().next_back();
            let begins = i == 0 || before.is_some_and(|c| matches!(c, '“' | '"' | ':' | '‘' | '.'));
            match (high, begins) {
                (true, true) => first_high[token.stem as usize] |= token.content,
                (true, false) => balance[token.stem as usize] += if token.content { 1 } else { -1 },
                (false, _) => balance[token.stem as usize] -= 1,
            }
        }
    }
    balance.into_iter().map(|b| b > 0).collect()
}

/// Finds the quotations of an article: between marks within a block, or to the block's end; block quotations whole.
fn quotations(article: &Article) -> Vec<Span> {
    let mut out = Vec::new();
    for block in &article.blocks {
        if block.role == Role::Quotation {
            out.push(block.span);
            continue;
        }
        let mut open: Option<usize> = None;
        for (at, c) in article.slice(block.span).char_indices() {
            let at = block.span.start + at;
            match (c, open) {
                ('“', None) | ('"', None) => open = Some(at + c.len_utf8()),
                ('”', Some(start)) | ('"', Some(start)) => {
                    out.push(Span::new(start, at));
                    open = None;
                }
                _ => {}
            }
        }
        if let Some(start) = open {
            out.push(Span::new(start, block.span.end));
        }
    }
    out.retain(|q| !q.is_empty());
    out
}
