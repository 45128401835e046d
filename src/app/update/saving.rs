//! Changes the case, undoes and redoes, has it saved, and takes in what became of a save.

use std::sync::Arc;

use jiff::Timestamp;

use crate::app::effect::{Effect, Merge, SaveReport, Version};
use crate::app::{App, Overlay, Tone};
use crate::case::history::Operation;
use crate::case::merge::Renamed;

impl App {
    /// Changes the case, remembers how to undo it, and has it saved.
    pub(super) fn change(&mut self, operation: Operation, label: String) -> Vec<Effect> {
        match self.history.apply(&mut self.case, operation, label.clone()) {
            Ok(()) => {
                self.say(Tone::Done, label);
                self.after_change()
            }
            Err(error) => {
                self.say(Tone::Wrong, error.to_string());
                Vec::new()
            }
        }
    }

    fn after_change(&mut self) -> Vec<Effect> {
        self.find_witnesses();
        self.list.clamp(self.case.annotations.len());
        vec![Effect::Save(Box::new(Version { case: self.case.clone(), merges: self.merges }))]
    }

    pub(super) fn undo(&mut self, _now: Timestamp) -> Vec<Effect> {
        let step = self.history.undo(&mut self.case);
        self.stepped(step, "undone", "nothing to undo")
    }

    pub(super) fn redo(&mut self, _now: Timestamp) -> Vec<Effect> {
        let step = self.history.redo(&mut self.case);
        self.stepped(step, "done again", "nothing to redo")
    }

    fn stepped<E: std::fmt::Display>(
        &mut self,
        step: Result<Option<String>, E>,
        did: &str,
        nothing: &str,
    ) -> Vec<Effect> {
        match step {
            Ok(Some(label)) => {
                self.say(Tone::Done, format!("{did}: {label}"));
                self.after_change()
            }
            Ok(None) => {
                self.say(Tone::Refused, nothing);
                Vec::new()
            }
            Err(error) => {
                self.say(Tone::Wrong, error.to_string());
                Vec::new()
            }
        }
    }

    /// Takes in what became of a save, and what somebody else wrote into the file meanwhile.
    pub(super) fn saved(&mut self, result: Result<SaveReport, String>) {
        match result {
            Ok(report) => {
                let done = self.status.take().filter(|s| s.tone == Tone::Done);
                let what = done.map(|s| format!("{} · ", s.text)).unwrap_or_default();
                let merged = report.merge.map(|merge| self.take_merge(&merge)).unwrap_or_default();
                self.say(Tone::Done, format!("{what}{}{merged}", report.text));
            }
            Err(error) => self.say(Tone::Wrong, error),
        }
    }

    /// Follows what a merge renamed, so that nothing that is open or can be undone is put on somebody else's record.
    fn rename(&mut self, renamed: &Renamed) {
        self.history.rename(renamed);
        for article in &mut self.articles {
            let mut id = article.id.clone();
            renamed.rename_article(&mut id);
            if id != article.id {
                Arc::make_mut(article).id = id;
            }
        }
        let open = self.overlays.iter_mut().filter_map(|overlay| match overlay {
            Overlay::Dialog(dialog) => Some(&mut **dialog),
            _ => None,
        });
        for dialog in open.chain(self.drafts.iter_mut().map(|(_, dialog)| dialog)) {
            dialog.rename(renamed);
        }
        for (place, dialog) in &mut self.drafts {
            place.clone_from(&dialog.place);
        }
    }

    /// Puts what a merge brought in beside what the reader did since; returns what to say of it.
    fn take_merge(&mut self, merge: &Merge) -> String {
        self.case = merge.carry(&self.case);
        self.rename(&merge.renamed);
        self.merges = merge.number;
        self.find_witnesses();
        self.list.clamp(self.case.annotations.len());
        match merge.clashes.as_slice() {
            [] => " · the file had changed on disk, both are kept".into(),
            ids => format!(" · changed on disk too, both versions are kept: {}", ids.join(", ")),
        }
    }
}
