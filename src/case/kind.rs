//! Kinds of disagreement: the built-in ones and those that the reader adds.

/// A sort of disagreement, picked by one key in the dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// The name in files; never changes.
    pub id: String,
    /// The name on the screen.
    pub label: String,
    /// The key that picks it.
    pub key: char,
}

/// A kind that the reader adds, or what the reader changes of a built-in one.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
pub struct OwnKind {
    /// The name in files; never changes.
    pub id: String,
    /// The name on the screen; the built-in one, or else the id, without it.
    #[serde(default)]
    pub label: Option<String>,
    /// The key that picks it; the built-in one without it.
    #[serde(default)]
    pub key: Option<char>,
}

/// Why the kinds of a case cannot be told apart; each says which and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KindError {
    /// Two of them have one key.
    #[error("the kinds `{0}` and `{1}` both have the key {2}; give one of them another key")]
    SameKey(String, String, char),
    /// It is not built in and has no key.
    #[error("the kind `{0}` has no key; write one, as in key = \"g\"")]
    NoKey(String),
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
pub fn all(own: &[OwnKind]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> =
        BUILT_IN.iter().map(|&(id, label, key)| Kind { id: id.into(), label: label.into(), key }).collect();
    for kind in own {
        match (kinds.iter_mut().find(|k| k.id == kind.id), kind.key) {
            (Some(known), key) => {
                known.label = kind.label.clone().unwrap_or_else(|| known.label.clone());
                known.key = key.unwrap_or(known.key);
            }
            (None, Some(key)) => {
                let label = kind.label.clone().unwrap_or_else(|| kind.id.clone());
                kinds.push(Kind { id: kind.id.clone(), label, key });
            }
            // A case file with such a kind does not open.
            (None, None) => {}
        }
    }
    kinds
}

/// Returns all kinds of a case once each can be picked by its own key.
///
/// # Errors
/// Two have one key, or one has none.
pub fn check(own: &[OwnKind]) -> Result<Vec<Kind>, KindError> {
    let kinds = all(own);
    if let Some(kind) = own.iter().find(|o| !kinds.iter().any(|k| k.id == o.id)) {
        return Err(KindError::NoKey(kind.id.clone()));
    }
    for (at, kind) in kinds.iter().enumerate() {
        if let Some(other) = kinds[..at].iter().find(|k| k.key == kind.key) {
            return Err(KindError::SameKey(other.id.clone(), kind.id.clone(), kind.key));
        }
    }
    Ok(kinds)
}
