//! Claims that one passage denies, turns into the opposite or hedges, and the other does not.

use std::ops::Range;

use super::finding::{Finding, Said};
use super::pair::{Hunk, Match, Pair};
use super::quotes::raw;
use super::text::Text;
use crate::align::SuspectKind;
use crate::align::cues::{Cues, Lexicon, Side};
use opposites::{for_and_against, opposed};

mod opposites;

/// Share of a clause's words of content that the other passage must have, for a denial and for a hedge, and how many.
const DENIED: f64 = 0.75;
const HEDGED: f64 = 0.6;
const OPPOSED: f64 = 0.5;
const WORDS: usize = 3;
/// Share of the words of both passages from which they are one sentence.
const COPIED: f64 = 0.75;
const EFFORT: f64 = 0.4;
/// Words before a hedge that tell who or what it is of.
const NEAR: usize = 4;
/// Words behind a negation that it reaches.
const REACH: usize = 5;

/// Adds what two passages deny, oppose or hedge of the same claim.
pub(super) fn compare(pair: &Pair, out: &mut Vec<Finding>, lexicon: &Lexicon) {
    let back = pair.turned();
    let copied = pair.is_copied(COPIED);
    // "Denied" against "acknowledged" says more than a denial and what it denies.
    opposed(pair, &back, lexicon, out);
    for_and_against(pair, out);
    for (pair, is_back) in [(pair, false), (&back, true)] {
        if copied {
            turned_round(pair, is_back, lexicon, out);
        }
        for clause in clauses(pair.a) {
            let mut found = Vec::new();
            negated(pair, &clause, &mut found);
            hedged(pair, &clause, &mut found);
            for mut finding in found {
                if is_back {
                    finding.sides.reverse();
                }
                let touches = |f: &Finding| {
                    let beside =
                        |k: usize| f.sides[k].member.span.overlap(finding.sides[k].member.span).is_some();
                    f.kind == finding.kind && f.clash && (beside(0) || beside(1))
                };
                if !out.iter().any(touches) {
                    out.push(finding);
                }
            }
        }
    }
    none(pair, false, out);
    none(&back, true, out);
}

/// Adds "no children among the injured" against "children among them": the same words, in one of the passages behind
/// "no".
fn none(pair: &Pair, is_back: bool, out: &mut Vec<Finding>) {
    for i in 1..pair.a.words.len().saturating_sub(1) {
        let (word, next) = (&pair.a.words[i], &pair.a.words[i + 1]);
        let no = pair.a.info.slice(pair.a.words[i - 1].span).eq_ignore_ascii_case("no");
        // "No one" denies nothing of "every one".
        let one = raw(pair.a, i) == "one";
        if !no || one || !word.content || next.cues.has(Cues::SAY) || pair.a.gap(i) != " " {
            continue;
        }
        let run = |j: &usize| {
            pair.b.words[*j].stem == word.stem
                && pair.b.words[*j + 1].stem == next.stem
                && pair.b.gap(*j) == " "
        };
        let Some(j) = (0..pair.b.words.len().saturating_sub(1)).find(run) else { continue };
        let denied = cue(pair.b, whole(pair.b, j..j + 2), Cues::DENYING).is_some()
            || j > 0 && pair.b.words[j - 1].cues.has(Cues::DENYING);
        if denied || quoted_in_both(pair, i, j) {
            continue;
        }
        let mut sides = [said(pair.a, i - 1..i + 1), said(pair.b, j..j + 1)];
        if is_back {
            sides.reverse();
        }
        let (kind, rule) = (SuspectKind::What, "said here, denied there");
        let finding = Finding { kind, rule, clash: true, weight: 0.7, group: None, sides };
        let touches = |f: &Finding| {
            f.kind == kind && f.sides[0].member.span.overlap(finding.sides[0].member.span).is_some()
        };
        if !out.iter().any(touches) {
            out.push(finding);
        }
    }
}

