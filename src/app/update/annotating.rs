//! Annotations: begun, edited, deleted, set aside, undone, and listed.

use jiff::Timestamp;

use crate::align::{Member, PassageRef};
use crate::app::action::Action;
use crate::app::dialog::{Dialog, DraftPlace, Part};
use crate::app::effect::Effect;
use crate::app::{App, Confirm, Overlay, Then, Tone, View, list, select};
use crate::article::Span;
use crate::case::history::Operation;
use crate::case::{Annotation, Aside, Stand, Status, Witness, kind, quote};

impl App {
    /// Opens the dialog for a new annotation: over the selections, else the suspect, else the thread.
    pub(super) fn annotate(&mut self) {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return;
        }
        let place = DraftPlace::New(self.here());
        if let Some(at) = self.drafts.iter().position(|(p, _)| *p == place) {
            let (_, dialog) = self.drafts.remove(at);
            self.say(Tone::Done, "your draft is back");
            self.overlays.push(Overlay::Dialog(Box::new(dialog)));
            return;
        }
        let here = self.here();
        let suspect = self.suspect.filter(|s| self.index.suspects(here).contains(&(*s as u32)));
        let selected = self.panes.iter().any(|p| p.selection.is_some());
        let kind = suspect.filter(|_| !selected);
        let kind = kind.and_then(|s| self.index.alignment.suspects.get(s)).map(|s| s.kind.id().to_owned());
        let parts = self.parts(here, suspect);
        let dialog = Dialog::new(place, kind::all(&self.case.kinds), kind, parts);
        self.overlays.push(Overlay::Dialog(Box::new(dialog)));
    }

    /// Returns why nothing can be written, when nothing can.
    pub(super) fn may_not_write(&self) -> Option<String> {
        if let Some(reason) = &self.read_only {
            return Some(format!("nothing can be written: {reason}"));
        }
        self.case_path
            .is_none()
            .then(|| "nothing can be written: there is no case file; start with --case FILE".into())
    }

    /// Fills in every article's part.
    fn parts(&self, here: PassageRef, suspect: Option<usize>) -> Vec<Part> {
        let suspect = suspect.and_then(|s| self.index.alignment.suspects.get(s));
        let matches = self.index.matches(here);
        let own = || self.passage_span(here.article, here.passage);
        let parts = (0..self.articles.len()).map(|article| {
            let reading = suspect.and_then(|s| {
                let mut found = s.readings.iter().flat_map(|r| r.members.iter().map(move |m| (m, &r.says)));
                found.find(|(m, _)| m.article == article)
            });
            let matched = matches.iter().find(|m| m.there.article == article);
            let (span, says) = match (self.panes[article].selection, reading) {
                (Some(selected), _) => (Some(selected), String::new()),
                (None, Some((member, says))) => (Some(member.span), says.clone()),
                (None, None) if article == here.article => (Some(own()), String::new()),
                (None, None) => (matched.map(|m| self.likely_words(m.there)), String::new()),
            };
            let stand = if span.is_none() { Stand::Silent } else { Stand::Differs };
            Part { article: Some(article), span, stand, says, out: false, before: None }
        });
        parts.collect()
    }

    /// Returns the part of a matching passage that carries the claim, from its first to its last word.
    fn likely_words(&self, member: Member) -> Span {
        let words = select::words(&self.articles[member.article], member.span);
        match (words.first(), words.last()) {
            (Some(first), Some(last)) if words.len() > 1 => first.join(*last),
            _ => member.span,
        }
    }

    /// Opens the dialog on the annotation under the cursor.
    pub(super) fn edit_here(&mut self) {
        match self.annotation_here() {
            Some(annotation) => self.edit(annotation),
            None => self.say(Tone::Refused, "no annotation touches this passage; r goes to the next one"),
        }
    }

    /// Opens the dialog on an annotation, or on its draft.
    pub(super) fn edit(&mut self, annotation: usize) {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return;
        }
        let Some(record) = self.case.annotations.get(annotation) else { return };
        let place = DraftPlace::Old(record.id.clone());
        if let Some(at) = self.drafts.iter().position(|(p, _)| *p == place) {
            let (_, dialog) = self.drafts.remove(at);
            self.overlays.push(Overlay::Dialog(Box::new(dialog)));
            self.say(Tone::Done, "your draft is back");
            return;
        }
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
        // Articles that are not in the annotation stand ready, taken out.
        for (article, open) in self.articles.iter().enumerate() {
            if !record.witnesses.iter().any(|w| w.article == open.id) {
                let span = self.panes[article].selection;
                let stand = if span.is_none() { Stand::Silent } else { Stand::Differs };
                parts.push(Part {
                    article: Some(article),
                    span,
                    stand,
                    says: String::new(),
                    out: true,
                    before: None,
                });
            }
        }
        let dialog = Dialog::edit(record, kind::all(&self.case.kinds), parts);
        self.overlays.push(Overlay::Dialog(Box::new(dialog)));
    }

    /// Asks before the annotation under the cursor is deleted.
    pub(super) fn ask_delete_here(&mut self) {
        match self.annotation_here() {
            Some(annotation) => self.ask_delete(annotation),
            None => self.say(Tone::Refused, "no annotation touches this passage"),
        }
    }

    fn ask_delete(&mut self, annotation: usize) {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return;
        }
        if let Some(record) = self.case.annotations.get(annotation) {
            let question = format!("Delete the {} annotation {}?", record.kind, list::question(record));
            let then = Then::Delete(record.id.clone());
            self.overlays.push(Overlay::Confirm(Confirm { question, then }));
        }
    }

    /// Deletes an annotation; undo brings it back.
    pub(super) fn delete(&mut self, id: &str, _now: Timestamp) -> Vec<Effect> {
        let Some(record) = self.case.annotations.iter().find(|a| a.id == id) else { return Vec::new() };
        let label = format!("deleted the {} annotation", record.kind);
        self.change(Operation::RemoveAnnotation { id: id.to_owned() }, label)
    }

    /// Sets the suspect under the cursor aside and goes on to the next.
    pub(super) fn set_aside(&mut self, _now: Timestamp) -> Vec<Effect> {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return Vec::new();
        }
        let here = self.here();
        let number = self.suspect.or_else(|| {
            self.index.suspects(here).iter().map(|s| *s as usize).find(|s| !self.is_set_aside(*s))
        });
        let Some(suspect) = number.and_then(|s| self.index.alignment.suspects.get(s)) else {
            self.say(Tone::Refused, "no suspect here; d goes to the next one");
            return Vec::new();
        };
        let members = suspect.readings.iter().flat_map(|r| &r.members);
        let witnesses = members.map(|m| self.witness(m.article, m.span)).collect();
        let kind = suspect.kind.id().to_owned();
        let label = format!("set the {kind} suspect aside");
        let aside = Aside { kind, by: self.settings.by.clone(), witnesses };
        let effects = self.change(Operation::AddAside { aside }, label);
        self.suspect = number;
        self.jump_suspect(1);
        effects
    }

    /// Makes a witness of words in an open article.
    pub(super) fn witness(&self, article: usize, span: Span) -> Witness {
        let text = &self.articles[article];
        Witness { article: text.id.clone(), quote: Some(quote::make(text, span)), ..Witness::default() }
    }

    /// Does what a key says in the list of annotations.
    pub(super) fn act_in_list(
        &mut self,
        action: Action,
        count: Option<usize>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let len = self.case.annotations.len();
        let times = count.unwrap_or(1) as isize;
        match action {
            Action::ListNext => self.list.step(times, len),
            Action::ListPrevious => self.list.step(-times, len),
            Action::ListTop => self.list.cursor = 0,
            Action::ListBottom => self.list.step(isize::MAX / 2, len),
            Action::ListClose => self.show(View::Panes),
            Action::ListJump => self.jump_to_annotation(self.list.cursor),
            Action::ListEdit if len > 0 => self.edit(self.list.cursor),
            Action::ListDelete => self.ask_delete(self.list.cursor),
            Action::ListStatus => return self.next_status(now),
            _ => {}
        }
        Vec::new()
    }

    fn next_status(&mut self, now: Timestamp) -> Vec<Effect> {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return Vec::new();
        }
        let Some(record) = self.case.annotations.get(self.list.cursor) else { return Vec::new() };
        let at = Status::ALL.iter().position(|s| *s == record.status).unwrap_or(0);
        let status = Status::ALL[(at + 1) % Status::ALL.len()];
        let annotation = Annotation { status, changed: Some(now), ..record.clone() };
        self.change(Operation::replace(record.clone(), annotation), format!("status: {}", status.name()))
    }

    /// Shows an annotation's words in the articles, all of them level.
    fn jump_to_annotation(&mut self, annotation: usize) {
        let places: Vec<Member> =
            self.witnessed.iter().filter(|w| w.annotation == annotation).map(|w| w.member()).collect();
        let Some(first) = places.first() else {
            self.say(Tone::Refused, "its words were not found in the open articles");
            return;
        };
        self.view = View::Panes;
        self.focus = first.article;
        self.go_to_passage(first.passage);
        self.level_members(&places);
    }
}
