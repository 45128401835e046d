//! When and where something begins or is held: "talks will begin soon", "the negotiations open in Velm on Sunday".
//!
//! Such sentences often have nothing else in common, so they are compared whether they are linked or not.

use std::ops::Range;

use super::fact::{Fact, Value};
use super::finding::{Finding, Placed, Said, across};
use super::linked::Linked;
use super::moment::Grain;
use super::names::{self, is_name, of_others, said};
use super::quotes::{raw, says};
use super::scene::{Holds, Scene};
use super::text::Text;
use super::values;
use crate::align::cues::Cues;
use crate::align::number::Verdict;
use crate::align::tokens::starts_high;
use crate::align::{SuspectKind, Tier};

/// Words between an event and its verb at most, and words behind them that tell when and where.
const REACH: usize = 8;
const BEHIND: usize = 12;
/// Events that begin, and events that are held, beyond which nothing tells which of them are one.
const MOST: usize = 40;
/// What a finding is worth where the sentences are linked, and where they are not.
const NEAR: f64 = 0.7;
const AFAR: f64 = 0.55;
/// The rules; the same words in other sentences tell of something else.
pub(super) const OTHER_TIME: &str = "same event, begun or held at another time";
pub(super) const OTHER_PLACE: &str = "same event, begun or held elsewhere";

/// Something that begins or is held, with what is told of when and where.
struct Event<'a> {
    unit: usize,
    article: usize,
    noun: u32,
    /// What stands right before it: "wage" in "wage talks".
    sort: Option<u32>,
    /// Whether it is told that it begins; else that it is held.
    begins: bool,
    /// Whether it will be so; else it was.
    ahead: bool,
    told: Told<'a>,
    /// The stems of the names that tell whose it is.
    names: Vec<u32>,
}

/// When and where something begins or is held, as far as it is told.
#[derive(Default)]
struct Told<'a> {
    time: Option<(&'a Fact, Said)>,
    place: Option<(Vec<u32>, Said)>,
}

/// Returns whether a finding tells of an event that begins or is held.
pub(super) fn is_told(finding: &Finding) -> bool {
    [OTHER_TIME, OTHER_PLACE].contains(&finding.rule)
}

/// Finds events that two articles put at other times or in other places.
pub(super) fn compare(scene: &Scene, linked: &Linked) -> Vec<Placed> {
    let events: Vec<Event> = (0..scene.corpus.units.len())
        .filter(|unit| scene.holds(*unit).has(Holds::EVENT))
        .flat_map(|unit| of_unit(scene, unit))
        .filter(|e| e.told.time.is_some() || e.told.place.is_some())
        .collect();
    let mut out = Vec::new();
    for ahead in [false, true] {
        let of_phase =
            |begins| events.iter().filter(|e| (e.begins, e.ahead) == (begins, ahead)).collect::<Vec<_>>();
        let phases = [true, false].map(of_phase);
        let list: Vec<&Event> = phases.into_iter().filter(|phase| phase.len() <= MOST).flatten().collect();
        for (x, y) in across(&list, |event| event.article).filter(|(x, y)| are_one(scene, linked, x, y)) {
            together(scene, &list, (x, y), linked, &mut out);
        }
    }
    out
}

/// Returns whether two events may be one, by what they are and whose they are.
fn are_one(scene: &Scene, linked: &Linked, x: &Event, y: &Event) -> bool {
    // "Wage talks" are no "peace talks", unless the sentences are one.
    let differ = x.sort.zip(y.sort).is_some_and(|(p, q)| p != q && !scene.alike(p, q));
    let certain = || linked.link(x.unit, y.unit).is_some_and(|l| l.tier == Tier::Certain);
    scene.alike(x.noun, y.noun) && !of_others(&x.names, &y.names) && (!differ || certain())
}

