//! A case whose articles have changed since opens with every annotation, and says what became of its words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use ratatui::layout::Rect;
use variorum::app::{App, Opening};
use variorum::article::{self, Span};
use variorum::case::anchor::State;
use variorum::case::{Annotation, Case, Witness, quote};

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
    let opening = Opening { articles: vec![Arc::new(article)], case, ..Opening::default() };
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
fn an_article_that_did_not_change_says_nothing() {
    let app = opened(&["Nine people"], OLD);
    assert_eq!((app.witnessed.len(), app.anchors.list.len()), (1, 0));
    assert_eq!(app.status, None);
}
