//! The line-by-line mode: sessions with the real binary, held against transcripts, and what must not get lost.
//!
//! A transcript is a file in `tests/linear`: behind `$` the arguments, behind `>` what is typed, between what is
//! printed. `UPDATE_TRANSCRIPTS=1 cargo test --test linear` writes the printed lines anew; read the difference.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "linear/articles.rs"]
mod articles;
#[path = "support/pty.rs"]
mod pty;
#[path = "linear/session.rs"]
mod session;

use std::fs;
use std::path::Path;
use std::process::Command;

use pty::Session;
use session::{assert_plain, session, transcript};

fn case(folder: &Path) -> toml::Table {
    fs::read_to_string(folder.join("variorum-demo/variorum.toml")).unwrap().parse().unwrap()
}

#[test]
fn the_whole_job_can_be_done_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let ended = transcript("main_job.txt", folder.path());
    assert!(ended.status.success(), "{}", ended.errors);
    let case = case(folder.path());
    let annotation = &case["annotation"][0];
    assert_eq!(annotation["question"].as_str(), Some("How many were hurt?"));
    assert_eq!(annotation["status"].as_str(), Some("resolved"));
    assert_eq!(annotation["severity"].as_str(), Some("high"));
    assert_eq!(annotation["evidence"].as_array().unwrap().len(), 2);
    assert_eq!(
        annotation["note"].as_str(),
        Some("The Courier counts people taken to hospital.\n\nThe Trumpet names no source.")
    );
    let witnesses = annotation["witness"].as_array().unwrap();
    let of = |name: &str| witnesses.iter().find(|w| w["article"].as_str() == Some(name)).unwrap();
    assert_eq!(of("bulletin")["stand"].as_str(), Some("silent"));
    assert_eq!(of("trumpet")["says"].as_str(), Some("twelve"));
    assert_eq!(case["tie"].as_array().unwrap().len(), 1, "the tie, and not what was undone");
    let notes = fs::read_to_string(folder.path().join("notes.md")).unwrap();
    assert!(notes.contains("How many were hurt?") && notes.contains("twelve"), "{notes}");
}

#[test]
fn what_the_readme_shows_is_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let transcript = fs::read_to_string(root.join("tests/linear/main_job.txt")).unwrap();
    let chapter = readme.split("## Line by line").nth(1).unwrap();
    let sample = chapter.split("```").nth(1).unwrap().trim();
    let typed_apart = sample.replace("or ? for help: ", "or ? for help:\n> ");
    assert!(sample.lines().count() > 3 && transcript.contains(&typed_apart), "not in it:\n{typed_apart}");
}

#[test]
fn a_slip_gets_one_sentence_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let ended = transcript("slips.txt", folder.path());
    assert!(ended.status.success(), "{}", ended.errors);
    assert!(case(folder.path()).get("annotation").is_none());
}

#[test]
fn an_input_that_ends_within_a_note_loses_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let ended = transcript("cut_off.txt", folder.path());
    assert!(ended.status.success(), "{}", ended.errors);
    let annotation = &case(folder.path())["annotation"][0];
    assert_eq!(annotation["note"].as_str(), Some("First line of a note\nthat goes on"));
}

#[test]
fn an_input_that_ends_anywhere_ends_the_program_and_keeps_what_was_typed() {
    let lines = [
        "wait",
        "suspect 12",
        "annotate",
        "",
        "Kept?",
        "5 says twelve",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "a note",
    ];
    for count in 0..=lines.len() {
        let folder = tempfile::tempdir().unwrap();
        let ended = session(folder.path(), &["demo"], lines[..count].join("\n").as_bytes());
        assert!(ended.status.success(), "after {count} lines: {}", ended.errors);
        let file = fs::read_to_string(folder.path().join("variorum-demo/variorum.toml")).unwrap();
        assert_eq!(file.contains("Kept?"), count > 4, "after {count} lines: {}", ended.out);
    }
}

