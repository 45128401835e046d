//! The dialog field by field: a prompt, a line, the next field.

use jiff::Timestamp;
use tui_textarea::CursorMove;

use super::Linear;
use crate::app::action::Action;
use crate::app::dialog::{Dialog, Field, text_area};
use crate::case::{Confidence, Kind, Severity, Status};

/// What works in every field.
const WORDS: &str = "An empty line keeps what stands in brackets. /save saves at once, /back goes a field back, \
/cancel stops and keeps a draft, /discard throws it away, a question mark explains the field.";

/// The words of [`WORDS`]; in a text of one's own two slashes stand for the first.
pub(super) const FIELD_WORDS: [&str; 4] = ["/save", "/back", "/cancel", "/discard"];

impl Linear {
    /// Opens the dialog of a new annotation: of the suspect here, else of the thread.
    pub(super) fn annotate(&mut self, now: Timestamp) {
        if self.app.suspect.is_none() {
            self.app.suspect = self.suspects_here().first().copied();
        }
        self.act(Action::Annotate, None, now);
        self.opened("New annotation.");
    }

    /// Opens the dialog of an annotation that there is.
    pub(super) fn edit(&mut self, annotation: usize) {
        self.app.edit(annotation);
        self.opened(&format!("Annotation {}.", annotation + 1));
        if let Some(dialog) = self.app.dialog() {
            dialog.field = Field::Kind;
        }
    }

    fn opened(&mut self, title: &str) {
        let Some(dialog) = self.app.dialog() else {
            self.say_status();
            return;
        };
        let is_draft = dialog.is_worth_keeping();
        dialog.field = Field::Kind;
        self.app.status = None;
        self.in_note = false;
        self.say(format!("{title} {WORDS}"));
        if is_draft {
            self.say("Your draft is back; /discard throws it away.");
        }
        self.enter_field();
    }

    /// Returns the prompt of the field at hand.
    pub(super) fn field_prompt(&self, dialog: &Dialog) -> String {
        let none = |text: String| if text.trim().is_empty() { "none".to_owned() } else { text };
        let line = |text: &tui_textarea::TextArea<'_>| none(text.lines().join(" "));
        match dialog.field {
            Field::Kind => {
                format!("Kind, a number or a word ({}): ", none(dialog.kind.clone().unwrap_or_default()))
            }
            Field::Question => format!("Question ({}): ", line(&dialog.question)),
            Field::Witnesses => {
                "A witness's number and what changes, as in 2 says twelve (no change): ".into()
            }
            Field::Severity => {
                choice("Severity", &names(Severity::ALL, Severity::name), dialog.severity.name())
            }
            Field::Confidence => {
                choice("Confidence", &names(Confidence::ALL, Confidence::name), dialog.confidence.name())
            }
            Field::Status => choice("Status", &names(Status::ALL, Status::name), dialog.status.name()),
            Field::Tags => format!("Tags, with commas between ({}): ", line(&dialog.tags)),
            Field::Evidence => format!("Evidence, with semicolons between ({}): ", line(&dialog.evidence)),
            Field::Checks if dialog.checks.is_empty() => {
                "Checks, as who was asked | what was found (none): ".into()
            }
            Field::Checks => "One more check, - empties them (no more): ".into(),
            Field::Verdict => format!("Verdict ({}): ", line(&dialog.verdict)),
            Field::Note if self.in_note => "Note, a full stop alone ends it: ".into(),
            Field::Note if dialog.note_text().is_empty() => "Note (none): ".into(),
            Field::Note => "Note (as it is; a line is added, - empties it): ".into(),
        }
    }

