//! The list of annotations as a table, and what the one under the cursor says.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Look, paint};
use crate::app::action::Action;
use crate::app::list::{self, counted};
use crate::app::mouse::Target;
use crate::app::query::Query;
use crate::app::{App, cells, placing, rows};
use crate::case::{Annotation, Stand};
use columns::{Column, columns};

mod columns;
mod preview;

/// Draws the table and the preview.
pub(super) fn draw(app: &App, look: &Look, frame: &mut Frame<'_>, body: Rect) {
    let areas = list::areas(body, app.list.rows.len());
    let buffer = frame.buffer_mut();
    if app.list.rows.is_empty() {
        if !app.list.filter.is_empty() {
            draw_head(app, look, buffer, areas.head);
        }
        let area = areas.table.union(areas.preview);
        draw_empty(app, look, buffer, area);
        if app.overlays.is_empty() && !area.is_empty() {
            frame.set_cursor_position(Position { x: area.x + 1, y: area.y });
        }
        return;
    }
    draw_head(app, look, buffer, areas.head);
    let columns = columns(app, body.width);
    draw_names(app, look, buffer, areas.names, &columns);
    draw_table(app, look, frame, areas.table, &columns);
    if let Some(record) = app.list.annotation().and_then(|a| app.case.annotations.get(a)) {
        preview::draw(app, look, frame.buffer_mut(), record, areas.preview);
    }
}

/// Returns what stands under a cell of the screen.
pub(super) fn target(app: &App, cell: Position) -> Option<Target> {
    let body = app.body();
    let areas = list::areas(body, app.list.rows.len());
    if areas.names.contains(cell) {
        let place = |(column, place): &(Column, Rect)| {
            // The blank between two columns belongs to the one before.
            (place.x..place.right() + 2).contains(&cell.x).then(|| column.sort()).flatten()
        };
        return columns(app, body.width).iter().find_map(place).map(Target::Sort);
    }
    if areas.preview.contains(cell) {
        return Some(Target::Preview);
    }
    let line = cell.y.checked_sub(areas.table.y).filter(|_| areas.table.contains(cell))?;
    let row = app.list.first_row(usize::from(areas.table.height)) + usize::from(line);
    (row < app.list.rows.len()).then_some(Target::Row(row))
}

/// Says what to do where nothing is listed.
fn draw_empty(app: &App, look: &Look, buffer: &mut Buffer, area: Rect) {
    let key = |action: Action| app.keymap.keys_of(action).into_iter().next().unwrap_or_default();
    let text = if app.case.annotations.is_empty() {
        format!(
            "No annotations yet. {} goes back to the articles; there {} annotates the passage or what is selected, and \
             {} goes to the next suspect.",
            key(Action::ListClose),
            key(Action::Annotate),
            key(Action::NextSuspect)
        )
    } else {
        let why = app.list.advice.as_deref();
        let why = why.map_or_else(|| "no annotation passes the filter".to_owned(), str::to_owned);
        let all = key(Action::ListFilterOff);
        format!("{why}. {all} shows all again, {} changes the filter.", key(Action::ListFilter))
    };
    let width = usize::from(area.width.saturating_sub(2)).max(1);
    let mut y = area.y;
    rows::wrap(&text, width, &mut |a, b| {
        if y < area.bottom() {
            let row = Rect { x: area.x + 1, y, width: area.width.saturating_sub(1), height: 1 };
            paint::said(app, buffer, row, &text[a..b], look.theme.muted);
            y += 1;
        }
    });
}

/// Says how many are shown, in which order, and how many are selected.
fn draw_head(app: &App, look: &Look, buffer: &mut Buffer, area: Rect) {
    if area.is_empty() {
        return;
    }
    let theme = &look.theme;
    let dot = format!(" {} ", look.glyphs.dot);
    let (shown, all) = (app.list.rows.len(), app.case.annotations.len());
    let count =
        if app.list.filter.is_empty() { counted(all) } else { format!("{shown} of {}", counted(all)) };
    let order = app.list.sort.text(app.list.reverse);
    let mut x =
        paint::text(buffer, area.x + 1, area.y, area.right(), &format!("{count}{dot}{order}"), theme.muted);
    if app.list.has_selection() {
        let text = match app.count_selected() {
            (count, 0) => format!("{count} selected"),
            (count, hidden) => format!("{count} selected, {hidden} not shown"),
        };
        x = paint::text(buffer, x, area.y, area.right(), &dot, theme.muted);
        x = paint::text(buffer, x, area.y, area.right(), &text, theme.title);
    }
    if !app.list.filter.is_empty() {
        x = paint::text(buffer, x, area.y, area.right(), &format!("{dot}filter "), theme.muted);
        let rest = Rect { x, width: area.right().saturating_sub(x), ..area };
        paint::said(app, buffer, rest, &app.list.filter, theme.title);
    }
}

