//! Fills an annotation in: which words of which article are its witnesses, and which are only offered.

use crate::align::{Member, PassageRef, Suspect};
use crate::app::dialog::{Dialog, DraftPlace, Part};
use crate::app::{App, select};
use crate::article::{Span, fold};
use crate::case::{Stand, kind};

impl App {
    /// Makes the dialog of a new annotation: over the selections, else the suspect, else the thread.
    pub(super) fn new_dialog(&self) -> Dialog {
        let here = self.here();
        let suspects = self.index.suspects(here);
        let suspect = self.suspect.filter(|s| suspects.contains(&(*s as u32)));
        let suspect = suspect.and_then(|s| self.index.alignment.suspects.get(s));
        let kind = suspect.filter(|_| !self.has_selection()).map(|s| s.kind.id().to_owned());
        let parts = self.parts(here, suspect);
        let mut dialog = Dialog::new(DraftPlace::New(here), kind::all(&self.case.kinds), kind, parts);
        dialog.passes_suspect = self.has_selection() && suspects.iter().any(|s| self.is_open(*s as usize));
        dialog
    }

    fn has_selection(&self) -> bool {
        self.panes.iter().any(|p| p.selection.is_some())
    }

    /// Fills in every article's part. What the reader selected is in, and nothing else; without a selection what the
    /// suspect says; without a suspect the whole thread. Other words of the thread are offered, taken out.
    fn parts(&self, here: PassageRef, suspect: Option<&Suspect>) -> Vec<Part> {
        let telling = self.index.telling(here, suspect);
        let elsewhere = self.index.telling_anywhere(suspect);
        // "Not found" is a finding only beside what was found elsewhere: of words that the reader chose, and of a passage
        // that no other article has, it would say more than anybody looked for.
        let silence_counts = !self.has_selection() && (suspect.is_some() || !telling.is_empty());
        let parts = (0..self.articles.len()).map(|article| {
            let selection = self.panes[article].selection;
            let reading = suspect.and_then(|s| reading(s, article));
            let matched = || telling.iter().chain(&elsewhere).find(|m| m.there.article == article);
            let span = match (selection, &reading) {
                (Some(selected), _) => Some(selected),
                (None, Some((span, _))) => Some(*span),
                (None, None) if article == here.article => Some(self.passage_span(article, here.passage)),
                (None, None) => matched().map(|m| self.likely_words(m.there)),
            };
            let chosen = match suspect {
                _ if self.has_selection() => selection.is_some(),
                Some(_) => reading.is_some(),
                None => true,
            };
            let says = reading
                .filter(|_| selection.is_none())
                .map(|(span, says)| self.own_reading(article, span, says));
            let says = says.unwrap_or_default();
            let stand = if span.is_none() { Stand::Silent } else { Stand::Differs };
            let is_told = silence_counts && self.may_match(here.article, article);
            let out = if span.is_some() { !chosen } else { !is_told };
            Part { article: Some(article), span, stand, says, out, before: None }
        });
        parts.collect()
    }

    /// Returns whether words of one article could have been found in the other: both are whole, and not known to be in two
    /// languages.
    fn may_match(&self, one: usize, other: usize) -> bool {
        let language = |article: usize| self.index.alignment.languages.get(article).copied().flatten();
        let same = language(one).zip(language(other)).is_none_or(|(one, other)| one == other);
        same && self.articles[other].is_whole()
    }

    /// Returns what words of an article say: the reading of the suspect where it is in these words, else the words
    /// themselves, since what one paper writes must not be put into another's mouth.
    fn own_reading(&self, article: usize, span: Span, says: String) -> String {
        let own = self.articles[article].slice(span);
        if fold::fold_text(own).contains(&fold::fold_text(&says)) { says } else { own.replace('\n', " ") }
    }

    /// Returns the part of a matching passage that carries the claim, from its first to its last word.
    fn likely_words(&self, member: Member) -> Span {
        let words = select::words(&self.articles[member.article], member.span);
        match (words.first(), words.last()) {
            (Some(first), Some(last)) if words.len() > 1 => first.join(*last),
            _ => member.span,
        }
    }

    /// Makes the dialog that edits an annotation as it is now; articles that are not in it stand ready, taken out.
    pub(crate) fn edit_dialog(&self, annotation: usize) -> Option<Dialog> {
        let record = self.case.annotations.get(annotation)?;
        let parts = record.witnesses.iter().enumerate().map(|(i, witness)| {
            let located = self.witnessed.iter().find(|w| w.annotation == annotation && w.witness == i);
            Part {
                article: self.articles.iter().position(|a| a.id == witness.article),
                span: located.map(|w| w.span),
                stand: witness.stand,
                says: witness.says.clone().unwrap_or_default(),
                out: false,
                before: Some(witness.clone()),
            }
        });
        let mut parts: Vec<Part> = parts.collect();
        let first = self.witnessed.iter().find(|w| w.annotation == annotation);
        let matches = first.map(|w| self.index.matches(w.member().passage_ref())).unwrap_or_default();
        for (article, open) in self.articles.iter().enumerate() {
            if !record.witnesses.iter().any(|w| w.article == open.id) {
                let matched = || matches.iter().find(|m| m.there.article == article);
                let span = self.panes[article].selection;
                let span = span.or_else(|| matched().map(|m| self.likely_words(m.there)));
                let stand = if span.is_none() { Stand::Silent } else { Stand::Differs };
                let article = Some(article);
                parts.push(Part { article, span, stand, says: String::new(), out: true, before: None });
            }
        }
        Some(Dialog::edit(record, kind::all(&self.case.kinds), parts))
    }
}

/// Returns the words of an article in a suspect, and what they say.
fn reading(suspect: &Suspect, article: usize) -> Option<(Span, String)> {
    let members = suspect.readings.iter().flat_map(|r| r.members.iter().map(move |m| (m, &r.says)));
    members.filter(|(m, _)| m.article == article).map(|(m, says)| (m.span, says.clone())).next()
}
