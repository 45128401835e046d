//! Articles added, read again, removed, renamed and found again by the reader; each is a change of the case that can be undone.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use rustc_hash::FxHashSet;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::reader::{Found, Purpose, Readings, Request, What};
use crate::app::{App, Overlay, Tone};
use crate::article::ids;
use crate::article::load::{NO_FILE, has_no_file};
use crate::case::history::Operation;
use crate::case::{ArticleEntry, entry};
use crate::files;

impl App {
    /// Adds the article of a file or an address, or those of a folder.
    pub(super) fn add_article(&mut self, path: &str, now: Timestamp) -> Vec<Effect> {
        if path == NO_FILE {
            self.say(Tone::Refused, "standard input can only be named when the program starts");
            return Vec::new();
        }
        let what = What::Named(path.to_owned());
        self.ask_to_read(Purpose::Add, what, self.case.articles.clone(), now)
    }

    /// Returns the index of the article of a number, counted from 1, or of the focused one; says when there is none.
    fn numbered(&mut self, number: Option<usize>) -> Option<usize> {
        let number = number.unwrap_or(self.focus + 1);
        let at = number.checked_sub(1).filter(|at| *at < self.articles.len());
        if at.is_none() {
            self.no_article(&number.to_string());
        }
        at
    }

    /// Reads the file of an article again, or asks for its page again where it came from an address.
    pub(super) fn reload(&mut self, number: Option<usize>, now: Timestamp) -> Vec<Effect> {
        let Some(at) = self.numbered(number) else { return Vec::new() };
        let article = &self.articles[at];
        let (id, path) = (article.id.clone(), article.path.clone());
        let entry = self.case.articles.iter().find(|e| e.id == id);
        let named = entry.and_then(entry::address).map_or(path, str::to_owned);
        if named == NO_FILE {
            self.say(
                Tone::Refused,
                "this text was piped or pasted in; there is no file that could be read again",
            );
            return Vec::new();
        }
        self.ask_to_read(Purpose::Again(id), What::Named(named), self.case.articles.clone(), now)
    }

    /// Takes an article out of the comparison; its annotations stay.
    pub(super) fn remove_article(&mut self, number: Option<usize>) -> Vec<Effect> {
        let Some(at) = self.numbered(number) else { return Vec::new() };
        if self.articles.len() < 2 {
            self.say(Tone::Refused, "this is the only article; there would be nothing left to read");
            return Vec::new();
        }
        self.change_entry(at, "removed", |entry| entry.gone = true)
    }

    /// Gives the focused article another short name.
    pub(super) fn rename_article(&mut self, name: &str) -> Vec<Effect> {
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        let label = Some(name.trim().to_owned()).filter(|n| !n.is_empty());
        let did = format!("called “{}” from now on:", label.as_deref().unwrap_or_default());
        self.change_entry(self.focus, &did, |entry| entry.label = label)
    }

    /// Points to the file of an article that is missing: the one under the cursor of the list, or the one whose bytes it has.
    pub(super) fn locate_article(&mut self, path: &str, now: Timestamp) -> Vec<Effect> {
        if self.missing.is_empty() {
            self.say(Tone::Refused, "no article of the case is missing");
            return Vec::new();
        }
        let under = match self.overlays.last() {
            Some(Overlay::Articles(window)) => self.missing_at(window.cursor).map(|m| m.0.clone()),
            _ => None,
        };
        let is_missing = |e: &&ArticleEntry| self.missing.iter().any(|(id, _)| *id == e.id);
        let entries = self.case.articles.iter().filter(is_missing).cloned().collect();
        self.ask_to_read(Purpose::Locate(under), What::Named(path.to_owned()), entries, now)
    }

