//! What a grapheme looks like on the terminal, and how many cells it takes.
//!
//! Wrapping and drawing both ask here, so that they can never disagree on a width.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::article;

/// Returns what is drawn for a grapheme: itself, or symbols where it would command the terminal or not be seen.
///
/// A soft hyphen is nothing until a row ends behind it; a combining mark that stands alone gets a ring to stand on.
pub fn symbol(grapheme: &str) -> Cow<'_, str> {
    if grapheme.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Cow::Borrowed(grapheme);
    }
    if grapheme == "\u{ad}" {
        return Cow::Borrowed("");
    }
    if grapheme.chars().any(needs_symbol) {
        let shown: String = grapheme.chars().map(|c| article::visible(c).unwrap_or(c)).collect();
        return Cow::Owned(shown);
    }
    match grapheme.chars().next() {
        Some(first) if grapheme.width() == 0 => {
            let ringed = is_combining_mark(first).then(|| format!("◌{grapheme}"));
            ringed.filter(|r| r.width() == 1).map_or(Cow::Borrowed("·"), Cow::Owned)
        }
        _ => Cow::Borrowed(grapheme),
    }
}

fn needs_symbol(c: char) -> bool {
    article::visible(c).is_some()
}

/// Returns the width of a grapheme in cells.
pub fn width(grapheme: &str) -> usize {
    match grapheme.as_bytes() {
        [b] if (0x20..0x7f).contains(b) => 1,
        _ => symbol(grapheme).width(),
    }
}

/// Returns the width of a text in cells.
pub fn text_width(text: &str) -> usize {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return text.len();
    }
    text.graphemes(true).map(width).sum()
}

/// Returns how many bytes of a text fit into `cells`, whole graphemes only.
pub fn fitting(text: &str, cells: usize) -> usize {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += width(grapheme);
        if used > cells {
            return at;
        }
    }
    text.len()
}

/// Returns the longest beginning of a text that fits into `cells`, with an ellipsis where something was cut.
pub fn fit(text: &str, cells: usize) -> String {
    if text_width(text) <= cells {
        return text.graphemes(true).map(symbol).collect();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let more = width(grapheme);
        if used + more + 1 > cells {
            break;
        }
        out.push_str(&symbol(grapheme));
        used += more;
    }
    if cells > 0 {
        out.push('…');
    }
    out
}
