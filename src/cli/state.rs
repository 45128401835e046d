//! What a session leaves behind for the next one: where the reader was in a case, and that the tour was shown.
//!
//! It lies in the state directory and never beside the case; without it everything begins as at the first time.

use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::app::resume::Resume;
use crate::article;
use crate::files::{self, Real};

/// Bytes that a file of a view may have.
const MOST_BYTES: u64 = 1 << 20;

/// Where the view of a case is kept.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    case: PathBuf,
    folder: PathBuf,
}

impl Kept {
    /// Returns the place of a case's view, when there is a state directory.
    pub(super) fn of(state: Option<&Path>, case: Option<&Path>) -> Option<Kept> {
        Some(Kept { case: case?.to_owned(), folder: state?.join("views") })
    }

    /// Returns the file: it is named after the path of the case, which has to exist.
    fn file(&self) -> Option<PathBuf> {
        let path = fs::canonicalize(&self.case).ok()?;
        let hash = article::sha256(path.as_os_str().as_encoded_bytes());
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let stem: String = stem.chars().filter(|c| c.is_ascii_alphanumeric()).take(20).collect();
        Some(self.folder.join(format!("{stem}-{}.toml", hash.get(..16)?)))
    }

    /// Reads where the reader was; nothing when this is the first time, or when another case lay there.
    ///
    /// # Errors
    /// One sentence: the file is there and cannot be read.
    pub(super) fn read(&self, case_id: &str) -> Result<Option<Resume>, String> {
        let Some(file) = self.file() else { return Ok(None) };
        let text = match read(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(broken(&file, &error.to_string())),
        };
        let page: Resume = toml::from_str(&text).map_err(|error| broken(&file, error.message()))?;
        Ok(Some(page).filter(|p| p.case == case_id))
    }

    /// Writes where the reader is; a case that was never saved leaves nothing behind.
    ///
    /// # Errors
    /// One sentence: the file cannot be written.
    pub(super) fn write(&self, page: &Resume) -> Result<(), String> {
        let Some(file) = self.file() else { return Ok(()) };
        let failed = |step: &str, error: &dyn std::fmt::Display| {
            format!("{}: where you were is not kept: {step} failed ({error})", file.display())
        };
        let text = toml::to_string(page).map_err(|error| failed("writing it down", &error))?;
        fs::create_dir_all(&self.folder).map_err(|error| failed("making the folder", &error))?;
        let written = files::replace(&Real, &file, text.as_bytes(), None);
        written.map(drop).map_err(|(step, error)| failed(step, &error))
    }
}

fn read(file: &Path) -> io::Result<String> {
    files::refuse_special(file)?;
    let mut text = String::new();
    fs::File::open(file)?.take(MOST_BYTES).read_to_string(&mut text)?;
    Ok(text)
}

fn broken(file: &Path, why: &str) -> String {
    let why = why.lines().next().unwrap_or_default();
    format!("{}: where you were is not known: {why}", file.display())
}

/// Returns whether this is the first start, and notes that it was; where that cannot be noted it is not said either,
/// or it would be said each time.
pub(super) fn is_first_start(state: Option<&Path>) -> bool {
    let Some(folder) = state else { return false };
    let note = folder.join("tour-shown");
    fs::create_dir_all(folder).is_ok() && OpenOptions::new().write(true).create_new(true).open(note).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_kept_by_the_path_of_its_case_and_given_to_no_other_case() {
        let dir = tempfile::tempdir().unwrap();
        let state = dir.path().join("state");
        let case = dir.path().join("variorum.toml");
        let kept = Kept::of(Some(&state), Some(&case)).unwrap();
        let page = Resume { version: 1, case: "c-1".into(), view: "synopsis".into(), ..Resume::default() };
        kept.write(&page).unwrap();
        assert!(!state.exists(), "a case that was never saved leaves nothing behind");
        fs::write(&case, "").unwrap();
        assert_eq!(kept.read("c-1"), Ok(None));
        kept.write(&page).unwrap();
        assert_eq!(kept.read("c-1"), Ok(Some(page)));
        assert_eq!(kept.read("c-2"), Ok(None));
        let other = dir.path().join("other.toml");
        fs::write(&other, "").unwrap();
        assert_eq!(Kept::of(Some(&state), Some(&other)).unwrap().read("c-1"), Ok(None));
        let file = fs::read_dir(state.join("views")).unwrap().next().unwrap().unwrap().path();
        for bytes in [&b"view = = 3"[..], b"view = 3", b"\xff\xfe", b"[[article]]\nrow = \"x\""] {
            fs::write(&file, bytes).unwrap();
            let said = kept.read("c-1").unwrap_err();
            assert!(!said.contains('\n') && said.contains("where you were is not known"), "{said}");
        }
    }

    #[test]
    fn the_first_start_is_one() {
        let dir = tempfile::tempdir().unwrap();
        assert!(is_first_start(Some(dir.path())));
        assert!(!is_first_start(Some(dir.path())));
        assert!(!is_first_start(None));
    }
}
