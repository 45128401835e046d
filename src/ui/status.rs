//! The title line above and the hint line below.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, paint, pending};
use crate::app::action::{Action, Context};
use crate::app::threads::Filter;
use crate::app::{App, Overlay, Tone, View, cells};

/// Draws the title with its counts.
pub(super) fn title(app: &App, look: &Look, frame: &mut Frame<'_>) {
    let area = app.scene.layout.title;
    if area.is_empty() {
        return;
    }
    let buffer = frame.buffer_mut();
    let dot = format!(" {} ", look.glyphs.dot);
    let right = where_it_stands(app, &dot);
    let right_width = cells::text_width(&right) as u16;
    let title = app.case.title.as_deref().unwrap_or("Variorum");
    let counts = counts(app).join(&dot);
    let room = area.width.saturating_sub(1);
    let left = Rect { x: area.x + 1, width: room.saturating_sub(right_width + 3), ..area };
    let left = if left.width < 12 { Rect { x: area.x + 1, width: room, ..area } } else { left };
    let title =
        cells::fit(title, usize::from(left.width).saturating_sub(cells::text_width(&counts) + 3).max(12));
    let x = paint::line(buffer, left, &title, look.theme.title);
    let rest = Rect { x, width: left.right().saturating_sub(x), ..left };
    paint::line(buffer, rest, &format!("{dot}{counts}"), look.theme.muted);
    if left.width < room {
        let x = area.right().saturating_sub(right_width + 1);
        paint::text(buffer, x, area.y, area.right(), &right, look.theme.muted);
    }
}

fn counts(app: &App) -> Vec<String> {
    let some = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let mut parts = vec![some(app.articles.len(), "article")];
    match app.aligning {
        Some(done) => parts.push(format!("aligning {:.0} %", done * 100.0)),
        None if app.articles.len() > 1 => {
            parts.push(match app.threads.filter {
                Filter::All => some(app.index.alignment.threads.len(), "thread"),
                Filter::OneArticle => {
                    format!("{} {}", some(app.threads.rows.len(), "passage"), app.threads.filter.text())
                }
                filter => {
                    let all = app.index.alignment.threads.len();
                    format!("{} of {} {}", app.threads.rows.len(), some(all, "thread"), filter.text())
                }
            });
            parts.push(some(app.index.alignment.suspects.len(), "suspect"));
        }
        None => {}
    }
    parts.push(some(app.case.annotations.len(), "annotation"));
    parts
}

