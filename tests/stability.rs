//! What stays when one more article is opened: how far links and threads among the others change.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::collections::BTreeSet;

use variorum::align::{self, Alignment, PassageRef, Unwatched};
use variorum::article::{self, Article};

#[path = "support/gold.rs"]
#[allow(unreachable_pub, dead_code)] // Each user takes its part.
mod gold;
#[path = "support/made.rs"]
mod made;

use made::{Wish, make};

type Pair = (PassageRef, PassageRef);

/// Shown links and pairs of passages that stand in one thread, among the first `count` articles.
fn among(found: &Alignment, count: usize) -> (BTreeSet<Pair>, BTreeSet<Pair>) {
    let old = |pair: &Pair| pair.0.article < count && pair.1.article < count;
    let shown = found.links.iter().filter(|l| l.tier.is_shown());
    let links = shown.map(|l| (l.a.passage_ref(), l.b.passage_ref())).filter(old).collect();
    let mut together = BTreeSet::new();
    for thread in &found.threads {
        let members: Vec<PassageRef> = thread.members.iter().map(|m| m.passage_ref()).collect();
        for (i, a) in members.iter().enumerate() {
            together.extend(members[i + 1..].iter().map(|b| (*a, *b)).filter(old));
        }
    }
    (links, together)
}

/// Shares that two sets have in common, of all that is in either, with the counts behind it.
#[derive(Default, Clone, Copy)]
struct Kept {
    both: usize,
    either: usize,
}

impl Kept {
    fn add(&mut self, before: &BTreeSet<Pair>, after: &BTreeSet<Pair>) {
        self.both += before.intersection(after).count();
        self.either += before.union(after).count();
    }

    fn share(self) -> f64 {
        self.both as f64 / self.either.max(1) as f64
    }
}

/// Aligns all articles but one, then all with one more, for each choice; returns the shares of links and threads kept.
fn stability(sets: &[(Vec<Article>, Article)]) -> (f64, f64) {
    let (mut links, mut threads) = (Kept::default(), Kept::default());
    for (others, more) in sets {
        let mut open: Vec<&Article> = others.iter().collect();
        let before = among(&align::align(&open, &[], &Unwatched), others.len());
        open.push(more);
        let after = among(&align::align(&open, &[], &Unwatched), others.len());
        links.add(&before.0, &after.0);
        threads.add(&before.1, &after.1);
    }
    (links.share(), threads.share())
}

/// Each article in turn as the one that is added to the others.
fn each_in_turn(articles: &[Article]) -> Vec<(Vec<Article>, Article)> {
    let without = |i: usize| {
        let mut others = articles.to_vec();
        let more = others.remove(i);
        (others, more)
    };
    (0..articles.len()).map(without).collect()
}

fn read(texts: &[String]) -> Vec<Article> {
    let read = |(i, text): (usize, &String)| article::read(text.as_bytes(), &format!("a{i}.txt")).unwrap();
    texts.iter().enumerate().map(read).collect()
}

/// The figures stand in docs/alignment.md: `cargo test --release --test stability -- --nocapture` prints them.
#[test]
fn one_more_article_leaves_most_links_and_threads_among_the_others_as_they_were() {
    let clusters: Vec<Vec<Article>> =
        gold::Gold::all(gold::GOLD).into_iter().map(|gold| gold.articles).collect();
    let related: Vec<_> = clusters.iter().flat_map(|c| each_in_turn(c)).collect();
    let unrelated: Vec<_> = (0..clusters.len())
        .flat_map(|c| clusters[(c + 1) % clusters.len()].iter().map(move |more| (c, more)))
        .map(|(c, more)| (clusters[c].clone(), more.clone()))
        .collect();
    let made = |words: usize| {
        let articles = read(&make(Wish { articles: 5, words, seed: 7 }).texts);
        each_in_turn(&articles)
    };
    let rows = [
        ("own gold, another account of the same event", stability(&related), (0.90, 0.76)),
        ("own gold, an account of another event", stability(&unrelated), (0.94, 0.91)),
        ("made, 5 x 1000 words", stability(&made(1_000)), (0.98, 0.86)),
        ("made, 5 x 10000 words", stability(&made(10_000)), (0.98, 0.90)),
    ];
    println!("| added to the others | links kept | threads kept |\n|---|---:|---:|");
    for (name, (links, threads), _) in &rows {
        println!("| {name} | {links:.3} | {threads:.3} |");
    }
    for (name, (links, threads), least) in rows {
        assert!(links >= least.0 && threads >= least.1, "{name}: {links:.3} {threads:.3}");
    }
}
