//! What was found of what is known of made articles.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use variorum::align::{self, PassageRef, Unwatched};
use variorum::article::{self, Article, Span};

use crate::made::{Kind, Made};

/// A piece of a shared passage in an article: passage, holder, piece.
type Piece = (usize, usize, usize);

/// Aligns made articles and returns the cells of a table: known links, precision, recall, recall by kind.
///
/// A link is right when both its passages overlap tellings of one shared passage by half of the shorter.
pub(crate) fn judge(made: &Made) -> String {
    let read =
        |(number, text): (usize, &String)| article::read(text.as_bytes(), &format!("a{number}.txt")).unwrap();
    let articles: Vec<Article> = made.texts.iter().enumerate().map(read).collect();
    let pieces = pieces(made, &articles);
    let articles: Vec<&Article> = articles.iter().collect();
    let found = align::align(&articles, &[], &Unwatched);
    let (mut all, mut right) = (0usize, 0usize);
    let mut met: BTreeSet<(Piece, Piece)> = BTreeSet::new();
    let none = Vec::new();
    for link in found.links.iter().filter(|l| l.tier.is_shown()) {
        let at = |of: PassageRef| pieces.get(&of).unwrap_or(&none);
        let (a, b) = (at(link.a.passage_ref()), at(link.b.passage_ref()));
        let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (*x, *y))).filter(|(x, y)| x.0 == y.0);
        let before = right;
        for (x, y) in pairs {
            right = before + 1;
            met.insert((x.min(y), x.max(y)));
        }
        all += 1;
    }
    let mut known: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for (number, holders) in made.passages.iter().enumerate() {
        for (i, x) in holders.iter().enumerate() {
            for (j, y) in holders.iter().enumerate().skip(i + 1) {
                for (p, q) in (0..x.places.len()).flat_map(|p| (0..y.places.len()).map(move |q| (p, q))) {
                    let (met_it, of) = known.entry(x.kind.harder(y.kind)).or_default();
                    *of += 1;
                    *met_it += usize::from(met.contains(&((number, i, p), (number, j, q))));
                }
            }
        }
    }
    let share = |(some, of): (usize, usize)| format!("{:.3}", some as f64 / of.max(1) as f64);
    let total = known.values().fold((0, 0), |t, k| (t.0 + k.0, t.1 + k.1));
    let kinds = [Kind::Verbatim, Kind::Quoted, Kind::Edited, Kind::Split, Kind::Heavy];
    let by_kind = kinds.map(|k| share(known.get(&k).copied().unwrap_or_default())).join(" | ");
    format!("{} | {} | {} | {by_kind}", total.1, share((right, all)), share(total))
}

/// Returns for each passage the pieces of shared passages that it tells.
fn pieces(made: &Made, articles: &[Article]) -> BTreeMap<PassageRef, Vec<Piece>> {
    let places: Vec<Places> = articles.iter().zip(&made.texts).map(|(a, t)| Places::of(t, &a.text)).collect();
    let mut out: BTreeMap<PassageRef, Vec<Piece>> = BTreeMap::new();
    for (number, holders) in made.passages.iter().enumerate() {
        for (h, holder) in holders.iter().enumerate() {
            let article = holder.article;
            for (p, place) in holder.places.iter().enumerate() {
                let place = places[article].read(place);
                let passages = &articles[article].passages;
                let first = passages.partition_point(|x| x.span.end <= place.start);
                for (passage, info) in passages.iter().enumerate().skip(first) {
                    let Some(both) = info.span.overlap(place) else { break };
                    if both.len() * 2 >= info.span.len().min(place.len()) {
                        out.entry(PassageRef { article, passage }).or_default().push((number, h, p));
                    }
                }
            }
        }
    }
    out
}

/// Where the bytes of a file stand in the article that was read from it: reading changes only blanks.
struct Places {
    inked: Vec<u32>,
    read: Vec<u32>,
}

impl Places {
    fn of(file: &str, text: &str) -> Places {
        let mut inked = Vec::with_capacity(file.len() + 1);
        let mut count = 0;
        for byte in file.bytes() {
            inked.push(count);
            count += u32::from(!byte.is_ascii_whitespace());
        }
        inked.push(count);
        let inks = text.bytes().enumerate().filter(|(_, b)| !b.is_ascii_whitespace());
        Places { inked, read: inks.map(|(at, _)| at as u32).collect() }
    }

    fn read(&self, place: &Range<usize>) -> Span {
        let (first, end) = (self.inked[place.start], self.inked[place.end]);
        Span::new(self.read[first as usize] as usize, self.read[end as usize - 1] as usize + 1)
    }
}
