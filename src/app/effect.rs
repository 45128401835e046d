//! What passes between the model and the shell around it.

use std::path::PathBuf;
use std::sync::Arc;

use crossterm::event::KeyEvent;

use super::Status;
use super::action::Action;
use super::exporting::{Made, Request as Notes, Unwritten};
use super::index::Index;
use super::loading::Arrived;
use super::mouse::Mouse;
use super::palette::Command;
use super::query::Query;
use super::reader::{Purpose, Readings, Request};
use super::search::Hits;
use crate::align::Tie;
use crate::article::Article;
use crate::case::Case;
use crate::case::merge::{self, Renamed};

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
    /// Search the articles on a worker and send a [`Message::Found`] for each.
    Search {
        /// Number of the search.
        generation: u64,
        /// What to look for.
        query: Arc<Query>,
        /// Where to look.
        articles: Vec<Arc<Article>>,
        /// Index of the article that comes first.
        first: usize,
    },
    /// Read articles on a worker and send [`Message::Read`].
    Read(Box<Request>),
    /// List what a folder has on a worker and send [`Message::Paths`]; the folder ends with a slash, or is empty for the
    /// one in which the program was started.
    ListPaths(String),
    /// Save the case on a worker and send [`Message::Saved`].
    Save(Box<Version>),
    /// Copy words with a program of the desktop; [`Message::NotCopied`] when there is none.
    Copy(Words),
    /// Ask the terminal to put a text into its clipboard.
    CopyByTerminal(String),
    /// Draw with the theme of that name from now on.
    Theme(String),
    /// Take the mouse from the terminal, or give it back.
    Mouse(bool),
    /// Let the reader's editor have a text, and send [`Message::Edited`].
    Edit(String),
    /// Make notes on a worker and send [`Message::Exported`].
    Export(Box<Notes>),
    /// Write notes on a worker and send [`Message::Written`].
    Write(Write),
    /// Suspend the program.
    Suspend,
    /// Draw the whole screen anew.
    Redraw,
    /// Leave, once everything is saved.
    Quit,
}

/// Notes that are to be written into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// Number of the window that shows them.
    pub number: u64,
    /// The file.
    pub path: PathBuf,
    /// The notes.
    pub bytes: Arc<Vec<u8>>,
    /// Whether a file of that name is replaced.
    pub replace: bool,
}

/// Words that are to be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The text as it is pasted.
    pub text: String,
    /// What it is, for the message: `the passage`.
    pub what: String,
}

/// A version of the case that is to be saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The case.
    pub case: Case,
    /// Merges that the model had taken in when it made this version.
    pub merges: u64,
    /// Number of the version, from 1; the answer to it has the same.
    pub number: u64,
}

/// What a save did.
#[derive(Debug, Clone, PartialEq)]
pub struct SaveReport {
    /// One sentence for the status line.
    pub text: String,
    /// What came in from the disk, when somebody else had written the file.
    pub merge: Option<Box<Merge>>,
}

/// A merge that the worker made while it saved; the model may have moved on since.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// Number of the merge, from 1.
    pub number: u64,
    /// The version that was to be saved.
    pub sent: Case,
    /// What was saved instead.
    pub merged: Case,
    /// Ids of annotations that both sides had changed; both versions are in `merged`.
    pub clashes: Vec<String>,
    /// What of ours has another id in `merged`.
    pub renamed: Renamed,
}

impl Merge {
    /// Returns a version that was made without the merge, with what the merge brought in.
    pub fn carry(&self, version: &Case) -> Case {
        let (sent, version) = (self.renamed.apply(&self.sent), self.renamed.apply(version));
        merge::three_way(&sent, &version, &self.merged).case
    }
}

/// What somebody else made of the case file.
#[derive(Debug, Clone, PartialEq)]
pub enum Disk {
    /// It was written, and this was taken in.
    TakenIn(Box<Merge>),
    /// It can be read, and says nothing new.
    Readable,
    /// It cannot be taken in as it is; one sentence.
    Broken(String),
    /// It is gone; its path.
    Gone(String),
}

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(KeyEvent),
    /// An action was asked for by its name instead of its key, with a count.
    Act(Action, Option<usize>),
    /// A command of the palette was asked for by its name, with its argument.
    Run(Command, String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The mouse is still held beyond the edge of a pane.
    StillHeld,
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
    /// An article was searched.
    Found {
        /// Number of the search.
        generation: u64,
        /// Index of the article.
        article: usize,
        /// What was found in it.
        hits: Hits,
    },
    /// The aligner broke off by a fault of its own.
    NotAligned {
        /// Number of the request.
        generation: u64,
        /// What went wrong.
        error: String,
    },
    /// Articles were read that the reader asked for, or why not.
    Read {
        /// What they were read for.
        purpose: Purpose,
        /// The articles, and what went wrong with others.
        result: Result<Readings, String>,
    },
    /// An article that the program was started with was read, or not.
    Came {
        /// Its id.
        id: String,
        /// What came of it.
        arrived: Arrived,
    },
    /// Notes were made, or why not.
    Exported {
        /// Number of the window that waits for them.
        number: u64,
        /// The notes.
        result: Result<Made, String>,
    },
    /// Notes were written, or why not.
    Written(Write, Result<(), Unwritten>),
    /// Articles are being read for so long that it is to be shown.
    StillReading,
    /// What a folder has.
    Paths {
        /// The folder.
        folder: String,
        /// Paths of its files and folders that can be articles, as they are typed.
        paths: Vec<String>,
    },
    /// The case was saved, or why not.
    Saved {
        /// Number of the version; older ones that were still waiting are in it.
        number: u64,
        /// What the save did.
        result: Result<SaveReport, String>,
    },
    /// The case file on the disk is not what this program left there.
    Disk(Disk),
    /// Drafts cannot be kept for a crash; one sentence.
    NotKept(String),
    /// No program took the words that were to be copied.
    NotCopied(Words),
    /// Something is to be said to the reader.
    Told(Status),
    /// The reader's editor is closed: the text as it is now, or why there is none.
    Edited(Result<String, String>),
    /// Who the reader is, as far as the machine knows.
    Author(String),
    /// The program is asked to end.
    Terminate,
}
