//! The search over all articles: found while it is typed, walked with `n`, given back with `Esc`.
#![allow(unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
mod support;

use ferry::{SIZES, compared, ferry, shown};
use support::*;
use variorum::app::effect::{Effect, Message};
use variorum::app::key::Key;
use variorum::app::{App, Overlay, searcher};
use variorum::config::theme;
use variorum::ui::{Look, Theme, glyphs};

fn last_line(app: &App) -> String {
    text(&frame(app)).lines().last().unwrap().to_owned()
}

/// The words of the hit under the cursor.
fn hit(app: &App) -> &str {
    let (article, _) = app.search.current.unwrap();
    app.articles[article].slice(app.search.span().unwrap())
}

#[test]
fn a_search_being_typed_at_every_size() {
    for (width, height) in SIZES {
        let mut app = ferry(width, height);
        press(&mut app, "/");
        type_text(&mut app, "linnet");
        shown(&format!("search_{width}x{height}"), &app);
    }
}

#[test]
fn hits_in_all_panes_with_and_without_colour() {
    let mut app = ferry(120, 40);
    press(&mut app, "/");
    type_text(&mut app, "the");
    press(&mut app, "Enter n");
    shown("hits_120x40", &app);
    let look = Look { theme: Theme::of(&theme::built_in("mono").unwrap()), glyphs: glyphs::ASCII };
    compared("mono_hits_120x40", &frame_with(&app, &look));
}

#[test]
fn selecting_begins_at_the_words_that_were_searched_for() {
    let mut app = ferry(200, 50);
    press(&mut app, "/");
    type_text(&mut app, "Linnet");
    press(&mut app, "Enter v w");
    let selected = app.panes[app.focus].selection.unwrap();
    assert!(app.articles[app.focus].slice(selected).starts_with("Linnet "), "{selected:?}");
    press(&mut app, "Esc Esc k v");
    let selected = app.panes[app.focus].selection.unwrap();
    assert!(!app.articles[app.focus].slice(selected).contains("Linnet"), "not in another passage");
}

#[test]
fn hits_are_walked_through_all_articles_and_round() {
    let mut app = ferry(200, 50);
    press(&mut app, "/");
    type_text(&mut app, "Linnet");
    assert!(last_line(&app).contains("1 of 5"), "{}", last_line(&app));
    press(&mut app, "Enter");
    assert_eq!(said(&app), "“Linnet” 1 of 5");
    let mut seen = Vec::new();
    for _ in 0..5 {
        assert_eq!(hit(&app), "Linnet");
        let (article, index) = app.search.current.unwrap();
        assert_eq!(app.focus, article);
        assert!(app.articles[article].passages[app.here().passage].span.covers(app.search.span().unwrap()));
        seen.push((article, index));
        press(&mut app, "n");
    }
    assert_eq!(seen, [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)]);
    assert_eq!(app.search.current, Some((0, 0)));
}

#[test]
fn a_step_back_and_a_count_lead_to_the_same_hits() {
    let mut app = ferry(200, 50);
    press(&mut app, "/");
    type_text(&mut app, "Linnet");
    press(&mut app, "Enter 2 n");
    let there = app.search.current;
    press(&mut app, "n N");
    assert_eq!(app.search.current, there);
    press(&mut app, "2 N N");
    let total = app.search.total(&app.order());
    assert!(said(&app).contains(&format!("{total} of {total} · round the end")), "{}", said(&app));
}

#[test]
fn esc_gives_the_place_and_the_old_search_back() {
    let mut app = ferry(80, 24);
    press(&mut app, "/");
    type_text(&mut app, "radar");
    press(&mut app, "Enter gg 2 j");
    let (focus, panes) = (app.focus, app.panes.clone());
    press(&mut app, "/");
    type_text(&mut app, "high water");
    assert_ne!((app.focus, &app.panes), (focus, &panes), "the hit is shown while it is typed");
    press(&mut app, "Esc");
    assert_eq!((app.focus, &app.panes), (focus, &panes));
    assert_eq!(app.search.query.as_ref().unwrap().asked.text, "radar");
    press(&mut app, "n");
    assert_eq!(hit(&app), "radar");
}

