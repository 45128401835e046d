//! What could stand in a filter where one is typing.

use std::ops::Range;

use super::token::{Token, quoted, tokens};
use super::{Field, Vocabulary};
use crate::article::fold;

/// Something that could stand in a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is written.
    pub value: String,
    /// What it means, where that says more.
    pub text: String,
}

/// What could stand at a place of a filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// The bytes in whose place a choice is put.
    pub bytes: Range<usize>,
    /// The choices, as they are written.
    pub choices: Vec<Choice>,
}

impl Completion {
    /// Returns the filter with a choice put in, and the byte behind it; behind a value goes a blank.
    pub fn put(&self, text: &str, choice: &Choice) -> (String, usize) {
        let (before, after) = (&text[..self.bytes.start], &text[self.bytes.end..]);
        let gap =
            if choice.value.ends_with(':') || after.starts_with(char::is_whitespace) { "" } else { " " };
        let front = format!("{before}{}{gap}", choice.value);
        let at = front.len();
        (front + after, at)
    }
}

/// Finds what could stand at a byte of a filter: fields that begin so, or values of the field before it.
pub fn complete(text: &str, at: usize, words: &Vocabulary) -> Completion {
    let at = (0..=at.min(text.len())).rev().find(|b| text.is_char_boundary(*b)).unwrap_or(0);
    let parts = tokens(text);
    let Some(token) = parts.iter().find(|t| t.bytes.start < at && at <= t.bytes.end) else {
        return Completion { bytes: at..at, choices: fields("") };
    };
    match &token.field {
        Some(name) if token.starts.first().is_some_and(|start| *start <= at) => {
            let field = Field::ALL.iter().copied().find(|f| f.name() == fold::plain(name));
            field.map_or_else(Completion::default, |field| values(field, text, at, token, words))
        }
        None if !token.quoted => {
            let start = token.starts.first().copied().unwrap_or(at).min(at);
            let typed = &text[start..at];
            Completion { bytes: start..token.bytes.end, choices: fields(typed) }
        }
        _ => Completion::default(),
    }
}

fn fields(typed: &str) -> Vec<Choice> {
    let typed = fold::plain(typed);
    let fitting = Field::ALL.iter().filter(|f| f.name().starts_with(&typed));
    fitting.map(|f| Choice { value: format!("{}:", f.name()), text: f.text().to_owned() }).collect()
}

fn values(field: Field, text: &str, at: usize, token: &Token, words: &Vocabulary) -> Completion {
    let number = token.starts.iter().rposition(|start| *start <= at).unwrap_or(0);
    let start = token.starts.get(number).copied().unwrap_or(at);
    // The comma behind a value stands before the next one.
    let end = token.starts.get(number + 1).map_or(token.bytes.end, |next| next - 1).max(at);
    let typed = fold::plain(text[start..at].trim_matches('"'));
    let mut fitting: Vec<(bool, Choice)> = Vec::new();
    for choice in words.values(field) {
        let (value, name) = (fold::plain(&choice.value), fold::plain(&choice.text));
        let begins = value.starts_with(&typed) || name.starts_with(&typed);
        if begins || value.contains(&typed) || name.contains(&typed) {
            fitting.push((!begins, Choice { value: quoted(&choice.value), ..choice }));
        }
    }
    // Those that begin so come first; equal ones keep their order.
    fitting.sort_by_key(|(within, _)| *within);
    Completion { bytes: start..end, choices: fitting.into_iter().map(|(_, choice)| choice).collect() }
}
