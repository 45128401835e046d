//! `variorum demo`: the bundled case, copied out so that it can be annotated.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::open::{self, CASE_FILE};
use super::{Options, Usage, screen};
use crate::article;
use crate::case::store::CaseFile;
use crate::case::{Case, entry, ids};
use crate::files;

/// Where the demo is copied to without an argument.
const FOLDER: &str = "variorum-demo";

/// The bundled articles: name of the file, short name of its pane, contents.
const ARTICLES: &[(&str, &str, &str)] = &[
    ("courier.txt", "Courier", include_str!("../../assets/demo/courier.txt")),
    ("post.md", "Post", include_str!("../../assets/demo/post.md")),
    ("bulletin.txt", "Bulletin", include_str!("../../assets/demo/bulletin.txt")),
    ("radio.md", "Radio", include_str!("../../assets/demo/radio.md")),
    ("trumpet.txt", "Trumpet", include_str!("../../assets/demo/trumpet.txt")),
    ("wire.txt", "Wire", include_str!("../../assets/demo/wire.txt")),
];

/// Arguments of `variorum demo`.
#[derive(Debug, Default, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Where to copy the demo to.
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Begin a new one beside the old.
    #[arg(long)]
    fresh: bool,
}

const EXAMPLES: &str = "Examples:
  variorum demo                 the demo in ./variorum-demo, made if it is not there
  variorum demo /tmp/try        in another folder
  variorum demo --fresh         a new one";

/// Copies the demo out, unless it is there, and opens it.
pub(super) fn run(arguments: &Arguments, options: &Options) -> Result<()> {
    screen::require_terminal(options)?;
    let mut folder = arguments.folder.clone().unwrap_or_else(|| FOLDER.into());
    if options.case.is_some() {
        return Err(Usage("the demo has a case file of its own; leave --case out".into()).into());
    }
    if arguments.fresh {
        folder = unused(&folder);
    }
    let case = folder.join(CASE_FILE);
    if !case.exists() {
        copy_out(&folder)?;
    }
    open::open_case(&case, options)
}

/// Returns the folder, or the first of `…-2`, `…-3` and so on that does not exist.
fn unused(folder: &Path) -> PathBuf {
    let numbered = (2..).map(|n| PathBuf::from(format!("{}-{n}", folder.display())));
    std::iter::once(folder.to_owned())
        .chain(numbered)
        .find(|f| !f.exists())
        .unwrap_or_else(|| folder.to_owned())
}

/// Copies the articles out and writes their case; files that are there and are not the demo's stay as they are.
fn copy_out(folder: &Path) -> Result<()> {
    let articles = folder.join("articles");
    let failed = || format!("{}: the demo could not be copied there; name another folder", folder.display());
    // A demo whose copying broke off is completed.
    let is_there = |name: &str, text: &str| fs::read(articles.join(name)).is_ok_and(|b| b == text.as_bytes());
    let missing: Vec<_> = ARTICLES.iter().filter(|(name, _, text)| !is_there(name, text)).collect();
    if let Some((name, ..)) = missing.iter().find(|(name, ..)| articles.join(name).symlink_metadata().is_ok())
    {
        let path = articles.join(name);
        bail!("{}: is a file of yours; name another folder, as in `variorum demo {FOLDER}`", path.display());
    }
    fs::create_dir_all(&articles).with_context(failed)?;
    for (name, _, text) in missing {
        let made = files::create_new(&files::Real, &articles.join(name), text.as_bytes());
        made.map_err(|(_, error)| error).with_context(failed)?;
    }
    let mut case =
        Case { id: ids::case(0x5eed), title: Some("Footbridge gives way".into()), ..Case::default() };
    for (name, label, text) in ARTICLES {
        let mut article = article::read(text.as_bytes(), &articles.join(name).to_string_lossy())?;
        article.label = Some((*label).into());
        case.articles.push(entry::of(&article, folder));
    }
    CaseFile::new(&folder.join(CASE_FILE)).save(&case)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_that_is_bundled_is_complete() {
        let mut bundled: Vec<&str> = ARTICLES.iter().map(|a| a.0).collect();
        bundled.sort_unstable();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo");
        let mut there: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        there.sort_unstable();
        assert_eq!(there, bundled);
    }

    #[test]
    fn the_demo_opens_as_it_was_copied() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("demo");
        copy_out(&folder).unwrap();
        let (_, case) = CaseFile::open(&folder.join(CASE_FILE)).unwrap();
        assert_eq!(case.articles.len(), ARTICLES.len());
        assert!(case.articles.iter().all(|a| entry::resolve(a, &folder).exists()));
    }

    #[test]
    fn the_demo_never_takes_the_place_of_the_reader_s_own_files() {
        let dir = tempfile::tempdir().unwrap();
        let articles = dir.path().join("articles");
        fs::create_dir(&articles).unwrap();
        fs::write(articles.join("wire.txt"), "my own words").unwrap();
        let error = copy_out(dir.path()).unwrap_err().to_string();
        assert!(error.contains("wire.txt") && error.contains("variorum demo"), "{error}");
        assert_eq!(fs::read_to_string(articles.join("wire.txt")).unwrap(), "my own words");
        assert_eq!(fs::read_dir(&articles).unwrap().count(), 1, "nothing is copied beside them");
        fs::write(articles.join("wire.txt"), ARTICLES[5].2).unwrap();
        copy_out(dir.path()).unwrap();
    }
}
