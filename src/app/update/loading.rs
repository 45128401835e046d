//! Articles that come in after the screen is there.

use std::sync::Arc;

use crate::app::effect::Effect;
use crate::app::loading::Arrived;
use crate::app::{App, Status, Tone};
use crate::article::Article;
use crate::case::{ArticleEntry, entry};

impl App {
    /// Returns whether it has to be shown after a while that articles are being read.
    pub fn is_reading_in_silence(&self) -> bool {
        !self.loading.open.is_empty() && !self.loading.shown
    }

    /// Takes in an article that the program was started with, or why it cannot be read.
    pub(super) fn came(&mut self, id: String, arrived: Arrived) -> Vec<Effect> {
        if !self.may_exchange() {
            self.loading.waiting.push((id, arrived));
            return Vec::new();
        }
        let effects = match arrived {
            Arrived::Beginning(article) if self.loading.open.contains(&id) => self.begin_with(*article),
            Arrived::Beginning(_) => Vec::new(),
            Arrived::Whole(article, entry) => self.take_whole(*article, *entry),
            Arrived::Failed(why) => self.take_failure(&id, why),
        };
        if self.take_drafts() {
            self.offer_drafts();
        }
        effects
    }

    /// Takes in what came while a window was open, once it is closed.
    pub(super) fn take_late(&mut self) -> Vec<Effect> {
        if self.loading.waiting.is_empty() || !self.may_exchange() {
            return Vec::new();
        }
        let waiting = std::mem::take(&mut self.loading.waiting);
        waiting.into_iter().flat_map(|(id, arrived)| self.came(id, arrived)).collect()
    }

    fn begin_with(&mut self, article: Article) -> Vec<Effect> {
        let at = self.number_of(&article.id);
        self.put_article(at, Arc::new(article));
        self.exchanged()
    }

    fn take_whole(&mut self, article: Article, fresh: ArticleEntry) -> Vec<Effect> {
        let id = article.id.clone();
        self.loading.open.retain(|open| *open != id);
        let mut effects = self.enter(fresh);
        effects.extend(self.put_and_tell(self.number_of(&id), article));
        self.resume_late(&id);
        effects
    }

    /// Puts an article of the case onto the screen, and tells what is to be known of it.
    pub(super) fn put_and_tell(&mut self, at: usize, article: Article) -> Vec<Effect> {
        let id = article.id.clone();
        let entry = self.case.articles.iter().find(|e| e.id == id);
        let has_changed = entry.is_some_and(|e| entry::has_changed(e, &article));
        let (path, notice) = (article.path.clone(), article.told());
        self.missing.retain(|(missing, _)| *missing != id);
        self.put_article(at, Arc::new(article));
        let effects = self.exchanged();
        if let Some(notice) = notice {
            self.tell_also(notice);
        }
        if has_changed {
            self.tell_also(format!("{path}: has changed since it was annotated"));
        }
        let at = self.articles.iter().position(|a| a.id == id);
        if let Some((at, told)) = at.and_then(|at| Some((at, self.anchored_in(at)?))) {
            let name = self.name(at);
            self.tell_also(format!("words of annotations in {name} do not stand where they stood: {told}"));
        }
        effects
    }

    fn take_failure(&mut self, id: &str, why: String) -> Vec<Effect> {
        self.loading.open.retain(|open| open != id);
        self.loading.failures.push(why.clone());
        if self.case.articles.iter().any(|e| e.id == id) {
            self.missing.push((id.to_owned(), why.clone()));
        }
        self.tell_also(why);
        let shown = self.articles.iter().position(|a| a.id == id);
        if shown.is_some_and(|at| self.take_article(at).is_some()) {
            return self.exchanged();
        }
        Vec::new()
    }

    /// Puts the entry of an article into a case that has none for it; a case that is on the disk by now gets it there too.
    fn enter(&mut self, fresh: ArticleEntry) -> Vec<Effect> {
        if self.case.articles.iter().any(|e| e.id == fresh.id) {
            return Vec::new();
        }
        let before = self.before(&fresh.id);
        let at = self.case.articles.iter().filter(|e| before.contains(&e.id)).count();
        self.case.articles.insert(at, fresh);
        if self.saving.asked > 0 { self.save() } else { Vec::new() }
    }

    /// Returns the number that an article gets: in the order in which they were named.
    fn number_of(&self, id: &str) -> usize {
        let before = self.before(id);
        self.articles.iter().filter(|a| before.contains(&a.id)).count()
    }

    fn before(&self, id: &str) -> Vec<String> {
        self.loading.order.iter().take_while(|other| *other != id).cloned().collect()
    }

    /// Goes back to where the reader was in an article that came late; what they did since stays as it is.
    fn resume_late(&mut self, id: &str) {
        let Some(page) = self.loading.page.take() else { return };
        if self.loading.touched {
            self.resume_article(&page, id);
        } else {
            self.resume(&page);
        }
        if !self.loading.open.is_empty() {
            self.loading.page = Some(page);
        }
    }

    /// Says something that is wrong, beside what is said already.
    fn tell_also(&mut self, text: String) {
        let before = self.status.take().filter(|s| s.tone == Tone::Wrong);
        self.tell_behind(before, text);
    }

    /// Says something that is wrong, behind what was said before.
    pub(super) fn tell_behind(&mut self, before: Option<Status>, text: String) {
        let text = before.map_or(text.clone(), |s| format!("{}; {text}", s.text));
        self.say(Tone::Wrong, text);
    }
}
