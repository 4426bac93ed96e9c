//! Plain text, Markdown, HTML, delimited text and JSON Lines.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::text(data));
