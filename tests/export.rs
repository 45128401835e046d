//! Documents for others: held against examples that were read by a person.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn export(arguments: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export/ferry");
    Command::new(env!("CARGO_BIN_EXE_variorum"))
        .arg("export")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn the_markdown_is_one_an_editor_can_use() {
    let output = export(&["--format", "md"]);
    assert!(output.status.success(), "{output:?}");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("export/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!("ferry.md", String::from_utf8(output.stdout).unwrap()));
}

#[test]
fn an_older_export_is_not_overwritten_unless_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.md");
    let path = path.to_str().unwrap();
    assert!(export(&["-o", path]).status.success());
    fs::write(path, "the editor's own words").unwrap();
    let refused = export(&["-o", path]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("--force"));
    assert_eq!(fs::read_to_string(path).unwrap(), "the editor's own words");
    assert!(export(&["-o", path, "--force"]).status.success());
    assert!(fs::read_to_string(path).unwrap().contains("# Ferry aground"));
}

#[test]
fn an_article_that_cannot_be_read_is_told_and_the_notes_are_written_without_it() {
    let ferry = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export/ferry/variorum.toml");
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("variorum.toml");
    fs::copy(ferry, &case).unwrap();
    let output = export(&[case.to_str().unwrap()]);
    assert!(output.status.success());
    assert!(String::from_utf8(output.stdout).unwrap().contains("# Ferry aground"));
    let told = String::from_utf8(output.stderr).unwrap();
    let articles = fs::read_to_string(&case).unwrap().matches("[[article]]").count();
    assert!(articles > 0);
    assert_eq!(told.lines().count(), articles, "{told}");
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    assert_eq!(export(&[]).stdout, export(&[]).stdout);
}
