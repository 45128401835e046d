//! Files, folders, addresses, standard input and pasted text into articles.

use std::cmp::Ordering;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::{Article, ReadAs, ReadError, Told, ids, read_as};
use crate::fetch::{self, FetchError, Fetched, Limits};

/// The path of an article that came without a file: on standard input, or pasted.
pub const NO_FILE: &str = "-";

/// Returns whether an article's path says that it has no file: it came from an address, on standard input, or was pasted.
pub fn has_no_file(path: &str) -> bool {
    path == NO_FILE || fetch::is_address(path)
}

/// Largest article, in bytes.
pub const MAX_BYTES: u64 = 256 << 20;

/// Endings of files that a folder is searched for.
const ENDINGS: &[&str] =
    &["txt", "text", "md", "markdown", "html", "htm", "xhtml", "epub", "docx", "pdf", "rss", "atom"];

/// Something to read an article from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// A page, by its address.
    Url(String),
    /// Standard input.
    Stdin,
    /// Text that was pasted, and what the reader calls it; may be empty.
    Pasted {
        /// The name.
        name: String,
        /// The text.
        text: String,
    },
}

/// What an input gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it was read from; of a page, the address that answered.
    pub input: Input,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What the server says of them.
    pub told: Told,
}

/// Why an input gave no article; each says what, where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// There is no such file or folder.
    #[error("{0}: there is no such file or folder; check the path")]
    Missing(PathBuf),
    /// It cannot be read.
    #[error("{path}: cannot be read ({error})")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        error: io::Error,
    },
    /// It is neither file nor folder.
    #[error("{0}: is a pipe, socket or device, not a file; save it to a file, or pass its text with -")]
    Special(PathBuf),
    /// The folder holds no articles.
    #[error("{0}: this folder holds no articles (.txt, .md, .html, .epub, .docx, .pdf)")]
    EmptyFolder(PathBuf),
    /// It is larger than an article can be.
    #[error("{path}: has {megabytes} MB, more than the {limit} MB an article can have; cut it into parts", limit = MAX_BYTES >> 20)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        megabytes: u64,
    },
    /// `-` was given twice.
    #[error("-: standard input can be read only once")]
    StdinTwice,
    /// Nothing came from an address.
    #[error(transparent)]
    NotFetched(#[from] FetchError),
    /// Its bytes are no article.
    #[error("{name}: {error}")]
    NotAnArticle {
        /// The path, or `-`.
        name: String,
        /// What is wrong.
        error: ReadError,
    },
}

/// Finds what the arguments name: files, the articles in folders (sorted by name), addresses, standard input for `-`.
///
/// Nothing is asked for at an address here.
pub fn gather(arguments: &[String]) -> Vec<Result<Input, LoadError>> {
    let mut out = Vec::new();
    for argument in arguments {
        let path = Path::new(argument);
        match argument.as_str() {
            "-" if out.iter().any(|i| matches!(i, Ok(Input::Stdin))) => out.push(Err(LoadError::StdinTwice)),
            "-" => out.push(Ok(Input::Stdin)),
            address if fetch::is_address(address) => out.push(Ok(Input::Url(address.to_owned()))),
            _ => match fs::metadata(path) {
                Ok(found) if found.is_dir() => gather_folder(path, &mut out),
                Ok(found) if found.is_file() => out.push(Ok(Input::File(path.into()))),
                Ok(_) => out.push(Err(LoadError::Special(path.into()))),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    out.push(Err(LoadError::Missing(path.into())))
                }
                Err(error) => out.push(Err(LoadError::Unreadable { path: path.into(), error })),
            },
        }
    }
    out
}

fn gather_folder(folder: &Path, out: &mut Vec<Result<Input, LoadError>>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return out.push(Err(LoadError::Unreadable { path: folder.into(), error })),
    };
    let mut files: Vec<PathBuf> =
        entries.filter_map(|e| e.ok().map(|e| e.path())).filter(|p| is_article(p)).collect();
    files.sort();
    if files.is_empty() {
        out.push(Err(LoadError::EmptyFolder(folder.into())));
    }
    out.extend(files.into_iter().map(|f| Ok(Input::File(f))));
}

/// Returns whether a path in a folder is that of an article: a file with an ending that is read, not a hidden one.
pub fn is_article(path: &Path) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    // What is hidden, and what an open word processor leaves beside its file, is not meant.
    let is_hidden = name.starts_with('.') || name.starts_with("~$");
    let ending = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    !is_hidden && ending.is_some_and(|e| ENDINGS.contains(&e.as_str())) && path.is_file()
}

/// Reads an article.
///
/// # Errors
/// It cannot be read, is too large, or holds no text.
pub fn load(input: &Input) -> Result<Article, LoadError> {
    article(&get(input)?, &ReadAs::default())
}

/// Makes the article of what an input gave.
///
/// # Errors
/// The bytes hold no text.
pub fn article(source: &Source, how: &ReadAs) -> Result<Article, LoadError> {
    let name = name(&source.input);
    let how = ReadAs { told: source.told.clone(), ..how.clone() };
    let mut article = read_as(&source.bytes, &name, &how)
        .map_err(|error| LoadError::NotAnArticle { name: name.clone(), error })?;
    match &source.input {
        Input::Url(_) => article.metadata.url = Some(name),
        Input::Pasted { name, .. } => {
            let name = name.trim();
            article.id = if name.is_empty() { "pasted".into() } else { ids::slug(name) };
            article.label = Some(name.to_owned()).filter(|n| !n.is_empty());
        }
        Input::File(_) | Input::Stdin => {}
    }
    Ok(article)
}

