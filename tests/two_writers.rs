//! Two programs on one case: each takes in what the other writes, without a key, and nothing is lost.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.
#![allow(clippy::print_stdout, clippy::print_stderr)] // What was measured, and what could not be tested.

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use pty::Session;
use variorum::case::store::CaseFile;
use variorum::case::{Annotation, Case};

/// Within this time a change is to be seen.
const SOON: Duration = Duration::from_millis(2500);

fn open(folder: &Path) -> Session {
    let mut session = Session::variorum(&["demo"], folder, (140, 40));
    session.wait_for("suspects");
    session
}

fn case_file(folder: &Path) -> PathBuf {
    folder.join("variorum-demo/variorum.toml")
}

fn read(folder: &Path) -> Case {
    CaseFile::open(&case_file(folder)).unwrap().1
}

fn questions(folder: &Path) -> Vec<String> {
    read(folder).annotations.into_iter().map(|a| a.question).collect()
}

/// Writes an annotation at the next suspect.
fn annotate(session: &mut Session, question: &str) {
    session.send("dan");
    session.wait_for("new annotation");
    session.send(&format!("{question}\r"));
    session.wait_for("saved variorum-demo/variorum.toml");
}

/// Writes an annotation as an editor does, in front of the file's others.
fn with_annotation(text: &str, id: &str) -> String {
    format!("{text}\n[[annotation]]\nid = \"{id}\"\nkind = \"time\"\nquestion = \"By hand?\"\n")
}

#[test]
fn what_one_program_writes_appears_in_the_other_without_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut two) = (open(folder.path()), open(folder.path()));
    let mut took = Vec::new();
    for number in 1..=5 {
        let (writer, reader) = if number % 2 == 1 { (&mut one, &mut two) } else { (&mut two, &mut one) };
        annotate(writer, &format!("Question {number}?"));
        let start = Instant::now();
        reader.wait_for(&format!(" {number} annotation"));
        reader.wait_for("taken in from another program: 1 annotation added");
        took.push(start.elapsed());
    }
    took.sort_unstable();
    println!("taken in after {took:?}");
    assert!(took[2] <= SOON, "{took:?}");
    one.send("q");
    two.send("q");
    assert_eq!((one.exit(), two.exit()), (0, 0));
    assert_eq!(questions(folder.path()).len(), 5);
}

#[test]
fn an_article_that_another_program_adds_appears_without_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = open(folder.path());
    annotate(&mut session, "One?");
    fs::write(folder.path().join("late.txt"), "Late news: nine people were taken to hospital.").unwrap();
    let added = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["add", "variorum-demo/variorum.toml", "late.txt"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(added.status.success(), "{added:?}");
    session.wait_for("7 articles");
    session.send("gl");
    session.wait_for("late");
    session.send("qq");
    assert_eq!(session.exit(), 0);
}

#[test]
fn what_is_undone_here_leaves_alone_what_came_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut two) = (open(folder.path()), open(folder.path()));
    annotate(&mut one, "One?");
    two.wait_for("taken in");
    annotate(&mut two, "Two?");
    one.wait_for("taken in");
    one.send("u");
    one.wait_for("undone");
    two.wait_for("1 annotation deleted");
    one.send("u");
    one.wait_for("nothing to undo");
    assert_eq!(questions(folder.path()), ["Two?"]);
}

