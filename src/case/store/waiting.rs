//! Articles that came without a file, from an address, on standard input or pasted: their bytes wait in the state directory
//! and get their place beside the case with the next save.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tempfile::TempPath;

use crate::article::load::{Input, Source, has_no_file};
use crate::article::{self, Format};
use crate::case::{ArticleEntry, Case};
use crate::files::{self, Disk};

/// Why bytes cannot wait.
#[derive(Debug, thiserror::Error)]
#[error("{place}: what has no file of its own cannot be kept ({why}); save it to a file and open that")]
pub struct KeepError {
    place: String,
    why: String,
}

/// Where bytes wait until the case is saved; all handles mean the same room.
#[derive(Debug, Clone, Default)]
pub struct WaitingRoom(Arc<Mutex<Room>>);

#[derive(Debug, Default)]
struct Room {
    folder: Option<PathBuf>,
    waiting: Vec<Waiting>,
    /// Files of this session; they are gone with it.
    files: Vec<TempPath>,
}

/// Bytes that wait.
#[derive(Debug)]
struct Waiting {
    bytes_sha256: String,
    /// Where they lie; none once they are not needed any more.
    at: Option<PathBuf>,
    /// What their file is called behind the id of the article, as in `.html`.
    ending: String,
    /// Its path relative to the case, once it has one.
    home: Option<String>,
}

impl WaitingRoom {
    /// Makes a room in a state directory.
    pub fn new(state: Option<&Path>) -> WaitingRoom {
        let folder = state.map(|state| state.join("waiting"));
        WaitingRoom(Arc::new(Mutex::new(Room { folder, ..Room::default() })))
    }

    /// Lets the bytes of a source wait, unless it is a file; those of a later version are told apart by their day.
    ///
    /// # Errors
    /// They cannot be written there.
    pub fn keep(&self, source: &Source, format: Format, day: Option<&str>) -> Result<(), KeepError> {
        let ending = match (&source.input, format) {
            (Input::File(_), _) => return Ok(()),
            // Nobody called it Markdown.
            (Input::Stdin | Input::Pasted { .. }, Format::Markdown) => "txt",
            _ => format.ending(&source.bytes),
        };
        let ending = day.map_or_else(|| format!(".{ending}"), |day| format!(".{day}.{ending}"));
        let bytes_sha256 = article::sha256(&source.bytes);
        let mut room = self.room();
        if room.waiting.iter().any(|w| w.bytes_sha256 == bytes_sha256) {
            return Ok(());
        }
        let kept = room.write(&source.bytes, &ending)?;
        let at = Some(kept.to_path_buf());
        room.files.push(kept);
        room.waiting.push(Waiting { bytes_sha256, at, ending, home: None });
        Ok(())
    }

    /// Names bytes that lie in a file already, by their sum.
    pub fn expect(&self, bytes_sha256: &str, at: &Path) {
        let (bytes_sha256, at) = (bytes_sha256.to_owned(), Some(at.to_owned()));
        self.room().waiting.push(Waiting { bytes_sha256, at, ending: ".txt".into(), home: None });
    }

    /// Reads the bytes of that sum, from where they wait or from their place beside the case.
    pub fn bytes(&self, bytes_sha256: &str, case_folder: &Path) -> Option<io::Result<Vec<u8>>> {
        let room = self.room();
        let waiting = room.waiting.iter().find(|w| w.bytes_sha256 == bytes_sha256)?;
        let home = waiting.home.as_ref().map(|home| case_folder.join(home));
        let at = waiting.at.clone().or(home)?;
        drop(room);
        Some(fs::read(at))
    }

    /// Ends the room: what still waits is gone.
    pub fn close(&self) {
        self.room().files.clear();
    }

    /// Ends the room and leaves what still waits where it is; returns the places.
    pub fn leave_behind(&self) -> Vec<PathBuf> {
        let files = std::mem::take(&mut self.room().files);
        files.into_iter().filter(|file| file.exists()).filter_map(|file| file.keep().ok()).collect()
    }

