//! Keys in the list of annotations: moving, selecting, sorting, searching, and the way to the words and back.

use std::sync::Arc;

use jiff::Timestamp;

use crate::align::Member;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::line::Purpose;
use crate::app::list::{Sort, areas, counted};
use crate::app::query::{Asked, Query};
use crate::app::{App, Tone, View};

impl App {
    /// Does what a key says in the list of annotations.
    pub(super) fn act_in_list(
        &mut self,
        action: Action,
        count: Option<usize>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let times = super::times(count);
        let page = isize::from(areas(self.body(), self.list.rows.len()).table.height as i16 - 1).max(1);
        match action {
            Action::ListNext => self.move_in_list(times),
            Action::ListPrevious => self.move_in_list(-times),
            Action::ListPageDown => self.move_in_list(page * times),
            Action::ListPageUp => self.move_in_list(-page * times),
            Action::ListTop => self.go_in_list(count.map_or(0, |n| n.saturating_sub(1))),
            Action::ListBottom => self.go_in_list(count.map_or(usize::MAX, |n| n.saturating_sub(1))),
            Action::ListClose => self.close_list(),
            Action::ListJump => self.jump_from_list(),
            Action::ListEdit => {
                if let Some(annotation) = self.list.annotation() {
                    self.edit(annotation);
                }
            }
            Action::ListSelect => self.select_in_list(times),
            Action::ListRange => self.turn_range(),
            Action::ListAll => self.select_all(),
            Action::ListFilter => self.open_line(Purpose::Filter),
            Action::ListFilterOff => {
                self.keep_range();
                self.list.filter.clear();
                self.refresh_list();
                self.filtered();
            }
            Action::ListSort => self.sort_by(None),
            Action::ListReverse => {
                self.keep_range();
                self.list.reverse = !self.list.reverse;
                self.say_order();
            }
            Action::ListPreviewDown => self.scroll_preview(times),
            Action::ListPreviewUp => self.scroll_preview(-times),
            Action::ListSearch => self.open_search(),
            Action::ListNextHit => self.step_in_list(times),
            Action::ListPreviousHit => self.step_in_list(-times),
            Action::ListCopy => return self.copy_listed(),
            Action::ListDelete => self.ask_delete_listed(),
            Action::ListJoin => return self.join_listed(now),
            Action::ListSplit => self.ask_split(),
            Action::ListTag | Action::ListUntag => self.open_tags(action == Action::ListTag),
            Action::ListStatus => return self.turn_status(count, 1, now),
            Action::ListStatusBack => return self.turn_status(count, -1, now),
            _ => {}
        }
        Vec::new()
    }

    fn move_in_list(&mut self, by: isize) {
        self.go_in_list(self.list.cursor.saturating_add_signed(by));
    }

    /// Puts the cursor on a row of the list, or on the last one before it.
    pub(super) fn go_in_list(&mut self, row: usize) {
        self.list.cursor = row.min(self.list.rows.len().saturating_sub(1));
        let record = self.list.annotation().and_then(|a| self.case.annotations.get(a));
        self.list.current = record.map(|r| r.id.clone());
        self.list.moved = true;
        self.list.pinned = None;
        self.list.preview_top = 0;
    }

    /// Selects so many annotations from the cursor on, or gives them up, and goes on behind them.
    fn select_in_list(&mut self, count: isize) {
        self.keep_range();
        let on = !self.is_selected(self.list.cursor);
        let end = (self.list.cursor + count.unsigned_abs()).min(self.list.rows.len());
        for row in self.list.cursor..end {
            let record = self.list.rows.get(row).and_then(|a| self.case.annotations.get(*a));
            let Some(id) = record.map(|r| r.id.clone()) else { continue };
            if on {
                self.list.selected.insert(id);
            } else {
                self.list.selected.remove(&id);
            }
        }
        self.go_in_list(end);
        self.say_selection();
    }

    fn turn_range(&mut self) {
        if self.list.range.is_some() {
            self.keep_range();
            self.say_selection();
        } else if let Some(current) = self.list.annotation().and_then(|a| self.case.annotations.get(a)) {
            self.list.range = Some(current.id.clone());
            let again = self.hint_of(Action::ListRange, "keeps the range");
            self.say(Tone::Done, format!("selecting up to the cursor; {again}"));
        }
    }

    /// Selects all that are shown, or none when all of them are selected.
    fn select_all(&mut self) {
        self.keep_range();
        if (0..self.list.rows.len()).all(|row| self.is_selected(row)) {
            self.list.selected.clear();
        } else {
            let records = self.list.rows.iter().filter_map(|a| self.case.annotations.get(*a));
            let ids: Vec<String> = records.map(|r| r.id.clone()).collect();
            self.list.selected.extend(ids);
        }
        self.say_selection();
    }

    fn say_selection(&mut self) {
        let text = match self.count_selected() {
            (0, _) => "none selected".into(),
            (count, 0) => format!("{count} selected"),
            (count, hidden) => format!("{count} selected, {hidden} of them not shown"),
        };
        self.say(Tone::Done, text);
    }

    /// Gives up the selection, then the marks of the search, then leaves the list.
    fn close_list(&mut self) {
        if self.list.has_selection() {
            (self.list.range, self.list.selected) = (None, rustc_hash::FxHashSet::default());
            self.say_selection();
        } else if self.list.query.take().is_some() {
            self.refresh_list();
        } else {
            self.show(View::Panes);
        }
    }

