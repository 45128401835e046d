//! Three lines for the first start: what the program is for and the keys that lead into it. Any key takes them away.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Look, paint};
use crate::app::action::Action;
use crate::app::{App, Tone, cells};

/// Draws the lines over the lower part of the text, on a screen that has room for them.
pub(super) fn draw(app: &App, look: &Look, frame: &mut Frame<'_>) {
    let lines = lines(app);
    let area = app.body();
    if area.height < 14 || area.width < 40 {
        return;
    }
    let widest = lines.iter().map(|l| cells::text_width(l)).max().unwrap_or(0) as u16;
    let width = (widest + 4).min(area.width);
    let height = lines.len() as u16 + 2;
    // What is wrong may take the rows above the last line.
    let told = if app.status.as_ref().is_some_and(|s| s.tone == Tone::Wrong) { 3 } else { 0 };
    let y = area.bottom().saturating_sub(height + told);
    let window = Rect { x: area.x + (area.width - width) / 2, y, width, height };
    let inside = paint::window(frame.buffer_mut(), window, "first time here", look);
    for (i, text) in lines.iter().enumerate() {
        let row = Rect { y: inside.y + i as u16, height: 1, ..inside };
        paint::line(frame.buffer_mut(), row, text, look.theme.text);
    }
}

fn lines(app: &App) -> [String; 3] {
    let key = |action: Action| app.keymap.keys_of(action).into_iter().next().unwrap_or_default();
    [
        format!(
            "{} next sentence, its matches come beside it; {} next pane",
            key(Action::NextPassage),
            key(Action::PaneRight)
        ),
        format!(
            "{} next suspect, where accounts may differ; {} annotates it",
            key(Action::NextSuspect),
            key(Action::Annotate)
        ),
        format!(
            "{} and {} all threads at once, {} annotations, {} all keys",
            key(Action::ViewSynopsis),
            key(Action::ViewCoverage),
            key(Action::ViewAnnotations),
            key(Action::Help)
        ),
    ]
}
