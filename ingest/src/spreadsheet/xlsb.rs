//! XLSB (\[MS-XLSB\]): values and formulas from calamine, streamed; number formats, merged areas and hidden rows and columns
//! from a pass of our own over the binary records.

use std::collections::HashMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader as _, SheetType, SheetVisible, Xlsb, XlsbError};

use super::Workbook;
use super::number_format::NumberFormat;
use super::sheet::{Area, MOST_CELLS, Sheet, SheetCell, Spans};
use super::value;
use super::xlsx::metadata;
use crate::document::{Diagnostic, Place};
use crate::package::Package;
use crate::read::ReadError;

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    // calamine panics where the list of sheets names a part that no relationship leads to.
    let opened = catch_unwind(|| Xlsb::new(Cursor::new(bytes)));
    let opened = opened.map_err(|_| ReadError::Damaged("its list of sheets makes no sense".to_owned()))?;
    let mut source: Xlsb<_> = opened.map_err(|e| match e {
        XlsbError::Password => ReadError::Encrypted,
        other => ReadError::Damaged(other.to_string()),
    })?;
    let mut workbook = Workbook::default();
    if let Ok(properties) = source.workbook_properties() {
        workbook.title = properties.title.clone();
        workbook.metadata = metadata(&properties);
    }
    let date1904 = source.has_1904_epoch();
    let mut package = Package::open(bytes);
    let (parts, looks) = package
        .as_mut()
        .map(|p| (sheet_parts(p), looks(p)))
        .unwrap_or_default();
    let plain = Look::default();
    let mut room = MOST_CELLS;
    for meta in source.sheets_metadata().to_vec() {
        if !matches!(
            meta.typ,
            SheetType::WorkSheet | SheetType::MacroSheet | SheetType::DialogSheet
        ) {
            continue;
        }
        let place = Place::Sheet {
            sheet: meta.name.clone(),
            range: "A1".to_owned(),
        };
        let part = parts
            .get(&meta.name)
            .and_then(|p| package.as_mut()?.bytes(p))
            .unwrap_or_default();
        let shape = Shape::of(&part);
        let mut sheet = Sheet {
            name: meta.name,
            hidden: meta.visible != SheetVisible::Visible,
            ..Sheet::default()
        };
        let look = |row, column| {
            let style = shape.styles.get(&(row, column)).copied().unwrap_or(0);
            (looks.get(style as usize).unwrap_or(&plain), date1904)
        };
        // calamine panics on some damaged records: a sheet keeps what came before them.
        let complete = catch_unwind(AssertUnwindSafe(|| {
            cells(&mut source, &mut sheet, look, &mut room)
        }));
        let damage = match complete {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(_) => Some("a record makes no sense".to_owned()),
        };
        if let Some(damage) = damage {
            let message = format!("the sheet could not be read to its end: {damage}");
            workbook
                .diagnostics
                .push(Diagnostic::warning("damaged_sheet", message).at(place.clone()));
        }
        let _damaged = catch_unwind(AssertUnwindSafe(|| formulas(&mut source, &mut sheet)));
        sheet.merges = shape.merges;
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

#[derive(Default)]
struct Look {
    format: NumberFormat,
    framed: bool,
}

fn cells<'l>(
    source: &mut Xlsb<Cursor<&[u8]>>,
    sheet: &mut Sheet,
    look: impl Fn(u32, u32) -> (&'l Look, bool),
    room: &mut usize,
) -> Result<(), XlsbError> {
    let mut reader = source.worksheet_cells_reader(&sheet.name)?;
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let (look, date1904) = look(row, column);
        let mut kept = SheetCell {
            row,
            column,
            framed: look.framed,
            ..SheetCell::default()
        };
        value::set(&mut kept, cell.get_value(), &look.format, date1904);
        if !sheet.keep(kept, room) {
            break;
        }
    }
    Ok(())
}

fn formulas(source: &mut Xlsb<Cursor<&[u8]>>, sheet: &mut Sheet) {
    if let Ok(mut reader) = source.worksheet_cells_reader(&sheet.name) {
        sheet.put_formulas(|| reader.next_formula().ok().flatten());
    }
}

/// The part of each sheet, by the sheet's name.
fn sheet_parts(package: &mut Package<'_>) -> HashMap<String, String> {
    let mut book = package.workbook();
    if !book.to_ascii_lowercase().ends_with(".bin") {
        book = "xl/workbook.bin".to_owned();
    }
    let targets = package.relationships(&book);
    let bytes = package.bytes(&book).unwrap_or_default();
    let mut found = HashMap::new();
    // BrtBundleSh: state, id, then the relationship and the name.
    for (_, data) in each(&bytes).filter(|(kind, _)| *kind == 156) {
        let Some((relationship, at)) = wide_string(data, 8) else {
            continue;
        };
        let Some((name, _)) = wide_string(data, at) else {
            continue;
        };
        if let Some(target) = targets.get(&relationship) {
            found.insert(name, target.clone());
        }
    }
    found
}