#[test]
fn a_draft_that_was_put_off_is_there_again_in_the_next_session() {
    let folder = tempfile::tempdir().unwrap();
    let offered =
        "An annotation that is not saved is kept, “Not yet”: annotate at passage 5 of 1 Courier opens it.";
    let ended = session(folder.path(), &["demo"], b"passage 5\nannotate\nother\nNot yet\n/cancel\n");
    assert!(ended.out.trim_end().ends_with(offered), "{}", ended.out);
    let ended = session(folder.path(), &["demo"], b"passage 5\nannotate\n/save\n");
    assert!(ended.out.contains(offered) && ended.out.contains("Your draft is back"), "{}", ended.out);
    assert_eq!(case(folder.path())["annotation"][0]["question"].as_str(), Some("Not yet"));
    let ended = session(folder.path(), &["demo"], b"");
    assert!(!ended.out.contains("is kept"), "{}", ended.out);
}

#[test]
fn a_draft_that_cannot_be_kept_is_printed_when_the_input_ends() {
    let folder = tempfile::tempdir().unwrap();
    // A file in the place of the folder of drafts.
    fs::create_dir_all(folder.path().join("home/.local/state/variorum")).unwrap();
    fs::write(folder.path().join("home/.local/state/variorum/drafts"), "").unwrap();
    let ended = session(folder.path(), &["demo"], b"passage 5\nannotate\nother\nNot yet\n/cancel\n");
    let all = format!("{}{}", ended.out, ended.errors);
    assert!(all.contains("is not kept for a crash"), "{all}");
    assert!(all.contains("NOT SAVED: a draft") && all.contains("Question: Not yet"), "{all}");
}

#[test]
fn annotations_that_cannot_be_saved_are_asked_about_and_printed() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), &["demo"], b"");
    let file = folder.path().join("variorum-demo/variorum.toml");
    // A folder in the place of the lock makes every save fail.
    fs::create_dir(folder.path().join("variorum-demo/.variorum.toml.lock")).ok();
    let lock = folder.path().join("variorum-demo/.variorum.toml.lock");
    if lock.is_file() {
        fs::remove_file(&lock).unwrap();
        fs::create_dir(&lock).unwrap();
    }
    let before = fs::read_to_string(&file).unwrap();
    let ended = session(folder.path(), &["demo"], b"annotate\nother\nLost?\n/save\nquit\nno\nsave\n");
    assert!(!ended.status.success());
    assert!(ended.out.contains("NOT SAVED: ") && ended.out.contains("Quit and lose them?"), "{}", ended.out);
    let printed = ended.out.rsplit("Here is everything that was written").next().unwrap();
    assert!(printed.contains("Lost?"), "{}", ended.out);
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
}

#[test]
fn a_broken_case_is_one_sentence_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("variorum.toml");
    fs::write(&file, "format = \"variorum-case\"\nversion = 1\n[[annotation]\n").unwrap();
    let ended = session(folder.path(), &["variorum.toml"], b"next\nquit\n");
    assert_eq!(ended.status.code(), Some(1));
    assert!(ended.errors.contains("variorum.toml") && ended.errors.contains("line 3"), "{}", ended.errors);
    assert_eq!(ended.out, "");
    assert!(fs::read_to_string(&file).unwrap().ends_with("[[annotation]\n"));
}

#[test]
fn nothing_of_an_article_or_of_the_input_commands_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "Nine \u{1b}[31mred\u{7} people \u{202e}were hurt.\n").unwrap();
    fs::write(folder.path().join("b.txt"), "Nine people were hurt.\n").unwrap();
    let typed = "here\ncompare\nsearch people\nbanana\u{1b}[2J\nannotate\nother\nWhy \u{1b}]0;x\u{7}?\n/save\n\
                 annotations\n1\nexport\nquit\n";
    let ended = session(folder.path(), &["a.txt", "b.txt"], typed.as_bytes());
    assert!(ended.status.success(), "{}", ended.errors);
    assert_plain(&ended.out);
    assert!(!ended.out.contains('\u{202e}'));
    let file = fs::read_to_string(folder.path().join("variorum.toml")).unwrap();
    let case: toml::Table = file.parse().unwrap();
    assert_eq!(case["annotation"][0]["question"].as_str(), Some("Why ]0;x?"));
}

