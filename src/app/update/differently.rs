//! The same bytes read another way: damaged text mended, a page by another extractor, a text in another encoding.
//!
//! The article stays the same one and is never said to have changed; words of annotations are found again by what they say.

use std::sync::Arc;

use jiff::Timestamp;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::pick::{self, Pick};
use crate::app::reader::{Found, Purpose, What};
use crate::app::{App, Overlay, Tone, articles};
use crate::article::{Article, Change, Extractor, Format, ReadAs, mended, visible_text};
use crate::case::anchor::Place;
use crate::case::history::Operation;
use crate::case::{Annotation, ArticleEntry, entry, quote};

impl App {
    /// Mends the damaged text of the focused article, once the reader has seen what changes, or takes that back.
    pub(super) fn turn_repair(&mut self, now: Timestamp) -> Vec<Effect> {
        let is_mended = self.articles.get(self.focus).is_some_and(|a| a.reading.repair);
        self.read_differently(|how| how.repair = !is_mended, !is_mended, now)
    }

    /// Reads the focused page by the extractor after its own.
    pub(super) fn extract_otherwise(&mut self, now: Timestamp) -> Vec<Effect> {
        let present = self.articles.get(self.focus).and_then(|a| a.reading.extractor).unwrap_or_default();
        let built: Vec<Extractor> = Extractor::ALL.into_iter().filter(|e| e.is_built_in()).collect();
        let at = built.iter().position(|e| *e == present).map_or(0, |at| at + 1);
        self.extract_by(built.get(at % built.len().max(1)).copied().unwrap_or_default(), now)
    }

    /// Reads the focused page by an extractor.
    pub(super) fn extract_by(&mut self, extractor: Extractor, now: Timestamp) -> Vec<Effect> {
        let format = self.articles.get(self.focus).map(|a| a.reading.format);
        if let Some(format) = format.filter(|f| *f != Format::Html) {
            let text = format!("only web pages are read by an extractor; this article is {}", format.name());
            self.say(Tone::Refused, text);
            return Vec::new();
        }
        self.read_differently(|how| how.extractor = Some(extractor), false, now)
    }

    /// Reads the focused article in another encoding.
    pub(super) fn read_in(&mut self, encoding: &str, now: Timestamp) -> Vec<Effect> {
        let reading = self.articles.get(self.focus).map(|a| &a.reading);
        if let Some(format) = reading.filter(|r| r.encoding.is_empty()).map(|r| r.format.name()) {
            self.say(
                Tone::Refused,
                format!("a file of the format {format} says for itself how it is encoded"),
            );
            return Vec::new();
        }
        self.read_differently(|how| how.encoding = Some(encoding.to_lowercase()), false, now)
    }

    fn read_differently(
        &mut self,
        change: impl FnOnce(&mut ReadAs),
        ask: bool,
        now: Timestamp,
    ) -> Vec<Effect> {
        let Some(article) = self.articles.get(self.focus).filter(|a| a.is_whole()) else {
            self.say(Tone::Refused, "the article is still being read");
            return Vec::new();
        };
        let present = ReadAs::from(&article.reading);
        let mut how = present.clone();
        change(&mut how);
        let (id, path, summary) = (article.id.clone(), article.path.clone(), article.reading.summary());
        if how == present {
            self.say(Tone::Done, format!("{} is read so already: {summary}", self.name(self.focus)));
            return Vec::new();
        }
        let purpose = Purpose::Differently { id, how, ask };
        self.ask_to_read(purpose, What::Named(path), self.case.articles.clone(), now)
    }

    /// Takes in an article that was read another way; shows what is mended before, where that was asked for.
    pub(super) fn take_differently(
        &mut self,
        id: &str,
        found: Vec<Found>,
        ask: bool,
        now: Timestamp,
    ) -> Vec<Effect> {
        let at = self.articles.iter().position(|a| a.id == id);
        let (Some(at), Some(found)) = (at, found.into_iter().next()) else { return Vec::new() };
        let name = format!("{} {}", at + 1, self.name(at));
        match found.article.mended.len() {
            _ if !ask => return self.take_reading(found, now),
            0 => self.say(Tone::Refused, format!("{name} has no damaged text that can be mended")),
            places => {
                self.status = None;
                let lines = found.article.mended.iter().map(change_line).collect();
                let places = articles::places(places);
                let keys = [(Action::PickDone, "mends"), (Action::PickClose, "leaves it")];
                let keys = keys.map(|(action, does)| self.hint_of(action, does)).join(", ");
                let title = format!("mend {places} in {name}? {keys}");
                let purpose = pick::Purpose::Repair;
                self.overlays.push(Overlay::Pick(Box::new(Pick { purpose, title, lines, cursor: 0 })));
                self.offered_reading = Some(Box::new(found));
            }
        }
        Vec::new()
    }

