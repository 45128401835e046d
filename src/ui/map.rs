//! The thin map of an article at the edge of its pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Look, paint};
use crate::app::map::{Share, Spot};

/// Draws a map: the left half of a cell is what other articles have too, the right half what is on the screen; signs stand
/// over both.
pub(super) fn draw(look: &Look, buffer: &mut Buffer, spots: &[Spot], area: Rect) {
    if area.is_empty() {
        return;
    }
    for (y, pair) in (area.top()..area.bottom()).zip(spots.chunks(2)) {
        let (glyph, style) = cell(look, pair);
        paint::cell(buffer, area.x, y, glyph, style);
    }
}

fn cell(look: &Look, pair: &[Spot]) -> (&'static str, Style) {
    let (theme, glyphs) = (&look.theme, &look.glyphs);
    let any = |is: fn(&Spot) -> bool| pair.iter().any(is);
    let shown = any(|s| s.shown);
    // A sign hides the half that says what is on the screen; being reversed says it too.
    let on = |style: Style| if shown { style.add_modifier(Modifier::REVERSED) } else { style };
    if any(|s| s.place) {
        return (glyphs.place, on(theme.hint_key));
    }
    if any(|s| s.annotated) {
        return (glyphs.annotation, on(theme.hint_key));
    }
    if any(|s| s.suspect) {
        // Muted: a report full of suspects would be a column of alarms beside the words that one reads.
        return (glyphs.suspect, on(theme.muted));
    }
    let bit = |nth: usize, is: fn(&Spot) -> bool| usize::from(pair.get(nth).is_some_and(is)) << nth;
    let shared = |s: &Spot| s.share > Share::None;
    let bits = bit(0, shared) | bit(1, shared) | (bit(0, |s| s.shown) | bit(1, |s| s.shown)) << 2;
    let style = match pair.iter().map(|s| s.share).max().unwrap_or_default() {
        Share::None => theme.border,
        Share::Some => theme.heat_low,
        Share::Most => theme.heat_high,
    };
    (glyphs.map[bits], style)
}
