//! Quotations to the letter: words added, dropped or replaced, cut by an ellipsis or before the end, other marks.

use std::borrow::Cow;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::finding::{Finding, Said};
use super::pair::Pair;
use super::scene::Scene;
use super::speakers;
use super::spelling::in_one_spelling;
use super::text::Text;
use crate::align::tokens::fold_word;
use crate::align::{Member, SuspectKind};
use crate::article::Span;

/// Words that a quotation has at least to be compared, and that two must share; fewer where nothing else is in one.
const SHORT: usize = 3;
const WORDS: usize = 4;
/// Share of the shorter quotation's words that the other has: to be the same one, to be it though they begin with other
/// words, and to be the very same words.
const SAME: f64 = 0.6;
const BEGUN: f64 = 0.75;
const VERY_SAME: f64 = 0.8;
/// Words that a part of a quotation has at most to be shown from where it parts first to where it parts last; words
/// before the shared ones that belong to the comparison, and behind them.
const SHOWN: usize = 14;
const BEFORE: usize = 3;
const BEHIND: usize = 12;
/// Words apart beyond which a common word at either end does not belong to the rest.
const STRAY: usize = 2;
/// Words that quotations must share for their marks, or a quotation and the paper's own words, to be compared.
const MARKED: usize = 6;
const PLAIN: usize = 8;

/// A run of words of either passage that are not the same.
type Part = (Range<usize>, Range<usize>);

/// A part of a quotation that two passages share.
struct Shared {
    a: Range<usize>,
    b: Range<usize>,
    /// Words of the shorter quotation that both have, as a share.
    share: f64,
    /// The shared words.
    same: Vec<(usize, usize)>,
    /// Where the words part.
    parts: Vec<Part>,
}

/// Adds quotations whose words differ, and same words by other speakers.
pub(super) fn compare(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    let (left, right) = (runs(pair.a), runs(pair.b));
    for x in &left {
        for y in &right {
            let Some(shared) = share(pair, x, y) else { continue };
            worded(pair, x, y, &shared, out);
            if shared.share >= VERY_SAME {
                speakers::compare(scene, pair, x, y, out);
            }
        }
    }
    for (pair, is_back, runs) in [(pair, false, &left), (&pair.turned(), true, &right)] {
        runs.iter().for_each(|x| against_plain(pair, x, is_back, out));
    }
}

/// Returns the runs of quoted words of a passage that are long enough.
fn runs(text: &Text) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (i, word) in text.words.iter().enumerate().filter(|(_, w)| w.quote > 0) {
        match out.last_mut() {
            Some(last) if last.end == i && text.words[last.start].quote == word.quote => last.end = i + 1,
            _ => out.push(i..i + 1),
        }
    }
    out.retain(|r| r.len() >= SHORT);
    out
}

pub(super) fn raw<'t>(text: &Text<'t>, at: usize) -> Cow<'t, str> {
    fold_word(text.info.slice(text.words[at].span))
}

/// Returns whether a passage has a word, folded, in a place.
pub(super) fn says(text: &Text, at: usize, word: &str) -> bool {
    text.words.get(at).is_some_and(|_| raw(text, at) == word)
}

/// Returns a word as it is compared to the letter: "cancelled" and "canceled" are one.
fn written<'t>(text: &Text<'t>, at: usize) -> Cow<'t, str> {
    in_one_spelling(raw(text, at))
}

/// Returns the words of a run that stand in the other passage to the letter, in order.
fn to_the_letter(pair: &Pair, x: &Range<usize>, there: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let partner = |i: usize| pair.to_b[i].in_order().map(|j| (i, j));
    let same = |(i, j): &(usize, usize)| there(*j) && written(pair.a, *i) == written(pair.b, *j);
    x.clone().filter_map(partner).filter(same).collect()
}

/// Returns the pairs of words of a run that two quotations share.
fn equal(op: &DiffOp, x: usize, y: usize) -> impl Iterator<Item = (usize, usize)> {
    let (old, new, len) = match *op {
        DiffOp::Equal { old_index, new_index, len } => (old_index, new_index, len),
        _ => (0, 0, 0),
    };
    (0..len).map(move |k| (x + old + k, y + new + k))
}

