//! Windows over the view: what one scrolls in them stops where the text ends, and their frames are whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

mod support;

use std::sync::Arc;

use support::*;
use variorum::app::App;
use variorum::article;

/// Presses a key so often that the end is passed by far, and then one back: it has to show.
fn back_moves(app: &mut App, on: &str, back: &str) {
    for _ in 0..60 {
        press(app, on);
    }
    let end = text(&frame(app));
    press(app, back);
    assert_ne!(text(&frame(app)), end, "{back} after {on}");
}

#[test]
fn one_key_back_from_the_end_of_a_window_moves_it() {
    for height in [12, 24] {
        let mut app = demo(80, height);
        press(&mut app, "?");
        back_moves(&mut app, "G", "k");
        back_moves(&mut app, "PgDn", "k");
        press(&mut app, "Esc d a n Enter");
        command(&mut app, "export markdown notes.md");
        back_moves(&mut app, "PgDn", "k");
        press(&mut app, "Esc i");
        if height == 12 {
            back_moves(&mut app, "PgDn", "PgUp");
        }
    }
}

#[test]
fn the_frame_of_a_window_is_whole_over_wide_characters() {
    let text = "記者会見で市長は橋の閉鎖を発表した。".repeat(40);
    for lead in ["", "a"] {
        let article = Arc::new(article::read(format!("{lead}{text}").as_bytes(), "a.txt").unwrap());
        let mut app = app_over(vec![article], 100, 30);
        press(&mut app, "?");
        let buffer = frame(&app);
        let corner = (0..100).find(|x| buffer[(*x, 1)].symbol() == "┌").expect("a window");
        for y in 2..28 {
            assert_eq!(buffer[(corner, y)].symbol(), "│", "row {y}");
            let beside = buffer[(corner - 1, y)].symbol();
            assert!(variorum::app::cells::text_width(beside) < 2, "row {y}: {beside} covers the frame");
        }
    }
}
