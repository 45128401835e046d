//! Places where words may stand now, each with how much it is like where they stood.
//!
//! The same words are searched for to the letter. Where they do not stand any more, the words of the quotation and of its
//! surroundings vote for places, rare ones more than common ones, by an index of the article's words; at the best places the
//! part with the fewest edits is taken (Sellers 1980). So the work grows with the article once, not once for each quotation.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::text::{Folded, fold, words_of};
use crate::case::Quote;

/// Places that are looked at: of the same words, and of like ones.
const SAME: usize = 64;
const LIKE: usize = 4;
/// Places of a word from which it is too common to vote.
const COMMON: usize = 400;
/// Share of the votes of the best place from which another one is looked at.
const WORTH: f64 = 0.4;
/// Bytes within which votes for a place add up.
const STEP: usize = 48;
/// Share of its letters that may be edited.
const EDITS: f64 = 0.45;
/// Scalar values of words beyond which only their two ends are searched for, and how long those are.
const LONG: usize = 1_500;
const END: usize = 240;
/// How like surroundings are at most that have another word right beside the words: too little to bear them out.
const NOT_BESIDE: f64 = 0.7;
/// Scalar values of the article beside a place that its surroundings are compared with, at most.
const SIDE: usize = 40;

/// A place where words may stand now.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hit {
    /// Bytes of the folded text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// How like the words are, from 0 to 1.
    pub(super) words: f64,
    /// How like the surroundings are; none where there were none.
    pub(super) before: Option<f64>,
    pub(super) after: Option<f64>,
}

impl Hit {
    /// Returns the mean of what is known.
    pub(super) fn score(&self) -> f64 {
        let known = [Some(self.words), self.before, self.after];
        let (sum, count) = known.iter().flatten().fold((0.0, 0.0), |(s, n), v| (s + v, n + 1.0));
        sum / count
    }
}

/// What is searched for, folded.
struct Sought {
    words: String,
    before: String,
    after: String,
}

/// Returns the places where a quotation may stand now, in any order.
pub(super) fn hits(folded: &Folded, quote: &Quote) -> Vec<Hit> {
    let sought = Sought {
        words: fold(&quote.text).text.trim().to_owned(),
        before: fold(&quote.before).text,
        after: fold(&quote.after).text,
    };
    if sought.words.is_empty() {
        return Vec::new();
    }
    let same = same(folded, &sought, quote.span.start);
    if !same.is_empty() {
        return same;
    }
    match sought.words.chars().count() > LONG {
        true => by_ends(folded, &sought),
        false => like(folded, &sought),
    }
}

/// Returns the places of the same words: all with the same surroundings, then those nearest to where they stood.
fn same(folded: &Folded, sought: &Sought, old: usize) -> Vec<Hit> {
    let finder = memchr::memmem::Finder::new(&sought.words);
    let ends_word = |at: usize, step: isize| {
        let (text, edge) = (
            &folded.text,
            if step < 0 { sought.words.chars().next() } else { sought.words.chars().next_back() },
        );
        let beside = if step < 0 { text[..at].chars().next_back() } else { text[at..].chars().next() };
        // "nine" does not stand in "canine".
        !(edge.is_some_and(char::is_alphanumeric) && beside.is_some_and(char::is_alphanumeric))
    };
    let mut places: Vec<usize> = finder
        .find_iter(folded.text.as_bytes())
        .filter(|at| ends_word(*at, -1) && ends_word(*at + sought.words.len(), 1))
        .collect();
    if places.len() > SAME {
        let around = |at: &usize| {
            folded.text[..*at].ends_with(&sought.before)
                && folded.text[*at + sought.words.len()..].starts_with(&sought.after)
        };
        places.sort_by_key(|at| (!around(at), at.abs_diff(old)));
        places.truncate(SAME);
    }
    places.into_iter().map(|at| hit(folded, sought, at..at + sought.words.len(), 1.0)).collect()
}

