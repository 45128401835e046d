//! The coverage: threads by articles as a map, a thread a line or, where there are more threads than lines, two; and what each
//! article has of its own.

use ratatui::layout::Rect;

use super::parts::{LEFT_OUT, joined};
use super::threads::Item;
use super::{App, View, list};
use crate::align::PassageRef;
use crate::article::Span;

/// Cells that a column of the map has at most.
const WIDEST_COLUMN: u16 = 8;
/// Cells that the table of articles needs to stand beside the map.
const TABLE: u16 = 62;
/// Rows of the strip that says what the cursor stands on.
const STRIP: u16 = 4;

/// The rectangles of the coverage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The line with the numbers of the articles; empty on a tiny screen.
    pub head: Rect,
    /// Numbers of the threads, before the columns.
    pub side: Rect,
    /// The columns of the shown articles.
    pub columns: Vec<Rect>,
    /// The first article that is shown, counted in the order of the panes.
    pub first: usize,
    /// Whether two threads stand on one line of the map, since there are more threads than lines.
    pub is_paired: bool,
    /// What each article has of its own; empty where there is no room.
    pub table: Rect,
    /// What the cursor stands on.
    pub strip: Rect,
}

impl Layout {
    /// Returns how many rows stand on a line of the map.
    pub fn per_line(&self) -> usize {
        if self.is_paired { 2 } else { 1 }
    }
}

/// Computes the rectangles of the coverage within an area, for that many articles and rows.
///
/// `focus` is the article that must be shown, `first` the one that was shown first before.
pub fn layout(area: Rect, articles: usize, rows: usize, focus: usize, first: usize) -> Layout {
    let strip_rows = match area.height {
        0..=2 => 0,
        3..=11 => 1,
        height => STRIP.min(height / 4),
    };
    let strip = Rect { y: area.bottom() - strip_rows, height: strip_rows, ..area };
    let above = Rect { height: area.height - strip_rows, ..area };
    let digits = rows.max(1).to_string().len() as u16;
    let side_width = (digits + 3).min(above.width / 2);
    let room = above.width - side_width;
    let width = (room / articles.max(1) as u16).clamp(1, WIDEST_COLUMN);
    let shown = usize::from(room / width).min(articles);
    let map_width = side_width + width * shown as u16;

    let lines = (articles as u16).saturating_add(1);
    let beside = above.width >= map_width + TABLE;
    let below = !beside && above.height >= lines.saturating_add(8);
    let table = if beside {
        Rect { x: above.x + map_width + 3, width: above.width - map_width - 3, ..above }
    } else if below {
        Rect { y: above.bottom() - lines, height: lines, ..above }
    } else {
        Rect::default()
    };
    let map = Rect { height: above.height - if below { lines } else { 0 }, ..above };
    let head_rows = u16::from(map.height >= 2);
    let body = Rect { y: map.y + head_rows, height: map.height - head_rows, ..map };
    let first = first.min(focus).max((focus + 1).saturating_sub(shown)).min(articles.saturating_sub(shown));
    let side = Rect { width: side_width, ..body };
    let column = |i: usize| Rect { x: side.right() + width * i as u16, width, ..body };
    Layout {
        head: Rect { height: head_rows, width: map_width, ..map },
        side,
        columns: (0..shown).map(column).collect(),
        first,
        is_paired: rows > usize::from(body.height),
        table,
        strip,
    }
}

/// Returns the first line of the map, so that the cursor's is on the screen; a line holds one or two rows.
pub fn scroll((rows, per_line): (usize, usize), top: usize, cursor: usize, height: u16) -> usize {
    let height = usize::from(height).max(1);
    let (lines, cursor) = (rows.div_ceil(per_line), cursor / per_line);
    top.min(cursor).max((cursor + 1).saturating_sub(height)).min(lines.saturating_sub(height))
}

