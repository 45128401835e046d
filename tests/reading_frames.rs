//! Frames of what is asked when text is pasted or mended, and of how an article was read.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
mod support;

use std::path::Path;
use std::sync::Arc;

use ferry::shown;
use support::*;
use variorum::app::App;
use variorum::app::effect::Message;
use variorum::article::load;

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (20, 5)];

/// The ferry with a damaged page in its first pane.
fn rumours((width, height): (u16, u16)) -> App {
    let page = Path::new("tests/frames/rumour.html");
    let mut articles = vec![Arc::new(load::load(&load::Input::File(page.into())).unwrap())];
    articles.extend(ferry::ferry(width, height).articles.iter().cloned());
    app_over(articles, width, height)
}

#[test]
fn what_would_be_mended() {
    for (width, height) in SIZES {
        let mut app = rumours((width, height));
        press(&mut app, "g d");
        shown(&format!("mend_{width}x{height}"), &app);
    }
}

#[test]
fn how_a_page_was_read() {
    for (width, height) in SIZES {
        let mut app = rumours((width, height));
        press(&mut app, "i");
        shown(&format!("read_as_{width}x{height}"), &app);
        press(&mut app, "Esc g d Enter i");
        shown(&format!("read_as_mended_{width}x{height}"), &app);
    }
}

#[test]
fn a_pasted_text_is_asked_about() {
    for (width, height) in SIZES {
        let mut app = ferry::ferry(width, height);
        let text = "Linnet aground\n\nForty-nine people were taken off the ferry, a reader wrote to us.";
        app.update(Message::Paste(text.into()), now());
        type_text(&mut app, "Reader");
        shown(&format!("pasted_{width}x{height}"), &app);
    }
}
