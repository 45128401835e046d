//! Who is said to have spoken the words of a quotation.

use std::ops::Range;

use super::finding::Finding;
use super::names;
use super::pair::Pair;
use super::pronouns;
use super::quotes::{self, raw};
use super::scene::{Holds, Scene};
use super::text::{Text, has_hearer, is_determiner, is_owner};
use crate::align::SuspectKind;
use crate::align::cues::Cues;
use crate::align::tokens::starts_high;
use crate::article::{Role, fold};

/// Words between a quotation and the verb of saying.
const REACH: usize = 16;
/// Words of an office between a verb of saying and a name, or between a name and the verb.
pub(super) const OFFICE: usize = 8;
/// Share of its words of content that each passage must find in the other for what one says and the other states, and
/// how many words.
const STATED: (f64, f64, usize) = (0.7, 0.85, 5);
/// Words before a verb of saying that belong to who says it.
const SUBJECT: usize = 4;
/// Verbs before a quotation that say what somebody or something is.
const DESCRIBES: &[&str] = &["described", "describes", "called", "calls", "branded", "labelled", "labeled"];
/// Words of a title at most: "the Prime Minister".
const TITLE: usize = 4;

/// Adds two speakers of the same words.
pub(super) fn compare(
    scene: &Scene,
    pair: &Pair,
    x: &Range<usize>,
    y: &Range<usize>,
    out: &mut Vec<Finding>,
) {
    let (a, b) = match (speaker(pair.a, x), speaker(pair.b, y)) {
        (Some(a), Some(b)) => (a, b),
        (a, b) => {
            crossed(pair, x, y, out);
            pronouns::compare(scene, pair, [x, y], [a.as_ref(), b.as_ref()], out);
            return;
        }
    };
    let (left, right) = (raw(pair.a, a.end - 1), raw(pair.b, b.end - 1));
    let within = |text: &Text, words: &Range<usize>, stem: &str| words.clone().any(|i| raw(text, i) == stem);
    let same = within(pair.a, &a, &right) || within(pair.b, &b, &left) || names::is_variant(&left, &right);
    let aside = |text: &Text, name: &str| (0..text.words.len()).any(|i| raw(text, i) == name);
    // A name that the other passage has too may stand for the same speaker there.
    if !same && (aside(pair.b, &left) || aside(pair.a, &right)) {
        return;
    }
    out.push(Finding {
        kind: SuspectKind::Attribution,
        rule: "same words, other speaker",
        clash: !same,
        weight: 0.9,
        group: None,
        sides: [names::said(pair.a, a), names::said(pair.b, b)],
    });
}

