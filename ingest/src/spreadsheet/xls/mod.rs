//! Excel 97-2003 and 5.0/95 workbooks (BIFF in an OLE compound file, \[MS-XLS\]).
//!
//! Values and formulas come from calamine; number formats, frames and hidden rows and columns, which it does not give, from
//! a pass of our own over the records ([`records`]). It also lays each sheet out as a full rectangle, so that sheets whose
//! cells stand far apart are closed up for it first ([`compact`]), and it gets a compound file that is in order ([`streams`]).

mod compact;
mod records;
mod streams;

use std::collections::HashMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::Workbook;
use super::sheet::{Area, MOST_CELLS, Sheet, SheetCell};
use super::value;
use super::xlsx::metadata;
use crate::document::{Diagnostic, Place};
use crate::read::ReadError;
use compact::Spread;
use records::{Look, Records};
use streams::Streams;

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let mut streams = Streams::open(bytes)?;
    let records = Records::of(streams.workbook.clone());
    let spreads = compact::compact(&mut streams.workbook)?;
    // calamine panics on some damaged records, those of formulas most of all. The values can be had without these.
    let attempt = |streams: &Streams| catch_unwind(AssertUnwindSafe(|| lay_out(streams, &records, &spreads)));
    if let Ok(read) = attempt(&streams) {
        return read;
    }
    records::strip_formulas(&mut streams.workbook);
    let mut workbook = attempt(&streams)
        .unwrap_or_else(|_| Err(ReadError::Damaged("its records make no sense".to_owned())))?;
    let message = "the formulas are damaged; the values that were calculated last are given without them";
    workbook
        .diagnostics
        .push(Diagnostic::warning("damaged_formulas", message));
    Ok(workbook)
}

fn lay_out(streams: &Streams, records: &Records, spreads: &[Option<Spread>]) -> Result<Workbook, ReadError> {
    let laid_out = streams.file()?;
    let mut source: Xls<_> = Xls::new(Cursor::new(laid_out.as_slice())).map_err(|e| match e {
        XlsError::Password => ReadError::Encrypted,
        other => ReadError::Damaged(other.to_string()),
    })?;
    let mut workbook = Workbook::default();
    if let Ok(properties) = source.workbook_properties() {
        workbook.title = properties.title.clone();
        workbook.metadata = metadata(&properties);
    }
    let date1904 = source.has_1904_epoch();
    let plain = Look::default();
    let mut room = MOST_CELLS;
    for (index, meta) in source.sheets_metadata().to_vec().into_iter().enumerate() {
        if !matches!(
            meta.typ,
            SheetType::WorkSheet | SheetType::MacroSheet | SheetType::DialogSheet
        ) {
            continue;
        }
        let mut sheet = Sheet {
            name: meta.name.clone(),
            hidden: meta.visible != SheetVisible::Visible,
            ..Sheet::default()
        };
        let place = Place::Sheet {
            sheet: meta.name.clone(),
            range: "A1".to_owned(),
        };
        let range = match source.worksheet_range(&meta.name) {
            Ok(range) => range,
            Err(error) => {
                let message = format!("the sheet could not be read: {error}");
                workbook
                    .diagnostics
                    .push(Diagnostic::warning("damaged_sheet", message).at(place));
                continue;
            }
        };
        let shape = records.sheet(index).unwrap_or_default();
        let spread = spreads.get(index).and_then(Option::as_ref);
        let (first_row, first_column) = range.start().unwrap_or((0, 0));
        for (row, column, data) in range.used_cells() {
            let row = first_row.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
            let column = first_column.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
            let (row, column) = Spread::place(spread, row, column);
            let look = shape
                .looks
                .get(&(row, column))
                .and_then(|xf| records.looks.get(usize::from(*xf)))
                .unwrap_or(&plain);
            let mut kept = SheetCell {
                row,
                column,
                framed: look.sides.any(),
                sides: look.sides,
                strong: look.strong,
                ..SheetCell::default()
            };
            value::set(&mut kept, data, &look.format, date1904);
            if kept.holds_something() {
                sheet.cells.push(kept);
                room = room.saturating_sub(1);
            }
            if room == 0 {
                break;
            }
        }
        formulas(&mut source, &mut sheet, spread);
        // Empty cells with a frame hold a table together.
        let held: std::collections::HashSet<(u32, u32)> = sheet.cells.iter().map(SheetCell::place).collect();
        for (&(row, column), xf) in &shape.looks {
            let look = records.looks.get(usize::from(*xf)).unwrap_or(&plain);
            if look.sides.may_close() && !held.contains(&(row, column)) {
                sheet.cells.push(SheetCell {
                    row,
                    column,
                    framed: true,
                    sides: look.sides,
                    ..SheetCell::default()
                });
            }
        }
        sheet.merges = source
            .merge_cells_by_sheet_name(&meta.name)
            .unwrap_or_default()
            .iter()
            .map(area)
            .collect();
        sheet.hidden_rows = shape.hidden_rows;
        sheet.hidden_columns = shape.hidden_columns;
        workbook.sheets.push(sheet);
        if room == 0 {
            let message = format!("the workbook holds more than {MOST_CELLS} cells; the rest was not read");
            workbook
                .diagnostics
                .push(Diagnostic::warning("truncated", message).at(place));
            break;
        }
    }
    Ok(workbook)
}

fn area(d: &calamine::Dimensions) -> Area {
    Area {
        top: d.start.0,
        left: d.start.1,
        bottom: d.end.0,
        right: d.end.1,
    }
}

fn formulas(source: &mut Xls<Cursor<&[u8]>>, sheet: &mut Sheet, spread: Option<&Spread>) {
    let Ok(range) = source.worksheet_formula(&sheet.name) else {
        return;
    };
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    let mut found: HashMap<(u32, u32), String> = HashMap::new();
    for (row, column, formula) in range.used_cells() {
        let row = first_row.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
        let column = first_column.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
        found.insert(Spread::place(spread, row, column), format!("={formula}"));
    }
    for cell in &mut sheet.cells {
        cell.formula = found.remove(&cell.place());
    }
}
