//! Frames: what the reader sees, character by character and style by style, at several sizes.
//!
//! The articles are short ones of our own, so that the pictures change only when the screen does.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
mod support;

use ferry::{SIZES, compared, ferry, shown};
use support::*;
use variorum::app::effect::{Disk, Merge, Message};
use variorum::app::{App, Opening};
use variorum::case::merge::Renamed;
use variorum::config::theme;
use variorum::ui::{Look, Theme, glyphs};

fn shown_in(name: &str, app: &App, look: &Look) {
    compared(name, &frame_with(app, look));
}

#[test]
fn the_articles_at_every_size() {
    for (width, height) in SIZES {
        shown(&format!("panes_{width}x{height}"), &ferry(width, height));
    }
}

#[test]
fn a_suspect_with_its_apparatus() {
    for (width, height) in SIZES {
        let mut app = ferry(width, height);
        press(&mut app, "d");
        shown(&format!("suspect_{width}x{height}"), &app);
    }
}

#[test]
fn the_annotation_dialog() {
    for (width, height) in SIZES {
        let mut app = ferry(width, height);
        press(&mut app, "d a n");
        type_text(&mut app, "How many were on board?");
        shown(&format!("dialog_{width}x{height}"), &app);
    }
}

#[test]
fn a_witness_within_its_sentence() {
    for (width, height) in [(120, 40), (80, 24)] {
        let mut app = ferry(width, height);
        press(&mut app, "d a n Tab j 2 ]");
        shown(&format!("witness_{width}x{height}"), &app);
    }
}

#[test]
fn changes_that_are_not_saved() {
    let mut app = ferry(80, 24);
    press(&mut app, "d a n Enter");
    app.update(not_saved(2), now());
    shown("not_saved_80x24", &app);
    press(&mut app, "j q");
    shown("not_saved_asked_80x24", &app);
}

#[test]
fn drafts_that_an_earlier_session_left() {
    for (width, height) in SIZES {
        let mut app = ferry(width, height);
        press(&mut app, "d a n");
        type_text(&mut app, "How many were on board when the Linnet left Port Adley at 6.15am?");
        press(&mut app, "Esc j j a o");
        type_text(&mut app, "Who was hurt?");
        let drafts = app.journal(now());
        assert_eq!(drafts.len(), 2);
        let opening =
            Opening { drafts, keeps_drafts: true, ..opening(app.articles.clone(), app.case.clone()) };
        shown(&format!("drafts_{width}x{height}"), &opened(opening, (width, height)));
    }
}

#[test]
fn an_annotation_that_two_programs_changed() {
    for (width, height) in SIZES {
        let mut app = ferry(width, height);
        press(&mut app, "d a n");
        type_text(&mut app, "How many were on board?");
        press(&mut app, "Enter e Ctrl-u");
        type_text(&mut app, "How many were taken off the ferry?");
        let (sent, mut merged) = (app.case.clone(), app.case.clone());
        merged.annotations[0].question = "How many were on the Linnet?".into();
        let merge = Merge { number: 1, sent, merged, clashes: Vec::new(), renamed: Renamed::default() };
        app.update(Message::Disk(Disk::TakenIn(Box::new(merge))), now());
        press(&mut app, "Enter");
        shown(&format!("clash_{width}x{height}"), &app);
    }
}

#[test]
fn annotated_and_selected_words() {
    let mut app = ferry(120, 40);
    press(&mut app, "d a n Enter l v e e");
    shown("marked_120x40", &app);
}

#[test]
fn the_list_of_annotations() {
    for (width, height) in [(120, 40), (80, 24), (20, 5)] {
        let mut app = ferry(width, height);
        press(&mut app, "d a n Enter j j a o");
        type_text(&mut app, "Who was hurt?");
        press(&mut app, "Enter F5");
        shown(&format!("list_{width}x{height}"), &app);
    }
}

#[test]
fn help_for_what_the_keys_do_here() {
    for (width, height) in [(120, 40), (80, 24), (20, 5)] {
        let mut app = ferry(width, height);
        press(&mut app, "?");
        shown(&format!("help_{width}x{height}"), &app);
    }
}

#[test]
fn what_may_follow_a_pending_key() {
    let mut app = ferry(80, 24);
    press(&mut app, "1 2 g");
    let drawn = text(&frame(&app));
    let line = drawn.lines().skip(20).collect::<String>();
    assert!(line.contains("12g") && line.contains("annotations") && line.contains("top"), "{line}");
}

#[test]
fn every_state_without_colour_and_in_ascii() {
    let look = Look { theme: Theme::of(&theme::built_in("mono").unwrap()), glyphs: glyphs::ASCII };
    let mut app = ferry(120, 40);
    press(&mut app, "d a n Enter l v e e");
    shown_in("mono_marked_120x40", &app, &look);
    press(&mut app, "Esc F5");
    shown_in("mono_list_120x40", &app, &look);
    press(&mut app, "Enter a");
    shown_in("mono_dialog_120x40", &app, &look);
}

#[test]
fn a_console_without_unicode_gets_marks_of_ascii() {
    let mut app = ferry(80, 24);
    press(&mut app, "d");
    let look = Look { theme: Theme::ansi(), glyphs: glyphs::ASCII };
    let drawn = text(&frame_with(&app, &look));
    let own: String = app.articles.iter().map(|a| a.text.as_str()).collect();
    let foreign = drawn.chars().filter(|c| !c.is_ascii() && !own.contains(*c) && !"·…–".contains(*c));
    assert_eq!(foreign.collect::<String>(), "", "{drawn}");
}
