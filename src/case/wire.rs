//! The shape of the case file where it differs from the model.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, de};

use super::{Annotation, ArticleEntry, Aside, OwnKind, Quote, Stand};
use crate::article::ScalarSpan;

/// The whole file; unknown keys are left to whoever wrote them.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub(super) format: String,
    pub(super) version: u64,
    #[serde(default)]
    pub(super) case: Head,
    #[serde(default, rename = "article")]
    pub(super) articles: Vec<ArticleEntry>,
    #[serde(default, rename = "kind")]
    pub(super) kinds: Vec<OwnKind>,
    #[serde(default, rename = "annotation")]
    pub(super) annotations: Vec<Annotation>,
    #[serde(default, rename = "aside")]
    pub(super) asides: Vec<Aside>,
    #[serde(default, rename = "tie")]
    pub(super) ties: Vec<super::Tie>,
}

/// The table `[case]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Head {
    pub(super) id: String,
    pub(super) title: Option<String>,
    #[serde(deserialize_with = "stamp")]
    pub(super) created: Option<Timestamp>,
}

/// A witness with its words flat beside its other keys.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Witness {
    article: String,
    stand: Stand,
    says: Option<String>,
    text: Option<String>,
    before: String,
    after: String,
    span: Option<(usize, usize)>,
    anchor: Option<String>,
    now: Option<String>,
    near: Option<usize>,
}

impl From<Witness> for super::Witness {
    fn from(wire: Witness) -> Self {
        let span = wire.span.map_or(ScalarSpan::default(), |(start, end)| ScalarSpan { start, end });
        let quote = wire.text.map(|text| Quote { text, before: wire.before, after: wire.after, span });
        super::Witness {
            article: wire.article,
            stand: wire.stand,
            says: wire.says,
            quote,
            anchor: wire.anchor,
            now: wire.now,
            near: wire.near,
        }
    }
}

/// A tie, with its word instead of a yes or no.
#[derive(Debug, Deserialize)]
pub(super) struct Tie {
    say: Say,
    #[serde(default)]
    by: Option<String>,
    #[serde(default, rename = "witness")]
    witnesses: Vec<super::Witness>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Say {
    Same,
    Different,
}

impl From<Tie> for super::Tie {
    fn from(wire: Tie) -> Self {
        super::Tie { same: matches!(wire.say, Say::Same), by: wire.by, witnesses: wire.witnesses }
    }
}

/// Reads a date or time as it stands, whether it is written as a date of TOML or as a string.
pub(super) fn date<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    match Option::<toml::Value>::deserialize(from)? {
        None => Ok(None),
        Some(toml::Value::String(text)) => Ok(Some(text)),
        Some(toml::Value::Datetime(date)) => Ok(Some(date.to_string())),
        Some(other) => Err(de::Error::custom(format!("expected a date, found {}", other.type_str()))),
    }
}

/// Reads a list of words; a single one may stand without brackets.
pub(super) fn list<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected a word or a list of words")]
    enum Words {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Words::deserialize(from)? {
        Words::One(word) => vec![word],
        Words::Many(words) => words,
    })
}

/// Reads a moment with its offset from UTC.
pub(super) fn stamp<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    let parse = |text: String| {
        let wrong = |_| de::Error::custom(format!("`{text}` is not a moment such as 2026-03-15T09:12:04Z"));
        text.parse::<Timestamp>().map_err(wrong)
    };
    date(from)?.map(parse).transpose()
}
