//! Zip archives.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::whole("a.zip", data));
