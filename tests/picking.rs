//! Words attached to an annotation that exists, and the list of steps of the session.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
mod support;

use ferry::{ferry, shown};
use support::*;
use variorum::app::effect::{Effect, Message, Words};
use variorum::app::key::Key;
use variorum::app::{App, Overlay};
use variorum::case::{Annotation, Stand};

/// An annotation over what is selected, else over what stands under the cursor.
fn annotate(app: &mut App, question: &str) {
    press(app, "a n");
    type_text(app, question);
    press(app, "Enter");
    assert!(app.overlays.is_empty(), "{}", text(&frame(app)));
}

fn words(annotation: &Annotation, article: &str) -> Vec<String> {
    let own = annotation.witnesses.iter().filter(|w| w.article == article && w.stand != Stand::Silent);
    own.filter_map(|w| w.quote.as_ref()).map(|q| q.text.clone()).collect()
}

#[test]
fn words_of_another_pane_come_into_the_annotation_that_was_written_last() {
    let mut app = ferry(120, 40);
    press(&mut app, "j v Esc");
    annotate(&mut app, "How many?");
    assert_eq!(app.case.annotations[0].witnesses.len(), 1);
    let before = app.case.annotations[0].clone();
    let id = app.articles[1].id.clone();
    // From another pane, on a passage that the annotation does not touch.
    press(&mut app, "l 5 j v w A");
    assert!(
        matches!(app.overlays.last(), Some(Overlay::Pick(_))),
        "so far from its words the reader is asked"
    );
    press(&mut app, "Enter");
    let found = words(&app.case.annotations[0], &id);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(said(&app).starts_with(&format!("attached 2 “{}” to How many?", found[0])), "{}", said(&app));
    assert!(said(&app).ends_with("saved variorum.toml"), "{}", said(&app));
    assert!(app.panes.iter().all(|p| p.selection.is_none()) && app.selecting.is_none());
    press(&mut app, "u");
    assert_eq!(app.case.annotations, [before]);
    press(&mut app, "Ctrl-r A");
    if matches!(app.overlays.last(), Some(Overlay::Pick(_))) {
        press(&mut app, "Enter");
    }
    assert_eq!(words(&app.case.annotations[0], &id).len(), 2, "without a selection the passage's own words");
    press(&mut app, "A");
    if matches!(app.overlays.last(), Some(Overlay::Pick(_))) {
        press(&mut app, "Enter");
    }
    assert!(said(&app).contains("already"), "{}", said(&app));
}

#[test]
fn a_passage_gives_the_words_in_which_it_differs_and_takes_the_place_of_silence() {
    let mut app = ferry(120, 40);
    press(&mut app, "j V Esc a n Enter");
    let id = app.articles[1].id.clone();
    // Its silence was noted by hand.
    let mut record = app.case.annotations[0].clone();
    record.witnesses.push(variorum::case::Witness {
        article: id.clone(),
        stand: Stand::Silent,
        ..Default::default()
    });
    app.case.annotations[0] = record;
    press(&mut app, "l A");
    let found = words(&app.case.annotations[0], &id);
    assert_eq!(found, ["At least eleven"], "{}", said(&app));
    let own: Vec<_> = app.case.annotations[0].witnesses.iter().filter(|w| w.article == id).collect();
    assert_eq!(own.len(), 1, "not silent any more");
}

#[test]
fn where_it_is_not_clear_which_annotation_is_meant_the_reader_picks_one() {
    let mut app = ferry(120, 40);
    press(&mut app, "j v Esc");
    annotate(&mut app, "How many?");
    press(&mut app, "4 j v Esc");
    annotate(&mut app, "Who said so?");
    // Under the cursor stands one, and another was written last.
    press(&mut app, "4 k v w w A");
    let Some(Overlay::Pick(pick)) = app.overlays.last() else { panic!("{}", said(&app)) };
    let lines: Vec<&str> = pick.lines.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(lines, ["Who said so?", "How many?"], "the one written last comes first");
    shown("attach_120x40", &app);
    let before = app.case.annotations.clone();
    press(&mut app, "Esc");
    assert_eq!(app.case.annotations, before);
    press(&mut app, "A j Enter");
    assert_eq!(app.case.annotations[0].witnesses.len(), 2, "{}", said(&app));
    assert_eq!(app.case.annotations[1], before[1]);
}

#[test]
fn nothing_is_attached_where_nothing_can_be() {
    let mut app = ferry(120, 40);
    press(&mut app, "A");
    assert!(said(&app).contains("no annotation to attach it to; a makes one"), "{}", said(&app));
    press(&mut app, "j v Esc");
    annotate(&mut app, "How many?");
    app.read_only = Some("it is a test".into());
    press(&mut app, "l A");
    assert!(said(&app).starts_with("nothing can be written"), "{}", said(&app));
    assert_eq!(app.case.annotations[0].witnesses.len(), 1);
}

#[test]
fn the_cell_of_a_row_is_attached_too() {
    let mut app = ferry(120, 40);
    press(&mut app, "d a Enter");
    press(&mut app, "F3 l");
    let before = app.case.annotations[0].witnesses.len();
    press(&mut app, "A");
    if let Some(Overlay::Pick(_)) = app.overlays.last() {
        press(&mut app, "Enter");
    }
    let now = app.case.annotations[0].witnesses.len();
    assert!(now == before + 1 || said(&app).contains("already"), "{}", said(&app));
}

#[test]
fn any_step_of_the_session_is_gone_to_and_back() {
    let mut app = ferry(120, 40);
    press(&mut app, "gu");
    assert!(said(&app).contains("nothing was changed"), "{}", said(&app));
    let start = app.case.clone();
    let mut cases = vec![start];
    press(&mut app, "j v Esc");
    annotate(&mut app, "How many?");
    cases.push(app.case.clone());
    press(&mut app, "l A");
    cases.push(app.case.clone());
    press(&mut app, "d x");
    cases.push(app.case.clone());
    press(&mut app, "F5 s");
    cases.push(app.case.clone());
    press(&mut app, "Esc gu");
    shown("steps_120x40", &app);
    press(&mut app, "Esc");
    // In the order in which a reader might wander.
    for step in [2, 0, 4, 1, 3, 3, 0, 4] {
        let line = step + 1;
        press(&mut app, &format!("gu gg {step} j Enter"));
        if step == 0 {
            // A count of nought is no count.
            press(&mut app, "gu gg Enter");
        }
        assert_eq!(app.case, cases[step], "line {line}: {}", said(&app));
    }
    press(&mut app, "gu gg Enter");
    assert!(said(&app).contains("as the session began"), "{}", said(&app));
    press(&mut app, "gu");
    let Some(Overlay::Pick(pick)) = app.overlays.last() else { panic!("closed") };
    assert!(pick.lines[1..].iter().all(|l| l.is_muted), "{pick:?}");
}

#[test]
fn annotations_are_copied_with_their_words_and_sources() {
    let mut app = ferry(120, 40);
    press(&mut app, "d");
    annotate(&mut app, "How many?");
    press(&mut app, "F5");
    let effects = app.update(Message::Key(event(Key::char('y'))), now());
    let [Effect::Copy(Words { text, what })] = effects.as_slice() else { panic!("{effects:?}") };
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "How many? (number, open)");
    assert!(lines[1..].iter().any(|l| l.contains("” — Harbour Post, “Nine rescued")), "{lines:?}");
    assert!(what.starts_with("1 annotation (") && what.ends_with(" words)"), "{what}");
}
