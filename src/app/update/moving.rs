//! Moving the cursor, the focus and the panes.

use crate::align::{Member, PassageRef};
use crate::app::{App, Tone, View};
use crate::article::Span;

impl App {
    /// Moves the cursor of the focused pane by passages.
    pub(super) fn move_passages(&mut self, by: isize) {
        let here = self.here();
        let last = self.articles.get(here.article).map_or(0, |a| a.passages.len().saturating_sub(1));
        if by > 0 && here.passage == last {
            // Whoever has read on in a tall last passage is not brought back to its start.
            self.keep_cursor_visible();
            return self.level();
        }
        self.go_to_passage(here.passage.saturating_add_signed(by));
    }

    /// Moves the cursor to the first passage of another block.
    pub(super) fn move_paragraphs(&mut self, by: isize) {
        let here = self.here();
        let Some(article) = self.articles.get(here.article) else { return };
        let Some(block) = article.passages.get(here.passage).map(|p| p.block) else { return };
        // Going back from the middle of a paragraph leads to its own start first.
        let inside = article.passages_of(block).start != here.passage;
        let by = if by < 0 && inside { by + 1 } else { by };
        let blocks: Vec<usize> = {
            let mut blocks: Vec<usize> = article.passages.iter().map(|p| p.block).collect();
            blocks.dedup();
            blocks
        };
        let at = blocks.partition_point(|b| *b < block).saturating_add_signed(by);
        if let Some(target) = blocks.get(at.min(blocks.len().saturating_sub(1))) {
            let passage = article.passages_of(*target).start;
            self.go_to_passage(passage);
        }
    }

    /// Puts the cursor on a passage of the focused article, or on the last one before that number.
    pub(crate) fn go_to_passage(&mut self, passage: usize) {
        let Some(article) = self.articles.get(self.focus) else { return };
        let last = article.passages.len().saturating_sub(1);
        self.panes[self.focus].cursor = passage.min(last);
        self.cursor_moved();
    }

    /// Brings the cursor onto the screen and, under scroll lock, its matches beside it.
    pub(super) fn cursor_moved(&mut self) {
        self.leave_suspect_behind();
        self.reveal_cursor(self.settings.margin);
        self.level();
    }

    /// Forgets the suspect and the thread once the cursor has left them.
    pub(super) fn leave_suspect_behind(&mut self) {
        let here = self.here();
        if self.suspect.is_some_and(|s| !self.index.suspects(here).contains(&(s as u32))) {
            self.suspect = None;
        }
        if self.thread.is_some_and(|t| !self.index.threads(here).contains(&(t as u32))) {
            self.thread = None;
        }
    }

    /// Scrolls the focused pane as little as needed to show the cursor's passage; one that is taller than the pane stays
    /// where the reader has come to in it.
    pub(crate) fn keep_cursor_visible(&mut self) {
        let here = self.here();
        let span = self.passage_span(here.article, here.passage);
        let is_amid = self.with_pane(here.article, |pane, wrapped, height| {
            let (top, end) =
                (pane.row_of(wrapped, span.start), pane.row_of(wrapped, span.end.saturating_sub(1)));
            wrapped.rows_of(span, height) > i32::from(height) && top < i32::from(height) && end >= 0
        });
        if is_amid != Some(true) {
            self.reveal_cursor(self.settings.margin);
        }
    }

    /// Scrolls the focused pane until the cursor's passage stands `margin` rows from its edges.
    pub(super) fn reveal_cursor(&mut self, margin: u16) {
        let here = self.here();
        let span = self.passage_span(here.article, here.passage);
        let beside = self.tallest_match();
        self.with_pane(here.article, |pane, wrapped, height| {
            pane.reveal(wrapped, span, height, margin, beside)
        });
    }

    /// Returns how many rows the tallest of the matches takes that will stand beside the cursor's passage.
    fn tallest_match(&mut self) -> i32 {
        if !self.locked || self.zoomed {
            return 0;
        }
        let here = self.here();
        let mut best: Vec<Member> = Vec::new();
        for found in self.index.matches(here).iter().map(|m| m.there) {
            if best.iter().all(|b| b.article != found.article) {
                best.push(found);
            }
        }
        best.retain(|b| self.scene.panes.iter().any(|p| p.article == b.article));
        let rows = best.iter().filter_map(|b| {
            let span = self.passage_span(b.article, b.passage);
            self.with_pane(b.article, |_, wrapped, height| wrapped.rows_of(span, height))
        });
        rows.max().unwrap_or(0)
    }

    /// Brings the best match of the cursor's passage level with it in every other pane.
    ///
    /// A pane without a match stays where it is.
    pub(crate) fn level(&mut self) {
        self.level_from(self.focus);
    }

    /// Brings the best match of the passage under a pane's cursor level with it in every other pane.
    pub(super) fn level_from(&mut self, article: usize) {
        if !self.locked {
            return;
        }
        let here = PassageRef { article, passage: self.panes.get(article).map_or(0, |p| p.cursor) };
        let span = self.passage_span(here.article, here.passage);
        let row = self.with_pane(here.article, |pane, wrapped, _| pane.row_of(wrapped, span.start));
        let Some(row) = row else { return };
        let matches = self.index.matches(here);
        for article in (0..self.articles.len()).filter(|&a| a != here.article) {
            if let Some(found) = matches.iter().find(|m| m.there.article == article) {
                self.put_level(article, found.there.passage, row);
            }
        }
    }

