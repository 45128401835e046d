//! `--linear`: lines in from standard input, lines out to standard output, workers behind.

use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use ratatui::layout::Rect;

use super::drafts::{Drafts, Found, Journal, with_drafts};
use super::screen::now;
use super::setup::Setup;
use super::{Options, author, complain, export};
use crate::app::effect::{Effect, Message};
use crate::app::reader;
use crate::app::searcher::Searcher;
use crate::app::worker::{Aligner, Post, Saver};
use crate::app::{App, Opening};
use crate::case::store::{CaseFile, WaitingRoom};
use crate::config::environment::Environment;
use crate::files;
use crate::linear::{Document, Linear, Reply};
use crate::terminal::{self, Held};

/// Bytes that a line may have.
const LONGEST: u64 = 1 << 20;
/// The model is laid out for a screen of this size; nothing of it is seen.
const SIZE: Rect = Rect { x: 0, y: 0, width: 200, height: 50 };

/// Something that happened.
enum Event {
    /// A line was typed.
    Line(String),
    /// A line was typed that cannot be read; says why.
    Garbled(&'static str),
    /// There is no further line.
    End,
    /// A worker sends something.
    Message(Message),
}

/// Why the dialogue is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Over {
    /// The reader left; what is not saved was asked about.
    Left,
    /// The input ended, or nobody reads the output.
    Ended,
}

/// Runs the dialogue until the reader quits or the input ends; everything is saved when it returns.
pub(super) fn run(opening: Opening, file: Option<CaseFile>, options: &Options) -> Result<()> {
    let setup = Setup::read(options, &Environment::of_process())?;
    for problem in &setup.problems {
        options.tell(&problem.to_string());
    }
    let state = Environment::of_process().state_dir;
    let drafts = Drafts::of(state.as_deref(), &opening);
    let found = drafts.as_ref().map(Drafts::find).unwrap_or_default();
    let opening = with_drafts(opening, &found, drafts.is_some());
    let (sender, inbox) = mpsc::channel();
    let shell = Shell::new(file, drafts.zip(Some(found)), &sender);
    let mut shell = shell.context("no worker could be started")?;
    // The keys of the screen are the short forms of the commands, so hints name the default ones.
    let mut settings = setup.settings();
    settings.by = settings.by.or_else(|| author::of_git(opening.case_path.as_deref().map(files::folder)));
    let opening = Opening { settings, keymap: None, line_by_line: true, ..opening };
    let (app, effects) = App::new(opening, SIZE);
    let mut linear = Linear::new(app);
    let begun = shell.print(Reply { effects, ..Reply::default() }, &mut linear).and_then(|_| {
        let opening = linear.opening();
        shell.print(opening, &mut linear)?;
        listen(&sender).context("no worker could be started")
    });
    let result = begun.and_then(|()| shell.run(&mut linear, &inbox));
    // Whatever ended the dialogue, what was begun is saved or printed.
    let ended = match &result {
        Ok(Over::Left) => Ok(None),
        Ok(Over::Ended) | Err(_) => shell.end(&mut linear),
    };
    let unsaved = shell.saver.take().and_then(Saver::finish);
    if unsaved.is_none() {
        linear.app.unsaved.clear();
    }
    let kept = shell.journal.take().map(|journal| journal.finish(&mut linear.app));
    if let Some(Err(error)) = kept {
        complain(&error);
        let lost = linear.lost_drafts();
        shell.print(lost, &mut linear)?;
    }
    if let Some(error) = unsaved {
        complain(&error);
        if !matches!(result, Ok(Over::Left)) {
            let rescue = linear.rescue();
            shell.print(rescue, &mut linear)?;
        }
        bail!("the last changes could not be saved");
    }
    if let (Ok(Over::Ended), Some(saved)) = (&result, linear.saved()) {
        writeln!(io::stdout(), "{saved}")?;
    }
    result.and(ended).map(drop)
}

/// Writes a document into a new file; there is no option here that would overwrite one.
fn write(document: &Document) -> std::result::Result<(), String> {
    let path = Path::new(&document.path);
    export::write_file(path, &document.bytes, false).map_err(|error| match path.is_file() {
        true => format!("{} exists already; name another file", path.display()),
        false => format!("{error:#}"),
    })
}

