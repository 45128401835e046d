//! The annotation, whole: what witnesses say, checks and a verdict, kinds of one's own, annotations put together and parted,
//! judgements to take back, the note in one's own editor.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

mod support;

use support::*;
use variorum::app::dialog::Field;
use variorum::app::effect::{Effect, Message};
use variorum::app::{App, Overlay};
use variorum::case::{Annotation, Check};

/// Opens a new annotation on a field.
fn on_field(app: &mut App, field: Field) {
    press(app, "d a n");
    while dialog(app).field != field {
        press(app, "Tab");
    }
}

#[test]
fn what_a_witness_says_is_chosen_or_typed_and_saved() {
    let mut app = demo(120, 40);
    on_field(&mut app, Field::Witnesses);
    press(&mut app, "=");
    press(&mut app, "Ctrl-u Tab");
    let Some(Overlay::Line(line)) = app.overlays.last() else { panic!("no line") };
    let chosen = line.typed().trim().to_owned();
    assert!(!chosen.is_empty() && line.offered.choices.iter().any(|c| c.value == chosen), "{chosen:?}");
    press(&mut app, "Ctrl-u");
    type_text(&mut app, "exactly 9");
    press(&mut app, "Enter");
    assert_eq!(dialog(&app).parts[dialog(&app).part].says, "exactly 9");
    press(&mut app, "Enter");
    let said: Vec<_> = app.case.annotations[0].witnesses.iter().filter_map(|w| w.says.as_deref()).collect();
    assert!(said.contains(&"exactly 9"), "{said:?}");
}

#[test]
fn checks_and_a_verdict_are_written_and_stay_when_the_rest_is_edited() {
    let mut app = demo(120, 40);
    on_field(&mut app, Field::Checks);
    type_text(&mut app, "Hospital press desk | nine admitted");
    press(&mut app, "Enter");
    type_text(&mut app, "2026-03-01 | secondary | archive");
    press(&mut app, "Tab");
    type_text(&mut app, "Nine is right.");
    press(&mut app, "Enter");
    let made = app.case.annotations[0].clone();
    assert_eq!(made.verdict.as_deref(), Some("Nine is right."));
    let first = Check {
        on: Some("2026-03-15".into()),
        source: "Hospital press desk".into(),
        how: None,
        found: Some("nine admitted".into()),
    };
    let second = Check {
        on: Some("2026-03-01".into()),
        source: "archive".into(),
        how: Some("secondary".into()),
        found: None,
    };
    assert_eq!(made.checks, [first, second]);
    press(&mut app, "e");
    type_text(&mut app, "?");
    press(&mut app, "Enter");
    assert_eq!(
        (&app.case.annotations[0].checks, &app.case.annotations[0].verdict),
        (&made.checks, &made.verdict)
    );
}

#[test]
fn a_tag_that_is_known_is_completed_as_it_is_typed() {
    let mut app = demo(120, 40);
    on_field(&mut app, Field::Tags);
    type_text(&mut app, "casualties");
    press(&mut app, "Enter d d");
    on_field(&mut app, Field::Tags);
    type_text(&mut app, "other, cas");
    assert!(text(&frame(&app)).contains("other, casualties"), "{}", text(&frame(&app)));
    press(&mut app, "Right");
    assert_eq!(dialog(&app).tags.lines(), ["other, casualties"]);
    press(&mut app, "Enter");
    assert_eq!(app.case.annotations[1].tags, ["other", "casualties"]);
}

