//! The worker that reads events, and a way to keep it from reading while another program has the terminal.

use std::io;
use std::panic;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyEventKind, MouseEventKind};

/// How long the worker may take to stop reading.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whose turn it is to read from the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Turn {
    #[default]
    Ours,
    /// The worker is asked to stop and may still be reading.
    Asked,
    /// The worker waits.
    Theirs,
}

/// The worker's turn: it reads, or it waits until the terminal is ours again.
#[derive(Debug, Clone, Default)]
pub struct Input(Arc<(Mutex<Turn>, Condvar)>);

impl Input {
    /// Starts the worker that reads events and hands them on; it ends when `post` returns false, or with `None` when
    /// nothing can be read any more.
    ///
    /// Releases of keys and a pointer that only moves are left out here, in the one place where events come in.
    ///
    /// # Errors
    /// The operating system gives no further thread.
    pub fn start(post: impl Fn(Option<Event>) -> bool + Send + 'static) -> io::Result<Input> {
        let input = Input::default();
        let own = input.clone();
        let read = move || {
            loop {
                own.wait_for_turn();
                // Were this worker to fall silent, no key could end the program any more.
                let event = panic::catch_unwind(event::read).ok().and_then(Result::ok);
                let ended = event.is_none();
                let is_nothing = match &event {
                    Some(Event::Key(key)) => key.kind == KeyEventKind::Release,
                    Some(Event::Mouse(mouse)) => mouse.kind == MouseEventKind::Moved,
                    _ => false,
                };
                if !is_nothing && !post(event) || ended {
                    break;
                }
            }
        };
        thread::Builder::new().name("input".into()).spawn(read)?;
        Ok(input)
    }

    /// Does some work while nothing is read from the terminal.
    ///
    /// # Errors
    /// The worker does not stop reading; the work is then not done.
    pub fn pause<T>(&self, work: impl FnOnce() -> T) -> io::Result<T> {
        *self.turn() = Turn::Asked;
        wake()?;
        let (_, changed) = &*self.0;
        let waited = changed.wait_timeout_while(self.turn(), PATIENCE, |turn| *turn == Turn::Asked);
        let (turn, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let stopped = *turn == Turn::Theirs;
        drop(turn);
        let done = stopped.then(work);
        *self.turn() = Turn::Ours;
        changed.notify_all();
        done.ok_or_else(|| io::Error::new(io::ErrorKind::TimedOut, "the keyboard is still being read"))
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_for_turn(&self) {
        let (_, changed) = &*self.0;
        let mut turn = self.turn();
        if *turn == Turn::Asked {
            *turn = Turn::Theirs;
            changed.notify_all();
        }
        drop(changed.wait_while(turn, |turn| *turn != Turn::Ours));
    }
}

/// Makes the read that the worker is in return: a change of the window's size is an event, whether it changed or not.
#[cfg(unix)]
fn wake() -> io::Result<()> {
    signal_hook::low_level::raise(signal_hook::consts::SIGWINCH)
}

/// Elsewhere the worker stops at the next event.
#[cfg(not(unix))]
fn wake() -> io::Result<()> {
    Ok(())
}
