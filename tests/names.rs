//! Short names: no two articles look like one, on the screen as in what is written for others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fs;
use std::process::Command;
use std::sync::Arc;

use support::*;
use variorum::app::App;
use variorum::article::{Article, load};
use variorum::case::store::CaseFile;
use variorum::case::{Case, entry};
use variorum::export::Notes;

/// A page of one news agency.
fn page(title: &str, text: &str) -> String {
    format!(
        "<html><head><title>{title}</title><meta property=\"og:site_name\" content=\"Valley Wire\"></head>\
         <body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )
}

/// A folder with three pages of one agency and a text.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let pages = [
        (
            "first.html",
            page("Nine hurt as footbridge falls", "Nine people were taken to hospital on Sunday."),
        ),
        (
            "second.html",
            page("Council knew of rotten deck", "Nine people were taken to hospital, and the council knew."),
        ),
        (
            "third.html",
            page("Council knew of rotten bolts", "Eleven people were taken to hospital on Sunday."),
        ),
        ("notes.txt", "Nine people were taken to hospital on Sunday.".into()),
    ];
    pages.iter().for_each(|(name, text)| fs::write(dir.path().join(name), text).unwrap());
    dir
}

fn open(dir: &tempfile::TempDir, names: &[&str]) -> App {
    let read = |name: &&str| Arc::new(load::load(&load::Input::File(dir.path().join(name))).unwrap());
    let articles: Vec<Arc<Article>> = names.iter().map(read).collect();
    let entries = articles.iter().map(|a| entry::of(a, dir.path())).collect();
    let case = Case { articles: entries, ..Case::default() };
    opened(opening(articles, case), (200, 50))
}

fn names(app: &App) -> Vec<String> {
    (0..app.articles.len()).map(|a| app.name(a)).collect()
}

#[test]
fn articles_of_one_source_are_told_apart_as_they_come_and_go() {
    let dir = folder();
    let mut app = open(&dir, &["first.html", "notes.txt"]);
    assert_eq!(names(&app), ["Valley Wire", "notes"]);
    let add = |app: &mut App, name: &str| command(app, &format!("add {}", dir.path().join(name).display()));
    add(&mut app, "second.html");
    assert_eq!(names(&app), ["Nine hurt as…", "notes", "Council knew of…"]);
    assert!(said(&app).starts_with("added Council knew of…"), "{}", said(&app));
    add(&mut app, "third.html");
    assert_eq!(names(&app), ["Nine hurt as…", "notes", "second", "third"]);
    let shown = text(&frame(&app));
    let head = shown.lines().nth(1).unwrap();
    for name in [" 1 Nine hurt", " 2 notes", " 3 second", " 4 third"] {
        assert!(head.contains(name), "{head}");
    }
    press(&mut app, "u u");
    assert_eq!(names(&app), ["Valley Wire", "notes"]);
    command(&mut app, "rename notes and more");
    press(&mut app, "l");
    command(&mut app, "rename Valley Wire");
    assert_eq!(names(&app), ["notes and more", "Valley Wire"], "what the reader says holds");
}

#[test]
fn no_label_is_written_for_a_name_that_only_tells_apart() {
    let dir = folder();
    let mut app = open(&dir, &["first.html", "second.html"]);
    press(&mut app, "j a n Enter");
    assert_eq!(app.case.annotations.len(), 1);
    assert!(app.case.articles.iter().all(|e| e.label.is_none()));
}

#[test]
fn notes_call_articles_what_the_screen_calls_them_and_missing_ones_otherwise() {
    let dir = folder();
    let app = open(&dir, &["first.html", "second.html"]);
    let articles: Vec<&Article> = app.articles.iter().map(AsRef::as_ref).collect();
    let notes = Notes::new(&app.case, &articles);
    assert_eq!(names(&app), [notes.name("first"), notes.name("second")]);
    let notes = Notes::new(&app.case, &articles[..1]);
    assert_eq!([notes.name("first"), notes.name("second")], ["Valley Wire", "Council knew of…"]);

    CaseFile::new(&dir.path().join("variorum.toml")).save(&app.case).unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
            .args(arguments)
            .current_dir(dir.path())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let json: serde_json::Value = serde_json::from_str(&run(&["export", "--format", "json"])).unwrap();
    let called: Vec<&str> =
        json["articles"].as_array().unwrap().iter().map(|a| a["name"].as_str().unwrap()).collect();
    assert_eq!(called, ["Nine hurt as…", "Council knew of…"]);
    let page = run(&["export", "--format", "html"]);
    assert!(page.contains("Nine hurt as…") && page.contains("Council knew of…"), "both have a head");
}
