//! Keys in the window of help.

use crate::app::action::Action;
use crate::app::{App, Overlay};

impl App {
    /// Does what a key says in the window of help.
    pub(super) fn act_in_help(&mut self, action: Action) {
        let screen = self.size;
        let page = screen.height.saturating_sub(6).max(1) as isize;
        let Some(Overlay::Help(help)) = self.overlays.last_mut() else { return };
        match action {
            Action::HelpDown => help.scroll(1, screen),
            Action::HelpUp => help.scroll(-1, screen),
            Action::HelpPageDown => help.scroll(page, screen),
            Action::HelpPageUp => help.scroll(-page, screen),
            Action::HelpTop => help.scroll(isize::MIN, screen),
            Action::HelpBottom => help.scroll(isize::MAX, screen),
            _ => {
                self.overlays.pop();
            }
        }
    }
}
