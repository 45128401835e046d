//! The strip below the panes: every article's wording of the passage under the cursor.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, paint, runs};
use crate::app::apparatus::Entry;
use crate::app::marks::{Mark, MarkKind};
use crate::app::mouse::Target;
use crate::app::{App, cells, rows};
use crate::article::Span;

/// Draws the apparatus.
pub(super) fn draw(app: &App, look: &Look, frame: &mut Frame<'_>) {
    let area = app.scene.layout.apparatus;
    if area.is_empty() {
        return;
    }
    let buffer = frame.buffer_mut();
    heading(app, look, buffer, Rect { height: 1, ..area });
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let columns = Columns::of(app, body.width);
    note(app, look, buffer, body);
    for (entry, area) in app.scene.apparatus.entries.iter().zip(places(app, &columns, body)) {
        draw_entry(app, look, buffer, entry, &columns, area);
    }
}

/// Returns the places of the wordings that there is room for, within the rows below the heading.
fn places(app: &App, columns: &Columns, body: Rect) -> Vec<Rect> {
    let body = Rect { height: body.height - u16::from(has_note(app, body)), ..body };
    let mut y = body.y;
    let place = |rows: u16| {
        let area = Rect { y, height: rows.min(body.bottom().saturating_sub(y)), ..body };
        y += rows;
        area
    };
    share_rows(app, columns, body).into_iter().map(place).take_while(|area| area.height > 0).collect()
}

/// Returns what stands under a cell of the screen.
pub(super) fn target(app: &App, cell: Position) -> Option<Target> {
    let area = app.scene.layout.apparatus;
    if !area.contains(cell) {
        return None;
    }
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let places = places(app, &Columns::of(app, body.width), body);
    Some(places.iter().position(|p| p.contains(cell)).map_or(Target::Window, Target::Wording))
}

/// Returns whether the last row has the note of the annotation: where every wording keeps one.
fn has_note(app: &App, body: Rect) -> bool {
    let apparatus = &app.scene.apparatus;
    !apparatus.note.is_empty() && usize::from(body.height) > apparatus.entries.len()
}

/// Draws the note of the annotation on the last row, when there is room for it.
fn note(app: &App, look: &Look, buffer: &mut Buffer, body: Rect) {
    if !has_note(app, body) {
        return;
    }
    let row = Rect { x: body.x + 1, y: body.bottom() - 1, width: body.width.saturating_sub(1), height: 1 };
    let text = format!("{} {}", look.glyphs.annotation, app.scene.apparatus.note);
    paint::said(app, buffer, row, &text, look.theme.annotation);
}

fn heading(app: &App, look: &Look, buffer: &mut Buffer, area: Rect) {
    let apparatus = &app.scene.apparatus;
    let theme = &look.theme;
    let rule = look.glyphs.rule;
    let mut x = paint::text(buffer, area.x, area.y, area.right(), &format!("{rule} "), theme.border);
    x = paint::text(buffer, x, area.y, area.right(), &apparatus.title, theme.title);
    if let Some(annotation) = &apparatus.annotation {
        x = paint::text(buffer, x, area.y, area.right(), &format!(" {rule} "), theme.border);
        let text = format!("{} {annotation}", look.glyphs.annotation);
        x = paint::words(app, buffer, (x, area.y), area.right(), &text, theme.annotation);
    }
    if !apparatus.silent.is_empty() {
        x = paint::text(buffer, x, area.y, area.right(), &format!(" {rule} not found: "), theme.border);
        let long = apparatus
            .silent
            .iter()
            .map(|&a| format!("{} {}", a + 1, app.name(a)))
            .collect::<Vec<_>>()
            .join(", ");
        let short = apparatus.silent.iter().map(|&a| (a + 1).to_string()).collect::<Vec<_>>().join(" ");
        let room = usize::from(area.right().saturating_sub(x + 2));
        let names = if cells::text_width(&long) <= room { long } else { short };
        x = paint::words(app, buffer, (x, area.y), area.right(), &names, theme.silent);
    }
    // Why it is a suspect, where there is room for all of it.
    let reason = format!(" {rule} {}", apparatus.reason);
    if !apparatus.reason.is_empty()
        && cells::text_width(&reason) < usize::from(area.right().saturating_sub(x))
    {
        x = paint::text(buffer, x, area.y, area.right(), &reason, theme.border);
    }
    x = paint::text(buffer, x, area.y, area.right(), " ", theme.border);
    paint::rule(buffer, area, x, rule, theme.border);
}

