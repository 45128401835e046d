//! Keys of the search: its line, its steps, and what the worker found.

use std::sync::Arc;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::query::{Asked, Query};
use crate::app::search::{Hits, Origin, Prompt, Sought, Wanted};
use crate::app::{App, Overlay, Tone, View};

impl App {
    /// Opens the line in which a search is typed.
    pub(super) fn open_search(&mut self) {
        let origin = Origin {
            focus: self.focus,
            panes: self.panes.clone(),
            suspect: self.suspect,
            thread: self.thread,
            row: self.list.cursor,
            asked: self.search_here().map(|q| q.asked.clone()),
        };
        let prompt = Prompt::new(self.search.history.last(), origin);
        if self.view == View::Annotations {
            self.search_list(None, prompt.origin.row);
        } else {
            self.search.end();
        }
        self.overlays.push(Overlay::Search(Box::new(prompt)));
    }

    /// Returns what is searched for in this view.
    fn search_here(&self) -> Option<&Query> {
        let of_list = self.view == View::Annotations;
        if of_list { self.list.query.as_deref() } else { self.search.query.as_deref() }
    }

    fn search_prompt(&mut self) -> Option<&mut Prompt> {
        match self.overlays.last_mut() {
            Some(Overlay::Search(prompt)) => Some(prompt),
            _ => None,
        }
    }

    /// Does what a key says in the line of the search.
    pub(super) fn act_in_search(&mut self, action: Action) -> Vec<Effect> {
        let history = std::mem::take(&mut self.search.history);
        let Some(prompt) = self.search_prompt() else { return Vec::new() };
        match action {
            Action::SearchRegex => prompt.regex = !prompt.regex,
            Action::SearchWords => prompt.words = !prompt.words,
            Action::SearchOlder => prompt.recall(&history, 1),
            Action::SearchNewer => prompt.recall(&history, -1),
            _ => {}
        }
        self.search.history = history;
        match action {
            Action::SearchDone => self.finish_search(),
            Action::SearchCancel => self.give_back(),
            _ => self.search_as_typed(),
        }
    }

    /// Looks for what stands in the line now, counted from where the cursor stood before.
    pub(super) fn search_as_typed(&mut self) -> Vec<Effect> {
        let Some(prompt) = self.search_prompt() else { return Vec::new() };
        prompt.problem = None;
        let (asked, origin) = (prompt.asked(), prompt.origin.clone());
        let from = (origin.focus, origin.panes.get(origin.focus).map_or(0, |p| p.cursor));
        if self.search_here().is_some_and(|q| q.asked == asked) {
            return Vec::new();
        }
        if self.view == View::Annotations {
            self.search_list_as_typed(asked, origin.row);
            return Vec::new();
        }
        if asked.text.is_empty() {
            self.search.end();
            self.return_to(origin);
            return Vec::new();
        }
        match Query::new(asked) {
            Ok(query) => self.look_for(query, Some(from)),
            Err(error) => {
                self.search.end();
                self.return_to(origin);
                if let Some(prompt) = self.search_prompt() {
                    prompt.problem = Some(error.to_string());
                }
                Vec::new()
            }
        }
    }

    fn search_list_as_typed(&mut self, asked: Asked, from: usize) {
        let query = if asked.text.is_empty() { Ok(None) } else { Query::new(asked).map(Some) };
        let problem = query.as_ref().err().map(ToString::to_string);
        self.search_list(query.unwrap_or_default(), from);
        if let Some(prompt) = self.search_prompt() {
            prompt.problem = problem;
        }
    }

    /// Starts a search; the cursor goes to the first hit from a passage on, when one is given.
    fn look_for(&mut self, query: Query, from: Option<(usize, usize)>) -> Vec<Effect> {
        let query = self.search.begin(query, self.articles.len());
        self.search.wanted = from.map(|(article, passage)| {
            let from = (article, self.passage_span(article, passage).start);
            Wanted { from, forward: true, skip: 0 }
        });
        vec![Effect::Search {
            generation: self.search.generation,
            query,
            articles: self.articles.clone(),
            first: self.focus,
        }]
    }

    /// Searches once more for the same, as after articles came or went.
    pub(crate) fn search_anew(&mut self) -> Vec<Effect> {
        match self.search.query.as_ref().map(|q| Query::new(q.asked.clone())) {
            Some(Ok(query)) => self.look_for(query, None),
            _ => Vec::new(),
        }
    }

    /// Closes the line and keeps the hits; an empty line repeats the last search.
    fn finish_search(&mut self) -> Vec<Effect> {
        let Some(prompt) = self.search_prompt() else { return Vec::new() };
        if prompt.problem.is_some() {
            return Vec::new();
        }
        let asked = prompt.asked();
        self.overlays.pop();
        let in_list = self.view == View::Annotations;
        if asked.text.is_empty() && !in_list {
            return self.step_to_hit(1);
        }
        if asked.text.is_empty() {
            self.step_in_list(1);
            return Vec::new();
        }
        self.search.remember(asked);
        if in_list {
            self.say_list_hit();
            return Vec::new();
        }
        if self.search.wanted.is_none() {
            self.say_hit(false);
        }
        Vec::new()
    }

