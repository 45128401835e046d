//! An inverted index: for each feature the passages that it stands in.

use rayon::prelude::*;

use super::lists::Lists;

/// For each feature the passages it stands in, in order, and for each passage its features.
#[derive(Debug)]
pub(super) struct Postings {
    passages: Lists<u32>,
    features: Lists<u32>,
}

impl Postings {
    /// Makes the index of some passages over `features` features; `list` appends those of a passage, each once.
    pub(super) fn new(
        passages: usize,
        features: usize,
        list: impl Fn(usize, &mut Vec<u32>) + Sync + Send,
    ) -> Postings {
        let listed = Lists::of(passages, || (), |(), passage, out| list(passage, out));
        Postings { passages: inverted(&listed, features), features: listed }
    }

    /// Makes the index of some passages over features of which few are listed anywhere; returns with it the features,
    /// in order: the index knows each by its place among them.
    pub(super) fn sparse(
        passages: usize,
        list: impl Fn(usize, &mut Vec<u32>) + Sync + Send,
    ) -> (Postings, Vec<u32>) {
        let listed = Lists::of(passages, Vec::new, |features: &mut Vec<u32>, passage, out| {
            features.clear();
            list(passage, features);
            out.extend(features.iter().map(|f| (*f, passage as u32)));
        });
        let mut pairs = listed.into_all();
        pairs.par_sort_unstable();
        let rows = || pairs.chunk_by(|a, b| a.0 == b.0);
        let mut of = Lists::of_lengths(rows().map(<[_]>::len), 0);
        of.all_mut().iter_mut().zip(&pairs).for_each(|(passage, pair)| *passage = pair.1);
        let features = rows().map(|row| row[0].0).collect();
        (Postings { features: inverted(&of, passages), passages: of }, features)
    }

    /// Returns the passages that a feature stands in.
    pub(super) fn of(&self, feature: u32) -> &[u32] {
        self.passages.row(feature as usize)
    }

    /// Returns the features that were listed for a passage.
    pub(super) fn listed(&self, passage: usize) -> &[u32] {
        self.features.row(passage)
    }
}

/// Returns for each of `count` things the rows that list it, in order.
fn inverted(lists: &Lists<u32>, count: usize) -> Lists<u32> {
    let mut lengths = vec![0u32; count];
    lists.all().iter().for_each(|thing| lengths[*thing as usize] += 1);
    let mut rows = Lists::of_lengths(lengths.iter().map(|l| *l as usize), 0);
    // Each worker fills the lists of some things, and looks for them in all rows.
    rows.shares().into_par_iter().for_each(|mut share| {
        for row in 0..lists.rows() {
            lists.row(row).iter().for_each(|thing| share.push(*thing as usize, row as u32));
        }
    });
    rows
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
        let (sparse, known) =
            Postings::sparse(4, |unit, out| out.extend(features[unit].iter().map(|f| f * 7)));
        assert_eq!(known, [0, 7, 14]);
        assert_eq!((sparse.of(2), sparse.listed(3)), (&[0, 1, 3][..], &[1, 2][..]));
    }
}
