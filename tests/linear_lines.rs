//! The line-by-line mode without a process: any lines, and lines that come before the articles are compared.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

mod support;

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use ratatui::layout::Rect;
use support::*;
use variorum::align::{self, Unwatched};
use variorum::app::effect::{Effect, Message};
use variorum::app::index::Index;
use variorum::app::{App, Opening, Overlay, reader, searcher};
use variorum::article::Article;
use variorum::case::store::WaitingRoom;
use variorum::case::{Case, entry};
use variorum::linear::{Linear, Reply};

/// Does what the shell would do at once; returns everything that was printed.
fn settle(linear: &mut Linear, reply: Reply) -> Vec<String> {
    let mut lines = reply.lines;
    for effect in reply.effects {
        let messages = match effect {
            Effect::Align { generation, articles, ties } => {
                let borrowed: Vec<&Article> = articles.iter().map(Arc::as_ref).collect();
                let found = align::align(&borrowed, &ties, &Unwatched);
                vec![Message::Aligned { generation, index: Arc::new(Index::new(&articles, found)) }]
            }
            Effect::Search { generation, query, articles, .. } => {
                let look = |(article, text): (usize, &Arc<Article>)| {
                    let hits = searcher::look_through(text, &query, &|| false).unwrap();
                    Message::Found { generation, article, hits }
                };
                articles.iter().enumerate().map(look).collect()
            }
            Effect::Save(version) => vec![saved(version.number)],
            Effect::Read(request) => vec![reader::answer(&request, &WaitingRoom::default())],
            _ => Vec::new(),
        };
        for message in messages {
            let reply = linear.message(message, now());
            lines.extend(settle(linear, reply));
        }
    }
    lines
}

fn typed(linear: &mut Linear, line: &str) -> Vec<String> {
    let reply = linear.line(line, now());
    settle(linear, reply)
}

/// The demo before anything was compared, and what the shell is asked to do.
fn begun() -> (Linear, Vec<Effect>) {
    let articles = demo_articles();
    let case =
        Case { articles: articles.iter().map(|a| entry::of(a, Path::new(""))).collect(), ..Case::default() };
    let opening = Opening { articles, case, case_path: Some("variorum.toml".into()), ..Opening::default() };
    let (app, effects) = App::new(opening, Rect::new(0, 0, 200, 50));
    (Linear::new(app), effects)
}

#[test]
fn before_the_articles_are_compared_it_says_so_and_reads_on() {
    let (mut linear, effects) = begun();
    for line in ["suspects", "threads", "suspect 3", "compare", "only", "suspect", "shared"] {
        let said = typed(&mut linear, line).join(" ");
        assert!(said.contains("still being"), "{line}: {said}");
        assert!(!linear.is_waiting(), "{line} would hang a pipe");
    }
    assert!(typed(&mut linear, "next").join(" ").contains("Not compared yet"));
    typed(&mut linear, "wait");
    assert!(linear.is_waiting(), "a pipe waits here");
    let told = settle(&mut linear, Reply { effects, ..Reply::default() });
    assert!(told.join(" ").contains("The articles are compared"), "{told:?}");
    assert!(!linear.is_waiting());
}

#[test]
fn an_alignment_that_breaks_off_ends_the_waiting_and_is_told() {
    let (mut linear, _) = begun();
    typed(&mut linear, "wait");
    let generation = linear.app.generation;
    let told = linear.message(Message::NotAligned { generation, error: "a fault".into() }, now()).lines;
    assert!(!linear.is_waiting());
    assert!(told.join(" ").contains("the alignment failed"), "{told:?}");
}

#[test]
fn nobody_is_told_news_in_the_middle_of_an_annotation() {
    let (mut linear, effects) = begun();
    typed(&mut linear, "annotate");
    settle(&mut linear, Reply { effects, ..Reply::default() });
    assert!(linear.take_news().is_empty());
    let during = typed(&mut linear, "other").join(" ");
    assert!(!during.contains("compared"), "{during}");
    assert!(typed(&mut linear, "/save").join(" ").contains("The articles are compared"));
}

/// Begins to read an article and hands back what the worker will send.
fn begin_to_add(linear: &mut Linear, path: &Path) -> Message {
    let reply = linear.line(&format!("add {}", path.display()), now());
    let request = reply.effects.into_iter().find_map(|effect| match effect {
        Effect::Read(request) => Some(request),
        _ => None,
    });
    reader::answer(&request.unwrap(), &WaitingRoom::default())
}

#[test]
fn an_article_that_is_read_while_an_annotation_is_written_comes_in_once_that_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("late.txt");
    std::fs::write(&path, "The bridge is shut, says the mayor.\n").unwrap();
    let (mut linear, effects) = begun();
    settle(&mut linear, Reply { effects, ..Reply::default() });
    let read = begin_to_add(&mut linear, &path);
    assert!(linear.is_waiting(), "a pipe waits here");
    typed(&mut linear, "annotate");
    let during = linear.message(read, now());
    let during = settle(&mut linear, during);
    assert!(during.is_empty() && linear.app.articles.len() == 6, "{during:?}");
    typed(&mut linear, "other");
    let told = typed(&mut linear, "/save").join(" ");
    assert!(
        told.contains("Added the other annotation. Added late. 7. late") && linear.app.articles.len() == 7,
        "{told}"
    );
}

#[test]
fn an_article_that_is_still_being_read_at_the_end_is_not_passed_over_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    for ending in ["quit", "the end of the input"] {
        let (mut linear, effects) = begun();
        settle(&mut linear, Reply { effects, ..Reply::default() });
        begin_to_add(&mut linear, folder.path());
        let reply = if ending == "quit" { linear.line("quit", now()) } else { linear.end(now()) };
        let told = reply.lines.join(" ");
        assert!(told.contains("1 article is still being read"), "{ending}: {told}");
    }
}

