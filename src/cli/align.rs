//! `variorum align`: what matches and where it disagrees, without a screen.

use std::io::{self, BufWriter, Write};
use std::mem::ManuallyDrop;

use anyhow::Result;

use super::format::Format;
use crate::align::{self, Alignment, Member, Unwatched};
use crate::article::{Article, visible_text};

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

/// Aligns the articles and prints what was found.
pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let (articles, failed) = super::load_all(&arguments.inputs);
    for error in &failed {
        super::complain(&error.to_string());
    }
    if articles.is_empty() {
        anyhow::bail!("none of the inputs could be read, so there is nothing to align");
    }
    // The process ends with this: giving back what millions of words took, piece by piece, is time for nothing.
    let articles = ManuallyDrop::new(articles);
    let articles: Vec<&Article> = articles.iter().collect();
    let found = ManuallyDrop::new(align::align(&articles, &[], &Unwatched));
    let mut out = BufWriter::new(io::stdout().lock());
    match arguments.format {
        Format::Json => {
            found.notices.iter().for_each(|notice| super::complain(&notice.0));
            align::json::write(&mut out, &articles, &found)?;
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

/// Prints for people; nothing of an article reaches their terminal but as text.
fn print_text(out: &mut impl Write, articles: &[&Article], found: &Alignment) -> io::Result<()> {
    for (number, article) in articles.iter().enumerate() {
        let title = visible_text(article.metadata.title.as_deref().unwrap_or("(no title)"));
        writeln!(out, "{} {}: {title}", number + 1, article.id)?;
    }
    for notice in &found.notices {
        writeln!(out, "\nnotice: {}", visible_text(&notice.0))?;
    }
    let name = |a: usize| articles[a].id.as_str();
    let words = |m: &Member| visible_text(articles[m.article].passage_text(m.passage));
    for (number, suspect) in found.suspects.iter().enumerate() {
        writeln!(out, "\nsuspect {}: {} ({})", number + 1, suspect.kind.id(), suspect.rule)?;
        for reading in &suspect.readings {
            for member in &reading.members {
                let says = visible_text(&reading.says);
                writeln!(out, "  {:<12} {says:<18} {}", name(member.article), words(member))?;
            }
        }
    }
    for (number, thread) in found.threads.iter().enumerate() {
        let silent: Vec<&str> = thread.silent.iter().map(|a| name(*a)).collect();
        let silent =
            if silent.is_empty() { String::new() } else { format!(" (not found: {})", silent.join(", ")) };
        writeln!(out, "\nthread {}{silent}", number + 1)?;
        for member in &thread.members {
            writeln!(out, "  {:<12} {}", name(member.article), words(member))?;
        }
    }
    Ok(())
}
