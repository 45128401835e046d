//! The alignment turned round: from a passage to its threads, links and suspects.

use std::sync::Arc;

use crate::align::{Alignment, Member, PassageRef, Score, Suspect};
use crate::article::{Article, Span};

/// An alignment with the way from each passage to what was found about it.
#[derive(Debug, Default)]
pub struct Index {
    /// What was found.
    pub alignment: Alignment,
    articles: Vec<ArticleIndex>,
    shares: Vec<Share>,
}

/// How many words of an article stand elsewhere, and how many only there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// All its words.
    pub words: usize,
    /// Words of passages that another article has too, whole or in part.
    pub elsewhere: usize,
    /// Words of passages that were found in no other; site furniture is neither.
    pub only_here: usize,
}

impl Share {
    /// Returns a part of a whole in per cent, rounded.
    pub fn percent(part: usize, whole: usize) -> usize {
        (part * 100 + whole / 2).checked_div(whole).unwrap_or(0)
    }
}

#[derive(Debug, Default)]
struct ArticleIndex {
    threads: Lists,
    links: Lists,
    suspects: Lists,
}

/// Lists of numbers, one per passage, in two flat arrays.
#[derive(Debug, Default)]
struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// Builds the lists of `len` passages; entries of one passage keep their order, without repeats.
    fn new(len: usize, mut entries: Vec<(usize, u32)>) -> Lists {
        entries.sort_unstable();
        entries.dedup();
        let mut starts = vec![0u32; len + 1];
        for &(passage, _) in entries.iter().filter(|(p, _)| *p < len) {
            starts[passage + 1] += 1;
        }
        for i in 0..len {
            starts[i + 1] += starts[i];
        }
        Lists { starts, items: entries.into_iter().filter(|(p, _)| *p < len).map(|(_, item)| item).collect() }
    }

    fn of(&self, passage: usize) -> &[u32] {
        match (self.starts.get(passage), self.starts.get(passage + 1)) {
            (Some(&a), Some(&b)) => &self.items[a as usize..b as usize],
            _ => &[],
        }
    }
}

/// A passage of another article that matches the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The part of the asked passage that it shares.
    pub here: Member,
    /// The part of the other passage.
    pub there: Member,
    /// How well they match.
    pub score: Score,
}

impl Index {
    /// Builds the index of an alignment over these articles.
    pub fn new(articles: &[Arc<Article>], alignment: Alignment) -> Index {
        let mut threads = vec![Vec::new(); articles.len()];
        let mut links = threads.clone();
        let mut suspects = threads.clone();
        for (id, thread) in alignment.threads.iter().enumerate() {
            for member in &thread.members {
                threads[member.article].push((member.passage, id as u32));
            }
        }
        for (id, link) in alignment.links.iter().enumerate().filter(|(_, l)| l.tier.is_shown()) {
            for end in [link.a, link.b] {
                links[end.article].push((end.passage, id as u32));
            }
        }
        for (id, suspect) in alignment.suspects.iter().enumerate() {
            for member in suspect.members() {
                suspects[member.article].push((member.passage, id as u32));
            }
        }
        let lists = threads.into_iter().zip(links).zip(suspects).zip(articles);
        let indexes = lists.map(|(((threads, links), suspects), article)| {
            let len = article.passages.len();
            ArticleIndex {
                threads: Lists::new(len, threads),
                links: Lists::new(len, links),
                suspects: Lists::new(len, suspects),
            }
        });
        let mut index = Index { articles: indexes.collect(), alignment, shares: Vec::new() };
        index.shares = (0..articles.len()).map(|a| index.count_words(&articles[a], a)).collect();
        index
    }

    fn count_words(&self, text: &Article, article: usize) -> Share {
        let mut share = Share::default();
        for (passage, p) in text.passages.iter().enumerate() {
            let words = words_in(text.slice(p.span));
            let at = PassageRef { article, passage };
            share.words += words;
            if self.is_shared(at) {
                share.elsewhere += words;
            } else if self.alignment.only.binary_search(&at).is_ok() {
                share.only_here += words;
            }
        }
        share
    }

    /// Returns how many words of an article stand elsewhere.
    pub fn share(&self, article: usize) -> Share {
        self.shares.get(article).copied().unwrap_or_default()
    }

    /// Returns the threads in which a passage stands.
    pub fn threads(&self, at: PassageRef) -> &[u32] {
        self.articles.get(at.article).map_or(&[], |a| a.threads.of(at.passage))
    }

    /// Returns the suspects in which a passage stands, best first.
    pub fn suspects(&self, at: PassageRef) -> &[u32] {
        self.articles.get(at.article).map_or(&[], |a| a.suspects.of(at.passage))
    }

