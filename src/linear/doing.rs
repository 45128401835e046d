//! What each command does.

use jiff::Timestamp;

use super::annotating::FIELD_WORDS;
use super::command::{self, Asked, COMMANDS, Command};
use super::{Document, Linear, Listed, Waiting, count};
use crate::align::PassageRef;
use crate::app::action::Action;
use crate::app::index::whole;
use crate::app::palette;
use crate::article::Article;
use crate::export::Notes;
use crate::export::format::{Format, Wishes};
use crate::export::record::Record;

/// Passages that are read on without a number.
const READ: usize = 10;

impl Linear {
    /// Does what a line at the main prompt says.
    pub(super) fn command(&mut self, line: &str, now: Timestamp) {
        if FIELD_WORDS.contains(&line.trim()) {
            self.say("No annotation is being written; annotate begins one.");
            return;
        }
        match command::read(line) {
            Asked::Do(command, rest) => self.carry_out(command, &rest, now),
            Asked::Pick(number) => self.pick(number, now),
            Asked::Unknown(sentence) => self.say(sentence),
        }
    }

    fn carry_out(&mut self, command: Command, rest: &str, now: Timestamp) {
        match command {
            Command::Next => self.step(Action::NextPassage, rest, now),
            Command::Previous => self.step(Action::PreviousPassage, rest, now),
            Command::Read => {
                if let Some(passages) = self.number_or(command, rest, READ) {
                    self.read_on(passages);
                }
            }
            Command::Here => self.say_here(),
            Command::Passage => {
                if let Some(number) = self.number(command, rest) {
                    self.go_to_passage(number);
                }
            }
            Command::Article => {
                if let Some(number) = self.number(command, rest) {
                    self.go_to_article(number);
                }
            }
            Command::Articles => self.list_articles(),
            Command::Details => self.say_details(),
            Command::Back => self.step(Action::Back, rest, now),
            Command::Add => self.add(rest, now),
            Command::Remove => self.with_numbered(Action::Remove, command, rest, now),
            Command::Rename => {
                let wanted = "its new short name behind it, as in: rename Evening Post.";
                self.run(palette::Command::Rename, rest, wanted, now);
            }
            Command::Reload => self.with_numbered(Action::Reload, command, rest, now),
            Command::ChangedWords => self.list_window(Action::ChangedWords, now),
            Command::Locate => self.locate(rest, now),
            Command::Repair => self.with_article(Action::Repair, None, now),
            Command::Extract if rest.is_empty() => self.with_article(Action::ExtractOtherwise, None, now),
            Command::Extract => self.run(palette::Command::Extract, rest, "", now),
            Command::Encoding => {
                let wanted = "the name of an encoding behind it, as in: encoding windows-1252.";
                self.run(palette::Command::Encoding, rest, wanted, now);
            }
            Command::Judged => self.list_window(Action::Judged, now),
            Command::Compare => self.compare_here(),
            Command::Follow => self.step(Action::Follow, rest, now),
            Command::NextThread => self.jump(Action::NextThread, now),
            Command::PreviousThread => self.jump(Action::PreviousThread, now),
            Command::NextOnly => self.jump(Action::NextOnly, now),
            Command::PreviousOnly => self.jump(Action::PreviousOnly, now),
            Command::Suspects => self.list_suspects(),
            Command::NextSuspect if !rest.is_empty() => {
                if let Some(number) = self.number(command, rest) {
                    self.pick_suspect(number);
                }
            }
            Command::NextSuspect => self.jump(Action::NextSuspect, now),
            Command::PreviousSuspect => self.jump(Action::PreviousSuspect, now),
            Command::SetAside => {
                self.act(Action::SetAside, None, now);
                self.say_status();
            }
            Command::Threads => self.list_threads(rest, now),
            Command::Same => self.tie(Action::Same, rest, now),
            Command::Different => self.tie(Action::Different, rest, now),
            Command::Wait => self.wait(),
            Command::Search => self.search(rest),
            Command::NextHit => self.step(Action::NextHit, "", now),
            Command::PreviousHit => self.step(Action::PreviousHit, "", now),
            Command::Annotate => self.annotate(now),
            Command::Annotations => self.list_records(rest),
            Command::Annotation if rest.is_empty() => self.jump(Action::NextAnnotation, now),
            Command::Annotation => self.with_record(command, rest, Linear::say_record),
            Command::Edit => self.with_record(command, rest, Linear::edit),
            Command::Status => self.set_status(rest, now),
            Command::Delete => self.with_record(command, rest, Linear::ask_delete),
            Command::Undo => self.with_article(Action::Undo, None, now),
            Command::Redo => self.with_article(Action::Redo, None, now),
            Command::More if self.rest.is_empty() => self.say("There is no more of a list."),
            Command::More => self.say_page(),
            Command::Save => self.save(),
            Command::Export => self.export(rest),
            Command::Help => self.help(),
            Command::Quit => {
                self.say_unread();
                self.act(Action::Quit, None, now);
                self.say_status();
                self.ask_question();
            }
        }
    }

