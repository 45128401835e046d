//! The mouse in the articles: what stands under a cell, and what clicks, drags and the wheel do.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
mod support;

use std::sync::Arc;

use ferry::{ferry, shown};
use proptest::prelude::*;
use support::*;
use variorum::app::effect::{Effect, Message};
use variorum::app::mouse::What::{Drag, Press, Release, Wheel};
use variorum::app::{App, cells, placing, spot};
use variorum::article;

fn selected(app: &App, article: usize) -> Option<&str> {
    app.panes[article].selection.map(|s| app.articles[article].slice(s))
}

fn drag(app: &mut App, from: (u16, u16), to: (u16, u16)) {
    point(app, Press, from);
    point(app, Drag, to);
    point(app, Release, to);
}

fn here(app: &App) -> &str {
    let at = app.here();
    app.articles[at.article].passage_text(at.passage)
}

/// Everything that the case holds; no click may change it.
fn case(app: &App) -> String {
    format!("{:?}", app.case)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// What is drawn in a cell is what a click on it means, for any text at any width.
    #[test]
    fn every_cell_means_the_character_that_is_drawn_in_it(
        paragraphs in prop::collection::vec("(\\PC|[ .a-z\u{300}\u{200d}\u{fe0f}👩👨🏽記者é\u{5d0}\u{1100}\u{1161}🇩🇪\u{fffd}]|- [a-z]{3} |> [a-z]{9} ){1,60}", 1..5),
        width in 1u16..200, height in 3u16..40, down in 0usize..4,
    ) {
        let text = paragraphs.join("\n\n");
        let Ok(article) = article::read(text.as_bytes(), "random.md") else { return Ok(()) };
        let mut app = app_over(vec![Arc::new(article)], width, height);
        for _ in 0..down {
            press(&mut app, "j");
        }
        let buffer = frame(&app);
        let (scene, layout) = (&app.scene.panes[0], &app.scene.layout.panes[0]);
        let article = &app.articles[0];
        for (y, row) in scene.rows.iter().enumerate() {
            let Some(row) = row.filter(|r| !r.gap) else { continue };
            let y = layout.text.y + y as u16;
            let mut covered = 0;
            let placed = placing::place(article, &row, layout.text.width, app.settings.bidi);
            // The marker of an item stands in the indent, on the side where the paragraph begins.
            let (left, right) = if row.rtl { (0, row.indent) } else { (row.indent, 0) };
            for x in layout.text.x + left..layout.text.right() - right {
                let drawn = buffer[(x, y)].symbol();
                let found = spot::drawn_at(article, &row, layout.text, app.settings.bidi, x);
                let grapheme = placed.graphemes.iter().find(|g| Some(g.span) == found);
                let wanted = match grapheme {
                    None => " ".into(),
                    Some(g) if g.cut => "…".into(),
                    Some(g) => g.mirrored.map_or_else(|| cells::symbol(article.slice(g.span)), |c| c.to_string().into()),
                };
                if covered > 0 {
                    let before = spot::drawn_at(article, &row, layout.text, app.settings.bidi, x - 1);
                    prop_assert_eq!(found, before, "the rest of a wide character at {} {}", x, y);
                    covered -= 1;
                    continue;
                }
                prop_assert_eq!(drawn, wanted.as_ref(), "at {} {}\n{}", x, y, support::text(&buffer));
                covered = grapheme.map_or(0, |g| g.width - 1);
            }
        }
    }
}

#[test]
fn a_click_puts_the_cursor_on_the_passage_and_moves_nothing_under_the_pointer() {
    let mut app = demo(200, 50);
    let before = frame(&app);
    for slot in 0..app.scene.panes.len() {
        let text = app.scene.layout.panes[slot].text;
        for y in [text.y, text.y + 9, text.bottom() - 1] {
            let Some(row) = app.scene.panes[slot].rows[usize::from(y - text.y)].filter(|r| !r.gap) else {
                continue;
            };
            let at = (app.scene.panes[slot].article, app.panes[slot].anchor, app.panes[slot].at);
            click(&mut app, (text.x + 2, y), 1);
            assert_eq!((app.focus, app.here().passage), (at.0, row.passage));
            assert_eq!((app.panes[slot].anchor, app.panes[slot].at), (at.1, at.2));
        }
    }
    assert_eq!(before.area, frame(&app).area);
    assert!(app.panes.iter().all(|p| p.selection.is_none()), "a click selects nothing");
}

#[test]
fn a_click_on_the_head_of_a_pane_focuses_it() {
    let mut app = demo(200, 50);
    let head = app.scene.layout.panes[2].head;
    click(&mut app, (head.x + 3, head.y), 1);
    assert_eq!(app.focus, 2);
}

