//! Links: which pairs of passages share a claim, how they relate, and which part carries it.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::run::{Run, Runs};
use super::score::Space;
use super::table::Table;
use super::tokens::{Corpus, Token};
use super::{Link, Member, Relation, Score, Tier};
use crate::article::{Article, Span};

/// Likelihoods from which a link is certain, likely, loose (docs/alignment.md has how they were chosen).
const CERTAIN: f64 = 0.89;
const LIKELY: f64 = 0.40;
const LOOSE: f64 = 0.10;
/// Words in a row that make a verbatim run, and the percentage of the shorter passage's content words that it covers: half
/// of those of the claim, which is most of the passage.
const RUN: usize = 6;
const RUN_COVERS: usize = 35;
/// Words from which a passage makes more than one claim, more often than not.
const LONG: usize = 26;
/// Words of two passages that are the same to the last word, from which that is no chance.
const SAME: usize = 4;
/// Containment: share of the shorter passage, content stems, and words in a row, from which it makes a link.
const CONTAINED: f64 = 0.8;
const CONTAINED_STEMS: usize = 4;
const CONTAINED_RUN: usize = 3;

/// Makes links of the pairs whose scores are high enough, in order.
pub(super) fn of_table(corpus: &Corpus, space: &Space, articles: &[&Article], table: &Table) -> Vec<Link> {
    let of_row = |row: usize| {
        let later = table.row(row).filter(move |e| e.0 as usize > row && f64::from(e.1) >= LOOSE);
        let mut runs = Runs::new(corpus.tokens(row));
        later.map(move |(column, score)| {
            link(corpus, space, articles, (row, column as usize), &mut runs, f64::from(score))
        })
    };
    (0..table.rows()).into_par_iter().flat_map_iter(of_row).collect()
}

fn link(
    corpus: &Corpus,
    space: &Space,
    articles: &[&Article],
    (i, j): (usize, usize),
    runs: &mut Runs,
    score: f64,
) -> Link {
    let (a, b) = (corpus.tokens(i), corpus.tokens(j));
    let (contained, stems) = space.contained(i, j);
    let plausible = contained >= CONTAINED && stems >= CONTAINED_STEMS;
    let same = a.len() >= SAME && corpus.says_the_same(i, j);
    let run = runs.longest(b);
    let by_containment = plausible && run.length >= CONTAINED_RUN;
    let score = match () {
        () if same => score.max(CERTAIN),
        () if by_containment => score.max(LIKELY),
        () => score,
    };
    made(corpus, space, articles, (i, j), &run, score)
}

/// Makes links, each once, of pairs of units that make one claim by what they state of it; of those that have a loose link
/// already, another one.
pub(super) fn of_claims(
    corpus: &Corpus,
    space: &Space,
    articles: &[&Article],
    claims: &[(usize, usize)],
) -> Vec<Link> {
    let mut pairs: Vec<(usize, usize)> = claims.iter().map(|&(a, b)| (a.min(b), a.max(b))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let run = |(i, j): (usize, usize)| Runs::new(corpus.tokens(i)).longest(corpus.tokens(j));
    pairs.into_iter().map(|pair| made(corpus, space, articles, pair, &run(pair), LIKELY)).collect()
}

/// Adds links, in no order; they take the place of those between the same passages.
pub(super) fn add(links: &mut Vec<Link>, more: Vec<Link>) {
    let mut more: FxHashMap<_, Link> = more.into_iter().map(|link| (link.ends(), link)).collect();
    for link in links.iter_mut() {
        if let Some(better) = more.remove(&link.ends()) {
            *link = better;
        }
    }
    links.extend(more.into_values());
}

/// Makes the link of two passages, given the longest run of words that both have.
fn made(
    corpus: &Corpus,
    space: &Space,
    articles: &[&Article],
    (i, j): (usize, usize),
    run: &Run,
    score: f64,
) -> Link {
    let (a, b) = (corpus.tokens(i), corpus.tokens(j));
    let tier = match score {
        s if s >= CERTAIN => Tier::Certain,
        s if s >= LIKELY => Tier::Likely,
        _ => Tier::Loose,
    };
    let (left, right) = (claim(space, a, j), claim(space, b, i));
    let whole = |unit: usize| articles[corpus.units[unit].article].passages[corpus.units[unit].passage].span;
    let left = part(articles[corpus.units[i].article], whole(i), left, a);
    let right = part(articles[corpus.units[j].article], whole(j), right, b);
    let relation = match () {
        () if is_verbatim(run, a, b) => Relation::Verbatim,
        () if a.len().max(b.len()) >= LONG => Relation::Partial,
        () => Relation::Paraphrase,
    };
    let member = |unit: usize, span| Member {
        article: corpus.units[unit].article,
        passage: corpus.units[unit].passage,
        span,
    };
    let score = Score((score.clamp(0.0, 1.0) * 10_000.0).round() as u32);
    Link { a: member(i, left), b: member(j, right), relation, tier, score, threads: Vec::new() }
}

/// A run of six words or more that covers at least half of the content words of the shorter claim.
fn is_verbatim(run: &Run, a: &[Token], b: &[Token]) -> bool {
    let content = |tokens: &[Token]| tokens.iter().filter(|t| t.content).count();
    let covered = content(&a[run.a..run.a + run.length]);
    run.length >= RUN && covered * 100 >= content(a).min(content(b)) * RUN_COVERS
}

/// Returns the first and the last content word that the other passage has too.
fn claim(space: &Space, tokens: &[Token], other: usize) -> Option<(usize, usize)> {
    let shared = |t: &Token| t.content && space.has(other, t.stem);
    Some((tokens.iter().position(shared)?, tokens.iter().rposition(shared)?))
}

/// Returns the part of a passage that carries the claim, widened to the marks around it.
fn part(article: &Article, passage: Span, claim: Option<(usize, usize)>, tokens: &[Token]) -> Span {
    let Some((first, last)) = claim else { return passage };
    let content = tokens.iter().filter(|t| t.content).count();
    let inside = tokens[first..=last].iter().filter(|t| t.content).count();
    // Where a sixth of the words stands outside, it is as well the whole passage.
    if inside * 6 >= content * 5 {
        return passage;
    }
    let is_mark = |c: char| matches!(c, ',' | ';' | ':' | '“' | '”' | '"' | '(' | ')' | '—' | '–');
    let before = article.slice(Span::new(passage.start, tokens[first].span.start));
    let after = article.slice(Span::new(tokens[last].span.end, passage.end));
    let start = before.rfind(is_mark).map_or(passage.start, |at| {
        let mark = before[at..].chars().next().map_or(1, char::len_utf8);
        passage.start + at + mark
    });
    let end = after.find(is_mark).map_or(passage.end, |at| tokens[last].span.end + at);
    let text = article.slice(Span::new(start, end));
    let start = start + (text.len() - text.trim_start().len());
    Span::new(start, start + text.trim().len())
}