/// Adds a negation that one of two passages has and the other has not, though they are one sentence else.
fn turned_round(pair: &Pair, is_back: bool, lexicon: &Lexicon, out: &mut Vec<Finding>) {
    let idle = |text: &Text, i: usize| !text.words[i].content && !text.words[i].cues.has(Cues::NEGATION);
    for hunk in pair.hunks() {
        let denies = |i: usize| pair.a.words[i].cues.has(Cues::NEGATION) && !is_idle(pair.a, i);
        let mine = hunk.a.clone().filter(|i| !denies(*i) && !idle(pair.a, *i)).count();
        let theirs = hunk.b.clone().filter(|i| !idle(pair.b, *i)).count();
        // "did not find" against "found": the verb stands in another form.
        let did = hunk
            .a
            .clone()
            .any(|i| matches!(&*raw(pair.a, i), "did" | "does" | "do" | "didn't" | "doesn't" | "don't"));
        let only = mine + theirs == 0 || did && (mine, theirs) == (1, 1) && !opposite(pair, &hunk, lexicon);
        let Some(at) = hunk.a.clone().find(|i| denies(*i)).filter(|_| only && hunk.held.0 && hunk.held.1)
        else {
            continue;
        };
        let quoted = pair.a.words[at].quote > 0;
        if quoted || hunk.a.len() > 3 || hunk.b.len() > 2 {
            continue;
        }
        let end = |range: &Range<usize>, n: usize| (range.end + 1).min(n).max(range.start + 1);
        let start =
            |range: &Range<usize>| if range.is_empty() { range.start.saturating_sub(1) } else { range.start };
        let (a, b) = if theirs > 0 {
            (at..hunk.a.end, hunk.b.clone())
        } else {
            (at..end(&hunk.a, pair.a.words.len()), start(&hunk.b)..end(&hunk.b, pair.b.words.len()))
        };
        if b.end > pair.b.words.len() || a.is_empty() || b.is_empty() {
            continue;
        }
        let mut sides = [said(pair.a, a), said(pair.b, b)];
        if is_back {
            sides.reverse();
        }
        let (kind, rule) = (SuspectKind::What, "said here, denied there");
        out.push(Finding { kind, rule, clash: true, weight: 0.9, group: None, sides });
    }
}

/// Returns whether a gap has a word and its opposite: "did not accept" and "rejected" say the same.
fn opposite(pair: &Pair, hunk: &Hunk, lexicon: &Lexicon) -> bool {
    let sides = |text: &Text, words: &Range<usize>| -> Vec<Side> {
        words.clone().flat_map(|i| lexicon.sides(text.words[i].stem)).copied().collect()
    };
    let theirs = sides(pair.b, &hunk.b);
    sides(pair.a, &hunk.a).iter().any(|s| theirs.iter().any(|t| t.pair == s.pair && t.second != s.second))
}

/// Returns the clauses of a passage as runs of words; a clause of too few words is joined to the next.
fn clauses(text: &Text) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let content = |r: &Range<usize>| text.words[r.clone()].iter().filter(|w| w.content).count();
    for i in 0..text.words.len() {
        match out.last_mut() {
            Some(last) if text.words[last.start].clause == text.words[i].clause => last.end = i + 1,
            _ => out.push(i..i + 1),
        }
    }
    let mut joined: Vec<Range<usize>> = Vec::new();
    for clause in out {
        match joined.last_mut() {
            Some(last) if content(last) < WORDS => last.end = clause.end,
            _ => joined.push(clause),
        }
    }
    joined
}

/// Returns the first word of a run that has one of the cues.
fn cue(text: &Text, words: Range<usize>, cues: Cues) -> Option<usize> {
    let mut words = words;
    words.find(|i| text.words[*i].cues.has(cues) && !is_idle(text, *i))
}

/// Cues that do nothing here: "not only", "not before", "no longer", "no one" as a doublet, "without delay".
fn is_idle(text: &Text, at: usize) -> bool {
    let word = |i: usize| text.words.get(i).map_or("", |w| text.info.slice(w.span));
    let (this, next) = (word(at).to_lowercase(), word(at + 1));
    let before = at.checked_sub(1).map_or("", word);
    let not = this == "not" || this.ends_with("n't") || this.ends_with("n’t");
    this == "none" && next == "of" || not && matches!(next, "only" | "just" | "least" | "before" | "until" | "till")
        // "Sales declined" denies nothing, "declined to" does.
        || this == "declined" && next != "to"
        || this == "no" && matches!(next, "fewer" | "less" | "more" | "doubt")
        // "More likely to be used" compares.
        || this == "likely" && matches!(before, "more" | "less" | "as" | "most")
}