    /// Lists what can be typed.
    fn help(&mut self) {
        self.say("A line is a command, in its long or its short form. A number alone picks from the list shown last.");
        for (title, rows) in COMMANDS {
            self.say(format!("{title}:"));
            for row in *rows {
                let short = if row.short.is_empty() { String::new() } else { format!(" or {}", row.short) };
                let argument =
                    if row.argument.is_empty() { String::new() } else { format!(" {}", row.argument) };
                self.say(format!("{}{short}{argument}: {}.", row.name, row.text));
            }
        }
    }

    /// Does an action that moves the cursor, and says the passage it led to, or why it did not.
    fn jump(&mut self, action: Action, now: Timestamp) {
        let before = self.app.here();
        let suspect = self.app.suspect;
        self.act(action, None, now);
        self.say_moved(before, suspect);
    }

    /// Does an action so many times.
    fn step(&mut self, action: Action, rest: &str, now: Timestamp) {
        let times = if rest.is_empty() { Some(1) } else { rest.parse::<usize>().ok().filter(|n| *n > 0) };
        let Some(times) = times else {
            self.say(format!("“{rest}” is no number."));
            return;
        };
        let before = self.app.here();
        self.act(action, Some(times.min(1_000_000)), now);
        if self.waits_for_hits() {
            self.waiting = Some(Waiting::Search);
            return;
        }
        self.say_moved(before, self.app.suspect);
    }

    /// A search that was asked for again is listed anew once it is done.
    fn waits_for_hits(&self) -> bool {
        self.app.search.wanted.is_some()
    }

    fn say_moved(&mut self, before: PassageRef, suspect: Option<usize>) {
        let here = self.app.here();
        let stayed = here == before && self.app.suspect == suspect;
        let told = self.app.status.is_some();
        self.say_status();
        if stayed && !told {
            let total = self.app.articles.get(here.article).map_or(0, |a| a.passages.len());
            let end = if here.passage == 0 && total > 1 { "first" } else { "last" };
            self.say(format!("This is the {end} passage of the article."));
        } else if !stayed {
            if here.article != before.article {
                self.say(format!("{}, passage {}:", self.article(here.article), here.passage + 1));
            }
            let listed = self.listed.clone();
            self.say_here();
            if matches!(listed, Listed::Hits(_)) {
                self.listed = listed;
            }
        }
    }

    fn pick(&mut self, number: usize, now: Timestamp) {
        match self.listed.clone() {
            Listed::Passages => self.go_to_passage(number),
            Listed::Articles => self.go_to_article(number),
            Listed::Suspects => self.pick_suspect(number),
            Listed::Threads => self.go_to_row(number, now),
            Listed::Annotations => match self.record_of(number) {
                Some(at) => self.say_record(at),
                None => self.no_record(number),
            },
            Listed::Pick(pick) => self.pick_line(*pick, number, now),
            Listed::Hits(hits) => match number.checked_sub(1).and_then(|n| hits.get(n)) {
                Some((article, span)) => self.go_to_hit(*article, *span),
                None => self.say(format!("There is no place {number}; there are {}.", hits.len())),
            },
        }
    }

    fn pick_suspect(&mut self, number: usize) {
        let total = self.app.index.alignment.suspects.len();
        match number.checked_sub(1).filter(|n| *n < total) {
            Some(suspect) => self.go_to_suspect(suspect),
            None if self.still_aligning() => {}
            None => self.say(format!("There is no suspect {number}; there are {total}.")),
        }
    }

    fn go_to_passage(&mut self, number: usize) {
        let total = self.app.articles.get(self.app.focus).map_or(0, |a| a.passages.len());
        if !(1..=total).contains(&number) {
            self.say(format!("There is no passage {number} in this article; it has {total}."));
            return;
        }
        let left = self.app.place_to_leave(Action::Top);
        self.app.go_to_passage(number - 1);
        self.app.note_jump(left);
        self.app.refresh();
        self.say_here();
    }

