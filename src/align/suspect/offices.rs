//! Offices that nobody holds at once, beside one name in whatever sentences: "Mayor Judith Vane" here, "Judith Vane, the
//! deputy mayor" there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::finding::{Finding, Placed, Said, across};
use super::linked::Linked;
use super::names::{self, is_name};
use super::quotes::raw;
use super::scene::{Holds, Scene};
use super::text::{Text, is_owner};
use crate::align::SuspectKind;
use crate::align::cues::{self, Cues};

/// Words between an office and the name that it stands beside: "the head of the union".
const REACH: usize = 6;
/// People of one name and one set of offices beyond which nothing tells who is who.
const MOST: usize = 40;
/// Words right before an office that make it another one: "chief constable".
const OTHER: &[&str] =
    &["chief", "deputy", "vice", "assistant", "lieutenant", "shadow", "acting", "interim", "top", "ex", "co"];
/// Words close before an office that tell that it is one of the past.
const PAST: &[&str] = &["former", "formerly", "once", "retired", "outgoing"];
/// Words with which one office is left or another begun: nothing tells which is meant.
const CHANGE: &[&str] = &[
    "elected",
    "elect",
    "appointed",
    "appoint",
    "appoints",
    "named",
    "nominated",
    "succeed",
    "succeeds",
    "succeeded",
    "promoted",
    "sworn",
    "until",
    "becomes",
    "became",
    "become",
    "candidate",
    "designate",
    "new",
    "next",
    "over",
    "predecessor",
    "successor",
];
/// Words at the beginning of a clause that is of somebody else: "after meeting the prime minister, Ana Holm".
const ASIDE: &[&str] = &[
    "after",
    "before",
    "with",
    "without",
    "thanks",
    "like",
    "unlike",
    "despite",
    "since",
    "following",
    "besides",
    "under",
    "according",
    "asked",
    "to",
    "by",
    "from",
    "for",
    "near",
    "among",
    "beside",
    "alongside",
];
/// Words between a name and an office that is another's: "Olga Ruiz, unlike the prosecutor".
const NOT_ONE: &[&str] = &[
    "of",
    "for",
    "to",
    "with",
    "by",
    "from",
    "against",
    "and",
    "whose",
    "unlike",
    "like",
    "beside",
    "near",
    "under",
    "over",
    "behind",
    "between",
    "alongside",
    "before",
    "after",
    "in",
    "at",
    "on",
];
/// Words behind an office, in its clause, that make it one of the past, or of another body.
const ELSEWHERE: &[&str] = &["for", "at", "by", "between", "time", "then", "training", "contest", "until"];
/// Words around an office or its name among which it may be told that it changes hands.
const NEAR: usize = 3;
/// What a finding is worth.
const WORTH: f64 = 0.5;
/// The rule; the same office beside another name tells nothing.
pub(super) const OTHER_OFFICE: &str = "another office of the same person";

/// An office: its set, its number there, and its words.
struct Office {
    set: usize,
    number: usize,
    words: Vec<&'static str>,
}

/// The offices, those of more words first.
static OFFICES: LazyLock<Vec<Office>> = LazyLock::new(|| {
    let mut out = Vec::new();
    for (set, (_, list)) in cues::lines(cues::OFFICES).enumerate() {
        for (number, names) in list.split(',').enumerate() {
            let words = |name: &'static str| name.split_whitespace().collect();
            out.extend(names.split('/').map(|name| Office { set, number, words: words(name) }));
        }
    }
    out.sort_by_key(|office| std::cmp::Reverse(office.words.len()));
    out
});

/// Somebody with an office.
struct Holder {
    unit: usize,
    article: usize,
    /// The stems of the name.
    name: Vec<u32>,
    number: usize,
    /// Whether the office is told as one of the past.
    past: bool,
    said: Said,
}

/// All who hold offices, and what else their articles have beside their names.
#[derive(Default)]
struct Roll {
    /// By last name and set of offices, each office of an article once.
    holders: BTreeMap<(u32, usize), Vec<Holder>>,
    /// Article, name, set and number of each office in a sentence with the name.
    mentioned: BTreeSet<(usize, u32, usize, usize)>,
}

