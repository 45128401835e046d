//! Two programs and an editor at one case: what one of them would lose if merging and undo were careless.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

mod support;

use std::fs;

use support::{app_over, demo, now, press, type_text};
use variorum::app::dialog::Field;
use variorum::app::effect::{Merge, Message, SaveReport};
use variorum::app::{App, Overlay};
use variorum::article::ScalarSpan;
use variorum::case::history::{History, Operation};
use variorum::case::merge::three_way;
use variorum::case::store::CaseFile;
use variorum::case::*;

fn witness(article: &str, text: &str) -> Witness {
    let quote = Quote { text: text.into(), span: ScalarSpan { start: 1, end: 5 }, ..Quote::default() };
    Witness { article: article.into(), quote: Some(quote), ..Witness::default() }
}

fn annotation() -> Annotation {
    Annotation {
        id: "a-00000001".into(),
        kind: "number".into(),
        tags: vec!["casualties".into(), "early".into()],
        evidence: vec!["https://a.example".into()],
        witnesses: vec![witness("courier", "Nine"), witness("post", "twelve")],
        ..Annotation::default()
    }
}

fn case(annotation: Annotation) -> Case {
    Case { id: "c-1".into(), annotations: vec![annotation], ..Case::default() }
}

fn changed(change: impl FnOnce(&mut Annotation)) -> Case {
    let mut record = annotation();
    change(&mut record);
    case(record)
}

fn entry(id: &str, path: &str, hash: &str) -> ArticleEntry {
    ArticleEntry { id: id.into(), path: path.into(), bytes_sha256: hash.into(), ..ArticleEntry::default() }
}

#[test]
fn different_keys_of_one_annotation_changed_on_both_sides_are_one_annotation() {
    let ours = changed(|a| {
        a.note = "Called the hospital.".into();
        a.tags = vec!["casualties".into(), "called".into()];
        a.evidence.push("https://ours.example".into());
        a.witnesses[0].says = Some("9".into());
        a.changed = Some("2026-03-15T10:00:00Z".parse().unwrap());
    });
    let theirs = changed(|a| {
        a.status = Status::Checking;
        a.tags = vec!["casualties".into(), "early".into(), "bridge".into()];
        a.evidence.push("https://theirs.example".into());
        a.witnesses[1].stand = Stand::Agrees;
        a.witnesses.push(witness("bulletin", "several"));
        a.changed = Some("2026-03-15T11:00:00Z".parse().unwrap());
    });
    let merged = three_way(&case(annotation()), &ours, &theirs);
    assert!(merged.clashes.is_empty(), "{:?}", merged.clashes);
    let expected = changed(|a| {
        a.note = "Called the hospital.".into();
        a.status = Status::Checking;
        a.tags = vec!["casualties".into(), "bridge".into(), "called".into()];
        a.evidence = ["a", "theirs", "ours"].map(|h| format!("https://{h}.example")).into();
        a.witnesses[0].says = Some("9".into());
        a.witnesses[1].stand = Stand::Agrees;
        a.witnesses.push(witness("bulletin", "several"));
        a.changed = Some("2026-03-15T11:00:00Z".parse().unwrap());
    });
    assert_eq!(merged.case, expected);
}

#[test]
fn one_key_changed_to_two_things_keeps_both_versions() {
    type Change = fn(&mut Annotation, bool);
    let changes: [Change; 4] = [
        |a, ours| a.note = if ours { "ours" } else { "theirs" }.into(),
        |a, ours| a.witnesses[0].says = Some(if ours { "9" } else { "nine" }.into()),
        |a, ours| match ours {
            true => a.witnesses[1].stand = Stand::Agrees,
            false => drop(a.witnesses.remove(1)),
        },
        |a, ours| {
            a.witnesses[0].quote.as_mut().unwrap().text = if ours { "Nine" } else { "Nine of" }.repeat(2)
        },
    ];
    for change in changes {
        let (ours, theirs) = (changed(|a| change(a, true)), changed(|a| change(a, false)));
        let merged = three_way(&case(annotation()), &ours, &theirs);
        assert_eq!(merged.case.annotations.len(), 2);
        assert_eq!(merged.case.annotations[0], theirs.annotations[0]);
        let beside = &merged.case.annotations[1];
        assert!(
            beside.id.starts_with("a-") && beside.id.len() == 10 && beside.id != "a-00000001",
            "{}",
            beside.id
        );
        let renamed = Annotation { id: beside.id.clone(), ..ours.annotations[0].clone() };
        assert_eq!(*beside, renamed);
        assert_eq!(merged.clashes.len(), 1);
    }
}

