//! Articles by their addresses and pasted text, with the real binary and a server on this machine: what is asked for, what is
//! kept, and where.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/server.rs"]
mod server;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use pty::Session;
use server::{Server, send};

const SIZE: (u16, u16) = (120, 40);
const HTML: &str = "Content-Type: text/html; charset=utf-8\r\n";

fn page(count: &str) -> String {
    format!(
        "<html><head><title>Footbridge gives way</title></head><body><article><h1>Footbridge gives way</h1>\
         <p>{count} people were taken to hospital when the footbridge fell on Sunday afternoon.</p>\
         <p>Police closed Mill Lane, and the council will meet on Monday to talk about the deck.</p></article></body></html>"
    )
}

/// A paper: `/bridge` is another page each time that the number is raised.
fn paper() -> (Server, Arc<AtomicUsize>) {
    let edition = Arc::new(AtomicUsize::new(0));
    let current = Arc::clone(&edition);
    let server = Server::start(move |path, _, stream| match path {
        "/bridge" => {
            let count = ["Nine", "Eleven", "Twelve"][current.load(Ordering::SeqCst)];
            send(stream, "200 OK", HTML, page(count).as_bytes());
        }
        "/old-bridge" => send(stream, "301 Moved", "Location: /bridge\r\n", b""),
        "/late" => {
            thread::sleep(Duration::from_secs(2));
            send(stream, "200 OK", "Content-Type: text/plain\r\n", b"Late words of nine people who fell.");
        }
        // A server that names an encoding which the page has not.
        "/wrong" => {
            let sort = "Content-Type: text/plain; charset=iso-8859-1\r\n";
            send(stream, "200 OK", sort, "Zwölf Menschen fielen.".as_bytes());
        }
        _ => send(stream, "404 Not Found", HTML, b"no such page"),
    });
    (server, edition)
}

fn annotate(session: &mut Session) {
    session.send("a");
    session.wait_for("new annotation");
    session.send("n\r");
    session.wait_for("saved");
}

fn quit(session: &mut Session) {
    session.send("q");
    assert_eq!(session.exit(), 0);
}

fn case(folder: &Path) -> String {
    fs::read_to_string(folder.join("variorum.toml")).unwrap()
}

fn kept(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join("articles").join(name)).unwrap()
}

fn waiting(folder: &Path) -> usize {
    let state = folder.join("home/.local/state/variorum/waiting");
    fs::read_dir(state).map_or(0, Iterator::count)
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    command.current_dir(folder).env("HOME", folder.join("home")).args(arguments);
    for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"] {
        command.env_remove(name);
    }
    command.output().unwrap()
}

fn lines(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_page_is_kept_with_the_first_annotation_and_never_asked_for_unless_the_reader_says_so() {
    let (server, edition) = paper();
    let dir = tempfile::tempdir().unwrap();
    let address = format!("{}/old-bridge", server.address);
    let mut session = Session::variorum(&[&address], dir.path(), SIZE);
    session.wait_for("Nine people");
    assert_eq!(waiting(dir.path()), 1);
    quit(&mut session);
    assert_eq!(waiting(dir.path()), 0, "nothing was annotated, nothing is kept");
    assert!(!dir.path().join("variorum.toml").exists());

    let mut session = Session::variorum(&[&address], dir.path(), SIZE);
    session.wait_for("Nine people");
    annotate(&mut session);
    quit(&mut session);
    assert_eq!(waiting(dir.path()), 0);
    let written = case(dir.path());
    let url = format!("{}/bridge", server.address);
    for part in [
        "id = \"old-bridge\"",
        "path = \"articles/old-bridge.html\"",
        &format!("url = \"{url}\""),
        "fetched = ",
    ] {
        assert!(written.contains(part), "{part}: {written}");
    }
    assert_eq!(kept(dir.path(), "old-bridge.html"), page("Nine"));

    // From here on only the reader's word makes a request.
    edition.store(1, Ordering::SeqCst);
    let asked = server.asked().len();
    for arguments in [&[][..], &[url.as_str()], &["variorum.toml"]] {
        let mut session = Session::variorum(arguments, dir.path(), SIZE);
        session.wait_for("Nine people");
        session.wait_for("1 annotation");
        quit(&mut session);
    }
    for arguments in [&["check"][..], &["list"], &["export"]] {
        run(dir.path(), arguments);
    }
    assert_eq!(server.asked().len(), asked, "{:?}", server.asked());

    edition.store(0, Ordering::SeqCst);
    let mut session = Session::variorum(&[], dir.path(), SIZE);
    session.wait_for("Nine people");
    session.send("gr");
    session.wait_for("has not changed");
    edition.store(1, Ordering::SeqCst);
    session.send("gr");
    session.wait_for("Eleven people");
    session.wait_for("was read anew");
    quit(&mut session);
    assert_eq!(server.asked().len(), asked + 2);
    assert_eq!(kept(dir.path(), "old-bridge.html"), page("Nine"), "the old bytes are as they were");
    let names = fs::read_dir(dir.path().join("articles")).unwrap();
    let names: Vec<String> = names.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    let new = names.iter().find(|n| *n != "old-bridge.html").unwrap();
    assert!(new.starts_with("old-bridge.20") && new.ends_with(".html") && names.len() == 2, "{names:?}");
    assert_eq!(kept(dir.path(), new), page("Eleven"));
    let written = case(dir.path());
    assert!(
        written.contains(&format!("path = \"articles/{new}\"")) && written.contains("previous = "),
        "{written}"
    );

    let mut session = Session::variorum(&[], dir.path(), SIZE);
    session.wait_for("Eleven people");
    quit(&mut session);
}

#[test]
fn a_page_that_came_anew_before_anything_was_written_is_kept_in_both_versions_and_undo_goes_back() {
    let (server, edition) = paper();
    let dir = tempfile::tempdir().unwrap();
    let url = format!("{}/bridge", server.address);
    let mut session = Session::variorum(&[&url], dir.path(), SIZE);
    session.wait_for("Nine people");
    edition.store(1, Ordering::SeqCst);
    session.send("gr");
    session.wait_for("Eleven people");
    session.wait_for("saved");
    session.send("u");
    session.wait_for("Nine people");
    quit(&mut session);
    assert_eq!(kept(dir.path(), "bridge.html"), page("Nine"));
    assert!(case(dir.path()).contains("path = \"articles/bridge.html\""), "{}", case(dir.path()));
    let count = fs::read_dir(dir.path().join("articles")).unwrap().count();
    assert_eq!(count, 2, "what came is kept as well");
}

#[test]
fn slow_pages_and_missing_ones_hold_nothing_back() {
    let (server, _) = paper();
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "Nine people were hurt.\n").unwrap();
    let at = |path: &str| format!("{}{path}", server.address);
    let arguments = [&at("/late"), "a.txt", &at("/nowhere"), &at("/bridge")];
    let mut session = Session::variorum(&arguments, dir.path(), SIZE);
    session.wait_for("people were hurt");
    session.wait_for("3 articles");
    session.wait_for("Late words");
    session.send(":");
    session.send(&format!("add {}\r", at("/nowhere")));
    session.wait_for("there is no page (404)");
    quit(&mut session);
    session.wait_for("nowhere: there is no page (404)");
}

