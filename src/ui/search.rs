//! The line in which a search is typed, in the place of the hints.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

use super::{Look, paint};
use crate::app::action::Action;
use crate::app::search::Prompt;
use crate::app::{App, View, cells};

/// Draws the line and puts the terminal's cursor into it.
pub(super) fn draw(app: &App, prompt: &Prompt, look: &Look, frame: &mut Frame<'_>) {
    let area = line_area(app, frame.area());
    if area.is_empty() {
        return;
    }
    let theme = &look.theme;
    paint::clear(frame.buffer_mut(), area, theme.status);
    let x = paint::text(frame.buffer_mut(), area.x, area.y, area.right(), "/", theme.hint_key);
    // What is typed comes first; the count and the keys share what it leaves.
    let typed = prompt.text.lines().join(" ");
    let right = right_side(app, prompt);
    let wanted = field_width(&typed);
    let room = area.right().saturating_sub(x);
    let field = Rect { x, width: wanted.min(room), ..area };
    draw_typed(&typed, prompt.text.cursor().1, field, look, frame);
    let mut at = field.right() + 1;
    for (text, key, wrong) in right {
        let style = if wrong { theme.wrong } else { theme.title };
        let width = (cells::text_width(&key) + 1 + cells::text_width(&text)) as u16;
        if at + 1 >= area.right() {
            break;
        }
        if key.is_empty() {
            let rest = Rect { x: at, width: area.right().saturating_sub(at), ..area };
            at = paint::line(frame.buffer_mut(), rest, &text, style) + 2;
        } else if at + width <= area.right() {
            at = paint::text(frame.buffer_mut(), at, area.y, area.right(), &key, theme.hint_key) + 1;
            at = paint::text(frame.buffer_mut(), at, area.y, area.right(), &text, theme.muted) + 2;
        }
    }
}

/// Returns the last line of the screen, where hints stand when there is room for any.
pub(super) fn line_area(app: &App, screen: Rect) -> Rect {
    let status = app.scene.layout.status;
    if !status.is_empty() {
        return status;
    }
    Rect { y: screen.bottom().saturating_sub(1), height: screen.height.min(1), ..screen }
}

/// Returns the cells that a field wants for what is typed in it.
pub(super) fn field_width(typed: &str) -> u16 {
    u16::try_from(cells::text_width(typed)).unwrap_or(u16::MAX).saturating_add(2).max(12)
}

/// Draws what is typed into a field of one line, with the terminal's cursor at a character of it.
pub(super) fn draw_typed(typed: &str, column: usize, area: Rect, look: &Look, frame: &mut Frame<'_>) {
    let before: String = typed.chars().take(column).collect();
    // The cursor stays in the field: what does not fit is left out at the start.
    let mut skipped = 0;
    let room = usize::from(area.width.saturating_sub(1));
    for (at, grapheme) in before.grapheme_indices(true) {
        if cells::text_width(&before[at..]) <= room {
            break;
        }
        skipped = at + grapheme.len();
    }
    paint::text(frame.buffer_mut(), area.x, area.y, area.right(), &typed[skipped..], look.theme.text);
    let x = area.x + cells::text_width(&before[skipped..]) as u16;
    frame.set_cursor_position(Position { x: x.min(area.right().saturating_sub(1)), y: area.y });
}

/// Returns the texts behind the field: each with the key before it, and whether something is wrong.
fn right_side(app: &App, prompt: &Prompt) -> Vec<(String, String, bool)> {
    let mut out = Vec::new();
    match &prompt.problem {
        Some(problem) => out.push((problem.clone(), String::new(), true)),
        None if app.view == View::Annotations => {
            let hits = app.list.query.as_ref().map(|_| app.list_hits());
            out.extend(hits.map(|text| (text, String::new(), app.list.hits.is_empty())));
        }
        None if app.search.query.is_some() => {
            let count = app.search.count(&app.order());
            let none = app.search.is_done() && app.search.total(&app.order()) == 0;
            out.push((count, String::new(), none));
        }
        None => {}
    }
    let mut key = |action: Action, text: String| {
        let keys = app.keymap.keys_of(action);
        out.extend(keys.first().map(|k| (text, k.clone(), false)));
    };
    let on = |on: bool, text: &str| if on { format!("[{text}]") } else { text.to_owned() };
    key(Action::SearchRegex, on(prompt.regex, "pattern"));
    key(Action::SearchWords, on(prompt.words, "whole words"));
    key(Action::SearchDone, "keep".into());
    key(Action::SearchCancel, "back".into());
    out
}
