//! Kinds of disagreement: the built-in ones and those that the reader adds.

/// A sort of disagreement, picked by one key in the dialog.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Kind {
    /// The name in files; never changes.
    pub id: String,
    /// The name on the screen.
    pub label: String,
    /// The key that picks it.
    pub key: char,
}

/// The built-in kinds: id, label, key.
pub const BUILT_IN: &[(&str, &str, char)] = &[
    ("number", "Number", 'n'),
    ("time", "Time", 't'),
    ("place", "Place", 'p'),
    ("who", "Who", 'w'),
    ("what", "What", 'x'),
    ("cause", "Cause", 'c'),
    ("attribution", "Attribution", 'a'),
    ("quotation", "Quotation", 'q'),
    ("certainty", "Certainty", 'h'),
    ("framing", "Framing", 'f'),
    ("omission", "Omission", 'o'),
    ("scope", "Scope", 's'),
    ("translation", "Translation", 'r'),
    ("revision", "Revision", 'e'),
    ("other", "Other", '.'),
];

/// Returns all kinds of a case: the built-in ones, changed or extended by the reader's own.
pub fn all(own: &[Kind]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> =
        BUILT_IN.iter().map(|&(id, label, key)| Kind { id: id.into(), label: label.into(), key }).collect();
    for kind in own {
        match kinds.iter_mut().find(|k| k.id == kind.id) {
            Some(known) => *known = kind.clone(),
            None => kinds.push(kind.clone()),
        }
    }
    kinds
}
