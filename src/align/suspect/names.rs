//! Names: others in the same place, one name in two spellings, offices beside the same name.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::finding::{Finding, Said};
use super::pair::{Hunk, Match, Pair};
use super::quotes::raw;
use super::scene::Scene;
use super::text::{Text, has_hearer, is_of_one_owner};
use crate::align::SuspectKind;
use crate::align::cues::Cues;
use crate::align::tokens::starts_high;

/// Share of the other words that passages must have in common for other names in the same place to clash.
const ALIKE: f64 = 0.6;
/// Share from which it does not matter that the names stand elsewhere in the other article.
const NEAR: f64 = 0.8;
/// The same for names that have one part in common.
const PARTS: f64 = 0.3;
/// Words of content that they must share besides.
const WORDS: usize = 3;
/// Words that a name in the same place has at most, and letters that a name has at least to be a spelling of another.
const LONGEST: usize = 4;
const LETTERS: usize = 4;
/// Letters that a name has at least that is another cut short.
const SHORT: usize = 3;
/// Nouns that make a name one of a place.
const PLACES: &[&str] = &[
    "hospital",
    "infirmary",
    "clinic",
    "street",
    "road",
    "avenue",
    "lane",
    "square",
    "bridge",
    "station",
    "airport",
    "university",
    "school",
    "park",
    "beach",
    "island",
    "county",
    "city",
    "valley",
    "bay",
    "river",
    "lake",
    "mountain",
];

/// Adds what two passages say of names.
pub(super) fn compare(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    spellings(scene, pair, out);
    for hunk in pair.hunks() {
        placed(scene, pair, &hunk, out);
    }
    parts(scene, pair, out);
    super::roles::compare(scene, pair, out);
}

pub(super) fn said(text: &Text, words: Range<usize>) -> Said {
    Said { member: text.member(words.clone()), says: text.slice(words).to_owned(), number: None }
}

fn letters(text: &Text, at: usize) -> String {
    let folded = crate::align::tokens::fold_word(text.info.slice(text.words[at].span));
    folded.trim_end_matches('\'').to_owned()
}

pub(super) fn is_name(text: &Text, at: usize) -> bool {
    let word = &text.words[at];
    word.name && word.content && !word.cues.has(Cues::TITLE.or(Cues::TIME).or(Cues::NUMBER))
}

/// Returns whether two names in folded letters may be one in two spellings.
pub(super) fn is_variant(a: &str, b: &str) -> bool {
    let plain = |t: &str| -> String { t.nfd().filter(|c| c.is_alphanumeric()).collect() };
    let (a, b) = (plain(a), plain(b));
    let (x, y) = (a.chars().count(), b.chars().count());
    if x.min(y) < LETTERS || a.chars().next() != b.chars().next() || is_derived(&a, &b) || is_derived(&b, &a)
    {
        return false;
    }
    a == b || strsim::damerau_levenshtein(&a, &b) <= if x.min(y) >= 6 { 2 } else { 1 }
}

/// Returns whether one name is the other cut short: Sam and Samuel.
fn is_short(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.chars().count() >= SHORT && long.starts_with(short)
}

/// Returns whether the longer word is made of the shorter: Russia and Russian, Ash and Ashes.
fn is_derived(short: &str, long: &str) -> bool {
    let cut = short.char_indices().next_back().map_or("", |(at, _)| &short[..at]);
    let added = |stem: &str, endings: &[&str]| long.strip_prefix(stem).is_some_and(|e| endings.contains(&e));
    long.len() > short.len()
        && (added(short, &["s", "n", "an", "ian", "ese", "ish", "es", "i", "er"])
            || added(cut, &["an", "ian", "ese", "ish", "ies", "ans", "ians"]))
}

/// Adds names that differ by a letter or two, each in one of the articles alone.
fn spellings(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    for i in (0..pair.a.words.len()).filter(|i| is_name(pair.a, *i)) {
        for j in (0..pair.b.words.len()).filter(|j| is_name(pair.b, *j)) {
            let alone = pair.to_b[i] == Match::Alone && pair.to_a[j] == Match::Alone;
            if !alone && !one_stem(pair, i, j) {
                continue;
            }
            let (x, y) = (letters(pair.a, i), letters(pair.b, j));
            let other = || match alone {
                true => is_variant(&x, &y) && !is_known(scene, pair, i, j),
                false => !is_derived(&x, &y) && !is_derived(&y, &x),
            };
            if x == y || !other() {
                continue;
            }
            let group = if x < y { format!("{x} {y}") } else { format!("{y} {x}") };
            out.push(Finding {
                kind: SuspectKind::Who,
                rule: "one name, two spellings",
                clash: true,
                weight: 0.5,
                group: Some(group),
                sides: [said(pair.a, i..i + 1), said(pair.b, j..j + 1)],
            });
        }
    }
}