/// Reads lines on a worker and hears of signals.
fn listen(sender: &Sender<Event>) -> Result<()> {
    let lines = sender.clone();
    thread::Builder::new().name("input".into()).spawn(move || read_lines(&mut io::stdin().lock(), &lines))?;
    let signals = sender.clone();
    terminal::on_termination(Held::default(), move || signals.send(Event::End).is_ok())?;
    Ok(())
}

fn read_lines(input: &mut impl BufRead, sender: &Sender<Event>) {
    loop {
        let mut line = Vec::new();
        let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut line);
        let is_whole = line.last() == Some(&b'\n');
        let event = match read {
            Ok(0) | Err(_) => Event::End,
            Ok(_) if !is_whole && line.len() as u64 == LONGEST => {
                if skip_line(input).is_err() {
                    Event::End
                } else {
                    Event::Garbled(
                        "That line is longer than a million bytes; nothing was done. Send shorter lines.",
                    )
                }
            }
            Ok(_) => match String::from_utf8(line) {
                Ok(line) => Event::Line(line.trim_end_matches(['\n', '\r']).to_owned()),
                Err(_) => Event::Garbled("That line is no UTF-8 text; nothing was done. Type it anew."),
            },
        };
        let is_end = matches!(event, Event::End);
        if sender.send(event).is_err() || is_end {
            return;
        }
    }
}

/// Reads over the rest of a line.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|b| *b == b'\n');
        let used = end.map_or(buffer.len(), |at| at + 1);
        let is_over = end.is_some() || buffer.is_empty();
        input.consume(used);
        if is_over {
            return Ok(());
        }
    }
}

struct Shell {
    aligner: Aligner,
    searcher: Searcher,
    saver: Option<Saver>,
    journal: Option<Journal>,
    room: WaitingRoom,
    post: Post,
    sender: Sender<Event>,
    /// Whether somebody types who can be told something between two lines.
    interactive: bool,
    /// Whether the cursor stands behind a prompt, on a line that is not ended.
    at_prompt: bool,
}

impl Shell {
    fn new(
        file: Option<CaseFile>,
        drafts: Option<(Drafts, Found)>,
        sender: &Sender<Event>,
    ) -> io::Result<Shell> {
        let messages = sender.clone();
        let post: Post = Arc::new(move |message| messages.send(Event::Message(message)).is_ok());
        let room = file.as_ref().map(|file| file.waiting_room().clone()).unwrap_or_default();
        Ok(Shell {
            aligner: Aligner::new(Arc::clone(&post)),
            journal: drafts
                .map(|(place, found)| Journal::start(place, found, Arc::clone(&post)))
                .transpose()?,
            saver: file.map(|f| Saver::start(f, Arc::clone(&post))).transpose()?,
            searcher: Searcher::new(Arc::clone(&post)),
            room,
            post,
            sender: sender.clone(),
            interactive: io::stdin().is_terminal(),
            at_prompt: false,
        })
    }

    fn run(&mut self, linear: &mut Linear, inbox: &Receiver<Event>) -> Result<Over> {
        let mut lines: VecDeque<Event> = VecDeque::new();
        self.prompt(linear)?;
        loop {
            match self.wait(linear, inbox)? {
                Event::Message(message) => {
                    let was_waiting = linear.is_waiting();
                    let reply = linear.message(message, now());
                    if let Some(over) = self.print(reply, linear)? {
                        return Ok(over);
                    }
                    if linear.is_waiting() {
                        // The prompt comes once the reply is complete.
                    } else if self.interactive {
                        self.interrupt(linear)?;
                    } else if was_waiting {
                        self.prompt(linear)?;
                    }
                }
                event => lines.push_back(event),
            }
            // Lines through a pipe wait until the reply to the one before is complete and what there is is compared, so that a
            // script finds the same each time; who types may go on at once.
            while self.interactive || !linear.is_waiting() && !linear.is_comparing() {
                let Some(typed) = lines.pop_front() else { break };
                let reply = match typed {
                    Event::Line(line) => linear.line(&line, now()),
                    Event::Garbled(why) => Reply { lines: vec![why.to_owned()], ..Reply::default() },
                    Event::End => return Ok(Over::Ended),
                    Event::Message(_) => break,
                };
                self.at_prompt = false;
                if let Some(over) = self.print(reply, linear)? {
                    return Ok(over);
                }
                if !linear.is_waiting() {
                    self.prompt(linear)?;
                }
            }
        }
    }

