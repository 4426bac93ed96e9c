//! What calamine does not give: number formats, borders, hidden rows and columns, from the records themselves.

use std::collections::HashMap;

use super::super::number_format::NumberFormat;
use super::super::sheet::{Sides, Spans};

/// What the records say beside values.
#[derive(Default)]
pub(super) struct Records {
    stream: Vec<u8>,
    /// By cell format (XF) index.
    pub(super) looks: Vec<Look>,
    /// Where each sheet's records start.
    sheets: Vec<usize>,
}

#[derive(Default)]
pub(super) struct Look {
    pub(super) format: NumberFormat,
    pub(super) sides: Sides,
    pub(super) strong: bool,
}

#[derive(Default)]
pub(super) struct Shape {
    pub(super) looks: HashMap<(u32, u32), u16>,
    pub(super) hidden_rows: Spans,
    pub(super) hidden_columns: Spans,
}

impl Records {
    /// Reads the definitions of a workbook's stream.
    pub(super) fn of(stream: Vec<u8>) -> Self {
        let mut found = Self {
            stream: Vec::new(),
            looks: Vec::new(),
            sheets: Vec::new(),
        };
        let mut codes: HashMap<u16, String> = HashMap::new();
        let mut formats: Vec<(u16, u16, Sides, bool)> = Vec::new();
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
                    let sides = Sides::new([0, 4, 8, 12].map(|shift| lines >> shift & 0xf != 0));
                    let filled = biff8 && u16_at(data, 16).is_some_and(|fill| fill >> 10 != 0);
                    formats.push((font, format, sides, filled));
                }
                0x0085 => found.sheets.push(u32_at(data, 0).unwrap_or(u32::MAX) as usize),
                0x000a => break,
                _ => {}
            }
        }
        found.looks = formats
            .into_iter()
            .map(|(font, format, sides, filled)| {
                // Font number 4 is never used; the list goes on with 5.
                let font = usize::from(if font > 4 { font - 1 } else { font });
                let custom = codes.get(&format).map(String::as_str);
                let code = NumberFormat::built_in(u32::from(format))
                    .filter(|_| custom.is_none() || matches!(format, 14 | 22 | 37..=44));
                Look {
                    format: code
                        .or(custom)
                        .map_or_else(NumberFormat::default, NumberFormat::parse),
                    sides,
                    strong: filled || bold.get(font).copied().unwrap_or(false),
                }
            })
            .collect();
        found.stream = stream;
        found
    }

    /// Formats, hidden rows and hidden columns of the sheet at an index.
    pub(super) fn sheet(&self, index: usize) -> Option<Shape> {
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

/// Empties the formulas of all cells; their values stay.
pub(super) fn strip_formulas(stream: &mut [u8]) {
    let mut at = 0;
    while let (Some(kind), Some(length)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        // Place, format, value and flags come first, then the length of the formula.
        if matches!(kind, 0x0006 | 0x0206 | 0x0406)
            && let Some(tokens) = stream.get_mut(at + 24..at + 26)
        {
            tokens.fill(0);
        }
        at += 4 + usize::from(length);
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

pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at.checked_add(2)?)?
        .try_into()
        .ok()
        .map(u16::from_le_bytes)
}

pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at.checked_add(4)?)?
        .try_into()
        .ok()
        .map(u32::from_le_bytes)
}
