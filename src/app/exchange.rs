//! Articles that come, change and go while the program runs: everything that counts by them follows.
//!
//! `App::put_article` and `App::take_article` are the only ways in and out; `App::exchanged` ends an exchange.

use std::sync::Arc;

use super::dialog::{Dialog, DraftPlace, Part};
use super::index::Index;
use super::places::Place;
use super::{App, Overlay, Pane, resume};
use crate::align::PassageRef;
use crate::app::effect::Effect;
use crate::article::{Article, Span};
use crate::case::anchor::Finder;
use crate::case::merge::Renamed;
use crate::case::{Stand, Witness, quote};

/// How the numbers of the articles change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shift {
    /// One came to that number.
    In(usize),
    /// The one of that number went.
    Out(usize),
}

impl Shift {
    /// Returns the number that an article has from now on; nothing for the one that went.
    pub(crate) fn of(self, article: usize) -> Option<usize> {
        match self {
            Shift::In(at) => Some(article + usize::from(article >= at)),
            Shift::Out(at) if article == at => None,
            Shift::Out(at) => Some(article - usize::from(article > at)),
        }
    }

    fn passage(self, at: PassageRef) -> Option<PassageRef> {
        Some(PassageRef { article: self.of(at.article)?, ..at })
    }

    fn place(self, place: Place) -> Option<Place> {
        Some(Place { article: self.of(place.article)?, ..place })
    }
}

/// An article that was taken from the screen, as it stood there.
#[derive(Debug)]
pub struct Shelved {
    /// The article.
    pub article: Arc<Article>,
    at: usize,
    pane: Pane,
    weight: u16,
    hidden: bool,
}

/// The same article before and after its text changed.
struct Renewal {
    old: Arc<Article>,
    new: Arc<Article>,
    /// Whether the new text only goes on where the old one ended.
    goes_on: bool,
    finder: Option<Finder>,
}

impl Renewal {
    fn new(old: Arc<Article>, new: Arc<Article>) -> Renewal {
        let goes_on = new.text.starts_with(&old.text);
        Renewal { old, new, goes_on, finder: None }
    }

    /// Returns the passage that stands for an old one.
    fn passage(&self, passage: usize) -> usize {
        let start = self.old.passages.get(passage).map_or(0, |p| p.span.start);
        match self.goes_on {
            true => self.new.passage_at(start).unwrap_or(0),
            false => resume::find(&self.new, &resume::place_of(&self.old, passage)),
        }
    }

    /// Returns where what stood on a byte begins now.
    fn byte(&self, byte: usize) -> usize {
        if self.goes_on {
            return byte;
        }
        let passage = self.old.passage_at(byte).map_or(0, |p| self.passage(p));
        self.new.passages.get(passage).map_or(0, |p| p.span.start)
    }

    /// Returns where words stand now, when that is sure.
    fn span(&mut self, span: Span) -> Option<Span> {
        if self.goes_on {
            return Some(span);
        }
        let words = quote::make(&self.old, span);
        let finder = self.finder.get_or_insert_with(|| Finder::new(&self.new));
        let found = finder.find_all(&[&words]);
        found.first().filter(|f| f.state.is_applied()).and_then(|f| f.span)
    }
}

impl App {
    /// Puts an article at a number: a new one, or another text in the place of the one that has its id.
    pub(crate) fn put_article(&mut self, at: usize, article: Arc<Article>) {
        match self.articles.iter().position(|a| a.id == article.id) {
            Some(known) => self.renew(known, article),
            None => self.insert(at.min(self.articles.len()), article),
        }
    }

    /// Takes an article from the screen; the last one stays, since there would be nothing to show.
    pub(crate) fn take_article(&mut self, at: usize) -> Option<Shelved> {
        if at >= self.articles.len() || self.articles.len() < 2 {
            return None;
        }
        let hidden = self.arrangement.is_hidden(at);
        let neighbour = self.arrangement.hide(at).unwrap_or(usize::from(at == 0));
        let weight = self.arrangement.weight(at);
        self.keep_words_of(at);
        if self.focus == at {
            self.focus = neighbour;
            self.selecting = None;
        }
        self.forget_alignment();
        let shelved =
            Shelved { article: self.articles.remove(at), at, pane: self.panes.remove(at), weight, hidden };
        self.anchors.remove(at);
        self.name_articles();
        self.shift(Shift::Out(at));
        // Where the others were hidden, one of them has to show itself.
        self.arrangement.show(self.focus);
        Some(shelved)
    }

