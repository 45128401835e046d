//! The real binary in a pseudo-terminal: the main job from end to end, and the terminal's manners.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/pty.rs"]
mod pty;

use std::fs;

use pty::Session;

const CTRL_Z: &str = "\x1a";

fn demo(folder: &std::path::Path) -> Session {
    let mut session = Session::variorum(&["demo"], folder, (120, 40));
    session.wait_for("suspects");
    session
}

#[test]
fn an_annotation_is_in_the_file_and_is_there_again_when_the_case_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = demo(folder.path());
    session.send("d");
    session.wait_for("number? 1 of");
    session.send("a");
    session.wait_for("new annotation");
    session.send("nHow many were hurt in 1998?\r");
    session.wait_for("saved variorum-demo/variorum.toml");
    session.wait_for("1 annotation");
    session.send("q");
    assert_eq!(session.exit(), 0);
    session.assert_given_back();

    let file = fs::read_to_string(folder.path().join("variorum-demo/variorum.toml")).unwrap();
    let case: toml::Table = file.parse().unwrap();
    let annotation = &case["annotation"][0];
    assert_eq!(annotation["kind"].as_str(), Some("number"));
    assert_eq!(annotation["question"].as_str(), Some("How many were hurt in 1998?"));
    let witnesses = annotation["witness"].as_array().unwrap();
    assert!(witnesses.iter().filter(|w| w.get("text").is_some()).count() >= 2, "the readings of the suspect");
    for witness in witnesses.iter().filter(|w| w.get("text").is_some()) {
        let name = witness["article"].as_str().unwrap();
        let path =
            case["article"].as_array().unwrap().iter().find(|a| a["id"].as_str() == Some(name)).unwrap();
        let article =
            fs::read_to_string(folder.path().join("variorum-demo").join(path["path"].as_str().unwrap()));
        let article = article.unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(article.contains(witness["text"].as_str().unwrap()), "{name}: {witness}");
    }

    let mut session = demo(folder.path());
    session.wait_for("1 annotation");
    session.send("r");
    session.wait_for("How many were hurt in 1998?");
    session.send("u");
    session.wait_for("nothing to undo");
    session.send("q");
    assert_eq!(session.exit(), 0);
    let again = fs::read_to_string(folder.path().join("variorum-demo/variorum.toml")).unwrap();
    assert_eq!(again, file, "reading changes nothing");
}

#[test]
fn the_terminal_comes_back_when_the_program_is_told_to_end() {
    for signal in ["TERM", "HUP", "INT", "QUIT"] {
        let folder = tempfile::tempdir().unwrap();
        let mut session = demo(folder.path());
        session.signal(signal);
        session.exit();
        session.assert_given_back();
    }
}

#[test]
fn what_was_annotated_is_saved_when_the_program_is_told_to_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = demo(folder.path());
    session.send("dan");
    session.wait_for("new annotation");
    session.send("\r");
    session.wait_for("saved");
    session.signal("HUP");
    session.exit();
    let file = fs::read_to_string(folder.path().join("variorum-demo/variorum.toml")).unwrap();
    assert!(file.contains("[[annotation]]"));
}

/// Not a test by itself: it runs in a pseudo-terminal for the test below.
#[test]
#[ignore = "takes the terminal and panics"]
fn takes_the_terminal_and_panics() {
    let mut terminal = variorum::terminal::Terminal::enter(true).unwrap();
    terminal.draw(|frame| frame.render_widget("taken", frame.area())).unwrap();
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    panic!("on purpose");
}

#[test]
fn the_terminal_comes_back_after_a_panic_which_is_then_readable() {
    let folder = tempfile::tempdir().unwrap();
    let this = std::env::current_exe().unwrap();
    let arguments = ["--ignored", "--exact", "--nocapture", "takes_the_terminal_and_panics"];
    let mut session = Session::start(this.to_str().unwrap(), &arguments, folder.path(), (80, 24));
    session.wait("the alternate screen", |s| s.alternate_screen() && s.contents().contains("taken"));
    session.send("\r\n");
    session.exit();
    session.assert_given_back();
    session.wait_for("on purpose");
}

/// Not a test by itself: it runs in a pseudo-terminal for the test below.
#[test]
#[ignore = "takes the terminal and panics on a worker"]
fn takes_the_terminal_and_panics_on_a_worker() {
    let mut terminal = variorum::terminal::Terminal::enter(true).unwrap();
    let work = || variorum::app::worker::guarded(|| panic!("on a worker"));
    let told = std::thread::spawn(work).join().unwrap().unwrap_err();
    terminal.draw(|frame| frame.render_widget(told.as_str(), frame.area())).unwrap();
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
}

