//! Where windows stand over the view: asked by whoever draws them and by whoever scrolls in them.

use ratatui::layout::Rect;

/// Returns an area in the middle of another, as large as wished and possible.
pub fn centred(outer: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(outer.width), height.min(outer.height));
    Rect { x: outer.x + (outer.width - width) / 2, y: outer.y + (outer.height - height) / 2, width, height }
}

/// Returns the area inside of a window's frame; tiny windows have none.
pub fn inside(window: Rect) -> Rect {
    if window.height < 5 || window.width < 16 {
        return window;
    }
    Rect { x: window.x + 2, y: window.y + 1, width: window.width - 4, height: window.height - 2 }
}

/// Scrolls a text of so many lines; the last of them stands no higher than the last row.
pub fn scrolled(top: usize, by: isize, lines: usize, rows: u16) -> usize {
    top.saturating_add_signed(by).min(lines.saturating_sub(usize::from(rows)))
}