/// Drops a lone common word before the first gap, or behind the last one: "The" of two sentences that begin with it.
fn without_strays(text: &Text, same: &mut Vec<(usize, usize)>) {
    let apart = |p: (usize, usize), q: (usize, usize)| (q.0 - p.0).max(q.1 - p.1) > STRAY;
    let common = |p: (usize, usize)| !text.words[p.0].content;
    while let [first, second, ..] = same[..] {
        if !common(first) || !apart(first, second) {
            break;
        }
        same.remove(0);
    }
    while let [.., second, last] = same[..] {
        if !common(last) || !apart(second, last) {
            break;
        }
        same.pop();
    }
}

fn between(same: &[(usize, usize)]) -> Vec<Part> {
    let steps = same.windows(2).map(|s| (s[0].0 + 1..s[1].0, s[0].1 + 1..s[1].1));
    steps.filter(|(a, b)| !a.is_empty() || !b.is_empty()).collect()
}

fn letters<'t>(text: &Text<'t>, words: &Range<usize>) -> Vec<Cow<'t, str>> {
    words.clone().map(|i| written(text, i)).collect()
}

/// Lays two quotations side by side, to the letter.
fn share(pair: &Pair, x: &Range<usize>, y: &Range<usize>) -> Option<Shared> {
    let near = x.clone().filter(|i| pair.to_b[*i].at().is_some_and(|j| y.contains(&j))).count();
    if near < 2 {
        return None;
    }
    let runs = capture_diff_slices(Algorithm::Myers, &letters(pair.a, x), &letters(pair.b, y));
    let mut same: Vec<(usize, usize)> = runs.iter().flat_map(|op| equal(op, x.start, y.start)).collect();
    without_strays(pair.a, &mut same);
    let least = x.len().min(y.len());
    let share = same.len() as f64 / least as f64;
    let (first, last) = (*same.first()?, *same.last()?);
    let content = same.iter().filter(|(i, _)| pair.a.words[*i].content).count();
    let whole = same.len() >= SHORT && same.len() == least && content >= 2;
    if !whole && (same.len() < WORDS || share < SAME || content == 0 && share < VERY_SAME) {
        return None;
    }
    let mut parts = between(&same);
    let (mut a, mut b) = (first.0..last.0 + 1, first.1..last.1 + 1);
    // What both go on to say in other words belongs to it; what only one goes on to say is cut in the other.
    let (before_a, before_b) = (x.start..first.0, y.start..first.1);
    if !before_a.is_empty() && !before_b.is_empty() {
        if before_a.len().max(before_b.len()) <= BEFORE {
            (a.start, b.start) = (x.start, y.start);
            parts.insert(0, (before_a, before_b));
        } else {
            // Sentences that begin with other words and share a phrase are two sentences.
            let stems = x.clone().filter_map(|i| pair.to_b[i].in_order()).filter(|j| y.contains(j)).count();
            if (stems as f64) < BEGUN * least as f64 {
                return None;
            }
        }
    }
    let (after_a, after_b) = (last.0 + 1..x.end, last.1 + 1..y.end);
    if !after_a.is_empty() && !after_b.is_empty() && after_a.len().max(after_b.len()) <= BEHIND {
        (a.end, b.end) = (x.end, y.end);
        parts.push((after_a, after_b));
    }
    Some(Shared { a, b, share, same, parts })
}

