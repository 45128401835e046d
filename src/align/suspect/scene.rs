//! All that the rules look up: what is in each passage, and what each article names and states anywhere.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::fact::{self, Fact, Value};
use super::finding::Said;
use super::text::{self, Text, Word};
use crate::align::cues::{Cues, Lexicon};
use crate::align::number::is_person;
use crate::align::synonyms::Synonyms;
use crate::align::tokens::{Corpus, Token, fold_word, starts_high};
use crate::align::{Link, Member, PassageRef};
use crate::article::{Article, Role, Span};

/// What a passage has that a rule may look at: most pairs of passages can be left alone without comparing words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Holds(u16);

impl Holds {
    pub(super) const FACT: Holds = Holds(1);
    pub(super) const NAME: Holds = Holds(1 << 1);
    pub(super) const QUOTE: Holds = Holds(1 << 2);
    pub(super) const OPPOSITE: Holds = Holds(1 << 3);
    pub(super) const PART: Holds = Holds(1 << 4);
    pub(super) const POLAR: Holds = Holds(1 << 5);
    pub(super) const SAYS: Holds = Holds(1 << 6);
    pub(super) const JOINED: Holds = Holds(1 << 7);
    pub(super) const EVENT: Holds = Holds(1 << 8);
    pub(super) const CONDITION: Holds = Holds(1 << 9);
    pub(super) const DEED: Holds = Holds(1 << 10);
    pub(super) const ORDINAL: Holds = Holds(1 << 11);
    pub(super) const TOLL: Holds = Holds(1 << 12);
    pub(super) const OFFICE: Holds = Holds(1 << 13);

    /// Returns whether anything of another set is in this one.
    pub(super) fn has(self, other: Holds) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, other: Holds, here: bool) {
        self.0 |= if here { other.0 } else { 0 };
    }

    /// Returns what both passages have.
    pub(super) fn and(self, other: Holds) -> Holds {
        Holds(self.0 & other.0)
    }

    /// Returns what either passage has.
    pub(super) fn or(self, other: Holds) -> Holds {
        Holds(self.0 | other.0)
    }
}

/// The articles, looked at once.
pub(in crate::align) struct Scene<'a> {
    pub(super) articles: &'a [&'a Article],
    pub(super) corpus: &'a Corpus,
    pub(super) lexicon: &'a Lexicon,
    pub(super) synonyms: Synonyms,
    /// Stems that are written with a capital within sentences.
    proper: Vec<bool>,
    /// Per article the quotations, in order.
    quotes: Vec<Vec<Span>>,
    /// Per unit its numbers and times.
    pub(super) facts: Vec<Vec<Fact>>,
    /// Per unit what it holds.
    holds: Vec<Holds>,
    /// Per article the stems of its names, with the units in which they stand.
    names: Vec<FxHashMap<u32, Vec<u32>>>,
    units: Vec<Vec<Option<u32>>>,
    /// Per article its facts by value: key, unit, place in the unit.
    values: Vec<Vec<(i64, u32, u32)>>,
}

