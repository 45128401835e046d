//! The mouse as a terminal reports it, with the real binary in a pseudo-terminal.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::path::Path;

use pty::Session;
use vt100::MouseProtocolMode;

/// Bits of a button that is held while the pointer moves, and of Shift.
const HELD: u8 = 32;
const SHIFT: u8 = 4;
const WHEEL_DOWN: u8 = 65;

const TEXT: &str = "Nine people were hurt on Tuesday. The deck fell into the stream.\n\nNobody was warned.\n";

fn two_articles(folder: &Path) {
    fs::write(folder.join("a.txt"), TEXT).unwrap();
    fs::write(folder.join("b.txt"), "Twelve people were hurt on Tuesday, police said.\n").unwrap();
}

fn open(folder: &Path) -> Session {
    let mut session = Session::variorum(&["a.txt", "b.txt"], folder, (120, 40));
    session.wait_for("Nobody was warned");
    session.wait("the mouse", |s| s.mouse_protocol_mode() == MouseProtocolMode::ButtonMotion);
    session
}

#[test]
fn words_that_were_dragged_over_are_the_words_of_the_annotation() {
    let folder = tempfile::tempdir().unwrap();
    two_articles(folder.path());
    let mut session = open(folder.path());
    let (x, y) = session.cell_of("people were hurt");
    session.point(0, (x, y), 'M');
    session.point(HELD, (x + 7, y), 'M');
    session.point(HELD, (x + 10, y), 'M');
    session.point(0, (x + 10, y), 'm');
    session.send("a");
    session.wait_for("new annotation");
    session.send("n\r");
    session.wait_for("saved variorum.toml");
    session.send("q");
    assert_eq!(session.exit(), 0);
    session.assert_given_back();
    let file = fs::read_to_string(folder.path().join("variorum.toml")).unwrap();
    assert!(file.contains("\"people were\""), "{file}");
}

#[test]
fn the_mouse_is_the_terminal_s_after_its_key_and_with_the_setting() {
    let folder = tempfile::tempdir().unwrap();
    two_articles(folder.path());
    let mut session = open(folder.path());
    session.send("M");
    session.wait("no mouse", |s| s.mouse_protocol_mode() == MouseProtocolMode::None);
    session.wait_for("the terminal's");
    session.send("M");
    session.wait("the mouse", |s| s.mouse_protocol_mode() == MouseProtocolMode::ButtonMotion);
    session.send("q");
    session.exit();

    let settings = folder.path().join("home/.config/variorum");
    fs::create_dir_all(&settings).unwrap();
    fs::write(settings.join("config.toml"), "mouse = false\n").unwrap();
    let mut session = Session::variorum(&["a.txt", "b.txt"], folder.path(), (120, 40));
    session.wait_for("Nobody was warned");
    session.send("?");
    session.wait_for("Reading");
    session.wait("no mouse", |s| s.mouse_protocol_mode() == MouseProtocolMode::None);
}

#[test]
fn the_mouse_is_given_back_while_the_program_is_suspended() {
    let folder = tempfile::tempdir().unwrap();
    two_articles(folder.path());
    let mut session = open(folder.path());
    session.send("\x1a");
    session.wait_stopped(true);
    session.assert_given_back();
    session.signal("CONT");
    session.wait("the mouse", |s| s.mouse_protocol_mode() == MouseProtocolMode::ButtonMotion);
    session.signal("TERM");
    session.exit();
    session.assert_given_back();
}

#[test]
fn a_flood_of_the_mouse_is_taken_in_and_the_keys_work_after_it() {
    let folder = tempfile::tempdir().unwrap();
    two_articles(folder.path());
    let mut session = open(folder.path());
    for i in 0..2000u16 {
        let cell = (i % 130, i % 45);
        match i % 5 {
            0 => session.point(0, cell, 'M'),
            1 => session.point(HELD, cell, 'M'),
            2 => session.point(WHEEL_DOWN, cell, 'M'),
            3 => session.point(SHIFT, cell, 'M'),
            _ => session.point(0, cell, 'm'),
        }
    }
    session.send("\x1b");
    session.wait("the panes", |s| s.contents().contains("Twelve people"));
    session.signal("TERM");
    session.exit();
    session.assert_given_back();
    assert!(!folder.path().join("variorum.toml").exists(), "no click writes a case");
}
