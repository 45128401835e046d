//! What is written: the articles and annotations of one comparison, and the file that holds them.
//!
//! [`Case`] is the model; `store` reads and writes it as TOML so that the reader's own comments, order and
//! unknown keys survive; `history` is undo and redo; `anchor` finds a witness's words again.

use jiff::Timestamp;
use serde::Deserialize;

use crate::article::ScalarSpan;

pub use kind::{Kind, OwnKind};

pub mod anchor;
pub mod asides;
pub mod check;
pub mod difference;
pub mod entry;
pub mod filter;
pub mod history;
pub mod ids;
pub mod join;
pub mod kind;
pub mod merge;
mod pairs;
pub mod quote;
pub mod store;
pub mod tied;
mod wire;

/// The articles and annotations of one comparison.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Case {
    /// `c-` and eight base-32 characters.
    pub id: String,
    /// What the comparison is about.
    pub title: Option<String>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// Its articles, in the order of the panes.
    pub articles: Vec<ArticleEntry>,
    /// Kinds that the reader added or changed.
    pub kinds: Vec<OwnKind>,
    /// What the reader wrote down, oldest first.
    pub annotations: Vec<Annotation>,
    /// Suspects that the reader set aside.
    pub asides: Vec<Aside>,
    /// The reader's word on pairs of passages.
    pub ties: Vec<Tie>,
}

/// What the case knows of an article.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ArticleEntry {
    /// ASCII name, unique in the case.
    pub id: String,
    /// Short name in the head of the pane.
    pub label: Option<String>,
    /// Path relative to the case file, or an address.
    pub path: String,
    /// The headline.
    pub title: Option<String>,
    /// The publication.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published: RFC 3339 or a plain date.
    #[serde(deserialize_with = "wire::date")]
    pub published: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// The address it came from.
    pub url: Option<String>,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub bytes_sha256: String,
    /// How it was read.
    pub read: Option<ReadEntry>,
    /// When its bytes came from its address, the last time.
    #[serde(deserialize_with = "wire::stamp")]
    pub fetched: Option<Timestamp>,
    /// Sums of the bytes that it had before it was read anew, oldest first.
    #[serde(deserialize_with = "wire::list")]
    pub previous: Vec<String>,
    /// Whether the reader took it out of the comparison; its annotations stay.
    pub gone: bool,
}

/// How an article was read, as the case stores it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReadEntry {
    /// Format: `text`, `markdown`, ….
    #[serde(rename = "as")]
    pub format: String,
    /// Extractor of the article's text, where the format has a choice.
    pub extractor: Option<String>,
    /// WHATWG name of the encoding.
    pub encoding: String,
    /// Whether damaged text was mended.
    pub repair: bool,
    /// Version of the projection.
    pub projection: u32,
}

/// A disagreement as the reader wrote it down.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Annotation {
    /// `a-` and eight base-32 characters.
    pub id: String,
    /// Id of its kind.
    pub kind: String,
    /// What the accounts disagree on; may be empty.
    pub question: String,
    /// How much it matters.
    pub severity: Severity,
    /// How sure the reader is.
    pub confidence: Confidence,
    /// How far the reader got.
    pub status: Status,
    /// The reader's initials or name.
    pub by: Option<String>,
    /// When it was made.
    #[serde(deserialize_with = "wire::stamp")]
    pub created: Option<Timestamp>,
    /// When it was last edited.
    #[serde(deserialize_with = "wire::stamp")]
    pub changed: Option<Timestamp>,
    /// Free words to find it by.
    pub tags: Vec<String>,
    /// Addresses of evidence.
    pub evidence: Vec<String>,
    /// The reader's text.
    pub note: String,
    /// What the reader concluded.
    pub verdict: Option<String>,
    /// Each article's part in it.
    #[serde(rename = "witness")]
    pub witnesses: Vec<Witness>,
    /// What was looked up, where.
    #[serde(rename = "check")]
    pub checks: Vec<Check>,
}

/// An article's part in an annotation: its exact words, or its silence.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(from = "wire::Witness")]
pub struct Witness {
    /// Id of the article.
    pub article: String,
    /// How it stands to the question.
    pub stand: Stand,
    /// The reader's normalised reading of its words.
    pub says: Option<String>,
    /// Its words; none when it is silent.
    pub quote: Option<Quote>,
    /// The state in which its words were found again, when not exact.
    pub anchor: Option<String>,
    /// What the article says there today, when not the same.
    pub now: Option<String>,
    /// For a silent witness: the block where it would have been said, in the article's own numbering.
    pub near: Option<usize>,
}

/// Words of an article with their place and surroundings; `text` is never rewritten.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Quote {
    /// The exact words.
    pub text: String,
    /// Up to 32 scalar values before them.
    pub before: String,
    /// Up to 32 scalar values after them.
    pub after: String,
    /// Their place in the article's text.
    pub span: ScalarSpan,
}

/// Something that was looked up to settle an annotation.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Check {
    /// The day, as written.
    #[serde(deserialize_with = "wire::date")]
    pub on: Option<String>,
    /// Who or what was asked.
    pub source: String,
    /// `primary` or `secondary`.
    pub how: Option<String>,
    /// What came of it.
    pub found: Option<String>,
}

/// A suspect set aside.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Aside {
    /// Id of the suspect's kind.
    pub kind: String,
    /// Who set it aside.
    pub by: Option<String>,
    /// The words that identify it.
    #[serde(rename = "witness")]
    pub witnesses: Vec<Witness>,
}

/// The reader's word that two passages are the same claim or not.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(from = "wire::Tie")]
pub struct Tie {
    /// Whether they are the same.
    pub same: bool,
    /// Who said so.
    pub by: Option<String>,
    /// The two passages.
    pub witnesses: Vec<Witness>,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }
        impl $name {
            /// All values, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Returns the word that files and screen use.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// Returns the value of that word.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.name() == name)
            }
        }
    };
}

words! {
    /// How much an annotation matters.
    Severity {
        /// A detail.
        Low = "low",
        /// The usual.
        #[default]
        Medium = "medium",
        /// The story turns on it.
        High = "high",
    }
}

words! {
    /// How sure the reader is of an annotation.
    Confidence {
        /// A guess.
        Guess = "guess",
        /// The usual.
        #[default]
        Likely = "likely",
        /// Sure.
        Certain = "certain",
    }
}

words! {
    /// How far the reader got with an annotation.
    Status {
        /// Not looked into.
        #[default]
        Open = "open",
        /// Being looked into.
        Checking = "checking",
        /// Settled.
        Resolved = "resolved",
        /// Not a disagreement after all.
        Dismissed = "dismissed",
    }
}

words! {
    /// How a witness stands to the question.
    Stand {
        /// It has its own reading.
        #[default]
        Differs = "differs",
        /// It agrees with another.
        Agrees = "agrees",
        /// It does not say; shown as "not found".
        Silent = "silent",
    }
}
