//! The articles side by side.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Look, map, paint, runs};
use crate::app::layout::PaneLayout;
use crate::app::marks::{Mark, MarkKind};
use crate::app::placing::{self, Placed};
use crate::app::rows::Row;
use crate::app::scene::{Gutter, PaneScene};
use crate::app::{App, cells};
use crate::article::{Article, Role, Span};

/// Draws all panes that the scene shows.
pub(super) fn draw(app: &App, look: &Look, frame: &mut Frame<'_>) {
    for (scene, layout) in app.scene.panes.iter().zip(&app.scene.layout.panes) {
        pane(app, look, frame.buffer_mut(), scene, layout);
    }
    if app.overlays.is_empty()
        && let Some(position) = cursor(app)
    {
        frame.set_cursor_position(position);
    }
}

/// Returns where the terminal's own cursor stands: at the passage under our cursor, or at the selection's moving end.
fn cursor(app: &App) -> Option<Position> {
    let slot = app.scene.panes.iter().position(|s| s.article == app.focus)?;
    let (scene, layout) = (&app.scene.panes[slot], app.scene.layout.panes.get(slot)?);
    let passage = app.here().passage;
    let hit = app.search.span().filter(|s| {
        app.search.current.is_some_and(|c| c.0 == app.focus)
            && app.articles[app.focus].passage_at(s.start) == Some(passage)
    });
    let byte = app.selecting.map(|s| s.head.start).or(hit.map(|s| s.start));
    let on_row = |r: &Row| match byte {
        Some(byte) => r.span.contains(byte),
        None => r.passage == passage,
    };
    let (y, row) =
        scene.rows.iter().enumerate().find_map(|(y, r)| r.filter(|r| !r.gap && on_row(r)).map(|r| (y, r)))?;
    let placed = placing::place(&app.articles[app.focus], &row, layout.text.width, app.settings.bidi);
    let at = placed.x_of(byte.unwrap_or(row.span.start)).unwrap_or(row.indent);
    let x = layout.text.x + at.min(layout.text.width.saturating_sub(1));
    Some(Position { x, y: layout.text.y + y as u16 })
}

fn pane(app: &App, look: &Look, buffer: &mut Buffer, scene: &PaneScene, layout: &PaneLayout) {
    let Some(article) = app.articles.get(scene.article) else { return };
    head(app, look, buffer, scene, layout.head);
    for y in layout.border.rows().map(|r| r.y).filter(|_| layout.border.width > 0) {
        paint::cell(buffer, layout.border.x, y, look.glyphs.border, look.theme.border);
    }
    map::draw(look, buffer, &scene.map, layout.map);
    for (y, row) in scene.rows.iter().enumerate() {
        let Some(row) = row.filter(|r| !r.gap) else { continue };
        let at = |rect: Rect| Rect { y: rect.y + y as u16, height: 1, ..rect };
        gutter(
            app,
            look,
            buffer,
            scene,
            &row,
            scene.gutters.get(y).and_then(Option::as_ref),
            at(layout.gutter),
        );
        let placed = placing::place(article, &row, layout.text.width, app.settings.bidi);
        let lit = is_lit(app, scene, row.passage);
        text(look, buffer, article, &row, &placed, &scene.marks, lit, at(layout.text));
    }
}