    /// Puts an article back as it stood.
    pub(crate) fn put_back(&mut self, shelved: Shelved) {
        let at = shelved.at.min(self.articles.len());
        self.insert(at, shelved.article);
        self.panes[at] = shelved.pane;
        self.arrangement.set_weight(at, shelved.weight);
        if shelved.hidden {
            self.arrangement.hide(at);
        }
    }

    /// Brings what depends on all articles up to date, once an exchange is over.
    pub(crate) fn exchanged(&mut self) -> Vec<Effect> {
        self.rows.clear();
        self.let_go();
        self.find_witnesses();
        let mut effects = self.start_alignment();
        effects.extend(self.search_anew());
        self.palette_typed();
        effects
    }

    /// Returns whether articles may be exchanged now: a window that names passages has to be closed before.
    pub(crate) fn may_exchange(&self) -> bool {
        let names_passages = |o: &Overlay| {
            matches!(o, Overlay::Dialog(_) | Overlay::Pick(_) | Overlay::Confirm(_) | Overlay::Line(_))
        };
        !self.overlays.iter().any(names_passages)
    }

    /// Follows what a merge renamed, for articles that are not on the screen.
    pub(crate) fn rename_off_screen(&mut self, renamed: &Renamed) {
        for shelved in &mut self.shelf {
            renamed.rename_article(&mut Arc::make_mut(&mut shelved.article).id);
        }
        for reading in &mut self.readings {
            renamed.rename_article(&mut Arc::make_mut(reading).id);
        }
        self.missing.iter_mut().for_each(|(id, _)| renamed.rename_article(id));
        self.followed.iter_mut().for_each(|entry| renamed.rename_article(&mut entry.id));
    }

    fn insert(&mut self, at: usize, article: Arc<Article>) {
        // What was found says nothing of the new article: it must not look as if nothing of it stood elsewhere.
        self.forget_alignment();
        self.articles.insert(at, article);
        self.name_articles();
        self.panes.insert(at, Pane::default());
        self.anchors.insert(at);
        self.shift(Shift::In(at));
        self.arrangement.show(at);
    }

    /// Puts another text in the place of an article's; what stands on the screen stays there as far as it still exists.
    fn renew(&mut self, at: usize, article: Arc<Article>) {
        let old = std::mem::replace(&mut self.articles[at], Arc::clone(&article));
        self.name_articles();
        let mut renewal = Renewal::new(old, article);
        self.anchors.forget(at);
        self.renew_pane(at, &mut renewal);
        if !renewal.goes_on {
            self.forget_alignment();
            self.renew_waiting(at, &renewal);
        }
        self.places.carry(|place| {
            let byte = if place.article == at { renewal.byte(place.byte) } else { place.byte };
            Some(Place { byte, ..place })
        });
        self.change_written(|dialog| {
            if let DraftPlace::New(begun) = &mut dialog.place
                && begun.article == at
            {
                begun.passage = renewal.passage(begun.passage);
            }
            for part in parts(dialog).filter(|p| p.article == Some(at)) {
                let words = part.span.map(|span| (span, renewal.span(span)));
                match words {
                    Some((span, None)) => keep_words(part, &renewal.old, span),
                    Some((_, found)) => part.span = found,
                    None => {}
                }
            }
        });
    }

    fn renew_pane(&mut self, at: usize, renewal: &mut Renewal) {
        let cursor = self.panes[at].cursor;
        let start = renewal.old.passages.get(cursor).map_or(0, |p| p.span.start);
        let (now, goes_on) = (renewal.passage(cursor), renewal.goes_on);
        let row = match goes_on {
            true => 0,
            // The rows are those of the old text, so they are counted there.
            false => {
                let new = std::mem::replace(&mut self.articles[at], Arc::clone(&renewal.old));
                let row = self.with_pane(at, |pane, wrapped, _| pane.row_of(wrapped, start)).unwrap_or(0);
                self.articles[at] = new;
                row
            }
        };
        self.rows.clear();
        let selection = self.panes[at].selection.and_then(|span| renewal.span(span));
        if self.focus == at && selection != self.panes[at].selection {
            self.selecting = None;
        }
        self.panes[at].selection = selection;
        match goes_on {
            true => self.panes[at].cursor = now,
            false => self.put_level(at, now, row),
        }
        for overlay in &mut self.overlays {
            if let Overlay::Search(prompt) = overlay
                && let (Some(origin), Some(pane)) = (prompt.origin.panes.get_mut(at), self.panes.get(at))
            {
                origin.clone_from(pane);
            }
        }
    }

