//! Entries of a case: written by hand, by another program, or of an article that is missing; each is the article that it says.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/desk.rs"]
mod desk;
mod support;

use std::fs;
use std::path::Path;

use desk::Desk;
use support::*;
use variorum::align::PassageRef;
use variorum::app::effect::{Disk, Merge, Message};
use variorum::app::{App, Opening};
use variorum::case::merge::Renamed;
use variorum::case::{ArticleEntry, Case, entry};

const TEXTS: [&str; 3] = [
    "Nine people were taken to hospital when the footbridge fell.\n\nPolice closed Mill Lane.",
    "At least twelve people were taken to hospital when the footbridge fell.\n\nA diver searched.",
    "About ten people were taken to hospital when the footbridge fell.",
];

fn open(desk: &Desk, numbers: &[usize], case: Case, missing: &[(String, String)]) -> App {
    let opening = desk.opening(numbers.iter().copied(), case);
    opened(Opening { missing: missing.to_vec(), ..opening }, (120, 40))
}

fn ids(app: &App) -> Vec<&str> {
    app.articles.iter().map(|a| a.id.as_str()).collect()
}

/// An entry as the README shows it: an id and a path.
fn by_hand(number: usize) -> ArticleEntry {
    ArticleEntry { id: format!("a{number}"), path: format!("{number}.txt"), ..ArticleEntry::default() }
}

#[test]
fn an_entry_written_by_hand_is_read_again_and_another_way_and_never_called_changed() {
    let desk = Desk::of(&TEXTS);
    fs::write(desk.path("0.txt"), b"Caf\xe9 owner: \x93nine\x94 fell.").unwrap();
    let case = Case { articles: vec![by_hand(0), by_hand(1)], ..Case::default() };
    let mut app = open(&desk, &[0, 1], case.clone(), &[]);
    press(&mut app, "g r");
    assert!(said(&app).contains("has not changed"), "{}", said(&app));
    assert_eq!(app.case, case);
    command(&mut app, "encoding windows-1251");
    assert_eq!(app.articles[0].text, "Cafй owner: “nine” fell.", "{}", said(&app));
    press(&mut app, "u");
    assert_eq!(app.articles[0].text, "Café owner: “nine” fell.");
    assert_eq!(app.case, case);
    press(&mut app, "Ctrl-r");
    assert_eq!(app.articles[0].text, "Cafй owner: “nine” fell.");
    press(&mut app, "u");
    // Other bytes are another text, whatever the entry says of them.
    let first = app.articles[0].bytes_sha256.clone();
    fs::write(desk.path("0.txt"), "Ten fell.").unwrap();
    command(&mut app, "encoding windows-1251");
    assert!(said(&app).contains("has changed"), "{}", said(&app));
    press(&mut app, "g r");
    assert!(said(&app).contains("has changed and was read anew"), "{}", said(&app));
    assert_eq!((app.articles[0].text.as_str(), &app.case.articles[0].previous), ("Ten fell.", &vec![first]));
}

#[test]
fn a_missing_article_that_is_added_by_its_bytes_is_found_there_from_now_on() {
    let desk = Desk::of(&TEXTS);
    let case = desk.case(2);
    fs::rename(desk.path("1.txt"), desk.path("moved.txt")).unwrap();
    let why = ("a1".to_owned(), "1.txt: there is no such file".to_owned());
    let mut app = open(&desk, &[0], case.clone(), &[why]);
    command(&mut app, &format!("add {}", desk.path("moved.txt").display()));
    assert_eq!(ids(&app), ["a0", "a1"], "{}", said(&app));
    assert_eq!(app.case.articles[1].path, "moved.txt");
    assert!(app.missing.is_empty());
    entry::load(&app.case.articles[1], desk.dir.path()).unwrap();
    press(&mut app, "u");
    assert_eq!(app.case, case);
}

/// Another program writes a case.
fn tell(app: &mut App, theirs: &Case) {
    let (sent, number) = (app.case.clone(), app.merges + 1);
    let merged = theirs.clone();
    let merge = Merge { number, sent, merged, clashes: Vec::new(), renamed: Renamed::default() };
    let effects = app.update(Message::Disk(Disk::TakenIn(Box::new(merge))), now());
    carry_out(app, effects);
}

