//! The articles that were named at the start, read on workers: what is short is there before the first screen, of what is long
//! its beginning, and what is slow holds nothing back.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::complain;
use super::screen::now;
use crate::app::effect::Message;
use crate::app::loading::Arrived;
use crate::app::worker::{Post, guarded};
use crate::article::load::{self, Input, Source};
use crate::article::{Article, Format, ReadAs, Told};
use crate::case::store::WaitingRoom;
use crate::case::{ArticleEntry, entry};

/// Bytes from which on an article is shown before it is read whole.
const LONG: u64 = 512 << 10;
/// Bytes of a long article that are shown at once.
const BEGINNING: u64 = 64 << 10;
/// How long the first screen waits for articles.
const PATIENCE: Duration = Duration::from_millis(250);
/// How long nothing is said while there is nothing to show.
const SILENCE: Duration = Duration::from_millis(500);
/// Workers for files, so that a few on a slow disk hold no other one back, and as many for addresses.
const WORKERS: usize = 8;

/// An article that is to be read.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Its id.
    pub(super) id: String,
    /// What it is read from.
    pub(super) input: Input,
    /// Its entry, where the case has one.
    pub(super) entry: Option<ArticleEntry>,
    /// How it is read where the case does not say.
    pub(super) how: ReadAs,
}

/// What all workers know.
#[derive(Debug)]
struct Desk {
    wanted: Vec<Wanted>,
    /// The folder of the case.
    folder: PathBuf,
    /// Where articles without a file wait.
    room: WaitingRoom,
}

/// What is to be read of an article.
#[derive(Debug, Clone, Copy)]
enum Job {
    /// What the first screen needs: all of a short one, the beginning of a long one.
    First(usize),
    /// All of it.
    Whole(usize),
}

type Arrival = (usize, Arrived);

/// The workers that read.
pub(super) struct Reading {
    desk: Arc<Desk>,
    jobs: Sender<Job>,
    inbox: Receiver<Arrival>,
    began: Instant,
    /// How long the first screen waits.
    patience: Duration,
    /// Articles of which nothing came yet.
    silent: usize,
    /// Articles of which the beginning came.
    begun: VecDeque<usize>,
}

impl Reading {
    /// Starts to read; `whole` leaves out beginnings, for whoever waits for all articles anyway.
    ///
    /// # Errors
    /// The operating system gives no further thread.
    pub(super) fn start(
        wanted: Vec<Wanted>,
        folder: &Path,
        room: &WaitingRoom,
        whole: bool,
    ) -> Result<Reading> {
        let (arrivals, inbox) = mpsc::channel();
        let desk = Arc::new(Desk { wanted, folder: folder.to_owned(), room: room.clone() });
        let count = desk.wanted.len();
        let (mut files, mut pages) = (Vec::new(), Vec::new());
        for at in 0..count {
            let job = if whole { Job::Whole(at) } else { Job::First(at) };
            match desk.wanted[at].input {
                Input::Stdin => {
                    // Whoever types it in takes no worker from the others.
                    let (desk, arrivals) = (Arc::clone(&desk), arrivals.clone());
                    spawn(move || drop(arrivals.send((at, desk.answer(job)))))?;
                }
                // A slow server holds no file back.
                Input::Url(_) => pages.push(job),
                Input::File(_) | Input::Pasted { .. } => files.push(job),
            }
        }
        hire(pages, &desk, &arrivals)?;
        let jobs = hire(files, &desk, &arrivals)?;
        let (began, begun) = (Instant::now(), VecDeque::new());
        Ok(Reading { desk, jobs, inbox, began, patience: PATIENCE, silent: count, begun })
    }

    /// Returns what is there soon, in the order in which it was asked for; at least one article, unless none can be read.
    pub(super) fn first(&mut self) -> Vec<(String, Arrived)> {
        let mut arrived: Vec<Arrival> = Vec::new();
        while self.silent > 0 {
            let has_article = arrived.iter().any(|(_, a)| !matches!(a, Arrived::Failed(_)));
            let left = self.patience.saturating_sub(self.began.elapsed());
            let next = match has_article {
                true => self.inbox.recv_timeout(left),
                // Without an article there is nothing to show.
                false => self.wait(),
            };
            let Ok((at, what)) = next else { break };
            self.note(at, &what);
            arrived.push((at, what));
        }
        self.in_order(arrived)
    }

