//! Takes the terminal and always gives it back: after quit, error, panic and signals, and while suspended.

use std::io::{self, BufWriter, Stdout};
use std::panic;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ThreadId};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{CompletedFrame, Frame};

pub use input::Input;

mod input;

/// Bytes of a frame that are gathered before they are written; a full frame of a large screen fits.
const FRAME: usize = 1 << 17;

/// Knows whether the terminal is ours, so that it is given back once: leaving the alternate screen a second time
/// would move the cursor up into what was printed since.
#[derive(Debug, Clone, Default)]
pub struct Held {
    terminal: Arc<AtomicBool>,
    mouse: Arc<AtomicBool>,
    /// Another program has the terminal, and what its keys interrupt is that program.
    lent: Arc<AtomicBool>,
}

impl Held {
    /// Sets all modes.
    fn take(&self) -> io::Result<()> {
        enable_raw_mode()?;
        self.terminal.store(true, Ordering::SeqCst);
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        if self.mouse.load(Ordering::SeqCst) { execute!(io::stdout(), MouseOn) } else { Ok(()) }
    }

    /// Unsets all modes, unless that is done; safe to call from a panic and from any thread.
    fn give_back(&self) {
        if self.terminal.swap(false, Ordering::SeqCst) {
            // When the terminal is gone nobody is left to tell.
            let _ = execute!(
                io::stdout(),
                EndSynchronizedUpdate,
                DisableMouseCapture,
                DisableBracketedPaste,
                LeaveAlternateScreen,
                Show
            );
            let _ = disable_raw_mode();
        }
    }
}

/// Takes the mouse. Unlike crossterm's own command it asks for no events of a pointer that moves with no button down:
/// they mean nothing here, and over a slow line they are many.
#[cfg(unix)]
struct MouseOn;

#[cfg(unix)]
impl crossterm::Command for MouseOn {
    fn write_ansi(&self, out: &mut impl std::fmt::Write) -> std::fmt::Result {
        // Presses and releases, motion with a button down, and columns beyond 223.
        out.write_str("\x1b[?1000h\x1b[?1002h\x1b[?1006h")
    }
}

#[cfg(not(unix))]
use crossterm::event::EnableMouseCapture as MouseOn;

/// The terminal while it is ours; dropping it gives it back.
pub struct Terminal {
    screen: ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    held: Held,
    /// What is on the screen is not what was drawn.
    stale: bool,
}

