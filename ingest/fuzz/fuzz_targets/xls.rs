//! The records of an Excel 97-2003 workbook.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::xls_stream(data));
