//! What the mouse did, and what is remembered between its events.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::Timestamp;

use super::action::Action;
use super::dialog::Field;
use super::list::Sort;
use crate::article::Span;
use crate::case::{Confidence, Severity, Status};

/// Milliseconds within which a second press on the same cell is a double click.
const TWICE: i64 = 400;
/// Rows that a step of the wheel scrolls.
pub const WHEEL_ROWS: i32 = 3;

/// Something that the mouse did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub what: What,
    /// The column of the screen.
    pub x: u16,
    /// The row of the screen.
    pub y: u16,
    /// When, to the millisecond.
    pub at: Timestamp,
    /// What was drawn there, where that is more than the view's own geometry knows.
    pub target: Option<Target>,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Its left button went down.
    Press,
    /// It was moved with the button down.
    Drag,
    /// The button went up.
    Release,
    /// The wheel was turned: downwards, or upwards when negative.
    Wheel(i32),
}

impl Mouse {
    /// Returns what an event of the terminal means; what is done with Shift is the terminal's own.
    pub fn from_event(event: MouseEvent, at: Timestamp) -> Option<Mouse> {
        if event.modifiers.contains(KeyModifiers::SHIFT) {
            return None;
        }
        let what = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => What::Press,
            MouseEventKind::Drag(MouseButton::Left) => What::Drag,
            MouseEventKind::Up(MouseButton::Left) => What::Release,
            MouseEventKind::ScrollDown => What::Wheel(1),
            MouseEventKind::ScrollUp => What::Wheel(-1),
            _ => return None,
        };
        Some(Mouse { what, x: event.column, y: event.row, at, target: None })
    }
}

/// What is drawn under a cell of a window, of the hint line, or of another part that only the drawing knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A hint or an answer: what its key does.
    Do(Action),
    /// A line of the list in the window, by its index.
    Entry(usize),
    /// A kind in the dialog, by its index.
    Kind(usize),
    /// A value of the dialog.
    Severity(Severity),
    /// A value of the dialog.
    Confidence(Confidence),
    /// A value of the dialog.
    Status(Status),
    /// A witness in the dialog, and whether the box is meant that takes it in or out.
    Part(usize, bool),
    /// A field of the dialog, with the row and column of its text.
    Field(Field, Option<(u16, u16)>),
    /// The heading of a column that sorts the list of annotations.
    Sort(Sort),
    /// A row of the list of annotations.
    Row(usize),
    /// The annotation under the cursor, below the list.
    Preview,
    /// A wording in the apparatus, by its index.
    Wording(usize),
    /// Something of the window that does nothing.
    Window,
}

/// What is remembered between events of the mouse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Whether the mouse is ours; else the terminal's.
    pub on: bool,
    /// What the button holds.
    pub held: Held,
    /// Words were selected since the button went down.
    pub selected: bool,
    last: Option<Press>,
}

/// The last press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Press {
    cell: (u16, u16),
    at: Timestamp,
    clicks: u8,
}

/// What the button holds while it is down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Held {
    /// Nothing that can be dragged.
    #[default]
    Nothing,
    /// Words of an article.
    Words {
        /// Index of the article.
        article: usize,
        /// What was pressed on.
        from: Span,
        /// By what the selection grows.
        unit: Unit,
        /// The pointer, once it left the pane above (negative) or below.
        beyond: Option<(u16, i32)>,
    },
    /// The border behind a pane of the layout.
    Border(usize),
}

/// By what a selection grows while the mouse is dragged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// By what one reads as a character.
    Grapheme,
    /// By words, after a double click.
    Word,
    /// By passages, after a triple click.
    Passage,
}

impl Unit {
    /// Returns the unit of so many clicks.
    pub fn of_clicks(clicks: u8) -> Unit {
        match clicks {
            0 | 1 => Unit::Grapheme,
            2 => Unit::Word,
            _ => Unit::Passage,
        }
    }
}

impl State {
    /// Makes the state of a mouse that is ours, or not.
    pub fn new(on: bool) -> State {
        State { on, held: Held::Nothing, selected: false, last: None }
    }

    /// Counts a press: 1 for a click, 2 and 3 for those that follow at once on the same cell; the fourth is a first.
    pub fn count(&mut self, x: u16, y: u16, at: Timestamp) -> u8 {
        let again = self.last.filter(|last| {
            let waited = at.as_millisecond() - last.at.as_millisecond();
            last.cell == (x, y) && (0..=TWICE).contains(&waited)
        });
        let clicks = again.map_or(1, |last| last.clicks % 3 + 1);
        self.last = Some(Press { cell: (x, y), at, clicks });
        clicks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(ms).unwrap()
    }

    #[test]
    fn a_double_click_is_quick_and_on_one_cell() {
        let mut state = State::new(true);
        let clicks = [(3, 0), (3, 300), (3, 500), (3, 700), (3, 1300), (4, 1400), (4, 1300)];
        let counts = clicks.map(|(x, ms)| state.count(x, 7, at(ms)));
        assert_eq!(counts, [1, 2, 3, 1, 1, 1, 1], "a clock that goes back makes no double click");
    }

    #[test]
    fn what_is_done_with_shift_or_another_button_is_not_ours() {
        let event = |kind, modifiers| MouseEvent { kind, column: 1, row: 2, modifiers };
        let read = |kind, modifiers| Mouse::from_event(event(kind, modifiers), at(0)).map(|m| m.what);
        let down = MouseEventKind::Down(MouseButton::Left);
        assert_eq!(read(down, KeyModifiers::NONE), Some(What::Press));
        assert_eq!(read(down, KeyModifiers::SHIFT), None);
        assert_eq!(read(MouseEventKind::Down(MouseButton::Right), KeyModifiers::NONE), None);
        assert_eq!(read(MouseEventKind::ScrollUp, KeyModifiers::NONE), Some(What::Wheel(-1)));
    }
}
