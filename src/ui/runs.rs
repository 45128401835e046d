//! Text of an article with its marks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::panes::of_mark;
use super::{Look, paint};
use crate::app::marks::Mark;
use crate::app::placing::{self, Placed};
use crate::app::rows::Row;
use crate::app::{App, cells};
use crate::article::{Article, Span};

/// Draws the words of a span in a line, what lies outside of `claims` muted; returns the first cell behind them.
#[allow(clippy::too_many_arguments)] // What is drawn, how, and where.
pub(super) fn line(
    app: &App,
    look: &Look,
    buffer: &mut Buffer,
    article: usize,
    span: Span,
    claims: Option<&[Span]>,
    marks: &[Mark],
    area: Rect,
) -> u16 {
    let Some(article) = app.articles.get(article).filter(|_| !area.is_empty()) else { return area.x };
    let fits = cells::fitting(article.slice(span), usize::from(area.width));
    let span = Span::new(span.start, span.start + fits);
    let touching: Vec<&Mark> = marks.iter().filter(|m| m.span.overlap(span).is_some()).collect();
    let edges = touching.iter().map(|m| m.span).chain(claims.into_iter().flatten().copied());
    let mut cuts: Vec<usize> =
        edges.flat_map(|s| [s.start, s.end]).filter(|c| span.start < *c && *c < span.end).collect();
    cuts.extend([span.start, span.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let rtl = article.passage_at(span.start).and_then(|p| article.passages.get(p)).is_some_and(|p| {
        let block = article.blocks.get(p.block).map_or(span, |b| b.span);
        placing::reads_rtl(article.slice(block))
    });
    let passage = article.passage_at(span.start).unwrap_or_default();
    let row = Row { span, passage, rtl, ..Row::default() };
    let placed = placing::place(article, &row, area.width, app.settings.bidi);
    let styled = cuts.windows(2).map(|w| Span::new(w[0], w[1])).map(|run| {
        let inside = claims.is_none_or(|c| c.iter().any(|c| c.covers(run)));
        let base = if inside { look.theme.text } else { look.theme.muted };
        let covering = touching.iter().filter(|m| m.span.covers(run));
        (run, covering.fold(base, |s, m| s.patch(of_mark(look, m.kind))))
    });
    draw(buffer, article, &placed, styled, area)
}

/// Draws a row with the style of each of its runs, in the order of the text; returns the first cell behind all of them.
pub(super) fn draw(
    buffer: &mut Buffer,
    article: &Article,
    placed: &Placed,
    runs: impl Iterator<Item = (Span, Style)>,
    area: Rect,
) -> u16 {
    let mut behind = area.x;
    let mut graphemes = placed.graphemes.iter().peekable();
    for (run, style) in runs {
        while let Some(grapheme) = graphemes.next_if(|g| g.span.start < run.end) {
            let mut other = [0; 4];
            let symbol = match grapheme.mirrored {
                _ if grapheme.cut => "…",
                Some(face) => &*face.encode_utf8(&mut other),
                None => article.slice(grapheme.span),
            };
            let x = area.x.saturating_add(grapheme.x);
            let end = x.saturating_add(grapheme.width).min(area.right());
            let drawn = paint::text(buffer, x, area.y, end, symbol, style);
            behind = behind.max(drawn);
            // A blank of a justified row takes more than one cell.
            if symbol == " " {
                (drawn..end).for_each(|x| paint::cell(buffer, x, area.y, " ", style));
            }
        }
    }
    behind
}
