//! Words compared: which of them two passages share, which were moved, and which only one of them has.
//!
//! Case, quotation marks and dashes do not count, except within quotations: there words and marks are compared to the
//! letter, since both papers say that somebody said just that.

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::tokens::{fold_word, is_stopword, words};
use crate::article::{Span, quoting};

/// Words per side beyond which a comparison is not made, so that no key ever waits for one.
pub const MOST_WORDS: usize = 4000;
/// Words, or characters, that may be in one text only before a comparison is not made either: its steps grow with their
/// square. A bound in time would give other results on a busy machine.
const MOST_CHANGES: usize = 2000;
/// Share of equal words below which two passages count as reworded and no words are marked.
const REWORDED: f64 = 0.35;
/// Places of a word that are tried when moved words are looked for.
const TRIED: usize = 16;

/// What a comparison of two texts found; spans are bytes of the two texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Words that both have, in order.
    pub same: Vec<(Span, Span)>,
    /// Runs of words that both have, in another order.
    pub moved: Vec<(Span, Span)>,
    /// Runs of words, and marks within quotations, that only the first has.
    pub base_only: Vec<Span>,
    /// Runs of words, and marks within quotations, that only the second has.
    pub other_only: Vec<Span>,
    /// Whether so little is equal that marking words would be confetti.
    pub reworded: bool,
}

/// A text as words to compare.
struct Side<'t> {
    text: &'t str,
    spans: Vec<Span>,
    folded: Vec<String>,
    /// Whether each word stands within a quotation.
    quoted: Vec<bool>,
}

impl Side<'_> {
    fn of(text: &str) -> Side<'_> {
        let (spans, folded): (Vec<Span>, Vec<String>) =
            words(text).map(|(s, w)| (s, fold_word(w).into_owned())).unzip();
        let mut open: Option<char> = None;
        let mut at = 0;
        let mut quoted = Vec::with_capacity(spans.len());
        for span in &spans {
            for mark in text[at..span.start].chars() {
                open = quoting::behind(open, mark);
            }
            quoted.push(open.is_some());
            at = span.end;
        }
        Side { text, spans, folded, quoted }
    }

    /// Returns a word as it is written; apostrophes are the paper's own.
    fn letters(&self, word: usize) -> String {
        self.text[self.spans[word].range()].replace('’', "'")
    }

    /// Returns the marks between a word and the next one, where both stand in one quotation.
    fn marks(&self, word: usize) -> Option<Span> {
        let (from, to) = (self.spans[word].end, self.spans.get(word + 1)?.start);
        let gap = self.text[from..to].trim_end();
        let whole = self.quoted[word] && self.quoted[word + 1] && !gap.contains(['“', '”', '"']);
        whole.then(|| Span::new(from, from + gap.len()))
    }
}

/// Compares two texts word by word.
pub fn compare(base: &str, other: &str) -> Comparison {
    let (base, other) = (Side::of(base), Side::of(other));
    let is_long = base.spans.len() > MOST_WORDS || other.spans.len() > MOST_WORDS;
    if is_long || !is_near(&base.folded, &other.folded, MOST_CHANGES) {
        return Comparison { reworded: true, ..Comparison::default() };
    }
    let ops = capture_diff_slices(Algorithm::Myers, &base.folded, &other.folded);
    let (mut kept, mut kept_other) = (vec![false; base.spans.len()], vec![false; other.spans.len()]);
    let mut same: Vec<(usize, usize)> = Vec::new();
    let runs: Vec<(usize, usize, usize)> = ops.iter().filter_map(equal_run).collect();
    for (i, &(from, to, length)) in runs.iter().enumerate() {
        // A lone common word between two changes holds nothing together.
        let only_common = base.folded[from..from + length].iter().all(|w| is_stopword(w));
        let inner = i > 0 && i + 1 < runs.len();
        if length < 2 && only_common && inner {
            continue;
        }
        for (a, b) in (from..from + length).zip(to..to + length) {
            if base.quoted[a] && other.quoted[b] && base.letters(a) != other.letters(b) {
                continue;
            }
            (kept[a], kept_other[b]) = (true, true);
            same.push((a, b));
        }
    }
    let mut out = Comparison::default();
    let longest = base.spans.len().max(other.spans.len()).max(1);
    let equal: usize = runs.iter().map(|r| r.2).sum();
    out.reworded = (equal as f64) < REWORDED * longest as f64;
    out.moved = moved(&base, &other, &mut kept, &mut kept_other);
    out.base_only = gaps(&base.spans, &kept);
    out.other_only = gaps(&other.spans, &kept_other);
    for (a, b) in &same {
        if let (Some(x), Some(y)) = (base.marks(*a), other.marks(*b))
            && base.text[x.range()] != other.text[y.range()]
        {
            out.base_only.extend(Some(x).filter(|s| !s.is_empty()));
            out.other_only.extend(Some(y).filter(|s| !s.is_empty()));
        }
    }
    out.base_only.sort_unstable();
    out.other_only.sort_unstable();
    out.same = same.into_iter().map(|(a, b)| (base.spans[a], other.spans[b])).collect();
    out
}

/// Returns whether at most so many words or characters stand in one of two texts only.
///
/// This is the first half of Myers' algorithm: how far along each diagonal one comes with ever more changes.
fn is_near(base: &[String], other: &[String], most: usize) -> bool {
    if base.len() + other.len() <= most {
        return true;
    }
    // Places on diagonals -n to n, moved to stand from 0; one more on either side is looked at.
    let middle = most + 1;
    let mut furthest = vec![0; 2 * middle + 1];
    for changes in 0..=most {
        for diagonal in (middle - changes..=middle + changes).step_by(2) {
            let (left, right) = (furthest[diagonal - 1], furthest[diagonal + 1]);
            let is_down = diagonal == middle - changes || diagonal < middle + changes && left < right;
            let from = if is_down { right } else { left + usize::from(changes > 0) };
            let Some(to) = (from + middle).checked_sub(diagonal) else { continue };
            let rest = base.iter().skip(from).zip(other.iter().skip(to));
            let run = rest.take_while(|(a, b)| a == b).count();
            if from + run >= base.len() && to + run >= other.len() {
                return true;
            }
            furthest[diagonal] = from + run;
        }
    }
    false
}

