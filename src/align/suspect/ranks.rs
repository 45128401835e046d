//! Offices that nobody holds at once, and ranks: "Mayor Caderas" and "the governor, Luzia Caderas"; "the commissioner" and
//! "the deputy commissioner".

use std::ops::Range;

use super::finding::Finding;
use super::names::{self, is_name, said};
use super::pair::Pair;
use super::quotes::raw;
use super::roles::{ends_name, role};
use super::scene::Scene;
use super::text::Text;
use crate::align::SuspectKind;

/// Offices of which nobody holds two.
const OFFICES: &[&str] =
    &["mayor", "governor", "premier", "chancellor", "judge", "bishop", "archbishop", "sheriff", "ambassador"];
/// Words that make an office another one.
const RANKS: &[&str] = &["deputy", "vice", "acting", "assistant", "interim"];

/// Adds such offices and ranks beside the same name.
pub(super) fn compare(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    for i in 0..pair.a.words.len() {
        let Some(j) = pair.to_b[i].at() else { continue };
        let same = pair.a.words[i].stem == pair.b.words[j].stem;
        if !same || !is_name(pair.a, i) || !ends_name(pair.a, i) || !ends_name(pair.b, j) {
            continue;
        }
        let (Some(x), Some(y)) = (office(pair.a, i), office(pair.b, j)) else { continue };
        if out.iter().any(|f| f.clash && touches(pair, f, &x, &y)) {
            continue;
        }
        let name = pair.a.words[i].stem;
        let found = [(OFFICES, true), (RANKS, false)].into_iter().any(|(list, both)| {
            let (p, q) = (word_of(pair.a, &x, list), word_of(pair.b, &y, list));
            let told = |word: &Option<String>, article: usize| {
                word.as_ref().is_some_and(|w| is_told(scene, article, name, w))
            };
            p != q
                && (!both || p.is_some() && q.is_some())
                && (both || share_word(pair, &x, &y))
                && !told(&p, pair.b.at.article)
                && !told(&q, pair.a.at.article)
        });
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
        near.find(|i| OFFICES.contains(&&*raw(text, *i)) && matches!(text.gap(*i), " " | ", "))
            .map(|at| at..at + 1)
    };
    role(text, name).or_else(title)
}

/// Returns the word of a list that an office has.
fn word_of(text: &Text, office: &Range<usize>, list: &[&str]) -> Option<String> {
    office.clone().map(|i| raw(text, i)).find(|w| list.contains(&&**w)).map(|w| w.into_owned())
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
    scene.named(article, name).iter().any(|unit| {
        let text = scene.text(*unit as usize);
        (0..text.words.len()).any(|i| raw(&text, i) == word)
    })
}
