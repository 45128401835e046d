//! How fast the screen is, beside the least that a ratatui program does to show the same articles.
//!
//! usage: cargo build --release --example floor && cargo bench --bench screen [-- [--sets small|big] [--runs N]]
//!
//! `variorum` and `examples/floor.rs` run in turns in a pseudo-terminal of 200 by 50 cells. *First text* is the time from
//! the start to the first words of the first article on the screen; *aligned* to the count of threads; *key* the time from
//! a `j` to the last byte that it draws, with what the terminal's own way costs in both.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
#![allow(missing_docs)] // A tool for developers.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[path = "../../tests/support/made.rs"]
mod made;
mod session;

use made::{Wish, make};
use session::Session;

const KEYS: usize = 40;
/// Silence after which a screen counts as settled.
const QUIET: Duration = Duration::from_millis(25);
/// The sets: articles and words, and whether they are big.
const SETS: &[(usize, usize, bool)] =
    &[(5, 600, false), (2, 10_000, false), (5, 10_000, false), (2, 1_000_000, true), (5, 1_000_000, true)];

/// Milliseconds that a program took.
#[derive(Debug, Default, Clone, Copy)]
struct Times {
    first: f64,
    aligned: f64,
    key: f64,
    slow_key: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let value = |name: &str| arguments.iter().position(|a| a == name).map(|at| arguments[at + 1].as_str());
    let big = value("--sets") == Some("big");
    let runs: usize = value("--runs").map_or(5, |n| n.parse().expect("--runs wants a number"));
    let floor = floor();
    let folder = tempfile::tempdir().unwrap();
    println!(
        "| set | first text, ms: floor | variorum | × floor | aligned, ms | key, ms: floor | variorum | × floor | slowest in 10: floor | variorum |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for &(articles, words, _) in SETS.iter().filter(|s| big || !s.2) {
        let (files, start) = written(folder.path(), articles, words);
        let (mut least, mut ours) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            least.push(measure(&floor, &files, &start, folder.path(), false));
            ours.push(measure(
                Path::new(env!("CARGO_BIN_EXE_variorum")),
                &files,
                &start,
                folder.path(),
                true,
            ));
        }
        let (least, ours) = (median(&least), median(&ours));
        println!(
            "| {articles} x {words} | {:.1} | {:.1} | {:.1} | {:.0} | {:.2} | {:.2} | {:.1} | {:.2} | {:.2} |",
            least.first,
            ours.first,
            ours.first / least.first,
            ours.aligned,
            least.key,
            ours.key,
            ours.key / least.key,
            least.slow_key,
            ours.slow_key,
        );
    }
}

/// Returns the floor's program, which stands beside the benches.
fn floor() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let floor = own.parent().and_then(Path::parent).unwrap().join("examples/floor");
    assert!(floor.exists(), "build the floor first: cargo build --release --example floor");
    floor
}

/// Writes made articles and returns the files, and the first words of the first.
fn written(folder: &Path, articles: usize, words: usize) -> (Vec<String>, String) {
    let made = make(Wish { articles, words, seed: 1 });
    let start = made.texts[0].split(' ').take(2).collect::<Vec<_>>().join(" ");
    let write = |(number, text): (usize, &String)| {
        let file = folder.join(format!("{articles}x{words}-{number}.txt"));
        std::fs::write(&file, text).unwrap();
        file.to_string_lossy().into_owned()
    };
    (made.texts.iter().enumerate().map(write).collect(), start)
}

fn measure(program: &Path, files: &[String], start: &str, folder: &Path, aligns: bool) -> Times {
    let began = Instant::now();
    let mut session = Session::start(program, files, folder);
    let since = |at: Instant| at.duration_since(began).as_secs_f64() * 1e3;
    let first = since(session.until(|text| text.contains(start)));
    let is_aligned =
        |text: &str| text.lines().next().is_some_and(|l| l.contains("thread") || l.contains("suspect"));
    let aligned = if aligns { since(session.until(is_aligned)) } else { first };
    session.settle(QUIET);
    let mut keys: Vec<f64> = (0..KEYS).map(|_| session.key("j", QUIET).as_secs_f64() * 1e3).collect();
    keys.sort_by(f64::total_cmp);
    Times { first, aligned, key: keys[KEYS / 2], slow_key: keys[KEYS * 9 / 10] }
}

fn median(times: &[Times]) -> Times {
    let middle = |of: fn(&Times) -> f64| {
        let mut all: Vec<f64> = times.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    Times {
        first: middle(|t| t.first),
        aligned: middle(|t| t.aligned),
        key: middle(|t| t.key),
        slow_key: middle(|t| t.slow_key),
    }
}
