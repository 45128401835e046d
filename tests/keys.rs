//! Keys: whatever is pressed, at whatever size, the program goes on and keeps what was written.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

mod support;

use std::sync::Arc;

use proptest::prelude::*;
use support::*;
use variorum::app::action::ACTIONS;
use variorum::app::effect::{Effect, Message};
use variorum::app::key::{self, Key};
use variorum::app::{App, Overlay};
use variorum::article::{self, Article};
use variorum::case::Status;

/// Articles short enough to be aligned in no time and odd enough to break things.
fn small_articles() -> Vec<Arc<Article>> {
    let texts = [
        "Nine hurt as bridge falls\n\nNine people were taken to hospital when the footbridge fell on Sunday. Police closed Mill Lane.\n\n- closed until May\n- detour by the mill",
        "At least twelve people were taken to hospital when the footbridge fell on Sunday.\n\n記者会見で市長は橋の閉鎖を発表した。\u{202e}evil\u{7} 👩‍👩‍👧 e\u{301}",
        "x",
    ];
    let read = |(i, text): (usize, &&str)| {
        let mut article = article::read(text.as_bytes(), &format!("{i}.txt")).unwrap();
        article.label = Some(format!("A{i}"));
        Arc::new(article)
    };
    texts.iter().enumerate().map(read).collect()
}

fn any_key() -> impl Strategy<Value = Key> {
    let bound: Vec<Key> = ACTIONS.iter().flat_map(|r| r.keys).flat_map(|k| key::parse(k).unwrap()).collect();
    prop_oneof![
        6 => prop::sample::select(bound),
        1 => "[a-z0-9 ]".prop_map(|s| Key::char(s.chars().next().unwrap())),
        1 => "\\PC".prop_filter_map("a character", |s| s.chars().next().map(Key::char)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_sequence_of_keys_and_sizes_breaks_the_screen(
        keys in prop::collection::vec((any_key(), prop::option::weighted(0.1, (0u16..130, 0u16..45))), 1..120),
    ) {
        let mut app = app_over(small_articles(), 80, 24);
        for (key, size) in keys {
            if let Some((width, height)) = size {
                app.update(Message::Resize(width, height), now());
            }
            press_key(&mut app, key);
            frame(&app);
            check(&app);
        }
    }
}

/// What must hold after every key.
fn check(app: &App) {
    assert_panes(app);
    for located in &app.witnessed {
        let witness = &app.case.annotations[located.annotation].witnesses[located.witness];
        let text = app.articles[located.article].slice(located.span);
        assert_eq!(witness.quote.as_ref().map(|q| q.text.as_str()), Some(text));
    }
}

#[test]
fn every_size_is_drawn() {
    let mut app = app_over(small_articles(), 80, 24);
    for (width, height) in (0..40).flat_map(|w| (0..14).map(move |h| (w, h))) {
        app.update(Message::Resize(width, height), now());
        frame(&app);
    }
    for overlay in ["?", "a", "F5"] {
        press(&mut app, overlay);
        for (width, height) in (1..40).step_by(3).flat_map(|w| (1..14).map(move |h| (w, h))) {
            app.update(Message::Resize(width, height), now());
            frame(&app);
        }
        press(&mut app, "Ctrl-x");
        press(&mut app, "Esc");
        press(&mut app, "Esc");
    }
}

#[test]
fn three_keys_make_a_valid_annotation() {
    let mut app = demo(120, 40);
    press(&mut app, "d a n Enter");
    let made = &app.case.annotations;
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].kind, "number");
    assert!(made[0].witnesses.iter().filter(|w| w.quote.is_some()).count() >= 2);
    assert!(app.overlays.is_empty());
    assert!(app.status.as_ref().unwrap().text.contains("saved variorum.toml"), "{:?}", app.status);
}

#[test]
fn undo_takes_back_each_step_and_redo_brings_it_again() {
    let mut app = demo(120, 40);
    press(&mut app, "d a n Enter");
    press(&mut app, "d a q Enter");
    press(&mut app, "F5 gg s");
    let end = app.case.clone();
    assert_eq!(end.annotations.iter().filter(|a| a.status == Status::Checking).count(), 1);
    press(&mut app, "u u u");
    assert!(app.case.annotations.is_empty());
    press(&mut app, "Ctrl-r Ctrl-r Ctrl-r");
    assert_eq!(app.case, end);
}

#[test]
fn a_deleted_annotation_is_asked_about_and_can_come_back() {
    let mut app = demo(120, 40);
    press(&mut app, "d a n Enter X");
    assert!(matches!(app.overlays.last(), Some(Overlay::Confirm(_))));
    press(&mut app, "n");
    assert_eq!(app.case.annotations.len(), 1);
    press(&mut app, "X y");
    assert_eq!(app.case.annotations.len(), 0);
    press(&mut app, "u");
    assert_eq!(app.case.annotations.len(), 1);
}

