//! Articles added, taken out, named, read again and read another way: what the screen does with keys and its palette.

use std::sync::Arc;

use jiff::Timestamp;

use super::{Linear, Listed, Waiting, command, count, sentence};
use crate::app::Overlay;
use crate::app::action::Action;
use crate::app::articles::Articles;
use crate::app::effect::{Effect, Message};
use crate::app::palette::Command;
use crate::app::reader::Purpose;
use crate::article::Article;
use crate::article::load::NO_FILE;

impl Linear {
    /// Does a command of the palette; without an argument says what is to be typed.
    pub(super) fn run(&mut self, command: Command, argument: &str, wanted: &str, now: Timestamp) {
        if argument.is_empty() {
            self.say(format!("Type {wanted}"));
            return;
        }
        self.update(Message::Run(command, argument.to_owned()), now);
        self.say_status();
    }

    /// Adds the article of a file or an address, or those of a folder.
    pub(super) fn add(&mut self, input: &str, now: Timestamp) {
        if input == NO_FILE {
            self.say("Standard input is where your lines come from; save the text to a file and add that.");
            return;
        }
        let wanted = "a file, a folder or an address behind it, as in: add late.html";
        self.run(Command::Add, input, wanted, now);
    }

    /// Says where the file of a missing article is now; of several one is meant by its number in the list.
    pub(super) fn locate(&mut self, rest: &str, now: Timestamp) {
        let wanted = "where its file is now behind it, as in: locate news/post.html";
        let numbered = rest.split_once(char::is_whitespace).and_then(|(number, path)| {
            let line = number.parse::<usize>().ok()?.checked_sub(1)?;
            self.app.missing_at(line).is_some().then_some((line, path.trim()))
        });
        let Some((cursor, path)) = numbered else {
            return self.run(Command::Locate, rest, wanted, now);
        };
        // The model takes the missing article from the list of articles, where that is open.
        self.app.overlays.push(Overlay::Articles(Articles { cursor, ..Articles::default() }));
        self.run(Command::Locate, path, wanted, now);
        self.app.overlays.retain(|o| !matches!(o, Overlay::Articles(_)));
    }

    /// Does something with the article of a number, or without one with this one.
    pub(super) fn with_article(&mut self, action: Action, number: Option<usize>, now: Timestamp) {
        let here = self.id_here();
        self.act(action, number, now);
        self.say_status();
        if self.id_here() != here {
            self.say_place();
        }
    }

    /// The same for a command with a number that may be left out.
    pub(super) fn with_numbered(
        &mut self,
        action: Action,
        command: command::Command,
        rest: &str,
        now: Timestamp,
    ) {
        let number = if rest.is_empty() { None } else { Some(self.number(command, rest)) };
        match number {
            Some(None) => {}
            number => self.with_article(action, number.flatten(), now),
        }
    }

    fn id_here(&self) -> Option<String> {
        self.app.articles.get(self.app.focus).map(|a| a.id.clone())
    }

    /// Notes which articles the model has asked for.
    pub(super) fn await_articles(&mut self, effects: &[Effect]) {
        let reads = effects.iter().filter(|e| matches!(e, Effect::Read(_))).count();
        if reads > 0 {
            self.reading += reads;
            self.waiting = Some(Waiting::Article);
        }
    }

    /// Takes in articles that were read, or why not; while the reader writes or answers something they wait.
    pub(super) fn arrived(&mut self, message: Message, now: Timestamp) {
        self.reading = self.reading.saturating_sub(1);
        let is_awaited = self.waiting == Some(Waiting::Article);
        if is_awaited {
            self.waiting = None;
        }
        // A question that comes while something else is typed would take that for its answer.
        let asks = matches!(
            &message,
            Message::Read { purpose: Purpose::Differently { ask: true, .. }, result: Ok(_) }
        );
        if !self.app.may_exchange() || asks && !is_awaited {
            self.held.push(message);
            return;
        }
        let said = self.reply.lines.len();
        let is_lost = matches!(&message, Message::Read { purpose: Purpose::Locate(None), result: Err(_) });
        self.come(message, now);
        if is_lost && self.app.missing.len() > 1 {
            self.say("Its number in the list of articles before the path says which of them it is.");
        }
        if !is_awaited {
            let told = self.reply.lines.split_off(said);
            self.news.extend(told);
        }
    }

    /// Takes in what waited for the reader to be done.
    pub(super) fn take_held(&mut self, now: Timestamp) {
        while self.app.may_exchange() && !self.held.is_empty() {
            let message = self.held.remove(0);
            self.come(message, now);
        }
    }

    fn come(&mut self, message: Message, now: Timestamp) {
        let known: Vec<String> = self.app.articles.iter().map(|a| a.id.clone()).collect();
        let generation = self.app.generation;
        self.update(message, now);
        self.say_status();
        let articles = self.app.articles.iter().enumerate();
        let new: Vec<usize> = articles.filter(|(_, a)| !known.contains(&a.id)).map(|(at, _)| at).collect();
        if !new.is_empty() {
            self.list(
                new.iter().map(|at| (*at, self.article_line(*at))).collect::<Vec<_>>(),
                Listed::Articles,
            );
        }
        self.say_compared_anew(generation);
    }

    /// Says that the articles are compared anew, when that was begun since the alignment of that number.
    pub(super) fn say_compared_anew(&mut self, generation: u64) {
        if self.app.generation != generation && self.app.aligning.is_some() {
            self.say("The articles are compared anew.");
        }
    }

    /// Forgets lists whose numbers mean something else once articles were exchanged.
    pub(super) fn forget_numbers(&mut self, before: &[Arc<Article>]) {
        let is_same =
            |(a, b): (&Arc<Article>, &Arc<Article>)| Arc::ptr_eq(a, b) || a.id == b.id && a.text == b.text;
        let articles = &self.app.articles;
        let is_kept = articles.len() == before.len() && before.iter().zip(articles).all(is_same);
        if !is_kept && !matches!(self.listed, Listed::Pick(_) | Listed::Annotations) {
            self.rest.clear();
            self.listed = Listed::Passages;
        }
    }

    /// Says what is known of a missing article, by its number in the list; returns whether there is one.
    pub(super) fn say_missing(&mut self, number: usize) -> bool {
        let Some(line) = number.checked_sub(1).filter(|line| self.app.missing_at(*line).is_some()) else {
            return false;
        };
        self.say_labelled(self.app.details_of_line(line).into_iter().filter(|(label, _)| *label != "to do"));
        self.say(format!("Type locate {number} and the path of its file to say where that is now."));
        true
    }

    /// Returns the missing articles as the list has them.
    pub(super) fn missing_lines(&self) -> Vec<(usize, String)> {
        let first = self.app.articles.len();
        let missing = self.app.missing.iter().enumerate();
        let line = |(at, (id, why)): (usize, &(String, String))| {
            (first + at, format!("{}, missing: {}", self.app.name_of_id(id), sentence(why)))
        };
        missing.map(line).collect()
    }
}

/// Counts articles that something is done to: `1 article is`, `2 articles are`.
pub(super) fn are(articles: usize) -> String {
    format!("{} {}", count(articles, "article"), if articles == 1 { "is" } else { "are" })
}
