//! The XML of HWPML.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::prefixed(
    "a.hml",
    b"<?xml version=\"1.0\"?><HWPML>",
    data
));
