//! Reopening a case: the reader is where they were, at another width, with other articles, after a broken state.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/pty.rs"]
mod pty;
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use pty::Session;
use support::*;
use variorum::app::resume::Resume;
use variorum::app::threads::Filter;
use variorum::app::{App, Opening, View};
use variorum::article::{self, Article};
use variorum::case::Case;

/// Opens the same articles and case again, as a new program would.
fn reopened(page: &Resume, articles: Vec<Arc<Article>>, case: Case, size: (u16, u16)) -> App {
    opened(Opening { resume: Some(page.clone()), ..opening(articles, case) }, size)
}

fn again(app: &mut App, size: (u16, u16)) -> App {
    let page = written(&app.remember());
    reopened(&page, app.articles.clone(), app.case.clone(), size)
}

/// What comes back from the file.
fn written(page: &Resume) -> Resume {
    let read = toml::from_str(&toml::to_string(page).unwrap()).unwrap();
    assert_eq!(*page, read);
    read
}

fn cursors(app: &App) -> Vec<usize> {
    app.panes.iter().map(|p| p.cursor).collect()
}

#[test]
fn passage_panes_and_widths_are_as_they_were_at_any_size() {
    let mut app = demo(120, 40);
    press(&mut app, "L L > > l 5 j g 4 g h g 3 b c f m q 7 j z");
    for size in [(120, 40), (200, 50), (60, 20), (20, 5)] {
        let back = again(&mut app, size);
        assert_eq!(back.here(), app.here(), "{size:?}");
        assert_eq!(back.arrangement, app.arrangement, "{size:?}");
        assert_eq!(back.zoomed, app.zoomed);
        assert_eq!(back.places.letters(), ['q']);
    }
    let mut back = again(&mut app, (120, 40));
    assert_eq!(text(&frame(&back)), text(&frame(&app)), "the same screen");
    assert_eq!(back.remember(), app.remember());
    press(&mut back, "' q");
    press(&mut app, "' q");
    assert_eq!(back.here(), app.here());
}

#[test]
fn every_view_comes_back_with_its_filter_folds_and_cursor() {
    for (keys, view) in [
        ("F3 j j j z j j Z j z", View::Synopsis),
        ("F4 5 j l", View::Coverage),
        ("d a n Enter d a t Enter F5 o o O g g j", View::Annotations),
    ] {
        let mut app = demo(120, 40);
        press(&mut app, "g f g f g f");
        assert_eq!(app.threads.filter, Filter::Conflicting);
        press(&mut app, keys);
        let back = again(&mut app, (120, 40));
        assert_eq!((back.view, back.threads.filter), (view, Filter::Conflicting), "{keys}");
        assert_eq!((back.threads.folded, &back.threads.unlike), (app.threads.folded, &app.threads.unlike));
        assert!(!view.has_rows() || back.threads.item() == app.threads.item(), "{keys}");
        assert_eq!(back.list.annotation(), app.list.annotation());
        assert_eq!((back.list.sort, back.list.reverse), (app.list.sort, app.list.reverse));
        // What was not looked at in the meantime is not forgotten.
        let mut third = again(&mut again(&mut app, (120, 40)), (120, 40));
        press(&mut third, "F3");
        assert_eq!(third.threads.unlike, app.threads.unlike);
    }
}

#[test]
fn the_filter_of_the_list_comes_back_unless_it_means_nothing_any_more() {
    let mut app = demo(120, 40);
    press(&mut app, "d a n Enter d a t Enter F5 f");
    type_text(&mut app, "kind:time");
    press(&mut app, "Enter");
    let back = again(&mut app, (120, 40));
    assert_eq!((back.list.filter.as_str(), back.list.rows.len()), ("kind:time", 1));
    let mut page = app.remember();
    page.list.filter = "kind:nosuch".into();
    let back = reopened(&page, app.articles.clone(), app.case.clone(), (120, 40));
    assert_eq!((back.list.filter.as_str(), back.list.rows.len()), ("", 2));
}

fn edited(articles: &[Arc<Article>], which: usize, change: impl Fn(&str) -> String) -> Vec<Arc<Article>> {
    let mut out = articles.to_vec();
    let old = &articles[which];
    let mut new = article::read(change(&old.text.replace('\n', "\n\n")).as_bytes(), "x.txt").unwrap();
    (new.id, new.label) = (old.id.clone(), old.label.clone());
    out[which] = Arc::new(new);
    out
}

#[test]
fn the_passage_is_found_again_in_an_edited_article() {
    let mut app = demo(120, 40);
    press(&mut app, "2 0 j");
    let here = app.here();
    let words = app.articles[0].passage_text(here.passage).to_owned();
    let page = app.remember();
    let front = |text: &str| format!("A new first paragraph.\n\nAnd a second one. It is longer.\n\n{text}");
    let back = reopened(&page, edited(&app.articles, 0, front), app.case.clone(), (120, 40));
    assert_eq!(back.articles[0].passage_text(back.here().passage), words);
    // Where its own words were edited the passage behind it tells where it stood.
    let both = |text: &str| front(&text.replace(&words, "Something else stands here now, in other words."));
    let back = reopened(&page, edited(&app.articles, 0, both), app.case.clone(), (120, 40));
    assert!(back.articles[0].passage_text(back.here().passage).starts_with("Something else stands here"));
    let short = |_: &str| "One line is left.".to_owned();
    let back = reopened(&page, edited(&app.articles, 0, short), app.case.clone(), (120, 40));
    assert_eq!(back.here().passage, 0);
}