    /// Returns the article as it would be with its damaged text mended, while the reader is asked about that.
    pub(crate) fn offered_reading(&self) -> Option<&Article> {
        self.offered_reading.as_ref().map(|found| &found.article)
    }

    /// Mends what was shown.
    pub(super) fn mend(&mut self, now: Timestamp) -> Vec<Effect> {
        match self.offered_reading.take() {
            Some(found) => self.take_reading(*found, now),
            None => Vec::new(),
        }
    }

    fn take_reading(&mut self, found: Found, now: Timestamp) -> Vec<Effect> {
        let Found { article, entry: fresh, .. } = found;
        let at = self.articles.iter().position(|a| a.id == article.id);
        let from = self.case.articles.iter().find(|e| e.id == article.id).cloned();
        let (Some(at), Some(from)) = (at, from) else { return Vec::new() };
        let name = format!("{} {}", at + 1, self.name(at));
        if self.articles[at].bytes_sha256 != article.bytes_sha256 {
            self.say(Tone::Refused, format!("{name} has changed meanwhile; nothing was done"));
            return Vec::new();
        }
        let label = format!("{name} is read as {}", article.reading.summary());
        let to = read_as_well(&from, fresh);
        self.show_reading(at, Arc::new(article));
        let mut effects = self.exchanged();
        let told = self.anchored_in(at);
        let mut operations = self.words_placed(at, true, now);
        operations.push(Operation::ChangeArticle { from: Box::new(from), to: Box::new(to) });
        effects.extend(self.change(Operation::Batch { operations }, label.clone()));
        self.follow_metadata(at);
        if self.anchored_in(at).is_some()
            && let Some(told) = told
        {
            let list = self.hint_of(Action::ChangedWords, "lists them");
            self.say(Tone::Wrong, format!("{label}; words of annotations: {told}; {list}"));
        }
        effects
    }

    /// Shows an article's bytes as they were read; what was shown is kept for undo.
    pub(super) fn show_reading(&mut self, at: usize, article: Arc<Article>) {
        let old = Arc::clone(&self.articles[at]);
        self.put_article(at, article);
        if !self.readings.iter().any(|r| is_same_reading(r, &old)) {
            self.readings.push(old);
        }
    }

    /// Lets the articles follow how the case says that they are read: what was undone or done again.
    pub(super) fn follow_readings(&mut self, before: &[ArticleEntry]) -> bool {
        let is_other = |e: &&ArticleEntry| {
            before.iter().any(|b| b.id == e.id && (b.read != e.read || b.bytes_sha256 != e.bytes_sha256))
        };
        let changed: Vec<ArticleEntry> = self.case.articles.iter().filter(is_other).cloned().collect();
        let mut followed = false;
        for entry in changed {
            let Some(at) = self.articles.iter().position(|a| a.id == entry.id) else { continue };
            let shown = &self.articles[at];
            // An entry written by hand may say nothing of its bytes, and not how they are read: as they were at first.
            let fits = |a: &Article| {
                let is_known = !entry.bytes_sha256.is_empty() || a.bytes_sha256 == shown.bytes_sha256;
                let is_read_so = entry.read.as_ref().is_none_or(|read| read.fits(&a.reading));
                a.id == entry.id && is_known && !entry::has_changed(&entry, a) && is_read_so
            };
            if entry.read.is_some() && fits(shown) {
                continue;
            }
            if let Some(reading) = self.readings.iter().find(|a| fits(a)).cloned() {
                self.show_reading(at, reading);
                self.follow_metadata(at);
                followed = true;
            }
        }
        followed
    }

