//! Clauses: the parts of a passage between marks and joining words, so that one claim inside a longer sentence is
//! seen. Two passages are as alike here as their most alike clauses.

use super::tokens::{Corpus, Token};
use crate::article::{Article, Span};

/// Content words below which a clause is joined to the one before it.
const LEAST_WORDS: usize = 3;
/// Rarity, in 1024ths, from which the smaller of two clauses is fully believed.
const BELIEVED: f64 = 8.0 * 1024.0;
/// Words that begin another clause.
const JOINTS: &[&str] =
    &["and", "but", "while", "which", "who", "that", "after", "when", "before", "because"];

/// A clause: its different content stems in order, with their rarity.
#[derive(Debug, Clone, Default)]
pub(super) struct Clause {
    stems: Vec<(u32, u32)>,
    weight: u64,
}

/// Cuts a passage into its clauses.
pub(super) fn clauses(article: &Article, corpus: &Corpus, unit: usize, rarity: &[u32]) -> Vec<Clause> {
    let tokens = corpus.tokens(unit);
    let mut parts: Vec<Vec<u32>> = Vec::new();
    let mut previous: Option<&Token> = None;
    for token in tokens {
        let begins = previous.is_none_or(|p| is_joint(article, p, token));
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
    joined.into_iter().map(|stems| Clause::of(stems, rarity)).collect()
}

/// Returns whether a mark stands between two words, or the second is a joining word.
fn is_joint(article: &Article, before: &Token, after: &Token) -> bool {
    let between = article.slice(Span::new(before.span.end, after.span.start));
    let is_mark = |c: char| matches!(c, ',' | ';' | ':' | '—' | '–' | '(' | ')' | '“' | '”' | '"');
    between.chars().any(is_mark) || !after.content && JOINTS.contains(&article.slice(after.span))
}

impl Clause {
    fn of(mut stems: Vec<u32>, rarity: &[u32]) -> Clause {
        stems.sort_unstable();
        stems.dedup();
        let stems: Vec<(u32, u32)> = stems.into_iter().map(|s| (s, rarity[s as usize])).collect();
        Clause { weight: stems.iter().map(|s| u64::from(s.1)).sum(), stems }
    }
}

/// Returns how alike the most alike clauses of two passages are, from 0 to 1: Dice by rarity, discounted where the
/// smaller clause has little to go by.
pub(super) fn alike(a: &[Clause], b: &[Clause]) -> f64 {
    let mut best = 0.0f64;
    for x in a {
        for y in b {
            let least = x.weight.min(y.weight) as f64;
            let most = 2.0 * least / (x.weight + y.weight).max(1) as f64 * (least / BELIEVED).min(1.0);
            if most <= best {
                continue;
            }
            let mut both = 0u64;
            super::score::common(&x.stems, &y.stems, |w, _| both += u64::from(w));
            let dice = 2.0 * both as f64 / (x.weight + y.weight).max(1) as f64;
            best = best.max(dice * (least / BELIEVED).min(1.0));
        }
    }
    best
}
