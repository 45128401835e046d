//! Annotations put together and parted, from the list.

use jiff::Timestamp;

use crate::app::effect::Effect;
use crate::app::list::{counted, question};
use crate::app::pick::{Line, Pick, Purpose};
use crate::app::{App, Overlay, Tone, cells};
use crate::case::history::Operation;
use crate::case::{Annotation, ids, join};
use crate::export;

/// Cells of a question in a message or title.
const WORDS: usize = 32;

impl App {
    /// Puts the selected annotations together, into the one under the cursor where it is one of them; one step to undo.
    pub(super) fn join_listed(&mut self, now: Timestamp) -> Vec<Effect> {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return Vec::new();
        }
        let targets = self.targets();
        if targets.len() < 2 {
            let select = self.hint_of(crate::app::action::Action::ListSelect, "selects them");
            self.say(Tone::Refused, format!("two or more annotations are put together; {select}"));
            return Vec::new();
        }
        let into = self.list.annotation().filter(|a| targets.contains(a)).unwrap_or(targets[0]);
        let record = |at: &usize| self.case.annotations.get(*at);
        let Some(from) = record(&into).cloned() else { return Vec::new() };
        let others: Vec<&Annotation> = targets.iter().filter(|a| **a != into).filter_map(record).collect();
        let joined = Annotation { changed: Some(now), ..join::join(&from, &others) };
        let removed = others.iter().map(|o| Operation::RemoveAnnotation { id: o.id.clone() });
        let operations: Vec<Operation> = removed.chain([Operation::replace(from.clone(), joined)]).collect();
        let label = format!("put {} into {}", counted(others.len()), cells::fit(&question(&from), WORDS));
        let effects = self.change(Operation::Batch { operations }, label);
        self.list.selected.clear();
        self.list.current = Some(from.id);
        effects
    }

    /// Asks which reading of the annotation under the cursor is to have an annotation of its own.
    pub(super) fn ask_split(&mut self) {
        if let Some(reason) = self.may_not_write() {
            return self.say(Tone::Refused, reason);
        }
        let Some(record) = self.list.annotation().and_then(|a| self.case.annotations.get(a)) else { return };
        let readings = export::readings(record);
        if readings.len() < 2 {
            return self.say(Tone::Refused, "all its witnesses say the same; there is nothing to part");
        }
        let number = |w: &crate::case::Witness| record.witnesses.iter().position(|own| std::ptr::eq(own, w));
        let mut groups = Vec::new();
        let mut lines = Vec::new();
        for reading in &readings {
            groups.push(reading.witnesses.iter().filter_map(|w| number(w)).collect());
            let names: Vec<String> = reading.witnesses.iter().map(|w| self.name_of(&w.article)).collect();
            let text = format!("“{}”", cells::fit(&reading.says.replace('\n', " "), 2 * WORDS));
            lines.push(Line { text, note: names.join(", "), is_muted: false });
        }
        let title = format!("which gets an annotation of its own? {}", cells::fit(&question(record), WORDS));
        let purpose = Purpose::Split(record.id.clone(), groups);
        self.overlays.push(Overlay::Pick(Box::new(Pick { purpose, title, lines, cursor: 0 })));
    }

    /// Gives witnesses, by their numbers, an annotation of their own.
    pub(super) fn split(&mut self, id: &str, goes: &[usize], now: Timestamp) -> Vec<Effect> {
        let Some(from) = self.case.annotations.iter().find(|a| a.id == id).cloned() else {
            self.say(Tone::Refused, "that annotation is no longer in the case");
            return Vec::new();
        };
        let new_id = ids::annotation(&self.case, self.seed);
        let Some((rest, new)) = join::split(&from, new_id.clone(), goes) else {
            self.say(Tone::Refused, "one of the two would have no words");
            return Vec::new();
        };
        let rest = Annotation { changed: Some(now), ..rest };
        let new = Annotation { by: self.settings.by.clone(), created: Some(now), ..new };
        let label = format!("parted {}", cells::fit(&question(&from), WORDS));
        let operations =
            vec![Operation::replace(from, rest), Operation::AddAnnotation { annotation: Box::new(new) }];
        let effects = self.change(Operation::Batch { operations }, label);
        self.seed = self.seed.wrapping_add(1);
        self.list.current = Some(new_id);
        effects
    }

    /// Returns the short name of the article of an id, or the id where it is not open.
    fn name_of(&self, id: &str) -> String {
        let open = self.articles.iter().position(|a| a.id == id);
        open.map_or_else(|| id.to_owned(), |article| format!("{} {}", article + 1, self.name(article)))
    }
}
