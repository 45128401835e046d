//! What holds for the alignment of any articles: the order of inputs, the number of workers, the reader's ties.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use variorum::align::{self, Alignment, Link, Member, Tie, Tier, Unwatched};
use variorum::article::{self, Article};

#[path = "support/holds.rs"]
mod holds;
#[path = "support/made.rs"]
mod made;

use made::{Wish, make};

/// Small accounts of one event, made of the same few sentences so that a lot matches.
fn account() -> impl Strategy<Value = String> {
    let sentences = prop::sample::select(vec![
        "Nine people were taken to hospital when the ferry ran aground on Monday.",
        "The ferry ran aground on Monday, and at least twelve people were hurt.",
        "“We left at once,” the captain said.",
        "The captain of the ferry, Ada Holm, said that they had left at once.",
        "Ada Holm has sailed the sound for thirty years.",
        "The line has run ferries over the sound since 1911.",
        "The coast guard will not say why the light was out.",
        "The light on the rock was out, according to the coast guard.",
        "Nobody saw the rock.",
        "Prices rose by 3.5 percent in May.",
        "It cost $1.2 million, more than twice as much as in 2019!",
        "The ministry hopes that talks with the line will begin soon.",
        "An inquiry was promised, and talks will open in Velm on Sunday.",
        "They will open talks at once.",
        "The search lasted almost two hours.",
        "For at least 90 minutes the search went on in vain.",
        "Edgar Solm may appeal, his counsel said, and Mayor Luzia Caderas declined to comment.",
        "Solm will appeal in three-quarters of an hour, and the governor, Luzia Caderas, commented at 6.40.",
        "The captain, Ruard Tennick, was not arrested, and nobody denied that he had steered the first ferry.",
        "Ruard Tennock, who had bought the second ferry, was arrested at five in the morning, said Ana Holm.",
    ]);
    prop::collection::vec(prop_oneof![8 => sentences.prop_map(str::to_owned), 1 => "\\PC{0,30}"], 0..9)
        .prop_map(|s| s.join(" "))
}

fn read(text: &str, name: usize) -> Option<Article> {
    let mut article = article::read(text.as_bytes(), &format!("a{name}.txt")).ok()?;
    article.id = format!("a{name}");
    Some(article)
}

fn articles(texts: &[String]) -> Vec<Article> {
    texts.iter().enumerate().filter_map(|(i, t)| read(t, i)).collect()
}

fn align(articles: &[&Article]) -> Alignment {
    align::align(articles, &[], &Unwatched)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn neither_the_order_of_the_articles_nor_the_number_of_workers_changes_what_is_found(
        texts in prop::collection::vec(account(), 0..6),
        turn in 0usize..5,
    ) {
        let articles = articles(&texts);
        let articles: Vec<&Article> = articles.iter().collect();
        holds::assert_order_free(&articles, turn, align);
    }

    #[test]
    fn what_is_found_lies_in_its_articles_and_agrees_with_itself(texts in prop::collection::vec(account(), 0..6)) {
        let articles = articles(&texts);
        let articles: Vec<&Article> = articles.iter().collect();
        holds::assert_sound(&articles, &align(&articles));
    }

    #[test]
    fn the_reader_s_ties_are_obeyed(texts in prop::collection::vec(account(), 2..5), same: bool) {
        let articles = articles(&texts);
        let articles: Vec<&Article> = articles.iter().collect();
        let whole = |article: usize, passage: usize| {
            Member { article, passage, span: articles[article].passages[passage].span }
        };
        prop_assume!(articles.len() >= 2 && articles.iter().take(2).all(|a| !a.passages.is_empty()));
        let tie = Tie { a: whole(0, 0), b: whole(1, 0), same };
        let found = align::align(&articles, &[tie], &Unwatched);
        let linked = found.links.iter().any(|l| {
            l.tier.is_shown() && l.a.passage_ref() == tie.a.passage_ref() && l.b.passage_ref() == tie.b.passage_ref()
        });
        prop_assert_eq!(linked, same);
    }

    #[test]
    fn what_the_reader_keeps_apart_never_stands_in_one_thread(
        texts in prop::collection::vec(account(), 2..5),
        picks in prop::collection::vec((0..8usize, 0..8usize), 1..12),
    ) {
        let articles = articles(&texts);
        let articles: Vec<&Article> = articles.iter().collect();
        let links: Vec<Link> = align(&articles).links.into_iter().filter(|l| l.tier.is_shown()).collect();
        prop_assume!(!links.is_empty());
        // Ends of links, of one link or of two.
        let member = |n: usize| if n.is_multiple_of(2) { links[n / 2 % links.len()].a } else { links[n / 2 % links.len()].b };
        let picked = picks.into_iter().map(|(a, b)| Tie { a: member(a), b: member(b), same: false });
        let ties: Vec<Tie> = picked.filter(|t| t.a.article != t.b.article).collect();
        for thread in align::align(&articles, &ties, &Unwatched).threads {
            let has = |m: Member| thread.members.iter().any(|n| n.passage_ref() == m.passage_ref());
            prop_assert!(!ties.iter().any(|t| has(t.a) && has(t.b)), "{:?} {:?}", ties, thread);
        }
    }
}

