//! The model of the screen. A key becomes an [`action::Action`], `update` changes the model and returns
//! [`effect::Effect`]s for the shell to carry out, and `ui` draws what the model says.
//!
//! | file | subject |
//! |---|---|
//! | `action`, `key`, `keymap` | what can be done, and the keys that do it |
//! | `update` and below | what each action changes |
//! | `effect`, `worker` | what the shell is asked to do, and the workers that do slow work |
//! | `layout`, `rows`, `cells`, `pane`, `spot` | geometry: rectangles, wrapping, what is visible, what stands under a cell |
//! | `wrap`, `hyphens`, `placing` | where rows end, words are divided, graphemes stand |
//! | `map` | a whole article on one column |
//! | `mouse` | what the mouse did, and what it holds |
//! | `index`, `suspects`, `scene`, `marks`, `apparatus` | what was found, turned into what is shown |
//! | `overlay`, `window` | the windows over the view, where they stand |
//! | `dialog`, `select`, `list`, `help` | the parts that have a state of their own |
//! | `query`, `search`, `searcher` | the search over all articles |
//! | `arrangement` | the order of the panes, their widths, the base article |
//! | `places`, `articles` | jumps and marks, the list of the articles |
//! | `list`, `line` | the list of annotations, and the line in which its filter is typed |
//! | `draft` | an annotation that is being written, kept between sessions |
//! | `loading`, `reader`, `exchange` | articles that are being read; that come, change and go |
//! | `exporting` | notes that are shown before they are written |
//! | `resume` | where the reader was, kept between sessions |
//! | `says`, `completing` | what a witness could be said to say, what a tag could go on as |
//! | `palette` | every action by its name |
//! | `pick` | an annotation or a step to pick |
//! | `threads`, `synopsis`, `coverage` | threads as rows, beside each other and as a map |

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::layout::Rect;

use crate::align::PassageRef;
use crate::article::Article;
use crate::case::{Case, history::History};

use action::Context;
use dialog::Dialog;
use index::Index;
use key::Key;
use keymap::Keymap;
use pane::Pane;
use rows::RowCache;
use scene::Scene;

pub use opening::Opening;
pub use overlay::{Confirm, Overlay, Then};
pub use settings::Settings;
pub use status::{Status, Tone};

pub mod action;
pub mod apparatus;
pub mod arrangement;
pub mod articles;
pub mod cells;
mod completing;
pub mod coverage;
pub mod dialog;
pub mod draft;
pub mod effect;
pub mod exchange;
pub mod exporting;
pub mod help;
pub mod hyphens;
pub mod index;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod line;
pub mod list;
pub mod loading;
pub mod map;
pub mod marks;
pub mod mouse;
mod naming;
mod opening;
pub mod overlay;
pub mod palette;
pub mod pane;
mod parts;
pub mod pick;
pub mod places;
pub mod placing;
pub mod query;
pub mod reader;
pub mod resume;
pub mod rows;
mod says;
pub mod scene;
pub mod search;
pub mod searcher;
pub mod select;
mod settings;
pub mod spot;
mod status;
pub mod suspects;
pub mod synopsis;
#[cfg(test)]
pub mod testing;
pub mod threads;
pub mod update;
pub mod window;
pub mod witnesses;
pub mod worker;
pub mod wrap;

