//! Ranks of one office: "the commissioner" and "the deputy commissioner".

use std::ops::Range;

use super::finding::Finding;
use super::names::{self, said};
use super::pair::Pair;
use super::quotes::raw;
use super::roles::{in_both, role};
use super::scene::Scene;
use super::text::Text;
use crate::align::SuspectKind;
use crate::align::cues::Cues;
use crate::align::tokens::fold_word;

/// Words that make an office another one.
const RANKS: &[&str] = &["deputy", "vice", "acting", "assistant", "interim"];
/// Words of an office that is none, or none now.
const NOT_NOW: &[&str] = &["former", "ex", "late", "candidate", "elect", "retired", "next"];

/// Adds ranks of one office beside the same name, the first of two passages.
pub(super) fn compare(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    for (i, j) in in_both(pair) {
        let (Some(x), Some(y)) = (office(pair.a, i), office(pair.b, j)) else { continue };
        let told = out.iter().any(|f| f.clash && touches(pair, f, &x, &y));
        if told || is_not_now(pair.a, &x) || is_not_now(pair.b, &y) {
            continue;
        }
        let name = pair.a.words[i].stem;
        let (p, q) = (rank(pair.a, &x), rank(pair.b, &y));
        let told = |rank: &Option<String>, article: usize| {
            rank.as_ref().is_some_and(|word| is_told(scene, article, name, word))
        };
        let found = p != q
            && share_word(pair, &x, &y)
            && !told(&p, pair.b.at.article)
            && !told(&q, pair.a.at.article);
        if found {
            // That both are commissioners is no agreement then.
            out.retain(|f| !touches(pair, f, &x, &y));
            out.push(Finding {
                kind: SuspectKind::Who,
                rule: "another office beside the same name",
                clash: true,
                weight: 0.5,
                group: None,
                sides: [said(pair.a, x), said(pair.b, y)],
            });
            return;
        }
    }
}

fn touches(pair: &Pair, found: &Finding, x: &Range<usize>, y: &Range<usize>) -> bool {
    if found.kind != SuspectKind::Who {
        return false;
    }
    let spans = [pair.a.member(x.clone()).span, pair.b.member(y.clone()).span];
    found.sides.iter().zip(spans).any(|(side, span)| side.member.span.overlap(span).is_some())
}

/// Returns the office beside a name, or the title before it.
fn office(text: &Text, name: usize) -> Option<Range<usize>> {
    let first = names::start(text, name);
    // A title may be written as a part of the name.
    let title = || {
        let mut near = first.saturating_sub(1)..name;
        near.find(|i| text.words[*i].cues.has(Cues::OFFICE) && matches!(text.gap(*i), " " | ", "))
            .map(|at| at..at + 1)
    };
    role(text, name).or_else(title)
}

/// Returns whether somebody held an office, or would hold it, or it is another's: "the mayor's clerk".
fn is_not_now(text: &Text, office: &Range<usize>) -> bool {
    office.clone().any(|i| {
        let word = text.info.slice(text.words[i].span);
        NOT_NOW.contains(&&*raw(text, i))
            || text.words[i].cues.has(Cues::OFFICE) && word.ends_with('s') && !word.ends_with("ss")
    })
}

/// Returns the rank that an office has; it stands right before a noun, "acting for the family" is none.
fn rank(text: &Text, office: &Range<usize>) -> Option<String> {
    let ranks = |i: &usize| {
        let next = text.words.get(i + 1).is_some_and(|w| w.content && text.gap(*i) == " ");
        next && RANKS.contains(&&*raw(text, *i))
    };
    office.clone().find(ranks).map(|i| raw(text, i).into_owned())
}

/// Returns whether two offices are of one thing: they share a word of content.
fn share_word(pair: &Pair, x: &Range<usize>, y: &Range<usize>) -> bool {
    x.clone().any(|i| {
        let same = |j: usize| pair.b.words[j].stem == pair.a.words[i].stem;
        pair.a.words[i].content && !pair.a.words[i].name && y.clone().any(same)
    })
}

/// Returns whether an article has a word in a passage that names somebody.
fn is_told(scene: &Scene, article: usize, name: u32, word: &str) -> bool {
    let text = scene.articles[article];
    scene.named(article, name).iter().any(|unit| {
        let tokens = scene.corpus.tokens(*unit as usize);
        tokens.iter().any(|token| fold_word(text.slice(token.span)) == word)
    })
}
