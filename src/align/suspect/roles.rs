//! Offices beside a name: "Priya Raman, the county's head of highways".

use std::ops::Range;

use super::finding::Finding;
use super::names::{self, is_name, said};
use super::pair::Pair;
use super::scene::Scene;
use super::text::{Text, Word, is_determiner, is_of_one_owner, is_owner};
use crate::align::SuspectKind;
use crate::align::cues::Cues;
use crate::align::tokens::starts_high;

/// Words that an office has at most.
const LONGEST: usize = 12;

/// The stems of "minister", and of words before it that tell no department.
const MINISTER: &str = "minist";
const NO_DEPARTMENT: &[&str] =
    &["prime", "first", "senior", "junior", "former", "deputi", "chief", "new", "cabinet", "govern", "act"];

/// What one is to another: no office.
const TO_ANOTHER: &[&str] = &[
    "colleague",
    "counterpart",
    "rival",
    "predecessor",
    "successor",
    "wife",
    "husband",
    "son",
    "daughter",
    "friend",
];

/// Adds offices beside the same name that have no word in common.
pub(super) fn compare(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    for (i, j) in in_both(pair) {
        let (Some(x), Some(y)) = (role(pair.a, i), role(pair.b, j)) else { continue };
        let clash = !alike(scene, pair.a, &x, pair.b, &y);
        // "A retired judge" describes, whatever the office.
        if clash && describes(pair.a, &x) != describes(pair.b, &y) {
            continue;
        }
        let name = pair.a.words[i].stem;
        if clash
            && (told_elsewhere(scene, pair.a, &x, pair.b, name)
                || told_elsewhere(scene, pair.b, &y, pair.a, name))
        {
            continue;
        }
        out.push(Finding {
            kind: SuspectKind::Who,
            rule: "another office beside the same name",
            clash,
            weight: 0.45,
            group: None,
            sides: [said(pair.a, x), said(pair.b, y)],
        });
    }
}

/// Returns where names end that both passages have.
pub(super) fn in_both(pair: &Pair) -> impl Iterator<Item = (usize, usize)> {
    let partners = (0..pair.a.words.len()).filter_map(|i| pair.to_b[i].at().map(|j| (i, j)));
    partners.filter(|&(i, j)| {
        pair.a.words[i].stem == pair.b.words[j].stem && ends_name(pair.a, i) && ends_name(pair.b, j)
    })
}

/// Returns whether a name of a person ends with a word: the next is none of its parts.
fn ends_name(text: &Text, at: usize) -> bool {
    let goes_on = at + 1 < text.words.len() && text.gap(at) == " " && is_name(text, at + 1);
    is_name(text, at) && !goes_on
}

/// Returns the office that stands behind a name between commas, or before it.
pub(super) fn role(text: &Text, name: usize) -> Option<Range<usize>> {
    behind(text, name).or_else(|| ahead(text, name)).or_else(|| apposed(text, name))
}

/// Returns the office before a name and a comma: "the head of highways, Priya Raman,".
fn apposed(text: &Text, name: usize) -> Option<Range<usize>> {
    let mut first = name;
    while first > 0
        && text.gap(first - 1) == " "
        && (is_name(text, first - 1) || text.words[first - 1].cues.has(Cues::TITLE))
    {
        first -= 1;
    }
    let end = first.checked_sub(1).filter(|i| text.gap(*i) == ", ")? + 1;
    if name + 1 < text.words.len() && !closes(text, name) {
        return None;
    }
    let raw = |i: usize| text.info.slice(text.words[i].span);
    let mut start = end;
    for i in (end.saturating_sub(LONGEST)..end).rev() {
        if i + 1 < end && closes(text, i) || text.words[i].cues.has(Cues::SAY.or(Cues::JOINT)) {
            return None;
        }
        if is_determiner(raw(i)) && (i == 0 || !matches!(raw(i - 1), "of" | "for" | "at" | "in")) {
            start = i;
            break;
        }
    }
    let content = text.words[start..end].iter().filter(|w| w.content && !w.name).count();
    (start < end && content > 0).then_some(start..end)
}

