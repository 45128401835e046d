//! The views that list threads as rows: the synopsis and the coverage, and the filter over both.
#![allow(unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
mod support;

use ferry::{SIZES, compared, ferry, shown};
use support::*;
use variorum::align::Member;
use variorum::app::effect::{Effect, Message};
use variorum::app::key::Key;
use variorum::app::synopsis::Cell;
use variorum::app::threads::Item;
use variorum::app::{App, View};
use variorum::article::Span;
use variorum::config::theme;
use variorum::ui::{Look, Theme, glyphs};

fn thread(app: &App) -> usize {
    match app.threads.rows[app.threads.cursor] {
        Item::Thread(thread) => thread,
        Item::Only(at) => panic!("no thread but {at:?}"),
    }
}

fn articles_of(app: &App, thread: usize) -> Vec<usize> {
    app.index.alignment.threads[thread].members.iter().map(|m| m.article).collect()
}

#[test]
fn the_synopsis_at_every_size() {
    for (width, height) in SIZES {
        let mut app = ferry(width, height);
        press(&mut app, "d F3");
        shown(&format!("synopsis_{width}x{height}"), &app);
    }
}

#[test]
fn a_folded_and_annotated_synopsis_with_and_without_colour() {
    let mut app = ferry(120, 40);
    press(&mut app, "d a n Enter F3 Z j z");
    shown("synopsis_folded_120x40", &app);
    let look = Look { theme: Theme::of(&theme::built_in("mono").unwrap()), glyphs: glyphs::ASCII };
    compared("mono_synopsis_120x40", &frame_with(&app, &look));
}

#[test]
fn the_cursor_stays_on_its_thread_when_the_view_changes() {
    let mut app = demo(200, 50);
    for _ in 0..6 {
        press(&mut app, "t");
        let here = app.here();
        press(&mut app, "F3");
        // A passage that is only linked, without a thread, has no row of its own.
        let threads = app.index.threads(here);
        assert!(threads.is_empty() || threads.contains(&(thread(&app) as u32)));
        press(&mut app, "F2");
        assert_eq!(app.here(), here, "looking at the synopsis moves nothing");
    }
    press(&mut app, "F3 3 j");
    let there = thread(&app);
    press(&mut app, "F2");
    assert!(app.index.threads(app.here()).contains(&(there as u32)));
    press(&mut app, "F3");
    assert_eq!(thread(&app), there);
}

#[test]
fn enter_shows_the_thread_and_says_where_it_was_not_found() {
    let mut app = demo(120, 40);
    press(&mut app, "F3");
    let silent = (0..app.threads.rows.len())
        .find(|row| matches!(app.threads.rows[*row], Item::Thread(t) if !articles_of(&app, t).contains(&0)))
        .unwrap();
    press(&mut app, &format!("{} g g", silent + 1));
    let shown = thread(&app);
    press(&mut app, "Enter");
    assert_eq!(app.view, View::Panes);
    assert!(app.index.threads(app.here()).contains(&(shown as u32)));
    assert!(said(&app).starts_with("not found in 1 Courier; shown in"), "{}", said(&app));
}

#[test]
fn rows_stand_in_the_order_of_the_first_article() {
    let mut app = demo(120, 40);
    press(&mut app, "F3");
    let places: Vec<Option<usize>> = app
        .threads
        .rows
        .iter()
        .map(|item| app.index.alignment.threads.get(matches_thread(*item)).unwrap())
        .map(|t| t.members.iter().find(|m| m.article == 0).map(|m| m.passage))
        .collect();
    let own: Vec<usize> = places.iter().map_while(|p| *p).collect();
    assert!(own.len() > 5 && own.windows(2).all(|w| w[0] <= w[1]), "{own:?}");
    assert!(places[own.len()..].iter().all(Option::is_none), "the others follow");
}

fn matches_thread(item: Item) -> usize {
    if let Item::Thread(thread) = item { thread } else { usize::MAX }
}

