//! The case file: read with good errors, written so that all that is not ours survives.
//!
//! A save locks, reads the file again, merges what someone else changed, edits only what differs in the parsed
//! document, writes a new file beside the old one and renames it over it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml_edit::DocumentMut;

use super::{Case, merge, wire};
use crate::files;

mod document;

/// The name of the format.
pub const FORMAT: &str = "variorum-case";
/// The newest version that this program writes.
pub const VERSION: u64 = 1;

/// A case file and what is known of its contents.
#[derive(Debug)]
pub struct CaseFile {
    path: PathBuf,
    /// The bytes that were read or written last; none before the file exists.
    bytes: Option<Vec<u8>>,
    /// The model of those bytes.
    base: Case,
    read_only: Option<String>,
}

/// What a save did beside writing.
#[derive(Debug, Default, PartialEq)]
pub struct Saved {
    /// The case as it is now, when the file had changed on disk and both were merged.
    pub merged: Option<Case>,
    /// Annotations that both sides had changed; both versions are kept.
    pub clashes: Vec<String>,
}

/// Why a case file could not be read or written; each says what, where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot be read.
    #[error("{path}: cannot be read ({error})")]
    Unreadable {
        /// The case file.
        path: PathBuf,
        /// What the operating system said.
        error: io::Error,
    },
    /// It is no TOML, or not of the shape of a case.
    #[error("{path}: {error}Mend it in an editor; nothing was written.")]
    Broken {
        /// The case file.
        path: PathBuf,
        /// Where and why, with the line.
        error: Box<toml::de::Error>,
    },
    /// It is TOML, but no case.
    #[error(
        "{path}: is not a case file: it does not say format = \"{FORMAT}\"; open articles instead, or name another file with --case"
    )]
    NotACase {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be written.
    #[error(
        "{path}: could not be saved: {step} failed ({error}); your annotations are kept in the program, save again once that is mended"
    )]
    Unwritable {
        /// The case file.
        path: PathBuf,
        /// The step of the save.
        step: &'static str,
        /// What the operating system said.
        error: io::Error,
    },
    /// It may not be written.
    #[error("{path}: {reason}")]
    ReadOnly {
        /// The case file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

impl CaseFile {
    /// Names a case file that does not exist yet; nothing is written before the first save.
    pub fn new(path: &Path) -> CaseFile {
        CaseFile { path: path.into(), bytes: None, base: Case::default(), read_only: None }
    }

    /// Reads a case file.
    ///
    /// # Errors
    /// It cannot be read, is no TOML, or is no case.
    pub fn open(path: &Path) -> Result<(CaseFile, Case), StoreError> {
        let bytes = fs::read(path).map_err(|error| StoreError::Unreadable { path: path.into(), error })?;
        let (case, version) = parse(path, &bytes)?;
        let read_only = (version > VERSION).then(|| {
            format!("was written by a newer program (version {version}, this one writes {VERSION}); it opens read-only")
        });
        let file = CaseFile { path: path.into(), bytes: Some(bytes), base: case.clone(), read_only };
        Ok((file, case))
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
        let unwritable = |step, error| StoreError::Unwritable { path: self.path.clone(), step, error };
        let target = files::real_path(&self.path).map_err(|e| unwritable("following the link", e))?;
        let _lock = files::lock(&target).map_err(|e| unwritable("locking", e))?;
        let disk = match fs::read(&target) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(unwritable("reading the file again", error)),
        };
        let mut saved = Saved::default();
        let mut case = case.clone();
        let known = match &disk {
            Some(bytes) if self.bytes.as_ref() != Some(bytes) => {
                let (theirs, version) = parse(&self.path, bytes)?;
                if version > VERSION {
                    let reason = "was meanwhile written by a newer program; nothing was saved".to_owned();
                    return Err(StoreError::ReadOnly { path: self.path.clone(), reason });
                }
                let merged = merge::three_way(&self.base, &case, &theirs);
                saved.clashes = merged.clashes;
                saved.merged = Some(merged.case.clone());
                case = merged.case;
                theirs
            }
            Some(_) => self.base.clone(),
            // A file that vanished is written whole.
            None => Case::default(),
        };
        let bytes = self.written(disk.as_deref(), &known, &case)?;
        files::replace(&target, &bytes).map_err(|(step, error)| unwritable(step, error))?;
        self.bytes = Some(bytes);
        self.base = case;
        Ok(saved)
    }

    /// Returns the bytes of the file with everything that differs between two cases changed in it.
    fn written(&self, disk: Option<&[u8]>, old: &Case, new: &Case) -> Result<Vec<u8>, StoreError> {
        let text = Text::of(disk.unwrap_or_default());
        let mut document = text.body.parse::<DocumentMut>().map_err(|error| {
            let message = error.to_string();
            StoreError::Broken { path: self.path.clone(), error: Box::new(serde::de::Error::custom(message)) }
        })?;
        document::update(&mut document, old, new);
        Ok(text.back(&document.to_string()))
    }
}

fn parse(path: &Path, bytes: &[u8]) -> Result<(Case, u64), StoreError> {
    let text = Text::of(bytes);
    let broken = |error| StoreError::Broken { path: path.into(), error: Box::new(error) };
    // A TOML file that is no case deserves a better answer than "missing field".
    let table: toml::Table = text.body.parse().map_err(broken)?;
    if table.get("format").and_then(|f| f.as_str()) != Some(FORMAT) {
        return Err(StoreError::NotACase { path: path.into() });
    }
    let file: wire::File = toml::from_str(&text.body).map_err(broken)?;
    debug_assert_eq!(file.format, FORMAT);
    let case = Case {
        id: file.case.id,
        title: file.case.title,
        created: file.case.created,
        articles: file.articles,
        kinds: file.kinds,
        annotations: file.annotations,
        asides: file.asides,
        ties: file.ties,
    };
    Ok((case, file.version))
}

/// A file's text without its byte order mark and with plain line ends, and the way back.
struct Text {
    body: String,
    bom: bool,
    crlf: bool,
}

impl Text {
    fn of(bytes: &[u8]) -> Text {
        let text = String::from_utf8_lossy(bytes);
        let (bom, text) = text.strip_prefix('\u{feff}').map_or((false, &*text), |t| (true, t));
        let ends = text.matches('\n').count();
        let crlf = ends > 0 && text.matches("\r\n").count() == ends;
        let body = if crlf { text.replace("\r\n", "\n") } else { text.to_owned() };
        Text { body, bom, crlf }
    }

    fn back(&self, body: &str) -> Vec<u8> {
        let body = if self.crlf { body.replace('\n', "\r\n") } else { body.to_owned() };
        let bom = if self.bom { "\u{feff}" } else { "" };
        format!("{bom}{body}").into_bytes()
    }
}
