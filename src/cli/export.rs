//! `variorum export`: the notes of a case for others.

use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result};
use clap::ValueEnum;

use super::open::CASE_FILE;
use super::screen::now;
use super::{Options, Usage};
use crate::app::effect::{self, Message};
use crate::app::exporting::Unwritten;
use crate::app::worker::{Post, guarded};
use crate::article::Article;
use crate::case::filter::{Filter, Vocabulary};
use crate::case::store::CaseFile;
use crate::case::{Case, entry};
use crate::export::format::{self, Wishes};
use crate::export::record::Record;
use crate::export::template::{self, BUNDLED, Template};
use crate::export::{Notes, address, html, markdown};
use crate::files::{self, Disk, Real};

/// Arguments of `variorum export`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The case file.
    #[arg(value_name = "CASE", default_value = CASE_FILE)]
    case: PathBuf,
    /// What to write [default: md, or template where one is named].
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Whose Markdown.
    #[arg(long, value_enum)]
    flavor: Option<Flavor>,
    /// The template: org, text, claimreview, or a file of yours (Jinja).
    #[arg(long, value_name = "NAME|FILE")]
    template: Option<String>,
    /// Only the annotations that are meant, as in `kind:number status:open -tag:dull words`.
    #[arg(long = "where", value_name = "FILTER", allow_hyphen_values = true)]
    filter: Option<String>,
    /// HTML without the articles' texts: only the annotated words.
    #[arg(long)]
    quotes_only: bool,
    /// CSV that begins with a byte order mark, so that Excel takes it for UTF-8.
    #[arg(long)]
    bom: bool,
    /// JSON-LD with the articles' plain texts written into FOLDER beside it, and offsets in them.
    #[arg(long, value_name = "FOLDER")]
    texts: Option<PathBuf>,
    /// Write in it when it was written; without this the same case always gives the same bytes.
    #[arg(long)]
    dated: bool,
    /// Where to write it; - for standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Overwrite FILE if it exists.
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "Examples:
  variorum export                                       the case here, as Markdown, to the terminal
  variorum export reports/variorum.toml -o notes.md     into a new file
  variorum export --format html -o notes.html           a page with the articles side by side
  variorum export --where 'status:open kind:number'     only the open ones about numbers
  variorum export --format csv --bom -o notes.csv       for a spreadsheet";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown.
    Md,
    /// One page for a browser: the articles side by side, the apparatus, the annotations.
    Html,
    /// A table with a row per annotation and a column per article.
    Csv,
    /// A table with a row per witness.
    CsvLong,
    /// All of the record, for programs.
    Json,
    /// Annotations of the W3C.
    Jsonld,
    /// A critical apparatus in TEI P5.
    Tei,
    /// What a template makes of the record.
    Template,
}