    pub(super) fn ask_to_read(
        &mut self,
        purpose: Purpose,
        what: What,
        entries: Vec<ArticleEntry>,
        at: Timestamp,
    ) -> Vec<Effect> {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return Vec::new();
        }
        if let What::Named(path) = &what {
            self.say(Tone::Done, format!("reading {path}"));
        }
        let folder = self.case_folder();
        vec![Effect::Read(Box::new(Request { purpose, what, entries, folder, at }))]
    }

    pub(super) fn case_folder(&self) -> PathBuf {
        self.case_path.as_deref().map_or_else(PathBuf::new, |path| files::folder(path).to_owned())
    }

    /// Changes the entry of an article on the screen, as one step.
    fn change_entry(&mut self, at: usize, did: &str, change: impl FnOnce(&mut ArticleEntry)) -> Vec<Effect> {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return Vec::new();
        }
        let id = self.articles.get(at).map(|a| a.id.clone()).unwrap_or_default();
        let Some(from) = self.case.articles.iter().find(|e| e.id == id).cloned() else {
            self.say(Tone::Refused, "this article is not in the case");
            return Vec::new();
        };
        let mut to = from.clone();
        change(&mut to);
        let label = format!("{did} {} {}", at + 1, self.name(at));
        let operation = Operation::ChangeArticle { from: Box::new(from), to: Box::new(to) };
        self.change(operation, label)
    }

    /// Takes in what was read, or says why nothing was.
    pub(super) fn take_in(
        &mut self,
        purpose: Purpose,
        result: Result<Readings, String>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let read = match result {
            Ok(read) => read,
            Err(error) => {
                if let Purpose::Came(id) = purpose {
                    self.missing.retain(|(missing, _)| *missing != id);
                    self.missing.push((id, error.clone()));
                }
                self.say(Tone::Wrong, error);
                return Vec::new();
            }
        };
        if !self.may_exchange() {
            // Whoever types an annotation does not lose its place to a file that was read.
            self.waiting.push((purpose, read));
            return Vec::new();
        }
        let Readings { found, failed } = read;
        match purpose {
            Purpose::Add => self.take_added(found, failed),
            Purpose::Again(id) => self.take_again(&id, found, now),
            Purpose::Came(_) => self.take_from_elsewhere(found),
            Purpose::Locate(_) => self.take_located(found),
            Purpose::Differently { id, ask, .. } => self.take_differently(&id, found, ask, now),
        }
    }

    /// Takes in what was read while a window was open, once it is closed.
    pub(super) fn take_waiting(&mut self, now: Timestamp) -> Vec<Effect> {
        if self.waiting.is_empty() || !self.may_exchange() {
            return Vec::new();
        }
        let waiting = std::mem::take(&mut self.waiting);
        waiting.into_iter().flat_map(|(purpose, read)| self.take_in(purpose, Ok(read), now)).collect()
    }

    fn take_added(&mut self, found: Vec<Found>, failed: Vec<String>) -> Vec<Effect> {
        // What the window has no room for is told when the screen ends.
        self.loading.failures.extend(failed.iter().cloned());
        let mut told = failed;
        let mut used: FxHashSet<String> = self.case.articles.iter().map(|e| e.id.clone()).collect();
        used.extend(self.articles.iter().map(|a| a.id.clone()));
        let (mut operations, mut coming) = (Vec::new(), Vec::new());
        let mut open = Vec::new();
        for Found { mut article, mut entry, known } in found {
            let known = known.and_then(|id| self.case.articles.iter().find(|e| e.id == id).cloned());
            match known {
                Some(from) if self.articles.iter().any(|a| a.id == from.id) => {
                    open.push(article.path);
                    continue;
                }
                Some(from) => {
                    // Its file may be gone from where the case has it, and this one is there.
                    let path = if has_no_file(&entry.path) { &from.path } else { &entry.path };
                    let to = ArticleEntry { gone: false, path: path.clone(), ..from.clone() };
                    if from != to {
                        let (from, to) = (Box::new(from), Box::new(to));
                        operations.push(Operation::ChangeArticle { from, to });
                    }
                }
                None => {
                    if used.contains(&article.id) {
                        article.id = ids::unused(&article.id, &mut used);
                    }
                    used.insert(article.id.clone());
                    entry.id.clone_from(&article.id);
                    operations.push(Operation::AddArticle { article: Box::new(entry) });
                }
            }
            told.extend(article.told());
            coming.push(Arc::new(article));
        }
        if coming.is_empty() {
            let open = format!("{}: is open already", open.join(", "));
            let tone = if told.is_empty() { Tone::Refused } else { Tone::Wrong };
            self.say(tone, with(open, &told));
            return Vec::new();
        }
        let ids: Vec<String> = coming.iter().map(|a| a.id.clone()).collect();
        for article in coming {
            self.shelf.retain(|s| s.article.id != article.id);
            self.put_article(self.articles.len(), article);
        }
        self.missing.retain(|(id, _)| !ids.contains(id));
        let is_new = |at: &usize| ids.contains(&self.articles[*at].id);
        let names: Vec<String> = (0..self.articles.len()).filter(is_new).map(|at| self.name(at)).collect();
        let label = format!("added {}", names.join(", "));
        let mut effects = match operations.is_empty() {
            true => {
                self.say(Tone::Done, label.clone());
                Vec::new()
            }
            false => self.change(Operation::Batch { operations }, label.clone()),
        };
        effects.extend(self.exchanged());
        if !told.is_empty() {
            self.say(Tone::Wrong, with(label, &told));
        }
        effects
    }

    fn take_again(&mut self, id: &str, found: Vec<Found>, now: Timestamp) -> Vec<Effect> {
        let at = self.articles.iter().position(|a| a.id == id);
        let (Some(at), Some(found)) = (at, found.into_iter().next()) else { return Vec::new() };
        let name = format!("{} {}", at + 1, self.name(at));
        let entry = self.case.articles.iter().find(|e| e.id == id).cloned();
        let sum = &found.article.bytes_sha256;
        let shown = self.articles[at].bytes_sha256.clone();
        // An entry written by hand may say nothing of its bytes: they are those that were opened.
        let entry = entry.map(|e| match e.bytes_sha256.is_empty() {
            true => (ArticleEntry { bytes_sha256: shown.clone(), ..e.clone() }, e),
            false => (e.clone(), e),
        });
        let as_in_case = entry.as_ref().is_none_or(|(e, _)| e.bytes_sha256 == *sum);
        if as_in_case && shown == *sum {
            self.say(Tone::Done, format!("{name} has not changed"));
            return Vec::new();
        }
        let notice = found.article.told();
        let article = Arc::new(found.article);
        self.show_reading(at, article);
        let mut effects = self.exchanged();
        self.say(Tone::Done, format!("{name} has changed and was read anew"));
        if let Some((known, from)) = entry.filter(|_| !as_in_case) {
            let told = self.anchored_in(at);
            let mut operations = self.words_placed(at, false, now);
            let to = read_anew(&known, found.entry);
            operations.push(Operation::ChangeArticle { from: Box::new(from), to: Box::new(to) });
            let label = format!("{name} has changed and was read anew");
            effects.extend(self.change(Operation::Batch { operations }, label));
            if let Some(told) = told {
                let list = self.hint_of(Action::ChangedWords, "lists them");
                self.say(Tone::Wrong, format!("{name} was read anew; words of annotations: {told}; {list}"));
            }
        }
        if let Some(notice) = notice {
            let said = self.status.take().map_or_else(String::new, |s| s.text);
            self.say(Tone::Wrong, with(said, &[notice]));
        }
        effects
    }

    fn take_located(&mut self, found: Vec<Found>) -> Vec<Effect> {
        let Some(Found { article, entry: fresh, known }) = found.into_iter().next() else {
            return Vec::new();
        };
        let known = known.and_then(|id| self.case.articles.iter().find(|e| e.id == id).cloned());
        let Some(from) = known else {
            self.say(Tone::Refused, "that article is no longer in the case");
            return Vec::new();
        };
        let has_changed = entry::has_changed(&from, &article);
        let path = article.path.clone();
        if matches!(self.overlays.last(), Some(Overlay::Articles(_))) {
            self.overlays.pop();
        }
        let at = self.place_in_case(&from.id);
        self.missing.retain(|(id, _)| *id != from.id);
        self.put_article(at, Arc::new(article));
        let label = format!("{} is {path} from now on", from.id);
        let fetched = fresh.fetched.or(from.fetched);
        let to = ArticleEntry { path: fresh.path, fetched, ..from.clone() };
        let operation = Operation::ChangeArticle { from: Box::new(from), to: Box::new(to) };
        let mut effects = self.change(operation, label);
        effects.extend(self.exchanged());
        if has_changed {
            let text = format!("{path}: has other bytes than the article had when it was annotated");
            self.say(Tone::Wrong, text);
            self.tell_anchored();
        }
        effects
    }
}

/// Puts what went wrong behind what was done.
fn with(said: String, told: &[String]) -> String {
    std::iter::once(said).chain(told.iter().cloned()).collect::<Vec<_>>().join("; ")
}

/// Makes the entry of an article that has other bytes now; what the reader or the case said of it stays.
fn read_anew(from: &ArticleEntry, fresh: ArticleEntry) -> ArticleEntry {
    let mut previous = from.previous.clone();
    previous.push(from.bytes_sha256.clone());
    ArticleEntry {
        bytes_sha256: fresh.bytes_sha256,
        read: fresh.read,
        previous,
        // A page that came again waits for a file of its own; a file is where it was.
        path: if fresh.fetched.is_some() { fresh.path } else { from.path.clone() },
        fetched: fresh.fetched.or(from.fetched),
        ..from.clone()
    }
}
