//! While saves fail, what was annotated stands in the journal alone: it keeps its words whatever becomes of the articles.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/desk.rs"]
mod desk;
mod support;

use desk::Desk;
use support::*;
use variorum::app::effect::{Effect, Message};
use variorum::app::{App, Opening, key, reader};

const TEXTS: [&str; 3] = [
    "Kurz.",
    "„Ähm“, sagte die Bürgermeisterin über die Brücke, „öde“.\n\nEs gab neun Verletzte im Bach.",
    "Die Brücke über die Ach ist seit Sonntag für alle gesperrt.\n\nEs gab zwölf Verletzte im Bach.",
];

/// The articles in a case, with a journal of what is being written.
fn open(desk: &Desk) -> App {
    opened(Opening { keeps_drafts: true, ..desk.opening(0..TEXTS.len(), desk.case(TEXTS.len())) }, (120, 40))
}

/// Presses keys while the disk is full.
fn press_in_vain(app: &mut App, notation: &str) {
    for key in key::parse(notation).unwrap() {
        let effects = app.update(Message::Key(event(key)), now());
        carry_out_in_vain(app, effects);
    }
}

fn carry_out_in_vain(app: &mut App, effects: Vec<Effect>) {
    for effect in effects {
        let more = match effect {
            Effect::Save(version) => app.update(not_saved(version.number), now()),
            Effect::Read(request) => app.update(reader::answer(&request, room()), now()),
            other => {
                carry_out(app, vec![other]);
                continue;
            }
        };
        carry_out_in_vain(app, more);
    }
}

fn type_in_vain(app: &mut App, line: &str) {
    press_in_vain(app, ":");
    type_text(app, line);
    press_in_vain(app, "Enter");
}

/// The words in the journal, with the articles that they are from.
fn journaled(app: &mut App) -> Vec<(String, String)> {
    let drafts = app.journal(now());
    let [draft] = drafts.as_slice() else { panic!("{drafts:?}") };
    let words = |p: &variorum::app::draft::DraftPart| {
        Some((p.article.clone(), p.words.as_ref().filter(|_| !p.out)?.text.clone()))
    };
    let mut words: Vec<(String, String)> = draft.part.iter().filter_map(words).collect();
    words.sort_unstable();
    words
}

#[test]
fn what_could_not_be_saved_keeps_its_words_when_another_article_is_taken_out() {
    for pane in ["2", "3"] {
        let desk = Desk::of(&TEXTS);
        let mut app = open(&desk);
        press_in_vain(&mut app, &format!("g {pane} V Enter . Enter"));
        let before = journaled(&mut app);
        assert!(before.iter().all(|(article, words)| !article.is_empty() && !words.is_empty()), "{before:?}");
        type_in_vain(&mut app, "remove 1");
        assert_eq!(app.articles.len(), 2, "{}", said(&app));
        assert_eq!(journaled(&mut app), before, "pane {pane}");
        press_in_vain(&mut app, "u");
        assert_eq!(journaled(&mut app), before, "pane {pane}, undone");
        type_in_vain(&mut app, &format!("remove {pane}"));
        assert_eq!(journaled(&mut app), before, "pane {pane}, its own article");
    }
}

#[test]
fn what_could_not_be_saved_keeps_its_words_when_an_article_is_read_anew() {
    for (new, keys) in
        [(format!("Ein neuer Absatz — über alles.\n\n{}", TEXTS[1]), "gr"), ("Ganz anders.".to_owned(), "gr")]
    {
        let desk = Desk::of(&TEXTS);
        let mut app = open(&desk);
        press_in_vain(&mut app, "g 2 V Enter . Enter");
        let before = journaled(&mut app);
        desk.write("1.txt", &new);
        press_in_vain(&mut app, keys);
        assert!(app.articles[1].text.contains("neuer Absatz") || app.articles[1].text == "Ganz anders.");
        assert_eq!(journaled(&mut app), before);
    }
    let desk = Desk::of(&TEXTS);
    let mut app = open(&desk);
    press_in_vain(&mut app, "g 2 V Enter . Enter");
    let before = journaled(&mut app);
    type_in_vain(&mut app, "encoding windows-1252");
    assert_eq!(journaled(&mut app), before, "{}", said(&app));
}