    /// Closes the line and gives everything back as it was before.
    fn give_back(&mut self) -> Vec<Effect> {
        let Some(Overlay::Search(prompt)) = self.overlays.pop() else { return Vec::new() };
        let before = prompt.origin.asked.clone();
        if self.view == View::Annotations {
            self.search_list(before.and_then(|asked| Query::new(asked).ok()), prompt.origin.row);
            self.go_in_list(prompt.origin.row);
            return Vec::new();
        }
        self.search.end();
        self.return_to(prompt.origin);
        match before.map(Query::new) {
            Some(Ok(query)) => self.look_for(query, None),
            _ => Vec::new(),
        }
    }

    fn return_to(&mut self, origin: Origin) {
        if origin.panes.len() == self.panes.len() {
            self.panes = origin.panes;
            self.focus = origin.focus;
            (self.suspect, self.thread) = (origin.suspect, origin.thread);
        }
    }

    /// Takes in what the worker found in one article.
    pub(super) fn found(&mut self, generation: u64, article: usize, hits: Hits) {
        if generation != self.search.generation {
            return;
        }
        if let Some(place) = self.search.hits.get_mut(article) {
            *place = hits;
        }
        if let Some(wanted) = self.search.wanted {
            self.try_step(wanted);
        }
        if self.search.is_done()
            && let Some((text, round)) = self.search.unsaid.take()
            && self.status.as_ref().is_some_and(|s| s.text == text)
        {
            self.say_hit(round);
        }
    }

    /// Goes to the next hit (`by` > 0) or back; without a search the last one is searched for again.
    pub(super) fn step_to_hit(&mut self, by: isize) -> Vec<Effect> {
        if self.search.query.is_none() {
            return self.search_again();
        }
        let here = self.here();
        let span = self.passage_span(here.article, here.passage);
        // From a hit in this passage the next one counts from its place, else from the passage's own.
        let current = self.search.current.zip(self.search.span()).filter(|((a, _), s)| {
            *a == here.article
                && self.articles.get(*a).and_then(|a| a.passage_at(s.start)) == Some(here.passage)
        });
        let byte = match current {
            Some((_, hit)) if by > 0 => hit.start + 1,
            Some((_, hit)) => hit.start,
            None => span.start,
        };
        let skip = by.unsigned_abs().saturating_sub(1);
        self.try_step(Wanted { from: (here.article, byte), forward: by > 0, skip });
        Vec::new()
    }

    fn search_again(&mut self) -> Vec<Effect> {
        match self.search.history.last().cloned().map(Query::new) {
            Some(Ok(query)) => {
                let here = self.here();
                self.look_for(query, Some((here.article, here.passage)))
            }
            _ => {
                let keys = self.keymap.keys_of(Action::Search);
                let key = keys.first().map_or_else(String::new, |k| format!("; {k} searches"));
                self.say(Tone::Refused, format!("nothing was searched for yet{key}"));
                Vec::new()
            }
        }
    }

    fn try_step(&mut self, wanted: Wanted) {
        let order = self.order();
        let sought = self.search.seek(&order, wanted);
        // While the search is typed every hit counts from the same place; it is left only once the hit is known.
        if let Some(prompt) = self.search_prompt().filter(|_| sought != Sought::Unknown) {
            let origin = prompt.origin.clone();
            self.return_to(origin);
        }
        match sought {
            Sought::Hit(hit, round) => {
                self.search.wanted = None;
                self.go_to_hit(hit);
                self.say_hit(round);
            }
            Sought::Unknown => self.search.wanted = Some(wanted),
            Sought::Nothing => {
                self.search.wanted = None;
                self.say_hit(false);
            }
        }
    }

    fn go_to_hit(&mut self, (article, index): (usize, usize)) {
        let Some(&span) = self.search.hits.get(article).and_then(|h| h.spans.get(index)) else { return };
        let passage = self.articles.get(article).and_then(|a| a.passage_at(span.start)).unwrap_or(0);
        self.search.current = Some((article, index));
        self.focus = article;
        self.go_to_passage(passage);
        // A passage may be longer than its pane.
        let margin = self.settings.margin;
        self.with_pane(article, |pane, wrapped, height| pane.reveal(wrapped, span, height, margin, 0));
    }

    /// Says which hit this is; the line of the search says so itself while it is open.
    fn say_hit(&mut self, went_round: bool) {
        if matches!(self.overlays.last(), Some(Overlay::Search(_))) {
            return;
        }
        let Some(query) = self.search.query.as_ref().map(Arc::clone) else { return };
        let count = self.search.count(&self.order());
        let round = if went_round { " · round the end" } else { "" };
        let tone = if self.search.total(&self.order()) == 0 && self.search.is_done() {
            Tone::Refused
        } else {
            Tone::Done
        };
        let text = format!("“{}” {count}{round}", query.asked.text);
        self.search.unsaid = (!self.search.is_done()).then(|| (text.clone(), went_round));
        self.say(tone, text);
    }

    /// Forgets the search; nothing is marked any more.
    pub(super) fn end_search(&mut self) {
        self.search.end();
    }

    /// Searches for words as if they had been typed and finished.
    pub(crate) fn search_for(&mut self, text: &str) -> Vec<Effect> {
        if self.view == View::Annotations {
            self.search_list_for(text);
            return Vec::new();
        }
        match Query::new(Asked { text: text.to_owned(), ..Asked::default() }) {
            Ok(query) => {
                self.search.remember(query.asked.clone());
                let here = self.here();
                self.look_for(query, Some((here.article, here.passage)))
            }
            Err(error) => {
                self.say(Tone::Refused, error.to_string());
                Vec::new()
            }
        }
    }
}