/// Returns the name of whoever is said to speak a quotation: next to the nearest verb of saying outside of it.
fn speaker(text: &Text, quote: &Range<usize>) -> Option<Range<usize>> {
    let outside = |i: &usize| text.words[*i].quote == 0;
    // Who does something else, "saying" so, may stand anywhere.
    let aside = |i: usize| matches!(&*raw(text, i), "saying" | "adding");
    // Who complains tells more than that it was said, but speaks.
    let speaks = Cues::SAY.or(Cues::SPEAK);
    let says = |i: &usize| outside(i) && text.words[*i].cues.has(speaks) && !aside(*i);
    let behind = (quote.end..text.words.len().min(quote.end + REACH)).find(says);
    // "Judge Marrable described the case as “…”".
    let describes = |i: &usize| outside(i) && DESCRIBES.contains(&&*raw(text, *i));
    let ahead = (quote.start.saturating_sub(REACH)..quote.start).rev().find(|i| says(i) || describes(i));
    let at = behind.or(ahead)?;
    let name = |i: usize| text.words.get(i).is_some_and(|w| w.quote == 0 && is_name(text, i));
    // "said Priya Raman", "according to Ellis Crane"
    let according = raw_is(text, text.words[at].span, "according");
    let heard = has_hearer(&raw(text, at)) || describes(&at);
    let first = at + 1 + usize::from(according);
    let mut end = first;
    while name(end) && (end == first || joined(text, end)) {
        end += 1;
    }
    // Who is told does not speak.
    if end > first && text.gap(at).trim().is_empty() && !heard {
        return real(text, first..end);
    }
    let named = |first: usize| {
        let next = (first + 1..text.words.len()).take_while(|i| name(*i) && joined(text, *i));
        first..next.last().unwrap_or(first) + 1
    };
    // "said the mayor of Lissa, Ana Holm", "said a spokesman, Ana Holm".
    let office = || {
        let reach = first..text.words.len().min(first + OFFICE);
        // "A spokesman for the governor, Ana Holm": she does not speak.
        let goes_on = |i: &usize| *i == first || text.gap(*i - 1).trim_matches([' ', ',']).is_empty();
        let first = reach.take_while(|i| goes_on(i) && !quotes::says(text, *i, "for"));
        first.into_iter().find(|i| name(*i) && text.gap(*i - 1) == ", ")
    };
    if !heard
        && at + 1 < text.words.len()
        && text.gap(at) == " "
        && first < text.words.len()
        && is_determiner(&raw(text, first))
        && let Some(start) = office()
    {
        return real(text, named(start));
    }
    // "Petra Lorne of the coastguard said" right behind the words.
    let opening = quote.end < at && name(quote.end) && !name(at - 1) && at - quote.end <= OFFICE;
    let verbless = || {
        (quote.end..at)
            .all(|i| text.words[i].clause == text.words[at].clause && !text.words[i].cues.has(Cues::JOINT))
    };
    let owns = |name: &Range<usize>| is_owner(text.info.slice(text.words[name.end - 1].span));
    if behind.is_some() && opening && verbless() && !owns(&named(quote.end)) {
        return real(text, named(quote.end));
    }
    // "Mr Pell said", and "Helen Stroud, the leader of the council, said"
    let direct = at.checked_sub(1).filter(|i| name(*i));
    let apposed = || {
        let comma = at > 0 && text.gap(at - 1).contains(',');
        let start = if behind.is_some() { quote.end } else { 0 };
        comma
            .then(|| (start..at).find(|i| name(*i) && text.words[*i].clause + 1 == text.words[at - 1].clause))
            .flatten()
    };
    let found = direct.or_else(apposed)?;
    let (mut start, mut end) = (found, found + 1);
    while start > 0 && name(start - 1) && joined(text, start) {
        start -= 1;
    }
    while name(end) && joined(text, end) && end < at {
        end += 1;
    }
    real(text, start..end)
}

fn raw_is(text: &Text, span: crate::article::Span, word: &str) -> bool {
    text.info.slice(span).eq_ignore_ascii_case(word)
}

fn is_name(text: &Text, at: usize) -> bool {
    let word = &text.words[at];
    let high = starts_high(text.info.slice(word.span));
    high && (word.name || word.cues.has(Cues::TITLE)) && word.content | word.cues.has(Cues::TITLE)
}

/// Returns whether a word follows the one before it with a blank, or a full stop of "Mr." between.
pub(super) fn joined(text: &Text, at: usize) -> bool {
    at > 0 && matches!(text.gap(at - 1), " " | ". ")
}

/// Returns a name without the titles before it; none when it is only titles.
fn real(text: &Text, name: Range<usize>) -> Option<Range<usize>> {
    let real = name.clone().any(|i| !text.words[i].cues.has(Cues::TITLE));
    let title_last = text.words[name.end - 1].cues.has(Cues::TITLE);
    (real && !title_last && !fold::fold_text(text.slice(name.clone())).is_empty()).then_some(name)
}

/// Adds a speaker who is the one that is told in the other passage: "the minister told the president", "she told the
/// minister".
fn crossed(pair: &Pair, x: &Range<usize>, y: &Range<usize>, out: &mut Vec<Finding>) {
    let (Some(a), Some(b)) = (told(pair.a, x), told(pair.b, y)) else { return };
    let last = |text: &Text, words: &Range<usize>| text.words[words.end - 1].stem;
    let (teller_a, teller_b) = (last(pair.a, &a.0), last(pair.b, &b.0));
    let (heard_a, heard_b) = (last(pair.a, &a.1), last(pair.b, &b.1));
    if teller_a == teller_b || !(teller_a == heard_b || teller_b == heard_a) {
        return;
    }
    out.push(Finding {
        kind: SuspectKind::Attribution,
        rule: "same words, speaker and hearer the other way round",
        clash: true,
        weight: 0.85,
        group: None,
        sides: [names::said(pair.a, a.0), names::said(pair.b, b.0)],
    });
}

