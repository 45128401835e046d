//! `variorum passim`: articles written for passim, and its clusters read as cases.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Subcommand;

use super::export::write_file;
use super::open::{CASE_FILE, seed};
use super::screen::now;
use super::{Options, Usage};
use crate::article::visible_text;
use crate::case::ids;
use crate::case::store::CaseFile;
use crate::files;
use crate::passim::clusters::{self, Cluster};
use crate::passim::{self, Line, MOST_DOCUMENTS, Made};

/// Clusters that the list shows without --all.
const MOST_LISTED: usize = 50;

/// Arguments of `variorum passim`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    way: Way,
}

const EXAMPLES: &str = "Examples:
  variorum passim write reports/ -o in.json          write articles as passim's input
  passim in.json out                                 find what was used again, with passim
  variorum passim read out --list                    see the clusters that it found
  variorum passim read out --corpus in.json --into case   make a case of the largest";

#[derive(Debug, Subcommand)]
enum Way {
    /// Write articles as passim's input, a line of JSON each.
    Write(WriteArguments),
    /// Make a case of a cluster that passim found: its texts, with the sentences that are the same tied.
    Read(ReadArguments),
}

impl Arguments {
    /// Returns whether articles are read, as --extract and --repair say.
    pub(super) fn reads_articles(&self) -> bool {
        matches!(self.way, Way::Write(_))
    }
}

#[derive(Debug, clap::Args)]
struct WriteArguments {
    /// Articles: files, folders, or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// Put the articles of one publication into one series, within which passim compares nothing.
    #[arg(long)]
    by_source: bool,
    /// Where to write it; - for standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Overwrite FILE if it exists.
    #[arg(long)]
    force: bool,
}

#[derive(Debug, clap::Args)]
struct ReadArguments {
    /// What passim wrote: its output folder, the out.json folder in it, or files of that; also packed with gzip.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The folder to make, with the case and its articles.
    #[arg(long, value_name = "DIR", required_unless_present = "list")]
    into: Option<PathBuf>,
    /// The cluster [default: the one of most documents].
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    cluster: Option<String>,
    /// What passim was given: the articles are then whole, and not only what was used again.
    #[arg(long, value_name = "FILE")]
    corpus: Vec<PathBuf>,
    /// Print the clusters with their sizes and sources, the largest first.
    #[arg(long, conflicts_with_all = ["into", "cluster", "corpus"])]
    list: bool,
    /// List all clusters, not only the largest.
    #[arg(long, requires = "list")]
    all: bool,
}

/// Writes or reads.
pub(super) fn run(arguments: &Arguments, options: &Options) -> Result<()> {
    match &arguments.way {
        Way::Write(write) => write_articles(write, options),
        Way::Read(read) if read.list => list(read, options, &mut io::stdout().lock()),
        Way::Read(read) => read_cluster(read, options, &mut io::stdout().lock()),
    }
}

fn write_articles(arguments: &WriteArguments, options: &Options) -> Result<()> {
    let (articles, failed) = super::load_all(&arguments.inputs, &options.read_as());
    articles.iter().for_each(|article| options.tell_notice(article));
    if articles.is_empty() {
        failed.iter().for_each(|error| super::complain(&error.to_string()));
        bail!("none of the inputs could be read, so there is nothing to write");
    }
    failed.iter().for_each(|error| options.tell(&error.to_string()));
    let mut bytes = Vec::new();
    for article in &articles {
        serde_json::to_writer(&mut bytes, &Line::of(article, arguments.by_source))?;
        bytes.push(b'\n');
    }
    if arguments.output == Path::new("-") {
        let mut out = BufWriter::new(io::stdout().lock());
        out.write_all(&bytes)?;
        out.flush()?;
    } else {
        write_file(&arguments.output, &bytes, arguments.force)?;
    }
    match failed.len() {
        0 => Ok(()),
        n => bail!("{n} of the inputs could not be read"),
    }
}

