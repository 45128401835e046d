//! What the reader set up, as far as the model needs it.

use super::rows::Typesetting;
use crate::config::Bidi;

/// The part of the configuration that the model needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Cells that a pane should have at least.
    pub min_pane_width: u16,
    /// Cells of text that a pane should have at most; 0 for no limit.
    pub max_text_width: u16,
    /// Share of the screen that the apparatus may take, in per cent.
    pub apparatus_share: u16,
    /// Rows kept between the cursor and the edge of a pane.
    pub margin: u16,
    /// Whether a map of the article stands at the edge of its pane.
    pub map: bool,
    /// Whether rows are stretched until they end below each other.
    pub justify: bool,
    /// Whether words are divided at the ends of rows.
    pub hyphenate: bool,
    /// Who puts text that reads from right to left in order.
    pub bidi: Bidi,
    /// Whether the mouse is ours at first.
    pub mouse: bool,
    /// The reader's initials, written into annotations.
    pub by: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            min_pane_width: 34,
            max_text_width: 80,
            apparatus_share: 34,
            margin: 2,
            map: true,
            justify: false,
            hyphenate: false,
            bidi: Bidi::Reorder,
            mouse: true,
            by: None,
        }
    }
}

impl Settings {
    /// Returns how text is set.
    pub(super) fn typesetting(&self) -> Typesetting {
        Typesetting { justify: self.justify, hyphenate: self.hyphenate }
    }
}
