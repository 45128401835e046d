//! What is agreed to here, and not agreed to there: "accepted by Corvania", "no commitment was made".

use std::ops::Range;

use super::finding::Finding;
use super::names::{is_name, said};
use super::pair::Pair;
use super::quotes::raw;
use super::text::Text;
use crate::align::SuspectKind;
use crate::align::cues::Cues;

/// Words between a negation and what it denies at most, and words around an assent that tell what it is to.
const BEFORE: usize = 3;
const BEHIND: usize = 8;
const AROUND: usize = 14;
/// Words that tell what was not agreed to, all of which the other passage must have there.
const WORDS: usize = 2;

/// Adds an assent that one of two passages tells and the other denies.
pub(super) fn compare(pair: &Pair, out: &mut Vec<Finding>) {
    for (this, is_back) in [(pair, false), (&pair.turned(), true)] {
        for at in assents(this.a) {
            let Some(no) = denied(this.a, at) else { continue };
            let things = things(this.a, at);
            let there = assents(this.b)
                .find(|j| denied(this.b, *j).is_none() && !is_open(this.b, *j) && has(this.b, *j, &things));
            let Some(j) = there.filter(|_| things.len() >= WORDS && is_same_one(this, no, at)) else {
                continue;
            };
            let mut sides = [said(this.a, no..at + 1), said(this.b, j..j + 1)];
            if is_back {
                sides.reverse();
            }
            let touches = |f: &Finding| {
                f.kind == SuspectKind::What
                    && (0..2).any(|k| f.sides[k].member.span.overlap(sides[k].member.span).is_some())
            };
            if !out.iter().any(touches) {
                let (kind, rule) = (SuspectKind::What, "agreed to here, not there");
                out.push(Finding { kind, rule, clash: true, weight: 0.55, group: None, sides });
            }
        }
    }
}

fn assents(text: &Text) -> impl Iterator<Item = usize> {
    (0..text.words.len()).filter(|i| text.words[*i].cues.has(Cues::ASSENT) && text.words[*i].quote == 0)
}

/// Returns the negation that denies an assent.
fn denied(text: &Text, at: usize) -> Option<usize> {
    let clause = text.words[at].clause;
    let near = at.saturating_sub(BEFORE)..at;
    near.rev().find(|i| text.words[*i].clause == clause && text.words[*i].cues.has(Cues::DENYING))
}

/// Returns whether an assent is only possible, asked for or yet to come.
fn is_open(text: &Text, at: usize) -> bool {
    let near = at.saturating_sub(BEFORE)..at;
    let mut before = near.map(|i| raw(text, i));
    let open = before.any(|w| {
        matches!(&*w, "would" | "could" | "should" | "may" | "might" | "to" | "will" | "must" | "if")
    });
    open || text.words.iter().any(|w| w.cues.has(Cues::HEDGE.or(Cues::CONDITION)))
}

/// Returns the stems of what was not agreed to: the words behind, up to where something else is told.
fn things(text: &Text, at: usize) -> Vec<u32> {
    let behind = at + 1..text.words.len().min(at + 1 + BEHIND);
    let ends = |i: &usize| {
        text.words[*i].cues.has(Cues::JOINT) || text.gap(*i - 1).contains([',', '.', ';', ':', '—', '–'])
    };
    let light =
        |i: &usize| matches!(&*raw(text, *i), "made" | "given" | "reached" | "struck" | "taken" | "found");
    let told = behind.take_while(|i| !ends(i)).filter(|i| text.words[*i].content && !light(i));
    told.map(|i| text.words[i].stem).collect()
}

/// Returns whether all these words stand around an assent.
fn has(text: &Text, at: usize, things: &[u32]) -> bool {
    let around: Range<usize> = at.saturating_sub(AROUND)..text.words.len().min(at + 1 + BEHIND);
    things.iter().all(|s| text.words[around.clone()].iter().any(|w| w.stem == *s))
}

/// Returns whether the other passage may tell of the one who does not agree: whoever is named right before, else anyone.
fn is_same_one(pair: &Pair, no: usize, at: usize) -> bool {
    let clause = pair.a.words[at].clause;
    let has = |i: usize| pair.b.words.iter().any(|w| w.stem == pair.a.words[i].stem);
    let mut own = (0..no).filter(|i| pair.a.words[*i].clause == clause && is_name(pair.a, *i)).peekable();
    match own.peek() {
        Some(_) => own.any(has),
        None => (0..pair.a.words.len()).any(|i| is_name(pair.a, i) && has(i)),
    }
}
