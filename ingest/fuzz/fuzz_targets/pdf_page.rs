//! The program of one page of a PDF.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::pdf_page(data));
