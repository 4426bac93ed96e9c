//! Excel 97-2003 and 5.0/95 workbooks (BIFF in an OLE compound file, \[MS-XLS\]).
//!
//! Values and formulas come from calamine; number formats, frames and hidden rows and columns, which it does not give, from
//! a pass of our own over the records.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::Workbook;
use super::number_format::NumberFormat;
use super::sheet::{Area, MOST_CELLS, Sheet, SheetCell, Spans, clean};
use super::xlsx::{metadata, set_iso};
use crate::document::{Diagnostic, Place};
use crate::read::ReadError;

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let mut source: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|e| match e {
        XlsError::Password => ReadError::Encrypted,
        other => ReadError::Damaged(other.to_string()),
    })?;
    let mut workbook = Workbook::default();
    if let Ok(properties) = source.workbook_properties() {
        workbook.title = properties.title.clone();
        workbook.metadata = metadata(&properties);
    }
    let records = Records::of(bytes).unwrap_or_default();
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
        let (first_row, first_column) = range.start().unwrap_or((0, 0));
        for (row, column, data) in range.used_cells() {
            let row = first_row.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
            let column = first_column.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
            let look = shape
                .looks
                .get(&(row, column))
                .and_then(|xf| records.looks.get(usize::from(*xf)))
                .unwrap_or(&plain);
            let mut kept = SheetCell {
                row,
                column,
                framed: look.framed,
                boxed: look.boxed,
                strong: look.strong,
                ..SheetCell::default()
            };
            match data {
                Data::Int(n) => kept.set_number(*n as f64, &look.format, date1904),
                Data::Float(n) => kept.set_number(*n, &look.format, date1904),
                Data::DateTime(moment) => {
                    let standard = NumberFormat::parse(if moment.is_duration() {
                        "[h]:mm:ss"
                    } else {
                        "yyyy-mm-dd"
                    });
                    let format = if look.format.is_date() {
                        &look.format
                    } else {
                        &standard
                    };
                    kept.set_number(moment.as_f64(), format, date1904);
                }
                Data::DateTimeIso(text) => set_iso(&mut kept, text, &look.format, date1904),
                Data::DurationIso(text) => kept.text = clean(text),
                Data::String(text) => kept.set_text(text, &look.format),
                Data::Bool(value) => kept.set_boolean(*value),
                Data::Error(error) => kept.text = error.to_string(),
                _ => {}
            }
            if kept.holds_something() {
                sheet.cells.push(kept);
                room = room.saturating_sub(1);
            }
            if room == 0 {
                break;
            }
        }
        formulas(&mut source, &mut sheet);
        // Empty cells with a frame hold a table together.
        let held: std::collections::HashSet<(u32, u32)> = sheet.cells.iter().map(SheetCell::place).collect();
        for (&(row, column), xf) in &shape.looks {
            let look = records.looks.get(usize::from(*xf)).unwrap_or(&plain);
            if look.boxed && !held.contains(&(row, column)) {
                sheet.cells.push(SheetCell {
                    row,
                    column,
                    framed: true,
                    boxed: true,
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

fn formulas(source: &mut Xls<Cursor<&[u8]>>, sheet: &mut Sheet) {
    let Ok(range) = source.worksheet_formula(&sheet.name) else {
        return;
    };
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    let mut found: HashMap<(u32, u32), String> = HashMap::new();
    for (row, column, formula) in range.used_cells() {
        let row = first_row.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
        let column = first_column.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
        found.insert((row, column), format!("={formula}"));
    }
    for cell in &mut sheet.cells {
        cell.formula = found.remove(&cell.place());
    }
}

/// What the records say beside values.
#[derive(Default)]
struct Records {
    stream: Vec<u8>,
    /// By cell format (XF) index.
    looks: Vec<Look>,
    /// Where each sheet's records start.
    sheets: Vec<usize>,
}

#[derive(Default)]
struct Look {
    format: NumberFormat,
    framed: bool,
    boxed: bool,
    strong: bool,
}

#[derive(Default)]
struct Shape {
    looks: HashMap<(u32, u32), u16>,
    hidden_rows: Spans,
    hidden_columns: Spans,
}

impl Records {
    fn of(bytes: &[u8]) -> Option<Self> {
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
        let entry = file
            .read_root_storage()
            .find(|e| ["workbook", "book"].contains(&e.name().to_ascii_lowercase().as_str()))?;
        let path = entry.path().to_owned();
        let mut stream = Vec::new();
        file.open_stream(path)
            .ok()?
            .take(1 << 30)
            .read_to_end(&mut stream)
            .ok()?;
        let mut found = Self {
            stream: Vec::new(),
            looks: Vec::new(),
            sheets: Vec::new(),
        };
        let mut codes: HashMap<u16, String> = HashMap::new();
        let mut formats: Vec<(u16, u16, usize, bool)> = Vec::new();
        let mut bold: Vec<bool> = Vec::new();
        let mut biff8 = true;
        for (kind, data) in each(&stream, 0) {
            match kind {
                0x0809 => biff8 = u16_at(data, 0) == Some(0x0600),
                0x041e => {
                    if let Some((id, code)) = format_code(data, biff8) {
                        codes.insert(id, code);
                    }
                }
                0x0031 => bold.push(u16_at(data, 6).is_some_and(|weight| weight >= 600)),
                0x00e0 => {
                    let (Some(font), Some(format)) = (u16_at(data, 0), u16_at(data, 2)) else {
                        continue;
                    };
                    // Four bits of line style a side.
                    let lines = u16_at(data, 10).filter(|_| biff8).unwrap_or(0);
                    let framed = (0..4).filter(|side| (lines >> (side * 4)) & 0xf != 0).count();
                    let filled = biff8 && u16_at(data, 16).is_some_and(|fill| fill >> 10 != 0);
                    formats.push((font, format, framed, filled));
                }
                0x0085 => found.sheets.push(u32_at(data, 0).unwrap_or(u32::MAX) as usize),
                0x000a => break,
                _ => {}
            }
        }
        found.looks = formats
            .into_iter()
            .map(|(font, format, framed, filled)| {
                // Font number 4 is never used; the list goes on with 5.
                let font = usize::from(if font > 4 { font - 1 } else { font });
                let custom = codes.get(&format).map(String::as_str);
                let code = NumberFormat::built_in(u32::from(format))
                    .filter(|_| custom.is_none() || matches!(format, 14 | 22 | 37..=44));
                Look {
                    format: code
                        .or(custom)
                        .map_or_else(NumberFormat::default, NumberFormat::parse),
                    framed: framed > 0,
                    boxed: framed > 2,
                    strong: filled || bold.get(font).copied().unwrap_or(false),
                }
            })
            .collect();
        found.stream = stream;
        Some(found)
    }

    /// Formats, hidden rows and hidden columns of the sheet at an index.
    fn sheet(&self, index: usize) -> Option<Shape> {
        let start = *self.sheets.get(index)?;
        let mut shape = Shape::default();
        let mut depth = 0;
        for (kind, data) in each(&self.stream, start) {
            let at = |offset| u16_at(data, offset).map(u32::from);
            match kind {
                0x0809 => depth += 1,
                0x000a => {
                    depth -= 1;
                    if depth <= 0 {
                        break;
                    }
                }
                // Charts inside a sheet have records of their own.
                _ if depth != 1 => {}
                0x0208 => {
                    if let (Some(row), Some(flags)) = (at(0), at(12))
                        && flags & 0x20 != 0
                    {
                        shape.hidden_rows.push(row, row);
                    }
                }
                0x007d => {
                    if let (Some(first), Some(last), Some(flags)) = (at(0), at(2), at(8))
                        && flags & 1 != 0
                    {
                        shape.hidden_columns.push(first, last);
                    }
                }
                0x0006 | 0x00d6 | 0x00fd | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027e | 0x0406 => {
                    if let (Some(row), Some(column), Some(xf)) = (at(0), at(2), u16_at(data, 4)) {
                        shape.looks.insert((row, column), xf);
                    }
                }
                // Several cells of a row: numbers of six bytes each, or empty cells of two.
                0x00bd | 0x00be => {
                    let width = if kind == 0x00bd { 6 } else { 2 };
                    let (Some(row), Some(first)) = (at(0), at(2)) else {
                        continue;
                    };
                    let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                    for (step, cell) in cells.chunks_exact(width).enumerate() {
                        let column = first.saturating_add(u32::try_from(step).unwrap_or(0));
                        if let Some(xf) = u16_at(cell, 0) {
                            shape.looks.insert((row, column), xf);
                        }
                    }
                }
                _ => {}
            }
        }
        Some(shape)
    }
}

/// The records from an offset on: type and data. CONTINUE records stand for themselves.
fn each(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = start;
    std::iter::from_fn(move || {
        let kind = u16_at(stream, at)?;
        let length = usize::from(u16_at(stream, at + 2)?);
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, data))
    })
}

fn format_code(data: &[u8], biff8: bool) -> Option<(u16, String)> {
    let id = u16_at(data, 0)?;
    if !biff8 {
        let length = usize::from(*data.get(2)?);
        let (text, ..) = encoding_rs::WINDOWS_1252.decode(data.get(3..3 + length)?);
        return Some((id, text.into_owned()));
    }
    let length = usize::from(u16_at(data, 2)?);
    let wide = data.get(4)? & 1 != 0;
    let text = if wide {
        let units: Vec<u16> = data
            .get(5..5 + length * 2)?
            .chunks_exact(2)
            .filter_map(|c| u16_at(c, 0))
            .collect();
        String::from_utf16_lossy(&units)
    } else {
        data.get(5..5 + length)?.iter().map(|b| char::from(*b)).collect()
    };
    Some((id, text))
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at.checked_add(2)?)?
        .try_into()
        .ok()
        .map(u16::from_le_bytes)
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at.checked_add(4)?)?
        .try_into()
        .ok()
        .map(u32::from_le_bytes)
}