#[test]
fn the_same_wording_is_said_once() {
    let text = |end: &str| {
        format!(
            "Nine people were taken to hospital when the footbridge fell on Sunday, police said.\n\n{end}"
        )
    };
    let articles = ["One more line here.", "Another wholly different ending."].map(text);
    let mut all: Vec<_> = articles
        .iter()
        .enumerate()
        .map(|(i, t)| {
            std::sync::Arc::new(variorum::article::read(t.as_bytes(), &format!("{i}.txt")).unwrap())
        })
        .collect();
    let other = "Police said that ten people were taken to hospital after the footbridge fell on Sunday.";
    all.push(std::sync::Arc::new(variorum::article::read(other.as_bytes(), "2.txt").unwrap()));
    let mut app = app_over(all, 120, 40);
    press(&mut app, "F3");
    let cells = &app.scene.synopsis.rows[0].cells;
    assert!(matches!(&cells[0], Cell::Words(_)), "{cells:?}");
    assert_eq!(cells[1], Cell::Same(0));
    let Cell::Words(words) = &cells[2] else { panic!("{cells:?}") };
    assert!(!words.marks.is_empty(), "its own words are marked");
}

#[test]
fn a_row_is_annotated_where_it_stands() {
    let mut app = demo(120, 40);
    press(&mut app, "F3 d");
    let there = thread(&app);
    let row =
        |app: &App| app.scene.synopsis.rows.iter().find(|r| r.row == app.threads.cursor).unwrap().annotated;
    assert!(!row(&app));
    press(&mut app, "a n Enter");
    assert_eq!(app.view, View::Synopsis);
    assert_eq!(app.case.annotations.len(), 1);
    assert_eq!(thread(&app), there);
    assert!(row(&app));
    press(&mut app, "u");
    assert!(!row(&app), "undo takes the mark away");
}

#[test]
fn columns_that_do_not_fit_are_a_key_away() {
    let mut app = demo(80, 24);
    press(&mut app, "F3");
    assert_eq!(app.scene.synopsis.articles, [0, 1]);
    press(&mut app, "l l l");
    assert_eq!((app.focus, &app.scene.synopsis.articles[..]), (3, &[2, 3][..]));
    press(&mut app, "9 h");
    assert_eq!(app.scene.synopsis.articles, [0, 1]);
}

#[test]
fn a_case_without_threads_says_so() {
    let one = ferry(80, 24).articles[..1].to_vec();
    let mut app = app_over(one, 80, 24);
    press(&mut app, "F3 j l z Enter a d G gg");
    assert!(text(&frame(&app)).contains("open several"));
}

#[test]
fn the_coverage_at_every_size() {
    for (width, height) in SIZES {
        let mut app = ferry(width, height);
        press(&mut app, "d a n Enter F4 l");
        shown(&format!("coverage_{width}x{height}"), &app);
    }
    let mut app = demo(120, 40);
    press(&mut app, "d F4");
    shown("coverage_demo_120x40", &app);
    let look = Look { theme: Theme::of(&theme::built_in("mono").unwrap()), glyphs: glyphs::ASCII };
    compared("mono_coverage_120x40", &frame_with(&app, &look));
}

#[test]
fn a_row_shows_no_sentence_that_is_none_of_its_thread() {
    let mut app = demo(200, 50);
    let mut foreign: Vec<(&str, usize, String)> = Vec::new();
    press(&mut app, "F3");
    for row in 0..app.threads.rows.len() {
        press(&mut app, &format!("F3 {} g g", row + 1));
        let members = app.index.alignment.threads[thread(&app)].members.clone();
        let cells = app.scene.synopsis.rows.iter().find(|r| r.row == row).unwrap().cells.clone();
        let copied = copied(&mut app);
        press(&mut app, &format!("F4 {} g g", row + 1));
        for (a, article) in app.articles.clone().iter().enumerate() {
            let mapped = app.scene.coverage.here.clone().and_then(|here| here.words).unwrap_or_default();
            let is_member = |passage: usize| {
                // The same words may stand in the thread elsewhere.
                let words = article.slice(article.passages[passage].span);
                let said = |m: &Member| {
                    app.articles[m.article].slice(app.articles[m.article].passages[m.passage].span)
                };
                members.iter().any(|m| said(m).contains(words))
            };
            for (_, passage) in article.passages.iter().enumerate().filter(|(p, _)| !is_member(*p)) {
                let words = article.slice(passage.span);
                let is_shown = |line: &Span| line.overlap(passage.span).is_some();
                let shown =
                    matches!(&cells[a], Cell::Words(cell) if cell.lines.iter().flatten().any(is_shown));
                let found = [
                    ("synopsis", shown),
                    ("coverage", mapped.contains(words)),
                    ("copy", copied.contains(words)),
                ];
                foreign.extend(found.iter().filter(|f| f.1).map(|f| (f.0, row, words.to_owned())));
            }
            press(&mut app, "l");
        }
        press(&mut app, "9 h");
    }
    assert!(foreign.is_empty(), "{foreign:#?}");
}

