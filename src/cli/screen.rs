//! The main loop: messages in, model updated, effects carried out, frame drawn.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use crossterm::event::Event;
use jiff::Timestamp;
use ratatui::layout::Rect;

use super::author;
use super::clipboard;
use super::drafts::{Drafts, Found, Journal, with_drafts};
use super::editor;
use super::linear;
use super::reading::Reading;
use super::setup::Setup;
use super::state::{Kept, is_first_start};
use super::watch::Watch;
use super::{Options, Usage, complain};
use crate::app::effect::{Effect, Message};
use crate::app::mouse::Mouse;
use crate::app::reader;
use crate::app::searcher::Searcher;
use crate::app::worker::{Aligner, Post, Saver};
use crate::app::{App, Opening, Status, Tone};
use crate::case::store::CaseFile;
use crate::config::environment::Environment;
use crate::config::theme;
use crate::terminal::{self, Held, Input, Terminal};
use crate::ui::{self, Look, Theme};

/// Between two steps of scrolling while the pointer is held beyond the edge of a pane.
const STILL_HELD: Duration = Duration::from_millis(60);

/// How long articles are read before the title says so.
const STILL_READING: Duration = Duration::from_millis(500);

/// Refuses to run the screen into a file or pipe, which only lines can go to; asked before anything is made or changed for it.
///
/// # Errors
/// Standard output is no terminal.
pub(super) fn require_terminal(options: &Options) -> Result<(), Usage> {
    if options.linear || io::stdout().is_terminal() {
        return Ok(());
    }
    Err(Usage(
        "the screen needs a terminal; for scripts there is `variorum align`, and --linear works line by line"
            .into(),
    ))
}

/// Runs the screen until the reader quits; everything is saved when it returns.
pub(super) fn run(
    opening: Opening,
    file: Option<CaseFile>,
    reading: Option<Reading>,
    options: &Options,
) -> Result<()> {
    if options.linear {
        return linear::run(opening, file, options);
    }
    require_terminal(options)?;
    let environment = Environment::of_process();
    let setup = Setup::read(options, &environment)?;
    for problem in &setup.problems {
        complain(&problem.to_string());
    }
    let state = environment.state_dir.as_deref();
    let kept = Kept::of(state, opening.case_path.as_deref());
    let drafts = Drafts::of(state, &opening);
    let found = drafts.as_ref().map(Drafts::find).unwrap_or_default();
    let opening = with_drafts(opening, &found, drafts.is_some());
    let (sender, inbox) = mpsc::channel();
    let shell = Shell::new(file, drafts.zip(Some(found)), setup.look.clone(), &sender);
    let mut shell = shell.context("no worker could be started")?;
    let mut terminal = Terminal::enter(setup.config.mouse).context("the terminal could not be taken")?;
    let (width, height) = terminal.size()?;
    let opening = resumed(furnish(opening, &setup), kept.as_ref(), state);
    if opening.settings.by.is_none() {
        let author = sender.clone();
        author::ask(opening.case_path.as_deref(), move |name| author.send(Message::Author(name)).is_ok())?;
    }
    let (mut app, effects) = App::new(opening, Rect::new(0, 0, width, height));
    let result = listen(&sender, terminal.held())
        .map(|input| shell.input = input)
        .and_then(|()| shell.carry_out(effects, &mut terminal, &sender))
        .and_then(|_| shell.run(&mut app, &mut terminal, &inbox, &sender, reading));
    drop(terminal);
    // Whatever ended the loop, what was typed is kept, what was asked to be saved is saved, and a failure is said where it
    // can be read.
    let unsaved = shell.end(&mut app);
    app.loading.failures.iter().for_each(|failure| complain(failure));
    // Of articles that were not there yet the places of the last time stay.
    let kept = kept.filter(|_| app.loading.open.is_empty());
    if let Some(Err(error)) = kept.map(|kept| kept.write(&app.remember())) {
        complain(&error);
    }
    if let Some(error) = unsaved {
        complain(&error);
        result?;
        anyhow::bail!("the last changes could not be saved");
    }
    result
}

/// Adds where the reader was; when that cannot be read the case opens at its start, and it is said.
fn resumed(opening: Opening, kept: Option<&Kept>, state: Option<&Path>) -> Opening {
    let first_start = is_first_start(state);
    match kept.map(|kept| kept.read(&opening.case.id)) {
        Some(Err(text)) => {
            let status = opening.status.or(Some(Status { text, tone: Tone::Refused }));
            Opening { status, first_start, ..opening }
        }
        page => Opening { resume: page.and_then(Result::ok).flatten(), first_start, ..opening },
    }
}

