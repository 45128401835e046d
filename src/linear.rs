//! The model line by line, for screen readers and terminals without a cursor: a line comes in, sentences go out.
//!
//! It is the screen's model (`app`) with another way in and out. Commands become the same actions, annotations are
//! written in the same dialog, saved, undone and merged by the same code; nothing here draws, waits or knows a terminal.
//! The shell prints [`Reply::lines`], carries out [`Reply::effects`], and hands in what its workers send.
//!
//! | file | subject |
//! |---|---|
//! | `command` | what can be typed |
//! | `doing` | what each command does |
//! | `reading` | passages, articles, and how the articles say them |
//! | `finding` | suspects, threads, hits of a search |
//! | `articles` | articles added, taken out, named, read again |
//! | `asking` | lists to pick from, and questions with several answers |
//! | `annotating` | the dialog, field by field |
//! | `witnesses` | the witnesses in the dialog |
//! | `records` | the annotations that there are |
//! | `ending` | the end of the input, and what must not get lost by it |

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::app::action::Action;
use crate::app::effect::{Effect, Message};
use crate::app::pick::{Pick, Purpose};
use crate::app::{App, Overlay, Then};
use crate::article::{Span, visible};

mod annotating;
mod articles;
mod asking;
pub mod command;
mod doing;
mod ending;
mod finding;
mod reading;
mod records;
mod witnesses;

/// Items of a list that are printed at once; `more` goes on.
const PAGE: usize = 20;
/// Characters that the name of an article may have where it is said in passing.
const LONGEST_NAME: usize = 20;

/// The model with what a dialogue of lines needs beside it.
#[derive(Debug)]
pub struct Linear {
    /// The model of the screen.
    pub app: App,
    reply: Reply,
    /// What a number alone picks.
    listed: Listed,
    /// Items of a long list that were not printed yet.
    rest: VecDeque<String>,
    /// What is told with the next line: nobody is interrupted while typing.
    news: Vec<String>,
    /// What the reader waits for.
    waiting: Option<Waiting>,
    /// Lines are being typed into the note.
    in_note: bool,
    /// How many articles are being read.
    reading: usize,
    /// Articles that were read while the reader wrote or answered something.
    held: Vec<Message>,
    /// The question with several answers that was said last.
    asked: Option<Purpose>,
}

/// What the shell is to do after a line.
#[derive(Debug, Default)]
pub struct Reply {
    /// What is printed, a sentence or an item a line; nothing in it commands a terminal.
    pub lines: Vec<String>,
    /// What the model asks for.
    pub effects: Vec<Effect>,
    /// A document that is to be written into a new file.
    pub document: Option<Document>,
}

/// A document for a new file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The file, as typed.
    pub path: String,
    /// What is written.
    pub bytes: Vec<u8>,
}

/// What a number alone picks.
#[derive(Debug, Clone, Default, PartialEq)]
enum Listed {
    /// Passages of the article; before any list.
    #[default]
    Passages,
    Articles,
    Suspects,
    /// Rows of the threads.
    Threads,
    Annotations,
    /// Article and place of hits.
    Hits(Vec<(usize, Span)>),
    /// Lines of a window of the screen.
    Pick(Box<Pick>),
}

/// What the reader waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Alignment,
    Search,
    Article,
}

impl Linear {
    /// Makes the dialogue over a model.
    pub fn new(app: App) -> Linear {
        Linear {
            app,
            reply: Reply::default(),
            listed: Listed::default(),
            rest: VecDeque::new(),
            news: Vec::new(),
            waiting: None,
            in_note: false,
            reading: 0,
            held: Vec::new(),
            asked: None,
        }
    }

