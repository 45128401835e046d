//! Suspects, threads and hits of a search: listed, and gone to.

use jiff::Timestamp;

use super::{Linear, Listed, Waiting, count};
use crate::app::action::Action;
use crate::app::threads::{Filter, Item};
use crate::app::{View, cells};
use crate::article::Span;

/// Cells of a passage's words in a list.
const WORDS: usize = 120;
/// Bytes of a passage that are shown on either side of a hit.
const AROUND: usize = 60;

impl Linear {
    /// Returns what a suspect is about and who says what.
    pub(super) fn suspect_line(&self, number: usize) -> String {
        let Some(suspect) = self.app.index.alignment.suspects.get(number) else { return String::new() };
        let readings = suspect.readings.iter().map(|reading| {
            let mut who: Vec<usize> = reading.members.iter().map(|m| m.article).collect();
            who.dedup();
            let say = if who.len() == 1 { "says" } else { "say" };
            format!("{} {say} “{}”", self.articles(&who), reading.says)
        });
        format!("{}: {}", suspect.kind.id(), readings.collect::<Vec<_>>().join("; "))
    }

    pub(super) fn list_suspects(&mut self) {
        let open = self.app.open_suspects();
        if open.is_empty() {
            if !self.still_aligning() {
                let any = !self.app.index.alignment.suspects.is_empty();
                self.say(if any {
                    "All suspects are annotated or set aside."
                } else {
                    "There are no suspects."
                });
            }
            return;
        }
        self.say(format!("{}; its number goes to one.", count(open.len(), "open suspect")));
        let lines: Vec<_> = open.iter().map(|s| (*s, self.suspect_line(*s))).collect();
        self.list(lines, Listed::Suspects);
    }

    /// Goes to a suspect by its index and says it.
    pub(super) fn go_to_suspect(&mut self, suspect: usize) {
        let listed = self.listed.clone();
        let left = self.app.place_to_leave(Action::NextSuspect);
        self.app.look_at_suspect(suspect);
        self.app.note_jump(left);
        self.app.refresh();
        self.say_here();
        // The list stays, so that one number after the other can be gone through.
        self.listed = listed;
    }

    /// Lists the threads that pass a filter; without one those of the present filter.
    pub(super) fn list_threads(&mut self, name: &str, now: Timestamp) {
        if self.still_aligning() {
            return;
        }
        let wanted = match name {
            "" => Some(self.app.threads.filter),
            name => Filter::ALL.iter().copied().find(|f| f.name() == name),
        };
        let Some(filter) = wanted else {
            let names: Vec<&str> = Filter::ALL.iter().map(|f| f.name()).collect();
            self.say(format!("“{name}” is no filter; there are {}.", names.join(", ")));
            return;
        };
        self.app.filter_by(filter);
        self.app.status = None;
        self.act(Action::ViewSynopsis, None, now);
        let rows = self.app.threads.rows.clone();
        self.act(Action::ViewPanes, None, now);
        let head = match filter {
            Filter::All => count(rows.len(), "thread"),
            Filter::OneArticle => format!("{} in one article only", count(rows.len(), "passage")),
            _ => format!("{} {}", count(rows.len(), "thread"), filter.text()),
        };
        let walks = if filter == Filter::All { "" } else { "; shared goes only to these, until threads all" };
        self.say(format!("{head}{walks}."));
        let lines: Vec<_> = rows.iter().map(|item| self.row_line(*item)).enumerate().collect();
        self.list(lines, Listed::Threads);
    }

    fn row_line(&self, item: Item) -> String {
        let members = self.app.members(item);
        let mut who: Vec<usize> = members.iter().map(|m| m.article).collect();
        who.dedup();
        let first = members.first();
        let words = first.map_or("", |m| self.app.articles[m.article].slice(m.span)).replace('\n', " ");
        let suspects = match item {
            Item::Thread(t) => self.app.threads.suspects.get(&t).map_or(0, Vec::len),
            Item::Only(_) => 0,
        };
        let suspects = if suspects > 0 { format!("; {}", count(suspects, "suspect")) } else { String::new() };
        let silent: Vec<usize> = (0..self.app.articles.len()).filter(|a| !who.contains(a)).collect();
        let silent = match item {
            Item::Thread(_) if !silent.is_empty() => format!("; not found in {}", self.articles(&silent)),
            _ => String::new(),
        };
        format!("“{}”, in {}{silent}{suspects}.", cells::fit(&words, WORDS), self.articles(&who))
    }

