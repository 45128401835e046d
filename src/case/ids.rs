//! Ids of cases and annotations: a letter, a hyphen and eight base-32 characters.

use std::fmt::Debug;
use std::hash::Hasher;

use rustc_hash::{FxHashSet, FxHasher};

use super::Case;
use crate::article::ids as article_ids;

/// Crockford's alphabet: no letter that can be taken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Makes the id of a case from a seed.
pub fn case(seed: u64) -> String {
    format!("c-{}", characters(seed))
}

/// Makes an id from a seed that no annotation of the case has.
pub fn annotation(case: &Case, seed: u64) -> String {
    unused(seed, |id| case.annotations.iter().any(|a| a.id == id))
}

/// Makes the id of an annotation from what it holds, the same each time, that is not taken.
pub(super) fn of_content(content: &impl Debug, taken: impl Fn(&str) -> bool) -> String {
    let mut hasher = FxHasher::default();
    hasher.write(format!("{content:?}").as_bytes());
    unused(hasher.finish(), taken)
}

/// Gives annotations and articles without an id, or with one that another has too, an id of their own.
///
/// The first that has an id keeps it. New ids come from what the record holds, so that two programs that read the
/// same file give the same ones.
pub(super) fn complete(case: &mut Case) {
    let mut used: FxHashSet<String> = case.annotations.iter().map(|a| a.id.clone()).collect();
    let mut seen = FxHashSet::default();
    for record in &mut case.annotations {
        if record.id.is_empty() || !seen.insert(record.id.clone()) {
            record.id = of_content(record, |id| used.contains(id));
            used.insert(record.id.clone());
        }
    }
    let mut used: FxHashSet<String> = case.articles.iter().map(|a| a.id.clone()).collect();
    let mut seen = FxHashSet::default();
    for entry in &mut case.articles {
        if entry.id.is_empty() {
            entry.id = article_ids::unused(&article_ids::of_name(&entry.path), &mut used);
        } else if !seen.insert(entry.id.clone()) {
            entry.id = article_ids::unused(&entry.id, &mut used);
        }
    }
}

fn unused(mut seed: u64, taken: impl Fn(&str) -> bool) -> String {
    loop {
        let id = format!("a-{}", characters(seed));
        if !taken(&id) {
            return id;
        }
        seed = seed.wrapping_add(1);
    }
}

fn characters(seed: u64) -> String {
    // SplitMix64 (Steele et al. 2014) spreads neighbouring seeds over the whole range.
    let mut bits = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^= bits >> 31;
    (0..8).map(|i| char::from(ALPHABET[(bits >> (5 * i)) as usize & 31])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Annotation;

    #[test]
    fn no_two_annotations_get_one_id() {
        let mut made = Case::default();
        for seed in [7, 7, 7, 8] {
            let id = annotation(&made, seed);
            assert!(made.annotations.iter().all(|a| a.id != id));
            made.annotations.push(Annotation { id, ..Annotation::default() });
        }
    }

    #[test]
    fn an_id_that_is_given_stays_with_its_record_when_another_is_put_before_it() {
        let of = |question: &str| Annotation { question: question.into(), ..Annotation::default() };
        let mut alone = Case { annotations: vec![of("How many?")], ..Case::default() };
        let mut two = Case { annotations: vec![of("When?"), of("How many?")], ..Case::default() };
        complete(&mut alone);
        complete(&mut two);
        assert_eq!(alone.annotations[0].id, two.annotations[1].id);
        let mut equal = Case { annotations: vec![of("How many?"), of("How many?")], ..Case::default() };
        complete(&mut equal);
        assert_ne!(equal.annotations[0].id, equal.annotations[1].id);
    }
}
