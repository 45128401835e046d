//! Any text as each part of an EPUB file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::article::{self, Format, ReadAs};

#[path = "../../tests/support/files.rs"]
mod files;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let parts: Vec<&str> = text.split('\u{0}').collect();
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let container = "<container><rootfile full-path=\"book.opf\"/></container>";
    let zip = files::zip_of(&[("META-INF/container.xml", container), ("book.opf", part(0)), ("a.xhtml", part(1))]);
    let how = ReadAs { format: Some(Format::Epub), ..ReadAs::default() };
    if let Ok(article) = article::read_as(&zip, "fuzzed", &how) {
        files::assert_sound(&article);
    }
});
