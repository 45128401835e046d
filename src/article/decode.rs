//! Bytes into characters: byte order mark, then UTF-8, then what the file declares, then detection.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::ReadError;

/// First bytes of formats that are no plain text, with their names.
const KNOWN: [(&[u8], &str); 10] = [
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
];
/// Bytes that are looked at to tell text from other things.
const LOOKED_AT: usize = 64 << 10;
/// In UTF-8 with a few damaged places there is at most one of them for this many sound characters beyond ASCII.
const SOUND: usize = 10;

/// Decodes bytes and returns the text with the encoding's WHATWG name in lower case.
///
/// Malformed sequences become U+FFFD and are counted as damage later; nothing is lost silently. What the file
/// `declared`, the server's word before its own, counts only where it can be true: many a page was saved in UTF-8 and still names
/// what it once was in.
///
/// # Errors
/// The bytes are no text, or the label names no encoding.
pub(super) fn decode<'b>(
    bytes: &'b [u8],
    label: Option<&str>,
    declared: &[Option<&str>],
) -> Result<(Cow<'b, str>, String), ReadError> {
    let named = match label {
        Some(label) => {
            Some(Encoding::for_label(label.as_bytes()).ok_or_else(|| ReadError::Encoding(label.to_owned()))?)
        }
        None => None,
    };
    let marked = Encoding::for_bom(bytes);
    let skip = marked.filter(|(e, _)| named.is_none_or(|n| n == *e)).map_or(0, |(_, length)| length);
    let body = &bytes[skip..];
    let encoding = match named.or(marked.map(|(e, _)| e)).or_else(|| without_mark(body)) {
        Some(encoding) => encoding,
        None => {
            refuse(body)?;
            // Sound UTF-8 is by far the most usual and needs no copy.
            let declared = believed(body, declared);
            match (std::str::from_utf8(body), declared) {
                // Only this one and UTF-16 look like UTF-8 to a machine and are something else.
                (Ok(_), Some(declared)) if declared == ISO_2022_JP => declared,
                (Ok(text), _) => return Ok((Cow::Borrowed(text), "utf-8".into())),
                (Err(_), Some(declared)) if ![UTF_16LE, UTF_16BE].contains(&declared) => declared,
                (Err(_), _) => detect(body),
            }
        }
    };
    let (text, _) = encoding.decode_without_bom_handling(body);
    Ok((text, encoding.name().to_lowercase()))
}

/// Returns the encoding that a server names, unless it is the one that many name for whatever they send.
pub(super) fn served(label: Option<&str>) -> Option<&str> {
    label.filter(|label| Encoding::for_label(label.as_bytes()).is_some_and(|e| e != WINDOWS_1252))
}

/// Returns the first encoding other than UTF-8 that is declared and in which the bytes are sound; else the last one.
fn believed(bytes: &[u8], declared: &[Option<&str>]) -> Option<&'static Encoding> {
    let known = declared.iter().flatten().filter_map(|label| Encoding::for_label(label.as_bytes()));
    let mut known = known.filter(|e| *e != UTF_8).peekable();
    let mut last = None;
    while let Some(encoding) = known.next() {
        last = Some(encoding);
        // With one there is nothing to choose.
        if known.peek().is_none() || !encoding.decode_without_bom_handling(bytes).1 {
            break;
        }
    }
    last
}