    /// Goes to a row of the threads, counted from 1.
    pub(super) fn go_to_row(&mut self, number: usize, now: Timestamp) {
        self.act(Action::ViewSynopsis, None, now);
        if !(1..=self.app.threads.rows.len()).contains(&number) {
            self.act(Action::ViewPanes, None, now);
            self.say(format!("There is no number {number} in the list of threads."));
            return;
        }
        self.act(Action::RowTop, Some(number), now);
        self.act(Action::RowShow, None, now);
        debug_assert_eq!(self.app.view, View::Panes);
        // In which article the row is shown is said with the passage.
        self.app.status = None;
        self.say(format!("Shown in {}.", self.article(self.app.focus)));
        self.say_here();
        self.listed = Listed::Threads;
    }

    pub(super) fn search(&mut self, words: &str) {
        if words.is_empty() {
            self.say("Type the words behind it, as in: search lock bridge.");
            return;
        }
        let effects = self.app.search_for(words);
        self.app.refresh();
        if effects.is_empty() {
            self.say_status();
        } else {
            self.waiting = Some(Waiting::Search);
        }
        self.reply.effects.extend(effects);
    }

    /// Lists what the search found; the cursor stands on the first hit from where it was.
    pub(super) fn list_hits(&mut self) {
        self.app.status = None;
        let hits: Vec<(usize, Span)> = self
            .app
            .search
            .hits
            .iter()
            .enumerate()
            .flat_map(|(a, h)| h.spans.iter().map(move |s| (a, *s)))
            .collect();
        let asked = self.app.search.query.as_ref().map_or_else(String::new, |q| q.asked.text.clone());
        if hits.is_empty() {
            self.say(format!("“{asked}” was not found in any article."));
            return;
        }
        let more = if self.app.search.hits.iter().any(|h| h.cut) { "at least " } else { "" };
        let places = count(hits.len(), "place");
        let at = self.app.search.current.map(|hit| self.app.search.number(&self.app.order(), hit));
        let at = at.map_or_else(String::new, |number| format!(" You are at number {number};"));
        self.say(format!("“{asked}” was found in {more}{places}.{at} a number goes to one."));
        let lines: Vec<_> =
            hits.iter().map(|(article, span)| self.hit_line(*article, *span)).enumerate().collect();
        self.list(lines, Listed::Hits(hits));
    }

    fn hit_line(&self, article: usize, hit: Span) -> String {
        let text = &self.app.articles[article];
        let passage = text.passage_at(hit.start).unwrap_or(0);
        let span = text.passages.get(passage).map_or(hit, |p| p.span);
        let start = span.start.max(floor(&text.text, hit.start.saturating_sub(AROUND)));
        let end = span.end.min(floor(&text.text, hit.end.saturating_add(AROUND))).max(start);
        let before = if start > span.start { "…" } else { "" };
        let after = if end < span.end { "…" } else { "" };
        let words = text.slice(Span::new(start, end));
        format!("{}, passage {}: {before}{words}{after}", self.article(article), passage + 1)
    }

    /// Goes to a place that the search found.
    pub(super) fn go_to_hit(&mut self, article: usize, span: Span) {
        let listed = self.listed.clone();
        let passage = self.app.articles.get(article).and_then(|a| a.passage_at(span.start)).unwrap_or(0);
        let left = self.app.place_to_leave(Action::NextHit);
        self.app.focus_on(article);
        self.app.go_to_passage(passage);
        self.app.note_jump(left);
        self.app.refresh();
        self.say_here();
        self.listed = listed;
    }
}

/// Returns the last place at or before a byte where a character begins.
fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
