//! Which sentences of two passages are the same.
//!
//! Passim says that two stretches of text are one passage, which may have many sentences, begin within a word, and differ
//! in the middle. A diff of their words says which sentence is which.

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Read;
use crate::align::PassageRef;
use crate::align::tokens::{fold_word, words};

/// Words in a row that count: single ones are the same by chance.
const RUN: usize = 2;
/// Words that two sentences share at least.
const LEAST: usize = 4;
/// Pairs of words that all diffs together may compare.
const MOST_PAIRS: usize = 2_000_000_000;

/// The words of an article's stretches, each with its sentence.
struct Stretch {
    words: Vec<String>,
    sentences: Vec<usize>,
}

impl Stretch {
    fn of(read: &Read) -> Stretch {
        let article = &read.article;
        let mut stretch = Stretch { words: Vec::new(), sentences: Vec::new() };
        for (number, passage) in article.passages.iter().enumerate() {
            let inside = |at: usize| read.spans.iter().any(|s| s.contains(at));
            for (span, word) in words(article.slice(passage.span)) {
                if inside(passage.span.start + span.start) {
                    stretch.words.push(fold_word(word).into_owned());
                    stretch.sentences.push(number);
                }
            }
        }
        stretch
    }

    fn length(&self, sentence: usize) -> usize {
        self.sentences.iter().filter(|s| **s == sentence).count()
    }
}

/// Returns the sentences that are the same, as few pairs as hold them together, and says when that was cut short.
pub(super) fn pairs(read: &[Read]) -> (Vec<[PassageRef; 2]>, Option<String>) {
    let stretches: Vec<Stretch> = read.iter().map(Stretch::of).collect();
    let mut found: Vec<(usize, [PassageRef; 2])> = Vec::new();
    let (mut left, mut cut) = (MOST_PAIRS, 0);
    for (a, first) in stretches.iter().enumerate() {
        for (b, second) in stretches.iter().enumerate().skip(a + 1) {
            let cost = first.words.len().saturating_mul(second.words.len());
            if cost > left {
                cut += 1;
                continue;
            }
            left -= cost;
            let at = |article, passage| PassageRef { article, passage };
            found.extend(shared(first, second).into_iter().map(|(n, x, y)| (n, [at(a, x), at(b, y)])));
        }
    }
    // The surest come first; equal ones stay in order.
    found.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    let mut groups = Groups::default();
    let mut kept: Vec<[PassageRef; 2]> =
        found.into_iter().map(|(_, pair)| pair).filter(|[a, b]| groups.join(*a, *b)).collect();
    kept.sort_unstable();
    let told = match cut {
        0 => None,
        1 => Some("two of the passages are too long to say which of their sentences are the same".into()),
        n => Some(format!("{n} pairs of passages are too long to say which of their sentences are the same")),
    };
    (kept, told)
}

/// Returns the pairs of sentences that share at least half of the shorter one's words, with how many they share.
fn shared(a: &Stretch, b: &Stretch) -> Vec<(usize, usize, usize)> {
    let mut counts: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for op in capture_diff_slices(Algorithm::Myers, &a.words, &b.words) {
        if let DiffOp::Equal { old_index, new_index, len } = op
            && len >= RUN
        {
            for i in 0..len {
                *counts.entry((a.sentences[old_index + i], b.sentences[new_index + i])).or_default() += 1;
            }
        }
    }
    let is_same = |&((x, y), count): &((usize, usize), usize)| {
        count >= LEAST && 2 * count >= a.length(x).min(b.length(y))
    };
    let mut out: Vec<(usize, usize, usize)> =
        counts.into_iter().filter(is_same).map(|((x, y), count)| (count, x, y)).collect();
    out.sort_unstable_by_key(|(_, x, y)| (*x, *y));
    out
}

/// Sentences that are the same.
#[derive(Debug, Default)]
struct Groups {
    group_of: FxHashMap<PassageRef, usize>,
    members: Vec<Vec<PassageRef>>,
}

impl Groups {
    /// Puts the groups of two sentences together; false when they are one already, or when an article would have two in it.
    fn join(&mut self, a: PassageRef, b: PassageRef) -> bool {
        let (into, from) = (self.group(a), self.group(b));
        let has = |group: usize, article| self.members[group].iter().any(|m| m.article == article);
        if into == from || self.members[from].iter().any(|m| has(into, m.article)) {
            return false;
        }
        let moved = std::mem::take(&mut self.members[from]);
        for member in &moved {
            self.group_of.insert(*member, into);
        }
        self.members[into].extend(moved);
        true
    }

    fn group(&mut self, member: PassageRef) -> usize {
        if let Some(known) = self.group_of.get(&member) {
            return *known;
        }
        self.members.push(vec![member]);
        self.group_of.insert(member, self.members.len() - 1);
        self.members.len() - 1
    }
}
