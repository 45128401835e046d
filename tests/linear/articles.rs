//! Articles that come, change and go, and the reader's judgements, line by line.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::mpsc::{self, Sender};
use std::thread;

use super::pty::Session;
use super::session::{session, transcript};

const HARBOUR: &str =
    "The harbour was shut\n\nNine boats were lost in the storm. The pier stands. Nobody was hurt.\n";
const POST: &str = "Storm at the harbour\n\nTwelve boats were lost in the storm. The ferry runs again on Monday. The mayor came at noon.\n";
const LATE: &str =
    "Boats lost\n\nTwelve boats were lost in the storm, says the Post. The insurers have been told.\n";

fn harbour() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("more")).unwrap();
    let texts = [
        ("harbour.txt", HARBOUR),
        ("post.txt", POST),
        ("late.txt", LATE),
        ("more/radio.txt", "On the radio\n\nThe pier stands, a listener says.\n"),
        ("more/wire.md", "# By wire\n\nThe ferry runs again on Monday.\n"),
    ];
    texts.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).unwrap());
    folder
}

fn harbour_case(folder: &Path) -> toml::Table {
    fs::read_to_string(folder.join("variorum.toml")).unwrap().parse().unwrap()
}

#[test]
fn articles_come_and_go_line_by_line() {
    let folder = harbour();
    let ended = transcript("articles.txt", folder.path());
    assert!(ended.status.success(), "{}", ended.errors);
    let case = harbour_case(folder.path());
    let articles = case["article"].as_array().unwrap();
    let gone: Vec<bool> = articles.iter().map(|a| a.get("gone").is_some()).collect();
    assert_eq!(gone, [false, false, true, false, false], "{articles:?}");
    assert!(articles.iter().all(|a| a.get("label").is_none()), "that was undone");
}

#[test]
fn what_was_set_aside_and_ties_are_listed_and_taken_back_line_by_line() {
    let folder = harbour();
    let ended = transcript("judged.txt", folder.path());
    assert!(ended.status.success(), "{}", ended.errors);
    let case = harbour_case(folder.path());
    assert!(case.get("aside").is_none(), "that was taken back");
    assert_eq!(case["tie"].as_array().unwrap().len(), 1, "that was taken back, and this undone");
}

