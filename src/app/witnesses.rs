//! Where the words of annotations stand in the open articles.

use std::sync::Arc;

use super::App;
use crate::align::Member;
use crate::article::{Article, Span};
use crate::case::{Witness, quote};

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

impl App {
    /// Finds the words of all annotations anew; called when the case or the articles changed.
    pub(crate) fn find_witnesses(&mut self) {
        self.witnessed.clear();
        self.edition += 1;
        for (annotation, record) in self.case.annotations.iter().enumerate() {
            for (witness, part) in record.witnesses.iter().enumerate() {
                if let Some(m) = member(&self.articles, part) {
                    let Member { article, passage, span } = m;
                    self.witnessed.push(Located { annotation, witness, article, passage, span });
                }
            }
        }
        self.close_suspects();
    }

    /// Returns the words of one annotation; they stand beside each other, since all are found in order.
    pub(crate) fn witnessed_in(&self, annotation: usize) -> &[Located] {
        let start = self.witnessed.partition_point(|w| w.annotation < annotation);
        let end = self.witnessed.partition_point(|w| w.annotation <= annotation);
        self.witnessed.get(start..end).unwrap_or_default()
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

/// Finds the words of a witness in the open articles.
pub fn member(articles: &[Arc<Article>], witness: &Witness) -> Option<Member> {
    let article = articles.iter().position(|a| a.id == witness.article)?;
    let span = quote::locate(&articles[article], witness.quote.as_ref()?)?;
    let passage = articles[article].passage_at(span.start)?;
    Some(Member { article, passage, span })
}
