//! The articles with which the program was started, while they are being read.
//!
//! The screen does not wait for them: an article comes when it is there, of a long one its beginning first. Until the whole is
//! there nothing can be annotated, since what it is known by are all its bytes.

use super::draft::Draft;
use super::resume::Resume;
use crate::article::Article;
use crate::case::ArticleEntry;

/// What came of reading an article.
#[derive(Debug, Clone)]
pub enum Arrived {
    /// Its beginning, to be read until the whole is there.
    Beginning(Box<Article>),
    /// The whole, with the entry that it gets where the case has none.
    Whole(Box<Article>, Box<ArticleEntry>),
    /// It cannot be read, and why.
    Failed(String),
}

/// What is being read.
#[derive(Debug, Default)]
pub struct Loading {
    /// Ids of all articles that the program was started with, in their order.
    pub order: Vec<String>,
    /// Ids of those that are not whole yet.
    pub open: Vec<String>,
    /// Whether it takes so long that the reader wants to know.
    pub shown: bool,
    /// What could not be read since the screen is there.
    pub failures: Vec<String>,
    /// Annotations that were being written when an earlier session ended, on articles that are still being read.
    pub(super) drafts: Vec<Draft>,
    /// What came while a window was open that names passages.
    pub(super) waiting: Vec<(String, Arrived)>,
    /// Where the reader was the last time, for articles that come later.
    pub(super) page: Option<Resume>,
    /// Notices of alignments that were told; none is told twice.
    pub(super) noticed: Vec<String>,
    /// Whether the reader did something: then the screen is theirs.
    pub(super) touched: bool,
}

impl Loading {
    /// Names all articles that the program was started with, in their order, and those of them that are not whole yet.
    pub fn new(order: Vec<String>, open: Vec<String>) -> Loading {
        Loading { order, open, ..Loading::default() }
    }

    /// Says what is being read: `reading 3 of 5`.
    pub fn text(&self) -> Option<String> {
        let all = self.order.len();
        let there = all.saturating_sub(self.open.len());
        (!self.open.is_empty()).then(|| format!("reading {} of {all}", there + 1))
    }
}
