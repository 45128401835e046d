//! Where an article says what a row says: in one place or in several, with what is none of the row's left out between.

use super::App;
use super::threads::Item;
use crate::article::{Article, Span};

/// What stands for words left out.
pub(crate) const LEFT_OUT: &str = " … ";

/// The parts of an article that belong to a row, in order; parts with no sentence between them are one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The bytes that carry the claim.
    pub(crate) claims: Vec<Span>,
    /// The whole passages that these stand in.
    pub(crate) passages: Vec<Span>,
}

impl Parts {
    /// Returns whether the article is silent.
    pub(crate) fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }
}

impl App {
    /// Returns the parts of an article that belong to a row; none where it is silent.
    pub(crate) fn parts_in(&self, item: Item, article: usize) -> Parts {
        let mut parts = Parts::default();
        let Some(text) = self.articles.get(article) else { return parts };
        for member in self.members(item).into_iter().filter(|m| m.article == article) {
            add(&mut parts.claims, member.span, text);
            add(&mut parts.passages, self.passage_span(article, member.passage), text);
        }
        parts
    }
}

/// Adds a span to those before it, joined with the last one when no words of a passage stand between them.
fn add(spans: &mut Vec<Span>, next: Span, article: &Article) {
    match spans.last_mut() {
        Some(last) if !is_parted(Span::new(last.end, next.start), article) => *last = last.join(next),
        _ => spans.push(next),
    }
}

fn is_parted(between: Span, article: &Article) -> bool {
    let first = article.passage_at(between.start).unwrap_or_default();
    let passages = article.passages.iter().skip(first).take_while(|p| p.span.start < between.end);
    let mut shared = passages.filter_map(|p| p.span.overlap(between));
    shared.any(|words| !article.slice(words).trim().is_empty())
}

/// Returns the words of parts of an article as one text, with `gap` for what is left out.
pub(crate) fn joined(article: &Article, parts: &[Span], gap: &str) -> String {
    parts.iter().map(|part| article.slice(*part)).collect::<Vec<_>>().join(gap)
}
