//! Clauses: the parts of a passage between marks and joining words, so that one claim inside a longer sentence is
//! seen. Two passages are as alike here as their most alike clauses.

use super::tokens::{Corpus, Token};
use crate::article::{Article, Span};

/// Content words below which a clause is joined to the one before it.
const LEAST_WORDS: usize = 3;
/// Rarity, in 1024ths, from which the smaller of two clauses is fully believed.
const BELIEVED: f64 = 8.0 * 1024.0;
/// Clauses of a passage at most; what follows belongs to the last.
const MOST: usize = 32;
/// Words that begin another clause.
const JOINTS: &[&str] =
    &["and", "but", "while", "which", "who", "that", "after", "when", "before", "because"];

/// The clauses of a passage: different content stems, clause after clause.
#[derive(Debug, Clone, Default)]
pub(super) struct Clauses {
    /// Stems with their rarity.
    stems: Vec<(u32, u32)>,
    /// Where each clause ends among the stems, and its rarity in all.
    ends: Vec<(u32, u32)>,
}

/// Cuts a passage into its clauses.
pub(super) fn clauses(article: &Article, corpus: &Corpus, unit: usize, rarity: &[u32]) -> Clauses {
    let tokens = corpus.tokens(unit);
    let mut parts: Vec<Vec<u32>> = Vec::new();
    let mut previous: Option<&Token> = None;
    for token in tokens {
        let begins = previous.is_none_or(|p| parts.len() < MOST && is_joint(article, p, token));
        if begins {
            parts.push(Vec::new());
        }
        if let (true, Some(part)) = (token.content, parts.last_mut()) {
            part.push(token.stem);
        }
        previous = Some(token);
    }
    let mut joined: Vec<Vec<u32>> = Vec::new();
    for part in parts.into_iter().filter(|p| !p.is_empty()) {
        match joined.last_mut() {
            Some(last) if last.len() < LEAST_WORDS || part.len() < LEAST_WORDS => last.extend(part),
            _ => joined.push(part),
        }
    }
    let mut all = Clauses::default();
    for mut part in joined {
        part.sort_unstable();
        part.dedup();
        let from = all.stems.len();
        all.stems.extend(part.into_iter().map(|s| (s, rarity[s as usize])));
        let weight = all.stems[from..].iter().fold(0u32, |sum, s| sum.saturating_add(s.1));
        all.ends.push((all.stems.len() as u32, weight));
    }
    all
}

/// Returns whether a mark stands between two words, or the second is a joining word.
fn is_joint(article: &Article, before: &Token, after: &Token) -> bool {
    let between = article.slice(Span::new(before.span.end, after.span.start));
    let is_mark = |c: char| matches!(c, ',' | ';' | ':' | '—' | '–' | '(' | ')' | '“' | '”' | '"');
    between.chars().any(is_mark) || !after.content && JOINTS.contains(&article.slice(after.span))
}

impl Clauses {
    /// Returns the stems of each clause and its rarity in all.
    fn iter(&self) -> impl Iterator<Item = (&[(u32, u32)], u32)> {
        let mut from = 0;
        self.ends.iter().map(move |&(end, weight)| {
            let clause = &self.stems[from..end as usize];
            from = end as usize;
            (clause, weight)
        })
    }
}

/// The clauses of one passage, spread out by stem: a bit for each clause that the stem stands in.
#[derive(Debug)]
pub(super) struct Held(Vec<u32>);

impl Held {
    /// Makes a place for each stem.
    pub(super) fn new(stems: usize) -> Held {
        Held(vec![0; stems])
    }

    /// Spreads out clauses.
    pub(super) fn hold(&mut self, clauses: &Clauses) {
        for (number, (stems, _)) in clauses.iter().enumerate() {
            stems.iter().for_each(|s| self.0[s.0 as usize] |= 1 << number);
        }
    }

    /// Takes back clauses that were spread out.
    pub(super) fn drop(&mut self, clauses: &Clauses) {
        clauses.stems.iter().for_each(|s| self.0[s.0 as usize] = 0);
    }

    /// Returns how alike the most alike clauses are of `a`, which is spread out, and `b`, from 0 to 1: Dice by
    /// rarity, discounted where the smaller clause has little to go by.
    pub(super) fn alike(&self, a: &Clauses, b: &Clauses) -> f64 {
        let mut best = 0.0f64;
        for (stems, weight) in b.iter() {
            let mut both = [0u32; MOST];
            let mut any = 0;
            for (stem, rarity) in stems {
                let mut bits = self.0[*stem as usize];
                any |= bits;
                while bits != 0 {
                    let both = &mut both[bits.trailing_zeros() as usize];
                    *both = both.saturating_add(*rarity);
                    bits &= bits - 1;
                }
            }
            while any != 0 {
                let number = any.trailing_zeros() as usize;
                any &= any - 1;
                let other = a.ends[number].1;
                let sum = f64::from(weight) + f64::from(other);
                let believed = (f64::from(weight.min(other)) / BELIEVED).min(1.0);
                best = best.max(2.0 * f64::from(both[number]) / sum.max(1.0) * believed);
            }
        }
        best
    }
}