    /// Returns what is printed first.
    pub fn opening(&mut self) -> Reply {
        let title = self.app.case.title.clone().map_or_else(String::new, |t| format!("{t}. "));
        let (articles, annotations) = (self.app.articles.len(), self.app.case.annotations.len());
        let articles = count(articles, "article");
        self.say(format!("{title}{articles}, {}.", count(annotations, "annotation")));
        self.say_status();
        if let Some(reason) = self.app.read_only.clone() {
            self.say(format!("Nothing can be written: {reason}."));
        }
        self.say_drafts();
        self.list_articles();
        if self.app.aligning.is_some() {
            self.say("The articles are being compared; reading can begin.");
        }
        self.say("A question mark and Enter lists what can be typed. Enter alone reads on.");
        self.say_here();
        self.take()
    }

    /// Returns what stands before the reader's line: where one is, and what may be typed.
    pub fn prompt(&self) -> String {
        let prompt = match self.app.overlays.last() {
            Some(Overlay::Dialog(dialog)) => self.field_prompt(dialog),
            Some(Overlay::Confirm(confirm)) => match confirm.then {
                Then::Quit => "yes, no, or save to try again: ".into(),
                Then::Delete(_) | Then::Tie(..) | Then::Overwrite(_) => "yes or no: ".into(),
            },
            Some(Overlay::Pick(pick)) => Linear::pick_prompt(pick),
            _ => {
                let here = self.app.here();
                let total = self.app.articles.get(here.article).map_or(0, |a| a.passages.len());
                format!(
                    "{}, passage {} of {total}, or ? for help: ",
                    self.article(here.article),
                    here.passage + 1
                )
            }
        };
        clean(&prompt)
    }

    /// Takes in a line that the reader typed.
    pub fn line(&mut self, line: &str, now: Timestamp) -> Reply {
        self.waiting = None;
        if self.app.overlays.is_empty() {
            self.tell_news();
        }
        // What commands a terminal has no business in a case file either.
        let line: String = line.chars().filter(|c| *c == '\t' || !c.is_control()).collect();
        let generation = self.app.generation;
        match self.app.overlays.last() {
            Some(Overlay::Dialog(_)) => self.answer_field(&line, now),
            Some(Overlay::Confirm(_)) => self.answer_question(&line, now),
            Some(Overlay::Pick(_)) => self.answer_pick(&line, now),
            _ => self.command(&line, now),
        }
        self.say_compared_anew(generation);
        self.take_held(now);
        self.ask_pick();
        self.take()
    }

    /// Takes in what a worker sends.
    pub fn message(&mut self, message: Message, now: Timestamp) -> Reply {
        let (was_aligning, was_saving) = (self.app.aligning.is_some(), self.is_saving());
        let failed = matches!(message, Message::NotAligned { .. });
        let tells = matches!(message, Message::Told(_));
        match message {
            Message::Read { .. } => self.arrived(message, now),
            message => self.update(message, now),
        }
        if tells {
            self.say_status();
        }
        if was_aligning && self.app.aligning.is_none() {
            let told = self.app.status.take().map(|s| sentence(&s.text));
            let compared = (!failed).then(|| self.compared());
            self.news.extend(told.into_iter().chain(compared));
            if self.waiting == Some(Waiting::Alignment) {
                self.waiting = None;
                self.tell_news();
            }
        }
        if was_saving && !self.is_saving() {
            if self.app.overlays.is_empty() {
                self.tell_news();
            }
            match self.app.saving.failed.clone() {
                Some(why) => {
                    self.app.status = None;
                    self.say(format!("NOT SAVED: {why}. save tries again."));
                }
                None => self.say_status(),
            }
            self.ask_question();
        }
        if self.waiting == Some(Waiting::Search) && self.app.search.is_done() {
            self.waiting = None;
            self.list_hits();
        }
        self.ask_pick();
        self.take()
    }

    /// Takes in what became of a document.
    pub fn written(&mut self, path: &str, result: Result<(), String>) -> Reply {
        match result {
            Ok(()) => self.say(format!("Written into {path}")),
            Err(why) => self.say(format!("Not written: {why}.")),
        }
        self.take()
    }

