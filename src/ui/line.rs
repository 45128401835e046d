//! The line over the list, in the place of the hints, with what could stand in it above.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::search::{draw_typed, field_width, line_area};
use super::{Look, paint};
use crate::app::action::Action;
use crate::app::line::{Line, Purpose};
use crate::app::list::counted;
use crate::app::{App, cells};
use crate::article::visible_text;

/// Draws the line and puts the terminal's cursor into it.
pub(super) fn draw(app: &App, line: &Line, look: &Look, frame: &mut Frame<'_>) {
    let area = line_area(app, frame.area());
    if area.is_empty() {
        return;
    }
    let theme = &look.theme;
    paint::clear(frame.buffer_mut(), area, theme.status);
    let x =
        paint::text(frame.buffer_mut(), area.x, area.y, area.right(), line.purpose.label(), theme.hint_key);
    let typed = line.typed();
    let room = area.right().saturating_sub(x + 1);
    let wanted = field_width(&typed);
    let field = Rect { x: x + 1, width: wanted.min(room), ..area };
    draw_typed(&typed, line.text.cursor().1, field, look, frame);
    let buffer = frame.buffer_mut();
    let mut x = field.right() + 1;
    let problem = line.problem.as_deref().filter(|_| line.offered.choices.is_empty());
    if problem.is_none() && line.purpose == Purpose::Filter && line.problem.is_none() {
        let all = app.case.annotations.len();
        let text = format!("{} of {}", app.list.rows.len(), counted(all));
        let style = if app.list.rows.is_empty() { theme.refused } else { theme.title };
        x = paint::text(buffer, x, area.y, area.right(), &text, style) + 2;
    }
    for action in [Action::LineDone, Action::LineCancel] {
        let Some(key) = app.keymap.keys_of(action).into_iter().next() else { continue };
        let hint = action.row().hint;
        if usize::from(x) + cells::text_width(&key) + hint.len() < usize::from(area.right()) {
            x = paint::text(buffer, x, area.y, area.right(), &key, theme.hint_key) + 1;
            x = paint::text(buffer, x, area.y, area.right(), hint, theme.muted) + 2;
        }
    }
    let above = Rect { y: area.y.saturating_sub(1), height: 1, ..area };
    if area.y > app.scene.layout.title.bottom() {
        match problem {
            Some(problem) => {
                paint::clear(buffer, above, theme.status);
                let row = Rect { x: above.x + 1, width: above.width.saturating_sub(2), ..above };
                paint::line(buffer, row, problem, theme.refused);
            }
            None => match &line.pasted {
                Some(text) => draw_pasted(text, look, frame, above),
                None => draw_offered(app, line, look, frame, above),
            },
        }
    }
}

/// Says what was pasted: how long it is, and its first words.
fn draw_pasted(text: &str, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let (theme, buffer) = (&look.theme, frame.buffer_mut());
    paint::clear(buffer, area, theme.status);
    let words = text.split_whitespace().count();
    let length = format!("new article, {words} word{}: ", if words == 1 { "" } else { "s" });
    let x = paint::text(buffer, area.x + 1, area.y, area.right(), &length, theme.title);
    let first: Vec<&str> = text.split_whitespace().take(40).collect();
    let rest = Rect { x, width: area.right().saturating_sub(x + 1), ..area };
    paint::line(buffer, rest, &visible_text(&first.join(" ")), theme.text);
}

/// Draws as many of the choices as fit, from the one that was put in on.
fn draw_offered(app: &App, line: &Line, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let choices = &line.offered.choices;
    if choices.is_empty() {
        return;
    }
    let theme = &look.theme;
    let buffer = frame.buffer_mut();
    paint::clear(buffer, area, theme.status);
    let key = app.keymap.keys_of(Action::LineOffered).into_iter().next().unwrap_or_default();
    let mut x = paint::text(buffer, area.x + 1, area.y, area.right(), &key, theme.hint_key) + 2;
    // With few choices there is room for what they mean.
    let told = |c: &crate::case::filter::Choice| {
        if c.text.is_empty() || choices.len() > 4 && area.width < 160 {
            String::new()
        } else {
            format!(" {}", c.text)
        }
    };
    let first = line.chosen.map_or(0, |chosen| chosen.saturating_sub(2));
    for (number, choice) in choices.iter().enumerate().skip(first) {
        let text = told(choice);
        let width = cells::text_width(&choice.value) + cells::text_width(&text);
        if usize::from(x) + width + 1 > usize::from(area.right()) {
            paint::text(buffer, x, area.y, area.right(), "…", theme.muted);
            break;
        }
        let chosen = line.chosen == Some(number);
        let style = if chosen { theme.picked } else { theme.title };
        let pointer = if chosen { look.glyphs.pointer } else { "" };
        x = paint::text(buffer, x, area.y, area.right(), pointer, theme.hint_key);
        x = paint::text(buffer, x, area.y, area.right(), &choice.value, style);
        x = paint::text(buffer, x, area.y, area.right(), &text, theme.muted) + 2;
    }
}
