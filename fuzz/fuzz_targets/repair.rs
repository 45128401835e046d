//! Any text, mended: what is mended once is not damaged again, and the list says all that was done.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::article::{self, Format, ReadAs};

#[path = "../../tests/support/files.rs"]
mod files;

fuzz_target!(|bytes: &[u8]| {
    let how = ReadAs { format: Some(Format::Text), repair: true, encoding: Some("utf-8".into()), ..ReadAs::default() };
    if let Ok(article) = article::read_as(bytes, "fuzzed", &how) {
        files::assert_sound(&article);
        for change in &article.mended {
            assert!(change.before != change.after);
        }
    }
});
