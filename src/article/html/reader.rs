//! Extractors: which part of a page is the article.

use dom_query::Document;
use dom_smoothie::{CandidateSelectMode, Config, Readability};

use super::super::guard;

/// Elements of a page that is searched for its article; others would take minutes, and are no articles.
const MAX_ELEMENTS: usize = 200_000;

/// Makes the extractor of a page.
pub(super) fn of(document: Document) -> Readability {
    let config = Config {
        candidate_select_mode: CandidateSelectMode::DomSmoothie,
        max_elements_to_parse: MAX_ELEMENTS,
        ..Config::default()
    };
    Readability { doc: document, doc_url: None, config }
}

/// Returns the article on a page; none when there is no text that looks like one.
pub(super) fn content(mut readability: Readability) -> Option<Document> {
    let article = guard::quietly(move || readability.parse().ok()).ok().flatten()?;
    Some(Document::fragment(article.content)).filter(has_text)
}

/// Returns the article on a page, as the slower and surer extractor finds it.
#[cfg(feature = "best-extraction")]
pub(super) fn best(html: &str) -> Option<Document> {
    let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
    let found = guard::quietly(|| trafilatura::extract(html, &options).ok()).ok().flatten()?;
    Some(Document::fragment(found.content_html)).filter(has_text)
}

fn has_text(document: &Document) -> bool {
    !document.root().text().trim().is_empty()
}