#[test]
fn lines_that_cannot_be_read_are_refused_and_the_next_one_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let mut typed = b"ne\xffxt\n".to_vec();
    typed.extend(vec![b'x'; 3 << 20]);
    typed.extend(b"\npassage 3\r\nquit\n");
    let ended = session(folder.path(), &["demo"], &typed);
    assert!(ended.out.contains("no UTF-8") && ended.out.contains("longer than a million"), "{}", ended.out);
    assert!(ended.out.contains("Courier, passage 3 of"), "{}", ended.out);
    assert!(ended.out.len() < 10_000);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error_and_what_was_typed_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_variorum");
    let line = format!(
        "(printf 'annotate\\nother\\nKept?\\n'; sleep 1; printf 'x\\n') | {program} demo --linear | head -20"
    );
    let output =
        Command::new("sh").args(["-c", &line]).current_dir(folder.path()).env("HOME", folder.path()).output();
    assert_eq!(String::from_utf8(output.unwrap().stdout).unwrap().lines().count(), 20);
    assert!(fs::read_to_string(folder.path().join("variorum-demo/variorum.toml")).unwrap().contains("Kept?"));
}

#[test]
fn strangers_to_the_case_are_asked_about_on_the_same_lines() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("a.txt", "Nine people were hurt.\n"), ("b.txt", "Twelve people were hurt.\n")] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    session(folder.path(), &["a.txt"], b"annotate\nother\n/save\nquit\n");
    let ended = session(folder.path(), &["a.txt", "b.txt"], b"add\narticles\nquit\n");
    assert!(ended.status.success(), "{}", ended.errors);
    assert!(ended.out.contains("b.txt is not in the case") && ended.out.contains("2. b"), "{}", ended.out);
}

#[test]
fn on_a_terminal_of_twenty_columns_it_prints_lines_and_leaves_the_modes_alone() {
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_variorum");
    let arguments = ["TERM=dumb", program, "demo", "--linear"];
    let mut session = Session::start("env", &arguments, folder.path(), (20, 12));
    let flat = |s: &vt100::Screen| s.contents().split_whitespace().collect::<String>();
    session.wait("the first prompt", |s| flat(s).ends_with("or?forhelp:"));
    session.send("wait\n");
    session.wait("the comparison", |s| flat(s).contains("opensuspects"));
    session.assert_given_back();
    session.send("passage 5\n");
    session.wait("the passage", |s| flat(s).ends_with("passage5of53,or?forhelp:"));
    session.send("annotate\nother\nOn a terminal\n");
    session.wait("the witnesses", |s| flat(s).ends_with("(nochange):"));
    // The end of the input, as a terminal sends it.
    session.send("\u{4}");
    session.wait("what was saved", |s| flat(s).ends_with("variorum-demo/variorum.toml"));
    assert_eq!(session.exit(), 0);
    session.assert_given_back();
    assert_eq!(case(folder.path())["annotation"][0]["question"].as_str(), Some("On a terminal"));
}

#[test]
fn a_signal_ends_it_and_keeps_what_was_typed() {
    for signal in ["INT", "TERM", "HUP"] {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::variorum(&["demo", "--linear"], folder.path(), (100, 60));
        session.wait_for("or ? for help");
        session.send("annotate\nother\nKept?\n");
        session.wait_for("(no change)");
        session.signal(signal);
        session.exit();
        let annotation = &case(folder.path())["annotation"][0];
        assert_eq!(annotation["question"].as_str(), Some("Kept?"), "{signal}");
    }
}

#[test]
fn a_terminal_that_calls_itself_dumb_is_told_of_this_mode() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["TERM=dumb", env!("CARGO_BIN_EXE_variorum"), "demo"];
    let mut session = Session::start("env", &arguments, folder.path(), (120, 40));
    session.wait_for("--linear");
    session.send("q");
    assert_eq!(session.exit(), 0);
}

#[test]
fn the_annotations_are_filtered_as_in_the_list() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "Nine people were hurt.\n").unwrap();
    let case = "format = \"variorum-case\"\nversion = 1\n[[article]]\nid = \"a\"\npath = \"a.txt\"\n[[annotation]]\nid = \
                \"a-00000001\"\nkind = \"number\"\nquestion = \"How many?\"\n";
    fs::write(dir.path().join("variorum.toml"), case).unwrap();
    let typed =
        "annotations status:open\nannotations open number many\nannotations -open\nannotations knd:x\n";
    let ended = session(dir.path(), &["variorum.toml"], typed.as_bytes());
    assert_eq!(ended.out.matches("1 annotation; its number shows one.").count(), 2, "{}", ended.out);
    assert!(ended.out.contains("No annotation of 1"), "{}", ended.out);
    assert!(ended.out.contains("did you mean `kind:`"), "{}", ended.out);
}