/// Returns whether either of two names stands in the other article too.
fn is_known(scene: &Scene, pair: &Pair, i: usize, j: usize) -> bool {
    scene.has_name(pair.b.at.article, pair.a.words[i].stem)
        || scene.has_name(pair.a.at.article, pair.b.words[j].stem)
}

/// Returns whether two last names are one but for their ending, which stems do not tell: Renske Dahl and Renske Dahle.
fn one_stem(pair: &Pair, i: usize, j: usize) -> bool {
    let same_first = || {
        let both = i.checked_sub(1).zip(j.checked_sub(1));
        both.is_some_and(|(i, j)| {
            beside(pair.a, i) && beside(pair.b, j) && is_name(pair.a, i) && pair.to_b[i].at() == Some(j)
        })
    };
    pair.to_b[i].at() == Some(j) && pair.a.words[i].stem == pair.b.words[j].stem && same_first()
}

/// Adds names of which one part is the same and the part beside it is not: Callum and Colin Reith.
///
/// Papers and stations share a last word too, so the sentences must have more than that in common.
fn parts(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    for i in 0..pair.a.words.len() {
        let Some(j) = pair.to_b[i].at().filter(|j| is_name(pair.a, i) && is_name(pair.b, *j)) else {
            continue;
        };
        if pair.a.words[i].stem != pair.b.words[j].stem {
            continue;
        }
        let first =
            i.checked_sub(1).zip(j.checked_sub(1)).filter(|(x, y)| beside(pair.a, *x) && beside(pair.b, *y));
        let last = Some((i + 1, j + 1)).filter(|_| beside(pair.a, i) && beside(pair.b, j));
        for (x, y) in [first, last].into_iter().flatten() {
            // "Dock Street" is not "Dock Road", though a road may be a street elsewhere.
            let places =
                [letters(pair.a, x), letters(pair.b, y)].iter().all(|l| PLACES.contains(&l.as_str()));
            let alone = pair.to_b[x] == Match::Alone && pair.to_a[y] == Match::Alone
                || places && pair.to_b[x] == Match::Synonym(y);
            if !alone || !is_name(pair.a, x) || !is_name(pair.b, y) || known(scene, pair, x..x + 1, y..y + 1)
            {
                continue;
            }
            let (p, q) = (letters(pair.a, x), letters(pair.b, y));
            if p.chars().count().min(q.chars().count()) < 2
                || is_variant(&p, &q)
                || is_short(&p, &q)
                || is_derived(&p, &q)
                || is_derived(&q, &p)
                || pair.alike() < PARTS
            {
                continue;
            }
            let (a, b) = (x.min(i)..x.max(i) + 1, y.min(j)..y.max(j) + 1);
            push(
                out,
                Finding {
                    kind: SuspectKind::Who,
                    rule: "one part of the name is another",
                    clash: true,
                    weight: 0.8,
                    group: None,
                    sides: [said(pair.a, a), said(pair.b, b)],
                },
            );
        }
    }
}

/// Returns whether a word and the next one are parts of one name.
fn beside(text: &Text, at: usize) -> bool {
    let owner = || is_of_one_owner(text.info.slice(text.words[at].span));
    text.gap(at) == " " && at + 1 < text.words.len() && !owner()
}

/// Returns whether either name stands anywhere in the other article.
fn known(scene: &Scene, pair: &Pair, a: Range<usize>, b: Range<usize>) -> bool {
    let has = |text: &Text, words: Range<usize>, article: usize| {
        words.filter(|i| is_name(text, *i)).any(|i| scene.has_name(article, text.words[i].stem))
    };
    has(pair.a, a, pair.b.at.article) || has(pair.b, b, pair.a.at.article)
}