/// Where the words of a run have their partners.
fn partners(pair: &Pair, words: Range<usize>) -> Option<Range<usize>> {
    let at = words.filter(|i| pair.a.words[*i].content).filter_map(|i| pair.to_b[i].at());
    let (low, high) = at.fold((usize::MAX, 0), |(low, high), j| (low.min(j), high.max(j)));
    (low <= high).then_some(low..high + 1)
}

/// Widens a run to its clauses.
fn whole(text: &Text, run: Range<usize>) -> Range<usize> {
    let (first, last) = (text.words[run.start].clause, text.words[run.end - 1].clause);
    let start = text.words.partition_point(|w| w.clause < first);
    start..text.words.partition_point(|w| w.clause <= last)
}

fn quoted_in_both(pair: &Pair, i: usize, j: usize) -> bool {
    pair.a.words[i].quote > 0 && pair.b.words[j].quote > 0
}

pub(super) fn said(text: &Text, words: Range<usize>) -> Said {
    Said { member: text.member(words.clone()), says: text.slice(words).to_lowercase(), number: None }
}

/// Adds a clause that is denied here and stated there, or denied in both.
fn negated(pair: &Pair, clause: &Range<usize>, out: &mut Vec<Finding>) {
    let Some(at) = cue(pair.a, clause.clone(), Cues::DENYING) else { return };
    let rest = clause.clone().filter(|i| !pair.a.words[*i].cues.has(Cues::DENYING));
    let (share, count) = pair.covered(rest);
    let Some(there) = partners(pair, clause.clone()) else { return };
    let scope = whole(pair.b, there.clone());
    let both = cue(pair.b, scope.clone(), Cues::DENYING);
    // What is denied: the first words behind the cue, or before it for "nobody".
    let goes_on = |i: &usize| !pair.a.gap(*i - 1).contains([':', ';', '.']);
    let denied =
        (at + 1..clause.end.min(at + 1 + REACH)).take_while(goes_on).find(|i| pair.a.words[*i].content);
    let Some((i, j)) = denied.and_then(|i| pair.to_b[i].at().map(|j| (i, j))) else { return };
    if quoted_in_both(pair, i, j) || count < WORDS || share < if both.is_some() { HEDGED } else { DENIED } {
        return;
    }
    // The claim over there must be no longer than this one: what else it says may be what is denied here.
    let back = pair.turned().covered(scope.clone());
    // "Days without drilling" are days for which drilling is stopped.
    let inverted = cue(pair.b, 0..pair.b.words.len(), Cues::DENYING).is_some()
        || raw(pair.a, at) == "without" && cue(pair.b, scope.clone(), Cues::CEASE).is_some();
    if both.is_none() && (back.0 < HEDGED || inverted) {
        return;
    }
    if both.is_none() && (counts_others(pair, j) || denies_other(pair, clause, at, (i, j))) {
        return;
    }
    let mine = at.min(i)..at.max(i) + 1;
    let theirs = match both {
        Some(cue) => cue.min(j)..cue.max(j) + 1,
        None => before(pair, i, j)..j + 1,
    };
    out.push(Finding {
        kind: SuspectKind::What,
        rule: "said here, denied there",
        clash: both.is_none(),
        weight: 0.5 + share * 0.4,
        group: None,
        sides: [said(pair.a, mine), said(pair.b, theirs)],
    });
}

/// Returns whether something else is denied: "failed to stop" and "police stopped him", "no reports" and "was reported",
/// "refused to withdraw unconditionally".
fn denies_other(pair: &Pair, clause: &Range<usize>, at: usize, (i, j): (usize, usize)) -> bool {
    let subject = (clause.start..at).filter(|k| pair.a.words[*k].content).filter_map(|k| pair.to_b[k].at());
    let (mut behind, mut before) = (0, 0);
    subject.for_each(|k| if k > j { behind += 1 } else { before += 1 });
    let noun = raw(pair.a, at) == "no" && raw(pair.a, i) != raw(pair.b, j);
    let limited = (at..clause.end).any(|k| raw(pair.a, k) == "unconditionally");
    noun || limited || behind > 0 && before == 0 && pair.a.words[at].cues.has(Cues::DENIAL)
}

/// Returns whether a word over there is told of people counted there, and not here: "two passengers were injured".
fn counts_others(pair: &Pair, j: usize) -> bool {
    let near = j.saturating_sub(NEAR)..j;
    let counted = near.clone().any(|k| pair.b.words[k].cues.has(Cues::NUMBER));
    counted && near.into_iter().any(|k| pair.b.words[k].cues.has(Cues::PERSON) && pair.to_a[k].at().is_none())
}

