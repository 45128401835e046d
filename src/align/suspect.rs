//! Suspects: disagreements that the program proposes. Precision comes first; a missed one costs less than trust.
//!
//! Linked passages are laid side by side word by word (`pair`); each rule looks at such a pair and says where the two
//! disagree, and where they agree (`finding`). What touches becomes one suspect, with a reading for each thing said.

use rayon::prelude::*;

use super::tokens::Corpus;
use super::{Alignment, Link, Notice, Suspect, Tier, notice};
use crate::article::Article;
use finding::Placed;
use pair::Pair;
use text::Scene;

mod cues;
mod fact;
mod finding;
mod moment;
mod names;
mod pair;
mod places;
mod polarity;
mod quotes;
mod roles;
mod slots;
mod spread;
mod text;

/// What a finding on a link that is only likely is worth.
const LIKELY: f64 = 0.85;

/// Finds where linked passages disagree, best first, and says where numbers are not compared.
pub(super) fn find(
    articles: &[&Article],
    corpus: &Corpus,
    alignment: &Alignment,
) -> (Vec<Suspect>, Option<Notice>) {
    let scene = Scene::new(articles, corpus);
    let shown: Vec<&Link> = alignment.links.iter().filter(|l| l.tier.is_shown()).collect();
    let found: Vec<Placed> = shown.par_iter().flat_map_iter(|link| on_link(&scene, link)).collect();
    let found = spread::over_links(&scene, &shown, finding::without_refuted(found));
    let mut suspects = finding::collect(found);
    suspects.sort_by_key(|s| std::cmp::Reverse(s.score));
    let mut tables = vec![false; articles.len()];
    for (unit, facts) in corpus.units.iter().zip(&scene.facts) {
        tables[unit.article] |= facts.len() > slots::TABLE;
    }
    (suspects, notice::tables(articles, &tables))
}

fn on_link(scene: &Scene, link: &Link) -> Vec<Placed> {
    let units = scene.unit(link.a.passage_ref()).zip(scene.unit(link.b.passage_ref()));
    let Some((a, b)) = units.map(|(a, b)| (scene.text(a), scene.text(b))) else { return Vec::new() };
    let Some(pair) = Pair::new(scene, &a, &b) else { return Vec::new() };
    let mut found = Vec::new();
    slots::compare(scene, &pair, &mut found);
    names::compare(scene, &pair, &mut found);
    places::compare(&pair, &mut found);
    quotes::compare(scene, &pair, &mut found);
    polarity::compare(&pair, &mut found, &scene.lexicon);
    let tier = if link.tier == Tier::Certain { 1.0 } else { LIKELY };
    found.into_iter().map(|finding| Placed { finding, threads: link.threads.clone(), tier }).collect()
}