    /// Sorts by another key, or by the next one; the cursor stays on its annotation.
    pub(super) fn sort_by(&mut self, sort: Option<Sort>) {
        let at = Sort::ALL.iter().position(|s| *s == self.list.sort).unwrap_or(0);
        self.keep_range();
        (self.list.sort, self.list.reverse) = (sort.unwrap_or(Sort::ALL[(at + 1) % Sort::ALL.len()]), false);
        self.say_order();
    }

    fn say_order(&mut self) {
        self.refresh_list();
        self.say(Tone::Done, self.list.sort.text(self.list.reverse));
    }

    fn scroll_preview(&mut self, by: isize) {
        let Some(record) = self.list.annotation().and_then(|a| self.case.annotations.get(a)) else { return };
        let area = areas(self.body(), self.list.rows.len()).preview;
        let rows = self.preview(record, area.width.saturating_sub(3)).len();
        let most = rows.saturating_sub(usize::from(area.height.saturating_sub(1)));
        self.list.preview_top = self.list.preview_top.saturating_add_signed(by).min(most);
    }

    /// Brings the list onto the screen, on the annotation of the passage under the cursor.
    pub(super) fn open_list(&mut self) {
        self.refresh_list();
        self.list.moved = false;
        self.list.preview_top = 0;
        let here = self.annotations_here();
        if self.list.annotation().is_some_and(|a| here.contains(&a)) {
            return;
        }
        if let Some(row) = self.list.rows.iter().position(|a| here.contains(a)) {
            self.go_in_list(row);
            self.list.moved = false;
        }
    }

    /// Puts the panes on the words of the annotation under the cursor, once the cursor was moved; returns where they
    /// stand.
    pub(super) fn leave_list(&mut self) -> Vec<Member> {
        let current = self.list.annotation().filter(|_| self.list.moved);
        let words = current.map_or(&[][..], |annotation| self.witnessed_in(annotation));
        let places: Vec<Member> = words.iter().map(|w| w.member()).collect();
        // Where the cursor stands in one of them already, nothing has to move.
        if let Some(first) = places.iter().find(|m| m.article == self.focus).or(places.first()) {
            self.focus = first.article;
            for member in places.iter().rev() {
                self.panes[member.article].cursor = member.passage;
            }
            self.cursor_moved();
        }
        places
    }

    /// Shows an annotation's words in the articles, all of them level.
    fn jump_from_list(&mut self) {
        let Some(annotation) = self.list.annotation() else { return };
        if self.witnessed_in(annotation).is_empty() {
            self.say(Tone::Refused, "its words were not found in the open articles");
            return;
        }
        self.list.moved = true;
        self.show(View::Panes);
        let back = self.hint_of(Action::ViewAnnotations, "leads back to the list");
        self.say(Tone::Done, back);
    }

    /// Looks through the list for what stands in the line of the search, on from where the cursor stood.
    pub(super) fn search_list(&mut self, query: Option<Query>, from: usize) {
        self.list.query = query.map(Arc::new);
        self.refresh_list();
        let next = self.list.hits.iter().find(|row| **row >= from).or(self.list.hits.first()).copied();
        self.go_in_list(next.unwrap_or(from));
    }

    /// Goes to the next row in which the search found something; round at the ends.
    pub(super) fn step_in_list(&mut self, by: isize) {
        if self.list.query.is_none() {
            match self.search.history.last().cloned().map(Query::new) {
                Some(Ok(query)) => self.list.query = Some(Arc::new(query)),
                _ => {
                    let text = self.hint_of(Action::ListSearch, "searches");
                    return self.say(Tone::Refused, format!("nothing was searched for yet; {text}"));
                }
            }
            self.refresh_list();
        }
        let count = self.list.hits.len() as isize;
        if count > 0 {
            let before = self.list.hits.partition_point(|row| *row < self.list.cursor) as isize;
            let on = self.list.hits.binary_search(&self.list.cursor).is_ok();
            let at = before + by - isize::from(by > 0 && !on);
            let row = self.list.hits[at.rem_euclid(count) as usize];
            self.go_in_list(row);
        }
        self.say_list_hit();
    }

    /// Says in how many of the shown annotations the search found something.
    pub(super) fn say_list_hit(&mut self) {
        let Some(query) = &self.list.query else { return };
        let text = format!("“{}” {}", query.asked.text, self.list_hits());
        self.say(if self.list.hits.is_empty() { Tone::Refused } else { Tone::Done }, text);
    }

    /// Returns which hit the cursor stands on: `2 of 5 annotations`, `5 annotations`, `not found`.
    pub fn list_hits(&self) -> String {
        let count = self.list.hits.len();
        match self.list.hits.binary_search(&self.list.cursor) {
            _ if count == 0 => "not found".into(),
            Ok(at) => format!("{} of {}", at + 1, counted(count)),
            Err(_) => counted(count),
        }
    }

    /// Searches the list for words as if they had been typed and finished.
    pub(super) fn search_list_for(&mut self, text: &str) {
        match Query::new(Asked { text: text.to_owned(), ..Asked::default() }) {
            Ok(query) => {
                self.search.remember(query.asked.clone());
                self.search_list(Some(query), self.list.cursor);
                self.say_list_hit();
            }
            Err(error) => self.say(Tone::Refused, error.to_string()),
        }
    }
}
