//! Compound files with an encrypted package, or a sealed workbook.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::whole("a.xlsx", data));
