//! Articles that come, change and go while the program runs: nothing that was written is lost, and everything follows.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/desk.rs"]
mod desk;
mod support;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use desk::Desk;
use proptest::prelude::*;
use support::*;
use variorum::app::action::ACTIONS;
use variorum::app::key::{self, Key};
use variorum::app::{App, Opening, Tone};
use variorum::article::Article;

const TEXTS: [&str; 4] = [
    "Nine hurt as bridge falls\n\nNine people were taken to hospital when the footbridge fell on Sunday. Police closed Mill Lane.\n\nThe council will meet on Monday.",
    "At least twelve people were taken to hospital when the footbridge fell on Sunday.\n\nPolice closed Mill Lane. A diver searched the stream.",
    "About ten people were taken to hospital when the footbridge fell on Sunday. The deck had been rotten for years.",
    "The footbridge fell on Sunday, and nine people were taken to hospital.\n\n記者会見で市長は橋の閉鎖を発表した。",
];

fn ids(app: &App) -> Vec<&str> {
    app.articles.iter().map(|a| a.id.as_str()).collect()
}

/// What must hold whatever came and went.
fn check(app: &App) {
    let count = app.articles.len();
    assert!(app.focus < count && app.panes.len() == count, "{} of {count}", app.focus);
    let order = &app.arrangement.order;
    assert!(order.contains(&app.focus), "the focused article is shown: {order:?}");
    let mut once = order.clone();
    once.sort_unstable();
    once.dedup();
    assert!(once.len() == order.len() && once.iter().all(|a| *a < count), "{order:?} of {count}");
    assert!(app.arrangement.base.is_none_or(|b| b < count));
    assert_panes(app);
    for located in &app.witnessed {
        let witness = &app.case.annotations[located.annotation].witnesses[located.witness];
        let article = &app.articles[located.article];
        assert_eq!(witness.article, article.id);
        let words = witness.now.as_ref().or(witness.quote.as_ref().map(|q| &q.text));
        assert_eq!(words.map(String::as_str), Some(article.slice(located.span)));
    }
    for thread in &app.index.alignment.threads {
        for member in &thread.members {
            let article = &app.articles[member.article];
            assert!(article.passages[member.passage].span.covers(member.span));
        }
    }
    for article in &app.articles {
        let gone = app.case.articles.iter().any(|e| e.id == article.id && e.gone);
        assert!(!gone || count == 1 || !app.overlays.is_empty(), "{} is gone", article.id);
    }
    let hits = app.search.hits.len();
    assert!(app.search.query.is_none() || hits == count, "{hits} of {count}");
}

