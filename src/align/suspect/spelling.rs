//! British and American spelling: a house's style is no disagreement.

use std::borrow::Cow;

/// Endings by house, and how long a word is at least that may have them.
const ENDINGS: &[(&str, &str, usize)] = &[
    ("elled", "eled", 8),
    ("elling", "eling", 9),
    ("eller", "eler", 8),
    ("ellers", "elers", 9),
    ("our", "or", 5),
    ("ours", "ors", 6),
    ("oured", "ored", 7),
    ("ouring", "oring", 8),
    ("ourable", "orable", 9),
    ("ourite", "orite", 8),
    ("ourites", "orites", 9),
    ("ourful", "orful", 8),
    ("ourhood", "orhood", 10),
    ("ourhoods", "orhoods", 11),
    ("iser", "izer", 8),
    ("isers", "izers", 9),
    ("uelled", "ueled", 7),
    ("alled", "aled", 9),
    ("ences", "enses", 8),
    ("tred", "tered", 7),
    ("grammes", "grams", 10),
    ("ise", "ize", 7),
    ("ised", "ized", 7),
    ("ises", "izes", 7),
    ("ising", "izing", 8),
    ("isation", "ization", 10),
    ("yse", "yze", 7),
    ("ysed", "yzed", 7),
    ("tre", "ter", 5),
    ("tres", "ters", 6),
    ("ence", "ense", 7),
    ("ogue", "og", 8),
    ("gramme", "gram", 9),
    ("grey", "gray", 4),
    ("judgement", "judgment", 9),
];

/// Returns a folded word in one of its spellings; those of both houses give the same.
pub(super) fn in_one_spelling(word: Cow<'_, str>) -> Cow<'_, str> {
    let fits = |(british, _, least): &&(&str, &str, usize)| word.len() >= *least && word.ends_with(british);
    match ENDINGS.iter().filter(fits).max_by_key(|ending| ending.0.len()) {
        Some((british, american, _)) => {
            Cow::Owned(format!("{}{american}", &word[..word.len() - british.len()]))
        }
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spellings_of_both_houses_are_one_and_other_words_are_not() {
        let one = |word: &'static str| in_one_spelling(Cow::Borrowed(word));
        for (british, american) in [
            ("cancelled", "canceled"),
            ("harbour", "harbor"),
            ("organisation", "organization"),
            ("defence", "defense"),
            ("centre", "center"),
            ("programme", "program"),
        ] {
            assert_eq!(one(british), one(american));
        }
        for (a, b) in [("filled", "filed"), ("hour", "hor"), ("wise", "wize")] {
            assert_ne!(one(a), one(b));
        }
    }
}