/// Adds what the reader set up; the first problem with it is told unless something else is.
fn furnish(opening: Opening, setup: &Setup) -> Opening {
    let problem = setup.problems.first().map(|p| Status { text: p.short(), tone: Tone::Wrong });
    let dumb = Environment::of_process().term == "dumb";
    let told = problem.or_else(|| {
        let text =
            "TERM is dumb; if this screen cannot be read, start with --linear for plain lines".to_owned();
        dumb.then_some(Status { text, tone: Tone::Wrong })
    });
    Opening {
        settings: setup.settings(),
        locked: setup.config.scroll_lock,
        apparatus: setup.config.apparatus,
        keymap: Some(setup.keymap.clone()),
        status: opening.status.or(told),
        ..opening
    }
}

fn listen(sender: &Sender<Message>, held: Held) -> Result<Input> {
    let keys = sender.clone();
    let input = Input::start(move |event| match event {
        Some(Event::Key(key)) => keys.send(Message::Key(key)).is_ok(),
        Some(Event::Mouse(event)) => {
            let mouse = Mouse::from_event(event, Timestamp::now());
            mouse.is_none_or(|mouse| keys.send(Message::Mouse(mouse)).is_ok())
        }
        Some(Event::Paste(text)) => keys.send(Message::Paste(text)).is_ok(),
        Some(Event::Resize(width, height)) => keys.send(Message::Resize(width, height)).is_ok(),
        Some(_) => true,
        None => keys.send(Message::Terminate).is_ok(),
    })?;
    let signals = sender.clone();
    terminal::on_termination(held, move || signals.send(Message::Terminate).is_ok())?;
    Ok(input)
}

struct Shell {
    aligner: Aligner,
    searcher: Searcher,
    saver: Option<Saver>,
    watch: Option<Watch>,
    journal: Option<Journal>,
    look: Look,
    input: Input,
    /// What the reader's editor made of a text.
    edited: Option<Result<String, String>>,
}

impl Shell {
    fn new(
        file: Option<CaseFile>,
        drafts: Option<(Drafts, Found)>,
        look: Look,
        sender: &Sender<Message>,
    ) -> std::io::Result<Shell> {
        let post = post(sender);
        // A file of a newer program is not written, so nothing has to be taken in before.
        let watched = file.as_ref().filter(|file| file.read_only().is_none());
        let watch = watched.map(|file| Watch::new(file.path(), Instant::now()));
        let saver = file.map(|f| Saver::start(f, Arc::clone(&post))).transpose()?;
        let journal =
            drafts.map(|(place, found)| Journal::start(place, found, Arc::clone(&post))).transpose()?;
        let (aligner, searcher) = (Aligner::new(Arc::clone(&post)), Searcher::new(post));
        let input = Input::default();
        Ok(Shell { aligner, searcher, saver, watch, journal, look, input, edited: None })
    }

    /// Keeps what was being typed and waits until everything is saved; returns why it was not, when it was not.
    fn end(&mut self, app: &mut App) -> Option<String> {
        // The drafts come first: whoever ends the program may have no patience with a slow disk.
        if let Some(journal) = &mut self.journal {
            journal.put_now(app);
        }
        let unsaved = self.saver.take().and_then(Saver::finish);
        if unsaved.is_none() {
            app.unsaved.clear();
        }
        match self.journal.take().map_or(Ok(0), |journal| journal.finish(app)) {
            Ok(0) => {}
            Ok(1) => complain(
                "an annotation that is not saved is kept; it is offered when the case is opened again",
            ),
            Ok(n) => complain(&format!(
                "{n} annotations that are not saved are kept; they are offered when the case is opened again"
            )),
            Err(error) => complain(&error),
        }
        unsaved
    }

    fn run(
        &mut self,
        app: &mut App,
        terminal: &mut Terminal,
        inbox: &Receiver<Message>,
        sender: &Sender<Message>,
        mut reading: Option<Reading>,
    ) -> Result<()> {
        let began = Instant::now();
        loop {
            terminal.draw(|frame| ui::draw(app, &self.look, frame))?;
            // The first screen comes before the rest of long articles.
            if let Some(reading) = reading.take() {
                reading.go_on(post(sender))?;
            }
            // Everything that waits is taken in before the next frame, so that held keys never lag behind.
            let mut next = Some(self.wait(app, inbox, began)?);
            while let Some(message) = next {
                let message = ui::aimed(app, &self.look, message);
                if self.take_in(app, message, terminal, sender)? {
                    return Ok(());
                }
                // What an editor made goes where it was asked for, before anything that came meanwhile.
                next = self.edited.take().map(Message::Edited).or_else(|| inbox.try_recv().ok());
            }
            if let Some(journal) = &mut self.journal {
                journal.touch(app);
            }
        }
    }

