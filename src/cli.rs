//! The command line: what was asked for, and the exit code that tells how it went.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use rayon::prelude::*;

use crate::article::{Article, Extractor, ReadAs, load, visible_text};

mod add;
mod align;
mod ask;
mod author;
mod check;
mod clipboard;
mod completions;
mod config;
mod demo;
mod drafts;
mod editor;
mod export;
mod format;
mod inputs;
mod keys;
mod linear;
mod list;
mod man;
mod open;
mod passim;
mod reading;
mod screen;
mod setup;
mod state;
mod text;
mod watch;

/// Reads several articles about one event side by side.
#[derive(Debug, Parser)]
#[command(version, about, long_about = LONG, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Articles: files (text, Markdown, HTML, EPUB, DOCX, PDF, feeds), folders, addresses (https://…), or - for standard input; or
    /// one case file (.toml).
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
  variorum https://paper.example/bridge   open a page; its bytes are kept with the first annotation
  variorum                                open the case of this directory
  variorum demo                           open the bundled demo
  variorum --linear reports/              the same line by line, for a screen reader
  variorum align --format json *.txt      print what matches, for scripts
  variorum list --where status:open       print the annotations that are open
  variorum export -o notes.md             print the annotations for an editor";

/// Options that may stand before and after the name of a command.
#[derive(Debug, Clone, Default, clap::Args)]
struct Options {
    /// The case file to use instead of ./variorum.toml.
    // Some commands have a positional CASE, which must not be taken for the same argument.
    #[arg(id = "case-option", long = "case", global = true, value_name = "FILE")]
    case: Option<PathBuf>,
    /// Work line by line, for screen readers and terminals without a cursor: no screen, plain lines, numbered choices.
    #[arg(long, global = true)]
    linear: bool,
    /// Theme: auto, light, dark, ansi, mono, or one of your own.
    #[arg(long, global = true, value_name = "NAME")]
    theme: Option<String>,
    /// Characters of marks and borders: auto, unicode or ascii.
    #[arg(long, global = true, value_name = "NAME")]
    glyphs: Option<String>,
    /// What chooses the article on a web page: reader, plain (the whole page) or best (slower, not in every build).
    #[arg(long, global = true, value_name = "NAME", value_parser = extractor)]
    extract: Option<Extractor>,
    /// Mend damaged text, as in `donâ€™t`; what is changed is shown by `variorum text INPUT --repair --changes`.
    #[arg(long, global = true)]
    repair: bool,
    /// Say nothing on standard error but what ends the job with an error, or would be lost.
    #[arg(long, global = true)]
    quiet: bool,
}

impl Options {
    /// Returns how the inputs are to be read.
    fn read_as(&self) -> ReadAs {
        ReadAs { extractor: self.extract, repair: self.repair, ..ReadAs::default() }
    }

    /// Refuses the options that say how articles are read, where a case says that.
    fn refuse_reading(&self, case: impl std::fmt::Display) -> Result<(), Usage> {
        if !self.repair && self.extract.is_none() {
            return Ok(());
        }
        let how = "leave --repair and --extract out; on the screen `:repair` and `:extract` change it";
        Err(Usage(format!("{case} says how its articles are read; {how}")))
    }

    /// Prints to standard error what does not end the job: a notice, advice, one failure of several.
    fn tell(&self, text: &str) {
        if !self.quiet {
            complain(text);
        }
    }

    /// Prints what the reader should know of how an article was read.
    fn tell_notice(&self, article: &Article) {
        if let Some(notice) = article.told() {
            self.tell(&notice);
        }
    }
}

