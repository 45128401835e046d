//! Any text, mended: what is mended once is not damaged again, and the list says all that was done.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::article::{Format, ReadAs};

#[path = "../../tests/support/files.rs"]
mod files;

fuzz_target!(|bytes: &[u8]| {
    let how = ReadAs { format: Some(Format::Text), repair: true, encoding: Some("utf-8".into()), ..ReadAs::default() };
    if let Some(article) = files::assert_reads_as(bytes, &how) {
        assert!(article.mended.iter().all(|change| change.before != change.after));
    }
});
