//! The case file: read with good errors, written so that all that is not ours survives.
//!
//! A save locks, reads the file again, merges what someone else changed, edits only what differs in the parsed
//! document, reads that back, writes a new file beside the old one and renames it over it.

use std::fs::Permissions;
use std::io;
use std::path::{Path, PathBuf};

use toml_edit::DocumentMut;

use super::merge::{self, Renamed};
use super::{Case, ids};
use crate::files::{self, Disk, Real};

use text::Text;

pub use error::StoreError;
pub use waiting::{KeepError, WaitingRoom};

mod document;
mod error;
mod parse;
mod text;
mod waiting;

/// The name of the format.
pub const FORMAT: &str = "variorum-case";
/// The newest version that this program writes.
pub const VERSION: u64 = 1;

/// A case file and what is known of its contents.
#[derive(Debug)]
pub struct CaseFile {
    path: PathBuf,
    disk: Box<dyn Disk>,
    /// The bytes that were read or written last; none before the file exists.
    bytes: Option<Vec<u8>>,
    /// Its mode, in case it has to be made again.
    mode: Option<Permissions>,
    /// The model of those bytes.
    base: Case,
    /// What somebody else wrote last: the bytes and the case. Whoever undoes everything gets them back to the letter,
    /// also where this program writes the same value in another way.
    found: Option<(Vec<u8>, Case)>,
    /// Annotations that were taken out in this session.
    removed: document::Removed,
    /// Articles that came without files of their own.
    room: WaitingRoom,
    read_only: Option<String>,
}

/// What a save did beside writing.
#[derive(Debug, Default, PartialEq)]
pub struct Saved {
    /// The case as it is now, when the file had changed on disk and both were merged.
    pub merged: Option<Case>,
    /// Annotations that both sides had changed; both versions are kept.
    pub clashes: Vec<String>,
    /// What of ours has another id in the merged case.
    pub renamed: Renamed,
    /// What the reader should know although the file is written.
    pub warning: Option<String>,
}

impl CaseFile {
    /// Names a case file that does not exist yet; nothing is written before the first save.
    pub fn new(path: &Path) -> CaseFile {
        CaseFile {
            path: path.into(),
            disk: Box::new(Real),
            bytes: None,
            mode: None,
            base: Case::default(),
            found: None,
            removed: document::Removed::default(),
            room: WaitingRoom::default(),
            read_only: None,
        }
    }

    /// Reads a case file.
    ///
    /// # Errors
    /// It cannot be read, is no TOML, or is no case.
    pub fn open(path: &Path) -> Result<(CaseFile, Case), StoreError> {
        let mut file = CaseFile::new(path);
        let unreadable = |error| StoreError::Unreadable { path: path.into(), error };
        let bytes = file.disk.read(path).map_err(unreadable)?;
        let (case, version) = parse::case(path, &bytes)?;
        if version > VERSION {
            let newer = "was written by a newer program";
            file.read_only =
                Some(format!("{newer} (version {version}, this one writes {VERSION}); it opens read-only"));
        }
        file.mode = file.disk.mode(path).ok();
        file.found = Some((bytes.clone(), case.clone()));
        file.bytes = Some(bytes);
        file.base = case.clone();
        Ok((file, case))
    }

    /// Returns the ids that several records of one sort have in the file, as `("annotation", id)`; reading gave all but the
    /// first another one.
    pub fn repeated_ids(&self) -> Vec<(&'static str, String)> {
        self.bytes.as_deref().map_or_else(Vec::new, |bytes| parse::repeated_ids(&self.path, bytes))
    }

    /// Lets the saves make their calls through another disk, as tests of failing disks do.
    #[must_use]
    pub fn on(mut self, disk: Box<dyn Disk>) -> CaseFile {
        self.disk = disk;
        self
    }

    /// Names the room in which articles without a file wait: a save moves those that the case has to `articles/<id>.txt`.
    #[must_use]
    pub fn waits_in(mut self, room: &WaitingRoom) -> CaseFile {
        self.room = room.clone();
        self
    }

    /// Returns the room in which articles without a file wait.
    pub fn waiting_room(&self) -> &WaitingRoom {
        &self.room
    }

