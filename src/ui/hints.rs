//! What the hint line offers: the keys that matter here, and always the one that shows all of them.

use crate::app::action::{Action, Context};
use crate::app::dialog::Field;
use crate::app::{App, Overlay, Then, View, cells, key};

/// A key and what it does, in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hint {
    pub(super) keys: String,
    pub(super) text: String,
    /// What a click on it does.
    pub(super) action: Option<Action>,
}

impl Hint {
    fn told(keys: String, text: impl Into<String>) -> Hint {
        Hint { keys, text: text.into(), action: None }
    }

    /// Returns the cells that it takes.
    pub(super) fn width(&self) -> usize {
        cells::text_width(&self.keys) + cells::text_width(&self.text) + 1
    }
}

/// Returns what may follow the keys that were pressed.
pub(super) fn pending(app: &App) -> Vec<Hint> {
    let count = app.count.map_or_else(String::new, |n| n.to_string());
    if app.pressed.is_empty() {
        return vec![Hint::told(count, "times …")];
    }
    let mut hints = vec![Hint::told(format!("{count}{}", key::print(&app.pressed)), "…")];
    for (keys, action) in app.keymap.following(app.context(), &app.pressed) {
        let row = action.row();
        let text = if row.hint.is_empty() { row.text } else { row.hint };
        let set = app.places.letters();
        let text = match action {
            Action::GoToMark if set.is_empty() => "to mark; none is set".to_owned(),
            Action::GoToMark => format!("to mark; set: {}", set.iter().collect::<String>()),
            _ => text.to_owned(),
        };
        hints.push(Hint::told(keys, text));
    }
    hints
}

/// Returns the keys that matter here, most useful first, and those that end the line: its last one shows all keys.
pub(super) fn hints(app: &App) -> (Vec<Hint>, Vec<Hint>) {
    let context = app.context();
    let hint = |action: &Action| {
        let keys = app.keymap.keys_here(context, *action).into_iter().next();
        keys.map(|keys| Hint { action: Some(*action), ..Hint::told(keys, action.row().hint) })
    };
    let mut front: Vec<Hint> = separator(app).into_iter().collect();
    front.extend(actions(app, context).iter().filter_map(hint));
    let end: &[Action] = match context {
        Context::Reading => &[Action::Quit, Action::Help],
        Context::Help => &[Action::HelpClose],
        _ => &[Action::Help],
    };
    (front, end.iter().filter_map(hint).collect())
}

/// Returns what parts the entries of the field in which one types.
fn separator(app: &App) -> Option<Hint> {
    let Some(Overlay::Dialog(dialog)) = app.overlays.last() else { return None };
    match dialog.field {
        Field::Tags => Some(Hint::told(",".into(), "between tags")),
        Field::Evidence => Some(Hint::told(";".into(), "between sources")),
        _ => None,
    }
}

fn actions(app: &App, context: Context) -> Vec<Action> {
    let fixed: &[Action] = match context {
        Context::Reading => return reading(app),
        Context::Select => &[
            Action::SelectNextWord,
            Action::SelectPreviousWord,
            Action::SelectDone,
            Action::SelectAnnotate,
            Action::CarryForward,
            Action::SelectSwap,
            Action::SelectSentence,
        ],
        Context::Rows if app.view == View::Coverage => &[
            Action::RowNext,
            Action::ColumnRight,
            Action::RowShow,
            Action::RowSuspect,
            Action::RowAnnotate,
            Action::FilterThreads,
            Action::RowsClose,
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
        ],
        Context::List => return list(app),
        Context::Line => &[],
        Context::Help => &[Action::HelpDown, Action::HelpUp],
        Context::Export => &[Action::ExportWrite, Action::ExportDown, Action::ExportClose],
        Context::Confirm => confirm(app),
        Context::Field => &[
            Action::FieldSave,
            Action::FieldNext,
            Action::FieldPrevious,
            Action::FieldClose,
            Action::FieldDiscard,
        ],
        Context::Note => &[
            Action::NoteNewline,
            Action::NoteSave,
            Action::NoteEditor,
            Action::FieldPrevious,
            Action::FieldClose,
            Action::FieldDiscard,
        ],
        Context::Dialog => dialog(app),
        Context::Articles => &[
            Action::ArticleGo,
            Action::ArticleHide,
            Action::ArticleDetails,
            Action::ArticleNext,
            Action::ArticlesClose,
        ],
        Context::Pick => &[Action::PickDone, Action::PickNext, Action::PickPrevious, Action::PickClose],
        Context::Palette => &[
            Action::PaletteRun,
            Action::PaletteNext,
            Action::PalettePrevious,
            Action::PaletteComplete,
            Action::PaletteClose,
        ],
        Context::Global | Context::Search => &[],
    };
    fixed.to_vec()
}

