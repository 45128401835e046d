//! The journal of drafts: annotations that are being written, put down in the state directory, so that a crash costs a
//! second of typing at most.
//!
//! Each program has a journal of its own with a lock of the operating system beside it. A journal whose lock is free was
//! left by a program that ended; the next one that opens the same case takes its drafts over.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::app::draft::Draft;
use crate::app::effect::Message;
use crate::app::worker::Post;
use crate::app::{App, Opening, Status, Tone};
use crate::article;
use crate::files::{self, Disk, Real};

/// The least time between two times that drafts are put down.
const EVERY: Duration = Duration::from_secs(1);
/// Bytes that a journal may have.
const MOST_BYTES: u64 = 8 << 20;
/// Journals that are read at a start.
const MOST_JOURNALS: usize = 64;
/// The version of a journal.
const VERSION: u32 = 1;

/// A journal as it lies on the disk.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Page {
    version: u32,
    /// Id of the case.
    case: String,
    /// Ids of the articles, in order; a case that was never saved is known by them.
    articles: Vec<String>,
    draft: Vec<Draft>,
}

/// Where the drafts of a case are kept.
#[derive(Debug, Clone)]
pub(super) struct Drafts {
    folder: PathBuf,
    /// What the names of its journals begin with.
    prefix: String,
    case: String,
    articles: Vec<String>,
}

/// What was found at the start.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The drafts.
    pub(super) drafts: Vec<Draft>,
    /// What could not be read, a sentence each.
    pub(super) problems: Vec<String>,
    /// The journals they come from, locked.
    left: Vec<Left>,
}

/// A journal that a program left behind.
#[derive(Debug)]
struct Left {
    path: PathBuf,
    /// Keeps others from taking it over too.
    _lock: Option<File>,
}

impl Drafts {
    /// Returns the place of a case's drafts, when there is a state directory and the case has a path.
    pub(super) fn of(state: Option<&Path>, opening: &Opening) -> Option<Drafts> {
        let (path, case) = (opening.case_path.as_deref(), &opening.case);
        let path = Real.real_path(path?).ok()?;
        let folder = fs::canonicalize(files::folder(&path)).ok()?;
        let whole = folder.join(path.file_name()?);
        let hash = article::sha256(whole.as_os_str().as_encoded_bytes());
        // Their bytes may not be read yet.
        let named = case.articles.iter().map(|a| &a.id).chain(&opening.loading.order);
        let mut articles: Vec<String> = named.cloned().collect();
        articles.sort_unstable();
        articles.dedup();
        let folder = state?.join("drafts");
        Some(Drafts { folder, prefix: hash.get(..16)?.to_owned(), case: case.id.clone(), articles })
    }

    /// Takes the journals that programs left which ended with drafts of this case.
    pub(super) fn find(&self) -> Found {
        let mut found = Found::default();
        let Ok(entries) = fs::read_dir(&self.folder) else { return found };
        let named = |path: &PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.starts_with(&format!("{}-", self.prefix)) && name.ends_with(".toml")
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(named).collect();
        paths.sort_unstable();
        for path in paths.into_iter().take(MOST_JOURNALS) {
            let Some(lock) = free(&lock_of(&path)) else { continue };
            match self.read(&path) {
                Ok(Some(page)) => {
                    found.drafts.extend(page.draft);
                    found.left.push(Left { path, _lock: lock });
                }
                Ok(None) => {}
                Err(error) => found.problems.push(set_apart(&path, &error)),
            }
        }
        let mut seen: Vec<Draft> = Vec::new();
        found.drafts.retain(|draft| {
            !seen.contains(draft) && {
                seen.push(draft.clone());
                true
            }
        });
        found
    }

    /// Reads a journal; nothing when it belongs to another case that lay at the same place.
    fn read(&self, path: &Path) -> Result<Option<Page>, String> {
        let text = match read_text(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            text => text.map_err(|error| error.to_string())?,
        };
        let page: Page = toml::from_str(&text).map_err(|error| error.message().to_owned())?;
        Ok(Some(page).filter(|p| p.case == self.case || p.articles == self.articles))
    }
}

