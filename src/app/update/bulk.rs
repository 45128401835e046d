//! Changes of the selected annotations, or of the one under the cursor: status, tags, deletion; each is one step to undo.

use jiff::Timestamp;

use crate::app::effect::Effect;
use crate::app::line::Purpose;
use crate::app::list::{counted, question};
use crate::app::{App, Confirm, Overlay, Then, Tone, View, dialog};
use crate::article::fold;
use crate::case::history::Operation;
use crate::case::{Annotation, Status};

impl App {
    /// Changes each of the annotations as `to` says, as one step; those that it leaves as they are do not count.
    fn change_each(
        &mut self,
        targets: &[usize],
        label: &str,
        now: Timestamp,
        to: impl Fn(&Annotation) -> Annotation,
    ) -> Vec<Effect> {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return Vec::new();
        }
        let records = targets.iter().filter_map(|a| self.case.annotations.get(*a));
        let changes = records.map(|from| (from, to(from))).filter(|(from, to)| *from != to);
        let stamped = |to: Annotation| Annotation { changed: Some(now), ..to };
        let mut operations: Vec<Operation> =
            changes.map(|(from, to)| Operation::replace(from.clone(), stamped(to))).collect();
        let effects = match (operations.len(), operations.pop()) {
            (_, None) => {
                self.say(Tone::Refused, format!("nothing to change: {label} already"));
                return Vec::new();
            }
            (1, Some(one)) => self.change(one, label.to_owned()),
            (count, Some(last)) => {
                operations.push(last);
                self.change(Operation::Batch { operations }, format!("{label}, {}", counted(count)))
            }
        };
        self.give_up_hidden();
        effects
    }

    /// Leaves selected what is still shown: the next change should not reach what the last one sent out of sight.
    fn give_up_hidden(&mut self) {
        // Elsewhere the rows are not kept up to date, and nothing is selected by them.
        if self.view != View::Annotations {
            return;
        }
        self.keep_range();
        self.refresh_list();
        let records = self.list.rows.iter().filter_map(|a| self.case.annotations.get(*a));
        let shown: rustc_hash::FxHashSet<&str> = records.map(|r| r.id.as_str()).collect();
        self.list.selected.retain(|id| shown.contains(id.as_str()));
    }

    /// Gives the annotations the status after (`by` > 0) or before that of the one under the cursor, or the one of
    /// that number.
    pub(super) fn turn_status(&mut self, number: Option<usize>, by: isize, now: Timestamp) -> Vec<Effect> {
        let targets = self.targets();
        let cursor = self.list.annotation().filter(|a| targets.contains(a));
        let Some(first) = cursor.or(targets.first().copied()).and_then(|a| self.case.annotations.get(a))
        else {
            return Vec::new();
        };
        let at = Status::ALL.iter().position(|s| *s == first.status).unwrap_or(0) as isize;
        let next = Status::ALL[(at + by).rem_euclid(Status::ALL.len() as isize) as usize];
        match number.map(|n| Status::ALL.get(n.wrapping_sub(1))) {
            Some(None) => {
                let all = Status::ALL.iter().enumerate().map(|(i, s)| format!("{} {}", i + 1, s.name()));
                let all: Vec<String> = all.collect();
                self.say(Tone::Refused, format!("the statuses are {}", all.join(", ")));
                Vec::new()
            }
            Some(Some(status)) => self.set_status(*status, now),
            None => self.set_status(next, now),
        }
    }

    /// Gives the selected annotations a status; in the articles the one of the passage.
    pub(super) fn set_status(&mut self, status: Status, now: Timestamp) -> Vec<Effect> {
        let targets = match self.view {
            View::Annotations => self.targets(),
            _ => self.annotation_here().into_iter().collect(),
        };
        if targets.is_empty() {
            self.say(Tone::Refused, "no annotation here");
            return Vec::new();
        }
        self.set_status_of(&targets, status, now)
    }

    /// Gives annotations a status.
    pub(crate) fn set_status_of(&mut self, targets: &[usize], status: Status, now: Timestamp) -> Vec<Effect> {
        let label = format!("status: {}", status.name());
        self.change_each(targets, &label, now, |from| Annotation { status, ..from.clone() })
    }

    /// Opens the line for tags to add or to take away.
    pub(super) fn open_tags(&mut self, add: bool) {
        let targets = self.targets();
        if let Some(reason) = self.may_not_write() {
            return self.say(Tone::Refused, reason);
        }
        let tagged = |a: &usize| self.case.annotations.get(*a).is_some_and(|r| !r.tags.is_empty());
        if targets.is_empty() {
            self.say(Tone::Refused, "no annotation here");
        } else if !add && !targets.iter().any(tagged) {
            let which = if targets.len() == 1 { "it has no tags" } else { "none of them has tags" };
            self.say(Tone::Refused, which);
        } else {
            self.open_line(if add { Purpose::Tag } else { Purpose::Untag });
        }
    }

    /// Adds tags, parted by commas, to the selected annotations.
    pub(super) fn tag(&mut self, typed: &str, now: Timestamp) -> Vec<Effect> {
        let new = dialog::values::tags(typed);
        if new.is_empty() {
            return Vec::new();
        }
        let label = format!("tagged {}", new.join(", "));
        self.change_each(&self.targets(), &label, now, |from| {
            let mut to = from.clone();
            for tag in &new {
                if !to.tags.iter().any(|t| fold::plain(t) == fold::plain(tag)) {
                    to.tags.push(tag.clone());
                }
            }
            to
        })
    }

    /// Takes tags, parted by commas, from the selected annotations.
    pub(super) fn untag(&mut self, typed: &str, now: Timestamp) -> Vec<Effect> {
        let old = dialog::values::tags(typed);
        let gone: Vec<String> = old.iter().map(|t| fold::plain(t)).collect();
        let targets = self.targets();
        let has = |a: &usize, tag: &String| {
            self.case.annotations.get(*a).is_some_and(|r| r.tags.iter().any(|t| fold::plain(t) == *tag))
        };
        if let Some(at) = gone.iter().position(|tag| !targets.iter().any(|a| has(a, tag))) {
            let whose = if targets.len() == 1 { "it has no" } else { "none of them has the" };
            self.say(Tone::Refused, format!("{whose} tag `{}`", old[at]));
            return Vec::new();
        }
        if gone.is_empty() {
            return Vec::new();
        }
        let label = format!("no longer tagged {}", old.join(", "));
        self.change_each(&targets, &label, now, |from| {
            let mut to = from.clone();
            to.tags.retain(|t| !gone.contains(&fold::plain(t)));
            to
        })
    }

    /// Asks before the selected annotations are deleted.
    pub(super) fn ask_delete_listed(&mut self) {
        self.ask_delete(&self.targets());
    }

    /// Asks before annotations are deleted.
    pub(crate) fn ask_delete(&mut self, targets: &[usize]) {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return;
        }
        let records: Vec<&Annotation> =
            targets.iter().filter_map(|a| self.case.annotations.get(*a)).collect();
        let hidden = if self.view == View::Annotations { self.count_selected().1 } else { 0 };
        let question = match records.as_slice() {
            [] => return self.say(Tone::Refused, "no annotation here"),
            [one] => {
                format!("Delete the {} annotation {}?", one.kind, question(one).trim_end_matches('?'))
            }
            more if hidden > 0 => {
                format!("Delete {}, {hidden} of them not shown by the filter?", counted(more.len()))
            }
            more => format!("Delete {}?", counted(more.len())),
        };
        let then = Then::Delete(records.iter().map(|r| r.id.clone()).collect());
        self.overlays.push(Overlay::Confirm(Confirm { question, then }));
    }

    /// Deletes annotations, as one step; undo brings them back.
    pub(super) fn delete(&mut self, ids: &[String]) -> Vec<Effect> {
        let there = |id: &&String| self.case.annotations.iter().any(|a| a.id == **id);
        let ids: Vec<String> = ids.iter().filter(there).cloned().collect();
        let record = ids.first().and_then(|id| self.case.annotations.iter().find(|a| a.id == *id));
        let Some(record) = record else { return Vec::new() };
        let label = match ids.len() {
            1 => format!("deleted the {} annotation", record.kind),
            count => format!("deleted {}", counted(count)),
        };
        let mut operations: Vec<Operation> =
            ids.into_iter().map(|id| Operation::RemoveAnnotation { id }).collect();
        let operation = match operations.len() {
            1 => operations.remove(0),
            _ => Operation::Batch { operations },
        };
        self.change(operation, label)
    }
}
