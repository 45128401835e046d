//! Where the words of annotations stand in the open articles.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{App, Tone};
use crate::align::Member;
use crate::article::{Article, Span};
use crate::case::anchor::{self, Finder, Found, Place, State};
pub use crate::case::quote::member;
use crate::case::{Quote, Witness, quote, tied};

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

/// What became of words that do not stand where the case says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChangedWords {
    /// The words that the witness has.
    pub(crate) old: String,
    /// Other words that stand there now, or perhaps.
    pub(crate) now: Option<String>,
    /// How sure that is, in words.
    pub(crate) state: &'static str,
}

/// The words of witnesses that do not stand where the case says.
#[derive(Debug, Default)]
pub struct Anchors {
    /// In the order of annotations and witnesses.
    pub list: Vec<Anchored>,
    /// What was found so far, by article: searching a long article costs more than a key may.
    finders: Vec<Option<Finder>>,
}

impl Anchors {
    /// Makes room for an article that came.
    pub(super) fn insert(&mut self, at: usize) {
        self.finders.resize_with(self.finders.len().max(at), || None);
        self.finders.insert(at, None);
    }

    /// Forgets what was found in an article whose text changed.
    pub(super) fn forget(&mut self, at: usize) {
        if let Some(finder) = self.finders.get_mut(at) {
            *finder = None;
        }
    }

    /// Forgets an article that went.
    pub(super) fn remove(&mut self, at: usize) {
        if at < self.finders.len() {
            self.finders.remove(at);
        }
    }
}

impl App {
    /// Finds the words of all annotations anew; called when the case or the articles changed.
    ///
    /// Words that do not stand where the case says are searched for. Only those that surely stand elsewhere count as
    /// witnessed; the others are in `anchors` and wait for the reader.
    pub(crate) fn find_witnesses(&mut self) {
        self.edition += 1;
        let mut of_article: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.articles.len()];
        let ids: FxHashMap<&str, usize> = self
            .articles
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, a)| a.is_whole())
            .map(|(i, a)| (a.id.as_str(), i))
            .collect();
        for (annotation, record) in self.case.annotations.iter().enumerate() {
            for (witness, part) in record.witnesses.iter().enumerate() {
                if let (Some(article), Some(_)) = (ids.get(part.article.as_str()), &part.quote) {
                    of_article[*article].push((annotation, witness));
                }
            }
        }
        let (mut witnessed, mut anchored) = (Vec::new(), Vec::new());
        self.anchors.finders.resize_with(self.articles.len(), || None);
        for (number, witnesses) in of_article.iter().enumerate() {
            let article = &self.articles[number];
            let annotations = &self.case.annotations;
            let witness = |at: &(usize, usize)| &annotations[at.0].witnesses[at.1];
            let cited = witnesses.iter().map(witness).filter_map(|w| Some((w, w.quote.as_ref()?)));
            let cited: Vec<(&Witness, &Quote)> = cited.collect();
            let finder = &mut self.anchors.finders[number];
            let places = anchor::places(article, &cited, quote::is_same(&self.case, article), finder);
            for ((annotation, witness), place) in witnesses.iter().copied().zip(places) {
                let span = match place {
                    Place::Here(span) => Some(span),
                    Place::Sought(found) => {
                        // That words are gone is noted once.
                        let noted = annotations[annotation].witnesses[witness].anchor.as_deref();
                        if found.state != State::Orphan || noted != Some(State::Orphan.name()) {
                            anchored.push(Anchored { annotation, witness, article: number, found });
                        }
                        found.span.filter(|_| found.state.is_applied())
                    }
                };
                if let Some((span, passage)) = span.and_then(|s| Some((s, article.passage_at(s.start)?))) {
                    witnessed.push(Located { annotation, witness, article: number, passage, span });
                }
            }
        }
        self.find_ties();
        witnessed.sort_unstable_by_key(|w| (w.annotation, w.witness));
        anchored.sort_unstable_by_key(|w| (w.annotation, w.witness));
        (self.witnessed, self.anchors.list) = (witnessed, anchored);
        self.close_suspects();
    }

    /// Finds the words of all ties, with what was found for the annotations of the same articles.
    fn find_ties(&mut self) {
        let finders = self.articles.iter().zip(&mut self.anchors.finders);
        let ends = |(article, finder): (&Arc<Article>, &mut Option<Finder>)| match article.is_whole() {
            true => tied::ends(&self.case, article, finder),
            false => Vec::new(),
        };
        self.tie_ends = finders.map(ends).collect();
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
        let said = said_of(self.anchors.list.iter());
        let articles = self.anchors.list.iter().map(|a| a.article).collect::<BTreeSet<_>>().len();
        let where_ = match articles {
            1 => self.name(first.article),
            n => format!("{n} articles"),
        };
        let text = format!("words of annotations in {where_} do not stand where they stood: {said}");
        let text = match &self.status {
            Some(status) => format!("{}; {text}", status.text),
            None => text,
        };
        self.say(Tone::Wrong, text);
    }

    /// Returns what became of the words of annotations in one article, when any do not stand where they stood.
    pub(crate) fn anchored_in(&self, article: usize) -> Option<String> {
        let own = || self.anchors.list.iter().filter(|a| a.article == article);
        own().next().map(|_| said_of(own()))
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

/// Says how many words were found again, and how.
fn said_of<'a>(anchored: impl Iterator<Item = &'a Anchored> + Clone) -> String {
    let count = |states: &[State]| anchored.clone().filter(|a| states.contains(&a.found.state)).count();
    let parts = [
        (count(&[State::Exact, State::Moved]), "found in a new place"),
        (count(&[State::Changed]), "with other words now"),
        (count(&[State::Review]), "to be looked at"),
        (count(&[State::Orphan]), "not found any more"),
    ];
    let said: Vec<String> = parts.iter().filter(|p| p.0 > 0).map(|(n, what)| format!("{n} {what}")).collect();
    said.join(", ")
}
