//! Ties and copied words: what the reader says of two passages is obeyed, and what is quoted names its source.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
mod support;

use ferry::{ferry, shown};
use std::sync::Arc;

use support::*;
use variorum::align::PassageRef;
use variorum::app::effect::{Effect, Message, Words};
use variorum::app::key::Key;
use variorum::app::{App, Overlay};
use variorum::article;
use variorum::case::Stand;

fn matched(app: &App, a: PassageRef, b: PassageRef) -> bool {
    app.index.matches(a).iter().any(|m| m.there.passage_ref() == b)
}

fn copied(app: &mut App, keys: &str) -> Words {
    let (last, first) =
        keys.split(' ').collect::<Vec<_>>().split_last().map(|(l, f)| (l.to_string(), f.join(" "))).unwrap();
    if !first.is_empty() {
        press(app, &first);
    }
    let key = Key::char(last.chars().next().unwrap());
    let effects = app.update(Message::Key(event(key)), now());
    match effects.as_slice() {
        [Effect::Copy(words)] => words.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_match_that_the_reader_denies_is_gone_and_comes_back_with_undo() {
    let mut app = demo(200, 50);
    press(&mut app, "d");
    let here = app.here();
    let other = app.index.matches(here)[0].there.article;
    press(&mut app, &format!("g {}", other + 1));
    let there = app.here();
    assert!(matched(&app, here, there));
    press(&mut app, "-");
    // Another pane shows a match too, so it is asked which one is meant.
    let question = text(&frame(&app));
    assert!(
        question.contains(&format!("Are {} “", there.article + 1)) && question.contains("two claims?"),
        "{question}"
    );
    press(&mut app, "y");
    assert!(said(&app).starts_with("not the same: "), "{}", said(&app));
    assert_eq!(app.case.ties.len(), 1);
    assert!(!matched(&app, here, there), "not even through others");
    press(&mut app, "u");
    assert!(matched(&app, here, there));
    assert!(app.case.ties.is_empty());
    press(&mut app, "Ctrl-r");
    assert!(!matched(&app, here, there));
}

#[test]
fn two_that_are_kept_apart_are_named_with_the_way_back_on_any_screen() {
    for (width, height) in [(200, 50), (80, 24)] {
        let mut app = ferry(width, height);
        press(&mut app, "d l - y");
        let shown = text(&frame(&app));
        let line = shown.lines().last().unwrap_or_default();
        for named in ["not the same: 2 “At least", " and 1 “Nine", " · u takes it back"] {
            assert!(line.contains(named), "{width}: {line}");
        }
        press(&mut app, "u");
        assert!(
            app.case.ties.is_empty() && said(&app).starts_with("undone: not the same: 2 “"),
            "{}",
            said(&app)
        );
    }
}

#[test]
fn two_selections_are_tied_as_the_same_and_then_not() {
    let mut app = demo(200, 50);
    // Two passages that have nothing to do with each other.
    press(&mut app, "s o v e Esc");
    let a = app.here();
    press(&mut app, "l o o v e Esc");
    let b = app.here();
    assert!(!matched(&app, a, b));
    press(&mut app, "+");
    assert!(said(&app).starts_with("the same: 1 “"), "{}", said(&app));
    assert!(matched(&app, a, b));
    assert!(app.panes.iter().all(|p| p.selection.is_none()));
    press(&mut app, "h l +");
    assert_eq!(said(&app), "these two are tied already");
    press(&mut app, "-");
    assert!(!matched(&app, a, b));
    assert_eq!(app.case.ties.len(), 1, "the reader's last word holds");
    assert!(!app.case.ties[0].same);
    press(&mut app, "u");
    assert!(app.case.ties[0].same && matched(&app, a, b));
}

#[test]
fn passages_that_nobody_selected_are_tied_only_when_the_reader_says_yes() {
    let mut app = demo(200, 50);
    press(&mut app, "s o l o o");
    let before = app.case.clone();
    press(&mut app, "+");
    assert!(matches!(app.overlays.last(), Some(Overlay::Confirm(_))), "{}", said(&app));
    press(&mut app, "n");
    assert_eq!(app.case, before);
    press(&mut app, "+ y");
    assert_eq!(app.case.ties.len(), 1, "{}", said(&app));
}

#[test]
fn a_suspect_that_comes_back_is_the_one_that_is_looked_at() {
    let mut app = demo(200, 50);
    press(&mut app, "d d d");
    let looked_at = app.suspect;
    assert!(looked_at.is_some());
    press(&mut app, "x");
    press(&mut app, "u");
    assert_eq!(app.suspect, looked_at);
}

#[test]
fn it_is_said_when_it_is_not_clear_which_passages_are_meant() {
    let mut app = demo(200, 50);
    press(&mut app, "+");
    assert!(said(&app).starts_with("with which passage?"), "{}", said(&app));
    press(&mut app, "v Esc +");
    assert_eq!(said(&app), "select words in a second pane too");
    press(&mut app, "l v Esc l v Esc +");
    assert!(said(&app).contains("3 panes"), "{}", said(&app));
    press(&mut app, "Esc Esc g 1 o -");
    assert_eq!(said(&app), "nothing is matched with this passage");
    app.read_only = Some("it is a test".into());
    press(&mut app, "+");
    assert!(said(&app).starts_with("nothing can be written"));
    assert!(app.case.ties.is_empty());
}

#[test]
fn words_are_copied_with_their_source() {
    let mut app = ferry(120, 40);
    let words = copied(&mut app, "j y");
    let text = "“Nine passengers were taken off the ferry Linnet by lifeboat on Friday after it ran aground in fog off \
                Cobb Point.” — Harbour Post, “Nine rescued as ferry runs aground”";
    assert_eq!((words.text.as_str(), words.what.as_str()), (text, "the passage (21 words)"));
    let words = copied(&mut app, "v e Esc l v w w y");
    let lines: Vec<&str> = words.text.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("“Nine passengers” — Harbour Post"), "{lines:?}");
    assert!(lines[1].ends_with("— Adley News, “Ferry aground in fog”"), "{lines:?}");
    assert!(words.what.starts_with("2 selections ("), "{}", words.what);
    press(&mut app, "Esc Esc d F3");
    let words = copied(&mut app, "y");
    assert!(words.text.lines().count() >= 2 && words.what.contains("wordings ("), "{words:?}");
}

#[test]
fn nothing_that_is_copied_commands_a_terminal() {
    let text = "Nine\u{7} people \u{1b}[31mwere\u{9b} hurt.";
    let article = variorum::article::read(text.as_bytes(), "a.txt").unwrap();
    let mut app = app_over(vec![std::sync::Arc::new(article)], 80, 24);
    let words = copied(&mut app, "y");
    assert!(words.text.chars().all(|c| !c.is_control()), "{:?}", words.text);
}

#[test]
fn the_status_says_how_words_were_copied() {
    let mut app = ferry(80, 24);
    let words = copied(&mut app, "y");
    let effects = app.update(Message::NotCopied(words), now());
    assert!(matches!(&effects[..], [Effect::CopyByTerminal(_)]), "{effects:?}");
    assert!(said(&app).contains("OSC 52"), "{}", said(&app));
    let long = Words { text: "x".repeat(60_000), what: "the passage".into() };
    assert!(app.update(Message::NotCopied(long), now()).is_empty());
    assert!(said(&app).contains("too long"), "{}", said(&app));
}

#[test]
fn a_tied_pair_as_it_looks() {
    let mut app = ferry(120, 40);
    press(&mut app, "d l - y");
    shown("tied_120x40", &app);
}

#[test]
fn an_article_in_another_language_is_not_said_to_be_silent() {
    let text = "Forty boats were lost in the fire at the quay on Sunday night, the harbour master said on Monday. \
                Nobody was hurt, and the police have no suspicion.";
    let other = "Fifty-two boats were lost in the fire at the quay on Sunday night, the harbour master said. \
                 The police think that somebody set the fire.";
    let german = "Vierzig Boote sind in der Nacht zum Montag beim Brand am Kai verloren gegangen, sagte der Hafenmeister. \
                  Niemand wurde bei dem Feuer verletzt, und die Polizei hat bisher keinen Verdacht gegen jemanden. \
                  Die Feuerwehr war mit sechzig Leuten im Einsatz und konnte das Lagerhaus nicht mehr retten. \
                  Am Dienstag wollen die Besitzer der Boote mit der Versicherung über den Schaden sprechen.";
    let read = |name: &str, text: &str| Arc::new(article::read(text.as_bytes(), name).unwrap());
    let third = "Nothing is known yet of what the ministry will say about the budget and the schools next week, but \
                 the teachers and their unions have already said that they are ready for a strike.";
    let articles =
        vec![read("a.txt", text), read("b.txt", other), read("c.txt", german), read("d.txt", third)];
    let mut app = app_over(articles, 120, 40);
    press(&mut app, "d a n Enter");
    let silent = |article: &str| {
        let id = app.articles.iter().find(|a| a.path == article).unwrap().id.clone();
        app.case.annotations[0].witnesses.iter().any(|w| w.article == id && w.stand == Stand::Silent)
    };
    assert!(silent("d.txt"), "an article that could have said it and did not is silent");
    assert!(!silent("c.txt"), "one whose words cannot be matched is not known to be");
}
