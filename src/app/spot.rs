//! What stands under a cell of the articles: a pure function of the layout and of the rows that are shown.
//!
//! Graphemes stand where `placing` puts them, as in the drawing, so both agree on wide characters, combining marks, stretched
//! blanks and text that reads from right to left.

use ratatui::layout::{Position, Rect};

use super::layout::Layout;
use super::placing;
use super::rows::Row;
use crate::article::{Article, Span};
use crate::config::Bidi;

/// A part of the articles' view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A pane of the layout, from the left.
    Pane(usize),
    /// The border behind that pane.
    Border(usize),
}

/// Returns which part of the articles' view a cell belongs to.
pub fn part_at(layout: &Layout, x: u16, y: u16) -> Option<Part> {
    let cell = Position { x, y };
    layout.panes.iter().enumerate().find_map(|(slot, pane)| match () {
        () if pane.area.contains(cell) => Some(Part::Pane(slot)),
        () if pane.border.contains(cell) => Some(Part::Border(slot)),
        () => None,
    })
}

/// Returns the bytes of the article that are drawn at a column of the screen, on a row of a pane's text.
pub fn drawn_at(article: &Article, row: &Row, text: Rect, bidi: Bidi, x: u16) -> Option<Span> {
    let column = x.checked_sub(text.x).filter(|_| x < text.right())?;
    placing::place(article, row, text.width, bidi).at(column)
}

/// Returns the empty span at the end of a row that a column lies at: text that reads from right to left begins at the right.
fn end_beside(article: &Article, row: &Row, text: Rect, bidi: Bidi, x: u16) -> Span {
    let placed = placing::place(article, row, text.width, bidi);
    let left = placed.graphemes.iter().map(|g| g.x).min().unwrap_or(row.indent);
    let byte = if (x < text.x + left) != row.rtl { row.span.start } else { row.span.end };
    Span::new(byte, byte)
}

/// Returns the row that is nearest to a row of the pane: itself, else the next one below with text, else above; and on
/// which side of the wanted one it stands.
pub fn nearest_row(rows: &[Option<Row>], y: usize) -> Option<(Row, std::cmp::Ordering)> {
    let text = |y: usize| rows.get(y).copied().flatten().filter(|r| !r.gap);
    if let Some(row) = text(y) {
        return Some((row, std::cmp::Ordering::Equal));
    }
    let below = (y + 1..rows.len()).find_map(text).map(|r| (r, std::cmp::Ordering::Greater));
    below.or_else(|| (0..y.min(rows.len())).rev().find_map(text).map(|r| (r, std::cmp::Ordering::Less)))
}

/// Returns the bytes nearest to a cell of a pane: the grapheme that is drawn there; where none is, the empty span before
/// or behind what is.
pub fn nearest(
    article: &Article,
    rows: &[Option<Row>],
    text: Rect,
    bidi: Bidi,
    (x, y): (u16, u16),
) -> Option<Span> {
    let wanted = usize::from(y.clamp(text.y, text.bottom().saturating_sub(1).max(text.y)) - text.y);
    let (row, side) = nearest_row(rows, wanted)?;
    let empty = |byte: usize| Some(Span::new(byte, byte));
    match side {
        std::cmp::Ordering::Greater => empty(row.span.start),
        std::cmp::Ordering::Less => empty(row.span.end),
        std::cmp::Ordering::Equal => {
            drawn_at(article, &row, text, bidi, x).or_else(|| Some(end_beside(article, &row, text, bidi, x)))
        }
    }
}

/// Returns a span without white space at its ends; nothing when there is nothing else.
pub fn trimmed(article: &Article, span: Span) -> Option<Span> {
    let text = article.slice(span);
    let start = span.start + (text.len() - text.trim_start().len());
    let out = Span::new(start, start + text.trim().len());
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::layout::{Wants, layout};
    use crate::app::rows::wrap_block;
    use crate::app::testing;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_cell_of_a_pane_belongs_to_it_and_the_border_to_nobody_else(
            width in 1u16..200, height in 1u16..60, panes in 1usize..9, apparatus in 0u16..12, marks in 0u16..9,
        ) {
            let wants = Wants {
                panes, focus: 0, first: 0, min_width: 20, max_text: 40, marks, apparatus, apparatus_share: 40,
                weights: vec![1200; panes], map: true,
            };
            let found = layout(Rect { x: 0, y: 0, width, height }, wants);
            for (x, y) in (0..width).flat_map(|x| (0..height).map(move |y| (x, y))) {
                let cell = Position { x, y };
                let holding: Vec<usize> = found
                    .panes
                    .iter()
                    .enumerate()
                    .filter(|(_, p)| [p.head, p.gutter, p.text, p.map].iter().any(|r| r.contains(cell)))
                    .map(|(slot, _)| slot)
                    .collect();
                match (part_at(&found, x, y), holding.as_slice()) {
                    (Some(Part::Pane(slot)), [one]) => prop_assert_eq!(slot, *one),
                    (Some(Part::Pane(slot)), []) => prop_assert!(found.panes[slot].area.contains(cell)),
                    (Some(Part::Border(slot)), []) => prop_assert!(found.panes[slot].border.contains(cell)),
                    (None, []) => {}
                    (part, holding) => prop_assert!(false, "{part:?} {holding:?} at {x} {y}"),
                }
            }
        }
    }

    #[test]
    fn beside_the_text_a_cell_means_the_end_that_is_nearest() {
        let article = testing::article("a", &["Nine fell here.", "Two swam."]);
        let mut rows: Vec<Option<Row>> =
            (0..2).flat_map(|b| wrap_block(&article, b, 10, false, None)).map(Some).collect();
        rows.push(None);
        let text = Rect { x: 4, y: 1, width: 10, height: rows.len() as u16 };
        let found = |x, y| {
            let span = nearest(&article, &rows, text, Bidi::Reorder, (x, y)).unwrap();
            (article.slice(span), span.start)
        };
        let start = |words: &str| article.text.find(words).unwrap();
        assert_eq!(found(4, 1).0, "N");
        assert_eq!(found(0, 1), ("", start("Nine")), "left of the row");
        assert_eq!(found(200, 1), ("", start(" here")), "right of the row");
        assert_eq!(found(5, 3), ("", start("Two")), "on the blank row");
        assert_eq!(found(5, 5), ("", article.text.trim_end().len()), "below the last row");
        assert_eq!(found(5, 0).0, "i", "above the pane");
    }
}