#[test]
fn an_article_of_another_file_under_the_same_id_keeps_its_witnesses() {
    let ours = Case {
        articles: vec![entry("wire", "b/wire.txt", "bb"), entry("post", "post.md", "cc")],
        asides: vec![Aside {
            kind: "time".into(),
            witnesses: vec![witness("wire", "Monday")],
            ..Aside::default()
        }],
        ..changed(|a| a.witnesses = vec![witness("wire", "Nine"), witness("post", "twelve")])
    };
    let theirs = Case {
        articles: vec![entry("wire", "a/wire.txt", "aa"), entry("post", "post.md", "cc")],
        ..changed(|a| {
            a.id = "a-00000002".into();
            a.witnesses = vec![witness("wire", "Ten")];
        })
    };
    let merged = three_way(&Case::default(), &ours, &theirs).case;
    let articles: Vec<(&str, &str)> =
        merged.articles.iter().map(|a| (a.id.as_str(), a.path.as_str())).collect();
    assert_eq!(articles, [("wire", "a/wire.txt"), ("post", "post.md"), ("wire-2", "b/wire.txt")]);
    let names = |a: &Annotation| a.witnesses.iter().map(|w| w.article.clone()).collect::<Vec<_>>();
    assert_eq!(names(&merged.annotations[0]), ["wire"]);
    assert_eq!(names(&merged.annotations[1]), ["wire-2", "post"]);
    assert_eq!(merged.asides[0].witnesses[0].article, "wire-2");
}

#[test]
fn what_both_set_aside_is_aside_once_and_what_one_took_back_is_back() {
    let aside = |kind: &str| Aside { kind: kind.into(), ..Aside::default() };
    let with = |kinds: &[&str]| Case { asides: kinds.iter().map(|k| aside(k)).collect(), ..Case::default() };
    let merged = three_way(&with(&["a", "b"]), &with(&["b", "c", "d"]), &with(&["a", "b", "c", "e"]));
    assert_eq!(merged.case.asides, with(&["b", "c", "e", "d"]).asides);
    let merged = three_way(&with(&["a", "a"]), &with(&["a"]), &with(&["a", "a"]));
    assert_eq!(merged.case.asides, with(&["a"]).asides);
}

#[test]
fn undo_leaves_alone_what_a_merge_brought_in() {
    let mut model = case(annotation());
    let mut history = History::default();
    let mut edited = annotation();
    edited.status = Status::Checking;
    edited.tags.push("ours".into());
    history.apply(&mut model, Operation::replace(annotation(), edited), "changed".into()).unwrap();
    // Meanwhile a colleague wrote a note, another tag and another witness.
    let theirs = changed(|a| {
        a.note = "Called the hospital.".into();
        a.tags.push("theirs".into());
        a.witnesses.push(witness("bulletin", "several"));
    });
    model = three_way(&case(annotation()), &model, &theirs).case;
    assert_eq!(history.undo(&mut model).unwrap().as_deref(), Some("changed"));
    assert_eq!(model, theirs, "the note, the tag and the witness stay, our status and tag are gone");
    assert_eq!(history.redo(&mut model).unwrap().as_deref(), Some("changed"));
    let now = &model.annotations[0];
    assert_eq!((now.status, now.note.as_str()), (Status::Checking, "Called the hospital."));
    assert_eq!(now.tags, ["casualties", "early", "theirs", "ours"]);
}

