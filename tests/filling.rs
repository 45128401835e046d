//! What a new annotation is filled in with: selected words, the readings of a suspect, the rest of the thread, silences.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

mod support;

use support::*;
use variorum::app::App;
use variorum::case::Stand;

/// The numbers of the articles that are in, and of those that are offered.
fn in_and_out(app: &App) -> (Vec<usize>, Vec<usize>) {
    let parts = dialog(app).parts.iter().filter(|p| p.stand != Stand::Silent);
    let (out, taken): (Vec<_>, Vec<_>) = parts.partition(|p| p.out);
    let numbers = |parts: Vec<&variorum::app::dialog::Part>| parts.iter().filter_map(|p| p.article).collect();
    (numbers(taken), numbers(out))
}

#[test]
fn selected_words_become_the_witness() {
    let mut app = demo(120, 40);
    press(&mut app, "3 j v e e Enter q");
    type_text(&mut app, "Who said it?");
    press(&mut app, "Enter");
    let annotation = &app.case.annotations[0];
    assert_eq!(annotation.question, "Who said it?");
    let quote = annotation.witnesses[0].quote.as_ref().unwrap();
    assert_eq!(quote.text.split_whitespace().count(), 3, "{}", quote.text);
    assert!(app.articles[0].passage_text(3).starts_with(&quote.text), "{}", quote.text);
}

#[test]
fn who_is_silent_about_a_suspect_does_not_depend_on_the_pane_from_which_it_is_annotated() {
    let silent = |app: &App| -> Vec<Option<usize>> {
        dialog(app).parts.iter().filter(|p| p.stand == Stand::Silent).map(|p| p.article).collect()
    };
    let mut app = demo(120, 40);
    let mut compared = 0;
    for _ in 0..app.index.alignment.suspects.len() {
        press(&mut app, "d a");
        let (suspect, first) = (app.suspect, silent(&app));
        press(&mut app, "Ctrl-x");
        let strip = variorum::app::apparatus::of(&app).silent;
        for key in ["g 1", "g 2", "g 3", "g 4", "g 5", "g 6"] {
            let before = app.here();
            press(&mut app, key);
            let is_of_it = |s: usize| app.index.suspects(app.here()).contains(&(s as u32));
            if app.here() != before && app.suspect == suspect && suspect.is_some_and(is_of_it) {
                assert_eq!(variorum::app::apparatus::of(&app).silent, strip, "{suspect:?} {key}");
                press(&mut app, "a");
                assert_eq!(silent(&app), first, "{suspect:?} {key}");
                press(&mut app, "Ctrl-x");
                compared += 1;
            }
        }
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn only_what_was_selected_is_in_and_the_rest_of_the_thread_is_offered() {
    let mut app = demo(120, 40);
    press(&mut app, "t v e e Esc");
    let here = app.here();
    let shared: Vec<usize> = {
        let mut articles: Vec<usize> = app.index.matches(here).iter().map(|m| m.there.article).collect();
        articles.sort_unstable();
        articles.dedup();
        articles
    };
    assert!(shared.len() >= 2);
    press(&mut app, "a");
    assert_eq!(in_and_out(&app), (vec![here.article], shared.clone()));
    press(&mut app, "Ctrl-x");
    // Words selected in another pane come in too.
    let mut app = demo(120, 40);
    press(&mut app, "t v e e Esc");
    press(&mut app, &format!("g{}", shared[0] + 1));
    press(&mut app, "v e Esc a");
    assert_eq!(in_and_out(&app).0, [here.article, shared[0]]);
    // What is offered is put in with a key, and saved.
    press(&mut app, "q Tab");
    for _ in 0..shared[1] {
        press(&mut app, "j");
    }
    press(&mut app, "x Enter");
    let made = &app.case.annotations[0];
    let quoted = made.witnesses.iter().filter(|w| w.quote.is_some()).count();
    assert_eq!(quoted, 3);
    let silent = made.witnesses.iter().filter(|w| w.stand == Stand::Silent).count();
    assert_eq!(
        silent, 0,
        "nobody looked for words that the reader chose: what else there is, is only offered"
    );
}

#[test]
fn silence_is_recorded_beside_a_match_and_not_for_a_passage_that_only_one_article_has() {
    let silent = |keys: &str| {
        let mut app = demo(120, 40);
        press(&mut app, keys);
        press(&mut app, "a n Enter");
        let made = &app.case.annotations[0];
        let matched: usize = made.witnesses.iter().filter(|w| w.stand != Stand::Silent).count();
        (matched, made.witnesses.len() - matched, app.articles.len())
    };
    let (matched, not_found, all) = silent("t");
    assert!(matched >= 2 && matched + not_found == all, "{matched} and {not_found}");
    assert_eq!((silent("o").0, silent("o").1), (1, 0));
}

#[test]
fn a_suspect_brings_its_readings_and_offers_the_rest_of_the_thread() {
    let mut app = demo(120, 40);
    press(&mut app, "d a");
    let suspect = &app.index.alignment.suspects[app.suspect.unwrap()];
    let mut said: Vec<usize> = suspect.members().map(|m| m.article).collect();
    said.sort_unstable();
    said.dedup();
    assert_eq!(in_and_out(&app).0, said);
    let drawn = text(&frame(&app));
    assert!(drawn.contains(&format!("{} of 6 in", said.len() + silent(&app))), "{drawn}");
    press(&mut app, "Esc");
    // Without either, the whole thread is in.
    press(&mut app, "gg t a");
    assert_eq!(in_and_out(&app).1, [0; 0]);
    assert!(in_and_out(&app).0.len() >= 2);
}

fn silent(app: &App) -> usize {
    dialog(app).parts.iter().filter(|p| p.stand == Stand::Silent).count()
}

#[test]
fn words_selected_since_go_before_the_draft() {
    let mut app = demo(120, 40);
    press(&mut app, "t a n");
    type_text(&mut app, "Why?");
    press(&mut app, "Tab x Esc v e Esc a");
    assert_eq!(dialog(&app).question_text(), "Why?");
    assert_eq!(words_of_part(&app, 0).split_whitespace().count(), 2);
    assert!(!dialog(&app).parts[0].out);
}

#[test]
fn words_that_are_still_selected_never_pass_for_the_suspect_under_the_cursor() {
    const HINT: &str = "new annotation from your selections; Esc Esc in a pane drops them";
    for size in [(120, 40), (80, 24)] {
        let mut app = demo(size.0, size.1);
        // Words selected long ago, in a pane that the reader has left.
        press(&mut app, "l l j v e Esc h h d");
        assert!(app.suspect.is_some() && app.panes[2].selection.is_some());
        press(&mut app, "a");
        assert_eq!(in_and_out(&app).0, [2], "what was selected is in");
        assert!(text(&frame(&app)).contains(HINT), "{}", text(&frame(&app)));
        press(&mut app, "Esc Esc Esc a");
        assert_ne!(in_and_out(&app).0, [2]);
        assert!(!text(&frame(&app)).contains("your selections"), "the suspect is what it opened on");
    }
}

#[test]
fn where_there_is_no_suspect_nothing_is_said_of_selections() {
    let mut app = demo(120, 40);
    press(&mut app, "o v e Esc");
    assert!(app.index.suspects(app.here()).is_empty());
    press(&mut app, "a");
    let shown = text(&frame(&app));
    assert!(shown.contains("new annotation") && !shown.contains("your selections"), "{shown}");
}
