//! The list of the reader's judgements on what was found: suspects set aside, and ties; each can be looked at and taken
//! back, long after undo has forgotten it.

use crate::app::effect::Effect;
use crate::app::pick::{Judged, Line, Pick, Purpose};
use crate::app::{App, Overlay, Tone, View, cells, witnesses};
use crate::case::Witness;
use crate::case::history::Operation;

/// Cells of a witness's words in a line.
const WORDS: usize = 30;

impl App {
    /// Opens the list of suspects that were set aside and of ties, the newest first.
    pub(super) fn open_judged(&mut self) {
        let asides = self.case.asides.iter().rev().cloned().map(Judged::Aside);
        let ties = self.case.ties.iter().rev().cloned().map(Judged::Tie);
        let judged: Vec<Judged> = ties.chain(asides).collect();
        if judged.is_empty() {
            return self.say(Tone::Refused, "nothing was set aside, and there are no ties");
        }
        let lines = judged.iter().map(|j| self.judged_line(j)).collect();
        let title = "set aside, and ties".to_owned();
        let purpose = Purpose::Judged(judged);
        self.overlays.push(Overlay::Pick(Box::new(Pick { purpose, title, lines, cursor: 0 })));
    }

    fn judged_line(&self, judged: &Judged) -> Line {
        let words: Vec<String> = judged.witnesses().iter().map(|w| self.judged_words(w)).collect();
        Line { text: words.join(" · "), note: self.judged_note(judged), is_muted: false }
    }

    /// Returns what was judged, and by whom when that is not this reader.
    pub(crate) fn judged_note(&self, judged: &Judged) -> String {
        let said = match judged {
            Judged::Aside(aside) => format!("{} set aside", aside.kind),
            Judged::Tie(tie) if tie.same => "the same".into(),
            Judged::Tie(_) => "not the same".into(),
        };
        let other = judged.by().filter(|by| self.settings.by.as_deref() != Some(by));
        let by = other.map_or_else(String::new, |by| format!(", {by}"));
        format!("{said}{by}")
    }

    fn judged_words(&self, witness: &Witness) -> String {
        let number = self.articles.iter().position(|a| a.id == witness.article);
        let name = number.map_or_else(|| self.name_of_id(&witness.article), |at| (at + 1).to_string());
        let text = witness.quote.as_ref().map_or("", |q| &q.text).replace('\n', " ");
        format!("{name} “{}”", cells::fit(&text, WORDS))
    }

    /// Shows the words of a judgement and asks whether it still holds.
    pub(super) fn ask_about_judged(&mut self, judged: Judged) {
        let holds = match &judged {
            Judged::Aside(aside) => self.case.asides.contains(aside),
            Judged::Tie(tie) => self.case.ties.contains(tie),
        };
        if !holds {
            return self.say(Tone::Refused, "that was taken back already");
        }
        let members: Vec<_> = judged
            .witnesses()
            .iter()
            .filter_map(|w| witnesses::member(&self.articles, &self.case, w))
            .collect();
        if let Some(first) = members.first() {
            self.show(View::Panes);
            self.visit(*first);
            self.level_members(&members);
        }
        let line = |text: &str, note: &str| Line { text: text.into(), note: note.into(), is_muted: false };
        let back = match &judged {
            Judged::Aside(_) => line("take it back", "it is proposed again"),
            Judged::Tie(_) => line("take it back", "the articles are aligned anew"),
        };
        let title = self.judged_line(&judged);
        let title = format!("{}: {}", title.note, cells::fit(&title.text, 60));
        let lines = vec![line("leave it", ""), back];
        let purpose = Purpose::JudgedWhat(judged);
        self.overlays.push(Overlay::Pick(Box::new(Pick { purpose, title, lines, cursor: 0 })));
    }

    /// Takes a judgement back.
    pub(super) fn take_back(&mut self, judged: Judged) -> Vec<Effect> {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return Vec::new();
        }
        let (operation, label) = match judged {
            Judged::Aside(aside) => {
                let label = format!("the {} suspect is no longer set aside", aside.kind);
                (Operation::RemoveAside { aside }, label)
            }
            Judged::Tie(tie) => (Operation::RemoveTie { tie }, "took a tie back".to_owned()),
        };
        self.change(operation, label)
    }
}
