//! Where something stands in a file, and what is wrong there.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use unicode_width::UnicodeWidthStr;

/// The text of a file, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// First byte that is no UTF-8, when there is one; the text ends there.
    pub broken_at: Option<usize>,
}

impl Source {
    /// Makes the source of a file from its bytes.
    pub fn new(path: &Path, bytes: impl Into<Vec<u8>>) -> Source {
        let (text, broken_at) = match String::from_utf8(bytes.into()) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                (String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned(), Some(valid))
            }
        };
        Source { path: path.to_owned(), text, broken_at }
    }

    /// Returns where bytes of the text stand.
    pub fn place(&self, bytes: Range<usize>) -> Place {
        let floor = |at: usize| (0..=at.min(self.text.len())).rev().find(|b| self.text.is_char_boundary(*b));
        let start = floor(bytes.start).unwrap_or(0);
        let before = &self.text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_text = self.text[line_start..].lines().next().unwrap_or("");
        let line_end = line_start + line_text.len();
        let end = floor(bytes.end.clamp(start, line_end.max(start))).unwrap_or(start);
        Place {
            path: self.path.clone(),
            line: before.matches('\n').count() + 1,
            column: self.text[line_start..start].chars().count() + 1,
            text: line_text.replace('\t', " "),
            before: self.text[line_start..start].width(),
            width: self.text[start..end].width().max(1),
        }
    }

    /// Makes a problem with bytes of the text.
    pub fn problem(&self, bytes: Range<usize>, text: impl Into<String>) -> Problem {
        Problem::at(self.place(bytes), text)
    }
}

/// A place in a file, with what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in scalar values, from 1.
    pub column: usize,
    /// The line's text.
    text: String,
    /// Cells before the place.
    before: usize,
    /// Cells of the place.
    width: usize,
}

/// Something wrong in a file: what, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problem {
    /// The file.
    pub path: PathBuf,
    /// The place in it, when it is about one.
    pub place: Option<Place>,
    /// What is wrong and what to do.
    pub text: String,
}

impl Problem {
    /// Makes a problem with a place.
    pub fn at(place: Place, text: impl Into<String>) -> Problem {
        Problem { path: place.path.clone(), place: Some(place), text: text.into() }
    }

    /// Makes a problem with a file as a whole.
    pub fn of_file(path: &Path, text: impl Into<String>) -> Problem {
        Problem { path: path.to_owned(), place: None, text: text.into() }
    }

    /// Returns one line: the file's name, the line, what is wrong.
    pub fn short(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy();
        match &self.place {
            Some(place) => format!("{name}, line {}: {}", place.line, self.text),
            None => format!("{name}: {}", self.text),
        }
    }
}

impl fmt::Display for Problem {
    /// Writes the sentence and, below it, the line with carets under the place.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(place) = &self.place else { return write!(f, "{}: {}", self.path.display(), self.text) };
        writeln!(f, "{}:{}:{}: {}", self.path.display(), place.line, place.column, self.text)?;
        let number = place.line.to_string();
        writeln!(f, " {number} | {}", place.text)?;
        let (left, carets) = (" ".repeat(place.before), "^".repeat(place.width));
        write!(f, " {:1$} | {left}{carets}", "", number.len())
    }
}

/// Returns the name that is most like a misspelt one, when one is like it at all.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let alike = |other: &str| strsim::jaro_winkler(&name.to_lowercase(), other);
    let scored = names.into_iter().map(|n| (alike(n), n)).filter(|(score, _)| *score >= 0.8);
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}
