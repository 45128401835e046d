//! Passages and articles in words: who says the same, who says it otherwise, and in which words.

use super::{Linear, Listed, and, count, sentence};
use crate::align::{Member, PassageRef, Score, differ};
use crate::app::index::{Match, Share, whole};
use crate::article::{Article, Role, Span};

/// How another article says the passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// In the same words.
    Same,
    /// The part that both have stands in the same words.
    SameInPart,
    /// In other words.
    Otherwise,
}

impl Linear {
    /// Says how far the comparison is, when it is not done; returns whether that was said.
    pub(super) fn still_aligning(&mut self) -> bool {
        let Some(done) = self.app.aligning else { return false };
        let percent = (done.clamp(0.0, 1.0) * 100.0) as u32;
        self.say(format!("The articles are still being compared, {percent} % is done; wait waits for it."));
        true
    }

    /// Returns what the comparison found.
    pub(super) fn compared(&self) -> String {
        let threads = self.app.index.alignment.threads.len();
        let suspects = self.app.open_suspects().len();
        format!(
            "The articles are compared: {}, {}.",
            count(threads, "thread"),
            count(suspects, "open suspect")
        )
    }

    pub(super) fn list_articles(&mut self) {
        let open = (0..self.app.articles.len()).map(|a| (a, self.article_line(a)));
        let lines: Vec<_> = open.chain(self.missing_lines()).collect();
        self.list(lines, Listed::Articles);
    }

    pub(super) fn article_line(&self, article: usize) -> String {
        let text = &self.app.articles[article];
        let title = text.metadata.title.as_deref().filter(|t| *t != self.app.name(article));
        let title = title.map_or_else(String::new, |t| format!("“{t}”, "));
        let share = self.app.index.share(article);
        let only = match self.app.aligning {
            None if self.app.articles.len() > 1 => {
                format!(", {} % of its words only here", Share::percent(share.only_here, share.words))
            }
            _ => String::new(),
        };
        let copy =
            self.app.copy_of(article).map_or_else(String::new, |s| format!(", copy of {}", self.article(s)));
        format!("{}: {title}{}{only}{copy}.", self.app.name(article), count(text.passages.len(), "passage"))
    }

    pub(super) fn say_details(&mut self) {
        self.say_labelled(self.app.details(self.app.focus));
    }

