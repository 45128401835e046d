//! How old someone is said to be: "Bea Lund, 34," here, "35-year-old Bea Lund" there, in whatever sentences.

use rustc_hash::FxHashMap;

use super::fact::{Fact, Value};
use super::finding::{Finding, Placed, Said, across};
use super::names::{self, is_name};
use super::quotes::raw;
use super::scene::{Holds, Scene};
use super::text::Text;
use crate::align::SuspectKind;
use crate::align::cues::Cues;
use crate::align::number::Unit;

/// Words from "34-year-old" to the name at most.
const REACH: usize = 6;
/// The least age that "was" tells of now, and not of long ago.
const GROWN: f64 = 16.0;
/// Years apart beyond which "was" tells of long ago.
const THEN: f64 = 10.0;
/// The greatest age.
const OLDEST: f64 = 115.0;
/// People of one name beyond which nothing tells who is who.
const MOST: usize = 40;
/// What a finding is worth.
const WORTH: f64 = 0.75;
/// The rule; an age in other sentences is another's.
pub(super) const OTHER_AGE: &str = "same person, other age";

/// Someone with an age.
struct Aged {
    article: usize,
    /// The stems of the name, the last one last.
    name: Vec<u32>,
    age: f64,
    /// Whether it is told of the past: "was 24".
    was: bool,
    said: Said,
}

/// Finds people to whom two articles give other ages.
pub(super) fn compare(scene: &Scene) -> Vec<Placed> {
    let units = 0..scene.corpus.units.len();
    let told = units.filter(|unit| {
        let holds = scene.holds(*unit);
        holds.has(Holds::FACT) && holds.has(Holds::NAME)
    });
    let mut people: FxHashMap<u32, Vec<Aged>> = FxHashMap::default();
    for aged in told.flat_map(|unit| of_unit(scene, unit)) {
        people.entry(aged.name.last().copied().unwrap_or_default()).or_default().push(aged);
    }
    let mut people: Vec<(u32, Vec<Aged>)> = people.into_iter().filter(|(_, list)| list.len() > 1).collect();
    people.sort_unstable_by_key(|(name, _)| *name);
    let mut out = Vec::new();
    for (_, list) in people.iter().filter(|(_, list)| list.len() <= MOST) {
        for (x, y) in across(list, |aged| aged.article).filter(|(x, y)| is_one(list, x, y)) {
            let finding = Finding {
                kind: SuspectKind::Number,
                rule: OTHER_AGE,
                clash: x.age != y.age,
                weight: WORTH,
                group: None,
                sides: [x.said.clone(), y.said.clone()],
            };
            out.push(Placed { finding, tier: 1.0, is_claim: false });
        }
    }
    out
}

/// Returns whether two are one person: the same name, or the last of it, which is nobody else's in either article.
fn is_one(all: &[Aged], x: &Aged, y: &Aged) -> bool {
    if (x.was || y.was) && (x.age - y.age).abs() > THEN {
        return false;
    }
    if x.name.len() > 1 && y.name.len() > 1 {
        return x.name[0] == y.name[0];
    }
    let others = |own: &Aged| {
        all.iter().any(|z| {
            z.article == own.article
                && (z.age != own.age || z.name.len() > 1 && own.name.len() > 1 && z.name[0] != own.name[0])
        })
    };
    !others(x) && !others(y)
}

fn of_unit(scene: &Scene, unit: usize) -> Vec<Aged> {
    let text = scene.text(unit);
    let mut out = Vec::new();
    for fact in &scene.facts[unit] {
        let Value::Number(number) = &fact.value else { continue };
        let aged = number.value == number.top
            && number.value.fract() == 0.0
            && (1.0..=OLDEST).contains(&number.value);
        if !aged {
            continue;
        }
        let name = match &number.unit {
            Unit::Age => before(&text, fact).or_else(|| told(&text, fact)).or_else(|| behind(&text, fact)),
            Unit::Things(things) if things.is_empty() => before(&text, fact).or_else(|| told(&text, fact)),
            Unit::Things(_) => before(&text, fact),
            _ => None,
        };
        if let Some(name) = name {
            let said = scene.said(unit, fact);
            let start = text.range(fact.span).start;
            let was = start > 0 && raw(&text, start - 1) == "was";
            out.push(Aged { article: text.at.article, name, age: number.value, was, said });
        }
    }
    out
}

/// Returns the name before an age: "Bea Lund, 34,", "Bea Lund, now 34,", "Bea Lund (34)".
fn before(text: &Text, fact: &Fact) -> Option<Vec<u32>> {
    let mut at = text.range(fact.span).start.checked_sub(1)?;
    if matches!(&*raw(text, at), "now" | "aged") {
        at = at.checked_sub(1)?;
    }
    let opens = matches!(text.gap(at), ", " | " (");
    let closes = text.info.text[fact.span.end..].starts_with([',', ')', ';', '.']);
    if !opens || !closes || !is_name(text, at) {
        return None;
    }
    let start = names::start(text, at);
    Some(text.words[start..=at].iter().map(|w| w.stem).collect())
}

/// Returns the name of whom it is told: "Bea Lund is 34 and", "Bea Lund, who was 34 years old,".
fn told(text: &Text, fact: &Fact) -> Option<Vec<u32>> {
    let words = text.range(fact.span);
    let is = words.start.checked_sub(1).filter(|i| matches!(&*raw(text, *i), "is" | "was"))?;
    // "Was 19 and still at school when the ferry sank": not now.
    let then =
        |i: usize| matches!(&*raw(text, i), "when" | "after" | "before" | "in" | "then" | "as" | "while");
    let Value::Number(number) = &fact.value else { return None };
    if raw(text, is) == "was" && (number.value < GROWN || (words.end..text.words.len()).any(then)) {
        return None;
    }
    let rest = &text.info.text[fact.span.end..];
    let closes = rest.starts_with([',', ')', ';', '.']) || rest.starts_with(" and ");
    let who = is.checked_sub(1)?;
    let at = match &*raw(text, who) {
        "who" => who.checked_sub(1).filter(|i| text.gap(*i) == ", ")?,
        _ => who,
    };
    let close = text.gap(who) == " " && text.gap(is) == " ";
    (closes && close && is_name(text, at))
        .then(|| text.words[names::start(text, at)..=at].iter().map(|w| w.stem).collect())
}

/// Returns the name behind an age: "the 34-year-old harbour pilot Bea Lund".
fn behind(text: &Text, fact: &Fact) -> Option<Vec<u32>> {
    let first = text.range(fact.span).end;
    let end = text.words.len().min(first + REACH);
    let close = |i: usize| i > 0 && text.gap(i - 1) == " ";
    let start =
        (first..end).take_while(|i| close(*i) && text.words[*i].content).find(|i| is_name(text, *i))?;
    let last =
        (start..text.words.len()).take_while(|i| is_name(text, *i) && (*i == start || close(*i))).last()?;
    // "A 12-year-old New Jersey girl": the name is of a place.
    let goes_on = text
        .words
        .get(last + 1)
        .is_some_and(|w| w.content && text.gap(last) == " " && !w.cues.has(Cues::SAY));
    (last > start && !goes_on).then(|| text.words[start..=last].iter().map(|w| w.stem).collect())
}
