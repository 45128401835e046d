//! Who did it: "proposed by Aldana" here, "envoys from Ostrel proposed" there; and who did it to whom.

use std::ops::Range;

use super::finding::{Finding, Placed, Said, across};
use super::linked::Linked;
use super::names::{self, is_name, said};
use super::pair::Pair;
use super::quotes::{raw, says};
use super::scene::{Holds, Scene};
use super::speakers::joined;
use super::text::{Text, is_determiner};
use crate::align::SuspectKind;
use crate::align::cues::{self, Cues};
use crate::align::tokens::starts_high;

/// Words on one side of a deed that tell what was done, those that two must share, and as what share of the fewer.
const REACH: usize = 10;
const WORDS: usize = 2;
const SHARE: f64 = 0.5;
/// Words of a subject at most, and words between a deed and whoever did it.
const SUBJECT: usize = 10;
const BETWEEN: usize = 3;
/// Words between whoever did a deed and the deed.
const IDLE: &[&str] =
    &["who", "that", "has", "have", "had", "also", "then", "first", "later", "himself", "herself"];
/// Words between "it was" and the deed.
const APART: usize = 24;
/// Deeds of one sort beyond which nothing tells which of them are one.
const MOST: usize = 40;
/// What a finding is worth where the sentences are linked, and where they are not.
const NEAR: f64 = 0.65;
const AFAR: f64 = 0.5;
/// Share of the other words that sentences must have in common that tell who did it to whom.
const ALIKE: f64 = 0.5;
/// The rule; a name in other sentences tells nothing of the deed.
pub(super) const OTHER_AGENT: &str = "same deed, by somebody else";
/// What two do to each other.
const MUTUAL: &[&str] = &[
    "met", "meet", "meets", "married", "faced", "face", "faces", "played", "play", "plays", "fought",
    "joined",
];

/// A deed with the name of whoever did it.
struct Deed {
    unit: usize,
    article: usize,
    deed: u16,
    /// Who did it.
    said: Said,
    /// The stems of the agent's names, and of what was done or to whom.
    names: Vec<u32>,
    object: Vec<u32>,
}

/// Finds deeds that two articles give to different names.
pub(super) fn compare(scene: &Scene, linked: &Linked) -> Vec<Placed> {
    let mut deeds: Vec<Deed> = (0..scene.corpus.units.len())
        .filter(|unit| scene.holds(*unit).has(Holds::DEED))
        .flat_map(|unit| of_unit(scene, unit))
        .collect();
    deeds.sort_by_key(|d| d.deed);
    let mut out = Vec::new();
    for list in deeds.chunk_by(|x, y| x.deed == y.deed).filter(|list| list.len() <= MOST) {
        // Who is told to have done the same in either article is no other.
        let told = |own: &Deed, article: usize| {
            let there = list.iter().filter(|d| d.article == article);
            let mut same = there.filter(|d| is_same_object(scene, own, d, 1));
            same.any(|d| d.names.iter().any(|n| own.names.contains(n)))
        };
        for (x, y) in across(list, |deed| deed.article) {
            let is_linked = linked.link(x.unit, y.unit).is_some();
            if !is_other(scene, (x, y), linked.is_shown(x.unit, y.unit))
                || told(x, y.article)
                || told(y, x.article)
            {
                continue;
            }
            let finding = Finding {
                kind: SuspectKind::Who,
                rule: OTHER_AGENT,
                clash: true,
                weight: if is_linked { NEAR } else { AFAR },
                group: None,
                sides: [x.said.clone(), y.said.clone()],
            };
            out.push(Placed { finding, tier: 1.0, is_claim: false });
        }
    }
    out
}

/// Returns whether two deeds are one, done by names that have nothing in common and do not stand in the other sentence.
fn is_other(scene: &Scene, (x, y): (&Deed, &Deed), is_shown: bool) -> bool {
    let aside = |own: &Deed, other: &Deed| {
        scene.corpus.tokens(other.unit).iter().any(|t| own.names.contains(&t.stem))
    };
    !aside(x, y) && !aside(y, x) && is_same_object(scene, x, y, if is_shown { 1 } else { WORDS })
}

fn is_same_object(scene: &Scene, x: &Deed, y: &Deed, least: usize) -> bool {
    let shared = scene.shared(&x.object, &y.object);
    shared >= least && shared as f64 >= SHARE * x.object.len().min(y.object.len()) as f64
}

