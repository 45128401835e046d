//! A disk that fails at any step of a save: afterwards the old file is there or the new one, and nothing is lost.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::NamedTempFile;
use variorum::case::store::{CaseFile, Saved, StoreError};
use variorum::case::{Annotation, ArticleEntry, Case};
use variorum::files::{Disk, Real};

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    /// It does nothing.
    Before,
    /// It does what it should and says that it did not.
    After,
    /// It does a half, where there are halves: the disk is full.
    Half,
}

/// A disk whose call of one number fails; after a crash all later ones fail too.
#[derive(Debug, Clone)]
struct Failing {
    calls: Arc<AtomicUsize>,
    at: usize,
    fault: Fault,
    crash: bool,
}

impl Failing {
    fn call<T>(&self, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let number = self.calls.fetch_add(1, Ordering::SeqCst);
        let broken = || io::Error::other("broken on purpose");
        match number.cmp(&self.at) {
            std::cmp::Ordering::Greater if self.crash => Err(broken()),
            std::cmp::Ordering::Equal => {
                if self.fault == Fault::After {
                    work()?;
                }
                Err(broken())
            }
            _ => work(),
        }
    }
}

impl Disk for Failing {
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.call(|| Real.real_path(path))
    }

    fn lock(&self, path: &Path) -> io::Result<File> {
        self.call(|| Real.lock(path))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call(|| Real.read(path))
    }

    fn mode(&self, path: &Path) -> io::Result<Permissions> {
        self.call(|| Real.mode(path))
    }

    fn create(&self, folder: &Path, prefix: &str, private: bool) -> io::Result<NamedTempFile> {
        self.call(|| Real.create(folder, prefix, private))
    }

    fn set_mode(&self, file: &File, mode: &Permissions) -> io::Result<()> {
        self.call(|| Real.set_mode(file, mode))
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if self.fault == Fault::Half && self.calls.load(Ordering::SeqCst) == self.at {
            file.write_all(&bytes[..bytes.len() / 2])?;
        }
        self.call(|| Real.write(file, bytes))
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.call(|| Real.sync(file))
    }

    fn rename(&self, file: NamedTempFile, target: &Path) -> io::Result<()> {
        self.call(|| Real.rename(file, target))
    }

    fn rename_new(&self, file: NamedTempFile, target: &Path) -> io::Result<()> {
        self.call(|| Real.rename_new(file, target))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(|| Real.sync_folder(folder))
    }
}

const OLD: &str =
    "format = \"variorum-case\"\nversion = 1\n# ours\n[[annotation]]\nid = \"a-00000001\" # first\n";
const STDIN: &str = "Nine people were hurt.\n";

fn add(case: &Case, id: &str) -> Case {
    let annotation = Annotation { id: id.into(), ..Annotation::default() };
    Case { annotations: case.annotations.iter().cloned().chain([annotation]).collect(), ..case.clone() }
}

/// What the save meets.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Scene {
    /// A case that nobody else touched.
    Old,
    /// No case yet.
    New,
    /// Another program wrote meanwhile.
    Merged,
    /// The file is gone.
    Vanished,
    /// An article waits for the first save.
    Waiting,
}

/// Makes the scene in a folder; returns the open file and the case that is to be saved.
fn set(scene: Scene, folder: &Path) -> (CaseFile, Case) {
    let path = folder.join("variorum.toml");
    if matches!(scene, Scene::New | Scene::Waiting) {
        let file = CaseFile::new(&path);
        let mut case = add(&Case::default(), "a-00000002");
        if scene == Scene::Waiting {
            let sum = variorum::article::sha256(STDIN.as_bytes());
            fs::create_dir(folder.join("state")).unwrap();
            fs::write(folder.join("state/waits"), STDIN).unwrap();
            file.waiting_room().expect(&sum, &folder.join("state/waits"));
            let (id, path) = ("stdin".into(), "-".into());
            case.articles.push(ArticleEntry { id, path, bytes_sha256: sum, ..ArticleEntry::default() });
        }
        return (file, case);
    }
    fs::write(&path, OLD).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
    let (file, case) = CaseFile::open(&path).unwrap();
    match scene {
        Scene::Merged => fs::write(&path, format!("{OLD}note = \"theirs\"\n")).unwrap(),
        Scene::Vanished => fs::remove_file(&path).unwrap(),
        _ => {}
    }
    (file, add(&case, "a-00000002"))
}

fn contents(folder: &Path) -> Option<String> {
    fs::read_to_string(folder.join("variorum.toml")).ok()
}

