//! The real binary in a pseudo-terminal: search, the views of all threads, the palette, the clipboard.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/pty.rs"]
mod pty;

use pty::Session;

#[test]
fn a_search_runs_on_its_worker_and_is_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::variorum(&["demo"], folder.path(), (120, 40));
    session.wait_for("suspects");
    session.send("/lock bridge");
    session.wait_for("1 of ");
    session.send("\r");
    session.wait_for("“lock bridge” 1 of");
    session.send("n");
    session.wait_for("“lock bridge” 2 of");
    session.send("\x1b\x1b:view-coverage\r");
    session.wait_for("coverage, ");
    session.wait_for("word for word");
    session.send(":theme nosuch\r");
    session.wait_for("`nosuch` is no theme");
    session.send(":theme mono\r");
    session.wait_for("theme mono");
    session.send("q");
    assert_eq!(session.exit(), 0);
    session.assert_given_back();
}

#[test]
fn without_a_clipboard_program_the_terminal_is_asked_and_it_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_variorum");
    let unset = ["-u", "TMUX", "-u", "DISPLAY", "-u", "WAYLAND_DISPLAY", "SSH_CONNECTION=1", program, "demo"];
    let mut session = Session::start("env", &unset, folder.path(), (140, 40));
    session.wait_for("suspects");
    session.send("y");
    session.wait_for("sent the passage (");
    session.send("q");
    assert_eq!(session.exit(), 0);
}

#[test]
fn the_terminal_s_cursor_stands_on_the_passage_and_where_one_types() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::variorum(&["demo"], folder.path(), (120, 40));
    session.wait_for("suspects");
    // From the cursor on, the row of the screen.
    let at = |s: &vt100::Screen| {
        let (row, column) = s.cursor_position();
        s.rows(column, 120 - column).nth(usize::from(row)).unwrap_or_default()
    };
    session.send("gg");
    session.wait("the first passage", |s| !s.hide_cursor() && at(s).starts_with("Nine hurt as"));
    session.send("5gg");
    session.wait("another passage", |s| !s.hide_cursor() && at(s).starts_with("Photo: The broken"));
    session.send("anWhy?\x01");
    session.wait("the question", |s| !s.hide_cursor() && at(s).starts_with("Why?"));
    session.send("\x18q");
    assert_eq!(session.exit(), 0);
}
