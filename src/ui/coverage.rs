//! The coverage: a map of threads by articles, what each article has of its own, and what the cursor stands on.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Look, paint, synopsis};
use crate::app::coverage::{CoverageScene, Heat, Line, Spot, table_articles};
use crate::app::index::Share;
use crate::app::{App, cells, rows};

/// Draws the coverage.
pub(super) fn draw(app: &App, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let scene = &app.scene.coverage;
    if scene.lines.is_empty() {
        synopsis::empty(app, look, frame, area);
        return;
    }
    let buffer = frame.buffer_mut();
    head(app, look, buffer, scene);
    for (i, line) in scene.lines.iter().enumerate() {
        let y = scene.layout.side.y + i as u16;
        side(app, look, buffer, scene, scene.top + i, y);
        for (c, column) in scene.layout.columns.iter().enumerate() {
            let rect = Rect { y, height: 1, ..*column };
            spots(look, buffer, (line, scene.layout.is_paired), c, rect);
        }
    }
    table(app, look, buffer, scene.layout.table);
    strip(app, look, buffer, scene);
    if let Some(cell) = cursor(app, scene) {
        brackets(look, frame.buffer_mut(), cell);
        if app.overlays.is_empty() {
            frame.set_cursor_position(spoken(scene, cell));
        }
    }
}

/// Returns where the terminal's own cursor stands: on the words of the passage, which can be read out; where there is
/// no room for them on the map.
fn spoken(scene: &CoverageScene, cell: Rect) -> Position {
    let strip = scene.layout.strip;
    let has_words = strip.height > 2 && scene.here.as_ref().is_some_and(|here| here.words.is_some());
    if has_words { Position { x: strip.x + 1, y: strip.y + 1 } } else { Position { x: cell.x, y: cell.y } }
}

/// Returns the cell of the map under the cursor.
fn cursor(app: &App, scene: &CoverageScene) -> Option<Rect> {
    let column = scene.articles.iter().position(|a| *a == app.focus)?;
    let line = (app.threads.cursor / scene.layout.per_line()).checked_sub(scene.top)?;
    let column = scene.layout.columns.get(column)?;
    (line < usize::from(column.height)).then(|| Rect { y: column.y + line as u16, height: 1, ..*column })
}

/// Returns the part of a column's cells that its blocks fill, and the cell of its sign.
fn parts(column: Rect) -> (Rect, Option<u16>) {
    match column.width {
        0 | 1 => (column, None),
        2 | 3 => (Rect { width: column.width - 1, ..column }, Some(column.right() - 1)),
        // A cell on either side stays free for the cursor's brackets.
        width => (Rect { x: column.x + 1, width: width - 3, ..column }, Some(column.right() - 2)),
    }
}

fn brackets(look: &Look, buffer: &mut Buffer, cell: Rect) {
    if cell.width >= 4 {
        paint::cell(buffer, cell.x, cell.y, "[", look.theme.hint_key);
        paint::cell(buffer, cell.right() - 1, cell.y, "]", look.theme.hint_key);
    }
}

fn head(app: &App, look: &Look, buffer: &mut Buffer, scene: &CoverageScene) {
    if scene.layout.head.is_empty() {
        return;
    }
    for (column, article) in scene.layout.columns.iter().zip(&scene.articles) {
        let style = if *article == app.focus { look.theme.head_focused } else { look.theme.head };
        let number = (article + 1).to_string();
        let text = if column.width >= 4 { format!(" {number} ") } else { number };
        let line = Rect { y: scene.layout.head.y, height: 1, ..*column };
        paint::text(buffer, line.x, line.y, line.right(), &text, style);
    }
}

/// Draws the number of a line's upper row; on the line of the cursor that of its own row, and which half it is of two.
fn side(app: &App, look: &Look, buffer: &mut Buffer, scene: &CoverageScene, line: usize, y: u16) {
    let area = Rect { y, height: 1, ..scene.layout.side };
    let per_line = scene.layout.per_line();
    let here = app.threads.cursor / per_line == line;
    let row = if here { app.threads.cursor } else { per_line * line };
    let style = if here { look.theme.title } else { look.theme.muted };
    if here {
        paint::text(buffer, area.x, y, area.right(), look.glyphs.pointer, look.theme.hint_key);
    }
    let digits = usize::from(area.width.saturating_sub(3));
    let x = paint::text(buffer, area.x + 1, y, area.right(), &format!("{:>digits$}", row + 1), style);
    if here && scene.layout.is_paired {
        let half = if row % 2 == 0 { look.glyphs.upper } else { look.glyphs.lower };
        paint::text(buffer, x, y, area.right(), half, look.theme.hint_key);
    }
}

