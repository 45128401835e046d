//! The title line above and the hint line below.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::hints::{self, Hint};
use super::{Look, paint, pending};
use crate::app::action::Action;
use crate::app::threads::Filter;
use crate::app::{App, Status, Tone, View, cells, rows};

/// Said in the title while changes could not be saved.
const NOT_SAVED: &str = "NOT SAVED";

/// Draws the title with its counts.
pub(super) fn title(app: &App, look: &Look, frame: &mut Frame<'_>) {
    let area = app.scene.layout.title;
    if area.is_empty() {
        return;
    }
    let buffer = frame.buffer_mut();
    let mut end = area.right().saturating_sub(1);
    if app.saving.failed.is_some() {
        end = end.saturating_sub(NOT_SAVED.len() as u16);
        paint::text(buffer, end.max(area.x), area.y, area.right(), NOT_SAVED, look.theme.wrong);
        end = end.saturating_sub(2);
    }
    let dot = format!(" {} ", look.glyphs.dot);
    let room = end.saturating_sub(area.x + 1);
    let right = where_it_stands(app, &dot, look.glyphs.times);
    // Where there is little room, the matches off the screen are what the reader needs to know.
    let fits = |right: &String| room.saturating_sub(cells::text_width(right) as u16 + 2) >= 12;
    let off = elsewhere(app, look.glyphs.times).filter(|_| app.view == View::Panes && !fits(&right));
    let right = off.unwrap_or(right);
    let right_width = cells::text_width(&right) as u16;
    let left = Rect { x: area.x + 1, width: room.saturating_sub(right_width + 2), ..area };
    let left = if left.width < 12 { Rect { width: room, ..left } } else { left };
    let name = app.case.title.as_deref().unwrap_or("Variorum");
    let counts =
        counts(app, &dot, usize::from(left.width).saturating_sub(cells::text_width(name).min(12) + 3));
    let name =
        cells::fit(name, usize::from(left.width).saturating_sub(cells::text_width(&counts) + 3).max(12));
    let x = paint::said(app, buffer, left, &name, look.theme.title);
    let rest = Rect { x, width: left.right().saturating_sub(x), ..left };
    paint::said(app, buffer, rest, &format!("{dot}{counts}"), look.theme.muted);
    if left.width < room {
        paint::text(buffer, end.saturating_sub(right_width), area.y, end, &right, look.theme.muted);
    }
}

/// Returns the counts that fit into so many cells; what matters least is left out first.
fn counts(app: &App, dot: &str, room: usize) -> String {
    let some = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let articles = some(app.articles.len(), "article");
    let annotations = some(app.case.annotations.len(), "annotation");
    let reading = app.loading.text().filter(|_| app.loading.shown);
    let is_whole = app.articles.iter().all(|a| a.is_whole());
    let found = match app.aligning {
        _ if reading.is_some() => reading.into_iter().collect(),
        Some(_) if !is_whole => Vec::new(),
        Some(done) => vec![format!("aligning {:.0} %", done * 100.0)],
        None if app.articles.len() > 1 => {
            let (open, all) = (app.open_suspects().len(), app.index.alignment.suspects.len());
            let suspects = some(all, "suspect");
            let suspects = if open == all { suspects } else { format!("{open} of {suspects} open") };
            let (threads, shown) = (app.index.alignment.threads.len(), app.threads.rows.len());
            let filter = app.threads.filter;
            match filter {
                Filter::All => vec![some(threads, "thread"), suspects],
                // What is left out on a narrow screen is not the filter.
                Filter::OneArticle => vec![suspects, format!("{} {}", some(shown, "passage"), filter.text())],
                _ => vec![suspects, format!("{shown} of {} {}", some(threads, "thread"), filter.text())],
            }
        }
        None => Vec::new(),
    };
    let last = found.last().cloned();
    let choices = [
        [vec![articles.clone()], found, vec![annotations.clone()]].concat(),
        [vec![articles], last.iter().cloned().collect(), vec![annotations.clone()]].concat(),
        last.iter().cloned().chain([annotations]).collect(),
    ];
    let joined = choices.into_iter().map(|parts| parts.join(dot));
    let mut fitting = joined.filter(|c| cells::text_width(c) <= room);
    fitting.next().or(last).unwrap_or_default()
}