    /// Waits for an event, and puts drafts down meanwhile when it is time to.
    fn wait(&mut self, linear: &mut Linear, inbox: &Receiver<Event>) -> Result<Event> {
        if let Some(journal) = &mut self.journal {
            journal.touch(&linear.app);
        }
        loop {
            let now = Instant::now();
            let due = self.journal.as_mut().and_then(|journal| {
                journal.put(&mut linear.app, now);
                journal.due()
            });
            let Some(due) = due else { return Ok(inbox.recv()?) };
            match inbox.recv_timeout(due.saturating_duration_since(now)) {
                Err(RecvTimeoutError::Timeout) => {}
                event => return Ok(event?),
            }
        }
    }

    /// Saves or prints what was begun when the input ended.
    fn end(&mut self, linear: &mut Linear) -> Result<Option<Over>> {
        // Nobody may read any more.
        let _ = self.end_prompt();
        let last = linear.end(now());
        self.print(last, linear)
    }

    /// Tells news to somebody who sits before an empty prompt, and shows the prompt where it does not stand any more.
    fn interrupt(&mut self, linear: &mut Linear) -> Result<()> {
        let news = linear.take_news();
        self.tell(&news)?;
        if self.at_prompt { Ok(()) } else { self.prompt(linear) }
    }

    /// Prints lines, below the prompt where one stands.
    fn tell(&mut self, lines: &[String]) -> io::Result<()> {
        if !lines.is_empty() {
            self.end_prompt()?;
        }
        let mut out = io::stdout().lock();
        lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        out.flush()
    }

    /// Ends the line of a prompt to which nothing was typed.
    fn end_prompt(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.at_prompt) { writeln!(io::stdout()) } else { Ok(()) }
    }

    /// Prints the prompt; where no echo of the typed line ends it, with a line end of its own.
    fn prompt(&mut self, linear: &Linear) -> Result<()> {
        let mut out = io::stdout().lock();
        let prompt = linear.prompt();
        self.at_prompt = self.interactive;
        if self.interactive {
            write!(out, "{prompt}")?
        } else {
            writeln!(out, "{}", prompt.trim_end())?
        }
        Ok(out.flush()?)
    }

    /// Prints a reply and does what it asks for; returns why the dialogue is over, when it is.
    fn print(&mut self, reply: Reply, linear: &mut Linear) -> Result<Option<Over>> {
        let is_over = self.carry_out(reply.effects)?;
        let mut lines = reply.lines;
        if let Some(document) = reply.document {
            lines.extend(linear.written(&document.path, write(&document)).lines);
        }
        self.tell(&lines)?;
        Ok(is_over.then_some(Over::Left))
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> Result<bool> {
        let mut leaves = false;
        for effect in effects {
            match effect {
                Effect::Align { generation, articles, ties } => {
                    self.aligner.start(generation, articles, ties)?;
                }
                Effect::Search { generation, query, articles, first } => {
                    self.searcher.start(generation, query, articles, first)?;
                }
                Effect::Save(version) => {
                    let number = version.number;
                    if !self.saver.as_ref().is_some_and(|s| s.save(version)) {
                        let result = Err("nothing could be saved: there is no case file".to_owned());
                        self.sender.send(Event::Message(Message::Saved { number, result }))?;
                    }
                }
                Effect::Read(request) => {
                    reader::start(*request, self.room.clone(), Arc::clone(&self.post))?;
                }
                Effect::Quit => leaves = true,
                // No command asks for what belongs to a screen, an editor or a window; `export` writes by itself.
                Effect::Copy(_)
                | Effect::CopyByTerminal(_)
                | Effect::Edit(_)
                | Effect::Theme(_)
                | Effect::Mouse(_)
                | Effect::Suspend
                | Effect::Redraw
                | Effect::Export(_)
                | Effect::Write(_)
                | Effect::ListPaths(_) => {}
            }
        }
        Ok(leaves)
    }
}
