//! The columns of the table: which there is room for, and what stands in them.

use ratatui::layout::Rect;

use crate::app::list::{self, Sort};
use crate::app::{App, cells};
use crate::case::{Annotation, kind};

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    Status,
    Kind,
    Articles,
    Question,
    Tags,
    Changed,
}

/// Cells that the question keeps before another column is left out.
const QUESTION: u16 = 24;
/// Cells before the first column: the pointer and the mark of the selection.
const MARKS: u16 = 3;

impl Column {
    /// Returns its heading.
    pub(super) fn name(self, app: &App) -> String {
        match self {
            Column::Number => "no".into(),
            Column::Status => "status".into(),
            Column::Kind => "kind".into(),
            // The numbers are those of the panes.
            Column::Articles if app.articles.len() < 8 => "in".into(),
            Column::Articles => "articles".into(),
            Column::Question => "question".into(),
            Column::Tags => "tags".into(),
            Column::Changed => "changed".into(),
        }
    }

    /// Returns what sorts by it.
    pub(super) fn sort(self) -> Option<Sort> {
        match self {
            Column::Status => Some(Sort::Status),
            Column::Kind => Some(Sort::Kind),
            Column::Articles => Some(Sort::Place),
            Column::Changed => Some(Sort::Changed),
            _ => None,
        }
    }

    /// Returns what stands in it; the articles are drawn one by one.
    pub(super) fn text(self, app: &App, annotation: usize, record: &Annotation) -> String {
        match self {
            Column::Number => format!("{:>1$}", annotation + 1, usize::from(number_width(app))),
            Column::Status => record.status.name().into(),
            Column::Kind => kind_name(app, record),
            Column::Articles => String::new(),
            Column::Question => list::question(record),
            Column::Tags => record.tags.join(", "),
            Column::Changed => {
                let at = record.changed.or(record.created);
                at.map_or_else(String::new, |at| at.strftime("%Y-%m-%d").to_string())
            }
        }
    }

    fn width(self, app: &App, room: u16) -> u16 {
        match self {
            Column::Number => number_width(app),
            Column::Status => 9,
            Column::Kind => 11,
            Column::Articles => {
                (app.articles.len() as u16).clamp(4, 8) + u16::from(app.articles.len() > 8) * 4
            }
            Column::Tags => {
                let tags = app.case.annotations.iter().map(|a| cells::text_width(&a.tags.join(", ")));
                (tags.max().unwrap_or(0) as u16).clamp(4, 20.max(room / 6))
            }
            Column::Changed => 10,
            Column::Question => QUESTION,
        }
    }
}

fn number_width(app: &App) -> u16 {
    (app.case.annotations.len().to_string().len() as u16).max(2)
}

fn kind_name(app: &App, record: &Annotation) -> String {
    let own = app.case.kinds.iter().any(|k| k.id == record.kind);
    if !own {
        return record.kind.clone();
    }
    let kinds = kind::all(&app.case.kinds);
    kinds.into_iter().find(|k| k.id == record.kind).map_or_else(|| record.kind.clone(), |k| k.label)
}

/// Returns the columns that there is room for, from left to right; the question gets what the others leave.
pub(super) fn columns(app: &App, width: u16) -> Vec<(Column, Rect)> {
    let room = width.saturating_sub(MARKS);
    let mut shown = vec![Column::Question];
    let mut used = QUESTION.min(room);
    let any_tags = app.case.annotations.iter().any(|a| !a.tags.is_empty());
    // What matters most comes first.
    for column in
        [Column::Number, Column::Status, Column::Kind, Column::Articles, Column::Tags, Column::Changed]
    {
        let more = column.width(app, room) + 2;
        let wanted = column != Column::Tags || any_tags;
        if wanted && used + more <= room {
            used += more;
            shown.push(column);
        }
    }
    let order = [
        Column::Number,
        Column::Status,
        Column::Kind,
        Column::Articles,
        Column::Question,
        Column::Tags,
        Column::Changed,
    ];
    let question = QUESTION.min(room) + room.saturating_sub(used);
    let mut x = MARKS.min(width);
    let mut out = Vec::new();
    for column in order.into_iter().filter(|c| shown.contains(c)) {
        let wide = if column == Column::Question { question } else { column.width(app, room) };
        out.push((column, Rect { x, y: 0, width: wide, height: 1 }));
        x += wide + 2;
    }
    out
}
