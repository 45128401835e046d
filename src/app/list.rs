//! The list of annotations: its cursor, and what each line says.

use crate::case::Annotation;

/// The state of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct List {
    /// Index of the annotation under the cursor.
    pub cursor: usize,
}

impl List {
    /// Keeps the cursor on a line of the list.
    pub fn clamp(&mut self, len: usize) {
        self.cursor = self.cursor.min(len.saturating_sub(1));
    }

    /// Moves the cursor, as far as the list goes.
    pub fn step(&mut self, by: isize, len: usize) {
        self.cursor = self.cursor.saturating_add_signed(by);
        self.clamp(len);
    }
}

/// Returns the question, or what stands for an empty one: the first two readings.
pub fn question(annotation: &Annotation) -> String {
    if !annotation.question.is_empty() {
        return annotation.question.clone();
    }
    let mut readings: Vec<&str> = Vec::new();
    for witness in &annotation.witnesses {
        let text = witness.says.as_deref().filter(|s| !s.is_empty());
        let text = text.or(witness.quote.as_ref().map(|q| q.text.as_str()));
        if let Some(text) = text.filter(|t| !readings.contains(t)) {
            readings.push(text);
        }
    }
    match readings.as_slice() {
        [] => "—".into(),
        [one] => format!("“{one}”"),
        [one, two, ..] => format!("“{one}” or “{two}”"),
    }
}
