//! Notes written from the screen: what is asked for, the worker that makes them, and the window that shows them before
//! they are written.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use ratatui::layout::Rect;

use super::effect::Message;
use super::index::Index;
use super::window;
use super::worker::{Post, guarded};
use crate::article::Article;
use crate::case::Case;
use crate::export::format::{Format, Wishes};
use crate::export::record::Record;
use crate::export::{Notes, html};

/// Lines that the window shows at most; the file has all.
pub const MOST_LINES: usize = 500;
/// Characters of a line that the window keeps: a page for a browser has lines of any length.
const LONGEST_LINE: usize = 1000;
/// Cells of the window at most.
const WIDEST: u16 = 120;

/// Notes that are to be made.
#[derive(Debug, Clone)]
pub struct Request {
    /// Number of the window that waits for them.
    pub number: u64,
    /// Their format.
    pub format: Format,
    /// The case, with only those annotations that are meant.
    pub case: Case,
    /// The articles that are open.
    pub articles: Vec<Arc<Article>>,
    /// What was found in them; none where that is not known, or of older articles.
    pub index: Option<Arc<Index>>,
}

/// Makes the notes on a worker and posts them.
///
/// # Errors
/// The operating system gives no further thread.
pub fn start(request: Request, post: Post) -> std::io::Result<()> {
    thread::Builder::new().name("export".into()).spawn(move || post(answer(&request))).map(drop)
}

/// Makes the notes; a fault of the program in it is an answer too.
pub fn answer(request: &Request) -> Message {
    let result = guarded(|| make(request)).and_then(|made| made);
    Message::Exported { number: request.number, result }
}

fn make(request: &Request) -> Result<Made, String> {
    let articles: Vec<&Article> = request.articles.iter().map(AsRef::as_ref).collect();
    let notes = Notes::new(&request.case, &articles);
    let found = match &request.index {
        None if request.format == Format::Html => Some(notes.align()),
        _ => None,
    };
    let alignment = request.index.as_ref().map(|index| &index.alignment).or(found.as_ref());
    let mut bytes = Vec::new();
    let page = html::Options { quotes_only: false, alignment };
    let wishes = Wishes { page, ..Wishes::default() };
    let record = Record::new(&notes, None);
    request.format.write(&mut bytes, &notes, &record, &wishes).map_err(|error| error.to_string())?;
    Ok(Made::new(bytes))
}

/// Why notes were not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwritten {
    /// There is a file of that name.
    Exists,
    /// Something else; one sentence.
    Failed(String),
}

/// The window that shows notes before they are written.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Its number; what is made for another one is dropped.
    pub number: u64,
    /// The file.
    pub path: PathBuf,
    /// The title of the window.
    pub title: String,
    /// The notes, once they are made.
    pub notes: Option<Made>,
    /// The first line that is shown.
    pub top: usize,
}

/// Notes that are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// All of them.
    pub bytes: Arc<Vec<u8>>,
    /// Their first lines.
    pub lines: Vec<String>,
    /// How many lines they have in all.
    pub total: usize,
}

impl Made {
    /// Takes the first lines out.
    pub fn new(bytes: Vec<u8>) -> Made {
        let text = String::from_utf8_lossy(&bytes);
        let cut = |line: &str| line.chars().take(LONGEST_LINE).collect();
        let lines = text.lines().take(MOST_LINES).map(cut).collect();
        let total = text.lines().count();
        Made { lines, total, bytes: Arc::new(bytes) }
    }
}

impl Preview {
    /// Scrolls, as far as there are lines that are not seen on a screen of that size.
    pub fn scroll(&mut self, by: isize, screen: Rect) {
        let lines = self.notes.as_ref().map_or(0, |n| n.lines.len());
        // The first row says where the notes go.
        let rows = window::inside(Preview::window(screen)).height.saturating_sub(1);
        self.top = window::scrolled(self.top, by, lines, rows);
    }

    /// Returns the place of the window on a screen of that size.
    pub fn window(screen: Rect) -> Rect {
        let height = screen.height.saturating_sub(4).max(screen.height.min(5));
        let width = screen.width.saturating_sub(4).clamp(screen.width.min(16), WIDEST);
        window::centred(screen, width, height)
    }
}