#[test]
fn an_edit_that_was_begun_before_a_merge_takes_nothing_of_the_merge_back() {
    let mut model = changed(|a| a.note = "Called the hospital.".into());
    let mut history = History::default();
    let mut edited = annotation();
    edited.status = Status::Checking;
    history.apply(&mut model, Operation::replace(annotation(), edited), "changed".into()).unwrap();
    assert_eq!(model.annotations[0].note, "Called the hospital.");
    assert_eq!(model.annotations[0].status, Status::Checking);
}

#[test]
fn undo_refuses_where_the_disk_changed_the_same_key_and_loses_nothing() {
    let mut model = Case::default();
    let mut history = History::default();
    history.apply(&mut model, Operation::AddAside { aside: Aside::default() }, "set aside".into()).unwrap();
    let operation = Operation::AddAnnotation { annotation: Box::new(annotation()) };
    history.apply(&mut model, operation, "added".into()).unwrap();
    let mut edited = annotation();
    edited.note = "ours".into();
    history.apply(&mut model, Operation::replace(annotation(), edited), "changed".into()).unwrap();
    model.annotations[0].note = "theirs".into();
    let before = model.clone();
    let error = history.undo(&mut model).unwrap_err();
    assert!(error.is_clash(), "{error}");
    assert!(error.to_string().contains("a-00000001") && error.to_string().contains("note"), "{error}");
    assert_eq!(model, before, "nothing was lost");
    // A second undo leaves that step out; the one before would take away what holds the other's words.
    assert!(history.undo(&mut model).unwrap_err().is_clash());
    assert_eq!(model, before);
    assert_eq!(history.undo(&mut model).unwrap().as_deref(), Some("set aside"));
    assert_eq!(model.annotations, before.annotations);
}

#[test]
fn undo_of_a_new_annotation_keeps_it_when_somebody_wrote_into_it() {
    let mut model = Case::default();
    let mut history = History::default();
    let operation = Operation::AddAnnotation { annotation: Box::new(annotation()) };
    history.apply(&mut model, operation, "added".into()).unwrap();
    model.annotations[0].verdict = Some("nine".into());
    assert!(history.undo(&mut model).unwrap_err().is_clash());
    assert_eq!(model.annotations.len(), 1);
}

#[test]
fn undo_finds_its_annotation_under_the_name_that_a_merge_gave_it() {
    let mut model = Case { articles: vec![entry("wire", "b/wire.txt", "bb")], ..case(annotation()) };
    let mut history = History::default();
    let mut edited = annotation();
    edited.note = "ours".into();
    edited.witnesses = vec![witness("wire", "Nine")];
    history.apply(&mut model, Operation::replace(annotation(), edited), "changed".into()).unwrap();
    let theirs =
        Case { articles: vec![entry("wire", "a/wire.txt", "aa")], ..changed(|a| a.note = "theirs".into()) };
    let merged = three_way(&case(annotation()), &model, &theirs);
    history.rename(&merged.renamed);
    let mut model = merged.case;
    assert_eq!(
        (model.annotations[1].note.as_str(), model.annotations[1].witnesses[0].article.as_str()),
        ("ours", "wire-2")
    );
    history.undo(&mut model).unwrap();
    assert_eq!(model.annotations[0], theirs.annotations[0]);
    assert_eq!((model.annotations[1].note.as_str(), model.annotations[1].witnesses.len()), ("", 2));
}