/// Returns the articles that a table of that height lists, from `order`, so that the focused one is among them.
pub fn table_articles(height: u16, order: &[usize], focus: usize) -> &[usize] {
    let room = usize::from(height).saturating_sub(1).max(1);
    let focus = order.iter().position(|a| *a == focus).unwrap_or(0);
    let skipped = (focus + 1).saturating_sub(room);
    order.get(skipped..order.len().min(skipped + room)).unwrap_or_default()
}

/// Returns the article that stands on a row of the screen in the table; the first row is its heading.
pub fn table_row(table: Rect, order: &[usize], focus: usize, y: u16) -> Option<usize> {
    let line = usize::from(y.checked_sub(table.y + 1)?);
    table_articles(table.height, order, focus).get(line).copied()
}

/// How much of a row an article has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Heat {
    /// Nothing was found.
    #[default]
    None,
    /// It says it in words of its own.
    Words,
    /// It says it word for word as another article.
    Verbatim,
}

/// What one article has of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spot {
    /// How much.
    pub heat: Heat,
    /// Whether a suspect touches it.
    pub suspect: bool,
    /// Whether an annotation touches it.
    pub annotated: bool,
}

/// What the drawing of the coverage needs to know.
#[derive(Debug, Default)]
pub struct CoverageScene {
    /// Where things stand.
    pub layout: Layout,
    /// The shown articles, by column.
    pub articles: Vec<usize>,
    /// The first line of the map.
    pub top: usize,
    /// What the articles have of the shown rows, by line.
    pub lines: Vec<Line>,
    /// What the cursor stands on.
    pub here: Option<Here>,
}

/// A line of the map: the spots of one row or of two, by column; the lower row is missing at an odd end too.
#[derive(Debug, Default)]
pub struct Line {
    /// The row above.
    pub upper: Vec<Spot>,
    /// The row below.
    pub lower: Option<Vec<Spot>>,
}

/// What the cursor of the map stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Here {
    /// The thread and its number, or that the passage is found only there.
    pub title: String,
    /// The article and how it says it.
    pub article: String,
    /// Its suspect and its annotation, when there are any.
    pub signs: Vec<String>,
    /// The words, with an ellipsis for what is left out between them; nothing when the article is silent.
    pub words: Option<String>,
}

impl App {
    /// Computes what the coverage shows.
    pub(crate) fn refresh_coverage(&mut self) {
        if self.view != View::Coverage {
            return;
        }
        let order = self.order();
        let focus = order.iter().position(|a| *a == self.focus).unwrap_or(0);
        let count = self.threads.rows.len();
        let layout = layout(self.body(), order.len(), count, focus, self.scene.coverage.layout.first);
        let height = layout.side.height;
        let per_line = layout.per_line();
        let top = scroll((count, per_line), self.scene.coverage.top, self.threads.cursor, height);
        let articles: Vec<usize> =
            order.iter().copied().skip(layout.first).take(layout.columns.len()).collect();
        let spots = |row: usize| -> Option<Vec<Spot>> {
            let item = *self.threads.rows.get(row)?;
            Some(articles.iter().map(|a| self.spot(item, *a)).collect())
        };
        let line = |line: usize| {
            let lower = if layout.is_paired { spots(per_line * line + 1) } else { None };
            Some(Line { upper: spots(per_line * line)?, lower })
        };
        let lines = (top..top + usize::from(height)).map_while(line).collect();
        let here = self.threads.item().map(|item| self.map_here(item));
        self.scene.coverage = CoverageScene { layout, articles, top, lines, here };
    }

    /// Returns what an article has of a row.
    pub(crate) fn spot(&self, item: Item, article: usize) -> Spot {
        let members = self.members(item);
        let own: Vec<PassageRef> =
            members.iter().filter(|m| m.article == article).map(|m| m.passage_ref()).collect();
        if own.is_empty() {
            return Spot::default();
        }
        let thread = if let Item::Thread(t) = item { Some(t) } else { None };
        let verbatim = thread.is_some_and(|t| self.threads.verbatim.contains(&(t, article)));
        let suspects = thread.and_then(|t| self.threads.suspects.get(&t)).into_iter().flatten();
        let touches = |s: &usize| {
            self.is_open(*s) && own.iter().any(|at| self.index.suspects(*at).contains(&(*s as u32)))
        };
        Spot {
            heat: if verbatim { Heat::Verbatim } else { Heat::Words },
            suspect: suspects.into_iter().any(touches),
            annotated: own.iter().any(|at| self.threads.annotated.contains(at)),
        }
    }

