//! Pages that say of themselves that they are not free: who is not logged in often gets only the beginning of them.

use unicode_segmentation::UnicodeSegmentation;

use super::super::Role;
use super::super::project::Projection;

/// Words of running text from which on a page is taken for whole, unless it breaks off.
const SHORT: usize = 250;

/// Said of the beginning of a page that is not free.
const NOTICE: &str = "this page says of itself that it is not free, so that this may be only its beginning; log in with a browser \
                      and save the page, or paste the text";

/// Returns what to say of the text of a page that is not free: it is short, or breaks off.
pub(super) fn notice(projection: &Projection) -> Option<&'static str> {
    let is_running = |role| matches!(role, Role::Text | Role::Item | Role::Quotation);
    let texts = || projection.blocks().filter(|(block, _)| is_running(block.role));
    let text = |span: super::super::Span| projection.text.get(span.range()).unwrap_or_default();
    let words = texts().flat_map(|(_, body)| text(body).unicode_words()).take(SHORT).count();
    let breaks_off = || texts().last().is_some_and(|(_, body)| breaks_off(text(body)));
    (words < SHORT || breaks_off()).then_some(NOTICE)
}

/// Returns whether a paragraph ends in an ellipsis.
fn breaks_off(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ']' | ')' | '"' | '”' | '»'));
    text.ends_with('…') || text.ends_with("...")
}
