//! The annotation dialog.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;
use tui_textarea::TextArea;

use super::{Look, paint};
use crate::app::action::Action;
use crate::app::dialog::{Dialog, Field};
use crate::app::{App, cells};
use crate::case::{Confidence, Severity, Status};

pub(super) mod aim;
mod parts;

/// Rows of checks, at most; more scroll.
const MOST_CHECKS: u16 = 4;

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

/// The window's contents before scrolling.
struct Form {
    slots: Vec<Slot>,
    /// The rows of each part, as drawn.
    parts: Vec<Vec<parts::Row>>,
    /// The kinds on each row.
    kinds: Vec<Vec<usize>>,
    /// Rows in all.
    height: u16,
}

/// Draws the dialog and puts the terminal's cursor into the field that has the keys.
pub(super) fn draw(app: &App, dialog: &Dialog, look: &Look, frame: &mut Frame<'_>) {
    let Placed { form, window, body, scroll } = placed(app, dialog, look, frame.area());
    let inside = paint::window(frame.buffer_mut(), window, &title(app, dialog), look);
    if let Some(problem) = &dialog.problem {
        let line = Rect { y: inside.bottom().saturating_sub(1), height: 1, ..inside };
        paint::clear(frame.buffer_mut(), line, look.theme.window);
        paint::line(frame.buffer_mut(), line, problem, look.theme.wrong);
    }
    for slot in &form.slots {
        let top = i32::from(slot.y) - i32::from(scroll);
        if top + i32::from(slot.height) <= 0 || top >= i32::from(body.height) {
            continue;
        }
        draw_field(app, dialog, look, frame, &form, slot, top, body);
    }
    let below = form.height.saturating_sub(scroll + body.height);
    if window != inside && (below > 0 || scroll > 0) {
        let arrows = [(scroll, look.glyphs.above), (below, look.glyphs.below)];
        let more: Vec<String> =
            arrows.iter().filter(|(n, _)| *n > 0).map(|(n, arrow)| format!("{arrow}{n}")).collect();
        let text = format!(" {} ", more.join(" "));
        let x = window.right().saturating_sub(cells::text_width(&text) as u16 + 2);
        paint::text(frame.buffer_mut(), x, window.bottom() - 1, window.right(), &text, look.theme.muted);
    }
}

/// Says what the dialog is for, and that selections were taken where one could think that the suspect was.
fn title(app: &App, dialog: &Dialog) -> String {
    match dialog {
        Dialog { before: Some(_), .. } => "edit annotation".into(),
        Dialog { passes_suspect: true, .. } => {
            let drop = app.hint_of(Action::DropSelection, "in a pane drops them");
            format!("new annotation from your selections; {drop}")
        }
        _ => "new annotation".into(),
    }
}

/// Where the window stands, and what of its contents is in sight.
struct Placed {
    form: Form,
    window: Rect,
    /// The place of the fields.
    body: Rect,
    /// Rows of the form above the first one in sight.
    scroll: u16,
}

fn placed(app: &App, dialog: &Dialog, look: &Look, screen: Rect) -> Placed {
    // The hint line below stays in sight, or nobody would know how to save.
    let area = Rect { height: screen.height - app.scene.layout.status.height.min(screen.height), ..screen };
    let width = area.width.saturating_sub(4).clamp(1, 110).max(area.width.min(40));
    let value_width = width.saturating_sub(4 + label_width(width)).max(1);
    let form = form(app, dialog, look, value_width, area.height);
    let window = paint::centred(area, width, form.height + 2);
    let mut body = paint::inside(window);
    body.height = body.height.saturating_sub(u16::from(dialog.problem.is_some()));
    let scroll = scroll(dialog, &form, body.height);
    Placed { form, window, body, scroll }
}

/// Lays the fields out for a screen of that many rows; what is long gives way on a low one.
fn form(app: &App, dialog: &Dialog, look: &Look, width: u16, screen: u16) -> Form {
    let total = |parts: &[Vec<parts::Row>]| parts.iter().map(Vec::len).sum::<usize>() as u16;
    let mut kinds = kind_rows(dialog, width);
    let mut parts = parts::rows(app, dialog, look, width, 2);
    let rows = |line: &String| cells::text_width(line) / usize::from(width.max(1)) + 1;
    let checks: usize = dialog.checks.lines().iter().map(rows).sum();
    let checks = u16::try_from(checks).unwrap_or(u16::MAX).clamp(1, MOST_CHECKS);
    // The frame of the window, seven fields of one row, the checks, and a note of two.
    let room = screen.saturating_sub(2 + 7 + checks + 2);
    if kinds.len() as u16 + total(&parts) > room && dialog.field != Field::Kind && dialog.kind.is_some() {
        let picked = dialog.kinds.iter().position(|k| Some(&k.id) == dialog.kind.as_ref());
        kinds = vec![picked.into_iter().collect()];
    }
    if kinds.len() as u16 + total(&parts) > room {
        parts = parts::rows(app, dialog, look, width, 1);
    }
    let others = kinds.len() as u16 + total(&parts).max(1) + 7 + checks;
    let note = screen.saturating_sub(others + 3).clamp(2, 8);
    let mut y = 0;
    let slots = Field::ALL.map(|field| {
        let height = match field {
            Field::Kind => kinds.len() as u16,
            Field::Witnesses => total(&parts).max(1),
            Field::Note => note,
            Field::Checks => checks,
            _ => 1,
        };
        y += height;
        Slot { field, y: y - height, height }
    });
    Form { slots: slots.into(), parts, kinds, height: y }
}

