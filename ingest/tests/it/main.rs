//! Integration tests of the ingest crate, one module a subject.

mod corpus;
mod hwp;
mod hwp_hostile;
mod ops;
mod pdf;
mod pdf_fixture;
mod spreadsheets;
mod text_formats;
mod workbook;
