//! The thin map at the edge of a pane, and the marks for matches that are off the screen.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
mod support;

use std::sync::Arc;

use ferry::{SIZES, compared, ferry, shown};
use support::*;
use variorum::app::App;
use variorum::app::map::{Share, Spot};
use variorum::article;
use variorum::config::theme;
use variorum::ui::{Look, Theme, glyphs};

fn mono() -> Look {
    Look { theme: Theme::of(&theme::built_in("mono").unwrap()), glyphs: glyphs::ASCII }
}

fn map(app: &App, pane: usize) -> &[Spot] {
    &app.scene.panes[pane].map
}

fn title(app: &App) -> String {
    text(&frame(app)).lines().next().unwrap().to_owned()
}

#[test]
fn the_map_says_where_the_matches_are_and_what_is_on_the_screen() {
    let mut app = demo(200, 50);
    let spots = map(&app, 0);
    assert_eq!(spots.len(), 2 * usize::from(app.scene.layout.panes[0].map.height));
    assert!(spots[0].shown && !spots[spots.len() - 1].shown, "{spots:?}");
    assert!(spots.iter().any(|s| s.share == Share::Most) && spots.iter().any(|s| s.share == Share::None));
    assert!(spots.iter().any(|s| s.suspect));
    assert!(spots[0].place, "the cursor's own passage");
    press(&mut app, "G");
    let spots = map(&app, 0);
    assert!(!spots[0].shown && spots[spots.len() - 1].shown, "{spots:?}");
}

#[test]
fn an_annotation_comes_on_the_map_and_goes_with_undo() {
    let mut app = demo(200, 50);
    let annotated = |app: &App| map(app, 0).iter().filter(|s| s.annotated).count();
    let suspects = |app: &App| map(app, 0).iter().filter(|s| s.suspect).count();
    let before = suspects(&app);
    press(&mut app, "d");
    assert_eq!(annotated(&app), 0);
    press(&mut app, "a n Enter");
    assert_eq!(annotated(&app), 1);
    assert!(suspects(&app) <= before);
    press(&mut app, "u");
    assert_eq!((annotated(&app), suspects(&app)), (0, before));
}

#[test]
fn a_key_takes_the_map_away_and_its_cells_go_to_the_text() {
    let mut app = demo(200, 50);
    let width = app.scene.layout.panes[0].text.width;
    press(&mut app, "g m");
    assert!(app.scene.layout.panes.iter().all(|p| p.map.is_empty()));
    assert_eq!(app.scene.layout.panes[0].text.width, width + 1);
    press(&mut app, "g m");
    assert_eq!(app.scene.layout.panes[0].text.width, width);
}

#[test]
fn a_narrow_pane_keeps_its_words_instead() {
    let app = demo(24, 24);
    assert!(app.scene.layout.panes[0].map.is_empty());
}

/// Two articles; what the second says stands twice in the first, at its ends, with much between.
fn far_apart() -> App {
    let said = "Nine people were taken to hospital when the footbridge by the mill fell on Sunday.";
    let between: Vec<String> = (0..60)
        .map(|n| format!("In week {n} volunteer number {n} painted bench {n} of the park in a colour of her own choice."))
        .collect();
    let first = format!("{said}\n\n{}\n\n{said}", between.join("\n\n"));
    let second = format!("The council met. {said}\n\nThe meeting ended late.");
    let read = |(n, t): (usize, &String)| Arc::new(article::read(t.as_bytes(), &format!("{n}.txt")).unwrap());
    app_over([first, second].iter().enumerate().map(read).collect(), 100, 24)
}

#[test]
fn matches_off_the_screen_are_told_with_their_side_and_number() {
    let mut app = far_apart();
    press(&mut app, "l");
    assert_eq!(app.articles[1].passage_text(app.here().passage).chars().next(), Some('N'));
    let head = text(&frame(&app)).lines().nth(1).unwrap().to_owned();
    let beyond = app.scene.panes[0].beyond;
    assert_eq!(beyond.0 + beyond.1, 1, "one of the two is on the screen");
    assert!(head.contains("↓1") || head.contains("↑1"), "{head}");
    let ascii = text(&frame_with(&app, &mono())).lines().nth(1).unwrap().to_owned();
    assert!(ascii.contains("v1") || ascii.contains("^1"), "{ascii}");
    let places = map(&app, 0).iter().filter(|s| s.place).count();
    assert_eq!(places, 2, "the map shows both");
}

#[test]
fn matches_in_panes_that_are_not_shown_are_told_in_the_title() {
    let mut app = ferry(80, 24);
    press(&mut app, "d");
    let shown: Vec<usize> = app.scene.panes.iter().map(|p| p.article).collect();
    let matched: Vec<usize> = app.index.matches(app.here()).iter().map(|m| m.there.article).collect();
    let off: Vec<usize> = matched.into_iter().filter(|a| !shown.contains(a)).collect();
    assert_eq!(off, [2], "the demo's third article does not fit");
    assert!(title(&app).contains("also in 3"), "{}", title(&app));
    let mut app = ferry(200, 50);
    press(&mut app, "d");
    assert!(!title(&app).contains("also in"), "{}", title(&app));
    app.act(variorum::app::action::Action::PaneRight, None, now());
    press(&mut app, "g h");
    press(&mut app, "h");
    assert!(title(&app).contains("also in 2"), "a hidden pane: {}", title(&app));
}

#[test]
fn the_tallest_match_stands_beside_the_cursor_whole() {
    let mut app = demo(200, 40);
    for _ in 0..app.articles[0].passages.len() {
        let here = app.here();
        for pane in &app.scene.panes {
            let Some(best) = app.index.matches_in(here, pane.article).into_iter().next() else { continue };
            let last = best.there.span.end - 1;
            let seen = pane.rows.iter().flatten().any(|r| !r.gap && r.span.contains(last));
            assert!(seen, "{here:?} in pane {}", pane.article);
        }
        press(&mut app, "j");
    }
}

#[test]
fn nothing_moves_in_a_pane_without_a_match() {
    let mut app = demo(200, 40);
    for _ in 0..app.articles[0].passages.len() {
        let rows =
            |app: &App| -> Vec<_> { app.scene.panes.iter().map(|p| (p.article, p.rows.clone())).collect() };
        let before = rows(&app);
        press(&mut app, "j");
        for ((article, before), (_, after)) in before.iter().zip(rows(&app)).skip(1) {
            if app.index.matches_in(app.here(), *article).is_empty() {
                assert_eq!(*before, after, "{article}");
            }
        }
    }
}

#[test]
fn the_map_and_the_marks_with_and_without_colour_at_every_size() {
    for (width, height) in SIZES {
        let mut app = demo(width, height);
        press(&mut app, "d a n Enter d");
        shown(&format!("map_{width}x{height}"), &app);
        compared(&format!("mono_map_{width}x{height}"), &frame_with(&app, &mono()));
    }
}