#[test]
fn a_suspect_set_aside_leaves_the_count_the_gutter_and_the_round_and_says_how_it_comes_back() {
    let mut app = demo(120, 40);
    press(&mut app, "d");
    let (first, all) = (app.suspect.unwrap(), app.index.alignment.suspects.len());
    assert!(text(&frame(&app)).contains(&format!(" {all} suspects")));
    press(&mut app, "x");
    assert_eq!(app.case.asides.len(), 1);
    let said = app.status.as_ref().unwrap().text.clone();
    assert!(said.starts_with("set the number suspect aside · u takes it back"), "{said}");
    assert!(text(&frame(&app)).contains(&format!("{} of {all} suspects open", all - 1)));
    assert!(!app.scene.apparatus.title.contains("number?"), "{}", app.scene.apparatus.title);
    // One key too many does nothing to another suspect.
    press(&mut app, "x");
    assert_eq!(app.case.asides.len(), 1);
    let said = app.status.as_ref().unwrap().text.clone();
    assert!(said.contains("set aside already") && said.contains("d goes to the next"), "{said}");
    press(&mut app, "d");
    assert_eq!(app.suspect, Some(first + 1), "the round goes on from where it was");
    for _ in 0..all {
        press(&mut app, "d");
        assert_ne!(app.suspect, Some(first));
    }
    press(&mut app, "u");
    assert!(app.is_open(first));
}

#[test]
fn a_suspect_that_is_annotated_is_no_longer_open() {
    let mut app = demo(120, 40);
    let all = app.index.alignment.suspects.len();
    press(&mut app, "d a n Enter");
    assert_eq!(app.open_suspects().len(), all - 1);
    press(&mut app, "x");
    assert!(app.case.asides.is_empty());
    assert!(app.status.as_ref().unwrap().text.contains("annotated already"));
    press(&mut app, "u");
    assert_eq!(app.open_suspects().len(), all);
}

#[test]
fn the_next_suspect_is_counted_from_the_last_one_that_was_looked_at() {
    let mut app = demo(120, 40);
    press(&mut app, "d d gg j d");
    assert_eq!(app.suspect, Some(2));
    press(&mut app, "D D D");
    assert_eq!(app.suspect, Some(app.index.alignment.suspects.len() - 1));
    assert!(app.status.as_ref().unwrap().text.contains("round to the last"));
}

#[test]
fn the_only_suspect_set_aside_is_gone_from_the_screen() {
    let mut app = app_over(small_articles()[..2].to_vec(), 80, 24);
    assert_eq!(app.index.alignment.suspects.len(), 1);
    press(&mut app, "d x d");
    assert_eq!(app.suspect, None);
    assert!(app.status.as_ref().unwrap().text.contains("no open suspects"), "{:?}", app.status);
    assert!(text(&frame(&app)).contains("0 of 1 suspect open"), "{}", text(&frame(&app)));
}

#[test]
fn help_is_always_at_the_end_of_the_hint_line() {
    for (width, height) in [(200, 50), (120, 40), (80, 24)] {
        let mut app = demo(width, height);
        let last = |app: &App| text(&frame(app)).lines().last().unwrap().to_owned();
        assert!(last(&app).ends_with("q quit  ? help"), "{}", last(&app));
        press(&mut app, "d");
        assert!(last(&app).contains("a annotate  x set aside"), "{}", last(&app));
        assert!(last(&app).ends_with("q quit  ? help"), "{}", last(&app));
        press(&mut app, "x");
        assert!(last(&app).contains("? help") && last(&app).contains("u takes it back"), "{}", last(&app));
        press(&mut app, "a");
        assert!(last(&app).ends_with("? help"), "{}", last(&app));
        press(&mut app, "n");
        assert!(last(&app).ends_with("F1 help"), "{}", last(&app));
        press(&mut app, "F1");
        assert!(matches!(app.overlays.last(), Some(Overlay::Help(_))));
    }
}

#[test]
fn no_line_of_help_is_cut_on_a_small_terminal() {
    for open in ["?", "v ?", "F5 ?", "a ?", "a n F1", "a n Tab Tab Tab Tab Tab Tab Tab F1"] {
        let mut app = demo(80, 24);
        press(&mut app, open);
        let Some(Overlay::Help(help)) = app.overlays.last() else { panic!("{open}") };
        for _ in 0..help.lines.len() {
            let drawn = text(&frame(&app));
            let cut = drawn.lines().find(|l| l.starts_with('│') && l.contains('…'));
            assert_eq!(cut, None, "{open}");
            press(&mut app, "j");
        }
    }
}

