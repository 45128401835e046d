//! The annotations that there are: listed, shown, their status changed, deleted.

use jiff::Timestamp;

use super::command::Command;
use super::{Linear, Listed, count, sentence};
use crate::app::action::Action;
use crate::app::dialog::checks;
use crate::app::{Overlay, Then, list};
use crate::case::anchor::State;
use crate::case::filter::Filter;
use crate::case::{Annotation, Stand, Status, Witness, kind};

impl Linear {
    /// Returns an annotation in one sentence: its question, kind and status.
    pub(super) fn record_line(&self, annotation: usize) -> Option<String> {
        let record = self.app.case.annotations.get(annotation)?;
        Some(format!("{} ({}, {}).", list::question(record), record.kind, record.status.name()))
    }

    /// Lists the annotations that a filter means; a status or a kind needs no name of its field.
    pub(super) fn list_records(&mut self, words: &str) {
        let records = &self.app.case.annotations;
        if records.is_empty() {
            self.say("No annotations yet; annotate writes one about the passage you are on.");
            return;
        }
        let known = self.app.vocabulary();
        let filter = match Filter::parse(&self.with_fields(words), &known) {
            Ok(filter) => filter,
            Err(error) => return self.say(sentence(&error.to_string())),
        };
        let fits = |record: &Annotation| filter.matches(record);
        let found: Vec<usize> = (0..records.len()).filter(|at| fits(&records[*at])).collect();
        let lines: Vec<_> = found.iter().filter_map(|at| Some((*at, self.record_line(*at)?))).collect();
        let (found, all) = (found.len(), records.len());
        if found == 0 {
            self.say(format!("No annotation of {all} has “{words}”."));
            return;
        }
        let of = if found < all { format!(" of {all}") } else { String::new() };
        self.say(format!("{}{of}; its number shows one.", count(found, "annotation")));
        self.list(lines, Listed::Annotations);
    }

    /// Writes out the fields of a filter that are meant by a word alone: a status or a kind.
    fn with_fields(&self, words: &str) -> String {
        let kinds = kind::all(&self.app.case.kinds);
        let field = |word: &str| {
            let (not, bare) = word.strip_prefix('-').map_or(("", word), |bare| ("-", bare));
            match bare {
                _ if Status::ALL.iter().any(|s| s.name() == bare) => format!("{not}status:{bare}"),
                _ if kinds.iter().any(|k| k.id == bare) => format!("{not}kind:{bare}"),
                _ => word.to_owned(),
            }
        };
        outside_quotes(words).map(field).collect::<Vec<_>>().join(" ")
    }

    /// Says all of an annotation.
    pub(super) fn say_record(&mut self, annotation: usize) {
        let Some(record) = self.app.case.annotations.get(annotation).cloned() else { return };
        self.say(format!("Annotation {}: {}", annotation + 1, sentence(&list::question(&record))));
        let tags =
            if record.tags.is_empty() { String::new() } else { format!(", tags {}", record.tags.join(", ")) };
        let by = record.by.as_ref().map_or_else(String::new, |by| format!(", by {by}"));
        self.say(format!(
            "Kind {}, status {}, severity {}, confidence {}{tags}{by}.",
            record.kind,
            record.status.name(),
            record.severity.name(),
            record.confidence.name()
        ));
        for witness in &record.witnesses {
            let at = self.app.articles.iter().position(|a| a.id == witness.article);
            let name = at.map_or_else(|| self.app.name_of_id(&witness.article), |a| self.article(a));
            let says = witness.says.as_deref().map_or_else(String::new, |s| format!(" says {s},"));
            match &witness.quote {
                Some(quote) if witness.stand != Stand::Silent => {
                    self.say(format!("{name} {}:{says} “{}”.", witness.stand.name(), quote.text));
                    self.say_today(&name, witness);
                }
                _ => self.say(format!("{name}: not found.")),
            }
        }
        record.note.lines().for_each(|line| self.say(format!("Note: {line}")));
        record.evidence.iter().for_each(|e| self.say(format!("Evidence: {e}")));
        checks::lines(&record.checks).lines().for_each(|line| self.say(format!("Check: {line}")));
        if let Some(verdict) = record.verdict.as_deref().filter(|v| !v.trim().is_empty()) {
            self.say(format!("Verdict: {verdict}"));
        }
        self.listed = Listed::Annotations;
    }

