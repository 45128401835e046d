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

/// Adds one place in an order here, and another of the same things there.
pub(super) fn compare(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    for i in counted(pair.a) {
        for j in counted(pair.b) {
            let (x, y) = (&pair.a.words[i + 1], &pair.b.words[j + 1]);
            let (p, q) = (raw(pair.a, i), raw(pair.b, j));
            if x.stem != y.stem || p == q || !is_alike(pair, x.cues.has(Cues::PERSON)) {
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

fn is_alike(pair: &Pair, people: bool) -> bool {
    let shares = || {
        let (one, other) =
            (pair.covered(0..pair.a.words.len()), pair.turned().covered(0..pair.b.words.len()));
        one.0.min(other.0)
    };
    people || shares() >= ALIKE
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
