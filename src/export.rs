//! Notes for others: a case written out in a format that other people and programs use.
//!
//! Every format writes to any `Write`, in the order of the case, and the same case always gives the same bytes.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::align::{self, Alignment, Unwatched};
use crate::article::names::{self, Candidates, Name};
use crate::article::{Article, fold};
use crate::case::{Annotation, ArticleEntry, Case, Stand, Witness, kind, tied};

pub mod csv;
pub mod format;
mod fragment;
pub mod html;
pub mod json;
pub mod jsonld;
pub mod markdown;
pub mod record;
pub mod template;
mod text;

pub use text::address;

/// A case with the articles of it that could be read.
#[derive(Debug, Clone)]
pub struct Notes<'a> {
    /// What the reader wrote.
    pub case: &'a Case,
    /// The articles that are open, in any order.
    pub articles: &'a [&'a Article],
    /// The short names of all articles by their ids.
    names: FxHashMap<&'a str, String>,
}

/// Names the open articles, in their order, and those of the case that are not open, by their ids.
pub fn named<'c>(case: &'c Case, articles: &[&Article]) -> (Vec<Name>, Vec<(&'c str, Name)>) {
    let open: Vec<Candidates<'_>> = articles.iter().map(|a| a.candidates()).collect();
    let ids: FxHashSet<&str> = open.iter().map(|o| o.id).collect();
    let closed = case.articles.iter().map(ArticleEntry::candidates);
    let closed: Vec<Candidates<'c>> = closed.filter(|entry| !ids.contains(entry.id)).collect();
    let names = names::names(&open, &[]);
    let others = names::names(&closed, &names);
    let others = closed.iter().map(|of| of.id).zip(others).collect();
    (names, others)
}

/// Witnesses of one annotation that say the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading<'a> {
    /// What they say: the reader's normalised reading, else the words themselves.
    pub says: String,
    /// Who says it, in the order of the annotation.
    pub witnesses: Vec<&'a Witness>,
}

impl<'a> Notes<'a> {
    /// Brings a case and those of its articles that are open together; these are called what they are on the screen, and the
    /// others otherwise.
    pub fn new(case: &'a Case, articles: &'a [&'a Article]) -> Notes<'a> {
        let (open, closed) = named(case, articles);
        let open = articles.iter().map(|a| a.id.as_str()).zip(open);
        let names = open.chain(closed).map(|(id, name)| (id, name.text)).collect();
        Notes { case, articles, names }
    }

    /// Returns the short name of the article of an id, which no other article has.
    pub fn name(&self, id: &str) -> String {
        self.names.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// Returns the label and the source of the article of an id, which other articles can have too.
    pub fn label_and_source(&self, id: &str) -> Vec<String> {
        let open = self.article(id).map(Article::candidates);
        let known = || self.case.articles.iter().find(|a| a.id == id).map(ArticleEntry::candidates);
        let both = open.or_else(known).map(|of| [of.label, of.source]);
        both.into_iter().flatten().flatten().map(str::to_owned).collect()
    }

    /// Aligns the open articles, with the reader's ties.
    pub fn align(&self) -> Alignment {
        align::align(self.articles, &tied::find(self.articles, self.case), &Unwatched)
    }

    /// Returns the open article of that id.
    pub fn article(&self, id: &str) -> Option<&'a Article> {
        self.articles.iter().copied().find(|a| a.id == id)
    }

    /// Returns the entries of the articles, in the order of the case.
    pub fn entries(&self) -> &'a [ArticleEntry] {
        &self.case.articles
    }
}

/// Groups the witnesses that have words by what they say, in order of first appearance.
pub fn readings(annotation: &Annotation) -> Vec<Reading<'_>> {
    let mut out: Vec<Reading<'_>> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for witness in annotation.witnesses.iter().filter(|w| w.stand != Stand::Silent) {
        let Some(quote) = &witness.quote else { continue };
        let says = witness.says.clone().filter(|s| !s.is_empty()).unwrap_or_else(|| quote.text.clone());
        let at = *known.entry(fold::fold_text(&says)).or_insert(out.len());
        match out.get_mut(at) {
            Some(reading) => reading.witnesses.push(witness),
            None => out.push(Reading { says, witnesses: vec![witness] }),
        }
    }
    out
}

/// Returns the question of an annotation; an empty one shows as its first two readings, and without any as nothing.
pub fn question_or_readings(annotation: &Annotation) -> Option<String> {
    let question = annotation.question.trim();
    if !question.is_empty() {
        return Some(question.to_owned());
    }
    match readings(annotation).as_slice() {
        [] => None,
        [one] => Some(format!("“{}”", one.says)),
        [one, two, ..] => Some(format!("“{}” or “{}”", one.says, two.says)),
    }
}

/// Returns the question of an annotation for a document.
pub fn question(annotation: &Annotation) -> String {
    question_or_readings(annotation).unwrap_or_else(|| "(no question)".to_owned())
}

/// Returns the name of an annotation's kind; its id where the case does not know it.
pub fn kind_label(case: &Case, annotation: &Annotation) -> String {
    let kinds = kind::all(&case.kinds).into_iter();
    let known = kinds.filter(|k| k.id == annotation.kind).map(|k| k.label).next();
    known.unwrap_or_else(|| annotation.kind.clone())
}

/// Returns whether an address is one of the web, and nothing but one.
fn is_web(address: &str) -> bool {
    ["http://", "https://"].iter().any(|s| address.starts_with(s))
        && !address.chars().any(|c| c.is_whitespace() || c.is_control())
}
