//! The annotation dialog.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use tui_textarea::TextArea;

use super::{Look, paint};
use crate::app::dialog::{Dialog, Field, Part};
use crate::app::{App, cells, rows};
use crate::case::Stand;

/// Returns the cells before the fields' values in a window of that width.
fn label_width(window: u16) -> u16 {
    if window < 44 { 5 } else { 13 }
}

/// A field's place in the window, before scrolling.
struct Slot {
    field: Field,
    y: u16,
    height: u16,
}

/// Draws the dialog and puts the terminal's cursor into the field that has the keys.
pub(super) fn draw(app: &App, dialog: &Dialog, look: &Look, frame: &mut Frame<'_>) {
    let area = frame.area();
    let width = area.width.saturating_sub(4).clamp(1, 110).max(area.width.min(40));
    let value_width = width.saturating_sub(4 + label_width(width)).max(1);
    let (slots, total) = slots(app, dialog, value_width, area.height);
    let window = paint::centred(area, width, total + 2);
    let title = if dialog.before.is_some() { "edit annotation" } else { "new annotation" };
    let inside = paint::window(frame.buffer_mut(), window, title, look);
    let mut body = inside;
    if let Some(problem) = &dialog.problem {
        body.height = body.height.saturating_sub(1);
        let line = Rect { y: inside.bottom().saturating_sub(1), height: 1, ..inside };
        paint::clear(frame.buffer_mut(), line, look.theme.window);
        paint::line(frame.buffer_mut(), line, problem, look.theme.wrong);
    }
    let scroll = scroll(dialog, &slots, body.height);
    for slot in &slots {
        let top = i32::from(slot.y) - i32::from(scroll);
        if top + i32::from(slot.height) <= 0 || top >= i32::from(body.height) {
            continue;
        }
        draw_field(app, dialog, look, frame, slot, top, body);
    }
}

fn slots(app: &App, dialog: &Dialog, width: u16, screen: u16) -> (Vec<Slot>, u16) {
    let mut y = 0;
    let mut out = Vec::new();
    // The note takes what the other fields leave, within reason.
    let others: u16 =
        Field::ALL.iter().filter(|f| **f != Field::Note).map(|f| height(app, dialog, *f, width)).sum();
    let note = screen.saturating_sub(others + 6).clamp(3, 10);
    for field in Field::ALL {
        let height = if field == Field::Note { note } else { height(app, dialog, field, width) };
        out.push(Slot { field, y, height });
        y += height;
    }
    (out, y)
}

fn height(app: &App, dialog: &Dialog, field: Field, width: u16) -> u16 {
    match field {
        Field::Kind => kind_rows(dialog, width).len() as u16,
        Field::Witnesses => {
            dialog.parts.iter().map(|p| part_rows(app, p, width).len() as u16).sum::<u16>().max(1)
        }
        _ => 1,
    }
}

/// Scrolls until the field that has the keys is in the window.
fn scroll(dialog: &Dialog, slots: &[Slot], height: u16) -> u16 {
    let Some(slot) = slots.iter().find(|s| s.field == dialog.field) else { return 0 };
    (slot.y + slot.height).saturating_sub(height).min(slot.y)
}

fn draw_field(
    app: &App,
    dialog: &Dialog,
    look: &Look,
    frame: &mut Frame<'_>,
    slot: &Slot,
    top: i32,
    body: Rect,
) {
    let theme = &look.theme;
    let focused = slot.field == dialog.field;
    let line = |row: i32| {
        let y = top + row;
        (0..i32::from(body.height)).contains(&y).then(|| Rect { y: body.y + y as u16, height: 1, ..body })
    };
    let label_width = label_width(body.width + 4);
    let value =
        |rect: Rect| Rect { x: rect.x + label_width, width: rect.width.saturating_sub(label_width), ..rect };
    if let Some(rect) = line(0) {
        let style = if focused { theme.hint_key } else { theme.muted };
        let pointer = if focused { look.glyphs.pointer } else { " " };
        let label = Rect { width: label_width.saturating_sub(1).min(rect.width), ..rect };
        paint::line(frame.buffer_mut(), label, &format!("{pointer} {}", slot.field.label()), style);
    }
    let width = body.width.saturating_sub(label_width);
    match slot.field {
        Field::Kind => {
            for (i, kinds) in kind_rows(dialog, width).iter().enumerate() {
                if let Some(rect) = line(i as i32) {
                    draw_kinds(dialog, look, frame, kinds, value(rect));
                }
            }
        }
        Field::Severity => choice(
            look,
            frame,
            line(0).map(value),
            crate::case::Severity::ALL.iter().map(|s| (s.name(), *s == dialog.severity)),
        ),
        Field::Confidence => choice(
            look,
            frame,
            line(0).map(value),
            crate::case::Confidence::ALL.iter().map(|s| (s.name(), *s == dialog.confidence)),
        ),
        Field::Status => choice(
            look,
            frame,
            line(0).map(value),
            crate::case::Status::ALL.iter().map(|s| (s.name(), *s == dialog.status)),
        ),
        Field::Witnesses => draw_parts(app, dialog, look, frame, width, &|row| line(row).map(value)),
        Field::Question => draw_text(&dialog.question, frame, line(0).map(value), focused),
        Field::Tags => draw_text(&dialog.tags, frame, line(0).map(value), focused),
        Field::Evidence => draw_text(&dialog.evidence, frame, line(0).map(value), focused),
        Field::Note => {
            let visible = (i32::from(body.height) - top).min(i32::from(slot.height)).max(0) as u16;
            let rect = line(0).map(|r| Rect { height: visible, ..value(r) });
            draw_text(&dialog.note, frame, rect, focused);
        }
    }
}

