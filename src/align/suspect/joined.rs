//! Two things joined by "and" in one passage, and run into one in the other: "energy and infrastructure", "energy
//! infrastructure".

use super::finding::Finding;
use super::names::said;
use super::pair::{Match, Pair};
use super::quotes::raw;
use super::text::Text;
use crate::align::SuspectKind;
use crate::align::cues::Cues;

/// Adds pairs of nouns that are joined in one passage alone.
pub(super) fn compare(pair: &Pair, out: &mut Vec<Finding>) {
    for (this, is_back) in [(pair, false), (&pair.turned(), true)] {
        for i in 0..this.a.words.len().saturating_sub(2) {
            let Some(j) = run_into_one(this, i) else { continue };
            let mut sides = [said(this.a, i..i + 3), said(this.b, j..j + 2)];
            let group = this.b.words[j..j + 2].iter().map(|w| w.stem.to_string()).collect::<Vec<_>>();
            if is_back {
                sides.reverse();
            }
            out.push(Finding {
                kind: SuspectKind::What,
                rule: "two things here, one there",
                clash: true,
                weight: 0.6,
                group: Some(format!("and {}", group.join(" "))),
                sides,
            });
        }
    }
}

/// Returns where the two words stand side by side in the other passage, when "and" stands between them in this one.
fn run_into_one(pair: &Pair, i: usize) -> Option<usize> {
    let bare = |text: &Text, at: usize| text.gap(at) == " ";
    let words = &pair.a.words;
    let joined = words[i + 1].cues.has(Cues::AND) && bare(pair.a, i) && bare(pair.a, i + 1);
    if !joined || !words[i].content || !words[i + 2].content {
        return None;
    }
    let is_it = |j: &usize| {
        let (x, y) = (&pair.b.words[*j], &pair.b.words[*j + 1]);
        let same = |p: usize, q: usize| raw(pair.a, p) == raw(pair.b, q);
        let stems = x.stem == words[i].stem && y.stem == words[i + 2].stem;
        // "The mayor's wife" is not "the mayor and wife" run into one.
        let owner = pair.b.info.slice(x.span).ends_with(['s', '’', '\''])
            && pair.b.info.slice(x.span).contains(['’', '\'']);
        stems && !owner && bare(pair.b, *j) && same(i, *j) && same(i + 2, *j + 1)
    };
    // What stands joined in both is no difference.
    let common = matches!(pair.to_b[i + 1], Match::Same(_))
        && pair.to_b[i].at().is_some_and(|j| pair.to_b[i + 1].at() == Some(j + 1));
    let found = (0..pair.b.words.len().saturating_sub(1)).find(is_it);
    let named = words[i].name && words[i + 2].name;
    let other = Cues::NUMBER.or(Cues::TIME);
    let counted = words[i].cues.has(other) || words[i + 2].cues.has(other);
    found.filter(|_| !common && !named && !counted)
}
