//! The real program, killed with SIGKILL at random moments of a session in which annotations are typed and saved: whatever was
//! shown as saved is in the file, the file can be read, and the words that were being typed are offered at the next start.
//!
//! `VARIORUM_KILLS=200 cargo test --test kill -- --nocapture` does it more often and prints what was seen.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.
#![allow(clippy::print_stdout, clippy::print_stderr)] // What was measured, and what could not be tested.

#[path = "support/pty.rs"]
mod pty;

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;
use pty::Session;
use variorum::case::store::CaseFile;

/// Kills in an ordinary run of the tests.
const KILLS: usize = 40;
/// Sessions beside each other.
const SESSIONS: usize = 4;
/// A kill comes at most so long after the program is up.
const LONGEST: Duration = Duration::from_millis(4000);
/// Between two keys.
const TYPING: Duration = Duration::from_millis(25);
/// Words that stood on the screen for so long are in the journal: a second, and the time to write it on a busy machine.
const KEPT_AFTER: Duration = Duration::from_millis(1700);
const WORDS: &str = " which of the two accounts counts the people who were treated on the spot, and which one those who went home?";

/// What one session saw before it was killed.
#[derive(Default)]
struct Seen {
    /// Questions whose saving was shown.
    saved: Vec<String>,
    /// The question that was typed last, and when each of its characters was sent.
    typed: Vec<(char, Instant)>,
    /// Whether that one was handed over to be saved.
    is_sent: bool,
}

/// What all sessions of a case saw.
#[derive(Default)]
struct Tally {
    kills: usize,
    saved: usize,
    /// Kills at which words were being typed long enough that they have to be offered.
    due: usize,
    offered: usize,
}

fn start(folder: &Path) -> Session {
    let mut session = Session::variorum(&["demo"], folder, (140, 40));
    // The last row is drawn last.
    session.wait("a whole frame", |s| {
        s.contents().contains("panes 1") && s.rows(0, 140).last().is_some_and(|r| !r.trim().is_empty())
    });
    session
}

/// Types and saves annotations until the moment comes.
fn work(session: &mut Session, tag: &str, rng: &mut Rng, end: Instant) -> Seen {
    let mut seen = Seen::default();
    let wait = |until: Instant| thread::sleep(until.saturating_duration_since(Instant::now()));
    for number in 0.. {
        let length = rng.usize(10..WORDS.len());
        let question = format!("{tag}-{number}:{}", WORDS[..length].trim_end());
        (seen.typed, seen.is_sent) = (Vec::new(), false);
        for keys in ["j", "a", "n"] {
            session.send(keys);
            wait(end.min(Instant::now() + TYPING));
        }
        for c in question.chars() {
            if Instant::now() >= end {
                return seen;
            }
            session.send(&c.to_string());
            seen.typed.push((c, Instant::now()));
            wait(end.min(Instant::now() + TYPING));
        }
        session.send("\r");
        seen.is_sent = true;
        while !session.text().contains("saved variorum-demo") {
            if Instant::now() >= end {
                return seen;
            }
            thread::sleep(Duration::from_millis(1));
        }
        seen.saved.push(question);
    }
    seen
}

/// Opens the draft that is offered, if there is one, and saves it; returns whether there was one.
fn save_offered(session: &mut Session) -> bool {
    if !session.text().contains("being written was kept") {
        return false;
    }
    session.send("\r");
    session.wait_for("your draft is back");
    session.send("\x13");
    session.wait_for("saved variorum-demo");
    true
}

fn questions(folder: &Path) -> Vec<String> {
    let path = folder.join("variorum-demo/variorum.toml");
    let (_, case) = CaseFile::open(&path).expect("the file can be read");
    case.annotations.into_iter().map(|a| a.question).collect()
}

/// Kills a program over one case again and again.
fn run(name: usize, kills: usize) -> Tally {
    let folder = tempfile::tempdir().unwrap();
    let mut rng = Rng::with_seed(0x5eed + name as u64);
    let (mut tally, mut all) = (Tally::default(), Vec::new());
    let mut session = start(folder.path());
    for kill in 0..kills {
        let end = Instant::now() + LONGEST.mul_f64(rng.f64());
        let seen = work(&mut session, &format!("s{name}k{kill}"), &mut rng, end);
        let killed = Instant::now();
        session.signal("KILL");
        session.exit();
        thread::sleep(Duration::from_millis(20));
        let typed: String = seen.typed.iter().map(|(c, _)| c).collect();
        all.extend(seen.saved);
        if seen.is_sent && session.text().contains("saved variorum-demo") && !all.contains(&typed) {
            all.push(typed.clone());
        }
        let present = questions(folder.path());
        for question in &all {
            assert!(present.contains(question), "shown as saved, and lost: {question}");
        }

        let is_saved = present.contains(&typed);
        let kept = seen.typed.iter().filter(|(_, at)| killed.duration_since(*at) > KEPT_AFTER).count();
        session = start(folder.path());
        let is_offered = save_offered(&mut session);
        tally.kills += 1;
        tally.due += usize::from(kept > 0 && !is_saved);
        tally.offered += usize::from(is_offered);
        if is_offered {
            let now = questions(folder.path());
            let offered = now.iter().find(|q| !present.contains(q)).expect("the draft is saved");
            assert!(typed.starts_with(offered.trim()), "{offered:?} was not typed, but {typed:?}");
            assert!(offered.chars().count() + 1 >= kept, "of {typed:?} only {offered:?} was kept");
            assert!(!is_saved, "offered although it is in the case: {typed:?}");
            all.push(offered.clone());
        } else {
            assert!(kept == 0 || is_saved, "lost, after {kept} characters stood for long: {typed:?}");
        }
    }
    tally.saved = all.len();
    tally
}

#[test]
fn nothing_that_was_saved_and_no_word_older_than_a_moment_is_lost_when_the_program_is_killed() {
    let wanted = std::env::var("VARIORUM_KILLS").ok().and_then(|n| n.parse().ok());
    let kills: usize = wanted.unwrap_or(KILLS);
    let each = kills.div_ceil(SESSIONS);
    let sessions: Vec<_> = (0..SESSIONS).map(|name| thread::spawn(move || run(name, each))).collect();
    let tallies: Vec<Tally> = sessions.into_iter().map(|s| s.join().unwrap()).collect();
    let sum = |of: fn(&Tally) -> usize| tallies.iter().map(of).sum::<usize>();
    println!(
        "{} kills; {} annotations shown as saved, none lost; {} drafts had to be offered, {} were",
        sum(|t| t.kills),
        sum(|t| t.saved),
        sum(|t| t.due),
        sum(|t| t.offered)
    );
    assert!(sum(|t| t.saved) > 0 && sum(|t| t.due) > 0, "the moments hit nothing");
}
