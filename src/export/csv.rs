//! Tables for spreadsheets and statistics (RFC 4180): wide, a row per annotation; long, a row per witness.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::record::{Annotation, Record, Source, Witness};
use super::text::plain;

/// Columns that both tables begin with.
const OF_ANNOTATION: [&str; 15] = [
    "number",
    "id",
    "kind",
    "question",
    "severity",
    "confidence",
    "status",
    "by",
    "created",
    "changed",
    "tags",
    "evidence",
    "note",
    "verdict",
    "checks",
];
/// Further columns of the long table.
const OF_WITNESS: [&str; 21] = [
    "article",
    "name",
    "stand",
    "says",
    "text",
    "before",
    "after",
    "start",
    "end",
    "block",
    "anchor",
    "now",
    "near",
    "link",
    "title",
    "source",
    "author",
    "published",
    "language",
    "url",
    "sha256",
];

/// Writes a row per annotation, with a column per article.
///
/// # Errors
/// Only what `out` returns.
pub fn write_wide(out: &mut impl Write, record: &Record, bom: bool) -> io::Result<()> {
    let mut table = Table::begin(out, bom)?;
    let names = column_names(&record.articles);
    table.row(OF_ANNOTATION.iter().map(|n| (*n).to_owned()).chain(names))?;
    for annotation in &record.annotations {
        let parts = record.articles.iter().map(|a| {
            let own = annotation.witnesses.iter().filter(|w| w.article == a.id);
            own.map(part).collect::<Vec<_>>().join("\n")
        });
        table.row(of_annotation(annotation).into_iter().chain(parts))?;
    }
    table.end()
}

/// Writes a row per witness; an annotation without any has one row.
///
/// # Errors
/// Only what `out` returns.
pub fn write_long(out: &mut impl Write, record: &Record, bom: bool) -> io::Result<()> {
    let mut table = Table::begin(out, bom)?;
    table.row(OF_ANNOTATION.iter().chain(&OF_WITNESS).map(|n| (*n).to_owned()))?;
    for annotation in &record.annotations {
        let first = of_annotation(annotation);
        for witness in &annotation.witnesses {
            let rest = of_witness(witness, record.article(&witness.article));
            table.row(first.iter().cloned().chain(rest))?;
        }
        if annotation.witnesses.is_empty() {
            table.row(first.into_iter().chain(OF_WITNESS.map(|_| String::new())))?;
        }
    }
    table.end()
}

/// Returns the articles' names as heads of columns; one that is not alone in the table gets its article's id.
fn column_names(articles: &[Source]) -> Vec<String> {
    let is_taken = |name: &str| {
        OF_ANNOTATION.contains(&name) || articles.iter().filter(|a| plain(&a.name) == name).count() > 1
    };
    let name = |a: &Source| {
        let name = plain(&a.name);
        if is_taken(&name) { format!("{name} ({})", a.id) } else { name }
    };
    articles.iter().map(name).collect()
}

fn of_annotation(a: &Annotation) -> Vec<String> {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        a.number.to_string(),
        a.id.clone(),
        a.kind.clone(),
        a.question.clone(),
        a.severity.into(),
        a.confidence.into(),
        a.status.into(),
        or_none(&a.by),
        or_none(&a.created),
        or_none(&a.changed),
        a.tags.join("; "),
        a.evidence.join("\n"),
        a.note.trim().to_owned(),
        or_none(&a.verdict),
        a.checks.iter().map(|c| c.parts().collect::<Vec<_>>().join("; ")).collect::<Vec<_>>().join("\n"),
    ]
}

fn of_witness(w: &Witness, article: Option<&Source>) -> Vec<String> {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |n: Option<usize>| n.map_or_else(String::new, |n| n.to_string());
    let mut row = vec![w.article.clone(), w.name.clone(), w.stand.into()];
    row.extend([&w.says, &w.text, &w.before, &w.after].map(or_none));
    row.extend([w.start, w.end, w.block].map(number));
    row.extend([or_none(&w.anchor), or_none(&w.now), number(w.near), or_none(&w.link)]);
    match article {
        Some(a) => row.extend(
            [&a.title, &a.source, &a.author, &a.published, &a.language, &a.url, &a.sha256].map(or_none),
        ),
        None => row.resize(OF_WITNESS.len(), String::new()),
    }
    row
}

/// Returns what an article has to say, in one cell: its reading before its words.
fn part(w: &Witness) -> String {
    let Some(text) = &w.text else { return "(not found)".into() };
    let agrees = if w.stand == "agrees" { "(agrees) " } else { "" };
    let now = w.now.as_ref().map_or_else(String::new, |now| format!(" (now: {now})"));
    match &w.says {
        Some(says) => format!("{agrees}{says}: {text}{now}"),
        None => format!("{agrees}{text}{now}"),
    }
}

/// Rows on their way out.
struct Table<W: Write>(csv::Writer<W>);

impl<W: Write> Table<W> {
    fn begin(mut out: W, bom: bool) -> io::Result<Table<W>> {
        if bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        Ok(Table(WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out)))
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        let written = self.0.write_record(cells.map(|cell| guarded(&plain(&cell))));
        // The crate's own way back to an error of the output forgets of which kind it was.
        written.map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })
    }

    fn end(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Puts an apostrophe before what a spreadsheet would compute.
fn guarded(cell: &str) -> String {
    const COMPUTED: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    if cell.starts_with(COMPUTED) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_computed() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        for text in ["", "a=b", "–1", " 1", "'=1"] {
            assert_eq!(guarded(text), text);
        }
    }
}