/// Judges a place by its surroundings.
fn hit(folded: &Folded, sought: &Sought, place: Range<usize>, words: f64) -> Hit {
    let (left, right) = (&folded.text[..place.start], &folded.text[place.end..]);
    let first = left.char_indices().rev().take(SIDE).last().map_or(left.len(), |(at, _)| at);
    let end = right.char_indices().nth(SIDE).map_or(right.len(), |(at, _)| at);
    let turned = |text: &str| text.chars().rev().collect::<Vec<char>>();
    let side = |old: &str, now: &str, back: bool| {
        let (old, now) = match back {
            true => (turned(old), turned(now)),
            false => (old.chars().collect(), now.chars().collect()),
        };
        let likeness = (!old.iter().all(|c| c.is_whitespace())).then(|| likeness_of_side(&old, &now));
        // Surroundings with another word right beside the words are like them by chance.
        if first_word(&old) == first_word(&now) { likeness } else { likeness.map(|l| l.min(NOT_BESIDE)) }
    };
    Hit {
        start: place.start,
        end: place.end,
        words,
        before: side(&sought.before, &left[first..], true),
        after: side(&sought.after, &right[..end], false),
    }
}

fn first_word(text: &[char]) -> &[char] {
    let start = text.iter().position(|c| !c.is_whitespace()).unwrap_or(text.len());
    let word = &text[start..];
    &word[..word.iter().position(|c| c.is_whitespace()).unwrap_or(word.len())]
}

/// Returns how like a text is to the beginning of another: edits that make it one, as a share of its length.
fn likeness_of_side(old: &[char], now: &[char]) -> f64 {
    let mut row: Vec<usize> = (0..=now.len()).collect();
    for (i, a) in old.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in now.iter().enumerate() {
            let cost = (corner + usize::from(a != b)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = std::mem::replace(&mut row[j + 1], cost);
        }
    }
    let least = row.into_iter().min().unwrap_or(old.len());
    1.0 - least.min(old.len()) as f64 / old.len().max(1) as f64
}

/// Returns the places that are most like the words.
fn like(folded: &Folded, sought: &Sought) -> Vec<Hit> {
    let words: Vec<char> = sought.words.chars().collect();
    let room = sought.words.len() * 3 / 2 + 2 * STEP;
    let mut out: Vec<Hit> = Vec::new();
    for start in voted(folded, sought) {
        let from = floor(&folded.text, start.saturating_sub(sought.words.len() / 2 + STEP));
        let to = ceil(&folded.text, (start + room).min(folded.text.len()));
        let Some((place, edits)) = least_edits(&words, &folded.text[from..to]) else { continue };
        let place = from + place.start..from + place.end;
        if edits as f64 <= EDITS * words.len() as f64
            && !out.iter().any(|h| h.start < place.end && place.start < h.end)
        {
            out.extend(with_best_edges(folded, sought, place));
        }
    }
    out
}

/// Moves the edges of a place to where words and surroundings are most like what they were: the fewest edits leave a word out
/// that was replaced by a longer one.
fn with_best_edges(folded: &Folded, sought: &Sought, place: Range<usize>) -> Option<Hit> {
    let text = &folded.text;
    let inside = text[place.clone()].trim();
    let start = place.start + (text[place.clone()].len() - text[place.clone()].trim_start().len());
    let end = start + inside.len();
    let before = text[..start].trim_end();
    let after = text[end..].trim_start();
    let word = |text: &str| text.split(' ').next().map_or(0, str::len);
    let second = inside.find(' ').map_or(start, |at| start + at + 1);
    let starts = [start, before.rfind(' ').map_or(0, |at| at + 1), second];
    let last = inside.rfind(' ').map_or(end, |at| start + at);
    let ends = [end, text.len() - after.len() + word(after), last];
    let words: Vec<char> = sought.words.chars().collect();
    let likeness = |part: &str| in_common(&words, &part.chars().collect::<Vec<char>>());
    let edges = starts.iter().flat_map(|s| ends.iter().map(move |e| *s..*e)).filter(|r| r.start < r.end);
    let hits = edges.map(|r| hit(folded, sought, r.clone(), likeness(&text[r])));
    hits.reduce(|best, next| if next.score() > best.score() { next } else { best })
}

/// Returns how much two texts have in common in one order: twice that by the length of both.
fn in_common(a: &[char], b: &[char]) -> f64 {
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut corner = 0;
        for (j, y) in b.iter().enumerate() {
            let here = if x == y { corner + 1 } else { row[j].max(row[j + 1]) };
            corner = std::mem::replace(&mut row[j + 1], here);
        }
    }
    2.0 * row[b.len()] as f64 / (a.len() + b.len()).max(1) as f64
}

