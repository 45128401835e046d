//! `:export`: notes are seen before they are written, and no file is lost to them.
#![cfg(unix)]
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
#[path = "support/pty.rs"]
mod pty;
mod support;

use std::fs;

use ferry::{SIZES, ferry, shown};
use pty::Session;
use support::*;
use variorum::app::effect::{Effect, Message, Write};
use variorum::app::exporting::{self, Request, Unwritten};
use variorum::app::{App, Overlay};
use variorum::article::Article;
use variorum::export::Notes;
use variorum::export::format::{Format, Wishes};
use variorum::export::record::Record;

/// Types a line into the palette and returns what the shell is asked to do.
fn line(app: &mut App, line: &str) -> Vec<Effect> {
    press(app, ":");
    type_text(app, line);
    let enter = variorum::app::key::parse("Enter").unwrap()[0];
    app.update(Message::Key(event(enter)), now())
}

/// Returns the notes that are to be made.
fn asked(effects: Vec<Effect>) -> Request {
    match effects.into_iter().next() {
        Some(Effect::Export(request)) => *request,
        other => panic!("{other:?}"),
    }
}

/// Types a line, makes the notes as the worker would, and shows them.
fn preview(app: &mut App, typed: &str) {
    let request = asked(line(app, typed));
    app.update(exporting::answer(&request), now());
}

fn write(app: &mut App) -> Write {
    let enter = variorum::app::key::parse("Enter").unwrap()[0];
    match app.update(Message::Key(event(enter)), now()).into_iter().next() {
        Some(Effect::Write(write)) => write,
        other => panic!("{other:?}"),
    }
}

/// The ferry with annotations of two kinds.
fn annotated(width: u16, height: u16) -> App {
    let mut app = ferry(width, height);
    press(&mut app, "d a n Enter");
    press(&mut app, "d a t Enter");
    assert_eq!(app.case.annotations.len(), 2);
    app
}

#[test]
fn the_window_of_notes_at_every_size() {
    for (width, height) in SIZES {
        let mut app = annotated(width, height);
        preview(&mut app, "export md");
        shown(&format!("export_{width}x{height}"), &app);
    }
}

#[test]
fn what_is_seen_is_what_is_written() {
    for format in ["md", "html", "csv", "csv-long", "json", "jsonld", "tei", "org", "text", "claimreview"] {
        let mut app = annotated(120, 40);
        preview(&mut app, &format!("export {format}"));
        let Some(Overlay::Export(window)) = app.overlays.last() else { panic!("no window for {format}") };
        let first = window.notes.as_ref().unwrap().lines[0].clone();
        let written = write(&mut app);
        assert!(String::from_utf8(written.bytes.to_vec()).unwrap().starts_with(first.as_str()), "{format}");
        assert!(!written.replace && written.path.to_str().unwrap().starts_with("notes."), "{format}");
        app.update(Message::Written(written, Ok(())), now());
        assert!(said(&app).starts_with("written into notes.") && app.overlays.is_empty(), "{format}");
    }
}

#[test]
fn a_file_that_exists_is_asked_about_and_stays_without_a_yes() {
    let mut app = annotated(120, 40);
    preview(&mut app, "export md my notes.md");
    let first = write(&mut app);
    assert_eq!(first.path.to_str(), Some("my notes.md"));
    app.update(Message::Written(first.clone(), Err(Unwritten::Exists)), now());
    assert!(text(&frame(&app)).contains("my notes.md exists already. Overwrite it?"));
    press(&mut app, "n");
    assert!(matches!(app.overlays.last(), Some(Overlay::Export(_))), "the window is there still");
    let again = write(&mut app);
    app.update(Message::Written(again, Err(Unwritten::Exists)), now());
    let effects = app.update(Message::Key(event(variorum::app::key::parse("y").unwrap()[0])), now());
    assert!(matches!(&effects[..], [Effect::Write(w)] if w.replace && w.bytes == first.bytes), "{effects:?}");
    app.update(
        Message::Written(first, Err(Unwritten::Failed("my notes.md: the disk is full".into()))),
        now(),
    );
    assert_eq!(said(&app), "my notes.md: the disk is full");
    press(&mut app, "Esc");
    assert_eq!((said(&app), app.overlays.len()), ("nothing is written", 0));
}

