//! The map at a pane's edge: its whole article on one column, two spots a cell.
//!
//! What other articles have, suspects and annotations are gathered once per alignment, change of the case and height; a
//! frame only adds what is on the screen and the matches of the cursor's passage.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::App;
use super::index::{Index, Match};
use crate::align::PassageRef;
use crate::article::{Article, Span};

/// How much of a spot stands in other articles too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub enum Share {
    /// Nothing was found there.
    #[default]
    None,
    /// Less than half of its text.
    Some,
    /// Half of its text or more.
    Most,
}

/// A part of an article, half a cell of its map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spot {
    /// How much of it stands in other articles too.
    pub share: Share,
    /// Whether an open suspect touches it.
    pub suspect: bool,
    /// Whether an annotation touches it.
    pub annotated: bool,
    /// Whether it is on the screen.
    pub shown: bool,
    /// Whether the passage under the cursor, or a match of it, begins there.
    pub place: bool,
}

/// The maps of the articles that were shown, as far as they do not change with the cursor.
#[derive(Debug, Default)]
pub struct Maps {
    spots: FxHashMap<usize, Arc<[Spot]>>,
    made: Option<(Arc<Index>, u64, u16)>,
}

/// Returns the spot of a byte, in a map of that many.
fn spot_of(byte: usize, length: usize, spots: usize) -> usize {
    let at = byte as u128 * spots as u128 / length.max(1) as u128;
    (at as usize).min(spots.saturating_sub(1))
}

/// Returns the first byte of a spot.
fn start_of(spot: usize, length: usize, spots: usize) -> usize {
    (spot as u128 * length as u128).div_ceil(spots.max(1) as u128) as usize
}

impl App {
    /// Returns the map of an article's pane, from the top down, two spots for each of so many cells.
    pub(super) fn map(&mut self, article: usize, cells: u16, window: Span, matches: &[Match]) -> Vec<Spot> {
        let mut spots = self.steady(article, cells).to_vec();
        let Some(text) = self.articles.get(article).filter(|_| !spots.is_empty()) else { return spots };
        let (length, count) = (text.text.len(), spots.len());
        let last = spot_of(window.end.saturating_sub(1).max(window.start), length, count);
        // Where all of it is on the screen, saying so on every cell would only be loud.
        let first = text.passages.first().map_or(0, |p| p.span.start);
        let end = text.passages.last().map_or(length, |p| p.span.end);
        if !window.is_empty() && !window.covers(Span::new(first, end)) {
            for spot in &mut spots[spot_of(window.start, length, count)..=last] {
                spot.shown = true;
            }
        }
        let here = self.here();
        let own = (here.article == article).then(|| self.passage_span(here.article, here.passage));
        let there = matches.iter().filter(|m| m.there.article == article).map(|m| m.there.span);
        for span in own.into_iter().chain(there) {
            spots[spot_of(span.start, length, count)].place = true;
        }
        spots
    }

    /// Returns what does not change with the cursor, gathered anew only when what it is made of has changed.
    fn steady(&mut self, article: usize, cells: u16) -> Arc<[Spot]> {
        let known = self.maps.made.as_ref();
        if !known.is_some_and(|(i, e, c)| Arc::ptr_eq(i, &self.index) && (*e, *c) == (self.edition, cells)) {
            self.maps.spots.clear();
            self.maps.made = Some((Arc::clone(&self.index), self.edition, cells));
        }
        if let Some(spots) = self.maps.spots.get(&article) {
            return Arc::clone(spots);
        }
        let spots: Arc<[Spot]> = self.gather(article, 2 * usize::from(cells)).into();
        self.maps.spots.insert(article, Arc::clone(&spots));
        spots
    }

    fn gather(&self, article: usize, count: usize) -> Vec<Spot> {
        let mut spots = vec![Spot::default(); count];
        let Some(text) = self.articles.get(article).filter(|_| count > 0) else { return spots };
        for (spot, (shared, all)) in spots.iter_mut().zip(shares(text, article, &self.index, count)) {
            spot.share = match shared {
                0 => Share::None,
                some if 2 * some < all => Share::Some,
                _ => Share::Most,
            };
        }
        let length = text.text.len();
        let suspects = self.index.alignment.suspects.iter().enumerate();
        for (_, suspect) in suspects.filter(|(number, _)| self.is_open(*number)) {
            for member in suspect.members().filter(|m| m.article == article) {
                spots[spot_of(member.span.start, length, count)].suspect = true;
            }
        }
        for located in self.witnessed.iter().filter(|w| w.article == article) {
            spots[spot_of(located.span.start, length, count)].annotated = true;
        }
        spots
    }
}

/// Returns for each spot how many bytes of its passages another article has too, and how many they are.
fn shares(text: &Article, article: usize, index: &Index, count: usize) -> Vec<(usize, usize)> {
    let mut bytes = vec![(0, 0); count];
    let length = text.text.len();
    for (passage, p) in text.passages.iter().enumerate() {
        let shared = index.is_shared(PassageRef { article, passage });
        let mut start = p.span.start;
        let mut spot = spot_of(start, length, count);
        while start < p.span.end {
            let end = start_of(spot + 1, length, count).clamp(start + 1, p.span.end);
            let spots = &mut bytes[spot.min(count - 1)];
            spots.0 += if shared { end - start } else { 0 };
            spots.1 += end - start;
            (start, spot) = (end, spot + 1);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_byte_has_one_spot(length in 1usize..5000, spots in 1usize..300, byte in 0usize..5000) {
            let byte = byte.min(length - 1);
            let spot = spot_of(byte, length, spots);
            prop_assert!(start_of(spot, length, spots) <= byte);
            prop_assert!(byte < start_of(spot + 1, length, spots));
        }
    }
}
