//! Opens articles or a case on the screen.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};

use super::ask::{Answer, are, ask};
use super::inputs::{self, Inputs};
use super::reading::{Reading, Wanted};
use super::screen::now;
use super::{Options, Usage, complain, demo, screen};
use crate::app::loading::{Arrived, Loading};
use crate::app::worker;
use crate::app::{Opening, Status, Tone};
use crate::article::load::{self, Input, NO_FILE};
use crate::article::{Article, ReadAs};
use crate::case::store::{CaseFile, WaitingRoom};
use crate::case::{Case, entry, ids};
use crate::config::environment::Environment;
use crate::files;

/// The case file of a directory.
pub(super) const CASE_FILE: &str = "variorum.toml";

/// Opens what the arguments name: articles, a case, or the case of the directory.
pub(super) fn run(inputs: &[String], options: &Options) -> Result<()> {
    screen::require_terminal(options)?;
    worker::let_keys_come_first();
    let cases: Vec<&String> = inputs.iter().filter(|i| is_case(i)).collect();
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

/// Returns whether an input is a case file.
pub(super) fn is_case(input: &str) -> bool {
    input.to_lowercase().ends_with(".toml")
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
    match ask(question, &[('y', "yes"), ('n', "no")], options)? {
        Answer::Key('y') => demo::run(&demo::Arguments::default(), options),
        Answer::Key(_) | Answer::Leave => Ok(()),
        Answer::NoTerminal => Err(Usage("name articles to open, or try `variorum demo`".into()).into()),
    }
}

/// Opens a case with those of its articles that can be read.
pub(super) fn open_case(path: &Path, options: &Options) -> Result<()> {
    options.refuse_reading(path.display())?;
    let (file, case) = CaseFile::open(path)?;
    let folder = files::folder(path);
    let in_use = case.articles.iter().filter(|known| !known.gone);
    let wanted = in_use.map(|known| Wanted {
        id: known.id.clone(),
        input: Input::File(entry::resolve(known, folder)),
        entry: Some(known.clone()),
        how: ReadAs::default(),
    });
    let wanted: Vec<Wanted> = wanted.collect();
    let none = format!("{}: none of its {} articles could be read", path.display(), wanted.len());
    stream(Desk { file, case, changed: false, wanted, failures: Vec::new(), none }, options)
}

fn open_articles(arguments: &[String], options: &Options) -> Result<()> {
    let named = inputs::named(arguments);
    let path = case_path(options);
    let none = "none of the inputs could be opened".to_owned();
    if !path.exists() {
        let (inputs, failures) = named;
        let ids = load::ids_of(&inputs, &[]);
        let how = options.read_as();
        let wanted = ids.into_iter().zip(inputs);
        let wanted = wanted.map(|(id, input)| Wanted { id, input, entry: None, how: how.clone() }).collect();
        let file = CaseFile::new(&path);
        return stream(Desk { file, case: new_case(), changed: false, wanted, failures, none }, options);
    }
    let (file, mut case) = CaseFile::open(&path)?;
    let before = case.articles.clone();
    let folder = files::folder(&path);
    let named = inputs::from_case(named, &case, folder);
    // Where nothing has to be asked, the screen need not wait for the articles.
    if let Some(entries) = inputs::in_case(&named.0, &case, folder) {
        options.refuse_reading(path.display())?;
        let (inputs, failures) = named;
        let known = entries.into_iter().filter_map(|at| {
            let known = case.articles.get_mut(at)?;
            // Whoever names an article that was removed wants it back.
            known.gone = false;
            Some(known.clone())
        });
        let wanted = known
            .zip(inputs)
            .map(|(known, input)| {
                let (id, how) = (known.id.clone(), ReadAs::default());
                Wanted { id, input, entry: Some(known), how }
            })
            .collect();
        let changed = case.articles != before;
        return stream(Desk { file, case, changed, wanted, failures, none }, options);
    }
    let mut inputs = Inputs::read(named, &options.read_as());
    if inputs.articles.is_empty() {
        inputs.failures.iter().for_each(|failure| complain(failure));
        bail!("{none}");
    }
    let (mut open, mut strangers) = inputs.find_in(&mut case, folder);
    if !open.is_empty() {
        options.refuse_reading(path.display())?;
    }
    if strangers.is_empty() {
        let changed = case.articles != before;
        return start(file, case, changed, open, inputs, options);
    }
    let taken: Vec<String> = case.articles.iter().map(|a| a.id.clone()).collect();
    load::unique_ids(&mut strangers, &taken);
    match ask_about(&strangers, &path, options)? {
        Strangers::Leave => Ok(()),
        Strangers::NewCase => {
            open.extend(strangers);
            begin(&free_name(&path), open, inputs, options)
        }
        Strangers::OpenWithoutSaving => {
            open.extend(strangers);
            let mut opening = opening(case, open, inputs.told(), options);
            opening.read_only = Some("the articles are open without saving".into());
            screen::run(opening, None, None, options)
        }
        Strangers::Add => {
            case.articles.extend(strangers.iter().map(|a| entry::of_new(a, folder, now())));
            open.extend(strangers);
            start(file, case, true, open, inputs, options)
        }
    }
}

/// What to do with articles that the case of the directory does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strangers {
    Add,
    OpenWithoutSaving,
    NewCase,
    Leave,
}

