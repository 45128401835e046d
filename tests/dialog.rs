//! The annotation dialog: what is typed into it, and what it saves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

mod support;

use support::*;
use variorum::app::Overlay;
use variorum::app::dialog::Field;
use variorum::app::effect::Message;
use variorum::case::{Annotation, Quote, Stand, Status, Witness};

#[test]
fn a_draft_that_is_closed_comes_back() {
    let mut app = demo(120, 40);
    press(&mut app, "a n");
    type_text(&mut app, "How many?");
    press(&mut app, "Esc");
    assert!(app.overlays.is_empty());
    press(&mut app, "a Enter");
    assert_eq!(app.case.annotations[0].question, "How many?");
}

#[test]
fn all_fields_of_the_dialog_can_be_reached_and_changed() {
    let mut app = demo(120, 40);
    // A suspect that the first two articles have a part in.
    for _ in 0..20 {
        press(&mut app, "d a n Tab");
        if dialog(&app).parts.iter().take(2).all(|p| !p.out && p.span.is_some()) {
            break;
        }
        press(&mut app, "Ctrl-x");
    }
    let taken = dialog(&app).parts.iter().filter(|p| !p.out).count();
    press(&mut app, "x j s Tab Right Tab Right Tab Right Tab");
    type_text(&mut app, "casualties, hospital");
    press(&mut app, "Tab");
    type_text(&mut app, "https://hospital.example/1");
    press(&mut app, "Tab Tab Tab");
    type_text(&mut app, "one");
    press(&mut app, "Enter");
    type_text(&mut app, "two");
    press(&mut app, "Ctrl-s");
    let made = &app.case.annotations[0];
    assert_eq!(
        (made.severity.name(), made.confidence.name(), made.status.name()),
        ("high", "certain", "checking")
    );
    assert_eq!(made.tags, ["casualties", "hospital"]);
    assert_eq!(made.evidence, ["https://hospital.example/1"]);
    assert_eq!(made.note, "one\ntwo");
    assert_eq!(made.witnesses.len(), taken - 1, "the first was taken out");
    assert_eq!(made.witnesses[0].stand, Stand::Agrees);
}

#[test]
fn a_draft_is_asked_about_before_the_program_ends() {
    let mut app = demo(120, 40);
    press(&mut app, "t a n x y z Esc");
    assert_eq!(app.drafts.len(), 1);
    press(&mut app, "q");
    assert!(matches!(app.overlays.last(), Some(Overlay::Confirm(c)) if c.question.contains("draft")));
    press(&mut app, "n a");
    assert!(app.overlays.iter().any(|o| matches!(o, Overlay::Dialog(_))), "the draft is still there");
}

#[test]
fn tags_and_evidence_may_hold_blanks() {
    let mut app = demo(120, 40);
    press(&mut app, "d a n Tab Tab Tab Tab Tab");
    type_text(&mut app, "call duration, phone call");
    press(&mut app, "Tab");
    type_text(&mut app, "White House readout 18 March; https://example.org/a,b");
    press(&mut app, "Enter");
    assert_eq!(app.case.annotations[0].tags, ["call duration", "phone call"]);
    assert_eq!(app.case.annotations[0].evidence, ["White House readout 18 March", "https://example.org/a,b"]);
    press(&mut app, "e Tab Tab Tab Tab Tab Tab");
    app.update(Message::Paste("\nhttps://example.org/c\nhttps://example.org/d\n".into()), now());
    assert!(text(&frame(&app)).contains("https://example.org/a,b"), "what was there is shown");
    press(&mut app, "Enter");
    assert_eq!(app.case.annotations[0].evidence.len(), 3, "{:?}", app.case.annotations[0].evidence);
}

#[test]
fn an_edit_leaves_what_it_does_not_touch_to_the_letter() {
    let mut app = demo(120, 40);
    press(&mut app, "d a n Enter");
    let odd = Annotation {
        tags: vec!["a, b".into(), "city council".into()],
        evidence: vec!["one; two".into(), " three ".into()],
        note: "one\n\n".into(),
        question: "one\ntwo".into(),
        ..app.case.annotations[0].clone()
    };
    app.case.annotations[0] = odd.clone();
    press(&mut app, "e Tab Tab Right Enter");
    let edited = &app.case.annotations[0];
    assert_eq!(edited.severity.name(), "high");
    let expected = Annotation { severity: edited.severity, changed: edited.changed, ..odd };
    assert_eq!(*edited, expected);
}

#[test]
fn an_edit_that_was_closed_does_not_take_back_what_was_changed_since() {
    let mut app = demo(120, 40);
    press(&mut app, "d a n Enter F5 e Esc");
    assert!(app.drafts.is_empty(), "nothing was changed, so nothing is kept");
    press(&mut app, "e");
    type_text(&mut app, "How many?");
    press(&mut app, "Esc s");
    assert_eq!(app.case.annotations[0].status, Status::Checking);
    press(&mut app, "e");
    assert_eq!(dialog(&app).status, Status::Checking, "the draft shows the record as it is now");
    press(&mut app, "Enter");
    let saved = &app.case.annotations[0];
    assert_eq!((saved.question.as_str(), saved.status), ("How many?", Status::Checking));
    let changed = saved.changed;
    press(&mut app, "e Enter");
    assert_eq!(app.case.annotations[0].changed, changed, "an edit of nothing is none");
}