fn where_it_stands(app: &App, dot: &str, times: &str) -> String {
    let shown = app.scene.layout.panes.len();
    let view = match app.view {
        View::Annotations if app.list.rows.is_empty() => "annotations".to_owned(),
        View::Annotations => format!("annotations, {} of {}", app.list.cursor + 1, app.list.rows.len()),
        View::Synopsis | View::Coverage => rows(app),
        View::Panes if app.zoomed => format!("pane {} alone", app.focus + 1),
        View::Panes if shown < app.arrangement.order.len() => {
            let first = app.scene.layout.first + 1;
            let last = first + shown - 1;
            let all = app.arrangement.order.len();
            if first == last {
                format!("pane {first} of {all}")
            } else {
                format!("panes {first}–{last} of {all}")
            }
        }
        View::Panes => "panes".to_owned(),
    };
    let hidden = app.articles.len().saturating_sub(app.arrangement.order.len());
    let view = if hidden > 0 { format!("{view}{dot}{hidden} hidden") } else { view };
    let view = match elsewhere(app, times) {
        Some(elsewhere) if app.view == View::Panes => format!("{elsewhere}{dot}{view}"),
        _ => view,
    };
    if app.articles.len() < 2 || app.view != View::Panes {
        return view;
    }
    format!("{view}{dot}{}", if app.locked { "locked" } else { "unlocked" })
}

/// Says in which articles that are not on the screen the cursor's passage has matches, and how many where there are several.
fn elsewhere(app: &App, times: &str) -> Option<String> {
    let one = |(article, count): &(usize, usize)| match count {
        1 => (article + 1).to_string(),
        _ => format!("{}{times}{count}", article + 1),
    };
    let articles: Vec<String> = app.scene.elsewhere.iter().map(one).collect();
    (!articles.is_empty()).then(|| format!("also in {}", articles.join(" ")))
}

/// Says which view of the threads it is, and which of them the cursor stands on.
fn rows(app: &App) -> String {
    let name = if app.view == View::Synopsis { "synopsis" } else { "coverage" };
    match app.threads.rows.len() {
        0 => name.to_owned(),
        count => format!("{name}, {} of {count}", app.threads.cursor + 1),
    }
}

/// Draws the hints, or what may follow the pressed keys, and the message.
///
/// The key that shows all keys always has its place at the end; of what does not fit beside the message, the hints in
/// the middle go first.
pub(super) fn line(app: &App, look: &Look, frame: &mut Frame<'_>) {
    let area = app.scene.layout.status;
    if area.is_empty() {
        return;
    }
    let buffer = frame.buffer_mut();
    paint::clear(buffer, area, look.theme.text);
    if is_pending(app) {
        return pending::draw(app, look, frame);
    }
    let line = Line::of(app);
    if line.says_not_saved {
        paint::text(buffer, area.x + 1, area.y, area.right(), NOT_SAVED, look.theme.wrong);
    }
    if let Some(status) = &app.status {
        draw_status(app, look, buffer, status, &line);
    }
    for (x, hint) in &line.hints {
        let x = paint::text(buffer, *x, area.y, area.right(), &hint.keys, look.theme.hint_key);
        paint::text(buffer, x + 1, area.y, area.right(), &hint.text, look.theme.muted);
    }
}

/// Returns what the hint under a cell of the screen does.
pub(super) fn hint_at(app: &App, cell: Position) -> Option<Action> {
    if !app.scene.layout.status.contains(cell) || is_pending(app) {
        return None;
    }
    let hints = Line::of(app).hints.into_iter();
    let mut under = hints.filter(|(x, hint)| (*x..x + hint.width() as u16).contains(&cell.x));
    under.next().and_then(|(_, hint)| hint.action)
}

fn is_pending(app: &App) -> bool {
    !app.pressed.is_empty() || app.count.is_some()
}

