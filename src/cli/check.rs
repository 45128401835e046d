//! `variorum check`: what in a case needs the reader, one line each.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Result, bail};
use rayon::prelude::*;
use serde::Serialize;

use super::Options;
use super::format::Format;
use super::open::CASE_FILE;
use crate::article::{Article, visible_text};
use crate::case::check::{Need, needs};
use crate::case::entry;
use crate::case::store::CaseFile;
use crate::files;

/// Arguments of `variorum check`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The case file.
    #[arg(value_name = "CASE", default_value = CASE_FILE)]
    case: PathBuf,
    /// How to print it; for programs also how each article was read.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "Examples:
  variorum check                    the case here
  variorum check --format json      for programs
  variorum check || echo \"look at it\"    in a script";

#[derive(Debug, Serialize)]
struct Checked<'a> {
    format: &'static str,
    version: u32,
    articles: Vec<Read<'a>>,
    needs: Vec<Item<'a>>,
}

#[derive(Debug, Serialize)]
struct Read<'a> {
    id: &'a str,
    path: &'a str,
    /// None where it cannot be read.
    encoding: Option<&'a str>,
    read_as: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    what: &'static str,
    article: Option<&'a str>,
    annotation: Option<&'a str>,
    text: &'a str,
}

/// Prints what needs the reader.
///
/// # Errors
/// Something does, or the case cannot be read.
pub(super) fn run(arguments: &Arguments, options: &Options, out: &mut impl Write) -> Result<()> {
    let (file, case) = CaseFile::open(&arguments.case)?;
    let folder = files::folder(&arguments.case);
    let load = |known| entry::load(known, folder).map_err(|e| e.to_string());
    let articles: Vec<Result<Article, String>> = case.articles.par_iter().map(load).collect();
    articles.iter().flatten().for_each(|article| options.tell_notice(article));
    let found = needs(&case, &articles, &file.repeated_ids());
    match arguments.format {
        Format::Text => found.iter().try_for_each(|n| writeln!(out, "{}", visible_text(&n.text)))?,
        Format::Json => {
            let read = case.articles.iter().zip(&articles).map(|(known, article)| {
                let reading = article.as_ref().ok().map(|a| &a.reading);
                Read {
                    id: &known.id,
                    path: &known.path,
                    encoding: reading.map(|r| r.encoding.as_str()).filter(|e| !e.is_empty()),
                    read_as: reading.map(|r| r.format.name()),
                }
            });
            let document = Checked {
                format: "variorum-check",
                version: 1,
                articles: read.collect(),
                needs: found.iter().map(item).collect(),
            };
            serde_json::to_writer_pretty(&mut *out, &document).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    match found.len() {
        0 => Ok(()),
        1 => bail!("{}: one thing needs you", arguments.case.display()),
        n => bail!("{}: {n} things need you", arguments.case.display()),
    }
}

fn item(need: &Need) -> Item<'_> {
    Item {
        what: need.what.name(),
        article: need.article.as_deref(),
        annotation: need.annotation.as_deref(),
        text: &need.text,
    }
}
