//! Writes small HWP 5 and HWPX reports: the project's samples, and fixtures of the reader's tests.
//!
//! A [`Report`] is put together once and written in either format:
//!
//! ```
//! use xtask::hwp::{Block, Cell, Report, Style, Table};
//!
//! let mut report = Report::new("Yearly report");
//! report.push(Block::heading(1, "Ⅰ. Overview"));
//! report.push(Block::text("One paragraph."));
//! report.push(Block::styled(Style::Caption, "Table 1. Staff"));
//! report.push(Table::new(vec![
//!     vec![Cell::header("Unit").rows(2), Cell::header("People").columns(2)],
//!     vec![Cell::header("2024"), Cell::header("2025")],
//!     vec![Cell::new("Archive"), Cell::new("12"), Cell::new("14")],
//! ]));
//! let hwp: Vec<u8> = report.to_hwp5().unwrap();
//! let hwpx: Vec<u8> = report.to_hwpx().unwrap();
//! # assert!(hwp.starts_with(&[0xD0, 0xCF]) && hwpx.starts_with(b"PK"));
//! ```
//!
//! [`report`] is the model, [`layout`] breaks its paragraphs into lines and pages. HWP 5 is put together by
//! [`compound`] from [`docinfo`] and [`body`] (both made of [`record`]s) and [`summary`]; HWPX by [`package`] from
//! [`header_xml`] and [`section_xml`]. Layouts of records follow "Hwp Document File Formats 5.0, revision 1.3".

pub mod body;
pub mod compound;
pub mod docinfo;
pub mod header_xml;
pub mod layout;
pub mod package;
pub mod record;
pub mod report;
pub mod section_xml;
pub mod summary;

pub use compound::Hwp5Options;
pub use report::{Block, Cell, Paragraph, Report, Style, Table};