/// The model of the screen.
#[derive(Debug)]
pub struct App {
    /// The articles, in the order of the panes.
    pub articles: Vec<Arc<Article>>,
    /// What the aligner found; empty until it is done.
    pub index: Arc<Index>,
    /// How far the aligner is, from 0 to 1, while it runs.
    pub aligning: Option<f32>,
    /// Number of the newest alignment asked for; results of older ones are dropped.
    pub generation: u64,
    /// What the reader wrote.
    pub case: Case,
    /// The case file; annotations cannot be saved without one.
    pub case_path: Option<PathBuf>,
    /// Why the case file may not be written, when it may not.
    pub read_only: Option<String>,
    /// Undo and redo.
    pub history: History,
    /// Merges with the file on disk that `case` has in it; see [`effect::Merge`].
    pub merges: u64,
    /// What became of the saves.
    pub saving: Saving,
    /// Words of witnesses found in the articles.
    pub witnessed: Vec<witnesses::Located>,
    /// Words of witnesses that do not stand where the case says.
    pub anchors: witnesses::Anchors,
    /// What the reader set up.
    pub settings: Settings,
    /// The live keymap.
    pub keymap: Keymap,
    /// The size of the terminal.
    pub size: Rect,
    /// What is shown.
    pub view: View,
    /// One per article.
    pub panes: Vec<Pane>,
    /// Index of the focused pane.
    pub focus: usize,
    /// How the panes stand and are compared.
    pub arrangement: arrangement::Arrangement,
    /// Whether panes move together.
    pub locked: bool,
    /// Whether the focused pane stands alone.
    pub zoomed: bool,
    /// Whether the apparatus is shown.
    pub apparatus: bool,
    /// The suspect that the reader looks at.
    pub suspect: Option<usize>,
    /// The suspect that was looked at last, from which the next one is counted.
    pub last_suspect: Option<usize>,
    /// Per suspect, why it is no longer open; nothing while it is.
    pub closed: Vec<Option<suspects::Closed>>,
    /// The thread that `Enter` walks.
    pub thread: Option<usize>,
    /// Words are being selected.
    pub selecting: Option<select::Selecting>,
    /// The list of annotations.
    pub list: list::List,
    /// Threads as rows.
    pub threads: threads::Threads,
    /// Changes of the case that were taken in; what is computed from it is made anew when it rises.
    pub edition: u64,
    /// The pane that had the focus before.
    pub came_from: Option<usize>,
    last_focus: usize,
    /// The entries of the case that the articles on the screen follow.
    followed: Vec<crate::case::ArticleEntry>,
    /// What the open articles are called.
    names: naming::Names,
    /// Articles that were taken from the screen and can come back.
    shelf: Vec<exchange::Shelved>,
    /// The articles that the program was started with, while they are being read.
    pub loading: loading::Loading,
    /// The folder that was listed last for the palette, and what it has.
    pub(crate) paths: Option<(String, Vec<String>)>,
    /// What was read while a window was open that names passages.
    waiting: Vec<(reader::Purpose, reader::Readings)>,
    /// Articles as they were read before, for undo and redo.
    readings: Vec<Arc<Article>>,
    /// An article with its damaged text mended, while the reader looks at what changes.
    offered_reading: Option<Box<reader::Found>>,
    /// Articles of the case that could not be read, by id, and why.
    pub missing: Vec<(String, String)>,
    /// The ties that the last alignment obeyed.
    tied: Vec<crate::align::Tie>,
    /// Where the words of ties stand, by article.
    tie_ends: Vec<Vec<crate::case::tied::End>>,
    /// Places to go back to.
    pub places: places::Places,
    /// Lines of the palette that were done, oldest first.
    pub commands_done: Vec<String>,
    /// What is searched for, and where it was found.
    pub search: search::Search,
    /// Windows over the view; the last has the keys.
    pub overlays: Vec<Overlay>,
    /// Id of the annotation that was written last.
    pub touched: Option<String>,
    /// Drafts of annotations that were not saved, by place.
    pub drafts: Vec<(dialog::DraftPlace, Dialog)>,
    /// The case file was last seen gone or not to be read.
    disk_is_wrong: bool,
    /// What was saved in a dialog and is not known to be on the disk yet.
    pub unsaved: Vec<draft::Unsaved>,
    /// Whether drafts outlive the program.
    pub keeps_drafts: bool,
    /// Whether the model is read line by line, where no window can be offered.
    pub line_by_line: bool,
    /// The drafts as they were put down last.
    journaled: Vec<draft::Draft>,
    /// Whose the mouse is, and what it holds.
    pub mouse: mouse::State,
    /// Keys of an unfinished sequence.
    pub pressed: Vec<Key>,
    /// The count typed before a key.
    pub count: Option<usize>,
    /// The message on the status line.
    pub status: Option<Status>,
    /// The tour of the first start is shown.
    pub tour: bool,
    /// A choice of randomness for ids: advanced at each use.
    pub seed: u64,
    /// What is on the screen; computed after each update.
    pub scene: Scene,
    rows: RowCache,
    maps: map::Maps,
    leaving: bool,
    /// Windows of notes to be written that were opened.
    exports: u64,
}

/// What is shown under the windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// The articles side by side.
    #[default]
    Panes,
    /// Threads as rows, articles as columns.
    Synopsis,
    /// Threads by articles as a map.
    Coverage,
    /// The list of annotations.
    Annotations,
}

