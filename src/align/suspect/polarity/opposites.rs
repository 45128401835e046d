//! Words in the same place that cannot both be true: "open" and "closed".

use std::ops::Range;

use super::{OPPOSED, WORDS, is_idle, quoted_in_both, said, whole};
use crate::align::SuspectKind;
use crate::align::cues::{Cues, Lexicon};
use crate::align::suspect::finding::Finding;
use crate::align::suspect::names::{is_name, is_variant};
use crate::align::suspect::pair::{Match, Pair};
use crate::align::suspect::quotes::{raw, says};
use crate::align::suspect::text::{Text, Word};

/// Verbs that one does for something or against it.
const DECIDING: &[&str] =
    &["vote", "voted", "votes", "voting", "argued", "argues", "campaigned", "spoke", "ruled", "decided"];
/// Words before a word that tell that it will be so.
const AHEAD: usize = 4;
/// What predicates of one subject are worth, and words behind one that tell what it is of: "convicted of conspiracy".
const FRAMED: f64 = 0.6;
const OBJECT: usize = 3;
const AUXILIARIES: &[&str] = &["was", "were", "is", "are", "been", "be", "has", "have", "had"];
/// Words behind "denied that" that tell what is denied.
const THAT: usize = 8;

/// Adds words in the same place that cannot both be true.
pub(super) fn opposed(pair: &Pair, back: &Pair, lexicon: &Lexicon, out: &mut Vec<Finding>) {
    let denying = Cues::NEGATION;
    for i in 0..pair.a.words.len() {
        let sides = lexicon.sides(pair.a.words[i].stem);
        if sides.is_empty() || pair.to_b[i] != Match::Alone {
            continue;
        }
        for j in 0..pair.b.words.len() {
            if pair.to_a[j] != Match::Alone || quoted_in_both(pair, i, j) {
                continue;
            }
            let theirs = lexicon.sides(pair.b.words[j].stem);
            let opposite =
                sides.iter().find(|s| theirs.iter().any(|t| t.pair == s.pair && t.second != s.second));
            let alike = sides.iter().any(|s| theirs.iter().any(|t| t.pair == s.pair && t.second == s.second));
            // "Came off the rails" and "left the rails".
            let phrasal = |text: &Text, at: usize| says(text, at + 1, "off");
            let whole = !alike && !phrasal(pair.a, i) && !phrasal(pair.b, j);
            let Some(side) = opposite.filter(|_| whole) else { continue };
            // "Killed a man and injured 14" against "were hurt": who tells both tells of others.
            let tells = |text: &Text, second: bool| {
                let sides = |w: &Word| {
                    lexicon.sides(w.stem).iter().any(|s| s.pair == side.pair && s.second == second)
                };
                text.words.iter().any(sides)
            };
            if tells(pair.a, !side.second) || tells(pair.b, side.second) {
                continue;
            }
            let (mine, there) = (near(pair.a, i), near(pair.b, j));
            let (one, other) = (
                pair.covered(mine.clone().filter(|k| *k != i)),
                back.covered(there.clone().filter(|k| *k != j)),
            );
            // "It does not: the plant made a profit" denies nothing of the profit.
            let own = |text: &Text, at: usize, words: Range<usize>| {
                let clause = text.words[at].clause;
                words.into_iter().any(|k| {
                    text.words[k].clause == clause && text.words[k].cues.has(denying) && !is_idle(text, k)
                })
            };
            let denied = own(pair.a, i, mine) != own(pair.b, j, there);
            let held = i
                .checked_sub(1)
                .zip(j.checked_sub(1))
                .is_some_and(|(i, j)| pair.to_b[i].in_order() == Some(j))
                || pair.to_b.get(i + 1).is_some_and(|m| m.in_order() == Some(j + 1));
            let that = same_that(pair, back, i, j);
            let framed = if is_framed(pair, i, j) { FRAMED } else { 0.0 };
            let share = (one.0.min(other.0) + if held { 0.15 } else { 0.0 }).max(that).max(framed);
            let ahead = is_ahead(pair.a, i) != is_ahead(pair.b, j);
            if that == 0.0 && are_of_others(pair, i, j) {
                continue;
            }
            let few = that == 0.0 && framed == 0.0 && one.1.min(other.1) < 2;
            if denied || ahead || share < OPPOSED || few {
                continue;
            }
            let sides = [said(pair.a, i..i + 1), said(pair.b, j..j + 1)];
            // "Denied that it was so" says more than "denied".
            let touches = |f: &Finding| f.sides[0].member.span.overlap(sides[0].member.span).is_some();
            if that > 0.0 && out.iter().any(|f| f.kind == side.kind && f.clash && touches(f)) {
                continue;
            }
            out.push(Finding {
                kind: side.kind,
                rule: "opposite words in the same place",
                clash: true,
                weight: 0.4 + share.min(1.0) * 0.5,
                group: None,
                sides,
            });
        }
    }
}