/// Finds people to whom two articles give offices that nobody holds at once.
pub(super) fn compare(scene: &Scene, linked: &Linked) -> Vec<Placed> {
    let told = |unit: &usize| scene.holds(*unit).has(Holds::NAME) && scene.holds(*unit).has(Holds::OFFICE);
    let mut roll = Roll::default();
    (0..scene.corpus.units.len()).filter(told).for_each(|unit| roll.read(scene, unit));
    let mut out = Vec::new();
    for ((last, set), list) in roll.holders.iter().filter(|(_, list)| list.len() <= MOST) {
        let mentioned =
            |article: usize, number: usize| roll.mentioned.contains(&(article, *last, *set, number));
        for (x, y) in across(list, |holder| holder.article) {
            let told = mentioned(x.article, y.number) || mentioned(y.article, x.number);
            if x.number == y.number || x.past != y.past || told || !is_one(x, y, linked) {
                continue;
            }
            let finding = Finding {
                kind: SuspectKind::Who,
                rule: OTHER_OFFICE,
                clash: true,
                weight: WORTH,
                group: Some(format!("office of {}", scene.corpus.text(*last))),
                sides: [x.said.clone(), y.said.clone()],
            };
            out.push(Placed { finding, tier: 1.0, is_claim: false });
        }
    }
    out
}

/// Returns whether two are one person, as far as first names are told.
fn is_one(x: &Holder, y: &Holder, linked: &Linked) -> bool {
    match (x.name.len(), y.name.len()) {
        // "Sergeant Brandt" and "Inspector Brandt" may be two.
        (..2, ..2) => linked.is_shown(x.unit, y.unit),
        (2.., 2..) => x.name[0] == y.name[0],
        _ => true,
    }
}

impl Roll {
    /// Takes in the offices of a passage, and who holds them.
    fn read(&mut self, scene: &Scene, unit: usize) {
        let text = scene.text(unit);
        let article = text.at.article;
        let names = names::stems(&text, 0..text.words.len());
        let mut at = 0;
        while at < text.words.len() {
            let Some(words) = office(&text, at) else {
                at += 1;
                continue;
            };
            at = words.end;
            let is_held = |name: &Range<usize>| {
                !is_another(&text, &words)
                    && !is_elsewhere(&text, &words)
                    && !changes(&text, &words)
                    && !changes(&text, name)
            };
            let person = person(&text, &words).filter(is_held);
            for office in same(&text, &words) {
                let (set, number) = (office.set, office.number);
                self.mentioned.extend(names.iter().map(|name| (article, *name, set, number)));
                let Some(name) = &person else { continue };
                let name: Vec<u32> = name.clone().map(|i| text.words[i].stem).collect();
                let Some(last) = name.last().copied() else { continue };
                let (past, said) = (is_past(&text, &words), names::said(&text, words.clone()));
                let holder = Holder { unit, article, name, number, past, said };
                let known = self.holders.entry((last, set)).or_default();
                let same = |k: &Holder| {
                    (k.article, k.number, k.past, &k.name) == (article, number, past, &holder.name)
                };
                if known.len() <= MOST && !known.iter().any(same) {
                    known.push(holder);
                }
            }
        }
    }
}

/// Returns the words of the office that begins at a word.
fn office(text: &Text, at: usize) -> Option<Range<usize>> {
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
    OFFICES.iter().find(fits).map(|office| at..at + office.words.len())
}

/// Returns an office in each of the sets in which it stands.
fn same<'t>(text: &'t Text, words: &'t Range<usize>) -> impl Iterator<Item = &'static Office> + 't {
    let is_it = |office: &&Office| {
        office.words.len() == words.len()
            && words.clone().zip(&office.words).all(|(i, word)| raw(text, i) == *word)
    };
    OFFICES.iter().filter(is_it)
}

/// Returns whether an office is told to change hands close to a run of words: "named mayor", "the new governor".
fn changes(text: &Text, run: &Range<usize>) -> bool {
    let near = run.start.saturating_sub(NEAR)..text.words.len().min(run.end + NEAR);
    near.into_iter().any(|i| CHANGE.contains(&&*raw(text, i)))
}

