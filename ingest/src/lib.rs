//! Sources to documents.
//!
//! [`parse`] turns the bytes of one file into [`Document`]s. What a file is, is told from its content
//! ([`Format`]); one reader a format does the work ([`pdf`], [`hwp`], [`spreadsheet`], [`plain`]), and what all
//! of them need afterwards (header rows, units, typed values, languages, ids) is added in one place ([`mod@read`]).
//! Pages that are pictures go to a character recogniser, where the caller gives one ([`ocr`]).
//! A reader never loses a file: it gives what it could read and diagnostics for the rest.
//!
//! Around that stand the parts that a nightly run needs: [`source`] finds files, [`change`] tells what is new,
//! changed or gone, [`ledger`] remembers it between runs, [`worker`] parses in processes with limits, and
//! [`schedule`] says when the next run is due.
//!
//! This crate knows no RDF, no model and no network, and never asks the wall clock: times are passed in.

pub mod change;
mod compound_file;
mod container;
pub mod document;
mod fields;
pub mod format;
pub mod hwp;
pub mod language;
pub mod ledger;
mod limits;
mod numeral;
pub mod ocr;
mod office;
mod package;
pub mod pdf;
pub mod plain;
pub mod progress;
pub mod read;
pub mod render;
pub mod schedule;
mod sealed;
pub mod source;
pub mod spreadsheet;
pub mod table;
pub mod worker;
mod xml;

pub use document::{
    Block, BlockKind, Diagnostic, Document, Locator, Page, Place, Recognized, RecognizedWord, Severity,
};
pub use format::Format;
pub use plain::jsonl::records as parse_records;
pub use read::{ReadError, ReadOptions, Reading, parse};
pub use table::{Cell, Scalar, Table, Value};
