//! The synopsis: a row per thread, a column per article, and a gap where an article is silent.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::marks::{self, Mark, MarkKind};
use super::parts::{LEFT_OUT, Parts, joined};
use super::threads::Item;
use super::{App, View, rows};
use crate::align::tokens;
use crate::article::{Article, Span};

/// Cells that a column should have at least.
const MIN_COLUMN: u16 = 26;
/// Rows of cells that are kept once they were on the screen.
const MOST_KEPT: usize = 1024;

/// What the geometry depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wants {
    /// Columns that could be shown.
    pub columns: usize,
    /// The column that must be shown.
    pub focus: usize,
    /// The first column shown before; kept where it can be.
    pub first: usize,
    /// Rows, for the width of their numbers.
    pub rows: usize,
}

/// The rectangles of the synopsis.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The line with the names of the articles; empty on a tiny screen.
    pub head: Rect,
    /// Numbers and signs of the rows.
    pub side: Rect,
    /// The shown columns; each begins with a cell for the cursor's bar and ends with a blank one.
    pub columns: Vec<Rect>,
    /// The first column that is shown.
    pub first: usize,
}

/// Computes the rectangles of the synopsis within an area.
pub fn layout(area: Rect, wants: Wants) -> Layout {
    let head_rows = u16::from(area.height >= 3);
    let head = Rect { height: head_rows, ..area };
    let body = Rect { y: area.y + head_rows, height: area.height - head_rows, ..area };
    let digits = wants.rows.max(1).to_string().len() as u16;
    // A pointer, the number, a suspect's and an annotation's sign; narrow screens keep pointer and signs.
    let side_width = if area.width >= 40 { digits + 5 } else { 3 };
    let side = Rect { width: side_width.min(area.width), ..body };
    let room = area.width - side.width;
    let shown = usize::from(room / MIN_COLUMN).clamp(1, wants.columns.max(1)).min(wants.columns);
    let first = wants.first.min(wants.focus).max((wants.focus + 1).saturating_sub(shown));
    let first = first.min(wants.columns.saturating_sub(shown));
    let edge = |i: usize| (u32::from(room) * i as u32 / shown.max(1) as u32) as u16;
    let column = |i: usize| Rect { x: side.right() + edge(i), width: edge(i + 1) - edge(i), ..body };
    Layout { head, side, columns: (0..shown).map(column).collect(), first }
}

/// Returns which rows stand where: each row's number, its first line and its lines, so that the cursor's is whole.
///
/// `top` is the first row shown before; it is kept where it can be. A row that is higher than the area is cut.
pub fn pack(
    rows: usize,
    top: usize,
    cursor: usize,
    height: u16,
    mut lines: impl FnMut(usize) -> u16,
) -> Vec<(usize, u16, u16)> {
    let mut lines = |row: usize| lines(row).clamp(1, height.max(1));
    if rows == 0 || height == 0 {
        return Vec::new();
    }
    let cursor = cursor.min(rows - 1);
    // The first row from which the cursor's is still whole.
    let (mut first, mut used) = (cursor, lines(cursor));
    while first > 0 && used + lines(first - 1) <= height {
        first -= 1;
        used += lines(first);
    }
    let mut out = Vec::new();
    let mut y = 0;
    let mut row = top.clamp(first, cursor);
    while row < rows && y < height {
        let high = lines(row).min(height - y);
        out.push((row, y, high));
        y += high;
        row += 1;
    }
    out
}

/// What the drawing of the synopsis needs to know.
#[derive(Debug, Default)]
pub struct SynopsisScene {
    /// Where things stand.
    pub layout: Layout,
    /// The shown articles, by column.
    pub articles: Vec<usize>,
    /// The rows on the screen.
    pub rows: Vec<RowScene>,
}

/// A row on the screen.
#[derive(Debug)]
pub struct RowScene {
    /// Its index.
    pub row: usize,
    /// Its first line below the head.
    pub y: u16,
    /// Its lines, with the blank one behind.
    pub height: u16,
    /// Whether it is folded to one line.
    pub folded: bool,
    /// Whether it has an open suspect.
    pub suspect: bool,
    /// Whether an annotation touches it.
    pub annotated: bool,
    /// A cell per article.
    pub cells: Arc<[Cell]>,
}