#[test]
fn a_double_click_selects_the_word_and_a_third_the_passage() {
    let mut app = demo(200, 50);
    let cell = cell_of(&app, "footbridge");
    click(&mut app, (cell.0 + 3, cell.1), 2);
    assert_eq!(selected(&app, app.focus), Some("footbridge"));
    click(&mut app, (cell.0 + 3, cell.1), 3);
    assert_eq!(selected(&app, app.focus), Some(here(&app)));
}

#[test]
fn words_are_selected_from_letter_to_letter_and_annotated_as_with_the_keys() {
    let mut app = demo(200, 50);
    let cell = cell_of(&app, "footbridge");
    drag(&mut app, (cell.0 + 4, cell.1), (cell.0 + 9, cell.1));
    assert_eq!(selected(&app, app.focus), Some("bridge"));
    assert_eq!(said(&app), "1 word selected; a annotates, y copies, Esc Esc drops");
    // The other way round is the same.
    drag(&mut app, (cell.0 + 9, cell.1), (cell.0 + 4, cell.1));
    assert_eq!(selected(&app, app.focus), Some("bridge"));
    press(&mut app, "a n Enter");
    let words = app.case.annotations[0].witnesses[0].quote.as_ref().unwrap().text.clone();
    assert_eq!(words, "bridge");
    assert!(app.panes.iter().all(|p| p.selection.is_none()));
    drag(&mut app, cell, (cell.0 + 3, cell.1));
    assert_eq!(selected(&app, app.focus), Some("foot"));
    press(&mut app, "Esc Esc");
    assert_eq!(selected(&app, app.focus), None);
}

#[test]
fn a_selection_goes_over_passages_and_never_into_another_pane() {
    let mut app = demo(200, 50);
    let text = app.scene.layout.panes[0].text;
    let article = app.scene.panes[0].article;
    for x in [text.x + 5, text.right() + 40, 199] {
        press(&mut app, "Esc Esc");
        drag(&mut app, (text.x, text.y), (x, text.y + 12));
        let span = app.panes[article].selection.unwrap();
        let passages: Vec<_> =
            app.articles[article].passages.iter().filter(|p| p.span.overlap(span).is_some()).collect();
        assert!(passages.len() > 1, "{:?}", selected(&app, article));
        assert!((0..app.articles.len()).filter(|a| *a != article).all(|a| app.panes[a].selection.is_none()));
        assert_eq!(app.focus, article);
    }
}

#[test]
fn after_a_double_click_the_selection_grows_by_words() {
    let mut app = demo(200, 50);
    let (x, y) = cell_of(&app, "footbridge");
    point_at(&mut app, Press, (x + 3, y), 0);
    point_at(&mut app, Release, (x + 3, y), 50);
    point_at(&mut app, Press, (x + 3, y), 100);
    point_at(&mut app, Drag, (x + 11, y), 200);
    let found = selected(&app, app.focus).unwrap().to_owned();
    assert!(found.starts_with("footbridge ") && found.split(' ').count() == 2, "{found}");
    let article = &app.articles[app.focus];
    let end = app.panes[app.focus].selection.unwrap().end;
    assert!(!article.text[end..].starts_with(char::is_alphanumeric), "{found}");
}

#[test]
fn a_pane_scrolls_while_the_pointer_is_held_beyond_its_edge() {
    let mut app = demo(120, 24);
    let text = app.scene.layout.panes[0].text;
    let article = app.scene.panes[0].article;
    let first = app.scene.panes[0].rows[0];
    point(&mut app, Press, (text.x + 1, text.y + 1));
    assert!(!app.is_held_beyond());
    point(&mut app, Drag, (text.x + 1, text.bottom() + 1));
    assert!(app.is_held_beyond());
    let selected_at_once = app.panes[article].selection.unwrap();
    for _ in 0..5 {
        app.update(Message::StillHeld, now());
    }
    let grown = app.panes[article].selection.unwrap();
    assert!(grown.end > selected_at_once.end && grown.start == selected_at_once.start, "{grown:?}");
    assert_ne!(app.scene.panes[0].rows[0], first);
    for _ in 0..500 {
        app.update(Message::StillHeld, now());
    }
    assert_eq!(app.panes[article].selection.unwrap().end, app.articles[article].text.trim_end().len());
    point(&mut app, Release, (text.x + 1, text.bottom() + 1));
    assert!(!app.is_held_beyond());
    // Upwards as well, up to the first word.
    point(&mut app, Press, (text.x + 9, text.y + 1));
    point(&mut app, Drag, (text.x, 0));
    for _ in 0..500 {
        app.update(Message::StillHeld, now());
    }
    assert_eq!(app.panes[article].selection.unwrap().start, 0);
}

