//! What the mouse does in the views: it puts the cursor, selects, scrolls, and moves borders. It never changes the case.

use jiff::Timestamp;

use crate::align::PassageRef;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::mouse::{Held, Mouse, Target, Unit, WHEEL_ROWS, What};
use crate::app::spot::{self, Part};
use crate::app::{App, Tone, View, select};
use crate::article::Span;

impl App {
    /// Does what the mouse says.
    pub(super) fn point(&mut self, mouse: Mouse, now: Timestamp) -> Vec<Effect> {
        if !self.mouse.on {
            return Vec::new();
        }
        match mouse.what {
            What::Press => return self.press_mouse(mouse, now),
            What::Drag => self.drag(mouse.x, mouse.y),
            What::Release => self.release_mouse(),
            What::Wheel(by) if !self.overlays.is_empty() => self.wheel_in_window(by),
            What::Wheel(by) => return self.wheel(&mouse, by, now),
        }
        Vec::new()
    }

    /// Gives the mouse to the terminal, or takes it back.
    pub(super) fn toggle_mouse(&mut self) -> Vec<Effect> {
        let on = !self.mouse.on;
        self.mouse = crate::app::mouse::State::new(on);
        let text = if on {
            "the mouse works here; with Shift it is the terminal's".to_owned()
        } else {
            format!("the mouse is the terminal's; {}", self.hint_of(Action::Mouse, "takes it back"))
        };
        self.say(Tone::Done, text);
        vec![Effect::Mouse(on)]
    }

    fn press_mouse(&mut self, mouse: Mouse, now: Timestamp) -> Vec<Effect> {
        self.tour = false;
        self.leaving = false;
        self.pressed.clear();
        self.count = None;
        self.status = None;
        (self.mouse.held, self.mouse.selected) = (Held::Nothing, false);
        let clicks = self.mouse.count(mouse.x, mouse.y, mouse.at);
        if !self.overlays.is_empty() || mouse.target.is_some() {
            return self.click_target(mouse.target, clicks, now);
        }
        match self.view {
            View::Panes => self.press_in_panes(mouse.x, mouse.y, clicks),
            View::Synopsis => return self.press_in_synopsis(mouse.x, mouse.y, clicks, now),
            View::Coverage => return self.press_in_coverage(mouse.x, mouse.y, clicks, now),
            View::Annotations => {}
        }
        Vec::new()
    }

    /// Says what was selected and what can be done with it.
    fn release_mouse(&mut self) {
        let held = std::mem::take(&mut self.mouse.held);
        let Held::Words { article, .. } = held else { return };
        let span = self.panes.get(article).and_then(|p| p.selection).filter(|_| self.mouse.selected);
        let Some((span, text)) = span.zip(self.articles.get(article)) else { return };
        let words = match text.slice(span).split_whitespace().count() {
            1 => "1 word selected".to_owned(),
            count => format!("{count} words selected"),
        };
        let hints =
            [(Action::Annotate, "annotates"), (Action::Copy, "copies"), (Action::DropSelection, "drops")];
        let hints = hints.map(|(action, does)| self.hint_of(action, does)).join(", ");
        self.say(Tone::Done, format!("{words}; {hints}"));
    }

    fn press_in_panes(&mut self, x: u16, y: u16, clicks: u8) {
        let slot = match spot::part_at(&self.scene.layout, x, y) {
            Some(Part::Border(slot)) => {
                self.mouse.held = Held::Border(slot);
                return;
            }
            Some(Part::Pane(slot)) => slot,
            None => return,
        };
        self.selecting = None;
        let article = self.article_in(slot);
        let (Some(layout), Some(scene)) = (self.scene.layout.panes.get(slot), self.scene.panes.get(slot))
        else {
            return;
        };
        let text = layout.text;
        if y < text.y {
            self.focus_on(article);
            return;
        }
        let row = spot::nearest_row(&scene.rows, usize::from(y - text.y));
        let found = self
            .articles
            .get(article)
            .and_then(|a| spot::nearest(a, &scene.rows, text, self.settings.bidi, (x, y)));
        let (Some((row, _)), Some(span)) = (row, found) else {
            self.focus_on(article);
            return;
        };
        let unit = Unit::of_clicks(clicks);
        let from = self.in_units(article, span, unit);
        self.stand_on(PassageRef { article, passage: row.passage });
        self.mouse.held = Held::Words { article, from, unit, beyond: None };
        if unit != Unit::Grapheme {
            self.select_between(article, from, from);
        }
    }

    /// Puts focus and cursor on a passage of the screen; its own pane stays as it is, so that a second click hits the same.
    fn stand_on(&mut self, at: PassageRef) {
        self.focus = at.article;
        if let Some(pane) = self.panes.get_mut(at.article) {
            pane.cursor = at.passage;
        }
        self.leave_suspect_behind();
        self.level();
    }