/// Returns the folded bytes near which the words may begin, the likeliest first.
fn voted(folded: &Folded, sought: &Sought) -> Vec<usize> {
    let mut votes: FxHashMap<usize, f64> = FxHashMap::default();
    let whole = format!("{}{}{}", sought.before, sought.words, sought.after);
    for (at, word) in words_of(&whole) {
        let places = folded.places(word);
        if places.is_empty() || places.len() > COMMON {
            continue;
        }
        let weight = 1.0 / (1.0 + (places.len() as f64).ln());
        for place in places {
            // Where the words would begin, if this word stood where it stood.
            let begins = (*place as usize + sought.before.len()).saturating_sub(at);
            *votes.entry(begins / STEP).or_default() += weight;
        }
    }
    // What lies on a border between two steps votes for both.
    let with_next = |step: &usize| votes[step] + votes.get(&(step + 1)).copied().unwrap_or(0.0);
    let mut steps: Vec<(usize, f64)> = votes.keys().map(|s| (*s, with_next(s))).collect();
    steps.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let least = steps.first().map_or(0.0, |best| best.1 * WORTH);
    steps.retain(|s| s.1 >= least);
    // Neighbouring steps are one place.
    let mut out: Vec<usize> = Vec::new();
    for (step, _) in steps {
        if out.len() < LIKE && !out.iter().any(|known| known.abs_diff(step * STEP) <= STEP) {
            out.push(step * STEP);
        }
    }
    out
}

/// Finds the part of a text that becomes the words with the fewest edits (Sellers 1980); of equal ones the first. It begins and
/// ends with a whole word.
fn least_edits(words: &[char], text: &str) -> Option<(Range<usize>, usize)> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let is_word = |i: usize| letters.get(i).is_some_and(|l| l.1.is_alphanumeric());
    let begins = |i: usize| i == 0 || !(is_word(i - 1) && is_word(i));
    // Per number of words taken: edits, and where the part began.
    let far = words.len() + letters.len() + 1;
    let mut column: Vec<(usize, usize)> = (0..=words.len()).map(|i| (i, 0)).collect();
    let mut best: Option<(usize, usize, usize)> = None;
    for (j, (_, letter)) in letters.iter().enumerate() {
        // A part may begin behind this letter, where a word does.
        let mut corner =
            std::mem::replace(&mut column[0], if begins(j + 1) { (0, j + 1) } else { (far, j + 1) });
        for (i, word) in words.iter().enumerate() {
            let kept = (corner.0 + usize::from(word != letter), corner.1);
            let added = (column[i + 1].0 + 1, column[i + 1].1);
            let dropped = (column[i].0 + 1, column[i].1);
            let cost = [kept, added, dropped].into_iter().min_by_key(|c| c.0).unwrap_or(kept);
            corner = std::mem::replace(&mut column[i + 1], cost);
        }
        let (edits, from) = column[words.len()];
        if begins(j + 1) && from <= j && best.is_none_or(|b| edits < b.0) {
            best = Some((edits, from, j + 1));
        }
    }
    let (edits, from, to) = best?;
    let byte = |i: usize| letters.get(i).map_or(text.len(), |l| l.0);
    Some((byte(from)..byte(to), edits))
}

/// Returns the place of long words by their two ends; what is between is taken as it is.
fn by_ends(folded: &Folded, sought: &Sought) -> Vec<Hit> {
    let head_end = sought.words.char_indices().nth(END).map_or(sought.words.len(), |(at, _)| at);
    let tail_start = sought.words.char_indices().rev().nth(END).map_or(0, |(at, _)| at);
    let part = |words: &str, before: &str, after: &str| {
        let part =
            Sought { words: words.trim().to_owned(), before: before.to_owned(), after: after.to_owned() };
        let mut hits = same(folded, &part, 0);
        if hits.is_empty() {
            hits = like(folded, &part);
        }
        hits.into_iter().max_by(|a, b| a.score().total_cmp(&b.score()))
    };
    let head = part(&sought.words[..head_end], &sought.before, "");
    let tail = part(&sought.words[tail_start..], "", &sought.after);
    let (Some(head), Some(tail)) = (head, tail) else { return Vec::new() };
    if tail.end <= head.start {
        return Vec::new();
    }
    // As many letters more or less between the ends are at least as many edits.
    let length = folded.text[head.start..tail.end].chars().count();
    let old = sought.words.chars().count();
    let kept = length.min(old) as f64 / length.max(old) as f64;
    let words = (head.words.min(tail.words) * kept).min(0.99);
    Vec::from([Hit { start: head.start, end: tail.end, words, before: head.before, after: tail.after }])
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
