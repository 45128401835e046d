//! Bytes into an article: a pure function of the bytes, the name and how they are to be read.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::project::{self, Projection};
use super::{
    Article, Block, Extractor, Format, Metadata, PROJECTION, Passage, Reading, Role, ScalarIndex, Span,
};
use super::{
    damage, decode, docx, epub, feed, format, guard, html, ids, markdown, metadata, pdf, repair, segment,
};

/// Largest heading that becomes a title, in bytes.
const TITLE: usize = 300;

/// How bytes are to be read; what is left open is told from the bytes and the name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadAs {
    /// The format.
    pub format: Option<Format>,
    /// The encoding, by any label that the WHATWG encoding standard knows.
    pub encoding: Option<String>,
    /// What chooses the article on a page.
    pub extractor: Option<Extractor>,
    /// Whether damaged text is to be mended.
    pub repair: bool,
}

impl From<&Reading> for ReadAs {
    fn from(reading: &Reading) -> Self {
        Self {
            format: Some(reading.format),
            encoding: Some(reading.encoding.clone()).filter(|e| !e.is_empty()),
            extractor: reading.extractor,
            repair: reading.repair,
        }
    }
}

/// Why bytes are no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// They are no text.
    #[error("is a binary file, not an article; export it as text first")]
    Binary,
    /// They are of a format that is known but not read.
    #[error("is {0}, which is not read; save its text as .txt, .md or .docx first")]
    Unread(&'static str),
    /// There is nothing to read in them.
    #[error("holds no text; check that it is the right file")]
    Empty,
    /// The file is not what its format says it is.
    #[error("is {0} that cannot be read ({1}); save it anew, or save its text as .txt")]
    Broken(&'static str, String),
    /// It is beyond a limit; a hostile file often is.
    #[error("{0}, more than an article can have; save its text as .txt")]
    Limit(String),
    /// It needs a password.
    #[error("is {0} that needs a password; save it without one")]
    Locked(&'static str),
    /// The extractor is left out of this build.
    #[error(
        "cannot be read with --extract best, which is not in this build; use --extract reader, or build with --features best-extraction"
    )]
    NotBuiltIn,
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

/// What the reader of a format makes of bytes.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) projection: Projection,
    pub(super) metadata: Metadata,
    /// The encoding of a text; formats whose files have no single one leave it empty.
    pub(super) encoding: String,
    /// What the reader should know of how the text was got, in one sentence.
    pub(super) notice: Option<String>,
}

/// Reads an article from its bytes in the way given.
///
/// # Errors
/// The bytes are no article, there is no text in them, or the encoding is unknown.
pub fn read_as(bytes: &[u8], name: &str, how: &ReadAs) -> Result<Article, ReadError> {
    let (format, content) = content(bytes, name, how)?;
    let Content { mut projection, mut metadata, encoding, notice } = content;
    if projection.drafts.is_empty() {
        return Err(ReadError::Empty);
    }
    let (blocks, passages) = cut(&projection);
    let mended = projection.mended.take().unwrap_or_default();
    let (text, links) = (projection.text, projection.links);
    if metadata.title.is_none() {
        metadata.title = title(&text, &blocks);
    }
    metadata::from_bylines(&text, &blocks, &mut metadata);
    if how.repair {
        metadata.mend();
    }
    let extractor = (format == Format::Html).then(|| how.extractor.unwrap_or_default());
    Ok(Article {
        id: ids::of_name(name),
        label: None,
        path: name.to_owned(),
        metadata,
        reading: Reading { format, extractor, encoding, repair: how.repair, projection: PROJECTION },
        bytes_sha256: sha256(bytes),
        links,
        notice,
        mended,
        damage: damage::find(&text),
        scalars: ScalarIndex::new(&text),
        blocks,
        passages,
        text,
    })
}

/// Reads a format that is no text; the flag says to mend damaged text.
type Reader = fn(&[u8], bool) -> Result<Content, ReadError>;

fn content(bytes: &[u8], name: &str, how: &ReadAs) -> Result<(Format, Content), ReadError> {
    let known = match how.format {
        Some(format) => Some(format),
        None => format::of_bytes(bytes)?,
    };
    let (kind, reader): (&'static str, Reader) = match known {
        Some(Format::Epub) => ("an EPUB file", epub::read),
        Some(Format::Docx) => ("a DOCX file", docx::read),
        Some(Format::Pdf) => ("a PDF file", pdf::read),
        _ => return text_content(bytes, name, how),
    };
    let content = guard::quietly(|| reader(bytes, how.repair))
        .unwrap_or_else(|said| Err(ReadError::Broken(kind, said)))?;
    Ok((known.unwrap_or(Format::Text), content))
}

/// Reads a format that is text.
fn text_content(bytes: &[u8], name: &str, how: &ReadAs) -> Result<(Format, Content), ReadError> {
    let may_declare = how.format.is_none_or(Format::declares_encoding);
    let declared = if may_declare { html::charset::declared(bytes) } else { None };
    let (decoded, encoding) = decode::decode(bytes, how.encoding.as_deref(), declared.as_deref())?;
    let format = how.format.unwrap_or_else(|| format::of_text(&decoded, name));
    let repair = how.repair;
    let mut content = match format {
        Format::Markdown => {
            let (projection, metadata) = markdown::read(&decoded, repair);
            Content { projection, metadata, ..Content::default() }
        }
        Format::Html => guard::quietly(|| html::read(&decoded, how.extractor.unwrap_or_default(), repair))
            .unwrap_or_else(|said| Err(ReadError::Broken("a web page", said)))?,
        Format::Feed => guard::quietly(|| feed::read(&decoded, repair))
            .unwrap_or_else(|said| Err(ReadError::Broken("a feed", said)))?,
        _ => Content { projection: project::plain(&decoded, repair), ..Content::default() },
    };
    content.encoding = encoding;
    Ok((format, content))
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

impl Metadata {
    /// Mends damaged text in what a document says of itself.
    fn mend(&mut self) {
        for field in [&mut self.title, &mut self.source, &mut self.author].into_iter().flatten() {
            *field = repair::mend(field, 0, &mut Vec::new()).into_owned();
        }
    }
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
