//! What came first: the same two things, joined by "before", "after" or "then", the other way round.

use std::ops::Range;

use super::finding::{Finding, Said};
use super::names;
use super::pair::Pair;
use super::text::Text;
use crate::align::SuspectKind;
use crate::align::cues::Cues;

/// Words on either side of the joint that tell what came first.
const REACH: usize = 8;
/// Words of content that the two passages must share on each side.
const WORDS: usize = 1;

/// Adds joints of time that put the same two things in different orders.
pub(super) fn compare(pair: &Pair, out: &mut Vec<Finding>) {
    let joints =
        |text: &Text| (0..text.words.len()).filter(|i| joint(text, *i).is_some()).collect::<Vec<_>>();
    for i in joints(pair.a) {
        for j in joints(pair.b) {
            let (Some(a), Some(b)) = (joint(pair.a, i), joint(pair.b, j)) else { continue };
            let crossed = crossed(pair, i, j);
            let Some(crossed) = crossed else { continue };
            // "X before Y" and "Y after X" say the same.
            if (a != b) == crossed {
                continue;
            }
            let said = |text: &Text, at: usize| Said {
                member: text.member(at..at + 1),
                says: text.slice(around(text, at)).to_lowercase(),
                number: None,
            };
            out.push(Finding {
                kind: SuspectKind::Time,
                rule: "same things, the other way round",
                clash: true,
                weight: 0.7,
                group: None,
                sides: [said(pair.a, i), said(pair.b, j)],
            });
        }
    }
}

/// Adds two things that follow each other in one passage and go together in the other: "followed by", "as well as".
pub(super) fn together(pair: &Pair, out: &mut Vec<Finding>) {
    if ![pair.a, pair.b].iter().any(|t| t.words.iter().any(|w| w.cues.has(Cues::ORDER))) {
        return;
    }
    for (pair, is_back) in [(pair, false), (&pair.turned(), true)] {
        let follows = |i: &usize| {
            joint(pair.a, *i).is_some() && matches!(word(pair.a, *i).as_str(), "followed" | "then")
        };
        let beside = |j: &usize| {
            let next = pair.b.slice(*j..(*j + 3).min(pair.b.words.len())).to_lowercase();
            ["as well as", "along with", "together with"].iter().any(|w| next.starts_with(w))
        };
        let (Some(i), Some(j)) =
            ((0..pair.a.words.len()).find(follows), (0..pair.b.words.len()).find(beside))
        else {
            continue;
        };
        if crossed(pair, i, j) != Some(false) {
            continue;
        }
        let two = |text: &Text, at: usize, n: usize| names::said(text, at..(at + n).min(text.words.len()));
        let mut sides = [two(pair.a, i, 2), two(pair.b, j, if word(pair.b, j) == "as" { 3 } else { 2 })];
        if is_back {
            sides.reverse();
        }
        let (kind, rule) = (SuspectKind::Time, "one after the other here, together there");
        out.push(Finding { kind, rule, clash: true, weight: 0.5, group: None, sides });
    }
}

fn word(text: &Text, at: usize) -> String {
    text.info.slice(text.words[at].span).to_lowercase()
}

/// Returns whether what stands before a word came later; none when the word is no joint of time.
fn joint(text: &Text, at: usize) -> Option<bool> {
    if !text.words[at].cues.has(Cues::ORDER) || at == 0 {
        return None;
    }
    let word = text.info.slice(text.words[at].span).to_lowercase();
    let previous = text.info.slice(text.words[at - 1].span).to_lowercase();
    match word.as_str() {
        "before" => Some(false),
        "then" | "afterwards" => Some(false),
        "followed" => Some(false).filter(|_| text.slice(at..(at + 2).min(text.words.len())).ends_with(" by")),
        "after" | "following" => Some(true).filter(|_| previous != "shortly" && previous != "day"),
        _ => None,
    }
}

/// Words of content on one side of a joint.
fn side(text: &Text, words: Range<usize>) -> Vec<usize> {
    words.filter(|i| text.words[*i].content && !text.words[*i].cues.has(Cues::SAY.or(Cues::ORDER))).collect()
}

fn around(text: &Text, at: usize) -> Range<usize> {
    at.saturating_sub(1)..(at + 3).min(text.words.len())
}

/// Returns whether the sides of two joints are crossed; none where they do not have the same things on their sides.
fn crossed(pair: &Pair, i: usize, j: usize) -> Option<bool> {
    let (n, m) = (pair.a.words.len(), pair.b.words.len());
    let left = side(pair.a, i.saturating_sub(REACH)..i);
    let right = side(pair.a, i + 1..(i + 1 + REACH).min(n));
    let (before, after) = (j.saturating_sub(REACH)..j, j + 1..(j + 1 + REACH).min(m));
    let count = |words: &[usize], there: &Range<usize>| {
        words.iter().filter(|w| pair.to_b[**w].at().is_some_and(|k| there.contains(&k))).count()
    };
    let straight = (count(&left, &before), count(&right, &after));
    let across = (count(&left, &after), count(&right, &before));
    let enough = |c: (usize, usize)| c.0 >= WORDS && c.1 >= WORDS && c.0 + c.1 > 2 * WORDS;
    match (enough(straight), enough(across)) {
        (true, false) if across.0 + across.1 == 0 => Some(false),
        (false, true) if straight.0 + straight.1 == 0 => Some(true),
        _ => None,
    }
}
