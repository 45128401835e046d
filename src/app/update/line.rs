//! Keys in the line over the list: a filter that is seen while it is typed, and tags.

use jiff::Timestamp;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::line::{Line, Purpose};
use crate::app::list::counted;
use crate::app::{App, Overlay, Tone, View};
use crate::case::filter::{Filter, without_part_at};

/// Filters that are remembered.
const MOST_REMEMBERED: usize = 50;

impl App {
    /// Opens a line over the list.
    pub(super) fn open_line(&mut self, purpose: Purpose) {
        let text = if purpose == Purpose::Filter { self.list.filter.clone() } else { String::new() };
        self.open_line_with(purpose, &text);
    }

    /// Opens a line that says something already.
    pub(super) fn open_line_with(&mut self, purpose: Purpose, text: &str) {
        // What is typed may hide the end of the range, and the list would start anew from elsewhere.
        self.keep_range();
        let mut line = Line::new(purpose, text);
        line.offered = self.offered_in(&line);
        self.overlays.push(Overlay::Line(Box::new(line)));
    }

    pub(super) fn line(&mut self) -> Option<&mut Line> {
        match self.overlays.last_mut() {
            Some(Overlay::Line(line)) => Some(line),
            _ => None,
        }
    }

    /// Answers to what stands in the line now: a filter holds at once, and what could follow is offered.
    pub(super) fn line_typed(&mut self) {
        let Some(mut line) = self.take_line() else { return };
        line.chosen = None;
        self.look_at_line(&mut line);
        line.offered = self.offered_in(&line);
        self.overlays.push(Overlay::Line(line));
    }

    fn take_line(&mut self) -> Option<Box<Line>> {
        match self.overlays.pop() {
            Some(Overlay::Line(line)) => Some(line),
            other => {
                self.overlays.extend(other);
                None
            }
        }
    }

    fn look_at_line(&mut self, line: &mut Line) {
        line.problem = None;
        if line.purpose == Purpose::Filter {
            let words = self.vocabulary();
            let typed = line.typed();
            match Filter::parse(&typed, &words) {
                Ok(_) => typed.trim().clone_into(&mut self.list.filter),
                Err(error) => {
                    line.problem = Some(error.to_string());
                    let rest = without_part_at(&typed, line.at());
                    if Filter::parse(&rest, &words).is_ok() {
                        rest.trim().clone_into(&mut self.list.filter);
                    }
                }
            }
            self.refresh_list();
        }
    }

    /// Does what a key says in the line.
    pub(super) fn act_in_line(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        let by = if matches!(action, Action::LineOffered | Action::LineOlder) { 1 } else { -1 };
        match action {
            Action::LineOffered | Action::LineOfferedBack => {
                let Some(mut line) = self.take_line() else { return Vec::new() };
                line.choose(by);
                self.look_at_line(&mut line);
                // A single choice is settled; what could follow it is offered next.
                if line.offered.choices.len() < 2 {
                    line.chosen = None;
                    line.offered = self.offered_in(&line);
                }
                self.overlays.push(Overlay::Line(line));
            }
            Action::LineOlder | Action::LineNewer => {
                let remembered = self.list.filters_used.clone();
                if let Some(line) = self.line().filter(|l| l.purpose == Purpose::Filter) {
                    line.recall(&remembered, by);
                    self.line_typed();
                }
            }
            Action::LineDone => return self.finish_line(now),
            _ => self.cancel_line(),
        }
        Vec::new()
    }

    /// Closes the line; a filter is again what it was before.
    pub(super) fn cancel_line(&mut self) {
        let Some(line) = self.take_line() else { return };
        match line.purpose {
            Purpose::Filter => {
                self.list.filter = line.before;
                self.refresh_list();
            }
            Purpose::NewArticle => self.say(Tone::Done, "what was pasted is dropped"),
            Purpose::Tag | Purpose::Untag | Purpose::Says => {}
        }
    }

    fn finish_line(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(line) = self.take_line() else { return Vec::new() };
        let typed = line.typed();
        match line.purpose {
            // What cannot be understood stays to be mended.
            Purpose::Filter if line.problem.is_some() => {
                let offered = line.offered.choices.is_empty();
                let problem = line.problem.clone().unwrap_or_default();
                self.overlays.push(Overlay::Line(line));
                if !offered {
                    self.say(Tone::Refused, problem);
                }
                Vec::new()
            }
            Purpose::Filter => {
                self.filtered();
                Vec::new()
            }
            Purpose::NewArticle => self.add_pasted(&typed, line.pasted.unwrap_or_default(), now),
            Purpose::Tag => self.tag(&typed, now),
            Purpose::Untag => self.untag(&typed, now),
            Purpose::Says => {
                if let Some(part) = self.dialog().and_then(|d| d.parts.get_mut(d.part)) {
                    typed.trim().clone_into(&mut part.says);
                }
                Vec::new()
            }
        }
    }

    /// Shows only the annotations that a filter means.
    pub(super) fn filter_list(&mut self, text: &str) {
        match Filter::parse(text, &self.vocabulary()) {
            Ok(_) => {
                self.show(View::Annotations);
                self.keep_range();
                text.trim().clone_into(&mut self.list.filter);
                self.refresh_list();
                self.filtered();
            }
            Err(error) => self.say(Tone::Refused, error.to_string()),
        }
    }

    /// Remembers the filter and says what it leaves.
    pub(super) fn filtered(&mut self) {
        let filter = self.list.filter.clone();
        if !filter.is_empty() {
            let used = &mut self.list.filters_used;
            used.retain(|f| *f != filter);
            used.push(filter);
            if used.len() > MOST_REMEMBERED {
                used.remove(0);
            }
        }
        let (shown, all) = (self.list.rows.len(), self.case.annotations.len());
        match &self.list.advice {
            _ if self.list.filter.is_empty() => self.say(Tone::Done, format!("all {}", counted(all))),
            Some(advice) => self.say(Tone::Refused, advice.clone()),
            None => {
                let tone = if shown == 0 { Tone::Refused } else { Tone::Done };
                self.say(tone, format!("{shown} of {}", counted(all)));
            }
        }
    }
}