#[test]
fn two_programs_that_begin_one_case_at_once_lose_neither_s_articles_nor_words() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("variorum.toml");
    let (mut first, mut second) = (CaseFile::new(&path), CaseFile::new(&path));
    let of = |folder: &str, id: &str| Case {
        articles: vec![entry("wire", &format!("{folder}/wire.txt"), folder)],
        ..changed(|a| {
            a.id = id.into();
            a.witnesses = vec![witness("wire", folder)];
        })
    };
    first.save(&of("a", "a-00000001")).unwrap();
    let saved = second.save(&of("b", "a-00000002")).unwrap();
    let (_, now) = CaseFile::open(&path).unwrap();
    assert_eq!(saved.merged.as_ref(), Some(&now));
    for annotation in &now.annotations {
        let witness = &annotation.witnesses[0];
        let article = now.articles.iter().find(|a| a.id == witness.article).unwrap();
        assert_eq!(article.path, format!("{}/wire.txt", witness.quote.as_ref().unwrap().text));
    }
    assert!(fs::read_to_string(&path).unwrap().contains("wire-2"));
}

/// Tells a model of a merge that a save made, as the worker would.
fn tell(app: &mut App, base: &Case, theirs: &Case) {
    let sent = app.case.clone();
    let merged = three_way(base, &sent, theirs);
    let (clashes, renamed) = (merged.clashes, merged.renamed);
    let merge = Merge { number: 1, sent, merged: merged.case, clashes, renamed };
    let report = SaveReport { text: "saved".into(), merge: Some(Box::new(merge)) };
    app.update(Message::Saved { number: 1, result: Ok(report) }, now());
}

#[test]
fn words_typed_while_others_wrote_into_the_same_key_are_kept_beside_theirs() {
    for (theirs_writes_note, count) in [(true, 2), (false, 1)] {
        let mut app = demo(120, 40);
        press(&mut app, "d a n Enter e");
        let is_note =
            |app: &App| matches!(app.overlays.last(), Some(Overlay::Dialog(d)) if d.field == Field::Note);
        while !is_note(&app) {
            press(&mut app, "Tab");
        }
        type_text(&mut app, "ours");
        let base = app.case.clone();
        let mut theirs = base.clone();
        match theirs_writes_note {
            true => theirs.annotations[0].note = "theirs".into(),
            false => theirs.annotations[0].verdict = Some("nine".into()),
        }
        tell(&mut app, &base, &theirs);
        press(&mut app, "Ctrl-s");
        assert_eq!(app.case.annotations.len(), count);
        assert!(app.case.annotations.iter().any(|a| a.note == "ours"));
        assert_eq!(app.case.annotations.iter().any(|a| a.note == "theirs"), theirs_writes_note);
        assert_eq!(app.case.annotations.iter().any(|a| a.verdict.is_some()), !theirs_writes_note);
        if theirs_writes_note {
            // Which version is to be kept is asked; both are.
            assert!(matches!(app.overlays.last(), Some(Overlay::Pick(_))));
            press(&mut app, "Enter");
        }
        press(&mut app, "u");
        assert_eq!(app.case, theirs, "undo takes back our words and nothing else");
    }
}

#[test]
fn what_is_written_after_a_merge_names_the_article_under_its_new_id() {
    let read =
        |text: &str, path: &str| std::sync::Arc::new(variorum::article::read(text.as_bytes(), path).unwrap());
    let mut app = app_over(
        vec![read("Nine people were hurt.", "b/wire.txt"), read("Ten people were hurt.", "c/post.txt")],
        120,
        40,
    );
    press(&mut app, "a n Enter a p");
    let theirs = Case { articles: vec![entry("wire", "a/wire.txt", "aa")], ..Case::default() };
    tell(&mut app, &Case::default(), &theirs);
    press(&mut app, "Enter");
    assert_eq!(app.articles[0].id, "wire-2");
    for annotation in &app.case.annotations {
        assert_eq!(annotation.witnesses[0].article, "wire-2");
    }
    let quotes = app.case.annotations.iter().flat_map(|a| &a.witnesses).filter(|w| w.quote.is_some()).count();
    assert_eq!((app.case.annotations.len(), app.witnessed.len()), (2, quotes), "all words are found again");
    press(&mut app, "u u");
    assert_eq!(app.case.annotations, []);
}
