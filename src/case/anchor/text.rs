//! A text folded for matching, with the way back, and an index of its words.

use std::hash::{BuildHasher, BuildHasherDefault};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::article::{Span, fold};

/// A text with white space, quotation marks and dashes folded and letters composed; case and accents stay.
#[derive(Debug)]
pub struct Folded {
    /// The folded text.
    pub(super) text: String,
    /// For every byte of it, where what it stands for begins and ends in the original text.
    origin: Vec<(u32, u32)>,
    /// Where each word stands, as bytes of the folded text.
    words: FxHashMap<u64, Vec<u32>>,
}

impl Folded {
    /// Folds a text and indexes its words.
    pub fn new(original: &str) -> Folded {
        let mut folded = fold(original);
        let mut words: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (at, word) in words_of(&folded.text) {
            words.entry(key(word)).or_default().push(at as u32);
        }
        folded.words = words;
        folded
    }

    /// Returns where a word stands, as bytes of the folded text.
    pub(super) fn places(&self, word: &str) -> &[u32] {
        self.words.get(&key(word)).map_or(&[], Vec::as_slice)
    }

    /// Returns the bytes of the original text that a part of the folded text stands for.
    pub(super) fn original(&self, part: Range<usize>) -> Span {
        match (self.origin.get(part.start), part.end.checked_sub(1).and_then(|last| self.origin.get(last))) {
            (Some((start, _)), Some((_, end))) => Span::new(*start as usize, *end as usize),
            _ => Span::new(0, 0),
        }
    }
}

/// Folds a text without an index.
pub(super) fn fold(original: &str) -> Folded {
    let mut text = String::with_capacity(original.len());
    let mut origin: Vec<(u32, u32)> = Vec::with_capacity(original.len());
    let mut push = |c: char, from: usize, to: usize| {
        text.push(c);
        origin.resize(text.len(), (from as u32, to as u32));
    };
    let mut blank: Option<usize> = None;
    let mut chars = original.char_indices().peekable();
    let marked = |c: char| !c.is_ascii() && is_combining_mark(c);
    while let Some((at, c)) = chars.next() {
        let one = fold::fold_char(c);
        if one.is_whitespace() {
            blank = blank.or(Some(at));
            continue;
        }
        if let Some(from) = blank.take() {
            push(' ', from, at);
        }
        let mut end = at + c.len_utf8();
        if chars.peek().is_none_or(|next| !marked(next.1)) {
            push(one, at, end);
            continue;
        }
        // A letter and its marks, however they are written.
        let mut cluster = String::from(c);
        while let Some((at, mark)) = chars.next_if(|next| marked(next.1)) {
            cluster.push(mark);
            end = at + mark.len_utf8();
        }
        cluster.nfc().for_each(|c| push(c, at, end));
    }
    if let Some(from) = blank {
        push(' ', from, original.len());
    }
    Folded { text, origin, words: FxHashMap::default() }
}

/// Cuts a folded text into words without the marks around them, with their places.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ').filter_map(move |word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let at = bare.as_ptr() as usize - text.as_ptr() as usize;
        (!bare.is_empty()).then_some((at, bare))
    })
}

fn key(word: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_found_in_the_folded_text_is_cut_from_the_original() {
        let original = "“Un  cafe\u{301}\u{a0}— s’il\nvous plaît ” ";
        let folded = Folded::new(original);
        assert_eq!(folded.text, "\"Un café - s'il vous plaît \" ");
        let at = folded.text.find("café - s'il").unwrap();
        let part = folded.original(at..at + "café - s'il".len());
        assert_eq!(&original[part.range()], "cafe\u{301}\u{a0}— s’il");
        assert_eq!(folded.places("vous").len(), 1);
    }

    proptest! {
        #[test]
        fn every_part_comes_from_whole_characters(original in "[a-z\u{301}é “”\n—漢🇩🇪]{0,40}") {
            let folded = Folded::new(&original);
            let cuts: Vec<usize> = folded.text.char_indices().map(|(i, _)| i).chain([folded.text.len()]).collect();
            for pair in cuts.windows(2) {
                let part = folded.original(pair[0]..pair[1]);
                prop_assert!(original.get(part.range()).is_some_and(|p| !p.is_empty()));
            }
        }
    }
}