#[test]
fn articles_that_came_or_went_leave_the_others_in_their_places() {
    let mut app = demo(120, 40);
    press(&mut app, "L g 6 g h g 3 6 j");
    let page = app.remember();
    let fewer: Vec<_> = app.articles.iter().filter(|a| a.id != "post").cloned().collect();
    let back = reopened(&page, fewer, app.case.clone(), (120, 40));
    assert_eq!(back.articles[back.focus].id, "bulletin");
    assert_eq!(back.panes[back.focus].cursor, app.panes[2].cursor);
    let without = reopened(&page, demo_articles()[..5].to_vec(), app.case.clone(), (120, 40));
    let mut page = { without }.remember();
    page.order.retain(|id| id != "post");
    let back = reopened(&page, demo_articles(), app.case.clone(), (120, 40));
    assert!(back.arrangement.is_hidden(1) && !back.arrangement.is_hidden(5), "a new one is shown");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_page_says_the_program_starts(
        view in "[a-z]{0,12}", order in prop::collection::vec(prop::sample::select(vec!["courier", "post", "wire", "nosuch", ""]), 0..8),
        start in any::<u32>(), row in any::<i32>(), weight in any::<u16>(), words in "\\PC{0,5}", filter in "\\PC{0,9}",
    ) {
        let mut app = app_over(demo_articles()[..2].to_vec(), 80, 24);
        let mut page = app.remember();
        page.view = if view.len() % 2 == 0 { "annotations".into() } else { view };
        page.order = order.into_iter().map(str::to_owned).collect();
        page.list.filter = filter;
        page.mark.push(variorum::app::resume::Mark { letter: words.clone(), at: page.article[0].at.clone() });
        for pane in &mut page.article {
            (pane.row, pane.weight, pane.at.start) = (row, weight, start as usize);
            pane.at.words.clone_from(&words);
        }
        page.threads.unlike.push(page.article[0].at.clone());
        let back = reopened(&page, app.articles.clone(), app.case.clone(), (80, 24));
        frame(&back);
        prop_assert!(cursors(&back).iter().zip(&back.articles).all(|(c, a)| *c < a.passages.len()));
        prop_assert!(!back.arrangement.order.is_empty());
    }
}

fn state(folder: &Path) -> PathBuf {
    let home = folder.join("home");
    let mut found = Vec::new();
    let mut open = vec![home];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "toml") {
                found.push(path);
            }
        }
    }
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn a_case_that_is_opened_again_shows_what_it_showed() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::variorum(&["demo"], folder.path(), (120, 40));
    session.wait_for("suspects");
    session.wait_for("first time here");
    session.send("l10jdan\r");
    session.wait_for("saved variorum-demo/variorum.toml");
    session.send("\x1b[15~");
    session.wait_for("annotations, 1 of 1");
    session.send("fkind:number\r");
    session.wait_for("1 of 1 annotation");
    session.send("q");
    assert_eq!(session.exit(), 0);
    session.assert_given_back();
    let case = fs::read_to_string(folder.path().join("variorum-demo/variorum.toml")).unwrap();
    assert!(!case.contains("kind:number"), "the view is no part of the case");

    let mut session = Session::variorum(&["variorum-demo/variorum.toml"], folder.path(), (80, 24));
    session.wait_for("annotations, 1 of 1");
    session.wait_for("filter kind:number");
    assert!(!session.text().contains("first time here"), "once is enough");
    session.send("\x1b");
    session.wait_for("pane");
    session.send("F");
    session.signal("TERM");
    session.exit();
    session.assert_given_back();

    let file = state(folder.path());
    for broken in ["view = = 3", ""] {
        fs::write(&file, broken).unwrap();
        let mut session = Session::variorum(&["demo"], folder.path(), (200, 40));
        session.wait_for("suspects");
        session.wait("panes", |s| s.contents().contains("panes"));
        if !broken.is_empty() {
            session.wait_for("where you were is not known");
        }
        session.send("q");
        assert_eq!(session.exit(), 0);
        assert!(fs::read_to_string(&file).unwrap().contains("view = \"panes\""), "it is mended");
    }
}

#[test]
fn without_a_place_for_the_state_everything_else_works() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("home"), "a file, not a folder").unwrap();
    let mut session = Session::variorum(&["demo"], folder.path(), (120, 40));
    session.wait_for("suspects");
    assert!(!session.text().contains("first time here"));
    session.send("dan\r");
    // That drafts cannot be kept is told on the same line.
    let saved = folder.path().join("variorum-demo/variorum.toml");
    session.wait("the annotation on the disk", |_| {
        fs::read_to_string(&saved).is_ok_and(|t| t.contains("[[annotation]]"))
    });
    session.settle();
    session.send("q");
    assert_eq!(session.exit(), 0);
    session.assert_given_back();
    session.wait_for("where you were is not kept");
}