/// Over long articles other paths find candidates, and context weighs otherwise.
#[test]
fn articles_of_every_length_are_aligned_the_same_in_any_order_and_by_any_number_of_workers() {
    for (count, words) in [(6, 300), (3, 3_000), (2, 40_000)] {
        let made = make(Wish { articles: count, words, seed: 3 });
        let articles = articles(&made.texts);
        let articles: Vec<&Article> = articles.iter().collect();
        let passages: usize = articles.iter().map(|a| a.passages.len()).sum();
        assert!(words < 40_000 || passages > 3_000, "{passages} passages are not many");
        let found = align(&articles);
        assert!(!found.threads.is_empty());
        holds::assert_sound(&articles, &found);
        holds::assert_order_free(&articles, 1, align);
    }
}

#[test]
fn the_same_article_twice_is_a_copy_with_nothing_in_dispute() {
    let text = make(Wish { articles: 2, words: 400, seed: 5 }).texts.swap_remove(0);
    let articles = articles(&[text.clone(), text]);
    let articles: Vec<&Article> = articles.iter().collect();
    let found = align(&articles);
    holds::assert_sound(&articles, &found);
    assert_eq!(found.copy_of, [None, Some(0)]);
    assert!(found.suspects.is_empty() && found.only.is_empty(), "{:?} {:?}", found.suspects, found.only);
}

#[test]
fn whoever_is_copied_by_a_digest_still_copies_the_agency() {
    let mut sentences: Vec<String> = make(Wish { articles: 1, words: 2_000, seed: 9 }).texts[0]
        .split_inclusive(". ")
        .filter(|s| s.split_whitespace().count() > 9)
        .map(|s| format!("{}\n", s.trim()))
        .take(34)
        .collect();
    sentences.sort();
    // The paper has sixteen sentences of the agency and four of its own; the digest, which begins with the last of them so that it
    // is read after the paper, has only what the paper has.
    let agency = sentences[2..30].concat();
    let paper = [&sentences[..18], &sentences[30..32]].concat().concat();
    let digest = [&sentences[30..31], &sentences[..18]].concat().concat();
    let articles = articles(&[agency, paper, digest]);
    let articles: Vec<&Article> = articles.iter().collect();
    let found = align(&articles);
    assert_eq!(found.copy_of, [None, Some(0), Some(1)]);
}

/// Returns the shown link between two passages that hold these words.
fn link<'f>(articles: &[&Article], found: &'f Alignment, words: [&str; 2]) -> Option<&'f Link> {
    let says = |m: Member, words: &str| articles[m.article].passage_text(m.passage).contains(words);
    found
        .links
        .iter()
        .filter(|l| l.tier.is_shown())
        .find(|l| says(l.a, words[0]) && says(l.b, words[1]) || says(l.a, words[1]) && says(l.b, words[0]))
}

#[test]
fn passages_that_disagree_on_when_one_event_begins_stand_side_by_side_unless_the_reader_keeps_them_apart() {
    let texts = [
        "The ministry hopes that talks will begin soon. Fog hid the pier.".to_owned(),
        "Delegates packed their bags. Negotiations are to open in Lissa on Sunday. Trains were late."
            .to_owned(),
    ];
    let articles = articles(&texts);
    let articles: Vec<&Article> = articles.iter().collect();
    let words = ["begin soon", "on Sunday"];
    let found = align(&articles);
    let link = link(&articles, &found, words).expect("a suspect's passages are linked");
    assert_eq!(link.tier, Tier::Likely);
    assert!(!link.threads.is_empty());
    assert_eq!(found.suspects[0].threads, link.threads, "the suspect leads to the thread");

    let apart = Tie { a: link.a, b: link.b, same: false };
    let found = align::align(&articles, &[apart], &Unwatched);
    assert_eq!(self::link(&articles, &found, words), None);
}

