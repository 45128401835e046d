//! Any bytes as a web page, as a reader view and whole.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::article::Format;

#[path = "../../tests/support/files.rs"]
mod files;

fuzz_target!(|bytes: &[u8]| files::assert_reads(bytes, Format::Html));
