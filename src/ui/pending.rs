//! What may follow the keys that were pressed: on the line of the hints, and above it where they need more.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::hints::{self, Hint};
use super::{Look, paint};
use crate::app::App;

/// Draws the keys that were pressed and what may follow them, from the line of the hints upwards.
pub(super) fn draw(app: &App, look: &Look, frame: &mut Frame<'_>) {
    let line = app.scene.layout.status;
    if line.is_empty() {
        return;
    }
    let hints = hints::pending(app);
    let mut rows: Vec<Vec<&Hint>> = vec![Vec::new()];
    let mut used = 1;
    for hint in &hints {
        let width = hint.width();
        if used > 1 && used + width > usize::from(line.width) {
            rows.push(Vec::new());
            used = 1;
        }
        used += width + 2;
        if let Some(row) = rows.last_mut() {
            row.push(hint);
        }
    }
    // The body keeps its upper half.
    rows.truncate(usize::from(line.bottom() / 2).max(1));
    let top = line.bottom() - rows.len() as u16;
    for (i, row) in rows.iter().enumerate() {
        let area = Rect { y: top + i as u16, height: 1, ..line };
        paint::clear(frame.buffer_mut(), area, look.theme.status);
        let mut x = area.x + 1;
        for Hint { keys, text, .. } in row {
            x = paint::text(frame.buffer_mut(), x, area.y, area.right(), keys, look.theme.hint_key);
            x = paint::text(frame.buffer_mut(), x + 1, area.y, area.right(), text, look.theme.muted) + 2;
        }
    }
}
