//! Annotations: begun, edited, deleted; suspects set aside.

use jiff::Timestamp;

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::effect::Effect;
use crate::app::suspects::Closed;
use crate::app::{App, Overlay, Tone};
use crate::article::Span;
use crate::case::history::Operation;
use crate::case::{Aside, Witness, ids, quote};

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
    fn open_dialog(&mut self, dialog: Dialog) {
        let draft = self.drafts.iter().position(|(place, _)| *place == dialog.place);
        self.open_with_draft(dialog, draft);
    }

    /// Opens a dialog with what a draft changed.
    pub(super) fn open_with_draft(&mut self, mut dialog: Dialog, draft: Option<usize>) {
        if let Some(at) = draft {
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
        if dialog.id.is_empty() {
            dialog.id = ids::annotation(&self.case, self.seed);
        }
        // Each dialog has a chance of its own, also one whose annotation has to get another id.
        self.seed = self.seed.wrapping_add(1);
        self.overlays.push(Overlay::Dialog(Box::new(dialog)));
    }

    /// Returns why nothing can be written, when nothing can.
    pub(crate) fn may_not_write(&self) -> Option<String> {
        if let Some(reason) = &self.read_only {
            return Some(format!("nothing can be written: {reason}"));
        }
        if let Some(at) = self.articles.iter().position(|a| !a.is_whole()) {
            let (article, name) = (&self.articles[at], self.name(at));
            return Some(match self.loading.open.contains(&article.id) {
                true => format!("nothing can be written yet: {name} is still being read"),
                false => format!("nothing can be written: only the beginning of {name} could be read"),
            });
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
            Some(annotation) => self.ask_delete(&[annotation]),
            None => self.say(Tone::Refused, "no annotation touches this passage"),
        }
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
        let members = suspect.members();
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
}
