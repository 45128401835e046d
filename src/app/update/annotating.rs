//! Annotations: begun, edited, deleted, set aside, undone, and listed.

use jiff::Timestamp;

use crate::align::Member;
use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::effect::Effect;
use crate::app::suspects::Closed;
use crate::app::{App, Confirm, Overlay, Then, Tone, View, list};
use crate::article::Span;
use crate::case::history::Operation;
use crate::case::{Annotation, Aside, Status, Witness, quote};

impl App {
    /// Opens the dialog for a new annotation: over the selections, else the suspect, else the thread.
    pub(super) fn annotate(&mut self) {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return;
        }
        self.open_dialog(self.new_dialog());
    }

    /// Opens a dialog, with what its draft changed when there is one.
    fn open_dialog(&mut self, mut dialog: Dialog) {
        if let Some(at) = self.drafts.iter().position(|(place, _)| *place == dialog.place) {
            let (_, mut draft) = self.drafts.remove(at);
            // Words selected since are what the reader wants now.
            for (i, part) in draft.parts.iter_mut().enumerate() {
                if part.article.and_then(|a| self.panes.get(a)).is_some_and(|p| p.selection.is_some())
                    && let Some(opened) = draft.opened.parts.get(i)
                {
                    part.clone_from(opened);
                }
            }
            dialog.carry(draft);
            let discard = self.keymap.keys_of(Action::DialogDiscard).into_iter().next().unwrap_or_default();
            self.say(Tone::Done, format!("your draft is back; {discard} throws it away"));
        }
        self.overlays.push(Overlay::Dialog(Box::new(dialog)));
    }

    /// Returns why nothing can be written, when nothing can.
    pub(crate) fn may_not_write(&self) -> Option<String> {
        if let Some(reason) = &self.read_only {
            return Some(format!("nothing can be written: {reason}"));
        }
        self.case_path
            .is_none()
            .then(|| "nothing can be written: there is no case file; start with --case FILE".into())
    }

    /// Opens the dialog on the annotation under the cursor.
    pub(super) fn edit_here(&mut self) {
        match self.annotation_here() {
            Some(annotation) => self.edit(annotation),
            None => self.say(Tone::Refused, "no annotation touches this passage; r goes to the next one"),
        }
    }

    /// Opens the dialog on an annotation, with its draft.
    pub(crate) fn edit(&mut self, annotation: usize) {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return;
        }
        if let Some(dialog) = self.edit_dialog(annotation) {
            self.open_dialog(dialog);
        }
    }

    /// Asks before the annotation under the cursor is deleted.
    pub(super) fn ask_delete_here(&mut self) {
        match self.annotation_here() {
            Some(annotation) => self.ask_delete(annotation),
            None => self.say(Tone::Refused, "no annotation touches this passage"),
        }
    }

    /// Asks before an annotation is deleted.
    pub(crate) fn ask_delete(&mut self, annotation: usize) {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return;
        }
        if let Some(record) = self.case.annotations.get(annotation) {
            let question = list::question(record);
            let question =
                format!("Delete the {} annotation {}?", record.kind, question.trim_end_matches('?'));
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

    /// Sets the suspect under the cursor aside; the cursor stays, so that one key too many sets no other aside.
    pub(super) fn set_aside(&mut self, _now: Timestamp) -> Vec<Effect> {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return Vec::new();
        }
        let here: Vec<usize> = self.index.suspects(self.here()).iter().map(|s| *s as usize).collect();
        let open = self.suspect.into_iter().chain(here.iter().copied()).find(|s| self.is_open(*s));
        let Some(suspect) = open.and_then(|s| self.index.alignment.suspects.get(s)) else {
            let closed = self.suspect.into_iter().chain(here).find_map(|s| self.closed(s));
            let next = self.keymap.keys_of(Action::NextSuspect).into_iter().next().unwrap_or_default();
            let why = match closed {
                Some(Closed::SetAside) => "the suspect here is set aside already",
                Some(Closed::Annotated) => "the suspect here is annotated already",
                None => "no suspect here",
            };
            self.say(Tone::Refused, format!("{why}; {next} goes to the next one"));
            return Vec::new();
        };
        let members = suspect.readings.iter().flat_map(|r| &r.members);
        let witnesses = members.map(|m| self.witness(m.article, m.span)).collect();
        let kind = suspect.kind.id().to_owned();
        let label = format!("set the {kind} suspect aside");
        let undo = self.keymap.keys_of(Action::Undo).into_iter().next().unwrap_or_default();
        let message = format!("{label} · {undo} takes it back");
        let aside = Aside { kind, by: self.settings.by.clone(), witnesses };
        let effects = self.change(Operation::AddAside { aside }, label);
        if !effects.is_empty() {
            self.say(Tone::Done, message);
            self.last_suspect = open;
            self.suspect = None;
        }
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
