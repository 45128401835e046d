//! The search over all articles: what is looked for, where it was found, and which hit comes next.
//!
//! A worker looks for it (see `searcher`) and hands in the hits of one article after the other; what is asked of them
//! before the articles that matter are done is answered once they are.

use std::sync::Arc;

use tui_textarea::TextArea;

use super::dialog::text_area;
use super::pane::Pane;
use super::query::{Asked, Query};
use crate::article::Span;

/// Searches that are remembered.
const MOST_REMEMBERED: usize = 100;

/// The state of the search.
#[derive(Debug, Default)]
pub struct Search {
    /// What is looked for; nothing while there is no search.
    pub query: Option<Arc<Query>>,
    /// Number of the search; results of older ones are dropped.
    pub generation: u64,
    /// What was found, by article.
    pub hits: Vec<Hits>,
    /// The hit under the cursor: article, and index of its hit.
    pub current: Option<(usize, usize)>,
    /// What was searched for before, oldest first.
    pub history: Vec<Asked>,
    /// The step that waits for hits.
    pub wanted: Option<Wanted>,
    /// The message that is to be said anew once all articles were looked through, and whether the search went round.
    pub unsaid: Option<(String, bool)>,
}

/// What was found in one article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// The places, in order.
    pub spans: Vec<Span>,
    /// Whether all of the article was looked through.
    pub done: bool,
    /// Whether there are more than are kept.
    pub cut: bool,
}

impl Hits {
    /// Returns the places that touch a window of bytes.
    pub fn within(&self, window: Span) -> &[Span] {
        let start = self.spans.partition_point(|s| s.end <= window.start);
        let end = self.spans.partition_point(|s| s.start < window.end);
        self.spans.get(start..end).unwrap_or_default()
    }
}

/// A step to another hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Article and byte from which the hit is counted.
    pub from: (usize, usize),
    /// Whether it comes after that place; at it counts as after.
    pub forward: bool,
    /// Hits to pass over.
    pub skip: usize,
}

/// What a step leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// A hit: article and index; and whether the search went round.
    Hit((usize, usize), bool),
    /// Articles that matter are not looked through yet.
    Unknown,
    /// There is no hit.
    Nothing,
}

/// The line in which a search is typed.
#[derive(Debug)]
pub struct Prompt {
    /// What is typed.
    pub text: TextArea<'static>,
    /// Whether it is a regular expression.
    pub regex: bool,
    /// Whether only whole words are meant.
    pub words: bool,
    /// Why it cannot be looked for.
    pub problem: Option<String>,
    /// The remembered search that is shown; an index from the newest back.
    pub recalled: Option<usize>,
    /// What was typed before one was recalled.
    pub typed: String,
    /// What `Esc` gives back.
    pub origin: Origin,
}

/// A place on the screen that can be given back as it was.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The focused article.
    pub focus: usize,
    /// Cursors and scroll positions.
    pub panes: Vec<Pane>,
    /// The suspect that was looked at.
    pub suspect: Option<usize>,
    /// The thread that was walked.
    pub thread: Option<usize>,
    /// The row of the list of annotations.
    pub row: usize,
    /// What was looked for.
    pub asked: Option<Asked>,
}

impl Prompt {
    /// Makes an empty line; the search is of the same sort as the last one.
    pub fn new(last: Option<&Asked>, origin: Origin) -> Prompt {
        Prompt {
            text: text_area(""),
            regex: last.is_some_and(|a| a.regex),
            words: last.is_some_and(|a| a.words),
            problem: None,
            recalled: None,
            typed: String::new(),
            origin,
        }
    }

    /// Returns what is asked for at present.
    pub fn asked(&self) -> Asked {
        Asked { text: self.text.lines().join(" "), regex: self.regex, words: self.words }
    }

