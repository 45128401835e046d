//! The same bytes read another way: nothing is called changed, no word of an annotation is lost or put on other words, and
//! undo goes back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use support::*;
use tempfile::TempDir;
use variorum::app::{App, Overlay};
use variorum::article::{Article, load};
use variorum::case::check::{What, needs};
use variorum::case::{Case, entry};

const DAMAGED: &str =
    "The bridgeâ€™s deck fell.\n\nNine people were hurt. The mayorâ€™s office spoke of nine.";
const PAGE: &str = "<html><head><title>Bridge</title></head><body><nav><ul><li>Home page of this newspaper</li></ul></nav>\
    <article><h1>Bridge</h1><p>Nine people were taken to hospital when the old footbridge fell on Sunday afternoon in the rain.</p>\
    <p>Police closed Mill Lane at once, and the council will meet on Monday to speak about the deck and its age.</p></article>\
    <footer><p>All rights reserved by nobody</p></footer></body></html>";

struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { dir: tempfile::tempdir().unwrap() };
        fs::write(desk.path("damaged.txt"), DAMAGED).unwrap();
        fs::write(desk.path("page.html"), PAGE).unwrap();
        fs::write(desk.path("latin.txt"), b"Caf\xe9 owner: \x93nine\x94 fell.").unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn open(&self, names: &[&str]) -> App {
        let read = |name: &&str| Arc::new(load::load(&load::Input::File(self.path(name))).unwrap());
        let articles: Vec<Arc<Article>> = names.iter().map(read).collect();
        let entries = articles.iter().map(|a| entry::of(a, self.dir.path())).collect();
        let case = Case { articles: entries, ..Case::default() };
        let case_path = Some(self.path("variorum.toml"));
        opened(variorum::app::Opening { case_path, ..opening(articles, case) }, (120, 40))
    }

    /// What a later session reads.
    fn reopened(&self, app: &App) -> Vec<Article> {
        app.case.articles.iter().map(|e| entry::load(e, self.dir.path()).unwrap()).collect()
    }
}

fn words(app: &App) -> Vec<&str> {
    app.witnessed.iter().map(|w| app.articles[w.article].slice(w.span)).collect()
}

#[test]
fn damaged_text_is_mended_once_each_change_was_seen_and_words_of_annotations_follow() {
    let desk = Desk::new();
    let mut app = desk.open(&["damaged.txt", "latin.txt"]);
    // On a sentence behind the damage, whose place moves with it.
    press(&mut app, "j V Enter n Enter");
    let (before, text) = (app.case.clone(), app.articles[0].text.clone());
    assert_eq!(words(&app), ["Nine people were hurt."]);
    command(&mut app, "repair");
    let Some(Overlay::Pick(pick)) = app.overlays.last() else { panic!("no preview: {}", said(&app)) };
    assert!(pick.title.starts_with("mend 2 places in 1 "), "{}", pick.title);
    assert!(pick.lines[0].text.starts_with("â€™ → ’   …The bridge[â€™]s deck"), "{}", pick.lines[0].text);
    assert_eq!(pick.lines[1].note, "paragraph 2");
    press(&mut app, "Esc");
    assert_eq!((&app.case, &app.articles[0].text), (&before, &text), "nothing was done");

    press(&mut app, "g d Enter");
    assert!(app.articles[0].text.starts_with("The bridge’s deck fell."), "{}", said(&app));
    assert!(said(&app).contains("is read as text, utf-8, repaired"), "{}", said(&app));
    assert_eq!(words(&app), ["Nine people were hurt."]);
    assert!(app.anchors.list.is_empty());
    assert!(app.case.articles[0].read.as_ref().unwrap().repair && app.case.articles[0].previous.is_empty());
    let again = desk.reopened(&app);
    assert_eq!(again[0].text, app.articles[0].text);
    let found: Vec<Result<Article, String>> = again.into_iter().map(Ok).collect();
    let needs: Vec<What> = needs(&app.case, &found, &[]).into_iter().map(|n| n.what).collect();
    assert_eq!(needs, [] as [What; 0], "neither changed nor read differently");

    press(&mut app, "u");
    assert_eq!((&app.case, &app.articles[0].text), (&before, &text));
    assert_eq!(words(&app), ["Nine people were hurt."]);
    press(&mut app, "Ctrl-r");
    assert!(app.articles[0].text.starts_with("The bridge’s"));
    // Again: as it was, without a question.
    press(&mut app, "g d");
    assert_eq!(app.articles[0].text, text);
    assert_eq!(app.case.annotations[0].witnesses, before.annotations[0].witnesses);
    command(&mut app, "repair");
    press(&mut app, "Enter l");
    command(&mut app, "repair");
    assert!(said(&app).contains("no damaged text"), "{}", said(&app));
}

