//! The real binary in a pseudo-terminal, with the screen that a reader would see.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // Each test file uses its part.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take before a test fails; far beyond what it takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program that runs in a pseudo-terminal.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    terminal: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    modes: String,
}

impl Session {
    /// Starts `variorum` with arguments in a folder; settings and state come from the folder `home` in it.
    pub fn variorum(arguments: &[&str], folder: &Path, size: (u16, u16)) -> Session {
        let Some(program) = option_env!("CARGO_BIN_EXE_variorum") else {
            panic!("cargo names the program to tests and benches only");
        };
        Session::start(program, arguments, folder, size)
    }

    /// Starts a program; `size` is columns and rows.
    pub fn start(program: &str, arguments: &[&str], folder: &Path, size: (u16, u16)) -> Session {
        Session::start_with(program, arguments, folder, size, &[])
    }

    /// Starts a program with variables in its environment.
    pub fn start_with(
        program: &str,
        arguments: &[&str],
        folder: &Path,
        size: (u16, u16),
        variables: &[(&str, &str)],
    ) -> Session {
        let pair = native_pty_system().openpty(pty_size(size)).unwrap();
        let modes = modes(&*pair.master);
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(folder);
        for name in ["NO_COLOR", "COLORFGBG", "LC_ALL", "LC_CTYPE"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        command.env("LANG", "C.UTF-8");
        command.env("HOME", folder.join("home"));
        variables.iter().for_each(|(name, value)| command.env(name, value));
        for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"] {
            command.env_remove(name);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(rows(size), columns(size), 0)));
        let (mut reader, shown) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&screen));
        thread::spawn(move || {
            let mut bytes = [0; 1 << 16];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                shown.lock().unwrap().process(&bytes[..n]);
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Session { child, terminal: pair.master, keys, screen, modes }
    }

    /// Types keys as a terminal sends them.
    pub fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// The characters on the screen.
    pub fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// The screen as it is.
    pub fn screen(&self) -> vt100::Screen {
        self.screen.lock().unwrap().screen().clone()
    }

    /// Waits until nothing has changed on the screen for a while.
    pub fn settle(&mut self) {
        let mut before = self.screen().contents_formatted();
        loop {
            thread::sleep(Duration::from_millis(300));
            let now = self.screen().contents_formatted();
            if std::mem::replace(&mut before, now.clone()) == now {
                return;
            }
        }
    }

    /// Waits until the screen is as wanted.
    pub fn wait(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !wanted(self.screen.lock().unwrap().screen()) {
            if Instant::now() > end {
                panic!("waited in vain for {what}; the screen is\n{}", self.text());
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&mut self, text: &str) {
        self.wait(&format!("{text:?}"), |s| s.contents().contains(text));
    }

    /// Presses (`M`) or releases (`m`) a button on a cell, or moves the pointer there with the button held (32).
    pub fn point(&mut self, button: u8, (x, y): (u16, u16), end: char) {
        self.send(&format!("\x1b[<{button};{};{}{end}", x + 1, y + 1));
    }

    /// The first cell below the heads of the panes at which a text stands.
    pub fn cell_of(&self, wanted: &str) -> (u16, u16) {
        let text = self.text();
        let mut lines = text.lines().enumerate().skip(2);
        let found = lines
            .find_map(|(y, line)| line.find(wanted).map(|at| (line[..at].chars().count() as u16, y as u16)));
        found.unwrap_or_else(|| panic!("{wanted:?} is not on the screen\n{text}"))
    }

    /// Gives the terminal another size, in columns and rows.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.screen.lock().unwrap().screen_mut().set_size(rows(size), columns(size));
        self.terminal.resize(pty_size(size)).unwrap();
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// Waits until the operating system says that the program is stopped, or is not.
    pub fn wait_stopped(&self, stopped: bool) {
        let id = self.child.process_id().unwrap().to_string();
        let end = Instant::now() + PATIENCE;
        loop {
            let state = Command::new("ps").args(["-o", "stat=", "-p", &id]).output().unwrap().stdout;
            if String::from_utf8_lossy(&state).trim().starts_with('T') == stopped {
                return;
            }
            assert!(Instant::now() < end, "waited in vain for the program to stop or go on");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until the program ends by itself and returns its exit code.
    pub fn exit(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < end, "the program does not end; the screen is\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Holds the terminal against what it was before the program took it.
    pub fn assert_given_back(&mut self) {
        self.wait("the terminal as it was", |s| {
            !s.alternate_screen()
                && !s.hide_cursor()
                && !s.bracketed_paste()
                && s.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        assert_eq!(modes(&*self.terminal), self.modes, "the modes of the line");
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn modes(terminal: &dyn MasterPty) -> String {
    let modes = terminal.get_termios().expect("a pseudo-terminal has modes");
    format!("{:?} {:?} {:?}", modes.input_flags, modes.output_flags, modes.local_flags)
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn columns(size: (u16, u16)) -> NonZeroU16 {
    NonZeroU16::new(size.0).unwrap()
}

fn rows(size: (u16, u16)) -> NonZeroU16 {
    NonZeroU16::new(size.1).unwrap()
}