    /// Puts an older (`by` > 0) or newer search into the line, at the end what was typed.
    pub fn recall(&mut self, history: &[Asked], by: isize) {
        if self.recalled.is_none() {
            self.typed = self.text.lines().join(" ");
        }
        let at = self.recalled.map_or(-1, |r| r as isize) + by;
        let at = at.clamp(-1, history.len() as isize - 1);
        self.recalled = usize::try_from(at).ok();
        match self.recalled.and_then(|back| history.iter().rev().nth(back)) {
            Some(asked) => {
                (self.regex, self.words) = (asked.regex, asked.words);
                self.text = text_area(&asked.text);
            }
            None => self.text = text_area(&self.typed),
        }
    }
}

impl Search {
    /// Starts a new search over that many articles.
    pub fn begin(&mut self, query: Query, articles: usize) -> Arc<Query> {
        let query = Arc::new(query);
        self.generation += 1;
        self.query = Some(Arc::clone(&query));
        self.hits = vec![Hits::default(); articles];
        (self.current, self.wanted, self.unsaid) = (None, None, None);
        query
    }

    /// Ends the search; nothing is marked any more.
    pub fn end(&mut self) {
        self.generation += 1;
        self.query = None;
        self.hits.clear();
        (self.current, self.wanted, self.unsaid) = (None, None, None);
    }

    /// Remembers what was searched for, once.
    pub fn remember(&mut self, asked: Asked) {
        self.history.retain(|a| *a != asked);
        self.history.push(asked);
        if self.history.len() > MOST_REMEMBERED {
            self.history.remove(0);
        }
    }

    /// Finds the hit that a step leads to, over the articles in `order`, round at the ends.
    pub fn seek(&self, order: &[usize], wanted: Wanted) -> Sought {
        let (article, byte) = wanted.from;
        let start = order.iter().position(|a| *a == article).unwrap_or(0);
        let count = order.len();
        let mut skip = wanted.skip;
        // The first article comes again at the end, for what lies on the other side of the place.
        for step in 0..=count {
            let at = if wanted.forward { start + step } else { start + (count + 1) * count - step };
            let Some(&article) = order.get(at % count.max(1)) else { return Sought::Nothing };
            let Some(hits) = self.hits.get(article) else { return Sought::Nothing };
            let split = hits.spans.partition_point(|s| s.start < byte);
            let range = match (step, wanted.forward) {
                (0, true) => split..hits.spans.len(),
                (0, false) => 0..split,
                (last, true) if last == count => 0..split,
                (last, false) if last == count => split..hits.spans.len(),
                _ => 0..hits.spans.len(),
            };
            if skip < range.len() {
                let index = if wanted.forward { range.start + skip } else { range.end - 1 - skip };
                // Before an article is done, hits may be missing between the place and those that are known.
                return if hits.done || wanted.forward && step == 0 {
                    Sought::Hit(
                        (article, index),
                        step > 0 && went_round(start, at % count, wanted.forward, step, count),
                    )
                } else {
                    Sought::Unknown
                };
            }
            if !hits.done {
                return Sought::Unknown;
            }
            skip -= range.len();
        }
        match self.total(order) {
            0 => Sought::Nothing,
            // More were to be passed over than there are: go round as often as it takes.
            total => self.seek(order, Wanted { skip: wanted.skip % total, ..wanted }),
        }
    }

    /// Returns how many hits are known in the articles in `order`.
    pub fn total(&self, order: &[usize]) -> usize {
        order.iter().filter_map(|a| self.hits.get(*a)).map(|h| h.spans.len()).sum()
    }

    /// Returns whether all articles were looked through.
    pub fn is_done(&self) -> bool {
        self.hits.iter().all(|h| h.done)
    }

    /// Returns the number of a hit, from 1, over the articles in `order`.
    pub fn number(&self, order: &[usize], (article, index): (usize, usize)) -> usize {
        let before = order.iter().take_while(|a| **a != article);
        before.filter_map(|a| self.hits.get(*a)).map(|h| h.spans.len()).sum::<usize>() + index + 1
    }