#[test]
fn both_versions_of_what_both_changed_are_kept_and_asked_about() {
    for (keys, kept) in [
        ("\r", &["Theirs?", "Ours?"][..]),
        ("\x1b", &["Theirs?", "Ours?"]),
        ("j\r", &["Ours?"]),
        ("jj\r", &["Theirs?"]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut session = open(folder.path());
        annotate(&mut session, "Old?");
        session.send("e");
        session.wait_for("edit annotation");
        session.send("\x15Ours?");
        // Another program changes the same key while the dialog is open.
        let text = fs::read_to_string(case_file(folder.path())).unwrap();
        fs::write(case_file(folder.path()), text.replace("Old?", "Theirs?")).unwrap();
        session.wait_for("1 annotation changed");
        session.send("\r");
        session.wait_for("two programs changed");
        session.wait_for("keep yours: question “Ours?”");
        session.wait_for("keep the other one: question “Theirs?”");
        session.wait_for("saved variorum-demo");
        assert_eq!(questions(folder.path()), ["Theirs?", "Ours?"], "both are kept before anybody answers");
        let before = read(folder.path()).annotations[0].id.clone();
        session.send(keys);
        session.wait("the window closed", |s| !s.contents().contains("keep both"));
        session.send("q");
        assert_eq!(session.exit(), 0);
        assert_eq!(questions(folder.path()), kept, "{keys:?}");
        assert_eq!(read(folder.path()).annotations[0].id, before, "the id that the other program knows");
    }
}

#[test]
fn editors_that_rename_and_editors_that_write_in_place_are_both_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = open(folder.path());
    annotate(&mut session, "One?");
    let path = case_file(folder.path());
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path.with_extension("new"), with_annotation(&text, "a-renamed0")).unwrap();
    fs::rename(path.with_extension("new"), &path).unwrap();
    session.wait_for("taken in from another program: 1 annotation added");
    session.wait_for("2 annotations");
    // In place, in two steps with a moment between them.
    let text = with_annotation(&fs::read_to_string(&path).unwrap(), "a-inplace0");
    fs::write(&path, "").unwrap();
    thread::sleep(Duration::from_millis(50));
    fs::write(&path, &text).unwrap();
    session.wait_for("3 annotations");
    annotate(&mut session, "Two?");
    assert_eq!(questions(folder.path()), ["One?", "By hand?", "By hand?", "Two?"]);
    assert!(fs::read_to_string(&path).unwrap().starts_with(&text), "to the letter");
}

#[test]
fn a_file_that_is_broken_for_a_while_is_told_and_taken_in_once_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = open(folder.path());
    annotate(&mut session, "One?");
    let path = case_file(folder.path());
    let text = fs::read_to_string(&path).unwrap();
    let broken = format!("{text}\n[[annotation]]\nid = \"a-broken00\nkind");
    fs::write(&path, &broken).unwrap();
    session.wait_for("nothing is taken in from another program");
    // What is written meanwhile is not lost, and does not replace the broken file.
    session.send("dan");
    session.wait_for("new annotation");
    session.send("Two?\r");
    session.wait_for("2 annotations");
    session.wait_for("NOT SAVED");
    assert_eq!(fs::read_to_string(&path).unwrap(), broken);
    fs::write(&path, with_annotation(&text, "a-whole000")).unwrap();
    session.wait_for("can be read again");
    session.wait_for("3 annotations");
    session.wait_for("saved variorum-demo/variorum.toml");
    session.send("q");
    assert_eq!(session.exit(), 0);
    assert_eq!(questions(folder.path()), ["One?", "By hand?", "Two?"]);
}

#[test]
fn a_file_that_vanishes_is_told_and_written_anew_with_everything() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = open(folder.path());
    annotate(&mut session, "One?");
    let path = case_file(folder.path());
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("# ours\n{text}")).unwrap();
    session.wait_for("says nothing else");
    fs::remove_file(&path).unwrap();
    session.wait_for("is gone from the disk");
    assert!(!path.exists(), "nothing is written without a change of the reader's");
    annotate(&mut session, "Two?");
    assert_eq!(questions(folder.path()), ["One?", "Two?"]);
    assert!(fs::read_to_string(&path).unwrap().starts_with("# ours\n"), "with the comments that were in it");
    session.send("q");
    assert_eq!(session.exit(), 0);
}

#[test]
fn a_case_that_another_program_begins_first_is_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("a.txt", "Nine people were hurt."), ("b.txt", "Twelve people were hurt.")] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let start = || {
        let mut session = Session::variorum(&["a.txt", "b.txt"], folder.path(), (140, 30));
        session.wait_for("2 articles");
        session
    };
    let (mut one, mut two) = (start(), start());
    let annotate = |session: &mut Session, question: &str| {
        session.send("an");
        session.wait_for("new annotation");
        session.send(&format!("{question}\r"));
        session.wait_for("saved variorum.toml");
    };
    annotate(&mut one, "One?");
    two.wait_for("1 annotation added");
    annotate(&mut two, "Two?");
    one.wait_for("1 annotation added");
    let (_, case) = CaseFile::open(&folder.path().join("variorum.toml")).unwrap();
    let said = |a: &Annotation| a.question.clone();
    assert_eq!(case.annotations.iter().map(said).collect::<Vec<_>>(), ["One?", "Two?"]);
    assert_eq!(case.articles.len(), 2);
}
