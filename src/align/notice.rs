//! What a reader must know of how an alignment came about: limits that were hit, and what words alone cannot match.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::tokens::Corpus;
use super::{Notice, candidates};
use crate::article::names::{Candidates, Name};
use crate::article::{self, Article};

/// Returns all notices, the weightiest first; their order and words do not depend on the order of the articles.
pub(super) fn of(articles: &[&Article], corpus: &Corpus, languages: &[Option<&'static str>]) -> Vec<Notice> {
    let called = called(articles);
    let mut out = Vec::new();
    out.extend(several_languages(&called, languages));
    out.extend(nothing_to_match(&called, corpus));
    out.extend(cut_sentences(articles, &called));
    out.extend(repeated_passages(&called, corpus));
    out.into_iter().map(Notice).collect()
}

/// What the articles are called.
fn called(articles: &[&Article]) -> Vec<Name> {
    let candidates: Vec<Candidates<'_>> = articles.iter().map(|a| a.candidates()).collect();
    article::names::names(&candidates, &[])
}

/// Names of articles for a notice, sorted.
fn names(called: &[Name], which: impl Iterator<Item = usize>) -> String {
    let mut names: Vec<&str> = which.map(|article| called[article].text.as_str()).collect();
    names.sort_unstable();
    names.join(", ")
}

fn several_languages(called: &[Name], languages: &[Option<&'static str>]) -> Option<String> {
    let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, language) in languages.iter().enumerate() {
        if let Some(language) = language {
            of.entry(language).or_default().push(index);
        }
    }
    let list = |(language, articles): (&&str, &Vec<usize>)| {
        format!("{language}: {}", names(called, articles.iter().copied()))
    };
    let lists: Vec<String> = of.iter().map(list).collect();
    (lists.len() > 1).then(|| {
        format!(
            "the articles are in {} languages ({}); across languages little is matched but names and figures: tie the \
             passages that belong together",
            lists.len(),
            lists.join("; ")
        )
    })
}

fn nothing_to_match(called: &[Name], corpus: &Corpus) -> Option<String> {
    let is_mute = |index: &usize| {
        let mut units = corpus.units_of(*index);
        !units.any(|unit| corpus.tokens(unit).iter().any(|t| t.content))
    };
    let mute = names(called, (0..called.len()).filter(is_mute));
    (!mute.is_empty()).then(|| format!("no words that could match anything stand in: {mute}"))
}

fn cut_sentences(articles: &[&Article], called: &[Name]) -> Option<String> {
    let is_cut = |index: &usize| article::cuts(articles[*index]) > 0;
    let cuts: usize = articles.iter().map(|a| article::cuts(a)).sum();
    (cuts > 0).then(|| {
        format!(
            "sentences of more than {} bytes were cut, at {cuts} {}, in: {}",
            article::LONGEST,
            if cuts == 1 { "place" } else { "places" },
            names(called, (0..articles.len()).filter(is_cut))
        )
    })
}

fn repeated_passages(called: &[Name], corpus: &Corpus) -> Option<String> {
    let mut repeats = vec![false; called.len()];
    for (index, repeated) in repeats.iter_mut().enumerate() {
        let mut times: FxHashMap<u64, usize> = FxHashMap::default();
        for unit in corpus.units_of(index) {
            let mut words = FxHasher::default();
            corpus.tokens(unit).iter().for_each(|t| t.stem.hash(&mut words));
            let seen = times.entry(words.finish()).or_default();
            *seen += 1;
            *repeated |= *seen > candidates::most(corpus) && corpus.tokens(unit).iter().any(|t| t.content);
        }
    }
    let repeating = names(called, (0..repeats.len()).filter(|index| repeats[*index]));
    (!repeating.is_empty()).then(|| {
        format!(
            "the same passage stands more than {} times, so not all of its matches are linked, in: {repeating}",
            candidates::most(corpus)
        )
    })
}

/// Says in which articles numbers are not compared because too many stand in one passage.
pub(super) fn tables(articles: &[&Article], has_table: &[bool]) -> Option<Notice> {
    let with = names(&called(articles), (0..articles.len()).filter(|index| has_table[*index]));
    (!with.is_empty()).then(|| {
        Notice(format!(
            "passages full of numbers are taken for tables, in which no numbers are compared, in: {with}"
        ))
    })
}
