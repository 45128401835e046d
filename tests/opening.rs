//! Opening articles and cases in a pseudo-terminal: what is asked, what is told, and what is written where.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use pty::Session;

const SIZE: (u16, u16) = (120, 40);
const NINE: &str = "Nine people were hurt on the footbridge.\n";

fn shell(command: &str, folder: &Path) -> Session {
    let command = command.replace("variorum", env!("CARGO_BIN_EXE_variorum"));
    Session::start("sh", &["-c", &command], folder, SIZE)
}

fn quit(session: &mut Session) {
    session.send("q");
    assert_eq!(session.exit(), 0);
}

/// Writes an annotation of kind number on what is under the cursor.
fn annotate(session: &mut Session) {
    session.send("a");
    session.wait_for("new annotation");
    session.send("n\r");
    session.wait_for("saved");
}

/// A folder with a case over `wire.txt`.
fn with_case() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("wire.txt"), NINE).unwrap();
    fs::write(dir.path().join("b.txt"), NINE.replace("Nine", "Ten")).unwrap();
    fs::write(dir.path().join("c.txt"), NINE.replace("Nine", "Six")).unwrap();
    let mut session = Session::variorum(&["wire.txt"], dir.path(), SIZE);
    session.wait_for("Nine people");
    annotate(&mut session);
    quit(&mut session);
    dir
}

fn case(folder: &Path) -> String {
    fs::read_to_string(folder.join("variorum.toml")).unwrap()
}

fn waiting(folder: &Path) -> usize {
    let state = folder.join("home/.local/state/variorum/waiting");
    fs::read_dir(state).map_or(0, Iterator::count)
}

#[test]
fn an_article_from_standard_input_is_kept_beside_the_case_from_the_first_annotation() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("b.txt"), NINE.replace("Nine", "Ten")).unwrap();
    fs::create_dir(dir.path().join("articles")).unwrap();
    fs::write(dir.path().join("articles/stdin.txt"), "my own words").unwrap();
    fs::write(dir.path().join("piped"), format!("# Bridge\n\n{NINE}")).unwrap();

    let mut session = shell("cat piped | variorum - b.txt", dir.path());
    session.wait_for("Nine people");
    assert_eq!(waiting(dir.path()), 1);
    quit(&mut session);
    assert_eq!(waiting(dir.path()), 0, "nothing was annotated, nothing is kept");
    assert!(!dir.path().join("variorum.toml").exists());

    let mut session = shell("cat piped | variorum - b.txt", dir.path());
    session.wait_for("Nine people");
    annotate(&mut session);
    quit(&mut session);
    assert_eq!(waiting(dir.path()), 0);
    assert!(case(dir.path()).contains("path = \"articles/stdin-2.txt\""), "{}", case(dir.path()));
    let kept = fs::read_to_string(dir.path().join("articles/stdin-2.txt")).unwrap();
    assert_eq!(kept, format!("# Bridge\n\n{NINE}"));
    assert_eq!(fs::read_to_string(dir.path().join("articles/stdin.txt")).unwrap(), "my own words");

    let mut session = Session::variorum(&[], dir.path(), SIZE);
    session.wait_for("Nine people");
    session.wait_for("1 annotation");
    assert!(!session.text().contains("# Bridge"), "it is Markdown still, whatever its name");
    quit(&mut session);
}

#[test]
fn a_file_named_twice_is_opened_once_and_a_copy_is_another_article() {
    let dir = with_case();
    let mut session = Session::variorum(&["wire.txt", "./wire.txt"], dir.path(), SIZE);
    session.wait_for("is named twice");
    session.wait_for("1 article");
    quit(&mut session);

    fs::copy(dir.path().join("wire.txt"), dir.path().join("copy-of-wire.txt")).unwrap();
    let mut session = Session::variorum(&["copy-of-wire.txt", "wire.txt"], dir.path(), SIZE);
    session.wait_for("copy-of-wire.txt is not in the case");
    session.send("a\n");
    session.wait_for("2 articles");
    session.send("l");
    annotate(&mut session);
    quit(&mut session);
    let case = case(dir.path());
    assert!(case.contains("id = \"copy-of-wire\"") && case.matches("[[article]]").count() == 2, "{case}");
}

#[test]
fn an_article_that_is_added_on_the_way_in_is_in_the_case_although_nothing_else_is_done() {
    let dir = with_case();
    let mut session = Session::variorum(&["wire.txt", "b.txt"], dir.path(), SIZE);
    session.wait_for("b.txt is not in the case");
    session.send("a\n");
    session.wait_for("2 articles");
    session.wait_for("saved variorum.toml");
    quit(&mut session);
    assert!(case(dir.path()).contains("path = \"b.txt\""), "{}", case(dir.path()));
    // One that was taken out and is named again is in it again.
    let text = case(dir.path());
    let gone = text.replace("path = \"b.txt\"", "path = \"b.txt\"\ngone = true");
    fs::write(dir.path().join("variorum.toml"), gone).unwrap();
    let mut session = Session::variorum(&["wire.txt", "b.txt"], dir.path(), SIZE);
    session.wait_for("2 articles");
    session.wait_for("saved variorum.toml");
    quit(&mut session);
    assert_eq!(case(dir.path()), text);
    // Nothing is written where nothing came in.
    fs::write(dir.path().join("variorum.toml"), format!("# mine\n{text}")).unwrap();
    let mut session = Session::variorum(&["wire.txt", "b.txt"], dir.path(), SIZE);
    session.wait_for("2 articles");
    quit(&mut session);
    assert_eq!(case(dir.path()), format!("# mine\n{text}"));
}