/// Adds what differs in the words of a quotation.
fn worded(pair: &Pair, x: &Range<usize>, y: &Range<usize>, shared: &Shared, out: &mut Vec<Finding>) {
    let bracketed = |text: &Text, part: &Range<usize>| {
        let before = part.start.checked_sub(1).map_or("", |i| text.gap(i));
        before.contains('[') || part.clone().any(|i| text.gap(i).contains(['[', ']']))
    };
    let parts: Vec<Part> = shared
        .parts
        .iter()
        .filter(|(a, b)| !bracketed(pair.a, a) && !bracketed(pair.b, b))
        .cloned()
        .collect();
    let cut = shared.same.windows(2).find(|s| {
        let dotted = |text: &Text, from: usize, to: usize| (from..to).any(|i| is_dots(text.gap(i)));
        dotted(pair.a, s[0].0, s[1].0) != dotted(pair.b, s[0].1, s[1].1)
    });
    let (of_a, of_b) = ((pair.a, x, &shared.a), (pair.b, y, &shared.b));
    let early = ends_early(of_a, of_b) || ends_early(of_b, of_a);
    let (rule, weight, spans) = match (cut, hull(&parts)) {
        (Some(s), _) => ("quotation cut by an ellipsis", 0.75, (s[0].0..s[1].0 + 1, s[0].1..s[1].1 + 1)),
        (None, Some(spans)) if translated(pair) => ("quotation translated in other words", 0.9, spans),
        (None, Some(spans)) => ("quotation in other words", 0.95, spans),
        (None, None) if early => {
            ("quotation that ends earlier", 0.6, (shared.a.end - 1..x.end, shared.b.end - 1..y.end))
        }
        (None, None) => match marked(pair, shared) {
            Some(spans) => ("quotation with other marks", 0.45, spans),
            None => return edges(pair, x, y, shared, out),
        },
    };
    push(pair, rule, weight * (0.5 + shared.share.min(1.0) / 2.0), spans, out);
}

fn push(pair: &Pair, rule: &'static str, weight: f64, spans: Part, out: &mut Vec<Finding>) {
    let spans = (pair.a.member(spans.0).span, pair.b.member(spans.1).span);
    push_spans(pair, rule, weight, spans, out);
}

fn push_spans(pair: &Pair, rule: &'static str, weight: f64, spans: (Span, Span), out: &mut Vec<Finding>) {
    let said = |text: &Text, span: Span| {
        let member = Member { article: text.at.article, passage: text.at.passage, span };
        Said { member, says: text.info.slice(span).to_owned(), number: None }
    };
    let sides = [said(pair.a, spans.0), said(pair.b, spans.1)];
    let kind = SuspectKind::Quotation;
    out.push(Finding { kind, rule, clash: true, weight, group: None, sides });
}

/// Returns the words from where two quotations part first to where they part last; only the longest part where that
/// would be most of it. Where one of them has no word, the words on either side are taken in.
fn hull(parts: &[Part]) -> Option<Part> {
    let (first, last) = (parts.first()?, parts.last()?);
    let whole = (first.0.start..last.0.end, first.1.start..last.1.end);
    let longest = || parts.iter().max_by_key(|(a, b)| (a.len() + b.len(), std::cmp::Reverse(a.start)));
    let part = if whole.0.len().max(whole.1.len()) <= SHOWN { whole } else { longest()?.clone() };
    let (a, b) = part;
    if a.is_empty() || b.is_empty() {
        // Empty parts stand between shared words, so there is one on either side.
        return Some((a.start.saturating_sub(1)..a.end + 1, b.start.saturating_sub(1)..b.end + 1));
    }
    Some((a, b))
}

/// Returns whether either passage speaks of a translation.
fn translated(pair: &Pair) -> bool {
    [pair.a, pair.b].iter().any(|t| (0..t.words.len()).any(|i| raw(t, i).starts_with("translat")))
}

/// Returns where quotations of the same words have other marks between them: "immediately, in", "today!".
fn marked(pair: &Pair, shared: &Shared) -> Option<Part> {
    if shared.same.len() < MARKED || shared.share < 1.0 {
        return None;
    }
    let marks = |text: &Text, at: usize| -> String {
        text.gap(at).chars().filter(|c| matches!(c, ',' | ';' | ':' | '!' | '?' | '.' | '—' | '–')).collect()
    };
    let (i, j) =
        shared.same.windows(2).find(|s| marks(pair.a, s[0].0) != marks(pair.b, s[0].1)).map(|s| s[0])?;
    // A mark beside a closing quotation mark belongs to the paper.
    let within = |text: &Text, at: usize| text.words[at].quote == text.words[at + 1].quote;
    (within(pair.a, i) && within(pair.b, j)).then(|| (i..i + 2, j..j + 2))
}

