//! Keys in the annotation dialog.

use jiff::Timestamp;
use tui_textarea::{CursorMove, TextArea};

use crate::app::action::Action;
use crate::app::dialog::{Dialog, Field, Part};
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::{App, Overlay, Tone, select};
use crate::article::{Article, Span};
use crate::case::history::Operation;
use crate::case::{Annotation, Stand, Witness, ids};

impl App {
    fn dialog(&mut self) -> Option<&mut Dialog> {
        match self.overlays.last_mut() {
            Some(Overlay::Dialog(dialog)) => Some(dialog),
            _ => None,
        }
    }

    /// On the field of kinds, a kind's key picks it and goes on to the question.
    pub(super) fn pick_kind(&mut self, key: Key) -> Option<Vec<Effect>> {
        let dialog = self.dialog().filter(|d| d.field == Field::Kind)?;
        let typed = key.typed()?;
        let kind = dialog.kinds.iter().find(|k| k.key == typed)?;
        dialog.kind = Some(kind.id.clone());
        dialog.field = Field::Question;
        dialog.problem = None;
        Some(Vec::new())
    }

    /// Types a key that is not bound into the present text field.
    pub(super) fn type_key(&mut self, key: Key) -> Vec<Effect> {
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
            _ => None,
        }
    }

    /// Answers to a change of the text field that has the keys.
    fn typed(&mut self) -> Vec<Effect> {
        match self.overlays.last() {
            Some(Overlay::Search(_)) => self.search_as_typed(),
            _ => Vec::new(),
        }
    }

    /// Takes pasted text into a text field; elsewhere it is refused, so that it cannot act as keys.
    pub(super) fn paste(&mut self, pasted: &str) -> Vec<Effect> {
        let is_note = self.dialog().is_some_and(|d| d.field == Field::Note);
        let clean: String = pasted.replace("\r\n", "\n").replace('\r', "\n");
        let clean = if is_note { clean } else { clean.replace('\n', " ") };
        let clean: String = clean.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect();
        match self.text_field() {
            Some(text) => {
                text.insert_str(clean);
                return self.typed();
            }
            None => self.say(Tone::Refused, "text can be pasted into the fields of an annotation"),
        }
        Vec::new()
    }

    /// Does what a key says in the dialog.
    pub(super) fn act_in_dialog(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        let articles = self.articles.clone();
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
            _ if action.row().context == crate::app::action::Context::Dialog => {
                if dialog.field == Field::Witnesses {
                    change_part(dialog, action, &articles);
                }
            }
            _ => {
                if let Some(text) = dialog.text() {
                    edit_text(text, action);
                }
            }
        }
        Vec::new()
    }

    fn close_dialog(&mut self, keep: bool) {
        let Some(Overlay::Dialog(dialog)) = self.overlays.pop() else { return };
        if keep && dialog.is_worth_keeping() {
            self.drafts.retain(|(place, _)| *place != dialog.place);
            self.drafts.push((dialog.place.clone(), *dialog));
            self.say(Tone::Done, "draft kept; the same key on this passage brings it back");
        }
    }

    fn save_dialog(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(Overlay::Dialog(dialog)) = self.overlays.last() else { return Vec::new() };
        let annotation = match self.finished(dialog, now) {
            Ok(annotation) => annotation,
            Err(problem) => {
                if let Some(dialog) = self.dialog() {
                    dialog.problem = Some(problem);
                }
                return Vec::new();
            }
        };
        let label = |verb: &str| format!("{verb} the {} annotation", annotation.kind);
        let (operation, label) = match &dialog.before {
            Some(_) => {
                (Operation::ReplaceAnnotation { annotation: Box::new(annotation.clone()) }, label("changed"))
            }
            None => (Operation::AddAnnotation { annotation: Box::new(annotation.clone()) }, label("added")),
        };
        self.overlays.pop();
        for pane in &mut self.panes {
            pane.selection = None;
        }
        self.seed = self.seed.wrapping_add(1);
        self.change(operation, label)
    }

    /// Returns the annotation as it would be saved, or what is missing.
    fn finished(&self, dialog: &Dialog, now: Timestamp) -> Result<Annotation, String> {
        let Some(kind) = dialog.kind.clone() else {
            return Err("pick a kind first: press its key in the field of kinds".into());
        };
        let witnesses: Vec<Witness> =
            dialog.parts.iter().filter(|p| !p.out).filter_map(|p| self.witness_of(p)).collect();
        if !witnesses.iter().any(|w| w.quote.is_some()) {
            return Err("an annotation needs the words of at least one article".into());
        }
        let base = match &dialog.before {
            Some(before) => Annotation { changed: Some(now), ..before.clone() },
            None => Annotation {
                id: ids::annotation(&self.case, self.seed),
                by: self.settings.by.clone(),
                created: Some(now),
                ..Annotation::default()
            },
        };
        Ok(Annotation {
            kind,
            question: dialog.question_text(),
            severity: dialog.severity,
            confidence: dialog.confidence,
            status: dialog.status,
            tags: dialog.tag_list(),
            evidence: dialog.evidence_list(),
            note: dialog.note_text(),
            witnesses,
            ..base
        })
    }

    /// Returns the witness of a part; its old words stay where they were not changed here.
    fn witness_of(&self, part: &Part) -> Option<Witness> {
        let says = Some(part.says.trim().to_owned()).filter(|s| !s.is_empty());
        let base = part.before.clone().unwrap_or_default();
        let article = match part.article {
            Some(article) => self.articles.get(article)?.id.clone(),
            None => base.article.clone(),
        };
        if part.stand == Stand::Silent {
            return Some(Witness { article, stand: Stand::Silent, says, quote: None, ..base });
        }
        let quote = match (part.article, part.span) {
            (Some(article), Some(span)) => {
                let fresh = self.witness(article, span).quote;
                let same = base
                    .quote
                    .as_ref()
                    .zip(fresh.as_ref())
                    .is_some_and(|(a, b)| a.text == b.text && a.span == b.span);
                if same { base.quote.clone() } else { fresh }
            }
            _ => base.quote.clone(),
        };
        quote.is_some().then_some(Witness { article, stand: part.stand, says, quote, near: None, ..base })
    }
}