    fn go_to_article(&mut self, number: usize) {
        let total = self.app.articles.len();
        if !(1..=total).contains(&number) {
            if !self.say_missing(number) {
                self.say(format!("There is no article {number}; there are {total}."));
            }
            return;
        }
        let left = self.app.place_to_leave(Action::Top);
        self.app.focus_on(number - 1);
        self.app.note_jump(left);
        self.app.refresh();
        self.say_place();
    }

    /// Says where one is, and the passage.
    pub(super) fn say_place(&mut self) {
        let here = self.app.here();
        self.say(format!("{}, passage {}:", self.article(here.article), here.passage + 1));
        self.say_here();
    }

    /// Ties the passage here and the one that is named, as the selections of two panes would be.
    fn tie(&mut self, action: Action, rest: &str, now: Timestamp) {
        let numbers: Vec<Option<usize>> =
            rest.split_whitespace().map(|w| w.parse::<usize>().ok()?.checked_sub(1)).collect();
        let [Some(article), Some(passage)] = numbers[..] else {
            self.say(
                "Type the other passage behind it: the number of its article, then its own, as in 2 15.",
            );
            return;
        };
        let there = PassageRef { article, passage };
        let exists = self.app.articles.get(article).is_some_and(|a| passage < a.passages.len());
        if !exists || article == self.app.focus {
            let other = if exists { "another article" } else { "an article that is open" };
            self.say(format!("A tie needs a passage of {other}; {rest} is none."));
            return;
        }
        let here = self.app.here();
        for at in [here, there] {
            let span = whole(&self.app.articles, at).span;
            self.app.panes[at.article].selection = Some(span);
        }
        self.act(action, None, now);
        for pane in &mut self.app.panes {
            pane.selection = None;
        }
        self.app.refresh();
        self.say_status();
    }

    fn wait(&mut self) {
        if self.app.aligning.is_some() {
            self.still_aligning();
            self.waiting = Some(Waiting::Alignment);
        } else if self.app.articles.len() < 2 {
            self.say("One article has nothing to be compared with.");
        } else {
            let compared = self.compared();
            if self.reply.lines.last() != Some(&compared) {
                self.say(compared);
            }
        }
    }

    /// Says what is saved; what could not be saved is tried again.
    fn save(&mut self) {
        if self.app.saving.failed.is_some() {
            self.say("Saving once more.");
            let effects = self.app.save();
            self.reply.effects.extend(effects);
            return;
        }
        let drafts = self.app.drafts.len();
        let drafts =
            if drafts > 0 { format!(" {} not saved yet.", is_or_are(drafts)) } else { String::new() };
        match (self.app.may_not_write(), &self.app.case_path) {
            (Some(reason), _) => self.say(super::sentence(&reason)),
            (None, Some(path)) if self.app.case.annotations.is_empty() && self.app.saving.asked == 0 => {
                let text =
                    format!("There is nothing to save; {} keeps the annotations.{drafts}", path.display());
                self.say(text);
            }
            (None, Some(path)) => {
                let text = format!("Everything is saved in {}.{drafts}", path.display());
                self.say(text);
            }
            (None, None) => {}
        }
    }

    /// Prints the annotations as Markdown, or has them written into a new file.
    fn export(&mut self, path: &str) {
        let bytes = self.markdown();
        if path.is_empty() {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            text.lines().for_each(|line| self.say(line));
        } else {
            self.reply.document = Some(Document { path: path.to_owned(), bytes });
        }
    }

    /// Returns the annotations as Markdown.
    pub(super) fn markdown(&self) -> Vec<u8> {
        let articles: Vec<&Article> = self.app.articles.iter().map(AsRef::as_ref).collect();
        let notes = Notes::new(&self.app.case, &articles);
        let mut bytes = Vec::new();
        // Nothing can go wrong with writing into memory.
        let _ = Format::Md.write(&mut bytes, &notes, &Record::new(&notes, None), &Wishes::default());
        bytes
    }

    /// Returns the number behind a command, or says what it should be.
    pub(super) fn number(&mut self, command: Command, rest: &str) -> Option<usize> {
        let number = rest.parse().ok();
        if number.is_none() {
            let name = command.row().map_or("", |r| r.name);
            self.say(format!("Type a number behind it, as in: {name} 3."));
        }
        number
    }

    pub(super) fn number_or(&mut self, command: Command, rest: &str, usual: usize) -> Option<usize> {
        if rest.is_empty() { Some(usual) } else { self.number(command, rest) }
    }
}

fn is_or_are(drafts: usize) -> String {
    format!("{} of an annotation {}", count(drafts, "draft"), if drafts == 1 { "is" } else { "are" })
}
