//! Who speaks where only "he said" or "she said" stands beside the words: by the sentences before, or by the pronoun itself.

use std::ops::Range;

use super::finding::Finding;
use super::names::{self, is_name, said};
use super::pair::Pair;
use super::quotes::raw;
use super::scene::Scene;
use super::speakers::joined;
use super::text::Text;
use crate::align::cues::Cues;
use crate::align::{PassageRef, SuspectKind};

/// Passages before the words in which whoever speaks is looked for.
const BACK: usize = 4;
/// What a finding is worth where the pronouns differ, and where the name stands in a sentence before.
const APART: f64 = 0.75;
const BEFORE: f64 = 0.65;

/// Adds two speakers of the same words, of whom at least one is told by a pronoun; `named` are those told by name.
pub(super) fn compare(
    scene: &Scene,
    pair: &Pair,
    quotes: [&Range<usize>; 2],
    named: [Option<&Range<usize>>; 2],
    out: &mut Vec<Finding>,
) {
    let texts = [pair.a, pair.b];
    let told =
        [0, 1].map(|i| named[i].cloned().or_else(|| pronoun(texts[i], quotes[i]).map(|at| at..at + 1)));
    let [Some(x), Some(y)] = told else { return };
    // "He said, quoting Ms Solt".
    let for_others =
        |text: &Text| (0..text.words.len()).any(|i| matches!(&*raw(text, i), "behalf" | "quoting"));
    if for_others(pair.a) || for_others(pair.b) {
        return;
    }
    let sides = [said(pair.a, x.clone()), said(pair.b, y.clone())];
    let is_she = [is_she(pair.a, &x), is_she(pair.b, &y)];
    let weight = match (is_she, named) {
        ([Some(p), Some(q)], _) if p != q => APART,
        (_, [None, Some(name)]) if is_another(scene, (pair.a, x.start), (pair.b, name)) => BEFORE,
        (_, [Some(name), None]) if is_another(scene, (pair.b, y.start), (pair.a, name)) => BEFORE,
        _ => return,
    };
    let kind = SuspectKind::Attribution;
    out.push(Finding { kind, rule: "same words, other speaker", clash: true, weight, group: None, sides });
}

/// Returns the pronoun that stands for whoever speaks a quotation: "she said" behind it, "he said:" before it.
fn pronoun(text: &Text, quote: &Range<usize>) -> Option<usize> {
    let is_one =
        |i: usize| text.words.get(i).is_some_and(|w| w.quote == 0) && matches!(&*raw(text, i), "he" | "she");
    let says =
        |i: usize| text.words.get(i).is_some_and(|w| w.quote == 0 && w.cues.has(Cues::SAY.or(Cues::SPEAK)));
    let end = quote.end;
    let behind = [(end, end + 1), (end + 1, end)];
    let found = behind.into_iter().find(|(who, verb)| is_one(*who) && says(*verb)).map(|(who, _)| who);
    let ahead = || quote.start.checked_sub(2).filter(|i| is_one(*i) && says(i + 1));
    found.or_else(ahead)
}

/// Returns whether who speaks is a woman, or else a man, where the words tell: "she", "Ms Solt".
fn is_she(text: &Text, who: &Range<usize>) -> Option<bool> {
    let before = who.start.checked_sub(1).filter(|_| joined(text, who.start));
    before.into_iter().chain(who.clone()).find_map(|i| match &*raw(text, i) {
        "she" | "ms" | "mrs" | "miss" | "madam" => Some(true),
        "he" | "mr" => Some(false),
        _ => None,
    })
}

/// Returns whether a pronoun stands for somebody else than a name in the other passage.
fn is_another(scene: &Scene, (text, at): (&Text, usize), (other, name): (&Text, &Range<usize>)) -> bool {
    let last = raw(other, name.end - 1);
    let is_it = |word: &str| word == last || names::is_variant(word, &last);
    let Some(found) = antecedent(scene, text, at, &is_it) else { return false };
    !(0..other.words.len()).any(|i| raw(other, i) == found)
}

/// Returns the last name of whom a pronoun stands for: who speaks in the sentence before, or is introduced there. None where
/// that is not clear, or where the name asked for stands close before too.
fn antecedent(scene: &Scene, text: &Text, at: usize, is_it: &dyn Fn(&str) -> bool) -> Option<String> {
    if (0..text.words.len()).any(|i| i != at && is_it(&raw(text, i))) {
        return None;
    }
    let first = text.at.passage.saturating_sub(BACK);
    let units = (first..text.at.passage).rev();
    let units = units.filter_map(|passage| scene.unit(PassageRef { article: text.at.article, passage }));
    let before: Vec<Text> = units.map(|unit| scene.text(unit)).collect();
    if before.iter().any(|text| (0..text.words.len()).any(|i| is_it(&raw(text, i)))) {
        return None;
    }
    for text in &before {
        if let Some(end) = subject(text) {
            return Some(raw(text, end - 1).into_owned());
        }
        // "He wants her to explain herself" goes on about the same.
        if !text.words.first().is_some_and(|_| matches!(&*raw(text, 0), "he" | "she")) {
            return None;
        }
    }
    None
}

/// Returns where the name ends of whoever speaks in a passage, or is introduced at its beginning: "Ida Brock, who leads".
fn subject(text: &Text) -> Option<usize> {
    let name = |start: usize| {
        let is_part = |i: &usize| {
            let word = &text.words[*i];
            word.quote == 0 && (is_name(text, *i) || word.cues.has(Cues::TITLE) && word.name)
        };
        let part = |i: &usize| is_part(i) && (*i == start || joined(text, *i));
        let end = (start..text.words.len()).take_while(part).last()? + 1;
        (end - start > 1 && is_name(text, end - 1)).then_some(end)
    };
    let says = |i: &usize| text.words[*i].quote == 0 && text.words[*i].cues.has(Cues::SAY);
    let told = |i: usize| if text.gap(i) == " " { name(i + 1) } else { None };
    let introduced = |end: &usize| {
        let opens =
            text.words.get(*end).is_some_and(|_| matches!(&*raw(text, *end), "who" | "the" | "a" | "an"));
        // "Who thanked the driver": she may be the one who speaks.
        let single = |i: usize| !text.info.slice(text.words[i].span).ends_with(['s', '\'', '’']);
        let others = (*end..text.words.len()).any(|i| text.words[i].cues.has(Cues::PERSON) && single(i));
        opens && text.gap(end - 1) == ", " && !others
    };
    let behind = (0..text.words.len()).filter(says).find_map(told);
    behind.or_else(|| name(0).filter(introduced))
}
