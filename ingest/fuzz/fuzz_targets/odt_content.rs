//! The content of an OpenDocument text.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::part(
    "a.odt",
    "mimetype",
    b"application/vnd.oasis.opendocument.text",
    "content.xml",
    data
));
