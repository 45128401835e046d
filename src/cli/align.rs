//! `variorum align`: what matches and where it disagrees, without a screen.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use clap::ValueEnum;
use rayon::prelude::*;

use super::format::Format;
use super::{Options, Usage, open};
use crate::align::{self, Alignment, Tie, Unwatched};
use crate::app::index::Index;
use crate::article::Article;
use crate::article::load::LoadError;
use crate::case::store::CaseFile;
use crate::case::{entry, tied};
use crate::files;

use page::{Marks, Page};

mod page;

/// Cells of a line where nothing says how many there are.
const WIDTH: usize = 100;
/// Cells of a line at most: longer ones are hard to read.
const MOST_WIDTH: usize = 120;

/// Arguments of `variorum align`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Articles: files, folders, addresses, or - for standard input; or a case, whose articles and ties are taken.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Print one sort of finding only.
    #[arg(long, value_enum, value_name = "WHAT")]
    only: Option<Finding>,
    /// Print what two of the articles have with each other; each by its number, its id or its path.
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    between: Option<Vec<String>>,
    /// Cells of a line; the terminal's own without it.
    #[arg(long, value_name = "CELLS", value_parser = clap::value_parser!(u16).range(40..=400))]
    width: Option<u16>,
    /// Whether differing words are coloured, or have asterisks around them.
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
}

const EXAMPLES: &str = "Examples:
  variorum align reports/ | less                    all that was found
  variorum align --only suspects reports/           only where they disagree
  variorum align --between courier post reports/    two of them, compared with all at hand
  variorum align --color always reports/ | less -R  with colours in the pager
  variorum align variorum.toml                      the articles of a case, with your ties
  variorum align --format json reports/             for programs; assets/schemas/alignment.schema.json describes it";

/// One sort of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Finding {
    /// Where articles disagree.
    Suspects,
    /// What two or more articles say.
    Threads,
    /// What only one article says.
    #[value(name = "only")]
    Alone,
}

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Aligns the articles and prints what was found.
pub(super) fn run(arguments: &Arguments, options: &Options) -> Result<()> {
    let Named { articles, failed, ties } = named(&arguments.inputs, options)?;
    articles.iter().for_each(|article| options.tell_notice(article));
    if articles.is_empty() {
        failed.iter().for_each(|error| super::complain(&error.to_string()));
        anyhow::bail!("none of the inputs could be read, so there is nothing to align");
    }
    failed.iter().for_each(|error| options.tell(&error.to_string()));
    let pair = arguments.between.as_deref().map(|names| pair(names, &articles)).transpose()?;
    // The process ends with this: giving back what millions of words took, piece by piece, is time for nothing.
    let articles: ManuallyDrop<Vec<Arc<Article>>> =
        ManuallyDrop::new(articles.into_iter().map(Arc::new).collect());
    let all: Vec<&Article> = articles.iter().map(Arc::as_ref).collect();
    let found = ManuallyDrop::new(align::align(&all, &ties, &Unwatched));
    let mut out = BufWriter::new(io::stdout().lock());
    match pair {
        None => print(&mut out, arguments, options, &articles, found)?,
        Some((a, b)) => {
            let two = [a, b].map(|n| Arc::clone(&articles[n]));
            print(&mut out, arguments, options, &two, ManuallyDrop::new(found.between(a, b)))?;
        }
    }
    out.flush()?;
    if failed.is_empty() {
        Ok(())
    } else {
        Err(anyhow::anyhow!("{} of the inputs could not be read", failed.len()))
    }
}

/// The articles that are named, why others could not be read, and the ties that a case has between them.
struct Named {
    articles: Vec<Article>,
    failed: Vec<LoadError>,
    ties: Vec<Tie>,
}

