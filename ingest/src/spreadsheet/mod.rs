//! Reading XLSX, XLSB, XLS and ODS.
//!
//! One reader a format gives [`sheet::Sheet`]s: the cells that hold something, with the text that the program displays
//! ([`number_format`]), typed value, formula and place. [`segment`] finds the tables of a sheet, [`layout`] makes blocks of
//! tables and of the lines around them.

pub mod address;
mod layout;
pub mod number_format;
mod ods;
mod segment;
mod sheet;
mod value;
mod xls;
mod xlsb;
mod xlsx;

use std::collections::BTreeMap;

use crate::document::Diagnostic;
use crate::format::Format;
use crate::read::{ReadError, ReadOptions, Reading};
use crate::sealed::biff;
use sheet::Sheet;

/// What a workbook holds.
#[derive(Debug, Default)]
struct Workbook {
    title: Option<String>,
    metadata: BTreeMap<String, String>,
    sheets: Vec<Sheet>,
    diagnostics: Vec<Diagnostic>,
}

/// Reads one workbook.
///
/// # Errors
/// Where nothing of the file can be read.
pub fn read(bytes: &[u8], format: Format, options: &ReadOptions) -> Result<Reading, ReadError> {
    let workbook = match format {
        Format::Xlsb => xlsb::read(bytes)?,
        Format::Xls => match biff::open(bytes, options.password.as_deref())? {
            Some(opened) => xls::read(&opened)?,
            None => xls::read(bytes)?,
        },
        Format::Ods => ods::read(bytes, options)?,
        _ => xlsx::read(bytes)?,
    };
    let Workbook {
        title,
        metadata,
        mut sheets,
        diagnostics,
    } = workbook;
    for sheet in &mut sheets {
        sheet.settle();
        crate::progress::step();
    }
    let filled = sheets
        .iter()
        .filter(|s| s.cells.iter().any(sheet::SheetCell::holds_something))
        .count();
    let mut reading = Reading {
        metadata,
        diagnostics,
        ..Reading::default()
    };
    let mut first_title = None;
    for sheet in sheets {
        let hidden = sheet.hidden;
        let mut part = layout::layout(sheet, filled > 1);
        if first_title.is_none() && !hidden {
            first_title = part.title.take();
        }
        reading.blocks.append(&mut part.blocks);
        crate::progress::step();
    }
    if reading.blocks.is_empty() && reading.diagnostics.is_empty() {
        reading.diagnostics.push(Diagnostic::warning(
            "empty",
            "the workbook has no cell with content",
        ));
    }
    reading.title = title.filter(|t| !t.trim().is_empty()).or(first_title);
    Ok(reading)
}
