//! `variorum export`: the notes of a case for others.

use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;

use super::open::CASE_FILE;
use crate::article::Article;
use crate::case::store::CaseFile;
use crate::case::{Case, entry};
use crate::export::{Notes, markdown};
use crate::files;

/// Arguments of `variorum export`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The case file.
    #[arg(value_name = "CASE", default_value = CASE_FILE)]
    case: PathBuf,
    /// What to write.
    #[arg(long, value_enum, default_value_t = Format::Md)]
    format: Format,
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
    let (_, case) = CaseFile::open(&arguments.case)?;
    let articles = read_articles(&case, &arguments.case);
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

/// Reads those articles of a case that can be read; their names help, but the notes stand without them.
fn read_articles(case: &Case, path: &Path) -> Vec<Article> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut articles = Vec::new();
    for known in &case.articles {
        let input = crate::article::load::Input::File(entry::resolve(known, folder));
        if let Ok(mut article) = crate::article::load::load(&input) {
            super::open::name_after(&mut article, known);
            articles.push(article);
        }
    }
    articles
}

fn write(out: &mut impl Write, format: Format, notes: &Notes<'_>) -> io::Result<()> {
    match format {
        Format::Md => markdown::write(out, notes),
    }
}

/// Writes a new file; one that exists is replaced only with `--force`, and then as a whole.
fn write_file(path: &Path, bytes: &[u8], force: bool) -> Result<()> {
    let shown = path.display();
    if !force {
        let opened = OpenOptions::new().write(true).create_new(true).open(path);
        let mut file = match opened {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                anyhow::bail!(
                    "{shown}: exists already; name another file with -o, or overwrite it with --force"
                )
            }
            other => other.with_context(|| format!("{shown}: cannot be written"))?,
        };
        return file.write_all(bytes).with_context(|| format!("{shown}: cannot be written"));
    }
    files::replace(path, bytes).map_err(|(step, error)| anyhow::anyhow!("{shown}: {step} failed ({error})"))
}
