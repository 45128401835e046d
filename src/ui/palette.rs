//! The palette: a line to type in, and the entries that fit.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, paint};
use crate::app::cells;
use crate::app::mouse::Target;
use crate::app::palette::{Entry, Palette, Pick};

/// Draws the palette and puts the terminal's cursor into its line.
pub(super) fn draw(palette: &Palette, look: &Look, frame: &mut Frame<'_>) {
    let window = window(frame.area());
    let inside = paint::window(frame.buffer_mut(), window, "palette", look);
    if inside.is_empty() {
        return;
    }
    let line = Rect { height: 1, ..inside };
    let cursor = typed(palette, look, frame.buffer_mut(), line);
    frame.set_cursor_position(cursor);
    entries(palette, look, frame.buffer_mut(), list(inside));
}

/// Returns the place of the window; it keeps its height while one types.
fn window(screen: Rect) -> Rect {
    let width = screen.width.saturating_sub(4).clamp(1, 96).max(screen.width.min(40));
    let height = (screen.height * 2 / 3).max(8).min(screen.height);
    Rect { y: screen.y + (screen.height - height) / 4, ..paint::centred(screen, width, height) }
}

/// Returns the place of the entries within the window.
fn list(inside: Rect) -> Rect {
    Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside }
}

/// Returns the first entry that is shown.
fn top(palette: &Palette, height: u16) -> usize {
    (palette.cursor + 1).saturating_sub(usize::from(height).max(1))
}

/// Returns what stands under a cell.
pub(super) fn target(palette: &Palette, screen: Rect, cell: Position) -> Option<Target> {
    let window = window(screen);
    let list = list(paint::inside(window));
    let entry = || top(palette, list.height) + usize::from(cell.y - list.y);
    match () {
        () if list.contains(cell) && entry() < palette.entries.len() => Some(Target::Entry(entry())),
        () => window.contains(cell).then_some(Target::Window),
    }
}

fn typed(palette: &Palette, look: &Look, buffer: &mut Buffer, area: Rect) -> Position {
    let text = palette.typed();
    let column = palette.text.cursor().1;
    let before: String = text.chars().take(column).collect();
    let room = usize::from(area.width.saturating_sub(2));
    // A line longer than the window shows its end.
    let cut = before.char_indices().map(|(i, _)| i).find(|i| cells::text_width(&before[*i..]) <= room);
    let cut = cut.unwrap_or(0);
    let x = paint::text(buffer, area.x, area.y, area.right(), ":", look.theme.hint_key);
    paint::text(buffer, x, area.y, area.right(), &text[cut..], look.theme.text);
    let x = x + cells::text_width(&before[cut..]) as u16;
    Position { x: x.min(area.right().saturating_sub(1)), y: area.y }
}

fn entries(palette: &Palette, look: &Look, buffer: &mut Buffer, area: Rect) {
    if palette.entries.is_empty() {
        let line = Rect { height: area.height.min(1), ..area };
        paint::line(buffer, line, "nothing is called that", look.theme.refused);
        return;
    }
    let height = usize::from(area.height);
    let top = top(palette, area.height);
    let names = palette.entries.iter().map(|e| cells::text_width(&e.name)).max().unwrap_or(0);
    let names = names.min(usize::from(area.width) / 2).max(8) as u16;
    for (i, (number, entry)) in palette.entries.iter().enumerate().skip(top).take(height).enumerate() {
        let row = Rect { y: area.y + i as u16, height: 1, ..area };
        draw_entry(entry, number == palette.cursor, names, look, buffer, row);
    }
}

fn draw_entry(entry: &Entry, picked: bool, names: u16, look: &Look, buffer: &mut Buffer, area: Rect) {
    let theme = &look.theme;
    if picked {
        paint::text(buffer, area.x, area.y, area.right(), look.glyphs.pointer, theme.hint_key);
    }
    let mut x = area.x + 2;
    let end = (x + names).min(area.right());
    for (i, c) in entry.name.chars().enumerate() {
        let base = if picked { theme.title } else { theme.text };
        let style = if entry.marked.contains(&(i as u32)) { base.patch(theme.hint_key) } else { base };
        x = paint::text(buffer, x, area.y, end, &c.to_string(), style);
    }
    // Keys stand at the right end where text and keys both fit; an argument stands behind its command.
    let keys = cells::text_width(&entry.keys) as u16;
    let text_x = end + 2;
    let room = area.right().saturating_sub(text_x);
    let with_keys = keys > 0 && room > keys + 12;
    let width = if with_keys { room - keys - 2 } else { room };
    paint::line(buffer, Rect { x: text_x, width, ..area }, &entry.text, theme.muted);
    if with_keys {
        let style = if matches!(entry.pick, Pick::Fill(_)) { theme.muted } else { theme.hint_key };
        paint::text(buffer, area.right() - keys, area.y, area.right(), &entry.keys, style);
    }
}
