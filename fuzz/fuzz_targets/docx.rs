//! Any text as each part of a DOCX file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::article::Format;

#[path = "../../tests/support/files.rs"]
mod files;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let parts: Vec<&str> = text.split('\u{0}').collect();
    files::assert_reads(&files::docx_of(&parts), Format::Docx);
});
