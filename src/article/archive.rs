//! ZIP files, as EPUB and DOCX files are; what comes out of one is bounded, whatever it says of itself.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Format, ReadError, decode, html};

/// Most bytes of one entry.
const MAX_ENTRY: u64 = 64 << 20;
/// Most bytes of all entries together.
const MAX_ALL: u64 = 256 << 20;

/// An open ZIP file.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// What the file is, for messages.
    kind: &'static str,
    /// Bytes that may still come out.
    left: u64,
}

impl<'b> Archive<'b> {
    /// Opens a ZIP file.
    ///
    /// # Errors
    /// It is none, or damaged.
    pub(super) fn open(bytes: &'b [u8], kind: &'static str) -> Result<Self, ReadError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(kind, &e))?;
        Ok(Self { zip, kind, left: MAX_ALL })
    }

    /// Returns whether there is such an entry.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Returns an entry as text; none when there is no such entry.
    ///
    /// # Errors
    /// It is damaged, locked or too large.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        if !self.has(name) {
            return Ok(None);
        }
        let kind = self.kind;
        let entry = self.zip.by_name(name).map_err(|e| broken(kind, &e))?;
        let most = MAX_ENTRY.min(self.left);
        let mut bytes = Vec::new();
        entry.take(most + 1).read_to_end(&mut bytes).map_err(|e| ReadError::Broken(kind, e.to_string()))?;
        if bytes.len() as u64 > most {
            return Err(ReadError::Limit(format!("unpacks to more than {} MB", most >> 20)));
        }
        self.left -= bytes.len() as u64;
        let declared = html::charset::declared(&bytes);
        let (text, _) = decode::decode(&bytes, None, &[declared.as_deref()])?;
        Ok(Some(text.into_owned()))
    }

    /// Returns an entry that the file must have.
    ///
    /// # Errors
    /// It is missing, damaged, locked or too large.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, ReadError> {
        let missing = || ReadError::Broken(self.kind, format!("there is no {name} in it"));
        let missing = missing();
        self.text(name)?.ok_or(missing)
    }
}

fn broken(kind: &'static str, error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Locked(kind),
        error => ReadError::Broken(kind, error.to_string()),
    }
}

/// Tells what a ZIP file is by the entries it has.
///
/// # Errors
/// It is damaged, or of a format that is not read.
pub(super) fn format(bytes: &[u8]) -> Result<Format, ReadError> {
    let archive = Archive::open(bytes, "a ZIP file")?;
    let begins = |start: &str| archive.zip.file_names_raw().any(|n| n.starts_with(start.as_bytes()));
    match () {
        () if archive.has("META-INF/container.xml") => Ok(Format::Epub),
        () if archive.has("word/document.xml") => Ok(Format::Docx),
        () if begins("xl/") => Err(ReadError::Unread("a spreadsheet")),
        () if begins("ppt/") => Err(ReadError::Unread("a presentation")),
        () if archive.has("content.xml") => Err(ReadError::Unread("an OpenDocument file")),
        () => Err(ReadError::Unread("a ZIP file of other files")),
    }
}