#[test]
fn how_to_read_articles_is_not_ignored_in_silence_where_their_case_says_it() {
    let dir = with_case();
    let before = case(dir.path());
    let commands: [&[&str]; 4] = [
        &["--repair"],
        &["--extract", "plain", "variorum.toml"],
        &["--repair", "wire.txt"],
        &["--repair", "wire.txt", "b.txt"],
    ];
    for arguments in commands {
        let mut session = Session::variorum(arguments, dir.path(), SIZE);
        session.wait_for("variorum.toml says how its articles are read; leave --repair and --extract out");
        assert_eq!(session.exit(), 2, "{arguments:?}");
    }
    let mut session = Session::variorum(&["--repair", "b.txt"], dir.path(), SIZE);
    session.wait_for("b.txt is not in the case");
    session.send("q\n");
    assert_eq!(session.exit(), 0);
    assert_eq!(case(dir.path()), before);
}

#[test]
fn an_article_that_changed_is_told_whichever_way_it_is_opened() {
    let dir = with_case();
    fs::write(dir.path().join("wire.txt"), NINE.replace("Nine", "Eleven")).unwrap();
    for arguments in [&["wire.txt"][..], &[]] {
        let mut session = Session::variorum(arguments, dir.path(), SIZE);
        session.wait_for("wire.txt: has changed");
        session.wait_for("Eleven people");
        quit(&mut session);
    }
}

#[test]
fn whoever_wants_none_of_what_is_asked_can_leave_and_nothing_is_written() {
    let dir = with_case();
    let before = case(dir.path());
    for answer in ["q\n", "\u{1b}[A\n", "\u{4}"] {
        let mut session = Session::variorum(&["b.txt", "c.txt"], dir.path(), SIZE);
        session.wait_for("b.txt and c.txt are not in the case variorum.toml");
        session.wait_for("[q] leave");
        session.send(answer);
        assert_eq!(session.exit(), 0, "{answer:?}");
        session.assert_given_back();
    }
    assert_eq!(case(dir.path()), before);
}

#[test]
fn what_the_reader_keeps_private_stays_private() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = shell("umask 077; exec variorum demo", dir.path());
    session.wait_for("suspects");
    annotate(&mut session);
    quit(&mut session);
    for name in ["variorum.toml", "articles/wire.txt"] {
        let mode = fs::metadata(dir.path().join("variorum-demo").join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn the_demo_leaves_the_reader_s_own_articles_alone() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("articles")).unwrap();
    fs::write(dir.path().join("articles/wire.txt"), "my own words").unwrap();
    let mut session = Session::variorum(&["demo", "."], dir.path(), SIZE);
    assert_eq!(session.exit(), 1);
    session.wait_for("wire.txt: is a file of yours");
    assert_eq!(fs::read_to_string(dir.path().join("articles/wire.txt")).unwrap(), "my own words");
    assert!(!dir.path().join("variorum.toml").exists());
}

/// A text of more than half a million bytes; its last paragraph is known by its words.
fn long(end: &str) -> String {
    let paragraph =
        |n: usize| format!("In paragraph {n} the river rose. Volunteers filled {n} sandbags.\n\n");
    let paragraphs: String = (0..9_000).map(paragraph).collect();
    format!("{paragraphs}{end}\n")
}

#[test]
fn a_slow_source_holds_no_other_article_back() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), NINE).unwrap();
    let mut session = shell("(sleep 3; echo Twelve people fell.) | variorum - a.txt", dir.path());
    session.wait_for("Nine people");
    session.wait_for("1 article");
    session.wait_for("reading 2 of 2");
    annotate(&mut session);
    assert!(!session.text().contains("Twelve"));
    session.wait_for("Twelve people");
    session.wait_for("2 articles");
    quit(&mut session);
    let case = case(dir.path());
    assert!(case.find("articles/stdin.txt") < case.find("a.txt\""), "in the order of the inputs: {case}");
    assert_eq!(case.matches("[[article]]").count(), 2, "{case}");
    assert_eq!(fs::read_to_string(dir.path().join("articles/stdin.txt")).unwrap(), "Twelve people fell.\n");
    assert_eq!(waiting(dir.path()), 0);
}

#[test]
fn a_long_article_is_there_whole_after_its_beginning_and_is_annotated_by_all_its_bytes() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), long("The end says nine.")).unwrap();
    fs::write(dir.path().join("b.txt"), "The end says ten.\n").unwrap();
    let mut session = Session::variorum(&["a.txt", "b.txt", "none.txt"], dir.path(), SIZE);
    session.wait_for("In paragraph 0 the river rose.");
    session.send("G");
    session.wait_for("1 thread ");
    session.send("G");
    session.wait_for("The end says nine.");
    annotate(&mut session);
    quit(&mut session);
    let case = case(dir.path());
    assert!(case.contains("text = \"nine") || case.contains("text = \"The end says nine"), "{case}");
    assert_eq!(case.matches("bytes_sha256 = ").count(), 2, "{case}");

    // Where the reader was is found again, though it lies far behind the beginning.
    let mut session = Session::variorum(&[], dir.path(), SIZE);
    session.wait_for("The end says nine.");
    session.wait_for("1 annotation");
    quit(&mut session);
}
