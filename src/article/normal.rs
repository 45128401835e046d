//! Characters of a line in the form that the projected text has: NFC, white space folded, nothing that no
//! reader sees.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Appends a line: NFC, runs of white space as one blank, none at the ends, invisible characters left out.
///
/// Left out are soft hyphens, zero-width blanks, and joiners after a character that nothing can be joined to.
/// Control characters and bidi controls stay: they are evidence.
pub(super) fn push_folded(out: &mut String, line: &str) {
    let line = line.trim_ascii();
    if is_plain(line.as_bytes()) || !needs_care(line.as_bytes()) {
        out.push_str(line);
        return;
    }
    let start = out.len();
    push_visible(out, line);
    if is_nfc_quick(out[start..].chars()) != IsNormalized::Yes {
        let composed: String = out[start..].nfc().collect();
        out.truncate(start);
        out.push_str(&composed);
    }
}

/// Returns a line in the form that the projected text has; see [`push_folded`].
pub(super) fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    push_folded(&mut out, line);
    out
}

/// Returns whether a character is folded to a blank. NEL is not: in UTF-8 it is a misread `…`, hence evidence.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\u{85}'
}

/// Returns whether a character is left out where it follows `before`.
fn is_left_out(c: char, before: char) -> bool {
    match c {
        // Behind these letters it is the rest of a misread character (`Ã` and U+00AD are an `í`).
        '\u{ad}' => !matches!(before, 'Ã' | 'Â'),
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{180e}' => true,
        // Joiners shape Indic and Arabic letters and tie emoji; behind Latin ones they only hide.
        '\u{200c}' | '\u{200d}' => before < '\u{370}',
        _ => false,
    }
}

fn push_visible(out: &mut String, line: &str) {
    let start = out.len();
    let mut before = ' ';
    for c in line.chars() {
        if is_blank(c) {
            before = ' ';
        } else if !is_left_out(c, before) {
            if before == ' ' && out.len() > start {
                out.push(' ');
            }
            out.push(c);
            before = c;
        }
    }
}

/// Returns whether bytes are printable ASCII with single blanks; written so that it compiles to wide instructions.
fn is_plain(bytes: &[u8]) -> bool {
    let odd = bytes.iter().fold(false, |odd, &b| odd | !(0x20..0x80).contains(&b));
    let double =
        bytes.iter().zip(bytes.iter().skip(1)).fold(false, |d, (&a, &b)| d | (a == b' ' && b == b' '));
    !odd && !double
}

/// Returns whether anything in the bytes of a text may have to be folded, left out or composed.
///
/// It answers no for the usual text of most scripts, where every character is known to be in NFC whatever
/// stands around it; a wrong yes costs time, never correctness.
fn needs_care(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        let byte = |ahead: usize| bytes.get(at + ahead).copied().unwrap_or(0);
        let (second, third) = (byte(1), byte(2));
        let (sound, length) = match first {
            0x20..0x80 => (first != b' ' || second != b' ', 1),
            // No-break space and soft hyphen.
            0xc2 => (second != 0xa0 && second != 0xad, 2),
            0xc3..=0xcb | 0xd0 | 0xd1 | 0xd3..=0xd5 => (true, 2),
            0xce | 0xcf => (first != 0xce || second != 0x87, 2),
            0xd2 => (second >= 0x8a, 2),
            // General punctuation has the blanks and joiners; behind it stand currency signs, arrows, shapes.
            0xe2 if second == 0x80 => (third >= 0x90 && !matches!(third, 0xa8 | 0xa9 | 0xaf), 3),
            0xe2 if second == 0x81 => (third < 0x9f, 3),
            0xe2 => (matches!(second, 0x82 | 0x85..=0x8b | 0x8d..=0x9f), 3),
            // CJK punctuation without the wide blank and the tone marks, kana without the voicing marks.
            0xe3 => match second {
                0x80 => (!matches!(third, 0x80 | 0xaa..=0xaf), 3),
                0x82 => (!matches!(third, 0x99 | 0x9a), 3),
                0x81 | 0x83 | 0x90.. => (true, 3),
                _ => (false, 3),
            },
            0xe4..=0xe9 | 0xeb | 0xec => (true, 3),
            0xea => (second >= 0xb0, 3),
            0xed => (second < 0x9e, 3),
            0xef => (matches!(second, 0xbc | 0xbd) || second == 0xbf && third == 0xbd, 3),
            0xf0 => (second == 0x9f, 4),
            _ => (false, 1),
        };
        if !sound {
            return true;
        }
        at += length;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn white_space_is_folded_and_the_rest_kept() {
        assert_eq!(folded("  a\u{a0}b\t c  d \u{3000}\r"), "a b c d");
        assert_eq!(folded("e\u{301}te\u{301}"), "été");
        assert_eq!(folded("a\u{85}b\u{1b}[31m\u{202e}c"), "a\u{85}b\u{1b}[31m\u{202e}c");
    }

    #[test]
    fn what_no_reader_sees_is_left_out_and_what_scripts_need_is_kept() {
        assert_eq!(
            folded("Fuß\u{ad}gän\u{ad}ger pass\u{200d}word\u{200b} \u{feff}x"),
            "Fußgänger password x"
        );
        for kept in ["👩\u{200d}🚒", "می\u{200c}خواهم", "क्\u{200d}ष", "polÃ\u{ad}tica", "❤\u{fe0f}"]
        {
            assert_eq!(folded(kept), kept);
        }
    }

    #[test]
    fn a_mark_that_lost_its_invisible_neighbour_is_composed() {
        assert_eq!(folded("e\u{200b}\u{301}"), "é");
    }

    proptest! {
        /// The fast ways must never differ from the plain definition.
        #[test]
        fn shortcuts_change_nothing(line in "(\\PC|[ -~]| |\u{a0}|\u{301}|[\u{2000}-\u{20d0}]|[\u{3000}-\u{30a0}]|[\u{0340}-\u{0400}]){0,12}") {
            let mut visible = String::new();
            push_visible(&mut visible, &line);
            let slow: String = visible.nfc().collect();
            prop_assert_eq!(folded(&line), slow);
        }

        #[test]
        fn folding_twice_is_folding_once(line in "\\PC{0,20}") {
            let once = folded(&line);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
