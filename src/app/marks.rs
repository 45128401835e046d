//! What is marked in the text of a pane.

use unicode_segmentation::GraphemeCursor;

use super::App;
use super::index::Match;
use crate::align::differ;
use crate::article::Span;

/// A marked part of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The bytes of the article.
    pub span: Span,
    /// Why it is marked.
    pub kind: MarkKind,
}

/// Why a part is marked, in the order in which styles are laid over each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// The passage under the cursor.
    Cursor,
    /// It matches the passage under the cursor.
    Match,
    /// A word that the passage under the cursor has not.
    Differs,
    /// The words of an annotation.
    Annotation,
    /// The words of the suspect that is looked at.
    Suspect,
    /// Damaged text.
    Damage,
    /// The search found it.
    Found,
    /// The reader selected it.
    Selection,
}

/// Returns the marks of one article within a window of bytes.
pub fn of(app: &App, article: usize, window: Span, matches: &[Match]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add = |span: Span, kind: MarkKind| {
        if span.overlap(window).is_some() {
            marks.push(Mark { span, kind });
        }
    };
    let text = &app.articles[article];
    let here = app.here();
    if article == here.article
        && let Some(passage) = text.passages.get(here.passage)
    {
        add(passage.span, MarkKind::Cursor);
    }
    for found in matches.iter().filter(|m| m.there.article == article) {
        add(found.there.span, MarkKind::Match);
        if found.there.span.overlap(window).is_some() {
            for span in differing(app, found) {
                add(span, MarkKind::Differs);
            }
        }
    }
    for located in app.witnessed.iter().filter(|w| w.article == article) {
        add(located.span, MarkKind::Annotation);
    }
    if let Some(suspect) = app.suspect.and_then(|s| app.index.alignment.suspects.get(s)) {
        for member in suspect.readings.iter().flat_map(|r| &r.members).filter(|m| m.article == article) {
            add(member.span, MarkKind::Suspect);
        }
    }
    for span in &text.damage {
        add(*span, MarkKind::Damage);
    }
    for span in app.search.hits.get(article).map_or(&[][..], |h| h.within(window)) {
        add(graphemes(&text.text, *span), MarkKind::Found);
    }
    if let Some(selection) = app.panes.get(article).and_then(|p| p.selection) {
        add(selection, MarkKind::Selection);
    }
    marks.sort_by_key(|m| (m.kind, m.span));
    marks
}

/// Widens a span until it cuts no grapheme: what is drawn as one cannot be marked in part.
fn graphemes(text: &str, span: Span) -> Span {
    let is_edge = |byte: usize| {
        byte >= text.len() || GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0).unwrap_or(true)
    };
    let (mut start, mut end) = (span.start, span.end);
    while !is_edge(start) {
        start -= 1;
    }
    while !is_edge(end) {
        end += 1;
    }
    Span::new(start, end)
}

/// Returns the words of a match that the passage under the cursor has not; none when it is reworded as a whole.
pub fn differing(app: &App, found: &Match) -> Vec<Span> {
    let here = app.articles[found.here.article].slice(found.here.span);
    let there = app.articles[found.there.article].slice(found.there.span);
    let compared = differ::compare(here, there);
    if compared.reworded {
        return Vec::new();
    }
    compared.other_only.iter().map(|s| s.shift(found.there.span.start)).collect()
}