/// Changes the part under the cursor.
fn change_part(dialog: &mut Dialog, action: Action, articles: &[std::sync::Arc<Article>]) {
    let last = dialog.parts.len().saturating_sub(1);
    match action {
        Action::WitnessNext => dialog.part = (dialog.part + 1).min(last),
        Action::WitnessPrevious => dialog.part = dialog.part.saturating_sub(1),
        _ => {}
    }
    let Some(part) = dialog.parts.get_mut(dialog.part) else { return };
    let has_words = part.span.is_some() || part.before.as_ref().is_some_and(|w| w.quote.is_some());
    match action {
        Action::WitnessOut => part.out = !part.out,
        Action::WitnessStand => {
            part.out = false;
            part.stand = match part.stand {
                Stand::Differs => Stand::Agrees,
                Stand::Agrees => Stand::Silent,
                Stand::Silent if has_words => Stand::Differs,
                Stand::Silent => {
                    dialog.problem =
                        Some("no words of this article were found; select some with v and press a".into());
                    Stand::Silent
                }
            };
        }
        _ => {
            let article = part.article.and_then(|a| articles.get(a));
            if let (Some(article), Some(span)) = (article, part.span) {
                part.span = Some(resized(article, span, action));
            }
        }
    }
}

fn resized(article: &Article, span: Span, action: Action) -> Span {
    match action {
        Action::WitnessNarrow => select::resize_end(article, span, false),
        Action::WitnessWiden => select::resize_end(article, span, true),
        Action::WitnessNarrowStart => select::resize_start(article, span, false),
        Action::WitnessWidenStart => select::resize_start(article, span, true),
        _ => span,
    }
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
