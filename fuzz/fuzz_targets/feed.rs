//! Any bytes as a feed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::article::{self, Format, ReadAs};

#[path = "../../tests/support/files.rs"]
mod files;

fuzz_target!(|bytes: &[u8]| {
    let how = ReadAs { format: Some(Format::Feed), ..ReadAs::default() };
    if let Ok(article) = article::read_as(bytes, "fuzzed", &how) {
        files::assert_sound(&article);
    }
});
