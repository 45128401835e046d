//! What passes between the model and the shell around it.

use std::sync::Arc;

use crossterm::event::KeyEvent;

use super::index::Index;
use crate::align::Tie;
use crate::article::Article;
use crate::case::Case;

/// Something that the shell is to do.
#[derive(Debug)]
pub enum Effect {
    /// Align the articles on a worker and send [`Message::Aligned`] with the same generation.
    Align {
        /// Number of the request.
        generation: u64,
        /// What to align.
        articles: Vec<Arc<Article>>,
        /// The reader's ties.
        ties: Vec<Tie>,
    },
    /// Save the case on a worker and send [`Message::Saved`].
    Save(Box<Case>),
    /// Suspend the program.
    Suspend,
    /// Draw the whole screen anew.
    Redraw,
    /// Leave, once everything is saved.
    Quit,
}

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size, in cells.
    Resize(u16, u16),
    /// The aligner got further.
    Progress {
        /// Number of the request.
        generation: u64,
        /// From 0 to 1.
        done: f32,
    },
    /// The aligner is done.
    Aligned {
        /// Number of the request.
        generation: u64,
        /// What it found.
        index: Arc<Index>,
    },
    /// The case was saved, or why not.
    Saved(Result<String, String>),
    /// The program is asked to end.
    Terminate,
}
