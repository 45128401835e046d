//! `variorum add`: articles into a case.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::inputs::{self, Inputs};
use super::screen::now;
use super::{Options, Usage, open};
use crate::article::{load, visible_text};
use crate::case::entry;
use crate::case::store::CaseFile;
use crate::files;

/// Arguments of `variorum add`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The case file.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Articles: files, folders, addresses, or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
}

const EXAMPLES: &str = "Examples:
  variorum add variorum.toml late.html               one more article
  variorum add variorum.toml https://post.example/x  a page by its address";

/// Adds the articles that can be read and are not in the case, and prints their ids.
///
/// # Errors
/// One of them cannot be read, or is in the case already; the others are added all the same.
pub(super) fn run(arguments: &Arguments, options: &Options, out: &mut impl Write) -> Result<()> {
    let path = &arguments.case;
    if !path.exists() {
        let path = path.display();
        return Err(Usage(format!(
            "{path}: there is no such case file; to begin one open its articles with --case {path}"
        ))
        .into());
    }
    let room = open::room();
    let (file, mut case) = CaseFile::open(path)?;
    let mut file = file.waits_in(&room);
    let folder = files::folder(path);
    let before = case.clone();
    let named = inputs::from_case(inputs::named(&arguments.inputs), &case, folder);
    let mut inputs = Inputs::read(named, &options.read_as());
    let (known, mut strangers) = inputs.find_in(&mut case, folder);
    for article in &known {
        let was_gone = before.articles.iter().any(|e| e.id == article.id && e.gone);
        let name = article.path.clone();
        if !was_gone {
            inputs.failures.push(format!("{name}: is in the case already, as {}", article.id));
        }
    }
    let mut added: Vec<(String, String)> = known
        .iter()
        .filter(|a| before.articles.iter().any(|e| e.id == a.id && e.gone))
        .map(|a| (a.id.clone(), a.path.clone()))
        .collect();
    let taken: Vec<String> = case.articles.iter().map(|a| a.id.clone()).collect();
    load::unique_ids(&mut strangers, &taken);
    case.articles.extend(strangers.iter().map(|a| entry::of_new(a, folder, now())));
    added.extend(strangers.iter().map(|a| (a.id.clone(), a.path.clone())));
    // What has no file gets its place beside the case when that is saved, and is gone from where it waits.
    inputs.keep(&room)?;
    if case != before {
        let saved = file.save(&case)?;
        saved.warning.iter().for_each(|warning| options.tell(warning));
    }
    room.close();
    for (id, path) in &added {
        writeln!(out, "added {id}  {}", visible_text(path))?;
    }
    inputs.told().iter().for_each(|told| options.tell(told));
    match inputs.failures.len() {
        0 => Ok(()),
        1 => bail!("{}: one input was not added", path.display()),
        n => bail!("{}: {n} inputs were not added", path.display()),
    }
}