fn draw_names(app: &App, look: &Look, buffer: &mut Buffer, area: Rect, columns: &[(Column, Rect)]) {
    if area.is_empty() {
        return;
    }
    for (column, place) in columns {
        let cell = Rect { x: place.x, width: place.width, ..area };
        let sorted = column.sort() == Some(app.list.sort);
        let arrow = match (sorted, app.list.reverse) {
            (true, false) => format!(" {}", look.glyphs.below),
            (true, true) => format!(" {}", look.glyphs.above),
            _ => String::new(),
        };
        paint::said(app, buffer, cell, &format!("{}{arrow}", column.name(app)), look.theme.muted);
    }
}

fn draw_table(app: &App, look: &Look, frame: &mut Frame<'_>, area: Rect, columns: &[(Column, Rect)]) {
    let height = usize::from(area.height);
    let count = app.list.rows.len();
    let top = app.list.first_row(height);
    for row in top..count.min(top + height) {
        let Some((annotation, record)) =
            app.list.rows.get(row).and_then(|a| Some((*a, app.case.annotations.get(*a)?)))
        else {
            continue;
        };
        let line = Rect { y: area.y + (row - top) as u16, height: 1, ..area };
        let picked = row == app.list.cursor;
        let style = if picked { look.theme.picked } else { look.theme.text };
        let buffer = frame.buffer_mut();
        if picked {
            paint::clear(buffer, line, style);
            paint::text(buffer, line.x, line.y, line.right(), look.glyphs.pointer, style);
        }
        if app.is_selected(row) {
            let selected = style.patch(look.theme.selection);
            paint::text(buffer, line.x + 1, line.y, line.right(), look.glyphs.selected, selected);
        }
        for (column, place) in columns {
            let cell = Rect { x: place.x, width: place.width, ..line };
            let text = column.text(app, annotation, record);
            if *column == Column::Articles {
                draw_articles(app, look, buffer, record, cell, style);
            } else {
                marked_line(app, look, buffer, cell, &text, style, *column);
            }
        }
        if picked {
            frame.set_cursor_position(Position { x: line.x, y: line.y });
        }
    }
}

/// Draws a text with what the search found in it.
fn marked_line(
    app: &App,
    look: &Look,
    buffer: &mut Buffer,
    area: Rect,
    text: &str,
    style: Style,
    column: Column,
) {
    let fitted = cells::fit(text, usize::from(area.width));
    paint::words(app, buffer, (area.x, area.y), area.right(), &fitted, style);
    if column == Column::Question {
        mark_found(app.list.query.as_deref(), look, buffer, area, &fitted, style);
    }
}

/// Draws once more, as found, what the search found in a text that stands in an area; not where the text is reordered, since
/// what was found need not be one piece there.
fn mark_found(query: Option<&Query>, look: &Look, buffer: &mut Buffer, area: Rect, text: &str, style: Style) {
    let query = query.filter(|_| !placing::has_rtl(text));
    for span in query.iter().flat_map(|q| q.find(text)) {
        let (Some(before), Some(found)) = (text.get(..span.start), text.get(span.range())) else { continue };
        let x = area.x + cells::text_width(before) as u16;
        paint::text(buffer, x, area.y, area.right(), found, style.patch(look.theme.found));
    }
}

/// Draws a place per article: its number when its words are in the annotation, a dot when it is silent.
fn draw_articles(app: &App, look: &Look, buffer: &mut Buffer, record: &Annotation, area: Rect, style: Style) {
    if app.articles.len() > 8 {
        let said = record.witnesses.iter().filter(|w| w.stand != Stand::Silent);
        let numbers = said.filter_map(|w| app.articles.iter().position(|a| a.id == w.article));
        let numbers: Vec<String> = numbers.map(|a| (a + 1).to_string()).collect();
        paint::said(app, buffer, area, &numbers.join(" "), style);
        return;
    }
    for (number, article) in app.articles.iter().enumerate() {
        let mut parts =
            record.witnesses.iter().filter(|w| w.article == article.id).map(|w| w.stand).peekable();
        let x = area.x + number as u16;
        if parts.peek().is_none() {
            continue;
        }
        if parts.all(|stand| stand == Stand::Silent) {
            paint::text(buffer, x, area.y, area.right(), look.glyphs.not, style);
        } else {
            paint::text(buffer, x, area.y, area.right(), &(number + 1).to_string(), style);
        }
    }
}
