//! A case whose articles have changed since opens with every annotation, and says what became of its words.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

use std::sync::Arc;

use ratatui::layout::Rect;
use variorum::app::Overlay;
use variorum::app::{App, Opening};
use variorum::article::{self, Span};
use variorum::case::anchor::State;
use variorum::case::{Annotation, Case, Witness, quote};

mod support;

use support::{frame, press, text};

const OLD: &str = "The deck dropped into the stream at noon. Nine people were taken to hospital by boat.\n\nThe council closed the \
    path behind the mill. A cat was saved from the water by two boys. It will stay closed until the spring.";

/// A case with an annotation for each of the words, opened with another text of its article.
fn opened(words: &[&str], now: &str) -> App {
    let old = article::read(OLD.as_bytes(), "courier.txt").unwrap();
    let annotation = |(n, words): (usize, &&str)| {
        let start = old.text.find(words).unwrap();
        let quote = Some(quote::make(&old, Span::new(start, start + words.len())));
        let witness = Witness { article: old.id.clone(), quote, ..Witness::default() };
        Annotation { id: format!("a-{n}"), witnesses: vec![witness], ..Annotation::default() }
    };
    let case = Case { annotations: words.iter().enumerate().map(annotation).collect(), ..Case::default() };
    let mut article = article::read(now.as_bytes(), "courier.txt").unwrap();
    article.id.clone_from(&old.id);
    let case_path = Some("variorum.toml".into());
    let opening = Opening { articles: vec![Arc::new(article)], case, case_path, ..Opening::default() };
    App::new(opening, Rect::new(0, 0, 100, 30)).0
}

#[test]
fn words_that_have_only_been_pushed_on_are_underlined_where_they_stand_now() {
    let app = opened(&["Nine people", "saved from the water"], &format!("Updated at ten.\n\n{OLD}"));
    let words: Vec<&str> = app.witnessed.iter().map(|w| app.articles[0].slice(w.span)).collect();
    assert_eq!(words, ["Nine people", "saved from the water"]);
    let told = &app.status.as_ref().unwrap().text;
    assert!(told.contains("2 found in a new place"), "{told}");
}

