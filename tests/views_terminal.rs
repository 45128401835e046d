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
    session.wait_for("sent the passage to the terminal's clipboard (OSC 52)");
    session.send("q");
    assert_eq!(session.exit(), 0);
}
