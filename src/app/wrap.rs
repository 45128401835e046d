//! Breaks a text into rows: break opportunities of UAX #14, hyphens where they are wanted, never within a grapheme.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::cells;
use super::hyphens::Hyphens;

/// The character that asks for a hyphen where a row ends behind it, and is not shown elsewhere.
const SOFT_HYPHEN: char = '\u{ad}';

/// A row of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
    /// Whether a hyphen stands behind it that is no part of the text.
    pub hyphen: bool,
    /// Whether the row ends because the text does, or says so, and not for want of room.
    pub last: bool,
}

/// Breaks a text into rows of at most `width` cells and hands each row's byte range to `emit`.
pub fn wrap(text: &str, width: usize, emit: &mut dyn FnMut(usize, usize)) {
    wrap_with(text, width, None, &mut |piece| emit(piece.start, piece.end));
}

/// Breaks a text into rows of at most `width` cells, hyphens included, and hands each to `emit`.
///
/// A word longer than a row is broken between graphemes; a grapheme wider than a row stands alone on its own.
pub fn wrap_with(text: &str, width: usize, hyphens: Option<Hyphens>, emit: &mut dyn FnMut(Piece)) {
    let width = width.max(1);
    let mut rows = Rows { text, width, emit };
    let (mut row_start, mut row_width) = (0, 0);
    let mut word_start = 0;
    for (end, opportunity) in linebreaks(text) {
        if !is_boundary(text, end) {
            continue;
        }
        let forced = opportunity == BreakOpportunity::Mandatory && end < text.len();
        loop {
            let word = &text[word_start..end];
            let solid = word.trim_end();
            let need = cells::text_width(solid) + usize::from(solid.ends_with(SOFT_HYPHEN));
            if row_width + need <= width {
                row_width += cells::text_width(word);
                break;
            }
            let room = width.saturating_sub(row_width);
            if let Some(at) = hyphens.and_then(|h| h.last_within(solid, room)) {
                rows.put(row_start, word_start + at, true, false);
                word_start += at;
                (row_start, row_width) = (word_start, 0);
            } else if row_start < word_start {
                rows.put(row_start, word_start, false, false);
                (row_start, row_width) = (word_start, 0);
            } else {
                row_start = rows.put_word(word_start, word_start + solid.len());
                row_width = cells::text_width(&text[row_start..end]);
                break;
            }
        }
        word_start = end;
        if forced {
            rows.put(row_start, end, false, true);
            (row_start, row_width) = (end, 0);
        }
    }
    if row_start < text.len() {
        rows.put(row_start, text.len(), false, true);
    }
}

fn is_boundary(text: &str, at: usize) -> bool {
    let ascii = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii);
    let bytes = text.as_bytes();
    // Between two characters of ASCII there is always a boundary but before the line feed that belongs to a return.
    if ascii(at.checked_sub(1).and_then(|b| bytes.get(b))) && ascii(bytes.get(at)) {
        return bytes.get(at) != Some(&b'\n');
    }
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

struct Rows<'t, 'e> {
    text: &'t str,
    width: usize,
    emit: &'e mut dyn FnMut(Piece),
}

impl Rows<'_, '_> {
    /// Emits a row without the blanks at its ends; a row of nothing else is none.
    fn put(&mut self, start: usize, end: usize, hyphen: bool, last: bool) {
        let (mut from, mut to) = (start, end);
        // Whole graphemes only: a blank can carry a combining mark.
        for grapheme in self.text[start..end].graphemes(true) {
            if !is_blank(grapheme) {
                break;
            }
            from += grapheme.len();
        }
        for grapheme in self.text[from..end].graphemes(true).rev() {
            if !is_blank(grapheme) {
                break;
            }
            to -= grapheme.len();
        }
        if from >= to {
            return;
        }
        let row = &self.text[from..to];
        let soft = !last && row.ends_with(SOFT_HYPHEN) && cells::text_width(row) < self.width;
        (self.emit)(Piece { start: from, end: to, hyphen: hyphen || soft, last });
    }

    /// Emits all full rows of a word that is wider than a row; returns where the last, open row starts.
    fn put_word(&mut self, start: usize, end: usize) -> usize {
        let (mut row_start, mut used) = (start, 0);
        for (at, grapheme) in self.text[start..end].grapheme_indices(true) {
            let more = cells::width(grapheme);
            if used > 0 && used + more > self.width {
                self.put(row_start, start + at, false, false);
                (row_start, used) = (start + at, 0);
            }
            used += more;
        }
        row_start
    }
}

