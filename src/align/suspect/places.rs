//! Places told by what lies there: "at the eastern end", "at the Mill Lane end".

use std::ops::Range;

use super::finding::Finding;
use super::names::said;
use super::pair::{Match, Pair};
use super::text::Text;
use crate::align::SuspectKind;
use crate::align::cues::Cues;

/// Words that tell which part at most.
const LONGEST: usize = 4;

/// Adds parts of a thing that are told by other words.
pub(super) fn compare(pair: &Pair, out: &mut Vec<Finding>) {
    for i in 0..pair.a.words.len() {
        let Match::Same(j) = pair.to_b[i] else { continue };
        let (Some(a), Some(b)) = (part(pair.a, i), part(pair.b, j)) else { continue };
        let stems = |text: &Text, words: &Range<usize>| -> Vec<u32> {
            text.words[words.clone()].iter().filter(|w| w.content).map(|w| w.stem).collect()
        };
        let (x, y) = (stems(pair.a, &a), stems(pair.b, &b));
        let common = x.iter().any(|s| y.contains(s));
        let known = told(pair.b, &x[..x.len() - 1]) || told(pair.a, &y[..y.len() - 1]);
        // The noun itself stands in both.
        let others = x[..x.len() - 1].iter().any(|s| y[..y.len() - 1].contains(s));
        if !common || others || known {
            continue;
        }
        let sides = [said(pair.a, a), said(pair.b, b)];
        out.push(Finding {
            kind: SuspectKind::Place,
            rule: "another part of the same thing",
            clash: true,
            weight: 0.7,
            group: None,
            sides,
        });
    }
}

/// Returns whether a passage tells a part by one of these words: right before a noun for a part.
fn told(text: &Text, stems: &[u32]) -> bool {
    (1..text.words.len()).any(|i| {
        let first = i.saturating_sub(LONGEST);
        let close = (first..i).rev().take_while(|k| text.gap(*k) == " ");
        text.words[i].cues.has(Cues::PART) && close.into_iter().any(|k| stems.contains(&text.words[k].stem))
    })
}

/// Returns the words from the preposition of place to a noun for a part, when there are words that tell which.
fn part(text: &Text, noun: usize) -> Option<Range<usize>> {
    if !text.words[noun].cues.has(Cues::PART) {
        return None;
    }
    let mut start = noun;
    let idle = |i: usize| {
        text.words[i].cues.has(Cues::NUMBER.or(Cues::TIME).or(Cues::NEGATION)) || is_vague(text, i)
    };
    while start > 0
        && noun - start <= LONGEST
        && text.gap(start - 1) == " "
        && !text.words[start - 1].cues.has(Cues::PLACE)
    {
        start -= 1;
        // "To close by the end" is told of a time.
        let timed = matches!(text.info.slice(text.words[start].span), "by" | "until" | "till" | "before");
        if idle(start) || timed {
            return None;
        }
    }
    let placed = start > 0 && text.words[start - 1].cues.has(Cues::PLACE);
    let told = text.words[start..noun].iter().any(|w| w.content);
    (placed && told).then(|| start - 1..noun + 1)
}

fn is_vague(text: &Text, at: usize) -> bool {
    let word = text.info.slice(text.words[at].span);
    matches!(word, "other" | "far" | "near" | "opposite" | "each" | "either" | "very" | "same" | "one")
}
