//! The worker that reads an article which the reader asked for while the program runs: a new one, one whose file may have
//! changed, one that was missing.

use std::path::{Path, PathBuf};
use std::thread;

use jiff::Timestamp;

use super::effect::Message;
use super::worker::{Post, guarded};
use crate::article::load::{self, Input, LoadError, Source, has_no_file};
use crate::article::{Article, ReadAs, Told, sha256};
use crate::case::store::WaitingRoom;
use crate::case::{ArticleEntry, Case, entry};
use crate::fetch::is_address;

/// Paths of a folder that are offered.
const MOST_PATHS: usize = 1000;

/// What is to be read, and what for.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What for.
    pub purpose: Purpose,
    /// What is read: a file, a folder, an address, or what was pasted.
    pub what: What,
    /// The case's entries; of several, where one is missing, the missing ones.
    pub entries: Vec<ArticleEntry>,
    /// The folder of the case, to which its paths are relative.
    pub folder: PathBuf,
    /// When it was asked for.
    pub at: Timestamp,
}

/// What is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A file, a folder or an address, as the reader named it.
    Named(String),
    /// Text that was pasted.
    Pasted {
        /// What the reader calls it; may be empty.
        name: String,
        /// The text.
        text: String,
    },
}

impl What {
    /// Returns the file or the page that is meant.
    fn input(&self) -> Input {
        match self {
            What::Named(address) if is_address(address) => Input::Url(address.clone()),
            What::Named(path) => Input::File(path.into()),
            What::Pasted { name, text } => Input::Pasted { name: name.clone(), text: text.clone() },
        }
    }
}

/// What an article is read for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// It is to come into the case.
    Add,
    /// It is on the screen and its file may have changed; its id.
    Again(String),
    /// Another program put it into the case; its id.
    Came(String),
    /// It is missing, and this may be its file; its id where the reader said which.
    Locate(Option<String>),
    /// The same bytes are to be read another way; its id.
    Differently {
        /// Its id.
        id: String,
        /// How.
        how: ReadAs,
        /// Whether what changes is to be shown before.
        ask: bool,
    },
}

/// An article that was read.
#[derive(Debug, Clone)]
pub struct Found {
    /// The article, named as its entry says where there is one.
    pub article: Article,
    /// Its entry as it would come into the case.
    pub entry: ArticleEntry,
    /// Id of the entry that the case has for it.
    pub known: Option<String>,
}

/// What came of reading.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    /// The articles.
    pub found: Vec<Found>,
    /// Why others of a folder were not read, a sentence each.
    pub failed: Vec<String>,
}

/// Reads on a worker and posts what came of it.
///
/// # Errors
/// The operating system gives no further thread.
pub fn start(request: Request, room: WaitingRoom, post: Post) -> std::io::Result<()> {
    thread::Builder::new().name("read".into()).spawn(move || post(answer(&request, &room))).map(drop)
}

/// Lists on a worker what a folder has, and posts it.
///
/// # Errors
/// The operating system gives no further thread.
pub fn list(folder: String, post: Post) -> std::io::Result<()> {
    let work = move || {
        let paths = guarded(|| paths_in(&folder)).unwrap_or_default();
        post(Message::Paths { folder, paths })
    };
    thread::Builder::new().name("list".into()).spawn(work).map(drop)
}

/// Returns the paths of the files and folders in a folder that can be articles; a folder that cannot be read has none.
fn paths_in(folder: &str) -> Vec<String> {
    let place = if folder.is_empty() { Path::new(".") } else { Path::new(folder) };
    let Ok(entries) = std::fs::read_dir(place) else { return Vec::new() };
    let mut paths: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok().filter(|n| !n.starts_with('.'))?;
            match entry.path() {
                path if path.is_dir() => Some(format!("{folder}{name}/")),
                path => load::is_article(&path).then(|| format!("{folder}{name}")),
            }
        })
        .collect();
    paths.sort();
    paths.truncate(MOST_PATHS);
    paths
}

/// Reads what is asked for; a fault of the program in it is an answer too.
pub fn answer(request: &Request, room: &WaitingRoom) -> Message {
    let result = guarded(|| read(request, room)).and_then(|read| read);
    Message::Read { purpose: request.purpose.clone(), result }
}

fn read(request: &Request, room: &WaitingRoom) -> Result<Readings, String> {
    let found = match &request.purpose {
        Purpose::Add => return added(request, room),
        Purpose::Again(id) => again(request, id, room)?,
        Purpose::Came(id) => came(request, id, room)?,
        Purpose::Locate(id) => located(request, id.as_deref(), room)?,
        Purpose::Differently { id, how, .. } => differently(request, id, how, room)?,
    };
    Ok(Readings { found: vec![found], failed: Vec::new() })
}

/// Reads the articles of a file, a folder, an address or what was pasted; those of a folder that fail hold back no other.
///
/// # Errors
/// None of them can be read.
fn added(request: &Request, room: &WaitingRoom) -> Result<Readings, String> {
    let inputs = match &request.what {
        What::Named(name) => load::gather(std::slice::from_ref(name)),
        What::Pasted { .. } => vec![Ok(request.what.input())],
    };
    let read = |input: Result<Input, LoadError>| {
        let source = load::get(&entry::kept(input?, &request.entries, &request.folder))?;
        load::article(&source, &ReadAs::default()).map(|article| (source, article))
    };
    let mut failed = Vec::new();
    let read = inputs.into_iter().filter_map(|input| read(input).map_err(|e| failed.push(text(e))).ok());
    let (sources, fresh): (Vec<Source>, Vec<Article>) = read.unzip();
    let case = Case { articles: request.entries.clone(), ..Case::default() };
    let known = entry::find_all(&case, &fresh, &request.folder);
    let found = fresh.into_iter().zip(&sources).zip(known).map(|((article, source), at)| {
        match at.and_then(|at| request.entries.get(at)) {
            Some(known) => {
                let kept = entry::kept(source.input.clone(), &request.entries, &request.folder);
                // A page that turned out to be one that the case has is shown as it was kept.
                if kept == source.input {
                    as_known(source, known, request)
                } else {
                    as_known(&get(kept)?, known, request)
                }
            }
            None => as_new(source, article, request, room),
        }
    });
    let found: Vec<Found> = found.filter_map(|found| found.map_err(|why| failed.push(why)).ok()).collect();
    if found.is_empty() { Err(failed.join("; ")) } else { Ok(Readings { found, failed }) }
}