/// Returns the path of an input as the reader gave it, its address, or `-`.
fn name(input: &Input) -> String {
    match input {
        Input::File(path) => path.to_string_lossy().into_owned(),
        Input::Url(address) => address.clone(),
        Input::Stdin | Input::Pasted { .. } => NO_FILE.to_owned(),
    }
}

/// Gets the bytes of an input; of an address they are asked for now.
///
/// # Errors
/// It cannot be read, does not come, or is too large.
pub fn get(input: &Input) -> Result<Source, LoadError> {
    let of = |bytes| Source { input: input.clone(), bytes, told: Told::default() };
    match input {
        Input::File(path) => read_file(path).map(of),
        Input::Url(address) => {
            let Fetched { url, bytes, ending, charset } = fetch::get(address, &Limits::default())?;
            Ok(Source { input: Input::Url(url), bytes, told: Told { ending, charset } })
        }
        Input::Stdin => {
            let unreadable = |error| LoadError::Unreadable { path: "-".into(), error };
            read_bounded(io::stdin().lock(), Path::new("-")).map_err(unreadable)?.map(of)
        }
        Input::Pasted { text, .. } => Ok(of(text.clone().into_bytes())),
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, LoadError> {
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => LoadError::Missing(path.into()),
        _ => LoadError::Unreadable { path: path.into(), error },
    };
    let found = fs::metadata(path).map_err(unreadable)?;
    // Opening a pipe would wait until somebody writes into it.
    if !found.is_file() && !found.is_dir() {
        return Err(LoadError::Special(path.into()));
    }
    if found.len() > MAX_BYTES {
        return Err(LoadError::TooLarge { path: path.into(), megabytes: found.len() >> 20 });
    }
    read_bounded(File::open(path).map_err(unreadable)?, path).map_err(unreadable)?
}

fn read_bounded(from: impl Read, path: &Path) -> io::Result<Result<Vec<u8>, LoadError>> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Ok(Err(LoadError::TooLarge { path: path.into(), megabytes: bytes.len() as u64 >> 20 }));
    }
    Ok(Ok(bytes))
}

/// Returns an id for each input, all different and none of them `taken`; they are those that [`unique_ids`] gives.
pub fn ids_of(inputs: &[Input], taken: &[String]) -> Vec<String> {
    let names: Vec<String> = inputs.iter().map(name).collect();
    let mut own: Vec<String> = names.iter().map(|n| ids::of_name(n)).collect();
    settle(&mut own, taken, |a, b| names[a].cmp(&names[b]));
    own
}

/// Gives all articles different ids that are not `taken` either: a clash gets `-2`, `-3` and so on, by path.
///
/// An article whose id clashes with none keeps it, and the order of the articles changes no id.
pub fn unique_ids(articles: &mut [Article], taken: &[String]) {
    let mut own: Vec<String> = articles.iter().map(|a| a.id.clone()).collect();
    settle(&mut own, taken, |a, b| key(&articles[a]).cmp(&key(&articles[b])));
    for (article, id) in articles.iter_mut().zip(own) {
        article.id = id;
    }
}

/// Makes ids different that are the same, in an order that does not depend on theirs.
fn settle(own: &mut [String], taken: &[String], compare: impl Fn(usize, usize) -> Ordering) {
    let mut used: FxHashSet<String> = taken.iter().cloned().collect();
    let mut order: Vec<usize> = (0..own.len()).collect();
    order.sort_by(|&a, &b| compare(a, b));
    order.retain(|&i| !used.insert(own[i].clone()));
    for i in order {
        own[i] = ids::unused(&own[i], &mut used);
    }
}

fn key(article: &Article) -> (&str, &str) {
    (&article.path, &article.bytes_sha256)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_told_and_not_waited_for() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("pipe.txt");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let error = load(&Input::File(path)).unwrap_err().to_string();
        assert!(error.contains("pipe"), "{error}");
    }

    #[test]
    fn each_input_that_is_no_article_is_explained() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
        fs::write(path("empty.txt"), " \n").unwrap();
        fs::write(path("binary.txt"), b"\x00\x01").unwrap();
        fs::create_dir(path("folder")).unwrap();
        let inputs =
            [path("none.txt"), path("folder"), path("empty.txt"), path("binary.txt"), "-".into(), "-".into()];
        let said = gather(&inputs).into_iter().map(|i| match i {
            Ok(Input::Stdin) => "stdin".into(),
            Ok(input) => load(&input).unwrap_err().to_string(),
            Err(error) => error.to_string(),
        });
        let said: Vec<String> = said.collect();
        let expected = ["no such file", "no articles", "no text", "binary", "stdin", "only once"];
        for (said, expected) in said.iter().zip(expected) {
            assert!(said.contains(expected), "{said}");
        }
    }

    #[test]
    fn articles_of_one_name_keep_apart() {
        let mut articles: Vec<Article> =
            (0..3).map(|_| read(b"A short text.", "a/note.txt").unwrap()).collect();
        unique_ids(&mut articles, &["note".into()]);
        let ids: Vec<&str> = articles.iter().map(|a| a.id.as_str()).collect();
        assert_eq!(ids, ["note-2", "note-3", "note-4"]);
    }
}
