//! A slide of PPTX.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::pptx_slide(data));
