//! Suspects: disagreements that the program proposes. Precision comes first; a missed one costs less than trust.
//!
//! Linked passages are laid side by side word by word (`pair`); each rule looks at such a pair and says where the two
//! disagree, and where they agree (`finding`). Facts that fill the same slot of passages that are not linked are
//! compared too (`afar`). What touches becomes one suspect, with a reading for each thing said.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{Link, Notice, PassageRef, Suspect, Tier, notice};
use finding::{Finding, Placed};
use pair::Pair;
use scene::Holds;
pub(super) use scene::Scene;

mod afar;
mod ages;
mod assent;
mod causes;
mod conditions;
mod deeds;
mod events;
mod fact;
mod finding;
mod joined;
mod linked;
mod moment;
mod names;
mod odd;
mod offices;
mod order;
mod ordinals;
mod pair;
mod periods;
mod places;
mod polarity;
mod pronouns;
mod quotes;
mod ranks;
mod roles;
mod scene;
mod slots;
mod sources;
mod speakers;
mod spelling;
mod spread;
mod text;
mod tolls;
mod values;
mod verbs;

/// What a finding on a link that is only likely is worth.
const LIKELY: f64 = 0.85;

/// What was found.
pub(super) struct Found {
    /// Disagreements, best first; their threads are noted once threads have grown.
    pub(super) suspects: Vec<Suspect>,
    /// Pairs of units that make one claim by what they state of it, though no shown link connects them: "lasted almost two
    /// hours" and "the call took at least 90 minutes".
    pub(super) claims: Vec<(usize, usize)>,
    /// Where numbers are not compared.
    pub(super) notice: Option<Notice>,
}

/// Finds where linked passages disagree, and what others state of one thing.
pub(super) fn find(scene: &Scene, links: &[Link]) -> Found {
    let (articles, corpus) = (scene.articles, scene.corpus);
    let shown: Vec<&Link> = links.iter().filter(|l| l.tier.is_shown()).collect();
    let repeated = repeated(scene, &shown);
    let said_again = |link: &Link| {
        let [a, b] = [link.a, link.b];
        repeated.contains(&(a.passage_ref(), b.article)) || repeated.contains(&(b.passage_ref(), a.article))
    };
    let compared = shown.par_iter().filter(|link| !said_again(link));
    let mut found: Vec<Placed> = compared.flat_map_iter(|link| on_link(scene, link)).collect();
    let linked = linked::Linked::new(scene, links);
    found.extend(afar::compare(scene, &linked));
    found.extend(ages::compare(scene));
    found.extend(offices::compare(scene, &linked));
    found.extend(events::compare(scene, &linked));
    found.extend(deeds::compare(scene, &linked));
    found.extend(tolls::compare(scene, &linked));
    found.extend(odd::compare(scene, &shown));
    found.extend(conditions::compare(scene, &shown, &linked));
    let claim = |placed: &Placed| {
        let [a, b] = placed.finding.sides.each_ref().map(|side| scene.unit(side.member.passage_ref()));
        a.zip(b)
    };
    // Who says both "soon" and "at once" does not disagree with who says one of them, and still tells of the same talks.
    let is_of_event = |placed: &&Placed| placed.is_claim && events::is_told(&placed.finding);
    let mut claims: Vec<_> = found.iter().filter(is_of_event).filter_map(claim).collect();
    let found = finding::without_refuted(found);
    claims.extend(found.iter().filter(|placed| placed.is_claim).filter_map(claim));
    let found = spread::over_links(scene, &shown, found);
    let mut suspects = finding::collect(found);
    suspects.sort_by_key(|s| std::cmp::Reverse(s.score));
    let mut tables = vec![false; articles.len()];
    for (unit, facts) in corpus.units.iter().zip(&scene.facts) {
        tables[unit.article] |= facts.len() > slots::TABLE;
    }
    Found { suspects, claims, notice: notice::tables(articles, &tables) }
}

/// Returns the passages that another article repeats word for word, with that article: it says the same there, whatever
/// a like passage of it says.
fn repeated(scene: &Scene, shown: &[&Link]) -> FxHashSet<(PassageRef, usize)> {
    let equal = shown
        .par_iter()
        .filter(|link| scene.ends(link).is_some_and(|(a, b)| scene.slice(a) == scene.slice(b)));
    let ends =
        |link: &&Link| [(link.a.passage_ref(), link.b.article), (link.b.passage_ref(), link.a.article)];
    equal.flat_map_iter(ends).collect()
}

fn on_link(scene: &Scene, link: &Link) -> Vec<Placed> {
    let Some((a, b)) = scene.ends(link) else { return Vec::new() };
    let (both, either) = (scene.holds(a).and(scene.holds(b)), scene.holds(a).or(scene.holds(b)));
    let shared =
        Holds::FACT.or(Holds::NAME).or(Holds::QUOTE).or(Holds::OPPOSITE).or(Holds::PART).or(Holds::ORDINAL);
    if !both.has(shared) && !either.has(Holds::POLAR.or(Holds::QUOTE).or(Holds::JOINED)) {
        return Vec::new();
    }
    let (a, b) = (scene.text(a), scene.text(b));
    let Some(pair) = Pair::new(scene, &a, &b) else { return Vec::new() };
    let mut found = Vec::new();
    slots::compare(scene, &pair, &mut found);
    names::compare(scene, &pair, &mut found);
    if both.has(Holds::NAME) {
        ranks::compare(scene, &pair, &mut found);
    }
    if both.has(Holds::ORDINAL) {
        ordinals::compare(scene, &pair, &mut found);
    }
    if both.has(Holds::FACT) {
        periods::compare(scene, &pair, &mut found);
    }
    places::compare(&pair, &mut found);
    quotes::compare(scene, &pair, &mut found);
    if either.has(Holds::POLAR) {
        verbs::compare(&pair, &mut found);
    }
    polarity::compare(&pair, &mut found, scene.lexicon);
    assent::compare(&pair, &mut found);
    order::compare(&pair, &mut found);
    order::together(&pair, &mut found);
    joined::compare(&pair, &mut found);
    causes::compare(scene, &pair, &mut found);
    deeds::turned(&pair, &mut found);
    speakers::stated(scene, &pair, &mut found);
    sources::compare(&pair, &mut found);
    found.into_iter().map(|finding| placed(link, finding)).collect()
}

/// Returns a finding with what its link is worth.
fn placed(link: &Link, finding: Finding) -> Placed {
    let tier = if link.tier == Tier::Certain { 1.0 } else { LIKELY };
    Placed { finding, tier, is_claim: false }
}
