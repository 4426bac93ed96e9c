//! Whole PDF files.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::whole("a.pdf", data));