    /// Waits for a message, and does meanwhile what is due: drafts are put down, the case file is looked at.
    ///
    /// A pointer that is held beyond the edge of a pane sends a message again and again, and reading that takes long sends
    /// one once.
    fn wait(&mut self, app: &mut App, inbox: &Receiver<Message>, began: Instant) -> Result<Message> {
        loop {
            let now = Instant::now();
            if self.watch.as_mut().is_some_and(|watch| watch.has_changed(now))
                && let Some(saver) = &self.saver
            {
                saver.look();
            }
            if let Some(journal) = &mut self.journal {
                journal.put(app, now);
            }
            let watch = self.watch.as_ref().map(Watch::due);
            let held = app.is_held_beyond().then(|| now + STILL_HELD);
            let drafts = self.journal.as_ref().and_then(Journal::due);
            let reading = app.is_reading_in_silence().then(|| began + STILL_READING);
            if reading.is_some_and(|due| due <= now) {
                return Ok(Message::StillReading);
            }
            let due = watch.into_iter().chain(drafts).chain(reading).min();
            let Some(due) = held.or(due) else {
                return Ok(inbox.recv()?);
            };
            match inbox.recv_timeout(due.saturating_duration_since(now)) {
                Err(RecvTimeoutError::Timeout) if held.is_some() => return Ok(Message::StillHeld),
                Err(RecvTimeoutError::Timeout) => {}
                message => return Ok(message?),
            }
        }
    }

    /// Draws with another theme from now on; returns what to say of it.
    fn change_theme(&mut self, name: &str) -> Status {
        let told = |tone, text: String| Status { text, tone };
        match theme::find(name, &Environment::of_process()) {
            Ok((styles, problems)) => {
                self.look.theme = Theme::of(&styles);
                match problems.first() {
                    Some(problem) => told(Tone::Wrong, problem.short()),
                    None => told(Tone::Done, format!("theme {name}; `theme` in config.toml keeps it")),
                }
            }
            Err(error) => told(Tone::Refused, error),
        }
    }

    /// Hands a message to the model and does what it asks for; returns whether to leave.
    fn take_in(
        &mut self,
        app: &mut App,
        message: Message,
        terminal: &mut Terminal,
        sender: &Sender<Message>,
    ) -> Result<bool> {
        let effects = app.update(message, now());
        let waits = |effect: &Effect| matches!(effect, Effect::Edit(_) | Effect::Suspend);
        if let Some(journal) = self.journal.as_mut().filter(|_| effects.iter().any(waits)) {
            // Nobody knows how long that takes.
            journal.put_now(app);
        }
        self.carry_out(effects, terminal, sender)
    }

    /// Does what the model asks for; returns whether to leave.
    fn carry_out(
        &mut self,
        effects: Vec<Effect>,
        terminal: &mut Terminal,
        sender: &Sender<Message>,
    ) -> Result<bool> {
        for effect in effects {
            match effect {
                Effect::Align { generation, articles, ties } => {
                    self.aligner.start(generation, articles, ties)?
                }
                Effect::Search { generation, query, articles, first } => {
                    self.searcher.start(generation, query, articles, first)?
                }
                Effect::Read(request) => reader::start(*request, post(sender))?,
                Effect::ListPaths(folder) => reader::list(folder, post(sender))?,
                Effect::Save(version) => {
                    let number = version.number;
                    let taken = self.saver.as_ref().is_some_and(|s| s.save(version));
                    if !taken {
                        let result = Err("nothing could be saved: there is no case file".to_owned());
                        sender.send(Message::Saved { number, result })?;
                    }
                }
                Effect::Copy(words) => clipboard::copy(words, sender.clone())?,
                Effect::CopyByTerminal(text) => terminal.copy(&text, std::env::var_os("TMUX").is_some())?,
                Effect::Theme(name) => sender.send(Message::Told(self.change_theme(&name)))?,
                Effect::Mouse(on) => terminal.take_mouse(on)?,
                Effect::Edit(text) => {
                    let edited = self.input.pause(|| terminal.lend(|| editor::edit(&text)));
                    let edited = match edited {
                        Ok(lent) => lent?,
                        Err(error) => Err(format!("the editor was not started: {error}")),
                    };
                    self.edited = Some(edited);
                    let (width, height) = terminal.size()?;
                    sender.send(Message::Resize(width, height))?;
                }
                Effect::Suspend => {
                    terminal.suspend()?;
                    // The window may have another size than before.
                    let (width, height) = terminal.size()?;
                    sender.send(Message::Resize(width, height))?;
                }
                Effect::Redraw => terminal.redraw(),
                Effect::Quit => return Ok(true),
            }
        }
        Ok(false)
    }
}

/// Returns the way to the main loop for a worker.
fn post(sender: &Sender<Message>) -> Post {
    let sender = sender.clone();
    Arc::new(move |message| sender.send(message).is_ok())
}

/// The time, to the second: finer moments would only make the case file harder to read.
pub(super) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}
