//! PDF: characters at places on pages become lines, and lines paragraphs.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use pdf_extract::{Document, Object, OutputError};

use super::blocks::Blocks;
use super::read::Content;
use super::{Metadata, ReadError, guard, normal};

mod lines;
mod names;
mod packed;
mod paragraphs;
mod sound;

const KIND: &str = "a PDF file";
/// Longest time that a file may take.
const LONGEST: Duration = Duration::from_secs(60);
/// Stack of the worker; its library calls itself for nested parts.
const STACK: usize = 64 << 20;
/// What every reader of a PDF should know: it says where ink is, not what a paragraph is.
const NOTICE: &str = "a PDF does not say where its paragraphs are; check this text against the pages";

/// Reads printed pages.
///
/// # Errors
/// The file is damaged, locked, without text, or beyond the limits.
pub(super) fn read(bytes: &[u8], repair: bool) -> Result<Content, ReadError> {
    packed::in_file(bytes)?;
    let (post, done) = mpsc::channel();
    let owned = bytes.to_vec();
    let work = move || {
        // A worker that nobody waits for any more has nobody to tell.
        let _ = post.send(guard::quietly(|| content(&owned, repair)));
    };
    let failed = |said: String| ReadError::Broken(KIND, said);
    thread::Builder::new()
        .name("pdf".into())
        .stack_size(STACK)
        .spawn(work)
        .map_err(|e| failed(e.to_string()))?;
    done.recv_timeout(LONGEST)
        .map_err(|_| ReadError::Limit(format!("takes more than {} seconds to read", LONGEST.as_secs())))?
        .map_err(|_| failed("its pages are damaged".into()))?
}

fn content(bytes: &[u8], repair: bool) -> Result<Content, ReadError> {
    let (pages, metadata) = pages(bytes)?;
    if pages.iter().all(Vec::is_empty) {
        return Err(ReadError::Broken(
            KIND,
            "it has pictures of pages and no letters, as a scan has; let a program recognise them first"
                .into(),
        ));
    }
    let mut blocks = Blocks::new(bytes.len() / 4, repair);
    paragraphs::put(&pages, &mut blocks);
    Ok(Content { projection: blocks.finish(), metadata, notice: Some(NOTICE.into()), ..Content::default() })
}

type Pages = Vec<Vec<lines::Line>>;

fn pages(bytes: &[u8]) -> Result<(Pages, Metadata), ReadError> {
    let failed = |error: &dyn ToString| ReadError::Broken(KIND, error.to_string());
    let mut document = Document::load_mem(bytes).map_err(|e| failed(&e))?;
    let is_locked = document.is_encrypted();
    if is_locked && document.decrypt("").is_err() {
        return Err(ReadError::Locked(KIND));
    }
    packed::in_document(&document, is_locked || document.was_encrypted())?;
    sound::structure(&document)?;
    let mut out = lines::Lines::default();
    match pdf_extract::output_doc(&document, &mut out) {
        Ok(()) => {}
        // A page beyond repair does not take the pages before it away.
        Err(OutputError::PdfError(_)) if out.has_text() => {}
        Err(error) => return Err(failed(&error)),
    }
    Ok((out.finish(), properties(&document)))
}

/// Reads what the file says of itself.
fn properties(document: &Document) -> Metadata {
    let info = document.trailer.get(b"Info").ok().and_then(|i| document.dereference(i).ok());
    let Some(info) = info.and_then(|(_, object)| object.as_dict().ok()) else { return Metadata::default() };
    let text = |key: &[u8]| {
        let object = info.get(key).ok().and_then(|o| document.dereference(o).ok())?.1;
        Some(text_of(object)).map(|t| normal::folded(&t)).filter(|t| !t.is_empty())
    };
    Metadata {
        // Programs put the name of the file that was printed here; it has an ending.
        title: text(b"Title").filter(|t| t.contains(' ')),
        author: text(b"Author"),
        // When the file was made is not when its text was published.
        ..Metadata::default()
    }
}

fn text_of(object: &Object) -> String {
    pdf_extract::decode_text_string(object).unwrap_or_default()
}
