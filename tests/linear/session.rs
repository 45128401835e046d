//! Sessions with the real binary, and transcripts that they are held against.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a session may take before its test fails; far beyond what it takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a session printed, and how it ended.
pub(super) struct Ended {
    pub(super) out: String,
    pub(super) errors: String,
    pub(super) status: ExitStatus,
}

/// Runs a session: what is typed comes through a pipe that is closed behind it.
pub(super) fn session(folder: &Path, arguments: &[&str], typed: &[u8]) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(arguments)
        .arg("--linear")
        .current_dir(folder)
        .env("HOME", folder.join("home"))
        .env("TERM", "dumb")
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("XDG_STATE_HOME")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut input, typed) = (child.stdin.take().unwrap(), typed.to_owned());
    // A program that ends before it has read everything closes the pipe; that is no fault of the test.
    let writer = thread::spawn(move || drop(input.write_all(&typed)));
    let mut output = child.stdout.take().unwrap();
    let mut error = child.stderr.take().unwrap();
    let out = thread::spawn(move || read_all(&mut output));
    let errors = thread::spawn(move || read_all(&mut error));
    let status = wait(&mut child);
    writer.join().unwrap();
    let (out, errors) = (out.join().unwrap(), errors.join().unwrap());
    let Some(status) = status else { panic!("the session hangs; so far it printed\n{out}\n{errors}") };
    Ended { out, errors, status }
}

fn read_all(from: &mut impl Read) -> String {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).unwrap();
    String::from_utf8(bytes).expect("what is printed is UTF-8")
}

/// Waits for the end; kills what does not end.
fn wait(child: &mut Child) -> Option<ExitStatus> {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

/// Runs a transcript in a folder and holds what is printed against it.
pub(super) fn transcript(name: &str, folder: &Path) -> Ended {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/linear").join(name);
    let written = fs::read_to_string(&path).unwrap();
    let arguments: Vec<&str> =
        written.lines().next().unwrap().trim_start_matches('$').split_whitespace().collect();
    let typed: Vec<&str> =
        written.lines().filter_map(|l| l.strip_prefix('>')).map(|l| l.trim_start()).collect();
    let ended = session(folder, &arguments, (typed.join("\n") + "\n").as_bytes());
    let shown = interleave(&arguments, &typed, &ended.out);
    if std::env::var_os("UPDATE_TRANSCRIPTS").is_some() {
        fs::write(&path, shown).unwrap();
    } else if shown != written {
        let line = shown.lines().zip(written.lines()).position(|(a, b)| a != b);
        let at = line.unwrap_or(shown.lines().count().min(written.lines().count()));
        let around =
            |text: &str| text.lines().skip(at.saturating_sub(2)).take(6).collect::<Vec<_>>().join("\n");
        panic!(
            "{name}, line {}: printed\n{}\n\ninstead of\n{}\n\nstandard error: {}",
            at + 1,
            around(&shown),
            around(&written),
            ended.errors
        );
    }
    assert_plain(&ended.out);
    ended
}

/// Puts what was typed behind the prompts; how far the alignment was depends on the machine and is left out.
fn interleave(arguments: &[&str], typed: &[&str], out: &str) -> String {
    let mut shown = format!("$ {}\n", arguments.join(" "));
    let mut typed = typed.iter();
    let mut waited = false;
    for line in out.lines().filter(|l| !l.contains("still being compared")) {
        // That it is done is told at once, wherever that is, and again to who waits for it.
        if line.starts_with("The articles are compared: ") && !waited {
            continue;
        }
        writeln!(shown, "{line}").unwrap();
        if line.ends_with(':')
            && is_prompt(line)
            && let Some(line) = typed.next()
        {
            waited = *line == "wait";
            writeln!(shown, "> {line}").unwrap();
        }
    }
    for line in typed {
        writeln!(shown, "> {line}").unwrap();
    }
    shown
}

fn is_prompt(line: &str) -> bool {
    let beginnings = [
        "yes",
        "A number from",
        "Kind, a",
        "Question (",
        "A witness's number",
        "Severity, ",
        "Confidence, ",
        "Status, ",
        "Tags, ",
        "Evidence, ",
        "Checks, as",
        "One more check",
        "Verdict (",
        "Note (",
        "Note, a full stop",
    ];
    line.ends_with("or ? for help:") || beginnings.iter().any(|b| line.starts_with(b))
}

/// Nothing but text is printed: no control characters, no boxes, no blocks.
pub(super) fn assert_plain(out: &str) {
    for line in out.lines() {
        let foreign = line.chars().find(|c| c.is_control() || ('\u{2500}'..='\u{259f}').contains(c));
        assert_eq!(foreign, None, "{line:?}");
    }
}