#[test]
fn words_that_an_article_no_longer_has_are_gone_through_line_by_line() {
    let folder = harbour();
    let typed = "wait\npassage 2\nannotate\nnumber\nBoats?\n1 sentence\n2 sentence\n/save\narticle 2\npassage 4\nannotate\nwho\nMayor?\n1 out\n/save\n";
    let before = session(folder.path(), &["harbour.txt", "post.txt"], typed.as_bytes());
    assert!(before.status.success(), "{}{}", before.out, before.errors);
    let changed = POST
        .replace("Twelve boats were lost", "Some thirteen boats were lost")
        .replace(" The mayor came at noon.", "");
    fs::write(folder.path().join("post.txt"), changed).unwrap();
    let ended = transcript("changed.txt", folder.path());
    assert!(ended.status.success(), "{}", ended.errors);
    let case = harbour_case(folder.path());
    let annotations = case["annotation"].as_array().unwrap();
    let kinds: Vec<&str> = annotations.iter().map(|a| a["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["number", "who"], "the revision was undone");
    assert_eq!(annotations[1]["witness"][0]["anchor"].as_str(), Some("orphan"));
    assert_eq!(annotations[1]["witness"][0]["text"].as_str(), Some("The mayor came at noon."));
    assert!(case["article"][1]["previous"].as_array().is_some(), "the changed file was taken in");
}

#[test]
fn nothing_comes_or_goes_in_a_case_that_cannot_be_written() {
    let folder = harbour();
    let case = "format = \"variorum-case\"\nversion = 99\n[[article]]\nid = \"harbour\"\npath = \"harbour.txt\"\n\
                [[article]]\nid = \"post\"\npath = \"post.txt\"\n";
    fs::write(folder.path().join("variorum.toml"), case).unwrap();
    let ended = transcript("read_only.txt", folder.path());
    assert!(ended.status.success(), "{}", ended.errors);
    assert_eq!(fs::read_to_string(folder.path().join("variorum.toml")).unwrap(), case);
}

#[test]
fn a_missing_article_is_listed_and_found_again_line_by_line() {
    let folder = harbour();
    let begun = session(folder.path(), &["harbour.txt", "post.txt", "late.txt"], b"same 2 2\n");
    assert!(begun.status.success(), "{}", begun.errors);
    for (name, text) in [("post", POST.replace("Monday", "Tuesday")), ("late", LATE.to_owned())] {
        fs::remove_file(folder.path().join(format!("{name}.txt"))).unwrap();
        fs::write(folder.path().join(format!("more/old-{name}.txt")), text).unwrap();
    }
    let ended = transcript("missing.txt", folder.path());
    assert!(ended.status.success(), "{}", ended.errors);
    let case = harbour_case(folder.path());
    let paths: Vec<&str> =
        case["article"].as_array().unwrap().iter().map(|a| a["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["harbour.txt", "more/old-post.txt", "more/old-late.txt"]);
}

#[test]
fn an_article_is_read_another_way_line_by_line() {
    let folder = harbour();
    fs::write(folder.path().join("damaged.txt"), "The cafÃ© at the pier is open.\n\nIt serves creÌ€me.\n")
        .unwrap();
    let page = "<html><head><title>Storm</title></head><body><nav>Home News Sport</nav><article><h1>Storm</h1>\
                <p>Nine boats were lost in the storm that came over the harbour at night.</p>\
                <p>The pier stands, and the ferry runs again on Monday, says the harbour master.</p></article>\
                </body></html>";
    fs::write(folder.path().join("page.html"), page).unwrap();
    let ended = transcript("differently.txt", folder.path());
    assert!(ended.status.success(), "{}", ended.errors);
    let case = harbour_case(folder.path());
    let read = |at: usize| case["article"][at].get("read").map(ToString::to_string).unwrap_or_default();
    assert!(read(0).contains("repair"), "{}", read(0));
    assert!(!read(1).contains("plain"), "{}", read(1));
}

#[test]
fn a_file_that_changes_while_its_article_is_open_is_read_again() {
    let folder = harbour();
    let mut session = Session::variorum(&["harbour.txt", "post.txt", "--linear"], folder.path(), (120, 60));
    session.wait_for("or ? for help");
    session.send("search noon\n");
    session.wait_for("The mayor came at noon.");
    fs::write(folder.path().join("post.txt"), POST.replace("at noon", "at midnight")).unwrap();
    session.send("gr 2\n");
    session.wait_for("has changed and was read anew");
    session.send("article 2\npassage 4\n");
    session.wait_for("The mayor came at midnight.");
    session.send("quit\n");
    assert_eq!(session.exit(), 0);
}

/// Serves one page once it is told to, and returns its address.
fn slow_page() -> (String, Sender<()>) {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/slow", server.local_addr().unwrap());
    let (sender, go) = mpsc::channel();
    thread::spawn(move || {
        let (mut stream, _) = server.accept().unwrap();
        let read = stream.read(&mut [0; 4096]).unwrap();
        assert!(read > 0);
        go.recv().unwrap();
        let page = "Slow page\n\nTwelve boats were lost in the storm.\n";
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close";
        write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{page}", page.len()).unwrap();
    });
    (address, sender)
}

#[test]
fn who_types_on_while_a_page_comes_is_told_below_the_prompt_and_gets_it_again() {
    let folder = harbour();
    let (address, go) = slow_page();
    let mut session = Session::variorum(&["harbour.txt", "post.txt", "--linear"], folder.path(), (120, 60));
    session.wait_for("open suspect.");
    session.send(&format!("add {address}\nnext\n"));
    session.wait_for("passage 2 of 4, or ? for help:");
    go.send(()).unwrap();
    session.wait("what came, and the prompt", |screen| {
        let shown = screen.contents();
        let lines: Vec<&str> = shown.trim_end().lines().collect();
        let has = |beginning: &str| lines.iter().any(|line| line.starts_with(beginning));
        let is_prompt = lines.last().is_some_and(|line| line.ends_with("or ? for help:"));
        has("Added Slow page") && has("Saved variorum.toml") && is_prompt
    });
    session.send("quit\n");
    assert_eq!(session.exit(), 0);
}
