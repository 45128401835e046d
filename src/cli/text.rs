//! `variorum text`: an article as the program reads it.

use std::io::{self, BufWriter, Write};

use anyhow::Result;

use crate::article::visible_text;

/// Arguments of `variorum text`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The article: a file, or - for standard input.
    #[arg(value_name = "INPUT")]
    input: String,
    /// Print one passage a line, with its number, role and bounds in scalar values.
    #[arg(long)]
    passages: bool,
}

/// Prints the article.
pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let (articles, failed) = super::load_all(std::slice::from_ref(&arguments.input));
    if let Some(error) = failed.into_iter().next() {
        return Err(error.into());
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for article in &articles {
        if !arguments.passages {
            writeln!(out, "{}", visible_text(&article.text))?;
            continue;
        }
        for (number, passage) in article.passages.iter().enumerate() {
            let span = article.scalars.to_scalars(&article.text, passage.span);
            let text = visible_text(article.slice(passage.span));
            writeln!(out, "{number}\t{}\t{}\t{}\t{text}", passage.role.name(), span.start, span.end)?;
        }
    }
    out.flush()?;
    Ok(())
}