fn of_unit(scene: &Scene, unit: usize) -> Vec<Deed> {
    let text = scene.text(unit);
    let mut out = Vec::new();
    for at in (0..text.words.len()).filter(|i| text.words[*i].cues.has(Cues::DEED)) {
        let Some(deed) = cues::deed(text.info.slice(text.words[at].span)) else { continue };
        // "Asked for talks"; who asks a question does no deed.
        if raw(&text, at).starts_with("ask") && !says(&text, at + 1, "for") {
            continue;
        }
        let Some((agent, passive)) = agent(&text, at) else { continue };
        let names = names::stems(&text, agent.clone());
        let object = match passive {
            true => object(&text, (at.saturating_sub(REACH)..at).rev()),
            false => object(&text, at + 1..text.words.len().min(at + 1 + REACH)),
        };
        if !names.is_empty() {
            let (article, said) = (text.at.article, said(&text, agent));
            out.push(Deed { unit, article, deed, said, names, object });
        }
    }
    out
}

/// Returns the stems of what was done, up to where something else is told.
fn object(text: &Text, words: impl Iterator<Item = usize>) -> Vec<u32> {
    let ends = |i: &usize| {
        let joint = text.words[*i].cues.has(Cues::JOINT.or(Cues::SAY)) && raw(text, *i) != "and";
        !joint && !text.words[*i].cues.has(Cues::DEED)
    };
    let content = words.take_while(ends).filter(|i| text.words[*i].content).map(|i| text.words[i].stem);
    let mut out: Vec<u32> = content.collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Returns who did a deed, and whether it is told in the passive.
fn agent(text: &Text, at: usize) -> Option<(Range<usize>, bool)> {
    if (at + 1..text.words.len().min(at + 3)).any(|i| raw(text, i) == "by") {
        return by(text, at).map(|agent| (agent, true));
    }
    if let Some(agent) = set_apart(text, at) {
        return Some((agent, false));
    }
    if let Some(end) = ends_before(text, at) {
        return Some((subject(text, end), false));
    }
    // "Envoys met and proposed": whoever the sentence is about.
    let goes_on = at > 1 && raw(text, at - 1) == "and" && text.gap(at - 1) == " ";
    goes_on.then(|| first_subject(text, at)).flatten().map(|agent| (agent, false))
}

/// Returns who did a deed where that is what the sentence tells: "it was Judith Vane who proposed".
fn set_apart(text: &Text, at: usize) -> Option<Range<usize>> {
    let first = at.saturating_sub(APART);
    let was = (first + 1..at).rev().find(|i| raw(text, *i) == "was" && raw(text, *i - 1) == "it")?;
    let relative = (was + 2..at).rev().find(|i| matches!(&*raw(text, *i), "that" | "who"))?;
    // "It was luck that divers discovered": nobody is set apart.
    let helps = |i: usize| IDLE.contains(&&*raw(text, i)) || raw(text, i).ends_with("ly");
    let end = (was + 1..=relative).find(|i| *i == relative || *i > was + 1 && text.gap(*i - 1) != " ")?;
    let start = was + 1 + usize::from(is_determiner(&raw(text, was + 1)));
    (start < end && (relative + 1..at).all(helps)).then_some(start..end)
}

fn by(text: &Text, at: usize) -> Option<Range<usize>> {
    let by = (at + 1..text.words.len().min(at + 3)).find(|i| raw(text, *i) == "by")?;
    let start = by + 1 + usize::from(says(text, by + 1, "the"));
    let end = (start..text.words.len())
        .take_while(|i| is_part(text, *i) && (*i == start || joined(text, *i)))
        .last()?;
    Some(start..end + 1)
}

/// Returns where the name ends that stands right before a deed: "Aldana has proposed", "Aldana's offer".
fn ends_before(text: &Text, at: usize) -> Option<usize> {
    for k in (at.saturating_sub(BETWEEN)..at).rev() {
        // "Karel Osten, who had bought".
        let aside = text.gap(k) == ", " && says(text, k + 1, "who");
        if text.gap(k) != " " && !aside {
            return None;
        }
        if is_name(text, k) {
            return Some(k + 1);
        }
        let word = raw(text, k);
        if !IDLE.contains(&&*word) && !word.ends_with("ly") {
            return None;
        }
    }
    None
}

/// Returns the name that ends before a word, with titles, and with names joined to it.
fn subject(text: &Text, end: usize) -> Range<usize> {
    let mut start = end;
    let linked = |i: usize| matches!(&*raw(text, i), "and" | "of" | "from" | "the");
    while start > 0 && end - start < SUBJECT && (start == end || joined(text, start)) {
        let mut next = start - 1;
        while next > 0 && linked(next) && text.gap(next - 1) == " " {
            next -= 1;
        }
        // "Envoys from Ostrel": the noun is the subject.
        // "Priya Raman": the first word of a sentence is not known for a name.
        let first = next == 0
            && start == 1
            && text.words[0].content
            && !text.words[0].cues.has(Cues::TIME.or(Cues::ORDER));
        if first {
            return 0..end;
        }
        let noun = next + 1 < start && text.words[next].content && !text.words[next].name;
        if !is_part(text, next) && !noun || text.words[next].cues.has(Cues::SAY) {
            break;
        }
        start = next;
        if noun {
            break;
        }
    }
    start..end
}

/// Returns the subject of a sentence that goes on with "and": up to its first verb, with a name in it.
fn first_subject(text: &Text, at: usize) -> Option<Range<usize>> {
    let verb = |i: &usize| {
        let word = raw(text, *i);
        let known =
            ["met", "said", "came", "went", "held", "took", "made", "sat", "spoke", "flew", "wrote", "won"];
        !text.words[*i].name && (word.ends_with("ed") && word.len() > 4 || known.contains(&&*word))
    };
    let start = (1..at).rev().find(|i| text.gap(i - 1).contains([',', ';', ':'])).unwrap_or(0);
    let end = (start..at - 1).find(verb)?;
    let named = (start..end).any(|i| is_name(text, i));
    let clean = (start..end).all(|i| !text.words[i].cues.has(Cues::SAY.or(Cues::TIME)));
    (named && clean && end - start <= SUBJECT).then_some(start..end)
}

fn is_part(text: &Text, at: usize) -> bool {
    let title = || text.words[at].cues.has(Cues::TITLE) && starts_high(text.info.slice(text.words[at].span));
    text.words.get(at).is_some_and(|w| w.quote == 0) && (is_name(text, at) || title())
}

/// Adds a deed that one does to the other here, and the other to the one there.
pub(super) fn turned(pair: &Pair, out: &mut Vec<Finding>) {
    for i in 1..pair.a.words.len() {
        let word = &pair.a.words[i];
        let mutual = || MUTUAL.contains(&&*raw(pair.a, i));
        if !word.content || word.name || word.cues.has(Cues::SAY.or(Cues::TIME).or(Cues::NUMBER)) || mutual()
        {
            continue;
        }
        let Some((done, whole)) = sides(pair.a, i) else { continue };
        for j in (1..pair.b.words.len()).filter(|j| pair.b.words[*j].stem == word.stem) {
            let Some((there, all)) = sides(pair.b, j) else { continue };
            let shared = |x: &[u32], y: &[u32]| x.iter().any(|s| y.contains(s));
            let crossed = shared(&done[0], &there[1]) && shared(&done[1], &there[0]);
            let straight = shared(&done[0], &there[0]) || shared(&done[1], &there[1]);
            let one = pair.covered((0..pair.a.words.len()).filter(|k| !whole.contains(k)));
            let other = pair.turned().covered((0..pair.b.words.len()).filter(|k| !all.contains(k)));
            if !crossed || straight || one.0.min(other.0) < ALIKE {
                continue;
            }
            let sides = [said(pair.a, whole.clone()), said(pair.b, all)];
            let (kind, rule) = (SuspectKind::Who, "who did it to whom, the other way round");
            out.push(Finding { kind, rule, clash: true, weight: 0.8, group: None, sides });
        }
    }
}

/// Returns the names of who did it, and to whom, around a verb, and the run of all.
fn sides(text: &Text, verb: usize) -> Option<([Vec<u32>; 2], Range<usize>)> {
    let helps = |i: usize| {
        let word = raw(text, i);
        matches!(&*word, "was" | "were" | "has" | "have" | "had" | "been" | "is" | "are")
            || word.ends_with("ly")
    };
    let mut before = verb;
    while before > 0 && verb - before < BETWEEN && helps(before - 1) && text.gap(before - 1) == " " {
        before -= 1;
    }
    let first = before.checked_sub(1).filter(|i| is_name(text, *i) && text.gap(*i) == " ")?;
    let start = subject(text, first + 1).start;
    let passive = says(text, verb + 1, "by");
    let was = (before..verb).any(|i| matches!(&*raw(text, i), "was" | "were" | "been" | "is" | "are"));
    let mut after = verb + 1 + usize::from(passive);
    after += usize::from(says(text, after, "the"));
    let end = (after..text.words.len()).take_while(|i| is_part(text, *i) && joined(text, *i)).last()? + 1;
    let mut names = [names::stems(text, start..first + 1), names::stems(text, after..end)];
    if passive {
        names.reverse();
    }
    (passive == was && names.iter().all(|n| !n.is_empty())).then_some((names, start..end))
}