#[test]
fn addresses_stand_wherever_articles_do() {
    let (server, _) = paper();
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "Twelve people were taken to hospital.\n").unwrap();
    let at = |path: &str| format!("{}{path}", server.address);
    let (out, _) = lines(&run(dir.path(), &["text", &at("/wrong")]));
    assert_eq!(out, "Zwölf Menschen fielen.\n");
    let (out, errors) =
        lines(&run(dir.path(), &["align", "a.txt", &at("/bridge"), &at("/nowhere"), "--format", "json"]));
    assert!(
        out.contains(&format!("\"path\": \"{}\"", at("/bridge"))) || out.contains(&at("/bridge")),
        "{out}"
    );
    assert!(out.contains("\"id\":\"bridge\"") || out.contains("\"id\": \"bridge\""), "{out}");
    assert!(errors.contains("there is no page (404)"), "{errors}");

    let case_of_one = "format = \"variorum-case\"\nversion = 1\n[[article]]\nid = \"a\"\npath = \"a.txt\"\n";
    fs::write(dir.path().join("variorum.toml"), case_of_one).unwrap();
    let (out, errors) = lines(&run(dir.path(), &["add", "variorum.toml", &at("/old-bridge"), &at("/wrong")]));
    assert!(out.contains("added bridge ") && out.contains("added wrong "), "{out}{errors}");
    assert_eq!(kept(dir.path(), "bridge.html"), page("Nine"));
    assert_eq!(kept(dir.path(), "wrong.txt"), "Zwölf Menschen fielen.");
    assert!(case(dir.path()).contains("encoding = \"utf-8\""));
    let asked = server.asked().len();
    let (_, errors) = lines(&run(dir.path(), &["add", "variorum.toml", &at("/bridge")]));
    assert!(errors.contains("is in the case already, as bridge"), "{errors}");
    assert_eq!(server.asked().len(), asked, "what the case has is not asked for");

    let mut session = Session::variorum(&[], dir.path(), SIZE);
    session.wait_for("3 articles");
    session.send(&format!(":add {}\r", at("/late")));
    session.wait_for("4 articles");
    session.wait_for("saved");
    quit(&mut session);
    assert_eq!(kept(dir.path(), "late.txt"), "Late words of nine people who fell.");
    assert_eq!(waiting(dir.path()), 0);
}

#[test]
fn pasted_text_becomes_an_article_when_the_reader_says_so() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "Nine people were hurt.\n").unwrap();
    let mut session = Session::variorum(&["a.txt"], dir.path(), SIZE);
    session.wait_for("Nine people");
    let text = "Bridge down\r\rAbout ten people were hurt, the radio said.";
    session.send(&format!("\u{1b}[200~{text}\u{1b}[201~"));
    session.wait_for("new article, 10 words");
    session.wait_for("Bridge down About ten");
    session.send("\u{1b}");
    session.wait_for("what was pasted is dropped");
    assert!(!dir.path().join("variorum.toml").exists());
    session.send(&format!("\u{1b}[200~{text}\u{1b}[201~"));
    session.wait_for("new article");
    session.send("Radio Ash\r");
    session.wait_for("2 articles");
    session.wait_for("2 Radio Ash");
    session.wait_for("saved");
    session.send("u");
    session.wait_for("1 article");
    session.send("\u{12}");
    session.wait_for("2 articles");
    quit(&mut session);
    assert_eq!(kept(dir.path(), "radio-ash.txt"), text.replace('\r', "\n"));
    assert!(case(dir.path()).contains("path = \"articles/radio-ash.txt\""), "{}", case(dir.path()));
    assert_eq!(waiting(dir.path()), 0);

    let html = "<html><body><h1>Bridge</h1><p>Six people were hurt, <b>witnesses</b> said.</p></body></html>";
    let mut session = Session::variorum(&[], dir.path(), SIZE);
    session.wait_for("About ten people");
    session.send(&format!("\u{1b}[200~{html}\u{1b}[201~"));
    session.wait_for("new article");
    session.send("\r");
    session.wait_for("Six people were hurt, witnesses");
    session.wait_for("saved");
    quit(&mut session);
    assert_eq!(kept(dir.path(), "pasted.html"), html);
}
