//! The annotation dialog: an annotation while it is being written.

use ratatui::style::Style;
use tui_textarea::{TextArea, WrapMode};

pub use values::Values;

use super::action::Context;
use crate::align::PassageRef;
use crate::article::Span;
use crate::case::merge::Renamed;
use crate::case::{Annotation, Confidence, Kind, Severity, Stand, Status, Witness};

pub mod checks;
pub mod values;

/// The place that a draft belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftPlace {
    /// A new annotation, begun at a passage.
    New(PassageRef),
    /// The annotation of that id.
    Old(String),
}

/// An annotation while it is being written.
#[derive(Debug, Clone)]
pub struct Dialog {
    /// What its draft belongs to.
    pub place: DraftPlace,
    /// The id that a new annotation will have: known before it is saved, so that a draft of it is known to be saved.
    pub id: String,
    /// The annotation that is edited, as it was when the dialog opened.
    pub before: Option<Annotation>,
    /// What the dialog held when it opened; only what differs from it is saved.
    pub opened: Values,
    /// All kinds that can be picked.
    pub kinds: Vec<Kind>,
    /// Id of the kind that was picked.
    pub kind: Option<String>,
    /// What the accounts disagree on.
    pub question: TextArea<'static>,
    /// The articles' parts.
    pub parts: Vec<Part>,
    /// Index of the part under the cursor.
    pub part: usize,
    /// How much it matters.
    pub severity: Severity,
    /// How sure the reader is.
    pub confidence: Confidence,
    /// How far the reader got.
    pub status: Status,
    /// Tags, apart by commas.
    pub tags: TextArea<'static>,
    /// Addresses or sources, apart by semicolons.
    pub evidence: TextArea<'static>,
    /// The reader's text.
    pub note: TextArea<'static>,
    /// What was looked up, a line each; see [`checks`].
    pub checks: TextArea<'static>,
    /// What the reader concluded.
    pub verdict: TextArea<'static>,
    /// The field that has the keys.
    pub field: Field,
    /// Whether it opened on the reader's selections although a suspect is under the cursor.
    pub passes_suspect: bool,
    /// Why it could not be saved.
    pub problem: Option<String>,
}

/// An article's part in the annotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Index of the article; none when the case's article is not open.
    pub article: Option<usize>,
    /// Its words in the article; none when it is silent or its words were not found.
    pub span: Option<Span>,
    /// How it stands to the question.
    pub stand: Stand,
    /// The reading that the aligner or the reader gave it.
    pub says: String,
    /// Whether it is taken out.
    pub out: bool,
    /// The witness it comes from; its words are kept where they were not changed here.
    pub before: Option<Witness>,
}

/// A field of the dialog, in the order of `Tab`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // They are named after what they hold.
pub enum Field {
    Kind,
    Question,
    Witnesses,
    Severity,
    Confidence,
    Status,
    Tags,
    Evidence,
    Checks,
    Verdict,
    Note,
}

impl Field {
    /// All fields, in the order of `Tab`.
    pub const ALL: [Field; 11] = [
        Field::Kind,
        Field::Question,
        Field::Witnesses,
        Field::Severity,
        Field::Confidence,
        Field::Status,
        Field::Tags,
        Field::Evidence,
        Field::Checks,
        Field::Verdict,
        Field::Note,
    ];

    /// Returns the label before the field.
    pub fn label(self) -> &'static str {
        match self {
            Field::Kind => "kind",
            Field::Question => "question",
            Field::Witnesses => "witnesses",
            Field::Severity => "severity",
            Field::Confidence => "confidence",
            Field::Status => "status",
            Field::Tags => "tags",
            Field::Evidence => "evidence",
            Field::Note => "note",
            Field::Checks => "checks",
            Field::Verdict => "verdict",
        }
    }

    /// Returns the field so many steps on; the first and the last are ends, so that a Tab too many types nothing into
    /// the field of kinds.
    fn step(self, by: isize) -> Field {
        let at = Field::ALL.iter().position(|f| *f == self).unwrap_or(0);
        Field::ALL[at.saturating_add_signed(by).min(Field::ALL.len() - 1)]
    }
}

impl Dialog {
    /// Makes the dialog of a new annotation.
    pub fn new(place: DraftPlace, kinds: Vec<Kind>, kind: Option<String>, parts: Vec<Part>) -> Dialog {
        let dialog = Dialog {
            place,
            id: String::new(),
            before: None,
            opened: Values::default(),
            kinds,
            kind,
            question: text_area(""),
            parts,
            part: 0,
            severity: Severity::default(),
            confidence: Confidence::default(),
            status: Status::default(),
            tags: text_area(""),
            evidence: text_area(""),
            note: note_area(""),
            checks: note_area(""),
            verdict: text_area(""),
            field: Field::Kind,
            passes_suspect: false,
            problem: None,
        };
        dialog.opened()
    }