fn behind(text: &Text, name: usize) -> Option<Range<usize>> {
    let start = name + 1;
    if text.gap(name) != ", " || start >= text.words.len() {
        return None;
    }
    let raw = |i: usize| text.info.slice(text.words[i].span);
    let opens =
        is_determiner(raw(start)) || is_of_one_owner(raw(start)) || text.words[start].cues.has(Cues::TITLE);
    let mut end = start;
    while end < text.words.len() && end - start < LONGEST && (end == start || !closes(text, end - 1)) {
        end += 1;
    }
    // A verb before the office ends, or an office that never ends, is none.
    let clean = text.words[start..end]
        .iter()
        .all(|w| !w.cues.has(Cues::SAY.or(Cues::NUMBER).or(Cues::TIME)) || w.cues.has(Cues::JOINT))
        // "As to her, the papers have been hasty."
        && !(start..end).any(|i| matches!(raw(i), "is" | "are" | "was" | "were" | "has" | "have" | "had" | "will" | "would"));
    let cut = (start..end).find(|i| text.words[*i].cues.has(Cues::JOINT)).unwrap_or(end);
    let content = text.words[start..cut].iter().filter(|w| w.content && !w.name).count();
    (opens && clean && content > 0).then_some(start..cut)
}

fn closes(text: &Text, at: usize) -> bool {
    text.gap(at).is_empty() || text.gap(at).contains([',', '.', ';', ':', '(', ')', '–', '—', '“', '”'])
}

fn ahead(text: &Text, name: usize) -> Option<Range<usize>> {
    let first = names::start(text, name);
    let mut start = first;
    let fits = |i: usize| {
        let word = &text.words[i];
        text.gap(i) == " "
            && word.content
            && !word.name
            && !word.cues.has(Cues::SAY.or(Cues::NUMBER).or(Cues::TIME))
    };
    while start > 0 && first - start < 3 && fits(start - 1) {
        start -= 1;
    }
    // "Councillor Adeyo": a form of address.
    let address = first - start == 1 && starts_high(text.info.slice(text.words[start].span));
    let noun = first.checked_sub(1).filter(|i| *i >= start && is_office(text, *i))?;
    (noun < first && !address).then_some(start..first)
}

/// Returns whether a word is a noun for someone with an office.
fn is_office(text: &Text, at: usize) -> bool {
    const NOUNS: &[&str] = &["boss", "head", "coach", "envoy", "postman", "steward", "warden", "professor"];
    let word = text.info.slice(text.words[at].span).to_lowercase();
    text.words[at].cues.has(Cues::TITLE) && word.len() > 3
        || NOUNS.contains(&word.as_str())
        || ["man", "woman", "ist", "ian", "eer", "tor"]
            .iter()
            .any(|e| word.len() > e.len() + 2 && word.ends_with(e))
}

/// Returns whether an office is told as one of many, or by what one is to another: "a judge", "his colleague".
fn describes(text: &Text, office: &Range<usize>) -> bool {
    matches!(text.info.slice(text.words[office.start].span), "a" | "an" | "A" | "An")
        || office.clone().any(|i| TO_ANOTHER.contains(&text.info.slice(text.words[i].span)))
}

/// Returns whether two are ministers, each of one thing: "the energy minister", "the water minister".
fn heads_of_others(scene: &Scene, (p, q): (&[u32], &[u32])) -> bool {
    let of_one = |office: &[u32]| match *office {
        [what, minister] if scene.corpus.text(minister) == MINISTER => {
            Some(what).filter(|what| !NO_DEPARTMENT.contains(&scene.corpus.text(*what)))
        }
        _ => None,
    };
    of_one(p).zip(of_one(q)).is_some_and(|(x, y)| !scene.alike(x, y))
}

fn alike(scene: &Scene, a: &Text, x: &Range<usize>, b: &Text, y: &Range<usize>) -> bool {
    // Whose office it is does not tell which: "the county's head of highways".
    let owner = |text: &Text, w: &Word| is_owner(text.info.slice(w.span));
    let content = |text: &Text, words: &Range<usize>| -> Vec<u32> {
        // "Chief" before another noun tells the rank alone.
        let rank = |i: usize| {
            let noun = words.contains(&(i + 1)) && text.words[i + 1].content && text.gap(i) == " ";
            text.words[i].cues.has(Cues::TITLE) && noun
        };
        let own = words.clone().filter(|i| !rank(*i)).map(|i| &text.words[i]);
        own.filter(|w| w.content && !w.name && !owner(text, w)).map(|w| w.stem).collect()
    };
    let (p, q) = (content(a, x), content(b, y));
    if heads_of_others(scene, (&p, &q)) {
        return false;
    }
    p.is_empty() || q.is_empty() || p.iter().any(|s| q.iter().any(|t| scene.alike(*s, *t)))
}

/// Returns whether the other article gives the name a like office anywhere.
fn told_elsewhere(scene: &Scene, text: &Text, words: &Range<usize>, other: &Text, name: u32) -> bool {
    scene.named(other.at.article, name).iter().any(|unit| {
        let there = scene.text(*unit as usize);
        let ends = (0..there.words.len()).filter(|i| there.words[*i].stem == name && ends_name(&there, *i));
        ends.filter_map(|i| role(&there, i)).any(|found| alike(scene, text, words, &there, &found))
    })
}
