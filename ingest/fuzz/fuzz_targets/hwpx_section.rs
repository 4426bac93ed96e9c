//! A section of HWPX.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::part(
    "a.hwpx",
    "mimetype",
    b"application/hwp+zip",
    "Contents/section0.xml",
    data
));
