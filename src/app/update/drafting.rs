//! Drafts that an earlier session left: offered, and opened where they belong.

use crate::align::Member;
use crate::app::action::Action;
use crate::app::dialog::{Dialog, DraftPlace};
use crate::app::effect::Effect;
use crate::app::pick::{Line, Pick, Purpose};
use crate::app::{App, Overlay, Tone, View, cells};

/// Cells of what a draft is about.
const WORDS: usize = 56;

impl App {
    /// Offers the drafts that there are, the first one under the cursor.
    pub(crate) fn offer_drafts(&mut self) {
        if self.drafts.is_empty() || self.line_by_line {
            return;
        }
        let lines = self.drafts.iter().map(|(place, dialog)| self.draft_line(place, dialog)).collect();
        let title = match self.drafts.len() {
            1 => "an annotation that was being written was kept".to_owned(),
            n => format!("{n} annotations that were being written were kept"),
        };
        self.overlays.push(Overlay::Pick(Box::new(Pick {
            purpose: Purpose::Draft,
            title,
            lines,
            cursor: 0,
        })));
    }

    fn draft_line(&self, place: &DraftPlace, dialog: &Dialog) -> Line {
        let what = match place {
            DraftPlace::New(at) => format!("new, {}", self.name(at.article)),
            DraftPlace::Old(_) => "an edit".to_owned(),
        };
        let kind = dialog.kind.as_ref().map_or_else(String::new, |kind| format!("{kind}, "));
        let text = format!("“{}”", cells::fit(&dialog.about(), WORDS));
        Line { text, note: format!("{kind}{what}"), is_muted: false }
    }

    /// Opens a draft where it belongs: its passage, else its annotation.
    pub(super) fn open_draft(&mut self, at: usize) {
        let Some((place, _)) = self.drafts.get(at) else { return };
        if let Some(reason) = self.may_not_write() {
            return self.say(Tone::Refused, format!("the draft is kept; {reason}"));
        }
        let dialog = match place.clone() {
            DraftPlace::New(passage) => {
                let span = self.passage_span(passage.article, passage.passage);
                self.show(View::Panes);
                self.visit(Member { article: passage.article, passage: passage.passage, span });
                Some(self.new_dialog())
            }
            DraftPlace::Old(id) => {
                let record = self.case.annotations.iter().position(|a| a.id == id);
                if let Some(first) = record.and_then(|at| self.witnessed_in(at).first()).map(|w| w.member()) {
                    self.show(View::Panes);
                    self.visit(first);
                }
                record.and_then(|at| self.edit_dialog(at))
            }
        };
        match dialog {
            Some(dialog) => self.open_with_draft(dialog, Some(at)),
            // Its annotation was deleted since; saving adds it again.
            None => {
                let (_, dialog) = self.drafts.remove(at);
                self.overlays.push(Overlay::Dialog(Box::new(dialog)));
            }
        }
    }

    /// Says that drafts end with the program; leaving asks about them from now on.
    pub(super) fn not_kept(&mut self, why: String) -> Vec<Effect> {
        self.keeps_drafts = false;
        self.say(Tone::Wrong, why);
        Vec::new()
    }

    /// Says how a draft that was not opened is reached.
    pub(super) fn tell_drafts(&mut self) {
        let annotate = self.hint_of(Action::Annotate, "at its passage opens it");
        self.say(Tone::Done, format!("kept: {annotate}, and so does the next start"));
    }
}
