//! Links by their passages, for what is compared whether it is linked or not.

use rustc_hash::FxHashMap;

use super::scene::{Holds, Scene};
use crate::align::Link;

/// The links of all tiers between passages that both hold something which is compared wherever it stands.
pub(super) struct Linked<'a>(FxHashMap<(usize, usize), &'a Link>);

impl<'a> Linked<'a> {
    /// Looks at all links once.
    pub(super) fn new(scene: &Scene, links: &'a [Link]) -> Linked<'a> {
        let compared = Holds::FACT.or(Holds::EVENT).or(Holds::DEED).or(Holds::CONDITION).or(Holds::OFFICE);
        let ends = |link: &'a Link| {
            let (a, b) = scene.ends(link)?;
            scene.holds(a).and(scene.holds(b)).has(compared).then_some((in_order(a, b), link))
        };
        Linked(links.iter().filter_map(ends).collect())
    }

    /// Returns the link of two units.
    pub(super) fn link(&self, a: usize, b: usize) -> Option<&'a Link> {
        self.0.get(&in_order(a, b)).copied()
    }

    /// Returns whether two units have a link that is shown.
    pub(super) fn is_shown(&self, a: usize, b: usize) -> bool {
        self.link(a, b).is_some_and(|link| link.tier.is_shown())
    }
}

fn in_order(a: usize, b: usize) -> (usize, usize) {
    (a.min(b), a.max(b))
}
