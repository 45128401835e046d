//! What stands under a cell where only the drawing knows: in windows, on the hint line, in the list of annotations and in
//! the apparatus. It asks the functions by which those are drawn, and draws nothing.

use ratatui::layout::Position;

use super::{Look, annotations, apparatus, articles, dialog, export, help, palette, pick, status};
use crate::app::effect::Message;
use crate::app::mouse::{Mouse, Target};
use crate::app::{App, Overlay, View};

/// Adds to a message of the mouse what is drawn under its cell; other messages stay as they are.
pub fn aimed(app: &App, look: &Look, message: Message) -> Message {
    match message {
        Message::Mouse(mouse) => {
            let target = at(app, look, mouse.x, mouse.y);
            Message::Mouse(Mouse { target, ..mouse })
        }
        message => message,
    }
}

/// Returns what is drawn under a cell, where that is more than the geometry of the articles and threads knows.
pub fn at(app: &App, look: &Look, x: u16, y: u16) -> Option<Target> {
    let (cell, screen) = (Position { x, y }, app.size);
    let in_window = match app.overlays.last() {
        Some(Overlay::Help(help)) => help::target(help, screen, cell),
        Some(Overlay::Confirm(confirm)) => help::answer_at(app, confirm, screen, cell),
        Some(Overlay::Dialog(dialog)) => dialog::aim::target(app, dialog, look, screen, cell),
        Some(Overlay::Articles(window)) => articles::target(app, *window, cell),
        Some(Overlay::Palette(palette)) => palette::target(palette, screen, cell),
        Some(Overlay::Export(_)) => export::target(screen, cell),
        Some(Overlay::Pick(window)) => pick::target(window, screen, cell),
        // What is typed is for the keys.
        Some(Overlay::Search(_) | Overlay::Line(_)) => Some(Target::Window),
        None => None,
    };
    let hint = || status::hint_at(app, cell).map(Target::Do);
    let in_view = || match app.view {
        _ if !app.overlays.is_empty() => None,
        View::Annotations => annotations::target(app, cell),
        View::Panes => apparatus::target(app, cell),
        View::Synopsis | View::Coverage => None,
    };
    in_window.or_else(hint).or_else(in_view)
}
