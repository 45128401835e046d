//! Who else says it: the words of a reading, found again in the passages that are linked to it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fact::Value;
use super::finding::{Finding, Placed, Said};
use super::pair::Pair;
use super::quotes::raw;
use super::scene::Scene;
use super::text::Text;
use super::values::{is_bounded_by, is_strict};
use super::{ages, deeds, events};
use crate::align::number::{Number, Verdict};
use crate::align::tokens::Token;
use crate::align::{Link, PassageRef, SuspectKind};

/// Passages linked to one that are looked at, the best linked first.
const MOST: usize = 24;

/// Adds agreement between the words of each clash and the same words in passages linked to theirs.
pub(super) fn over_links(scene: &Scene, links: &[&Link], mut found: Vec<Placed>) -> Vec<Placed> {
    let mut clashing: BTreeMap<PassageRef, Vec<(Said, Placed)>> = BTreeMap::new();
    // Where an event is held, and who did something, and how old someone is, is told by its own sentence alone.
    let own = [events::OTHER_TIME, events::OTHER_PLACE, deeds::OTHER_AGENT, ages::OTHER_AGE];
    for placed in found.iter().filter(|p| p.finding.clash && !own.contains(&p.finding.rule)) {
        for side in &placed.finding.sides {
            clashing.entry(side.member.passage_ref()).or_default().push((side.clone(), placed.clone()));
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
    for (at, said) in &clashing {
        let mut near = beside.remove(at).unwrap_or_default();
        near.sort_by_key(|l| (std::cmp::Reverse(l.score), l.a, l.b));
        for link in near.into_iter().take(MOST) {
            let other = if link.a.passage_ref() == *at { link.b } else { link.a };
            let Some((a, b)) = scene.unit(*at).zip(scene.unit(other.passage_ref())) else { continue };
            if !said.iter().any(|(side, _)| stands_in(scene, a, side, b)) {
                continue;
            }
            let (a, b) = (scene.text(a), scene.text(b));
            let Some(pair) = Pair::new(scene, &a, &b) else { continue };
            for (side, placed) in said {
                let words = a.range(side.member.span);
                // Marks differ here, and words alone do not tell whether others have them.
                if words.is_empty() || a.member(words.clone()).span != side.member.span {
                    continue;
                }
                let Some(there) = pair.same_run(words.clone()).filter(|r| !r.is_empty()) else { continue };
                if !is_alone(placed.finding.kind) && !is_same_beside(&pair, words.clone(), there.clone()) {
                    continue;
                }
                if side
                    .number
                    .as_ref()
                    .is_some_and(|n| !states(scene, &b, there.clone(), (n, is_strict(&side.says, n))))
                {
                    continue;
                }
                let quoted = placed.finding.kind == SuspectKind::Quotation;
                if quoted && !is_same_quotation(&a, words, &b, there.clone()) {
                    continue;
                }
                let twin = Said { member: b.member(there), ..side.clone() };
                let finding = Finding {
                    clash: false,
                    weight: 1.0,
                    group: None,
                    sides: [side.clone(), twin],
                    ..placed.finding.clone()
                };
                found.push(Placed { finding, threads: Vec::new(), tier: placed.tier });
            }
        }
    }
    found
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

/// Returns whether the words on either side of two runs are the same too.
fn is_same_beside(pair: &Pair, words: Range<usize>, there: Range<usize>) -> bool {
    let same = |i: Option<usize>, j: Option<usize>| match (i, j) {
        (Some(i), Some(j)) => pair.to_b[i].in_order() == Some(j),
        (None, None) => true,
        _ => false,
    };
    let next = |end: usize, of: usize| Some(end).filter(|e| *e < of);
    same(words.start.checked_sub(1), there.start.checked_sub(1))
        && same(next(words.end, pair.to_b.len()), next(there.end, pair.to_a.len()))
}

/// Returns whether words state a number of the same unit and value.
fn states(scene: &Scene, text: &Text, words: Range<usize>, (number, strict): (&Number, bool)) -> bool {
    let span = text.member(words).span;
    scene.facts[text.unit].iter().filter(|f| f.span.overlap(span).is_some()).any(|f| match &f.value {
        Value::Number(n) => {
            n.unit_like(number)
                && n.against(number) == Verdict::Same
                && !is_bounded_by(n, f.strict, number, strict)
        }
        _ => false,
    })
}
