//! Opens articles or a case on the screen.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use rayon::prelude::*;

use super::{Options, Usage, complain, demo, screen};
use crate::app::{Opening, Status, Tone};
use crate::article::{Article, load};
use crate::case::store::CaseFile;
use crate::case::{ArticleEntry, Case, entry, ids};

/// The case file of a directory.
pub(super) const CASE_FILE: &str = "variorum.toml";

/// Opens what the arguments name: articles, a case, or the case of the directory.
pub(super) fn run(inputs: &[String], options: &Options) -> Result<()> {
    if !io::stdout().is_terminal() {
        return Err(Usage("the screen needs a terminal; for scripts there is `variorum align`".into()).into());
    }
    let cases: Vec<&String> = inputs.iter().filter(|i| i.to_lowercase().ends_with(".toml")).collect();
    match (cases.as_slice(), inputs) {
        ([], []) => open_directory(options),
        ([case], [_]) => open_case(Path::new(case), options),
        ([], inputs) => open_articles(inputs, options),
        ([case], _) => Err(Usage(format!(
            "{case} is a case file; to use it for these articles write --case {case}, or open it alone"
        ))
        .into()),
        _ => Err(Usage("one case can be open at a time; name a single .toml file".into()).into()),
    }
}

fn case_path(options: &Options) -> PathBuf {
    options.case.clone().unwrap_or_else(|| CASE_FILE.into())
}

fn open_directory(options: &Options) -> Result<()> {
    let path = case_path(options);
    if path.exists() {
        return open_case(&path, options);
    }
    if options.case.is_some() {
        return Err(Usage(format!(
            "{}: there is no such case file; name articles to begin one",
            path.display()
        ))
        .into());
    }
    let question = "There are no articles named and no case in this directory. Open the bundled demo?";
    match ask(question, &[('y', "yes"), ('n', "no")])? {
        Some('y') => demo::run(&demo::Arguments::default(), options),
        Some(_) => Ok(()),
        None => Err(Usage("name articles to open, or try `variorum demo`".into()).into()),
    }
}

/// Opens a case with those of its articles that can be read.
pub(super) fn open_case(path: &Path, options: &Options) -> Result<()> {
    let (file, case) = CaseFile::open(path)?;
    let mut failures = Vec::new();
    let articles = read_case(&case, path, &mut failures);
    if articles.is_empty() {
        bail!("{}: none of its {} articles could be read", path.display(), case.articles.len());
    }
    start(file, case, articles, failures, options)
}

/// Reads the articles of a case, in its order.
fn read_case(case: &Case, path: &Path, failures: &mut Vec<String>) -> Vec<Article> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let inputs: Vec<_> = case.articles.iter().map(|e| load::Input::File(entry::resolve(e, folder))).collect();
    let loaded: Vec<_> = inputs.into_par_iter().map(|i| load::load(&i)).collect();
    let mut articles = Vec::new();
    for (known, loaded) in case.articles.iter().zip(loaded) {
        match loaded {
            Ok(mut article) => {
                if article.bytes_sha256 != known.bytes_sha256 && !known.bytes_sha256.is_empty() {
                    failures.push(format!("{}: has changed since it was annotated", known.path));
                }
                name_after(&mut article, known);
                articles.push(article);
            }
            Err(error) => failures.push(error.to_string()),
        }
    }
    articles
}

/// Gives an article the names that its case has for it.
pub(super) fn name_after(article: &mut Article, known: &ArticleEntry) {
    article.id = known.id.clone();
    article.label = known.label.clone();
    let metadata = &mut article.metadata;
    for (have, case) in [
        (&mut metadata.title, &known.title),
        (&mut metadata.source, &known.source),
        (&mut metadata.author, &known.author),
        (&mut metadata.published, &known.published),
        (&mut metadata.url, &known.url),
    ] {
        if case.is_some() {
            have.clone_from(case);
        }
    }
}

/// What to do with articles that the case of the directory does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strangers {
    Add,
    OpenWithoutSaving,
}

