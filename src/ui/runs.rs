//! Text of an article with its marks, outside of the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::panes::of_mark;
use super::{Look, paint};
use crate::app::App;
use crate::app::marks::Mark;
use crate::article::Span;

/// Draws the words of a span in a line, what lies outside of `claim` muted; returns the first cell behind them.
#[allow(clippy::too_many_arguments)] // What is drawn, how, and where.
pub(super) fn line(
    app: &App,
    look: &Look,
    buffer: &mut Buffer,
    article: usize,
    span: Span,
    claim: Option<Span>,
    marks: &[Mark],
    area: Rect,
) -> u16 {
    let Some(article) = app.articles.get(article).filter(|_| !area.is_empty()) else { return area.x };
    let touching: Vec<&Mark> = marks.iter().filter(|m| m.span.overlap(span).is_some()).collect();
    let edges = touching.iter().map(|m| m.span).chain(claim);
    let mut cuts: Vec<usize> =
        edges.flat_map(|s| [s.start, s.end]).filter(|c| span.start < *c && *c < span.end).collect();
    cuts.extend([span.start, span.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut x = area.x;
    for run in cuts.windows(2).map(|w| Span::new(w[0], w[1])) {
        let inside = claim.is_none_or(|c| c.covers(run));
        let base = if inside { look.theme.text } else { look.theme.muted };
        let covering = touching.iter().filter(|m| m.span.covers(run));
        let style = covering.fold(base, |s, m| s.patch(of_mark(look, m.kind)));
        x = paint::text(buffer, x, area.y, area.right(), article.slice(run), style);
    }
    x
}
