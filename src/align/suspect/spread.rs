//! Who else says it: the words of a reading, found again in the passages that are linked to it.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::fact::Value;
use super::finding::{Finding, Placed, Said};
use super::pair::Pair;
use super::quotes::raw;
use super::scene::Scene;
use super::text::Text;
use super::{ages, deeds, events, offices};
use crate::align::number::Number;
use crate::align::tokens::Token;
use crate::align::{Link, PassageRef, SuspectKind};

/// Passages linked to one that are looked at, the best linked first.
const MOST: usize = 24;

/// Adds agreement between the words of each clash and the same words in passages linked to theirs.
pub(super) fn over_links(scene: &Scene, links: &[&Link], mut found: Vec<Placed>) -> Vec<Placed> {
    let mut clashing: BTreeMap<PassageRef, Vec<(&Said, &Placed)>> = BTreeMap::new();
    // Where an event is held, and who did something, and how old someone is, is told by its own sentence alone.
    let own =
        [events::OTHER_TIME, events::OTHER_PLACE, deeds::OTHER_AGENT, ages::OTHER_AGE, offices::OTHER_OFFICE];
    for placed in found.iter().filter(|p| p.finding.clash && !own.contains(&p.finding.rule)) {
        for side in &placed.finding.sides {
            clashing.entry(side.member.passage_ref()).or_default().push((side, placed));
        }
    }
    let mut beside: BTreeMap<PassageRef, Vec<&Link>> = BTreeMap::new();
    for link in links {
        for end in [link.a.passage_ref(), link.b.passage_ref()] {
            if clashing.contains_key(&end) {
                beside.entry(end).or_default().push(link);
            }
        }
    }
    let near = |at: &PassageRef| {
        let mut near = beside.get(at).cloned().unwrap_or_default();
        near.sort_by_key(|l| (std::cmp::Reverse(l.score), l.a, l.b));
        near.truncate(MOST);
        let other = |l: &Link| if l.a.passage_ref() == *at { l.b } else { l.a }.passage_ref();
        near.into_iter().map(other).collect::<Vec<PassageRef>>()
    };
    let clashing: Vec<(PassageRef, Vec<(&Said, &Placed)>)> = clashing.into_iter().collect();
    let again = clashing.par_iter().flat_map_iter(|(at, said)| {
        near(at).into_iter().flat_map(|other| in_passage(scene, *at, said, other))
    });
    let again: Vec<Placed> = again.collect();
    found.extend(again);
    found
}

/// Returns the agreement between the words of a passage's clashes and another passage.
fn in_passage(scene: &Scene, at: PassageRef, said: &[(&Said, &Placed)], other: PassageRef) -> Vec<Placed> {
    let Some((a, b)) = scene.unit(at).zip(scene.unit(other)) else { return Vec::new() };
    if !said.iter().any(|(side, _)| stands_in(scene, a, side, b)) {
        return Vec::new();
    }
    let (a, b) = (scene.text(a), scene.text(b));
    let Some(pair) = Pair::new(scene, &a, &b) else { return Vec::new() };
    let again = said.iter().filter_map(|(side, placed)| {
        let there = said_again(scene, &pair, side, placed.finding.kind)?;
        let twin = Said { member: b.member(there), ..(*side).clone() };
        let sides = [(*side).clone(), twin];
        let finding = Finding { clash: false, weight: 1.0, group: None, sides, ..placed.finding.clone() };
        Some(Placed { finding, tier: placed.tier, is_claim: false })
    });
    again.collect()
}

/// Returns where the second of two passages says again what stands in the first.
fn said_again(scene: &Scene, pair: &Pair, side: &Said, kind: SuspectKind) -> Option<Range<usize>> {
    let words = pair.a.range(side.member.span);
    // Marks differ here, and words alone do not tell whether others have them.
    if words.is_empty() || pair.a.member(words.clone()).span != side.member.span {
        return None;
    }
    let there = pair.same_run(words.clone()).filter(|r| !r.is_empty())?;
    let number = |n: &Number| states(scene, pair.b, there.clone(), n);
    // What stands before or behind a quotation is the paper's own, and tells nothing of the words quoted.
    let quote = pair.a.words[words.start].quote;
    let counts = |i: usize| kind != SuspectKind::Quotation || quote == 0 || pair.a.words[i].quote == quote;
    let holds = (is_alone(kind) || is_same_beside(pair, words.clone(), there.clone(), counts))
        && side.number.as_ref().is_none_or(number)
        && (kind != SuspectKind::Quotation || is_same_quotation(pair.a, words, pair.b, there.clone()));
    holds.then_some(there)
}

/// Returns whether a passage has the words of a reading in a row: most have not, which needs no comparison of all words.
fn stands_in(scene: &Scene, from: usize, side: &Said, unit: usize) -> bool {
    let within = |t: &&Token| t.span.overlap(side.member.span).is_some();
    let words: Vec<u32> = scene.corpus.tokens(from).iter().filter(within).map(|t| t.stem).collect();
    let there = scene.corpus.tokens(unit);
    !words.is_empty()
        && there.windows(words.len()).any(|w| w.iter().map(|t| t.stem).eq(words.iter().copied()))
}

/// Returns whether two runs are the same to the letter, both quoted or both not.
fn is_same_quotation(a: &Text, words: Range<usize>, b: &Text, there: Range<usize>) -> bool {
    let same =
        |(i, j): (usize, usize)| raw(a, i) == raw(b, j) && (a.words[i].quote > 0) == (b.words[j].quote > 0);
    words.zip(there).all(same)
}

/// Returns whether words say by themselves what they say: a number does, "found" may stand behind "never".
fn is_alone(kind: SuspectKind) -> bool {
    matches!(kind, SuspectKind::Number | SuspectKind::Time | SuspectKind::Place | SuspectKind::Who)
}

/// Returns whether the words on either side of two runs are the same too, of those that count in the first passage.
fn is_same_beside(
    pair: &Pair,
    words: Range<usize>,
    there: Range<usize>,
    counts: impl Fn(usize) -> bool,
) -> bool {
    let same = |i: Option<usize>, j: Option<usize>| match (i, j) {
        (Some(i), _) if !counts(i) => true,
        (Some(i), Some(j)) => pair.to_b[i].in_order() == Some(j),
        (None, None) => true,
        _ => false,
    };
    let next = |end: usize, of: usize| Some(end).filter(|e| *e < of);
    same(words.start.checked_sub(1), there.start.checked_sub(1))
        && same(next(words.end, pair.to_b.len()), next(there.end, pair.to_a.len()))
}

/// Returns whether words state a number of the same unit and value.
fn states(scene: &Scene, text: &Text, words: Range<usize>, number: &Number) -> bool {
    let span = text.member(words).span;
    let mut facts = scene.facts[text.unit].iter().filter(|f| f.span.overlap(span).is_some());
    facts.any(|f| matches!(&f.value, Value::Number(n) if n.says_the_same(number)))
}
