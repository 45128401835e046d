//! Quotations to the letter, and who is said to have spoken them.

use std::ops::Range;

use super::cues::Cues;
use super::finding::{Finding, Said};
use super::names;
use super::pair::Pair;
use super::text::{Scene, Text, starts_high};
use crate::align::SuspectKind;
use crate::align::tokens::fold_word;
use crate::article::fold;

/// Words that a quotation has at least to be compared.
const WORDS: usize = 4;
/// Share of the shorter quotation's words that the other has: to be the same one, and to be the very same words.
const SAME: f64 = 0.6;
const VERY_SAME: f64 = 0.8;
/// Words of a quotation up to which a reading shows it whole.
const SHOWN: usize = 12;
/// Words between a quotation and the verb of saying.
const REACH: usize = 16;

/// A part of a quotation that two passages share: words of both, and where the words part.
struct Shared {
    a: Range<usize>,
    b: Range<usize>,
    /// Words of the shorter quotation that both have, as a share.
    share: f64,
    /// Runs of words that are not the same, between shared ones.
    parts: Vec<(Range<usize>, Range<usize>)>,
}

/// Adds quotations whose words differ, and same words by other speakers.
pub(super) fn compare(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    let (left, right) = (runs(pair.a), runs(pair.b));
    for x in &left {
        for y in &right {
            let Some(shared) = share(pair, x, y) else { continue };
            worded(pair, x, y, &shared, out);
            if shared.share >= VERY_SAME {
                spoken(scene, pair, x, y, out);
            }
        }
    }
}

/// Returns the runs of quoted words of a passage that are long enough.
fn runs(text: &Text) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (i, word) in text.words.iter().enumerate().filter(|(_, w)| w.quote > 0) {
        match out.last_mut() {
            Some(last) if last.end == i && text.words[last.start].quote == word.quote => last.end = i + 1,
            _ => out.push(i..i + 1),
        }
    }
    out.retain(|r| r.len() >= WORDS);
    out
}

fn raw(text: &Text, at: usize) -> String {
    fold_word(text.info.slice(text.words[at].span))
}

/// Lays two quotations side by side, to the letter.
fn share(pair: &Pair, x: &Range<usize>, y: &Range<usize>) -> Option<Shared> {
    let mut same: Vec<(usize, usize)> = Vec::new();
    for i in x.clone() {
        if let Some(j) = pair.to_b[i].in_order().filter(|j| y.contains(j))
            && pair.a.words[i].stem == pair.b.words[j].stem
            && raw(pair.a, i) == raw(pair.b, j)
        {
            same.push((i, j));
        }
    }
    let share = same.len() as f64 / x.len().min(y.len()) as f64;
    let (first, last) = (*same.first()?, *same.last()?);
    if same.len() < WORDS || share < SAME {
        return None;
    }
    let mut parts = Vec::new();
    for step in same.windows(2) {
        let (a, b) = (step[0].0 + 1..step[1].0, step[0].1 + 1..step[1].1);
        if !a.is_empty() || !b.is_empty() {
            parts.push((a, b));
        }
    }
    let (mut a, mut b) = (first.0..last.0 + 1, first.1..last.1 + 1);
    // What both go on to say in other words belongs to it; what only one goes on to say is cut in the other.
    let (before_a, before_b) = (x.start..first.0, y.start..first.1);
    if !before_a.is_empty() && !before_b.is_empty() && before_a.len().max(before_b.len()) <= 3 {
        (a.start, b.start) = (x.start, y.start);
        parts.insert(0, (before_a, before_b));
    }
    let (after_a, after_b) = (last.0 + 1..x.end, last.1 + 1..y.end);
    if !after_a.is_empty() && !after_b.is_empty() && after_a.len().max(after_b.len()) <= 12 {
        (a.end, b.end) = (x.end, y.end);
        parts.push((after_a, after_b));
    }
    Some(Shared { a, b, share, parts })
}