#[test]
fn other_words_are_never_taken_for_the_old_ones_without_asking() {
    let now = OLD
        .replace("Nine people", "Twelve people")
        .replace("A cat was saved from the water by two boys. ", "");
    let app =
        opened(&["Nine people were taken to hospital", "saved from the water", "until the spring"], &now);
    let states: Vec<State> = app.anchors.list.iter().map(|a| a.found.state).collect();
    assert_eq!(states, [State::Changed, State::Orphan, State::Exact]);
    let words: Vec<&str> = app.witnessed.iter().map(|w| app.articles[0].slice(w.span)).collect();
    assert_eq!(words, ["until the spring"]);
    assert_eq!(app.case.annotations.len(), 3, "nothing is lost");
    let told = &app.status.as_ref().unwrap().text;
    for part in ["1 with other words now", "1 not found any more", "1 found in a new place"] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn the_same_word_at_the_old_place_of_other_words_is_not_taken_for_it() {
    // As long as before, so that the old place holds the beginning of other words.
    let app = opened(&["Nine people"], &OLD.replace("Nine people", "Nine horses"));
    assert_eq!(app.witnessed.len(), 0, "{:?}", app.anchors.list);
    let app = opened(&["Nine"], &OLD.replace("Nine people", "Ninety nags"));
    assert_eq!(app.witnessed.len(), 0, "{:?}", app.anchors.list);
    let twice = OLD.replace("Nine people", "Nine horses") + "\n\nOn Sunday a man was hurt.";
    assert_eq!(opened(&["Nine people"], &twice).anchors.list.len(), 1);
}

#[test]
fn an_article_that_did_not_change_says_nothing() {
    let app = opened(&["Nine people"], OLD);
    assert_eq!((app.witnessed.len(), app.anchors.list.len()), (1, 0));
    assert_eq!(app.status, None);
}

/// What the window that is open lists.
fn lines(app: &App) -> Vec<String> {
    match app.overlays.last() {
        Some(Overlay::Pick(pick)) => pick.lines.iter().map(|l| format!("{} | {}", l.text, l.note)).collect(),
        _ => Vec::new(),
    }
}

fn edited() -> App {
    let now = OLD
        .replace("Nine people", "Twelve people")
        .replace("A cat was saved from the water by two boys. ", "");
    opened(&["Nine people were taken to hospital", "saved from the water", "until the spring"], &now)
}

#[test]
fn the_list_of_changed_words_shows_old_and_new_ones_and_goes_there() {
    let mut app = edited();
    press(&mut app, "gw");
    assert_eq!(
        lines(&app),
        [
            "“Nine people were taken to hospital” → “Twelve people were taken to hospital” | courier, other words now",
            "“saved from the water” | courier, not found",
            "“until the spring” | courier, elsewhere now",
        ]
    );
    assert!(text(&frame(&app)).contains("Twelve people were"));
    press(&mut app, "j Enter");
    assert!(lines(&app)[0].starts_with("note that it does not say this any more"), "{:?}", lines(&app));
    press(&mut app, "Enter");
    let noted = app
        .case
        .annotations
        .iter()
        .flat_map(|a| &a.witnesses)
        .filter(|w| w.anchor.as_deref() == Some("orphan"));
    assert!(noted.count() == 1, "that words are gone can be noted");
    press(&mut app, "gw");
    assert_eq!(lines(&app).len(), 2, "and is asked about once");
    press(&mut app, "Esc u");
    press(&mut app, "gw j j Enter");
    assert!(app.articles[0].passage_text(app.here().passage).contains("until the spring"));
}

#[test]
fn the_list_of_annotations_says_that_an_article_has_other_words_now() {
    let mut app = edited();
    press(&mut app, "F5 gg");
    let mut shown = text(&frame(&app));
    for _ in 0..2 {
        press(&mut app, "j");
        shown += &text(&frame(&app));
    }
    for part in
        ["the article has “Twelve people were taken to hospital” now", "not found in the article any more"]
    {
        assert_eq!(shown.matches(part).count(), 1, "{part}\n{shown}");
    }
}

#[test]
fn new_words_are_noted_beside_the_old_ones_and_it_can_be_undone() {
    let mut app = edited();
    let before = app.case.clone();
    press(&mut app, "gw Enter");
    assert_eq!(lines(&app).len(), 4, "{:?}", lines(&app));
    assert_eq!(app.case, before, "nothing is changed without asking");
    press(&mut app, "Enter");
    let witness = &app.case.annotations[0].witnesses[0];
    let quote = witness.quote.as_ref().unwrap();
    assert_eq!(quote.text, "Nine people were taken to hospital", "what was quoted stays");
    assert_eq!(witness.now.as_deref(), Some("Twelve people were taken to hospital"));
    assert_eq!(witness.anchor.as_deref(), Some("changed"));
    let words: Vec<&str> = app.witnessed.iter().map(|w| app.articles[0].slice(w.span)).collect();
    assert_eq!(words, ["Twelve people were taken to hospital", "until the spring"]);
    press(&mut app, "gw");
    assert_eq!(lines(&app).len(), 2, "what was noted is no longer listed");
    press(&mut app, "Esc u");
    assert_eq!(app.case, before);
}

#[test]
fn a_change_of_the_article_can_be_an_annotation_of_its_own() {
    let mut app = edited();
    let before = app.case.clone();
    press(&mut app, "gw Enter j Enter");
    let revision = app.case.annotations.last().unwrap();
    assert_eq!((app.case.annotations.len(), revision.kind.as_str()), (4, "revision"));
    assert!(
        revision.question.contains("became “Twelve people were taken to hospital”"),
        "{}",
        revision.question
    );
    press(&mut app, "u");
    assert_eq!(app.case, before, "one step");
    press(&mut app, "gw Enter j j Enter");
    assert_eq!(app.case, before, "leaving it leaves it");
}
