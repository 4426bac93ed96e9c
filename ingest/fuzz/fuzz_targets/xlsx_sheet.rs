//! The XML of a sheet.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| quarry_ingest_fuzz::xlsx_sheet(data));