/// Where things stand on the line.
struct Line {
    /// That the last changes are not saved is said here, since there is no title.
    says_not_saved: bool,
    /// Cells of the message; 0 when it stands above the line.
    message: u16,
    /// Rows above the line on which the message stands.
    above: Vec<String>,
    /// The hints that fit, with their columns.
    hints: Vec<(u16, Hint)>,
}

impl Line {
    fn of(app: &App) -> Line {
        let area = app.scene.layout.status;
        let (front, end) = hints::hints(app);
        let last = end.last().map_or(0, Hint::width) as u16;
        let mut room = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
        let says_not_saved = app.saving.failed.is_some() && app.scene.layout.title.is_empty();
        if says_not_saved {
            let x = (room.x + NOT_SAVED.len() as u16).min(area.right()) + 2;
            room = Rect { x, width: area.right().saturating_sub(x), ..room };
        }
        let (mut message, mut above) = (0, Vec::new());
        if let Some(status) = &app.status {
            let free = room.width.saturating_sub(if last > 0 { last + 3 } else { 1 });
            let free = free.min(area.width.saturating_sub(2));
            above = rows_above(app, status, free);
            message = if above.is_empty() { (cells::text_width(&status.text) as u16).min(free) } else { 0 };
            room.width = room.width.saturating_sub(message + 3);
        }
        Line { says_not_saved, message, above, hints: placed(room, &front, &end) }
    }
}

/// Returns the rows above the line that a message takes which is wrong and does not fit; none for others.
fn rows_above(app: &App, status: &Status, free: u16) -> Vec<String> {
    let area = app.scene.layout.status;
    let above = area.y.saturating_sub(app.scene.layout.title.bottom());
    let fits = cells::text_width(&status.text) <= usize::from(free);
    if status.tone != Tone::Wrong || fits || above <= 3 || !app.overlays.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let room = usize::from(area.width.saturating_sub(2)).max(1);
    rows::wrap(&status.text, room, &mut |a, b| lines.push(status.text[a..b].to_owned()));
    lines.truncate(3);
    lines
}

/// Draws the message at the right end of the line, or on rows above it.
fn draw_status(app: &App, look: &Look, buffer: &mut Buffer, status: &Status, line: &Line) {
    let area = app.scene.layout.status;
    let style = match status.tone {
        Tone::Done => look.theme.done,
        Tone::Refused => look.theme.refused,
        Tone::Wrong => look.theme.wrong,
    };
    let shown = line.above.len() as u16;
    for (i, text) in line.above.iter().enumerate() {
        let row = Rect { y: area.y - shown + i as u16, ..area };
        paint::clear(buffer, row, look.theme.text);
        paint::said(
            app,
            buffer,
            Rect { x: row.x + 1, width: row.width.saturating_sub(2), ..row },
            text,
            style,
        );
    }
    if line.above.is_empty() {
        let x = area.right().saturating_sub(line.message + 1).max(area.x);
        paint::said(app, buffer, Rect { x, width: line.message, ..area }, &status.text, style);
    }
}

/// Places as many hints as fit, never half of one: the last of all, then those in front, then the others at the end.
fn placed(area: Rect, front: &[Hint], end: &[Hint]) -> Vec<(u16, Hint)> {
    let mut free = usize::from(area.width);
    let mut take = |hint: &Hint| {
        let fits = hint.width() <= free;
        free = free.saturating_sub(if fits { hint.width() + 2 } else { 0 });
        fits
    };
    let last = end.last().filter(|h| take(h));
    let mut shown: Vec<&Hint> = Vec::new();
    let before_last = end.split_last().map_or(&[][..], |(_, rest)| rest);
    // The first two in front matter more than what stands before the last one.
    let (first, rest) = front.split_at(front.len().min(2));
    shown.extend(first.iter().filter(|h| take(h)));
    let closing: Vec<&Hint> = before_last.iter().filter(|h| take(h)).collect();
    shown.extend(rest.iter().take_while(|h| take(h)));
    let mut x = area.x;
    let place = |hint: &Hint| {
        let at = x;
        x += hint.width() as u16 + 2;
        (at, hint.clone())
    };
    shown.into_iter().chain(closing).chain(last).map(place).collect()
}
