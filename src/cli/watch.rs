//! Notices that somebody else wrote the case file: one look at its entry in the folder every two seconds.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// The time between two looks.
const EVERY: Duration = Duration::from_secs(2);

/// What a file's entry says of its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    written: Option<SystemTime>,
    length: u64,
    number: u64,
}

/// A case file that is watched.
#[derive(Debug)]
pub(super) struct Watch {
    path: PathBuf,
    /// The stamp of the last look; none before the first, and none within where there was no file.
    seen: Option<Option<Stamp>>,
    due: Instant,
}

impl Watch {
    /// Begins to watch a file.
    pub(super) fn new(path: &Path, now: Instant) -> Watch {
        Watch { path: path.into(), seen: None, due: now + EVERY }
    }

    /// Returns when to look next.
    pub(super) fn due(&self) -> Instant {
        self.due
    }

    /// Looks, if it is time to, and returns whether the file may have other contents than at the last look.
    pub(super) fn has_changed(&mut self, now: Instant) -> bool {
        if now < self.due {
            return false;
        }
        self.due = now + EVERY;
        let stamp = stamp(&self.path);
        // A file that is not there yet is no news.
        let before = self.seen.replace(stamp).unwrap_or(None);
        before != stamp
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let entry = fs::metadata(path).ok()?;
    Some(Stamp { written: entry.modified().ok(), length: entry.len(), number: number(&entry) })
}

/// Returns the number of the file itself: an editor that saves by renaming puts another file in its place.
#[cfg(unix)]
fn number(entry: &fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    entry.ino()
}

#[cfg(not(unix))]
fn number(_entry: &fs::Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_file_is_noticed_and_rest_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let (path, other) = (dir.path().join("variorum.toml"), dir.path().join("other"));
        let mut now = Instant::now();
        let mut watch = Watch::new(&path, now);
        let mut look = || {
            now += EVERY;
            watch.has_changed(now)
        };
        assert!(!look(), "a case that was never saved");
        fs::write(&path, "one").unwrap();
        assert!(look());
        assert!(!look() && !look());
        fs::write(&other, "two").unwrap();
        fs::rename(&other, &path).unwrap();
        assert!(look(), "renamed over it");
        fs::write(&path, "three").unwrap();
        assert!(look(), "written in place");
        fs::remove_file(&path).unwrap();
        assert!(look() && !look());
        assert!(!watch.has_changed(now), "before it is time");
    }
}
