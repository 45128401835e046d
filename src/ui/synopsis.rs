//! The synopsis: threads as rows, articles as columns.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, paint, runs};
use crate::app::synopsis::{Cell, RowScene, SynopsisScene, Words};
use crate::app::threads::Filter;
use crate::app::{App, cells};
use crate::article::Span;

/// Draws the synopsis.
pub(super) fn draw(app: &App, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let scene = &app.scene.synopsis;
    if scene.rows.is_empty() {
        empty(app, look, frame, area);
        return;
    }
    head(app, look, frame.buffer_mut(), scene);
    for row in &scene.rows {
        side(app, look, frame.buffer_mut(), row, scene);
        for (column, article) in scene.layout.columns.iter().zip(&scene.articles) {
            let height = if row.folded { row.height } else { row.height.saturating_sub(1).max(1) };
            let rect = Rect { y: column.y + row.y, height, ..*column };
            let focused = row.row == app.threads.cursor && *article == app.focus;
            if focused {
                bar(look, frame.buffer_mut(), rect);
                if app.overlays.is_empty() {
                    // On the words, not on the bar beside them.
                    let x = (rect.x + 1).min(rect.right().saturating_sub(1));
                    frame.set_cursor_position(Position { x, y: rect.y });
                }
            }
            cell(app, look, frame.buffer_mut(), row, *article, rect);
        }
    }
}

/// Says why there are no rows, with the terminal's cursor on it.
pub(super) fn empty(app: &App, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let text = match app.threads.filter {
        _ if app.aligning.is_some() => "The articles are still being aligned.".to_owned(),
        _ if app.articles.len() < 2 => "One article has nothing to stand beside; open several.".to_owned(),
        Filter::All => "No two articles say the same thing in the same words.".to_owned(),
        Filter::OneArticle => "Nothing was found in one article only.".to_owned(),
        Filter::Conflicting => "No thread has a suspect.".to_owned(),
        filter => format!("No thread is {}.", filter.text()),
    };
    let line =
        Rect { x: area.x + 1, width: area.width.saturating_sub(1), height: area.height.min(1), ..area };
    paint::said(app, frame.buffer_mut(), line, &text, look.theme.muted);
    if app.overlays.is_empty() && !line.is_empty() {
        frame.set_cursor_position(Position { x: line.x, y: line.y });
    }
}

fn head(app: &App, look: &Look, buffer: &mut Buffer, scene: &SynopsisScene) {
    if scene.layout.head.is_empty() {
        return;
    }
    for (column, article) in scene.layout.columns.iter().zip(&scene.articles) {
        let line =
            Rect { y: scene.layout.head.y, height: 1, width: column.width.saturating_sub(1), ..*column };
        let style = if *article == app.focus { look.theme.head_focused } else { look.theme.head };
        let name = format!(" {} {} ", article + 1, app.name_within(*article, usize::from(u16::MAX)));
        let x = paint::said(app, buffer, line, &name, style);
        if *article == app.base_article() && x + 5 < line.right() {
            paint::text(buffer, x + 1, line.y, line.right(), "base", look.theme.muted);
        }
    }
}

/// Draws a row's number and signs.
fn side(app: &App, look: &Look, buffer: &mut Buffer, row: &RowScene, scene: &SynopsisScene) {
    let area = Rect { y: scene.layout.side.y + row.y, height: 1, ..scene.layout.side };
    let picked = row.row == app.threads.cursor;
    let number_style = if picked { look.theme.title } else { look.theme.muted };
    if picked {
        paint::text(buffer, area.x, area.y, area.right(), look.glyphs.pointer, look.theme.hint_key);
    }
    let mut x = area.x + 1;
    if area.width > 3 {
        let digits = usize::from(area.width - 5);
        x = paint::text(buffer, x, area.y, area.right(), &format!("{:>digits$} ", row.row + 1), number_style);
    }
    if row.suspect {
        paint::cell(buffer, x, area.y, look.glyphs.suspect, look.theme.refused);
    }
    if row.annotated {
        paint::cell(buffer, x + 1, area.y, look.glyphs.annotation, look.theme.hint_key);
    }
}

/// Draws the cursor's bar at the left of a cell.
fn bar(look: &Look, buffer: &mut Buffer, area: Rect) {
    for row in area.rows() {
        paint::cell(buffer, area.x, row.y, look.glyphs.cursor, look.theme.hint_key);
    }
}

fn cell(app: &App, look: &Look, buffer: &mut Buffer, row: &RowScene, article: usize, area: Rect) {
    let text = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let line = Rect { height: text.height.min(1), ..text };
    match row.cells.get(article) {
        Some(Cell::Words(words)) if row.folded => one_line(app, look, buffer, words, line),
        Some(Cell::Words(words)) => all_lines(app, look, buffer, words, text),
        Some(Cell::Same(same)) => {
            let lead = format!("= {} ", same + 1);
            let name = app.name_within(*same, usize::from(line.width).saturating_sub(lead.len()));
            paint::said(app, buffer, line, &(lead + &name), look.theme.muted);
        }
        _ => {
            let room = if usize::from(line.width) > 12 { " not found" } else { "" };
            paint::said(app, buffer, line, &format!("{}{room}", look.glyphs.not), look.theme.silent);
        }
    }
}

fn all_lines(app: &App, look: &Look, buffer: &mut Buffer, words: &Words, area: Rect) {
    for (i, (line, rect)) in words.lines.iter().zip(area.rows()).enumerate() {
        let end = line.map_or(rect.x, |line| run(app, look, buffer, words, line, rect));
        let is_cut = i + 1 == usize::from(area.height) && i + 1 < words.lines.len();
        if is_cut || line.is_none() {
            paint::text(buffer, end.min(rect.right()), rect.y, rect.right() + 1, "…", look.theme.muted);
        }
    }
}

/// Draws the beginning of the claim in one line.
fn one_line(app: &App, look: &Look, buffer: &mut Buffer, words: &Words, area: Rect) {
    let Some(claim) = words.claims.first().filter(|_| !area.is_empty()) else { return };
    let text = app.articles[words.article].slice(*claim);
    let is_whole = words.claims.len() == 1 && !text.contains('\n');
    let fits = is_whole && cells::text_width(text) <= usize::from(area.width);
    let room = Rect { width: if fits { area.width } else { area.width - 1 }, ..area };
    // Claims over two paragraphs go on behind the end of the first.
    let first = text.split('\n').next().unwrap_or_default();
    let end = run(app, look, buffer, words, Span::new(claim.start, claim.start + first.len()), room);
    if !fits {
        paint::text(buffer, end, area.y, area.right(), "…", look.theme.muted);
    }
}

/// Draws bytes of a cell in a line; returns the first cell behind them.
fn run(app: &App, look: &Look, buffer: &mut Buffer, words: &Words, span: Span, area: Rect) -> u16 {
    runs::line(app, look, buffer, words.article, span, Some(&words.claims), &words.marks, area)
}