#[test]
fn a_kind_of_ones_own_has_a_key_at_once_and_a_clash_is_told() {
    let mut app = demo(120, 40);
    for (line, told) in [
        ("new-kind n Nonsense", "number"),
        ("new-kind g", "a key and a name"),
        ("new-kind g Time", "already"),
    ] {
        press(&mut app, ":");
        type_text(&mut app, line);
        press(&mut app, "Enter");
        assert!(app.case.kinds.is_empty() && said(&app).contains(told), "{line}: {}", said(&app));
    }
    press(&mut app, ":");
    type_text(&mut app, "new-kind g Technical cause");
    press(&mut app, "Enter");
    assert_eq!(app.case.kinds[0].id, "technical-cause");
    press(&mut app, "d a g Enter");
    assert_eq!(app.case.annotations[0].kind, "technical-cause");
    press(&mut app, "u u");
    assert!(app.case.kinds.is_empty() && app.case.annotations.is_empty());
}

#[test]
fn annotations_are_put_together_and_parted_in_one_step_each() {
    let mut app = demo(120, 40);
    press(&mut app, "d a n Enter d d a t Enter");
    let before: Vec<Annotation> = app.case.annotations.clone();
    assert_eq!(before.len(), 2);
    press(&mut app, "F5 m");
    assert!(said(&app).contains("two or more"), "{}", said(&app));
    press(&mut app, "* m");
    assert_eq!(app.case.annotations.len(), 1, "{}", said(&app));
    let joined = app.case.annotations[0].clone();
    let words = |a: &Annotation| a.witnesses.iter().filter(|w| w.quote.is_some()).count();
    assert_eq!(words(&joined), words(&before[0]) + words(&before[1]));
    press(&mut app, "| Enter");
    assert_eq!(app.case.annotations.len(), 2, "{}", said(&app));
    assert_eq!(words(&app.case.annotations[0]) + words(&app.case.annotations[1]), words(&joined));
    press(&mut app, "u");
    assert_eq!(app.case.annotations, [joined]);
    press(&mut app, "u");
    assert_eq!(app.case.annotations, before);
}

#[test]
fn what_was_set_aside_can_be_looked_at_and_taken_back_in_a_later_session() {
    let mut app = demo(120, 40);
    press(&mut app, "g x");
    assert!(said(&app).contains("nothing was set aside"), "{}", said(&app));
    press(&mut app, "d x");
    let mut later = opened(opening(demo_articles(), app.case.clone()), (120, 40));
    press(&mut later, "g x");
    let shown = text(&frame(&later));
    assert!(shown.contains("set aside"), "{shown}");
    press(&mut later, "Enter Enter");
    assert_eq!(later.case.asides.len(), 1, "the first line leaves it");
    press(&mut later, "g x Enter j Enter");
    assert!(later.case.asides.is_empty(), "{}", said(&later));
    press(&mut later, "u");
    assert_eq!(later.case.asides.len(), 1);
}

#[test]
fn the_note_goes_to_the_editor_and_a_failure_loses_nothing() {
    let mut app = demo(120, 40);
    on_field(&mut app, Field::Note);
    type_text(&mut app, "one");
    let key = variorum::app::key::parse("Ctrl-g").unwrap().remove(0);
    let effects = app.update(Message::Key(event(key)), now());
    assert!(matches!(effects.as_slice(), [Effect::Edit(text)] if text == "one"), "{effects:?}");
    app.update(Message::Edited(Err("vi ended with a failure".into())), now());
    assert_eq!((dialog(&app).note_text().as_str(), dialog(&app).problem.is_some()), ("one", true));
    app.update(Message::Edited(Ok("two\nthree\x1b\n\n".into())), now());
    assert_eq!(dialog(&app).note_text(), "two\nthree");
}

#[test]
fn the_machine_says_who_writes_unless_the_settings_do() {
    let mut app = demo(120, 40);
    app.update(Message::Author("Mia Keller".into()), now());
    press(&mut app, "d a n Enter");
    assert_eq!(app.case.annotations[0].by.as_deref(), Some("Mia Keller"));
    app.settings.by = Some("mk".into());
    app.update(Message::Author("Mia Keller".into()), now());
    press(&mut app, "d a n Enter");
    assert_eq!(app.case.annotations[1].by.as_deref(), Some("mk"));
}