/// Lines that mean something somewhere, and any others.
/// The demo, compared, with an annotation at its first suspect.
fn annotated() -> Linear {
    let (mut linear, effects) = begun();
    settle(&mut linear, Reply { effects, ..Reply::default() });
    for line in ["d", "annotate", "number", "Say who was hurt?", "/save"] {
        typed(&mut linear, line);
    }
    assert_eq!(linear.app.case.annotations.len(), 1);
    linear
}

#[test]
fn a_status_is_changed_without_what_is_half_typed_in_a_draft() {
    let mut linear = annotated();
    for line in ["edit 1", "", "Half typ", "/cancel"] {
        typed(&mut linear, line);
    }
    assert_eq!(linear.app.drafts.len(), 1);
    let said = typed(&mut linear, "status 1 resolved");
    assert!(said.iter().any(|line| line == "Status: resolved."), "{said:?}");
    let record = &linear.app.case.annotations[0];
    assert_eq!((record.status.name(), record.question.as_str()), ("resolved", "Say who was hurt?"));
    assert_eq!(linear.app.drafts.len(), 1, "it is a draft still");
}

#[test]
fn words_between_quotation_marks_are_searched_as_they_are() {
    let mut linear = annotated();
    for (words, found) in [
        ("\"say who was\"", true),
        ("\"was who hurt\"", false),
        ("open number", true),
        ("\"who was\" open", true),
    ] {
        let said = typed(&mut linear, &format!("annotations {words}"));
        assert_eq!(said[0].starts_with("1 annotation"), found, "{words}: {said:?}");
        assert!(!said[0].contains("kind:who"), "{said:?}");
    }
}

#[test]
fn a_lost_draft_is_printed_with_its_checks_and_its_verdict() {
    let mut linear = annotated();
    typed(&mut linear, "edit 1");
    let Some(Overlay::Dialog(dialog)) = linear.app.overlays.last_mut() else { panic!("no dialog") };
    dialog.checks.insert_str("Hospital desk | nine");
    dialog.verdict.insert_str("Nine.");
    typed(&mut linear, "/cancel");
    let lines = linear.lost_drafts().lines;
    assert!(
        ["Check: Hospital desk | nine", "Verdict: Nine."].iter().all(|l| lines.contains(&(*l).to_owned())),
        "{lines:?}"
    );
}

#[test]
fn back_returns_to_the_article_from_which_one_went_to_another() {
    let mut linear = annotated();
    typed(&mut linear, "passage 3");
    let before = linear.app.here();
    typed(&mut linear, "article 4");
    assert_eq!(linear.app.here().article, 3);
    typed(&mut linear, "back");
    assert_eq!(linear.app.here(), before);
}

fn lines() -> impl Strategy<Value = String> {
    let words = [
        "",
        "next",
        "previous",
        "read",
        "here",
        "articles",
        "details",
        "back",
        "compare",
        "follow",
        "shared",
        "shared-before",
        "only",
        "only-before",
        "suspects",
        "suspect",
        "suspect-before",
        "aside",
        "threads all",
        "threads everywhere",
        "threads one-article",
        "threads conflicting",
        "threads one-source",
        "wait",
        "hit",
        "hit-before",
        "annotate",
        "annotations",
        "annotation",
        "edit",
        "delete",
        "add",
        "add no/such/file.txt",
        "remove",
        "rename",
        "rename Another Name",
        "gr",
        "gw",
        "gx",
        "aside",
        "gd",
        "ge",
        "extract plain",
        "encoding utf-8",
        "locate no/such/file.txt",
        "undo",
        "redo",
        "more",
        "save",
        "export",
        "?",
        "quit",
        "yes",
        "no",
        "/save",
        "/back",
        "/cancel",
        "/discard",
        "number",
        "other",
        "-",
        ".",
        "medium",
        "open",
        "in",
        "search bridge",
        "search the",
        "1 says nine",
        "2 words bridge",
        "3 silent",
        "1 differs",
        "4 sentence",
        "5 differing",
        "6 out",
        "2 in",
    ];
    let with_numbers = [
        "passage",
        "article",
        "suspect",
        "annotation",
        "edit",
        "delete",
        "read",
        "next",
        "remove",
        "reload",
        "locate",
        "",
    ];
    prop_oneof![
        4 => prop::sample::select(words.to_vec()).prop_map(str::to_owned),
        2 => (prop::sample::select(with_numbers.to_vec()), 0..70usize).prop_map(|(w, n)| format!("{w} {n}")),
        1 => (0..8usize, 0..60usize).prop_map(|(a, p)| format!("different {a} {p}")),
        1 => "\\PC{0,20}",
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_lines_break_it_and_nothing_but_text_is_printed(lines in prop::collection::vec(lines(), 1..60)) {
        let mut linear = Linear::new(demo(200, 50));
        let opening = linear.opening();
        settle(&mut linear, opening);
        for line in &lines {
            let printed = typed(&mut linear, line);
            prop_assert!(!linear.is_waiting(), "{line:?} is never answered");
            let prompt = linear.prompt();
            prop_assert!(prompt.ends_with(": "), "{prompt:?}");
            for text in printed.iter().chain([&prompt]) {
                prop_assert!(!text.chars().any(char::is_control), "{text:?}");
            }
        }
        // What stands in the case once the input has ended can be undone to the last change.
        let last = linear.end(now());
        settle(&mut linear, last);
        prop_assert!(linear.app.overlays.is_empty());
        for _ in 0..200 {
            typed(&mut linear, "undo");
        }
        prop_assert!(linear.app.case.annotations.is_empty());
        prop_assert!(linear.app.case.ties.is_empty());
    }
}
