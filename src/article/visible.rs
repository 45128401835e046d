//! Symbols for characters that would command a terminal or hide in a text.

/// Returns the symbol that is shown for a character, when it may not be shown itself.
///
/// Control characters get their pictures (U+2400 and up), bidi controls an arrow, other invisible ones a dot.
pub fn visible(c: char) -> Option<char> {
    let code = c as u32;
    match code {
        0x00..=0x1f => char::from_u32(0x2400 + code),
        0x7f => Some('␡'),
        0x80..=0x9f => Some('␦'),
        // Embeddings, overrides and isolates: left-to-right ones, right-to-left ones, and their ends.
        0x202a | 0x202d | 0x2066 | 0x200e => Some('→'),
        0x202b | 0x202e | 0x2067 | 0x200f | 0x061c => Some('←'),
        0x202c | 0x2068 | 0x2069 => Some('↔'),
        0x2028 | 0x2029 => Some('␤'),
        0x200b | 0x2060..=0x2065 | 0x206a..=0x206f | 0xfeff | 0xfff9..=0xfffb | 0x180e => Some('·'),
        0xe0000..=0xe001f => Some('·'),
        _ => None,
    }
}

/// Returns a text with symbols for what may not be shown itself; line ends stay.
pub fn visible_text(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { visible(c).unwrap_or(c) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_commands_a_terminal_is_shown_raw() {
        for c in (0..=0x10ffff).filter_map(char::from_u32).filter(|c| c.is_control()) {
            assert!(visible(c).is_some_and(|v| !v.is_control()), "{:x}", c as u32);
        }
        assert_eq!(visible('\u{202e}'), Some('←'));
        assert_eq!(visible('é'), None);
        assert_eq!(visible('\u{200d}'), None, "joiners hold emoji and scripts together");
    }
}