fn head(app: &App, look: &Look, buffer: &mut Buffer, scene: &PaneScene, area: Rect) {
    if area.is_empty() {
        return;
    }
    let focused = scene.article == app.focus;
    let style = if focused { look.theme.head_focused } else { look.theme.head };
    let article = &app.articles[scene.article];
    let mut end = area.right();
    // Where there is little room, the matches off the screen are what the reader needs to know.
    let beside = beside(app, look, scene, usize::from(area.width).saturating_sub(12));
    if !beside.is_empty() {
        end = end.saturating_sub(cells::text_width(&beside) as u16 + 1).max(area.x);
        paint::text(buffer, end, area.y, area.right(), &beside, look.theme.hint_key);
    }
    let room = Rect { width: end.saturating_sub(area.x), ..area };
    let title = article.metadata.title.as_deref().unwrap_or_default();
    // A short name that is the beginning of the title would only say it twice.
    let named_by_title = app.is_named_by_title(scene.article);
    let name = if named_by_title { title.to_owned() } else { app.name(scene.article) };
    let number = format!(" {} ", scene.article + 1);
    let name = cells::fit(&name, usize::from(room.width).saturating_sub(number.len() + 1));
    let name = format!("{number}{name} ");
    let x = paint::said(app, buffer, room, &name, style);
    let rest = Rect { x: x + 1, width: end.saturating_sub(x + 2), ..area };
    if title.is_empty() {
        // Without a title its first words say which article it is.
        let words = format!("“{}", article.passage_text(0));
        let cut = cells::fit(&words, usize::from(rest.width).saturating_sub(1));
        if rest.width > 8 {
            let cut = format!("{cut}”");
            paint::said(app, buffer, rest, &cut, look.theme.muted);
        }
    } else if !named_by_title && title != app.name(scene.article) {
        let cut = cells::fit(title, usize::from(rest.width));
        paint::said(app, buffer, rest, &cut, look.theme.muted);
    }
}

/// Says at the right of a pane's head how many matches lie off the screen, how many hits of the search it has, and
/// whether it is the base, as far as there is room in that order.
fn beside(app: &App, look: &Look, scene: &PaneScene, room: usize) -> String {
    let beyond = Some(beyond(look, scene.beyond)).filter(|b| !b.is_empty());
    let base = (app.arrangement.base == Some(scene.article)).then(|| "base".to_owned());
    // Without a line for the title this is the only place for the number of matches in panes that are not shown.
    let off = app.scene.elsewhere.iter().map(|(_, count)| count).sum::<usize>();
    let off = (off > 0 && app.scene.layout.title.is_empty() && scene.article == app.focus)
        .then(|| format!("{}{off}", look.glyphs.pointer));
    let mut said = beyond.unwrap_or_default();
    for more in app.search.count_in(scene.article).into_iter().chain(off).chain(base) {
        let wider = if said.is_empty() { more } else { format!("{more} {said}") };
        if cells::text_width(&wider) < room {
            said = wider;
        }
    }
    said
}

/// Says how many matches of the cursor's passage stand above and below the visible rows.
fn beyond(look: &Look, (above, below): (usize, usize)) -> String {
    let mut parts = Vec::new();
    if above > 0 {
        parts.push(format!("{}{above}", look.glyphs.above));
    }
    if below > 0 {
        parts.push(format!("{}{below}", look.glyphs.below));
    }
    parts.join(" ")
}

fn gutter(
    app: &App,
    look: &Look,
    buffer: &mut Buffer,
    scene: &PaneScene,
    row: &Row,
    gutter: Option<&Gutter>,
    area: Rect,
) {
    if area.is_empty() {
        return;
    }
    let (theme, glyphs) = (&look.theme, &look.glyphs);
    let is_cursor = scene.article == app.focus && row.passage == app.here().passage;
    let matches = |m: &&Mark| m.kind == MarkKind::Match && m.span.overlap(row.span).is_some();
    if is_cursor {
        paint::cell(buffer, area.x, area.y, glyphs.cursor, theme.hint_key);
    } else if scene.marks.iter().any(|m| matches(&m)) {
        paint::cell(buffer, area.x, area.y, glyphs.matching, theme.matching);
    }
    let Some(gutter) = gutter else { return };
    let mut x = area.x + 1;
    if area.width > 3 {
        x = marks(app, look, buffer, gutter, scene.article, Rect { x, width: area.width - 3, ..area });
    }
    let (sign, style) = match (gutter.annotated, gutter.suspect) {
        (true, _) => (glyphs.annotation, theme.hint_key),
        (_, true) => (glyphs.suspect, theme.refused),
        _ => return,
    };
    paint::cell(buffer, x, area.y, sign, style);
}

