//! The words that a filter can use in a case: its kinds, articles, tags and writers.

use super::{Choice, Field};
use crate::article::fold;
use crate::case::{Case, Confidence, Severity, Status, kind};

/// The words that a filter can use in a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Kinds: id and label.
    kinds: Vec<(String, String)>,
    /// Articles in their order: id and short name.
    articles: Vec<(String, String)>,
    /// What else articles are called: id and label or source, which several articles can have.
    called: Vec<(String, String)>,
    /// Tags, in alphabetical order.
    pub tags: Vec<String>,
    /// Writers, in alphabetical order.
    pub by: Vec<String>,
}

impl Vocabulary {
    /// Gathers the words of a case; `name` gives the short name of the article of an id, and `called` what else it is
    /// called.
    pub fn of(
        case: &Case,
        name: impl Fn(&str) -> String,
        called: impl Fn(&str) -> Vec<String>,
    ) -> Vocabulary {
        let sorted = |words: &mut Vec<String>| {
            words.sort_by_cached_key(|w| (fold::plain(w), w.clone()));
            words.dedup_by_key(|w| fold::plain(w));
        };
        let mut kinds: Vec<(String, String)> =
            kind::all(&case.kinds).into_iter().map(|k| (k.id, k.label)).collect();
        // A file written by hand may hold kinds that nobody declared.
        for annotation in &case.annotations {
            if !annotation.kind.is_empty() && !kinds.iter().any(|(id, _)| *id == annotation.kind) {
                kinds.push((annotation.kind.clone(), annotation.kind.clone()));
            }
        }
        let mut tags: Vec<String> = case.annotations.iter().flat_map(|a| a.tags.iter().cloned()).collect();
        let mut by: Vec<String> = case.annotations.iter().filter_map(|a| a.by.clone()).collect();
        sorted(&mut tags);
        sorted(&mut by);
        let articles = case.articles.iter().map(|a| (a.id.clone(), name(&a.id))).collect();
        let also = |id: &String| called(id).into_iter().map(|word| (id.clone(), word)).collect::<Vec<_>>();
        let called = case.articles.iter().flat_map(|a| also(&a.id)).collect();
        Vocabulary { kinds, articles, called, tags, by }
    }

    /// Returns the id of a kind by its id or label.
    pub(super) fn kind(&self, word: &str) -> Option<String> {
        by_name(&self.kinds, word)
    }

    /// Returns the ids of the articles that a word means: the one that has it as its id to the letter, else all that
    /// are called so, else the one of that number.
    pub(super) fn articles(&self, word: &str) -> Option<Vec<String>> {
        if self.articles.iter().any(|(id, _)| id == word) {
            return Some(vec![word.to_owned()]);
        }
        let folded = fold::plain(word);
        let names = self.articles.iter().chain(&self.called);
        let called = names.filter(|(id, name)| [id, name].into_iter().any(|n| fold::plain(n) == folded));
        let called: Vec<String> = called.map(|(id, _)| id.clone()).collect();
        let number = || word.parse::<usize>().ok()?.checked_sub(1);
        let numbered = || self.articles.get(number()?).map(|(id, _)| vec![id.clone()]);
        if called.is_empty() { numbered() } else { Some(called) }
    }

    /// Returns what can stand behind a field's colon.
    pub fn values(&self, field: Field) -> Vec<Choice> {
        let named = |pairs: &[(String, String)]| {
            let says_more = |id: &str, name: &String| fold::plain(id) != fold::plain(name);
            let text = |id: &str, name: &String| says_more(id, name).then(|| name.clone());
            let choice = |(id, name): &(String, String)| Choice {
                value: id.clone(),
                text: text(id, name).unwrap_or_default(),
            };
            pairs.iter().map(choice).collect()
        };
        let words = |names: &mut dyn Iterator<Item = &str>| {
            names.map(|n| Choice { value: n.to_owned(), text: String::new() }).collect()
        };
        match field {
            Field::Kind => named(&self.kinds),
            Field::Article | Field::Silent => named(&self.articles),
            Field::Status => words(&mut Status::ALL.iter().map(|s| s.name())),
            Field::Severity => words(&mut Severity::ALL.iter().map(|s| s.name())),
            Field::Confidence => words(&mut Confidence::ALL.iter().map(|s| s.name())),
            Field::Tag => words(&mut self.tags.iter().map(String::as_str)),
            Field::By => words(&mut self.by.iter().map(String::as_str)),
            Field::Id => Vec::new(),
        }
    }
}

fn by_name(pairs: &[(String, String)], word: &str) -> Option<String> {
    let word = fold::plain(word);
    let by_id = pairs.iter().find(|(id, _)| fold::plain(id) == word);
    by_id.or_else(|| pairs.iter().find(|(_, name)| fold::plain(name) == word)).map(|(id, _)| id.clone())
}