    /// Waits for the next article; when it takes long, what is waited for is said where the screen is not yet.
    fn wait(&self) -> Result<Arrival, RecvTimeoutError> {
        let left = SILENCE.saturating_sub(self.began.elapsed());
        match self.inbox.recv_timeout(left) {
            Err(RecvTimeoutError::Timeout) if !left.is_zero() => {
                let names: Vec<String> = self.desk.wanted.iter().map(|w| name_of(&w.input)).collect();
                complain(&format!("waiting for {}", names.join(", ")));
                self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
            }
            Err(RecvTimeoutError::Timeout) => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            arrived => arrived,
        }
    }

    /// Returns all articles, or why they cannot be read, however long it takes.
    pub(super) fn all(&mut self) -> Vec<(String, Arrived)> {
        let mut arrived: Vec<Arrival> = Vec::new();
        while self.silent > 0 {
            let Ok((at, what)) = self.wait() else { break };
            self.note(at, &what);
            arrived.push((at, what));
        }
        self.in_order(arrived)
    }

    fn in_order(&self, mut arrived: Vec<Arrival>) -> Vec<(String, Arrived)> {
        arrived.sort_by_key(|(at, _)| *at);
        arrived.into_iter().map(|(at, what)| (self.desk.wanted[at].id.clone(), what)).collect()
    }

    fn note(&mut self, at: usize, what: &Arrived) {
        self.silent -= 1;
        if matches!(what, Arrived::Beginning(_)) {
            self.begun.push_back(at);
        }
    }

    /// Reads the rest behind the screen and posts each article as it comes.
    ///
    /// # Errors
    /// The operating system gives no further thread.
    pub(super) fn go_on(mut self, post: Post) -> Result<()> {
        spawn(move || {
            let mut left = self.silent + self.begun.len();
            while let Some(at) = self.begun.pop_front() {
                if self.jobs.send(Job::Whole(at)).is_err() {
                    return;
                }
            }
            while left > 0 {
                let Ok((at, arrived)) = self.inbox.recv() else { return };
                match arrived {
                    Arrived::Beginning(_) if self.jobs.send(Job::Whole(at)).is_err() => return,
                    Arrived::Beginning(_) => {}
                    Arrived::Whole(..) | Arrived::Failed(_) => left -= 1,
                }
                let id = self.desk.wanted[at].id.clone();
                if !post(Message::Came { id, arrived }) {
                    return;
                }
            }
        })
    }
}

/// Gives jobs to as many workers as there are for them; returns the way to give them more.
fn hire(jobs: Vec<Job>, desk: &Arc<Desk>, arrivals: &Sender<Arrival>) -> Result<Sender<Job>> {
    let (sender, queue) = mpsc::channel();
    let queue = Arc::new(Mutex::new(queue));
    for _ in 0..jobs.len().min(WORKERS) {
        let (desk, queue, arrivals) = (Arc::clone(desk), Arc::clone(&queue), arrivals.clone());
        spawn(move || work(&desk, &queue, &arrivals))?;
    }
    jobs.into_iter().try_for_each(|job| sender.send(job))?;
    Ok(sender)
}

fn spawn(work: impl FnOnce() + Send + 'static) -> Result<()> {
    let worker = thread::Builder::new().name("read".into()).spawn(work);
    worker.map(drop).context("no worker could be started")
}

/// Does jobs until there are no more.
fn work(desk: &Desk, queue: &Mutex<Receiver<Job>>, arrivals: &Sender<Arrival>) {
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        let (Job::First(at) | Job::Whole(at)) = job;
        if arrivals.send((at, desk.answer(job))).is_err() {
            return;
        }
    }
}

impl Desk {
    /// Does a job; a fault of the program in it is an answer too, or the screen would wait for ever.
    fn answer(&self, job: Job) -> Arrived {
        let (Job::First(at) | Job::Whole(at)) = job;
        let wanted = &self.wanted[at];
        let beginning = || match job {
            Job::First(_) => beginning(wanted),
            Job::Whole(_) => None,
        };
        let read = guarded(|| match beginning() {
            Some(article) => Ok(Arrived::Beginning(Box::new(article))),
            None => self.whole(wanted),
        });
        let name = name_of(&wanted.input);
        read.unwrap_or_else(|fault| Err(format!("{name}: could not be read ({fault})")))
            .unwrap_or_else(Arrived::Failed)
    }

    fn whole(&self, wanted: &Wanted) -> Result<Arrived, String> {
        let source = load::get(&wanted.input).map_err(|e| e.to_string())?;
        // Many may wait for their bytes, but no more work than there are cores, or keys would be slow meanwhile.
        let article = rayon::scope(|_| read(&source, wanted)).map_err(|e| e.to_string())?;
        self.room.keep(&source, article.reading.format, None).map_err(|e| e.to_string())?;
        let entry = wanted.entry.clone().unwrap_or_else(|| entry::of_new(&article, &self.folder, now()));
        Ok(Arrived::Whole(Box::new(article), Box::new(entry)))
    }
}