    /// Returns what would be told with the next line, for a reader who sits idle.
    pub fn take_news(&mut self) -> Vec<String> {
        // Whoever writes an annotation or answers a question is told later.
        if !self.app.overlays.is_empty() {
            return Vec::new();
        }
        self.tell_news();
        self.take().lines
    }

    /// Returns whether the reply to the last line is still to come.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some() || self.is_saving()
    }

    /// Returns whether the articles are being compared; not while one of them is still to come, which may take for ever.
    pub fn is_comparing(&self) -> bool {
        self.app.aligning.is_some() && self.app.loading.open.is_empty()
    }

    fn is_saving(&self) -> bool {
        self.app.saving.answered < self.app.saving.asked
    }

    fn update(&mut self, message: Message, now: Timestamp) {
        let articles = self.app.articles.clone();
        let effects = self.app.update(message, now);
        self.await_articles(&effects);
        self.forget_numbers(&articles);
        self.reply.effects.extend(effects);
    }

    fn act(&mut self, action: Action, count: Option<usize>, now: Timestamp) {
        self.update(Message::Act(action, count), now);
    }

    /// Says one line; what would command a terminal becomes a symbol.
    fn say(&mut self, text: impl AsRef<str>) {
        self.reply.lines.push(clean(text.as_ref()).trim_end().to_owned());
    }

    /// Says what the model says on its status line.
    fn say_status(&mut self) {
        if let Some(status) = self.app.status.take() {
            self.say(sentence(&status.text));
        }
    }

    fn tell_news(&mut self) {
        let news = std::mem::take(&mut self.news);
        news.iter().for_each(|n| self.say(n));
    }

    fn take(&mut self) -> Reply {
        std::mem::take(&mut self.reply)
    }

    /// Says a list, each item with its number; a long one a page at a time.
    fn list(&mut self, items: impl IntoIterator<Item = (usize, String)>, listed: Listed) {
        self.rest = items.into_iter().map(|(i, item)| format!("{}. {item}", i + 1)).collect();
        self.listed = listed;
        self.say_page();
    }

    fn say_page(&mut self) {
        let shown = self.rest.len().min(PAGE);
        let page: Vec<String> = self.rest.drain(..shown).collect();
        page.iter().for_each(|item| self.say(item));
        if !self.rest.is_empty() {
            self.say(format!("{} more: type more.", self.rest.len()));
        }
    }

    /// Returns an article's number and short name; without the name where that is too long to be heard again and again.
    fn article(&self, article: usize) -> String {
        let name = self.app.name(article);
        let is_short = name.chars().count() <= LONGEST_NAME;
        if is_short { format!("{} {name}", article + 1) } else { format!("article {}", article + 1) }
    }

    /// Returns articles as a sentence has them; a long row of names would hide that nobody is missing.
    fn articles(&self, articles: &[usize]) -> String {
        if articles.len() > 2 && articles.len() == self.app.articles.len() {
            return "every article".into();
        }
        and(&articles.iter().map(|a| self.article(*a)).collect::<Vec<_>>())
    }
}

/// Returns a text as one line without anything that commands a terminal.
fn clean(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { visible(c).unwrap_or(c) }).collect()
}

/// Returns a message of the status line as a sentence.
fn sentence(text: &str) -> String {
    let names_file = |word: Option<&str>| word.is_some_and(|word| word.contains(['/', '.']));
    let mut chars = text.chars();
    // With another first letter the name of a file would be that of another one.
    let first: String = match names_file(text.split(' ').next()) {
        true => chars.next().into_iter().collect(),
        false => chars.next().into_iter().flat_map(char::to_uppercase).collect(),
    };
    // A full stop behind the name of a file would be read as a part of it.
    let end = if names_file(text.rsplit(' ').next()) || text.ends_with(['?', '!', '”']) { "" } else { "." };
    format!("{first}{}{end}", chars.as_str().replace(" · ", "; "))
}

/// Returns words as a sentence has them: `a, b and c`.
fn and(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Returns a number with its noun: `1 article`, `2 articles`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
