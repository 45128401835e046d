//! Any text as each part of a DOCX file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::article::{self, Format, ReadAs};

#[path = "../../tests/support/files.rs"]
mod files;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let parts: Vec<&str> = text.split('\u{0}').collect();
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let zip = files::zip_of(&[
        ("word/document.xml", part(0)),
        ("word/styles.xml", part(1)),
        ("word/numbering.xml", part(2)),
        ("word/footnotes.xml", part(3)),
        ("docProps/core.xml", part(4)),
    ]);
    let how = ReadAs { format: Some(Format::Docx), ..ReadAs::default() };
    if let Ok(article) = article::read_as(&zip, "fuzzed", &how) {
        files::assert_sound(&article);
    }
});