    /// Says what a field needs to be read before it is filled in.
    fn enter_field(&mut self) {
        let Some(dialog) = self.app.dialog() else { return };
        match dialog.field {
            Field::Kind => {
                let kinds = dialog.kinds.iter().enumerate();
                let kinds: Vec<String> = kinds.map(|(i, k)| format!("{} {}", i + 1, k.id)).collect();
                self.say(format!("Kinds: {}.", kinds.join(", ")));
            }
            Field::Witnesses => self.say_witnesses(),
            Field::Checks => {
                let lines: Vec<String> =
                    dialog.checks.lines().iter().filter(|l| !l.is_empty()).cloned().collect();
                lines.iter().for_each(|line| self.say(format!("Check: {line}")));
            }
            Field::Note => {
                let lines: Vec<String> = dialog.note_text().lines().map(str::to_owned).collect();
                lines.iter().for_each(|line| self.say(format!("Note: {line}")));
            }
            _ => {}
        }
    }

    /// Takes a line for the field at hand.
    pub(super) fn answer_field(&mut self, line: &str, now: Timestamp) {
        let Some(field) = self.app.dialog().map(|d| d.field) else { return };
        let word = line.trim();
        match word {
            "/save" => return self.save_dialog(now),
            "/cancel" | "/discard" => return self.close(word == "/cancel", now),
            "/back" => return self.step_field(-1),
            "?" | "/help" if !self.in_note => return self.explain(field),
            _ => {}
        }
        match field {
            Field::Note => self.take_note(line, now),
            _ if word.is_empty() => self.step_field(1),
            Field::Kind => self.take_kind(word),
            Field::Witnesses => self.change_witness(word, now),
            Field::Severity => self.take_choice(word, &names(Severity::ALL, Severity::name), |dialog, at| {
                dialog.severity = Severity::ALL[at];
            }),
            Field::Confidence => {
                self.take_choice(word, &names(Confidence::ALL, Confidence::name), |dialog, at| {
                    dialog.confidence = Confidence::ALL[at];
                });
            }
            Field::Status => self.take_choice(word, &names(Status::ALL, Status::name), |dialog, at| {
                dialog.status = Status::ALL[at];
            }),
            Field::Checks => self.take_check(word),
            Field::Question | Field::Tags | Field::Evidence | Field::Verdict => {
                if let Some(text) = self.app.dialog().and_then(Dialog::text) {
                    *text = text_area(&typed(word));
                }
                self.step_field(1);
            }
        }
    }

    fn step_field(&mut self, by: isize) {
        self.in_note = false;
        if let Some(dialog) = self.app.dialog() {
            dialog.step(by);
        }
        self.enter_field();
    }

    fn explain(&mut self, field: Field) {
        self.say(WORDS);
        let text = match field {
            Field::Kind => "The sort of disagreement: the number of one, its word, or its key on the screen.",
            Field::Question => "What do they disagree on? It may stay empty; a hyphen alone empties it.",
            Field::Witnesses => {
                "Type the number of a witness and one of these: says WORDS, words WORDS OF THE ARTICLE, differs, \
                 agrees, silent, out, in, sentence for its whole sentence, differing for only what differs."
            }
            Field::Severity => "How much it matters.",
            Field::Confidence => "How sure you are.",
            Field::Status => "How far you got.",
            Field::Tags => "Words to find it by, with commas between; a hyphen alone empties them.",
            Field::Evidence => {
                "Addresses or sources, with semicolons between; two slashes begin one that begins with a slash; \
                 a hyphen alone empties them."
            }
            Field::Checks => {
                "What you looked up, a line each: who was asked, a bar, what was found. A day as 2026-03-15 may stand \
                 before them, and so may primary or secondary, each with a bar behind it. A hyphen alone empties them."
            }
            Field::Verdict => "What you conclude; a hyphen alone empties it.",
            Field::Note => {
                "As many lines as you like; a full stop alone ends it and saves. A hyphen alone empties it."
            }
        };
        self.say(text);
        self.enter_field();
    }

    fn take_kind(&mut self, word: &str) {
        let Some(dialog) = self.app.dialog() else { return };
        let number = word.parse::<usize>().ok().and_then(|n| dialog.kinds.get(n.checked_sub(1)?));
        let lower = word.to_lowercase();
        let is_it = |k: &&Kind| k.id == lower || k.label.to_lowercase() == lower || k.key.to_string() == word;
        match number.or_else(|| dialog.kinds.iter().find(is_it)).map(|k| k.id.clone()) {
            Some(kind) => {
                dialog.kind = Some(kind);
                self.step_field(1);
            }
            None => self.say(format!("“{word}” is no kind; a question mark lists them.")),
        }
    }

