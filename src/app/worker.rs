//! Workers: operating-system threads that align and save, so that no key ever waits for either.

use std::any::Any;
use std::io::ErrorKind;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::effect::{Disk, Merge, Message, SaveReport, Version};
use super::index::Index;
use crate::align::{self, Tie, Watch};
use crate::article::Article;
use crate::case::Case;
use crate::case::store::{CaseFile, Saved, StoreError};

/// An editor that writes a file in two steps is given this long before the file counts as broken.
const MID_WRITE: Duration = Duration::from_millis(200);

/// Sends messages to the main loop; false when it is gone.
pub type Post = Arc<dyn Fn(Message) -> bool + Send + Sync>;

/// Does a worker's work; a fault of the program in it becomes its message, so that the main loop hears of it and never
/// waits for a result that cannot come.
///
/// # Errors
/// The work panicked.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| reason(payload.as_ref()))
}

fn reason(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|s| (*s).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    format!("a fault of the program: {}", text.unwrap_or_else(|| "it does not say which".into()))
}

/// Makes everything that is computed on all cores give way to the keys; it counts only before the first such work.
pub fn let_keys_come_first() {
    // Where the workers are running already they stay as they are: that costs speed under load and nothing else.
    let _ = rayon::ThreadPoolBuilder::new().start_handler(|_| give_way()).build_global();
}

/// Lets the calling thread run only when nobody else wants to.
#[cfg(target_os = "linux")]
fn give_way() {
    // Here a priority is that of a thread and not of the whole program. That it cannot be lowered is no fault.
    let _ = rustix::process::setpriority_process(None, NICE);
}

#[cfg(not(target_os = "linux"))]
fn give_way() {}

/// How far the workers stand back, from 0 to 19.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

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
            give_way();
            let found = guarded(|| {
                let borrowed: Vec<&Article> = articles.iter().map(Arc::as_ref).collect();
                Arc::new(Index::new(&articles, align::align(&borrowed, &ties, &watch)))
            });
            if !cancel.load(Ordering::Relaxed) {
                post(aligned(generation, found));
            }
        };
        thread::Builder::new().name("align".into()).spawn(work).map(drop)
    }
}

