//! The end of the input: what was begun is saved or printed, and nothing gets lost without a word.

use jiff::Timestamp;

use super::{Linear, Reply};
use crate::app::dialog::{Dialog, DraftPlace};
use crate::app::{Overlay, Tone};
use crate::case::kind;

/// The kind of an annotation that was never given one.
const OTHER: &str = "other";

impl Linear {
    /// Ends because there is no further line: a begun annotation is saved as it is, or printed when it cannot be.
    pub fn end(&mut self, now: Timestamp) -> Reply {
        self.waiting = None;
        self.tell_news();
        // A question without an answer is answered with no.
        while matches!(self.app.overlays.last(), Some(Overlay::Confirm(_) | Overlay::Pick(_))) {
            self.app.overlays.pop();
        }
        if let Some(dialog) = self.app.dialog() {
            if dialog.is_worth_keeping() {
                self.save_begun(now);
            } else {
                self.app.overlays.pop();
            }
        }
        self.take_held(now);
        self.say_unread();
        if self.app.keeps_drafts {
            self.say_drafts();
            return self.take();
        }
        self.lost_drafts()
    }

    /// Says that an article which is still being read does not come in any more.
    pub(super) fn say_unread(&mut self) {
        if self.reading > 0 {
            self.say(format!(
                "{} still being read; nothing of that comes into the case.",
                super::articles::are(self.reading)
            ));
        }
    }

    /// Prints drafts that cannot be kept.
    pub fn lost_drafts(&mut self) -> Reply {
        let left: Vec<Dialog> = self.app.drafts.drain(..).map(|(_, dialog)| dialog).collect();
        for dialog in left {
            self.say("NOT SAVED: a draft of an annotation.");
            self.print(&dialog);
        }
        self.take()
    }

    /// Returns what to say once everything is saved, when there was anything.
    pub fn saved(&self) -> Option<String> {
        let path = self.app.case_path.as_ref().filter(|_| self.app.saving.asked > 0)?;
        Some(super::clean(&format!("The input has ended; the changes are saved in {}", path.display())))
    }

    /// Returns the annotations as Markdown lines, for when they could not be saved.
    pub fn rescue(&mut self) -> Reply {
        self.say("NOT SAVED. Here is everything that was written, as Markdown:");
        let text = String::from_utf8_lossy(&self.markdown()).into_owned();
        text.lines().for_each(|line| self.say(line));
        self.take()
    }

    /// Says which drafts there are, and how each is opened.
    pub(super) fn say_drafts(&mut self) {
        let drafts = self.app.drafts.iter().map(|(place, dialog)| {
            let way = match place {
                DraftPlace::New(at) => {
                    format!("annotate at passage {} of {} opens it", at.passage + 1, self.article(at.article))
                }
                DraftPlace::Old(id) => match self.app.case.annotations.iter().position(|a| a.id == *id) {
                    Some(at) => format!("edit {} opens it", at + 1),
                    None => "its annotation was deleted".into(),
                },
            };
            format!("An annotation that is not saved is kept, “{}”: {way}.", dialog.about())
        });
        let drafts: Vec<String> = drafts.collect();
        drafts.iter().for_each(|line| self.say(line));
    }

    fn save_begun(&mut self, now: Timestamp) {
        let mut unnamed = false;
        if let Some(dialog) = self.app.dialog()
            && dialog.kind.is_none()
        {
            let other = kind::BUILT_IN.iter().map(|k| k.0).find(|id| *id == OTHER);
            dialog.kind = other.map(str::to_owned);
            unnamed = true;
        }
        self.say("The input ended within an annotation; it is saved with what was typed.");
        if unnamed {
            self.say(format!("It had no kind yet and got the kind {OTHER}."));
        }
        self.save_dialog(now);
        if let Some(Overlay::Dialog(dialog)) = self.app.overlays.pop() {
            self.app.status = None;
            self.say("NOT SAVED: the annotation could not be completed. This was typed:");
            self.print(&dialog);
        } else if self.app.status.as_ref().is_some_and(|s| s.tone == Tone::Wrong) {
            self.say_status();
        }
    }

    /// Prints what a dialog holds.
    fn print(&mut self, dialog: &Dialog) {
        let kind = dialog.kind.clone().unwrap_or_else(|| "none".into());
        self.say(format!("Kind: {kind}"));
        self.say(format!("Question: {}", dialog.question_text()));
        let says: Vec<String> = dialog
            .parts
            .iter()
            .filter(|p| !p.out && !p.says.trim().is_empty())
            .map(|p| format!("{} says {}", p.article.map_or_else(String::new, |a| self.article(a)), p.says))
            .collect();
        says.iter().for_each(|line| self.say(line));
        for (label, text) in [
            ("Tags", &dialog.tags),
            ("Evidence", &dialog.evidence),
            ("Check", &dialog.checks),
            ("Verdict", &dialog.verdict),
            ("Note", &dialog.note),
        ] {
            let lines = text.lines().iter().filter(|l| !l.is_empty());
            let lines: Vec<String> = lines.map(|line| format!("{label}: {line}")).collect();
            lines.iter().for_each(|line| self.say(line));
        }
    }
}