fn together(scene: &Scene, all: &[&Event], (x, y): (&Event, &Event), linked: &Linked, out: &mut Vec<Placed>) {
    let is_linked = linked.link(x.unit, y.unit).is_some();
    let is_claim = !linked.is_shown(x.unit, y.unit);
    let weight = if is_linked { NEAR } else { AFAR };
    let mut push = |kind, rule, clash, sides: [&Said; 2]| {
        let weight = if clash { weight } else { NEAR };
        let finding = Finding { kind, rule, clash, weight, group: None, sides: sides.map(Clone::clone) };
        out.push(Placed { finding, tier: 1.0, is_claim });
    };
    // Where an article tells of several such events, only a link tells which is meant.
    let single = |e: &Event| is_linked || is_single(scene, all, e);
    // When it begins and when it is held are two things; that one place is told of both makes it one event.
    let same_phase = x.begins == y.begins;
    let times = x.told.time.as_ref().zip(y.told.time.as_ref());
    let verdict = times.and_then(|(p, q)| values::verdict(&p.0.value, &q.0.value));
    if let Some((p, q)) = times.filter(|_| same_phase) {
        match verdict {
            Some((Verdict::Clash, kind, _)) if single(x) && single(y) => {
                push(kind, OTHER_TIME, true, [&p.1, &q.1]);
            }
            Some((Verdict::Same, kind, _)) => push(kind, OTHER_TIME, false, [&p.1, &q.1]),
            _ => {}
        }
    }
    if let Some((p, q)) = x.told.place.as_ref().zip(y.told.place.as_ref()) {
        let shared = p.0.iter().any(|s| q.0.contains(s));
        let is_one = match same_phase {
            true => shared || single(x) && single(y),
            false => shared && (times.is_none() || verdict.is_some_and(|v| v.0 == Verdict::Same)),
        };
        if is_one {
            push(SuspectKind::Place, OTHER_PLACE, !shared, [&p.1, &q.1]);
        }
    }
}

/// Returns whether an article puts all such events in one place and on one day.
fn is_single(scene: &Scene, all: &[&Event], event: &Event) -> bool {
    let is_own = |e: &&&Event| e.article == event.article && e.begins == event.begins;
    let own = || all.iter().filter(is_own).filter(|e| scene.alike(e.noun, event.noun));
    let differ = |a: &Fact, b: &Fact| {
        let day = |f: &Fact| matches!(&f.value, Value::Moment(m) if m.grain() != Grain::Vague);
        day(a) && day(b) && values::verdict(&a.value, &b.value).is_some_and(|v| v.0 == Verdict::Clash)
    };
    own().all(|e| match (&e.told.place, &event.told.place) {
        (Some(p), Some(q)) => p.0.iter().any(|s| q.0.contains(s)),
        _ => true,
    }) && own().all(|e| match (&e.told.time, &event.told.time) {
        (Some(p), Some(q)) => !differ(p.0, q.0),
        _ => true,
    })
}

fn of_unit<'a>(scene: &'a Scene, unit: usize) -> Vec<Event<'a>> {
    let text = scene.text(unit);
    let mut out: Vec<Event> = Vec::new();
    for verb in 0..text.words.len() {
        let Some((begins, end)) = phase(&text, verb) else { continue };
        let found = subject(&text, verb).map(|noun| (noun, noun..end)).or_else(|| {
            let noun = object(&text, end)?;
            Some((noun, verb..noun + 1))
        });
        let Some((noun, words)) = found else { continue };
        let mut told = Told::default();
        let behind = words.end..(words.end + BEHIND).min(text.words.len());
        for run in [noun + 1..verb, behind].into_iter().filter(|r| r.start < r.end) {
            told.read(scene, &text, run);
        }
        let mut ahead = is_ahead(&text, words.start.min(verb), verb);
        // Who meets in order to talk talks there and then.
        if let Some(at) = meeting(&text, verb) {
            let mut met = Told::default();
            if met.read(scene, &text, at + 1..verb - 1) {
                told = Told { time: told.time.or(met.time), place: told.place.or(met.place) };
                ahead = is_ahead(&text, at, at);
            }
        }
        let own: Vec<u32> = told.place.iter().flat_map(|(stems, _)| stems.clone()).collect();
        let mut names = names::stems(&text, 0..text.words.len());
        names.retain(|s| !own.contains(s));
        let article = text.at.article;
        out.push(Event {
            unit,
            article,
            noun: text.words[noun].stem,
            sort: sort(&text, noun),
            begins,
            ahead,
            told,
            names,
        });
    }
    out
}

