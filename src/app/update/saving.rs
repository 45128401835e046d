//! Changes the case, undoes and redoes, has it saved, and takes in what became of a save.

use jiff::Timestamp;

use crate::app::effect::{Effect, SaveReport, Version};
use crate::app::{App, Confirm, Overlay, Then, Tone};
use crate::case::history::{HistoryError, Operation};

impl App {
    /// Changes the case, remembers how to undo it, and has it saved; a change that fails is told.
    pub(super) fn change(&mut self, operation: Operation, label: String) -> Vec<Effect> {
        self.try_change(operation, label).unwrap_or_else(|error| {
            self.say(Tone::Wrong, error.to_string());
            Vec::new()
        })
    }

    /// Changes the case, remembers how to undo it, and has it saved.
    ///
    /// # Errors
    /// The change does not fit the case, which is then as it was.
    pub(super) fn try_change(
        &mut self,
        operation: Operation,
        label: String,
    ) -> Result<Vec<Effect>, HistoryError> {
        self.history.apply(&mut self.case, operation, label.clone())?;
        self.say(Tone::Done, label);
        Ok(self.after_change())
    }

    fn after_change(&mut self) -> Vec<Effect> {
        self.find_witnesses();
        self.save()
    }

    /// Asks for the present version to be saved.
    pub(crate) fn save(&mut self) -> Vec<Effect> {
        self.saving.asked += 1;
        let version = Version { case: self.case.clone(), merges: self.merges, number: self.saving.asked };
        vec![Effect::Save(Box::new(version))]
    }

    /// Leaves; changes that are still being saved are waited for, and those that could not be are asked about.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        if self.saving.answered < self.saving.asked {
            self.saving.leaving = true;
            self.say(Tone::Done, "leaving once everything is saved");
            return Vec::new();
        }
        let lost = if self.keeps_drafts { 0 } else { self.drafts.len() };
        let question = match (&self.saving.failed, lost) {
            (Some(why), _) => format!("The last changes are not saved: {why}. Quit and lose them?"),
            (None, 0) => return vec![Effect::Quit],
            (None, 1) => "A draft of an annotation is not saved. Quit and lose it?".into(),
            (None, drafts) => format!("{drafts} drafts of annotations are not saved. Quit and lose them?"),
        };
        self.overlays.push(Overlay::Confirm(Confirm { question, then: Then::Quit }));
        Vec::new()
    }

    /// Tries again to save, and leaves when that works.
    pub(super) fn save_and_leave(&mut self) -> Vec<Effect> {
        self.saving.leaving = true;
        self.say(Tone::Done, "saving once more");
        self.save()
    }

    pub(super) fn undo(&mut self, _now: Timestamp) -> Vec<Effect> {
        let open: Vec<bool> = (0..self.index.alignment.suspects.len()).map(|s| self.is_open(s)).collect();
        let step = self.history.undo(&mut self.case);
        let effects = self.stepped(step, "undone", "nothing to undo");
        // A suspect that was just set aside is looked at again.
        let here = self.index.suspects(self.here()).iter().map(|s| *s as usize);
        if let Some(back) = here.into_iter().find(|s| self.is_open(*s) && open.get(*s) == Some(&false)) {
            (self.suspect, self.last_suspect) = (Some(back), Some(back));
        }
        effects
    }

    pub(super) fn redo(&mut self, _now: Timestamp) -> Vec<Effect> {
        let step = self.history.redo(&mut self.case);
        self.stepped(step, "done again", "nothing to redo")
    }

    /// Undoes or redoes until only the first `wanted` steps are done, as far as that can be.
    pub(super) fn go_to_step(&mut self, wanted: usize) -> Vec<Effect> {
        let mut count = 0;
        let error = loop {
            let done = self.history.steps().0.len();
            let step = match done.cmp(&wanted) {
                std::cmp::Ordering::Greater => self.history.undo(&mut self.case),
                std::cmp::Ordering::Less => self.history.redo(&mut self.case),
                std::cmp::Ordering::Equal => break None,
            };
            match step {
                Ok(Some(_)) => count += 1,
                Ok(None) => break None,
                Err(error) => break Some(error.to_string()),
            }
        };
        let effects = if count > 0 { self.after_change() } else { Vec::new() };
        let steps = |n: usize| if n == 1 { "1 step".to_owned() } else { format!("{n} steps") };
        match error {
            Some(error) => self.say(Tone::Wrong, format!("after {}: {error}", steps(count))),
            None if count == 0 => self.say(Tone::Refused, "the session stands there already"),
            None => {
                let here = self.history.steps().0.last().map(|label| format!("after: {label}"));
                let here = here.unwrap_or_else(|| "as the session began".into());
                self.say(Tone::Done, format!("{} gone, {here}", steps(count)));
            }
        }
        effects
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
    pub(super) fn saved(&mut self, number: u64, result: Result<SaveReport, String>) -> Vec<Effect> {
        self.saving.answered = self.saving.answered.max(number);
        match result {
            Ok(report) => {
                self.unsaved.retain(|unsaved| unsaved.number > number);
                let failed_before = self.saving.failed.take().is_some();
                let merged = report.merge.and_then(|merge| self.take_merge(&merge));
                let merged = merged.map_or_else(String::new, |told| format!(" · {told}"));
                self.say_saved(&format!("{}{merged}", report.text), failed_before);
            }
            Err(error) => {
                let error = one_line(&error);
                self.say(Tone::Wrong, error.clone());
                self.saving.failed = Some(error);
            }
        }
        if self.saving.leaving && self.saving.answered == self.saving.asked {
            self.saving.leaving = false;
            return self.quit();
        }
        Vec::new()
    }

    /// Adds to the status what was saved; what was refused or is wrong since stays to be read.
    fn say_saved(&mut self, saved: &str, failed_before: bool) {
        match self.status.take() {
            Some(status) if status.tone == Tone::Done && status.text.ends_with(saved) => {
                self.status = Some(status);
            }
            Some(status) if status.tone == Tone::Done => {
                self.say(Tone::Done, format!("{} · {saved}", status.text));
            }
            Some(status) if !failed_before => self.status = Some(status),
            _ => self.say(Tone::Done, saved),
        }
    }
}

/// Returns an error as one line without a full stop; a picture of the place with its caret needs columns and is left out.
pub(super) fn one_line(error: &str) -> String {
    let is_picture =
        |line: &str| line.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()).starts_with('|');
    let lines = error.lines().filter(|l| !is_picture(l)).map(|l| l.trim().trim_end_matches('.'));
    lines.filter(|l| !l.is_empty()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_with_a_picture_becomes_one_line() {
        let error =
            "a.toml: wrong at line 1\n  |\n1 | x = = 3\n  |     ^\nextra `=`\nMend it; nothing was written.";
        assert_eq!(one_line(error), "a.toml: wrong at line 1; extra `=`; Mend it; nothing was written");
    }
}
