//! The real binary in a pseudo-terminal: words that were being typed are there again after a crash.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::path::{Path, PathBuf};

use pty::Session;

const KEPT: &str = "being written was kept";

/// Opens two articles without a case.
fn articles(folder: &Path) -> Session {
    fs::write(folder.join("a.txt"), "Nine people were hurt.\n\nThe bridge fell at noon.\n").unwrap();
    fs::write(folder.join("b.txt"), "Twelve people were hurt.\n\nThe bridge fell at one.\n").unwrap();
    let mut session = Session::variorum(&["a.txt", "b.txt"], folder, (100, 30));
    session.wait_for("2 articles");
    session
}

fn demo(folder: &Path) -> Session {
    let mut session = Session::variorum(&["demo"], folder, (100, 30));
    session.wait_for("suspects");
    session
}

/// What lies in the folder of journals.
fn journals(folder: &Path) -> Vec<PathBuf> {
    let dir = fs::read_dir(folder.join("home/.local/state/variorum/drafts"));
    dir.map(|entries| entries.map(|e| e.unwrap().path()).collect()).unwrap_or_default()
}

/// Waits until a journal holds a text, or, with nothing, until there is no journal.
fn wait_for_journal(folder: &Path, text: Option<&str>) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    loop {
        let files = journals(folder).into_iter().filter(|p| p.extension().is_some_and(|e| e == "toml"));
        let all: String = files.filter_map(|path| fs::read_to_string(path).ok()).collect();
        if text.map_or(all.is_empty(), |text| all.contains(text)) {
            return;
        }
        assert!(std::time::Instant::now() < end, "waited in vain for {text:?} in {all:?}");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

fn kill(session: &mut Session) {
    session.signal("KILL");
    session.exit();
}

#[test]
fn the_first_annotation_is_offered_after_a_crash_although_there_is_no_case_yet() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = articles(folder.path());
    session.send("an");
    session.wait_for("new annotation");
    session.send("How many “were” hurt?\tj");
    wait_for_journal(folder.path(), Some("How many “were” hurt?"));
    kill(&mut session);
    assert!(!folder.path().join("variorum.toml").exists());

    let mut session = articles(folder.path());
    session.wait_for(KEPT);
    session.wait_for("How many “were” hurt?");
    session.send("\r");
    session.wait_for("your draft is back");
    session.wait_for("How many “were” hurt?");
    session.send("\x13");
    session.wait_for("saved variorum.toml");
    wait_for_journal(folder.path(), None);
    session.send("q");
    assert_eq!(session.exit(), 0);
    let file = fs::read_to_string(folder.path().join("variorum.toml")).unwrap();
    assert!(file.contains("question = \"How many “were” hurt?\""), "{file}");
    assert!(file.contains("text = \"Nine people were hurt.\""), "{file}");
    let mut session = articles(folder.path());
    session.wait_for("1 annotation");
    assert!(!session.text().contains(KEPT), "{}", session.text());
    session.send("q");
    session.exit();
    assert!(journals(folder.path()).is_empty(), "nothing stays behind");
}

#[test]
fn an_edit_is_offered_with_what_was_changed_and_thrown_away_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = demo(folder.path());
    session.send("dan");
    session.wait_for("new annotation");
    session.send("How many?\r");
    session.wait_for("saved variorum-demo/variorum.toml");
    session.send("e");
    session.wait_for("edit annotation");
    session.send("\t\t\t\t\t\t\t\t\tfirst line\rsecond line");
    wait_for_journal(folder.path(), Some("second line"));
    kill(&mut session);

    let mut session = demo(folder.path());
    session.wait_for(KEPT);
    session.wait_for("an edit");
    session.send("\x1b");
    session.wait_for("kept: ");
    session.send("q");
    assert_eq!(session.exit(), 0, "a draft that is kept is no reason to ask");
    let mut session = demo(folder.path());
    session.wait_for(KEPT);
    session.send("\r");
    session.wait_for("second line");
    session.send("\x18");
    wait_for_journal(folder.path(), None);
    kill(&mut session);
    let mut session = demo(folder.path());
    session.wait_for("1 annotation");
    assert!(!session.text().contains(KEPT), "{}", session.text());
}

#[test]
fn words_typed_a_moment_before_a_signal_are_kept_and_so_are_several_drafts() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = demo(folder.path());
    session.send("dan");
    session.wait_for("new annotation");
    session.send("First?\x1b");
    session.wait_for("draft kept");
    session.send("dat");
    session.wait_for("new annotation");
    session.send("Second?");
    session.wait_for("Second?");
    session.signal("TERM");
    session.exit();
    session.assert_given_back();

    let mut session = demo(folder.path());
    session.wait_for("2 annotations that were being written were kept");
    session.send("j\r");
    session.wait_for("Second?");
    session.wait_for("your draft is back");
    session.send("\r");
    session.wait_for("saved variorum-demo/variorum.toml");
    session.send("q");
    assert_eq!(session.exit(), 0);
    let mut session = demo(folder.path());
    session.wait_for(KEPT);
    session.wait_for("First?");
}

#[test]
fn a_second_program_does_not_take_what_is_being_typed_in_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = demo(folder.path());
    first.send("dan");
    first.wait_for("new annotation");
    first.send("Only here?");
    wait_for_journal(folder.path(), Some("Only here?"));
    let mut second = demo(folder.path());
    assert!(!second.text().contains(KEPT));
    second.send("q");
    second.exit();
    kill(&mut first);
    demo(folder.path()).wait_for("Only here?");
}

#[test]
fn a_broken_journal_is_told_in_one_sentence_and_the_case_opens() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = articles(folder.path());
    session.send("an");
    session.wait_for("new annotation");
    session.send("Why?");
    wait_for_journal(folder.path(), Some("Why?"));
    kill(&mut session);
    let journal = journals(folder.path()).into_iter().find(|p| p.extension().is_some_and(|e| e == "toml"));
    fs::write(journal.unwrap(), "draft = [").unwrap();
    let mut session = articles(folder.path());
    session.wait_for("a draft that was kept cannot be read");
    session.send("q");
    assert_eq!(session.exit(), 0);
}
