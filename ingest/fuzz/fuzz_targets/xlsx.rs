//! Whole XLSX files, zip archive and all.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::whole("a.xlsx", data));
