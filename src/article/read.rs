//! Bytes into an article: a pure function of the bytes, the name and how they are to be read.

use std::fmt::Write;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::project::{self, Projection};
use super::{Article, Block, Format, Metadata, PROJECTION, Passage, Reading, Role, ScalarIndex, Span};
use super::{damage, decode, ids, markdown, metadata, segment};

/// Largest heading that becomes a title, in bytes.
const TITLE: usize = 300;

/// How bytes are to be read; what is left open is told from the bytes and the name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadAs {
    /// The format.
    pub format: Option<Format>,
    /// The encoding, by any label that the WHATWG encoding standard knows.
    pub encoding: Option<String>,
}

impl From<&Reading> for ReadAs {
    fn from(reading: &Reading) -> Self {
        Self { format: Some(reading.format), encoding: Some(reading.encoding.clone()) }
    }
}

/// Why bytes are no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// They are no text.
    #[error("is a binary file, not text; export it as .txt or .md first")]
    Binary,
    /// They are of a format that is known but not read.
    #[error("is {0}, which is not read; save its text as .txt or .md first")]
    Unread(&'static str),
    /// There is nothing to read in them.
    #[error("holds no text; check that it is the right file")]
    Empty,
    /// No such encoding.
    #[error(
        "cannot be read as \"{0}\", which is no known encoding; use a name such as utf-8 or windows-1252"
    )]
    Encoding(String),
}

/// Reads an article from its bytes; `name` is its path as the reader gave it, or `-`.
///
/// # Errors
/// The bytes are no text, or there is no text in them.
pub fn read(bytes: &[u8], name: &str) -> Result<Article, ReadError> {
    read_as(bytes, name, &ReadAs::default())
}

/// Reads an article from its bytes in the way given.
///
/// # Errors
/// The bytes are no text, there is no text in them, or the encoding is unknown.
pub fn read_as(bytes: &[u8], name: &str, how: &ReadAs) -> Result<Article, ReadError> {
    let (decoded, encoding) = decode::decode(bytes, how.encoding.as_deref())?;
    let format = how.format.unwrap_or_else(|| format_of(name, &decoded));
    let (projection, mut metadata) = match format {
        Format::Text => (project::plain(&decoded), Metadata::default()),
        Format::Markdown => markdown::read(&decoded),
    };
    drop(decoded);
    if projection.drafts.is_empty() {
        return Err(ReadError::Empty);
    }
    let (blocks, passages) = cut(&projection);
    let text = projection.text;
    if metadata.title.is_none() {
        metadata.title = title(&text, &blocks);
    }
    metadata::from_bylines(&text, &blocks, &mut metadata);
    Ok(Article {
        id: ids::of_name(name),
        label: None,
        path: name.to_owned(),
        metadata,
        reading: Reading { format, encoding, repair: false, projection: PROJECTION },
        bytes_sha256: sha256(bytes),
        damage: damage::find(&text),
        scalars: ScalarIndex::new(&text),
        blocks,
        passages,
        text,
    })
}

/// Tells the format from the ending; without one that is known, from front matter or a first line marked as heading.
fn format_of(name: &str, text: &str) -> Format {
    let ending = Path::new(name).extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    match ending.as_deref() {
        Some("md" | "markdown" | "mkd" | "mdown") => Format::Markdown,
        Some("txt" | "text") => Format::Text,
        _ if ["---\n", "---\r\n", "+++\n", "+++\r\n", "# "].iter().any(|s| text.starts_with(s)) => {
            Format::Markdown
        }
        _ => Format::Text,
    }
}

/// Cuts the blocks into passages.
fn cut(projection: &Projection) -> (Vec<Block>, Vec<Passage>) {
    let text = &projection.text;
    let mut blocks = Vec::with_capacity(projection.drafts.len());
    let mut passages = Vec::with_capacity(text.len() / 100 + projection.drafts.len());
    for (at, (block, body)) in projection.blocks().enumerate() {
        let role = block.role;
        blocks.push(block);
        let push = |span: Span| passages.push(Passage { block: at, role, span: span.shift(body.start) });
        match role {
            // A headline is one passage whatever marks it has, and so is a line of site furniture.
            Role::Heading | Role::Boilerplate => {
                segment::long::pieces(&text[body.range()], Span::new(0, body.len()), push);
            }
            _ => segment::sentences(&text[body.range()], push),
        }
    }
    (blocks, passages)
}

/// The first heading, if no running text stands before it: later ones head sections.
fn title(text: &str, blocks: &[Block]) -> Option<String> {
    let is_text = |b: &&Block| matches!(b.role, Role::Text | Role::Item | Role::Quotation);
    let heading = blocks.iter().take_while(|b| !is_text(b)).find(|b| b.role == Role::Heading)?;
    let title = text.get(heading.span.range()).filter(|t| t.len() <= TITLE)?;
    Some(title.to_owned())
}

/// Returns the SHA-256 of bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}
