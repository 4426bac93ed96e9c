//! The content of an OpenDocument spreadsheet.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::part(
    "a.ods",
    "mimetype",
    b"application/vnd.oasis.opendocument.spreadsheet",
    "content.xml",
    data
));
