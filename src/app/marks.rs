//! What is marked in the text of a pane.

use unicode_segmentation::GraphemeCursor;

use super::App;
use super::arrangement::MarksBy;
use super::index::Match;
use super::parts::joined;
use crate::align::{Member, differ};
use crate::article::Span;

/// What parts of a wording are joined with, to be compared as one text.
const GAP: &str = " ";

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
    let text = &app.articles[article];
    let mut add = |span: Span, kind: MarkKind| {
        if span.overlap(window).is_some() {
            marks.push(Mark { span: graphemes(&text.text, span), kind });
        }
    };
    let here = app.here();
    if article == here.article
        && let Some(passage) = text.passages.get(here.passage)
    {
        add(passage.span, MarkKind::Cursor);
        for span in differing_here(app, matches) {
            add(span, MarkKind::Differs);
        }
    }
    for found in matches.iter().filter(|m| m.there.article == article) {
        add(found.there.span, MarkKind::Match);
        if found.there.span.overlap(window).is_some() {
            for span in differing(app, matches, found) {
                add(span, MarkKind::Differs);
            }
        }
    }
    for located in app.witnessed.iter().filter(|w| w.article == article) {
        add(located.span, MarkKind::Annotation);
    }
    if let Some(suspect) = app.suspect.and_then(|s| app.index.alignment.suspects.get(s)) {
        for member in suspect.members().filter(|m| m.article == article) {
            add(member.span, MarkKind::Suspect);
        }
    }
    for span in &text.damage {
        add(*span, MarkKind::Damage);
    }
    for span in app.search.hits.get(article).map_or(&[][..], |h| h.within(window)) {
        add(*span, MarkKind::Found);
    }
    if let Some(selection) = app.panes.get(article).and_then(|p| p.selection) {
        add(selection, MarkKind::Selection);
    }
    marks.sort_by_key(|m| (m.kind, m.span));
    marks
}

/// Widens a span until it cuts no grapheme: what is drawn as one cannot be marked in part.
pub(super) fn graphemes(text: &str, span: Span) -> Span {
    let is_edge = |byte: usize| {
        let is_boundary = || GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0).unwrap_or(true);
        byte >= text.len() || (text.is_char_boundary(byte) && is_boundary())
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

/// Returns the words of a match that the passage under the cursor has not, or the base article's where that has it.
pub fn differing(app: &App, matches: &[Match], found: &Match) -> Vec<Span> {
    match base_of(app, matches) {
        Some((base, _)) => between(app, wording(&base), wording(&found.there)),
        None => between(app, wording(&found.here), wording(&found.there)),
    }
}

/// Returns the words of the cursor's own passage that the base article has not, when there is one.
pub fn differing_here(app: &App, matches: &[Match]) -> Vec<Span> {
    let base = base_of(app, matches);
    base.map_or_else(Vec::new, |(base, here)| between(app, wording(&base), wording(&here)))
}

/// Returns the base article's passage and the cursor's own, when the base is another article and has the passage.
fn base_of(app: &App, matches: &[Match]) -> Option<(Member, Member)> {
    let base = app.arrangement.base?;
    matches.iter().find(|m| m.there.article == base).map(|m| (m.there, m.here))
}

/// Returns whether a match says it in words so different that none are marked.
pub fn is_reworded(app: &App, matches: &[Match], found: &Match) -> bool {
    let first = base_of(app, matches).map_or(found.here, |(base, _)| base);
    let words = |m: Member| app.articles[m.article].slice(m.span);
    first != found.there && differ::compare(words(first), words(found.there)).reworded
}

/// Words of an article, in one part or in several.
type Wording<'a> = (usize, &'a [Span]);

fn wording(member: &Member) -> Wording<'_> {
    (member.article, std::slice::from_ref(&member.span))
}

/// Returns what another wording has that the first has not; nothing when it is reworded as a whole.
pub(super) fn between(app: &App, first: Wording<'_>, other: Wording<'_>) -> Vec<Span> {
    if first == other {
        return Vec::new();
    }
    let words = |(article, parts): Wording<'_>| joined(&app.articles[article], parts, GAP);
    let (here, there) = (words(first), words(other));
    let by_word = differ::compare(&here, &there);
    let compared = match app.arrangement.marks {
        _ if by_word.reworded => return Vec::new(),
        MarksBy::Off => return Vec::new(),
        MarksBy::Word => by_word,
        MarksBy::Character => differ::compare_chars(&here, &there),
    };
    placed(&compared.other_only, other.1)
}

/// Returns where spans of the joined words of several parts stand in the article.
fn placed(spans: &[Span], parts: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in parts {
        let within = Span::new(at, at + part.len());
        let shared = spans.iter().filter_map(|s| s.overlap(within));
        found.extend(shared.map(|s| Span::new(s.start - at, s.end - at).shift(part.start)));
        at = within.end + GAP.len();
    }
    found
}