    /// Gives the entries of articles that waited the paths that they have from now on; the first time their bytes are put there.
    pub(super) fn settle(
        &self,
        case: &mut Case,
        disk: &dyn Disk,
        folder: &Path,
    ) -> Result<(), (&'static str, io::Error)> {
        let mut room = self.room();
        room.waiting.iter_mut().try_for_each(|waiting| waiting.settle(&mut case.articles, disk, folder))
    }

    /// Removes the files in which bytes waited, once the case says where they are.
    pub(super) fn settled(&self) {
        for waiting in &mut self.room().waiting {
            if waiting.home.is_some()
                && let Some(at) = waiting.at.take()
            {
                // A copy that stays behind harms nobody.
                let _ = fs::remove_file(at);
            }
        }
    }

    fn room(&self) -> MutexGuard<'_, Room> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    fn write(&self, bytes: &[u8], ending: &str) -> Result<TempPath, KeepError> {
        let Some(folder) = &self.folder else {
            let (place, why) = ("the state directory".into(), "there is none".into());
            return Err(KeepError { place, why });
        };
        let write = || {
            fs::create_dir_all(folder)?;
            let mut kept = tempfile::Builder::new().prefix("waits-").suffix(ending).tempfile_in(folder)?;
            kept.write_all(bytes)?;
            io::Result::Ok(kept.into_temp_path())
        };
        write().map_err(|error| KeepError { place: folder.display().to_string(), why: error.to_string() })
    }
}

impl Waiting {
    fn settle(
        &mut self,
        entries: &mut [ArticleEntry],
        disk: &dyn Disk,
        folder: &Path,
    ) -> Result<(), (&'static str, io::Error)> {
        let is_it = |e: &ArticleEntry| has_no_file(&e.path) && e.bytes_sha256 == self.bytes_sha256;
        // What an article was before it came anew is evidence as well.
        let was_it = |e: &ArticleEntry| self.home.is_none() && e.previous.contains(&self.bytes_sha256);
        let Some(entry) = entries.iter().find(|e| is_it(e)).or_else(|| entries.iter().find(|e| was_it(e)))
        else {
            return Ok(());
        };
        let home = match (&self.home, &self.at) {
            (Some(home), _) => home.clone(),
            (None, Some(at)) => {
                let bytes = disk.read(at).map_err(|e| ("reading an article that waits for its place", e))?;
                put(&bytes, &entry.id, &self.ending, disk, folder)?
            }
            (None, None) => return Ok(()),
        };
        for entry in entries.iter_mut().filter(|e| is_it(e)) {
            entry.path.clone_from(&home);
        }
        self.home = Some(home);
        Ok(())
    }
}

