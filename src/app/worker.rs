//! Workers: operating-system threads that align and save, so that no key ever waits for either.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use super::effect::Message;
use super::index::Index;
use crate::align::{self, Tie, Watch};
use crate::article::Article;
use crate::case::{Case, store::CaseFile};

/// Sends messages to the main loop; false when it is gone.
pub type Post = Arc<dyn Fn(Message) -> bool + Send + Sync>;

/// Aligns on a worker; a newer request cancels the older one.
pub struct Aligner {
    post: Post,
    cancel: Arc<AtomicBool>,
}

impl Aligner {
    /// Makes an aligner that sends its results to `post`.
    pub fn new(post: Post) -> Aligner {
        Aligner { post, cancel: Arc::default() }
    }

    /// Starts aligning.
    ///
    /// # Errors
    /// The operating system gives no further thread.
    pub fn start(
        &mut self,
        generation: u64,
        articles: Vec<Arc<Article>>,
        ties: Vec<Tie>,
    ) -> std::io::Result<()> {
        self.cancel.store(true, Ordering::Relaxed);
        self.cancel = Arc::default();
        let (post, cancel) = (Arc::clone(&self.post), Arc::clone(&self.cancel));
        let work = move || {
            let watch = Progress {
                generation,
                post: Arc::clone(&post),
                cancel: Arc::clone(&cancel),
                shown: AtomicU32::new(0),
            };
            let borrowed: Vec<&Article> = articles.iter().map(Arc::as_ref).collect();
            let alignment = align::align(&borrowed, &ties, &watch);
            if !cancel.load(Ordering::Relaxed) {
                let index = Arc::new(Index::new(&articles, alignment));
                post(Message::Aligned { generation, index });
            }
        };
        thread::Builder::new().name("align".into()).spawn(work).map(drop)
    }
}

/// Tells the main loop how far the aligner is, in steps of two per cent.
struct Progress {
    generation: u64,
    post: Post,
    cancel: Arc<AtomicBool>,
    shown: AtomicU32,
}

impl Watch for Progress {
    fn progress(&self, done: f32) {
        let step = (done.clamp(0.0, 1.0) * 50.0) as u32;
        if self.shown.fetch_max(step, Ordering::Relaxed) < step {
            (self.post)(Message::Progress { generation: self.generation, done });
        }
    }

    fn cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

/// Saves on a worker, one version after the other; of several that wait only the newest is written.
pub struct Saver {
    wishes: Option<Sender<Box<Case>>>,
    worker: Option<JoinHandle<Option<String>>>,
}

impl Saver {
    /// Starts the worker that owns the case file.
    ///
    /// # Errors
    /// The operating system gives no further thread.
    pub fn start(mut file: CaseFile, post: Post) -> std::io::Result<Saver> {
        let (wishes, inbox) = mpsc::channel::<Box<Case>>();
        let work = move || {
            let mut failed = None;
            while let Ok(mut case) = inbox.recv() {
                while let Ok(newer) = inbox.try_recv() {
                    case = newer;
                }
                let result = match file.save(&case) {
                    Ok(_) => Ok(format!("saved {}", file.path().display())),
                    Err(error) => Err(error.to_string()),
                };
                failed = result.as_ref().err().cloned();
                post(Message::Saved(result));
            }
            failed
        };
        let worker = thread::Builder::new().name("save".into()).spawn(work)?;
        Ok(Saver { wishes: Some(wishes), worker: Some(worker) })
    }

    /// Asks for a version to be saved; false when the worker is gone.
    pub fn save(&self, case: Box<Case>) -> bool {
        self.wishes.as_ref().is_some_and(|w| w.send(case).is_ok())
    }

    /// Waits until everything is saved; returns why the last version was not, when it was not.
    pub fn finish(mut self) -> Option<String> {
        self.wishes = None;
        let worker = self.worker.take()?;
        worker.join().unwrap_or_else(|_| Some("the worker that saves the case stopped unexpectedly".into()))
    }
}
