//! What the tests of case files share: cases written by hand, changed and saved.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // Each test file uses its part.

use std::fs;
use std::path::{Path, PathBuf};

use variorum::case::Case;
use variorum::case::store::CaseFile;

pub const HEAD: &str = "format = \"variorum-case\"\nversion = 1\n";

pub fn written(dir: &Path, body: &str) -> PathBuf {
    let path = dir.join("variorum.toml");
    fs::write(&path, format!("{HEAD}{body}")).unwrap();
    path
}

/// Opens a case, changes it, saves it, and returns the file's text once it reads back as what was saved.
pub fn after(path: &Path, change: impl FnOnce(&mut Case)) -> String {
    let (mut stored, mut case) = CaseFile::open(path).unwrap();
    change(&mut case);
    stored.save(&case).unwrap();
    let text = fs::read_to_string(path).unwrap();
    assert_eq!(CaseFile::open(path).unwrap().1, case, "{text}");
    text
}

pub fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "lost: {part}\n{text}");
    }
}