/// Returns the stem of the word of content right before an event, unless it is a name, a verb or tells a time.
fn sort(text: &Text, noun: usize) -> Option<u32> {
    let at = noun.checked_sub(1).filter(|at| text.gap(*at) == " ")?;
    let word = &text.words[at];
    let other = Cues::BEGINS.or(Cues::HELD).or(Cues::TIME).or(Cues::NUMBER).or(Cues::SAY);
    // The first word of a sentence has a capital whatever it is.
    let name = word.name && at > 0;
    let tells = word.content && !name && !word.cues.has(other) && !raw(text, at).ends_with("ly");
    tells.then_some(word.stem)
}

/// Returns whether a word tells that something begins, or else that it is held, and where that ends.
fn phase(text: &Text, at: usize) -> Option<(bool, usize)> {
    let word = &text.words[at];
    if !word.cues.has(Cues::BEGINS.or(Cues::HELD)) {
        return None;
    }
    // "At the start of the talks" is no verb.
    let before = at.checked_sub(1).map(|i| raw(text, i)).unwrap_or_default();
    if matches!(&*before, "the" | "a" | "an" | "this" | "its" | "their" | "not" | "never") {
        return None;
    }
    let take = raw(text, at).starts_with("t");
    // "Police conduct" is a noun.
    if raw(text, at) == "conduct" && !matches!(&*before, "to" | "will" | "would") {
        return None;
    }
    match () {
        () if word.cues.has(Cues::BEGINS) => Some((true, at + 1)),
        () if !take => Some((false, at + 1)),
        () => says(text, at + 1, "place").then_some((false, at + 2)),
    }
}

/// Returns the event before a verb: "the talks will", "the funeral of Ada Holm was".
fn subject(text: &Text, verb: usize) -> Option<usize> {
    let mut bare = true;
    for k in (verb.saturating_sub(REACH)..verb).rev() {
        let word = &text.words[k];
        if text.gap(k).contains([',', '.', ';', ':', '(', '—', '–']) || word.cues.has(Cues::NEGATION) {
            return None;
        }
        if word.cues.has(Cues::EVENT) {
            // "Talks between the two ports will": what stands between tells whose they are.
            let of = matches!(
                &*raw(text, k + 1),
                "of" | "between" | "on" | "into" | "over" | "with" | "for" | "about" | "in" | "at"
            );
            return (of || bare).then_some(k);
        }
        let idle = !word.content || word.name || word.cues.has(Cues::TIME) || is_helping(text, k);
        if word.cues.has(Cues::JOINT) && raw(text, k) != "and" {
            return None;
        }
        bare &= idle;
    }
    None
}

/// Returns the event behind a verb: "to begin preliminary talks".
fn object(text: &Text, end: usize) -> Option<usize> {
    for k in end..text.words.len().min(end + 4) {
        let word = &text.words[k];
        let close = matches!(text.gap(k - 1), " " | " “");
        if !close || word.cues.has(Cues::JOINT.or(Cues::PLACE).or(Cues::NEGATION)) {
            return None;
        }
        if word.cues.has(Cues::EVENT) {
            let noun = text.words.get(k + 1).is_some_and(|w| w.content && !w.name && text.gap(k) == " ");
            return (!noun || told_when(text, k + 1)).then_some(k);
        }
    }
    None
}