fn read_text(path: &Path) -> io::Result<String> {
    files::refuse_special(path)?;
    let mut text = String::new();
    File::open(path)?.take(MOST_BYTES).read_to_string(&mut text)?;
    Ok(text)
}

/// Puts a journal that cannot be read out of the way, so that it is told once and nothing in it is lost.
fn set_apart(path: &Path, why: &str) -> String {
    let apart = path.with_extension("broken");
    let why = why.lines().next().unwrap_or_default();
    match fs::rename(path, &apart) {
        Ok(()) => format!("a draft that was kept cannot be read ({why}); it is in {}", apart.display()),
        Err(_) => format!("{}: a draft that was kept cannot be read ({why})", path.display()),
    }
}

fn lock_of(path: &Path) -> PathBuf {
    path.with_extension("lock")
}

/// Takes the lock of a journal that nobody holds; none where somebody does. A journal without a lock is nobody's.
fn free(path: &Path) -> Option<Option<File>> {
    let Ok(file) = File::open(path) else { return Some(None) };
    match file.try_lock() {
        Ok(()) => Some(Some(file)),
        Err(TryLockError::WouldBlock) => None,
        // Where the file system knows no locks, a draft that is offered twice is better than one that is lost.
        Err(TryLockError::Error(_)) => Some(None),
    }
}

/// Adds the drafts that an earlier session left.
pub(super) fn with_drafts(opening: Opening, found: &Found, keeps_drafts: bool) -> Opening {
    let problem = found.problems.first().map(|text| Status { text: text.clone(), tone: Tone::Wrong });
    Opening { drafts: found.drafts.clone(), keeps_drafts, status: opening.status.or(problem), ..opening }
}

/// The journal of this program.
pub(super) struct Journal {
    pages: Option<Sender<Vec<Draft>>>,
    worker: Option<JoinHandle<Option<String>>>,
    /// What was handed to the worker last.
    last: Vec<Draft>,
    /// When to look at the drafts again; none while nothing can have changed.
    due: Option<Instant>,
    /// Annotations that were on their way to the disk then.
    unsaved: usize,
    /// When they were looked at last.
    looked: Option<Instant>,
}

impl Journal {
    /// Starts the worker that puts drafts down; what it found at the start is its own once it is written again.
    ///
    /// # Errors
    /// The operating system gives no further thread.
    pub(super) fn start(place: Drafts, found: Found, post: Post) -> io::Result<Journal> {
        let (pages, inbox) = mpsc::channel::<Vec<Draft>>();
        let last = if found.left.is_empty() { Vec::new() } else { found.drafts };
        // What is taken over is written at once, even if nothing is left of it.
        let due = (!found.left.is_empty()).then(Instant::now);
        let mut desk = Desk { place, file: None, left: found.left };
        let work = move || {
            let (mut told, mut failed) = (false, None);
            while let Ok(first) = inbox.recv() {
                let page = inbox.try_iter().last().unwrap_or(first);
                failed = desk.put(page).err();
                if let Some(text) = failed.clone().filter(|_| !std::mem::replace(&mut told, true)) {
                    post(Message::NotKept(text));
                }
            }
            desk.close();
            failed
        };
        let worker = thread::Builder::new().name("drafts".into()).spawn(work)?;
        Ok(Journal { pages: Some(pages), worker: Some(worker), last, due, unsaved: 0, looked: None })
    }

    /// Notes that drafts may have changed.
    pub(super) fn touch(&mut self, app: &App) {
        // What was saved is no draft any more: it must not be offered beside the annotation.
        if self.unsaved != app.unsaved.len() {
            self.due = Some(Instant::now());
        } else if self.due.is_none() && (app.is_drafting() || !self.last.is_empty()) {
            self.due = Some(self.looked.map_or_else(Instant::now, |looked| looked + EVERY));
        }
    }

    /// Returns when drafts are to be put down next.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Puts the drafts down, if it is time to and they changed.
    pub(super) fn put(&mut self, app: &mut App, now: Instant) {
        if self.due.is_some_and(|due| due <= now) {
            self.put_now(app);
        }
    }

