//! How many were killed, hurt, arrested: "killed four people" here, "five dead" there, in whatever sentences.
//!
//! What becomes of people is told again and again in other words, and often in sentences that have nothing else in common,
//! so it is compared whether they are linked or not.

use super::fact::{Fact, Part, Value};
use super::finding::{Finding, Placed, across};
use super::linked::Linked;
use super::moment::{Grain, Moment};
use super::names::{self, of_others};
use super::quotes::{raw, says};
use super::scene::{Holds, Scene};
use super::text::Text;
use crate::align::SuspectKind;
use crate::align::cues::{self, Cues};
use crate::align::number::{Number, Unit, Verdict};

/// Words between a number and what became of those whom it counts: "people have been".
const REACH: usize = 6;
/// Words before a number in which it may be told that it is not sure.
const HEDGED: usize = 4;
/// Tolls of one sort beyond which nothing tells which of them are one.
const MOST: usize = 60;
/// What a finding is worth where the sentences are linked, and where they are not.
const NEAR: f64 = 0.7;
const AFAR: f64 = 0.6;
/// Nouns that count everybody.
pub(super) const ANYBODY: &[&str] = &["people", "persons", "victims", "lives", "casualties"];
/// Words that tell of another time, of other places too, or of some of those only.
const OTHERS: &[&str] = &[
    "ago",
    "since",
    "previous",
    "previously",
    "worst",
    "every",
    "annually",
    "scene",
    "way",
    "helicopter",
    "boat",
    "lifeboat",
    "seriously",
    "slightly",
    "severely",
    "critically",
    "badly",
    "including",
    "nationwide",
    "there",
    "rest",
    "remaining",
    "later",
    "further",
    "alone",
    "single",
    "first",
    "second",
    "same",
    "each",
    "before",
    "enough",
    "would",
    "could",
];
/// The same of two words.
const OTHERS_OF_TWO: &[(&str, &[&str])] = &[
    ("last", &["year", "month", "week", "winter", "summer", "autumn", "spring", "season", "time"]),
    ("this", &["year", "month", "winter", "summer", "autumn", "spring", "season"]),
    ("so", &["far"]),
    ("earlier", &["this"]),
    ("the", &["country", "nation"]),
    ("when", &["they", "he", "she"]),
];
/// Times from which on the smaller number is of some of those only.
const SOME: f64 = 2.5;
/// Passages at the head of an article in which it tells what it is about.
const HEAD: usize = 6;

/// How many something became of.
struct Toll<'a> {
    unit: usize,
    article: usize,
    /// What became of them, as the rule that tells of two numbers.
    rule: &'static str,
    fact: &'a Fact,
    number: &'a Number,
    /// The stem of the noun that counts some of them only: "children".
    noun: Option<u32>,
    /// The stems of the names beside it, which tell of another event.
    names: Vec<u32>,
    /// Whether it stands at the head of its article.
    is_head: bool,
    /// Whether it is told with how or where they came to harm.
    is_part: bool,
    /// The day that is told beside it.
    day: Option<Moment>,
}

/// Finds numbers of dead, hurt and others that two articles do not share.
pub(super) fn compare(scene: &Scene, linked: &Linked) -> Vec<Placed> {
    let units = (0..scene.corpus.units.len()).filter(|unit| scene.holds(*unit).has(Holds::TOLL));
    let mut tolls: Vec<Toll> = units.flat_map(|unit| of_unit(scene, unit)).collect();
    tolls.sort_by_key(|t| t.rule);
    let mut out = Vec::new();
    for list in tolls.chunk_by(|x, y| x.rule == y.rule).filter(|l| l.len() <= MOST) {
        let pairs = across(list, |toll| toll.article);
        out.extend(pairs.filter_map(|(x, y)| together(scene, list, (x, y), linked)));
    }
    out
}

/// Compares two tolls of one sort; none where nothing tells that they are of one event, or both may be true.
fn together(scene: &Scene, all: &[Toll], (x, y): (&Toll, &Toll), linked: &Linked) -> Option<Placed> {
    let is_linked = linked.is_shown(x.unit, y.unit);
    let is_clash = |p: &Toll, q: &Toll| p.number.against(q.number) == Verdict::Clash;
    let of = |article: usize| all.iter().filter(move |t| t.article == article);
    let told = |own: &Toll, article: usize| of(article).any(|t| !is_clash(t, own));
    // Unlinked sentences are of one event where both articles begin with it, and each gives one number.
    let single = |own: &Toll| own.is_head && !of(own.article).any(|t| t.noun == own.noun && is_clash(t, own));
    let clash = is_clash(x, y);
    let (more, fewer) = if x.number.value > y.number.value { (x, y) } else { (y, x) };
    // "Three people died when a tree fell on their car" tells of some; so do numbers that are far smaller, or of another day.
    let other_day = x.day.zip(y.day).is_some_and(|(p, q)| p.against(&q) == Some(Verdict::Clash));
    let some = more.number.value >= SOME * fewer.number.value || fewer.is_part && !more.is_part || other_day;
    let open =
        some || x.noun != y.noun || told(x, y.article) || told(y, x.article) || of_others(&x.names, &y.names);
    let known = |own: &Toll, article: usize| {
        own.names.is_empty() || own.names.iter().any(|name| scene.has_name(article, *name))
    };
    let clear = is_linked || single(x) && single(y) && known(x, y.article) && known(y, x.article);
    if clash && (open || !clear) || x.number.against(y.number) == Verdict::Room {
        return None;
    }
    let finding = Finding {
        kind: SuspectKind::Number,
        rule: x.rule,
        clash,
        weight: if is_linked { NEAR } else { AFAR },
        group: None,
        sides: [scene.said(x.unit, x.fact), scene.said(y.unit, y.fact)],
    };
    Some(Placed { finding, tier: 1.0, is_claim: clash && !is_linked })
}