/// What became of the saves that were asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saving {
    /// Number of the newest version that is to be saved.
    pub asked: u64,
    /// Number of the newest version of which an answer came.
    pub answered: u64,
    /// Why the last version could not be saved; the reader's changes are then in memory only.
    pub failed: Option<String>,
    /// The reader wants to leave and waits for an answer.
    pub leaving: bool,
}

impl App {
    /// Makes the model of a first screen of that size, and what the shell must do for it.
    pub fn new(opening: Opening, size: Rect) -> (App, Vec<effect::Effect>) {
        let panes = opening.articles.iter().map(|_| Pane::default()).collect();
        let mut app = App {
            index: Arc::new(Index::default()),
            aligning: None,
            generation: 0,
            history: History::default(),
            merges: 0,
            saving: Saving::default(),
            witnessed: Vec::new(),
            anchors: witnesses::Anchors::default(),
            keymap: opening.keymap.unwrap_or_else(Keymap::defaults),
            size,
            view: View::default(),
            panes,
            focus: 0,
            arrangement: arrangement::Arrangement::of(opening.articles.len()),
            locked: opening.locked,
            zoomed: false,
            apparatus: opening.apparatus,
            suspect: None,
            last_suspect: None,
            closed: Vec::new(),
            thread: None,
            selecting: None,
            list: list::List::default(),
            threads: threads::Threads::default(),
            edition: 0,
            came_from: None,
            last_focus: 0,
            followed: opening.case.articles.clone(),
            shelf: Vec::new(),
            names: naming::Names::default(),
            loading: opening.loading,
            paths: None,
            waiting: Vec::new(),
            readings: Vec::new(),
            offered_reading: None,
            missing: opening.missing,
            tied: Vec::new(),
            tie_ends: Vec::new(),
            places: places::Places::default(),
            commands_done: Vec::new(),
            search: search::Search::default(),
            overlays: Vec::new(),
            touched: None,
            drafts: Vec::new(),
            disk_is_wrong: false,
            unsaved: Vec::new(),
            keeps_drafts: opening.keeps_drafts,
            line_by_line: opening.line_by_line,
            journaled: opening.drafts.clone(),
            mouse: mouse::State::new(opening.settings.mouse),
            pressed: Vec::new(),
            count: None,
            status: opening.status,
            tour: opening.first_start,
            seed: opening.seed,
            scene: Scene::default(),
            rows: RowCache::default(),
            maps: map::Maps::default(),
            leaving: false,
            exports: 0,
            articles: opening.articles,
            case: opening.case,
            case_path: opening.case_path,
            read_only: opening.read_only,
            settings: opening.settings,
        };
        app.name_articles();
        app.find_witnesses();
        app.tell_anchored();
        if let Some(page) = opening.resume {
            app.resume(&page);
            app.loading.page = Some(page).filter(|_| !app.loading.open.is_empty());
        }
        app.loading.drafts = opening.drafts;
        if app.take_drafts() {
            app.offer_drafts();
        }
        let mut effects = app.start_alignment();
        if opening.changed && app.read_only.is_none() {
            effects.extend(app.save());
        }
        app.refresh();
        (app, effects)
    }

    /// Returns the context whose keys are read now.
    pub fn context(&self) -> Context {
        match self.overlays.last() {
            Some(Overlay::Help(_)) => Context::Help,
            Some(Overlay::Dialog(dialog)) => dialog.context(),
            Some(Overlay::Confirm(_)) => Context::Confirm,
            Some(Overlay::Search(_)) => Context::Search,
            Some(Overlay::Palette(_)) => Context::Palette,
            Some(Overlay::Articles(_)) => Context::Articles,
            Some(Overlay::Line(_)) => Context::Line,
            Some(Overlay::Pick(_)) => Context::Pick,
            Some(Overlay::Export(_)) => Context::Export,
            None => match self.view {
                View::Annotations => Context::List,
                View::Synopsis | View::Coverage => Context::Rows,
                View::Panes if self.selecting.is_some() => Context::Select,
                View::Panes => Context::Reading,
            },
        }
    }

    /// Returns the passage under the cursor.
    pub fn here(&self) -> PassageRef {
        PassageRef { article: self.focus, passage: self.panes.get(self.focus).map_or(0, |p| p.cursor) }
    }

    /// Says something on the status line.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.status = Some(Status { text: text.into(), tone });
    }
}
