//! The help window and questions.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Look, hints, paint};
use crate::app::action::Action;
use crate::app::help::{Help, Line, Sign};
use crate::app::mouse::Target;
use crate::app::{App, Confirm, cells};

/// Draws the help window.
pub(super) fn draw(help: &Help, look: &Look, frame: &mut Frame<'_>) {
    let (window, keys) = help.window(frame.area());
    let buffer = frame.buffer_mut();
    let inside = paint::window(buffer, window, "keys", look);
    let top = help.top.min(help.lines.len().saturating_sub(usize::from(inside.height)));
    for (i, line) in help.lines.iter().skip(top).take(usize::from(inside.height)).enumerate() {
        let row = Rect { y: inside.y + i as u16, height: 1, ..inside };
        match line {
            Line::Title(title) => {
                paint::line(buffer, row, title, look.theme.title);
            }
            Line::Keys { keys: bound, text } => {
                entry(buffer, row, keys, (bound, look.theme.hint_key), text, look)
            }
            Line::Sign { sign, text } => entry(buffer, row, keys, of_sign(look, *sign), text, look),
            Line::Blank => {}
        }
    }
    if !inside.is_empty() {
        frame.set_cursor_position(inside.as_position());
    }
    let buffer = frame.buffer_mut();
    let below = help.lines.len() - top;
    if below > usize::from(inside.height) && inside.height > 2 && window != inside {
        let text = format!(" {} more ", below - usize::from(inside.height));
        paint::text(buffer, inside.x, window.bottom() - 1, window.right(), &text, look.theme.muted);
    }
}

/// Draws keys or a sign, and what they do or mean.
fn entry(buffer: &mut Buffer, row: Rect, keys: u16, (what, style): (&str, Style), text: &str, look: &Look) {
    paint::line(buffer, Rect { width: keys.min(row.width), ..row }, what, style);
    let x = row.x + keys + 2;
    let rest = Rect { x, width: row.right().saturating_sub(x), ..row };
    paint::line(buffer, rest, text, look.theme.text);
}

/// Returns a sign as it stands beside the text.
fn of_sign(look: &Look, sign: Sign) -> (&'static str, Style) {
    let (glyphs, theme) = (&look.glyphs, &look.theme);
    match sign {
        Sign::Has => (glyphs.has, theme.gutter_on),
        Sign::NotFound => (glyphs.not, theme.gutter_off),
        Sign::Suspect => (glyphs.suspect, theme.refused),
        Sign::Annotation => (glyphs.annotation, theme.hint_key),
        Sign::Map => (glyphs.both, theme.gutter_on),
        Sign::Place => (glyphs.place, theme.hint_key),
    }
}

/// Returns what stands under a cell of the help window.
pub(super) fn target(help: &Help, screen: Rect, cell: Position) -> Option<Target> {
    help.window(screen).0.contains(cell).then_some(Target::Window)
}

/// Draws a question with its answers.
pub(super) fn confirm(app: &App, confirm: &Confirm, look: &Look, frame: &mut Frame<'_>) {
    let answers = answers(app, confirm);
    let (window, rows) = question(app, confirm, frame.area());
    let buffer = frame.buffer_mut();
    let inside = paint::window(buffer, window, "sure?", look);
    for (i, row) in rows.iter().enumerate().take(usize::from(inside.height)) {
        let line = Rect { y: inside.y + i as u16, height: 1, ..inside };
        paint::said(app, buffer, line, row, look.theme.text);
    }
    if !inside.is_empty() {
        frame.set_cursor_position(inside.as_position());
    }
    let buffer = frame.buffer_mut();
    if inside.height > 1 {
        let last = Rect { y: inside.bottom() - 1, height: 1, ..inside };
        paint::line(buffer, last, &answers.join(BETWEEN), look.theme.hint_key);
    }
}

/// Between two answers.
const BETWEEN: &str = "   ";

/// Returns the place of the question's window, and its rows.
fn question<'c>(app: &App, confirm: &'c Confirm, area: Rect) -> (Rect, Vec<&'c str>) {
    let question = confirm.question.as_str();
    let answers = answers(app, confirm).join(BETWEEN);
    let widest = cells::text_width(question).max(cells::text_width(&answers)) as u16;
    let width = (widest + 4).clamp(20, area.width.clamp(20, 84)).min(area.width);
    let mut rows = Vec::new();
    crate::app::rows::wrap(question, usize::from(width.saturating_sub(4).max(1)), &mut |a, b| {
        rows.push(&question[a..b])
    });
    (paint::centred(area, width, (rows.len() as u16 + 4).max(5)), rows)
}

/// Returns what stands under a cell of the question's window.
pub(super) fn answer_at(app: &App, confirm: &Confirm, screen: Rect, cell: Position) -> Option<Target> {
    let window = question(app, confirm, screen).0;
    let inside = paint::inside(window);
    if inside.height > 1 && cell.y == inside.bottom() - 1 {
        let mut x = inside.x;
        for (answer, action) in answers(app, confirm).iter().zip(hints::answers(&confirm.then)) {
            let end = x + cells::text_width(answer) as u16;
            if (x..end.min(inside.right())).contains(&cell.x) {
                return Some(Target::Do(*action));
            }
            x = end + BETWEEN.len() as u16;
        }
    }
    window.contains(cell).then_some(Target::Window)
}

fn answers(app: &App, confirm: &Confirm) -> Vec<String> {
    let key = |action: Action| app.keymap.keys_of(action).into_iter().next().unwrap_or_default();
    let answer = |action: &Action| format!("{} {}", key(*action), action.row().hint);
    hints::answers(&confirm.then).iter().map(answer).collect()
}
