//! Damaged text: what a wrong decoding left behind. It is found and marked, never mended here.

use super::Span;

/// Finds damaged places in a text, in order and without overlaps.
///
/// These are U+FFFD, C1 controls, UTF-8 read as Windows-1252 (`â€™`, `Ã©`), an orphaned `Â` and a lone `â`.
pub(super) fn find(text: &str) -> Vec<Span> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut found: Vec<Span> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut previous = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, n)| *n);
        let length = match c {
            '\u{fffd}' | '\u{80}'..='\u{9f}' => c.len_utf8(),
            'Â' if !next.is_alphabetic() => c.len_utf8(),
            'â' if !previous.is_alphabetic() && !next.is_alphabetic() => {
                misread(&text[at..]).unwrap_or(c.len_utf8())
            }
            'Ã' | 'â' | 'Ð' | 'Ñ' => misread(&text[at..]).unwrap_or(0),
            _ => 0,
        };
        if length > 0 && found.last().is_none_or(|s| s.end <= at) {
            found.push(Span::new(at, at + length));
        }
        previous = c;
    }
    found
}

/// Returns the length of a sequence that is UTF-8 once it is written back in Windows-1252.
fn misread(text: &str) -> Option<usize> {
    let mut bytes: Vec<u8> = Vec::new();
    let mut end = 0;
    for c in text.chars().take(4) {
        let (byte, _, failed) = encoding_rs::WINDOWS_1252.encode(text.get(end..end + c.len_utf8())?);
        if failed || byte.len() != 1 {
            return None;
        }
        bytes.push(byte[0]);
        end += c.len_utf8();
        match std::str::from_utf8(&bytes) {
            Ok(_) if bytes[0] >= 0x80 => return Some(end),
            Err(e) if e.error_len().is_some() => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).iter().map(|s| &text[s.range()]).collect()
    }

    #[test]
    fn what_a_wrong_decoding_left_is_found() {
        assert_eq!(found("The bridgeâ€™s deck â fell.Â "), ["â€™", "â", "Â"]);
        assert_eq!(found("cafÃ© \u{fffd}"), ["Ã©", "\u{fffd}"]);
    }

    #[test]
    fn sound_text_is_left_alone() {
        for sound in ["Le pâté et l’âne", "Ângela e Âmbar", "São João", "Brücke", "ÂGE", "Ñandú"]
        {
            assert_eq!(found(sound), [] as [&str; 0], "{sound}");
        }
    }
}