/// Reads the articles that are named, or those of a case that is named alone.
fn named(inputs: &[String], options: &Options) -> Result<Named> {
    let Some(path) = inputs.iter().find(|input| open::is_case(input)) else {
        let (articles, failed) = super::load_all(inputs, &options.read_as());
        return Ok(Named { articles, failed, ties: Vec::new() });
    };
    if inputs.len() > 1 {
        let text =
            format!("{path} is a case file; name it alone to align its articles, or name only articles");
        return Err(Usage(text).into());
    }
    options.refuse_reading(path)?;
    let (_, case) = CaseFile::open(Path::new(path))?;
    let folder = files::folder(Path::new(path));
    let in_use: Vec<_> = case.articles.iter().filter(|known| !known.gone).collect();
    let loaded: Vec<_> = in_use.into_par_iter().map(|known| entry::load(known, folder)).collect();
    let (articles, failed) = super::parted(loaded);
    let ties = tied::find(&articles, &case);
    Ok(Named { articles, failed, ties })
}

fn print(
    out: &mut impl Write,
    arguments: &Arguments,
    options: &Options,
    articles: &[Arc<Article>],
    found: ManuallyDrop<Alignment>,
) -> io::Result<()> {
    let borrowed: Vec<&Article> = articles.iter().map(Arc::as_ref).collect();
    match arguments.format {
        Format::Json => {
            found.notices.iter().for_each(|notice| options.tell(&notice.0));
            match arguments.only {
                None => align::json::write(out, &borrowed, &found)?,
                Some(only) => align::json::write(out, &borrowed, &narrowed(&found, only))?,
            }
            writeln!(out)
        }
        Format::Text => {
            let index = ManuallyDrop::new(Index::new(articles, ManuallyDrop::into_inner(found)));
            let (marks, width) = (marks(arguments.color), width(arguments.width));
            Page { articles: &borrowed, index: &index, marks, width }.print(out, arguments.only)
        }
    }
}

/// Leaves one sort of finding in an alignment; the rest is empty lists.
fn narrowed(found: &Alignment, only: Finding) -> Alignment {
    let mut left = Alignment { copy_of: found.copy_of.clone(), ..Alignment::default() };
    match only {
        Finding::Suspects => left.suspects.clone_from(&found.suspects),
        Finding::Threads => left.threads.clone_from(&found.threads),
        Finding::Alone => left.only.clone_from(&found.only),
    }
    left
}

/// Returns the indexes of two articles that are named by number, id or path.
fn pair(names: &[String], articles: &[Article]) -> Result<(usize, usize), Usage> {
    let find = |name: &String| {
        let number =
            name.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|n| *n < articles.len());
        let named = || articles.iter().position(|a| a.id == *name || a.path == *name);
        number.or_else(named).ok_or_else(|| {
            let ids = articles.iter().enumerate().map(|(n, a)| format!("{} {}", n + 1, a.id));
            Usage(format!(
                "--between: there is no article {name}; there are {}",
                ids.collect::<Vec<_>>().join(", ")
            ))
        })
    };
    match names {
        [a, b] => match (find(a)?, find(b)?) {
            (x, y) if x == y => Err(Usage(format!("--between: {a} and {b} are one article; name two"))),
            pair => Ok(pair),
        },
        _ => Err(Usage("--between takes two articles".into())),
    }
}

fn marks(colour: Colour) -> Marks {
    let no_colour = || std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let on = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => io::stdout().is_terminal() && !no_colour(),
    };
    if on { Marks::Colour } else { Marks::Asterisks }
}

/// Returns the cells of a line: in a pipe always the same number, so that the same articles give the same bytes.
fn width(wanted: Option<u16>) -> usize {
    if let Some(wanted) = wanted {
        return usize::from(wanted);
    }
    let terminal = || crossterm::terminal::size().ok().map(|(width, _)| usize::from(width));
    match io::stdout().is_terminal().then(terminal).flatten() {
        Some(width) => width.clamp(40, MOST_WIDTH),
        None => WIDTH,
    }
}