    /// Widens what was pointed at to the word or the passage.
    fn in_units(&self, article: usize, span: Span, unit: Unit) -> Span {
        let Some(text) = self.articles.get(article) else { return span };
        match unit {
            Unit::Grapheme => span,
            Unit::Word => select::word_at(text, span.start).unwrap_or(span),
            Unit::Passage => {
                let passage = text.passage_at(span.start).unwrap_or(0);
                self.passage_span(article, passage)
            }
        }
    }

    /// Selects from one end to the other, in the pane of one article.
    fn select_between(&mut self, article: usize, from: Span, to: Span) {
        let Some(span) = self.articles.get(article).and_then(|a| spot::trimmed(a, from.join(to))) else {
            return;
        };
        let passage = self.articles[article].passage_at(to.start.min(span.end.saturating_sub(1)));
        if let Some(pane) = self.panes.get_mut(article) {
            pane.selection = Some(span);
            self.mouse.selected = true;
            pane.cursor = passage.unwrap_or(pane.cursor);
        }
    }

    fn drag(&mut self, x: u16, y: u16) {
        match self.mouse.held {
            Held::Nothing => {}
            Held::Border(slot) => self.drag_border(slot, x),
            Held::Words { article, from, unit, .. } => self.drag_words(article, from, unit, x, y),
        }
    }

    /// Selects up to the pointer, which counts as being within the pane wherever it is; beyond its edges it scrolls.
    fn drag_words(&mut self, article: usize, from: Span, unit: Unit, x: u16, y: u16) {
        let Some(slot) = self.scene.panes.iter().position(|p| p.article == article) else { return };
        let Some(text) = self.scene.layout.panes.get(slot).map(|p| p.text) else { return };
        let over = match y {
            y if y < text.y => i32::from(y) - i32::from(text.y),
            y if y >= text.bottom() => i32::from(y - text.bottom()) + 1,
            _ => 0,
        };
        let beyond = (over != 0).then_some((x, over));
        self.mouse.held = Held::Words { article, from, unit, beyond };
        if over != 0 {
            self.scroll_rows(article, over.clamp(-3, 3));
            self.refresh();
        }
        let Some(scene) = self.scene.panes.get(slot) else { return };
        let Some(found) = self
            .articles
            .get(article)
            .and_then(|a| spot::nearest(a, &scene.rows, text, self.settings.bidi, (x, y)))
        else {
            return;
        };
        // A click that trembles selects nothing: dragging begins on the next character.
        let untouched = self.panes.get(article).is_some_and(|p| p.selection.is_none());
        if unit == Unit::Grapheme && found == from && untouched {
            return;
        }
        let to = self.in_units(article, found, unit);
        self.select_between(article, from, to);
    }

    /// Ends what the mouse holds, as every key does: a release that got lost must not hold it for ever.
    pub(crate) fn let_go(&mut self) {
        self.mouse.held = Held::Nothing;
    }

    /// Returns whether the pointer is held beyond the edge of a pane, so that it has to go on scrolling.
    pub fn is_held_beyond(&self) -> bool {
        matches!(self.mouse.held, Held::Words { beyond: Some(_), .. })
    }

    /// Goes on scrolling while the pointer is held beyond the edge of a pane.
    pub(super) fn go_on_dragging(&mut self) {
        let Held::Words { article, from, unit, beyond: Some((x, over)) } = self.mouse.held else { return };
        let Some(slot) = self.scene.panes.iter().position(|p| p.article == article) else { return };
        let Some(text) = self.scene.layout.panes.get(slot).map(|p| p.text) else { return };
        let edge = if over < 0 { i32::from(text.y) } else { i32::from(text.bottom()) - 1 };
        let y = u16::try_from((edge + over).max(0)).unwrap_or(u16::MAX);
        self.drag_words(article, from, unit, x, y);
    }

    fn drag_border(&mut self, slot: usize, x: u16) {
        let shown: Vec<usize> = (0..self.scene.layout.panes.len()).map(|s| self.article_in(s)).collect();
        let edge = (x + 1).saturating_sub(self.size.x);
        self.arrangement.move_border(&shown, slot, edge, self.size.width);
        self.keep_cursor_visible();
        self.level();
    }