/// Returns who tells a quotation to whom, as names or titles; the teller may be a pronoun.
fn told(text: &Text, quote: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let tells = |i: &usize| text.words[*i].quote == 0 && matches!(&*raw(text, *i), "told" | "tells");
    let behind = (quote.end..text.words.len().min(quote.end + REACH)).find(tells);
    let at = behind.or_else(|| (quote.start.saturating_sub(REACH)..quote.start).rev().find(tells))?;
    let is_one = |i: usize| {
        text.words.get(i).is_some_and(|w| {
            w.quote == 0 && starts_high(text.info.slice(w.span)) && (w.content || w.cues.has(Cues::TITLE))
        })
    };
    let teller = at.checked_sub(1)?;
    let mut first = teller;
    while is_one(teller)
        && first > 0
        && is_one(first - 1)
        && text.gap(first - 1) == " "
        && teller - first < TITLE
    {
        first -= 1;
    }
    let pronoun = matches!(&*raw(text, teller), "he" | "she" | "they");
    let start = at + 1 + usize::from(quotes::says(text, at + 1, "the"));
    let end = (start..text.words.len().min(start + TITLE)).take_while(|i| is_one(*i)).last()? + 1;
    (is_one(teller) || pronoun).then_some((first..teller + 1, start..end))
}

/// Adds what one passage says that someone says, and the other states as a fact.
pub(super) fn stated(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    if [pair.a, pair.b].iter().any(|t| t.words.iter().any(|w| w.quote > 0)) {
        return;
    }
    for (pair, is_back) in [(pair, false), (&pair.turned(), true)] {
        let Some(at) = says(pair.a).filter(|_| says(pair.b).is_none() && !is_running(scene, pair.b)) else {
            continue;
        };
        let clause = pair.a.words[at].clause;
        let own = |i: &usize| {
            let near = i.abs_diff(at) <= SUBJECT && pair.a.words[*i].clause == clause;
            !near || pair.to_b[*i].at().is_some()
        };
        let (mine, count) = pair.covered((0..pair.a.words.len()).filter(own));
        let (theirs, _) = pair.turned().covered(0..pair.b.words.len());
        let in_order = (0..pair.a.words.len()).filter_map(|i| pair.to_b[i].in_order());
        let (low, high) = in_order.fold((usize::MAX, 0), |(low, high), j| (low.min(j), high.max(j)));
        if mine < STATED.0 || theirs < STATED.1 || count < STATED.2 || low >= high {
            continue;
        }
        let first = (at.saturating_sub(SUBJECT)..at)
            .rev()
            .take_while(|i| pair.a.words[*i].clause == clause && pair.to_b[*i].in_order().is_none())
            .last();
        let mut sides =
            [names::said(pair.a, first.unwrap_or(at)..at + 1), names::said(pair.b, low..high + 1)];
        if is_back {
            sides.reverse();
        }
        out.push(Finding {
            kind: SuspectKind::Attribution,
            rule: "said here, stated as a fact there",
            clash: true,
            weight: 0.35,
            group: None,
            sides,
        });
    }
}

/// Returns the first verb of saying of a passage.
fn says(text: &Text) -> Option<usize> {
    // Who posts a profit states it.
    (0..text.words.len()).find(|i| text.words[*i].cues.has(Cues::SAY) && raw(text, *i) != "posted")
}

/// Returns whether the sentence before a passage, or the one behind it, tells who says it.
fn is_running(scene: &Scene, text: &Text) -> bool {
    let heading = text.info.passages[text.at.passage].role == Role::Heading;
    let beside = [text.unit.checked_sub(1), Some(text.unit + 1)];
    let near = |unit: usize| {
        scene.corpus.units.get(unit).is_some_and(|u| u.article == text.at.article)
            && scene.holds(unit).has(Holds::SAYS.or(Holds::QUOTE))
    };
    heading || beside.into_iter().flatten().any(near)
}
