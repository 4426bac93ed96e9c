//! Integration tests of the ingest crate, one module a subject.

mod container;
mod corpus;
mod hwp;
mod hwp_hostile;
mod hwp_objects;
mod mutations;
mod office;
mod ops;
mod outline;
mod pdf;
mod pdf_fixture;
mod sealed;
mod spreadsheets;
mod text_formats;
mod workbook;
