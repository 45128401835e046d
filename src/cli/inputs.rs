//! The articles that were named on the command line: read, told apart, and found in the case.

use std::fs;
use std::path::Path;

use anyhow::Result;
use rayon::prelude::*;
use tempfile::TempPath;

use super::reading;
use crate::article::load::{self, Input, LoadError};
use crate::article::{Article, ReadAs};
use crate::case::store::CaseFile;
use crate::case::{Case, entry};

/// Articles that were read from the inputs, and what the reader should know of the others.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    pub(super) articles: Vec<Article>,
    pub(super) failures: Vec<String>,
    /// Of each article, what it was read from.
    from: Vec<(Input, Vec<u8>)>,
}

impl Inputs {
    /// Reads all inputs on as many workers as there are cores.
    pub(super) fn read((inputs, mut failures): Named, how: &ReadAs) -> Inputs {
        let read = |input: Input| {
            let bytes = load::bytes(&input)?;
            let article = load::article(&bytes, &input, how)?;
            Ok((article, (input, bytes)))
        };
        let loaded: Vec<Result<_, LoadError>> = inputs.into_par_iter().map(read).collect();
        let (mut articles, mut from) = (Vec::new(), Vec::new());
        for result in loaded {
            match result {
                Ok((article, source)) => {
                    failures.extend(article.told());
                    articles.push(article);
                    from.push(source);
                }
                Err(error) => failures.push(error.to_string()),
            }
        }
        load::unique_ids(&mut articles, &[]);
        Inputs { articles, failures, from }
    }

    /// Parts the articles into those that the case has, read as it says, and strangers; tells which have changed.
    ///
    /// One that was removed from the case and is named again is back in it.
    pub(super) fn find_in(&mut self, case: &mut Case, folder: &Path) -> (Vec<Article>, Vec<Article>) {
        let found = entry::find_all(case, &self.articles, folder);
        let (mut known, mut strangers) = (Vec::new(), Vec::new());
        let articles = std::mem::take(&mut self.articles).into_iter().zip(&self.from).zip(found);
        for ((article, (input, bytes)), at) in articles {
            let Some(entry) = at.and_then(|at| case.articles.get_mut(at)) else {
                strangers.push(article);
                continue;
            };
            entry.gone = false;
            match load::article(bytes, input, &entry::reading(entry, bytes)) {
                Ok(mut article) => {
                    if entry::has_changed(entry, &article) {
                        self.failures.push(changed(&article.path));
                    }
                    entry::name_after(&mut article, entry);
                    known.push(article);
                }
                Err(error) => self.failures.push(error.to_string()),
            }
        }
        (known, strangers)
    }

    /// Lets the text of standard input wait in a folder until the case is saved, when the case has it as an article.
    ///
    /// # Errors
    /// It cannot be written there.
    pub(super) fn keep(
        &self,
        case: &Case,
        file: &mut CaseFile,
        state: Option<&Path>,
    ) -> Result<Option<TempPath>> {
        let Some((_, bytes)) = self.from.iter().find(|(input, _)| *input == Input::Stdin) else {
            return Ok(None);
        };
        let sum = crate::article::sha256(bytes);
        if !case.articles.iter().any(|e| e.path == entry::STDIN && e.bytes_sha256 == sum) {
            return Ok(None);
        }
        let kept = reading::keep_text(bytes, state)?;
        file.expect_article(&sum, &kept);
        Ok(Some(kept))
    }
}

/// Inputs that are to be read, and what is wrong with others.
pub(super) type Named = (Vec<Input>, Vec<String>);

/// Finds what the arguments name; a file that is named twice is read once.
pub(super) fn named(arguments: &[String]) -> Named {
    once_each(load::gather(arguments))
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
        Input::Stdin => None,
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
            Ok(input) => out.push(input),
            Err(error) => told.push(error.to_string()),
        }
    }
    (out, told)
}
