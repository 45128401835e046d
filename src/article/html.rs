//! Web pages: the article on a page as a reader view, or all of the page.

use dom_query::{Document, NodeRef};

use super::blocks::Blocks;
use super::project::Projection;
use super::read::Content;
use super::{Extractor, ReadError, Role};

pub(super) mod charset;
mod head;
mod parse;
mod paywall;
mod reader;
pub(super) mod walk;

pub(super) use parse::parse;

/// Said when no extractor finds an article.
const WHOLE: &str =
    "no article was found on this page, so that all of the page is shown; its menus are in it too";

/// Reads a page with an extractor.
///
/// # Errors
/// The page is beyond the limits, or the extractor is not built in.
pub(super) fn read(html: &str, extractor: Extractor, repair: bool) -> Result<Content, ReadError> {
    let page = reader::of(parse(html)?);
    let head = head::read(&page);
    let mut blocks = Blocks::new(html.len() / 8, repair);
    if extractor == Extractor::Plain {
        walk::walk(&body(&page.doc), &mut blocks);
        return Ok(told(blocks.finish(), head, None));
    }
    blocks.relative_to(head.metadata.url.as_deref());
    let content = if extractor == Extractor::Best { best(html)? } else { reader::content(page) };
    let mut notice = None;
    match content {
        Some(content) => {
            put_head(&mut blocks, &head, &walk::start_of(&content.root()));
            walk::walk(&content.root(), &mut blocks);
        }
        // The extractor took the page apart.
        None => {
            notice = Some(WHOLE);
            walk::walk(&body(&parse(html)?), &mut blocks);
        }
    }
    Ok(told(blocks.finish_page(), head, notice))
}

/// Puts together what was read, with all that the reader should know of it.
fn told(projection: Projection, head: head::Head, notice: Option<&'static str>) -> Content {
    let closed = if head.is_free { None } else { paywall::notice(&projection) };
    let notices: Vec<&str> = notice.into_iter().chain(closed).collect();
    let notice = (!notices.is_empty()).then(|| notices.join("; "));
    Content { projection, metadata: head.metadata, notice, ..Content::default() }
}

pub(super) fn body(document: &Document) -> NodeRef<'_> {
    document.body().unwrap_or_else(|| document.root())
}

/// Puts headline and byline above the article; extractors leave them out, or keep them where they stand.
fn put_head(blocks: &mut Blocks, head: &head::Head, start: &str) {
    if let Some(title) = &head.metadata.title
        && !walk::begins_with(start, title)
    {
        blocks.begin(Role::Heading);
        blocks.add(title);
        blocks.end();
    }
    if let Some(byline) = &head.byline
        && !walk::holds(start, byline)
    {
        blocks.begin(Role::Boilerplate);
        blocks.add(byline);
        blocks.end();
    }
}

/// Returns the article as the extractor `best` finds it.
#[cfg(feature = "best-extraction")]
fn best(html: &str) -> Result<Option<Document>, ReadError> {
    Ok(reader::best(html))
}

#[cfg(not(feature = "best-extraction"))]
fn best(_html: &str) -> Result<Option<Document>, ReadError> {
    Err(ReadError::NotBuiltIn)
}
