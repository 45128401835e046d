//! What the model starts with.

use std::path::PathBuf;
use std::sync::Arc;

use super::draft::Draft;
use super::keymap::Keymap;
use super::loading::Loading;
use super::resume::Resume;
use super::{Settings, Status};
use crate::article::Article;
use crate::case::Case;

/// What an [`super::App`] starts with.
#[derive(Debug, Default)]
pub struct Opening {
    /// The articles, in the order of the panes.
    pub articles: Vec<Arc<Article>>,
    /// The case that was read, or a new one.
    pub case: Case,
    /// Whether the case has something that is to be saved at once, as articles that came into it on the way in.
    pub changed: bool,
    /// The case file.
    pub case_path: Option<PathBuf>,
    /// Articles that are still being read.
    pub loading: Loading,
    /// Articles of the case that could not be read, by id, and why.
    pub missing: Vec<(String, String)>,
    /// Why it may not be written, when it may not.
    pub read_only: Option<String>,
    /// The reader's settings.
    pub settings: Settings,
    /// Whether panes move together at first.
    pub locked: bool,
    /// Whether the apparatus is shown at first.
    pub apparatus: bool,
    /// The live keymap; the defaults without one.
    pub keymap: Option<Keymap>,
    /// A message for the first screen.
    pub status: Option<Status>,
    /// Where the reader was the last time.
    pub resume: Option<Resume>,
    /// Whether nobody has been here before.
    pub first_start: bool,
    /// Annotations that were being written when an earlier session ended.
    pub drafts: Vec<Draft>,
    /// Whether drafts outlive the program.
    pub keeps_drafts: bool,
    /// Whether the model is read line by line, where no window can be offered.
    pub line_by_line: bool,
    /// Randomness for ids.
    pub seed: u64,
}
