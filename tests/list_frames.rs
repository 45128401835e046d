//! Frames of the list of annotations: columns, selection, preview and the line of the filter, at several sizes.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
#[path = "support/listed.rs"]
mod listed;
mod support;

use ferry::compared;
use listed::listed;
use support::*;
use variorum::config::theme;
use variorum::ui::{Look, Theme, glyphs};

#[test]
fn the_list_at_every_size() {
    for (width, height) in [(200, 50), (120, 40), (80, 24), (40, 12), (20, 5)] {
        let mut app = listed(width, height);
        press(&mut app, "g g + c a l l , Space t o Space c h e c k Enter j s Space v");
        compared(&format!("annotations_{width}x{height}"), &frame(&app));
    }
}

#[test]
fn the_filter_line_at_every_size() {
    for (width, height) in [(120, 40), (80, 24), (20, 5)] {
        let mut app = listed(width, height);
        press(&mut app, "f");
        type_text(&mut app, "-kind:omission status:");
        compared(&format!("list_filter_{width}x{height}"), &frame(&app));
    }
}

#[test]
fn every_state_of_the_list_without_colour_and_in_ascii() {
    let look = Look { theme: Theme::of(&theme::built_in("mono").unwrap()), glyphs: glyphs::ASCII };
    let mut app = listed(120, 40);
    press(&mut app, "g g Space s / h u r t Enter");
    compared("mono_annotations_120x40", &frame_with(&app, &look));
    let drawn = text(&frame_with(&app, &look));
    assert!(drawn.lines().any(|l| l.starts_with(" * ")), "selected: {drawn}");
    assert!(drawn.lines().any(|l| l.starts_with('>')), "under the cursor: {drawn}");
}