impl Terminal {
    /// Takes the terminal: raw mode, the alternate screen, bracketed paste, and the mouse if it is wanted.
    ///
    /// # Errors
    /// Standard output is no terminal, or it refuses; whatever was set is unset again.
    pub fn enter(mouse: bool) -> io::Result<Terminal> {
        let held = Held::default();
        held.mouse.store(mouse, Ordering::SeqCst);
        restore_on_panic(held.clone(), thread::current().id());
        let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME, io::stdout()));
        let terminal = Terminal { screen: ratatui::Terminal::new(backend)?, held, stale: true };
        // From here on the value exists, so any error drops it and thereby unsets what was set.
        terminal.held.take()?;
        Ok(terminal)
    }

    /// Returns what gives the terminal back when the program must end at once.
    pub fn held(&self) -> Held {
        self.held.clone()
    }

    /// Returns the size in cells, as width and height.
    ///
    /// # Errors
    /// The terminal does not say.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        self.screen.size().map(|s| (s.width, s.height))
    }

    /// Draws a frame and writes it at once, so that no half of it is ever seen.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.screen.backend_mut(), BeginSynchronizedUpdate)?;
        if std::mem::take(&mut self.stale) {
            self.clear()?;
        }
        let CompletedFrame { .. } = self.screen.draw(render)?;
        queue!(self.screen.backend_mut(), EndSynchronizedUpdate)?;
        io::Write::flush(self.screen.backend_mut())
    }

    /// Asks the terminal to put a text into its clipboard; whether it does cannot be known.
    ///
    /// Within tmux it is asked twice: tmux itself, and, through it, the terminal around it. Each does so only where its
    /// settings let it.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn copy(&mut self, text: &str, in_tmux: bool) -> io::Result<()> {
        let asked = CopyToClipboard::to_clipboard_from(text);
        if in_tmux {
            let mut sequence = String::new();
            // Writing into a text cannot fail.
            let _ = crossterm::Command::write_ansi(&asked, &mut sequence);
            queue!(self.screen.backend_mut(), Print(passed_through_tmux(&sequence)))?;
        }
        execute!(self.screen.backend_mut(), asked)
    }

    /// Takes the mouse, or gives it back to the terminal.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn take_mouse(&mut self, on: bool) -> io::Result<()> {
        self.held.mouse.store(on, Ordering::SeqCst);
        if on {
            execute!(self.screen.backend_mut(), MouseOn)
        } else {
            execute!(self.screen.backend_mut(), DisableMouseCapture)
        }
    }

    /// Makes the next frame draw every cell, whatever was on the screen.
    pub fn redraw(&mut self) {
        self.stale = true;
    }

    /// Clears the screen and forgets what was on it.
    fn clear(&mut self) -> io::Result<()> {
        // Not ratatui's `clear`, which asks the terminal where its cursor is: some never answer, and the answer of
        // those that do would have to be fished out of the reader's keys.
        let size = self.screen.size()?;
        self.screen.resize(Rect::new(0, 0, size.width, size.height))
    }

    /// Gives the terminal back, suspends the program, and takes the terminal again once it goes on.
    ///
    /// # Errors
    /// The terminal refuses its modes.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.without(stop)?
    }

    /// Lets another program have the terminal, and takes it again once that is done.
    ///
    /// # Errors
    /// The terminal refuses its modes.
    pub fn lend<T>(&mut self, work: impl FnOnce() -> T) -> io::Result<T> {
        let lent = Arc::clone(&self.held.lent);
        lent.store(true, Ordering::SeqCst);
        let done = self.without(work);
        lent.store(false, Ordering::SeqCst);
        done
    }

    fn without<T>(&mut self, work: impl FnOnce() -> T) -> io::Result<T> {
        self.screen.show_cursor()?;
        self.held.give_back();
        let done = work();
        self.held.take()?;
        self.redraw();
        Ok(done)
    }
}

/// Wraps a sequence so that tmux hands it on to the terminal around it.
fn passed_through_tmux(sequence: &str) -> String {
    format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b"))
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.held.give_back();
    }
}

/// Gives the terminal back before a panic of the thread that holds it is reported.
///
/// Workers catch their panics and tell the main loop, which goes on: neither may the terminal be taken from it, nor a
/// report be written over what it shows.
fn restore_on_panic(held: Held, holder: ThreadId) {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let is_held = held.terminal.load(Ordering::SeqCst);
        if is_held && thread::current().id() != holder {
            return;
        }
        held.give_back();
        report(info);
    }));
}

#[cfg(unix)]
fn stop() -> io::Result<()> {
    use signal_hook::{consts::SIGTSTP, low_level};
    low_level::emulate_default_handler(SIGTSTP)
}

/// Other systems cannot suspend a program.
#[cfg(not(unix))]
fn stop() -> io::Result<()> {
    Ok(())
}

/// Calls `post` when the program is told to end; when told again, gives the terminal back and ends at once.
///
/// # Errors
/// The signals cannot be caught.
#[cfg(unix)]
pub fn on_termination(held: Held, post: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    let wait = move || {
        let is_ours =
            |signal: &i32| !(held.lent.load(Ordering::SeqCst) && [SIGINT, SIGQUIT].contains(signal));
        for (times, signal) in signals.forever().filter(is_ours).enumerate() {
            if times > 0 || !post() {
                held.give_back();
                process::exit(128 + signal);
            }
        }
    };
    thread::Builder::new().name("signals".into()).spawn(wait).map(drop)
}

/// Other systems end a console program by closing its window, which reads as an end of input.
#[cfg(not(unix))]
pub fn on_termination(_held: Held, _post: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tmux_hands_a_sequence_on_when_each_escape_in_it_is_doubled() {
        assert_eq!(
            passed_through_tmux("\x1b]52;c;YQ==\x1b\\"),
            "\x1bPtmux;\x1b\x1b]52;c;YQ==\x1b\x1b\\\x1b\\"
        );
    }
}