/// Splits the kinds over as many rows as they need.
fn kind_rows(dialog: &Dialog, width: u16) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
    let mut used = 0;
    for (i, kind) in dialog.kinds.iter().enumerate() {
        let cells = cells::text_width(&kind.label) + 4;
        if used > 0 && used + cells > usize::from(width) {
            rows.push(Vec::new());
            used = 0;
        }
        used += cells;
        if let Some(row) = rows.last_mut() {
            row.push(i);
        }
    }
    rows
}

fn draw_kinds(dialog: &Dialog, look: &Look, frame: &mut Frame<'_>, kinds: &[usize], area: Rect) {
    let mut x = area.x;
    for kind in kinds.iter().map(|&i| &dialog.kinds[i]) {
        let picked = dialog.kind.as_ref() == Some(&kind.id);
        let style = if picked { look.theme.picked } else { look.theme.text };
        let key = if picked { look.theme.picked } else { look.theme.hint_key };
        x = paint::text(frame.buffer_mut(), x, area.y, area.right(), &kind.key.to_string(), key);
        x = paint::text(frame.buffer_mut(), x, area.y, area.right(), " ", style);
        x = paint::text(frame.buffer_mut(), x, area.y, area.right(), &kind.label, style) + 2;
    }
}

fn choice(
    look: &Look,
    frame: &mut Frame<'_>,
    area: Option<Rect>,
    values: impl Iterator<Item = (&'static str, bool)>,
) {
    let Some(area) = area else { return };
    let mut x = area.x;
    for (name, picked) in values {
        let (name, style) = if picked {
            (format!("[{name}]"), look.theme.picked)
        } else {
            (format!(" {name} "), look.theme.muted)
        };
        x = paint::text(frame.buffer_mut(), x, area.y, area.right(), &name, style) + 1;
    }
}

/// Returns the rows of a part: its article and stand, then its words.
fn part_rows(app: &App, part: &Part, width: u16) -> Vec<String> {
    let name = match part.article {
        Some(article) => format!("{} {}", article + 1, cells::fit(&app.name(article), 14)),
        None => part.before.as_ref().map_or_else(String::new, |w| w.article.clone()),
    };
    let words = match (part.article, part.span) {
        (Some(article), Some(span)) => Some(app.articles[article].slice(span).to_owned()),
        _ => part.before.as_ref().and_then(|w| w.quote.as_ref()).map(|q| q.text.clone()),
    };
    let stand = match part.stand {
        _ if part.out => "out",
        Stand::Silent => "not found",
        Stand::Agrees => "agrees",
        Stand::Differs => "differs",
    };
    let head = format!("{name:<18} {stand:<9} ");
    let room = usize::from(width).saturating_sub(2);
    let says = if part.says.is_empty() { String::new() } else { format!("{}: ", part.says) };
    let text = match words {
        Some(words) if part.stand != Stand::Silent => format!("{head} {says}“{words}”"),
        _ => head,
    };
    let mut out = Vec::new();
    rows::wrap(&text, room.max(1), &mut |a, b| out.push(text[a..b].to_owned()));
    // Two rows show where the words are from; more would push the other fields off the window.
    if out.len() > 2 {
        let rest = out[1..].join(" ");
        out.truncate(1);
        out.push(cells::fit(&rest, room.max(1)));
    }
    out
}

fn draw_parts(
    app: &App,
    dialog: &Dialog,
    look: &Look,
    frame: &mut Frame<'_>,
    width: u16,
    line: &dyn Fn(i32) -> Option<Rect>,
) {
    let mut row = 0;
    for (i, part) in dialog.parts.iter().enumerate() {
        let here = dialog.field == Field::Witnesses && i == dialog.part;
        let style: Style = match (part.out, part.stand) {
            (true, _) => look.theme.muted,
            (_, Stand::Silent) => look.theme.silent,
            _ => look.theme.text,
        };
        for (k, text) in part_rows(app, part, width).iter().enumerate() {
            if let Some(rect) = line(row) {
                let pointer = if here && k == 0 { look.glyphs.pointer } else { " " };
                paint::text(frame.buffer_mut(), rect.x, rect.y, rect.right(), pointer, look.theme.hint_key);
                let words = Rect { x: rect.x + 2, width: rect.width.saturating_sub(2), ..rect };
                let style = if here { look.theme.title } else { style };
                paint::line(frame.buffer_mut(), words, text, style);
                if here && k == 0 {
                    frame.set_cursor_position(Position { x: rect.x, y: rect.y });
                }
            }
            row += 1;
        }
    }
}

fn draw_text(text: &TextArea<'static>, frame: &mut Frame<'_>, area: Option<Rect>, focused: bool) {
    let Some(area) = area.filter(|a| !a.is_empty()) else { return };
    text.render(area, frame.buffer_mut());
    if focused {
        let cursor = text.screen_cursor();
        let (top, left) = text.scroll_offset();
        let x = area.x + (cursor.col as u16).saturating_sub(left).min(area.width - 1);
        let y = area.y + (cursor.row as u16).saturating_sub(top).min(area.height - 1);
        frame.set_cursor_position(Position { x, y });
    }
}
