//! Articles that nobody would write, and that still must not take the program away from its reader.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::{Command, Output};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use fastrand::Rng;
use variorum::align::{self, Alignment, Unwatched};
use variorum::article::{self, Article};

#[path = "support/holds.rs"]
mod holds;
#[path = "support/made.rs"]
mod made;
mod support;

/// Far more than anything here takes, on any machine: what takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(240);
const SENTENCE: &str = "Nine people were taken to hospital after the ferry ran aground on Monday.";
const ACCOUNT: &str = "The ferry Alma ran aground off Holm on Monday. Nine people were taken to hospital, the coast \
                       guard said. The captain has sailed the sound for thirty years. The light on the rock was out.";

/// Aligns texts and holds the result against what must always hold; fails rather than hang.
fn aligned(texts: Vec<String>) -> (Vec<Article>, Alignment) {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let read =
            |(i, text): (usize, &String)| article::read(text.as_bytes(), &format!("a{i}.txt")).unwrap();
        let articles: Vec<Article> = texts.iter().enumerate().map(read).collect();
        let borrowed: Vec<&Article> = articles.iter().collect();
        let found = align::align(&borrowed, &[], &Unwatched);
        holds::assert_sound(&borrowed, &found);
        let _ = send.send((articles, found));
    });
    receive.recv_timeout(PATIENCE).expect("the alignment ends soon and is sound")
}

fn notices(found: &Alignment) -> String {
    found.notices.iter().map(|n| n.0.as_str()).collect::<Vec<_>>().join("\n")
}

fn shown(found: &Alignment) -> usize {
    found.links.iter().filter(|l| l.tier.is_shown()).count()
}

/// Words without an end, with two passages that another such text has too.
fn endless(words: usize, seed: u64) -> String {
    let own: Vec<String> =
        made::sentences(words / 20, seed).iter().map(|s| s.replace('.', "").to_lowercase()).collect();
    let text = own.join(" ");
    let speech =
        "we will not leave the island before the last of our boats has come home from the northern banks";
    let middle = text[..text.len() / 2].rfind(' ').unwrap(); // The made words are ASCII.
    format!("so {} , {speech} , {}\n", &text[..middle], &text[middle..])
}

#[test]
fn a_passage_of_ten_megabytes_is_cut_and_what_it_shares_is_found() {
    let (articles, found) = aligned(vec![endless(1_500_000, 1), endless(1_500_000, 2)]);
    assert!(articles.iter().all(|a| a.text.len() > 10_000_000));
    assert!(articles.iter().flat_map(|a| &a.passages).all(|p| p.span.len() <= article::LONGEST));
    assert!(notices(&found).contains("were cut"), "{}", notices(&found));
    let has = |m: &align::Member| articles[m.article].passage_text(m.passage).contains("northern banks");
    assert!(found.links.iter().any(|l| l.tier.is_shown() && has(&l.a) && has(&l.b)));
}

#[test]
fn a_hundred_thousand_equal_passages_end_soon_and_are_named() {
    let equal = |count: usize| vec![SENTENCE; count].join("\n\n");
    let (_, found) = aligned(vec![equal(50_000), equal(50_000), ACCOUNT.to_owned()]);
    assert!(notices(&found).contains("stands more than"), "{}", notices(&found));
}

#[test]
fn a_refrain_in_twenty_articles_is_linked_from_each_place_to_few() {
    let text =
        |i: u64| format!("{}\n\n{}\n", vec![SENTENCE; 100].join("\n\n"), made::sentences(48, i).join("\n\n"));
    let (articles, found) = aligned((0..20).map(text).collect());
    let refrains = articles
        .iter()
        .flat_map(|a| (0..a.passages.len()).map(|p| a.passage_text(p)))
        .filter(|t| *t == SENTENCE);
    assert_eq!(refrains.count(), 2_000);
    assert!((10_000..160_000).contains(&shown(&found)), "{}", shown(&found));
    let lone = found.only.iter().filter(|o| articles[o.article].passage_text(o.passage) == SENTENCE).count();
    assert_eq!(lone, 0, "what every article says is not said by one only");
    assert!(notices(&found).contains("stands more than"), "{}", notices(&found));
}

#[test]
fn a_line_of_nothing_but_numbers_dates_or_damage_costs_no_more_than_its_length() {
    let mut rng = Rng::with_seed(4);
    let numbers: String = (0..500_000).map(|_| format!("{} ", rng.u32(1..9_999))).collect();
    let dates = "on Monday 3 May 2021 at 5 pm, ".repeat(60_000);
    let damage = "Don\u{c2} \u{fffd} left\u{fffd} ".repeat(100_000);
    let quotes = "“we left at once” and “no”, ".repeat(60_000);
    for text in [numbers, dates, damage, quotes] {
        let text = format!("It was {text} then.\n");
        let (_, found) = aligned(vec![text.clone(), text, ACCOUNT.to_owned()]);
        assert!(!found.notices.is_empty());
    }
}

