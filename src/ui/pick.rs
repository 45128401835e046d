//! The window in which one picks an annotation or a step.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{Look, paint};
use crate::app::mouse::Target;
use crate::app::pick::Pick;
use crate::app::{App, cells, placing};

/// Draws the lines about the cursor, and puts the terminal's cursor on the one that is picked.
pub(super) fn draw(app: &App, pick: &Pick, look: &Look, frame: &mut Frame<'_>) {
    let window = window(pick, frame.area());
    let area =
        paint::window(frame.buffer_mut(), window, &placing::visual(&pick.title, app.settings.bidi), look);
    let theme = &look.theme;
    let top = pick.top(area.height);
    for (i, (number, line)) in
        pick.lines.iter().enumerate().skip(top).take(usize::from(area.height)).enumerate()
    {
        let row = Rect { y: area.y + i as u16, height: 1, ..area };
        let picked = number == pick.cursor;
        let style = match (picked, line.is_muted) {
            (true, _) => theme.picked,
            (false, true) => theme.muted,
            (false, false) => theme.text,
        };
        let buffer = frame.buffer_mut();
        let note = cells::text_width(&line.note) as u16;
        let room = row.width.saturating_sub(if note > 0 { note + 2 } else { 0 });
        let pointer = if picked { look.glyphs.pointer } else { " " };
        paint::said(app, buffer, Rect { width: room, ..row }, &format!("{pointer} {}", line.text), style);
        if note > 0 {
            let x = row.right().saturating_sub(note).max(row.x);
            paint::words(app, buffer, (x, row.y), row.right(), &line.note, theme.muted);
        }
        if picked {
            frame.set_cursor_position(Position { x: row.x, y: row.y });
        }
    }
}

fn window(pick: &Pick, screen: Rect) -> Rect {
    let width = screen.width.saturating_sub(4).clamp(1, 90).max(screen.width.min(40));
    let height = (pick.lines.len() as u16).saturating_add(2).min(screen.height.saturating_sub(2)).max(5);
    paint::centred(screen, width, height)
}

/// Returns what stands under a cell.
pub(super) fn target(pick: &Pick, screen: Rect, cell: Position) -> Option<Target> {
    let window = window(pick, screen);
    let area = paint::inside(window);
    let line = pick.top(area.height) + usize::from(cell.y.saturating_sub(area.y));
    if area.contains(cell) && line < pick.lines.len() {
        return Some(Target::Entry(line));
    }
    window.contains(cell).then_some(Target::Window)
}
