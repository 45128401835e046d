//! Why a case file could not be read or written.

use std::io;
use std::path::PathBuf;

use super::FORMAT;
use crate::case::kind::KindError;

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
    /// It is no UTF-8, as TOML must be.
    #[error(
        "{path}, line {line}: is not UTF-8 but in another encoding, as Latin-1; save it as UTF-8 in an editor; it stays as it is"
    )]
    NotUtf8 {
        /// The case file.
        path: PathBuf,
        /// The first line that is not, from 1.
        line: usize,
    },
    /// It is no TOML, or not of the shape of a case.
    #[error("{path}: {error}Mend it in an editor; nothing was written.")]
    Broken {
        /// The case file.
        path: PathBuf,
        /// Where and why, with the line.
        error: Box<toml::de::Error>,
    },
    /// Its kinds cannot be told apart.
    #[error("{path}: {error}")]
    Kinds {
        /// The case file.
        path: PathBuf,
        /// Which ones, and what to do.
        error: KindError,
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
    /// What would be written is not what was to be saved.
    #[error(
        "{path}: could not be saved: the program would have written something else than your annotations; it stays as it is, please report this with a copy of it"
    )]
    Garbled {
        /// The case file.
        path: PathBuf,
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