impl<'a> Scene<'a> {
    /// Looks at all articles once.
    pub(in crate::align) fn new(
        articles: &'a [&'a Article],
        corpus: &'a Corpus,
        lexicon: &'a Lexicon,
    ) -> Scene<'a> {
        let mut units: Vec<Vec<Option<u32>>> =
            articles.iter().map(|a| vec![None; a.passages.len()]).collect();
        for (number, unit) in corpus.units.iter().enumerate() {
            units[unit.article][unit.passage] = Some(number as u32);
        }
        let mut scene = Scene {
            articles,
            corpus,
            lexicon,
            synonyms: Synonyms::of_stems(corpus),
            proper: proper(articles, corpus),
            quotes: articles.par_iter().map(|a| text::quotations(a)).collect(),
            facts: Vec::new(),
            holds: Vec::new(),
            names: Vec::new(),
            units,
            values: Vec::new(),
        };
        let dates: Vec<Option<jiff::civil::Date>> = articles.iter().map(|a| fact::date_of(a)).collect();
        let seen: Vec<(Holds, Vec<Fact>)> =
            (0..corpus.units.len()).into_par_iter().map(|unit| scene.look_at(unit, &dates)).collect();
        (scene.holds, scene.facts) = seen.into_iter().unzip();
        scene.names = (0..articles.len()).into_par_iter().map(|a| scene.names_of(a)).collect();
        let mut values: Vec<Vec<(i64, u32, u32)>> = vec![Vec::new(); articles.len()];
        for (unit, facts) in scene.facts.iter().enumerate() {
            let keys = facts.iter().enumerate().map(|(i, f)| (fact::key(&f.value), unit as u32, i as u32));
            values[corpus.units[unit].article].extend(keys);
        }
        values.iter_mut().for_each(|v| v.sort_unstable());
        scene.values = values;
        scene
    }

    fn look_at(&self, unit: usize, dates: &[Option<jiff::civil::Date>]) -> (Holds, Vec<Fact>) {
        let at = self.corpus.units[unit];
        let article = self.articles[at.article];
        let tokens = self.corpus.tokens(unit);
        let (mut cues, mut holds) = (Cues::default(), Holds::default());
        for token in tokens {
            cues = cues.or(self.lexicon.cues(token.stem));
            holds.add(Holds::OPPOSITE, !self.lexicon.sides(token.stem).is_empty());
            holds.add(Holds::NAME, self.is_named(article, token));
        }
        let polar = Cues::DENYING.or(Cues::HEDGE).or(Cues::EFFORT).or(Cues::OPEN);
        holds.add(Holds::POLAR, cues.has(polar));
        holds.add(Holds::PART, cues.has(Cues::PART));
        holds.add(Holds::ORDINAL, cues.has(Cues::ORDINAL));
        holds.add(Holds::SAYS, cues.has(Cues::SAY));
        holds.add(Holds::JOINED, cues.has(Cues::AND));
        holds.add(Holds::EVENT, cues.has(Cues::EVENT) && cues.has(Cues::BEGINS.or(Cues::HELD)));
        holds.add(Holds::CONDITION, cues.has(Cues::CONDITION));
        holds.add(Holds::DEED, cues.has(Cues::DEED));
        holds.add(Holds::OFFICE, cues.has(Cues::OFFICE));
        holds.add(Holds::TOLL, cues.has(Cues::TOLL) && cues.has(Cues::NUMBER));
        let passage = article.passages[at.passage].span;
        let quotes = &self.quotes[at.article];
        let after = quotes.partition_point(|q| q.end <= passage.start);
        holds.add(Holds::QUOTE, quotes.get(after).is_some_and(|q| q.start < passage.end));
        let facts = fact::of_passage(article, at.passage, cues, dates[at.article]);
        holds.add(Holds::FACT, !facts.is_empty());
        (holds, facts)
    }

    fn is_named(&self, article: &Article, token: &Token) -> bool {
        self.proper[token.stem as usize] && starts_high(article.slice(token.span))
    }

    fn names_of(&self, article: usize) -> FxHashMap<u32, Vec<u32>> {
        let mut out: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for unit in self.corpus.units_of(article) {
            if !self.holds[unit].has(Holds::NAME) {
                continue;
            }
            for token in self.corpus.tokens(unit).iter().filter(|t| self.is_named(self.articles[article], t))
            {
                let units = out.entry(token.stem).or_default();
                if units.last() != Some(&(unit as u32)) {
                    units.push(unit as u32);
                }
            }
        }
        out
    }

    /// Returns the unit of a passage that takes part in matching.
    pub(super) fn unit(&self, at: PassageRef) -> Option<usize> {
        self.units[at.article][at.passage].map(|u| u as usize)
    }

    /// Returns the units at the ends of a link.
    pub(super) fn ends(&self, link: &Link) -> Option<(usize, usize)> {
        let (a, b) = link.ends();
        self.unit(a).zip(self.unit(b))
    }

    /// Returns what a fact of a unit says.
    pub(super) fn said(&self, unit: usize, fact: &Fact) -> Said {
        let at = self.corpus.units[unit];
        let member = Member { article: at.article, passage: at.passage, span: fact.span };
        let number = if let Value::Number(number) = &fact.value { Some(number.clone()) } else { None };
        Said { member, says: fact::plain(self.articles[at.article].slice(fact.span)), number }
    }

    /// Returns what a unit holds.
    pub(super) fn holds(&self, unit: usize) -> Holds {
        self.holds[unit]
    }

    /// Returns the text of a unit.
    pub(super) fn slice(&self, unit: usize) -> &'a str {
        let at = self.corpus.units[unit];
        self.articles[at.article].passage_text(at.passage)
    }

    /// Returns whether an article has a name, anywhere.
    pub(super) fn has_name(&self, article: usize, stem: u32) -> bool {
        self.names[article].contains_key(&stem)
    }

    /// Returns the units of an article in which a name stands, in order.
    pub(super) fn named(&self, article: usize, stem: u32) -> &[u32] {
        self.names[article].get(&stem).map_or(&[], Vec::as_slice)
    }

    /// Returns whether two stems are one, or stand for one thing.
    pub(super) fn alike(&self, a: u32, b: u32) -> bool {
        a == b || {
            let groups = self.synonyms.groups(a);
            !groups.is_empty() && self.synonyms.groups(b).iter().any(|g| groups.contains(g))
        }
    }

    /// Returns how many of some stems have one among others that is alike.
    pub(super) fn shared(&self, stems: &[u32], others: &[u32]) -> usize {
        stems.iter().filter(|s| others.iter().any(|t| self.alike(**s, *t))).count()
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

    /// Returns the stems of content within so many words of a fact, without facts.
    pub(super) fn near(&self, unit: usize, fact: &Fact, reach: usize) -> Vec<u32> {
        let tokens = self.corpus.tokens(unit);
        let start = tokens.partition_point(|t| t.span.end <= fact.span.start);
        let end = tokens.partition_point(|t| t.span.start < fact.span.end);
        let near = start.saturating_sub(reach)..(end + reach).min(tokens.len());
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
        // What would be, if something else were.
        let conditional = self.corpus.tokens(unit).iter().any(|t| info.slice(t.span) == "if");
        for token in self.corpus.tokens(unit) {
            let raw = info.slice(token.span);
            let mut cues = self.lexicon.cues_of_word(token.stem, raw);
            if cues.has(Cues::HEDGE) && raw == "May" && !words.is_empty() {
                cues = Cues::TIME;
            }
            if conditional && raw == "would" {
                cues = cues.or(Cues::HEDGE);
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

/// Finds the stems that are written with a capital within sentences more often than not, and those that stand nowhere but at
/// the beginning of one, right before such a name: "Theodor" of "Theodor Wray".
fn proper(articles: &[&Article], corpus: &Corpus) -> Vec<bool> {
    let mut balance = vec![0i32; corpus.stems()];
    let mut elsewhere = vec![false; corpus.stems()];
    let mut first: Vec<(u32, u32)> = Vec::new();
    for (number, unit) in corpus.units.iter().enumerate() {
        let article = articles[unit.article];
        if article.passages[unit.passage].role == Role::Heading {
            continue;
        }
        let tokens = corpus.tokens(number);
        for (i, token) in tokens.iter().enumerate() {
            let stem = token.stem as usize;
            if !starts_high(article.slice(token.span)) {
                balance[stem] -= 1;
                elsewhere[stem] = true;
                continue;
            }
            let before = || article.text[..token.span.start].trim_end().chars().next_back();
            let begins = i == 0 || before().is_some_and(|c| matches!(c, '“' | '"' | ':' | '‘' | '.'));
            if !begins {
                balance[stem] += if token.content { 1 } else { -1 };
                elsewhere[stem] = true;
            } else if let Some(next) = tokens.get(i + 1).filter(|next| may_begin_name(article, token, next)) {
                first.push((token.stem, next.stem));
            }
        }
    }
    let names: Vec<bool> = balance.iter().map(|b| *b > 0).collect();
    let mut out = names.clone();
    for (stem, next) in first {
        out[stem as usize] |= !elsewhere[stem as usize] && names[next as usize];
    }
    out
}

/// Returns whether a word that begins a sentence may be the first of a name: "Theodor Wray", not "Despite Wray's" or "Skipper Wray".
fn may_begin_name(article: &Article, token: &Token, next: &Token) -> bool {
    const IDLE: &[&str] =
        &["despite", "unlike", "like", "under", "former", "late", "outgoing", "even", "only"];
    let behind = article.slice(next.span);
    let beside = token.content
        && article.slice(Span::new(token.span.end, next.span.start)) == " "
        && starts_high(behind)
        && !text::is_of_one_owner(behind);
    beside && {
        let word = fold_word(article.slice(token.span));
        !word.ends_with("ing") && !IDLE.contains(&&*word) && !is_person(&word)
    }
}
