//! Keys in the annotation dialog.

use jiff::Timestamp;
use tui_textarea::{CursorMove, TextArea};

use crate::app::action::{Action, Context};
use crate::app::dialog::{Dialog, DraftPlace, Field, Part, checks, values};
use crate::app::draft::Unsaved;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::keymap::Lookup;
use crate::app::{App, Overlay, Tone};
use crate::case::history::Operation;
use crate::case::{Annotation, Stand, Witness, ids};

impl App {
    pub(crate) fn dialog(&mut self) -> Option<&mut Dialog> {
        match self.overlays.last_mut() {
            Some(Overlay::Dialog(dialog)) => Some(dialog),
            _ => None,
        }
    }

    /// Returns the dialog that is open, whatever stands over it.
    pub(crate) fn dialog_beneath(&self) -> Option<&Dialog> {
        self.overlays.iter().rev().find_map(|overlay| match overlay {
            Overlay::Dialog(dialog) => Some(&**dialog),
            _ => None,
        })
    }

    /// On the field of kinds, a kind's key picks it and goes on to the question; a key of no kind is told.
    pub(super) fn pick_kind(&mut self, key: Key) -> Option<Vec<Effect>> {
        let typed = key.typed()?;
        let bound = self.keymap.look_up(Context::Dialog, &[key]);
        let next = self.keymap.keys_of(Action::DialogNext).into_iter().next().unwrap_or_default();
        let dialog = self.dialog().filter(|d| d.field == Field::Kind)?;
        if let Some(kind) = dialog.kinds.iter().find(|k| k.key == typed) {
            dialog.kind = Some(kind.id.clone());
            dialog.field = Field::Question;
            dialog.problem = None;
            return Some(Vec::new());
        }
        match bound {
            Lookup::Prefix => return None,
            Lookup::Found(action, _) if !action.is_about_witnesses() => return None,
            _ => {
                dialog.problem = Some(format!("{key} is the key of no kind; {next} goes on to the question"))
            }
        }
        Some(Vec::new())
    }

    /// Types a key that is not bound into the present text field.
    pub(super) fn type_key(&mut self, key: Key) -> Vec<Effect> {
        if let Some(dialog) = self.dialog().filter(|_| key.typed().is_some()) {
            dialog.problem = None;
        }
        if let (Some(typed), Some(text)) = (key.typed(), self.text_field()) {
            text.insert_char(typed);
        }
        self.typed()
    }

