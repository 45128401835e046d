//! Jumps: along a thread, to suspects, to what is found only here, to annotations.

use crate::align::{Member, PassageRef};
use crate::app::action::Action;
use crate::app::threads::Filter;
use crate::app::{App, Tone};

impl App {
    /// Goes on to the next member of the thread: in this article first, then in the next ones, round and round.
    ///
    /// A member that is off the screen comes level with where the cursor stood; the other panes stay.
    pub(super) fn follow(&mut self, by: isize) {
        let here = self.here();
        let thread = self.thread.filter(|t| self.index.threads(here).contains(&(*t as u32)));
        let members = match thread.or_else(|| self.index.main_thread(here)) {
            Some(thread) => {
                self.thread = Some(thread);
                self.index.alignment.threads[thread].members.clone()
            }
            None => self.linked(here),
        };
        let all = members.len();
        let shown = |m: &Member| !self.arrangement.is_hidden(m.article);
        let members: Vec<Member> = members.into_iter().filter(shown).collect();
        if members.len() < 2 {
            let hidden =
                format!("only hidden panes have it too; {}", self.hint_of(Action::ShowPanes, "shows all"));
            self.say(Tone::Refused, if all < 2 { "this passage was found only here".into() } else { hidden });
            return;
        }
        let at = members.iter().position(|m| m.passage_ref() == here).unwrap_or(0);
        let next = members[(at as isize + by).rem_euclid(members.len() as isize) as usize];
        self.visit(next);
    }

    /// Returns the passage and those that are linked to it, by article and place.
    fn linked(&self, here: PassageRef) -> Vec<Member> {
        let matches = self.index.matches(here);
        let mut members: Vec<Member> = matches.iter().map(|m| m.there).collect();
        members.extend(matches.first().map(|m| m.here));
        members.sort_unstable();
        members
    }

    /// Puts focus and cursor on a member; only its own pane moves, and only when the member is off the screen.
    pub(crate) fn visit(&mut self, member: Member) {
        let here = self.here();
        let start = self.passage_span(here.article, here.passage).start;
        let level = self.with_pane(here.article, |pane, wrapped, height| {
            pane.row_of(wrapped, start).clamp(0, i32::from(height.max(1)) - 1)
        });
        self.focus = member.article;
        let target = self.passage_span(member.article, member.passage);
        let seen = self.with_pane(member.article, |pane, wrapped, height| {
            let (top, last) =
                (pane.row_of(wrapped, target.start), pane.row_of(wrapped, target.end.saturating_sub(1)));
            top >= 0 && last < i32::from(height)
        });
        match (seen, level) {
            (Some(false), Some(row)) => self.put_level(member.article, member.passage, row),
            _ => self.panes[member.article].cursor = member.passage,
        }
        self.reveal_cursor(0);
        if self.suspect.is_some_and(|s| !self.index.suspects(self.here()).contains(&(s as u32))) {
            self.suspect = None;
        }
    }

    /// Goes to the next passage of the focused article for which `wanted` holds; several times for a count.
    fn jump_where(&mut self, by: isize, wanted: impl Fn(&App, PassageRef) -> bool) -> bool {
        let here = self.here();
        let mut passage = here.passage;
        let mut left = by.unsigned_abs();
        let total = self.articles.get(here.article).map_or(0, |a| a.passages.len());
        let mut found = None;
        while left > 0 {
            let next =
                if by > 0 { passage.checked_add(1).filter(|p| *p < total) } else { passage.checked_sub(1) };
            let Some(next) = next else { break };
            passage = next;
            if wanted(self, PassageRef { article: here.article, passage }) {
                found = Some(passage);
                left -= 1;
            }
        }
        if let Some(passage) = found {
            self.go_to_passage(passage);
        }
        found.is_some()
    }

    pub(super) fn jump_thread(&mut self, by: isize) {
        let here = self.here();
        let current = self.index.threads(here).to_vec();
        let filter = self.threads.filter;
        let found = self.jump_where(by, |app, at| {
            let threads = app.index.threads(at);
            // Passages that only go on with the same threads are passed over.
            let another = threads.iter().any(|t| !current.contains(t) && app.passes(*t as usize));
            match filter {
                Filter::All => another || (threads.is_empty() && app.index.is_shared(at)),
                Filter::OneArticle => app.is_only_here(at),
                _ => another,
            }
        });
        if !found {
            let what = match filter {
                Filter::All => "thread".to_owned(),
                Filter::OneArticle => "passage found only here".to_owned(),
                filter => format!("thread {}", filter.text()),
            };
            self.refuse_jump(by, &what);
        }
    }

    pub(super) fn jump_only(&mut self, by: isize) {
        let found = self.jump_where(by, |app, at| app.is_only_here(at));
        if !found {
            self.refuse_jump(by, "passage found only here");
        }
    }

    /// Returns whether the aligner found the passage in no other article.
    pub(crate) fn is_only_here(&self, at: PassageRef) -> bool {
        self.index.alignment.only.binary_search(&at).is_ok()
    }

