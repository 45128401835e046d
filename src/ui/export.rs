//! The window that shows notes before they are written.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{Look, paint};
use crate::app::exporting::Preview;
use crate::app::mouse::Target;

/// Draws the first lines of the notes, and where they would go.
pub(super) fn draw(preview: &Preview, look: &Look, frame: &mut Frame<'_>) {
    let window = Preview::window(frame.area());
    let buffer = frame.buffer_mut();
    let inside = paint::window(buffer, window, &preview.title, look);
    let head = Rect { height: inside.height.min(1), ..inside };
    paint::line(buffer, head, &format!("into {}", preview.path.display()), look.theme.title);
    let body = Rect { y: inside.y + head.height, height: inside.height - head.height, ..inside };
    let Some(made) = &preview.notes else {
        paint::line(buffer, body, "the notes are being made…", look.theme.muted);
        return;
    };
    let rows = usize::from(body.height);
    for (i, line) in made.lines.iter().skip(preview.top).take(rows).enumerate() {
        let row = Rect { y: body.y + i as u16, height: 1, ..body };
        paint::line(buffer, row, line, look.theme.text);
    }
    let below = made.total.saturating_sub(preview.top + rows);
    if below > 0 && window != inside {
        let text = format!(" {below} more lines ");
        paint::text(buffer, inside.x, window.bottom() - 1, window.right(), &text, look.theme.muted);
    }
    if !inside.is_empty() {
        frame.set_cursor_position(inside.as_position());
    }
}

/// Returns what stands under a cell.
pub(super) fn target(screen: Rect, cell: Position) -> Option<Target> {
    Preview::window(screen).contains(cell).then_some(Target::Window)
}