    /// Says what is known, each with what it is.
    pub(super) fn say_labelled(&mut self, known: impl IntoIterator<Item = (&'static str, String)>) {
        for (label, value) in known {
            self.say(format!("{}: {value}.", sentence(label).trim_end_matches('.')));
        }
    }

    /// Says the passage under the cursor and who else says it.
    pub(super) fn say_here(&mut self) {
        self.listed = Listed::Passages;
        let here = self.app.here();
        self.say(self.passage_line(here));
        self.say_facts(here);
    }

    /// Says a run of passages, each with its number, and puts the cursor on the last.
    pub(super) fn read_on(&mut self, passages: usize) {
        let here = self.app.here();
        let total = self.app.articles.get(here.article).map_or(0, |a| a.passages.len());
        let last = here.passage.saturating_add(passages).min(total.saturating_sub(1));
        if last == here.passage {
            self.say("That was the last passage of this article.");
            return;
        }
        for passage in here.passage + 1..=last {
            let line = self.passage_line(PassageRef { passage, ..here });
            self.say(format!("{}. {line}", passage + 1));
        }
        self.app.go_to_passage(last);
        self.app.refresh();
        self.listed = Listed::Passages;
    }

    /// Returns a passage's words, with what it is unless it is running text.
    pub(super) fn passage_line(&self, at: PassageRef) -> String {
        let Some(article) = self.app.articles.get(at.article) else { return String::new() };
        let words = article.passage_text(at.passage);
        match article.passages.get(at.passage).map(|p| p.role) {
            Some(role) if role != Role::Text => {
                format!("{} {words}", sentence(role.name()).replace('.', ":"))
            }
            Some(_) => words.to_owned(),
            None => "This article has no text.".into(),
        }
    }

    /// Says who has a passage too, and what is proposed and written about it.
    fn say_facts(&mut self, here: PassageRef) {
        if self.app.articles.len() > 1 {
            self.say(self.who_says(here));
        }
        let (gone_to, others): (Vec<usize>, Vec<usize>) =
            self.suspects_here().into_iter().partition(|s| Some(*s) == self.app.suspect);
        for suspect in gone_to {
            self.say(format!("Open suspect {}, {}.", suspect + 1, self.suspect_line(suspect)));
        }
        // What all of them say would drown the passage; compare says it.
        let suspects = &self.app.index.alignment.suspects;
        let others: Vec<String> =
            others.iter().map(|s| format!("{} ({})", s + 1, suspects[*s].kind.id())).collect();
        match others.len() {
            0 => {}
            1 => self.say(format!("Open suspect {}.", others[0])),
            _ => self.say(format!("Open suspects {}.", and(&others))),
        }
        for annotation in self.app.annotations_here() {
            if let Some(line) = self.record_line(annotation) {
                self.say(format!("Annotation {}: {line}", annotation + 1));
            }
        }
    }

    /// Returns in one sentence which articles have a passage, and how.
    fn who_says(&self, here: PassageRef) -> String {
        let matches = self.best_matches(here);
        let of = |way: Way| -> Vec<usize> {
            matches.iter().filter(|m| self.way(m) == way).map(|m| m.there.article).collect()
        };
        let silent: Vec<usize> = (0..self.app.articles.len())
            .filter(|a| *a != here.article && !matches.iter().any(|m| m.there.article == *a))
            .collect();
        if matches.is_empty() {
            return match self.app.aligning {
                Some(_) => "Not compared yet.".into(),
                None => "Found only here.".into(),
            };
        }
        let parts = [
            ("the same words in", of(Way::Same)),
            ("a part of it in the same words in", of(Way::SameInPart)),
            ("other words in", of(Way::Otherwise)),
            ("not found in", silent),
        ];
        let parts = parts.iter().filter(|(_, articles)| !articles.is_empty());
        let others = self.app.articles.len() - 1;
        let named = |articles: &[usize]| match articles.len() {
            all if all == others && all > 1 => "all others".into(),
            _ => self.articles(articles),
        };
        let parts: Vec<String> = parts.map(|(how, a)| format!("{how} {}", named(a))).collect();
        sentence(&parts.join("; "))
    }

    /// Returns the best match of each other article, in their order; where none was found, what a suspect compares.
    fn best_matches(&self, here: PassageRef) -> Vec<Match> {
        let mut matches = self.app.index.matches(here);
        let suspects = self.suspects_here().into_iter();
        let suspects = suspects.filter_map(|s| self.app.index.alignment.suspects.get(s));
        let compared = suspects.flat_map(|s| &s.readings).flat_map(|r| &r.members);
        matches.extend(compared.map(|member| Match {
            here: whole(&self.app.articles, here),
            there: whole(&self.app.articles, member.passage_ref()),
            score: Score(0),
        }));
        let others = (0..self.app.articles.len()).filter(|a| *a != here.article);
        others.filter_map(|a| matches.iter().find(|m| m.there.article == a)).copied().collect()
    }

    fn way(&self, found: &Match) -> Way {
        let compared = differ::compare(self.words(found.here), self.words(found.there));
        if compared.reworded || !compared.base_only.is_empty() || !compared.other_only.is_empty() {
            return Way::Otherwise;
        }
        let is_whole = |m: Member| whole(&self.app.articles, m.passage_ref()).span == m.span;
        if is_whole(found.here) && is_whole(found.there) { Way::Same } else { Way::SameInPart }
    }

    fn words(&self, member: Member) -> &str {
        self.app.articles.get(member.article).map_or("", |a| a.slice(member.span))
    }

    /// Says how every article says the passage here, and which words only one of the two has.
    pub(super) fn compare_here(&mut self) {
        if self.app.articles.len() < 2 {
            self.say("One article has nothing to be compared with; open several.");
            return;
        }
        let here = self.app.here();
        let matches = self.best_matches(here);
        if matches.is_empty() {
            if !self.still_aligning() {
                self.say("This passage was found in no other article.");
            }
            return;
        }
        self.say(format!("{} says: {}", self.article(here.article), self.passage_line(here)));
        for found in &matches {
            self.say_wording(here, found);
        }
        let silent: Vec<usize> = (0..self.app.articles.len())
            .filter(|a| *a != here.article && !matches.iter().any(|m| m.there.article == *a))
            .collect();
        if !silent.is_empty() {
            self.say(format!("Not found in {}.", self.articles(&silent)));
        }
        for suspect in self.suspects_here() {
            self.say(format!("Open suspect {}, {}.", suspect + 1, self.suspect_line(suspect)));
        }
    }

    /// Returns the open suspects of the passage under the cursor: the one that was gone to, then the best.
    pub(super) fn suspects_here(&self) -> Vec<usize> {
        let here = self.app.index.suspects(self.app.here()).iter().map(|s| *s as usize);
        let mut open: Vec<usize> = here.filter(|s| self.app.is_open(*s)).collect();
        open.sort_by_key(|s| Some(*s) != self.app.suspect);
        open
    }

    fn say_wording(&mut self, here: PassageRef, found: &Match) {
        let there = found.there.passage_ref();
        let (first, other) = (self.article(here.article), self.article(there.article));
        let place = format!("{other}, passage {}", there.passage + 1);
        let compared = differ::compare(self.words(found.here), self.words(found.there));
        match self.way(found) {
            Way::Same => {
                self.say(format!("{place}: the same words."));
                return;
            }
            Way::SameInPart => {
                let part = self.words(found.there).to_owned();
                self.say(format!("{place} says in part the same words: {part}"));
                return;
            }
            Way::Otherwise => self.say(format!("{place}, says: {}", self.passage_line(there))),
        }
        if compared.reworded {
            self.say("All in other words.");
            return;
        }
        let base = &self.app.articles[here.article];
        let text = &self.app.articles[there.article];
        let only = [
            (first, quoted(base, &compared.base_only, found.here)),
            (other, quoted(text, &compared.other_only, found.there)),
        ];
        let only = only.iter().filter(|(_, words)| !words.is_empty());
        let only: Vec<String> = only.map(|(name, words)| format!("Only {name}: {words}.")).collect();
        self.say(only.join(" "));
    }
}

/// Returns runs of words in quotation marks.
fn quoted(article: &Article, runs: &[Span], member: Member) -> String {
    let words = runs.iter().map(|s| format!("“{}”", article.slice(s.shift(member.span.start))));
    words.collect::<Vec<_>>().join(", ")
}
