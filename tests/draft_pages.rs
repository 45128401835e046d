//! Drafts as pages of plain data: whatever is in a dialog comes back from them, also when case and articles have changed since.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

mod support;

use std::sync::Arc;

use fastrand::Rng;
use support::*;
use variorum::app::draft::Draft;
use variorum::app::effect::Message;
use variorum::app::{App, Opening, Overlay, key};
use variorum::article::{self, Article};
use variorum::case::{Case, Stand};

const SIZE: (u16, u16) = (100, 30);

fn articles() -> Vec<Arc<Article>> {
    let texts = [
        ("a.txt", "Nine people were hurt.\n\nThe bridge fell at noon. Nobody saw it."),
        ("b.txt", "Twelve people were hurt.\n\nThe bridge fell at one. Everybody saw it."),
        ("c.txt", "The mayor said nothing."),
    ];
    texts.map(|(name, text)| Arc::new(article::read(text.as_bytes(), name).unwrap())).to_vec()
}

/// What comes back from the file, in a program that opens these articles and this case.
fn reopened(drafts: &[Draft], articles: Vec<Arc<Article>>, case: Case) -> App {
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Page {
        draft: Vec<Draft>,
    }
    let text = toml::to_string(&Page { draft: drafts.to_vec() }).unwrap();
    let page: Page = toml::from_str(&text).unwrap();
    assert_eq!(page.draft, drafts);
    opened(Opening { drafts: page.draft, keeps_drafts: true, ..opening(articles, case) }, SIZE)
}

fn values(app: &mut App) -> variorum::app::dialog::Values {
    match app.overlays.last() {
        Some(Overlay::Dialog(dialog)) => dialog.values(),
        other => panic!("{other:?}"),
    }
}

/// Changes an open dialog at random.
fn fill(app: &mut App, rng: &mut Rng) {
    for _ in 0..rng.usize(1..25) {
        match rng.usize(0..6) {
            0 | 1 => press(app, rng.choice(["Tab", "Tab", "Shift-Tab"]).unwrap()),
            2 | 3 if app.context().is_text() => {
                let text = ["nine", " “ten”", "\u{1b}x", "a, b", "; https://a.example", "é👩‍✈️"];
                type_text(app, rng.choice(text).unwrap());
            }
            4 if app.context().is_text() => press(app, "Enter"),
            _ => press(app, rng.choice(["Right", "Left", "x", "s", "j", "]", "["]).unwrap()),
        }
        if !matches!(app.overlays.last(), Some(Overlay::Dialog(_))) {
            // It was saved; another one begins.
            press(app, "j a n");
        }
    }
}

#[test]
fn whatever_is_in_a_dialog_comes_back_after_a_crash() {
    for seed in 0..150 {
        let mut rng = Rng::with_seed(seed);
        let mut app = app_over(articles(), SIZE.0, SIZE.1);
        if rng.bool() {
            press(&mut app, "a n");
            type_text(&mut app, "Old?");
            press(&mut app, "Enter e");
        } else {
            press(&mut app, "j a n");
        }
        fill(&mut app, &mut rng);
        let (drafts, wanted) = (app.journal(now()), values(&mut app));
        let Some(Overlay::Dialog(dialog)) = app.overlays.last() else { panic!() };
        assert_eq!(drafts.len(), usize::from(dialog.is_worth_keeping()), "seed {seed}");
        if drafts.is_empty() {
            continue;
        }
        let mut again = reopened(&drafts, app.articles.clone(), app.case.clone());
        assert!(matches!(again.overlays.last(), Some(Overlay::Pick(_))), "it is offered");
        press(&mut again, "Enter");
        assert_eq!(values(&mut again), wanted, "seed {seed}");
        // Saved, it is what the first program would have saved, and nothing is offered any more.
        press(&mut app, "Ctrl-s");
        press(&mut again, "Ctrl-s");
        if app.overlays.is_empty() {
            assert_eq!(again.case.annotations, app.case.annotations, "seed {seed}");
            assert_eq!(again.journal(now()), []);
            let third = reopened(&drafts, app.articles.clone(), app.case.clone());
            assert!(
                third.overlays.is_empty(),
                "seed {seed}: {:?}\n{:?}\n{:?}",
                third.drafts[0].1.values(),
                third.case.annotations,
                drafts
            );
        }
    }
}

