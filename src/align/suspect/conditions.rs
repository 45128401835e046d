//! What is promised on a condition: "only if the fares fall" here, without one there, or on another one.

use std::ops::Range;

use rayon::prelude::*;

use super::finding::{Finding, Placed, across};
use super::linked::Linked;
use super::names::{is_name, said};
use super::pair::Pair;
use super::quotes::raw;
use super::scene::{Holds, Scene};
use super::text::Text;
use crate::align::cues::Cues;
use crate::align::{Link, SuspectKind};

/// Words before a condition that tell what depends on it, and words of the condition that are shown.
const REACH: usize = 14;
const SHOWN: usize = 14;
/// Words behind "if" in which it is told whom to believe.
const BELIEF: usize = 6;
/// Share of what depends on a condition that the other passage must have, and words of content.
const SHARE: f64 = 0.75;
const WORDS: usize = 3;
/// The same where both set a condition.
const OTHER: (f64, usize) = (0.6, 3);
/// Conditions beyond which they are not compared.
const MOST: usize = 40;

/// A condition with what depends on it.
struct Condition<'a> {
    text: Text<'a>,
    main: Range<usize>,
    clause: Range<usize>,
}

/// Finds promises that one article ties to a condition, and another to none or to another.
pub(super) fn compare(scene: &Scene, shown: &[&Link], linked: &Linked) -> Vec<Placed> {
    let units = (0..scene.corpus.units.len()).filter(|unit| scene.holds(*unit).has(Holds::CONDITION));
    let conditions: Vec<Condition> = units.flat_map(|unit| of_unit(scene, unit)).collect();
    let of_unit = |unit: usize| {
        let from = conditions.partition_point(|c| c.text.unit < unit);
        conditions[from..].iter().take_while(move |c| c.text.unit == unit)
    };
    let on_link = |link: &&Link| -> Vec<Placed> {
        let Some((a, b)) = scene.ends(link) else { return Vec::new() };
        let own = of_unit(a).filter_map(|c| without(scene, &conditions, c, b));
        let back = of_unit(b).filter_map(|c| without(scene, &conditions, c, a)).map(Finding::turned);
        own.chain(back).map(|finding| super::placed(link, finding)).collect()
    };
    let mut out: Vec<Placed> = shown.par_iter().flat_map_iter(on_link).collect();
    if conditions.len() <= MOST {
        for (x, y) in across(&conditions, |c| c.text.at.article) {
            let is_claim = !linked.is_shown(x.text.unit, y.text.unit);
            let found = differ(scene, x, y);
            out.extend(found.map(|finding| Placed { finding, tier: 1.0, is_claim }));
        }
    }
    out
}

/// Finds the conditions of a passage.
fn of_unit<'a>(scene: &'a Scene, unit: usize) -> Vec<Condition<'a>> {
    let text = scene.text(unit);
    let all = 1..text.words.len();
    let starts = all.filter_map(|at| starts(&text, at).map(|first| (first, at)));
    let ranges = starts.filter_map(|(first, at)| {
        let from = (first.saturating_sub(REACH)..first).rev().take_while(|i| !ends(&text, *i)).last()?;
        let last = (at + 1..text.words.len().min(first + SHOWN)).take_while(|i| !parts(&text, *i)).last()?;
        Some((from..first, first..last + 1))
    });
    let ranges: Vec<_> = ranges.collect();
    let found = ranges.into_iter().map(|(main, clause)| Condition { text: scene.text(unit), main, clause });
    found.collect()
}

/// Returns where the words of a condition begin: at "but only if" with "only".
fn starts(text: &Text, at: usize) -> Option<usize> {
    if !text.words[at].cues.has(Cues::CONDITION) {
        return None;
    }
    let (word, before) = (raw(text, at), raw(text, at - 1));
    let next = text.words.get(at + 1).map(|_| raw(text, at + 1)).unwrap_or_default();
    match &*word {
        "if" if matches!(&*before, "even" | "as" | "what" | "and" | "or" | "is" | "see") => None,
        "if" if matches!(&*next, "not" | "any" | "necessary" | "possible" | "so" | "at") => None,
        "if" if is_belief(text, at) => None,
        "if" | "unless" => Some(at - usize::from(before == "only")),
        // "On the condition that", "on condition of".
        "condition" if before == "on" && next == "that" => Some(at - 1),
        "provided" | "providing" if next == "that" => Some(at),
        _ => None,
    }
}

/// Returns whether "if" tells whose word is to be trusted: "if you believe the mayor", "if the mayor is right".
fn is_belief(text: &Text, at: usize) -> bool {
    let word = |i: usize| raw(text, i);
    let end = (at + 1..text.words.len().min(at + 1 + BELIEF)).take_while(|i| !parts(text, *i)).last();
    (at + 1..end.map_or(at, |end| end + 1)).any(|i| match &*word(i) {
        "believe" | "believed" | "trusted" => true,
        "right" | "correct" | "true" => matches!(&*word(i - 1), "is" | "are" | "was" | "were"),
        _ => false,
    })
}

/// Returns whether what depends on a condition begins behind a word.
fn ends(text: &Text, at: usize) -> bool {
    let said = text.words[at].cues.has(Cues::SAY);
    said || matches!(&*raw(text, at), "that" | "whether" | "which" | "who")
        || text.gap(at).contains([';', ':', '.', '—', '–', '“'])
}

