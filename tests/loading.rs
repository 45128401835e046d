//! Articles that come in while the screen is there: the beginning of a long one first, in whatever order they come.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::path::Path;
use std::sync::Arc;

use support::*;
use variorum::app::effect::Message;
use variorum::app::loading::{Arrived, Loading};
use variorum::app::{App, Opening, Overlay, Tone};
use variorum::article::{self, Article};
use variorum::case::{Annotation, Case, Quote, Witness, entry};

/// A text of so many paragraphs.
fn text_of(paragraphs: usize) -> String {
    let paragraph =
        |n: usize| format!("In paragraph {n} the river rose. Volunteers filled {n} sandbags.\n\n");
    (0..paragraphs).map(paragraph).collect()
}

fn article(id: &str, text: &str) -> Article {
    let mut article = article::read(text.as_bytes(), &format!("{id}.txt")).unwrap();
    article.id = id.into();
    article
}

fn beginning(id: &str, text: &str) -> Article {
    Article { bytes_sha256: String::new(), ..article(id, text) }
}

/// A screen with these articles of a new case; those that are named are still being read.
fn open(there: Vec<Article>, order: &[&str], open: &[&str]) -> App {
    let names = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    let whole = there.iter().filter(|a| a.is_whole());
    let case = Case { articles: whole.map(|a| entry::of(a, Path::new(""))).collect(), ..Case::default() };
    let loading = Loading::new(names(order), names(open));
    opened(Opening { loading, ..opening(there.into_iter().map(Arc::new).collect(), case) }, (120, 40))
}

fn send(app: &mut App, message: Message) {
    let effects = app.update(message, now());
    carry_out(app, effects);
}

fn come(app: &mut App, article: Article) {
    let entry = Box::new(entry::of(&article, Path::new("")));
    let (id, arrived) = (article.id.clone(), Arrived::Whole(Box::new(article), entry));
    send(app, Message::Came { id, arrived });
}

fn fail(app: &mut App, id: &str) {
    let arrived = Arrived::Failed(format!("{id}.txt: cannot be read (the disk is gone)"));
    send(app, Message::Came { id: id.into(), arrived });
}