/// Draws what one article has of a row, or of two in half a block each, and a sign for a suspect or an annotation.
fn spots(look: &Look, buffer: &mut Buffer, (line, is_paired): (&Line, bool), column: usize, area: Rect) {
    let of = |row: &Vec<Spot>| row.get(column).copied().unwrap_or_default();
    let upper = of(&line.upper);
    let lower = if is_paired { line.lower.as_ref().map(of).unwrap_or_default() } else { upper };
    let (blocks, sign) = parts(area);
    for x in blocks.left()..blocks.right() {
        let (glyph, style) = halves(look, upper.heat, lower.heat, (x - blocks.left()) % 2 == 1);
        paint::cell(buffer, x, blocks.y, glyph, style);
    }
    let any = |has: fn(&Spot) -> bool| has(&upper) || has(&lower);
    let (glyph, style) = match () {
        () if any(|s| s.annotated) => (look.glyphs.annotation, look.theme.hint_key),
        () if any(|s| s.suspect) => (look.glyphs.suspect, look.theme.refused),
        () => return,
    };
    if let Some(x) = sign {
        paint::cell(buffer, x, area.y, glyph, style);
    }
}

/// Returns the glyph and style of two halves of a cell. Own words leave every second cell free, so that they are told from
/// the same words without colour.
fn halves(look: &Look, upper: Heat, lower: Heat, is_second: bool) -> (&'static str, Style) {
    let glyphs = &look.glyphs;
    if is_second && (upper, lower) != (Heat::None, Heat::None) {
        let seen = |heat| if heat == Heat::Words { Heat::None } else { heat };
        return match (seen(upper), seen(lower)) {
            (Heat::None, Heat::None) => (" ", look.theme.text),
            (upper, lower) => halves(look, upper, lower, false),
        };
    }
    let style = |heat: Heat| if heat == Heat::Verbatim { look.theme.heat_high } else { look.theme.heat_low };
    match (upper, lower) {
        (Heat::None, Heat::None) => (glyphs.not, look.theme.gutter_off),
        (upper, Heat::None) => (glyphs.upper, style(upper)),
        (Heat::None, lower) => (glyphs.lower, style(lower)),
        (upper, lower) if upper == lower => (glyphs.both, style(upper)),
        // Only with colours can one cell show two degrees. Own words are drawn, not left as ground: ground cannot be dim.
        (upper, _) => match (look.theme.heat_high.fg, look.theme.heat_low.fg) {
            (Some(high), Some(_)) if glyphs.upper == "▀" => {
                let own = if upper == Heat::Verbatim { glyphs.lower } else { glyphs.upper };
                (own, look.theme.heat_low.bg(high))
            }
            _ => (glyphs.both, style(upper.min(lower))),
        },
    }
}

/// Draws a line per article: what share of it stands elsewhere, and what only it says.
fn table(app: &App, look: &Look, buffer: &mut Buffer, area: Rect) {
    if area.is_empty() {
        return;
    }
    let order = app.order();
    let names = order.iter().map(|a| cells::text_width(&app.name(*a))).max().unwrap_or(0).min(18);
    let shown = table_articles(area.height, &order, app.focus);
    for (i, article) in shown.iter().copied().enumerate() {
        let line = Rect { y: area.y + 1 + i as u16, height: 1, ..area };
        let style = if article == app.focus { look.theme.title } else { look.theme.text };
        let share = app.index.share(article);
        let name = app.name_within(article, names);
        let pad = names.saturating_sub(cells::text_width(&name));
        let mut x = paint::said(app, buffer, line, &format!("{:>2} {name}{:pad$}  ", article + 1, ""), style);
        x = paint::text(buffer, x, line.y, line.right(), &format!("{:>6}  ", share.words), look.theme.muted);
        x = bar(look, buffer, share, Rect { x, width: line.right().saturating_sub(x).min(10), ..line });
        let text = format!(
            " {:>3} %     {:>3} %  ",
            Share::percent(share.elsewhere, share.words),
            Share::percent(share.only_here, share.words)
        );
        x = paint::text(buffer, x, line.y, line.right(), &text, look.theme.text);
        if let Some(source) = app.copy_of(article) {
            paint::text(
                buffer,
                x,
                line.y,
                line.right(),
                &format!("copy of {}", source + 1),
                look.theme.refused,
            );
        }
    }
    let head = format!("   {:names$}   words  {:10} elsewhere only here", "article", "");
    paint::said(app, buffer, Rect { height: 1, ..area }, &head, look.theme.muted);
}