    fn refuse_jump(&mut self, by: isize, what: &str) {
        let side = if by > 0 { "below" } else { "above" };
        let text = match self.aligning {
            Some(_) => "the articles are still being aligned".into(),
            None => format!("no {what} {side} in this article"),
        };
        self.say(Tone::Refused, text);
    }

    /// Goes to the next open suspect in order of rank, on from the one that was looked at last; round at the ends.
    pub(super) fn jump_suspect(&mut self, by: isize) {
        let open = self.open_suspects();
        if open.is_empty() {
            let text = match self.aligning {
                Some(_) => "the articles are still being aligned",
                None if self.closed.is_empty() => "no suspects",
                None => "no open suspects: all are annotated or set aside",
            };
            self.say(Tone::Refused, text);
            return;
        }
        let from = self.suspect.or(self.last_suspect);
        // How many open ones come before it, and whether it is one of them.
        let (before, is_open) =
            from.map_or((0, false), |s| (open.partition_point(|o| *o < s), open.contains(&s)));
        let at = before as isize + by - isize::from(by > 0 && !is_open);
        let next = open[at.rem_euclid(open.len() as isize) as usize];
        self.look_at_suspect(next);
        if from == Some(next) {
            self.say(Tone::Done, "this is the only open suspect");
        } else if from.is_some() && !(0..open.len() as isize).contains(&at) {
            self.say(
                Tone::Done,
                if by > 0 { "round to the first suspect" } else { "round to the last suspect" },
            );
        }
    }

    /// Puts the cursor on a suspect, in the focused article if it has a part in it, and levels the others.
    pub(crate) fn look_at_suspect(&mut self, number: usize) {
        let Some(suspect) = self.index.alignment.suspects.get(number) else { return };
        let members: Vec<Member> = suspect.members().copied().collect();
        let thread = suspect.threads.first().copied();
        let Some(&target) = members.iter().find(|m| m.article == self.focus).or(members.first()) else {
            return;
        };
        self.focus = target.article;
        self.panes[target.article].cursor = target.passage;
        self.suspect = Some(number);
        self.last_suspect = Some(number);
        self.thread = thread;
        self.show_readings(number);
        self.reveal_cursor(self.settings.margin);
        self.level();
        self.level_members(&members);
    }

    /// Moves the shown panes as far as it takes to have as many readings of a suspect as can be beside the focused article, of
    /// equally many those of most articles.
    fn show_readings(&mut self, number: usize) {
        let Some(suspect) = self.index.alignment.suspects.get(number).filter(|_| !self.zoomed) else {
            return;
        };
        let order = &self.arrangement.order;
        let (focus, before) = (self.arrangement.place(self.focus), self.scene.layout.first);
        let shown = self.scene.layout.panes.len().max(1);
        let worth = |first: &usize| {
            let is_shown = |m: &&Member| order.iter().skip(*first).take(shown).any(|a| *a == m.article);
            let has = |members: &[Member]| members.iter().filter(is_shown).count();
            let readings: Vec<usize> = suspect.readings.iter().map(|r| has(&r.members)).collect();
            let articles: usize = readings.iter().sum();
            (readings.iter().filter(|n| **n > 0).count(), articles, std::cmp::Reverse(first.abs_diff(before)))
        };
        let last = order.len().saturating_sub(shown);
        let windows = (focus + 1).saturating_sub(shown)..=focus.min(last);
        if let Some(first) = windows.max_by_key(worth) {
            self.scene.layout.first = first;
        }
    }

    /// Brings the suspect's own passages level, where the best match of an article is another passage.
    pub(super) fn level_members(&mut self, members: &[Member]) {
        if !self.locked {
            return;
        }
        let here = self.here();
        let start = self.passage_span(here.article, here.passage).start;
        let Some(row) = self.with_pane(here.article, |pane, wrapped, _| pane.row_of(wrapped, start)) else {
            return;
        };
        for article in (0..self.articles.len()).filter(|&a| a != here.article) {
            if let Some(member) = members.iter().find(|m| m.article == article) {
                self.put_level(article, member.passage, row);
            }
        }
    }

    /// Goes to the next annotation in document order, over all articles.
    pub(super) fn jump_annotation(&mut self, by: isize) {
        let mut places: Vec<Member> = self.witnessed.iter().map(|w| w.member()).collect();
        places.sort_unstable();
        places.dedup_by_key(|m| m.passage_ref());
        if places.is_empty() {
            self.say(Tone::Refused, "no annotations yet");
            return;
        }
        let here = self.here();
        let after = places.partition_point(|m| m.passage_ref() <= here);
        let at = if by > 0 {
            after as isize + by - 1
        } else {
            places.partition_point(|m| m.passage_ref() < here) as isize + by
        };
        let target = places[at.rem_euclid(places.len() as isize) as usize];
        self.focus = target.article;
        self.go_to_passage(target.passage);
    }
}
