//! The stream of HWP 3 behind its header.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::hwp3_body(data));
