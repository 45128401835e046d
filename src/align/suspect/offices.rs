//! Offices that nobody holds at once, beside one name in whatever sentences: "the union's president, Milo Garrand" here,
//! "general secretary Milo Garrand" there.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::finding::{Finding, Placed, Said, across};
use super::names::{self, is_name};
use super::quotes::raw;
use super::scene::{Holds, Scene};
use super::text::{Text, is_owner};
use crate::align::SuspectKind;
use crate::align::cues::{self, Cues};
use crate::align::tokens::starts_high;

/// Words between an office and the name that it stands beside: "the head of the union".
const REACH: usize = 6;
/// Words before an office that tell of another time, or that it is not held.
const NOT_NOW: &[&str] = &["former", "formerly", "ex", "once", "then", "late", "retired", "outgoing"];
const NEVER: &[&str] = &["candidate", "elect", "next", "acting", "interim", "designate"];
/// What a finding is worth.
const WORTH: f64 = 0.5;

/// An office: its service, its number there, and its words.
struct Office {
    service: usize,
    number: usize,
    words: Vec<&'static str>,
}

/// The offices, those of more words first.
static OFFICES: LazyLock<Vec<Office>> = LazyLock::new(|| {
    let mut out = Vec::new();
    for (service, (_, list)) in cues::lines(cues::OFFICES).enumerate() {
        for (number, names) in list.split(',').enumerate() {
            out.extend(names.split('/').map(|name| Office {
                service,
                number,
                words: name.split_whitespace().collect(),
            }));
        }
    }
    out.sort_by_key(|office| std::cmp::Reverse(office.words.len()));
    out
});

/// Somebody with an office.
struct Holder {
    article: usize,
    /// The stems of the name.
    name: Vec<u32>,
    service: usize,
    number: usize,
    /// Whether the office is told as one of the past.
    past: bool,
    said: Said,
}

/// Finds people to whom two articles give other offices of one service.
pub(super) fn compare(scene: &Scene) -> Vec<Placed> {
    let told = |unit: &usize| scene.holds(*unit).has(Holds::NAME) && scene.holds(*unit).has(Holds::OFFICE);
    let mut people: BTreeMap<(u32, usize), Vec<Holder>> = BTreeMap::new();
    for holder in (0..scene.corpus.units.len()).filter(told).flat_map(|unit| of_unit(scene, unit)) {
        if let Some(last) = holder.name.last() {
            people.entry((*last, holder.service)).or_default().push(holder);
        }
    }
    let mut out = Vec::new();
    for ((last, _), list) in &people {
        let holds =
            |article: usize, number: usize| list.iter().any(|h| h.article == article && h.number == number);
        for (x, y) in across(list, |holder| holder.article) {
            let clash = x.number != y.number;
            let apart =
                clash && (x.past != y.past || holds(x.article, y.number) || holds(y.article, x.number));
            if apart || !is_one(x, y) {
                continue;
            }
            let finding = Finding {
                kind: SuspectKind::Who,
                rule: "another office beside the same name",
                clash,
                weight: WORTH,
                group: clash.then(|| format!("office of {}", scene.corpus.text(*last))),
                sides: [x.said.clone(), y.said.clone()],
            };
            out.push(Placed { finding, tier: 1.0, is_claim: false });
        }
    }
    out
}

/// Returns whether two are one person, as far as first names are told.
fn is_one(x: &Holder, y: &Holder) -> bool {
    x.name.len() < 2 || y.name.len() < 2 || x.name[0] == y.name[0]
}

fn of_unit(scene: &Scene, unit: usize) -> Vec<Holder> {
    let text = scene.text(unit);
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.words.len() {
        let Some((office, words)) = office(&text, at) else {
            at += 1;
            continue;
        };
        at = words.end;
        let before = |list: &[&str]| {
            (words.start.saturating_sub(3)..words.start).any(|i| list.contains(&&*raw(&text, i)))
        };
        let not_held = before(NEVER)
            || (words.end..text.words.len().min(words.end + 1)).any(|i| NEVER.contains(&&*raw(&text, i)));
        let Some(name) = person(&text, &words).filter(|_| !not_held) else { continue };
        out.push(Holder {
            article: text.at.article,
            name: name.map(|i| text.words[i].stem).collect(),
            service: office.service,
            number: office.number,
            past: before(NOT_NOW),
            said: names::said(&text, words),
        });
    }
    out
}

/// Returns the office whose words begin at a word.
fn office(text: &Text, at: usize) -> Option<(&'static Office, Range<usize>)> {
    if !text.words[at].cues.has(Cues::OFFICE) {
        return None;
    }
    let fits = |office: &&Office| {
        let end = at + office.words.len();
        end <= text.words.len()
            && (at..end).zip(&office.words).all(|(i, word)| raw(text, i) == *word)
            && (at + 1..end).all(|i| text.gap(i - 1) == " ")
            // "The mayor's clerk" is none.
            && !is_owner(text.info.slice(text.words[end - 1].span))
    };
    OFFICES.iter().find(fits).map(|office| (office, at..at + office.words.len()))
}

/// Returns the name of whoever holds an office: right behind it, behind a comma, or before it.
fn person(text: &Text, office: &Range<usize>) -> Option<Range<usize>> {
    let end = office.end;
    if end < text.words.len() && text.gap(end - 1) == " " && is_part(text, end) {
        return whole(text, end);
    }
    apposed(text, end).or_else(|| behind(text, office.start))
}

/// Returns the name behind an office and a comma: "the president of the union, Milo Garrand,".
fn apposed(text: &Text, end: usize) -> Option<Range<usize>> {
    for i in end..text.words.len().min(end + REACH) {
        match text.gap(i - 1) {
            ", " => return is_part(text, i).then(|| whole(text, i)).flatten(),
            " " if i > end || matches!(&*raw(text, i), "of" | "for" | "in" | "at") => {}
            _ => return None,
        }
    }
    None
}

/// Returns the name before an office: "Milo Garrand, the union's president".
fn behind(text: &Text, start: usize) -> Option<Range<usize>> {
    for i in (start.saturating_sub(REACH)..start).rev() {
        match text.gap(i) {
            ", " => {
                let first = names::start(text, i);
                return is_part(text, i).then_some(first..i + 1);
            }
            " " if !text.words[i].cues.has(Cues::SAY.or(Cues::JOINT))
                && !matches!(&*raw(text, i), "by" | "with" | "to") => {}
            _ => return None,
        }
    }
    None
}

/// Returns the name that begins at a word, without the titles before it.
fn whole(text: &Text, at: usize) -> Option<Range<usize>> {
    let end = (at..text.words.len())
        .take_while(|i| is_part(text, *i) && (*i == at || text.gap(*i - 1) == " "))
        .last()?
        + 1;
    let start = (at..end).find(|i| is_name(text, *i))?;
    // Whose it is holds no office.
    (!is_owner(text.info.slice(text.words[end - 1].span))).then_some(start..end)
}

fn is_part(text: &Text, at: usize) -> bool {
    is_name(text, at) && starts_high(text.info.slice(text.words[at].span))
}
