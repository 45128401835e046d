//! Where the words of ties stand in the open articles, also in those that have changed.

use std::borrow::Borrow;

use super::anchor::{self, Finder, Place};
use super::{Case, Quote, Witness, quote};
use crate::align::{self, Member};
use crate::article::{Article, Span};

/// A witness of a tie, and where its words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Index of the tie.
    pub tie: usize,
    /// Index of the witness in it.
    pub witness: usize,
    /// Where its words stand.
    pub place: Place,
}

impl End {
    /// Returns the bytes of the article where its words surely stand.
    pub fn span(&self) -> Option<Span> {
        match self.place {
            Place::Here(span) => Some(span),
            Place::Sought(found) => found.span.filter(|_| found.state.is_applied()),
        }
    }

    /// Returns the passage of the article in which its words surely stand, and where.
    pub fn member(&self, article: usize, text: &Article) -> Option<Member> {
        let span = self.span()?;
        Some(Member { article, passage: text.passage_at(span.start)?, span })
    }
}

/// Finds the words that ties have of an article; what was found before is in the finder.
pub fn ends(case: &Case, article: &Article, finder: &mut Option<Finder>) -> Vec<End> {
    let mut which: Vec<(usize, usize)> = Vec::new();
    let mut cited: Vec<(&Witness, &Quote)> = Vec::new();
    for (number, tie) in case.ties.iter().enumerate() {
        for (at, witness) in tie.witnesses.iter().enumerate().filter(|(_, w)| w.article == article.id) {
            if let Some(quote) = &witness.quote {
                which.push((number, at));
                cited.push((witness, quote));
            }
        }
    }
    let places = anchor::places(article, &cited, quote::is_same(case, article), finder);
    let end = |((tie, witness), place)| End { tie, witness, place };
    which.into_iter().zip(places).map(end).collect()
}

/// Returns the ties whose two passages surely stand in the open articles; the ends are given by article.
pub fn found<A: Borrow<Article>>(articles: &[A], case: &Case, ends: &[Vec<End>]) -> Vec<align::Tie> {
    let mut members: Vec<Vec<(usize, Member)>> = vec![Vec::new(); case.ties.len()];
    for (article, end) in ends.iter().enumerate().flat_map(|(a, ends)| ends.iter().map(move |e| (a, e))) {
        let member = articles.get(article).and_then(|text| end.member(article, text.borrow()));
        if let (Some(member), Some(tie)) = (member, members.get_mut(end.tie)) {
            tie.push((end.witness, member));
        }
    }
    let tie = |(tie, mut members): (&super::Tie, Vec<(usize, Member)>)| {
        members.sort_unstable_by_key(|(witness, _)| *witness);
        let mut members = members.into_iter().map(|(_, member)| member);
        Some(align::Tie { a: members.next()?, b: members.next()?, same: tie.same })
    };
    case.ties.iter().zip(members).filter_map(tie).collect()
}

/// Finds the ties of a case in its articles.
pub fn find<A: Borrow<Article>>(articles: &[A], case: &Case) -> Vec<align::Tie> {
    let ends: Vec<Vec<End>> = articles.iter().map(|a| ends(case, a.borrow(), &mut None)).collect();
    found(articles, case, &ends)
}