/// Returns whether what follows an office in its clause makes it one of the past, or of another body: "governor between 1998 and
/// 2006", "commissioner for the disabled".
fn is_elsewhere(text: &Text, office: &Range<usize>) -> bool {
    let clause = text.words[office.start].clause;
    let mut behind = (office.end..text.words.len()).take_while(|i| text.words[*i].clause == clause);
    let next = text.words.get(office.end).filter(|w| w.clause == clause).map(|_| raw(text, office.end));
    next.is_some_and(|word| ELSEWHERE.contains(&&*word))
        || behind.any(|i| matches!(&*raw(text, i), "time" | "training"))
}

/// Returns whether the word before an office makes it another one: "chief constable", "vice-president".
fn is_another(text: &Text, office: &Range<usize>) -> bool {
    let before = office.start.checked_sub(1).filter(|i| matches!(text.gap(*i), " " | "-"));
    before.is_some_and(|i| OTHER.contains(&&*raw(text, i)) || text.gap(i) == "-")
}

/// Returns whether an office is told as one of the past: "a former foreign minister", "once Ilmark's foreign minister".
fn is_past(text: &Text, office: &Range<usize>) -> bool {
    let near = (office.start.saturating_sub(2)..office.start).rev().take_while(|i| text.gap(*i) == " ");
    near.into_iter().any(|i| PAST.contains(&&*raw(text, i)))
}

/// Returns the name of whoever holds an office: right behind it, behind a comma, or before it.
fn person(text: &Text, office: &Range<usize>) -> Option<Range<usize>> {
    let mut next = office.end;
    while next < text.words.len() && text.words[next].cues.has(Cues::TITLE) && text.gap(next - 1) == " " {
        next += 1;
    }
    if next < text.words.len() && matches!(text.gap(next - 1), " " | ". ") && is_name(text, next) {
        return whole(text, next);
    }
    apposed(text, office).or_else(|| behind(text, office.start))
}

/// Returns the name behind an office and a comma: "the mayor of Lissa, Ana Holm, said".
fn apposed(text: &Text, office: &Range<usize>) -> Option<Range<usize>> {
    let clause = text.words[office.start].clause;
    let first = text.words.partition_point(|w| w.clause < clause);
    let word = raw(text, first);
    if ASIDE.contains(&&*word) || word.ends_with("ing") || word.ends_with("ed") {
        return None;
    }
    for i in office.end..text.words.len().min(office.end + REACH) {
        match text.gap(i - 1) {
            ", " if is_name(text, i) => return whole(text, i).filter(|name| closes(text, name.end - 1)),
            " " if raw(text, i) == "and" => return None,
            " " if i > office.end || matches!(&*raw(text, i), "of" | "for" | "in" | "at") => {}
            _ => return None,
        }
    }
    None
}

/// Returns whether a mark stands right behind a word, or nothing.
fn closes(text: &Text, at: usize) -> bool {
    at + 1 == text.words.len() || text.gap(at).starts_with([',', '.', ';', ':', ')', '–', '—'])
}

/// Returns the name before an office: "Milo Garrand, the union's general secretary".
fn behind(text: &Text, start: usize) -> Option<Range<usize>> {
    for i in (start.saturating_sub(REACH)..start).rev() {
        let word = raw(text, i);
        let ends = text.words[i].cues.has(Cues::SAY.or(Cues::JOINT))
            || NOT_ONE.contains(&&*word)
            || word.ends_with("ing");
        match text.gap(i) {
            ", " if is_name(text, i) => return Some(names::start(text, i)..i + 1),
            " " if !ends => {}
            _ => return None,
        }
    }
    None
}

/// Returns the name that begins at a word; none where it tells whose something is.
fn whole(text: &Text, start: usize) -> Option<Range<usize>> {
    let part = |i: &usize| is_name(text, *i) && (*i == start || text.gap(*i - 1) == " ");
    let end = (start..text.words.len()).take_while(part).last()? + 1;
    (!is_owner(text.info.slice(text.words[end - 1].span))).then_some(start..end)
}