    /// Puts the cursor of a pane on a passage and the passage's first row on a row of the screen.
    pub(crate) fn put_level(&mut self, article: usize, passage: usize, row: i32) {
        let start = self.passage_span(article, passage).start;
        if let Some(pane) = self.panes.get_mut(article) {
            (pane.cursor, pane.anchor, pane.at) = (passage, start, row);
        }
    }

    /// Returns the bytes of a passage; nothing when it does not exist.
    pub(crate) fn passage_span(&self, article: usize, passage: usize) -> Span {
        let passage = self.articles.get(article).and_then(|a| a.passages.get(passage));
        passage.map_or(Span::default(), |p| p.span)
    }

    /// Moves the focus by panes; what stands level stays where it is.
    pub(super) fn move_focus(&mut self, by: isize) {
        let order = &self.arrangement.order;
        if order.is_empty() {
            return;
        }
        let target = (self.arrangement.place(self.focus) as isize + by).rem_euclid(order.len() as isize);
        self.focus_on(order[target as usize]);
    }

    pub(super) fn go_to_pane(&mut self, number: Option<usize>) {
        match number {
            Some(n) if (1..=self.articles.len()).contains(&n) => self.focus_on(n - 1),
            Some(n) => {
                self.say(Tone::Refused, format!("there is no article {n}; there are {}", self.articles.len()))
            }
            None => self.say(Tone::Refused, "type the number of a pane first, as in 3gp"),
        }
    }

    /// Focuses a pane and keeps its cursor on the screen.
    pub(crate) fn focus_on(&mut self, article: usize) {
        self.focus = article;
        self.leave_suspect_behind();
        let here = self.here();
        let start = self.passage_span(here.article, here.passage).start;
        let seen = self.with_pane(article, |pane, wrapped, height| {
            (0..i32::from(height)).contains(&pane.row_of(wrapped, start))
        });
        if seen != Some(true) {
            self.keep_cursor_visible();
        }
    }

    /// Scrolls by a share of the pane's height; the cursor goes along to the passage on the same row.
    ///
    /// A passage that is taller than that keeps the cursor until it has gone by, so that all of it can be read.
    pub(super) fn scroll_pages(&mut self, direction: i32, share: i32, times: isize) {
        let here = self.here();
        let start = self.passage_span(here.article, here.passage).start;
        let times = times.clamp(1, 10_000) as i32;
        let moved = self.with_pane(here.article, |pane, wrapped, height| {
            let row = pane.row_of(wrapped, start).clamp(0, i32::from(height.max(1)) - 1);
            let step = (i32::from(height) / share - i32::from(share == 1)).max(1) * times;
            let before = wrapped.visible(pane.anchor, pane.at, height);
            pane.at -= direction * step;
            pane.clamp(wrapped, height);
            let visible = wrapped.visible(pane.anchor, pane.at, height);
            pane.settle(&visible);
            let at = |y: usize| visible.get(y).copied().flatten().map(|r| r.passage);
            // Where the row is blank, the nearest passage below and then above takes the cursor.
            let below = (row as usize..visible.len()).find_map(at);
            let passage = below.or_else(|| (0..row as usize).rev().find_map(at));
            passage.map(|passage| (passage, visible == before))
        });
        let Some(Some((passage, stuck))) = moved else { return };
        let end = self.articles[here.article].passages.len().saturating_sub(1);
        // At an end of the article the text stands still, but the cursor goes on to the first or last passage.
        let passage = if stuck { if direction > 0 { end } else { 0 } } else { passage };
        self.panes[here.article].cursor = passage;
        self.leave_suspect_behind();
        if passage != here.passage {
            self.reveal_scrolled(direction);
        }
        self.level();
    }

    /// Brings the cursor's passage onto the screen after scrolling, but never so that rows go by which nobody has seen.
    fn reveal_scrolled(&mut self, direction: i32) {
        let here = self.here();
        let start = self.passage_span(here.article, here.passage).start;
        let row = |app: &mut App| app.with_pane(here.article, |pane, wrapped, _| pane.row_of(wrapped, start));
        let (scrolled, before) = (self.panes[here.article].clone(), row(self));
        self.keep_cursor_visible();
        if let (Some(before), Some(now)) = (before, row(self))
            && (before - now) * direction > 0
        {
            self.panes[here.article] = scrolled;
        }
    }

    pub(super) fn toggle_lock(&mut self) {
        self.locked = !self.locked;
        let text = if self.locked { "panes move together" } else { "each pane moves alone" };
        self.say(Tone::Done, text);
        self.level();
    }

    pub(super) fn toggle_apparatus(&mut self) {
        self.apparatus = !self.apparatus;
        self.keep_cursor_visible();
        self.level();
    }

    pub(super) fn toggle_zoom(&mut self) {
        self.zoomed = !self.zoomed;
        self.view = View::Panes;
        self.keep_cursor_visible();
        self.level();
    }
}
