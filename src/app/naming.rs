//! What the articles are called on the screen: each by a short name that no other one has.

use super::{App, cells};
use crate::article::Article;
use crate::article::names::{self, Candidates, NamedBy};
use crate::export::Notes;

impl App {
    /// Returns the short name of an article.
    pub fn name(&self, article: usize) -> String {
        self.names.get(article).map_or_else(String::new, |name| name.text.clone())
    }

    /// Returns the short name of an article, cut to so many cells.
    pub fn name_within(&self, article: usize, room: usize) -> String {
        cells::fit(&self.name(article), room)
    }

    /// Returns whether the short name of an article is only the beginning of its title.
    pub fn is_named_by_title(&self, article: usize) -> bool {
        self.names.get(article).is_some_and(|name| name.by == NamedBy::Title)
    }

    /// Returns the short name of the article of an id, also of one that is missing.
    pub fn name_of_id(&self, id: &str) -> String {
        let articles: Vec<&Article> = self.articles.iter().map(AsRef::as_ref).collect();
        Notes::new(&self.case, &articles).name(id)
    }

    /// Finds out anew what the articles are called; called when one came, went or is another one.
    pub(crate) fn name_articles(&mut self) {
        let articles: Vec<Candidates<'_>> = self.articles.iter().map(|a| a.candidates()).collect();
        self.names = names::names(&articles, &[]);
    }
}
