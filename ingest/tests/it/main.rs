//! Integration tests of the ingest crate, one module a subject.

mod binary_files;
mod container;
mod corpus;
mod hwp;
mod hwp_hostile;
mod hwp_objects;
mod mutations;
mod ocr;
mod office;
mod office_files;
mod ops;
mod outline;
mod pdf;
mod pdf_encodings;
mod pdf_fixture;
mod pdf_hostile;
mod pdf_tables;
mod pdf_tagged;
mod pdf_text;
mod sealed;
mod snapshots;
mod spreadsheets;
mod text_formats;
mod workbook;
