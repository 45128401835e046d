//! The help window: what the keys do here, computed from the live keymap.

use ratatui::layout::Rect;

use super::action::{ACTIONS, Context};
use super::keymap::{Keymap, layers};
use super::{cells, window};

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
    /// A sign beside the text and what it means.
    Sign {
        /// Which one; its character depends on the terminal.
        sign: Sign,
        /// What it means.
        text: &'static str,
    },
    /// A blank line.
    Blank,
}

/// A sign beside the text of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// An article has the passage.
    Has,
    /// It was not found there.
    NotFound,
    /// A suspect touches the passage.
    Suspect,
    /// An annotation touches it.
    Annotation,
    /// The map at the edge of a pane.
    Map,
    /// A place on that map.
    Place,
}

/// The signs beside the text, and what they mean.
const SIGNS: &[(Sign, &str)] = &[
    (Sign::Has, "left of the text: an article has it, in order"),
    (Sign::NotFound, "it was not found there; alone: only here"),
    (Sign::Suspect, "a suspect touches it"),
    (Sign::Annotation, "an annotation touches it"),
    (Sign::Map, "right of the text: the whole article as a map"),
    (Sign::Place, "on the map: the passage and its matches"),
];

impl Help {
    /// Makes the help of a context and of those below it.
    pub fn new(keymap: &Keymap, context: Context) -> Help {
        let mut lines = Vec::new();
        for part in parts(context) {
            if !lines.is_empty() {
                lines.push(Line::Blank);
            }
            lines.push(Line::Title(part.title()));
            // Keys of another part are shown as they work there; those for everywhere as they work here.
            let at = if *part == Context::Global { context } else { *part };
            let rows = ACTIONS.iter().filter(|r| r.context == *part);
            let keys = rows.map(|row| (keymap.keys_here(at, row.action).join("  "), row.text));
            let keys = keys.filter(|(keys, _)| !keys.is_empty());
            lines.extend(keys.map(|(keys, text)| Line::Keys { keys, text }));
        }
        if context == Context::Reading {
            lines.extend([Line::Blank, Line::Title("Signs")]);
            lines.extend(SIGNS.iter().map(|(sign, text)| Line::Sign { sign: *sign, text }));
        }
        Help { lines, top: 0 }
    }

    /// Scrolls, as far as there are lines that are not seen on a screen of that size.
    pub fn scroll(&mut self, by: isize, screen: Rect) {
        let rows = window::inside(self.window(screen).0).height;
        self.top = window::scrolled(self.top, by, self.lines.len(), rows);
    }

    /// Returns the place of the window, and the cells of its keys.
    pub fn window(&self, screen: Rect) -> (Rect, u16) {
        let widest = |f: &dyn Fn(&Line) -> usize| self.lines.iter().map(f).max().unwrap_or(0) as u16;
        let keys = widest(&|l| if let Line::Keys { keys, .. } = l { cells::text_width(keys) } else { 0 })
            .min(screen.width / 3);
        let texts = widest(&|l| match l {
            Line::Keys { text, .. } | Line::Sign { text, .. } => cells::text_width(text),
            _ => 0,
        });
        let height = (self.lines.len() as u16 + 2).min(screen.height.saturating_sub(2).max(1));
        (window::centred(screen, (keys + texts + 7).max(30), height), keys)
    }
}

/// Returns the contexts whose keys are shown in the help of one: its own first, and all that a window is made of.
fn parts(context: Context) -> &'static [Context] {
    match context {
        Context::Dialog => &[Context::Dialog, Context::Field, Context::Note, Context::Global],
        Context::Field => &[Context::Field, Context::Dialog, Context::Note, Context::Global],
        Context::Note => &[Context::Note, Context::Field, Context::Dialog, Context::Global],
        other => layers(other),
    }
}

/// Returns the keys and texts of a context's actions that have keys.
pub fn rows(keymap: &Keymap, context: Context) -> impl Iterator<Item = (String, &'static str)> {
    let here = ACTIONS.iter().filter(move |r| r.context == context);
    here.map(|row| (keymap.keys_of(row.action).join("  "), row.text)).filter(|(keys, _)| !keys.is_empty())
}
