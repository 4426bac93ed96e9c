//! The records of a section of HWP 5.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::hwp5_section(data));
