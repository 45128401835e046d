//! Where things stand on the screen: a pure function of its size and of what is shown.

use ratatui::layout::Rect;

/// What the geometry depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wants {
    /// Panes that could be shown.
    pub panes: usize,
    /// The pane that must be shown.
    pub focus: usize,
    /// The first pane shown before; kept where it can be.
    pub first: usize,
    /// Cells that a pane should have at least, its border included.
    pub min_width: u16,
    /// Cells of text that a pane should have at most; 0 for no limit.
    pub max_text: u16,
    /// Marks in the gutter.
    pub marks: u16,
    /// Whether a map stands at the right edge of panes that have room for it.
    pub map: bool,
    /// Rows that the apparatus would like, its heading included; 0 when it is hidden.
    pub apparatus: u16,
    /// The share of the height that the apparatus may take, in per cent.
    pub apparatus_share: u16,
    /// How wide the panes are beside each other, from the first that could be shown on; a missing one counts as the
    /// average.
    pub weights: Vec<u16>,
}

/// The rectangles of the reading view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The line with the title and the counts; empty on a tiny screen.
    pub title: Rect,
    /// The panes from left to right.
    pub panes: Vec<PaneLayout>,
    /// The first pane that is shown.
    pub first: usize,
    /// The apparatus; empty when hidden.
    pub apparatus: Rect,
    /// The line with hints and messages; empty on a tiny screen.
    pub status: Rect,
}

/// The rectangles of one pane.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PaneLayout {
    /// All of it but the border on its right.
    pub area: Rect,
    /// Number, short name and title.
    pub head: Rect,
    /// The marks.
    pub gutter: Rect,
    /// The text.
    pub text: Rect,
    /// The map of the article; empty where there is no room.
    pub map: Rect,
    /// The border on its right; empty for the last pane.
    pub border: Rect,
}

/// Computes the rectangles of the reading view.
pub fn layout(size: Rect, wants: Wants) -> Layout {
    let title_rows = u16::from(size.height >= 6);
    let status_rows = u16::from(size.height >= 3);
    let body = size.height - title_rows - status_rows;
    let most = (u32::from(body) * u32::from(wants.apparatus_share) / 100) as u16;
    // Below three rows there is no room for a heading and words beside the text.
    let apparatus_rows = if most >= 3 { wants.apparatus.min(most) } else { 0 };
    let pane_rows = body - apparatus_rows;

    let line = |y: u16, height: u16| Rect { x: size.x, y: size.y + y, width: size.width, height };
    let mut out = Layout {
        title: line(0, title_rows),
        apparatus: line(title_rows + pane_rows, apparatus_rows),
        status: line(size.height - status_rows, status_rows),
        ..Layout::default()
    };
    let shown = fitting(size.width, &wants);
    out.first = window(&wants, shown);
    let body = line(title_rows, pane_rows);
    let edges = edges(body.width, wants.weights.get(out.first..out.first + shown), shown);
    out.panes =
        edges.windows(2).enumerate().map(|(i, e)| pane(body, (e[0], e[1]), i + 1 == shown, &wants)).collect();
    out
}

fn fitting(width: u16, wants: &Wants) -> usize {
    let fits = usize::from(width / wants.min_width.max(4));
    fits.clamp(1, wants.panes.max(1)).min(wants.panes)
}

/// Moves the window of shown panes no further than the focus asks for.
fn window(wants: &Wants, shown: usize) -> usize {
    let last = wants.panes.saturating_sub(shown);
    let first = wants.first.min(wants.focus);
    first.max((wants.focus + 1).saturating_sub(shown)).min(last)
}

/// Cells that a pane keeps beside wider ones, where there are enough.
pub const NARROWEST: u16 = 14;

/// Cells of text that a pane keeps beside a map.
const BESIDE_MAP: u16 = 20;