/// Scrolls until what has the keys is in the window: the field, or the part under the cursor.
fn scroll(dialog: &Dialog, form: &Form, height: u16) -> u16 {
    let Some(slot) = form.slots.iter().find(|s| s.field == dialog.field) else { return 0 };
    let (mut top, mut bottom) = (slot.y, slot.y + slot.height);
    if dialog.field == Field::Witnesses {
        let rows = |parts: &[Vec<parts::Row>]| parts.iter().map(Vec::len).sum::<usize>() as u16;
        let at = dialog.part.min(form.parts.len());
        top = slot.y + rows(&form.parts[..at]);
        bottom = top + form.parts.get(at).map_or(1, Vec::len) as u16;
    }
    bottom.saturating_sub(height).min(top)
}

/// Returns the cells before the picked value of a field that has a choice on one row.
fn value_offset(dialog: &Dialog, field: Field) -> u16 {
    let before = |names: Vec<&str>, picked: &str| -> u16 {
        // Each value stands between two cells, with one more behind them.
        let before = names.into_iter().take_while(|n| *n != picked);
        before.map(|n| cells::text_width(n) as u16 + 3).sum::<u16>() + 1
    };
    match field {
        Field::Severity => before(Severity::ALL.iter().map(|v| v.name()).collect(), dialog.severity.name()),
        Field::Confidence => {
            before(Confidence::ALL.iter().map(|v| v.name()).collect(), dialog.confidence.name())
        }
        Field::Status => before(Status::ALL.iter().map(|v| v.name()).collect(), dialog.status.name()),
        _ => 0,
    }
}

#[allow(clippy::too_many_arguments)] // They are all of what is drawn and where.
fn draw_field(
    app: &App,
    dialog: &Dialog,
    look: &Look,
    frame: &mut Frame<'_>,
    form: &Form,
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
    let label = |frame: &mut Frame<'_>, row: i32, text: &str, style| {
        if let Some(rect) = line(row) {
            let label = Rect { width: label_width.saturating_sub(1).min(rect.width), ..rect };
            paint::line(frame.buffer_mut(), label, text, style);
        }
    };
    let pointer = if focused { look.glyphs.pointer } else { " " };
    let style = if focused { theme.hint_key } else { theme.muted };
    label(frame, 0, &format!("{pointer} {}", slot.field.label()), style);
    let first = line(0).map(value);
    // The texts and the witnesses put the terminal's cursor where one types or reads; of the others it is on the value.
    if let Some(first) = first.filter(|f| focused && !f.is_empty()) {
        let x = first.x + value_offset(dialog, slot.field);
        frame.set_cursor_position(Position { x: x.min(first.right() - 1), y: first.y });
    }
    match slot.field {
        Field::Kind => {
            for (i, kinds) in form.kinds.iter().enumerate() {
                if let Some(rect) = line(i as i32) {
                    draw_kinds(dialog, look, frame, kinds, value(rect));
                }
            }
        }
        Field::Severity => choice(look, frame, first, Severity::ALL, dialog.severity, Severity::name),
        Field::Confidence => choice(look, frame, first, Confidence::ALL, dialog.confidence, Confidence::name),
        Field::Status => choice(look, frame, first, Status::ALL, dialog.status, Status::name),
        Field::Witnesses => {
            if slot.height > 1 {
                let taken = dialog.parts.iter().filter(|p| !p.out).count();
                label(frame, 1, &format!("  {taken} of {} in", dialog.parts.len()), theme.muted);
            }
            parts::draw(app, dialog, look, frame, &form.parts, &|row| line(row).map(value));
        }
        Field::Question | Field::Tags | Field::Evidence | Field::Verdict => {
            text_field(app, dialog, look, frame, slot.field, first);
        }
        Field::Note | Field::Checks => {
            let visible = (i32::from(body.height) - top).min(i32::from(slot.height)).max(0) as u16;
            let rect = first.map(|r| Rect { height: visible, ..r });
            text_field(app, dialog, look, frame, slot.field, rect);
        }
    }
}

