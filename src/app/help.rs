//! The help window: what the keys do here, computed from the live keymap.

use super::action::{ACTIONS, Context};
use super::keymap::{Keymap, layers};

/// The help window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// The lines, from the context at hand outwards.
    pub lines: Vec<Line>,
    /// The first line that is shown.
    pub top: usize,
}

/// A line of help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The name of a context.
    Title(&'static str),
    /// Keys and what they do.
    Keys {
        /// All keys of the action, apart by blanks.
        keys: String,
        /// What they do.
        text: &'static str,
    },
    /// A blank line.
    Blank,
}

impl Help {
    /// Makes the help of a context and of those below it.
    pub fn new(keymap: &Keymap, context: Context) -> Help {
        let mut lines = Vec::new();
        for layer in layers(context) {
            if !lines.is_empty() {
                lines.push(Line::Blank);
            }
            lines.push(Line::Title(layer.title()));
            lines.extend(rows(keymap, *layer).map(|(keys, text)| Line::Keys { keys, text }));
        }
        Help { lines, top: 0 }
    }

    /// Scrolls, as far as there are lines.
    pub fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by).min(self.lines.len().saturating_sub(1));
    }
}

/// Returns the keys and texts of a context's actions that have keys.
pub fn rows(keymap: &Keymap, context: Context) -> impl Iterator<Item = (String, &'static str)> {
    let here = ACTIONS.iter().filter(move |r| r.context == context);
    here.map(|row| (keymap.keys_of(row.action).join("  "), row.text)).filter(|(keys, _)| !keys.is_empty())
}
