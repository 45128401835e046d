//! Measures the alignment on the gold of `assets/gold` and prints a table: `cargo run --release --example quality`.
//!
//! With `misses` it also lists what was missed and what was found without being there; with `disagreements` it holds the suspects
//! against those of `assets/disagreements`; with `gospels DIR` it prints B-cubed of the threads over four gospels, by pericope.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // A tool for developers.
#![allow(missing_docs, unreachable_pub, dead_code)] // The gold's reader is shared with the tests.

use std::collections::{BTreeMap, BTreeSet};

use variorum::align::{self, Alignment, Member, Tier, Unwatched};
use variorum::article::Article;

#[path = "../tests/support/disagreements.rs"]
mod disagreements;
#[path = "../tests/support/gold.rs"]
mod gold;
#[path = "support/gospels.rs"]
mod gospels;

use disagreements::{Counts, Suspects};
use gold::{At, DISAGREEMENTS, GOLD, Gold};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [what, folder] = arguments.as_slice()
        && what == "gospels"
    {
        let (articles, told) = gospels::read(folder.as_ref());
        let found = align::align(&articles.iter().collect::<Vec<_>>(), &[], &Unwatched);
        println!("gospels B3 {:.3}", b_cubed(&told, &found));
        return;
    }
    let list = arguments.iter().any(|a| a == "misses");
    if arguments.iter().any(|a| a == "disagreements") {
        return disagree(list);
    }
    println!(
        "cluster      P      R      F1   | certain  likely | relation | B3     | has P  R     | negatives | suspects  P      R"
    );
    let (mut total, mut count) = (0.0, 0.0);
    let mut deciles = [(0, 0); 10];
    for gold in Gold::all(GOLD) {
        let name = &gold.name;
        let articles: Vec<&Article> = gold.articles.iter().collect();
        let found = align::align(&articles, &[], &Unwatched);
        let links = Links::judge(&gold, &found);
        let suspects = Suspects::judge(&gold, &found);
        let has = who_has_it(&gold, &found);
        println!(
            "{name:<11} {:.3}  {:.3}  {:.3}  | {:.3}    {:.3}  | {:.3}    | {:.3}  | {:.3} {:.3} | {:>2} of {:<2}  | {:>3}      {:.3}  {:.3}",
            links.precision(),
            links.recall(),
            links.f1(),
            links.of_tier(Tier::Certain),
            links.of_tier(Tier::Likely),
            links.relations_right as f64 / links.right.max(1) as f64,
            b_cubed(&threads(&gold), &found),
            has.0,
            has.1,
            negatives(&gold, &found),
            gold.file.negative.len(),
            found.suspects.len(),
            suspects.counts.precision(),
            suspects.counts.recall(),
        );
        for (sum, of) in deciles.iter_mut().zip(links.deciles) {
            *sum = (sum.0 + of.0, sum.1 + of.1);
        }
        total += links.f1();
        count += 1.0;
        if list {
            links.list(&gold);
            suspects.list(&gold, &found);
        }
    }
    println!("mean F1 {:.3}", total / count);
    println!("score   links  right");
    for (decile, (right, all)) in deciles.into_iter().enumerate().rev().filter(|(_, (_, all))| *all > 0) {
        println!("from .{decile}  {all:>5}  {:.2}", f64::from(right) / f64::from(all));
    }
}

/// Prints what suspects are right and what disagreements are found, by cluster and in all.
fn disagree(list: bool) {
    println!("cluster    suspects  right  P      | disagreements  found  R");
    let print = |name: &str, c: Counts| {
        let (precision, recall) = (c.precision(), c.recall());
        println!(
            "{name:<10} {:>8}  {:>5}  {precision:.3}  | {:>13}  {:>5}  {recall:.3}",
            c.all, c.right, c.wanted, c.met
        );
    };
    let mut sums = [Counts::default(); 2];
    for gold in Gold::all(DISAGREEMENTS) {
        let found = align::align(&gold.articles.iter().collect::<Vec<_>>(), &[], &Unwatched);
        let judged = Suspects::judge(&gold, &found);
        print(&gold.name, judged.counts);
        sums[usize::from(gold.file.held_out)] += judged.counts;
        // What is held out is counted, and not looked at.
        if list && !gold.file.held_out {
            judged.list(&gold, &found);
        }
    }
    print("in view", sums[0]);
    print("held out", sums[1]);
}

/// The links of the program held against the gold; doubtful ones and ignored passages count neither for nor against.
#[derive(Default)]
struct Links {
    right: usize,
    found: usize,
    wanted: usize,
    relations_right: usize,
    tiers: BTreeMap<Tier, (usize, usize)>,
    /// Right ones and all, of all tiers, by tenths of the score.
    deciles: [(u32, u32); 10],
    missed: Vec<(At, At)>,
    wrong: Vec<(At, At, u32)>,
}

