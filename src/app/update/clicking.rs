//! What a click does in windows, in the list of annotations and on the hint line.

use jiff::Timestamp;
use tui_textarea::CursorMove;

use crate::app::action::Action;
use crate::app::dialog::Field;
use crate::app::effect::Effect;
use crate::app::line::Purpose;
use crate::app::mouse::{Target, WHEEL_ROWS};
use crate::app::{App, Overlay, Tone};

impl Action {
    /// Returns whether it changes or throws away something at once, which no click does; that an open dialog is saved by a click
    /// on its hint is what everybody expects who filled it in with the mouse.
    pub(crate) fn is_for_keys_only(self) -> bool {
        matches!(
            self,
            Action::SetAside
                | Action::RowAside
                | Action::Same
                | Action::Different
                | Action::Attach
                | Action::SelectAttach
                | Action::RowAttach
                | Action::Reload
                | Action::Remove
                | Action::Repair
                | Action::ExtractOtherwise
                | Action::PickDone
                | Action::ExportWrite
                | Action::Undo
                | Action::Redo
                | Action::ListStatus
                | Action::ListStatusBack
                | Action::ListJoin
                | Action::Yes
                | Action::DialogDiscard
                | Action::FieldDiscard
        )
    }
}

impl App {
    /// Does what a click on something means that the drawing knows; a click beside a window closes it when nothing is lost.
    pub(super) fn click_target(&mut self, target: Option<Target>, clicks: u8, now: Timestamp) -> Vec<Effect> {
        match target {
            None => self.click_beside(),
            Some(Target::Do(action)) => return self.click_hint(action, now),
            Some(Target::Entry(entry)) => return self.click_entry(entry, clicks, now),
            Some(Target::Sort(sort)) if self.list.sort == sort => {
                return self.perform(Action::ListReverse, None, now);
            }
            Some(Target::Sort(sort)) => self.sort_by(Some(sort)),
            Some(Target::Row(_)) if clicks == 2 => return self.perform(Action::ListJump, None, now),
            Some(Target::Row(row)) => self.click_row(row),
            Some(Target::Wording(entry)) => {
                if let Some(member) = self.scene.apparatus.entries.get(entry).map(|e| e.passage) {
                    self.visit(member);
                }
            }
            Some(Target::Preview | Target::Window) => {}
            Some(target) => self.click_in_dialog(target),
        }
        Vec::new()
    }

    /// Does what the key of a hint does, unless that changes something.
    fn click_hint(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        let is_for_keys_only = match self.overlays.last() {
            Some(Overlay::Palette(palette)) if action == Action::PaletteRun => palette.is_for_keys_only(),
            // A filter only shows less, and what a witness says is saved with its dialog.
            Some(Overlay::Line(line)) if action == Action::LineDone => {
                matches!(line.purpose, Purpose::Tag | Purpose::Untag | Purpose::NewArticle)
            }
            _ => action.is_for_keys_only(),
        };
        if is_for_keys_only {
            let key = self.keymap.keys_here(self.context(), action).into_iter().next();
            let key = key.unwrap_or_else(|| action.row().name.to_owned());
            self.say(Tone::Refused, format!("a click changes nothing; press {key}: {}", action.row().text));
            return Vec::new();
        }
        self.perform(action, None, now)
    }

    fn click_beside(&mut self) {
        let closes = matches!(
            self.overlays.last(),
            Some(Overlay::Help(_) | Overlay::Palette(_) | Overlay::Articles(_) | Overlay::Pick(_))
        );
        if closes {
            self.overlays.pop();
        }
    }

    fn click_entry(&mut self, entry: usize, clicks: u8, now: Timestamp) -> Vec<Effect> {
        match self.overlays.last_mut() {
            Some(Overlay::Palette(palette)) => {
                palette.cursor = entry;
                if palette.is_for_keys_only() {
                    let text = self.hint_of(Action::PaletteRun, "does it");
                    self.say(Tone::Refused, format!("a click changes nothing; {text}"));
                    return Vec::new();
                }
                self.perform(Action::PaletteRun, None, now)
            }
            Some(Overlay::Articles(window)) => {
                (window.cursor, window.top) = (entry, 0);
                if clicks == 2 { self.perform(Action::ArticleGo, None, now) } else { Vec::new() }
            }
            // What it does changes the case, so it is left to a key.
            Some(Overlay::Pick(pick)) => {
                pick.cursor = entry;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Puts the cursor of the list on a row; the rows stay where they are, so that a second click hits the same.
    fn click_row(&mut self, row: usize) {
        let height = usize::from(crate::app::list::areas(self.body(), self.list.rows.len()).table.height);
        let top = self.list.first_row(height);
        self.go_in_list(row);
        self.list.pinned = Some(top);
    }

    fn click_in_dialog(&mut self, target: Target) {
        let Some(dialog) = self.dialog() else { return };
        dialog.problem = None;
        match target {
            Target::Kind(kind) => {
                // As with its key: what comes next is the question.
                dialog.kind = dialog.kinds.get(kind).map(|k| k.id.clone());
                dialog.field = Field::Question;
            }
            Target::Severity(value) => (dialog.field, dialog.severity) = (Field::Severity, value),
            Target::Confidence(value) => (dialog.field, dialog.confidence) = (Field::Confidence, value),
            Target::Status(value) => (dialog.field, dialog.status) = (Field::Status, value),
            Target::Part(part, on_box) => {
                (dialog.field, dialog.part) = (Field::Witnesses, part);
                if let Some(part) = dialog.parts.get_mut(part).filter(|_| on_box) {
                    part.out = !part.out;
                }
            }
            Target::Field(field, place) => {
                dialog.field = field;
                if let (Some((row, column)), Some(text)) = (place, dialog.text()) {
                    text.move_cursor(CursorMove::Jump(row, column));
                }
            }
            _ => {}
        }
    }

    /// Turns the wheel over a window.
    pub(super) fn wheel_in_window(&mut self, by: i32) {
        let (by, lines, screen) = (by as isize, self.listed_lines(), self.size);
        match self.overlays.last_mut() {
            Some(Overlay::Help(help)) => help.scroll(by * WHEEL_ROWS as isize, screen),
            Some(Overlay::Export(preview)) => preview.scroll(by * WHEEL_ROWS as isize, screen),
            Some(Overlay::Palette(palette)) => {
                let last = palette.entries.len().saturating_sub(1);
                palette.cursor = palette.cursor.saturating_add_signed(by).min(last);
            }
            Some(Overlay::Articles(window)) if window.details => {
                self.scroll_details(by * WHEEL_ROWS as isize);
            }
            Some(Overlay::Articles(window)) => {
                let last = lines.saturating_sub(1);
                window.cursor = window.cursor.saturating_add_signed(by).min(last);
            }
            Some(Overlay::Pick(pick)) => pick.step(by),
            _ => {}
        }
    }
}
