//! The worker that reads an article which the reader asked for while the program runs: a new one, one whose file may have
//! changed, one that was missing.

use std::path::{Path, PathBuf};
use std::thread;

use super::effect::Message;
use super::worker::{Post, guarded};
use crate::article::load::{self, Input, LoadError};
use crate::article::{Article, ReadAs};
use crate::case::{ArticleEntry, Case, entry};

/// Paths of a folder that are offered.
const MOST_PATHS: usize = 1000;

/// What is to be read, and what for.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What for.
    pub purpose: Purpose,
    /// The file or folder.
    pub path: PathBuf,
    /// The case's entries; of several, where one is missing, the missing ones.
    pub entries: Vec<ArticleEntry>,
    /// The folder of the case, to which its paths are relative.
    pub folder: PathBuf,
}

/// What an article is read for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// It is to come into the case.
    Add,
    /// It is on the screen and its file may have changed; its id.
    Again(String),
    /// It is missing, and this may be its file; its id where the reader said which.
    Locate(Option<String>),
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

/// Reads on a worker and posts what came of it.
///
/// # Errors
/// The operating system gives no further thread.
pub fn start(request: Request, post: Post) -> std::io::Result<()> {
    thread::Builder::new().name("read".into()).spawn(move || post(answer(&request))).map(drop)
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
pub fn answer(request: &Request) -> Message {
    let result = guarded(|| read(request)).and_then(|read| read);
    Message::Read { purpose: request.purpose.clone(), result }
}

fn read(request: &Request) -> Result<Vec<Found>, String> {
    match &request.purpose {
        Purpose::Add => added(request),
        Purpose::Again(id) => again(request, id).map(|found| vec![found]).map_err(|e| e.to_string()),
        Purpose::Locate(id) => located(request, id.as_deref()).map(|found| vec![found]),
    }
}

/// Reads the articles of a file or a folder; none of them when one fails, so that nothing comes in by halves.
fn added(request: &Request) -> Result<Vec<Found>, String> {
    let inputs = load::gather(&[request.path.to_string_lossy().into_owned()]);
    let inputs: Result<Vec<Input>, LoadError> = inputs.into_iter().collect();
    let read = |input: Input| load::bytes(&input).map(|bytes| (input, bytes));
    let read: Result<Vec<(Input, Vec<u8>)>, LoadError> =
        inputs.and_then(|inputs| inputs.into_iter().map(read).collect());
    let read = read.map_err(|e| e.to_string())?;
    let fresh: Result<Vec<Article>, LoadError> =
        read.iter().map(|(input, bytes)| load::article(bytes, input, &ReadAs::default())).collect();
    let fresh = fresh.map_err(|e| e.to_string())?;
    let case = Case { articles: request.entries.clone(), ..Case::default() };
    let known = entry::find_all(&case, &fresh, &request.folder);
    let found = fresh.into_iter().zip(&read).zip(known).map(|((article, (input, bytes)), at)| {
        match at.and_then(|at| request.entries.get(at)) {
            Some(known) => as_known(input, bytes, known, &request.folder),
            None => Ok(Found { entry: entry::of(&article, &request.folder), article, known: None }),
        }
    });
    found.collect::<Result<_, _>>().map_err(|e: LoadError| e.to_string())
}

fn again(request: &Request, id: &str) -> Result<Found, LoadError> {
    let input = Input::File(request.path.clone());
    let bytes = load::bytes(&input)?;
    match request.entries.iter().find(|e| e.id == id) {
        Some(known) => as_known(&input, &bytes, known, &request.folder),
        None => {
            let mut article = load::article(&bytes, &input, &ReadAs::default())?;
            id.clone_into(&mut article.id);
            Ok(Found { entry: entry::of(&article, &request.folder), article, known: None })
        }
    }
}

/// Reads a file as the article that it is: by its bytes, else the one that the reader named, else the only one.
fn located(request: &Request, id: Option<&str>) -> Result<Found, String> {
    let input = Input::File(request.path.clone());
    let bytes = load::bytes(&input).map_err(|e| e.to_string())?;
    let sum = crate::article::sha256(&bytes);
    let named = |entry: &&ArticleEntry| Some(entry.id.as_str()) == id;
    let same = |entry: &&ArticleEntry| entry.bytes_sha256 == sum && id.is_none();
    let only = || request.entries.first().filter(|_| request.entries.len() == 1);
    let entries = || request.entries.iter();
    let known = entries().find(named).or_else(|| entries().find(same)).or_else(only).ok_or_else(|| {
        let path = request.path.display();
        format!("{path}: has the bytes of none of the missing articles; go to the one that it is in the list of articles")
    })?;
    as_known(&input, &bytes, known, &request.folder).map_err(|e| e.to_string())
}

fn as_known(input: &Input, bytes: &[u8], known: &ArticleEntry, folder: &Path) -> Result<Found, LoadError> {
    let mut article = load::article(bytes, input, &entry::reading(known, bytes))?;
    let fresh = entry::of(&article, folder);
    entry::name_after(&mut article, known);
    Ok(Found { article, entry: fresh, known: Some(known.id.clone()) })
}