/// Adds what differs in the words of a quotation.
fn worded(pair: &Pair, x: &Range<usize>, y: &Range<usize>, shared: &Shared, out: &mut Vec<Finding>) {
    let bracketed = |text: &Text, part: &Range<usize>| {
        let before = part.start.checked_sub(1).map_or("", |i| text.gap(i));
        before.contains('[') || part.clone().any(|i| text.gap(i).contains(['[', ']']))
    };
    let parts: Vec<_> = shared
        .parts
        .iter()
        .filter(|(a, b)| !bracketed(pair.a, a) && !bracketed(pair.b, b))
        .cloned()
        .collect();
    let dotted = |text: &Text, words: &Range<usize>| {
        (words.start..words.end.saturating_sub(1)).any(|i| is_dots(text.gap(i)))
    };
    let dots = dotted(pair.a, &shared.a) != dotted(pair.b, &shared.b);
    let (rule, weight) = match () {
        () if dots => ("quotation cut by an ellipsis", 0.75),
        () if !parts.is_empty() => ("quotation in other words", 0.95),
        () if ends_early(pair.a, x, &shared.a, pair.b, y, &shared.b)
            || ends_early(pair.b, y, &shared.b, pair.a, x, &shared.a) =>
        {
            ("quotation that ends earlier", 0.6)
        }
        () => ("", 0.9),
    };
    let clash = !rule.is_empty();
    let (a, b) = if rule == "quotation that ends earlier" {
        (x.clone(), y.clone())
    } else {
        (shared.a.clone(), shared.b.clone())
    };
    let says =
        |text: &Text, words: &Range<usize>, parts: Vec<&Range<usize>>| match (parts.first(), parts.last()) {
            (Some(first), Some(last)) if words.len() > SHOWN => {
                let start = first.start.saturating_sub(2).max(words.start);
                text.slice(start..(last.end + 2).min(words.end)).to_owned()
            }
            _ => text.slice(words.clone()).to_owned(),
        };
    let left = says(pair.a, &a, parts.iter().map(|p| &p.0).collect());
    let right = says(pair.b, &b, parts.iter().map(|p| &p.1).collect());
    out.push(Finding {
        kind: SuspectKind::Quotation,
        rule: if clash { rule } else { "same quotation" },
        clash,
        weight: weight * (0.5 + shared.share.min(1.0) / 2.0),
        group: None,
        sides: [
            Said { member: pair.a.member(a), says: left, number: None },
            Said { member: pair.b.member(b), says: right, number: None },
        ],
    });
}

fn is_dots(gap: &str) -> bool {
    gap.contains('…') || gap.contains("...") || gap.contains(". . .")
}

/// Returns whether the first quotation stops as if the sentence ended where the second goes on.
fn ends_early(
    a: &Text,
    x: &Range<usize>,
    of_a: &Range<usize>,
    b: &Text,
    y: &Range<usize>,
    of_b: &Range<usize>,
) -> bool {
    if of_a.end != x.end || of_b.end == y.end {
        return false;
    }
    let end = a.words[x.end - 1].span.end;
    let behind: String = a.info.text[end..].chars().take(2).collect();
    let goes_on = !b.gap(of_b.end - 1).contains(['.', '!', '?']);
    goes_on && (behind.starts_with(['.', '!', '?', '…']))
}

/// Adds two speakers of the same words.
fn spoken(scene: &Scene, pair: &Pair, x: &Range<usize>, y: &Range<usize>, out: &mut Vec<Finding>) {
    let (Some(a), Some(b)) = (speaker(pair.a, x), speaker(pair.b, y)) else { return };
    let last = |text: &Text, name: &Range<usize>| raw(text, name.end - 1);
    let (left, right) = (last(pair.a, &a), last(pair.b, &b));
    let within = |text: &Text, words: &Range<usize>, stem: &str| words.clone().any(|i| raw(text, i) == stem);
    let same = within(pair.a, &a, &right) || within(pair.b, &b, &left) || names::is_variant(&left, &right);
    let aside = |text: &Text, name: &str| (0..text.words.len()).any(|i| raw(text, i) == name);
    // A name that the other passage has too may stand for the same speaker there.
    if !same && (aside(pair.b, &left) || aside(pair.a, &right)) {
        return;
    }
    let _ = scene;
    let said = |text: &Text, name: Range<usize>| Said {
        member: text.member(name.clone()),
        says: text.slice(name).to_owned(),
        number: None,
    };
    out.push(Finding {
        kind: SuspectKind::Attribution,
        rule: "same words, other speaker",
        clash: !same,
        weight: 0.9,
        group: None,
        sides: [said(pair.a, a), said(pair.b, b)],
    });
}

/// Returns the name of whoever is said to speak a quotation: next to the nearest verb of saying outside of it.
fn speaker(text: &Text, quote: &Range<usize>) -> Option<Range<usize>> {
    let outside = |i: &usize| text.words[*i].quote == 0;
    let says = |i: &usize| outside(i) && text.words[*i].cues.has(Cues::SAY);
    let behind = (quote.end..text.words.len().min(quote.end + REACH)).find(says);
    let ahead = (quote.start.saturating_sub(REACH)..quote.start).rev().find(says);
    let at = behind.or(ahead)?;
    let name = |i: usize| text.words.get(i).is_some_and(|w| w.quote == 0 && is_name(text, i));
    // "said Priya Raman", "according to Ellis Crane"
    let according = raw_is(text, text.words[at].span, "according");
    let heard = ["told", "tell", "tells"].iter().any(|w| raw_is(text, text.words[at].span, w));
    let first = at + 1 + usize::from(according);
    let mut end = first;
    while name(end) && (end == first || joined(text, end)) {
        end += 1;
    }
    // Who is told does not speak.
    if end > first && text.gap(at).trim().is_empty() && !heard {
        return real(text, first..end);
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
fn joined(text: &Text, at: usize) -> bool {
    at > 0 && matches!(text.gap(at - 1), " " | ". ")
}

/// Returns a name without the titles before it; none when it is only titles.
fn real(text: &Text, name: Range<usize>) -> Option<Range<usize>> {
    let real = name.clone().any(|i| !text.words[i].cues.has(Cues::TITLE));
    let title_last = text.words[name.end - 1].cues.has(Cues::TITLE);
    (real && !title_last && !fold::fold_text(text.slice(name.clone())).is_empty()).then_some(name)
}
