//! Draws the model: reads, never writes.

use ratatui::Frame;

use crate::app::{App, Overlay, View};

pub use glyphs::Glyphs;
pub use target::{aimed, at};
pub use theme::Theme;

mod annotations;
mod apparatus;
mod articles;
mod coverage;
mod dialog;
mod export;
pub mod glyphs;
mod help;
mod hints;
mod line;
mod map;
mod paint;
mod palette;
mod panes;
mod pending;
mod pick;
mod runs;
mod search;
mod status;
mod synopsis;
mod target;
pub mod theme;
mod tour;

/// What the drawing needs beside the model.
#[derive(Debug, Clone)]
pub struct Look {
    /// The styles.
    pub theme: Theme,
    /// The characters of marks and borders.
    pub glyphs: Glyphs,
}

/// Draws the whole screen.
pub fn draw(app: &App, look: &Look, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.is_empty() {
        return;
    }
    frame.buffer_mut().set_style(area, look.theme.text);
    status::title(app, look, frame);
    match app.view {
        View::Panes => {
            panes::draw(app, look, frame);
            apparatus::draw(app, look, frame);
        }
        View::Synopsis => synopsis::draw(app, look, frame, app.body()),
        View::Coverage => coverage::draw(app, look, frame, app.body()),
        View::Annotations => annotations::draw(app, look, frame, app.body()),
    }
    if app.tour && app.overlays.is_empty() {
        tour::draw(app, look, frame);
    }
    status::line(app, look, frame);
    for overlay in &app.overlays {
        match overlay {
            Overlay::Help(help) => help::draw(help, look, frame),
            Overlay::Dialog(dialog) => dialog::draw(app, dialog, look, frame),
            Overlay::Confirm(confirm) => help::confirm(app, confirm, look, frame),
            Overlay::Articles(window) => articles::draw(app, *window, look, frame),
            Overlay::Palette(palette) => palette::draw(palette, look, frame),
            Overlay::Search(prompt) => search::draw(app, prompt, look, frame),
            Overlay::Line(line) => line::draw(app, line, look, frame),
            Overlay::Export(preview) => export::draw(preview, look, frame),
            Overlay::Pick(pick) => pick::draw(app, pick, look, frame),
        }
    }
}
