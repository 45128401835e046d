//! Panes made wider, moved and hidden; the base article; what is marked.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
mod support;

use std::sync::Arc;

use ferry::{SIZES, ferry, shown};
use proptest::prelude::*;
use support::*;
use variorum::app::App;
use variorum::app::marks::MarkKind;
use variorum::article;

fn widths(app: &App) -> Vec<u16> {
    app.scene.layout.panes.iter().map(|p| p.area.width).collect()
}

fn articles(app: &App) -> Vec<usize> {
    app.scene.panes.iter().map(|p| p.article).collect()
}

fn differing(app: &App, article: usize) -> Vec<&str> {
    let scene = app.scene.panes.iter().find(|s| s.article == article).unwrap();
    let marks = scene.marks.iter().filter(|m| m.kind == MarkKind::Differs);
    marks.map(|m| app.articles[article].slice(m.span)).collect()
}

#[test]
fn an_arrangement_at_every_size() {
    for (width, height) in SIZES {
        let mut app = ferry(width, height);
        press(&mut app, "d b l > > L f");
        shown(&format!("arranged_{width}x{height}"), &app);
    }
}

#[test]
fn a_pane_is_made_wider_and_all_even_again() {
    let mut app = demo(200, 50);
    let even = widths(&app);
    press(&mut app, "l > >");
    let wide = widths(&app);
    assert!(wide[1] > even[1] + 10, "{even:?} {wide:?}");
    assert!(wide.iter().all(|w| *w >= 13), "{wide:?}");
    press(&mut app, "9 >");
    assert_eq!(said(&app), "");
    press(&mut app, ">");
    assert_eq!(said(&app), "the pane cannot be wider");
    assert!(widths(&app).iter().all(|w| *w >= 13), "{:?}", widths(&app));
    press(&mut app, "=");
    assert_eq!(widths(&app), even);
    press(&mut app, "9 < l");
    assert!(widths(&app)[1] < even[1]);
}

#[test]
fn a_pane_is_moved_and_keeps_its_number() {
    let mut app = demo(120, 40);
    press(&mut app, "L L");
    assert_eq!(articles(&app), [1, 2, 0]);
    assert_eq!(app.focus, 0);
    press(&mut app, "h");
    assert_eq!(app.focus, 2, "the keys follow the screen");
    press(&mut app, "g 1");
    assert_eq!(app.focus, 0, "a number is an article's");
    press(&mut app, "9 H H");
    assert_eq!(said(&app), "the pane is at the left end");
    assert_eq!(articles(&app), [0, 1, 2]);
    press(&mut app, "F3");
    assert_eq!(app.scene.synopsis.articles[0], 0);
}

#[test]
fn a_hidden_pane_comes_back_when_something_leads_there() {
    let mut app = demo(200, 50);
    press(&mut app, "l g h");
    assert!(said(&app).starts_with("2 Post is hidden; gH shows all"), "{}", said(&app));
    assert_eq!(app.focus, 2);
    assert!(!articles(&app).contains(&1));
    press(&mut app, "F3");
    assert!(!app.scene.synopsis.articles.contains(&1));
    press(&mut app, "F2 g 2");
    assert_eq!((app.focus, articles(&app)[1]), (1, 1));
    press(&mut app, "g h g h g h g h g h g h");
    assert_eq!(said(&app), "the last pane stays");
    assert_eq!(app.arrangement.order.len(), 1);
    press(&mut app, "g H");
    assert_eq!(app.arrangement.order, [0, 1, 2, 3, 4, 5]);
    press(&mut app, "g H");
    assert_eq!(said(&app), "no pane is hidden");
}

#[test]
fn enter_passes_hidden_panes_over() {
    let mut app = ferry(120, 40);
    press(&mut app, "d l g h");
    let hidden = 1;
    for _ in 0..4 {
        press(&mut app, "Enter");
        assert_ne!(app.focus, hidden);
    }
}

#[test]
fn the_others_are_read_against_the_base() {
    let mut app = ferry(200, 50);
    press(&mut app, "d");
    assert_eq!(differing(&app, 1), ["At least eleven"]);
    press(&mut app, "l b h");
    assert_eq!(app.arrangement.base, Some(1));
    assert_eq!(differing(&app, 0), ["Nine"], "the passage under the cursor against the base");
    assert!(differing(&app, 1).is_empty());
    assert_eq!(app.scene.apparatus.entries.len(), 3);
    press(&mut app, "l b h");
    assert_eq!((app.arrangement.base, differing(&app, 1)), (None, vec!["At least eleven"]));
}

#[test]
fn marks_can_be_by_character_or_off() {
    let mut app = ferry(200, 50);
    press(&mut app, "d c");
    assert_eq!(said(&app), "characters that differ are marked, to the letter");
    let letters = differing(&app, 1).concat();
    assert!(!letters.is_empty() && letters.len() < "At least eleven".len() + 3, "{letters}");
    press(&mut app, "c");
    assert!(differing(&app, 1).is_empty());
    press(&mut app, "c");
    assert_eq!(differing(&app, 1), ["At least eleven"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_arrangement_loses_an_article(
        keys in prop::collection::vec(prop::sample::select(vec!["<", ">", "=", "H", "L", "g h", "g H", "l", "h", "z", "F3", "F2", "b", "c", "f", "g 3", "Enter", "d"]), 1..60),
        width in 1u16..160,
    ) {
        let mut app = ferry(width, 24);
        for key in keys {
            press(&mut app, key);
            frame(&app);
            let order = app.order();
            prop_assert!(order.contains(&app.focus), "{order:?}");
            let mut sorted = order.clone();
            sorted.sort_unstable();
            sorted.dedup();
            prop_assert_eq!(sorted.len(), order.len());
        }
        press(&mut app, "F2 g H");
        prop_assert_eq!(app.order().len(), 3);
    }
}

#[test]
fn words_around_the_claim_that_is_compared_are_dim_so_that_nobody_takes_them_for_the_same() {
    let texts = [
        "Ana Holm, prosecuting, said that it was “as gross a breach of trust as this court will ever see”.\n\nIt rained in Velm.\n",
        "Judge Helen Marr described the case as “as gross a breach of trust as this court will ever see”.\n\nSnow fell in Ostrel.\n",
    ];
    let read = |(text, name): (&str, &str)| Arc::new(article::read(text.as_bytes(), name).unwrap());
    let app = app_over(texts.into_iter().zip(["a.txt", "b.txt"]).map(read).collect(), 160, 40);
    let frame = frame(&app);
    let strip = app.scene.layout.apparatus;
    let style = |words: &str| {
        let is_there = |y: &u16| text(&frame).lines().nth(usize::from(*y)).unwrap().contains(words);
        let y = (strip.y..strip.bottom()).rev().find(is_there).unwrap();
        let line = text(&frame).lines().nth(usize::from(y)).unwrap().to_owned();
        let x = line[..line.find(words).unwrap()].chars().count() as u16;
        frame[(x, y)].fg
    };
    assert_eq!(style("prosecuting"), style("gross"), "the passage under the cursor is whole");
    assert_ne!(style("described the case"), style("gross"));
}