/// The looks of the workbook's cell formats.
fn looks(package: &mut Package<'_>) -> Vec<Look> {
    let bytes = package.bytes("xl/styles.bin").unwrap_or_default();
    let mut codes: HashMap<u16, String> = HashMap::new();
    let mut framed: Vec<bool> = Vec::new();
    let (mut found, mut inside) = (Vec::new(), false);
    for (kind, data) in each(&bytes) {
        match kind {
            // BrtFmt
            44 => {
                if let (Some(id), Some((code, _))) = (u16_at(data, 0), wide_string(data, 2)) {
                    codes.insert(id, code);
                }
            }
            // BrtBorder: flags, then five lines of style (2 bytes) and colour (8 bytes).
            46 => framed.push((0..4).any(|side| u16_at(data, 1 + side * 10).is_some_and(|style| style != 0))),
            // BrtBeginCellXFs, BrtEndCellXFs
            617 => inside = true,
            618 => inside = false,
            // BrtXF
            47 if inside => {
                let id = u16_at(data, 2).unwrap_or(0);
                let border = u16_at(data, 8).map_or(usize::MAX, usize::from);
                let custom = codes.get(&id).map(String::as_str);
                let code = custom.or_else(|| NumberFormat::built_in(u32::from(id)));
                found.push(Look {
                    format: code.map_or_else(NumberFormat::default, NumberFormat::parse),
                    framed: framed.get(border).copied().unwrap_or(false),
                });
            }
            _ => {}
        }
    }
    found
}

/// What stands around the cells of a sheet.
#[derive(Default)]
struct Shape {
    styles: HashMap<(u32, u32), u32>,
    merges: Vec<Area>,
    hidden_rows: Spans,
    hidden_columns: Spans,
}

impl Shape {
    fn of(part: &[u8]) -> Self {
        let mut shape = Self::default();
        let mut row = 0;
        for (kind, data) in each(part) {
            match kind {
                // BrtRowHdr
                0 => {
                    row = u32_at(data, 0).unwrap_or(0);
                    if data.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                        shape.hidden_rows.push(row, row);
                    }
                }
                // The cells: column, then the format in three bytes.
                1..=11 => {
                    if let (Some(column), Some(style)) = (u32_at(data, 0), u32_at(data, 4))
                        && shape.styles.len() < MOST_CELLS
                    {
                        shape.styles.insert((row, column), style & 0x00ff_ffff);
                    }
                }
                // BrtColInfo
                60 => {
                    if let (Some(first), Some(last), Some(flags)) =
                        (u32_at(data, 0), u32_at(data, 4), u16_at(data, 16))
                        && flags & 1 != 0
                    {
                        shape.hidden_columns.push(first, last);
                    }
                }
                // BrtMergeCell
                176 => {
                    let at = |i: usize| u32_at(data, i * 4);
                    if let (Some(top), Some(bottom), Some(left), Some(right)) = (at(0), at(1), at(2), at(3)) {
                        shape.merges.push(Area {
                            top,
                            left,
                            bottom,
                            right,
                        });
                    }
                }
                _ => {}
            }
        }
        shape
    }
}

/// The records of a part: type and data, both with lengths of seven bits a byte.
fn each(part: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = *part.get(at)?;
        at += 1;
        let mut kind = u16::from(first & 0x7f);
        if first & 0x80 != 0 {
            kind |= u16::from(*part.get(at)? & 0x7f) << 7;
            at += 1;
        }
        let mut length = 0_usize;
        for shift in [0, 7, 14, 21] {
            let byte = *part.get(at)?;
            at += 1;
            length |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let data = part.get(at..at.checked_add(length)?)?;
        at += length;
        Some((kind, data))
    })
}

/// A string of a length in four bytes and UTF-16, and the place after it.
fn wide_string(data: &[u8], at: usize) -> Option<(String, usize)> {
    let length = u32_at(data, at)? as usize;
    let start = at.checked_add(4)?;
    let end = start.checked_add(length.checked_mul(2)?)?;
    let units: Vec<u16> = data
        .get(start..end)?
        .chunks_exact(2)
        .filter_map(|c| u16_at(c, 0))
        .collect();
    Some((String::from_utf16_lossy(&units), end))
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
