//! One article against the others: where linked sentences of two articles give one value, and the sentence of a third that
//! is linked to both gives another, and each of them gives no more than this one of its sort, they are of one thing,
//! whatever words stand around them.

use rustc_hash::FxHashMap;

use super::fact::{Fact, Part, Value};
use super::finding::{Finding, Placed};
use super::moment::Grain;
use super::scene::{Holds, Scene};
use super::slots::{TABLE, make_a_whole};
use super::tolls::ANYBODY;
use super::values::{elsewhere_at_all, verdict};
use crate::align::cues;
use crate::align::number::{Number, Unit, Verdict, is_person};
use crate::align::{Link, SuspectKind};

/// What a finding is worth; and that two articles agree, which makes one reading of what they say.
const WORTH: f64 = 0.45;
const JOINED: f64 = 0.75;
/// Times apart up to which two values are of one thing.
const RATIO: f64 = 2.5;
/// Bytes between a number and the one that goes on it: "three terms of".
const NEAR: usize = 12;
/// Things of which fewer are counted for many reasons.
const LEAST: f64 = 20.0;
/// Words before a time that make it the end, or the beginning, of something.
const ENDS: &[&str] = &[
    "until", "till", "by", "before", "from", "since", "after", "Until", "By", "Before", "From", "Since",
    "After",
];
/// Links of a passage beyond which it says what everything says.
const MOST: usize = 40;

/// What sort of value a fact has, where a sentence with only one such value can be told by it.
#[derive(PartialEq, Clone)]
enum Sort<'a> {
    Measure(&'a Unit),
    People,
    /// What is counted by one noun.
    Named(&'a str),
    Hour,
    Day,
    Year,
}

/// Returns the sort of a fact; none where nothing tells what it is of.
fn sort(fact: &Fact) -> Option<Sort<'_>> {
    match &fact.value {
        Value::Number(n) => match &n.unit {
            Unit::Things(things) if things.iter().any(|w| is_person(w)) => Some(Sort::People),
            Unit::Things(things) if n.value >= LEAST => things.last().map(|noun| Sort::Named(noun)),
            Unit::Things(_) | Unit::Age | Unit::Year => None,
            unit => Some(Sort::Measure(unit)),
        },
        Value::Moment(m) => match m.grain() {
            Grain::Clock => Some(Sort::Hour),
            Grain::Day => Some(Sort::Day),
            Grain::Year => Some(Sort::Year),
            Grain::Vague => None,
        },
        Value::Single => None,
    }
}

/// Returns the facts of a unit that are the only ones of their sort in it, with that sort.
fn lone<'a>(scene: &'a Scene, unit: usize) -> Vec<(Sort<'a>, &'a Fact)> {
    let all = &scene.facts[unit];
    if all.len() > TABLE {
        return Vec::new();
    }
    let every: Vec<(Sort, &Fact)> = all.iter().filter_map(|f| Some((sort(f)?, f))).collect();
    let only = |sort: &Sort| every.iter().filter(|(s, _)| s == sort).count() == 1;
    let whole = |fact: &Fact| fact.part == Part::Whole && !goes_on(scene, unit, fact);
    every.iter().filter(|(sort, fact)| only(sort) && whole(fact)).cloned().collect()
}

/// Returns whether a number goes on another one: "from four to nine per cent", "three terms of four years".
fn goes_on(scene: &Scene, unit: usize, fact: &Fact) -> bool {
    let article = scene.articles[scene.corpus.units[unit].article];
    let before = &article.text[..fact.span.start];
    let near = |other: &Fact| {
        matches!(other.value, Value::Number(_))
            && other.span.end <= fact.span.start
            && fact.span.start - other.span.end <= NEAR
    };
    // "Of the 212,400 crowns, half has been found": what is told is of a part.
    let of_all = ["of the ", "Of the "].iter().any(|words| before.ends_with(words));
    of_all || (before.ends_with(" to ") || before.ends_with(" of ")) && scene.facts[unit].iter().any(near)
}

