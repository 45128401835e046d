//! The articles that were named on the command line: read, told apart, and found in the case.

use std::fs;
use std::path::Path;

use anyhow::Result;
use rayon::prelude::*;

use crate::article::load::{self, Input, LoadError, Source};
use crate::article::{Article, Format, ReadAs};
use crate::case::store::WaitingRoom;
use crate::case::{Case, entry};

/// Articles that were read from the inputs, and what the reader should know of them and of the others.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    pub(super) articles: Vec<Article>,
    /// Why others were not read.
    pub(super) failures: Vec<String>,
    /// What the reader should know of those that were.
    pub(super) notices: Vec<String>,
    /// Of each article, what it was read from.
    from: Vec<(Source, Format)>,
}

impl Inputs {
    /// Reads all inputs on as many workers as there are cores.
    pub(super) fn read((inputs, mut failures): Named, how: &ReadAs) -> Inputs {
        let read = |input: Input| {
            let source = load::get(&input)?;
            let article = load::article(&source, how)?;
            let format = article.reading.format;
            Ok((article, (source, format)))
        };
        let loaded: Vec<Result<_, LoadError>> = inputs.into_par_iter().map(read).collect();
        let (mut articles, mut from, mut notices) = (Vec::new(), Vec::new(), Vec::new());
        for result in loaded {
            match result {
                Ok((article, source)) => {
                    notices.extend(article.told());
                    articles.push(article);
                    from.push(source);
                }
                Err(error) => failures.push(error.to_string()),
            }
        }
        load::unique_ids(&mut articles, &[]);
        Inputs { articles, failures, notices, from }
    }

    /// Parts the articles into those that the case has, read as it says, and strangers; tells which have changed.
    ///
    /// One that was removed from the case and is named again is back in it.
    pub(super) fn find_in(&mut self, case: &mut Case, folder: &Path) -> (Vec<Article>, Vec<Article>) {
        let found = entry::find_all(case, &self.articles, folder);
        let (mut known, mut strangers) = (Vec::new(), Vec::new());
        let articles = std::mem::take(&mut self.articles).into_iter().zip(&self.from).zip(found);
        for ((article, (source, _)), at) in articles {
            let Some(entry) = at.and_then(|at| case.articles.get_mut(at)) else {
                strangers.push(article);
                continue;
            };
            entry.gone = false;
            // A page that turned out to be one that the case has is shown as it was kept.
            let read = match entry::kept(source.input.clone(), std::slice::from_ref(entry), folder) {
                Input::File(_) if matches!(source.input, Input::Url(_)) => entry::load(entry, folder),
                _ => entry::read(entry, source),
            };
            match read {
                Ok(article) => {
                    if entry::has_changed(entry, &article) {
                        self.notices.push(changed(&article.path));
                    }
                    known.push(article);
                }
                Err(error) => self.failures.push(error.to_string()),
            }
        }
        (known, strangers)
    }

    /// Returns all that the reader should know.
    pub(super) fn told(&self) -> Vec<String> {
        self.failures.iter().chain(&self.notices).cloned().collect()
    }

    /// Lets what has no file of its own wait in a room until the case is saved.
    ///
    /// # Errors
    /// It cannot be written there.
    pub(super) fn keep(&self, room: &WaitingRoom) -> Result<()> {
        Ok(self.from.iter().try_for_each(|(source, format)| room.keep(source, *format, None))?)
    }
}

/// Inputs that are to be read, and what is wrong with others.
pub(super) type Named = (Vec<Input>, Vec<String>);

/// Finds what the arguments name; a file or an address that is named twice is read once.
pub(super) fn named(arguments: &[String]) -> Named {
    once_each(load::gather(arguments))
}

/// Puts what was kept in the place of addresses that the case knows.
pub(super) fn from_case((inputs, told): Named, case: &Case, folder: &Path) -> Named {
    let kept = inputs.into_iter().map(|input| Ok(entry::kept(input, &case.articles, folder)));
    let (inputs, twice) = once_each(kept.collect());
    (inputs, told.into_iter().chain(twice).collect())
}

/// Returns the entry of each input, when the case has all of them by their places: then nothing has to be asked.
pub(super) fn in_case(inputs: &[Input], case: &Case, folder: &Path) -> Option<Vec<usize>> {
    let place = |path: &Path| fs::canonicalize(path).ok();
    let places: Vec<_> = case.articles.iter().map(|e| place(&entry::resolve(e, folder))).collect();
    let found = inputs.iter().map(|input| match input {
        Input::File(path) => {
            let here = place(path)?;
            places.iter().position(|p| p.as_ref() == Some(&here))
        }
        Input::Url(_) | Input::Stdin | Input::Pasted { .. } => None,
    });
    found.collect()
}

/// Says that an article is not what it was.
pub(super) fn changed(path: &str) -> String {
    format!("{path}: has changed since it was annotated")
}

/// Keeps the first of inputs that are one file; the others are told, as are inputs that failed.
fn once_each(inputs: Vec<Result<Input, LoadError>>) -> (Vec<Input>, Vec<String>) {
    let (mut out, mut places, mut told) = (Vec::new(), Vec::new(), Vec::new());
    for input in inputs {
        match input {
            Ok(Input::File(path)) => {
                let place = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
                if places.contains(&place) {
                    told.push(format!("{}: is named twice; it is opened once", path.display()));
                } else {
                    places.push(place);
                    out.push(Input::File(path));
                }
            }
            Ok(Input::Url(address)) if out.contains(&Input::Url(address.clone())) => {
                told.push(format!("{address}: is named twice; it is opened once"));
            }
            Ok(input) => out.push(input),
            Err(error) => told.push(error.to_string()),
        }
    }
    (out, told)
}