    /// Says what an article that has changed says today, where that was noted.
    fn say_today(&mut self, name: &str, witness: &Witness) {
        let is_gone = witness.anchor.as_deref() == Some(State::Orphan.name());
        match &witness.now {
            Some(now) => self.say(format!("{name} says today “{now}”.")),
            None if is_gone => self.say(format!("{name} does not say this any more.")),
            None => {}
        }
    }

    /// Returns the index of an annotation by its number.
    pub(super) fn record_of(&self, number: usize) -> Option<usize> {
        number.checked_sub(1).filter(|at| *at < self.app.case.annotations.len())
    }

    pub(super) fn no_record(&mut self, number: usize) {
        let total = self.app.case.annotations.len();
        self.say(format!("There is no annotation {number}; there are {total}."));
    }

    /// Does something with the annotation of that number, or without one with that of the passage here.
    pub(super) fn with_record(
        &mut self,
        command: Command,
        rest: &str,
        then: impl FnOnce(&mut Linear, usize),
    ) {
        if rest.is_empty() {
            match self.app.annotation_here() {
                Some(at) => then(self, at),
                None => self.say("No annotation touches this passage; annotations lists them all."),
            }
            return;
        }
        let Some(number) = self.number_or(command, rest, 0) else { return };
        match self.record_of(number) {
            Some(at) => then(self, at),
            None => self.no_record(number),
        }
    }

    /// Changes the status of an annotation.
    pub(super) fn set_status(&mut self, rest: &str, now: Timestamp) {
        let names: Vec<&str> = Status::ALL.iter().map(|s| s.name()).collect();
        let mut words = rest.split_whitespace();
        let number = words.next().and_then(|w| w.parse::<usize>().ok());
        let status = words.next().and_then(Status::from_name);
        let (Some(number), Some(status)) = (number, status) else {
            self.say(format!(
                "Type a number and a status, as in: status 1 checking; there are {}.",
                names.join(", ")
            ));
            return;
        };
        let Some(at) = self.record_of(number) else {
            self.no_record(number);
            return;
        };
        // Not through the dialog: a draft of the annotation stays one.
        let effects = self.app.set_status_of(&[at], status, now);
        self.reply.effects.extend(effects);
        self.app.refresh();
        self.say_status();
    }

    /// Asks before an annotation is deleted.
    pub(super) fn ask_delete(&mut self, annotation: usize) {
        self.app.ask_delete(&[annotation]);
        self.say_status();
        self.ask_question();
    }

    /// Says the question that waits for a yes or a no.
    pub(super) fn ask_question(&mut self) {
        if let Some(Overlay::Confirm(confirm)) = self.app.overlays.last() {
            let question = confirm.question.clone();
            self.say(question);
        }
    }

    /// Takes the answer to a question.
    pub(super) fn answer_question(&mut self, line: &str, now: Timestamp) {
        let asks_to_quit =
            matches!(self.app.overlays.last(), Some(Overlay::Confirm(c)) if c.then == Then::Quit);
        let action = match line.trim().to_lowercase().as_str() {
            "y" | "yes" => Action::Yes,
            "n" | "no" => Action::No,
            "w" | "save" if asks_to_quit => Action::Retry,
            other => {
                let choices = if asks_to_quit { "yes, no or save" } else { "yes or no" };
                self.say(format!("“{other}” is no answer; type {choices}."));
                return;
            }
        };
        self.act(action, None, now);
        self.say_status();
        if action == Action::No {
            self.say(if asks_to_quit { "Not left." } else { "Nothing was deleted." });
        }
    }
}

/// Parts words at their blanks, but for those between quotation marks.
fn outside_quotes(words: &str) -> impl Iterator<Item = &str> {
    let (mut within, mut escaped) = (false, false);
    words.split(move |c: char| {
        let was_escaped = escaped;
        escaped = within && c == '\\' && !was_escaped;
        within ^= c == '"' && !was_escaped;
        c == ' ' && !within
    })
}