/// Draws a field in which one types; an empty one says what goes into it.
fn text_field(
    app: &App,
    dialog: &Dialog,
    look: &Look,
    frame: &mut Frame<'_>,
    field: Field,
    area: Option<Rect>,
) {
    let text = match field {
        Field::Question => &dialog.question,
        Field::Tags => &dialog.tags,
        Field::Evidence => &dialog.evidence,
        Field::Checks => &dialog.checks,
        Field::Verdict => &dialog.verdict,
        _ => &dialog.note,
    };
    let cursor = draw_text(text, frame, area, field == dialog.field);
    if let (Some(cursor), Some(rest), Some(area)) = (cursor, app.completion(dialog), area) {
        let end = paint::text(frame.buffer_mut(), cursor.x, cursor.y, area.right(), &rest, look.theme.muted);
        let key = app.keymap.keys_of(Action::TextRight).into_iter().next().unwrap_or_default();
        paint::text(frame.buffer_mut(), end + 1, cursor.y, area.right(), &key, look.theme.hint_key);
    }
    if let Some(area) = area.filter(|_| text.lines().iter().all(String::is_empty)) {
        let first = Rect { height: area.height.min(1), ..area };
        paint::line(frame.buffer_mut(), first, &purpose(app, field), look.theme.muted);
    }
}

/// Returns what goes into a field.
fn purpose(app: &App, field: Field) -> String {
    match field {
        Field::Question => "what do they disagree on? it may stay empty".into(),
        Field::Tags => "separated by commas".into(),
        Field::Evidence => "addresses or sources, separated by ;".into(),
        Field::Checks => {
            "one a line: who was asked | what was found; also 2026-03-15 | primary | who | what".into()
        }
        Field::Verdict => "what you conclude".into(),
        _ => {
            let keys = |action| app.keymap.keys_of(action).join(" or ");
            format!("{} makes a new line, {} saves", keys(Action::NoteNewline), keys(Action::NoteSave))
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

/// Returns the kinds of a row, each with its first cell and the one behind it, counted from the first of the row.
fn placed_kinds<'d>(dialog: &'d Dialog, kinds: &'d [usize]) -> impl Iterator<Item = (usize, u16, u16)> + 'd {
    let mut x = 0;
    kinds.iter().filter_map(move |&at| {
        let kind = dialog.kinds.get(at)?;
        let width = cells::text_width(&kind.key.to_string()) + 1 + cells::text_width(&kind.label);
        let start = x;
        x += width as u16 + 2;
        Some((at, start, start + width as u16))
    })
}

fn draw_kinds(dialog: &Dialog, look: &Look, frame: &mut Frame<'_>, kinds: &[usize], area: Rect) {
    for (at, start, _) in placed_kinds(dialog, kinds) {
        let kind = &dialog.kinds[at];
        let picked = dialog.kind.as_ref() == Some(&kind.id);
        let style = if picked { look.theme.picked } else { look.theme.text };
        let key = if picked { look.theme.picked } else { look.theme.hint_key };
        let buffer = frame.buffer_mut();
        let x = paint::text(buffer, area.x + start, area.y, area.right(), &kind.key.to_string(), key);
        let x = paint::text(buffer, x, area.y, area.right(), " ", style);
        paint::text(buffer, x, area.y, area.right(), &kind.label, style);
    }
}

/// Returns the value of a choice that stands at a column of its row; each stands between two cells.
fn choice_at<T: Copy>(values: &[T], name: fn(T) -> &'static str, column: u16) -> Option<T> {
    let mut x = 0;
    values.iter().copied().find(|value| {
        let start = x;
        x += cells::text_width(name(*value)) as u16 + 3;
        (start..x - 1).contains(&column)
    })
}

fn choice<T: Copy + PartialEq>(
    look: &Look,
    frame: &mut Frame<'_>,
    area: Option<Rect>,
    values: &[T],
    picked: T,
    name: fn(T) -> &'static str,
) {
    let Some(area) = area else { return };
    let mut x = area.x;
    for value in values {
        let (text, style) = if *value == picked {
            (format!("[{}]", name(*value)), look.theme.picked)
        } else {
            (format!(" {} ", name(*value)), look.theme.muted)
        };
        x = paint::text(frame.buffer_mut(), x, area.y, area.right(), &text, style) + 1;
    }
}

/// Draws a text; the terminal's cursor is put into the one that has the keys, and its place is returned.
fn draw_text(
    text: &TextArea<'static>,
    frame: &mut Frame<'_>,
    area: Option<Rect>,
    focused: bool,
) -> Option<Position> {
    let area = area.filter(|a| !a.is_empty())?;
    text.render(area, frame.buffer_mut());
    if focused {
        let cursor = text.screen_cursor();
        let (top, left) = text.scroll_offset();
        let x = area.x + (cursor.col as u16).saturating_sub(left).min(area.width - 1);
        let y = area.y + (cursor.row as u16).saturating_sub(top).min(area.height - 1);
        frame.set_cursor_position(Position { x, y });
        return Some(Position { x, y });
    }
    None
}
