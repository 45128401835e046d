//! The note in the reader's own editor, with the real program in a real terminal.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use pty::Session;

fn open(folder: &Path, script: &str) -> Session {
    fs::write(folder.join("a.txt"), "Nine people were hurt at the bridge.\n").unwrap();
    fs::write(folder.join("b.txt"), "Ten people were hurt at the bridge.\n").unwrap();
    let editor = folder.join("editor");
    fs::write(&editor, script).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let editor = editor.to_string_lossy().into_owned();
    let program = env!("CARGO_BIN_EXE_variorum");
    let mut session =
        Session::start_with(program, &["a.txt", "b.txt"], folder, (120, 40), &[("VISUAL", &editor)]);
    session.wait_for("Nine people");
    session.send("an");
    session.wait_for("question");
    session.send(&"\t".repeat(9));
    session.send("begun");
    session.wait_for("begun");
    session
}

#[test]
fn what_is_typed_in_the_editor_reaches_the_editor_and_then_the_note() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = open(
        dir.path(),
        "#!/bin/sh\necho EDITOR HAS IT\nread line\nprintf '%s: %s' \"$(cat \"$1\")\" \"$line\" > \"$1.new\"\nmv \"$1.new\" \"$1\"\n",
    );
    session.send("\x07");
    session.wait_for("EDITOR HAS IT");
    // Were the program still reading, it would take some of these.
    for letter in "every letter of this".chars() {
        session.send(&letter.to_string());
    }
    session.send("\n");
    session.wait_for("begun: every letter of this");
    session.send("\x13");
    session.wait_for("saved");
    session.send("q");
    let saved = fs::read_to_string(dir.path().join("variorum.toml")).unwrap();
    assert!(saved.contains("note = \"begun: every letter of this\""), "{saved}");
}

#[test]
fn an_editor_that_fails_costs_nothing_and_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = open(dir.path(), "#!/bin/sh\necho lost > \"$1\"\nexit 3\n");
    session.send("\x07");
    session.wait_for("ended with a failure");
    session.send("\x13");
    session.wait_for("saved");
    let saved = fs::read_to_string(dir.path().join("variorum.toml")).unwrap();
    assert!(saved.contains("note = \"begun\""), "{saved}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_written_in_the_editor_is_kept_when_the_program_is_told_to_end_meanwhile() {
    let dir = tempfile::tempdir().unwrap();
    // The program is the first of the editor's forebears with its name.
    let script = "#!/bin/sh\np=$PPID\nwhile [ \"$(cat /proc/$p/comm)\" != variorum ]; do p=$(awk '{print $4}' /proc/$p/stat); done\n\
                  kill -TERM $p\nsleep 0.3\necho 'written in the editor' > \"$1\"\n";
    let mut session = open(dir.path(), script);
    session.send("\x07");
    session.exit();
    let drafts = dir.path().join("home/.local/state/variorum/drafts");
    let kept =
        fs::read_dir(&drafts).unwrap().flatten().map(|e| fs::read_to_string(e.path()).unwrap_or_default());
    let kept: String = kept.collect();
    assert!(kept.contains("written in the editor"), "{kept}\n{}", session.text());
}
