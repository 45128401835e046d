//! What is marked in the text of a pane.

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
    if let Some(selection) = app.panes.get(article).and_then(|p| p.selection) {
        add(selection, MarkKind::Selection);
    }
    marks.sort_by_key(|m| (m.kind, m.span));
    marks
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