/// Prints a line for each cluster: its name, documents, passages and sources.
fn list(arguments: &ReadArguments, options: &Options, out: &mut impl Write) -> Result<()> {
    let (clusters, skipped) = clusters::list(&arguments.files)?;
    skipped.told().iter().for_each(|told| options.tell(told));
    let shown = if arguments.all { clusters.len() } else { MOST_LISTED.min(clusters.len()) };
    let width = |of: fn(&Cluster) -> usize| clusters.iter().take(shown).map(of).max().unwrap_or(0);
    let name = width(|c| c.id.len());
    for cluster in clusters.iter().take(shown) {
        let more = if cluster.documents() > cluster.names.len() { ", …" } else { "" };
        let names = visible_text(&cluster.names.join(", ")).replace('\n', " ");
        let (id, documents, passages) = (visible_text(&cluster.id), cluster.documents(), cluster.passages);
        writeln!(out, "{id:<name$}  {documents:>4} documents  {passages:>4} passages  {names}{more}")?;
    }
    if shown < clusters.len() {
        options.tell(&format!("{} more clusters are smaller; --all lists them", clusters.len() - shown));
    }
    Ok(())
}

fn read_cluster(arguments: &ReadArguments, options: &Options, out: &mut impl Write) -> Result<()> {
    let Some(folder) = &arguments.into else {
        return Err(Usage("--into names the folder to make".into()).into());
    };
    refuse_used(folder)?;
    let cluster = match &arguments.cluster {
        Some(cluster) => cluster.clone(),
        None => {
            let (clusters, skipped) = clusters::list(&arguments.files)?;
            skipped.told().iter().for_each(|told| options.tell(told));
            clusters.into_iter().next().map(|c| c.id).unwrap_or_default()
        }
    };
    let mut gathered = clusters::gather(&arguments.files, &cluster)?;
    if gathered.left_out > 0 {
        let (all, taken) = (gathered.left_out + MOST_DOCUMENTS, MOST_DOCUMENTS);
        options.tell(&format!("cluster {cluster} has {all} documents; the oldest {taken} are taken"));
    }
    if !arguments.corpus.is_empty() {
        let whole = clusters::fill(&mut gathered.documents, &cluster, &arguments.corpus)?;
        let missing = gathered.documents.len() - whole;
        if missing > 0 {
            options.tell(&format!(
                "{missing} of the documents are not in the corpus; of them there is what was used again"
            ));
        }
    }
    let made = passim::make(&cluster, gathered.documents, ids::case(seed()), now())?;
    made.notices.iter().for_each(|notice| options.tell(notice));
    write_case(folder, &made)?;
    let (articles, ties) = (made.case.articles.len(), made.case.ties.len());
    let case = folder.join(CASE_FILE);
    writeln!(out, "cluster {}: {articles} articles, {ties} ties", visible_text(&cluster))?;
    writeln!(out, "open it with: variorum {}", visible_text(&case.to_string_lossy()))?;
    Ok(())
}

/// Refuses a folder with something in it: nothing of the reader's is to be mixed with what is made.
fn refuse_used(folder: &Path) -> Result<()> {
    let shown = folder.display();
    match fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => bail!("{shown}: has files in it; name a new folder with --into"),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error)
            .with_context(|| format!("{shown}: cannot be used as a folder; name another one with --into")),
        Ok(false) | Err(_) => Ok(()),
    }
}

/// Writes the articles, and then the case that names them.
fn write_case(folder: &Path, made: &Made) -> Result<()> {
    let failed = |what: &Path| format!("{}: cannot be written", what.display());
    for (path, text) in &made.files {
        let path = folder.join(path);
        fs::create_dir_all(files::folder(&path)).with_context(|| failed(&path))?;
        let written = files::create_new(&files::Real, &path, text.as_bytes());
        written.map_err(|(_, error)| error).with_context(|| failed(&path))?;
    }
    CaseFile::new(&folder.join(CASE_FILE)).save(&made.case)?;
    Ok(())
}
