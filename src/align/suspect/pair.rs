//! Two passages laid side by side, word by word: the heaviest common order first, then what was moved.

use std::ops::Range;

use super::scene::Scene;
use super::text::{Text, Word};

/// Words per side beyond which passages are not compared: no sentence is that long.
const MOST: usize = 200;
/// Weights of a shared word: one of content, a common one, another word of the same group; and of standing in a row.
const CONTENT: u32 = 12;
const COMMON: u32 = 4;
const SYNONYM: u32 = 7;
const ROW: u32 = 3;

/// How a word has a partner in the other passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// The same word in the common order.
    Same(usize),
    /// A word of the same group in the common order.
    Synonym(usize),
    /// The same word elsewhere in the passage.
    Moved(usize),
    /// None.
    Alone,
}

impl Match {
    /// Returns the partner.
    pub(super) fn at(self) -> Option<usize> {
        match self {
            Match::Same(i) | Match::Synonym(i) | Match::Moved(i) => Some(i),
            Match::Alone => None,
        }
    }

    /// Returns the partner in the common order.
    pub(super) fn in_order(self) -> Option<usize> {
        match self {
            Match::Same(i) | Match::Synonym(i) => Some(i),
            _ => None,
        }
    }

    /// Returns what the match is worth, from 0 to 1.
    pub(super) fn worth(self) -> f64 {
        match self {
            Match::Same(_) | Match::Moved(_) => 1.0,
            Match::Synonym(_) => 0.7,
            Match::Alone => 0.0,
        }
    }
}

/// A gap between two shared words: the words of either side that have no partner in the common order.
#[derive(Debug, Clone)]
pub(super) struct Hunk {
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
    /// Whether the word before it, and the one behind it, is shared to the letter, or the passages begin, or end, there.
    pub(super) held: (bool, bool),
}

/// Two passages side by side.
#[derive(Debug)]
pub(super) struct Pair<'t> {
    pub(super) a: &'t Text<'t>,
    pub(super) b: &'t Text<'t>,
    pub(super) to_b: Vec<Match>,
    pub(super) to_a: Vec<Match>,
}

impl<'t> Pair<'t> {
    /// Lays two passages side by side; none when one is too long to be a sentence.
    pub(super) fn new(scene: &Scene, a: &'t Text<'t>, b: &'t Text<'t>) -> Option<Pair<'t>> {
        let (n, m) = (a.words.len(), b.words.len());
        if n > MOST || m > MOST {
            return None;
        }
        // What both begin and end with needs no search.
        let same = |i: usize, j: usize| a.words[i].stem == b.words[j].stem;
        let head = (0..n.min(m)).take_while(|i| same(*i, *i)).count();
        let tail = (0..n.min(m) - head).take_while(|k| same(n - 1 - k, m - 1 - k)).count();
        let inner = heaviest(scene, &a.words[head..n - tail], &b.words[head..m - tail]);
        let order: Vec<(usize, usize)> = (0..head)
            .map(|i| (i, i))
            .chain(inner.into_iter().map(|(i, j)| (i + head, j + head)))
            .chain((0..tail).map(|k| (n - tail + k, m - tail + k)))
            .collect();
        let (mut to_b, mut to_a) = (vec![Match::Alone; n], vec![Match::Alone; m]);
        for (k, &(i, j)) in order.iter().enumerate() {
            let row = |other: Option<&(usize, usize)>| {
                other.is_some_and(|o| o.0.abs_diff(i) == 1 && o.1.abs_diff(j) == 1)
            };
            // A lone common word between two changes holds nothing together.
            let edge = (i, j) == (0, 0) || (i + 1, j + 1) == (n, m);
            let lone = !a.words[i].content
                && !edge
                && !row(k.checked_sub(1).and_then(|p| order.get(p)))
                && !row(order.get(k + 1));
            if lone {
                continue;
            }
            let same = a.words[i].stem == b.words[j].stem;
            to_b[i] = if same { Match::Same(j) } else { Match::Synonym(j) };
            to_a[j] = if same { Match::Same(i) } else { Match::Synonym(i) };
        }
        for (i, word) in a.words.iter().enumerate().take(n) {
            if to_b[i] == Match::Alone && word.content {
                let is_it = |j: &usize| to_a[*j] == Match::Alone && b.words[*j].stem == word.stem;
                if let Some(j) = (0..m).find(is_it) {
                    (to_b[i], to_a[j]) = (Match::Moved(j), Match::Moved(i));
                }
            }
        }
        Some(Pair { a, b, to_b, to_a })
    }

    /// Returns the same pair seen from the other side.
    pub(super) fn turned(&self) -> Pair<'t> {
        Pair { a: self.b, b: self.a, to_b: self.to_a.clone(), to_a: self.to_b.clone() }
    }

    /// Returns what share of the content words of a run of the first passage the second has; and how many it has.
    pub(super) fn covered(&self, words: impl Iterator<Item = usize>) -> (f64, usize) {
        covered(self.a, &self.to_b, words)
    }

    /// Returns what share of its words of content each passage finds in the other, the lesser of the two.
    pub(super) fn alike(&self) -> f64 {
        let share = |text: &Text, partners: &[Match]| covered(text, partners, 0..text.words.len()).0;
        share(self.a, &self.to_b).min(share(self.b, &self.to_a))
    }

    /// Returns whether both passages have such a share of their words in common, in order and to the letter, or all but
    /// one.
    pub(super) fn is_copied(&self, share: f64) -> bool {
        let same = self.to_b.iter().filter(|m| matches!(m, Match::Same(_))).count() as f64;
        let all = self.to_b.len().max(self.to_a.len()) as f64;
        same >= share * all || all >= 3.0 && same + 1.0 >= all
    }

    /// Returns the gaps between shared words, in order.
    pub(super) fn hunks(&self) -> Vec<Hunk> {
        let mut out = Vec::new();
        let (mut i, mut j, mut held) = (0, 0, true);
        let ends = (self.to_b.len(), self.to_a.len());
        let shared = self.to_b.iter().enumerate().filter_map(|(i, m)| m.in_order().map(|j| (i, j)));
        for (x, y) in shared.chain([ends]) {
            // "Hospital" beside "Infirmary" holds the names before them.
            let named = |m: &&Match| matches!(m, Match::Synonym(_)) && self.a.words[x].name;
            let same = (x, y) == ends
                || matches!(self.to_b.get(x), Some(Match::Same(_)))
                || self.to_b.get(x).filter(named).is_some();
            if x > i || y > j {
                out.push(Hunk { a: i..x, b: j..y, held: (held, same) });
            }
            (i, j, held) = (x + 1, y + 1, same);
        }
        out
    }

    /// Returns where in the second passage the words stand that a run of the first is shared as, to the letter.
    pub(super) fn same_run(&self, run: Range<usize>) -> Option<Range<usize>> {
        let first = self.to_b.get(run.start)?.at()?;
        let mut j = first;
        for i in run {
            let same = matches!(self.to_b[i], Match::Same(k) | Match::Moved(k) if k == j);
            if !same {
                return None;
            }
            j += 1;
        }
        Some(first..j)
    }
}

