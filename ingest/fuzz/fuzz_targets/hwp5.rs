//! Whole HWP 5 files, compound file and all.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::whole("a.hwp", data));
