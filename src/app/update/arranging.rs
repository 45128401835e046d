//! Panes made wider, moved and hidden; the base article; what is marked.

use crate::app::action::Action;
use crate::app::arrangement::MarksBy;
use crate::app::hyphens::Hyphens;
use crate::app::{App, Tone};

impl App {
    /// Does what a key says about panes and marks.
    pub(super) fn arrange(&mut self, action: Action, times: isize) {
        match action {
            Action::Wider => self.widen(times),
            Action::Narrower => self.widen(-times),
            Action::EvenWidths => self.arrangement.even(),
            Action::MovePaneRight => self.move_pane(times),
            Action::MovePaneLeft => self.move_pane(-times),
            Action::HidePane => self.hide_pane(self.focus),
            Action::ShowPanes => self.show_all(),
            Action::Base => self.turn_base(),
            Action::MarksBy => self.turn_marks(),
            Action::Mute => self.turn_muting(),
            Action::Map => self.toggle_map(),
            Action::Justify => self.toggle_justified(),
            Action::Hyphenate => self.toggle_hyphens(),
            _ => {}
        }
        self.keep_cursor_visible();
        self.level();
    }

    fn widen(&mut self, by: isize) {
        let alone = self.zoomed || self.scene.layout.panes.len() < 2;
        if alone {
            self.say(Tone::Refused, "one pane has the whole width already");
        } else if !self.arrangement.widen(self.focus, by) {
            let text = if by > 0 { "the pane cannot be wider" } else { "the pane cannot be narrower" };
            self.say(Tone::Refused, text);
        }
    }

    fn move_pane(&mut self, by: isize) {
        if !self.arrangement.shift(self.focus, by) {
            let side = if by > 0 { "right" } else { "left" };
            self.say(Tone::Refused, format!("the pane is at the {side} end"));
        }
    }

    /// Hides a pane; the focus goes to its neighbour.
    pub(super) fn hide_pane(&mut self, article: usize) {
        let name = format!("{} {}", article + 1, self.name(article));
        match self.arrangement.hide(article) {
            Some(neighbour) => {
                if self.focus == article {
                    self.focus_on(neighbour);
                }
                self.say(
                    Tone::Done,
                    format!("{name} is hidden; {}", self.hint_of(Action::ShowPanes, "shows all")),
                );
            }
            None => self.say(Tone::Refused, "the last pane stays"),
        }
    }

    fn show_all(&mut self) {
        let hidden: Vec<usize> =
            (0..self.articles.len()).filter(|a| self.arrangement.is_hidden(*a)).collect();
        hidden.iter().for_each(|a| self.arrangement.show(*a));
        match hidden.len() {
            0 => self.say(Tone::Refused, "no pane is hidden"),
            1 => self.say(Tone::Done, "1 pane is shown again"),
            count => self.say(Tone::Done, format!("{count} panes are shown again")),
        }
    }

    /// Reads the others against the focused article, or no longer when it is the base already.
    pub(super) fn turn_base(&mut self) {
        let base = Some(self.focus).filter(|f| self.arrangement.base != Some(*f));
        self.set_base(base);
    }

    /// Reads the others against an article, or against the passage under the cursor.
    pub(super) fn set_base(&mut self, base: Option<usize>) {
        self.arrangement.base = base;
        let text = match base {
            Some(article) => format!("marked is what differs from {} {}", article + 1, self.name(article)),
            None => "marked is what differs from the passage under the cursor".to_owned(),
        };
        self.say(Tone::Done, text);
    }

    fn turn_marks(&mut self) {
        let at = MarksBy::ALL.iter().position(|m| *m == self.arrangement.marks).unwrap_or(0);
        self.set_marks(MarksBy::ALL[(at + 1) % MarksBy::ALL.len()]);
    }

    /// Changes what is marked where a wording differs.
    pub(super) fn set_marks(&mut self, marks: MarksBy) {
        self.arrangement.marks = marks;
        self.threads.cells.clear();
        let text = match marks {
            MarksBy::Word => "words that differ are marked",
            MarksBy::Character => "characters that differ are marked, to the letter",
            MarksBy::Off => "what differs is not marked",
        };
        self.say(Tone::Done, text);
    }

    fn turn_muting(&mut self) {
        self.arrangement.muted = !self.arrangement.muted;
        let text = if self.arrangement.muted {
            "only the passage under the cursor and its matches stand out"
        } else {
            "all passages are shown alike"
        };
        self.say(Tone::Done, text);
    }

    fn toggle_map(&mut self) {
        self.settings.map = !self.settings.map;
        let text = match self.settings.map {
            true if self.articles.len() < 2 => "the map compares articles; there is only one",
            true => "the map shows what other articles have too, and what is on the screen",
            false => "no map",
        };
        self.say(Tone::Done, text);
    }

    fn toggle_justified(&mut self) {
        self.settings.justify = !self.settings.justify;
        self.say(Tone::Done, if self.settings.justify { "rows are justified" } else { "rows are ragged" });
        self.reset();
    }

    fn toggle_hyphens(&mut self) {
        self.settings.hyphenate = !self.settings.hyphenate;
        let without = || -> Vec<String> {
            let none = self.articles.iter().enumerate().filter(|(_, a)| Hyphens::of(a).is_none());
            none.map(|(number, _)| (number + 1).to_string()).collect()
        };
        let text = match self.settings.hyphenate {
            false => "words are not divided".to_owned(),
            true => match without() {
                none if none.is_empty() => "words are divided at the ends of rows".to_owned(),
                none => {
                    format!("words are divided, but not in {}: no rules for the language", none.join(", "))
                }
            },
        };
        self.say(Tone::Done, text);
        self.reset();
    }

    /// Sets the text anew, so that what comes next sees its new rows.
    fn reset(&mut self) {
        self.rows.set(self.settings.typesetting());
    }

    /// Returns the first key of an action and what it does, for a message.
    pub(crate) fn hint_of(&self, action: Action, does: &str) -> String {
        let keys = self.keymap.keys_of(action);
        keys.first().map_or_else(|| format!(":{} {does}", action.row().name), |k| format!("{k} {does}"))
    }
}
