//! Integration tests of the ingest crate, one module a subject.

mod corpus;
mod ops;
mod spreadsheets;
mod text_formats;
mod workbook;
