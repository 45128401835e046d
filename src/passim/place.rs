//! A passage of passim's found in a text as this program reads it, which has other blanks, line ends and signs.
//!
//! Only letters and digits are compared. Their number before the passage says where it should be; where other words stand
//! there, the nearest place with the same letters is taken.

use memchr::memmem;
use unicode_normalization::UnicodeNormalization;

use crate::article::Span;

/// The letters and digits of a text, in lower case.
struct Letters {
    text: String,
    /// For each byte of `text`, where its character begins in the text it was made of.
    places: Vec<usize>,
}

impl Letters {
    fn of(text: &str) -> Letters {
        let mut letters = Letters { text: String::new(), places: Vec::new() };
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            letters.text.extend(c.to_lowercase());
            letters.places.resize(letters.text.len(), at);
        }
        letters
    }
}

/// Finds words in a text; `raw` is the text in which passim counted, with the character at which they begin there.
pub(super) fn find(text: &str, words: &str, raw: Option<(&str, usize)>) -> Option<Span> {
    let composed = |text: &str| Letters::of(&text.nfc().collect::<String>()).text;
    let (letters, wanted) = (Letters::of(text), composed(words));
    if wanted.is_empty() {
        return None;
    }
    let expected = raw.map_or(0, |(raw, begin)| {
        let end = raw.char_indices().nth(begin).map_or(raw.len(), |(at, _)| at);
        composed(&raw[..end]).len()
    });
    let hits = memmem::find_iter(letters.text.as_bytes(), wanted.as_bytes());
    let start = hits.min_by_key(|hit| hit.abs_diff(expected))?;
    let first = *letters.places.get(start)?;
    let last = *letters.places.get(start + wanted.len() - 1)?;
    let end = last + text[last..].chars().next().map_or(0, char::len_utf8);
    Some(Span::new(first, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, words: &str, raw: Option<(&str, usize)>) -> Option<&'t str> {
        find(text, words, raw).map(|span| &text[span.range()])
    }

    #[test]
    fn words_are_found_whatever_became_of_line_ends_and_marks() {
        let raw = "The  lamp was\ndark. Eleven boats\nlay outside; “E\u{301}leven”, they said.";
        let text = "The lamp was dark. Eleven boats lay outside; “Éleven”, they said.";
        assert_eq!(
            found(text, "Eleven boats\nlay outside;", Some((raw, 20))),
            Some("Eleven boats lay outside")
        );
        assert_eq!(found(text, "“E\u{301}leven”", None), Some("Éleven"));
        assert_eq!(found(text, "om the coast", None), None);
        assert_eq!(found(text, " … ", None), None);
    }

    #[test]
    fn of_equal_words_those_are_meant_that_stand_where_passim_says() {
        let raw = "no light\n\nno light\n\nno light";
        let text = "no light\nno light\nno light";
        let start = |begin| find(text, "no light", Some((raw, begin))).map(|span| span.start);
        assert_eq!([start(0), start(10), start(20), start(999)], [Some(0), Some(9), Some(18), Some(18)]);
    }
}