#[test]
fn an_event_that_one_account_times_in_two_ways_is_matched_both_times_and_another_sort_of_it_is_not() {
    let texts = [
        "The ministry hopes that talks will begin soon. Fog hid the pier. These talks will begin at once.".to_owned(),
        "Delegates packed their bags. The negotiations will begin at once. Trains were late.".to_owned(),
        "Bakers were glad. A union leader in blue announced that wage talks will begin on Thursday. It snowed.".to_owned(),
        "It hailed. Peace talks will begin on Monday in the old castle.".to_owned(),
    ];
    let articles = articles(&texts);
    let articles: Vec<&Article> = articles.iter().collect();
    let found = align(&articles[..2]);
    assert!(
        link(&articles, &found, ["hopes that talks", "negotiations will"]).is_some(),
        "{:?}",
        found.links
    );
    let found = align(&articles[2..]);
    assert!(found.suspects.is_empty(), "{:?}", found.suspects);
    assert!(link(&articles[2..], &found, ["wage talks", "Peace talks"]).is_none(), "{:?}", found.links);
}

#[test]
fn an_event_is_matched_where_one_account_says_that_it_is_held_and_another_that_it_begins_in_one_place() {
    let texts = [
        "Envoys are preparing to meet in Lissa to conduct negotiations that will hopefully free the strait. Fog hid the pier.".to_owned(),
        "Bakers were glad. The talks will begin immediately in Lissa. It snowed.".to_owned(),
        "It hailed. The talks will begin immediately in Ostrel.".to_owned(),
    ];
    let articles = articles(&texts);
    let articles: Vec<&Article> = articles.iter().collect();
    let words = ["preparing to meet", "talks will begin"];
    let found = align(&articles[..2]);
    assert!(link(&articles[..2], &found, words).is_some(), "{:?}", found.links);
    // Where they begin and where they are held is no disagreement.
    let others = [articles[0], articles[2]];
    let found = align(&others);
    assert!(found.suspects.is_empty(), "{:?}", found.suspects);
    assert!(link(&others, &found, words).is_none(), "{:?}", found.links);
}

#[test]
fn what_happened_in_a_year_gone_by_is_no_match_for_the_news_in_the_demo() {
    let demo = |name: &str| {
        let bytes = std::fs::read(format!("assets/demo/{name}")).unwrap();
        variorum::article::read(&bytes, name).unwrap()
    };
    let articles =
        ["bulletin.txt", "courier.txt", "post.md", "radio.md", "trumpet.txt", "wire.txt"].map(demo);
    let articles: Vec<&Article> = articles.iter().collect();
    let found = align(&articles);
    let link = link(&articles, &found, ["Nine hurt as footbridge", "accident of 1998"]);
    assert!(link.is_none(), "{link:?}");
}

#[test]
fn who_quotes_the_whole_sentence_stands_beside_who_quotes_its_end_in_the_same_words() {
    let texts = [
        "The ministry said that a stronger bond “has huge promise for all”, and named the fishing towns.".to_owned(),
        "The harbour office said that a stronger bond “has a huge promise for all”, and named the fishing towns.".to_owned(),
        "“We agreed that a bond of such strength between the two ports has huge promise for all,” the ministry said.".to_owned(),
    ];
    let articles = articles(&texts);
    let articles: Vec<&Article> = articles.iter().collect();
    let whole = |article: usize| Member { article, passage: 0, span: articles[article].passages[0].span };
    let tie = |a, b| Tie { a: whole(a), b: whole(b), same: true };
    let found = align::align(&articles, &[tie(0, 1), tie(0, 2)], &Unwatched);
    let suspect = found.suspects.iter().find(|s| s.rule == "quotation in other words").expect("a huge");
    let own = suspect.readings.iter().find(|r| r.says == "has huge").expect("a reading without an article");
    assert_eq!(own.members.iter().map(|m| m.article).collect::<Vec<_>>(), [0, 2], "{suspect:?}");
}

#[test]
fn a_name_in_two_sentences_that_tell_other_things_is_no_certain_match() {
    let texts = [
        "A pact was struck between Minister of Ports Ada Holm and three envoys. Fog hid the pier.".to_owned(),
        "The crew is led by adviser Ola Berg and Minister of Ports Ada Holm. Trains were late.".to_owned(),
    ];
    let articles = articles(&texts);
    let articles: Vec<&Article> = articles.iter().collect();
    let found = align(&articles);
    let link = link(&articles, &found, ["pact", "crew"]);
    assert!(link.is_none_or(|l| l.tier != Tier::Certain), "{link:?}");
}
