//! The document part of DOCX.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::part(
    "a.docx",
    "x",
    b"",
    "word/document.xml",
    data
));
