//! Puts text into cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

pub(super) use crate::app::window::{centred, inside};
use crate::app::{App, cells, placing};

/// Draws a text from a cell on, up to `end`; returns the first cell behind it.
///
/// Wide graphemes that would be cut by the edge are left out; what would command the terminal is drawn as a symbol.
pub(super) fn text(buffer: &mut Buffer, x: u16, y: u16, end: u16, text: &str, style: Style) -> u16 {
    let end = end.min(buffer.area.right());
    let mut x = x;
    if y >= buffer.area.bottom() || x >= end {
        return x;
    }
    for grapheme in text.graphemes(true) {
        let width = cells::width(grapheme) as u16;
        if width == 0 {
            continue;
        }
        if x + width > end {
            break;
        }
        buffer[(x, y)].set_symbol(&cells::symbol(grapheme)).set_style(style);
        for covered in x + 1..x + width {
            buffer[(covered, y)].reset();
            buffer[(covered, y)].set_style(style);
        }
        x += width;
    }
    x
}

/// Draws words of articles or of the reader, which may read from right to left, like [`text`].
pub(super) fn words(
    app: &App,
    buffer: &mut Buffer,
    (x, y): (u16, u16),
    end: u16,
    content: &str,
    style: Style,
) -> u16 {
    text(buffer, x, y, end, &placing::visual(content, app.settings.bidi), style)
}

/// Sets a cell, when it is on the screen.
pub(super) fn cell(buffer: &mut Buffer, x: u16, y: u16, symbol: &str, style: Style) {
    if let Some(cell) = buffer.cell_mut((x, y)) {
        cell.set_symbol(symbol).set_style(style);
    }
}

/// Draws words of the program's own in a line, cut with an ellipsis where they do not fit.
pub(super) fn line(buffer: &mut Buffer, area: Rect, content: &str, style: Style) -> u16 {
    if area.is_empty() {
        return area.x;
    }
    let content = cells::fit(content, usize::from(area.width));
    text(buffer, area.x, area.y, area.right(), &content, style)
}

/// Draws a line with words of articles or of the reader, which may read from right to left, cut like [`line`].
pub(super) fn said(app: &App, buffer: &mut Buffer, area: Rect, content: &str, style: Style) -> u16 {
    let content = cells::fit(content, usize::from(area.width));
    line(buffer, area, &placing::visual(&content, app.settings.bidi), style)
}

/// Fills an area with blanks of a style; of a wide grapheme across its left edge no half is left.
pub(super) fn clear(buffer: &mut Buffer, area: Rect, style: Style) {
    for y in area.top()..area.bottom().min(buffer.area.bottom()) {
        if let Some(beside) = area.left().checked_sub(1).and_then(|x| buffer.cell_mut((x, y)))
            && cells::width(beside.symbol()) > 1
        {
            beside.set_symbol(" ");
        }
        for x in area.left()..area.right().min(buffer.area.right()) {
            let cell = &mut buffer[(x, y)];
            cell.reset();
            cell.set_style(style);
        }
    }
}

/// Repeats a glyph from a cell to the end of an area's first row.
pub(super) fn rule(buffer: &mut Buffer, area: Rect, from: u16, glyph: &str, style: Style) {
    if area.is_empty() {
        return;
    }
    for x in from.max(area.left())..area.right() {
        cell(buffer, x, area.y, glyph, style);
    }
}

/// Draws the frame of a window with its title, and returns the area inside; tiny windows have no frame.
pub(super) fn window(buffer: &mut Buffer, area: Rect, title: &str, look: &super::Look) -> Rect {
    clear(buffer, area, look.theme.window);
    let inside = inside(area);
    if inside == area {
        return area;
    }
    let border = look.theme.border_focused;
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for x in area.left()..area.right() {
        cell(buffer, x, area.y, look.glyphs.rule, border);
        cell(buffer, x, bottom, look.glyphs.rule, border);
    }
    for y in area.top() + 1..bottom {
        cell(buffer, area.x, y, look.glyphs.border, border);
        cell(buffer, right, y, look.glyphs.border, border);
    }
    let corners: [(u16, u16, &str); 4] =
        [(area.x, area.y, "┌"), (right, area.y, "┐"), (area.x, bottom, "└"), (right, bottom, "┘")];
    for (x, y, corner) in corners {
        let corner = if look.glyphs == super::glyphs::ASCII { "+" } else { corner };
        cell(buffer, x, y, corner, border);
    }
    text(buffer, area.x + 2, area.y, right, &format!(" {title} "), look.theme.title);
    inside
}
