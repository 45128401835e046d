//! What the annotation under the cursor says, below the table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::{Look, paint};
use super::mark_found;
use crate::app::list::{self, preview::Part};
use crate::app::{App, cells};
use crate::case::Annotation;

/// Draws the heading and the rows of the preview from the one on that is scrolled to.
pub(super) fn draw(app: &App, look: &Look, buffer: &mut Buffer, record: &Annotation, area: Rect) {
    if area.is_empty() {
        return;
    }
    let theme = &look.theme;
    let query = app.list.query.as_deref();
    let heading = Rect { height: 1, ..area };
    let mut x =
        paint::text(buffer, area.x, area.y, area.right(), &format!("{} ", look.glyphs.rule), theme.border);
    let question = cells::fit(&list::question(record), usize::from(area.width.saturating_sub(6)));
    let title = Rect { x, width: area.right().saturating_sub(x), ..heading };
    x = paint::words(app, buffer, (x, area.y), area.right(), &question, theme.title);
    mark_found(query, look, buffer, title, &question, theme.title);
    x = paint::text(buffer, x, area.y, area.right(), " ", theme.border);
    paint::rule(buffer, heading, x, look.glyphs.rule, theme.border);
    let rows = app.preview(record, area.width.saturating_sub(3));
    let height = usize::from(area.height - 1);
    let top = app.list.preview_top.min(rows.len().saturating_sub(height));
    for (i, row) in rows.iter().skip(top).take(height).enumerate() {
        let y = area.y + 1 + i as u16;
        let style = match row.part {
            Part::Facts | Part::Source => theme.muted,
            Part::Says => theme.title,
            Part::Silent => theme.silent,
            Part::Words | Part::Note => theme.text,
        };
        let x = area.x + 2;
        paint::words(app, buffer, (x, y), area.right(), &row.lead, theme.muted);
        let place = Rect {
            x: x + row.indent as u16,
            y,
            height: 1,
            width: area.right().saturating_sub(x + row.indent as u16),
        };
        paint::words(app, buffer, (place.x, y), area.right(), &row.text, style);
        if row.part != Part::Facts {
            mark_found(query, look, buffer, place, &row.text, style);
        }
    }
    let below = rows.len().saturating_sub(top + height);
    if below > 0 || top > 0 {
        let more = match (top, below) {
            (0, below) => format!(" {below} more {} ", look.glyphs.below),
            (top, 0) => format!(" {top} more {} ", look.glyphs.above),
            (top, below) => format!(" {top} {} {below} {} ", look.glyphs.above, look.glyphs.below),
        };
        let width = cells::text_width(&more) as u16;
        let x = area.right().saturating_sub(width + 1).max(area.x);
        paint::text(buffer, x, area.y, area.right(), &more, theme.muted);
    }
}
