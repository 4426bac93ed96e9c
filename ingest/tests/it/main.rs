//! Integration tests of the ingest crate, one module a subject.

mod corpus;
mod hwp;
mod hwp_hostile;
mod ocr;
mod ops;
mod pdf;
mod pdf_encodings;
mod pdf_fixture;
mod pdf_hostile;
mod pdf_tables;
mod pdf_tagged;
mod pdf_text;
mod spreadsheets;
mod text_formats;
mod workbook;