fn where_it_stands(app: &App, dot: &str) -> String {
    let shown = app.scene.layout.panes.len();
    let view = match app.view {
        View::Annotations => "annotations".to_owned(),
        View::Synopsis | View::Coverage => rows(app),
        View::Panes if app.zoomed => format!("pane {} alone", app.focus + 1),
        View::Panes if shown < app.articles.len() => {
            let first = app.scene.layout.first + 1;
            let last = first + shown - 1;
            if first == last {
                format!("pane {first} of {}", app.articles.len())
            } else {
                format!("panes {first}–{last} of {}", app.articles.len())
            }
        }
        View::Panes => "panes".to_owned(),
    };
    if app.articles.len() < 2 || app.view.has_rows() {
        return view;
    }
    format!("{view}{dot}{}", if app.locked { "locked" } else { "unlocked" })
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
pub(super) fn line(app: &App, look: &Look, frame: &mut Frame<'_>) {
    let area = app.scene.layout.status;
    if area.is_empty() {
        return;
    }
    let buffer = frame.buffer_mut();
    let mut hints_end = area.right();
    if let Some(status) = &app.status {
        let style = match status.tone {
            Tone::Done => look.theme.done,
            Tone::Refused => look.theme.refused,
            Tone::Wrong => look.theme.wrong,
        };
        let width = (cells::text_width(&status.text) as u16).min(area.width.saturating_sub(2));
        let x = area.right().saturating_sub(width + 1).max(area.x + 1);
        paint::line(buffer, Rect { x, width, ..area }, &status.text, style);
        hints_end = x.saturating_sub(2);
    }
    let room = Rect { width: hints_end.saturating_sub(area.x), ..area };
    if app.pressed.is_empty() && app.count.is_none() {
        draw_hints(buffer, look, room, &hints(app));
    } else {
        pending::draw(app, look, frame);
    }
}

/// Draws as many hints as fit, never half of one.
fn draw_hints(buffer: &mut Buffer, look: &Look, area: Rect, hints: &[(String, String)]) {
    let mut x = area.x + 1;
    for (keys, text) in hints {
        let width = cells::text_width(keys) + cells::text_width(text) + 1;
        if usize::from(x) + width > usize::from(area.right()) {
            break;
        }
        x = paint::text(buffer, x, area.y, area.right(), keys, look.theme.hint_key);
        x = paint::text(buffer, x + 1, area.y, area.right(), text, look.theme.muted) + 2;
    }
}

fn hints(app: &App) -> Vec<(String, String)> {
    let context = app.context();
    let mut actions: Vec<Action> = Vec::new();
    if context == Context::Reading {
        actions.push(Action::Annotate);
        if app.suspect.is_some() {
            actions.push(Action::SetAside);
        }
        if app.annotation_here().is_some() {
            actions.push(Action::Edit);
        }
        if !app.index.alignment.suspects.is_empty() {
            actions.push(Action::NextSuspect);
        }
        if app.index.is_shared(app.here()) {
            actions.push(Action::Follow);
        }
        actions.extend([Action::NextThread, Action::NextOnly, Action::PaneRight, Action::Select]);
        if !app.case.annotations.is_empty() {
            actions.push(Action::ViewAnnotations);
        }
        actions.extend([Action::Help, Action::Quit]);
    }
    actions.extend_from_slice(match context {
        Context::Select => &[
            Action::SelectNextWord,
            Action::SelectPreviousWord,
            Action::CarryForward,
            Action::SelectSwap,
            Action::SelectSentence,
            Action::SelectDone,
            Action::SelectAnnotate,
            Action::Help,
        ],
        Context::Rows if app.view == View::Coverage => &[
            Action::RowNext,
            Action::ColumnRight,
            Action::RowShow,
            Action::RowSuspect,
            Action::RowAnnotate,
            Action::FilterThreads,
            Action::RowsClose,
            Action::Help,
        ],
        Context::Rows => &[
            Action::RowShow,
            Action::RowAnnotate,
            Action::RowSuspect,
            Action::RowFold,
            Action::FilterThreads,
            Action::RowFoldAll,
            Action::ColumnRight,
            Action::RowsClose,
            Action::Help,
        ],
        Context::List => &[
            Action::ListJump,
            Action::ListEdit,
            Action::ListStatus,
            Action::ListDelete,
            Action::ListClose,
            Action::Help,
        ],
        Context::Help => &[Action::HelpDown, Action::HelpUp, Action::HelpClose],
        Context::Confirm => &[Action::Yes, Action::No],
        Context::Field => &[Action::FieldSave, Action::FieldNext, Action::FieldClose, Action::FieldDiscard],
        Context::Note => &[Action::NoteSave, Action::FieldNext, Action::FieldClose, Action::FieldDiscard],
        Context::Dialog => dialog_hints(app),
        _ => &[],
    });
    let hint = |action: &Action| {
        let keys = app.keymap.keys_of(*action);
        keys.into_iter().next().map(|k| (k, action.row().hint.to_owned()))
    };
    actions.iter().filter_map(hint).collect()
}

fn dialog_hints(app: &App) -> &'static [Action] {
    let on_witnesses = matches!(
        app.overlays.last(),
        Some(Overlay::Dialog(dialog)) if dialog.field == crate::app::dialog::Field::Witnesses
    );
    if on_witnesses {
        return &[
            Action::WitnessOut,
            Action::WitnessStand,
            Action::WitnessNarrow,
            Action::WitnessWiden,
            Action::DialogNext,
            Action::DialogSave,
        ];
    }
    &[Action::DialogSave, Action::DialogNext, Action::DialogMore, Action::DialogClose, Action::DialogDiscard]
}
