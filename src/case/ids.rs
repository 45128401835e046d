//! Ids of cases and annotations: a letter, a hyphen and eight base-32 characters.

use super::Case;

/// Crockford's alphabet: no letter that can be taken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Makes the id of a case from a seed.
pub fn case(seed: u64) -> String {
    format!("c-{}", characters(seed))
}

/// Makes an id from a seed that no annotation of the case has.
pub fn annotation(case: &Case, seed: u64) -> String {
    let mut seed = seed;
    loop {
        let id = format!("a-{}", characters(seed));
        if !case.annotations.iter().any(|a| a.id == id) {
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
}