    /// Returns the path as it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns why the file may not be written, when it may not.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// Saves a case.
    ///
    /// # Errors
    /// The file on disk is broken, or a step of writing failed; the old file is then as it was.
    pub fn save(&mut self, case: &Case) -> Result<Saved, StoreError> {
        if let Some(reason) = &self.read_only {
            return Err(StoreError::ReadOnly { path: self.path.clone(), reason: reason.clone() });
        }
        let target = self.disk.real_path(&self.path).map_err(|e| self.failed("following the link", e))?;
        let _lock = files::lock(&*self.disk, &target).map_err(|e| self.failed("locking", e))?;
        let on_disk = match self.disk.read(&target) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(self.failed("reading the file again", error)),
        };
        let mut case = self.settle(case)?;
        let mut saved = Saved::default();
        let theirs = match &on_disk {
            Some(bytes) if self.bytes.as_ref() != Some(bytes) => Some(self.theirs(bytes)?),
            _ => None,
        };
        if let Some(theirs) = &theirs {
            let merged = merge::three_way(&self.base, &case, theirs);
            case = merged.case;
            saved.merged = Some(case.clone());
            (saved.clashes, saved.renamed) = (merged.clashes, merged.renamed);
        }
        // A file that vanished is written again with all that was in it.
        let under = on_disk.as_deref().or(self.bytes.as_deref()).unwrap_or_default();
        let mut removed = self.removed.clone();
        let found = match (&theirs, &on_disk) {
            (Some(theirs), Some(bytes)) => Some((bytes.clone(), theirs.clone())),
            _ => self.found.take(),
        };
        let bytes = match &found {
            Some((bytes, found)) if *found == case => Ok(bytes.clone()),
            _ => self.written(under, theirs.as_ref().unwrap_or(&self.base), &case, &mut removed),
        };
        self.found = found;
        let bytes = self.checked(bytes?, &case)?;
        if on_disk.as_ref() != Some(&bytes) {
            let replaced = files::replace(&*self.disk, &target, &bytes, self.mode.as_ref());
            let unsure = replaced.map_err(|(step, error)| self.failed(step, error))?;
            saved.warning = unsure.map(|error| {
                let path = self.path.display();
                format!("{path}: is written, but the disk does not confirm it ({error}); keep a copy of it")
            });
        }
        self.bytes = Some(bytes);
        self.base = case;
        self.removed = removed;
        self.mode = self.disk.mode(&target).ok().or(self.mode.take());
        self.room.settled();
        Ok(saved)
    }

    /// Returns the case as it was read or saved last.
    pub fn base(&self) -> &Case {
        &self.base
    }

    /// Reads what somebody else wrote since, and merges it with a version of the case; nothing is written, and nothing
    /// returned when the file is as this program left it.
    ///
    /// # Errors
    /// The file is gone, broken, or of a newer program; what was known of it stays.
    pub fn take_in(&mut self, ours: &Case) -> Result<Option<Saved>, StoreError> {
        let bytes = self.disk.read(&self.path);
        let bytes = bytes.map_err(|error| StoreError::Unreadable { path: self.path.clone(), error })?;
        if self.bytes.as_ref() == Some(&bytes) {
            return Ok(None);
        }
        let theirs = self.theirs(&bytes)?;
        let merged = merge::three_way(&self.base, ours, &theirs);
        self.found = Some((bytes.clone(), theirs.clone()));
        self.bytes = Some(bytes);
        self.base = theirs;
        let (clashes, renamed) = (merged.clashes, merged.renamed);
        Ok(Some(Saved { merged: Some(merged.case), clashes, renamed, warning: None }))
    }

    fn failed(&self, step: &'static str, error: io::Error) -> StoreError {
        StoreError::Unwritable { path: self.path.clone(), step, error }
    }

    /// Returns a case whose records have ids, and whose waiting articles lie beside it.
    fn settle(&self, case: &Case) -> Result<Case, StoreError> {
        let mut case = case.clone();
        ids::complete(&mut case);
        let settled = self.room.settle(&mut case, &*self.disk, files::folder(&self.path));
        settled.map_err(|(step, error)| self.failed(step, error))?;
        Ok(case)
    }

    /// Reads what somebody else wrote meanwhile.
    fn theirs(&self, bytes: &[u8]) -> Result<Case, StoreError> {
        let (theirs, version) = parse::case(&self.path, bytes)?;
        if version > VERSION {
            let reason = "was meanwhile written by a newer program; nothing was saved".to_owned();
            return Err(StoreError::ReadOnly { path: self.path.clone(), reason });
        }
        Ok(theirs)
    }

    /// Returns the bytes of the file with everything that differs between two cases changed in it.
    fn written(
        &self,
        under: &[u8],
        old: &Case,
        new: &Case,
        removed: &mut document::Removed,
    ) -> Result<Vec<u8>, StoreError> {
        let text = Text::of(&self.path, under)?;
        let mut document = text.body.parse::<DocumentMut>().map_err(|error| {
            let message = error.to_string();
            StoreError::Broken { path: self.path.clone(), error: Box::new(serde::de::Error::custom(message)) }
        })?;
        document::update(&mut document, old, new, removed);
        Ok(text.back(&document.to_string()))
    }

    /// Returns the bytes once they read back as the case; a mistake of ours must not cost the reader a word.
    fn checked(&self, bytes: Vec<u8>, case: &Case) -> Result<Vec<u8>, StoreError> {
        match parse::case(&self.path, &bytes) {
            Ok((back, _)) if back == *case => Ok(bytes),
            Err(error @ StoreError::Kinds { .. }) => Err(error),
            _ => Err(StoreError::Garbled { path: self.path.clone() }),
        }
    }
}
