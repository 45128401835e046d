//! One pane: where its text stands on the screen, and which rows that makes visible.
//!
//! The place is kept as a byte of the article and the row at which it stands, so it survives any change of
//! width. A pane may hold blank rows above its first or below its last row: that is how a passage near an end
//! of its article can stand level with one in the middle of another.

use std::sync::Arc;

use super::rows::{Row, RowCache};
use crate::article::{Article, Span};

/// The state of one pane.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pane {
    /// Index of the passage under the pane's cursor.
    pub cursor: usize,
    /// A byte of the article that stands on the row `at`.
    pub anchor: usize,
    /// The row of the anchor below the top of the pane; may lie outside of it.
    pub at: i32,
    /// The words that the reader selected.
    pub selection: Option<Span>,
}

/// Wraps on demand the blocks of one article at one width.
pub struct Wrapped<'a> {
    /// The articles on the screen.
    pub articles: &'a [Arc<Article>],
    /// Index of the article.
    pub article: usize,
    /// Width in cells.
    pub width: u16,
    /// Blocks wrapped before.
    pub cache: &'a mut RowCache,
}

/// A row's place: block and row within the block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    block: usize,
    row: usize,
}

impl Wrapped<'_> {
    fn rows(&mut self, block: usize) -> Arc<[Row]> {
        self.cache.block(self.articles, self.article, block, self.width)
    }

    fn blocks(&self) -> usize {
        self.articles.get(self.article).map_or(0, |a| a.blocks.len())
    }

    /// Returns the place of the row on which a byte stands.
    fn place(&mut self, byte: usize) -> Place {
        let block = self
            .articles
            .get(self.article)
            .map_or(0, |a| a.blocks.partition_point(|b| b.span.start <= byte).saturating_sub(1));
        let rows = self.rows(block);
        let row = rows.iter().rposition(|r| !r.gap && r.span.start <= byte);
        let row = row.or_else(|| rows.iter().position(|r| !r.gap)).unwrap_or(0);
        Place { block, row }
    }

    fn next(&mut self, place: Place) -> Option<Place> {
        if place.row + 1 < self.rows(place.block).len() {
            return Some(Place { row: place.row + 1, ..place });
        }
        let mut block = place.block + 1;
        while block < self.blocks() {
            if !self.rows(block).is_empty() {
                return Some(Place { block, row: 0 });
            }
            block += 1;
        }
        None
    }

    fn previous(&mut self, place: Place) -> Option<Place> {
        if place.row > 0 {
            return Some(Place { row: place.row - 1, ..place });
        }
        let mut block = place.block;
        while block > 0 {
            block -= 1;
            let rows = self.rows(block);
            if !rows.is_empty() {
                return Some(Place { block, row: rows.len() - 1 });
            }
        }
        None
    }

    /// Returns what stands on each of `height` rows when `anchor` stands on row `at`.
    pub fn visible(&mut self, anchor: usize, at: i32, height: u16) -> Vec<Option<Row>> {
        let height = i32::from(height);
        let mut out = vec![None; height.max(0) as usize];
        if self.blocks() == 0 {
            return out;
        }
        let start = self.place(anchor);
        let mut put = |wrapped: &mut Self, place: Place, y: i32| {
            if (0..height).contains(&y) {
                out[y as usize] = wrapped.rows(place.block).get(place.row).copied();
            }
        };
        put(self, start, at);
        let (mut place, mut y) = (start, at);
        while y < height - 1 {
            let Some(next) = self.next(place) else { break };
            (place, y) = (next, y + 1);
            put(self, place, y);
        }
        (place, y) = (start, at);
        while y > 0 {
            let Some(previous) = self.previous(place) else { break };
            (place, y) = (previous, y - 1);
            put(self, place, y);
        }
        out
    }

    /// Returns how many rows a span stands on, counted up to a height.
    pub fn rows_of(&mut self, span: Span, height: u16) -> i32 {
        1 + self.distance(span.start, span.end.saturating_sub(1).max(span.start), i32::from(height))
    }

    /// Counts the rows from one byte to another, up to `limit` in either direction.
    pub fn distance(&mut self, from: usize, to: usize, limit: i32) -> i32 {
        let (start, goal) = (self.place(from), self.place(to));
        let forward = (goal.block, goal.row) >= (start.block, start.row);
        let (mut place, mut steps) = (start, 0);
        while place != goal && steps < limit {
            let step = if forward { self.next(place) } else { self.previous(place) };
            let Some(next) = step else { break };
            (place, steps) = (next, steps + 1);
        }
        if forward { steps } else { -steps }
    }
}