/// Adds quotations of the same words that end with another mark ("today!"), or of which one follows upon dots.
fn edges(pair: &Pair, x: &Range<usize>, y: &Range<usize>, shared: &Shared, out: &mut Vec<Finding>) {
    let (Some(&first), Some(&last)) = (shared.same.first(), shared.same.last()) else { return };
    if shared.same.len() < MARKED || shared.share < 1.0 {
        return;
    }
    let mark = |text: &Text, at: usize| {
        let end = text.words[at].span.end;
        let next = text.info.text[end..].chars().next().filter(|c| matches!(c, '!' | '?' | '.' | ','));
        (
            next.is_some_and(|c| "!?".contains(c)),
            Span::new(text.words[at].span.start, end + next.map_or(0, char::len_utf8)),
        )
    };
    let (a, b) = (mark(pair.a, last.0), mark(pair.b, last.1));
    if (last.0 + 1, last.1 + 1) == (x.end, y.end) && a.0 != b.0 {
        push_spans(pair, "quotation with other marks", 0.45, (a.1, b.1), out);
    }
    let dots = |text: &Text, at: usize| {
        let start = text.info.passages[text.at.passage].span.start;
        let span = Span::new(start, text.words[at].span.end);
        (
            at == 0 && is_dots(&text.info.text[start..text.words[at].span.start]),
            if at == 0 { span } else { text.words[at].span },
        )
    };
    let (a, b) = (dots(pair.a, first.0), dots(pair.b, first.1));
    if first == (x.start, y.start) && a.0 != b.0 {
        push_spans(pair, "quotation cut by an ellipsis", 0.5, (a.1, b.1), out);
    }
}

/// Adds a quotation whose words the other passage has as its own, but for some.
fn against_plain(pair: &Pair, x: &Range<usize>, is_back: bool, out: &mut Vec<Finding>) {
    let same = to_the_letter(pair, x, |j| pair.b.words[j].quote == 0);
    let (Some(first), Some(last)) = (same.first(), same.last()) else { return };
    let there = first.1..last.1 + 1;
    let share = same.len() as f64 / x.len().max(there.len()) as f64;
    let mixed = pair.b.words[there].iter().any(|w| w.quote > 0);
    let parts = between(&same);
    // Who speaks for himself may leave out a word, or add one.
    let content = |text: &Text, words: &Range<usize>| words.clone().any(|i| text.words[i].content);
    let replaced = parts.iter().any(|(a, b)| content(pair.a, a) && content(pair.b, b));
    let Some((a, b)) =
        hull(&parts).filter(|_| same.len() >= PLAIN && share >= VERY_SAME && !mixed && replaced)
    else {
        return;
    };
    let (rule, weight) = ("quotation in other words than the other paper's own", 0.6 * share);
    match is_back {
        false => push(pair, rule, weight, (a, b), out),
        true => push(&pair.turned(), rule, weight, (b, a), out),
    }
}

fn is_dots(gap: &str) -> bool {
    gap.contains('…') || gap.contains("...") || gap.contains(". . .")
}

/// A quotation in its passage, and the part of it that another one shares.
type Quoted<'t> = (&'t Text<'t>, &'t Range<usize>, &'t Range<usize>);

/// Returns whether the first quotation stops as if the sentence ended where the second goes on.
fn ends_early((a, x, of_a): Quoted, (b, y, of_b): Quoted) -> bool {
    if of_a.end != x.end || of_b.end == y.end {
        return false;
    }
    let end = a.words[x.end - 1].span.end;
    let behind: String = a.info.text[end..].chars().take(2).collect();
    let goes_on = !b.gap(of_b.end - 1).contains(['.', '!', '?']);
    goes_on && (behind.starts_with(['.', '!', '?', '…']))
}
