//! Damaged text mended, on the reader's word only: UTF-8 that was read as Windows-1252, and what is left of it.
//!
//! A run of characters is put back into bytes and read as UTF-8; where that fails nothing is touched. Some
//! damage lost a part on its way: a `Â` before a blank, a `â` that was a dash.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::WINDOWS_1252;

/// Characters shown on either side of a change.
const AROUND: usize = 24;

/// One place that was mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Number of the block that it stands in, from 0.
    pub block: usize,
    /// The damaged characters.
    pub before: String,
    /// What stands there instead; nothing when they only stood in the way.
    pub after: String,
    /// The words before the place, as they are now.
    pub left: String,
    /// The words behind the place, as they were.
    pub right: String,
}

/// Mends a text, and adds what it changed to the list.
pub(super) fn mend<'t>(text: &'t str, block: usize, changes: &mut Vec<Change>) -> Cow<'t, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut done) = (String::new(), 0);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let Some((range, after)) = place(text, at, c) else {
            at += c.len_utf8();
            continue;
        };
        out.push_str(&text[done..range.start]);
        changes.push(Change {
            block,
            before: text[range.clone()].to_owned(),
            after: after.clone(),
            left: last_of(&out),
            right: text[range.end..].chars().take(AROUND).collect(),
        });
        out.push_str(&after);
        (at, done) = (range.end, range.end);
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Returns a text with what is damaged in it mended.
pub fn mended(text: &str) -> Cow<'_, str> {
    mend(text, 0, &mut Vec::new())
}

fn last_of(text: &str) -> String {
    let from = text.char_indices().rev().nth(AROUND - 1).map_or(0, |(i, _)| i);
    text[from..].to_owned()
}

/// Returns the damaged place that begins at `at`, and what belongs there.
fn place(text: &str, at: usize, c: char) -> Option<(Range<usize>, String)> {
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let next = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
    // The last letter of a word in capitals, with a mark behind it, is sound: "IRMÃ”".
    let ends_capitals = before.is_uppercase();
    match c {
        'â' | 'ï' | 'ð' => sequence(text, at).or_else(|| orphan(at, c, before, next)),
        'Ã' | 'Â' if !ends_capitals => sequence(text, at).or_else(|| orphan(at, c, before, next)),
        '\u{c0}'..='\u{ff}' => words(text, at),
        _ => None,
    }
}

/// Reads one character of UTF-8 whose bytes became characters of their own.
fn sequence(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let (length, c) = one(&text[at..])?;
    Some((at..at + length, c.to_string()))
}

/// Reads a run of them: a word in another script, where a single one could be chance ("UMEÅ”").
fn words(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let (mut end, mut out) = (at, String::new());
    // It ends where its letters do: what follows is mended by itself, and nothing is read twice.
    while let Some((length, c)) = one(&text[end..]).filter(|(_, c)| c.is_alphabetic()) {
        end += length;
        out.push(c);
    }
    if out.is_empty() {
        return None;
    }
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let goes_on = text[end..].starts_with(char::is_alphabetic);
    let quotes = text[at..end].contains(['“', '”', '‘', '’', '"', '»', '«']);
    // No word has a capital behind a small letter, or a sign in its middle.
    let is_odd = before.is_lowercase() && text[at..].starts_with(char::is_uppercase);
    let in_word = goes_on && (before.is_alphabetic() || !quotes);
    (out.chars().count() > 1 || is_odd || in_word).then_some((at..end, out))
}

/// Returns the length in bytes of the first characters that are one character's UTF-8, and that character.
fn one(text: &str) -> Option<(usize, char)> {
    let mut bytes = Vec::with_capacity(4);
    let mut end = 0;
    for c in text.chars().take(4) {
        bytes.push(byte_of(c).filter(|b| *b >= 0x80)?);
        end += c.len_utf8();
        match std::str::from_utf8(&bytes) {
            Ok(read) => return read.chars().next().filter(|c| !c.is_control()).map(|c| (end, c)),
            Err(error) if error.error_len().is_some() => return None,
            Err(_) => {}
        }
    }
    None
}

/// Returns the byte that a character was made of in Windows-1252; what it leaves open is Latin-1.
fn byte_of(c: char) -> Option<u8> {
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let (bytes, _, failed) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (bytes.as_ref(), failed) {
        ([byte], false) => Some(*byte),
        _ => None,
    }
}

/// Returns what belongs in the place of a character whose fellows were lost.
fn orphan(at: usize, c: char, before: char, next: char) -> Option<(Range<usize>, String)> {
    let range = at..at + c.len_utf8();
    let is_quotation = matches!(next, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»');
    match c {
        'Â' if next.is_whitespace() || is_quotation => Some((range, String::new())),
        'â' if before.is_whitespace() && next.is_whitespace() => Some((range, "—".into())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_wrong_decoding_made_of_a_text_is_undone() {
        for text in [
            "“It’s over”, the café’s owner said – at 5 °C…",
            "Košice, škola, Łódź und Fußgänger: naïve coöperation",
            "мост закрыли",
            "„мир…” — «мост», да",
            "price €5 👩‍🚒 ½",
        ] {
            let (wrong, failed) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
            assert!(!failed);
            assert_eq!(mended(&wrong), text, "{wrong}");
        }
    }

    #[test]
    fn a_long_run_of_misread_signs_is_gone_over_once() {
        let text = "Å€Å„€€".repeat(100_000);
        let start = std::time::Instant::now();
        assert!(!mended(&text).is_empty());
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }

    #[test]
    fn what_lost_its_fellows_is_mended_and_listed() {
        let mut changes = Vec::new();
        let text = "Ashcombe\u{a0}â The deck fell.Â";
        assert_eq!(mend(text, 3, &mut changes), "Ashcombe\u{a0}— The deck fell.");
        let seen: Vec<(usize, &str, &str)> =
            changes.iter().map(|c| (c.block, c.before.as_str(), c.after.as_str())).collect();
        assert_eq!(seen, [(3, "â", "—"), (3, "Â", "")]);
        assert_eq!(
            (changes[1].left.as_str(), changes[1].right.as_str()),
            ("shcombe\u{a0}— The deck fell.", "")
        );
        assert_eq!(mended("Â “Nine”,Â ‘ten’"), " “Nine”, ‘ten’");
    }

    #[test]
    fn sound_text_is_never_touched() {
        for sound in [
            "Le pâté et l’âne, à la fin…",
            "Ângela e Âmbar: “É a IRMÔ",
            "São João, MAÇÃ “x”",
            "„Spaß“ und „Straß“",
            "Från UMEÅ” och ÅÄÖ",
            "Ñandú ¿qué? «Ñ»",
            "Il va â la mer",
            "5 × 5 ÷ 2",
        ] {
            let expected = if sound.contains(" â ") { sound.replace('â', "—") } else { sound.to_owned() };
            assert_eq!(mended(sound), expected, "{sound}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_mended_without_a_fault(text in "[ÃÂâïðÅÐ€™œ\u{80}-\u{ff} a-zA-Z“”]{0,24}") {
            let mut changes = Vec::new();
            let out = mend(&text, 0, &mut changes);
            prop_assert_eq!(changes.is_empty(), out == text);
        }
    }
}
