//! What the status line says.

/// A message on the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// One sentence.
    pub text: String,
    /// How it is shown.
    pub tone: Tone,
}

/// How a message is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something could not be done.
    Refused,
    /// Something is wrong and needs the reader.
    Wrong,
}
