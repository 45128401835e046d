//! Any bytes as what they seem to be: format, encoding and language are told by the bytes alone.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::article::ReadAs;

#[path = "../../tests/support/files.rs"]
mod files;

fuzz_target!(|bytes: &[u8]| {
    files::assert_reads_as(bytes, &ReadAs::default());
});
