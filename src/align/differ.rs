//! Words compared: which of them two passages share, and which only one of them has.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::tokens::{fold_word, is_stopword, words};
use crate::article::Span;

/// Words per side beyond which a comparison is not made, so that no key ever waits for one.
pub const MOST_WORDS: usize = 4000;
/// Share of equal words below which two passages count as reworded and no words are marked.
const REWORDED: f64 = 0.35;

/// What a comparison of two texts found; spans are bytes of the two texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Words that both have, in order.
    pub same: Vec<(Span, Span)>,
    /// Runs of words that only the first has.
    pub base_only: Vec<Span>,
    /// Runs of words that only the second has.
    pub other_only: Vec<Span>,
    /// Whether so little is equal that marking words would be confetti.
    pub reworded: bool,
}

/// Compares two texts word by word; case, quotation marks and dashes do not count.
pub fn compare(base: &str, other: &str) -> Comparison {
    let (base_spans, base_words): (Vec<Span>, Vec<String>) =
        words(base).map(|(s, w)| (s, fold_word(w))).unzip();
    let (other_spans, other_words): (Vec<Span>, Vec<String>) =
        words(other).map(|(s, w)| (s, fold_word(w))).unzip();
    if base_words.len() > MOST_WORDS || other_words.len() > MOST_WORDS {
        return Comparison { reworded: true, ..Comparison::default() };
    }
    let ops = capture_diff_slices(Algorithm::Myers, &base_words, &other_words);
    let mut kept = vec![false; base_words.len()];
    let mut kept_other = vec![false; other_words.len()];
    let mut out = Comparison::default();
    let runs: Vec<(usize, usize, usize)> = ops.iter().filter_map(equal_run).collect();
    for (i, &(from, to, length)) in runs.iter().enumerate() {
        // A lone common word between two changes holds nothing together.
        let only_common = base_words[from..from + length].iter().all(|w| is_stopword(w));
        let inner = i > 0 && i + 1 < runs.len();
        if length < 2 && only_common && inner {
            continue;
        }
        for k in 0..length {
            kept[from + k] = true;
            kept_other[to + k] = true;
            out.same.push((base_spans[from + k], other_spans[to + k]));
        }
    }
    let longest = base_words.len().max(other_words.len()).max(1);
    let equal: usize = runs.iter().map(|r| r.2).sum();
    out.reworded = (equal as f64) < REWORDED * longest as f64;
    out.base_only = gaps(&base_spans, &kept);
    out.other_only = gaps(&other_spans, &kept_other);
    out
}

fn equal_run(op: &DiffOp) -> Option<(usize, usize, usize)> {
    match *op {
        DiffOp::Equal { old_index, new_index, len } => Some((old_index, new_index, len)),
        _ => None,
    }
}

/// Compares two texts grapheme by grapheme, to the letter.
pub fn compare_chars(base: &str, other: &str) -> Comparison {
    let graphemes = |t: &str| -> Vec<(Span, String)> {
        t.grapheme_indices(true).map(|(i, g)| (Span::new(i, i + g.len()), g.to_owned())).collect()
    };
    let (base_spans, base_texts): (Vec<Span>, Vec<String>) = graphemes(base).into_iter().unzip();
    let (other_spans, other_texts): (Vec<Span>, Vec<String>) = graphemes(other).into_iter().unzip();
    if base_texts.len() > MOST_WORDS * 4 || other_texts.len() > MOST_WORDS * 4 {
        return Comparison { reworded: true, ..Comparison::default() };
    }
    let mut kept = vec![false; base_texts.len()];
    let mut kept_other = vec![false; other_texts.len()];
    let mut out = Comparison::default();
    for (from, to, length) in
        capture_diff_slices(Algorithm::Myers, &base_texts, &other_texts).iter().filter_map(equal_run)
    {
        for k in 0..length {
            kept[from + k] = true;
            kept_other[to + k] = true;
            out.same.push((base_spans[from + k], other_spans[to + k]));
        }
    }
    out.base_only = gaps(&base_spans, &kept);
    out.other_only = gaps(&other_spans, &kept_other);
    out
}

/// Joins neighbours that were not kept into runs.
fn gaps(spans: &[Span], kept: &[bool]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut open = false;
    for (span, kept) in spans.iter().zip(kept) {
        match (kept, out.last_mut()) {
            (true, _) => open = false,
            (false, Some(last)) if open => *last = last.join(*span),
            (false, _) => {
                out.push(*span);
                open = true;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts<'a>(text: &'a str, spans: &[Span]) -> Vec<&'a str> {
        spans.iter().map(|s| &text[s.range()]).collect()
    }

    #[test]
    fn the_words_that_differ_are_the_articles_own() {
        let (a, b) = (
            "Nine people were taken to hospital on Sunday.",
            "“Twelve” people were taken to a hospital on Sunday",
        );
        let found = compare(a, b);
        assert_eq!(texts(a, &found.base_only), ["Nine"]);
        assert_eq!(texts(b, &found.other_only), ["Twelve", "a"]);
        assert!(!found.reworded);
    }

    #[test]
    fn two_sentences_with_little_in_common_are_not_confetti() {
        assert!(
            compare("The bridge fell on Sunday.", "Ministers promised a review of the law in May.").reworded
        );
    }

    proptest! {
        #[test]
        fn every_word_is_either_shared_or_not(a in "([a-c]{1,2}[ ,.]){0,12}", b in "([a-c]{1,2}[ ,.]){0,12}") {
            let found = compare(&a, &b);
            for (text, spans, alone) in [
                (&a, found.same.iter().map(|s| s.0).collect::<Vec<_>>(), &found.base_only),
                (&b, found.same.iter().map(|s| s.1).collect::<Vec<_>>(), &found.other_only),
            ] {
                for (span, _) in words(text) {
                    let shared = spans.contains(&span);
                    let single = alone.iter().any(|s| s.covers(span));
                    prop_assert!(shared != single);
                }
            }
        }
    }
}