/// Returns what share of the content words of a run has partners, and how many do.
fn covered(text: &Text, partners: &[Match], words: impl Iterator<Item = usize>) -> (f64, usize) {
    let (mut all, mut sum, mut shared) = (0, 0.0, 0);
    for i in words.filter(|i| text.words[*i].content) {
        all += 1;
        sum += partners[i].worth();
        shared += usize::from(partners[i] != Match::Alone);
    }
    (sum / f64::from(all.max(1)), shared)
}

/// Finds the common order of greatest weight.
fn heaviest(scene: &Scene, a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let (n, m) = (a.len(), b.len());
    let at = |i: usize, j: usize| i * (m + 1) + j;
    // Best sum of the words before (i, j), and best sum that ends with the words just before both.
    let mut best = vec![0u32; (n + 1) * (m + 1)];
    let mut row = vec![0u32; (n + 1) * (m + 1)];
    let grouped: Vec<(usize, u32)> =
        (0..m).filter(|j| in_group(scene, &b[*j])).map(|j| (j, b[j].stem)).collect();
    let mut weights = vec![0u32; m];
    for (i, word) in a.iter().enumerate().map(|(i, word)| (i + 1, word)) {
        let same = if word.content { CONTENT } else { COMMON };
        for (weight, other) in weights.iter_mut().zip(b) {
            *weight = if other.stem == word.stem { same } else { 0 };
        }
        if in_group(scene, word) {
            for &(j, stem) in &grouped {
                if stem != word.stem && scene.alike(word.stem, stem) {
                    weights[j] = SYNONYM;
                }
            }
        }
        for j in 1..=m {
            let w = weights[j - 1];
            if w > 0 {
                let before = at(i - 1, j - 1);
                let joined = if row[before] > 0 { row[before] + ROW } else { 0 };
                row[at(i, j)] = w + best[before].max(joined);
            }
            best[at(i, j)] = row[at(i, j)].max(best[at(i - 1, j)]).max(best[at(i, j - 1)]);
        }
    }
    let (mut i, mut j) = (n, m);
    let mut out = Vec::new();
    let mut must = false;
    while i > 0 && j > 0 {
        let here = at(i, j);
        if must || row[here] > 0 && row[here] == best[here] {
            let before = at(i - 1, j - 1);
            must = row[before] > 0 && row[before] + ROW > best[before];
            out.push((i - 1, j - 1));
            (i, j) = (i - 1, j - 1);
        } else if best[at(i - 1, j)] == best[here] {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    out.reverse();
    out
}

/// Returns whether other words may stand for a word.
fn in_group(scene: &Scene, word: &Word) -> bool {
    word.content && !scene.synonyms.groups(word.stem).is_empty()
}
