//! `variorum list`: the annotations of a case, for a look or for scripts.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use anyhow::Result;
use serde::Serialize;

use super::export;
use super::format::Format;
use super::open::CASE_FILE;
use crate::app::cells;
use crate::article::{ScalarSpan, visible_text};
use crate::case::store::CaseFile;
use crate::case::{Annotation, Stand, Witness};
use crate::export::{Notes, question};

/// Columns that give way on a terminal, and the cells that they keep.
const QUESTION: usize = 3;
const ARTICLES: usize = 4;
const TAGS: usize = 5;
const LEAST: usize = 12;

/// Arguments of `variorum list`.
#[derive(Debug, clap::Args)]
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

/// Prints the annotations in the order of the case.
pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<()> {
    let (_, mut case) = CaseFile::open(&arguments.case)?;
    let articles = export::read_articles(&case, &arguments.case);
    let ids: Vec<String> = case.annotations.iter().map(|a| a.id.clone()).collect();
    if let Some(filter) = &arguments.filter {
        export::keep(&mut case, &articles, filter)?;
    }
    match arguments.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &Listed::of(&case.annotations))
                .map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Format::Text => {
            let refs: Vec<_> = articles.iter().collect();
            let notes = Notes { case: &case, articles: &refs };
            let mut rows: Vec<_> = case.annotations.iter().map(|a| row(a, &notes, &ids)).collect();
            let terminal = || crossterm::terminal::size().ok().map(|(width, _)| usize::from(width));
            let room = std::io::stdout().is_terminal().then(terminal).flatten();
            write_table(out, &mut rows, room)?;
        }
    }
    Ok(())
}

/// Returns the cells of a line; the number is that of the annotation in the whole case.
fn row(annotation: &Annotation, notes: &Notes<'_>, ids: &[String]) -> [String; 6] {
    let number = ids.iter().position(|id| *id == annotation.id).map_or(0, |at| at + 1);
    let said = annotation.witnesses.iter().filter(|w| w.stand != Stand::Silent);
    let mut names: Vec<String> = said.map(|w| notes.name(&w.article)).collect();
    names.dedup();
    let cells = [
        number.to_string(),
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

/// The annotations as JSON: the names are those of the case file.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    format: &'static str,
    version: u32,
    annotations: Vec<Item<'a>>,
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    id: &'a str,
    kind: &'a str,
    question: &'a str,
    severity: &'static str,
    confidence: &'static str,
    status: &'static str,
    by: Option<&'a str>,
    created: Option<String>,
    changed: Option<String>,
    tags: &'a [String],
    evidence: &'a [String],
    note: &'a str,
    verdict: Option<&'a str>,
    witnesses: Vec<Part<'a>>,
    checks: Vec<Looked<'a>>,
}

#[derive(Debug, Serialize)]
struct Part<'a> {
    article: &'a str,
    stand: &'static str,
    says: Option<&'a str>,
    text: Option<&'a str>,
    start: Option<usize>,
    end: Option<usize>,
    anchor: Option<&'a str>,
    now: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Looked<'a> {
    on: Option<&'a str>,
    source: &'a str,
    how: Option<&'a str>,
    found: Option<&'a str>,
}

impl<'a> Listed<'a> {
    fn of(annotations: &'a [Annotation]) -> Listed<'a> {
        let annotations = annotations.iter().map(Item::of).collect();
        Listed { format: "variorum-annotations", version: 1, annotations }
    }
}

impl<'a> Item<'a> {
    fn of(annotation: &'a Annotation) -> Item<'a> {
        let checks = annotation.checks.iter().map(|c| Looked {
            on: c.on.as_deref(),
            source: &c.source,
            how: c.how.as_deref(),
            found: c.found.as_deref(),
        });
        Item {
            id: &annotation.id,
            kind: &annotation.kind,
            question: &annotation.question,
            severity: annotation.severity.name(),
            confidence: annotation.confidence.name(),
            status: annotation.status.name(),
            by: annotation.by.as_deref(),
            created: annotation.created.map(|at| at.to_string()),
            changed: annotation.changed.map(|at| at.to_string()),
            tags: &annotation.tags,
            evidence: &annotation.evidence,
            note: &annotation.note,
            verdict: annotation.verdict.as_deref(),
            witnesses: annotation.witnesses.iter().map(part).collect(),
            checks: checks.collect(),
        }
    }
}

fn part(witness: &Witness) -> Part<'_> {
    let span: Option<ScalarSpan> = witness.quote.as_ref().map(|q| q.span);
    Part {
        article: &witness.article,
        stand: witness.stand.name(),
        says: witness.says.as_deref(),
        text: witness.quote.as_ref().map(|q| q.text.as_str()),
        start: span.map(|s| s.start),
        end: span.map(|s| s.end),
        anchor: witness.anchor.as_deref(),
        now: witness.now.as_deref(),
    }
}