fn extractor(name: &str) -> Result<Extractor, String> {
    let names: Vec<&str> = Extractor::ALL.iter().map(|e| e.name()).collect();
    Extractor::from_name(name)
        .ok_or_else(|| format!("there is no such extractor; there are {}", names.join(", ")))
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the bundled demo, copied to DIR.
    Demo(demo::Arguments),
    /// Print which passages match, and where they disagree.
    Align(align::Arguments),
    /// Print the annotations of a case for others to use.
    Export(export::Arguments),
    /// Print the annotations of a case as a list.
    List(list::Arguments),
    /// Add articles to a case.
    Add(add::Arguments),
    /// Print what in a case needs you: articles and words that are not what they were, slips.
    Check(check::Arguments),
    /// Print an article as the program reads it.
    Text(text::Arguments),
    /// Write articles for passim, which finds reused passages among millions of pages, or make a case of what it found.
    Passim(passim::Arguments),
    /// Print all keys, what they do, and the names of the actions for config.toml.
    Keys,
    /// Print where the settings stand, what they are, and what is wrong with them.
    Config,
    /// Print what a shell needs to complete this command line.
    Completions(completions::Arguments),
    /// Print the manual, or write all its pages into DIR.
    Man(man::Arguments),
}

/// Runs the program and returns its exit code: 0 for success, 1 for a failed job, 2 for wrong usage.
pub fn run() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let arguments = parse(&words).unwrap_or_else(|error| error.exit());
    let result = match check(&arguments) {
        Ok(()) => carry_out(arguments),
        Err(slip) => Err(slip.into()),
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

fn carry_out(arguments: Arguments) -> anyhow::Result<()> {
    match arguments.command {
        None => open::run(&arguments.inputs, &arguments.options),
        Some(Command::Demo(demo)) => demo::run(&demo, &arguments.options),
        Some(Command::Align(align)) => align::run(&align, &arguments.options),
        Some(Command::Export(export)) => export::run(&export, &arguments.options),
        Some(Command::List(list)) => list::run(&list, &arguments.options, &mut io::stdout().lock()),
        Some(Command::Add(add)) => add::run(&add, &arguments.options, &mut io::stdout().lock()),
        Some(Command::Check(check)) => check::run(&check, &arguments.options, &mut io::stdout().lock()),
        Some(Command::Text(text)) => text::run(&text, &arguments.options),
        Some(Command::Passim(passim)) => passim::run(&passim, &arguments.options),
        Some(Command::Keys) => keys::run(&arguments.options, &mut io::stdout().lock()),
        Some(Command::Config) => config::run(&arguments.options, &mut io::stdout().lock()),
        Some(Command::Completions(completions)) => completions::run(&completions, &mut io::stdout().lock()),
        Some(Command::Man(man)) => man::run(&man, &mut io::stdout().lock()),
    }
}

/// Reads the arguments. A first word that is a command is one, whatever options stand before it; later words are inputs.
fn parse(words: &[OsString]) -> Result<Arguments, clap::Error> {
    let command = Arguments::command();
    let is_command = first_word(words).is_some_and(|w| w == "help" || command.find_subcommand(w).is_some());
    let mut matches = command.args_conflicts_with_subcommands(!is_command).try_get_matches_from(words)?;
    Arguments::from_arg_matches_mut(&mut matches)
}

/// Returns the first word that is neither an option nor an option's value.
fn first_word(words: &[OsString]) -> Option<&OsString> {
    let mut words = words.iter().skip(1);
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("--case" | "--theme" | "--glyphs" | "--extract") => drop(words.next()),
            Some("--") => return None,
            Some(option) if option.len() > 1 && option.starts_with('-') => {}
            _ => return Some(word),
        }
    }
    None
}

