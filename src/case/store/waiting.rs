//! An article that came on standard input: it waits elsewhere and gets its place beside the case with the first save.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::case::Case;
use crate::files::{self, Disk};

/// The path of an entry that has no file yet.
const NO_FILE: &str = "-";

/// The text of standard input, which may still be on its way when the case file is opened.
#[derive(Debug, Clone, Default)]
pub struct Awaited(Arc<Mutex<Option<Waiting>>>);

impl Awaited {
    /// Says by which sum of bytes the article is known and in which file it waits.
    pub fn came(&self, bytes_sha256: &str, at: &Path) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Waiting::new(bytes_sha256, at));
    }

    /// Takes the article, once it came.
    pub(super) fn take(&self) -> Option<Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// An article that waits.
#[derive(Debug)]
pub(super) struct Waiting {
    bytes_sha256: String,
    /// Where its bytes lie; none once they are not needed any more.
    at: Option<PathBuf>,
    /// Its path relative to the case, once it has one.
    home: Option<String>,
}

impl Waiting {
    /// Names an article by its sum of bytes and the file in which it waits.
    pub(super) fn new(bytes_sha256: &str, at: &Path) -> Waiting {
        Waiting { bytes_sha256: bytes_sha256.into(), at: Some(at.into()), home: None }
    }

    /// Gives the entry of the article the path that it has from now on; the first time its bytes are put there.
    pub(super) fn settle(
        &mut self,
        case: &mut Case,
        disk: &dyn Disk,
        folder: &Path,
    ) -> Result<(), (&'static str, io::Error)> {
        let is_it = |path: &str, sum: &str| path == NO_FILE && sum == self.bytes_sha256;
        let Some(entry) = case.articles.iter_mut().find(|e| is_it(&e.path, &e.bytes_sha256)) else {
            return Ok(());
        };
        let home = match (&self.home, &self.at) {
            (Some(home), _) => home.clone(),
            (None, Some(at)) => {
                let bytes = disk.read(at).map_err(|e| ("reading the text of standard input", e))?;
                put(&bytes, &entry.id, disk, folder)?
            }
            (None, None) => return Ok(()),
        };
        self.home = Some(home.clone());
        entry.path = home;
        Ok(())
    }

    /// Removes the file in which it waited, once the case says where it is.
    pub(super) fn leave(&mut self) {
        if self.home.is_some()
            && let Some(at) = self.at.take()
        {
            // A copy that stays behind harms nobody.
            let _ = fs::remove_file(at);
        }
    }
}

/// Puts bytes into `articles/<id>.txt`, or the first of `<id>-2.txt` and so on that is free or holds the same.
fn put(bytes: &[u8], id: &str, disk: &dyn Disk, folder: &Path) -> Result<String, (&'static str, io::Error)> {
    let articles = folder.join("articles");
    fs::create_dir_all(&articles).map_err(|e| ("making the folder articles", e))?;
    let mut number = 1;
    loop {
        let name = if number == 1 { format!("{id}.txt") } else { format!("{id}-{number}.txt") };
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
    use crate::case::ArticleEntry;
    use crate::files::Real;

    #[test]
    fn an_article_without_a_file_never_takes_the_place_of_one_that_has() {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().join("waits");
        fs::write(&at, "Nine people.").unwrap();
        fs::create_dir(dir.path().join("articles")).unwrap();
        fs::write(dir.path().join("articles/stdin.txt"), "mine").unwrap();
        let entry = |sum: &str| ArticleEntry {
            id: "stdin".into(),
            path: "-".into(),
            bytes_sha256: sum.into(),
            ..ArticleEntry::default()
        };
        let start = Case { articles: vec![entry("other"), entry("sum")], ..Case::default() };
        let mut waiting = Waiting::new("sum", &at);
        for _ in 0..2 {
            let mut case = start.clone();
            waiting.settle(&mut case, &Real, dir.path()).unwrap();
            assert_eq!(case.articles[0].path, "-", "an article that came some other time");
            assert_eq!(case.articles[1].path, "articles/stdin-2.txt");
            waiting.leave();
        }
        assert_eq!(fs::read_to_string(dir.path().join("articles/stdin.txt")).unwrap(), "mine");
        assert_eq!(fs::read_to_string(dir.path().join("articles/stdin-2.txt")).unwrap(), "Nine people.");
        assert!(!at.exists());
    }
}
