//! What the program reads out of a file: passages with their roles, as data, and what must hold for any text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;

use proptest::prelude::*;
use serde::Deserialize;
use variorum::article::{self, Article};

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    passages: Vec<(String, String)>,
}

#[test]
fn passages_and_roles_are_those_an_editor_would_see() {
    let cases: Cases = toml::from_str(include_str!("passages/cases.toml")).unwrap();
    let mut wrong = String::new();
    for case in &cases.case {
        let article = article::read(case.text.as_bytes(), "case.txt").unwrap();
        let found: Vec<(String, String)> = article
            .passages
            .iter()
            .map(|p| (p.role.name().to_owned(), article.slice(p.span).to_owned()))
            .collect();
        if found != case.passages {
            writeln!(wrong, "{}:\n{found:#?}", case.name).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What every other part of the program relies on.
fn assert_sound(article: &Article) {
    let text = &article.text;
    let mut end = 0;
    for (i, block) in article.blocks.iter().enumerate() {
        assert!(text.is_char_boundary(block.span.start) && text.is_char_boundary(block.span.end));
        assert_eq!(
            block.span.start,
            if i == 0 { 0 } else { end + 1 },
            "one newline between blocks: {text:?}"
        );
        assert!(!article.slice(block.span).is_empty() && !article.slice(block.span).contains('\n'));
        end = block.span.end;
    }
    assert_eq!(end, text.len(), "blocks leave nothing out");
    let mut covered = 0;
    for passage in &article.passages {
        let block = article.blocks[passage.block];
        assert!(block.span.covers(passage.span), "{passage:?} in {block:?}");
        assert!(passage.span.start >= covered, "passages do not overlap");
        let between = &text[covered..passage.span.start];
        // Only the mark of an item stands outside.
        assert!(!between.chars().any(char::is_alphabetic), "no word stands outside: {text:?}");
        assert_eq!(article.slice(passage.span), article.slice(passage.span).trim());
        assert!(!article.slice(passage.span).is_empty());
        covered = passage.span.end;
    }
    assert!(!text[covered..].chars().any(char::is_alphabetic), "no word stands outside: {text:?}");
}

/// Texts made of what sentences, lists and furniture are made of.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[A-Za-z]{1,8}",
        "[.!?…,;:()“”\"'‘’—–-]{1,3}",
        Just(" ".to_owned()),
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("U.S. ".to_owned()),
        Just("- ".to_owned()),
        Just("1. ".to_owned()),
        Just("# ".to_owned()),
        Just("> ".to_owned()),
        Just("。！".to_owned()),
        "[0-9]{1,4}[.,][0-9]",
        "\\PC{1,3}",
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn blocks_and_passages_cover_any_text(text in prose()) {
        for name in ["a.txt", "a.md"] {
            if let Ok(article) = article::read(text.as_bytes(), name) {
                assert_sound(&article);
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(article) = article::read(&bytes, "a.txt") {
            assert_sound(&article);
        }
    }
}

#[test]
fn a_line_of_ten_megabytes_is_read() {
    let text = "Nine people were hurt when it fell. ".repeat(300_000);
    let article = article::read(text.as_bytes(), "long.txt").unwrap();
    assert_eq!(article.blocks.len(), 1);
    assert_eq!(article.passages.len(), 300_000);
    let word = "x".repeat(10_000_000);
    assert_sound(&article::read(word.as_bytes(), "word.txt").unwrap());
}
