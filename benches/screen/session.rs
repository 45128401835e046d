//! A program in a pseudo-terminal, with the moment at which each of its bytes came.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const SIZE: PtySize = PtySize { rows: 50, cols: 200, pixel_width: 0, pixel_height: 0 };
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(300);

pub(crate) struct Session {
    child: Box<dyn Child + Send + Sync>,
    _terminal: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    chunks: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    last: Instant,
}

impl Session {
    pub(crate) fn start(program: &Path, files: &[String], folder: &Path) -> Session {
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(files);
        command.cwd(folder);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("HOME", folder.join("home"));
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (send, chunks) = channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if send.send((Instant::now(), bytes[..n].to_vec())).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let (rows, columns) = (SIZE.rows.try_into().unwrap(), SIZE.cols.try_into().unwrap());
        let screen = vt100::Parser::new(rows, columns, 0);
        Session { child, _terminal: pair.master, keys, chunks, screen, last: Instant::now() }
    }

    /// Takes what came; false after so long a silence.
    fn take(&mut self, patience: Duration) -> bool {
        let Ok((at, bytes)) = self.chunks.recv_timeout(patience) else { return false };
        self.screen.process(&bytes);
        self.last = at;
        true
    }

    /// Waits until the screen is as wanted and returns the moment at which it became so.
    pub(crate) fn until(&mut self, wanted: impl Fn(&str) -> bool) -> Instant {
        while !wanted(&self.screen.screen().contents()) {
            assert!(
                self.take(PATIENCE),
                "waited in vain; the screen is\n{}",
                self.screen.screen().contents()
            );
        }
        self.last
    }

    /// Waits until nothing came for a while.
    pub(crate) fn settle(&mut self, quiet: Duration) {
        while self.take(quiet) {}
    }

    /// Presses a key and returns how long it took to the last byte that it draws.
    pub(crate) fn key(&mut self, key: &str, quiet: Duration) -> Duration {
        let pressed = Instant::now();
        self.keys.write_all(key.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        assert!(self.take(PATIENCE), "the key draws something");
        self.settle(quiet);
        self.last.duration_since(pressed)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