/// Returns where the panes begin, and where the last one ends.
fn edges(width: u16, weights: Option<&[u16]>, shown: usize) -> Vec<u16> {
    let even = || vec![1; shown];
    let weights = weights.filter(|w| w.iter().all(|w| *w > 0)).map_or_else(even, <[u16]>::to_vec);
    let all: u64 = weights.iter().map(|w| u64::from(*w)).sum();
    let mut sum = 0;
    let mut edges = vec![0];
    for weight in &weights {
        sum += u64::from(*weight);
        edges.push((u64::from(width) * sum / all.max(1)) as u16);
    }
    let least = NARROWEST.min(width / (shown.max(1) as u16));
    for i in 1..edges.len() {
        edges[i] = edges[i].max(edges[i - 1] + least);
    }
    // What that pushed over the end is taken back from there.
    let last = edges.len() - 1;
    edges[last] = width;
    for i in (1..last).rev() {
        edges[i] = edges[i].min(edges[i + 1] - least.min(edges[i + 1]));
    }
    edges
}

fn pane(body: Rect, (left, right): (u16, u16), is_last: bool, wants: &Wants) -> PaneLayout {
    let border_width = u16::from(!is_last && right - left > 4);
    let width = right - left - border_width;
    let area = Rect { x: body.x + left, width, ..body };
    let head_rows = u16::from(body.height >= 4);
    let head = Rect { height: head_rows, ..area };
    let below = Rect { y: area.y + head_rows, height: area.height - head_rows, ..area };
    // A cursor bar, a mark per article, a sign, a blank; narrow panes keep the bar, the sign and the blank.
    let full = wants.marks + 3;
    let gutter_width = match width {
        0..=9 => 0,
        _ if width < full + 16 => 3,
        _ => full,
    };
    let gutter = Rect { width: gutter_width, ..below };
    let room = width - gutter_width;
    let map_width = u16::from(wants.map && room >= BESIDE_MAP + 2 && below.height > 1);
    let room = room - map_width;
    // One cell stays free before the map or the border, so that words do not touch it.
    let room = if map_width + border_width > 0 && room > 12 { room - 1 } else { room };
    let text_width = if wants.max_text > 0 { room.min(wants.max_text) } else { room };
    let text = Rect { x: below.x + gutter_width, width: text_width, ..below };
    let map = Rect { x: text.right() + map_width, width: map_width, ..below };
    let border = Rect { x: area.x + width, width: border_width, ..body };
    PaneLayout { area, head, gutter, text, map, border }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inside(outer: Rect, inner: Rect) -> bool {
        inner.is_empty() || outer.intersection(inner) == inner
    }

    proptest! {
        #[test]
        fn everything_stays_on_the_screen_at_any_size(
            width in 0u16..300, height in 0u16..100, panes in 0usize..25, focus in 0usize..25,
            first in 0usize..25, marks in 0u16..9, apparatus in 0u16..30, share in 0u16..=100,
            weights in prop::collection::vec(1u16..10_000, 0..25), map: bool,
        ) {
            let size = Rect { x: 0, y: 0, width, height };
            let focus = focus.min(panes.saturating_sub(1));
            let wants = Wants { panes, focus, first, min_width: 34, max_text: 72, marks, map, apparatus, apparatus_share: share, weights };
            let found = layout(size, wants);
            for rect in [found.title, found.apparatus, found.status] {
                prop_assert!(inside(size, rect));
            }
            for pane in &found.panes {
                for rect in [pane.area, pane.head, pane.gutter, pane.text, pane.map, pane.border] {
                    prop_assert!(inside(size, rect), "{pane:?}");
                }
                prop_assert!(width == 0 || pane.text.width > 0, "{pane:?}");
                prop_assert!(pane.map.is_empty() || pane.text.right() < pane.map.x, "{pane:?}");
            }
            if panes > 0 {
                prop_assert!((found.first..found.first + found.panes.len()).contains(&focus));
            }
        }
    }
}
