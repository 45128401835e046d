//! `variorum align`: what matches and where it disagrees, without a screen.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use clap::ValueEnum;

use super::Usage;
use crate::align::{self, Alignment, Unwatched};
use crate::article::Article;

/// Arguments of `variorum align`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Articles: files, folders, or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Aligns the articles and prints what was found.
pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let (articles, failed) = super::load_all(&arguments.inputs);
    for error in &failed {
        super::complain(&error.to_string());
    }
    if articles.is_empty() {
        return Err(Usage("there is no article to align".into()).into());
    }
    let articles: Vec<&Article> = articles.iter().collect();
    let found = align::align(&articles, &[], &Unwatched);
    let mut out = BufWriter::new(io::stdout().lock());
    match arguments.format {
        Format::Json => {
            serde_json::to_writer(&mut out, &align::json::Document::new(&articles, &found))?;
            writeln!(out)?;
        }
        Format::Text => print_text(&mut out, &articles, &found)?,
    }
    out.flush()?;
    if failed.is_empty() {
        Ok(())
    } else {
        Err(anyhow::anyhow!("{} of the inputs could not be read", failed.len()))
    }
}

fn print_text(out: &mut impl Write, articles: &[&Article], found: &Alignment) -> io::Result<()> {
    for (number, article) in articles.iter().enumerate() {
        let title = article.metadata.title.as_deref().unwrap_or("(no title)");
        writeln!(out, "{} {}: {title}", number + 1, article.id)?;
    }
    let name = |a: usize| articles[a].id.as_str();
    for (number, suspect) in found.suspects.iter().enumerate() {
        writeln!(out, "\nsuspect {}: {} ({})", number + 1, suspect.kind.id(), suspect.rule)?;
        for reading in &suspect.readings {
            for member in &reading.members {
                let passage = articles[member.article].passage_text(member.passage);
                writeln!(out, "  {:<12} {:<18} {passage}", name(member.article), reading.says)?;
            }
        }
    }
    for (number, thread) in found.threads.iter().enumerate() {
        let silent: Vec<&str> = thread.silent.iter().map(|a| name(*a)).collect();
        let silent =
            if silent.is_empty() { String::new() } else { format!(" (not found: {})", silent.join(", ")) };
        writeln!(out, "\nthread {}{silent}", number + 1)?;
        for member in &thread.members {
            writeln!(
                out,
                "  {:<12} {}",
                name(member.article),
                articles[member.article].passage_text(member.passage)
            )?;
        }
    }
    Ok(())
}