/// Returns where over there the words begin that go with a word: an auxiliary or two before its partner.
fn before(pair: &Pair, i: usize, j: usize) -> usize {
    let mut start = j;
    while start > 0
        && j - start < 2
        && !pair.b.words[start - 1].content
        && pair.to_a[start - 1] != Match::Same(i)
    {
        if pair.b.words[start - 1].clause != pair.b.words[j].clause {
            break;
        }
        start -= 1;
    }
    start
}

fn is_modal(text: &Text, at: usize) -> bool {
    matches!(&*raw(text, at), "may" | "might")
}

/// Adds a clause that is hedged here and stated flat there, or hedged in both.
fn hedged(pair: &Pair, clause: &Range<usize>, out: &mut Vec<Finding>) {
    let Some(at) = cue(pair.a, clause.clone(), Cues::HEDGE.or(Cues::EFFORT)) else { return };
    let hedges = Cues::HEDGE.or(Cues::EFFORT);
    let plain = |i: &usize| !pair.a.words[*i].cues.has(hedges.or(Cues::FIRM));
    let Some(there) = partners(pair, clause.clone()) else { return };
    let scope = whole(pair.b, there);
    let both = cue(pair.b, 0..pair.b.words.len(), hedges);
    let next = (at + 1..clause.end.min(at + 1 + REACH)).find(|i| pair.a.words[*i].content && plain(i));
    let wide = pair.covered(clause.clone().filter(plain));
    // "will endeavour to release" stands against "will let pass": what is promised may be told by another verb.
    let effort = pair.a.words[at].cues.has(Cues::EFFORT) && wide.1 > WORDS && wide.0 >= OPPOSED;
    let will = scope.clone().find(|k| pair.b.words[*k].cues.has(Cues::FIRM));
    let Some((i, j)) = next.and_then(|i| match pair.to_b[i].at() {
        Some(j) => Some((i, j)),
        None => will.filter(|_| effort).map(|j| (i, j)),
    }) else {
        return;
    };
    // What is hedged, and who or what does it: "traffic may follow".
    let near = at.saturating_sub(NEAR).max(clause.start)..clause.end.min(i + 1);
    let narrow = pair.covered(near.filter(plain));
    let narrow = (narrow.0 >= HEDGED && narrow.1 >= 2).then_some(narrow.0);
    let wide = (wide.1 >= WORDS && wide.0 >= if effort { OPPOSED } else { HEDGED }).then_some(wide.0);
    let Some(share) = wide.or(narrow.map(|n| n * 0.8)) else { return };
    // "May fine the hospital" against "a fine", or "fines can reach".
    let noun = j > 0
        && matches!(&*raw(pair.b, j - 1), "a" | "an" | "the" | "to")
        && pair.a.words[at].cues.has(Cues::HEDGE);
    let can = (j.saturating_sub(3)..pair.b.words.len().min(j + 3))
        .any(|k| matches!(&*raw(pair.b, k), "can" | "could"));
    if quoted_in_both(pair, at, j) || noun && is_modal(pair.a, at) || can {
        return;
    }
    let back = pair.turned().covered(scope.clone());
    // What is asked or conditional is not flat.
    let open = pair.b.words.iter().any(|w| matches!(pair.b.info.slice(w.span), "if" | "whether" | "If"));
    // What is said to be so is told by somebody in both.
    let told =
        pair.a.words[at].cues.has(Cues::HEARSAY) && cue(pair.b, 0..pair.b.words.len(), Cues::SAY).is_some();
    if both.is_none() && (open || told || back.0 < if effort { EFFORT } else { OPPOSED }) {
        return;
    }
    let theirs = match both {
        Some(cue) => cue.min(j)..cue.max(j) + 1,
        None if pair.to_b[i].at().is_none() => j..(j + 2).min(scope.end),
        None => before(pair, i, j)..j + 1,
    };
    out.push(Finding {
        kind: SuspectKind::Certainty,
        rule: "hedged here, flat there",
        clash: both.is_none(),
        weight: 0.4 + share * 0.35,
        group: None,
        sides: [said(pair.a, at.min(i)..at.max(i) + 1), said(pair.b, theirs)],
    });
}