    /// Returns whether any other article has the passage, or a part of it.
    pub fn is_shared(&self, at: PassageRef) -> bool {
        !self.threads(at).is_empty()
            || self.articles.get(at.article).is_some_and(|a| !a.links.of(at.passage).is_empty())
    }

    /// Returns whether an article has the passage, or a part of it.
    pub fn has(&self, at: PassageRef, article: usize) -> bool {
        article == at.article || !self.matches_in(at, article).is_empty()
    }

    /// Returns all passages of other articles that match, best first, then in order of place.
    pub fn matches(&self, at: PassageRef) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        let links = self.articles.get(at.article).map_or(&[][..], |a| a.links.of(at.passage));
        for link in links.iter().map(|&l| &self.alignment.links[l as usize]) {
            let (here, there) = if link.a.passage_ref() == at { (link.a, link.b) } else { (link.b, link.a) };
            add(&mut found, Match { here, there, score: link.score });
        }
        for thread in self.threads(at).iter().map(|&t| &self.alignment.threads[t as usize]) {
            let Some(here) = thread.members.iter().find(|m| m.passage_ref() == at) else { continue };
            // Members that are in the thread only through others come after all direct links.
            for there in thread.members.iter().filter(|m| m.article != at.article) {
                add(&mut found, Match { here: *here, there: *there, score: Score(0) });
            }
        }
        found.sort_by_key(|m| (std::cmp::Reverse(m.score), m.there));
        found
    }

    /// Returns the matches within one article, best first.
    pub fn matches_in(&self, at: PassageRef, article: usize) -> Vec<Match> {
        let mut found = self.matches(at);
        found.retain(|m| m.there.article == article);
        found
    }

    /// Returns the matches of a passage that tell what a suspect is about: those that share the words of its readings, where it
    /// has some in the passage. Who only tells of the rest of a long sentence is silent about them.
    pub fn telling(&self, at: PassageRef, suspect: Option<&Suspect>) -> Vec<Match> {
        let own = suspect.into_iter().flat_map(Suspect::members).filter(|m| m.passage_ref() == at);
        let words: Vec<Span> = own.map(|m| m.span).collect();
        let tells = |m: &Match| words.is_empty() || words.iter().any(|w| w.overlap(m.here.span).is_some());
        self.matches(at).into_iter().filter(tells).collect()
    }

    /// Returns the same of all passages that a suspect has words in, best first, of equal ones those of the last: an article that
    /// words one of the readings in its own way is not silent.
    pub fn telling_anywhere(&self, suspect: Option<&Suspect>) -> Vec<Match> {
        let members = suspect.into_iter().flat_map(Suspect::members).rev();
        let mut found: Vec<Match> = members.flat_map(|m| self.telling(m.passage_ref(), suspect)).collect();
        found.sort_by_key(|m| std::cmp::Reverse(m.score));
        found
    }

    /// Returns the members of a passage's main thread: the one with most articles, then the first.
    pub fn main_thread(&self, at: PassageRef) -> Option<usize> {
        let voices = |t: &usize| {
            let mut articles: Vec<usize> =
                self.alignment.threads[*t].members.iter().map(|m| m.article).collect();
            articles.dedup();
            articles.len()
        };
        let threads = self.threads(at).iter().map(|&t| t as usize);
        threads.max_by_key(|t| (voices(t), std::cmp::Reverse(*t)))
    }
}

/// Counts words as a reader would, fast enough for books: a character of a script without blanks is one.
fn words_in(text: &str) -> usize {
    let mut words = 0;
    let mut inside = false;
    for c in text.chars() {
        let unspaced =
            matches!(c as u32, 0x2e80..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff | 0xe00..=0xeff);
        let word = c.is_alphanumeric();
        words += usize::from(word && (unspaced || !inside));
        inside = word && !unspaced || inside && matches!(c, '\'' | '’' | '-' | '.' | ',');
    }
    words
}

fn add(found: &mut Vec<Match>, new: Match) {
    match found.iter_mut().find(|m| m.there.passage_ref() == new.there.passage_ref()) {
        Some(known) if known.score < new.score => *known = new,
        Some(_) => {}
        None => found.push(new),
    }
}

/// Returns the whole passage as a member.
pub fn whole(articles: &[Arc<Article>], at: PassageRef) -> Member {
    let passage = articles.get(at.article).and_then(|a| a.passages.get(at.passage));
    Member { article: at.article, passage: at.passage, span: passage.map_or(Span::default(), |p| p.span) }
}