/// What one article says in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing was found.
    Silent,
    /// The same words as that article.
    Same(usize),
    /// Its own words.
    Words(Words),
}

/// The words of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The article.
    pub article: usize,
    /// The bytes that carry the claim; what is around them in their passages is shown too.
    pub claims: Vec<Span>,
    /// The bytes on each line; a line without any stands for what is left out.
    pub lines: Vec<Option<Span>>,
    /// What is marked, in the order in which styles are laid over each other.
    pub marks: Vec<Mark>,
}

impl App {
    /// Computes what the synopsis shows.
    pub(crate) fn refresh_synopsis(&mut self) {
        if self.view != View::Synopsis {
            return;
        }
        let order = self.order();
        let focus = order.iter().position(|a| *a == self.focus).unwrap_or(0);
        let wants = Wants {
            columns: order.len(),
            focus,
            first: self.scene.synopsis.layout.first,
            rows: self.threads.rows.len(),
        };
        let layout = layout(self.body(), wants);
        let width = layout.columns.iter().map(|c| c.width).min().unwrap_or(0).saturating_sub(2).max(1);
        let articles: Vec<usize> =
            order.iter().copied().skip(layout.first).take(layout.columns.len()).collect();
        let (count, top, cursor) = (self.threads.rows.len(), self.threads.top, self.threads.cursor);
        let height = layout.side.height;
        let placed = pack(count, top, cursor, height, |row| self.lines_of(row, width, &articles));
        self.threads.top = placed.first().map_or(0, |p| p.0);
        let rows = placed.into_iter().filter_map(|(row, y, height)| {
            let item = *self.threads.rows.get(row)?;
            let members = self.members(item);
            let suspects = if let Item::Thread(t) = item { self.threads.suspects.get(&t) } else { None };
            Some(RowScene {
                row,
                y,
                height,
                folded: self.threads.is_folded(item),
                suspect: suspects.is_some_and(|s| s.iter().any(|s| self.is_open(*s))),
                annotated: members.iter().any(|m| self.threads.annotated.contains(&m.passage_ref())),
                cells: self.cells_of(item, width),
            })
        });
        self.scene.synopsis = SynopsisScene { rows: rows.collect(), layout, articles };
    }

    /// Returns the lines that a row takes, with a blank one behind it.
    fn lines_of(&mut self, row: usize, width: u16, articles: &[usize]) -> u16 {
        let Some(&item) = self.threads.rows.get(row) else { return 1 };
        if self.threads.is_folded(item) {
            return 1;
        }
        let cells = self.cells_of(item, width);
        let lines = |a: &usize| match cells.get(*a) {
            Some(Cell::Words(words)) => words.lines.len() as u16,
            _ => 1,
        };
        articles.iter().map(lines).max().unwrap_or(1).saturating_add(1)
    }

    fn cells_of(&mut self, item: Item, width: u16) -> Arc<[Cell]> {
        if let Some(cells) = self.threads.cells.get(&(item, width)) {
            return Arc::clone(cells);
        }
        let cells: Arc<[Cell]> = self.make_cells(item, width).into();
        if self.threads.cells.len() >= MOST_KEPT {
            self.threads.cells.clear();
        }
        self.threads.cells.insert((item, width), Arc::clone(&cells));
        cells
    }

    fn make_cells(&self, item: Item, width: u16) -> Vec<Cell> {
        let parts: Vec<Parts> = (0..self.articles.len()).map(|a| self.parts_in(item, a)).collect();
        let has = |a: &usize| !parts[*a].is_empty();
        let reference = Some(self.base_article()).filter(has).or((0..parts.len()).find(has));
        // The reference is read first, then the others in order; what was said before is not said again.
        let mut said: Vec<(usize, Vec<String>)> = Vec::new();
        let mut cells = vec![Cell::Silent; parts.len()];
        let others = (0..parts.len()).filter(|a| Some(*a) != reference);
        for article in reference.into_iter().chain(others).filter(has) {
            let own = &parts[article];
            let words = folded_words(&joined(&self.articles[article], &own.passages, LEFT_OUT));
            cells[article] = match said.iter().find(|(_, w)| *w == words) {
                Some((same, _)) => Cell::Same(*same),
                None => Cell::Words(Words {
                    article,
                    claims: own.claims.clone(),
                    lines: wrapped(&self.articles[article], &own.passages, width),
                    marks: self.cell_marks(item, article, own, reference.map(|r| (r, &parts[r]))),
                }),
            };
            said.push((article, words));
        }
        cells
    }

