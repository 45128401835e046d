//! Bytes into characters: byte order mark, then UTF-8, then detection.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Decodes bytes and returns the text with the encoding's WHATWG name in lower case.
///
/// Malformed sequences become U+FFFD and are counted as damage later; nothing is lost silently.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, String) {
    let (encoding, skip) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { detect(bytes) }, 0),
    };
    let (text, _) = encoding.decode_without_bom_handling(&bytes[skip..]);
    (text, encoding.name().to_lowercase())
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Returns whether the bytes are no text: control bytes that no text has, or the first bytes of a known format.
pub(super) fn looks_binary(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() {
        return false;
    }
    let known: [&[u8]; 8] = [
        b"%PDF-",
        b"PK\x03\x04",
        b"\x7fELF",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\x1f\x8b",
        b"BM\x00\x00",
    ];
    let head = &bytes[..bytes.len().min(8192)];
    known.iter().any(|k| head.starts_with(k)) || memchr::memchr(0, head).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_encodings_are_read_as_they_were_meant() {
        let german = "Die Brücke über die Mühle ist für Fußgänger gesperrt.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(german);
        assert_eq!(decode(&bytes), (Cow::from(german), "windows-1252".into()));
        let russian = "Мост закрыли после того, как настил провалился под пешеходами.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(decode(&bytes), (Cow::from(russian), "windows-1251".into()));
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("Brücke".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&wide), (Cow::from("Brücke"), "utf-16le".into()));
        assert_eq!(decode("\u{feff}Brücke".as_bytes()), (Cow::from("Brücke"), "utf-8".into()));
    }
}