fn name_of(input: &Input) -> String {
    match input {
        Input::File(path) => path.display().to_string(),
        Input::Url(address) => address.clone(),
        Input::Stdin => "standard input".into(),
        Input::Pasted { .. } => "the pasted text".into(),
    }
}

fn read(source: &Source, wanted: &Wanted) -> Result<Article, load::LoadError> {
    match &wanted.entry {
        Some(known) => entry::read(known, source),
        None => {
            let mut article = load::article(source, &wanted.how)?;
            article.id.clone_from(&wanted.id);
            Ok(article)
        }
    }
}

/// Returns the beginning of a long plain text up to the end of a paragraph; nothing where the whole has to be read first.
fn beginning(wanted: &Wanted) -> Option<Article> {
    let Input::File(path) = &wanted.input else { return None };
    let found = fs::metadata(path).ok().filter(|found| found.is_file() && found.len() > LONG)?;
    if found.len() > load::MAX_BYTES {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(BEGINNING).read_to_end(&mut bytes).ok()?;
    bytes.truncate(end_of_paragraph(&bytes)?);
    let source = Source { input: wanted.input.clone(), bytes, told: Told::default() };
    let mut article = read(&source, wanted).ok().filter(|a| a.reading.format == Format::Text)?;
    // What it is known by is the sum of all its bytes.
    article.bytes_sha256.clear();
    Some(article)
}

/// Returns where the last paragraph ends that is there whole; else the last line.
fn end_of_paragraph(bytes: &[u8]) -> Option<usize> {
    let after = |end: &[u8]| memchr::memmem::rfind(bytes, end).map(|at| at + 1);
    after(b"\n\n").or_else(|| after(b"\n\r\n")).or_else(|| after(b"\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(path: &Path) -> Wanted {
        Wanted { id: "a".into(), input: Input::File(path.into()), entry: None, how: ReadAs::default() }
    }

    fn long_text() -> String {
        let paragraph =
            |n: usize| format!("In paragraph {n} the river rose. Volunteers filled {n} sandbags.\n\n");
        (0..20_000).map(paragraph).collect()
    }

    #[test]
    fn the_beginning_of_a_long_text_is_what_the_whole_begins_with() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("long.txt");
        fs::write(&path, long_text()).unwrap();
        let beginning = beginning(&wanted(&path)).unwrap();
        let whole = load::load(&Input::File(path.clone())).unwrap();
        assert!(!beginning.is_whole() && whole.is_whole());
        assert!(whole.text.starts_with(&beginning.text) && beginning.text.len() > 60_000);
        assert_eq!(whole.passages[..beginning.passages.len()], beginning.passages[..]);
        fs::write(&path, "Short.").unwrap();
        assert!(super::beginning(&wanted(&path)).is_none());
    }

    #[test]
    fn every_article_comes_and_a_failure_holds_none_of_them_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        fs::write(path("a.txt"), long_text()).unwrap();
        fs::write(path("b.txt"), "Nine people.").unwrap();
        fs::write(path("c.txt"), b"\0\x01").unwrap();
        let all = || {
            let named =
                ["a.txt", "b.txt", "c.txt"].map(|name| Wanted { id: name.into(), ..wanted(&path(name)) });
            named.into_iter().collect::<Vec<_>>()
        };
        let mut reading = Reading::start(all(), dir.path(), &WaitingRoom::default(), false).unwrap();
        // Nothing here is slow but the machine.
        reading.patience = Duration::from_secs(60);
        let first = reading.first();
        let ids: Vec<&str> = first.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["a.txt", "b.txt", "c.txt"]);
        assert!(matches!(&first[0].1, Arrived::Beginning(_)));
        assert!(
            matches!(&first[1].1, Arrived::Whole(_, entry) if entry.path == "b.txt" && !entry.bytes_sha256.is_empty())
        );
        assert!(matches!(&first[2].1, Arrived::Failed(why) if why.contains("binary")));
        let (sender, inbox) = mpsc::channel();
        let sender = Mutex::new(sender);
        reading.go_on(Arc::new(move |message| sender.lock().unwrap().send(message).is_ok())).unwrap();
        let Ok(Message::Came { id, arrived: Arrived::Whole(article, _) }) = inbox.recv() else {
            panic!("nothing came")
        };
        assert!(id == "a.txt" && article.is_whole());
        assert!(inbox.recv().is_err(), "that is all");
        let mut reading = Reading::start(all(), dir.path(), &WaitingRoom::default(), true).unwrap();
        let all = reading.all();
        assert!(matches!(&all[0].1, Arrived::Whole(..)) && all.len() == 3);
    }
}