/// Adds a name that stands where the other passage has another one.
fn placed(scene: &Scene, pair: &Pair, hunk: &Hunk, out: &mut Vec<Finding>) {
    let (Some(a), Some(b)) = (bare(pair.a, &hunk.a), bare(pair.b, &hunk.b)) else { return };
    // Who is told something is not who tells it.
    let is_hearer = |text: &Text, name: &Range<usize>| {
        name.start.checked_sub(1).is_some_and(|i| has_hearer(&raw(text, i)))
    };
    if !(hunk.held.0 && hunk.held.1) || is_hearer(pair.a, &a) != is_hearer(pair.b, &b) {
        return;
    }
    let stated = |text: &Text, words: &Range<usize>| {
        let span = text.member(words.clone()).span;
        scene.facts[text.unit].iter().any(|f| f.span.overlap(span).is_some())
    };
    if stated(pair.a, &a) || stated(pair.b, &b) {
        return;
    }
    let others = |range: &Range<usize>, n: usize| {
        (0..n).filter({
            let r = range.clone();
            move |i| !r.contains(i)
        })
    };
    let back = pair.turned();
    let one = pair.covered(others(&hunk.a, pair.a.words.len()));
    let two = back.covered(others(&hunk.b, pair.b.words.len()));
    let alike = one.0.min(two.0);
    let stems =
        |text: &Text, words: &Range<usize>| words.clone().map(|i| text.words[i].stem).collect::<Vec<_>>();
    let (x, y) = (stems(pair.a, &a), stems(pair.b, &b));
    let copied = pair.is_copied(NEAR);
    let moved = |matches: &[Match], words: &Range<usize>| words.clone().any(|i| matches[i] != Match::Alone);
    let inside =
        |text: &Text, own: &[u32]| !copied && text.words.iter().any(|w| w.name && own.contains(&w.stem));
    if moved(&pair.to_b, &a) || moved(&pair.to_a, &b) {
        return;
    }
    let near = alike >= NEAR || !known(scene, pair, a.clone(), b.clone());
    if alike < ALIKE
        || one.1 < if copied { 1 } else { WORDS }
        || !near
        || inside(pair.b, &x)
        || inside(pair.a, &y)
    {
        return;
    }
    let related = a.clone().any(|i| {
        b.clone().any(|j| {
            let (p, q) = (letters(pair.a, i), letters(pair.b, j));
            is_variant(&p, &q) || is_short(&p, &q) || is_derived(&p, &q) || is_derived(&q, &p)
        })
    });
    let quoted = pair.a.words[a.start].quote > 0 && pair.b.words[b.start].quote > 0;
    if related || quoted {
        return;
    }
    let (a, b) = (widened(pair.a, a), widened(pair.b, b));
    let kind =
        if is_place(pair.a, &a) && is_place(pair.b, &b) { SuspectKind::Place } else { SuspectKind::Who };
    let rule = if kind == SuspectKind::Place {
        "other place in the same words"
    } else {
        "other name in the same words"
    };
    let sides = [said(pair.a, a), said(pair.b, b)];
    push(out, Finding { kind, rule, clash: true, weight: 0.4 + alike * 0.5, group: None, sides });
}

fn push(out: &mut Vec<Finding>, finding: Finding) {
    let same = |f: &Finding| {
        f.kind == finding.kind && f.sides[0].member.span.overlap(finding.sides[0].member.span).is_some()
    };
    if !out.iter().any(same) {
        out.push(finding);
    }
}

/// Returns the name that is all of a run, without titles and articles; none when there is anything else.
fn bare(text: &Text, run: &Range<usize>) -> Option<Range<usize>> {
    let is_extra = |i: usize| {
        text.words[i].cues.has(Cues::TITLE)
            || !text.words[i].content && !text.words[i].cues.has(Cues::NEGATION)
    };
    let mut range = run.clone();
    while range.start < range.end && is_extra(range.start) {
        range.start += 1;
    }
    while range.start < range.end && is_extra(range.end - 1) {
        range.end -= 1;
    }
    let named = range.clone().all(|i| is_name(text, i));
    (named && !range.is_empty() && range.len() <= LONGEST && run.len() <= LONGEST + 2).then_some(range)
}

/// Returns the stems of the names in a run of words.
pub(super) fn stems(text: &Text, words: Range<usize>) -> Vec<u32> {
    words.filter(|i| is_name(text, *i)).map(|i| text.words[i].stem).collect()
}

/// Returns whether two things are told of with names, but with none in common.
pub(super) fn of_others(x: &[u32], y: &[u32]) -> bool {
    !x.is_empty() && !y.is_empty() && !x.iter().any(|name| y.contains(name))
}

/// Returns where the names begin that stand right before a word.
pub(super) fn start(text: &Text, mut at: usize) -> usize {
    while at > 0 && text.gap(at - 1) == " " && is_name(text, at - 1) {
        at -= 1;
    }
    at
}

/// Widens a part of a name to all of it.
fn widened(text: &Text, name: Range<usize>) -> Range<usize> {
    let mut out = start(text, name.start)..name.end;
    // "General" is no title behind a name.
    let goes_on = |i: usize| text.words[i].content && starts_high(text.info.slice(text.words[i].span));
    while out.end < text.words.len() && text.gap(out.end - 1) == " " && goes_on(out.end) {
        out.end += 1;
    }
    out
}

fn is_place(text: &Text, name: &Range<usize>) -> bool {
    // Whoever a prize goes to is no place.
    let before = name.start.checked_sub(1).filter(|i| raw(text, *i) != "to").map(|i| text.words[i].cues);
    let article =
        name.start.checked_sub(2).filter(|i| !text.words[i + 1].content).map(|i| text.words[i].cues);
    let noun = name.clone().any(|i| PLACES.contains(&letters(text, i).as_str()));
    noun || before.is_some_and(|c| c.has(Cues::PLACE)) || article.is_some_and(|c| c.has(Cues::PLACE))
}