/// Draws which articles have the passage; returns the cell behind.
fn marks(app: &App, look: &Look, buffer: &mut Buffer, gutter: &Gutter, own: usize, area: Rect) -> u16 {
    let found = gutter.has.iter().filter(|h| **h).count();
    if app.index.alignment.threads.is_empty() && app.aligning.is_some() {
        return area.right();
    }
    if gutter.has.len() > 8 {
        let text = if found == 0 { String::new() } else { format!("{found}/{}", gutter.has.len()) };
        paint::text(buffer, area.x, area.y, area.right(), &text, look.theme.gutter_on);
        return area.right();
    }
    for (i, has) in gutter.has.iter().enumerate() {
        let x = area.x + i as u16;
        let (glyph, style) = match has {
            true => (look.glyphs.has, look.theme.gutter_on),
            // A passage found only here has one dot, in its own place.
            false if found > 0 || i == own => (look.glyphs.not, look.theme.gutter_off),
            false => (" ", look.theme.gutter_off),
        };
        paint::cell(buffer, x, area.y, glyph, style);
    }
    area.right()
}

/// Returns whether a passage stands out: always, but when all but the cursor's and its matches are muted.
fn is_lit(app: &App, scene: &PaneScene, passage: usize) -> bool {
    let span = app.articles[scene.article].passages.get(passage).map_or(Span::default(), |p| p.span);
    let stands_out =
        |m: &Mark| matches!(m.kind, MarkKind::Cursor | MarkKind::Match) && m.span.overlap(span).is_some();
    !app.arrangement.muted || scene.marks.iter().any(stands_out)
}

/// Draws a row of text, its runs styled by role and marks.
#[allow(clippy::too_many_arguments)] // What is drawn, how, and where.
fn text(
    look: &Look,
    buffer: &mut Buffer,
    article: &Article,
    row: &Row,
    placed: &Placed,
    marks: &[Mark],
    lit: bool,
    area: Rect,
) {
    let theme = &look.theme;
    let role = article.passages.get(row.passage).map_or(Role::Text, |p| p.role);
    let base = match role {
        Role::Heading => theme.heading,
        Role::Boilerplate | Role::Caption => theme.boilerplate,
        Role::Quotation => theme.quotation,
        Role::Text | Role::Item => theme.text,
    };
    let base = if lit { base } else { base.patch(theme.muted) };
    if !row.marker.is_empty() {
        let x = area.x + placed.marker;
        paint::text(buffer, x, area.y, area.right(), article.slice(row.marker), theme.muted);
    }
    let touching: Vec<&Mark> = marks.iter().filter(|m| m.span.overlap(row.span).is_some()).collect();
    let styled = cuts(row.span, &touching).into_iter().map(|run| {
        let covering = touching.iter().filter(|m| m.span.covers(run));
        (run, covering.fold(base, |s, m| s.patch(of_mark(look, m.kind))))
    });
    runs::draw(buffer, article, placed, styled, area);
    if let Some(at) = placed.hyphen {
        paint::text(buffer, area.x + at, area.y, area.right(), "-", if lit { theme.muted } else { base });
    }
}

/// Returns the style of a mark.
pub(super) fn of_mark(look: &Look, kind: MarkKind) -> Style {
    match kind {
        MarkKind::Cursor => look.theme.cursor,
        MarkKind::Match => look.theme.matching,
        MarkKind::Differs => look.theme.differs,
        MarkKind::Annotation => look.theme.annotation,
        MarkKind::Suspect => look.theme.suspect,
        MarkKind::Damage => look.theme.damage,
        MarkKind::Found => look.theme.found,
        MarkKind::Selection => look.theme.selection,
    }
}

/// Cuts a row where a mark begins or ends.
fn cuts(row: Span, marks: &[&Mark]) -> Vec<Span> {
    let ends = marks.iter().flat_map(|m| [m.span.start, m.span.end]);
    let mut cuts: Vec<usize> = ends.filter(|c| row.start < *c && *c < row.end).collect();
    cuts.extend([row.start, row.end]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|w| Span::new(w[0], w[1])).collect()
}
