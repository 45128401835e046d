//! Where the words of annotations stand in the open articles.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{App, Tone};
use crate::align::Member;
use crate::article::{Article, Span};
use crate::case::anchor::{self, Found, State};
use crate::case::{Quote, Witness, quote};

/// The words of a witness, found in an open article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    /// Index of the annotation.
    pub annotation: usize,
    /// Index of the witness in it.
    pub witness: usize,
    /// Index of the article.
    pub article: usize,
    /// Index of the passage in which the words begin.
    pub passage: usize,
    /// The bytes of the article.
    pub span: Span,
}

impl Located {
    /// Returns the place as a member, for jumps.
    pub fn member(&self) -> Member {
        Member { article: self.article, passage: self.passage, span: self.span }
    }
}

/// The words of a witness that do not stand where the case says, since the article is not what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchored {
    /// Index of the annotation.
    pub annotation: usize,
    /// Index of the witness in it.
    pub witness: usize,
    /// Index of the article.
    pub article: usize,
    /// Where they stand now, and how sure that is.
    pub found: Found,
}

/// The words of witnesses that do not stand where the case says.
#[derive(Debug, Clone, Default)]
pub struct Anchors {
    /// In the order of annotations and witnesses.
    pub list: Vec<Anchored>,
    /// By article.
    searched: Vec<Searched>,
}

/// What was found of one article's witnesses the last time: searching a long article costs more than a key may.
#[derive(Debug, Clone, Default)]
struct Searched {
    quotes: Vec<Quote>,
    found: Vec<Found>,
}

impl App {
    /// Finds the words of all annotations anew; called when the case or the articles changed.
    ///
    /// Words that do not stand where the case says are searched for. Only those that surely stand elsewhere count as
    /// witnessed; the others are in `anchors` and wait for the reader.
    pub(crate) fn find_witnesses(&mut self) {
        self.edition += 1;
        let mut of_article: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.articles.len()];
        let ids: FxHashMap<&str, usize> =
            self.articles.iter().enumerate().rev().map(|(i, a)| (a.id.as_str(), i)).collect();
        for (annotation, record) in self.case.annotations.iter().enumerate() {
            for (witness, part) in record.witnesses.iter().enumerate() {
                if let (Some(article), Some(_)) = (ids.get(part.article.as_str()), &part.quote) {
                    of_article[*article].push((annotation, witness));
                }
            }
        }
        let (mut witnessed, mut anchored) = (Vec::new(), Vec::new());
        self.anchors.searched.resize_with(self.articles.len(), Searched::default);
        for (number, witnesses) in of_article.iter().enumerate() {
            let article = &self.articles[number];
            let annotations = &self.case.annotations;
            let quote = |at: &(usize, usize)| annotations[at.0].witnesses[at.1].quote.as_ref();
            let quotes: Vec<&Quote> = witnesses.iter().filter_map(quote).collect();
            let places: Vec<Option<Span>> = quotes.iter().map(|q| quote::locate(article, q)).collect();
            let is_whole = places.iter().all(Option::is_some);
            let found =
                if is_whole { &[][..] } else { self.anchors.searched[number].among(article, &quotes) };
            for (i, (annotation, witness)) in witnesses.iter().copied().enumerate() {
                let span = match (places[i], found.get(i)) {
                    (Some(span), _) => Some(span),
                    (None, Some(found)) => {
                        anchored.push(Anchored { annotation, witness, article: number, found: *found });
                        found.span.filter(|_| found.state.is_applied())
                    }
                    (None, None) => None,
                };
                if let Some((span, passage)) = span.and_then(|s| Some((s, article.passage_at(s.start)?))) {
                    witnessed.push(Located { annotation, witness, article: number, passage, span });
                }
            }
        }
        witnessed.sort_unstable_by_key(|w| (w.annotation, w.witness));
        anchored.sort_unstable_by_key(|w| (w.annotation, w.witness));
        (self.witnessed, self.anchors.list) = (witnessed, anchored);
        self.close_suspects();
    }

    /// Returns the words of one annotation; they stand beside each other, since all are found in order.
    pub(crate) fn witnessed_in(&self, annotation: usize) -> &[Located] {
        let start = self.witnessed.partition_point(|w| w.annotation < annotation);
        let end = self.witnessed.partition_point(|w| w.annotation <= annotation);
        self.witnessed.get(start..end).unwrap_or_default()
    }

    /// Says what became of the words of annotations in articles that have changed.
    pub(crate) fn tell_anchored(&mut self) {
        let Some(first) = self.anchors.list.first() else { return };
        let count =
            |states: &[State]| self.anchors.list.iter().filter(|a| states.contains(&a.found.state)).count();
        let stand = count(&[State::Exact, State::Moved]);
        let parts = [
            (stand, "found in a new place"),
            (count(&[State::Changed]), "with other words now"),
            (count(&[State::Review]), "to be looked at"),
            (count(&[State::Orphan]), "not found any more"),
        ];
        let said: Vec<String> =
            parts.iter().filter(|p| p.0 > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let articles = self.anchors.list.iter().map(|a| a.article).collect::<BTreeSet<_>>().len();
        let where_ = match articles {
            1 => self.name(first.article),
            n => format!("{n} articles"),
        };
        let text =
            format!("words of annotations in {where_} do not stand where they stood: {}", said.join(", "));
        let text = match &self.status {
            Some(status) => format!("{}; {text}", status.text),
            None => text,
        };
        self.say(Tone::Wrong, text);
    }

    /// Returns the indexes of the annotations whose words touch the passage under the cursor, oldest first.
    pub(crate) fn annotations_here(&self) -> Vec<usize> {
        let here = self.here();
        let span = self.passage_span(here.article, here.passage);
        let found = self.witnessed.iter().filter(|w| w.article == here.article);
        let mut found: Vec<usize> =
            found.filter(|w| w.span.overlap(span).is_some()).map(|w| w.annotation).collect();
        found.dedup();
        found
    }

    /// Returns the index of the first annotation whose words touch the passage under the cursor.
    pub(crate) fn annotation_here(&self) -> Option<usize> {
        self.annotations_here().into_iter().next()
    }
}

impl Searched {
    /// Returns what was found of the quotations, searching only when they are others than the last time.
    fn among(&mut self, article: &Article, quotes: &[&Quote]) -> &[Found] {
        if !self.quotes.iter().eq(quotes.iter().copied()) {
            self.found = anchor::find_all(article, quotes);
            self.quotes = quotes.iter().copied().cloned().collect();
        }
        &self.found
    }
}

/// Finds the words of a witness in the open articles.
pub fn member(articles: &[Arc<Article>], witness: &Witness) -> Option<Member> {
    let article = articles.iter().position(|a| a.id == witness.article)?;
    let span = quote::locate(&articles[article], witness.quote.as_ref()?)?;
    let passage = articles[article].passage_at(span.start)?;
    Some(Member { article, passage, span })
}