/// Recognises UTF-16 without a byte order mark by the zero bytes that Latin letters have there.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(LOOKED_AT) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = (head.len() / 2 * 7 / 10).max(8);
    match (even > most, odd > most) {
        (true, false) if odd == 0 => Some(UTF_16BE),
        (false, true) if even == 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// Refuses what is no plain text.
fn refuse(bytes: &[u8]) -> Result<(), ReadError> {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let start = head.trim_ascii_start();
    for (magic, what) in KNOWN {
        if start.get(..magic.len()).is_some_and(|s| s.eq_ignore_ascii_case(magic)) {
            return Err(ReadError::Unread(what));
        }
    }
    let controls = head.iter().filter(|b| **b < 0x20 && !b"\t\n\r\x0b\x0c\x1b".contains(b)).count();
    if memchr::memchr(0, head).is_some() || controls * 20 > head.len() {
        return Err(ReadError::Binary);
    }
    Ok(())
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    if is_damaged_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // The detector remembers nothing of ASCII that would need more than a few megabytes.
    let from = bytes.iter().position(|b| *b >= 0x80).unwrap_or(0);
    let part = &bytes[from..bytes.len().min(from + (4 << 20))];
    detector.feed(part, part.len() == bytes.len() - from);
    detector.guess(None, Utf8Detection::Allow)
}

/// Returns whether bytes are UTF-8 but for a few places: cut off, or pasted from a text in another encoding.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut damaged) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    damaged * SOUND <= sound
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, String) {
        let (text, encoding) = decode(bytes, None, &[]).unwrap();
        (text.into_owned(), encoding)
    }

    #[test]
    fn old_encodings_are_read_as_they_were_meant() {
        let german = "Die Brücke über die Mühle ist für Fußgänger gesperrt.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(german);
        assert_eq!(read(&bytes), (german.into(), "windows-1252".into()));
        let russian = "Мост закрыли после того, как настил провалился под пешеходами.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(read(&bytes), (russian.into(), "windows-1251".into()));
        assert_eq!(read("\u{feff}Brücke".as_bytes()), ("Brücke".into(), "utf-8".into()));
    }

    #[test]
    fn wide_encodings_are_read_with_and_without_a_mark() {
        let text = "The bridge at Ashcombe gave way.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(little.clone()).collect();
        assert_eq!(read(&little), (text.into(), "utf-16le".into()));
        assert_eq!(read(&marked), (text.into(), "utf-16le".into()));
        assert_eq!(read(&big), (text.into(), "utf-16be".into()));
    }

    #[test]
    fn a_broken_byte_does_not_turn_a_utf_8_text_into_another_encoding() {
        let mut bytes =
            "„Die Brücke über die Mühle ist für Fußgänger gesperrt“, sagte Jörg Größer.".as_bytes().to_vec();
        bytes.push(0xe2);
        let (text, encoding) = read(&bytes);
        assert_eq!(encoding, "utf-8");
        assert!(text.contains("Brücke") && text.ends_with('\u{fffd}'));
    }

    #[test]
    fn the_readers_choice_of_encoding_is_obeyed() {
        let (text, encoding) = decode(b"caf\xe9", Some("latin1"), &[]).unwrap();
        assert_eq!((text.as_ref(), encoding.as_str()), ("café", "windows-1252"));
        assert_eq!(decode(b"x", Some("klingon"), &[]), Err(ReadError::Encoding("klingon".into())));
    }

    #[test]
    fn what_a_page_declares_counts_only_where_it_can_be_true() {
        let read = |bytes: &[u8], declared: &str| decode(bytes, None, &[Some(declared)]).unwrap().1;
        assert_eq!(read(b"caf\xe9 \xb9", "iso-8859-2"), "iso-8859-2");
        assert_eq!(read("café".as_bytes(), "iso-8859-1"), "utf-8", "saved in UTF-8 by a browser");
        assert_eq!(read(b"caf\xe9 du port", "utf-8"), "windows-1252");
        assert_eq!(read(b"plain", "utf-16"), "utf-8");
        assert_eq!(read(b"\x1b$B3+\x1b(B", "iso-2022-jp"), "iso-2022-jp");
    }

    #[test]
    fn what_a_server_names_wrongly_does_no_harm() {
        let russian = encoding_rs::KOI8_R.encode("Девять человек пострадали на мосту").0;
        let read = |bytes: &[u8], server: &str, own: Option<&str>| {
            decode(bytes, None, &[served(Some(server)), own]).unwrap().1
        };
        assert_eq!(read(&russian, "koi8-r", None), "koi8-r");
        assert_eq!(read(&russian, "iso-8859-1", Some("koi8-r")), "koi8-r", "the default of many servers");
        assert_eq!(read(&russian, "utf-8", Some("koi8-r")), "koi8-r");
        assert_eq!(read(&russian, "euc-jp", Some("koi8-r")), "koi8-r", "it is not sound in that");
        assert_eq!(read("café".as_bytes(), "iso-8859-2", None), "utf-8");
        assert_eq!(read(b"caf\xe9 \x96 du port", "iso-8859-1", None), "windows-1252");
        assert_eq!(read(b"caf\xe9 du port", "klingon", None), "windows-1252");
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        let noise: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 1).collect();
        for (bytes, said) in [(b"{\\rtf1 x".as_slice(), "RTF"), (b"text\0more", "binary"), (&noise, "binary")]
        {
            let error = decode(bytes, None, &[]).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