/// Refuses an option that would be ignored.
fn check(arguments: &Arguments) -> Result<(), Usage> {
    let opens = matches!(arguments.command, None | Some(Command::Demo(_)));
    if arguments.options.linear && !opens {
        return Err(Usage("this command prints and ends by itself; leave --linear out".into()));
    }
    if arguments.options.linear && arguments.inputs.iter().any(|i| i == "-") {
        let text = "standard input cannot be an article while --linear reads its lines from there; save it to a file";
        return Err(Usage(text.into()));
    }
    let reads = match &arguments.command {
        Some(Command::Passim(passim)) => passim.reads_articles(),
        command => matches!(command, None | Some(Command::Align(_) | Command::Text(_))),
    };
    if !reads && (arguments.options.repair || arguments.options.extract.is_some()) {
        let text = "this command reads articles as their case says; leave --repair and --extract out";
        return Err(Usage(text.into()));
    }
    let Some(case) = arguments.options.case.as_ref().map(|c| c.display()) else { return Ok(()) };
    match &arguments.command {
        None => match arguments.inputs.iter().find(|input| open::is_case(input)) {
            Some(other) => {
                Err(Usage(format!("one case can be open at a time: leave out --case {case} or {other}")))
            }
            None => Ok(()),
        },
        // The demo says for itself what is wrong with it.
        Some(Command::Demo(_)) => Ok(()),
        Some(Command::Export(_)) => {
            Err(Usage(format!("the case to export is named without --case: variorum export {case}")))
        }
        Some(Command::Add(_)) => {
            Err(Usage(format!("the case is named without --case: variorum add {case} INPUT...")))
        }
        Some(Command::Check(_)) => {
            Err(Usage(format!("the case to check is named without --case: variorum check {case}")))
        }
        Some(Command::List(_)) => {
            Err(Usage(format!("the case to list is named without --case: variorum list {case}")))
        }
        Some(_) => Err(Usage("this command reads no case; leave --case out".into())),
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
fn load_all(inputs: &[String], how: &ReadAs) -> (Vec<Article>, Vec<load::LoadError>) {
    let read = |input: load::Input| load::article(&load::get(&input)?, how);
    let loaded: Vec<_> = load::gather(inputs).into_par_iter().map(|i| i.and_then(read)).collect();
    let (mut articles, failed) = parted(loaded);
    load::unique_ids(&mut articles, &[]);
    (articles, failed)
}

/// Parts the articles that could be read from why others could not.
fn parted(
    loaded: impl IntoIterator<Item = Result<Article, load::LoadError>>,
) -> (Vec<Article>, Vec<load::LoadError>) {
    let (mut articles, mut failed) = (Vec::new(), Vec::new());
    for result in loaded {
        match result {
            Ok(article) => articles.push(article),
            Err(error) => failed.push(error),
        }
    }
    (articles, failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Arguments, clap::Error> {
        parse(&line.split(' ').map(OsString::from).collect::<Vec<_>>())
    }

    fn slip(line: &str) -> String {
        check(&parsed(line).unwrap()).unwrap_err().to_string()
    }

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn options_reach_a_command_from_before_and_behind_it() {
        for line in ["variorum demo --theme mono", "variorum --theme mono demo", "variorum --theme=mono demo"]
        {
            let arguments = parsed(line).unwrap();
            assert!(matches!(arguments.command, Some(Command::Demo(_))), "{line}");
            assert_eq!(arguments.options.theme.as_deref(), Some("mono"), "{line}");
        }
    }

    #[test]
    fn only_the_first_word_is_a_command() {
        for line in ["variorum a.txt demo", "variorum --glyphs ascii a.txt demo", "variorum ./demo a.txt"] {
            let arguments = parsed(line).unwrap();
            assert!(arguments.command.is_none(), "{line}");
            assert_eq!(arguments.inputs.len(), 2, "{line}");
        }
    }

    #[test]
    fn a_case_that_would_be_ignored_is_refused() {
        assert!(slip("variorum --case a.toml b.toml").contains("b.toml"));
        assert!(slip("variorum export --case a.toml").contains("variorum export a.toml"));
        assert!(slip("variorum list --case a.toml").contains("variorum list a.toml"));
        assert!(slip("variorum align --case a.toml x.txt").contains("leave --case out"));
        assert!(check(&parsed("variorum --case a.toml x.txt").unwrap()).is_ok());
        assert!(slip("variorum --linear align x.txt").contains("leave --linear out"));
        assert!(slip("variorum --linear a.txt -").contains("standard input"));
        assert!(check(&parsed("variorum demo --linear").unwrap()).is_ok());
        assert!(slip("variorum list --repair").contains("leave --repair"));
        assert!(check(&parsed("variorum --extract plain text a.html").unwrap()).is_ok());
    }
}
