//! Who is said to have reported a thing: "the coast guard of Velm said" here, "according to the ferry line" there.

use std::ops::Range;

use super::finding::Finding;
use super::names::{self, is_name, is_variant, said};
use super::pair::Pair;
use super::quotes::{raw, says};
use super::speakers::OFFICE;
use super::text::{Text, has_hearer};
use crate::align::SuspectKind;
use crate::align::cues::Cues;

/// Share of the other words that both passages must find in the other, and how many.
const SHARE: f64 = 0.6;
const WORDS: usize = 4;

/// Adds two passages that tell the same, each by another name.
pub(super) fn compare(pair: &Pair, out: &mut Vec<Finding>) {
    let (Some((a, mine)), Some((b, theirs))) = (source(pair.a), source(pair.b)) else { return };
    let aside = |own: &Text, name: &Range<usize>, other: &Text| {
        name.clone().any(|i| is_name(own, i) && other.words.iter().any(|w| w.stem == own.words[i].stem))
    };
    if aside(pair.a, &a, pair.b) || aside(pair.b, &b, pair.a) {
        return;
    }
    let spelt = |i: usize, j: usize| is_variant(&raw(pair.a, i), &raw(pair.b, j));
    if a.clone().any(|i| b.clone().any(|j| spelt(i, j))) {
        return;
    }
    let rest = |text: &Text, told: &Range<usize>| -> Vec<usize> {
        (0..text.words.len()).filter(|i| !told.contains(i) && !text.words[*i].cues.has(Cues::SAY)).collect()
    };
    let one = pair.covered(rest(pair.a, &mine).into_iter());
    let other = pair.turned().covered(rest(pair.b, &theirs).into_iter());
    if one.0.min(other.0) < SHARE || one.1.min(other.1) < WORDS {
        return;
    }
    let touches = |f: &Finding| f.kind == SuspectKind::Attribution;
    if out.iter().any(touches) {
        return;
    }
    out.push(Finding {
        kind: SuspectKind::Attribution,
        rule: "same report, other source",
        clash: true,
        weight: 0.3 + one.0.min(other.0) * 0.4,
        group: None,
        sides: [said(pair.a, a), said(pair.b, b)],
    });
}

/// Returns the name of the only one who is said to report a passage, and all the words that tell who says it: with an office, as far as
/// commas set it off.
fn source(text: &Text) -> Option<(Range<usize>, Range<usize>)> {
    let reports = |i: &usize| {
        text.words[*i].cues.has(Cues::SAY)
            && !matches!(&*raw(text, *i), "saying" | "adding" | "asked" | "accused")
    };
    let mut all = (0..text.words.len()).filter(reports);
    let at = all.next().filter(|_| all.next().is_none())?;
    if text.words[at].quote > 0 {
        return None;
    }
    let run = |start: usize| {
        let close = |i: usize| i == start || text.gap(i - 1) == " ";
        (start..text.words.len())
            .take_while(|i| close(*i) && is_name(text, *i))
            .last()
            .map(|end| start..end + 1)
    };
    let the = |i: usize| usize::from(says(text, i, "the"));
    let with_office = |name: Range<usize>| {
        let is_set_off =
            name.end < text.words.len() && text.gap(name.end - 1) == ", " && text.words[name.end].quote == 0;
        let clause = text.words.get(name.end).map_or(0, |w| w.clause);
        let office =
            (name.end..text.words.len()).take_while(|i| is_set_off && text.words[*i].clause == clause);
        let end = office.last().map_or(name.end, |i| i + 1);
        (name, at..end)
    };
    if raw(text, at) == "according" {
        return run(at + 2 + the(at + 2)).map(with_office);
    }
    let start = names::start(text, at);
    if start < at {
        return Some((start..at, start..at));
    }
    if let Some(name) = apposed(text, at) {
        return Some((name.clone(), name.start..at));
    }
    // Who is told does not tell.
    if has_hearer(&raw(text, at)) {
        return None;
    }
    run(at + 1 + the(at + 1)).filter(|_| text.gap(at) == " ").map(with_office)
}

/// Returns the name before an office that commas set off before a verb of saying: "Ana Holm, the mayor, said".
fn apposed(text: &Text, at: usize) -> Option<Range<usize>> {
    let last = at.checked_sub(1).filter(|i| text.gap(*i) == ", ")?;
    let clause = text.words[last].clause;
    let first = text.words.partition_point(|w| w.clause < clause);
    let end = first.checked_sub(1).filter(|i| text.gap(*i) == ", " && is_name(text, *i))? + 1;
    let start = names::start(text, end - 1);
    (start < end && last + 1 - first <= OFFICE).then_some(start..end)
}