#[test]
fn the_reader_s_place_in_a_beginning_stays_when_the_whole_comes() {
    let (short, long) = (text_of(60), text_of(500));
    let mut app = open(vec![beginning("a", &short), beginning("b", &short)], &["a", "b"], &["a", "b"]);
    press(&mut app, "1 5 j Ctrl-d v w w Esc l 9 j m a");
    let before = (app.panes.clone(), text(&frame(&app)));
    come(&mut app, article("b", &long));
    assert_eq!(app.panes[0], before.0[0]);
    assert_eq!(app.panes[1], before.0[1]);
    // The map at the edge is that of the whole now.
    let words = |line: &str| {
        line.replace(['▐', '▗', '▝', '▌', '◆'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let rows = |shown: &str| shown.lines().skip(2).take(20).map(words).collect::<Vec<_>>();
    assert_eq!(rows(&text(&frame(&app))), rows(&before.1), "nothing on the screen moved");
    press(&mut app, "G");
    assert_eq!(app.panes[1].cursor, 999, "the whole can be read at once");
    assert!(app.aligning.is_some() && app.index.alignment.threads.is_empty(), "the other one is not whole");
    come(&mut app, article("a", &long));
    assert!(!app.index.alignment.threads.is_empty());
    press(&mut app, "' a");
    assert_eq!((app.focus, app.panes[1].cursor), (1, before.0[1].cursor));
    assert_eq!(app.case.articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn a_place_is_kept_where_the_whole_reads_its_beginning_otherwise() {
    // Only the whole shows that its lines are wrapped by hand.
    let text = text_of(60);
    let other = text.replace("the river rose", "the old river rose");
    let mut app = open(vec![beginning("a", &text)], &["a"], &["a"]);
    press(&mut app, "2 1 j");
    come(&mut app, article("a", &other));
    let passage = app.panes[0].cursor;
    assert_eq!(app.articles[0].passage_text(passage), "Volunteers filled 10 sandbags.");
}

#[test]
fn nothing_is_annotated_before_the_whole_is_there_and_the_reader_is_told_why() {
    let mut app = open(vec![beginning("a", &text_of(60)), article("b", "Nine fell.")], &["a", "b"], &["a"]);
    for keys in ["a", "A", "+", "x", "gr"] {
        press(&mut app, keys);
        assert!(said(&app).contains("still being read"), "{keys}: {}", said(&app));
        assert!(app.overlays.is_empty() && app.case.annotations.is_empty());
    }
    come(&mut app, article("a", &text_of(500)));
    press(&mut app, "a n Enter");
    assert_eq!(app.case.annotations.len(), 1, "{}", said(&app));
}

#[test]
fn the_title_says_after_a_while_what_is_being_read() {
    let mut app = open(vec![article("b", "Nine fell.")], &["a", "b", "c"], &["a", "c"]);
    assert!(!text(&frame(&app)).contains("reading"));
    assert!(app.is_reading_in_silence());
    send(&mut app, Message::StillReading);
    assert!(text(&frame(&app)).contains("reading 2 of 3"), "{}", text(&frame(&app)));
    assert!(!app.is_reading_in_silence());
    come(&mut app, article("c", "Ten fell on Sunday."));
    assert!(text(&frame(&app)).contains("reading 3 of 3"));
    come(&mut app, article("a", "Nine fell on Sunday."));
    assert!(!text(&frame(&app)).contains("reading"));
    let ids: Vec<&str> = app.articles.iter().map(|a| a.id.as_str()).collect();
    assert_eq!((ids, app.focus), (vec!["a", "b", "c"], 1), "in the order in which they were named");
}

#[test]
fn what_cannot_be_read_after_all_is_told_and_the_others_are_compared() {
    let short = text_of(60);
    let mut app = open(
        vec![beginning("a", &short), article("b", &short), article("c", &short)],
        &["a", "b", "c", "d"],
        &["a", "d"],
    );
    send(&mut app, Message::StillReading);
    assert!(app.index.alignment.threads.is_empty());
    fail(&mut app, "a");
    assert!(said(&app).contains("the disk is gone"), "{}", said(&app));
    assert_eq!(app.articles.len(), 2);
    assert!(!app.index.alignment.threads.is_empty());
    fail(&mut app, "d");
    assert_eq!(app.status.as_ref().unwrap().tone, Tone::Wrong);
    assert_eq!(app.loading.failures.len(), 2);
    assert!(app.loading.open.is_empty());
    let mut app = open(vec![beginning("a", &short)], &["a"], &["a"]);
    fail(&mut app, "a");
    assert_eq!(app.articles.len(), 1, "what there is of it can be read");
    press(&mut app, "a");
    assert!(said(&app).contains("only the beginning of"), "{}", said(&app));
}

#[test]
fn an_article_that_comes_while_an_annotation_is_typed_waits_until_it_is_saved() {
    let mut app = open(vec![article("b", "Nine people fell.")], &["a", "b"], &["a"]);
    press(&mut app, "a n");
    type_text(&mut app, "How many?");
    come(&mut app, article("a", "Ten people fell."));
    assert_eq!(app.articles.len(), 1);
    press(&mut app, "Enter");
    assert_eq!(app.articles.len(), 2);
    assert_eq!(app.case.annotations[0].witnesses[0].article, "b");
    assert_eq!(app.witnessed[0].article, 1);
    assert_eq!(app.case.articles.len(), 2);
}

#[test]
fn words_of_annotations_are_looked_for_once_their_article_is_whole() {
    let text = text_of(500);
    let whole = article("a", &text);
    let quote = |text: &str| Quote { text: text.into(), ..Quote::default() };
    let witness =
        |text: &str| Witness { article: "a".into(), quote: Some(quote(text)), ..Witness::default() };
    let annotation = |id: &str, text: &str| Annotation {
        id: id.into(),
        kind: "number".into(),
        witnesses: vec![witness(text)],
        ..Annotation::default()
    };
    let entries = vec![variorum::case::ArticleEntry {
        bytes_sha256: "older".into(),
        ..entry::of(&whole, Path::new(""))
    }];
    let annotations =
        vec![annotation("a-1", "Volunteers filled 400 sandbags."), annotation("a-2", "Nobody came at all.")];
    let case = Case { articles: entries, annotations, ..Case::default() };
    let loading = Loading::new(vec!["a".into()], vec!["a".into()]);
    let there = vec![Arc::new(beginning("a", &text_of(60)))];
    let mut app = opened(Opening { loading, ..opening(there, case) }, (120, 40));
    assert!(app.anchors.list.is_empty() && app.status.is_none(), "{}", said(&app));
    come(&mut app, whole);
    assert!(said(&app).contains("a.txt: has changed since it was annotated"), "{}", said(&app));
    assert!(said(&app).contains("1 not found any more"), "{}", said(&app));
    assert_eq!(app.case.articles.len(), 1);
}

#[test]
fn where_the_reader_was_is_found_once_the_article_is_whole() {
    let long = text_of(500);
    let mut app = open(vec![article("a", &long), article("b", &long)], &[], &[]);
    press(&mut app, "l 7 0 0 G");
    let page = app.remember();
    let later = |keys: &str| {
        let there = vec![Arc::new(beginning("a", &text_of(60))), Arc::new(beginning("b", &text_of(60)))];
        let names = || vec!["a".to_owned(), "b".to_owned()];
        let loading = Loading::new(names(), names());
        let case = Case { articles: app.case.articles.clone(), ..Case::default() };
        let resume = Some(page.clone());
        let mut app = opened(Opening { loading, resume, ..opening(there, case) }, (120, 40));
        if !keys.is_empty() {
            press(&mut app, keys);
        }
        come(&mut app, article("b", &long));
        come(&mut app, article("a", &long));
        (app.focus, app.panes[1].cursor)
    };
    assert_eq!(later(""), (1, 699));
    let moved = later("g g j");
    assert_eq!(moved, (1, 1), "whoever moved meanwhile stays there");
}

#[test]
fn a_draft_waits_for_its_articles_and_stays_in_the_journal_meanwhile() {
    let texts = [text_of(5), text_of(6)];
    let both = || vec![article("a", &texts[0]), article("b", &texts[1])];
    let mut first = open(both(), &["a", "b"], &[]);
    press(&mut first, "l j a n");
    type_text(&mut first, "How many sandbags?");
    let drafts = first.journal(now());
    assert_eq!((drafts.len(), drafts[0].at.article.as_str()), (1, "b"));
    for missing in [false, true] {
        let names = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let loading = Loading::new(names(&["a", "b"]), names(&["b"]));
        let there = vec![Arc::new(article("a", &texts[0]))];
        let case = Case { articles: vec![entry::of(&there[0], Path::new(""))], ..Case::default() };
        let opening = Opening { loading, drafts: drafts.clone(), ..opening(there, case) };
        let mut app = opened(opening, (120, 40));
        assert!(app.overlays.is_empty(), "it is not offered before its article is there");
        assert_eq!(app.journal(now()), drafts, "and nothing of it is lost");
        if missing {
            fail(&mut app, "b");
        } else {
            come(&mut app, article("b", &texts[1]));
        }
        press(&mut app, "Enter");
        let Some(Overlay::Dialog(dialog)) = app.overlays.last() else { panic!("it is not offered") };
        assert_eq!(dialog.question_text(), "How many sandbags?");
        press(&mut app, "Ctrl-s");
        let witnesses = &app.case.annotations[0].witnesses;
        let mut of: Vec<&str> = witnesses.iter().map(|w| w.article.as_str()).collect();
        of.sort_unstable();
        assert_eq!(of, ["a", "b"], "{witnesses:?}");
    }
}