/// Returns whether a condition has ended before a word.
fn parts(text: &Text, at: usize) -> bool {
    let gap = text.gap(at - 1);
    gap.contains([',', '.', ';', ':', '—', '–', '”']) || text.words[at].cues.has(Cues::SAY)
}

/// Returns a promise that the other passage makes without a condition.
fn without(scene: &Scene, all: &[Condition], own: &Condition, other: usize) -> Option<Finding> {
    let there = scene.text(other);
    let quoted = own.text.words[own.clause.start].quote > 0;
    let stated = is_unconditional(&there);
    if quoted || (0..own.main.end).any(|i| asks(&own.text, i)) || stated.is_none() && is_open(&there) {
        return None;
    }
    let pair = Pair::new(scene, &own.text, &there)?;
    if let Some(words) = stated {
        let (share, count) = pair.covered(own.main.clone());
        return (count >= WORDS && share >= OTHER.0).then(|| Finding {
            kind: SuspectKind::Certainty,
            rule: "on a condition here, without one there",
            clash: true,
            weight: 0.75,
            group: None,
            sides: [said(&own.text, own.clause.clone()), said(&there, words)],
        });
    }
    let (share, count) = pair.covered(own.main.clone());
    // Whoever promises there is nobody else.
    let mut names = own.main.clone().filter(|i| is_name(&own.text, *i));
    if names.any(|i| pair.to_b[i].at().is_none()) {
        return None;
    }
    let content = || own.main.clone().filter(|i| own.text.words[*i].content);
    let last = content().next_back()?;
    if share < SHARE || count < WORDS || pair.to_b[last].at().is_none() || is_told(all, own, &there) {
        return None;
    }
    let at = content().filter_map(|i| pair.to_b[i].at());
    let (low, high) = at.fold((usize::MAX, 0), |(low, high), j| (low.min(j), high.max(j)));
    (low <= high && high - low <= 2 * REACH).then(|| Finding {
        kind: SuspectKind::Certainty,
        rule: "on a condition here, without one there",
        clash: true,
        weight: 0.4 + share * 0.3,
        group: None,
        sides: [said(&own.text, own.clause.clone()), said(&there, low..high + 1)],
    })
}

/// Returns where a passage tells that there is no condition: "without any conditions".
fn is_unconditional(text: &Text) -> Option<Range<usize>> {
    let is_condition = |i: &usize| matches!(&*raw(text, *i), "condition" | "conditions" | "preconditions");
    let told = |at: usize| match &*raw(text, at) {
        "unconditionally" => Some(at..at + 1),
        "without" => {
            let end = (at + 1..text.words.len().min(at + 3)).find(is_condition)?;
            Some(at..end + 1)
        }
        _ => None,
    };
    let found = (0..text.words.len()).find_map(told)?;
    // "Refused to withdraw unconditionally" sets one.
    let denied = text.words[..found.start].iter().any(|w| w.cues.has(Cues::DENYING));
    (!denied).then_some(found)
}

/// Returns whether a passage leaves open, denies or makes depend what it tells.
fn is_open(text: &Text) -> bool {
    let open = Cues::HEDGE.or(Cues::NEGATION).or(Cues::DENIAL).or(Cues::CONDITION).or(Cues::EFFORT);
    (0..text.words.len())
        .any(|i| text.words[i].cues.has(open) || matches!(&*raw(text, i), "conditions" | "could" | "would"))
}

/// Returns whether the other article sets a condition for the same things anywhere: then its sentence leaves out nothing.
fn is_told(all: &[Condition], own: &Condition, there: &Text) -> bool {
    let stems = |c: &Condition, words: &Range<usize>| -> Vec<u32> {
        c.text.words[words.clone()].iter().filter(|w| w.content).map(|w| w.stem).collect()
    };
    let things = stems(own, &own.main);
    let mut theirs = all.iter().filter(|c| c.text.at.article == there.at.article);
    theirs.any(|c| stems(c, &(c.main.start..c.clause.end)).iter().any(|s| things.contains(s)))
}

/// Returns whether a word asks: who asks if it is so sets no condition.
fn asks(text: &Text, at: usize) -> bool {
    let word = raw(text, at);
    ["ask", "wonder", "question", "know", "unclear", "unsure", "determin", "doubt", "check", "decid"]
        .iter()
        .any(|stem| word.starts_with(stem))
}

/// Returns two conditions for the same that have no word in common.
fn differ(scene: &Scene, x: &Condition, y: &Condition) -> Option<Finding> {
    let stems = |c: &Condition, words: Range<usize>| -> Vec<u32> {
        let content = c.text.words[words].iter().filter(|w| w.content && !w.cues.has(Cues::CONDITION));
        content.map(|w| w.stem).collect()
    };
    let (p, q) = (stems(x, x.main.clone()), stems(y, y.main.clone()));
    let shared = scene.shared(&p, &q);
    let same = shared >= OTHER.1 && shared as f64 >= OTHER.0 * p.len().min(q.len()) as f64;
    let (u, v) = (stems(x, x.clause.clone()), stems(y, y.clause.clone()));
    let common = scene.shared(&u, &v) > 0;
    let asked = [x, y].iter().any(|c| (0..c.main.end).any(|i| asks(&c.text, i)));
    (same && !common && !asked && !u.is_empty() && !v.is_empty()).then(|| Finding {
        kind: SuspectKind::Certainty,
        rule: "same promise, other condition",
        clash: true,
        weight: 0.55,
        group: None,
        sides: [said(&x.text, x.clause.clone()), said(&y.text, y.clause.clone())],
    })
}