/// A draft of an edit, and the program it was made in.
fn edited() -> (App, Vec<Draft>) {
    let mut app = app_over(articles(), SIZE.0, SIZE.1);
    press(&mut app, "a n");
    type_text(&mut app, "Old?");
    press(&mut app, "Enter e");
    type_text(&mut app, " New?");
    let drafts = app.journal(now());
    (app, drafts)
}

#[test]
fn what_others_changed_in_the_annotation_since_is_not_taken_back() {
    let (app, drafts) = edited();
    let mut case = app.case.clone();
    case.annotations[0].note = "theirs".into();
    case.annotations[0].tags = vec!["theirs".into()];
    let mut again = reopened(&drafts, articles(), case);
    press(&mut again, "Enter Ctrl-s");
    let [record] = again.case.annotations.as_slice() else { panic!("{:?}", again.case.annotations) };
    assert_eq!((record.question.as_str(), record.note.as_str()), ("Old? New?", "theirs"));
    assert_eq!(record.tags, ["theirs"]);
}

#[test]
fn an_edit_of_an_annotation_that_was_deleted_since_becomes_one_again() {
    let (app, drafts) = edited();
    let mut again = reopened(&drafts, articles(), Case { annotations: Vec::new(), ..app.case.clone() });
    press(&mut again, "Enter Ctrl-s");
    let [record] = again.case.annotations.as_slice() else { panic!("{:?}", again.case.annotations) };
    assert_eq!((record.question.as_str(), record.kind.as_str()), ("Old? New?", "number"));
    assert_eq!(record.witnesses.len(), app.case.annotations[0].witnesses.len());
}

#[test]
fn words_of_an_article_that_changed_or_is_gone_stay_in_the_draft() {
    let mut app = app_over(articles(), SIZE.0, SIZE.1);
    press(&mut app, "a n");
    type_text(&mut app, "How many?");
    press(&mut app, "Tab x j x j x j x");
    let Some(Overlay::Dialog(dialog)) = app.overlays.last_mut() else { panic!() };
    dialog.parts.iter_mut().for_each(|part| part.out = part.stand == Stand::Silent);
    let drafts = app.journal(now());
    let words = |app: &App| -> Vec<String> {
        let quotes = app.case.annotations[0].witnesses.iter().filter_map(|w| w.quote.as_ref());
        let mut words: Vec<String> = quotes.map(|q| q.text.clone()).collect();
        words.sort_unstable();
        words
    };
    press(&mut app, "Ctrl-s");
    let wanted = words(&app);
    assert_eq!(wanted[0], "Nine people were hurt.");
    let begun = Case { annotations: Vec::new(), ..app.case.clone() };
    // In another place, in other words, and without the first article.
    let changed = |text: &str| {
        let mut all = articles();
        let mut new = article::read(text.as_bytes(), "a.txt").unwrap();
        new.id.clone_from(&all[0].id);
        all[0] = Arc::new(new);
        all
    };
    let cases = [
        changed("A new first line.\n\nNine people were hurt. It is said."),
        changed("Something else altogether."),
        articles()[1..].to_vec(),
    ];
    for (number, articles) in cases.into_iter().enumerate() {
        let mut again = reopened(&drafts, articles, begun.clone());
        press(&mut again, "Enter Ctrl-s");
        assert_eq!(words(&again), wanted, "{number}");
    }
}

#[test]
fn words_of_a_draft_are_not_put_on_the_middle_of_another_word_or_on_the_same_word_elsewhere() {
    let read = |text: &str| Arc::new(article::read(text.as_bytes(), "a.txt").unwrap());
    let other = Arc::new(article::read(b"Twelve people were hurt.", "b.txt").unwrap());
    let mut app =
        app_over(vec![read("ten people were hurt there. Nobody saw it."), Arc::clone(&other)], 100, 30);
    press(&mut app, "v Enter n");
    type_text(&mut app, "How many?");
    let drafts = app.journal(now());
    let texts = [
        "Police said that often people come there. Nobody saw it.",
        "The bridge was built ten years ago and nobody has seen to it since then. Nobody saw it.",
    ];
    for text in texts {
        let mut again = reopened(&drafts, vec![read(text), Arc::clone(&other)], app.case.clone());
        press(&mut again, "Enter");
        let Some(Overlay::Dialog(dialog)) = again.overlays.last() else { panic!("{text}") };
        assert_eq!(dialog.parts[0].span, None, "{text}");
        press(&mut again, "Ctrl-s");
        let quote = again.case.annotations[0].witnesses[0].quote.clone().unwrap();
        assert_eq!((quote.text.as_str(), quote.after.as_str()), ("ten", " people were hurt there. Nobody "));
    }
    let moved = read("This is new. ten people were hurt there. Nobody saw it.");
    let mut again = reopened(&drafts, vec![Arc::clone(&moved), other], app.case.clone());
    press(&mut again, "Enter");
    let Some(Overlay::Dialog(dialog)) = again.overlays.last() else { panic!() };
    assert_eq!(dialog.parts[0].span.map(|span| span.start), Some(13));
}