impl Links {
    fn judge(gold: &Gold, found: &Alignment) -> Links {
        let links = gold.links();
        let counts = |at: &(At, At)| !gold.is_ignored(at.0) && !gold.is_ignored(at.1);
        let of = |certain: bool| -> BTreeMap<(At, At), gold::Relation> {
            let fitting = links.iter().filter(|l| l.certain == certain);
            fitting.map(|l| ((l.a, l.b), l.relation)).filter(|(at, _)| counts(at)).collect()
        };
        let (certain, doubtful) = (of(true), of(false));
        let mut out = Links { wanted: certain.len(), ..Links::default() };
        let mut seen = BTreeSet::new();
        for link in &found.links {
            let at = (place(&link.a), place(&link.b));
            if !counts(&at) || doubtful.contains_key(&at) {
                continue;
            }
            let decile = &mut out.deciles[(link.score.0 as usize / 1000).min(9)];
            *decile = (decile.0 + u32::from(certain.contains_key(&at)), decile.1 + 1);
            if !link.tier.is_shown() || !seen.insert(at) {
                continue;
            }
            out.found += 1;
            let tier = out.tiers.entry(link.tier).or_default();
            tier.1 += 1;
            match certain.get(&at) {
                Some(relation) => {
                    tier.0 += 1;
                    out.right += 1;
                    out.relations_right +=
                        usize::from(format!("{relation:?}") == format!("{:?}", link.relation));
                }
                None => out.wrong.push((at.0, at.1, link.score.0)),
            }
        }
        out.missed = certain.keys().filter(|at| !seen.contains(at)).copied().collect();
        out
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.wanted.max(1) as f64
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }

    fn of_tier(&self, tier: Tier) -> f64 {
        self.tiers.get(&tier).map_or(f64::NAN, |(right, all)| *right as f64 / *all as f64)
    }

    fn list(&self, gold: &Gold) {
        let text = |at: At| format!("{}: {}", gold.articles[at.0].id, gold.articles[at.0].passage_text(at.1));
        for (a, b) in &self.missed {
            println!("missed\n    {}\n    {}", text(*a), text(*b));
        }
        for (a, b, score) in &self.wrong {
            println!("wrong {score}\n    {}\n    {}", text(*a), text(*b));
        }
    }
}

fn place(member: &Member) -> At {
    (member.article, member.passage)
}

/// Returns how many pairs that look alike and are not were linked.
fn negatives(gold: &Gold, found: &Alignment) -> usize {
    let places = |s: &gold::Snippet| {
        let article = gold.article(&s.article);
        gold.passages(article, gold.place(article, &s.text))
    };
    let linked: BTreeSet<BTreeSet<At>> = found
        .links
        .iter()
        .filter(|l| l.tier.is_shown())
        .map(|l| BTreeSet::from([place(&l.a), place(&l.b)]))
        .collect();
    let is_linked = |n: &&gold::Negative| {
        let pairs = places(&n.a)
            .into_iter()
            .flat_map(|a| places(&n.b).into_iter().map(move |b| BTreeSet::from([a, b])));
        pairs.into_iter().any(|p| linked.contains(&p))
    };
    gold.file.negative.iter().filter(is_linked).count()
}

/// Returns precision and recall of “this article has it too”, as threads say it of each passage that stands in one; what is not
/// said is shown as “not found”.
fn who_has_it(gold: &Gold, found: &Alignment) -> (f64, f64) {
    let mut truth: BTreeMap<(At, usize), bool> = BTreeMap::new();
    for link in gold.links() {
        for (at, article) in [(link.a, link.b.0), (link.b, link.a.0)] {
            *truth.entry((at, article)).or_default() |= link.certain;
        }
    }
    let mut said: BTreeMap<At, BTreeSet<usize>> = BTreeMap::new();
    for thread in &found.threads {
        for at in thread.members.iter().map(place).filter(|at| !gold.is_ignored(*at)) {
            said.entry(at).or_default().extend(thread.members.iter().map(|m| m.article));
        }
    }
    let (mut right, mut all, mut wanted) = (0.0, 0.0, 0.0);
    for (at, articles) in said {
        for article in (0..gold.articles.len()).filter(|a| *a != at.0) {
            let is_true = truth.get(&(at, article));
            // What editors doubt counts neither for nor against.
            if is_true != Some(&false) {
                let (is_true, is_said) = (is_true.is_some(), articles.contains(&article));
                right += f64::from(u8::from(is_true && is_said));
                all += f64::from(u8::from(is_said));
                wanted += f64::from(u8::from(is_true));
            }
        }
    }
    (right / all.max(1.0), right / wanted.max(1.0))
}

/// Returns the threads of the gold by passage.
fn threads(gold: &Gold) -> BTreeMap<At, BTreeSet<usize>> {
    let mut truth: BTreeMap<At, BTreeSet<usize>> = BTreeMap::new();
    for link in gold.links().iter().filter(|l| l.certain) {
        for at in [link.a, link.b] {
            truth.entry(at).or_default().extend(&link.threads);
        }
    }
    truth
}

/// B-cubed F of the threads: passages in several threads count through the best fitting one (Amigó et al. 2009).
fn b_cubed(truth: &BTreeMap<At, BTreeSet<usize>>, found: &Alignment) -> f64 {
    let mut said: BTreeMap<At, BTreeSet<usize>> = BTreeMap::new();
    for (number, thread) in found.threads.iter().enumerate() {
        for member in &thread.members {
            said.entry(place(member)).or_default().insert(number);
        }
    }
    let none = BTreeSet::new();
    let share = |one: &BTreeMap<At, BTreeSet<usize>>, other: &BTreeMap<At, BTreeSet<usize>>| {
        let mut sum = 0.0;
        for (at, threads) in one {
            let mates: Vec<&At> =
                one.iter().filter(|(m, t)| *m != at && !t.is_disjoint(threads)).map(|(m, _)| m).collect();
            let both =
                |m: &&&At| !other.get(at).unwrap_or(&none).is_disjoint(other.get(**m).unwrap_or(&none));
            let right = mates.iter().filter(both).count();
            sum += if mates.is_empty() { 1.0 } else { right as f64 / mates.len() as f64 };
        }
        sum / one.len().max(1) as f64
    };
    let (precision, recall) = (share(&said, truth), share(truth, &said));
    2.0 * precision * recall / (precision + recall).max(1e-9)
}
