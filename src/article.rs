//! What is read: an article's bytes become one normalised text, its blocks and its passages.
//!
//! `load` gets bytes, [`read()`] makes an article of them: `format` tells what they are, `decode` turns them into
//! characters, `project` (or the reader of a format that marks its blocks, by way of `blocks`) into one normalised
//! text, `roles` says what each block is, and `segment` cuts the blocks into passages, the units that are linked.

use std::ops::Range;

pub use format::{Extractor, Format};
pub use read::{ReadAs, ReadError, Told, read, read_as, sha256};
pub use repair::{Change, mended};
pub use segment::long::{LONGEST, cuts};
pub use span::{ScalarIndex, ScalarSpan, Span};
pub use visible::{visible, visible_text};

mod archive;
mod blocks;
mod damage;
mod decode;
mod docx;
mod epub;
mod feed;
pub mod fold;
mod format;
mod guard;
mod html;
pub mod ids;
pub mod language;
mod lines;
mod links;
pub mod load;
mod markdown;
mod metadata;
pub mod names;
mod normal;
mod pdf;
mod project;
pub mod quoting;
mod read;
mod repair;
mod roles;
mod segment;
pub mod span;
mod visible;
mod xml;

/// The number of the projection's rules; it rises when the same bytes would yield another text.
pub const PROJECTION: u32 = 1;

/// One account, loaded and projected to plain text. Never changed after loading.
#[derive(Debug, Clone)]
pub struct Article {
    /// The name that case files and JSON use: ASCII, unique within a case.
    pub id: String,
    /// The short name that the reader or the case gave it.
    pub label: Option<String>,
    /// The path, address or `-` as the reader gave it.
    pub path: String,
    /// What the document says of itself.
    pub metadata: Metadata,
    /// How the bytes were read.
    pub reading: Reading,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub bytes_sha256: String,
    /// The normalised text: NFC, LF, white space folded, blocks separated by one newline.
    pub text: String,
    /// The blocks in order; their spans do not overlap and leave out only the newlines between them.
    pub blocks: Vec<Block>,
    /// The passages in order; each lies within one block.
    pub passages: Vec<Passage>,
    /// Words that lead to other pages, in order.
    pub links: Vec<Link>,
    /// What the reader should know of how the text was got, in one sentence.
    pub notice: Option<String>,
    /// What was mended on the reader's word.
    pub mended: Vec<Change>,
    /// Damaged places (`Â`, a lone `â`, U+FFFD): kept, marked, ignored in matching.
    pub damage: Vec<Span>,
    /// Converts between bytes and Unicode scalar values.
    pub scalars: ScalarIndex,
}

/// Words that lead to another page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub span: Span,
    /// A whole address of http or https.
    pub url: String,
}

/// What a document says of itself; each field may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// The publication.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published, as RFC 3339 or a plain date.
    pub published: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// The address it came from.
    pub url: Option<String>,
}

/// How an article's bytes were turned into text; stored in the case so that it can be repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The format that was recognised.
    pub format: Format,
    /// What chose the article on a page; none for other formats.
    pub extractor: Option<Extractor>,
    /// The encoding's WHATWG name, in lower case; empty for formats whose files have no single one.
    pub encoding: String,
    /// Whether damaged text was mended on the reader's word.
    pub repair: bool,
    /// [`PROJECTION`] at the time.
    pub projection: u32,
}

/// What a block or passage is in its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// A headline or subheading.
    Heading,
    /// Running text.
    Text,
    /// An item of a list.
    Item,
    /// A block quotation.
    Quotation,
    /// The caption or credit of a picture.
    Caption,
    /// Site furniture: promotion, share lines, repeated headlines.
    Boilerplate,
}

/// A paragraph, heading, list item, quotation, caption or boilerplate line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub role: Role,
    /// Where it stands in the article's text.
    pub span: Span,
}

/// The unit that is linked: a sentence, or a heading or item by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// Index of its block.
    pub block: usize,
    /// The role of its block.
    pub role: Role,
    /// Where it stands in the article's text, white space at its ends left out.
    pub span: Span,
}

impl Role {
    /// Returns the role's name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Role::Heading => "heading",
            Role::Text => "text",
            Role::Item => "item",
            Role::Quotation => "quotation",
            Role::Caption => "caption",
            Role::Boilerplate => "boilerplate",
        }
    }
}

impl Reading {
    /// Returns how the bytes were read, in a few words, as in `html (reader), utf-8, repaired`.
    pub fn summary(&self) -> String {
        let mut out = self.format.name().to_owned();
        if let Some(extractor) = self.extractor {
            out.extend([" (", extractor.name(), ")"]);
        }
        for part in [self.encoding.as_str(), if self.repair { "repaired" } else { "" }] {
            if !part.is_empty() {
                out.extend([", ", part]);
            }
        }
        out
    }
}

impl Article {
    /// Returns whether all of it is there; of a beginning that is shown while the rest is read the sum of bytes is not known.
    pub fn is_whole(&self) -> bool {
        !self.bytes_sha256.is_empty()
    }

    /// Returns the text of a span of this article.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Returns the text of a passage, or nothing when there is no such passage.
    pub fn passage_text(&self, passage: usize) -> &str {
        self.passages.get(passage).map_or("", |p| self.slice(p.span))
    }

    /// Returns the passage that holds the byte, or the last one that starts before it.
    pub fn passage_at(&self, byte: usize) -> Option<usize> {
        let after = self.passages.partition_point(|p| p.span.start <= byte);
        after.checked_sub(1).or(if self.passages.is_empty() { None } else { Some(0) })
    }

    /// Returns the passages of a block, as a range of indexes.
    pub fn passages_of(&self, block: usize) -> Range<usize> {
        let start = self.passages.partition_point(|p| p.block < block);
        let end = self.passages.partition_point(|p| p.block <= block);
        start..end
    }

    /// Returns what the reader should know of how its text was got, with its path.
    pub fn told(&self) -> Option<String> {
        self.notice.as_ref().map(|notice| format!("{}: {notice}", self.path))
    }
}
