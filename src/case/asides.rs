//! Suspects set aside: they stay aside while their kind and their folded words match.

use super::Case;
use crate::article::fold;

/// Returns whether a suspect, known by its kind and by its words in each article, was set aside.
pub fn is_aside(case: &Case, kind: &str, words: &[(String, String)]) -> bool {
    let wanted = folded(words.iter().map(|(a, w)| (a.as_str(), w.as_str())));
    case.asides.iter().filter(|a| a.kind == kind).any(|aside| {
        let words = aside
            .witnesses
            .iter()
            .filter_map(|w| Some((w.article.as_str(), w.quote.as_ref()?.text.as_str())));
        folded(words) == wanted
    })
}

fn folded<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> =
        words.map(|(article, text)| (article.to_owned(), fold::fold_text(text))).collect();
    out.sort();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Aside, Quote, Witness};

    #[test]
    fn a_suspect_stays_aside_until_its_words_change() {
        let witness = |article: &str, text: &str| Witness {
            article: article.into(),
            quote: Some(Quote { text: text.into(), ..Quote::default() }),
            ..Witness::default()
        };
        let aside = Aside {
            kind: "number".into(),
            by: None,
            witnesses: vec![witness("a", "Nine"), witness("b", "ten")],
        };
        let case = Case { asides: vec![aside], ..Case::default() };
        let words = |a: &str, b: &str| vec![("b".to_owned(), b.to_owned()), ("a".to_owned(), a.to_owned())];
        assert!(is_aside(&case, "number", &words("nine", "ten")));
        assert!(!is_aside(&case, "number", &words("nine", "eleven")));
        assert!(!is_aside(&case, "time", &words("nine", "ten")));
    }
}
