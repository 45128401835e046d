//! Keys in the views that list threads as rows: the synopsis and the coverage.

use jiff::Timestamp;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::threads::{Filter, Item};
use crate::app::{App, Tone, View};

impl App {
    /// Does what a key says in the synopsis and the coverage.
    pub(super) fn act_on_rows(
        &mut self,
        action: Action,
        count: Option<usize>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let times = super::times(count);
        let shown = match self.view {
            View::Coverage => self.scene.coverage.layout.per_line() * self.scene.coverage.lines.len(),
            _ => self.scene.synopsis.rows.len(),
        };
        let page = (shown as isize - 1).max(1);
        let last = self.threads.rows.len().saturating_sub(1);
        match action {
            Action::RowNext => self.move_row(times),
            Action::RowPrevious => self.move_row(-times),
            Action::RowPageDown => self.move_row(page * times),
            Action::RowPageUp => self.move_row(-page * times),
            Action::RowTop => self.go_to_row(count.map_or(0, |n| n.saturating_sub(1))),
            Action::RowBottom => self.go_to_row(count.map_or(last, |n| n.saturating_sub(1))),
            Action::ColumnLeft => self.move_column(-times),
            Action::ColumnRight => self.move_column(times),
            Action::RowShow => self.show_row(),
            Action::RowFold => self.fold_row(),
            Action::RowFoldAll => {
                self.threads.folded = !self.threads.folded;
                self.threads.unlike.clear();
            }
            Action::RowCopy => return self.copy_row(),
            Action::RowBase => self.turn_base(),
            Action::RowsClose => self.show(View::Panes),
            Action::RowSuspect => self.follow_to_row(|app| app.jump_suspect(times)),
            Action::RowSuspectBack => self.follow_to_row(|app| app.jump_suspect(-times)),
            Action::RowAnnotate | Action::RowEdit | Action::RowAside | Action::RowAttach => {
                return self.work_on_row(action, now);
            }
            _ => {}
        }
        Vec::new()
    }

    /// Goes on to the next filter of the threads, or back.
    pub(super) fn turn_filter(&mut self, by: isize) {
        let at = Filter::ALL.iter().position(|f| *f == self.threads.filter).unwrap_or(0) as isize;
        self.filter_by(Filter::ALL[(at + by).rem_euclid(Filter::ALL.len() as isize) as usize]);
    }

    /// Shows and walks only the threads that pass a filter; the cursor stays on its thread where that passes.
    pub(crate) fn filter_by(&mut self, filter: Filter) {
        self.threads.filter = filter;
        self.refresh_threads();
        let count = self.threads.rows.len();
        let text = match filter {
            Filter::All => "all threads".to_owned(),
            Filter::OneArticle if count == 1 => "1 passage in one article only".to_owned(),
            Filter::OneArticle => format!("{count} passages in one article only"),
            _ if count == 1 => format!("1 thread {}", filter.text()),
            _ => format!("{count} threads {}", filter.text()),
        };
        self.say(if count == 0 { Tone::Refused } else { Tone::Done }, text);
    }

    fn move_row(&mut self, by: isize) {
        self.go_to_row(self.threads.cursor.saturating_add_signed(by));
    }

    fn go_to_row(&mut self, row: usize) {
        self.threads.cursor = row.min(self.threads.rows.len().saturating_sub(1));
        self.stand_on_row();
    }

    /// Moves to another column; the row stays.
    fn move_column(&mut self, by: isize) {
        let order = self.order();
        let at = order.iter().position(|a| *a == self.focus).unwrap_or(0);
        let at = at.saturating_add_signed(by).min(order.len().saturating_sub(1));
        if let Some(article) = order.get(at) {
            self.focus = *article;
            self.stand_on_row();
        }
    }

    /// Shows the row's passages in the articles.
    fn show_row(&mut self) {
        let Some(item) = self.threads.item() else { return };
        let asked = self.focus;
        self.focus_on_row(item);
        self.show(View::Panes);
        self.level_members(&self.members(item));
        if self.focus != asked {
            let text =
                format!("not found in {} {}; shown in {}", asked + 1, self.name(asked), self.focus + 1);
            self.say(Tone::Done, text);
        }
    }

    fn fold_row(&mut self) {
        if let Some(item) = self.threads.item()
            && !self.threads.unlike.remove(&item)
        {
            self.threads.unlike.insert(item);
        }
    }

    /// Does something that moves the cursor in the articles, and takes the cursor of the rows along.
    fn follow_to_row(&mut self, go: impl FnOnce(&mut App)) {
        go(self);
        self.refresh_threads();
        self.threads.cursor = self.row_here();
        self.threads.moved = true;
    }

    /// Focuses an article that has a part in the row's suspect, when there is one and the focused article has none.
    fn focus_on_suspect(&mut self, item: Item) {
        let Item::Thread(thread) = item else { return };
        let suspects = self.threads.suspects.get(&thread).into_iter().flatten();
        let Some(open) = suspects.copied().find(|s| self.is_open(*s)).filter(|_| self.suspect.is_none())
        else {
            return;
        };
        let suspect = self.index.alignment.suspects.get(open);
        if let Some(member) = suspect.and_then(|s| s.members().next().copied()) {
            self.focus = member.article;
            self.panes[member.article].cursor = member.passage;
            self.suspect = Some(open);
        }
    }

    /// Does with the row's passage what the same key does in the articles.
    fn work_on_row(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        let Some(item) = self.threads.item() else { return Vec::new() };
        self.focus_on_row(item);
        if !matches!(action, Action::RowEdit | Action::RowAttach) {
            self.focus_on_suspect(item);
        }
        match action {
            Action::RowAnnotate => self.annotate(),
            Action::RowEdit => self.edit_here(),
            Action::RowAttach => return self.attach(now),
            _ => {
                let effects = self.set_aside(now);
                self.follow_to_row(|_| ());
                return effects;
            }
        }
        Vec::new()
    }
}