/// Copies the row under the cursor; returns the words without their sources.
fn copied(app: &mut App) -> String {
    let effects = app.update(Message::Key(event(Key::char('y'))), now());
    let [Effect::Copy(words)] = effects.as_slice() else { panic!("{effects:?}") };
    words.text.lines().filter_map(|line| Some(line.split_once("” — ")?.0)).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_map_says_what_the_cursor_stands_on() {
    let mut app = demo(120, 40);
    press(&mut app, "F4");
    for _ in 0..app.threads.rows.len() {
        for article in 0..app.articles.len() {
            assert_eq!(app.focus, article);
            let here = app.scene.coverage.here.clone().unwrap();
            let has = articles_of(&app, thread(&app)).contains(&article);
            assert_eq!(here.words.is_some(), has, "{here:?}");
            assert_eq!(here.article.ends_with("not found"), !has, "{here:?}");
            assert!(here.title.starts_with(&format!("thread {} of", thread(&app) + 1)), "{here:?}");
            press(&mut app, "l");
        }
        press(&mut app, "9 h j");
    }
}

#[test]
fn the_map_and_the_synopsis_share_their_cursor() {
    let mut app = demo(120, 40);
    press(&mut app, "F4 7 j 2 l");
    let (there, focus) = (thread(&app), app.focus);
    press(&mut app, "F3");
    assert_eq!((thread(&app), app.focus), (there, focus));
    press(&mut app, "F4 Enter");
    assert!(app.index.threads(app.here()).contains(&(there as u32)));
}

#[test]
fn every_word_of_an_article_stands_elsewhere_or_only_there() {
    let app = demo(120, 40);
    for (a, article) in app.articles.iter().enumerate() {
        let share = app.index.share(a);
        let rough = article.text.split_whitespace().count();
        assert!(share.words.abs_diff(rough) * 20 < rough, "{} of about {rough}", share.words);
        assert!(share.elsewhere + share.only_here <= share.words);
        assert!(share.elsewhere > 0 && share.only_here > 0, "{share:?}");
    }
    assert_eq!(app.index.alignment.copy_of.iter().flatten().count(), 1, "the demo has one copy");
    press(&mut demo(120, 40), "F4");
}

#[test]
fn the_filter_shows_what_it_says() {
    let mut app = demo(200, 50);
    press(&mut app, "F3");
    let all = app.threads.rows.len();
    press(&mut app, "g f");
    assert!(app.threads.rows.len() < all);
    for row in app.threads.rows.clone() {
        assert!(app.index.alignment.threads[matches_thread(row)].silent.is_empty());
    }
    press(&mut app, "g f");
    assert_eq!(app.threads.rows.len(), app.index.alignment.only.len());
    assert!(app.threads.rows.iter().all(|r| matches!(r, Item::Only(_))));
    press(&mut app, "g f");
    let conflicting: Vec<usize> = app.threads.rows.iter().map(|r| matches_thread(*r)).collect();
    assert!(!conflicting.is_empty());
    for thread in &conflicting {
        let members = &app.index.alignment.threads[*thread].members;
        let touches = |s: &variorum::align::Suspect| {
            let mut words = s.members();
            words.any(|w| members.iter().any(|m| m.passage_ref() == w.passage_ref()))
        };
        assert!(app.index.alignment.suspects.iter().any(touches));
    }
    let title = text(&frame(&app)).lines().next().unwrap().to_owned();
    assert!(title.contains(&format!("{} of {all} threads with a suspect", conflicting.len())), "{title}");
    press(&mut app, "g f");
    press(&mut app, "g f");
    assert_eq!(app.threads.rows.len(), all);
    press(&mut app, "g F");
    assert!(said(&app).ends_with("from one source"), "{}", said(&app));
}

#[test]
fn articles_that_copy_each_other_are_one_voice() {
    let agency = "Nine people were taken to hospital when the footbridge fell on Sunday. Divers searched the river \
                  until midnight for a missing dog. The council closed the towpath between the mill and the weir.";
    let own = "The council closed the towpath between the mill and the weir. My grandmother never trusted that \
               footbridge and told everybody so at length. It was painted green in the year of the great flood.";
    let read = |(i, text): (usize, &str)| {
        std::sync::Arc::new(variorum::article::read(text.as_bytes(), &format!("{i}.txt")).unwrap())
    };
    let mut app = app_over([agency, agency, own].into_iter().enumerate().map(read).collect(), 120, 40);
    assert_eq!(app.index.alignment.copy_of, [None, Some(0), None]);
    press(&mut app, "F3");
    assert_eq!(app.threads.rows.len(), 3);
    press(&mut app, "g F");
    let voices: Vec<Vec<usize>> =
        app.threads.rows.iter().map(|r| articles_of(&app, matches_thread(*r))).collect();
    assert_eq!(voices, [[0, 1], [0, 1]]);
}

#[test]
fn t_walks_only_the_threads_that_pass() {
    let mut app = demo(120, 40);
    press(&mut app, "g f g f");
    press(&mut app, "g g");
    let filter = app.threads.filter;
    assert_eq!(filter.name(), "one-article");
    press(&mut app, "t");
    assert!(app.index.alignment.only.contains(&app.here()));
    press(&mut app, "g f g g");
    let conflicting: Vec<usize> = app.threads.rows.iter().map(|r| matches_thread(*r)).collect();
    for _ in 0..2 {
        press(&mut app, "t");
        let here = app.here();
        assert!(app.index.threads(here).iter().any(|t| conflicting.contains(&(*t as usize))), "{here:?}");
    }
    press(&mut app, "99 t t");
    assert_eq!(said(&app), "no thread with a suspect below in this article");
}

#[test]
fn a_suspect_set_aside_leaves_the_filter() {
    let mut app = demo(120, 40);
    press(&mut app, "F3 g F g F");
    assert_eq!(app.threads.filter.name(), "conflicting");
    while let [_, ..] = app.threads.rows[..] {
        let before = app.index.alignment.suspects.len() - app.case.asides.len();
        press(&mut app, "gg x");
        assert_eq!(app.index.alignment.suspects.len() - app.case.asides.len(), before - 1);
    }
    assert!(text(&frame(&app)).contains("No thread has a suspect."));
    press(&mut app, "u");
    assert!((1..=2).contains(&app.threads.rows.len()), "the rows that it touches");
    shown("filter_120x40", &app);
}

#[test]
fn every_view_and_window_is_drawn_at_every_size() {
    for keys in ["F3", "F3 Z", "F4", "/ t h e", "/ t h e Enter", ": k", "g l", "i", "g", "L > b f"] {
        let mut app = demo(80, 24);
        press(&mut app, keys);
        for (width, height) in (0..44).step_by(3).flat_map(|w| (0..14).map(move |h| (w, h))) {
            app.update(Message::Resize(width, height), now());
            frame(&app);
            assert!(
                app.scene.synopsis.layout.columns.iter().all(|c| c.right() <= width.max(1)),
                "{keys} {width}"
            );
        }
        app.update(Message::Resize(200, 50), now());
        frame(&app);
    }
}