impl Pane {
    /// Anchors the pane at its first visible row, so that `at` stays small however far it was scrolled.
    pub fn settle(&mut self, visible: &[Option<Row>]) {
        let first = visible.iter().enumerate().find_map(|(y, r)| r.filter(|r| !r.gap).map(|r| (y, r)));
        if let Some((y, row)) = first {
            self.anchor = row.span.start;
            self.at = y as i32;
        }
    }

    /// Takes away blank rows above the first row, and all but half a screen below the last.
    pub fn clamp(&mut self, wrapped: &mut Wrapped<'_>, height: u16) {
        self.clamp_top(wrapped);
        let middle = i32::from(height) / 2;
        let end = wrapped.articles.get(wrapped.article).map_or(0, |a| a.text.len());
        let last = self.at + wrapped.distance(self.anchor, end, (middle - self.at).max(0) + 1);
        if last < middle {
            self.at += middle - last;
            self.clamp_top(wrapped);
        }
    }

    fn clamp_top(&mut self, wrapped: &mut Wrapped<'_>) {
        let above = wrapped.distance(0, self.anchor, self.at.max(0) + 1);
        self.at = self.at.min(above);
    }

    /// Returns the row of a byte below the top of the pane; what is further than 2,000 rows away seems nearer.
    pub fn row_of(&self, wrapped: &mut Wrapped<'_>, byte: usize) -> i32 {
        self.at + wrapped.distance(self.anchor, byte, 2000)
    }

    /// Scrolls as little as needed to bring a span onto the screen, `margin` rows from its edges; with room for `beside` rows
    /// from its first one on.
    pub fn reveal(&mut self, wrapped: &mut Wrapped<'_>, span: Span, height: u16, margin: u16, beside: i32) {
        let rows = wrapped.rows_of(span, height).max(beside.min(i32::from(height)));
        let height = i32::from(height);
        let top = self.row_of(wrapped, span.start);
        let margin = i32::from(margin).min((height - rows) / 2).max(0);
        let wanted = top.clamp(margin, (height - rows - margin).max(margin));
        if wanted == top {
            return;
        }
        if (wanted - top).abs() > height {
            // A jump: the new place comes to the upper third, where the eye looks first.
            (self.anchor, self.at) = (span.start, (height / 3).min((height - rows).max(0)));
        } else {
            self.at += wanted - top;
        }
        self.clamp_top(wrapped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing;

    fn wrapped<'a>(articles: &'a [Arc<Article>], cache: &'a mut RowCache) -> Wrapped<'a> {
        Wrapped { articles, article: 0, width: 30, cache }
    }

    #[test]
    fn what_is_revealed_is_on_the_screen_wherever_the_pane_stood() {
        let articles = [testing::long_article("one", 60)];
        let mut cache = RowCache::default();
        let mut wrapped = wrapped(&articles, &mut cache);
        let mut pane = Pane::default();
        for passage in [59, 0, 30, 31, 32, 5, 58] {
            let span = articles[0].passages[passage].span;
            pane.reveal(&mut wrapped, span, 20, 3, 0);
            let visible = wrapped.visible(pane.anchor, pane.at, 20);
            assert!(visible.iter().flatten().any(|r| r.passage == passage && r.first), "{passage}: {pane:?}");
            pane.settle(&visible);
            assert_eq!(wrapped.visible(pane.anchor, pane.at, 20), visible, "settling moves nothing");
        }
    }

    #[test]
    fn no_scrolling_loses_the_text() {
        let articles = [testing::long_article("one", 20)];
        let mut cache = RowCache::default();
        let mut wrapped = wrapped(&articles, &mut cache);
        let mut pane = Pane::default();
        for scroll in [-5, 10_000, -3, -10_000, 7, 400, 400, -1] {
            pane.at -= scroll;
            pane.clamp(&mut wrapped, 12);
            let visible = wrapped.visible(pane.anchor, pane.at, 12);
            assert!(visible[0].is_some(), "blank above: {pane:?}");
            assert!(visible[5].is_some(), "blank below the middle: {pane:?}");
            pane.settle(&visible);
        }
    }
}