#[test]
fn an_article_that_another_program_added_appears_in_its_place_without_a_restart() {
    let desk = Desk::of(&TEXTS);
    let entries = [0, 1, 2].map(|n| desk.entry(n));
    let case = |numbers: &[usize]| Case {
        articles: numbers.iter().map(|n| entries[*n].clone()).collect(),
        ..Case::default()
    };
    let mut app = open(&desk, &[0, 2], case(&[0, 2]), &[]);
    tell(&mut app, &case(&[0, 1, 2]));
    assert_eq!(ids(&app), ["a0", "a1", "a2"], "{}", said(&app));
    assert!(said(&app).contains("1 article added"), "{}", said(&app));
    assert!(app.index.alignment.threads.iter().any(|t| t.members.len() == 3), "it is aligned");
    // Taken out and put in again there.
    tell(&mut app, &case(&[0, 2]));
    assert_eq!(ids(&app), ["a0", "a2"]);
    tell(&mut app, &case(&[0, 1, 2]));
    assert_eq!(ids(&app), ["a0", "a1", "a2"]);
}

#[test]
fn an_article_that_another_program_added_and_that_cannot_be_read_is_listed_as_missing() {
    let desk = Desk::of(&TEXTS);
    let case = desk.case(2);
    let mut app = open(&desk, &[0, 1], case.clone(), &[]);
    let mut theirs = case;
    theirs.articles.push(desk.entry(2));
    fs::remove_file(Path::new(&desk.path("2.txt"))).unwrap();
    tell(&mut app, &theirs);
    assert_eq!(ids(&app), ["a0", "a1"]);
    assert!(said(&app).contains("2.txt: there is no such file"), "{}", said(&app));
    assert_eq!(app.missing.len(), 1);
    press(&mut app, "g l");
    assert!(text(&frame(&app)).contains("a2  missing: "), "{}", text(&frame(&app)));
}

#[test]
fn an_article_that_came_while_an_annotation_is_written_waits_until_the_dialog_is_closed() {
    let desk = Desk::of(&TEXTS);
    let case = desk.case(2);
    let mut app = open(&desk, &[0, 1], case.clone(), &[]);
    press(&mut app, "a n");
    type_text(&mut app, "How many?");
    tell(&mut app, &Case { articles: vec![desk.entry(0), desk.entry(1), desk.entry(2)], ..case });
    assert_eq!(ids(&app), ["a0", "a1"]);
    press(&mut app, "Enter");
    assert_eq!((ids(&app), app.case.annotations.len()), (vec!["a0", "a1", "a2"], 1));
}

/// Whether the first passages of the first two articles that say it are matched.
fn are_matched(app: &App) -> bool {
    let first = |article: usize| {
        let passages = &app.articles[article].passages;
        let says = |p: &variorum::article::Passage| {
            app.articles[article].slice(p.span).contains("taken to hospital")
        };
        PassageRef { article, passage: passages.iter().position(says).unwrap() }
    };
    app.index.matches(first(0)).iter().any(|m| m.there.passage_ref() == first(1))
}

#[test]
fn a_tie_is_obeyed_after_its_article_changed_around_it() {
    let desk = Desk::of(&TEXTS);
    let case = desk.case(2);
    let mut app = open(&desk, &[0, 1], case, &[]);
    assert!(are_matched(&app));
    press(&mut app, "l -");
    assert!(!are_matched(&app) && app.case.ties.len() == 1, "{}", said(&app));
    let begun = app.case.clone();
    fs::write(desk.path("0.txt"), format!("This is new and stands above it.\n\n{}", TEXTS[0])).unwrap();
    // While it is open, as one step to undo.
    command(&mut app, "reload 1");
    assert!(!are_matched(&app), "{}", said(&app));
    let span = |case: &Case| {
        let own = case.ties[0].witnesses.iter().find(|w| w.article == "a0").unwrap();
        own.quote.as_ref().unwrap().span.start
    };
    assert_eq!(span(&app.case), span(&begun) + 33);
    press(&mut app, "u");
    assert_eq!(app.case, begun);
    // And where it changed before it was opened.
    let mut app = open(&desk, &[0, 1], begun, &[]);
    assert!(!are_matched(&app));
    press(&mut app, "j l -");
    assert!(said(&app).contains("nothing is matched"), "{}", said(&app));
    // What a tie was about is gone: nothing else is kept apart in its place.
    fs::write(desk.path("0.txt"), TEXTS[2]).unwrap();
    let app = open(&desk, &[0, 1], app.case, &[]);
    assert!(are_matched(&app));
}