#[test]
fn a_drag_begun_in_a_window_or_on_the_title_selects_nothing() {
    let mut app = demo(200, 50);
    drag(&mut app, (3, 0), (20, 10));
    press(&mut app, "?");
    drag(&mut app, (100, 20), (20, 10));
    assert!(app.panes.iter().all(|p| p.selection.is_none()));
}

#[test]
fn the_wheel_scrolls_the_pane_under_the_pointer_and_the_others_follow_when_locked() {
    let mut app = demo(200, 30);
    let text = app.scene.layout.panes[1].text;
    let rows = |app: &App, slot: usize| app.scene.panes[slot].rows.clone();
    let before: Vec<_> = (0..app.scene.panes.len()).map(|s| rows(&app, s)).collect();
    point(&mut app, Wheel(1), (text.x, text.y));
    assert_eq!(app.focus, 0, "the focus stays");
    assert_eq!(rows(&app, 1)[0], before[1][3], "three rows");
    let cursor = app.panes[app.scene.panes[1].article].cursor;
    assert!(rows(&app, 1).iter().flatten().any(|r| r.passage == cursor), "the cursor went along");
    for _ in 0..200 {
        point(&mut app, Wheel(1), (text.x, text.y));
    }
    assert!(rows(&app, 1)[0].is_some(), "never beyond the end");
    for _ in 0..200 {
        point(&mut app, Wheel(-1), (text.x, text.y));
    }
    assert_eq!(rows(&app, 1)[0].unwrap().span.start, 0);

    press(&mut app, "s");
    let before = rows(&app, 0);
    point(&mut app, Wheel(1), (text.x, text.y));
    assert_eq!(rows(&app, 0), before, "unlocked, each pane is scrolled alone");
}

#[test]
fn the_wheel_keeps_matches_beside_each_other() {
    let mut app = demo(200, 30);
    let text = app.scene.layout.panes[0].text;
    for _ in 0..6 {
        point(&mut app, Wheel(1), (text.x, text.y + 5));
        let at = app.here();
        let row_of = |slot: usize, passage: usize| {
            app.scene.panes[slot].rows.iter().position(|r| r.is_some_and(|r| r.first && r.passage == passage))
        };
        let Some(row) = row_of(0, at.passage) else { continue };
        for (slot, scene) in app.scene.panes.iter().enumerate().skip(1) {
            let matches = app.index.matches(at);
            if let Some(found) = matches.iter().find(|m| m.there.article == scene.article) {
                assert_eq!(row_of(slot, found.there.passage), Some(row), "pane {slot}");
            }
        }
    }
}

#[test]
fn a_border_is_dragged_to_the_column_of_the_pointer() {
    let mut app = demo(200, 50);
    let border = app.scene.layout.panes[1].border;
    for x in [border.x + 7, border.x - 13, border.x + 1, border.x] {
        let at = app.scene.layout.panes[1].border;
        drag(&mut app, (at.x, 20), (x, 3));
        let layout = &app.scene.layout;
        assert_eq!(layout.panes[1].border.x, x);
        assert!(app.panes.iter().all(|p| p.selection.is_none()));
    }
    // Its neighbours keep some cells, and the others do not move.
    let last = app.scene.layout.panes[3].area;
    let at = app.scene.layout.panes[1].border.x;
    drag(&mut app, (at, 20), (0, 20));
    let layout = &app.scene.layout;
    assert!((13..=15).contains(&layout.panes[1].area.width), "{:?}", layout.panes[1].area);
    assert_eq!(layout.panes[3].area, last);
    press(&mut app, "=");
    assert_eq!(app.scene.layout.panes[1].border.x, border.x);
}

#[test]
fn the_mouse_is_given_back_and_taken_again_by_a_key() {
    let mut app = demo(120, 40);
    let event = event(variorum::app::key::Key::char('M'));
    let effects = app.update(Message::Key(event), now());
    assert!(matches!(effects.as_slice(), [Effect::Mouse(false)]), "{effects:?}");
    assert!(said(&app).contains("the terminal's"), "{}", said(&app));
    let focus = app.focus;
    let head = app.scene.layout.panes[1].head;
    click(&mut app, (head.x, head.y), 1);
    assert_eq!(app.focus, focus, "what still comes in does nothing");
    let effects = app.update(Message::Key(event), now());
    assert!(matches!(effects.as_slice(), [Effect::Mouse(true)]), "{effects:?}");
    click(&mut app, (head.x, head.y), 1);
    assert_ne!(app.focus, focus);
}

#[test]
fn words_selected_with_the_mouse() {
    let mut app = ferry(120, 40);
    let text = app.scene.layout.panes[1].text;
    drag(&mut app, (text.x + 3, text.y + 2), (text.x + 60, text.y + 4));
    shown("mouse_120x40", &app);
}
