//! What the articles are called on the screen: each by a short name that no other one has.

use rustc_hash::FxHashMap;

use super::{App, cells};
use crate::article::Article;
use crate::article::names::{Name, NamedBy};
use crate::export;

/// The short names of all articles of the case.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// Of the open ones, in their order.
    open: Vec<Name>,
    /// Of those that are not open, by id.
    others: FxHashMap<String, String>,
}

impl App {
    /// Returns the short name of an article.
    pub fn name(&self, article: usize) -> String {
        self.names.open.get(article).map_or_else(String::new, |name| name.text.clone())
    }

    /// Returns the short name of an article, cut to so many cells.
    pub fn name_within(&self, article: usize, room: usize) -> String {
        cells::fit(&self.name(article), room)
    }

    /// Returns whether the short name of an article is only the beginning of its title.
    pub fn is_named_by_title(&self, article: usize) -> bool {
        self.names.open.get(article).is_some_and(|name| name.by == NamedBy::Title)
    }

    /// Returns the short name of the article of an id, also of one that is missing.
    pub fn name_of_id(&self, id: &str) -> String {
        match self.articles.iter().position(|a| a.id == id) {
            Some(article) => self.name(article),
            None => self.names.others.get(id).cloned().unwrap_or_else(|| id.to_owned()),
        }
    }

    /// Finds out anew what the articles are called; called when one came, went, is another one or is called otherwise.
    pub(crate) fn name_articles(&mut self) {
        let articles: Vec<&Article> = self.articles.iter().map(AsRef::as_ref).collect();
        let (open, others) = export::named(&self.case, &articles);
        let others = others.into_iter().map(|(id, name)| (id.to_owned(), name.text)).collect();
        self.names = Names { open, others };
    }
}