/// Returns what the main loop hears of an alignment.
fn aligned(generation: u64, found: Result<Arc<Index>, String>) -> Message {
    match found {
        Ok(index) => Message::Aligned { generation, index },
        Err(error) => Message::NotAligned { generation, error },
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
    wishes: Option<Sender<Wish>>,
    worker: Option<JoinHandle<Option<String>>>,
}

/// What the worker that saves is asked to do.
enum Wish {
    /// To save a version.
    Save(Box<Version>),
    /// To look whether somebody else wrote the file.
    Look,
}

/// What the worker that saves owns.
struct Desk {
    file: CaseFile,
    /// The last version, while it is not on the disk.
    wanted: Option<Case>,
    /// Merges that were made so far.
    merges: u64,
    /// Merges that the model had not taken in when it made its last version.
    unseen: Vec<Merge>,
}

impl Desk {
    /// Saves a version; one that was made before a merge gets what the merge brought in, so nothing of it is lost.
    fn save(&mut self, version: Version) -> Result<SaveReport, String> {
        self.unseen.retain(|m| m.number > version.merges);
        let case = self.unseen.iter().fold(version.case, |case, merge| merge.carry(&case));
        self.wanted = Some(case.clone());
        let saved = self.file.save(&case).map_err(|e| e.to_string())?;
        self.wanted = None;
        let text = saved.warning.clone();
        let merge = self.merged(case, saved);
        let text = text.unwrap_or_else(|| format!("saved {}", self.file.path().display()));
        Ok(SaveReport { text, merge })
    }

    /// Numbers a merge and remembers it until the model has taken it in.
    fn merged(&mut self, sent: Case, saved: Saved) -> Option<Box<Merge>> {
        let merged = saved.merged?;
        self.merges += 1;
        let merge =
            Merge { number: self.merges, sent, merged, clashes: saved.clashes, renamed: saved.renamed };
        self.unseen.push(merge.clone());
        Some(Box::new(merge))
    }

    /// Looks what somebody else made of the file; nothing is written.
    fn look(&mut self) -> Disk {
        let ours = self.wanted.clone().unwrap_or_else(|| self.file.base().clone());
        let mut taken = self.file.take_in(&ours);
        if taken.is_err() {
            // An editor may be writing it at this moment.
            thread::sleep(MID_WRITE);
            taken = self.file.take_in(&ours);
        }
        match taken {
            Ok(None) => Disk::Readable,
            Ok(Some(saved)) => {
                self.wanted = self.wanted.take().and(saved.merged.clone());
                self.merged(ours, saved).map_or(Disk::Readable, Disk::TakenIn)
            }
            Err(StoreError::Unreadable { path, error }) if error.kind() == ErrorKind::NotFound => {
                Disk::Gone(path.display().to_string())
            }
            Err(error) => Disk::Broken(error.to_string()),
        }
    }
}

impl Saver {
    /// Starts the worker that owns the case file.
    ///
    /// # Errors
    /// The operating system gives no further thread.
    pub fn start(file: CaseFile, post: Post) -> std::io::Result<Saver> {
        let (wishes, inbox) = mpsc::channel();
        let work = move || {
            let mut desk = Desk { file, wanted: None, merges: 0, unseen: Vec::new() };
            let mut failed = None;
            while let Ok(first) = inbox.recv() {
                let (mut newest, mut looks) = (None, false);
                for wish in std::iter::once(first).chain(inbox.try_iter()) {
                    match wish {
                        Wish::Save(version) => newest = Some(version),
                        Wish::Look => looks = true,
                    }
                }
                if let Some(version) = newest {
                    let number = version.number;
                    let result = guarded(|| desk.save(*version)).and_then(|saved| saved);
                    failed = result.as_ref().err().cloned();
                    post(Message::Saved { number, result });
                }
                if looks {
                    let disk = guarded(|| desk.look()).unwrap_or_else(Disk::Broken);
                    post(Message::Disk(disk));
                }
            }
            failed
        };
        let worker = thread::Builder::new().name("save".into()).spawn(work)?;
        Ok(Saver { wishes: Some(wishes), worker: Some(worker) })
    }

    /// Asks for a version to be saved; false when the worker is gone.
    pub fn save(&self, version: Box<Version>) -> bool {
        self.wishes.as_ref().is_some_and(|w| w.send(Wish::Save(version)).is_ok())
    }

    /// Asks to look what somebody else made of the case file; [`Message::Disk`] is the answer.
    pub fn look(&self) {
        if let Some(wishes) = &self.wishes {
            // A worker that is gone is told where something is to be saved.
            let _ = wishes.send(Wish::Look);
        }
    }

    /// Waits until everything is saved; returns why the last version was not, when it was not.
    pub fn finish(mut self) -> Option<String> {
        self.wishes = None;
        let worker = self.worker.take()?;
        worker.join().unwrap_or_else(|_| Some("the worker that saves the case stopped unexpectedly".into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Annotation;

    fn with(case: &Case, id: &str) -> Case {
        let annotation = Annotation { id: id.into(), ..Annotation::default() };
        Case { annotations: case.annotations.iter().cloned().chain([annotation]).collect(), ..case.clone() }
    }

    fn ids(case: &Case) -> Vec<&str> {
        case.annotations.iter().map(|a| a.id.as_str()).collect()
    }

    #[test]
    fn work_that_panics_is_told_and_not_waited_for() {
        let found = guarded(|| -> Arc<Index> { panic!("index out of bounds") });
        let Message::NotAligned { generation: 7, error } = aligned(7, found) else {
            panic!("the main loop would wait for ever");
        };
        assert!(error.contains("index out of bounds"), "{error}");
        assert_eq!(guarded(|| 3), Ok(3));
    }

    #[test]
    fn what_another_program_wrote_survives_versions_made_before_the_model_saw_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("case.toml");
        let mut desk = Desk { file: CaseFile::new(&path), wanted: None, merges: 0, unseen: Vec::new() };
        let first = with(&Case::default(), "a-ours1");
        desk.save(Version { case: first.clone(), merges: 0, number: 1 }).unwrap();

        let (mut other, on_disk) = CaseFile::open(&path).unwrap();
        other.save(&with(&on_disk, "a-theirs")).unwrap();

        let second = with(&first, "a-ours2");
        let report = desk.save(Version { case: second.clone(), merges: 0, number: 2 }).unwrap();
        // The model typed on before it heard of the merge.
        let third = with(&second, "a-ours3");
        desk.save(Version { case: third.clone(), merges: 0, number: 3 }).unwrap();
        let (_, now) = CaseFile::open(&path).unwrap();
        assert_eq!(ids(&now), ["a-ours1", "a-theirs", "a-ours2", "a-ours3"]);
        // Once it has taken the merge in, what it deletes is deleted.
        let mut model = report.merge.unwrap().carry(&third);
        model.annotations.retain(|a| a.id != "a-theirs");
        desk.save(Version { case: model, merges: 1, number: 4 }).unwrap();
        let (_, now) = CaseFile::open(&path).unwrap();
        assert_eq!(ids(&now), ["a-ours1", "a-ours2", "a-ours3"]);
    }
}
