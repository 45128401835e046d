//! What of the annotation dialog stands under a cell.

use ratatui::layout::{Position, Rect};

use super::super::Look;
use super::{Form, Placed, choice_at, label_width, placed, placed_kinds};
use crate::app::App;
use crate::app::dialog::{Dialog, Field};
use crate::app::mouse::Target;
use crate::case::{Confidence, Severity, Status};

/// Cells of the box before a witness, behind the cell of the pointer.
const BOX: std::ops::Range<u16> = 2..5;

/// Returns what stands under a cell.
pub(in crate::ui) fn target(
    app: &App,
    dialog: &Dialog,
    look: &Look,
    screen: Rect,
    cell: Position,
) -> Option<Target> {
    let Placed { form, window, body, scroll } = placed(app, dialog, look, screen);
    if !body.contains(cell) {
        return window.contains(cell).then_some(Target::Window);
    }
    let y = cell.y - body.y + scroll;
    let Some(slot) = form.slots.iter().find(|s| (s.y..s.y + s.height).contains(&y)) else {
        return Some(Target::Window);
    };
    let row = y - slot.y;
    // Left of the values the label means the field.
    let column = (cell.x - body.x).checked_sub(label_width(body.width + 4));
    let value = column.and_then(|column| value_at(dialog, &form, slot.field, row, column));
    Some(value.unwrap_or(Target::Field(slot.field, None)))
}

/// Returns what stands in a field, at a row and column of its values.
fn value_at(dialog: &Dialog, form: &Form, field: Field, row: u16, column: u16) -> Option<Target> {
    match field {
        Field::Kind => {
            let kinds = form.kinds.get(usize::from(row))?;
            let mut placed = placed_kinds(dialog, kinds);
            placed.find(|(_, start, end)| (*start..*end).contains(&column)).map(|(at, ..)| Target::Kind(at))
        }
        Field::Severity => choice_at(Severity::ALL, Severity::name, column).map(Target::Severity),
        Field::Confidence => choice_at(Confidence::ALL, Confidence::name, column).map(Target::Confidence),
        Field::Status => choice_at(Status::ALL, Status::name, column).map(Target::Status),
        Field::Witnesses => {
            let mut first = 0;
            let part = form.parts.iter().position(|rows| {
                first += rows.len() as u16;
                row < first
            })?;
            let is_head = row + form.parts[part].len() as u16 == first;
            Some(Target::Part(part, is_head && BOX.contains(&column)))
        }
        Field::Question => Some(place_in(&dialog.question, field, row, column)),
        Field::Tags => Some(place_in(&dialog.tags, field, row, column)),
        Field::Evidence => Some(place_in(&dialog.evidence, field, row, column)),
        Field::Note => Some(place_in(&dialog.note, field, row, column)),
        Field::Checks => Some(place_in(&dialog.checks, field, row, column)),
        Field::Verdict => Some(place_in(&dialog.verdict, field, row, column)),
    }
}

/// Returns the place in a text that was drawn at a row and column of its field.
fn place_in(text: &tui_textarea::TextArea<'static>, field: Field, row: u16, column: u16) -> Target {
    let (top, left) = text.scroll_offset();
    let place = text.screen_to_data(usize::from(row + top), usize::from(column + left));
    let number = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    Target::Field(field, Some((number(place.0), number(place.1))))
}