#[test]
fn words_that_were_mended_themselves_are_listed_and_never_put_on_other_words() {
    let desk = Desk::new();
    let mut app = desk.open(&["damaged.txt", "latin.txt"]);
    press(&mut app, "V Enter n Enter");
    assert_eq!(words(&app), ["The bridgeâ€™s deck fell."]);
    press(&mut app, "g d Enter");
    assert!(said(&app).contains("with other words now"), "{}", said(&app));
    assert_eq!(app.anchors.list.len(), 1);
    let witness = &app.case.annotations[0].witnesses[0];
    assert_eq!(witness.quote.as_ref().unwrap().text, "The bridgeâ€™s deck fell.", "the words stay");
    assert_eq!(witness.anchor.as_deref(), Some("changed"));
    press(&mut app, "g d");
    assert_eq!(words(&app), ["The bridgeâ€™s deck fell."]);
    assert_eq!(app.case.annotations[0].witnesses[0].anchor, None);
}

#[test]
fn a_page_is_read_by_the_other_extractors_with_a_key_or_by_name() {
    let desk = Desk::new();
    let mut app = desk.open(&["page.html", "latin.txt"]);
    press(&mut app, "j V Enter n Enter");
    assert_eq!(words(&app).len(), 1);
    press(&mut app, "g e");
    assert!(app.articles[0].text.contains("All rights reserved"), "{}", said(&app));
    assert_eq!(app.case.articles[0].read.as_ref().unwrap().extractor.as_deref(), Some("plain"));
    assert_eq!(words(&app).len(), 1);
    assert_eq!(desk.reopened(&app)[0].text, app.articles[0].text);
    assert!(!entry::has_changed(&app.case.articles[0], &app.articles[0]));
    command(&mut app, "extract reader");
    assert!(!app.articles[0].text.contains("All rights reserved"));
    command(&mut app, "extract reader");
    assert!(said(&app).contains("is read so already"), "{}", said(&app));
    press(&mut app, "u");
    assert!(app.articles[0].text.contains("All rights reserved"));
    press(&mut app, "l g e");
    assert!(said(&app).contains("only web pages"), "{}", said(&app));
}

#[test]
fn another_encoding_is_a_choice_that_is_kept() {
    let desk = Desk::new();
    let mut app = desk.open(&["latin.txt", "page.html"]);
    assert_eq!(app.articles[0].text, "Café owner: “nine” fell.");
    command(&mut app, "encoding windows-1251");
    assert_eq!(app.articles[0].text, "Cafй owner: “nine” fell.", "{}", said(&app));
    assert_eq!(desk.reopened(&app)[0].text, app.articles[0].text);
    command(&mut app, "encoding klingon");
    assert!(said(&app).contains("no known encoding"), "{}", said(&app));
    press(&mut app, "u");
    assert_eq!(app.articles[0].text, "Café owner: “nine” fell.");
    fs::write(desk.path("latin.txt"), "Other bytes.").unwrap();
    command(&mut app, "encoding utf-8");
    assert!(said(&app).contains("has changed; read it again"), "{}", said(&app));
    assert_eq!(app.articles[0].text, "Café owner: “nine” fell.");
}

#[test]
fn text_without_a_file_is_read_another_way_too() {
    let desk = Desk::new();
    let mut app = desk.open(&["latin.txt"]);
    app.update(variorum::app::effect::Message::Paste(DAMAGED.into()), now());
    press(&mut app, "R a d i o Enter");
    assert_eq!(app.articles.len(), 2, "{}", said(&app));
    assert_eq!(app.case.articles[1].id, "radio");
    press(&mut app, "l g d Enter");
    assert!(app.articles[1].text.starts_with("The bridge’s"), "{}", said(&app));
    press(&mut app, "g r");
    assert!(said(&app).contains("piped or pasted"), "{}", said(&app));
    assert!(Path::new(&app.articles[1].path) == Path::new("-"));
}