#[test]
fn what_a_merge_brought_in_survives_the_edit_that_was_open_meanwhile() {
    let mut app = demo(120, 40);
    press(&mut app, "d a n Enter e");
    type_text(&mut app, "How many?");
    let witnesses = app.case.annotations[0].witnesses.len();
    app.case.annotations[0].note = "from elsewhere".into();
    app.case.annotations[0].witnesses.push(Witness {
        article: "elsewhere".into(),
        quote: Some(Quote { text: "ten".into(), ..Quote::default() }),
        ..Witness::default()
    });
    press(&mut app, "Tab x Enter");
    let saved = &app.case.annotations[0];
    assert_eq!((saved.question.as_str(), saved.note.as_str()), ("How many?", "from elsewhere"));
    assert_eq!(saved.witnesses.len(), witnesses, "one was taken out here, one came in there");
    assert_eq!(saved.witnesses.last().unwrap().article, "elsewhere");
}

#[test]
fn what_was_typed_survives_that_someone_deleted_the_annotation() {
    let mut app = demo(120, 40);
    press(&mut app, "d a n Enter e");
    type_text(&mut app, "How many?");
    app.case.annotations.clear();
    press(&mut app, "Enter");
    assert_eq!(app.case.annotations[0].question, "How many?");
    assert!(app.status.as_ref().unwrap().text.contains("had been deleted"), "{:?}", app.status);
}

#[test]
fn a_dialog_that_cannot_be_saved_keeps_what_was_typed() {
    let mut app = demo(120, 40);
    press(&mut app, "a Tab");
    type_text(&mut app, "How many?");
    press(&mut app, "Enter");
    assert_eq!(dialog(&app).question_text(), "How many?");
    assert!(text(&frame(&app)).contains("pick a kind first"));
    // The kind has the keys, so the next one picks it instead of being typed.
    press(&mut app, "n Enter");
    assert_eq!((app.case.annotations[0].kind.as_str(), said(&app).is_empty()), ("number", false));
    assert_eq!(app.case.annotations[0].question, "How many?");
}

#[test]
fn words_typed_after_a_tab_too_many_do_not_set_the_kind() {
    let mut app = demo(120, 40);
    press(&mut app, "a n Tab Tab Tab Tab Tab Tab Tab Tab Tab");
    assert_eq!(dialog(&app).field, Field::Note);
    type_text(&mut app, "time will tell");
    assert_eq!(
        (dialog(&app).kind.as_deref(), dialog(&app).note_text().as_str()),
        (Some("number"), "time will tell")
    );
    for _ in 0..12 {
        press(&mut app, "Shift-Tab");
    }
    assert_eq!(dialog(&app).field, Field::Kind);
}

#[test]
fn a_key_of_no_kind_is_told_and_help_shows_the_keys_of_the_dialog() {
    let mut app = demo(120, 40);
    for key in ["y", "j", "[", "Space"] {
        press(&mut app, "a");
        press(&mut app, key);
        assert!(dialog(&app).problem.as_ref().unwrap().contains("is the key of no kind"), "{key}");
        press(&mut app, "Ctrl-x");
    }
    for open in ["a ?", "a n F1", "a n Tab ?", "a n Tab Tab Tab Tab Tab Tab Tab F1"] {
        press(&mut app, open);
        let Some(Overlay::Help(help)) = app.overlays.last() else { panic!("{open}") };
        let lines = format!("{:?}", help.lines);
        assert!(lines.contains("take the witness out") && lines.contains("close and throw"), "{lines}");
        assert!(lines.contains("draw the screen anew") && !lines.contains("\"quit\""), "{lines}");
        press(&mut app, "F1");
        assert!(matches!(app.overlays.last(), Some(Overlay::Dialog(_))), "{open}");
        press(&mut app, "Ctrl-x");
    }
}

#[test]
fn a_witness_is_narrowed_and_widened_by_counts_to_the_sentence_and_to_what_differs() {
    let mut app = demo(120, 40);
    press(&mut app, "t a n Tab");
    let sentence = words_of_part(&app, 0);
    let count = |text: &str| text.split_whitespace().count();
    press(&mut app, "3 [");
    assert_eq!(count(&words_of_part(&app, 0)), count(&sentence) - 3);
    press(&mut app, "9 9 [");
    assert_eq!(count(&words_of_part(&app, 0)), 1);
    press(&mut app, "2 ]");
    assert_eq!(count(&words_of_part(&app, 0)), 3);
    press(&mut app, ")");
    assert_eq!(words_of_part(&app, 0), sentence);
    press(&mut app, "Ctrl-x d a n Tab )");
    let suspect = &app.index.alignment.suspects[app.suspect.unwrap()];
    let part = &dialog(&app).parts[0];
    let own: Vec<_> = suspect
        .readings
        .iter()
        .flat_map(|r| &r.members)
        .filter(|m| Some(m.article) == part.article)
        .collect();
    assert!(own.iter().all(|m| part.span.unwrap().covers(m.span)));
    press(&mut app, "(");
    assert!(count(&words_of_part(&app, 0)) < 6, "{}", words_of_part(&app, 0));
    assert!(text(&frame(&app)).contains(&words_of_part(&app, 0)));
}

#[test]
fn the_dialog_never_covers_the_hint_line() {
    for (width, height) in [(80, 24), (80, 12), (120, 40)] {
        let mut app = demo(width, height);
        press(&mut app, "a n");
        for _ in 0..9 {
            let drawn = text(&frame(&app));
            let last = drawn.lines().last().unwrap().to_owned();
            assert!(last.ends_with("help") && last.contains("save"), "{last}");
            assert!(drawn.contains('▸'), "the field that has the keys is in sight\n{drawn}");
            press(&mut app, "Tab");
        }
        let last = text(&frame(&app)).lines().last().unwrap().to_owned();
        assert!(last.contains("Enter new line") && last.contains("Ctrl-s save"), "{last}");
    }
}