#[derive(Debug, Clone)]
enum Step {
    Key(Key),
    Keys(&'static str),
    Command(String),
    Write(usize, usize, bool),
}

fn any_step() -> impl Strategy<Value = Step> {
    let bound: Vec<Key> = ACTIONS.iter().flat_map(|r| r.keys).flat_map(|k| key::parse(k).unwrap()).collect();
    let texts = [
        "a n Enter",
        "v w w Esc",
        "m a",
        "' a",
        "u",
        "Ctrl-r",
        "gr",
        "b",
        "gh",
        "gH",
        "l",
        "gs",
        "gc",
        "Esc Esc",
        "a n x y Esc",
        "V A Enter",
        "/ t h e Enter",
        "+",
        "gl j Enter",
        "G",
        "z",
        "L",
        "Ctrl-o",
    ];
    prop_oneof![
        4 => prop::sample::select(bound).prop_map(Step::Key),
        6 => prop::sample::select(texts.to_vec()).prop_map(Step::Keys),
        2 => (0usize..4).prop_map(|i| Step::Command(format!("add {i}.txt"))),
        1 => Just(Step::Command("add .".into())),
        3 => (1usize..5).prop_map(|n| Step::Command(format!("remove {n}"))),
        1 => "[a-c]{1,3}".prop_map(|n| Step::Command(format!("rename {n}"))),
        2 => (1usize..5).prop_map(|n| Step::Command(format!("reload {n}"))),
        2 => (0usize..4, 0usize..4, any::<bool>()).prop_map(|(f, t, more)| Step::Write(f, t, more)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_comes_and_goes_the_screen_holds_together(steps in prop::collection::vec(any_step(), 1..60)) {
        let desk = Desk::of(&TEXTS);
        let mut app = desk.open(2);
        for step in steps {
            let annotations = app.case.annotations.len();
            let deletes = match &step {
                Step::Key(key) => { press_key(&mut app, *key); true }
                Step::Keys(keys) => { press(&mut app, keys); true }
                Step::Command(line) => {
                    let line = line.replace("add ", &format!("add {}/", desk.dir.path().display()));
                    if app.overlays.is_empty() { command(&mut app, &line) }
                    false
                }
                Step::Write(file, text, more) => {
                    let more = if *more { "\n\nAnd a last paragraph came." } else { "" };
                    desk.write(&format!("{file}.txt"), &format!("{}{more}", TEXTS[*text]));
                    false
                }
            };
            prop_assert!(deletes || app.case.annotations.len() >= annotations, "an annotation is lost");
            frame(&app);
            check(&app);
        }
    }
}

#[test]
fn an_article_is_added_to_the_case_and_undo_takes_it_away_again() {
    let desk = Desk::of(&TEXTS);
    let mut app = desk.open(2);
    press(&mut app, "j");
    command(&mut app, &format!("add {}", desk.path("2.txt").display()));
    assert_eq!(ids(&app), ["a0", "a1", "2"], "{}", said(&app));
    assert_eq!(app.case.articles[2].path, "2.txt", "relative to the case");
    assert!(app.index.alignment.threads.iter().any(|t| t.members.iter().any(|m| m.article == 2)));
    assert_eq!((app.focus, app.panes[0].cursor), (0, 1), "the reader stays where they were");
    command(&mut app, &format!("add {}", desk.path("2.txt").display()));
    assert!(said(&app).contains("open already"), "{}", said(&app));
    assert_eq!(app.case.articles.len(), 3);
    press(&mut app, "u");
    assert_eq!((ids(&app), app.case.articles.len()), (vec!["a0", "a1"], 2));
    press(&mut app, "Ctrl-r");
    assert_eq!(ids(&app), ["a0", "a1", "2"]);
    command(&mut app, "add nowhere.txt");
    assert!(said(&app).contains("nowhere.txt: there is no such file"), "{}", said(&app));
}

#[test]
fn an_article_that_is_removed_leaves_its_annotations_and_comes_back_where_it_stood() {
    let desk = Desk::of(&TEXTS);
    let mut app = desk.open(3);
    press(&mut app, "j a n Enter");
    let annotation = app.case.annotations[0].clone();
    assert!(annotation.witnesses.iter().any(|w| w.article == "a1" && w.quote.is_some()));
    press(&mut app, "s l L > G");
    let before = (app.arrangement.clone(), app.panes.clone());
    press(&mut app, "h");
    command(&mut app, "remove 2");
    assert_eq!(ids(&app), ["a0", "a2"], "{}", said(&app));
    assert!(app.case.articles[1].gone && app.case.articles.len() == 3);
    assert_eq!(app.case.annotations, [annotation]);
    assert!(said(&app).contains("removed 2"), "{}", said(&app));
    press(&mut app, "u");
    assert_eq!(ids(&app), ["a0", "a1", "a2"]);
    assert_eq!(app.panes[1].cursor, before.1[1].cursor);
    assert_eq!(app.arrangement.weight(1), before.0.weight(1));
    command(&mut app, "remove 9");
    assert!(said(&app).contains("there is no article 9"), "{}", said(&app));
    for n in [1, 1, 1] {
        command(&mut app, &format!("remove {n}"));
    }
    assert_eq!(app.articles.len(), 1);
    assert!(said(&app).contains("the only article"), "{}", said(&app));
}

#[test]
fn an_article_that_is_added_again_after_its_removal_is_the_same_one() {
    let desk = Desk::of(&TEXTS);
    let mut app = desk.open(2);
    press(&mut app, "j a n Enter");
    command(&mut app, "remove 2");
    command(&mut app, &format!("add {}", desk.path("1.txt").display()));
    assert_eq!(ids(&app), ["a0", "a1"]);
    assert!(!app.case.articles[1].gone && app.case.articles.len() == 2);
    assert!(app.witnessed.iter().any(|w| w.article == 1), "its annotation has its words again");
}

#[test]
fn a_file_that_changed_is_read_anew_and_no_word_of_an_annotation_is_put_elsewhere_in_silence() {
    let desk = Desk::of(&TEXTS);
    let mut app = desk.open(2);
    command(&mut app, "reload");
    assert!(said(&app).contains("has not changed"), "{}", said(&app));
    press(&mut app, "j a n Enter");
    let old = app.case.articles[0].bytes_sha256.clone();
    let quoted = app.case.annotations[0].witnesses[0].quote.clone().unwrap();
    // One article gets a paragraph above, the other loses the words.
    desk.write("0.txt", &TEXTS[0].replace("falls\n\n", "falls\n\nA new paragraph stands above it all.\n\n"));
    desk.write("1.txt", "Something else altogether stands in this file today.");
    command(&mut app, "reload 1");
    assert!(said(&app).contains("1 found in a new place"), "{}", said(&app));
    let entry = &app.case.articles[0];
    assert_eq!(entry.previous, std::slice::from_ref(&old));
    assert!(entry.bytes_sha256 != old && entry.fetched.is_none(), "it came from no address");
    let moved = app.case.annotations[0].witnesses[0].quote.clone().unwrap();
    assert_eq!(moved.text, quoted.text);
    assert!(moved.span.start > quoted.span.start);
    assert_eq!(app.panes[0].cursor, 2, "the cursor stays on its passage");
    assert!(app.anchors.list.is_empty());
    command(&mut app, "reload 2");
    assert!(said(&app).contains("1 not found any more"), "{}", said(&app));
    assert_eq!(app.status.as_ref().unwrap().tone, Tone::Wrong);
    press(&mut app, "gw");
    assert!(text(&frame(&app)).contains("not found"), "{}", text(&frame(&app)));
    press(&mut app, "Esc u u");
    assert_eq!(app.case.articles[0].bytes_sha256, old);
    assert_eq!(app.case.annotations[0].witnesses[0].quote, Some(quoted));
}

#[test]
fn a_new_name_is_undone_as_well() {
    let desk = Desk::of(&TEXTS);
    let mut app = desk.open(2);
    command(&mut app, "rename Valley Post");
    assert_eq!(app.name(0), "Valley Post");
    assert_eq!(app.case.articles[0].label.as_deref(), Some("Valley Post"));
    press(&mut app, "u");
    assert_ne!(app.name(0), "Valley Post");
    assert_eq!(app.case.articles[0].label, None);
}

#[test]
fn a_missing_article_is_listed_and_can_be_pointed_to() {
    let desk = Desk::of(&TEXTS);
    let whole = desk.open(3);
    fs::rename(desk.path("1.txt"), desk.path("moved.txt")).unwrap();
    let articles: Vec<Arc<Article>> = [0, 2].iter().map(|i| Arc::clone(&whole.articles[*i])).collect();
    let missing =
        vec![("a1".to_owned(), "1.txt: there is no such file or folder; check the path".to_owned())];
    let case_path = Some(desk.path("variorum.toml"));
    let open = || Opening {
        case_path: case_path.clone(),
        missing: missing.clone(),
        ..opening(articles.clone(), whole.case.clone())
    };
    let mut app = opened(open(), (120, 40));
    press(&mut app, "gl j j");
    let shown = text(&frame(&app));
    assert!(shown.contains("a1  missing: 1.txt: there is no such file"), "{shown}");
    press(&mut app, "Enter");
    type_text(&mut app, &desk.path("moved.txt").to_string_lossy());
    press(&mut app, "Enter");
    assert_eq!(ids(&app), ["a0", "a1", "a2"], "{}", said(&app));
    assert_eq!(app.case.articles[1].path, "moved.txt");
    assert_eq!(app.status.as_ref().unwrap().tone, Tone::Done, "{}", said(&app));
    assert!(app.missing.is_empty() && app.overlays.is_empty());

    desk.write("other.txt", TEXTS[3]);
    let mut app = opened(open(), (120, 40));
    command(&mut app, &format!("locate {}", desk.path("other.txt").display()));
    assert!(said(&app).contains("other bytes"), "{}", said(&app));
    assert_eq!(app.case.articles[1].bytes_sha256, whole.case.articles[1].bytes_sha256);
    assert_eq!(app.articles[1].text, desk.read("other.txt").text);
}

#[test]
fn a_draft_keeps_the_words_of_an_article_that_goes() {
    let desk = Desk::of(&TEXTS);
    let mut app = desk.open(2);
    press(&mut app, "j a n");
    type_text(&mut app, "How many?");
    press(&mut app, "Esc");
    assert_eq!(app.drafts.len(), 1);
    command(&mut app, "remove 2");
    assert_eq!(app.drafts.len(), 1);
    press(&mut app, "a Enter");
    let record = &app.case.annotations[0];
    assert_eq!(record.question, "How many?");
    assert!(record.witnesses.iter().all(|w| Path::new(&w.article) != Path::new("")), "{record:?}");
}

#[test]
fn a_bad_file_in_a_folder_holds_none_of_the_good_ones_back_and_is_named_with_why() {
    let desk = Desk::of(&TEXTS);
    let mut app = desk.open(1);
    fs::create_dir(desk.path("more")).unwrap();
    desk.write("more/a.txt", TEXTS[2]);
    fs::write(desk.path("more/b.txt"), b"\0\x01").unwrap();
    desk.write("more/c.txt", TEXTS[3]);
    desk.write("more/d.txt", " ");
    command(&mut app, &format!("add {}", desk.path("more").display()));
    assert_eq!(ids(&app), ["a0", "a", "c"], "{}", said(&app));
    let status = app.status.as_ref().unwrap();
    assert!(status.text.starts_with("added ") && status.tone == Tone::Wrong, "{}", status.text);
    for bad in ["b.txt: is a binary file", "d.txt: holds no text"] {
        assert!(status.text.contains(bad), "{}", status.text);
        assert!(
            app.loading.failures.iter().any(|f| f.contains(bad)),
            "it is told again when the screen ends"
        );
    }
    press(&mut app, "u");
    assert_eq!(ids(&app), ["a0"], "they came as one step");
    command(&mut app, &format!("add {}", desk.path("more/b.txt").display()));
    assert!(
        said(&app).contains("b.txt: is a binary file") && !said(&app).contains("added"),
        "{}",
        said(&app)
    );
}

#[test]
fn the_beginning_of_a_page_that_is_not_free_is_told_when_it_is_added_and_when_it_is_read_again() {
    let desk = Desk::of(&TEXTS);
    let mut app = desk.open(1);
    let page = |count: &str| {
        format!(
            "<html><head><meta property=\"article:content_tier\" content=\"locked\"></head><body><article><h1>Bridge falls</h1>\
             <p>{count} people were taken to hospital when the footbridge fell on Sunday.</p></article></body></html>"
        )
    };
    desk.write("page.html", &page("Nine"));
    command(&mut app, &format!("add {}", desk.path("page.html").display()));
    assert!(
        said(&app).starts_with("added ") && said(&app).contains("page.html: this page"),
        "{}",
        said(&app)
    );
    desk.write("page.html", &page("Ten"));
    command(&mut app, "reload 2");
    assert!(said(&app).contains("was read anew; ") && said(&app).contains("not free"), "{}", said(&app));
}