fn ask_about(strangers: &[Article], path: &Path, options: &Options) -> Result<Strangers> {
    let name = |a: &'_ Article| if a.path == NO_FILE { "standard input".into() } else { a.path.clone() };
    let names: Vec<String> = strangers.iter().map(name).collect();
    let are = are(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let question = format!("{are} not in the case {}. What now?", path.display());
    let choices =
        [('a', "add to the case"), ('o', "open without saving"), ('n', "new case file"), ('q', "leave")];
    Ok(match ask(&question, &choices, options)? {
        Answer::Key('a') => Strangers::Add,
        Answer::Key('o') => Strangers::OpenWithoutSaving,
        Answer::Key(_) => Strangers::NewCase,
        Answer::Leave => Strangers::Leave,
        Answer::NoTerminal => {
            let case = path.display();
            return Err(
                Usage(format!("{are} not in the case {case}; name another case with --case FILE")).into()
            );
        }
    })
}

/// Opens articles with a case of their own, which is written with the first annotation.
fn begin(path: &Path, articles: Vec<Article>, inputs: Inputs, options: &Options) -> Result<()> {
    let folder = files::folder(path);
    let entries = articles.iter().map(|a| entry::of_new(a, folder, now())).collect();
    let case = Case { articles: entries, ..new_case() };
    start(CaseFile::new(path), case, false, articles, inputs, options)
}

/// Makes the case of articles that have none; it is written with the first annotation.
fn new_case() -> Case {
    Case { id: ids::case(seed()), created: Some(now()), ..Case::default() }
}

/// What is to be opened, once its articles are read.
struct Desk {
    file: CaseFile,
    case: Case,
    /// Whether the case differs from its file.
    changed: bool,
    wanted: Vec<Wanted>,
    /// What is wrong with other inputs.
    failures: Vec<String>,
    /// What to say when nothing can be read.
    none: String,
}

/// Opens a case on the screen with the articles that are there soon; the others come while the screen is there.
fn stream(desk: Desk, options: &Options) -> Result<()> {
    let Desk { file, mut case, changed, wanted, mut failures, none } = desk;
    let order: Vec<String> = wanted.iter().map(|w| w.id.clone()).collect();
    let room = room();
    let file = file.waits_in(&room);
    let mut reading = Reading::start(wanted, files::folder(file.path()), &room, options.linear)?;
    let first = if options.linear { reading.all() } else { reading.first() };
    let (mut articles, mut missing) = (Vec::new(), Vec::new());
    let mut open = order.clone();
    for (id, arrived) in first {
        match arrived {
            Arrived::Beginning(article) => articles.push(*article),
            Arrived::Whole(article, entry) => {
                open.retain(|o| *o != id);
                if !case.articles.iter().any(|e| e.id == id) {
                    case.articles.push(*entry);
                } else if case.articles.iter().any(|e| e.id == id && entry::has_changed(e, &article)) {
                    failures.push(inputs::changed(&article.path));
                }
                failures.extend(article.told());
                articles.push(*article);
            }
            Arrived::Failed(why) => {
                open.retain(|o| *o != id);
                if case.articles.iter().any(|e| e.id == id) {
                    missing.push((id, why.clone()));
                }
                failures.push(why);
            }
        }
    }
    if articles.is_empty() {
        failures.iter().for_each(|failure| complain(failure));
        bail!("{none}");
    }
    let reading = Some(reading).filter(|_| !open.is_empty());
    let mut opening = opening(case, articles, failures, options);
    (opening.missing, opening.loading) = (missing, Loading::new(order, open));
    opening.changed = changed;
    let result = show(file, opening, reading, options);
    leave(&result, &room);
    result
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

/// Opens a case on the screen; what waits for its first annotation is gone with the screen unless it was saved.
fn start(
    file: CaseFile,
    case: Case,
    changed: bool,
    articles: Vec<Article>,
    inputs: Inputs,
    options: &Options,
) -> Result<()> {
    let room = room();
    inputs.keep(&room)?;
    let opening = Opening { changed, ..opening(case, articles, inputs.told(), options) };
    let result = show(file.waits_in(&room), opening, None, options);
    leave(&result, &room);
    result
}

fn show(file: CaseFile, mut opening: Opening, reading: Option<Reading>, options: &Options) -> Result<()> {
    opening.read_only = file.read_only().map(str::to_owned);
    opening.case_path = Some(file.path().to_owned());
    screen::run(opening, Some(file), reading, options)
}

/// Returns the room in which articles without a file wait.
pub(super) fn room() -> WaitingRoom {
    WaitingRoom::new(Environment::of_process().state_dir.as_deref())
}

/// Leaves what has no file where it waits when the screen ended in an error, and says where that is.
fn leave(result: &Result<()>, room: &WaitingRoom) {
    if result.is_err() {
        let left = room.leave_behind();
        left.iter().for_each(|path| {
            complain(&format!("an article that has no other file is in {}", path.display()))
        });
    }
    room.close();
}

fn opening(case: Case, articles: Vec<Article>, failures: Vec<String>, options: &Options) -> Opening {
    for failure in &failures {
        options.tell(failure);
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
pub(super) fn seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    (now.as_nanos() as u64) ^ (u64::from(std::process::id()) << 40)
}
