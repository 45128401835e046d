//! Which record of a list continues which record of an older state of it.

use super::{Annotation, ArticleEntry, Aside, Check, OwnKind, Tie, Witness};

/// A record that can be recognised after it changed.
pub(super) trait Alike: PartialEq + Sized + 'static {
    /// Ways in which two states of one record are alike, strictest first; being equal comes before all of them.
    const WAYS: &'static [fn(&Self, &Self) -> bool];
}

/// Returns for each new record the index of the old one that it continues; each old one is continued once.
pub(super) fn pair<T: Alike>(old: &[T], new: &[T]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    // Most changes touch one record, so what stands before and after it is paired without any search.
    let head = old.iter().zip(new).take_while(|(o, n)| o == n).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(o, n)| o == n).count();
    for at in (0..head).map(|i| (i, i)).chain((1..=tail).map(|i| (new.len() - i, old.len() - i))) {
        pairs[at.0] = Some(at.1);
        taken[at.1] = true;
    }
    let equal: fn(&T, &T) -> bool = |a, b| a == b;
    for alike in std::iter::once(&equal).chain(T::WAYS) {
        for (at, record) in new.iter().enumerate().filter(|(at, _)| (head..new.len() - tail).contains(at)) {
            if pairs[at].is_some() {
                continue;
            }
            let found = (head..old.len() - tail).find(|o| !taken[*o] && alike(&old[*o], record));
            if let Some(found) = found {
                pairs[at] = Some(found);
                taken[found] = true;
            }
        }
    }
    pairs
}

impl Alike for Annotation {
    const WAYS: &'static [fn(&Self, &Self) -> bool] = &[|a, b| a.id == b.id];
}

impl Alike for ArticleEntry {
    const WAYS: &'static [fn(&Self, &Self) -> bool] = &[|a, b| a.id == b.id];
}

impl Alike for OwnKind {
    const WAYS: &'static [fn(&Self, &Self) -> bool] = &[|a, b| a.id == b.id];
}

impl Alike for Witness {
    const WAYS: &'static [fn(&Self, &Self) -> bool] = &[
        |a, b| a.article == b.article && words(a) == words(b),
        |a, b| a.article == b.article,
        |a, b| words(a).is_some() && words(a) == words(b),
    ];
}

impl Alike for Check {
    const WAYS: &'static [fn(&Self, &Self) -> bool] =
        &[|a, b| a.source == b.source && a.on == b.on, |a, b| a.source == b.source, |a, b| a.on == b.on];
}

impl Alike for Aside {
    const WAYS: &'static [fn(&Self, &Self) -> bool] =
        &[|a, b| a.kind == b.kind && same_words(&a.witnesses, &b.witnesses)];
}

impl Alike for Tie {
    const WAYS: &'static [fn(&Self, &Self) -> bool] = &[|a, b| same_words(&a.witnesses, &b.witnesses)];
}

fn words(witness: &Witness) -> Option<&str> {
    witness.quote.as_ref().map(|q| q.text.as_str())
}

fn same_words(a: &[Witness], b: &[Witness]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| words(a) == words(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Quote;

    fn witness(article: &str, text: &str, says: &str) -> Witness {
        let quote = Some(Quote { text: text.into(), ..Quote::default() });
        Witness { article: article.into(), says: Some(says.into()), quote, ..Witness::default() }
    }

    #[test]
    fn a_record_is_known_by_the_strictest_way_in_which_one_is_alike() {
        let old =
            [witness("a", "x", "1"), witness("a", "x", "2"), witness("a", "y", "3"), witness("b", "y", "4")];
        let new = [
            witness("c", "z", "0"),
            witness("a", "x", "2"),
            witness("a", "y", "changed"),
            witness("b", "widened", "4"),
            witness("a", "x", "1"),
        ];
        assert_eq!(pair(&old, &new), [None, Some(1), Some(2), Some(3), Some(0)]);
        assert_eq!(pair(&new, &old), [Some(4), Some(1), Some(2), Some(3)]);
        assert_eq!(pair(&old, &old[1..]), [Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn of_equal_records_each_is_another_one() {
        let aside = || Aside { kind: "time".into(), ..Aside::default() };
        assert_eq!(pair(&[aside(), aside()], &[aside(), aside(), aside()]), [Some(0), Some(1), None]);
        assert_eq!(pair(&[aside(), aside()], &[aside()]).len(), 1);
    }
}
