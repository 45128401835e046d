//! Answers to the questions that the program asks.

use crate::app::action::Action;
use crate::app::effect::{Effect, Write};
use crate::app::{App, Overlay, Then};

impl App {
    /// Does what an answer says; all but yes and retry leave things as they are.
    pub(super) fn answer(&mut self, answer: Action) -> Vec<Effect> {
        let Some(Overlay::Confirm(confirm)) = self.overlays.last() else { return Vec::new() };
        let then = confirm.then.clone();
        match (answer, then) {
            (Action::Yes, Then::Delete(ids)) => {
                self.overlays.pop();
                self.delete(&ids)
            }
            (Action::Yes, Then::Tie(a, b, same)) => {
                self.overlays.pop();
                self.tie_pair(a, b, same)
            }
            (Action::Yes, Then::Overwrite(write)) => {
                self.overlays.pop();
                vec![Effect::Write(Write { replace: true, ..write })]
            }
            (Action::Yes, Then::Quit) => vec![Effect::Quit],
            (Action::Retry, Then::Quit) => {
                self.overlays.pop();
                self.save_and_leave()
            }
            (Action::Retry, _) => Vec::new(),
            _ => {
                self.overlays.pop();
                Vec::new()
            }
        }
    }
}