    /// Returns the text field that has the keys.
    fn text_field(&mut self) -> Option<&mut TextArea<'static>> {
        match self.overlays.last_mut() {
            Some(Overlay::Dialog(dialog)) => dialog.text(),
            Some(Overlay::Search(prompt)) => Some(&mut prompt.text),
            Some(Overlay::Palette(palette)) => Some(&mut palette.text),
            Some(Overlay::Line(line)) => Some(&mut line.text),
            _ => None,
        }
    }

    /// Answers to a change of the text field that has the keys.
    fn typed(&mut self) -> Vec<Effect> {
        match self.overlays.last() {
            Some(Overlay::Search(_)) => self.search_as_typed(),
            Some(Overlay::Palette(_)) => {
                self.palette_typed();
                self.paths_wanted()
            }
            Some(Overlay::Line(_)) => {
                self.line_typed();
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Takes pasted text into a text field; elsewhere it is refused, so that it cannot act as keys.
    pub(super) fn paste(&mut self, pasted: &str) -> Vec<Effect> {
        let field = self.dialog().map(|d| d.field);
        let is_text = self.text_field().is_some();
        let clean = clean(pasted);
        let clean = match field {
            Some(Field::Note | Field::Checks) => clean,
            // A list of addresses, one a line, stays a list.
            Some(Field::Evidence) => clean.trim().replace('\n', "; "),
            _ if is_text => clean.replace('\n', " "),
            _ => clean,
        };
        match self.text_field() {
            Some(text) => {
                text.insert_str(clean);
                self.typed()
            }
            None => self.ask_about_pasted(&clean),
        }
    }

    /// Completes the tag or source that is being typed; returns whether there was something to complete it with.
    fn take_completion(&mut self) -> bool {
        let rest = self.dialog_beneath().and_then(|dialog| self.completion(dialog));
        match (rest, self.text_field()) {
            (Some(rest), Some(text)) => text.insert_str(rest),
            _ => false,
        }
    }

    /// Takes what the reader's editor made of a note; on failure the note stays as it was.
    pub(super) fn edited(&mut self, result: Result<String, String>) {
        let Some(dialog) = self.dialog() else { return };
        match (result, dialog.text()) {
            (Ok(text), Some(area)) => {
                // One step to undo in the field.
                area.select_all();
                area.cut();
                area.insert_str(clean(&text).trim_end());
            }
            (Err(problem), _) => dialog.problem = Some(problem),
            (Ok(_), None) => {}
        }
    }

    /// Does what a key says in the dialog.
    pub(super) fn act_in_dialog(
        &mut self,
        action: Action,
        count: Option<usize>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let Some(dialog) = self.dialog() else {
            // The keys that move and delete in a text are those of all text fields.
            if let Some(text) = self.text_field() {
                edit_text(text, action);
            }
            return self.typed();
        };
        dialog.problem = None;
        match action {
            Action::DialogNext | Action::FieldNext => dialog.step(1),
            Action::DialogPrevious | Action::FieldPrevious => dialog.step(-1),
            Action::DialogLess => dialog.turn(-1),
            Action::DialogMore => dialog.turn(1),
            Action::DialogSave | Action::FieldSave | Action::NoteSave => return self.save_dialog(now),
            Action::DialogClose | Action::FieldClose => self.close_dialog(true),
            Action::DialogDiscard | Action::FieldDiscard => self.close_dialog(false),
            Action::NoteEditor => {
                return dialog.text().map(|t| vec![Effect::Edit(t.lines().join("\n"))]).unwrap_or_default();
            }
            _ if action.is_about_witnesses() && dialog.field == Field::Witnesses => {
                self.change_witness(action, count.unwrap_or(1));
            }
            _ if action.is_about_witnesses() => {
                dialog.problem = Some("that key is for the witnesses; go to their field first".into());
            }
            Action::TextRight | Action::TextEnd if self.take_completion() => {}
            _ => {
                if let Some(text) = self.text_field() {
                    edit_text(text, action);
                }
            }
        }
        Vec::new()
    }

    /// Closes the dialog; a draft is kept when something was typed or changed that would be a loss.
    pub(super) fn close_dialog(&mut self, keep: bool) {
        let Some(Overlay::Dialog(dialog)) = self.overlays.pop() else { return };
        if keep && dialog.is_worth_keeping() {
            self.drafts.push((dialog.place.clone(), *dialog));
            self.say(Tone::Done, "draft kept; the same key on this passage brings it back");
        }
    }

    /// Saves what the dialog holds; what cannot be saved stays in it, with the reason.
    fn save_dialog(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(Overlay::Dialog(dialog)) = self.overlays.last() else { return Vec::new() };
        let change = self.finished(dialog, now);
        let touched = match &change {
            Ok(Some((Operation::AddAnnotation { annotation }, _))) => Some(annotation.id.clone()),
            Ok(Some((Operation::ChangeAnnotation { to, .. }, _))) => Some(to.id.clone()),
            _ => None,
        };
        let beside = match (&dialog.place, &touched) {
            (DraftPlace::Old(old), Some(new)) if old != new => Some((new.clone(), old.clone())),
            _ => None,
        };
        let changed = match change {
            Ok(None) => Ok(Vec::new()),
            Ok(Some((operation, label))) => self.try_change(operation, label).map_err(|e| e.to_string()),
            Err(problem) => Err(problem),
        };
        match changed {
            Ok(effects) => {
                let closed = self.overlays.pop();
                if let (Some(Overlay::Dialog(dialog)), false) = (closed, effects.is_empty()) {
                    self.unsaved.push(Unsaved { number: self.saving.asked, dialog });
                }
                if let Some((ours, theirs)) = beside {
                    self.ask_about_clash(&ours, &theirs);
                }
                self.touched = touched.or(self.touched.take());
                for pane in &mut self.panes {
                    pane.selection = None;
                }
                effects
            }
            Err(problem) => {
                if let Some(dialog) = self.dialog() {
                    dialog.problem = Some(problem);
                    // The next key is meant for what is missing, not for the field in which one was.
                    if dialog.kind.is_none() {
                        dialog.field = Field::Kind;
                    }
                }
                Vec::new()
            }
        }
    }

    /// Returns the id that a new annotation was given when its dialog opened, unless somebody took it since.
    fn id_for(&self, dialog: &Dialog) -> String {
        let is_free = !dialog.id.is_empty() && self.case.annotations.iter().all(|a| a.id != dialog.id);
        if is_free { dialog.id.clone() } else { ids::annotation(&self.case, self.seed) }
    }

    /// Returns the change that saves the dialog, none where nothing was changed, or what is missing.
    ///
    /// Only what was changed in the dialog is put over the record as it is now: undo, another key or a merge may have
    /// changed the rest of it since the dialog opened.
    fn finished(&self, dialog: &Dialog, now: Timestamp) -> Result<Option<(Operation, String)>, String> {
        let DraftPlace::Old(id) = &dialog.place else {
            let base = Annotation {
                id: self.id_for(dialog),
                by: self.settings.by.clone(),
                created: Some(now),
                ..Annotation::default()
            };
            let annotation = Box::new(self.annotation_of(dialog, base, now)?);
            let label = format!("added the {} annotation", annotation.kind);
            return Ok(Some((Operation::AddAnnotation { annotation }, label)));
        };
        let mut fresh = dialog.clone();
        let record = self.case.annotations.iter().position(|a| a.id == *id);
        if let Some(current) = record.and_then(|at| self.edit_dialog(at)) {
            fresh = current;
            fresh.carry(dialog.clone());
        }
        if record.is_some() && fresh.values() == fresh.opened {
            return Ok(None);
        }
        let before = dialog.before.clone().unwrap_or_default();
        let base = Annotation { changed: Some(now), ..before.clone() };
        let annotation = self.annotation_of(dialog, base, now)?;
        let kind = annotation.kind.clone();
        let operation =
            Operation::edit(&self.case, before, annotation, ids::annotation(&self.case, self.seed));
        let label = match (&operation, record) {
            (Operation::ChangeAnnotation { .. }, _) => format!("changed the {kind} annotation"),
            // Someone deleted it while it was being edited; what was typed is worth more than that.
            (_, None) => format!("added the {kind} annotation again: it had been deleted"),
            (_, Some(_)) => format!("kept the {kind} annotation beside what others made of it meanwhile"),
        };
        Ok(Some((operation, label)))
    }

    /// Returns a record with what was changed in the dialog; everything else of it stays to the letter.
    pub(crate) fn annotation_of(
        &self,
        dialog: &Dialog,
        base: Annotation,
        now: Timestamp,
    ) -> Result<Annotation, String> {
        let Some(kind) = dialog.kind.clone() else {
            return Err("pick a kind first: press its key in the field of kinds".into());
        };
        let (opened, values) = (&dialog.opened, dialog.values());
        let mut annotation = Annotation {
            kind,
            severity: dialog.severity,
            confidence: dialog.confidence,
            status: dialog.status,
            ..base
        };
        if dialog.before.is_none() || values.parts != opened.parts {
            annotation.witnesses = self.witnesses_of(dialog);
            if !annotation.witnesses.iter().any(|w| w.quote.is_some()) {
                return Err("an annotation needs the words of at least one article".into());
            }
        }
        if values.question != opened.question {
            annotation.question = dialog.question_text();
        }
        if values.tags != opened.tags {
            annotation.tags = values::tags(&dialog.values().tags);
        }
        if values.evidence != opened.evidence {
            annotation.evidence = values::evidence(&dialog.values().evidence);
        }
        if values.note != opened.note {
            annotation.note = dialog.note_text();
        }
        if values.checks != opened.checks {
            let today = now.strftime("%Y-%m-%d").to_string();
            annotation.checks = checks::read(&values.checks, &today, &annotation.checks);
        }
        if values.verdict != opened.verdict {
            annotation.verdict = Some(values.verdict.trim().to_owned()).filter(|v| !v.is_empty());
        }
        Ok(annotation)
    }

    /// Returns the witnesses of the parts that are in; those that were not changed stay as they are.
    fn witnesses_of(&self, dialog: &Dialog) -> Vec<Witness> {
        let parts = dialog.parts.iter().enumerate().filter(|(_, part)| !part.out);
        let witnesses = parts.filter_map(|(i, part)| match &part.before {
            Some(before) if dialog.opened.parts.get(i) == Some(part) => Some(before.clone()),
            _ => self.witness_of(part),
        });
        witnesses.collect()
    }

    /// Returns the witness of a part; its old words stay where they were not changed here.
    fn witness_of(&self, part: &Part) -> Option<Witness> {
        let says = Some(part.says.trim().to_owned()).filter(|s| !s.is_empty());
        let base = part.before.clone().unwrap_or_default();
        let article = match part.article {
            Some(article) => self.articles.get(article)?.id.clone(),
            None if base.article.is_empty() => return None,
            None => base.article.clone(),
        };
        if part.stand == Stand::Silent {
            return Some(Witness { article, stand: Stand::Silent, says, quote: None, ..base });
        }
        let base = Witness { article, stand: part.stand, says, near: None, ..base };
        let fresh = part.article.zip(part.span).and_then(|(a, span)| self.witness(a, span).quote);
        match (fresh, &base.quote) {
            (Some(fresh), Some(old)) if fresh.text == old.text && fresh.span == old.span => Some(base),
            (Some(fresh), _) => Some(Witness { quote: Some(fresh), anchor: None, now: None, ..base }),
            (None, Some(_)) => Some(base),
            (None, None) => None,
        }
    }
}

/// Returns a text from elsewhere without what would command a terminal; each sort of line end is one.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect()
}

/// Moves and deletes in a text field.
fn edit_text(text: &mut TextArea<'static>, action: Action) {
    match action {
        Action::TextLeft => text.move_cursor(CursorMove::Back),
        Action::TextRight => text.move_cursor(CursorMove::Forward),
        Action::TextWordLeft => text.move_cursor(CursorMove::WordBack),
        Action::TextWordRight => text.move_cursor(CursorMove::WordForward),
        Action::TextHome => text.move_cursor(CursorMove::Head),
        Action::TextEnd => text.move_cursor(CursorMove::End),
        Action::NoteUp => text.move_cursor(CursorMove::Up),
        Action::NoteDown => text.move_cursor(CursorMove::Down),
        Action::NoteNewline => text.insert_newline(),
        Action::TextBackspace => drop(text.delete_char()),
        Action::TextDelete => drop(text.delete_next_char()),
        Action::TextDeleteWord => drop(text.delete_word()),
        Action::TextDeleteLine => drop(text.delete_line_by_head()),
        Action::TextDeleteEnd => drop(text.delete_line_by_end()),
        Action::TextUndo => drop(text.undo()),
        Action::TextRedo => drop(text.redo()),
        _ => {}
    }
}