#[test]
fn the_filter_of_the_list_holds_unless_another_is_given() {
    let mut app = annotated(120, 40);
    assert_eq!(asked(line(&mut app, "export md")).case.annotations.len(), 2);
    press(&mut app, "Esc");
    line(&mut app, "list kind:number");
    assert_eq!(app.list.filter, "kind:number");
    let request = asked(line(&mut app, "export md"));
    assert_eq!(request.case.annotations.len(), 1);
    assert!(text(&frame(&app)).contains("md: 1 of 2 annotations where kind:number"));
    press(&mut app, "Esc");
    let request = asked(line(&mut app, "export csv a.csv --where kind:time"));
    assert_eq!(request.case.annotations[0].kind, "time");
    press(&mut app, "Esc");
    assert_eq!(asked(line(&mut app, "export md --where status:open")).case.annotations.len(), 2);
    press(&mut app, "Esc");
    for (typed, why) in [
        ("export md --where kind:place", "no annotation passes"),
        ("export md --where kind:", "kind"),
        ("export docx", "`docx` is no format; there are md, html"),
    ] {
        assert!(line(&mut app, typed).is_empty(), "{typed}");
        assert!(said(&app).contains(why), "{typed}: {}", said(&app));
    }
}

#[test]
fn notes_that_come_for_a_closed_window_are_dropped() {
    let mut app = annotated(120, 40);
    let request = asked(line(&mut app, "export html"));
    assert!(text(&frame(&app)).contains("the notes are being made"));
    press(&mut app, "Enter");
    assert_eq!(said(&app), "the notes are still being made");
    press(&mut app, "Esc");
    app.update(exporting::answer(&request), now());
    assert!(app.overlays.is_empty());
}

#[test]
fn the_program_writes_where_it_says_and_over_nothing_without_a_yes() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.md"), "the editor's own words").unwrap();
    let mut session = Session::variorum(&["demo"], folder.path(), (100, 30));
    session.wait_for("suspects");
    session.send("danWhy?\r");
    session.wait_for("saved");
    session.send(":export html page.html\r");
    session.wait_for("<!DOCTYPE html>");
    session.send("\r");
    session.wait_for("written into page.html");
    session.send(":export md old.md\r");
    session.wait_for("into old.md");
    session.wait_for("# Footbridge");
    session.send("\r");
    session.wait_for("Overwrite it?");
    session.send("n");
    session.wait("the question is gone", |s| !s.contents().contains("Overwrite it?"));
    session.send("\x1b");
    session.wait_for("nothing is written");
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("old.md"), "the editor's own words");
    assert!(read("page.html").contains("Why?"));
    session.send(":export md old.md\r");
    session.wait_for("# Footbridge");
    session.send("\r");
    session.wait_for("Overwrite it?");
    session.send("y");
    session.wait_for("written into old.md");
    assert!(read("old.md").contains("Why?"));
    session.send(":export md nowhere/notes.md\r");
    session.wait_for("# Footbridge");
    session.send("\r");
    session.wait_for("nowhere/notes.md: ");
    session.send("\x1b");
    session.wait_for("nothing is written");
    session.send("q");
    assert_eq!(session.exit(), 0);
}

#[test]
fn words_that_may_stand_elsewhere_are_not_said_to_be_other_words_now() {
    let mut app = demo(120, 40);
    press(&mut app, "d a n Enter");
    for (anchor, said) in
        [("review", "not surely found in the article now"), ("changed", "other words there now")]
    {
        app.case.annotations[0].witnesses[0].anchor = Some(anchor.into());
        let articles: Vec<&Article> = app.articles.iter().map(AsRef::as_ref).collect();
        let notes = Notes::new(&app.case, &articles);
        for format in [Format::Md, Format::Html] {
            let mut bytes = Vec::new();
            format.write(&mut bytes, &notes, &Record::new(&notes, None), &Wishes::default()).unwrap();
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(said), "{anchor}: {text}");
            assert!(anchor == "changed" || !text.contains("other words there now"), "{text}");
        }
    }
}