    /// Turns the wheel over a view.
    fn wheel(&mut self, mouse: &Mouse, by: i32, now: Timestamp) -> Vec<Effect> {
        let times = Some(by.unsigned_abs() as usize);
        let turn = |down, up| if by > 0 { down } else { up };
        match self.view {
            View::Panes => {
                if let Some(Part::Pane(slot)) = spot::part_at(&self.scene.layout, mouse.x, mouse.y) {
                    let article = self.article_in(slot);
                    self.wheel_pane(article, by * WHEEL_ROWS);
                }
                Vec::new()
            }
            View::Synopsis => self.act(turn(Action::RowNext, Action::RowPrevious), times, now),
            // A line of the map may hold two rows.
            View::Coverage => {
                let rows = times.map(|t| t * self.scene.coverage.layout.per_line());
                self.act(turn(Action::RowNext, Action::RowPrevious), rows, now)
            }
            View::Annotations if mouse.target == Some(Target::Preview) => {
                let rows = times.map(|t| t * WHEEL_ROWS as usize);
                self.act(turn(Action::ListPreviewDown, Action::ListPreviewUp), rows, now)
            }
            View::Annotations => self.act(turn(Action::ListNext, Action::ListPrevious), times, now),
        }
    }

    /// Scrolls a pane; its cursor goes along to the passage on the same row, and under scroll lock the other panes follow.
    fn wheel_pane(&mut self, article: usize, rows: i32) {
        let Some(cursor) = self.panes.get(article).map(|p| p.cursor) else { return };
        let start = self.passage_span(article, cursor).start;
        let margin = i32::from(self.settings.margin);
        let row = self.with_pane(article, |pane, wrapped, height| {
            let last = i32::from(height.max(1)) - 1;
            let row = pane.row_of(wrapped, start).clamp(0, last);
            // Not so near to an edge that the next key would scroll back.
            if last > 2 * margin { row.clamp(margin, last - margin) } else { row }
        });
        let Some(row) = row else { return };
        let visible = self.scroll_rows(article, rows);
        let passage = visible.and_then(|rows| spot::nearest_row(&rows, row as usize)).map(|r| r.0.passage);
        if let (Some(passage), Some(pane)) = (passage, self.panes.get_mut(article)) {
            pane.cursor = passage;
        }
        self.level_from(article);
        self.leave_suspect_behind();
    }

    /// Scrolls a pane and returns what it shows then.
    fn scroll_rows(&mut self, article: usize, rows: i32) -> Option<Vec<Option<crate::app::rows::Row>>> {
        self.with_pane(article, |pane, wrapped, height| {
            pane.at -= rows;
            pane.clamp(wrapped, height);
            let visible = wrapped.visible(pane.anchor, pane.at, height);
            pane.settle(&visible);
            visible
        })
    }

    fn press_in_synopsis(&mut self, x: u16, y: u16, clicks: u8, now: Timestamp) -> Vec<Effect> {
        if clicks == 2 {
            return self.perform(Action::RowShow, None, now);
        }
        let scene = &self.scene.synopsis;
        let below = |rect: ratatui::layout::Rect| y.checked_sub(rect.y);
        let row = below(scene.layout.side)
            .and_then(|y| scene.rows.iter().find(|r| (r.y..r.y + r.height).contains(&y)).map(|r| r.row));
        let column = scene.layout.columns.iter().position(|c| (c.x..c.right()).contains(&x));
        let article = column.and_then(|c| scene.articles.get(c)).copied();
        self.stand_on_cell(row, article);
        Vec::new()
    }

    fn press_in_coverage(&mut self, x: u16, y: u16, clicks: u8, now: Timestamp) -> Vec<Effect> {
        let scene = &self.scene.coverage;
        let layout = &scene.layout;
        let cell = ratatui::layout::Position { x, y };
        if layout.table.contains(cell) {
            let named = crate::app::coverage::table_row(layout.table, &self.order(), self.focus, y);
            self.stand_on_cell(None, named);
            return Vec::new();
        }
        if clicks == 2 {
            return self.perform(Action::RowShow, None, now);
        }
        let column = layout.columns.iter().position(|c| (c.x..c.right()).contains(&x));
        let article = column.and_then(|c| scene.articles.get(c)).copied();
        let on_map = article.is_some() || layout.side.contains(cell);
        let line = y.checked_sub(layout.side.y).map(usize::from).filter(|l| on_map && *l < scene.lines.len());
        let row = line.map(|line| {
            // Where a cell holds two rows a second click, some time later, means the lower one.
            let (upper, lower) = (layout.per_line() * (scene.top + line), scene.lines[line].lower.is_some());
            let again = self.threads.cursor == upper && article.is_none_or(|a| a == self.focus);
            upper + usize::from(again && lower)
        });
        let row = row.filter(|_| y < layout.side.bottom());
        self.stand_on_cell(row, article.filter(|_| y < layout.side.bottom()));
        Vec::new()
    }

    /// Moves the cursor of the rows to a row and an article; what was not meant stays.
    fn stand_on_cell(&mut self, row: Option<usize>, article: Option<usize>) {
        if row.is_none() && article.is_none() {
            return;
        }
        self.focus = article.unwrap_or(self.focus);
        self.threads.cursor = row.unwrap_or(self.threads.cursor);
        self.stand_on_row();
    }
}
