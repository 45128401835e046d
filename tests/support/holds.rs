//! What holds for every alignment, whatever the articles.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // Each user takes its part.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use variorum::align::{Alignment, Member, PassageRef};
use variorum::article::Article;

/// All that was found, with articles by their names and lists as sets: what may not depend on the order of inputs.
///
/// Articles with the same text cannot be told apart by any rule but their order; which of them is the copy is left out.
pub fn by_name(articles: &[&Article], found: &Alignment) -> BTreeSet<String> {
    let id = |article: usize| articles[article].id.as_str();
    let name = |m: &Member| format!("{} {} {:?}", id(m.article), m.passage, m.span);
    let set = |members: &[Member]| members.iter().map(name).collect::<BTreeSet<_>>();
    let thread = |number: &usize| set(&found.threads[*number].members);
    let threads = |numbers: &[usize]| numbers.iter().map(thread).collect::<BTreeSet<_>>();
    let links = found.links.iter().map(|l| {
        let ends = BTreeSet::from([name(&l.a), name(&l.b)]);
        format!("link {ends:?} {:?} {:?} {:?} {:?}", l.relation, l.tier, l.score, threads(&l.threads))
    });
    let all = found.threads.iter().map(|t| {
        let silent: BTreeSet<&str> = t.silent.iter().map(|a| id(*a)).collect();
        format!("thread {:?} {silent:?}", set(&t.members))
    });
    let suspects = found.suspects.iter().map(|s| {
        let readings: BTreeSet<_> = s.readings.iter().map(|r| (r.says.clone(), set(&r.members))).collect();
        format!("suspect {:?} {} {:?} {:?} {readings:?}", s.kind, s.rule, s.score, threads(&s.threads))
    });
    let only = found.only.iter().map(|o| format!("only {} {}", id(o.article), o.passage));
    let twin = |a: usize, b: usize| articles[a].text == articles[b].text;
    let copies = found.copy_of.iter().enumerate().map(|(copy, of)| match of {
        Some(source) if twin(copy, *source) => String::from("a twin"),
        // Of twins either may be the source.
        Some(source) => {
            let twins = (0..articles.len()).filter(|other| twin(*source, *other)).map(id);
            format!("copy {} of {:?}", id(copy), twins.min())
        }
        None if (0..articles.len()).any(|other| other != copy && twin(copy, other)) => String::from("a twin"),
        None => format!("no copy {}", id(copy)),
    });
    let notices = found.notices.iter().map(|n| format!("notice {}", n.0));
    links.chain(all).chain(suspects).chain(only).chain(copies).chain(notices).collect()
}

/// Asserts that what was found lies in its articles and agrees with itself.
pub fn assert_sound(articles: &[&Article], found: &Alignment) {
    let sound = |m: &Member| {
        let article = articles[m.article];
        assert!(article.passages[m.passage].span.covers(m.span), "{m:?} lies in its passage");
        let text = article.text.get(m.span.range());
        assert!(text.is_some_and(|t| !t.is_empty()), "{m:?} lies between characters and is not empty");
    };
    assert!(found.links.is_sorted_by_key(|l| (l.a, l.b)), "links in order");
    let mut pairs: BTreeSet<(PassageRef, PassageRef)> = BTreeSet::new();
    let mut linked: BTreeSet<PassageRef> = BTreeSet::new();
    for (number, link) in found.links.iter().enumerate() {
        sound(&link.a);
        sound(&link.b);
        assert!(link.a.article < link.b.article, "the lower article first");
        assert!(pairs.insert((link.a.passage_ref(), link.b.passage_ref())), "link {number} is there once");
        assert!(link.score.0 <= 10_000);
        assert!(link.threads.is_sorted_by(|a, b| a < b));
        for thread in &link.threads {
            let has = |m: &Member| {
                found.threads[*thread]
                    .members
                    .iter()
                    .any(|t| t.passage_ref() == m.passage_ref() && t.span.covers(m.span))
            };
            assert!(has(&link.a) && has(&link.b), "link {number} lies in its threads");
        }
        if link.tier.is_shown() {
            linked.extend([link.a.passage_ref(), link.b.passage_ref()]);
        } else {
            assert!(link.threads.is_empty(), "no hidden link stands in a thread");
        }
    }
    assert!(found.threads.is_sorted_by(|a, b| a.members <= b.members), "threads in order");
    let members = found.threads.iter().flat_map(|t| &t.members).map(|m| m.passage_ref());
    assert_eq!(
        members.collect::<BTreeSet<_>>(),
        linked,
        "what has a shown link stands in a thread, and nothing else"
    );
    for thread in &found.threads {
        thread.members.iter().for_each(sound);
        assert!(
            thread.members.is_sorted_by(|a, b| a.passage_ref() < b.passage_ref()),
            "each member once, in order"
        );
        let present: BTreeSet<usize> = thread.members.iter().map(|m| m.article).collect();
        assert!(present.len() >= 2);
        let silent: Vec<usize> = (0..articles.len()).filter(|a| !present.contains(a)).collect();
        assert_eq!(thread.silent, silent);
    }
    assert!(found.suspects.is_sorted_by(|a, b| a.score >= b.score), "suspects from the best down");
    for suspect in &found.suspects {
        assert!(suspect.readings.len() >= 2);
        assert!(suspect.threads.iter().all(|t| *t < found.threads.len()));
        for reading in &suspect.readings {
            assert!(!reading.members.is_empty());
            reading.members.iter().for_each(sound);
        }
        let words: Vec<&Member> = suspect.members().collect();
        for (i, one) in words.iter().enumerate() {
            let same =
                |o: &&&Member| o.passage_ref() == one.passage_ref() && o.span.overlap(one.span).is_some();
            assert_eq!(words[..i].iter().filter(same).count(), 0, "words that say two things: {suspect:?}");
        }
    }
    assert!(found.only.is_sorted_by(|a, b| a < b));
    assert!(found.only.iter().all(|o| !linked.contains(o) && o.passage < articles[o.article].passages.len()));
    assert_eq!(found.copy_of.len(), articles.len());
    for (copy, source) in found.copy_of.iter().enumerate().filter_map(|(c, s)| Some((c, (*s)?))) {
        assert!(source < articles.len() && source != copy && found.copy_of[source] != Some(copy));
    }
}

/// Pools of one, two and three workers.
static POOLS: LazyLock<Vec<rayon::ThreadPool>> = LazyLock::new(|| {
    let pool = |workers| rayon::ThreadPoolBuilder::new().num_threads(workers).build().unwrap();
    (1..=3).map(pool).collect()
});

/// Asserts that another order of the articles and other numbers of workers find the same.
pub fn assert_order_free(
    articles: &[&Article],
    turn: usize,
    align: impl Fn(&[&Article]) -> Alignment + Sync,
) {
    let with = |workers: usize, articles: &[&Article]| POOLS[workers - 1].install(|| align(articles));
    let straight = with(1, articles);
    assert_eq!(straight, with(3, articles), "the number of workers shows in nothing");
    let mut turned = articles.to_vec();
    turned.rotate_left(turn % articles.len().max(1));
    turned.reverse();
    let (one, other) = (by_name(articles, &straight), by_name(&turned, &with(2, &turned)));
    let differ: Vec<&String> = one.symmetric_difference(&other).take(6).collect();
    assert!(differ.is_empty(), "another order of the articles finds something else: {differ:#?}");
}
