//! The clipboard, by the programs of the desktop or of tmux; none of them may be there.

use std::io::{self, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use crate::app::effect::{Message, Words};
use crate::app::{Status, Tone};

/// How long a program may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// A program that takes words on its standard input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tool {
    name: &'static str,
    arguments: &'static [&'static str],
    /// Whether it reads UTF-16, as the one of Windows does.
    wide: bool,
}

/// Copies on a worker and tells what became of it; when no program takes the words they are handed back.
///
/// # Errors
/// The operating system gives no further thread.
pub(super) fn copy(words: Words, sender: Sender<Message>) -> io::Result<()> {
    let tools = tools(&|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()));
    let work = move || {
        let taken = tools.into_iter().find(|tool| hand_over(*tool, &words.text));
        let message = match taken {
            Some(tool) => {
                let text = format!("copied {} with {}", words.what, tool.name);
                Message::Told(Status { text, tone: Tone::Done })
            }
            None => Message::NotCopied(words),
        };
        // When the main loop is gone nobody is left to tell.
        let _ = sender.send(message);
    };
    thread::Builder::new().name("copy".into()).spawn(work).map(drop)
}

/// Returns the programs to try, in order, by what is set in the environment.
fn tools(is_set: &dyn Fn(&str) -> bool) -> Vec<Tool> {
    let mut tools = Vec::new();
    let mut add = |name, arguments| tools.push(Tool { name, arguments, wide: name == "clip.exe" });
    if is_set("WAYLAND_DISPLAY") {
        add("wl-copy", &[]);
    }
    if is_set("DISPLAY") {
        add("xclip", &["-selection", "clipboard"]);
        add("xsel", &["--clipboard", "--input"]);
    }
    // Over ssh it would be the clipboard of the other machine.
    if cfg!(target_os = "macos") && !is_set("SSH_CONNECTION") {
        add("pbcopy", &[]);
    }
    // Linux within Windows reaches the clipboard of the latter.
    if cfg!(windows) || is_set("WSL_DISTRO_NAME") {
        add("clip.exe", &[]);
    }
    // It keeps the words in tmux's own buffer, and hands them on to the terminal around it.
    if is_set("TMUX") {
        add("tmux", &["load-buffer", "-w", "-"]);
    }
    tools
}

/// Runs a program and writes the words to it; returns whether it took them.
fn hand_over(tool: Tool, text: &str) -> bool {
    let spawned = Command::new(tool.name)
        .args(tool.arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = spawned else { return false };
    let bytes = if tool.wide { utf16(text) } else { text.as_bytes().to_vec() };
    let written = child.stdin.take().is_some_and(|mut input| input.write_all(&bytes).is_ok());
    finished(&mut child) && written
}

/// Returns a text as UTF-16 with the mark by which it is known.
fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Waits for a program to end well; one that takes too long is ended.
fn finished(child: &mut Child) -> bool {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if begun.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(5)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(set: &[&str]) -> Vec<&'static str> {
        tools(&|name| set.contains(&name)).iter().map(|t| t.name).filter(|n| *n != "pbcopy").collect()
    }

    #[test]
    fn only_programs_that_can_reach_a_clipboard_are_tried() {
        assert_eq!(names(&[]), Vec::<&str>::new());
        assert_eq!(names(&["WAYLAND_DISPLAY", "DISPLAY"]), ["wl-copy", "xclip", "xsel"]);
        assert_eq!(names(&["TMUX", "SSH_CONNECTION"]), ["tmux"]);
        assert_eq!(names(&["WSL_DISTRO_NAME"]), ["clip.exe"]);
        assert_eq!(utf16("“a"), [0xff, 0xfe, 0x1c, 0x20, b'a', 0]);
    }

    #[test]
    fn a_program_that_is_missing_or_fails_did_not_take_the_words() {
        assert!(!hand_over(Tool { name: "no-such-program-here", arguments: &[], wide: false }, "words"));
        #[cfg(unix)]
        {
            assert!(!hand_over(Tool { name: "false", arguments: &[], wide: false }, "words"));
            assert!(hand_over(Tool { name: "cat", arguments: &[], wide: false }, "words"));
        }
    }
}