impl Format {
    /// Returns the format that is written; none for a template, which says itself what it makes.
    fn written(self) -> Option<format::Format> {
        Some(match self {
            Format::Md => format::Format::Md,
            Format::Html => format::Format::Html,
            Format::Csv => format::Format::Csv,
            Format::CsvLong => format::Format::CsvLong,
            Format::Json => format::Format::Json,
            Format::Jsonld => format::Format::Jsonld,
            Format::Tei => format::Format::Tei,
            Format::Template => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Flavor {
    /// GitHub Flavored Markdown.
    Gfm,
    /// Pandoc's.
    Pandoc,
    /// Obsidian's.
    Obsidian,
}

/// Reads the case and writes its notes.
pub(super) fn run(arguments: &Arguments, options: &Options) -> Result<()> {
    let format = format_asked(arguments)?;
    let (_, mut case) = CaseFile::open(&arguments.case)?;
    let articles = read_articles(&case, &arguments.case, options);
    if let Some(filter) = &arguments.filter {
        keep(&mut case, &articles, filter, options)?;
    }
    let articles: Vec<&Article> = articles.iter().collect();
    let notes = Notes::new(&case, &articles);
    let record = Record::new(&notes, arguments.dated.then(now));
    if let Some(folder) = &arguments.texts {
        write_texts(folder, &notes, &record, arguments.force)?;
    }
    if arguments.output == Path::new("-") {
        let mut out = BufWriter::new(io::stdout().lock());
        write(&mut out, format, arguments, options, &notes, &record)?;
        return Ok(out.flush()?);
    }
    let mut bytes = Vec::new();
    write(&mut bytes, format, arguments, options, &notes, &record)?;
    write_file(&arguments.output, &bytes, arguments.force)
}

/// Returns the format that is asked for, when the other options go with it.
fn format_asked(arguments: &Arguments) -> Result<Format, Usage> {
    let named = if arguments.template.is_some() { Format::Template } else { Format::Md };
    let format = arguments.format.unwrap_or(named);
    let is_csv = matches!(format, Format::Csv | Format::CsvLong);
    for (is_given, fits, option, formats) in [
        (arguments.flavor.is_some(), format == Format::Md, "--flavor", "md"),
        (arguments.template.is_some(), format == Format::Template, "--template", "template"),
        (arguments.quotes_only, format == Format::Html, "--quotes-only", "html"),
        (arguments.bom, is_csv, "--bom", "csv or csv-long"),
        (arguments.texts.is_some(), format == Format::Jsonld, "--texts", "jsonld"),
    ] {
        if is_given && !fits {
            return Err(Usage(format!("{option} goes with --format {formats} only; leave one of them out")));
        }
    }
    if format == Format::Template && arguments.template.is_none() {
        let names: Vec<&str> = BUNDLED.iter().map(|b| b.0).collect();
        let names = names.join(", ");
        return Err(Usage(format!(
            "--format template needs --template with a file of yours or one of {names}"
        )));
    }
    Ok(format)
}

/// Leaves in a case the annotations that a filter means.
pub(super) fn keep(case: &mut Case, articles: &[Article], filter: &str, options: &Options) -> Result<()> {
    let refs: Vec<&Article> = articles.iter().collect();
    let notes = Notes::new(case, &refs);
    let words = Vocabulary::of(case, |id| notes.name(id), |id| notes.label_and_source(id));
    let filter = Filter::parse(filter, &words).map_err(|error| Usage(format!("--where: {error}")))?;
    if let Some(advice) = filter.advice(&words) {
        options.tell(&advice);
    }
    case.annotations.retain(|a| filter.matches(a));
    Ok(())
}

/// Reads those articles of a case that can be read; the notes stand without the others, which are told.
pub(super) fn read_articles(case: &Case, path: &Path, options: &Options) -> Vec<Article> {
    let read = case.articles.iter().map(|known| entry::load(known, files::folder(path)));
    read.filter_map(|read| read.map_err(|error| options.tell(&error.to_string())).ok()).collect()
}

fn write(
    out: &mut impl Write,
    format: Format,
    arguments: &Arguments,
    options: &Options,
    notes: &Notes<'_>,
    record: &Record,
) -> Result<()> {
    let Some(named) = format.written() else {
        return write_template(out, arguments.template.as_deref().unwrap_or_default(), record);
    };
    let is_page = format == Format::Html && !arguments.quotes_only;
    let alignment = is_page.then(|| notes.align());
    alignment.iter().flat_map(|a| &a.notices).for_each(|notice| options.tell(&notice.0));
    let texts = arguments.texts.as_deref().map(|folder| address_of(folder, &arguments.output));
    let wishes = Wishes {
        flavor: flavor(arguments.flavor),
        page: html::Options { quotes_only: arguments.quotes_only, alignment: alignment.as_ref() },
        bom: arguments.bom,
        texts: texts.as_deref(),
    };
    Ok(named.write(out, notes, record, &wishes)?)
}

fn flavor(flavor: Option<Flavor>) -> markdown::Flavor {
    match flavor {
        None | Some(Flavor::Gfm) => markdown::Flavor::Gfm,
        Some(Flavor::Pandoc) => markdown::Flavor::Pandoc,
        Some(Flavor::Obsidian) => markdown::Flavor::Obsidian,
    }
}

/// Fills a bundled template, else the one in that file.
fn write_template(out: &mut impl Write, name: &str, record: &Record) -> Result<()> {
    if let Some((_, bundled)) = BUNDLED.iter().find(|(known, _)| *known == name) {
        return Ok(template::write(out, *bundled, record)?);
    }
    let names: Vec<&str> = BUNDLED.iter().map(|b| b.0).collect();
    let source = fs::read_to_string(name).with_context(|| {
        format!("{name}: the template cannot be read; name a file, or one of {}", names.join(", "))
    })?;
    Ok(template::write(out, Template { name, source: &source }, record)?)
}

/// Writes the plain texts of the articles, in which offsets count.
fn write_texts(folder: &Path, notes: &Notes<'_>, record: &Record, force: bool) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{}: the folder cannot be made", folder.display()))?;
    for source in &record.articles {
        if let Some(article) = notes.article(&source.id) {
            write_file(&folder.join(source.text_name()), article.text.as_bytes(), force)?;
        }
    }
    Ok(())
}

/// Returns a folder's address as seen from the file that is written.
fn address_of(folder: &Path, output: &Path) -> String {
    let here = if output == Path::new("-") { Path::new("") } else { files::folder(output) };
    let seen = entry::relative(folder, here).to_string_lossy().into_owned();
    address(&if cfg!(windows) { seen.replace('\\', "/") } else { seen })
}

/// Writes a new file; one that exists is replaced only with `--force`, and then as a whole, behind its links.
pub(super) fn write_file(path: &Path, bytes: &[u8], force: bool) -> Result<()> {
    let shown = path.display();
    let exists = || {
        anyhow::anyhow!("{shown}: exists already; name another file with -o, or overwrite it with --force")
    };
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => anyhow::bail!("{shown}: is a folder; name a file in it"),
        Ok(found) if passes_on(&found) || !found.is_file() && force => {
            let written = OpenOptions::new().write(true).open(path).and_then(|mut f| f.write_all(bytes));
            return written.with_context(|| format!("{shown}: cannot be written"));
        }
        Ok(_) if !force => return Err(exists()),
        _ => {}
    }
    let made = if force {
        let real = Real.real_path(path).map_err(|error| ("following the link", error));
        real.and_then(|real| files::replace(&Real, &real, bytes, None)).map(drop)
    } else {
        files::create_new(&Real, path, bytes)
    };
    made.map_err(|(step, error)| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(),
        _ => anyhow::anyhow!("{shown}: {step} failed ({error})"),
    })
}

/// Writes notes that were made on the screen on a worker, and posts what came of it.
pub(super) fn write_notes(write: effect::Write, post: Post) -> io::Result<()> {
    let work = move || {
        // What made a name unusable does not matter once another file has it.
        let exists = |path: &Path| !write.replace && path.is_file();
        let result = guarded(|| write_file(&write.path, &write.bytes, write.replace));
        let result = result.and_then(|written| written.map_err(|error| format!("{error:#}")));
        let result = result.map_err(|why| match exists(&write.path) {
            true => Unwritten::Exists,
            false => Unwritten::Failed(why),
        });
        post(Message::Written(write, result))
    };
    thread::Builder::new().name("write".into()).spawn(work).map(drop)
}

/// Returns whether what is written there goes on to somebody else and overwrites nothing.
#[cfg(unix)]
fn passes_on(found: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    found.file_type().is_fifo() || found.file_type().is_char_device()
}

#[cfg(not(unix))]
fn passes_on(_found: &Metadata) -> bool {
    false
}