    fn map_here(&self, item: Item) -> Here {
        let article = self.focus;
        let spot = self.spot(item, article);
        let title = match item {
            Item::Thread(t) => format!("thread {} of {}", t + 1, self.index.alignment.threads.len()),
            Item::Only(_) => "only here".to_owned(),
        };
        let how = match (spot.heat, item) {
            (Heat::None, _) => "not found",
            (_, Item::Only(_)) => "found in no other article",
            (Heat::Words, _) => "in its own words",
            (Heat::Verbatim, _) => "word for word",
        };
        let mut signs = Vec::new();
        if let Item::Thread(t) = item {
            let suspects = self.threads.suspects.get(&t).into_iter().flatten();
            let suspects = suspects.filter_map(|s| self.index.alignment.suspects.get(*s));
            signs.extend(suspects.map(|s| {
                let says: Vec<&str> = s.readings.iter().map(|r| r.says.as_str()).collect();
                format!("{}? {}", s.kind.id(), says.join(" / "))
            }));
        }
        let parts = self.parts_in(item, article);
        let touches = |span: Span| parts.passages.iter().any(|part| span.overlap(*part).is_some());
        let touching = self.witnessed.iter().find(|w| w.article == article && touches(w.span));
        let annotation = touching.and_then(|w| self.case.annotations.get(w.annotation));
        signs.extend(annotation.map(list::question));
        Here {
            title,
            article: format!("{} {}: {how}", article + 1, self.name(article)),
            signs,
            words: (!parts.is_empty()).then(|| joined(&self.articles[article], &parts.passages, LEFT_OUT)),
        }
    }

    /// Returns the article that an article mainly copies.
    pub(crate) fn copy_of(&self, article: usize) -> Option<usize> {
        self.index.alignment.copy_of.get(article).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_thread_has_a_line_of_its_own_where_there_are_lines_enough() {
        let area = Rect { x: 0, y: 1, width: 120, height: 38 };
        let lines = usize::from(layout(area, 4, 1, 0, 0).side.height);
        assert_eq!(layout(area, 4, lines, 0, 0).per_line(), 1);
        assert_eq!(layout(area, 4, lines + 1, 0, 0).per_line(), 2);
        assert_eq!(scroll((lines, 1), 0, lines - 1, lines as u16), 0, "all of it is on the screen");
    }

    proptest! {
        #[test]
        fn the_cursor_is_on_the_map_at_any_size(
            width in 0u16..250, height in 0u16..80, articles in 0usize..30, rows in 0usize..5000,
            focus in 0usize..30, first in 0usize..30, top in 0usize..3000, cursor in 0usize..5000,
        ) {
            let area = Rect { x: 2, y: 1, width, height };
            let focus = focus.min(articles.saturating_sub(1));
            let found = layout(area, articles, rows, focus, first);
            for rect in found.columns.iter().chain([&found.head, &found.side, &found.table, &found.strip]) {
                prop_assert!(rect.is_empty() || area.intersection(*rect) == *rect, "{rect:?}");
            }
            if articles > 0 && width > 0 {
                prop_assert!((found.first..found.first + found.columns.len()).contains(&focus), "{found:?}");
            }
            if rows > 0 && found.side.height > 0 {
                let cursor = cursor.min(rows - 1);
                let top = scroll((rows, found.per_line()), top, cursor, found.side.height);
                prop_assert!((top..top + usize::from(found.side.height)).contains(&(cursor / found.per_line())));
            }
        }
    }
}