    /// Gives an article the names that its entry has now.
    fn follow_metadata(&mut self, at: usize) {
        let id = &self.articles[at].id;
        if let Some(entry) = self.case.articles.iter().find(|e| e.id == *id) {
            entry::name_after(Arc::make_mut(&mut self.articles[at]), entry);
        }
    }

    /// Gives words of annotations that surely stand elsewhere in an article their new places; the words stay as they are.
    ///
    /// Where the bytes are the same and only read another way, doubt is noted as well, so that the same words at the old
    /// place are not taken for them.
    pub(super) fn words_placed(&self, at: usize, notes_doubt: bool, now: Timestamp) -> Vec<Operation> {
        let article = &self.articles[at];
        let mut operations = Vec::new();
        for (number, record) in self.case.annotations.iter().enumerate() {
            let mut to = record.clone();
            let own = to.witnesses.iter_mut().enumerate().filter(|(_, w)| w.article == article.id);
            for (which, witness) in own {
                let sought = self.anchors.list.iter().find(|a| a.annotation == number && a.witness == which);
                let doubt = sought.filter(|a| !a.found.state.is_applied()).map(|a| a.found.state);
                if notes_doubt && witness.now.is_none() {
                    witness.anchor = doubt.map(|state| state.name().to_owned());
                }
                let span = sought.filter(|_| doubt.is_none()).and_then(|a| a.found.span);
                if let Some(span) = span {
                    witness.quote = witness.quote.take().map(|old| quote::moved(old, article, span));
                }
            }
            if to != *record {
                let to = Annotation { changed: Some(now), ..to };
                operations.push(Operation::replace(record.clone(), to));
            }
        }
        operations.extend(self.ties_placed(at, notes_doubt));
        operations
    }

    /// Gives the words of ties that surely stand elsewhere in an article their new places, as those of annotations.
    fn ties_placed(&self, at: usize, notes_doubt: bool) -> Vec<Operation> {
        let article = &self.articles[at];
        let mut operations = Vec::new();
        for (number, tie) in self.case.ties.iter().enumerate() {
            let mut to = tie.clone();
            for end in self.tie_ends.get(at).into_iter().flatten().filter(|end| end.tie == number) {
                let Some(witness) = to.witnesses.get_mut(end.witness) else { continue };
                let doubt = match end.place {
                    Place::Sought(found) if !found.state.is_applied() => Some(found.state),
                    _ => None,
                };
                if notes_doubt {
                    witness.anchor = doubt.map(|state| state.name().to_owned());
                }
                if let Some(span) = end.span() {
                    witness.quote = witness.quote.take().map(|old| quote::moved(old, article, span));
                }
            }
            if to != *tie {
                // In its place among the others, so that undo gives back the file as it was.
                operations.push(Operation::RemoveTie { tie: tie.clone() });
                operations.push(Operation::InsertTie { at: number, tie: to });
            }
        }
        operations
    }
}

fn is_same_reading(a: &Article, b: &Article) -> bool {
    (&a.id, &a.bytes_sha256, &a.reading) == (&b.id, &b.bytes_sha256, &b.reading)
}

/// Makes the entry of an article whose bytes are read another way; names that differ by damage alone follow.
fn read_as_well(from: &ArticleEntry, fresh: ArticleEntry) -> ArticleEntry {
    let follow = |old: &Option<String>, new: Option<String>| match (old, &new) {
        (Some(old), Some(name)) if mended(old) == mended(name) => new,
        _ => old.clone(),
    };
    ArticleEntry {
        title: follow(&from.title, fresh.title),
        source: follow(&from.source, fresh.source),
        author: follow(&from.author, fresh.author),
        read: fresh.read,
        ..from.clone()
    }
}

/// Shows a change: the words around it, what was, and what would be.
fn change_line(change: &Change) -> pick::Line {
    let [left, before, after, right] =
        [&change.left, &change.before, &change.after, &change.right].map(|text| visible_text(text));
    let after = if after.is_empty() { "nothing" } else { after.as_ref() };
    let text = format!("{before} → {after}   …{}[{before}]{}…", left.trim_start(), right.trim_end());
    pick::Line { text, note: format!("paragraph {}", change.block + 1), is_muted: false }
}
