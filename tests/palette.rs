//! The palette: anything can be found by a few letters, and done.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
mod support;

use ferry::{SIZES, ferry, shown};
use support::*;
use variorum::app::action::{ACTIONS, Context};
use variorum::app::effect::{Effect, Message};
use variorum::app::key::{Code, Key, Named};
use variorum::app::palette::Command;
use variorum::app::{App, Overlay, View};

fn entries(app: &App) -> Vec<String> {
    let Some(Overlay::Palette(palette)) = app.overlays.last() else { panic!("no palette") };
    palette.entries.iter().map(|e| e.name.clone()).collect()
}

#[test]
fn the_palette_at_every_size() {
    for (width, height) in SIZES {
        let mut app = ferry(width, height);
        press(&mut app, ":");
        type_text(&mut app, "sus");
        shown(&format!("palette_{width}x{height}"), &app);
    }
    let mut app = ferry(80, 24);
    press(&mut app, ":");
    type_text(&mut app, "kind ");
    shown("palette_kinds_80x24", &app);
}

#[test]
fn every_action_of_the_place_is_found_by_its_name() {
    let mut app = ferry(120, 40);
    let here = ACTIONS.iter().filter(|r| matches!(r.context, Context::Reading | Context::Global));
    for row in here.filter(|r| !["palette", "go-to-pane", "set-mark", "go-to-mark"].contains(&r.name)) {
        press(&mut app, ":");
        type_text(&mut app, row.name);
        assert_eq!(entries(&app)[0], row.name);
        press(&mut app, "Esc");
    }
}

#[test]
fn actions_are_found_by_letters_words_and_keys() {
    let mut app = ferry(120, 40);
    for (typed, name) in [
        ("nsus", "next-suspect"),
        ("F5", "view-annotations"),
        ("only here", "next-only"),
        ("syno", "view-synopsis"),
    ] {
        press(&mut app, ":");
        type_text(&mut app, typed);
        assert!(entries(&app).iter().take(2).any(|e| e == name), "{typed}: {:?}", entries(&app));
        press(&mut app, "Esc");
    }
    press(&mut app, ":");
    type_text(&mut app, "qqqq");
    assert!(entries(&app).is_empty());
    press(&mut app, "Enter");
    assert!(text(&frame(&app)).contains("nothing is called that"));
}

#[test]
fn commands_take_their_argument() {
    let mut app = demo(120, 40);
    let run = |app: &mut App, line: &str| {
        press(app, ":");
        type_text(app, line);
        press(app, "Enter");
    };
    run(&mut app, "pane 3");
    assert_eq!(app.focus, 2);
    run(&mut app, "pane x9");
    assert_eq!(said(&app), "`x9` is no number");
    run(&mut app, "passage 4");
    assert_eq!(app.here().passage, 3);
    run(&mut app, "next-passage 2");
    assert_eq!(app.here().passage, 5);
    run(&mut app, "threads conf");
    assert_eq!(app.threads.filter.name(), "conflicting");
    run(&mut app, "find lock bridge");
    assert!(app.search.total(&app.order()) > 0);
    run(&mut app, "view-synopsis");
    assert_eq!(app.view, View::Synopsis);
    run(&mut app, "kind omission");
    press(&mut app, "Enter");
    assert_eq!(app.case.annotations[0].kind, "omission");
}

#[test]
fn a_command_without_its_argument_asks_for_it() {
    let mut app = demo(120, 40);
    press(&mut app, ":");
    type_text(&mut app, "pane");
    press(&mut app, "Enter Down");
    assert_eq!(entries(&app).len(), app.articles.len());
    press(&mut app, "Enter");
    assert_eq!(app.focus, 1);
}

#[test]
fn a_theme_is_changed_by_the_shell() {
    let mut app = ferry(80, 24);
    press(&mut app, ":");
    type_text(&mut app, "theme mono");
    let enter = Key { code: Code::Named(Named::Enter), ctrl: false, alt: false };
    let effects = app.update(Message::Key(event(enter)), now());
    assert!(matches!(&effects[..], [Effect::Theme(name)] if name == "mono"), "{effects:?}");
}

#[test]
fn what_was_done_comes_first_the_next_time() {
    let mut app = demo(120, 40);
    for line in ["zoom", "pane 2", "zoom"] {
        press(&mut app, ":");
        type_text(&mut app, line);
        press(&mut app, "Enter");
    }
    press(&mut app, ":");
    assert_eq!(entries(&app)[..2], ["zoom", "pane 2"]);
    assert_eq!(entries(&app).iter().filter(|e| *e == "zoom").count(), 1);
    press(&mut app, "Down Enter");
    assert_eq!(app.focus, 1);
}

#[test]
fn commands_do_not_share_a_name_with_actions() {
    for command in Command::ALL {
        assert!(ACTIONS.iter().all(|r| r.name != command.name()), "{}", command.name());
    }
}
