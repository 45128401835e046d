//! The window of the articles.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, paint};
use crate::app::articles::{Articles, Placed, label_width};
use crate::app::index::Share;
use crate::app::mouse::Target;
use crate::app::{App, cells};

/// Draws the list, and the details of the article under the cursor where there is room or the reader asked for them.
pub(super) fn draw(app: &App, window: Articles, look: &Look, frame: &mut Frame<'_>) {
    let listed = app.listed_articles();
    let Some(placed) = app.articles_window(window) else { return };
    let rest = placed.rest();
    let Placed { window: area, list_rows, details } = placed;
    let inside = paint::window(frame.buffer_mut(), area, "articles", look);
    let list = Rect { height: list_rows.min(inside.height), ..inside };
    draw_list(app, look, frame, &listed, window, list);
    if rest.is_empty() {
        return;
    }
    let skip = window.top.min(details.len().saturating_sub(usize::from(rest.height)));
    for (i, line) in details.iter().skip(skip).take(usize::from(rest.height)).enumerate() {
        draw_detail(app, line, look, frame.buffer_mut(), Rect { y: rest.y + i as u16, height: 1, ..rest });
    }
    if window.details {
        frame.set_cursor_position(Position { x: rest.x, y: rest.y });
    }
}

/// Returns the first article that the list shows.
fn top(window: Articles, height: u16) -> usize {
    (window.cursor + 1).saturating_sub(usize::from(height).max(1))
}

/// Returns what stands under a cell.
pub(super) fn target(app: &App, window: Articles, cell: Position) -> Option<Target> {
    let placed = app.articles_window(window)?;
    let inside = paint::inside(placed.window);
    let list = Rect { height: placed.list_rows.min(inside.height), ..inside };
    if list.contains(cell) {
        return Some(Target::Entry(top(window, list.height) + usize::from(cell.y - list.y)));
    }
    placed.window.contains(cell).then_some(Target::Window)
}

fn draw_list(app: &App, look: &Look, frame: &mut Frame<'_>, listed: &[usize], window: Articles, area: Rect) {
    let height = usize::from(area.height);
    let top = top(window, area.height);
    let names = listed.iter().map(|a| cells::text_width(&app.name(*a))).max().unwrap_or(0).min(24);
    for (i, at) in (0..app.listed_lines()).skip(top).take(height).enumerate() {
        let row = Rect { y: area.y + i as u16, height: 1, ..area };
        let picked = at == window.cursor;
        let style = if picked { look.theme.picked } else { look.theme.text };
        let pointer = if picked { look.glyphs.pointer } else { " " };
        let text = match listed.get(at) {
            Some(article) => line(app, *article, names, pointer, row.width),
            None => missing_line(app, at, pointer),
        };
        paint::said(app, frame.buffer_mut(), row, &text, style);
        if picked {
            frame.set_cursor_position(Position { x: row.x, y: row.y });
        }
    }
}

/// Returns the line of an article: number, name, what is special about it, title.
fn line(app: &App, article: usize, names: usize, pointer: &str, width: u16) -> String {
    let found = &app.articles[article];
    let share = app.index.share(article);
    let name = app.name_within(article, names);
    let pad = names.saturating_sub(cells::text_width(&name));
    let mut marks = Vec::new();
    if app.arrangement.is_hidden(article) {
        marks.push("hidden".to_owned());
    }
    if app.arrangement.base == Some(article) {
        marks.push("base".to_owned());
    }
    if let Some(source) = app.copy_of(article) {
        marks.push(format!("copy of {}", source + 1));
    }
    let numbers = if share.words > 0 && width >= 60 {
        format!("{:>6} words {:>3} % elsewhere  ", share.words, Share::percent(share.elsewhere, share.words))
    } else {
        String::new()
    };
    let marks = if marks.is_empty() { String::new() } else { format!("{}  ", marks.join(", ")) };
    let title = found.metadata.title.as_deref().unwrap_or_default();
    let title = if app.is_named_by_title(article) { "" } else { title };
    format!("{pointer}{:>2} {name}{:pad$}  {numbers}{marks}{title}", article + 1, "")
}

/// Returns the line of an article that is missing: its name and what is wrong.
fn missing_line(app: &App, line: usize, pointer: &str) -> String {
    let (id, why) = app.missing_at(line).cloned().unwrap_or_default();
    format!("{pointer} - {}  missing: {why}", app.name_of_id(&id))
}

fn draw_detail(
    app: &App,
    (label, value): &(&'static str, String),
    look: &Look,
    buffer: &mut Buffer,
    area: Rect,
) {
    let width = label_width(area.width);
    if width > 0 {
        paint::line(buffer, Rect { width, ..area }, label, look.theme.muted);
    }
    paint::said(
        app,
        buffer,
        Rect { x: area.x + width, width: area.width - width, ..area },
        value,
        look.theme.text,
    );
}