/// Finds the runs of words that both texts have left over, in another order; notes that they are no difference.
///
/// A run counts when it has two words, one of them of content; from the left, the longest first.
fn moved(base: &Side, other: &Side, kept: &mut [bool], kept_other: &mut [bool]) -> Vec<(Span, Span)> {
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, word) in other.folded.iter().enumerate().filter(|(at, _)| !kept_other[*at]) {
        places.entry(word).or_default().push(at);
    }
    let mut out = Vec::new();
    let mut from = 0;
    while from < base.folded.len() {
        let tried = places.get(base.folded[from].as_str()).filter(|_| !kept[from]);
        let run = |to: usize| {
            let pairs = (from..base.folded.len()).zip(to..other.folded.len());
            pairs
                .take_while(|(a, b)| !kept[*a] && !kept_other[*b] && base.folded[*a] == other.folded[*b])
                .count()
        };
        let best = tried
            .into_iter()
            .flatten()
            .take(TRIED)
            .map(|to| (run(*to), std::cmp::Reverse(*to)))
            .max()
            .filter(|(length, _)| *length >= 2);
        let content = |length: usize| base.folded[from..from + length].iter().any(|w| !is_stopword(w));
        match best {
            Some((length, std::cmp::Reverse(to))) if content(length) => {
                kept[from..from + length].fill(true);
                kept_other[to..to + length].fill(true);
                let span = |side: &Side, at: usize| side.spans[at].join(side.spans[at + length - 1]);
                out.push((span(base, from), span(other, to)));
                from += length;
            }
            _ => from += 1,
        }
    }
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
    let is_long = base_texts.len() > MOST_WORDS * 4 || other_texts.len() > MOST_WORDS * 4;
    if is_long || !is_near(&base_texts, &other_texts, MOST_CHANGES) {
        return Comparison { reworded: true, ..Comparison::default() };
    }
    let ops = capture_diff_slices(Algorithm::Myers, &base_texts, &other_texts);
    let mut kept = vec![false; base_texts.len()];
    let mut kept_other = vec![false; other_texts.len()];
    let mut out = Comparison::default();
    for (from, to, length) in ops.iter().filter_map(equal_run) {
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

    #[test]
    fn words_that_only_stand_elsewhere_are_no_difference() {
        let (a, b) = (
            "On Sunday afternoon the council of Velm closed the bridge.",
            "The council of Velm closed the bridge on Sunday afternoon.",
        );
        let found = compare(a, b);
        let moved: Vec<(&str, &str)> =
            found.moved.iter().map(|(x, y)| (&a[x.range()], &b[y.range()])).collect();
        assert_eq!(moved, [("On Sunday afternoon", "on Sunday afternoon")]);
        assert_eq!((texts(a, &found.base_only), texts(b, &found.other_only)), (vec![], vec![]));
    }

    #[test]
    fn quotations_are_compared_to_the_letter() {
        let (a, b) = (
            "“Talks will begin immediately, in the Middle East,” they said.",
            "“Talks will begin immediately in the middle East”, They said",
        );
        let found = compare(a, b);
        assert_eq!(texts(a, &found.base_only), [",", "Middle"]);
        assert_eq!(texts(b, &found.other_only), ["middle"]);
    }

    #[test]
    fn the_words_that_differ_are_the_same_on_every_machine() {
        let words =
            |from: usize, to: usize| (from..to).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        let long = words(0, 3500);
        let other = long.replace("w9", "v9");
        let changed = words(0, 3500).split(' ').filter(|w| w.starts_with("w9")).count();
        let found = compare(&long, &other);
        assert_eq!(found.same.len(), 3500 - changed);
        assert!(!found.reworded);
        let far = compare(&long, &words(3500, 7000));
        assert!(far.reworded && far.same.is_empty());
        assert!(compare_chars(&long, &words(3500, 7000)).reworded);
    }

    proptest! {
        #[test]
        fn nearness_is_what_the_comparison_finds(a in "[a-c]{0,12}", b in "[a-c]{0,12}", most in 0_usize..24) {
            let texts = |s: &str| s.chars().map(String::from).collect::<Vec<_>>();
            let (a, b) = (texts(&a), texts(&b));
            let ops = capture_diff_slices(Algorithm::Myers, &a, &b);
            let equal: usize = ops.iter().filter_map(equal_run).map(|r| r.2).sum();
            prop_assert_eq!(is_near(&a, &b, most), a.len() + b.len() - 2 * equal <= most);
        }

        #[test]
        fn every_word_is_either_shared_or_not(a in "([a-c]{1,2}[ ,.]){0,12}", b in "([a-c]{1,2}[ ,.]){0,12}") {
            let found = compare(&a, &b);
            for (text, spans, alone) in [
                (&a, found.same.iter().chain(&found.moved).map(|s| s.0).collect::<Vec<_>>(), &found.base_only),
                (&b, found.same.iter().chain(&found.moved).map(|s| s.1).collect::<Vec<_>>(), &found.other_only),
            ] {
                for (span, _) in words(text) {
                    let shared = spans.iter().any(|s| s.covers(span));
                    let single = alone.iter().any(|s| s.covers(span));
                    prop_assert!(shared != single);
                }
            }
        }
    }
}