    fn renew_waiting(&mut self, at: usize, renewal: &Renewal) {
        let waiting = self.threads.waiting.iter_mut().chain(&mut self.threads.waiting_row);
        for place in waiting.filter(|p| p.article == at) {
            place.passage = renewal.passage(place.passage);
        }
    }

    /// Gives everything that names articles by their numbers the new ones.
    fn shift(&mut self, shift: Shift) {
        self.arrangement.renumber(shift);
        self.focus = shift.of(self.focus).unwrap_or(0);
        self.last_focus = shift.of(self.last_focus).unwrap_or(self.focus);
        self.came_from = self.came_from.and_then(|a| shift.of(a));
        self.places.carry(|place| shift.place(place));
        self.threads.waiting = self.threads.waiting.iter().filter_map(|at| shift.passage(*at)).collect();
        self.threads.waiting_row = self.threads.waiting_row.and_then(|at| shift.passage(at));
        self.threads.opened_at = self.threads.opened_at.and_then(|place| shift.place(place));
        let here = self.here();
        self.change_written(|dialog| {
            for part in parts(dialog) {
                part.article = part.article.and_then(|a| shift.of(a));
            }
            if let DraftPlace::New(at) = &mut dialog.place {
                // A draft whose place went is found again under the cursor.
                *at = shift.passage(*at).unwrap_or(here);
            }
        });
        for overlay in &mut self.overlays {
            if let Overlay::Search(prompt) = overlay {
                let origin = &mut prompt.origin;
                origin.focus = shift.of(origin.focus).unwrap_or(self.focus);
                match shift {
                    Shift::In(at) if at <= origin.panes.len() => origin.panes.insert(at, Pane::default()),
                    Shift::Out(at) if at < origin.panes.len() => drop(origin.panes.remove(at)),
                    Shift::In(_) | Shift::Out(_) => {}
                }
            }
            if let Overlay::Articles(window) = overlay {
                window.cursor =
                    window.cursor.min((self.articles.len() + self.missing.len()).saturating_sub(1));
            }
        }
    }

    /// Keeps the words that what is being written has of an article which goes, so that they can be saved without it.
    fn keep_words_of(&mut self, at: usize) {
        let Some(article) = self.articles.get(at).map(Arc::clone) else { return };
        self.change_written(|dialog| {
            for part in parts(dialog).filter(|p| p.article == Some(at)) {
                match part.span {
                    Some(span) => keep_words(part, &article, span),
                    None => keep_silence(part, &article),
                }
            }
        });
    }

    /// Changes whatever is written and not known to be on the disk, outside of windows: drafts, and what a save has to confirm.
    pub(crate) fn change_written(&mut self, mut change: impl FnMut(&mut Dialog)) {
        for (place, dialog) in &mut self.drafts {
            change(dialog);
            place.clone_from(&dialog.place);
        }
        self.unsaved.iter_mut().for_each(|unsaved| change(&mut unsaved.dialog));
    }

    /// Forgets what was found; folds and the row under the cursor wait for the next alignment.
    fn forget_alignment(&mut self) {
        self.rows_wait();
        self.index = Arc::new(Index::default());
        (self.suspect, self.last_suspect, self.thread) = (None, None, None);
        self.closed.clear();
        self.threads.forget();
    }
}

fn parts(dialog: &mut Dialog) -> impl Iterator<Item = &mut Part> {
    dialog.parts.iter_mut().chain(&mut dialog.opened.parts)
}

/// Leaves a part its words as a witness has them, apart from the article in which they stood.
fn keep_words(part: &mut Part, article: &Article, span: Span) {
    let quote = Some(quote::make(article, span));
    let id = article.id.clone();
    let base = part.before.take().unwrap_or_else(|| Witness { article: id, ..Witness::default() });
    part.before = Some(Witness { quote, stand: part.stand, ..base });
    part.span = None;
}

fn keep_silence(part: &mut Part, article: &Article) {
    let id = article.id.clone();
    part.before.get_or_insert_with(|| Witness { article: id, stand: Stand::Silent, ..Witness::default() });
}