/// Puts bytes into `articles/<id>.txt`, or the first of `<id>-2.txt` and so on that is free or holds the same.
fn put(
    bytes: &[u8],
    id: &str,
    ending: &str,
    disk: &dyn Disk,
    folder: &Path,
) -> Result<String, (&'static str, io::Error)> {
    let articles = folder.join("articles");
    fs::create_dir_all(&articles).map_err(|e| ("making the folder articles", e))?;
    let mut number = 1;
    loop {
        let name = if number == 1 { format!("{id}{ending}") } else { format!("{id}-{number}{ending}") };
        let path = articles.join(&name);
        match files::create_new(disk, &path, bytes) {
            Err((_, error)) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|()| format!("articles/{name}")),
        }
        if disk.read(&path).is_ok_and(|present| present == bytes) {
            return Ok(format!("articles/{name}"));
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Told;
    use crate::files::Real;

    fn entry(id: &str, path: &str, bytes: &str) -> ArticleEntry {
        let bytes_sha256 = article::sha256(bytes.as_bytes());
        ArticleEntry { id: id.into(), path: path.into(), bytes_sha256, ..ArticleEntry::default() }
    }

    fn page(address: &str, bytes: &str) -> Source {
        Source { input: Input::Url(address.into()), bytes: bytes.into(), told: Told::default() }
    }

    #[test]
    fn an_article_without_a_file_never_takes_the_place_of_one_that_has() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("articles")).unwrap();
        fs::write(dir.path().join("articles/stdin.txt"), "mine").unwrap();
        let entries = vec![entry("stdin", "-", "other"), entry("stdin", "-", "Nine people.")];
        let start = Case { articles: entries, ..Case::default() };
        let room = WaitingRoom::new(Some(&dir.path().join("state")));
        let source = Source { input: Input::Stdin, ..page("", "Nine people.") };
        room.keep(&source, Format::Markdown, None).unwrap();
        for _ in 0..2 {
            let mut case = start.clone();
            room.settle(&mut case, &Real, dir.path()).unwrap();
            assert_eq!(case.articles[0].path, "-", "an article that came some other time");
            assert_eq!(case.articles[1].path, "articles/stdin-2.txt");
            room.settled();
        }
        assert_eq!(fs::read_to_string(dir.path().join("articles/stdin.txt")).unwrap(), "mine");
        assert_eq!(fs::read_to_string(dir.path().join("articles/stdin-2.txt")).unwrap(), "Nine people.");
        assert_eq!(fs::read_dir(dir.path().join("state/waiting")).unwrap().count(), 0);
        let sum = article::sha256(b"Nine people.");
        assert_eq!(room.bytes(&sum, dir.path()).unwrap().unwrap(), b"Nine people.");
    }

    #[test]
    fn every_version_of_a_page_is_kept_under_a_name_of_its_own() {
        let dir = tempfile::tempdir().unwrap();
        let room = WaitingRoom::new(Some(dir.path()));
        let address = "https://paper.example/mill";
        for (text, day) in [("Nine.", None), ("Ten.", Some("2026-03-15")), ("Eleven.", Some("2026-03-15"))] {
            room.keep(&page(address, text), Format::Html, day).unwrap();
        }
        let previous = vec![article::sha256(b"Nine."), article::sha256(b"Ten.")];
        let now = ArticleEntry { previous, ..entry("mill", address, "Eleven.") };
        let mut case = Case { articles: vec![now], ..Case::default() };
        room.settle(&mut case, &Real, dir.path()).unwrap();
        assert_eq!(case.articles[0].path, "articles/mill-2.2026-03-15.html");
        let read = |name: &str| fs::read_to_string(dir.path().join("articles").join(name)).unwrap();
        assert_eq!(read("mill.html"), "Nine.");
        assert_eq!(read("mill.2026-03-15.html"), "Ten.");
        assert_eq!(read("mill-2.2026-03-15.html"), "Eleven.");
        case.articles[0] = entry("mill", address, "Nine.");
        room.settle(&mut case, &Real, dir.path()).unwrap();
        assert_eq!(case.articles[0].path, "articles/mill.html", "what is undone is found again");
    }

    #[test]
    fn what_was_not_annotated_is_gone_with_the_session_unless_it_is_left_behind() {
        let dir = tempfile::tempdir().unwrap();
        let room = WaitingRoom::new(Some(dir.path()));
        room.keep(&page("https://a.example", "Nine."), Format::Html, None).unwrap();
        room.close();
        assert_eq!(fs::read_dir(dir.path().join("waiting")).unwrap().count(), 0);
        room.keep(&page("https://a.example", "Ten."), Format::Html, None).unwrap();
        let left = room.leave_behind();
        assert_eq!(fs::read_to_string(&left[0]).unwrap(), "Ten.");
        let nowhere = WaitingRoom::default().keep(&page("https://a.example", "x"), Format::Html, None);
        assert!(nowhere.unwrap_err().to_string().contains("save it to a file"));
    }
}
