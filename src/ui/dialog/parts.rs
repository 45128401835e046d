//! The witnesses in the annotation dialog: who is in, with which words.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::super::{Look, paint};
use crate::app::dialog::{Dialog, Field, Part};
use crate::app::{App, cells, rows, select};
use crate::article::Span;
use crate::case::Stand;

/// Rows of the sentence around the words of the witness under the cursor, at most.
const MOST_AROUND: usize = 6;

/// A row: runs of text with their styles.
pub(super) type Row = Vec<(String, Style)>;

/// Returns the rows of each part, in their order: those that are in take up to `most` rows, those that are out take one,
/// and the one under the cursor shows its words within their sentence.
pub(super) fn rows(app: &App, dialog: &Dialog, look: &Look, width: u16, most: usize) -> Vec<Vec<Row>> {
    let width = usize::from(width).max(1);
    let parts = dialog.parts.iter().enumerate().map(|(i, part)| {
        if dialog.field == Field::Witnesses && i == dialog.part {
            under_cursor(app, part, look, width)
        } else {
            let most = if part.out { 1 } else { most };
            at_rest(app, part, look, width, most)
        }
    });
    parts.collect()
}

/// Draws the parts; `line` gives the place of each row that is on the screen.
pub(super) fn draw(
    app: &App,
    dialog: &Dialog,
    look: &Look,
    frame: &mut Frame<'_>,
    parts: &[Vec<Row>],
    line: &dyn Fn(i32) -> Option<Rect>,
) {
    let mut y = 0;
    for (i, rows) in parts.iter().enumerate() {
        let here = dialog.field == Field::Witnesses && i == dialog.part;
        for (k, row) in rows.iter().enumerate() {
            if let Some(rect) = line(y) {
                draw_row(app, frame, rect, row);
                if here && k == 0 {
                    paint::text(
                        frame.buffer_mut(),
                        rect.x,
                        rect.y,
                        rect.right(),
                        look.glyphs.pointer,
                        look.theme.hint_key,
                    );
                    frame.set_cursor_position(Position { x: rect.x, y: rect.y });
                }
            }
            y += 1;
        }
    }
}

fn draw_row(app: &App, frame: &mut Frame<'_>, rect: Rect, row: &Row) {
    let mut x = rect.x + 2;
    for (text, style) in row {
        x = paint::words(app, frame.buffer_mut(), (x, rect.y), rect.right(), text, *style);
    }
}

/// Returns whether the part is in, its article and its stand; none of it relies on colour.
fn head(app: &App, part: &Part) -> String {
    let name = match part.article {
        Some(article) => format!("{} {}", article + 1, app.name_within(article, 14)),
        None => part.before.as_ref().map_or_else(String::new, |w| app.name_of_id(&w.article)),
    };
    let stand = match part.stand {
        Stand::Silent => "not found",
        _ if part.out => "out",
        Stand::Agrees => "agrees",
        Stand::Differs => "differs",
    };
    let pad = 17usize.saturating_sub(cells::text_width(&name));
    format!("[{}] {name}{:pad$} {stand:<9}  ", if part.out { " " } else { "x" }, "")
}

fn style(part: &Part, look: &Look) -> Style {
    match (part.out, part.stand) {
        (true, _) => look.theme.muted,
        (_, Stand::Silent) => look.theme.silent,
        _ => look.theme.text,
    }
}

fn words(app: &App, part: &Part) -> Option<String> {
    if part.stand == Stand::Silent {
        return None;
    }
    match (part.article, part.span) {
        (Some(article), Some(span)) => Some(app.articles[article].slice(span).to_owned()),
        _ => part.before.as_ref().and_then(|w| w.quote.as_ref()).map(|q| q.text.clone()),
    }
}

fn at_rest(app: &App, part: &Part, look: &Look, width: usize, most: usize) -> Vec<Row> {
    let says = if part.says.is_empty() { String::new() } else { format!("{}: ", part.says) };
    let words = words(app, part).map_or_else(String::new, |w| format!("{says}“{w}”"));
    let text = format!("{}{words}", head(app, part));
    let room = width.saturating_sub(2).max(1);
    let mut lines: Vec<String> = Vec::new();
    rows::wrap(&text, room, &mut |a, b| lines.push(text[a..b].to_owned()));
    if lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(cells::fit(&rest, room));
    }
    lines.into_iter().map(|line| vec![(line, style(part, look))]).collect()
}

/// Returns the rows of the part under the cursor: its words stand out in the sentence that they can be widened to.
fn under_cursor(app: &App, part: &Part, look: &Look, width: usize) -> Vec<Row> {
    let theme = &look.theme;
    let says = if part.says.is_empty() { String::new() } else { format!("says {}", part.says) };
    let mut out = vec![vec![(format!("{}{says}", head(app, part)), theme.title)]];
    let (Some(article), Some(span)) = (part.article, part.span) else {
        let mut rest = at_rest(app, part, look, width, MOST_AROUND);
        rest.drain(..rest.len().min(1));
        out.extend(rest);
        return out;
    };
    if part.stand == Stand::Silent {
        return out;
    }
    let article = &app.articles[article];
    let around = select::sentences(article, span);
    let mut lines: Vec<Span> = Vec::new();
    rows::wrap(article.slice(around), width.saturating_sub(6).max(1), &mut |a, b| {
        lines.push(Span::new(a, b).shift(around.start));
    });
    for line in around_words(&lines, span) {
        let Some(line) = line else {
            out.push(vec![("    …".into(), theme.muted)]);
            continue;
        };
        let inside = line.overlap(span).unwrap_or(Span::new(line.end, line.end));
        let runs = [
            (Span::new(line.start, inside.start), theme.muted),
            (inside, theme.selection),
            (Span::new(inside.end, line.end), theme.muted),
        ];
        let runs = runs.into_iter().map(|(run, style)| (article.slice(run).to_owned(), style));
        out.push([("    ".to_owned(), theme.muted)].into_iter().chain(runs).collect());
    }
    out
}

/// Returns the rows about the words, with a gap where there are too many: both ends of the words stay in sight.
fn around_words(lines: &[Span], words: Span) -> Vec<Option<Span>> {
    if lines.len() < MOST_AROUND {
        return lines.iter().copied().map(Some).collect();
    }
    let touched = |l: &Span| l.overlap(words).is_some();
    let first = lines.iter().position(touched).unwrap_or(0);
    let last = lines.iter().rposition(touched).unwrap_or(first);
    let (first, last) = (first.saturating_sub(1), (last + 1).min(lines.len().saturating_sub(1)));
    let near = lines.get(first..=last).unwrap_or(lines);
    if near.len() <= MOST_AROUND {
        return near.iter().copied().map(Some).collect();
    }
    let (head, tail) = (&near[..MOST_AROUND / 2], &near[near.len() - MOST_AROUND / 2 + 1..]);
    let shown = |lines: &[Span]| lines.iter().copied().map(Some).collect::<Vec<_>>();
    [shown(head), vec![None], shown(tail)].concat()
}