fn bar(look: &Look, buffer: &mut Buffer, share: Share, area: Rect) -> u16 {
    let filled = usize::from(area.width) * Share::percent(share.elsewhere, share.words) / 100;
    for (i, x) in (area.left()..area.right()).enumerate() {
        let (glyph, style) = if i < filled {
            (look.glyphs.both, look.theme.heat_low)
        } else {
            (look.glyphs.not, look.theme.gutter_off)
        };
        paint::cell(buffer, x, area.y, glyph, style);
    }
    area.right()
}

/// Says what the cursor stands on, and what the map's characters mean where there is room.
fn strip(app: &App, look: &Look, buffer: &mut Buffer, scene: &CoverageScene) {
    let area = scene.layout.strip;
    let (Some(here), false) = (&scene.here, area.is_empty()) else { return };
    let theme = &look.theme;
    let rule = look.glyphs.rule;
    let end = area.right();
    let single = area.height == 1;
    let mut x = area.x;
    // Where there is one row, what is said comes first: the thread's number stands beside the map.
    if !single {
        x = paint::text(buffer, x, area.y, end, &format!("{rule} "), theme.border);
        x = paint::text(buffer, x, area.y, end, &here.title, theme.title);
        x = paint::text(buffer, x, area.y, end, &format!(" {rule} "), theme.border);
    }
    x = paint::words(app, buffer, (x, area.y), end, &here.article, theme.text);
    for sign in &here.signs {
        x = paint::text(buffer, x, area.y, end, &format!(" {rule} "), theme.border);
        x = paint::words(app, buffer, (x, area.y), end, sign, theme.refused);
    }
    if single {
        return;
    }
    x = paint::text(buffer, x, area.y, end, " ", theme.border);
    paint::rule(buffer, Rect { height: 1, ..area }, x, rule, theme.border);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    if let Some(text) = &here.words {
        words(app, text, look, buffer, body);
    }
    legend(look, buffer, Rect { y: area.bottom() - 1, height: 1, ..area });
}

/// Draws the words of a passage over the rows but the last, which is the legend's.
fn words(app: &App, text: &str, look: &Look, buffer: &mut Buffer, area: Rect) {
    let width = area.width.saturating_sub(2).max(1);
    let lines = area.height.saturating_sub(1);
    let mut y = area.y;
    let mut cut = false;
    let mut end = area.x;
    rows::wrap(text, usize::from(width), &mut |a, b| {
        if y < area.y + lines {
            end = paint::words(app, buffer, (area.x + 1, y), area.right(), &text[a..b], look.theme.text);
            y += 1;
        } else {
            cut = true;
        }
    });
    if cut && y > area.y {
        paint::text(buffer, end, y - 1, area.right(), "…", look.theme.muted);
    }
}

fn legend(look: &Look, buffer: &mut Buffer, area: Rect) {
    let (theme, glyphs) = (&look.theme, &look.glyphs);
    let parts = [
        (glyphs.both.repeat(3), theme.heat_high, "word for word"),
        (format!("{0} {0}", glyphs.both), theme.heat_low, "own words"),
        (glyphs.not.into(), theme.gutter_off, "not found"),
        (glyphs.suspect.into(), theme.refused, "suspect"),
        (glyphs.annotation.into(), theme.hint_key, "annotation"),
    ];
    let mut x = area.x + 1;
    for (glyph, style, text) in parts {
        let width = (cells::text_width(&glyph) + cells::text_width(text)) as u16 + 1;
        if x + width > area.right() {
            break;
        }
        x = paint::text(buffer, x, area.y, area.right(), &glyph, style) + 1;
        x = paint::text(buffer, x, area.y, area.right(), text, theme.muted) + 2;
    }
}
