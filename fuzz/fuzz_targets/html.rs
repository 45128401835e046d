//! Any bytes as a web page, as a reader view and whole.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::article::{self, Extractor, Format, ReadAs};

#[path = "../../tests/support/files.rs"]
mod files;

fuzz_target!(|bytes: &[u8]| {
    for extractor in [Extractor::Reader, Extractor::Plain] {
        let how = ReadAs { format: Some(Format::Html), extractor: Some(extractor), ..ReadAs::default() };
        if let Ok(article) = article::read_as(bytes, "fuzzed", &how) {
            files::assert_sound(&article);
        }
    }
});