/// Adds one verb with "for" here and "against" there: "voted against the contracts".
pub(super) fn for_and_against(pair: &Pair, out: &mut Vec<Finding>) {
    for i in (0..pair.a.words.len()).filter(|i| DECIDING.contains(&&*raw(pair.a, *i))) {
        let Some(j) = pair.to_b[i].at() else { continue };
        let side = |text: &Text, at: usize| {
            says(text, at, "for").then_some(true).or(says(text, at, "against").then_some(false))
        };
        let (Some(mine), Some(theirs)) = (side(pair.a, i + 1), side(pair.b, j + 1)) else { continue };
        let behind = pair.covered(i + 2..pair.a.words.len().min(i + 2 + THAT));
        if mine == theirs || behind.0 < OPPOSED || behind.1 == 0 {
            continue;
        }
        let sides = [said(pair.a, i..i + 2), said(pair.b, j..j + 2)];
        let (kind, rule) = (SuspectKind::What, "for it here, against it there");
        out.push(Finding { kind, rule, clash: true, weight: 0.8, group: None, sides });
    }
}

/// Returns how much of what follows two verbs and "that" is the same: "denied that it was so", "acknowledged that it was".
fn same_that(pair: &Pair, back: &Pair, i: usize, j: usize) -> f64 {
    let behind = |text: &Text, at: usize| at + 2..text.words.len().min(at + 2 + THAT);
    let (one, other) = (pair.covered(behind(pair.a, i)), back.covered(behind(pair.b, j)));
    let is_that = says(pair.a, i + 1, "that") && says(pair.b, j + 1, "that");
    if is_that && one.1.min(other.1) >= WORDS { one.0.min(other.0) } else { 0.0 }
}

/// Returns whether two words are told of people of whom each passage names only its own: "Ana Holm was cleared", "Jon Brask was convicted".
fn are_of_others(pair: &Pair, i: usize, j: usize) -> bool {
    let named = |text: &Text, at: usize| (0..at).rev().find(|k| is_name(text, *k));
    let (Some(x), Some(y)) = (named(pair.a, i), named(pair.b, j)) else { return false };
    pair.to_b[x] == Match::Alone
        && pair.to_a[y] == Match::Alone
        && !is_variant(&raw(pair.a, x), &raw(pair.b, y))
}

/// Returns whether two words are the predicates of one subject, each behind the same auxiliary: what either is about stands far
/// before it, as in "the search for the fisherman, who had gone to his boat, was suspended".
fn is_framed(pair: &Pair, i: usize, j: usize) -> bool {
    let Some((x, y)) = i.checked_sub(1).zip(j.checked_sub(1)) else { return false };
    let auxiliary = raw(pair.a, x);
    if auxiliary != raw(pair.b, y) || !AUXILIARIES.contains(&&*auxiliary) {
        return false;
    }
    let content = |text: &Text, words: Range<usize>| words.into_iter().find(|k| text.words[*k].content);
    let is_shared =
        |x: Option<usize>, y: Option<usize>| x.zip(y).is_some_and(|(x, y)| pair.to_b[x].at() == Some(y));
    let before =
        (0..i).filter(|k| pair.a.words[*k].content && pair.to_b[*k].at().is_some_and(|l| l < j)).count();
    let behind = |text: &Text, at: usize| content(text, at + 1..text.words.len().min(at + 1 + OBJECT));
    let same_object = is_shared(behind(pair.a, i), behind(pair.b, j)) && before >= 2;
    let same_subject = is_shared(content(pair.a, 0..i), content(pair.b, 0..j)) && before > WORDS;
    same_object || same_subject
}

/// Returns whether a word tells what will be: "will be open".
fn is_ahead(text: &Text, at: usize) -> bool {
    let clause = text.words[at].clause;
    let mut before = (at.saturating_sub(AHEAD)..at).filter(|i| text.words[*i].clause == clause);
    before.any(|i| matches!(&*raw(text, i), "will" | "would" | "shall") || i + 1 == at && says(text, i, "to"))
}

/// Returns the words of a word's clause, with those next to it when the clause is short.
fn near(text: &Text, at: usize) -> Range<usize> {
    let own = whole(text, at..at + 1);
    if text.words[own.clone()].iter().filter(|w| w.content).count() > WORDS {
        return own;
    }
    own.start.min(at.saturating_sub(4))..own.end.max((at + 5).min(text.words.len()))
}
