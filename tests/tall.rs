//! Passages that are taller than the screen, or than a step of scrolling: every row of them can be read with the keys.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

mod support;

use std::collections::BTreeSet;
use std::sync::Arc;

use support::*;
use variorum::app::App;
use variorum::app::effect::Message;
use variorum::article;

/// A short sentence, one of so many words, and two short ones.
fn app(words: usize) -> App {
    let long: Vec<String> = (0..words).map(|i| format!("w{i:04}")).collect();
    let text = format!("The first one.\n\nIt says {}.\n\nThe third one. The last one.", long.join(" "));
    let article = Arc::new(article::read(text.as_bytes(), "a.txt").unwrap());
    assert_eq!(article.passages.len(), 4);
    app_over(vec![article], 40, 24)
}

/// The numbers of the words on the screen.
fn seen(app: &App) -> BTreeSet<usize> {
    let text = text(&frame(app));
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter_map(|w| w.strip_prefix('w').filter(|n| n.len() == 4)?.parse().ok()).collect()
}

#[test]
fn every_row_of_a_tall_passage_is_seen_by_scrolling_down_and_up_again() {
    for words in [20, 60, 90, 120, 300] {
        for (down, up) in [("Ctrl-d", "Ctrl-u"), ("Space", "PgUp")] {
            let mut app = app(words);
            for keys in [down, up] {
                let mut all = seen(&app);
                let mut presses = 0;
                while app.panes[0].cursor != if keys == down { 3 } else { 0 } {
                    let cursor = app.panes[0].cursor;
                    press(&mut app, keys);
                    let shown = seen(&app);
                    all.extend(shown);
                    let on = app.panes[0].cursor;
                    assert!(
                        if keys == down { on >= cursor } else { on <= cursor },
                        "{keys}: {cursor} to {on}"
                    );
                    presses += 1;
                    assert!(presses < 2000, "{words} words: {keys} comes to no end");
                }
                assert_eq!(all.len(), words, "{words} words: {keys} goes by some of them unseen");
            }
        }
    }
}

#[test]
fn passage_by_passage_one_still_comes_to_the_start_of_each() {
    let mut app = app(300);
    press(&mut app, "j");
    assert_eq!(app.panes[0].cursor, 1);
    assert!(seen(&app).contains(&0));
    press(&mut app, "Ctrl-d Ctrl-d");
    assert!(app.panes[0].cursor == 1 && !seen(&app).contains(&0), "{}", text(&frame(&app)));
    // Neither another size of the window nor the apparatus takes the reader back.
    for (width, height) in [(40, 20), (40, 24)] {
        app.update(Message::Resize(width, height), now());
    }
    press(&mut app, "p p");
    assert!(!seen(&app).contains(&0) && !seen(&app).is_empty(), "{}", text(&frame(&app)));
    press(&mut app, "j");
    assert_eq!(app.panes[0].cursor, 2);
    press(&mut app, "k");
    assert_eq!(app.panes[0].cursor, 1);
    assert!(seen(&app).contains(&0), "{}", text(&frame(&app)));
    press(&mut app, "Ctrl-d k");
    assert_eq!(app.panes[0].cursor, 0);
}