    /// Puts the drafts down if they changed.
    pub(super) fn put_now(&mut self, app: &mut App) {
        let is_first = self.looked.is_none();
        self.unsaved = app.unsaved.len();
        (self.due, self.looked) = (None, Some(Instant::now()));
        let drafts = app.journal(super::screen::now());
        if drafts != self.last || is_first {
            self.last.clone_from(&drafts);
            if let Some(pages) = &self.pages {
                // The worker is only gone when the program ends.
                let _ = pages.send(drafts);
            }
        }
    }

    /// Puts the drafts down as they are at the end, and waits until that is done; returns how many are kept.
    ///
    /// # Errors
    /// One sentence: they could not be put down.
    pub(super) fn finish(mut self, app: &mut App) -> Result<usize, String> {
        self.put_now(app);
        self.pages = None;
        let ended = self.worker.take().map(JoinHandle::join);
        match ended {
            Some(Ok(None)) | None => Ok(self.last.len()),
            Some(Ok(Some(error))) => Err(error),
            Some(Err(_)) => Err("the worker that keeps drafts stopped unexpectedly".into()),
        }
    }
}

/// What the worker owns.
struct Desk {
    place: Drafts,
    /// The journal with its lock, once there was a draft.
    file: Option<(PathBuf, File)>,
    /// Journals whose drafts are taken over, until they are written here.
    left: Vec<Left>,
}

impl Desk {
    /// Writes the journal, or removes it when there is no draft any more.
    fn put(&mut self, draft: Vec<Draft>) -> Result<(), String> {
        let failed = |path: &Path, step: &str, error: &dyn std::fmt::Display| {
            let path = path.display();
            format!(
                "{path}: what is being typed is not kept for a crash: {step} failed ({error}); save it soon"
            )
        };
        if draft.is_empty() {
            if let Some((path, _)) = &self.file {
                remove(path).map_err(|error| failed(path, "removing it", &error))?;
            }
        } else {
            let (case, articles) = (self.place.case.clone(), self.place.articles.clone());
            let text = toml::to_string(&Page { version: VERSION, case, articles, draft });
            let text = text.map_err(|error| failed(&self.place.folder, "writing it down", &error))?;
            if text.len() as u64 >= MOST_BYTES {
                return Err(failed(&self.place.folder, "writing it down", &"it is longer than 8 MiB"));
            }
            let path = self.path().map_err(|error| failed(&self.place.folder, "making the file", &error))?;
            let written = files::replace(&Real, &path, text.as_bytes(), None);
            written.map_err(|(step, error)| failed(&path, step, &error))?;
        }
        // What cannot be removed stays locked, so that nobody else is offered it as well.
        while let Some(left) = self.left.last() {
            let removed = remove(&left.path).and_then(|()| remove(&lock_of(&left.path)));
            removed.map_err(|error| failed(&left.path, "removing it", &error))?;
            self.left.pop();
        }
        Ok(())
    }

    /// Returns the path of the journal; the first time a name of its own is found and locked.
    fn path(&mut self) -> io::Result<PathBuf> {
        if let Some((path, _)) = &self.file {
            return Ok(path.clone());
        }
        fs::create_dir_all(&self.place.folder)?;
        let id = std::process::id();
        for number in 0..=u32::MAX {
            let path = self.place.folder.join(format!("{}-{id}-{number}.toml", self.place.prefix));
            let lock = File::options().write(true).create_new(true).open(lock_of(&path));
            match lock {
                Ok(lock) => {
                    match lock.try_lock() {
                        Ok(()) | Err(TryLockError::Error(_)) => {}
                        Err(TryLockError::WouldBlock) => continue,
                    }
                    self.file = Some((path.clone(), lock));
                    return Ok(path);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    /// Gives the lock back; one that guards no journal is removed.
    fn close(&mut self) {
        if let Some((path, _lock)) = self.file.take()
            && !path.exists()
        {
            // A lock that stays behind harms nobody.
            let _ = remove(&lock_of(&path));
        }
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