#[test]
fn numbers_of_tables_are_not_compared_and_the_reader_is_told() {
    let mut rng = Rng::with_seed(8);
    let mut row = |n: usize| {
        let cells: Vec<&str> = (0..150).map(|_| ["nine", "ten", "two", "twelve"][rng.usize(0..4)]).collect();
        format!("Row {n} of the ferry had {} passengers.", cells.join(" "))
    };
    let table = (0..150).map(&mut row).collect::<Vec<_>>().join("\n\n");
    let (_, found) = aligned(vec![table.clone(), table.replace("two ten", "ten two"), ACCOUNT.to_owned()]);
    assert!(notices(&found).contains("taken for tables"), "{}", notices(&found));
    assert!(found.suspects.iter().all(|s| s.kind != align::SuspectKind::Number));
}

#[test]
fn articles_without_words_to_match_are_named_and_harm_no_others() {
    let common = "It is what it was, and so it will be to them. ".repeat(2_000);
    let numbers: String = (0..20_000).map(|n| format!("{n}. ")).collect();
    let marks = "... !!! ??? ;;; — “”\n".repeat(5_000);
    let huge = format!("{} b {} end.\n", "a".repeat(1_000_000), "c".repeat(1_000_000));
    let texts = [common, numbers, marks, huge.clone(), huge].map(String::from);
    let mut all = texts.to_vec();
    all.extend([ACCOUNT.to_owned(), format!("{ACCOUNT} Nobody was hurt.")]);
    let (_, found) = aligned(all);
    assert!(notices(&found).contains("no words that could match"), "{}", notices(&found));
    let accounts = found.links.iter().filter(|l| l.tier.is_shown() && l.a.article == 5 && l.b.article == 6);
    assert!(accounts.count() >= 4, "the accounts match as they would alone");
}

#[test]
fn articles_in_three_languages_are_matched_within_each_and_the_reader_is_told() {
    let languages = [
        "The ferry Alma ran aground off Holm on Monday. Nine people were taken to hospital, the coast guard said. The \
         captain has sailed the sound for thirty years. The light on the rock had been out since the storm, and nobody had \
         told the crew of it.",
        "Die Fähre Alma ist am Montag vor Holm auf Grund gelaufen. Neun Menschen wurden ins Krankenhaus gebracht, teilte \
         die Küstenwache mit. Der Kapitän befährt den Sund seit dreißig Jahren. Das Feuer auf dem Felsen brannte seit dem \
         Sturm nicht mehr, und niemand hatte es der Besatzung gesagt.",
        "Le bac Alma s’est échoué lundi devant Holm. Neuf personnes ont été conduites à l’hôpital, selon les garde-côtes. \
         Le capitaine navigue dans le détroit depuis trente ans. Le feu du rocher était éteint depuis la tempête, et \
         personne ne l’avait dit à l’équipage.",
    ];
    let text = |i: usize| format!("{} {i}.", languages[i % 3]);
    let (articles, found) = aligned((0..20).map(text).collect());
    let told = notices(&found);
    for name in ["3 languages", "English", "German", "French"] {
        assert!(told.contains(name), "{told}");
    }
    let within = |l: &&align::Link| l.tier.is_shown() && l.a.article % 3 == l.b.article % 3;
    assert!(found.links.iter().filter(within).count() >= 180, "each language is matched");
    assert_eq!(articles.len(), found.copy_of.len());
}

#[test]
fn articles_in_one_language_are_not_warned_about() {
    let texts = made::make(made::Wish { articles: 4, words: 400, seed: 1 }).texts;
    for texts in [texts, vec![ACCOUNT.to_owned(), format!("{ACCOUNT} Nobody saw it.")]] {
        let (_, found) = aligned(texts);
        assert!(found.notices.is_empty(), "{}", notices(&found));
    }
}

fn variorum(folder: &std::path::Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_variorum")).args(arguments).current_dir(folder).output().unwrap()
}

#[test]
fn a_notice_is_a_line_for_people_and_keeps_out_of_what_programs_read() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), ACCOUNT).unwrap();
    std::fs::write(folder.path().join("b.txt"), "It is what it was.\n").unwrap();
    let text = variorum(folder.path(), &["align", "a.txt", "b.txt"]);
    let page = String::from_utf8_lossy(&text.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("notice no words that could match"), "{page}");
    let json = variorum(folder.path(), &["align", "--format", "json", "a.txt", "b.txt"]);
    assert!(json.status.success());
    assert!(serde_json::from_slice::<serde_json::Value>(&json.stdout).is_ok());
    assert!(String::from_utf8_lossy(&json.stderr).contains("no words that could match"));
}

#[test]
fn an_empty_article_is_refused_by_name_and_the_others_are_aligned() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in
        [("a.txt", ACCOUNT), ("b.txt", ACCOUNT), ("empty.txt", ""), ("blank.txt", " \n\n\t\n")]
    {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let output = variorum(folder.path(), &["align", "a.txt", "empty.txt", "b.txt", "blank.txt"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && said.contains("empty.txt: holds no text") && said.contains("blank.txt"),
        "{said}"
    );
    assert!(String::from_utf8_lossy(&output.stdout).contains("thread 1"));
}

#[test]
fn a_notice_stands_on_the_screen() {
    let read = |(name, text): (&str, &str)| Arc::new(article::read(text.as_bytes(), name).unwrap());
    let articles = [("a.txt", ACCOUNT), ("b.txt", "It is what it was.\n")].map(read);
    let app = support::app_over(articles.to_vec(), 100, 30);
    assert!(support::text(&support::frame(&app)).contains("no words that could match"));
}