/// Returns the verb of coming together of which another is the purpose: "meet in Lissa on Sunday to hold talks".
fn meeting(text: &Text, verb: usize) -> Option<usize> {
    let to = verb.checked_sub(1).filter(|at| says(text, *at, "to"))?;
    let meets = |at: &usize| match &*raw(text, *at) {
        "meet" | "meets" | "met" | "gather" | "gathers" | "gathered" | "convene" | "convenes"
        | "convened" => true,
        // "After a meeting in Lissa".
        "meeting" | "gathering" => {
            *at > 0 && matches!(&*raw(text, *at - 1), "is" | "are" | "was" | "were" | "be" | "been")
        }
        _ => false,
    };
    let at = (to.saturating_sub(REACH)..to).rev().find(meets)?;
    (at..to).all(|i| !text.gap(i).contains(',')).then_some(at)
}

fn is_helping(text: &Text, at: usize) -> bool {
    let word = raw(text, at);
    matches!(&*word, "will" | "would" | "due" | "set" | "scheduled" | "expected" | "planned" | "likely")
        || word.ends_with("ly")
}

fn told_when(text: &Text, at: usize) -> bool {
    text.words[at].cues.has(Cues::TIME) || raw(text, at).ends_with("ly")
}

/// Returns whether the words up to a verb, or its form, look ahead.
fn is_ahead(text: &Text, from: usize, verb: usize) -> bool {
    let helps = |i: usize| {
        let word = raw(text, i);
        matches!(&*word, "will" | "to" | "would" | "shall" | "due" | "set" | "scheduled" | "expected")
    };
    let form = raw(text, verb);
    let present = matches!(
        &*form,
        "begin"
            | "begins"
            | "start"
            | "starts"
            | "open"
            | "opens"
            | "commence"
            | "commences"
            | "takes"
            | "take"
            | "meet"
            | "meets"
    );
    present || (from.min(verb.saturating_sub(3))..verb).any(helps)
}

impl<'a> Told<'a> {
    /// Reads when and where from a run of words, up to the first that tells something else; returns whether none does.
    fn read(&mut self, scene: &'a Scene, text: &Text, run: Range<usize>) -> bool {
        let mut i = run.start;
        while i < run.end {
            let word = &text.words[i];
            let gap = if i == 0 { "" } else { text.gap(i - 1) };
            if gap.contains(['.', ';', ':', '(', '—', '–']) || word.cues.has(Cues::JOINT) {
                return false;
            }
            let fact = scene.facts[text.unit]
                .iter()
                .find(|f| matches!(f.value, Value::Moment(_)) && text.range(f.span).contains(&i));
            if let Some(fact) = fact {
                self.time.get_or_insert_with(|| (fact, scene.said(text.unit, fact)));
                i = text.range(fact.span).end;
                continue;
            }
            if word.cues.has(Cues::PLACE) && matches!(&*raw(text, i), "in" | "at" | "near" | "outside") {
                let Some(name) = place_name(text, i + 1) else {
                    // "In a letter" tells no place, and what follows may be of the letter.
                    return false;
                };
                let stems = name.clone().map(|k| text.words[k].stem).collect();
                i = name.end;
                self.place.get_or_insert_with(|| (stems, said(text, name)));
                continue;
            }
            // "In May" is told, and so is "formally".
            if word.content && !word.name && !told_when(text, i) {
                return false;
            }
            i += 1;
        }
        true
    }
}

/// Returns the name of a place that begins at a word, or behind an article: "Lissa, Ostrel".
fn place_name(text: &Text, at: usize) -> Option<Range<usize>> {
    let start = at + usize::from(says(text, at, "the"));
    let name = |i: usize| {
        text.words
            .get(i)
            .is_some_and(|w| w.content && !w.cues.has(Cues::NUMBER) && starts_high(text.info.slice(w.span)))
    };
    let mut end = start;
    while name(end) && (end == start || matches!(text.gap(end - 1), " " | ", ")) && !is_day(text, end) {
        end += 1;
    }
    (end > start && is_name(text, start)).then_some(start..end)
}

fn is_day(text: &Text, at: usize) -> bool {
    text.words[at].cues.has(Cues::TIME)
}
