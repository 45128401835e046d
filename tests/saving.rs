//! Saves that fail or take their time: nobody leaves without having been told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

mod support;

use support::*;
use variorum::app::effect::{Effect, Message};
use variorum::app::key;
use variorum::app::{App, Overlay};

/// Presses keys and returns what the shell would have been asked for.
fn asked(app: &mut App, keys: &str) -> Vec<Effect> {
    let keys = key::parse(keys).unwrap();
    keys.into_iter().flat_map(|k| app.update(Message::Key(event(k)), now())).collect()
}

fn number(effects: &[Effect]) -> u64 {
    match effects.last() {
        Some(Effect::Save(version)) => version.number,
        other => panic!("no save but {other:?}"),
    }
}

fn quits(effects: &[Effect]) -> bool {
    effects.iter().any(|e| matches!(e, Effect::Quit))
}

/// The demo with an annotation that could not be saved.
fn unsaved() -> App {
    let mut app = demo(120, 40);
    let number = number(&asked(&mut app, "d a n Enter"));
    app.update(not_saved(number), now());
    app
}

fn question(app: &App) -> String {
    match app.overlays.last() {
        Some(Overlay::Confirm(confirm)) => confirm.question.clone(),
        other => panic!("no question but {other:?}"),
    }
}

#[test]
fn leaving_with_changes_that_are_not_saved_is_asked_about() {
    for keys in ["q", "Ctrl-c Ctrl-c"] {
        let mut app = unsaved();
        assert!(!quits(&asked(&mut app, keys)), "{keys}");
        assert!(question(&app).contains("the disk is full"), "{}", question(&app));
        assert!(!quits(&asked(&mut app, "n")));
        assert!(app.overlays.is_empty());
        asked(&mut app, keys);
        assert!(quits(&asked(&mut app, "y")));
    }
}

#[test]
fn a_save_that_failed_stays_in_sight_until_one_works() {
    let mut app = unsaved();
    for (width, height) in [(120, 40), (80, 24), (30, 5)] {
        app.update(Message::Resize(width, height), now());
        asked(&mut app, "j k");
        assert!(text(&frame(&app)).contains("NOT SAVED"), "{}", text(&frame(&app)));
    }
    let number = number(&asked(&mut app, "u"));
    app.update(saved(number), now());
    assert!(!text(&frame(&app)).contains("NOT SAVED"));
    assert!(quits(&asked(&mut app, "q")));
}

#[test]
fn saving_again_leaves_when_it_works_and_asks_again_when_not() {
    let mut app = unsaved();
    let again = number(&asked(&mut app, "q w"));
    assert!(app.overlays.is_empty());
    assert!(!quits(&app.update(not_saved(again), now())));
    let again = number(&asked(&mut app, "w"));
    assert!(quits(&app.update(saved(again), now())));
}

#[test]
fn leaving_waits_for_a_save_that_is_under_way() {
    let mut app = demo(120, 40);
    let first = number(&asked(&mut app, "d a n Enter"));
    let last = number(&asked(&mut app, "u"));
    assert!(!quits(&asked(&mut app, "q")));
    assert!(!quits(&app.update(saved(first), now())), "the newer version is still on its way");
    assert!(quits(&app.update(saved(last), now())));

    let mut app = demo(120, 40);
    let first = number(&asked(&mut app, "d a n Enter"));
    assert!(!quits(&asked(&mut app, "q")));
    assert!(!quits(&app.update(not_saved(first), now())));
    assert!(question(&app).contains("Quit and lose them?"));
}

#[test]
fn what_a_save_says_does_not_drown_what_was_refused_since() {
    let mut app = demo(120, 40);
    let number = number(&asked(&mut app, "d a n Enter"));
    asked(&mut app, "9 gp");
    app.update(saved(number), now());
    assert!(app.status.as_ref().unwrap().text.contains("there is no article 9"), "{:?}", app.status);
}

#[test]
fn an_alignment_that_breaks_off_is_told_and_not_waited_for() {
    let mut app = demo(120, 40);
    app.aligning = Some(0.5);
    let generation = app.generation;
    app.update(Message::NotAligned { generation, error: "a fault of the program: x".into() }, now());
    assert_eq!(app.aligning, None);
    assert!(app.status.as_ref().unwrap().text.contains("the alignment failed"));
}