/// Widths of the columns before the words, in cells.
struct Columns {
    who: u16,
    says: u16,
    words: u16,
}

impl Columns {
    fn of(app: &App, width: u16) -> Columns {
        let entries = &app.scene.apparatus.entries;
        let widest = |f: &dyn Fn(&Entry) -> usize| entries.iter().map(f).max().unwrap_or(0) as u16;
        let who = widest(&|e| cells::text_width(&who(app, e, width))).min(width / 3);
        let says = widest(&|e| cells::text_width(&e.says)).min(width / 5).min(24);
        let gaps = if says > 0 { 5 } else { 3 };
        // Two cells stay free for an ellipsis before the words.
        Columns { who, says, words: width.saturating_sub(who + says + gaps + 2).max(1) }
    }
}

/// Returns the numbers of an entry's articles, with the name where there is one article and room for it.
fn who(app: &App, entry: &Entry, width: u16) -> String {
    match entry.articles.as_slice() {
        // Names give way to the words where there is little room.
        [one] if width >= 60 => {
            let most = if width < 100 { 10 } else { 16 };
            format!("{} {}", one + 1, app.name_within(*one, most))
        }
        many => many.iter().map(|a| (a + 1).to_string()).collect::<Vec<_>>().join(" "),
    }
}

fn wrapped(app: &App, entry: &Entry, width: u16) -> Vec<Span> {
    let mut spans = Vec::new();
    let start = entry.passage.span.start;
    rows::wrap(
        app.articles[entry.passage.article].slice(entry.passage.span),
        usize::from(width),
        &mut |a, b| {
            spans.push(Span::new(a, b).shift(start));
        },
    );
    spans
}

/// Gives every wording a row, and the rows that are left to those that need more.
fn share_rows(app: &App, columns: &Columns, body: Rect) -> Vec<u16> {
    let entries = &app.scene.apparatus.entries;
    let needs: Vec<u16> = entries.iter().map(|e| wrapped(app, e, columns.words).len() as u16).collect();
    let mut rows: Vec<u16> = needs.iter().map(|n| (*n).min(1)).collect();
    let mut left = body.height.saturating_sub(rows.iter().sum());
    while left > 0 {
        let Some(next) = (0..rows.len()).filter(|&i| rows[i] < needs[i]).min_by_key(|&i| rows[i]) else {
            break;
        };
        rows[next] += 1;
        left -= 1;
    }
    rows
}

fn draw_entry(app: &App, look: &Look, buffer: &mut Buffer, entry: &Entry, columns: &Columns, area: Rect) {
    let theme = &look.theme;
    let cell =
        |x: u16, width: u16| Rect { x, width: width.min(area.right().saturating_sub(x)), height: 1, ..area };
    let focused = entry.articles.contains(&app.focus);
    let style = if focused { theme.title } else { theme.text };
    paint::said(app, buffer, cell(area.x + 1, columns.who), &who(app, entry, area.width), style);
    let mut x = area.x + 1 + columns.who + 2;
    if columns.says > 0 {
        paint::said(app, buffer, cell(x, columns.says), &entry.says, theme.differs);
        x += columns.says + 2;
    }
    let spans = wrapped(app, entry, columns.words);
    let marks: Vec<Mark> =
        entry.marked.iter().map(|span| Mark { span: *span, kind: MarkKind::Differs }).collect();
    let height = usize::from(area.height);
    // What is marked is what the reader looks for: rows before it give way to it.
    let marked = spans.iter().position(|row| entry.marked.iter().any(|m| m.overlap(*row).is_some()));
    let skipped = marked.map_or(0, |row| (row + 1).saturating_sub(height)).min(spans.len().saturating_sub(1));
    for (row, span) in spans.iter().skip(skipped).enumerate().take(height) {
        let y = area.y + row as u16;
        let mut at = x;
        if row == 0 && skipped > 0 {
            at = paint::text(buffer, at, y, area.right(), "… ", theme.muted);
        }
        let place = Rect { x: at, y, width: area.right().saturating_sub(at), height: 1 };
        let compared = entry.compared.as_ref().map(std::slice::from_ref);
        at = runs::line(app, look, buffer, entry.passage.article, *span, compared, &marks, place);
        if row + 1 == height && skipped + row + 1 < spans.len() {
            paint::text(buffer, at.min(area.right() - 1), y, area.right(), "…", theme.muted);
        }
    }
}
