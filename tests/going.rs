//! Going back, going to marks, and the list of the articles.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
mod support;

use ferry::{SIZES, ferry, shown};
use support::*;
use variorum::app::effect::Message;
use variorum::app::{Overlay, View};

#[test]
fn the_list_of_articles_at_every_size() {
    for (width, height) in SIZES {
        let mut app = ferry(width, height);
        press(&mut app, "l b gl Space");
        shown(&format!("articles_{width}x{height}"), &app);
        press(&mut app, "k i");
        shown(&format!("details_{width}x{height}"), &app);
    }
}

#[test]
fn back_leads_through_all_jumps_and_forward_again() {
    let mut app = demo(120, 40);
    let mut way = vec![app.here()];
    for keys in ["d", "3 t", "G", "g 4", "o"] {
        press(&mut app, keys);
        way.push(app.here());
    }
    press(&mut app, "/");
    type_text(&mut app, "lock bridge");
    press(&mut app, "Enter");
    way.push(app.here());
    press(&mut app, "F3 4 j Enter");
    way.push(app.here());
    assert!(way.windows(2).all(|w| w[0] != w[1]), "{way:?}");
    for expected in way.iter().rev().skip(1) {
        press(&mut app, "Ctrl-o");
        assert_eq!(app.here(), *expected);
    }
    press(&mut app, "Ctrl-o");
    assert_eq!(said(&app), "there is nothing further back");
    for expected in &way[1..] {
        press(&mut app, "g o");
        assert_eq!(app.here(), *expected);
    }
    press(&mut app, "g o");
    assert_eq!(said(&app), "there is nothing further on");
}

#[test]
fn small_steps_are_no_jumps() {
    let mut app = demo(120, 40);
    press(&mut app, "j j j k J Ctrl-d l");
    press(&mut app, "Ctrl-o");
    assert_eq!(said(&app), "there is nothing further back");
}

#[test]
fn a_mark_survives_another_width_and_leads_back() {
    let mut app = demo(120, 40);
    press(&mut app, "g 3 5 j m a");
    assert_eq!(said(&app), "'a leads back here");
    let there = app.here();
    press(&mut app, "g 1 g g");
    app.update(Message::Resize(60, 20), now());
    press(&mut app, "' a");
    assert_eq!(app.here(), there);
    press(&mut app, "Ctrl-o ` b");
    assert!(said(&app).starts_with("no place is marked b; mb marks a place"), "{}", said(&app));
    press(&mut app, "'");
    assert!(text(&frame(&app)).contains("to mark; set: a"));
}

#[test]
fn the_list_goes_to_an_article_hides_and_shows_it() {
    let mut app = demo(120, 40);
    press(&mut app, "g l j j Enter");
    assert_eq!((app.focus, app.overlays.len()), (2, 0));
    press(&mut app, "g l Space");
    assert!(app.arrangement.is_hidden(2));
    assert!(matches!(app.overlays.last(), Some(Overlay::Articles(_))));
    let drawn = text(&frame(&app));
    assert!(drawn.lines().any(|l| l.contains("Bulletin") && l.contains("hidden")), "{drawn}");
    press(&mut app, "Space");
    assert!(!app.arrangement.is_hidden(2));
    press(&mut app, "Esc");
    assert!(app.overlays.is_empty());
    press(&mut app, "F4 g l");
    assert!(app.overlays.is_empty(), "the list is a part of the articles");
    assert_eq!(app.view, View::Coverage);
}

#[test]
fn the_details_say_what_is_known_about_an_article() {
    let mut app = demo(120, 40);
    let copy = app.index.alignment.copy_of.iter().position(Option::is_some).unwrap();
    press(&mut app, &format!("g {} i", copy + 1));
    let drawn = text(&frame(&app));
    let source = app.index.alignment.copy_of[copy].unwrap() + 1;
    for words in ["read as", "utf-8", "words in", "elsewhere", &format!("copy of      {source} ")] {
        assert!(drawn.contains(words), "{words}: {drawn}");
    }
    press(&mut app, "i");
    assert!(matches!(app.overlays.last(), Some(Overlay::Articles(w)) if !w.details));
}

#[test]
fn two_readings_of_a_suspect_stand_beside_each_other_wherever_panes_can_show_them() {
    let mut app = demo(120, 40);
    let shown = app.scene.layout.panes.len();
    let mut beside = 0;
    for _ in 0..app.index.alignment.suspects.len() {
        press(&mut app, "d");
        let suspect = &app.index.alignment.suspects[app.suspect.unwrap()];
        let places = |r: usize| suspect.readings[r].members.iter().map(|m| m.article);
        let own = (0..suspect.readings.len()).find(|r| places(*r).any(|a| a == app.focus)).unwrap();
        let others = (0..suspect.readings.len()).filter(|r| *r != own);
        let near = others.flat_map(places).any(|a| a.abs_diff(app.focus) < shown);
        let visible: Vec<usize> = app.scene.panes.iter().map(|p| p.article).collect();
        let readings =
            suspect.readings.iter().filter(|r| r.members.iter().any(|m| visible.contains(&m.article)));
        assert!(!near || readings.count() > 1, "{:?} in {visible:?}", suspect.readings);
        beside += usize::from(near);
    }
    assert!(beside > 10, "{beside}");
}