/// Reads a file again, or asks for a page again; another version of a page is kept beside the older ones.
fn again(request: &Request, id: &str, room: &WaitingRoom) -> Result<Found, String> {
    let source = get(request.what.input())?;
    let Some(known) = request.entries.iter().find(|e| e.id == id) else {
        let mut article = load::article(&source, &ReadAs::default()).map_err(text)?;
        id.clone_into(&mut article.id);
        return as_new(&source, article, request, room);
    };
    let found = as_known(&source, known, request)?;
    if found.article.bytes_sha256 != known.bytes_sha256 {
        let day = request.at.strftime("%Y-%m-%d").to_string();
        room.keep(&source, found.article.reading.format, Some(&day)).map_err(text)?;
    }
    Ok(found)
}

/// Reads the article of an entry that another program wrote.
fn came(request: &Request, id: &str, room: &WaitingRoom) -> Result<Found, String> {
    let known = known(request, id)?;
    as_known(&source_of(known, request, room)?, known, request)
}

/// Reads a file as the article that it is: by its bytes, else the one that the reader named, else the only one.
fn located(request: &Request, id: Option<&str>, room: &WaitingRoom) -> Result<Found, String> {
    let source = get(request.what.input())?;
    let sum = sha256(&source.bytes);
    let named = |entry: &&ArticleEntry| Some(entry.id.as_str()) == id;
    let same = |entry: &&ArticleEntry| entry.bytes_sha256 == sum && id.is_none();
    let only = || request.entries.first().filter(|_| request.entries.len() == 1);
    let entries = || request.entries.iter();
    let known = entries().find(named).or_else(|| entries().find(same)).or_else(only).ok_or_else(|| {
        let path = name(&request.what);
        format!("{path}: has the bytes of none of the missing articles; go to the one that it is in the list of articles")
    })?;
    let found = as_known(&source, known, request)?;
    room.keep(&source, found.article.reading.format, None).map_err(text)?;
    Ok(found)
}

/// Reads the bytes that an article has another way.
fn differently(request: &Request, id: &str, how: &ReadAs, room: &WaitingRoom) -> Result<Found, String> {
    let path = name(&request.what);
    let known = known(request, id)?;
    let source = source_of(known, request, room)?;
    // An entry written by hand may say nothing of its bytes.
    if !known.bytes_sha256.is_empty() && sha256(&source.bytes) != known.bytes_sha256 {
        return Err(format!("{path}: has changed; read it again before it is read another way"));
    }
    let mut article = load::article(&source, how).map_err(text)?;
    path.clone_into(&mut article.path);
    let fresh = entry::of(&article, &request.folder);
    entry::name_after(&mut article, known);
    Ok(Found { article, entry: fresh, known: Some(known.id.clone()) })
}

/// Returns the entry of an id.
fn known<'r>(request: &'r Request, id: &str) -> Result<&'r ArticleEntry, String> {
    let known = request.entries.iter().find(|e| e.id == id);
    known.ok_or_else(|| format!("{}: is not in the case any more", name(&request.what)))
}

/// Gets the bytes of an entry: its file, else what waits for one.
fn source_of(known: &ArticleEntry, request: &Request, room: &WaitingRoom) -> Result<Source, String> {
    match has_no_file(&known.path) {
        true => kept_bytes(known, request, room),
        false => get(Input::File(entry::resolve(known, &request.folder))),
    }
}

fn kept_bytes(known: &ArticleEntry, request: &Request, room: &WaitingRoom) -> Result<Source, String> {
    let path = name(&request.what);
    let bytes = room.bytes(&known.bytes_sha256, &request.folder);
    let bytes = bytes.ok_or_else(|| format!("{path}: its bytes were not kept; add it again"))?;
    let bytes = bytes.map_err(|error| format!("{path}: its bytes cannot be read ({error}); add it again"))?;
    let input = if is_address(&known.path) { Input::Url(known.path.clone()) } else { Input::Stdin };
    Ok(Source { input, bytes, told: Told::default() })
}

/// Returns what the reader calls what is read.
fn name(what: &What) -> &str {
    match what {
        What::Named(name) => name,
        What::Pasted { .. } => "the pasted text",
    }
}

fn get(input: Input) -> Result<Source, String> {
    load::get(&input).map_err(text)
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn as_new(source: &Source, article: Article, request: &Request, room: &WaitingRoom) -> Result<Found, String> {
    room.keep(source, article.reading.format, None).map_err(text)?;
    let entry = entry::of_new(&article, &request.folder, request.at);
    Ok(Found { article, entry, known: None })
}

fn as_known(source: &Source, known: &ArticleEntry, request: &Request) -> Result<Found, String> {
    let mut article = load::article(source, &entry::reading(known, &source.bytes)).map_err(text)?;
    let fresh = entry::of_new(&article, &request.folder, request.at);
    entry::name_after(&mut article, known);
    Ok(Found { article, entry: fresh, known: Some(known.id.clone()) })
}