#[test]
fn a_worker_s_panic_leaves_the_terminal_to_the_main_loop_which_says_what_failed() {
    let folder = tempfile::tempdir().unwrap();
    let this = std::env::current_exe().unwrap();
    let arguments = ["--ignored", "--exact", "--nocapture", "takes_the_terminal_and_panics_on_a_worker"];
    let mut session = Session::start(this.to_str().unwrap(), &arguments, folder.path(), (80, 24));
    session.wait("the screen", |s| s.alternate_screen() && s.contents().contains("program: on a worker"));
    assert!(!session.text().contains("panicked"), "{}", session.text());
    session.send("\r\n");
    session.exit();
    session.assert_given_back();
}

#[test]
fn options_reach_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let mut session =
        Session::variorum(&["demo", "--theme", "mono", "--glyphs", "ascii"], folder.path(), (120, 40));
    session.wait_for("suspects");
    session.wait("characters of ASCII", |s| s.contents().contains('#') && !s.contents().contains('■'));
    session.send("q");
    assert_eq!(session.exit(), 0);
}

#[test]
fn changes_that_cannot_be_saved_are_told_before_the_program_ends() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = demo(folder.path());
    let case = folder.path().join("variorum-demo/variorum.toml");
    let good = fs::read(&case).unwrap();
    fs::write(&case, "this is = = no case").unwrap();
    session.send("dan\rq");
    session.wait_for("NOT SAVED");
    session.wait_for("Quit and lose them?");
    // The reader mends the file beside the program, and tries again.
    fs::write(&case, good).unwrap();
    session.send("w");
    assert_eq!(session.exit(), 0);
    session.assert_given_back();
    assert!(fs::read_to_string(&case).unwrap().contains("[[annotation]]"));
}

#[test]
fn the_program_stops_with_the_shell_s_screen_and_comes_back_with_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = demo(folder.path());
    session.send(CTRL_Z);
    session.wait_stopped(true);
    session.assert_given_back();
    session.resize((100, 30));
    session.signal("CONT");
    session.wait("the program's screen", |s| s.alternate_screen() && s.contents().contains("suspects"));
    session.send("q");
    assert_eq!(session.exit(), 0);
    session.assert_given_back();
}

#[test]
fn any_size_is_drawn_and_the_text_is_there_when_the_window_is_large_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = demo(folder.path());
    let sizes = [(200, 50), (1, 1), (2, 1), (1, 30), (80, 1), (20, 5), (7, 3), (300, 90), (34, 12), (3, 2)];
    for (round, size) in sizes.iter().cycle().take(60).enumerate() {
        session.resize(*size);
        session.send(["j", "d", "a", "\x1b", "?", "\x1b", "l", "v", "w", "\x1b"][round % 10]);
    }
    session.resize((120, 40));
    session.send("\x1b\x1b");
    session.wait_for("suspects");
    // The keys may have left a draft, about which `q` would ask.
    session.signal("TERM");
    session.exit();
    session.assert_given_back();
}

#[test]
fn an_error_about_a_file_is_printed_and_the_screen_is_never_taken() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::variorum(&["nowhere.txt"], folder.path(), (80, 24));
    assert_eq!(session.exit(), 1);
    session.wait_for("nowhere.txt");
    session.assert_given_back();
}

#[test]
fn without_articles_and_without_a_case_the_demo_is_offered() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::variorum(&[], folder.path(), (120, 40));
    session.wait_for("demo?");
    session.send("y\n");
    session.wait_for("suspects");
    session.send("q");
    assert_eq!(session.exit(), 0);
    assert!(folder.path().join("variorum-demo/articles/courier.txt").exists());
}

#[test]
fn one_bad_file_of_several_is_told_and_the_others_are_opened() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "Nine people were hurt.\n").unwrap();
    fs::write(folder.path().join("b.txt"), "Twelve people were hurt.\n").unwrap();
    fs::write(folder.path().join("c.txt"), [0, 1, 2, 3, 0, 255]).unwrap();
    let mut session = Session::variorum(&["a.txt", "b.txt", "c.txt"], folder.path(), (120, 40));
    session.wait_for("Twelve people");
    session.wait_for("c.txt");
    session.send("q");
    assert_eq!(session.exit(), 0);
    assert!(!folder.path().join("variorum.toml").exists(), "no case before the first annotation");
}