fn open_articles(inputs: &[String], options: &Options) -> Result<()> {
    let (articles, failed) = super::load_all(inputs);
    let failures: Vec<String> = failed.iter().map(ToString::to_string).collect();
    if articles.is_empty() {
        for failure in &failures {
            complain(failure);
        }
        bail!("none of the inputs could be opened");
    }
    let mut path = case_path(options);
    if !path.exists() {
        return start(CaseFile::new(&path), new_case(&articles, &path), articles, failures, options);
    }
    let (file, mut case) = CaseFile::open(&path)?;
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let (mut open, mut strangers) = (Vec::new(), Vec::new());
    for mut article in articles {
        match entry::find(&case, &article, &folder) {
            Some(at) => {
                name_after(&mut article, &case.articles[at]);
                open.push(article);
            }
            None => strangers.push(article),
        }
    }
    if strangers.is_empty() {
        return start(file, case, open, failures, options);
    }
    let names = strangers.iter().map(|a| a.path.as_str()).collect::<Vec<_>>().join(", ");
    let question = format!("{} is not in the case {}. What now?", names, path.display());
    let choices = [('a', "add to the case"), ('o', "open without saving"), ('n', "new case file")];
    let taken: Vec<String> = case.articles.iter().map(|a| a.id.clone()).collect();
    load::unique_ids(&mut strangers, &taken);
    let what = match ask(&question, &choices)? {
        Some('a') => Strangers::Add,
        Some('o') => Strangers::OpenWithoutSaving,
        Some(_) => {
            path = free_name(&path);
            let all: Vec<Article> = open.into_iter().chain(strangers).collect();
            return start(CaseFile::new(&path), new_case(&all, &path), all, failures, options);
        }
        None => {
            return Err(Usage(format!(
                "{} is not in the case {}; name another case with --case FILE",
                names,
                path.display()
            ))
            .into());
        }
    };
    if what == Strangers::OpenWithoutSaving {
        open.extend(strangers);
        let mut opening = opening(case, open, failures);
        opening.read_only = Some("the articles are open without saving".into());
        return screen::run(opening, None, options);
    }
    case.articles.extend(strangers.iter().map(|a| entry::of(a, &folder)));
    open.extend(strangers);
    start(file, case, open, failures, options)
}

/// Makes the case of articles that have none; it is written with the first annotation.
fn new_case(articles: &[Article], path: &Path) -> Case {
    let folder = path.parent().unwrap_or(Path::new(""));
    Case {
        id: ids::case(seed()),
        created: Some(jiff::Timestamp::from_second(jiff::Timestamp::now().as_second()).unwrap_or_default()),
        articles: articles.iter().map(|a| entry::of(a, folder)).collect(),
        ..Case::default()
    }
}

/// Returns the first of `variorum-2.toml`, `variorum-3.toml` and so on that does not exist.
fn free_name(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut number = 2;
    loop {
        let candidate = path.with_file_name(format!("{stem}-{number}.toml"));
        if !candidate.exists() {
            return candidate;
        }
        number += 1;
    }
}

fn start(
    file: CaseFile,
    case: Case,
    articles: Vec<Article>,
    failures: Vec<String>,
    options: &Options,
) -> Result<()> {
    let mut opening = opening(case, articles, failures);
    opening.read_only = file.read_only().map(str::to_owned);
    opening.case_path = Some(file.path().to_owned());
    screen::run(opening, Some(file), options)
}

fn opening(case: Case, articles: Vec<Article>, failures: Vec<String>) -> Opening {
    for failure in &failures {
        complain(failure);
    }
    let status = match failures.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [first, rest @ ..] => Some(format!("{first} (and {} more)", rest.len())),
    };
    Opening {
        articles: articles.into_iter().map(Arc::new).collect(),
        case,
        status: status.map(|text| Status { text, tone: Tone::Wrong }),
        seed: seed(),
        ..Opening::default()
    }
}

/// Randomness for ids: the clock and the process.
fn seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    (now.as_nanos() as u64) ^ (u64::from(std::process::id()) << 40)
}

/// Asks on the terminal for one of several letters; without a terminal there is no answer.
fn ask(question: &str, choices: &[(char, &str)]) -> Result<Option<char>> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    let shown: Vec<String> = choices.iter().map(|(key, text)| format!("[{key}] {text}")).collect();
    loop {
        write!(io::stderr(), "{question}\n{}  ", shown.join("  "))?;
        let mut answer = String::new();
        if io::stdin().lock().read_line(&mut answer)? == 0 {
            return Ok(None);
        }
        // An empty answer takes the first choice.
        let key = answer.trim().to_lowercase().chars().next().unwrap_or(choices[0].0);
        if let Some((key, _)) = choices.iter().find(|(c, _)| *c == key) {
            return Ok(Some(*key));
        }
    }
}