#[test]
fn ctrl_c_closes_what_is_open_and_ctrl_l_draws_anew_everywhere() {
    let mut app = demo(120, 40);
    for open in ["?", "a", "a n", "a n Tab", "d a n Enter X"] {
        press(&mut app, open);
        let before = app.overlays.len();
        assert!(before > 0, "{open}");
        let effects = app.update(Message::Key(event(key::parse("Ctrl-l").unwrap()[0])), now());
        assert!(matches!(effects.as_slice(), [Effect::Redraw]), "{open}");
        press(&mut app, "Ctrl-c");
        assert_eq!(app.overlays.len(), before - 1, "{open}");
        press(&mut app, "Ctrl-c");
        assert!(app.status.as_ref().unwrap().text.contains("once more"), "{open}: it did not quit");
    }
    assert_eq!(app.case.annotations.len(), 1, "a question that is cancelled is answered with no");
}

#[test]
fn an_annotation_shows_its_note_beside_the_wordings_and_how_many_more_there_are() {
    let mut app = demo(120, 40);
    press(&mut app, "d a n");
    type_text(&mut app, "How many?");
    press(&mut app, "Tab Tab Tab Tab Tab Tab Tab Tab Tab");
    type_text(&mut app, "The press desk counts beds.");
    press(&mut app, "Ctrl-s a q Enter");
    let drawn = text(&frame(&app));
    assert!(drawn.contains("† How many? (number, open) and 1 more"), "{drawn}");
    assert!(drawn.contains("† The press desk counts beds."), "{drawn}");
}

#[test]
fn a_pane_is_named_by_what_its_article_has() {
    let texts = [
        ("000_ed43.txt", "The two countries are preparing to meet. They hope."),
        ("b.txt", "Envoys Meet Ministers in Ashcombe After Storm\n\nThe envoys met on Sunday. It rained.\n"),
    ];
    let read = |(name, text): (&str, &str)| Arc::new(article::read(text.as_bytes(), name).unwrap());
    let app = app_over(texts.map(read).to_vec(), 120, 40);
    let heads = text(&frame(&app)).lines().nth(1).unwrap().to_owned();
    assert!(heads.contains("“The two countries are prepar"), "{heads}");
    assert!(heads.contains("2 Envoys Meet Ministers in Ashcombe After"), "the title, once: {heads}");
    assert_eq!(app.name(1), "Envoys Meet Ministers…");
}

#[test]
fn matches_stand_level_with_the_cursor() {
    let mut app = demo(200, 50);
    let row = |app: &App, article: usize, passage: usize| {
        let scene = app.scene.panes.iter().find(|s| s.article == article)?;
        scene.rows.iter().position(|r| r.is_some_and(|r| !r.gap && r.first && r.passage == passage))
    };
    let mut seen = 0;
    for _ in 0..12 {
        press(&mut app, "t");
        let here = app.here();
        let matches = app.index.matches(here);
        let level = row(&app, here.article, here.passage);
        assert!(level.is_some());
        for scene in app.scene.panes.iter().filter(|s| s.article != here.article) {
            if let Some(best) = matches.iter().find(|m| m.there.article == scene.article) {
                assert_eq!(row(&app, scene.article, best.there.passage), level);
                seen += 1;
            }
        }
    }
    assert!(seen >= 20, "the demo's threads are widely shared");
}

#[test]
fn an_unlocked_pane_stays_where_it_is() {
    let mut app = demo(200, 50);
    press(&mut app, "s");
    let before: Vec<_> = app.panes[1..].to_vec();
    press(&mut app, "5 j t");
    assert_eq!(app.panes[1..], before[..]);
}

#[test]
fn enter_walks_every_member_of_the_thread_and_comes_round() {
    let mut app = demo(200, 50);
    press(&mut app, "t");
    let start = app.here();
    let thread = app.index.main_thread(start).unwrap();
    let members = app.index.alignment.threads[thread].members.len();
    let mut seen = vec![start];
    for _ in 1..members {
        press(&mut app, "Enter");
        assert!(!seen.contains(&app.here()));
        seen.push(app.here());
    }
    press(&mut app, "Enter");
    assert_eq!(app.here(), start);
}

#[test]
fn text_that_is_pasted_cannot_act_as_keys() {
    let mut app = demo(120, 40);
    app.update(Message::Paste("q\u{3}X".into()), now());
    assert!(matches!(app.overlays.as_slice(), [Overlay::Line(_)]), "it is asked whether it is an article");
    press(&mut app, "Esc a n");
    app.update(Message::Paste("two\nlines\u{1b}[31m".into()), now());
    press(&mut app, "Enter");
    assert_eq!(app.case.annotations[0].question, "two lines[31m");
}

#[test]
fn a_case_that_may_not_be_written_refuses_and_says_why() {
    let mut app = demo(120, 40);
    app.read_only = Some("it was written by a newer program".into());
    press(&mut app, "a");
    assert!(app.overlays.is_empty());
    assert!(app.status.as_ref().unwrap().text.contains("newer program"));
}