fn of_unit<'a>(scene: &'a Scene, unit: usize) -> Vec<Toll<'a>> {
    let text = scene.text(unit);
    let year = |f: &Fact| matches!(&f.value, Value::Moment(m) if m.grain() == Grain::Year);
    if is_of_others(&text) || scene.facts[unit].iter().any(year) {
        return Vec::new();
    }
    let names = names::stems(&text, 0..text.words.len());
    let is_head = text.at.passage < HEAD;
    let is_part = (0..text.words.len()).any(|i| matches!(&*raw(&text, i), "when" | "where" | "while"));
    let day = scene.facts[unit].iter().find_map(|f| match f.value {
        Value::Moment(m) if m.is_day() => Some(m),
        _ => None,
    });
    let mut out = Vec::new();
    for fact in &scene.facts[unit] {
        let Value::Number(number) = &fact.value else { continue };
        if !matches!(number.unit, Unit::Things(_)) || fact.part != Part::Whole {
            continue;
        }
        if let Some((rule, noun)) = told(&text, fact) {
            let article = text.at.article;
            out.push(Toll {
                unit,
                article,
                rule,
                fact,
                number,
                noun,
                names: names.clone(),
                is_head,
                is_part,
                day,
            });
        }
    }
    out
}

/// Returns whether a passage tells of another time, of other places too, or of some of those only.
fn is_of_others(text: &Text) -> bool {
    (0..text.words.len()).any(|i| {
        let word = raw(text, i);
        let two =
            |(first, second): &(&str, &[&str])| word == *first && second.iter().any(|w| says(text, i + 1, w));
        OTHERS.contains(&&*word) || OTHERS_OF_TWO.iter().any(two)
    })
}

/// Returns what became of those whom a number counts, and the noun for some of them only.
pub(super) fn told(text: &Text, fact: &Fact) -> Option<(&'static str, Option<u32>)> {
    let words = text.range(fact.span);
    let clause = text.words.get(words.start)?.clause;
    let near = words.start.saturating_sub(HEDGED)..words.start;
    let hedged = near.into_iter().any(|i| text.words[i].clause == clause && text.words[i].cues.has(unsure()));
    // "Killed 200 of the farm's pigs", "killed four or five".
    if hedged || says(text, words.end, "of") || says(text, words.end, "or") {
        return None;
    }
    let (behind, noun) = behind(text, words.end);
    // "Killed four people".
    let before =
        words.start.checked_sub(1).filter(|i| text.gap(*i) == " " && text.words[*i].clause == clause);
    let before = before.and_then(|i| cues::toll(&raw(text, i)));
    before.or(behind).map(|rule| (rule, noun))
}

/// Returns what tells that it is not sure, or not so.
fn unsure() -> Cues {
    Cues::HEDGE.or(Cues::NEGATION).or(Cues::CONDITION)
}

/// Reads behind a number what became of whom it counts: "four people have lost their lives", "three children dead".
fn behind(text: &Text, start: usize) -> (Option<&'static str>, Option<u32>) {
    let (mut noun, mut people) = (None, false);
    for i in start..text.words.len().min(start + REACH) {
        let word = raw(text, i);
        let ends = matches!(&*word, "of" | "or" | "and" | "more" | "other" | "others");
        if text.gap(i - 1) != " " || text.words[i].cues.has(unsure()) || ends {
            break;
        }
        let lost = word == "lost" && says(text, i + 1, "their") && says(text, i + 2, "lives");
        if let Some(rule) = cues::toll(if lost { "lives" } else { &word }) {
            // "Five dead or injured" counts both.
            return ((!says(text, i + 1, "or")).then_some(rule), noun_behind(text, i).unwrap_or(noun));
        }
        let content = text.words[i].content && !word.ends_with("ly");
        if text.words[i].cues.has(Cues::PERSON) {
            noun = (!ANYBODY.contains(&&*word)).then_some(text.words[i].stem);
            people = true;
        } else if content && (people || i > start + 1) {
            break;
        } else if content {
            noun = Some(text.words[i].stem);
        }
    }
    (None, noun)
}

/// Returns the noun behind what became of those who are counted: "twelve dead whales", "two missing brothers"; everybody is none.
fn noun_behind(text: &Text, at: usize) -> Option<Option<u32>> {
    let next = text.words.get(at + 1).filter(|w| w.content && text.gap(at) == " ")?;
    let word = raw(text, at + 1);
    let noun = next.cues.has(Cues::PERSON) || word.ends_with('s');
    noun.then(|| (!ANYBODY.contains(&&*word)).then_some(next.stem))
}
