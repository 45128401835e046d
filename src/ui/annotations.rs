//! The list of annotations, and what the one under the cursor says.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, paint};
use crate::app::{App, cells, list, rows};
use crate::case::{Annotation, Stand, Witness};

/// Draws the list and the preview.
pub(super) fn draw(app: &App, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let buffer = frame.buffer_mut();
    let records = &app.case.annotations;
    if records.is_empty() {
        let text = "No annotations yet. Go back to the articles and press a on a passage.";
        paint::line(
            buffer,
            Rect { x: area.x + 1, width: area.width.saturating_sub(1), height: area.height.min(1), ..area },
            text,
            look.theme.muted,
        );
        if app.overlays.is_empty() && !area.is_empty() {
            frame.set_cursor_position(Position { x: area.x + 1, y: area.y });
        }
        return;
    }
    let preview = if area.height >= 10 { area.height / 2 } else { 0 };
    let table = Rect { height: area.height - preview, ..area };
    draw_table(app, look, buffer, records, table);
    if let (Some(record), true) = (records.get(app.list.cursor), preview > 0) {
        draw_preview(app, look, buffer, record, Rect { y: table.bottom(), height: preview, ..area });
    }
    if app.overlays.is_empty() && !table.is_empty() {
        let height = usize::from(table.height);
        let top = app.list.cursor.saturating_sub(height / 2).min(records.len().saturating_sub(height));
        let y = table.y + (app.list.cursor - top) as u16;
        frame.set_cursor_position(Position { x: table.x, y });
    }
}

fn draw_table(app: &App, look: &Look, buffer: &mut Buffer, records: &[Annotation], area: Rect) {
    let height = usize::from(area.height);
    // The cursor stays in the middle third where there is room to scroll.
    let top = app.list.cursor.saturating_sub(height / 2).min(records.len().saturating_sub(height));
    for (i, record) in records.iter().enumerate().skip(top).take(height) {
        let row = Rect { y: area.y + (i - top) as u16, height: 1, ..area };
        let picked = i == app.list.cursor;
        let style = if picked { look.theme.picked } else { look.theme.text };
        let pointer = if picked { look.glyphs.pointer } else { " " };
        let who: Vec<String> = record.witnesses.iter().filter_map(|w| number(app, w)).collect();
        let text = format!(
            "{pointer}{:>3}  {:<11} {:<9} {:<6}  {:<9}  {}",
            i + 1,
            cells::fit(&record.kind, 11),
            record.status.name(),
            record.severity.name(),
            cells::fit(&who.join(" "), 9),
            list::question(record)
        );
        paint::line(buffer, row, &text, style);
    }
}

fn number(app: &App, witness: &Witness) -> Option<String> {
    let at = app.articles.iter().position(|a| a.id == witness.article)?;
    (witness.stand != Stand::Silent).then(|| (at + 1).to_string())
}

fn draw_preview(app: &App, look: &Look, buffer: &mut Buffer, record: &Annotation, area: Rect) {
    let theme = &look.theme;
    let heading = Rect { height: 1, ..area };
    let mut x =
        paint::text(buffer, area.x, area.y, area.right(), &format!("{} ", look.glyphs.rule), theme.border);
    x = paint::text(buffer, x, area.y, area.right(), &list::question(record), theme.title);
    x = paint::text(buffer, x, area.y, area.right(), " ", theme.border);
    paint::rule(buffer, heading, x, look.glyphs.rule, theme.border);
    let mut y = area.y + 1;
    let mut put = |text: &str, style| {
        let width = usize::from(area.width.saturating_sub(3)).max(1);
        rows::wrap(text, width, &mut |a, b| {
            if y < area.bottom() {
                paint::text(buffer, area.x + 2, y, area.right(), &text[a..b], style);
                y += 1;
            }
        });
    };
    for witness in &record.witnesses {
        let name = app.articles.iter().position(|a| a.id == witness.article);
        let name = name.map_or_else(|| witness.article.clone(), |a| format!("{} {}", a + 1, app.name(a)));
        match &witness.quote {
            Some(quote) => {
                let says = witness.says.as_deref().map_or_else(String::new, |s| format!("{s}: "));
                let stand = if witness.stand == Stand::Agrees { " (agrees)" } else { "" };
                put(&format!("{name}{stand}  {says}“{}”", quote.text), theme.text);
            }
            None => put(&format!("{name}  not found"), theme.silent),
        }
    }
    let facts = format!(
        "{} · severity {} · confidence {}{}",
        record.status.name(),
        record.severity.name(),
        record.confidence.name(),
        if record.tags.is_empty() { String::new() } else { format!(" · {}", record.tags.join(", ")) }
    );
    put(&facts, theme.muted);
    for paragraph in record.note.lines() {
        put(paragraph, theme.text);
    }
    for address in &record.evidence {
        put(address, theme.muted);
    }
}
