//! `variorum text`: an article as the program reads it.

use std::io::{self, BufWriter, Write};

use anyhow::{Result, bail};

use super::{Options, Usage};
use crate::article::{Article, Change, visible_text};

/// Arguments of `variorum text`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The article: a file, a folder of them, an address, or - for standard input.
    #[arg(value_name = "INPUT")]
    input: String,
    /// Print one passage a line, with its number, role and bounds in scalar values.
    #[arg(long)]
    passages: bool,
    /// Print what --repair changes, one place a line, and not the text.
    #[arg(long, conflicts_with = "passages")]
    changes: bool,
    /// Read the text in this encoding, as in utf-8 or windows-1252.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

const EXAMPLES: &str = "Examples:
  variorum text page.html                          what is taken from a page
  variorum text page.html --passages               with roles and bounds
  variorum text old.txt --repair --changes         what would be mended in damaged text
  variorum text https://post.example/x             a page by its address";

/// Prints the article.
pub(super) fn run(arguments: &Arguments, options: &Options) -> Result<()> {
    let mut how = options.read_as();
    how.encoding.clone_from(&arguments.encoding);
    if arguments.changes && !how.repair {
        return Err(Usage("--changes prints what --repair changes; add --repair".into()).into());
    }
    let (articles, mut failed) = super::load_all(std::slice::from_ref(&arguments.input), &how);
    if articles.is_empty() && failed.len() == 1 {
        return Err(failed.remove(0).into());
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for article in &articles {
        options.tell_notice(article);
        match () {
            () if arguments.changes => article.mended.iter().try_for_each(|c| print_change(c, &mut out))?,
            () if arguments.passages => print_passages(article, &mut out)?,
            () => writeln!(out, "{}", visible_text(&article.text))?,
        }
    }
    out.flush()?;
    failed.iter().for_each(|error| options.tell(&error.to_string()));
    match failed.len() {
        0 => Ok(()),
        n => bail!("{n} of the articles in {} could not be read", arguments.input),
    }
}

fn print_passages(article: &Article, out: &mut impl Write) -> io::Result<()> {
    for (number, passage) in article.passages.iter().enumerate() {
        let span = article.scalars.to_scalars(&article.text, passage.span);
        let text = visible_text(article.slice(passage.span));
        writeln!(out, "{number}\t{}\t{}\t{}\t{text}", passage.role.name(), span.start, span.end)?;
    }
    Ok(())
}

/// Prints a change as number of its block, what was and what is, with the words around it.
fn print_change(change: &Change, out: &mut impl Write) -> io::Result<()> {
    let [left, before, after, right] =
        [&change.left, &change.before, &change.after, &change.right].map(|t| visible_text(t));
    writeln!(out, "{}\t{before}\t{after}\t{left}[{before}→{after}]{right}", change.block)
}
