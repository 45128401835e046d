//! The command line: what was asked for, and the exit code that tells how it went.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rayon::prelude::*;

use crate::article::{Article, load, visible_text};

mod align;
mod ask;
mod config;
mod demo;
mod export;
mod inputs;
mod keys;
mod open;
mod screen;
mod setup;
mod text;

/// Reads several articles about one event side by side.
#[derive(Debug, Parser)]
#[command(version, about, long_about = LONG, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Articles: files (.txt, .md), folders, or - for standard input; or one case file (.toml).
    #[arg(value_name = "INPUT")]
    inputs: Vec<String>,
    #[command(flatten)]
    options: Options,
}

const LONG: &str = "Reads several articles about one event side by side: lines up the passages that say the same \
thing, shows how the wordings differ, and lets you annotate the disagreements from the keyboard.";

const EXAMPLES: &str = "Examples:
  variorum courier.txt post.md wire.txt   open three articles side by side
  variorum reports/                       open all articles of a folder
  variorum                                open the case of this directory
  variorum demo                           open the bundled demo
  variorum align --format json *.txt      print what matches, for scripts
  variorum export -o notes.md             print the annotations for an editor";

/// Options of the reading screen.
#[derive(Debug, Clone, clap::Args)]
struct Options {
    /// The case file to use instead of ./variorum.toml.
    #[arg(long, value_name = "FILE")]
    case: Option<PathBuf>,
    /// Theme: auto, light, dark, ansi, mono, or one of your own.
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Characters of marks and borders: auto, unicode or ascii.
    #[arg(long, value_name = "NAME")]
    glyphs: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the bundled demo, copied to DIR.
    Demo(demo::Arguments),
    /// Print which passages match, and where they disagree.
    Align(align::Arguments),
    /// Print the annotations of a case for others to use.
    Export(export::Arguments),
    /// Print an article as the program reads it.
    Text(text::Arguments),
    /// Print all keys, what they do, and the names of the actions for config.toml.
    Keys,
    /// Print where the settings stand, what they are, and what is wrong with them.
    Config,
}

/// Runs the program and returns its exit code: 0 for success, 1 for a failed job, 2 for wrong usage.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        None => open::run(&arguments.inputs, &arguments.options),
        Some(Command::Demo(demo)) => demo::run(&demo, &arguments.options),
        Some(Command::Align(align)) => align::run(&align),
        Some(Command::Export(export)) => export::run(&export),
        Some(Command::Text(text)) => text::run(&text),
        Some(Command::Keys) => keys::run(&arguments.options, &mut io::stdout().lock()),
        Some(Command::Config) => config::run(&arguments.options, &mut io::stdout().lock()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{error:#}"));
            if error.is::<Usage>() { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}

/// A mistake in what was asked for, rather than a job that failed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Usage(String);

/// Prints one line to standard error; when even that fails there is nobody left to tell.
fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "variorum: {}", visible_text(text));
}

/// A reader such as `head` that has seen enough is no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|e| e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}

/// Reads all inputs on as many workers as there are cores; those that fail come back as errors, in order.
fn load_all(inputs: &[String]) -> (Vec<Article>, Vec<load::LoadError>) {
    let loaded: Vec<_> =
        load::gather(inputs).into_par_iter().map(|i| i.and_then(|i| load::load(&i))).collect();
    let mut articles = Vec::new();
    let mut failed = Vec::new();
    for result in loaded {
        match result {
            Ok(article) => articles.push(article),
            Err(error) => failed.push(error),
        }
    }
    load::unique_ids(&mut articles, &[]);
    (articles, failed)
}
