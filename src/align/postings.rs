//! An inverted index: for each feature the passages that it stands in.

/// For each feature the passages it stands in, in order, and for each passage its features.
#[derive(Debug)]
pub(super) struct Postings {
    starts: Vec<u32>,
    units: Vec<u32>,
    features: Vec<u32>,
    ends: Vec<u32>,
}

impl Postings {
    /// Makes the index of `units` passages over `features` features; `list` appends those of a passage, each once.
    pub(super) fn new(units: usize, features: usize, list: impl Fn(usize, &mut Vec<u32>)) -> Postings {
        let mut starts = vec![0u32; features + 2];
        let mut all: Vec<u32> = Vec::new();
        let mut ends: Vec<u32> = Vec::with_capacity(units + 1);
        ends.push(0);
        for unit in 0..units {
            let from = all.len();
            list(unit, &mut all);
            all[from..].iter().for_each(|f| starts[*f as usize + 2] += 1);
            ends.push(all.len() as u32);
        }
        for feature in 2..starts.len() {
            starts[feature] += starts[feature - 1];
        }
        // `starts[f + 1]` is where the next passage of feature f goes; in the end it is where f ends.
        let mut out = vec![0u32; all.len()];
        for unit in 0..units {
            for feature in &all[ends[unit] as usize..ends[unit + 1] as usize] {
                let place = &mut starts[*feature as usize + 1];
                out[*place as usize] = unit as u32;
                *place += 1;
            }
        }
        Postings { starts, units: out, features: all, ends }
    }

    /// Returns the passages that a feature stands in.
    pub(super) fn of(&self, feature: u32) -> &[u32] {
        &self.units[self.starts[feature as usize] as usize..self.starts[feature as usize + 1] as usize]
    }

    /// Returns the features that were listed for a passage.
    pub(super) fn listed(&self, unit: usize) -> &[u32] {
        &self.features[self.ends[unit] as usize..self.ends[unit + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_passage_of_a_feature_is_listed_once_and_in_order() {
        let features = [vec![0, 2], vec![2], vec![], vec![1, 2]];
        let index = Postings::new(4, 4, |unit, out| out.extend(&features[unit]));
        let found: Vec<&[u32]> = (0..4).map(|f| index.of(f)).collect();
        assert_eq!(found, [&[0][..], &[3], &[0, 1, 3], &[]]);
        assert_eq!(index.listed(3), [1, 2]);
    }
}