    /// Returns the span of the hit under the cursor.
    pub fn span(&self) -> Option<Span> {
        let (article, index) = self.current?;
        self.hits.get(article)?.spans.get(index).copied()
    }

    /// Returns how many hits there are: `3 of 12`, `12`, `more than 100,000`, `searching`.
    pub fn count(&self, order: &[usize]) -> String {
        let total = self.total(order);
        let more = if self.hits.iter().any(|h| h.cut) { "+" } else { "" };
        match self.current {
            _ if !self.is_done() => "searching".into(),
            _ if total == 0 => "not found".into(),
            Some(hit) => format!("{} of {total}{more}", self.number(order, hit)),
            None if total == 1 => "1 hit".into(),
            None => format!("{total}{more} hits"),
        }
    }

    /// Returns how many hits an article has, for the head of its pane: `hit 2/5`, `5 hits`, or nothing.
    pub fn count_in(&self, article: usize) -> Option<String> {
        let hits = self.hits.get(article).filter(|h| !h.spans.is_empty())?;
        let more = if hits.cut { "+" } else { "" };
        let total = hits.spans.len();
        Some(match self.current {
            Some((a, index)) if a == article => format!("hit {}/{total}{more}", index + 1),
            _ if total == 1 => "1 hit".into(),
            _ => format!("{total}{more} hits"),
        })
    }
}

/// Returns whether a step over an end of the order led to an article.
fn went_round(start: usize, at: usize, forward: bool, step: usize, count: usize) -> bool {
    step == count || if forward { at < start } else { at > start }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(hits: &[&[usize]]) -> Search {
        let hits = hits.iter().map(|starts| Hits {
            spans: starts.iter().map(|s| Span::new(*s, s + 1)).collect(),
            done: true,
            cut: false,
        });
        Search { hits: hits.collect(), ..Search::default() }
    }

    fn step(search: &Search, from: (usize, usize), forward: bool, skip: usize) -> Sought {
        search.seek(&[0, 1, 2], Wanted { from, forward, skip })
    }

    #[test]
    fn every_hit_is_reached_in_order_and_round_again() {
        let search = search(&[&[3, 9], &[], &[5]]);
        for (from, skip, expected, round) in [
            ((0, 0), 0, (0, 0), false),
            ((0, 3), 0, (0, 0), false),
            ((0, 4), 0, (0, 1), false),
            ((0, 10), 0, (2, 0), false),
            ((1, 0), 0, (2, 0), false),
            ((2, 6), 0, (0, 0), true),
            ((0, 4), 2, (0, 0), true),
            ((0, 0), 7, (0, 1), false),
        ] {
            assert_eq!(step(&search, from, true, skip), Sought::Hit(expected, round), "{from:?} {skip}");
        }
        for (from, skip, expected, round) in [
            ((0, 9), 0, (0, 0), false),
            ((0, 3), 0, (2, 0), true),
            ((2, 5), 0, (0, 1), false),
            ((1, 4), 0, (0, 1), false),
            ((1, 4), 2, (2, 0), true),
        ] {
            assert_eq!(step(&search, from, false, skip), Sought::Hit(expected, round), "{from:?} {skip}");
        }
        assert_eq!(step(&self::search(&[&[], &[], &[]]), (1, 0), true, 0), Sought::Nothing);
    }

    #[test]
    fn a_step_waits_for_the_articles_between() {
        let mut search = search(&[&[3], &[4], &[5]]);
        search.hits[1].done = false;
        assert_eq!(step(&search, (0, 0), true, 0), Sought::Hit((0, 0), false));
        assert_eq!(step(&search, (0, 4), true, 0), Sought::Unknown);
        assert_eq!(step(&search, (2, 0), true, 0), Sought::Hit((2, 0), false));
        assert_eq!(step(&search, (2, 0), false, 0), Sought::Unknown);
        assert_eq!(search.count(&[0, 1, 2]), "searching");
    }
}