fn reading(app: &App) -> Vec<Action> {
    let mut actions = vec![Action::Annotate];
    if app.suspect.is_some_and(|s| app.is_open(s)) {
        actions.push(Action::SetAside);
    }
    if app.annotation_here().is_some() {
        actions.push(Action::Edit);
    }
    if !app.open_suspects().is_empty() {
        actions.push(Action::NextSuspect);
    }
    if app.index.is_shared(app.here()) {
        actions.push(Action::Follow);
    }
    if app.touched.is_some() {
        actions.push(Action::Attach);
    }
    actions.extend([Action::NextThread, Action::NextOnly, Action::PaneRight, Action::Select]);
    if !app.case.annotations.is_empty() {
        actions.push(Action::ViewAnnotations);
    }
    actions
}

fn list(app: &App) -> Vec<Action> {
    if app.case.annotations.is_empty() {
        return vec![Action::ListClose];
    }
    let mut actions = Vec::new();
    if app.list.rows.is_empty() {
        actions.extend([Action::ListFilterOff, Action::ListFilter]);
        actions.push(Action::ListClose);
        return actions;
    }
    if app.list.range.is_some() {
        actions.push(Action::ListRange);
    }
    if app.list.has_selection() {
        actions.extend([Action::ListStatus, Action::ListTag, Action::ListUntag, Action::ListDelete]);
        actions.extend([Action::ListSelect, Action::ListAll, Action::ListClose]);
        return actions;
    }
    actions.extend([Action::ListJump, Action::ListEdit, Action::ListStatus, Action::ListFilter]);
    if !app.list.filter.is_empty() {
        actions.push(Action::ListFilterOff);
    }
    actions.extend([Action::ListSelect, Action::ListTag, Action::ListSort, Action::ListSearch]);
    actions.extend([Action::ListDelete, Action::ListClose, Action::ListCopy]);
    actions
}

fn confirm(app: &App) -> &'static [Action] {
    match app.overlays.last() {
        Some(Overlay::Confirm(confirm)) => answers(&confirm.then),
        _ => &[],
    }
}

/// Returns the answers to a question.
pub(super) fn answers(then: &Then) -> &'static [Action] {
    match then {
        Then::Delete(_) | Then::Tie(..) | Then::Overwrite(_) => &[Action::Yes, Action::No],
        Then::Quit => &[Action::Retry, Action::Yes, Action::No],
    }
}

fn dialog(app: &App) -> &'static [Action] {
    let Some(Overlay::Dialog(dialog)) = app.overlays.last() else { return &[] };
    match dialog.field {
        Field::Witnesses => &[
            Action::WitnessOut,
            Action::WitnessNarrow,
            Action::WitnessWiden,
            Action::WitnessDiffering,
            Action::WitnessSentence,
            Action::DialogSave,
            Action::WitnessSays,
            Action::WitnessNext,
            Action::WitnessStand,
            Action::DialogNext,
        ],
        Field::Kind => &[Action::DialogNext, Action::DialogSave, Action::DialogClose, Action::DialogDiscard],
        _ => &[
            Action::DialogMore,
            Action::DialogNext,
            Action::DialogPrevious,
            Action::DialogSave,
            Action::DialogClose,
            Action::DialogDiscard,
        ],
    }
}
