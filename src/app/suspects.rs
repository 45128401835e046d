//! Which suspects are still open: neither set aside nor annotated.

use super::App;
use crate::align::Suspect;
use crate::article::Span;
use crate::case::asides;

/// Why a suspect is no longer open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The reader set it aside.
    SetAside,
    /// An annotation has its readings.
    Annotated,
}

impl App {
    /// Finds out anew which suspects are open; called when the case or the alignment changed.
    pub(crate) fn close_suspects(&mut self) {
        let suspects = &self.index.alignment.suspects;
        self.closed = suspects.iter().map(|suspect| self.closing(suspect)).collect();
    }

    fn closing(&self, suspect: &Suspect) -> Option<Closed> {
        let aside = !self.case.asides.is_empty()
            && asides::is_aside(&self.case, suspect.kind.id(), &self.suspect_words(suspect));
        if aside {
            return Some(Closed::SetAside);
        }
        let annotations = 0..self.case.annotations.len();
        annotations.into_iter().any(|a| self.has_readings(a, suspect)).then_some(Closed::Annotated)
    }

    /// Returns whether an annotation is about a suspect: it is of its kind and touches two of its readings, or, of any
    /// kind, has exactly their words.
    fn has_readings(&self, annotation: usize, suspect: &Suspect) -> bool {
        let same_kind = self.case.annotations[annotation].kind == suspect.kind.id();
        let fits =
            |words: Span, member: Span| words == member || same_kind && words.overlap(member).is_some();
        let witnessed = |article: usize, span: Span| {
            let mut words =
                self.witnessed.iter().filter(|w| w.annotation == annotation && w.article == article);
            words.any(|w| fits(w.span, span))
        };
        let touched =
            suspect.readings.iter().filter(|r| r.members.iter().any(|m| witnessed(m.article, m.span)));
        touched.count() >= 2
    }

    /// Returns why a suspect is no longer open, when it is not.
    pub(crate) fn closed(&self, suspect: usize) -> Option<Closed> {
        self.closed.get(suspect).copied().flatten()
    }

    /// Returns whether a suspect is neither set aside nor annotated.
    pub fn is_open(&self, suspect: usize) -> bool {
        self.closed(suspect).is_none()
    }

    /// Returns the numbers of the suspects that are open, best first.
    pub fn open_suspects(&self) -> Vec<usize> {
        (0..self.index.alignment.suspects.len()).filter(|s| self.is_open(*s)).collect()
    }

    /// Returns whether the reader set a suspect aside.
    pub(crate) fn is_set_aside(&self, suspect: usize) -> bool {
        self.closed(suspect) == Some(Closed::SetAside)
    }

    /// Returns the words by which a suspect is known: article and words of each of its members.
    pub(crate) fn suspect_words(&self, suspect: &Suspect) -> Vec<(String, String)> {
        let members = suspect.readings.iter().flat_map(|r| &r.members);
        let words = members.map(|m| {
            let article = &self.articles[m.article];
            (article.id.clone(), article.slice(m.span).to_owned())
        });
        words.collect()
    }
}
