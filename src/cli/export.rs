//! `variorum export`: the notes of a case for others.

use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;

use super::open::CASE_FILE;
use super::{Usage, complain};
use crate::article::Article;
use crate::case::filter::{Filter, Vocabulary};
use crate::case::store::CaseFile;
use crate::case::{Case, entry};
use crate::export::{Notes, markdown};
use crate::files::{self, Disk, Real};

/// Arguments of `variorum export`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The case file.
    #[arg(value_name = "CASE", default_value = CASE_FILE)]
    case: PathBuf,
    /// What to write.
    #[arg(long, value_enum, default_value_t = Format::Md)]
    format: Format,
    /// Only the annotations that are meant, as in `kind:number status:open -tag:dull words`.
    #[arg(long = "where", value_name = "FILTER", allow_hyphen_values = true)]
    filter: Option<String>,
    /// Where to write it; - for standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Overwrite FILE if it exists.
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// GitHub Flavored Markdown.
    Md,
}

/// Reads the case and writes its notes.
pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let (_, mut case) = CaseFile::open(&arguments.case)?;
    let articles = read_articles(&case, &arguments.case);
    if let Some(filter) = &arguments.filter {
        keep(&mut case, &articles, filter)?;
    }
    let articles: Vec<&Article> = articles.iter().collect();
    let notes = Notes { case: &case, articles: &articles };
    if arguments.output == Path::new("-") {
        let mut out = BufWriter::new(io::stdout().lock());
        write(&mut out, arguments.format, &notes)?;
        return Ok(out.flush()?);
    }
    let mut bytes = Vec::new();
    write(&mut bytes, arguments.format, &notes)?;
    write_file(&arguments.output, &bytes, arguments.force)
}

/// Leaves in a case the annotations that a filter means.
pub(super) fn keep(case: &mut Case, articles: &[Article], filter: &str) -> Result<()> {
    let refs: Vec<&Article> = articles.iter().collect();
    let notes = Notes { case, articles: &refs };
    let words = Vocabulary::of(case, |id| notes.name(id));
    let filter = Filter::parse(filter, &words).map_err(|error| Usage(format!("--where: {error}")))?;
    if let Some(advice) = filter.advice(&words) {
        complain(&advice);
    }
    case.annotations.retain(|a| filter.matches(a));
    Ok(())
}

/// Reads those articles of a case that can be read; their names help, but the notes stand without them.
pub(super) fn read_articles(case: &Case, path: &Path) -> Vec<Article> {
    case.articles.iter().filter_map(|known| entry::load(known, files::folder(path)).ok()).collect()
}

fn write(out: &mut impl Write, format: Format, notes: &Notes<'_>) -> io::Result<()> {
    match format {
        Format::Md => markdown::write(out, notes),
    }
}

/// Writes a new file; one that exists is replaced only with `--force`, and then as a whole, behind its links.
pub(super) fn write_file(path: &Path, bytes: &[u8], force: bool) -> Result<()> {
    let shown = path.display();
    let exists = || {
        anyhow::anyhow!("{shown}: exists already; name another file with -o, or overwrite it with --force")
    };
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => anyhow::bail!("{shown}: is a folder; name a file in it with -o"),
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
