//! Articles on the screen follow their entries in the case, whoever changed those.

use std::sync::Arc;

use jiff::Timestamp;

use crate::app::App;
use crate::app::effect::Effect;
use crate::app::reader::{Found, Purpose, Request, What};
use crate::case::ArticleEntry;

impl App {
    /// Lets the articles on the screen follow their entries in the case: what was undone, redone or merged.
    pub(super) fn follow_entries(&mut self, now: Timestamp) -> Vec<Effect> {
        if self.followed == self.case.articles || !self.may_exchange() {
            return Vec::new();
        }
        let before = std::mem::replace(&mut self.followed, self.case.articles.clone());
        let is_in = |entries: &[ArticleEntry], id: &str| entries.iter().any(|e| e.id == id && !e.gone);
        let mut exchanged = false;
        let went = |id: &str| is_in(&before, id) && !is_in(&self.case.articles, id);
        let gone: Vec<String> = self.articles.iter().map(|a| a.id.clone()).filter(|id| went(id)).collect();
        for id in gone {
            let at = self.articles.iter().position(|a| a.id == id);
            if let Some(shelved) = at.and_then(|at| self.take_article(at)) {
                self.shelf.push(shelved);
                exchanged = true;
            }
        }
        for shelved in std::mem::take(&mut self.shelf) {
            if is_in(&self.case.articles, &shelved.article.id) {
                self.put_back(shelved);
                exchanged = true;
            } else {
                self.shelf.push(shelved);
            }
        }
        self.follow_labels(&before);
        exchanged |= self.follow_readings(&before);
        self.name_articles();
        let mut effects = self.ask_for_new(&before, now);
        if exchanged {
            effects.extend(self.exchanged());
            self.keep_cursor_visible();
        }
        effects
    }

    /// Asks for the articles of entries that the case did not have before, as those are that another program wrote.
    fn ask_for_new(&self, before: &[ArticleEntry], now: Timestamp) -> Vec<Effect> {
        let is_known = |e: &ArticleEntry| {
            before.iter().any(|b| b.id == e.id && !b.gone)
                || self.articles.iter().any(|a| a.id == e.id)
                || self.loading.open.contains(&e.id)
        };
        let new = self.case.articles.iter().filter(|e| !e.gone && !is_known(e));
        let ask = |entry: &ArticleEntry| {
            let purpose = Purpose::Came(entry.id.clone());
            let what = What::Named(entry.path.clone());
            let (entries, folder) = (vec![entry.clone()], self.case_folder());
            Effect::Read(Box::new(Request { purpose, what, entries, folder, at: now }))
        };
        new.map(ask).collect()
    }

    /// Takes in an article that another program put into the case, unless it was taken out again meanwhile.
    pub(super) fn take_from_elsewhere(&mut self, found: Vec<Found>) -> Vec<Effect> {
        let Some(Found { article, .. }) = found.into_iter().next() else { return Vec::new() };
        let is_in = self.case.articles.iter().any(|e| e.id == article.id && !e.gone);
        if !is_in || self.articles.iter().any(|a| a.id == article.id) {
            return Vec::new();
        }
        let at = self.place_in_case(&article.id);
        let effects = self.put_and_tell(at, article);
        self.keep_cursor_visible();
        effects
    }

    /// Returns the number that an article has in the order of the case.
    pub(super) fn place_in_case(&self, id: &str) -> usize {
        let before = self.case.articles.iter().take_while(|e| e.id != id);
        before.filter(|e| self.articles.iter().any(|a| a.id == e.id)).count()
    }

    fn follow_labels(&mut self, before: &[ArticleEntry]) {
        for entry in &self.case.articles {
            let renamed = before.iter().any(|b| b.id == entry.id && b.label != entry.label);
            let article = self.articles.iter_mut().find(|a| renamed && a.id == entry.id);
            if let Some(article) = article {
                Arc::make_mut(article).label.clone_from(&entry.label);
            }
        }
    }
}