    fn take_choice(&mut self, word: &str, names: &[&str], set: impl FnOnce(&mut Dialog, usize)) {
        let number = word.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|n| *n < names.len());
        let lower = word.to_lowercase();
        match number.or_else(|| names.iter().position(|n| *n == lower)) {
            Some(at) => {
                if let Some(dialog) = self.app.dialog() {
                    set(dialog, at);
                }
                self.step_field(1);
            }
            None => self.say(format!("“{word}” is none of {}.", numbered(names))),
        }
    }

    /// Takes a check, and asks for the next one.
    fn take_check(&mut self, word: &str) {
        let Some(dialog) = self.app.dialog() else { return };
        let text = &mut dialog.checks;
        if word == "-" {
            text.select_all();
            text.cut();
            return self.step_field(1);
        }
        text.move_cursor(CursorMove::Bottom);
        text.move_cursor(CursorMove::End);
        if !text.is_empty() {
            text.insert_newline();
        }
        text.insert_str(word);
    }

    /// Takes a line of the note; it stands in the dialog at once, so that it cannot get lost.
    fn take_note(&mut self, line: &str, now: Timestamp) {
        let word = line.trim();
        if self.in_note && word == "." || !self.in_note && word.is_empty() {
            return self.save_dialog(now);
        }
        let Some(dialog) = self.app.dialog() else { return };
        if !self.in_note && word == "-" {
            dialog.note.select_all();
            dialog.note.cut();
            return self.save_dialog(now);
        }
        // What is typed comes below what is written there already.
        if !dialog.note_text().is_empty() {
            dialog.note.move_cursor(CursorMove::Bottom);
            dialog.note.move_cursor(CursorMove::End);
            dialog.note.insert_newline();
        }
        dialog.note.insert_str(line);
        self.in_note = true;
    }

    /// Saves what the dialog holds; where something is missing the dialog stays, at that field.
    pub(super) fn save_dialog(&mut self, now: Timestamp) {
        self.act(Action::DialogSave, None, now);
        self.in_note = false;
        let Some(dialog) = self.app.dialog() else {
            if self.app.status.is_none() {
                self.say("Nothing was changed.");
            }
            self.say_status();
            return;
        };
        let problem = dialog.problem.take().unwrap_or_default();
        if dialog.kind.is_none() {
            dialog.field = Field::Kind;
            self.say("Pick a kind first.");
        } else {
            dialog.field = Field::Witnesses;
            self.say(super::sentence(&problem));
        }
        self.enter_field();
    }

    fn close(&mut self, keep: bool, now: Timestamp) {
        let is_kept = keep && self.app.dialog().is_some_and(|d| d.is_worth_keeping());
        self.act(if keep { Action::DialogClose } else { Action::DialogDiscard }, None, now);
        self.app.status = None;
        self.in_note = false;
        self.say(match (is_kept, keep) {
            (true, _) => "Not saved; the draft is kept, and comes back when you annotate or edit here again.",
            (false, true) => "Nothing was typed; nothing is kept.",
            (false, false) => "Thrown away.",
        });
    }
}

fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|v| name(*v)).collect()
}

fn numbered(names: &[&str]) -> String {
    let names = names.iter().enumerate().map(|(i, n)| format!("{} {n}", i + 1));
    names.collect::<Vec<_>>().join(", ")
}

fn choice(label: &str, names: &[&str], picked: &str) -> String {
    format!("{label}, {} ({picked}): ", numbered(names))
}

/// Returns a text as it was meant: a hyphen alone is nothing, and two slashes stand for one.
fn typed(word: &str) -> String {
    match word {
        "-" => String::new(),
        text if text.starts_with("//") => text[1..].to_owned(),
        text => text.to_owned(),
    }
}