    /// Makes the dialog that edits an annotation.
    pub fn edit(annotation: &Annotation, kinds: Vec<Kind>, parts: Vec<Part>) -> Dialog {
        let dialog = Dialog {
            place: DraftPlace::Old(annotation.id.clone()),
            id: annotation.id.clone(),
            before: Some(annotation.clone()),
            opened: Values::default(),
            kinds,
            kind: Some(annotation.kind.clone()),
            question: text_area(&annotation.question),
            parts,
            part: 0,
            severity: annotation.severity,
            confidence: annotation.confidence,
            status: annotation.status,
            tags: text_area(&annotation.tags.join(", ")),
            evidence: text_area(&annotation.evidence.join("; ")),
            note: note_area(&annotation.note),
            checks: note_area(&checks::lines(&annotation.checks)),
            verdict: text_area(annotation.verdict.as_deref().unwrap_or_default()),
            field: Field::Question,
            passes_suspect: false,
            problem: None,
        };
        dialog.opened()
    }

    fn opened(mut self) -> Dialog {
        self.opened = self.values();
        self
    }

    /// Returns the context whose keys are read in the present field.
    pub fn context(&self) -> Context {
        match self.field {
            Field::Question | Field::Tags | Field::Evidence | Field::Verdict => Context::Field,
            Field::Note | Field::Checks => Context::Note,
            _ => Context::Dialog,
        }
    }

    /// Returns the text area of the present field.
    pub fn text(&mut self) -> Option<&mut TextArea<'static>> {
        match self.field {
            Field::Question => Some(&mut self.question),
            Field::Tags => Some(&mut self.tags),
            Field::Evidence => Some(&mut self.evidence),
            Field::Note => Some(&mut self.note),
            Field::Checks => Some(&mut self.checks),
            Field::Verdict => Some(&mut self.verdict),
            _ => None,
        }
    }

    /// Moves to another field.
    pub fn step(&mut self, by: isize) {
        self.field = self.field.step(by);
    }

    /// Changes the value of a field that has a choice.
    pub fn turn(&mut self, by: isize) {
        match self.field {
            Field::Kind => {
                let at = self.kinds.iter().position(|k| Some(&k.id) == self.kind.as_ref());
                let count = self.kinds.len() as isize;
                let next = match at {
                    Some(at) => (at as isize + by).rem_euclid(count.max(1)),
                    None if by > 0 => 0,
                    None => count - 1,
                };
                self.kind = self.kinds.get(next.max(0) as usize).map(|k| k.id.clone());
            }
            Field::Severity => self.severity = turned(Severity::ALL, self.severity, by),
            Field::Confidence => self.confidence = turned(Confidence::ALL, self.confidence, by),
            Field::Status => self.status = turned(Status::ALL, self.status, by),
            Field::Witnesses => {
                let last = self.parts.len().saturating_sub(1);
                self.part = self.part.saturating_add_signed(by).min(last);
            }
            _ => {}
        }
    }

    /// Follows what a merge renamed.
    pub(super) fn rename(&mut self, renamed: &Renamed) {
        if let DraftPlace::Old(id) = &mut self.place {
            renamed.rename_annotation(id);
            self.id.clone_from(id);
        }
        self.before.iter_mut().for_each(|before| renamed.annotation(before));
        let parts = self.parts.iter_mut().chain(&mut self.opened.parts);
        parts.for_each(|part| renamed.witnesses(part.before.as_mut_slice()));
    }

    /// Returns the question as typed, without blanks at its ends.
    pub fn question_text(&self) -> String {
        self.question.lines().join(" ").trim().to_owned()
    }

    /// Returns the note as typed; blank lines at its end are dropped.
    pub fn note_text(&self) -> String {
        self.note.lines().join("\n").trim_end().to_owned()
    }
}

fn turned<T: Copy + PartialEq>(all: &[T], value: T, by: isize) -> T {
    let at = all.iter().position(|v| *v == value).unwrap_or(0) as isize;
    all[(at + by).rem_euclid(all.len() as isize) as usize]
}

/// Makes a text field of one line.
pub(crate) fn text_area(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(vec![text.replace('\n', " ")]);
    area.move_cursor(tui_textarea::CursorMove::End);
    plainly(area)
}

/// The terminal's own cursor shows where one types; the text area draws none.
fn plainly(mut area: TextArea<'static>) -> TextArea<'static> {
    area.set_cursor_line_style(Style::default());
    area.set_cursor_style(Style::default());
    area
}

pub(super) fn note_area(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.lines().map(str::to_owned).collect());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.move_cursor(tui_textarea::CursorMove::Bottom);
    area.move_cursor(tui_textarea::CursorMove::End);
    plainly(area)
}
