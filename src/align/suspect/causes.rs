//! What something came of: "was caused by lightning" here, "lightning may have started it" or "an electrical fault caused it" there.

use std::ops::Range;

use super::finding::Finding;
use super::pair::Pair;
use super::polarity::said;
use super::quotes::{raw, says};
use super::scene::Scene;
use super::text::{Text, is_determiner};
use crate::align::SuspectKind;
use crate::align::cues::Cues;

/// Verbs that tell what something came of, as what was done to it and as what did it.
const CAUSED: &[&str] = &["caused", "started", "sparked", "triggered"];
const CAUSES: &[&str] = &["caused", "cause", "sparked", "spark", "triggered", "trigger", "started"];
/// Words before a verb in which it is told that it is not sure, or not so; and that a cause has at most.
const NEAR: usize = 5;
const LONGEST: usize = 4;
/// Words that passages must share for two causes to be of one thing.
const SHARED: usize = 3;
/// What findings are worth.
const UNSURE: f64 = 0.55;
const OTHER: f64 = 0.5;

/// A cause that a passage tells of.
struct Cause {
    words: Range<usize>,
    /// From the words that make it less than sure, or from its first word, to its last one.
    whole: Range<usize>,
    is_hedged: bool,
}

/// Adds a cause that is sure here and not there, or another one.
pub(super) fn compare(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    let (Some(a), Some(b)) = (only(pair.a), only(pair.b)) else { return };
    let head = |text: &Text, cause: &Cause| text.words[cause.words.end - 1].stem;
    let sides = || [said(pair.a, a.whole.clone()), said(pair.b, b.whole.clone())];
    let (mine, theirs) = (head(pair.a, &a), head(pair.b, &b));
    if mine == theirs {
        let is_told = out.iter().any(|f| f.kind == SuspectKind::Certainty);
        if a.is_hedged != b.is_hedged && !is_told {
            let (kind, rule) = (SuspectKind::Certainty, "hedged here, flat there");
            out.push(Finding { kind, rule, clash: true, weight: UNSURE, group: None, sides: sides() });
        }
        return;
    }
    let others = |cause: &Cause, n: usize| {
        let words = cause.words.clone();
        (0..n).filter(move |i| !words.contains(i))
    };
    let shared = pair.covered(others(&a, pair.a.words.len())).1;
    let shares = |cause: &Cause, matched: &[super::pair::Match]| {
        cause.words.clone().any(|i| matched[i].at().is_some())
    };
    let alike = shares(&a, &pair.to_b) || shares(&b, &pair.to_a) || scene.alike(mine, theirs);
    if shared < SHARED || alike || stands_in(scene, mine, pair.b) || stands_in(scene, theirs, pair.a) {
        return;
    }
    let (kind, rule) = (SuspectKind::What, "another cause");
    out.push(Finding { kind, rule, clash: true, weight: OTHER, group: None, sides: sides() });
}

/// Returns whether the article of a passage has a word anywhere.
fn stands_in(scene: &Scene, stem: u32, text: &Text) -> bool {
    scene
        .corpus
        .units_of(text.at.article)
        .any(|unit| scene.corpus.tokens(unit).iter().any(|t| t.stem == stem))
}

/// Returns the cause that a passage tells of, when it is one.
fn only(text: &Text) -> Option<Cause> {
    let mut all =
        (0..text.words.len()).filter(|i| CAUSES.contains(&&*raw(text, *i))).filter_map(|i| cause(text, i));
    all.next().filter(|_| all.next().is_none())
}

/// Returns the cause beside a verb: "caused by lightning", "lightning may have caused".
fn cause(text: &Text, verb: usize) -> Option<Cause> {
    let clause = text.words[verb].clause;
    let near = verb.saturating_sub(NEAR)..verb;
    let before = || near.clone().filter(|i| text.words[*i].clause == clause);
    let is_unsure = |i: usize| text.words[i].cues.has(Cues::HEDGE) || says(text, i, "could");
    if text.words[verb].quote > 0 || before().any(|i| text.words[i].cues.has(Cues::DENYING)) {
        return None;
    }
    let hedge = before().find(|i| is_unsure(*i));
    if says(text, verb + 1, "by") {
        let start = verb
            + 2
            + usize::from(text.words.get(verb + 2).is_some_and(|_| is_determiner(&raw(text, verb + 2))));
        let goes_on = |i: &usize| text.words[*i].content && (*i == start || text.gap(*i - 1) == " ");
        let end = (start..text.words.len().min(start + LONGEST)).take_while(goes_on).last()? + 1;
        let is_one = CAUSED.contains(&&*raw(text, verb)) && is_thing(text, start..end);
        let whole = hedge.unwrap_or(verb)..end;
        return is_one.then_some(Cause { words: start..end, whole, is_hedged: hedge.is_some() });
    }
    // Without "may have", whoever started something is no cause.
    let hedge = hedge.filter(|i| says(text, verb - 1, "have") && *i + 2 == verb)?;
    let goes_on = |i: &usize| {
        let word = &text.words[*i];
        word.content && !word.name && text.gap(*i) == " " && word.clause == clause
    };
    let start = (hedge.saturating_sub(LONGEST)..hedge).rev().take_while(goes_on).last()?;
    is_thing(text, start..hedge).then_some(Cause {
        words: start..hedge,
        whole: start..verb + 1,
        is_hedged: true,
    })
}

/// Returns whether a run of words is no person and no name: "lightning", "an electrical fault".
fn is_thing(text: &Text, words: Range<usize>) -> bool {
    let who = Cues::PERSON.or(Cues::TITLE).or(Cues::NUMBER).or(Cues::TIME);
    text.words[words].iter().all(|w| !w.name && !w.cues.has(who))
}
