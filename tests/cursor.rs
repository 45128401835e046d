//! The terminal's own cursor: screen readers read, magnifiers follow and input methods open where it stands.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

mod support;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use support::*;
use variorum::app::App;
use variorum::ui::{self, Look, Theme, glyphs};

/// Draws the model and returns what stands at and behind the cursor on its row; nothing when it is hidden.
fn at_cursor(app: &App) -> Option<String> {
    let look = Look { theme: Theme::ansi(), glyphs: glyphs::UNICODE };
    let mut terminal = Terminal::new(TestBackend::new(app.size.width, app.size.height)).unwrap();
    terminal.draw(|f| ui::draw(app, &look, f)).unwrap();
    let backend = terminal.backend();
    let at = backend.cursor_position();
    backend.cursor_visible().then(|| {
        let row = (at.x..app.size.width).map(|x| backend.buffer()[(x, at.y)].symbol());
        row.collect::<String>()
    })
}

/// The first words of the passage under the cursor, as far as any pane shows them on a row.
fn first_words(app: &App) -> String {
    let here = app.here();
    let text = app.articles[here.article].passage_text(here.passage);
    text.chars().take(12).collect::<String>().trim_end().to_owned()
}

const SIZES: [(u16, u16); 4] = [(200, 50), (120, 40), (80, 24), (40, 12)];

#[test]
fn in_the_articles_it_stands_on_the_first_words_of_the_passage() {
    for (width, height) in SIZES {
        let mut app = demo(width, height);
        for keys in ["j", "d", "t", "Ctrl-d", "G", "l", "gg", "z", "z", "s j j", "gh j", "o"] {
            press(&mut app, keys);
            let seen = at_cursor(&app).expect(keys);
            assert!(seen.starts_with(&first_words(&app)), "{keys} at {width}x{height}: {seen}");
        }
    }
}

#[test]
fn in_the_synopsis_and_the_coverage_it_stands_on_the_words_of_the_row() {
    for (width, height) in [(200, 50), (120, 40)] {
        let mut app = demo(width, height);
        press(&mut app, "d F3");
        for keys in ["j", "j", "PgDn", "G", "z"] {
            press(&mut app, keys);
            let seen = at_cursor(&app).expect(keys);
            let words: String = seen.trim_start().chars().take(8).collect();
            let article = &app.articles[app.here().article];
            let known = article.text.contains(&words) || seen.starts_with("= ") || seen.contains("not found");
            assert!(known, "{keys} at {width}x{height}: {seen}");
        }
        press(&mut app, "gg F4 j");
        let seen = at_cursor(&app).expect("coverage");
        let words: String = seen.trim_end().chars().take(20).collect();
        let stands = app.articles.iter().any(|a| a.text.contains(words.trim_end()));
        assert!(stands, "{width}x{height}: {seen}");
    }
}

#[test]
fn no_view_and_no_window_hides_it() {
    for (width, height) in SIZES {
        for keys in
            ["F2", "F3", "F4", "F5", "?", ":", "/", "gl", "i", "d a", "d a n Enter X", "d a n Enter F5"]
        {
            let mut app = demo(width, height);
            press(&mut app, keys);
            assert!(at_cursor(&app).is_some(), "{keys} at {width}x{height}");
        }
    }
    let mut alone = app_over(demo_articles().into_iter().take(1).collect(), 80, 24);
    press(&mut alone, "F3");
    assert!(at_cursor(&alone).unwrap().contains("nothing to stand beside"));
}

#[test]
fn in_the_list_of_annotations_it_stands_on_the_picked_row() {
    let mut app = demo(120, 40);
    press(&mut app, "d a n");
    type_text(&mut app, "How many fell?");
    press(&mut app, "Enter d a n");
    type_text(&mut app, "How many signed?");
    press(&mut app, "Enter F5 gg");
    let first = at_cursor(&app).unwrap();
    press(&mut app, "j");
    let second = at_cursor(&app).unwrap();
    assert_ne!(first, second);
    for row in [first, second] {
        assert!(row.contains("How many fell?") || row.contains("How many signed?"), "{row}");
    }
}

#[test]
fn in_the_dialog_it_stands_behind_what_is_typed_and_on_what_is_picked() {
    for (width, height) in SIZES {
        let mut app = demo(width, height);
        press(&mut app, "d a");
        assert!(at_cursor(&app).is_some(), "on the kinds at {width}x{height}");
        press(&mut app, "n");
        type_text(&mut app, "橋 and bridge");
        press(&mut app, "Alt-b");
        let seen = at_cursor(&app).unwrap();
        assert!(seen.starts_with("bridge"), "{width}x{height}: {seen}");
        press(&mut app, "Tab j");
        assert!(at_cursor(&app).is_some(), "on a witness at {width}x{height}");
        for value in ["medium", "likely", "open"] {
            press(&mut app, "Tab");
            let seen = at_cursor(&app).unwrap();
            assert!(seen.starts_with(value), "{value} at {width}x{height}: {seen}");
        }
        press(&mut app, "Tab Tab Tab");
        type_text(&mut app, "First");
        press(&mut app, "Enter");
        type_text(&mut app, "second line");
        press(&mut app, "Alt-b");
        let seen = at_cursor(&app).unwrap();
        assert!(seen.starts_with("line"), "{width}x{height}: {seen}");
    }
}