fn is_blank(grapheme: &str) -> bool {
    grapheme.chars().all(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows_of(text: &str, width: usize) -> Vec<&str> {
        let mut rows = Vec::new();
        wrap(text, width, &mut |a, b| rows.push(&text[a..b]));
        rows
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(
            rows_of("Nine people were taken to hospital", 12),
            ["Nine people", "were taken", "to hospital"]
        );
        assert_eq!(rows_of("Krankenhausbett", 6), ["Kranke", "nhausb", "ett"]);
        assert_eq!(rows_of("a 記者会見で述べた", 6), ["a 記者", "会見で", "述べた"]);
    }

    #[test]
    fn no_row_begins_with_a_full_stop_or_ends_with_an_opening_bracket() {
        assert_eq!(rows_of("橋が落ちた。九人が", 10), ["橋が落ち", "た。九人が"]);
        assert_eq!(rows_of("橋が「落ちた」", 6), ["橋が", "「落ち", "た」"]);
    }

    #[test]
    fn families_flags_and_skin_tones_stay_whole() {
        let family = "👩\u{200d}👩\u{200d}👧\u{200d}👦";
        for emoji in [family, "🇨🇭", "👍🏽", "e\u{301}\u{302}", "❤\u{fe0f}", "नि", "각"] {
            for width in 1..6 {
                let rows = rows_of(&emoji.repeat(4), width).concat();
                assert_eq!(rows, emoji.repeat(4));
                assert!(
                    rows_of(&emoji.repeat(4), width).iter().all(|r| r.len() % emoji.len() == 0),
                    "{emoji}"
                );
            }
        }
    }

    #[test]
    fn a_hyphen_is_no_part_of_the_text_and_has_its_cell() {
        let text = "The extensive administration reorganised";
        let english = Hyphens::of_tag("en-GB");
        let mut pieces = Vec::new();
        wrap_with(text, 10, english, &mut |p| pieces.push(p));
        let rows: Vec<String> = pieces
            .iter()
            .map(|p| format!("{}{}", &text[p.start..p.end], if p.hyphen { "-" } else { "" }))
            .collect();
        assert!(rows.iter().all(|r| r.len() <= 10), "{rows:?}");
        assert!(rows.iter().any(|r| r.ends_with('-')), "{rows:?}");
        let words: String = pieces.iter().map(|p| &text[p.start..p.end]).collect();
        assert_eq!(words.replace(' ', ""), text.replace(' ', ""));
    }

    #[test]
    fn a_soft_hyphen_shows_only_where_the_row_ends() {
        let text = "foot\u{ad}bridge";
        let mut pieces = Vec::new();
        wrap_with(text, 6, None, &mut |p| pieces.push((p.hyphen, &text[p.start..p.end])));
        assert_eq!(pieces, [(true, "foot\u{ad}"), (false, "bridge")]);
        assert_eq!(cells::text_width(text), 10);
    }

    proptest! {
        #[test]
        fn no_character_is_lost_or_cut_at_any_width(
            text in "(\\PC|\\p{C}|[ \u{300}\u{200d}\u{ad}👩🏽🇨記。「\u{5d0}a\u{600}]){0,80}", width in 1usize..200, hyphens: bool,
        ) {
            let hyphens = Hyphens::of_tag("de").filter(|_| hyphens);
            let (mut at, mut rows) = (0, Vec::new());
            wrap_with(&text, width, hyphens, &mut |p| rows.push(p));
            let edges: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            for piece in rows {
                prop_assert!(text[at..piece.start].trim().is_empty(), "lost {:?}", &text[at..piece.start]);
                prop_assert!(edges.contains(&piece.start) && edges.contains(&piece.end), "cut {piece:?}");
                let row = &text[piece.start..piece.end];
                let alone = row.graphemes(true).filter(|g| cells::width(g) > 0).count() == 1;
                prop_assert!(cells::text_width(row) + usize::from(piece.hyphen) <= width || alone, "{row:?}");
                at = piece.end;
            }
            prop_assert!(text[at..].trim().is_empty(), "lost {:?}", &text[at..]);
        }
    }
}