#[test]
fn a_broken_pattern_is_told_and_keeps_the_line_open() {
    let mut app = ferry(120, 40);
    press(&mut app, "/ Alt-r");
    type_text(&mut app, "(nine");
    assert!(last_line(&app).contains("this is no regular expression: unclosed group"), "{}", last_line(&app));
    press(&mut app, "Enter");
    assert!(matches!(app.overlays.last(), Some(Overlay::Search(_))));
    type_text(&mut app, "|eleven)");
    press(&mut app, "Enter 2 n");
    assert_eq!(hit(&app), "eleven");
}

#[test]
fn whole_words_leave_parts_of_words_out() {
    let mut app = ferry(120, 40);
    press(&mut app, "/");
    type_text(&mut app, "on");
    let all = app.search.total(&app.order());
    press(&mut app, "Alt-w");
    assert!(app.search.total(&app.order()) < all);
    assert!(last_line(&app).contains("[whole words]"), "{}", last_line(&app));
}

#[test]
fn what_was_searched_for_comes_back_with_up() {
    let mut app = ferry(120, 40);
    for words in ["radar", "fog"] {
        press(&mut app, "/");
        type_text(&mut app, words);
        press(&mut app, "Enter");
    }
    press(&mut app, "/");
    type_text(&mut app, "tu");
    press(&mut app, "Up Up");
    assert!(last_line(&app).starts_with("/radar"), "{}", last_line(&app));
    press(&mut app, "Down Down");
    assert!(last_line(&app).starts_with("/tu"), "{}", last_line(&app));
    press(&mut app, "Esc Esc Esc n");
    assert_eq!(hit(&app), "fog", "without a search the last one is searched for again");
}

#[test]
fn nothing_found_is_said_and_nothing_moves() {
    let mut app = ferry(80, 24);
    press(&mut app, "2 j");
    let here = app.here();
    press(&mut app, "/");
    type_text(&mut app, "submarine");
    assert!(last_line(&app).contains("not found"), "{}", last_line(&app));
    press(&mut app, "Enter n");
    assert_eq!(app.here(), here);
    assert_eq!(said(&app), "“submarine” not found");
    press(&mut app, "Esc Esc");
    assert!(app.search.query.is_none());
}

#[test]
fn keys_are_answered_while_the_articles_are_searched() {
    let mut app = ferry(80, 24);
    press(&mut app, "/");
    let effects = app.update(Message::Key(event(Key::char('f'))), now());
    let [Effect::Search { generation: old, query: old_query, .. }] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert!(last_line(&app).contains("searching"), "{}", last_line(&app));
    press(&mut app, "o");
    let found = app.search.current;
    let hits = searcher::look_through(&app.articles[0], old_query, &|| false).unwrap();
    app.update(Message::Found { generation: *old, article: 0, hits }, now());
    assert_eq!(app.search.current, found, "what an older search found is dropped");
    assert_eq!(hit(&app), "fo");
}

#[test]
fn the_count_is_said_once_all_articles_were_searched() {
    let mut app = ferry(120, 40);
    press(&mut app, "/");
    let effects = app.update(Message::Key(event(Key::char('f'))), now());
    let Some(Effect::Search { generation, query, articles, .. }) = effects.into_iter().next() else {
        panic!()
    };
    let found = |app: &mut App, article: usize| {
        let hits = searcher::look_through(&articles[article], &query, &|| false).unwrap();
        app.update(Message::Found { generation, article, hits }, now());
    };
    found(&mut app, 0);
    press(&mut app, "Enter");
    assert_eq!(said(&app), "“f” searching");
    found(&mut app, 1);
    found(&mut app, 2);
    assert!(said(&app).starts_with("“f” 1 of "), "{}", said(&app));
}