/// Finds values that stand alone against those of two articles or more.
pub(super) fn compare<'a>(scene: &'a Scene, shown: &[&Link]) -> Vec<Placed> {
    let beside = beside(scene, shown);
    let lone: Vec<Vec<(Sort, &'a Fact)>> = beside.iter().map(|(unit, _)| lone(scene, *unit)).collect();
    let at = |unit: usize| beside.binary_search_by_key(&unit, |(unit, _)| *unit).ok();
    let linked = |x: usize, y: usize| at(x).is_some_and(|at| beside[at].1.contains(&y));
    let article = |unit: usize| scene.corpus.units[unit].article;
    let mut out = Vec::new();
    for ((unit, others), own) in beside.iter().zip(&lone) {
        for (sort, fact) in own {
            let of_sort = |other: &usize| {
                let found = lone[at(*other)?].iter().find(|(s, _)| s == sort);
                found.map(|(_, f)| (*other, *f))
            };
            let there: Vec<(usize, &Fact)> = others.iter().filter_map(of_sort).collect();
            let borne_out = |(x, f): &(usize, &'a Fact)| {
                let agrees = |(y, g): &&(usize, &Fact)| {
                    article(*x) != article(*y) && linked(*x, *y) && against(f, g) == Some(Verdict::Same)
                };
                there.iter().find(agrees).copied()
            };
            for other in there.iter().filter(|other| is_other(scene, (*unit, fact), **other)) {
                if let Some(third) = borne_out(other) {
                    out.push(placed(scene, (*unit, fact), *other, true));
                    out.push(placed(scene, *other, third, false));
                }
            }
        }
    }
    out
}

/// Returns the units with facts, each with those that are linked with it, in order.
fn beside(scene: &Scene, shown: &[&Link]) -> Vec<(usize, Vec<usize>)> {
    let mut beside: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for link in shown {
        let Some((a, b)) = scene.ends(link) else { continue };
        if scene.holds(a).and(scene.holds(b)).has(Holds::FACT) {
            beside.entry(a).or_default().push(b);
            beside.entry(b).or_default().push(a);
        }
    }
    let mut out: Vec<(usize, Vec<usize>)> = beside.into_iter().filter(|(_, l)| l.len() <= MOST).collect();
    out.sort_unstable();
    out
}

fn against(x: &Fact, y: &Fact) -> Option<Verdict> {
    verdict(&x.value, &y.value).map(|v| v.0)
}

/// Returns whether two values are told of alike: both as the end of a time, or neither; both of people hurt or killed, or neither.
fn bounds_alike(scene: &Scene, fact: &Fact, same: &Fact, (unit, other): (usize, usize)) -> bool {
    let ends = |unit: usize, fact: &Fact| {
        let before = scene.articles[scene.corpus.units[unit].article].text[..fact.span.start].trim_end();
        ENDS.contains(&before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
    };
    let people = sort(fact) == Some(Sort::People);
    let hurt = |unit: usize| {
        let article = scene.articles[scene.corpus.units[unit].article];
        let mut words = scene.corpus.tokens(unit).iter().map(|token| article.slice(token.span));
        words.any(|word| cues::toll(word).is_some() || word == "hospital")
    };
    ends(unit, fact) == ends(other, same) && (!people || hurt(unit) == hurt(other))
}

/// Returns whether two numbers of people have a noun in common, or one has none of its own: "officers" are no "supporters".
fn count_alike(fact: &Fact, same: &Fact) -> bool {
    let nouns = |fact: &Fact| match &fact.value {
        Value::Number(Number { unit: Unit::Things(things), .. }) => {
            things.iter().filter(|w| !ANYBODY.contains(&w.as_str())).cloned().collect()
        }
        _ => Vec::new(),
    };
    let (p, q) = (nouns(fact), nouns(same));
    p.is_empty() || q.is_empty() || p.iter().any(|noun| q.contains(noun))
}

/// Returns whether two values cannot both be true, and neither article states the other's.
fn is_other(scene: &Scene, (unit, fact): (usize, &Fact), (other, same): (usize, &Fact)) -> bool {
    let near = match (&fact.value, &same.value) {
        (Value::Number(m), Value::Number(n)) => {
            m.value.max(n.value) <= RATIO * m.value.min(n.value).max(1e-9)
        }
        _ => true,
    };
    let article = |unit: usize| scene.corpus.units[unit].article;
    near && !make_a_whole(fact, same)
        && bounds_alike(scene, fact, same, (unit, other))
        && count_alike(fact, same)
        && against(fact, same) == Some(Verdict::Clash)
        && !elsewhere_at_all(scene, fact, article(other))
        && !elsewhere_at_all(scene, same, article(unit))
}

fn placed(scene: &Scene, x: (usize, &Fact), y: (usize, &Fact), clash: bool) -> Placed {
    let kind = verdict(&x.1.value, &y.1.value).map_or(SuspectKind::Number, |v| v.1);
    let finding = Finding {
        kind,
        rule: "one value here, another in two articles",
        clash,
        weight: if clash { WORTH } else { JOINED },
        group: None,
        sides: [scene.said(x.0, x.1), scene.said(y.0, y.1)],
    };
    Placed { finding, tier: 1.0, is_claim: false }
}
