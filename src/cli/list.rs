//! `variorum list`: the annotations of a case, for a look or for scripts.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use anyhow::Result;
use serde::Serialize;

use super::Options;
use super::export;
use super::format::Format;
use super::open::CASE_FILE;
use crate::app::cells;
use crate::article::visible_text;
use crate::case::store::CaseFile;
use crate::case::{self, Stand};
use crate::export::record::{Annotation, Record};
use crate::export::{Notes, json, question};

/// Columns that give way on a terminal, and the cells that they keep.
const QUESTION: usize = 3;
const ARTICLES: usize = 4;
const TAGS: usize = 5;
const LEAST: usize = 12;

/// Arguments of `variorum list`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The case file.
    #[arg(value_name = "CASE", default_value = CASE_FILE)]
    case: PathBuf,
    /// Only the annotations that are meant, as in `kind:number status:open -tag:dull words`.
    #[arg(long = "where", value_name = "FILTER", allow_hyphen_values = true)]
    filter: Option<String>,
    /// How to print it: a line for each, or for programs all that is known about each.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "Examples:
  variorum list                             the annotations of the case here
  variorum list --where 'tag:hospital'      only those with a tag
  variorum list --format json | jq .        for programs";

/// Prints the annotations in the order of the case.
pub(super) fn run(arguments: &Arguments, options: &Options, out: &mut impl Write) -> Result<()> {
    let (_, mut case) = CaseFile::open(&arguments.case)?;
    let articles = export::read_articles(&case, &arguments.case, options);
    let ids: Vec<String> = case.annotations.iter().map(|a| a.id.clone()).collect();
    if let Some(filter) = &arguments.filter {
        export::keep(&mut case, &articles, filter, options)?;
    }
    let refs: Vec<_> = articles.iter().collect();
    let notes = Notes::new(&case, &refs);
    match arguments.format {
        Format::Json => json::write_value(out, &Listed::of(&notes, &ids))?,
        Format::Text => {
            let mut rows: Vec<_> = case.annotations.iter().map(|a| row(a, &notes, &ids)).collect();
            let terminal = || crossterm::terminal::size().ok().map(|(width, _)| usize::from(width));
            let room = std::io::stdout().is_terminal().then(terminal).flatten();
            write_table(out, &mut rows, room)?;
        }
    }
    Ok(())
}

/// Returns the cells of a line; the number is that of the annotation in the whole case.
fn row(annotation: &case::Annotation, notes: &Notes<'_>, ids: &[String]) -> [String; 6] {
    let said = annotation.witnesses.iter().filter(|w| w.stand != Stand::Silent);
    let mut names: Vec<String> = said.map(|w| notes.name(&w.article)).collect();
    names.dedup();
    let cells = [
        number(&annotation.id, ids).to_string(),
        annotation.status.name().to_owned(),
        annotation.kind.clone(),
        question(annotation),
        names.join(", "),
        annotation.tags.join(", "),
    ];
    cells.map(|text| visible_text(&text.replace('\n', " ")).to_string())
}

/// Prints the lines in columns. On a terminal a question gives way until a line fits; in a pipe nothing is left out.
fn write_table(out: &mut impl Write, rows: &mut [[String; 6]], room: Option<usize>) -> Result<()> {
    let widths = |rows: &[[String; 6]]| -> Vec<usize> {
        (0..6).map(|column| rows.iter().map(|r| cells::text_width(&r[column])).max().unwrap_or(0)).collect()
    };
    let mut taken = widths(rows);
    for column in [QUESTION, ARTICLES, TAGS] {
        let all: usize = taken.iter().map(|w| w + 2).sum();
        let over = all.saturating_sub(room.unwrap_or(all));
        let most = taken[column].saturating_sub(over).max(LEAST);
        rows.iter_mut().for_each(|row| row[column] = cells::fit(&row[column], most));
        taken = widths(rows);
    }
    let widths = taken;
    for row in rows {
        let mut line = String::new();
        for (text, width) in row.iter().zip(&widths) {
            line.push_str(text);
            line.push_str(&" ".repeat(width - cells::text_width(text) + 2));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The annotations as JSON: the names are those of the JSON export.
#[derive(Debug, Serialize)]
struct Listed {
    format: &'static str,
    version: u32,
    annotations: Vec<Annotation>,
}

impl Listed {
    /// Makes the list; the numbers are those of the annotations in the whole case.
    fn of(notes: &Notes<'_>, ids: &[String]) -> Listed {
        let mut annotations = Record::new(notes, None).annotations;
        for annotation in &mut annotations {
            annotation.number = number(&annotation.id, ids);
        }
        Listed { format: "variorum-annotations", version: 1, annotations }
    }
}

fn number(id: &str, ids: &[String]) -> usize {
    ids.iter().position(|known| known == id).map_or(0, |at| at + 1)
}