#[test]
fn an_annotation_without_a_word_is_no_draft_unless_it_was_saved() {
    for keys in ["a n", "a n Space", "a n Tab Tab Right Tab Right Tab Right"] {
        let mut app = app_over(articles(), SIZE.0, SIZE.1);
        press(&mut app, keys);
        assert_eq!(app.journal(now()), [], "{keys}");
        press(&mut app, "Esc");
        assert!(app.drafts.is_empty(), "{keys}");
    }
    // What an older program kept of such is dropped.
    let mut app = app_over(articles(), SIZE.0, SIZE.1);
    press(&mut app, "a n");
    type_text(&mut app, "?");
    let mut drafts = app.journal(now());
    drafts[0].now.question = String::new();
    assert!(reopened(&drafts, articles(), app.case.clone()).overlays.is_empty());
    // What was saved, and of which the disk says nothing yet, is an annotation.
    let mut app = app_over(articles(), SIZE.0, SIZE.1);
    let begun = app.case.clone();
    press(&mut app, "a n");
    app.update(Message::Key(event(key::Key::char('x'))), now());
    press(&mut app, "Backspace");
    app.update(Message::Key(event(key::parse("Enter").unwrap()[0])), now());
    let drafts = app.journal(now());
    let mut again = reopened(&drafts, articles(), begun);
    press(&mut again, "Enter Ctrl-s");
    assert_eq!(again.case.annotations, app.case.annotations);
}

#[test]
fn two_drafts_of_one_place_are_two_drafts() {
    let mut app = app_over(articles(), SIZE.0, SIZE.1);
    press(&mut app, "a n");
    type_text(&mut app, "First?");
    let mut drafts = app.journal(now());
    let mut other = app_over(articles(), SIZE.0, SIZE.1);
    other.seed = 77;
    press(&mut other, "a n");
    type_text(&mut other, "Second?");
    drafts.extend(other.journal(now()));
    let mut again = reopened(&drafts, articles(), app.case.clone());
    press(&mut again, "j Enter Esc");
    assert_eq!(again.drafts.len(), 2);
    press(&mut again, "a Ctrl-s a Ctrl-s");
    let said: Vec<&str> = again.case.annotations.iter().map(|a| a.question.as_str()).collect();
    assert_eq!(said, ["First?", "Second?"]);
}

#[test]
fn pages_that_make_no_sense_neither_break_the_program_nor_hide_the_case() {
    for text in [
        "",
        "field = \"nosuch\"\nannotation = \"a-none\"",
        "[now]\nkind = \"nosuch\"\nquestion = \"q\"\nseverity = \"hgh\"",
        "[at]\narticle = \"nosuch\"\nstart = 99999\n[now]\nnote = \"n\"",
        "[[part]]\narticle = \"a\"\nstand = \"?\"\n[part.words]\ntext = \"\"\nspan = [99999999, 1]",
        "[[part]]\narticle = \"nosuch\"\nwas = \"\"\nchanged = true\n[now]\nnote = \"n\"",
    ] {
        let draft: Draft = toml::from_str(text).unwrap();
        let mut app = reopened(&[draft], articles(), app_over(articles(), 80, 24).case);
        for keys in ["Enter", "Ctrl-s", "Tab j x s ]", "Ctrl-s", "Ctrl-x", "q"] {
            press(&mut app, keys);
            frame(&app);
        }
    }
    let no_articles = reopened(&[Draft::default()], Vec::new(), Case::default());
    frame(&no_articles);
}
