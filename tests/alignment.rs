//! What holds for the alignment of any articles: the order of inputs, the number of workers, the reader's ties.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use variorum::align::{self, Alignment, Member, Tie, Unwatched, json};
use variorum::article::{self, Article};

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

/// The alignment with articles by their names, lists as sets: what may not depend on the order of inputs.
fn by_name(articles: &[&Article], found: &Alignment) -> BTreeSet<String> {
    let name = |m: &Member| format!("{} {} {:?}", articles[m.article].id, m.passage, m.span);
    let set = |members: &[Member]| members.iter().map(name).collect::<BTreeSet<_>>();
    let links = found.links.iter().map(|l| {
        let ends = BTreeSet::from([name(&l.a), name(&l.b)]);
        format!("link {ends:?} {:?} {:?} {:?}", l.relation, l.tier, l.score)
    });
    let threads = found.threads.iter().map(|t| format!("thread {:?}", set(&t.members)));
    let suspects = found.suspects.iter().map(|s| {
        let readings: BTreeSet<_> = s.readings.iter().map(|r| (r.says.clone(), set(&r.members))).collect();
        format!("suspect {:?} {} {:?} {readings:?}", s.kind, s.rule, s.score)
    });
    let only = found.only.iter().map(|o| format!("only {} {}", articles[o.article].id, o.passage));
    links.chain(threads).chain(suspects).chain(only).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_the_articles_changes_nothing_that_is_found(
        texts in prop::collection::vec(account(), 2..6),
        turn in 1usize..5,
    ) {
        let articles = articles(&texts);
        let straight: Vec<&Article> = articles.iter().collect();
        let mut turned = straight.clone();
        turned.rotate_left(turn % straight.len().max(1));
        turned.reverse();
        prop_assert_eq!(by_name(&straight, &align(&straight)), by_name(&turned, &align(&turned)));
    }

    #[test]
    fn the_number_of_workers_changes_nothing_at_all(texts in prop::collection::vec(account(), 2..6)) {
        let articles = articles(&texts);
        let articles: Vec<&Article> = articles.iter().collect();
        let with = |workers: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(workers).build().unwrap();
            let found = pool.install(|| align(&articles));
            serde_json::to_string(&json::Document::new(&articles, &found)).unwrap()
        };
        prop_assert_eq!(with(1), with(4));
    }

    #[test]
    fn what_is_found_lies_in_its_articles_and_agrees_with_itself(texts in prop::collection::vec(account(), 0..6)) {
        let articles = articles(&texts);
        let articles: Vec<&Article> = articles.iter().collect();
        let found = align(&articles);
        let sound = |m: &Member| {
            let passage = articles[m.article].passages[m.passage].span;
            assert!(passage.covers(m.span) && !articles[m.article].slice(m.span).is_empty());
        };
        for link in &found.links {
            sound(&link.a);
            sound(&link.b);
            prop_assert!(link.a.article < link.b.article);
            for thread in &link.threads {
                prop_assert!(*thread < found.threads.len());
            }
        }
        for thread in &found.threads {
            thread.members.iter().for_each(sound);
            let present: BTreeSet<usize> = thread.members.iter().map(|m| m.article).collect();
            prop_assert!(present.len() >= 2);
            prop_assert!(thread.silent.iter().all(|s| !present.contains(s)));
            prop_assert_eq!(present.len() + thread.silent.len(), articles.len());
        }
        for suspect in &found.suspects {
            prop_assert!(suspect.readings.len() >= 2);
            suspect.readings.iter().flat_map(|r| &r.members).for_each(sound);
        }
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
}