    /// Returns what is marked in a cell: words that the reference has not, annotations, suspects, damage.
    fn cell_marks(
        &self,
        item: Item,
        article: usize,
        own: &Parts,
        reference: Option<(usize, &Parts)>,
    ) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut add = |span: Span, kind: MarkKind| {
            let span = marks::graphemes(&self.articles[article].text, span);
            let shown = own.passages.iter().filter_map(|part| span.overlap(*part));
            marks.extend(shown.map(|span| Mark { span, kind }));
        };
        if let Some((base, said)) = reference.filter(|r| r.0 != article) {
            let differing = marks::between(self, (base, &said.claims), (article, &own.claims));
            differing.iter().for_each(|s| add(*s, MarkKind::Differs));
        }
        for located in self.witnessed.iter().filter(|w| w.article == article) {
            add(located.span, MarkKind::Annotation);
        }
        let suspects = if let Item::Thread(t) = item { self.threads.suspects.get(&t) } else { None };
        let suspects = suspects.into_iter().flatten().filter_map(|s| self.index.alignment.suspects.get(*s));
        for member in suspects.flat_map(|s| s.members()) {
            if member.article == article {
                add(member.span, MarkKind::Suspect);
            }
        }
        self.articles[article].damage.iter().for_each(|s| add(*s, MarkKind::Damage));
        marks.sort_by_key(|m| (m.kind, m.span));
        marks
    }

    /// Returns the rows between the title and the status line.
    pub(crate) fn body(&self) -> Rect {
        let layout = &self.scene.layout;
        let top = layout.title.y + layout.title.height;
        Rect { x: self.size.x, y: top, width: self.size.width, height: layout.status.y.saturating_sub(top) }
    }
}

fn wrapped(article: &Article, parts: &[Span], width: u16) -> Vec<Option<Span>> {
    let mut lines = Vec::new();
    for part in parts {
        if !lines.is_empty() {
            lines.push(None);
        }
        rows::wrap(article.slice(*part), usize::from(width), &mut |a, b| {
            lines.push(Some(Span::new(a, b).shift(part.start)));
        });
    }
    lines
}

fn folded_words(text: &str) -> Vec<String> {
    tokens::words(text).map(|(_, word)| tokens::fold_word(word).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_cursor_is_on_the_screen_at_any_size(
            width in 0u16..250, height in 0u16..60, columns in 0usize..24, focus in 0usize..24, first in 0usize..24,
            heights in prop::collection::vec(1u16..30, 1..40), top in 0usize..50, cursor in 0usize..50,
        ) {
            let area = Rect { x: 3, y: 1, width, height };
            let focus = focus.min(columns.saturating_sub(1));
            let found = layout(area, Wants { columns, focus, first, rows: heights.len() });
            for rect in found.columns.iter().chain([&found.head, &found.side]) {
                prop_assert!(rect.is_empty() || area.intersection(*rect) == *rect, "{rect:?}");
            }
            if columns > 0 {
                prop_assert!((found.first..found.first + found.columns.len()).contains(&focus));
            }
            let cursor = cursor.min(heights.len() - 1);
            let rows = pack(heights.len(), top, cursor, height, |row| heights[row]);
            if height > 0 {
                let at = rows.iter().find(|r| r.0 == cursor).unwrap();
                prop_assert_eq!(at.2, heights[cursor].min(height), "the row of the cursor is whole");
                let mut y = 0;
                for (row, top, lines) in &rows {
                    prop_assert_eq!(*top, y);
                    prop_assert!(*lines > 0 && *row < heights.len());
                    y += lines;
                }
                prop_assert!(y <= height);
            }
        }
    }
}
