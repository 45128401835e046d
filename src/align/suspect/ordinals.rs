//! Which in an order: "the first woman in the office", "the second woman to become mayor".

use super::finding::Finding;
use super::names::said;
use super::pair::Pair;
use super::quotes::raw;
use super::scene::Scene;
use super::text::Text;
use crate::align::SuspectKind;
use crate::align::cues::Cues;

/// Share of the words of either passage that the other must have where it is not people who are counted.
const ALIKE: f64 = 0.4;

/// Adds one place in an order here, and another of the same things there, the first of two passages.
pub(super) fn compare(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    for i in counted(pair.a) {
        for j in counted(pair.b) {
            let (x, y) = (&pair.a.words[i + 1], &pair.b.words[j + 1]);
            let (p, q) = (raw(pair.a, i), raw(pair.b, j));
            let is_person = x.cues.has(Cues::PERSON) && y.cues.has(Cues::PERSON);
            let told = is_person && is_told_of(pair.a, i) && is_told_of(pair.b, j);
            // Of people, and of what is found, hurt or sold, there are several.
            if x.stem != y.stem || p == q || !told && (is_person || pair.alike() < ALIKE) {
                continue;
            }
            if is_told(scene, pair.b.at.article, &p, x.stem) || is_told(scene, pair.a.at.article, &q, x.stem)
            {
                continue;
            }
            out.push(Finding {
                kind: SuspectKind::Number,
                rule: "same thing, another place in the order",
                clash: true,
                weight: 0.6,
                group: None,
                sides: [said(pair.a, i..i + 2), said(pair.b, j..j + 2)],
            });
            return;
        }
    }
}

/// Returns the ordinals of a passage that stand right before a noun other than one of time.
fn counted<'t>(text: &'t Text) -> impl Iterator<Item = usize> + 't {
    let idle = Cues::TIME.or(Cues::LENGTH).or(Cues::NUMBER).or(Cues::PART);
    (0..text.words.len().saturating_sub(1)).filter(move |i| {
        let next = &text.words[i + 1];
        text.words[*i].cues.has(Cues::ORDINAL) && text.gap(*i) == " " && next.content && !next.cues.has(idle)
    })
}

/// Returns whether it is told of what somebody is the first: "the first woman to", "the second woman in the office".
fn is_told_of(text: &Text, at: usize) -> bool {
    text.words.get(at + 2).is_some_and(|_| matches!(&*raw(text, at + 2), "to" | "in" | "at" | "ever"))
}

/// Returns whether an article has an ordinal right before a noun anywhere.
fn is_told(scene: &Scene, article: usize, ordinal: &str, noun: u32) -> bool {
    let text = scene.articles[article];
    scene.corpus.units_of(article).any(|unit| {
        let tokens = scene.corpus.tokens(unit);
        tokens
            .windows(2)
            .any(|pair| pair[1].stem == noun && text.slice(pair[0].span).eq_ignore_ascii_case(ordinal))
    })
}
