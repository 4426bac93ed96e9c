//! E-mails.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::prefixed(
    "a.eml",
    b"MIME-Version: 1.0\r\nFrom: a@example.org\r\n",
    data
));