/// Holds a folder against the promise, after a save came back.
fn assert_kept(
    scene: Scene,
    folder: &Path,
    old: &Option<String>,
    new: &str,
    result: &Result<Saved, StoreError>,
) {
    let now = contents(folder);
    match result {
        Ok(_) => assert_eq!(now.as_deref(), Some(new)),
        Err(_) => assert!(now == *old || now.as_deref() == Some(new), "neither old nor new: {now:?}"),
    }
    if now.is_some() && matches!(scene, Scene::Old | Scene::Merged | Scene::Vanished) {
        let mode = fs::metadata(folder.join("variorum.toml")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640, "nobody else can read it");
    }
    if scene == Scene::Waiting {
        let kept = fs::read_to_string(folder.join("articles/stdin.txt"));
        let waits = fs::read_to_string(folder.join("state/waits"));
        assert!(
            kept.is_ok_and(|t| t == STDIN) || waits.is_ok_and(|t| t == STDIN),
            "the article is somewhere"
        );
    }
    let names = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let ours = ["variorum.toml", ".variorum.toml.lock", "articles", "state"];
    let strange: Vec<String> = names.filter(|n| !ours.contains(&n.as_str())).collect();
    assert!(strange.is_empty(), "left behind: {strange:?}");
}

#[test]
fn whatever_call_of_a_save_fails_the_old_file_is_there_or_the_new_one() {
    for scene in [Scene::Old, Scene::New, Scene::Merged, Scene::Vanished, Scene::Waiting] {
        let dir = tempfile::tempdir().unwrap();
        let (mut file, case) = set(scene, dir.path());
        file.save(&case).unwrap();
        let new = contents(dir.path()).unwrap();
        for (fault, crash) in [
            (Fault::Before, false),
            (Fault::After, false),
            (Fault::Half, false),
            (Fault::Before, true),
            (Fault::After, true),
        ] {
            let mut reached = 0;
            for at in 0.. {
                let dir = tempfile::tempdir().unwrap();
                let (file, case) = set(scene, dir.path());
                let old = contents(dir.path());
                let calls = Arc::new(AtomicUsize::new(0));
                let failing = Failing { calls: Arc::clone(&calls), at, fault, crash };
                let mut file = file.on(Box::new(failing));
                let result = file.save(&case);
                assert_kept(scene, dir.path(), &old, &new, &result);
                if calls.load(Ordering::SeqCst) <= at {
                    break;
                }
                reached += 1;
                if crash {
                    reopen(dir.path(), &old);
                } else {
                    save_again(&mut file, &case, dir.path());
                }
            }
            assert!(reached >= 9, "{scene:?}: only {reached} calls were made to fail");
        }
    }
}

/// After a crash the next program reads what is there and goes on.
fn reopen(folder: &Path, old: &Option<String>) {
    let path = folder.join("variorum.toml");
    if contents(folder).is_none() {
        assert!(old.is_none());
        return;
    }
    let (mut file, case) = CaseFile::open(&path).unwrap();
    file.save(&add(&case, "a-00000003")).unwrap();
    let (_, now) = CaseFile::open(&path).unwrap();
    assert_eq!(now.annotations.len(), case.annotations.len() + 1);
}

/// Once the disk is sound again the same program saves all that it has, also what it was told not to be saved.
fn save_again(file: &mut CaseFile, case: &Case, folder: &Path) {
    let saved = file.save(&add(case, "a-00000003")).unwrap();
    let (_, now) = CaseFile::open(&folder.join("variorum.toml")).unwrap();
    let ids: Vec<&str> = now.annotations.iter().map(|a| a.id.as_str()).collect();
    assert!(ids.ends_with(&["a-00000002", "a-00000003"]), "{ids:?}");
    assert!(saved.clashes.is_empty());
    if let Some(entry) = now.articles.first() {
        assert_eq!(entry.path, "articles/stdin.txt");
        assert_eq!(fs::read_to_string(folder.join(&entry.path)).unwrap(), STDIN);
        assert!(!folder.join("articles/stdin-2.txt").exists());
    }
}

#[test]
fn a_folder_that_the_disk_does_not_confirm_is_a_warning_and_not_a_loss() {
    let dir = tempfile::tempdir().unwrap();
    let (file, case) = set(Scene::Merged, dir.path());
    // The calls of this save: path, lock, read, mode, create, mode, write, sync, rename, folder.
    let failing = Failing { calls: Arc::default(), at: 9, fault: Fault::Before, crash: false };
    let mut file = file.on(Box::new(failing));
    let saved = file.save(&case).unwrap();
    assert!(saved.warning.is_some_and(|w| w.contains("variorum.toml") && w.contains("confirm")));
    let merged = saved.merged.expect("the model hears of the merge");
    assert_eq!(merged.annotations[0].note, "theirs");
    assert_eq!(file.save(&merged).unwrap(), Saved::default(), "the file is as the program knows it");
}

#[test]
fn a_folder_that_vanished_costs_nothing_once_it_is_back() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("case");
    fs::create_dir(&folder).unwrap();
    let (mut file, case) = set(Scene::Old, &folder);
    fs::remove_dir_all(&folder).unwrap();
    assert!(matches!(file.save(&case), Err(StoreError::Unwritable { .. })));
    fs::create_dir(&folder).unwrap();
    file.save(&case).unwrap();
    let text = contents(&folder).unwrap();
    assert!(text.contains("# ours") && text.contains("# first") && text.contains("a-00000002"), "{text}");
}
