//! Sheets whose cells stand far apart, closed up: their used rows and columns numbered without gaps.
//!
//! calamine lays a sheet out as a full rectangle from its first to its last cell, and makes room for as many as the sheet
//! declares. Two cells in opposite corners, or one false number, would cost gigabytes.

use std::collections::BTreeSet;

use super::records::{u16_at, u32_at};
use crate::read::ReadError;

/// Places that a sheet may have without being closed up.
const LAID_OUT: u64 = 1 << 20;
/// Places that one may have all the same afterwards, unless they are filled.
const CLOSED_UP: u64 = 4 << 20;

const DIMENSIONS: u16 = 0x0200;
/// Passed over by readers.
const NOTHING: u16 = 0x0060;
/// Records of several cells of a row: the last column stands at their end.
const SEVERAL: [u16; 2] = [0x00BD, 0x00BE];
/// Records of cells.
const CELLS: [u16; 13] = [
    0x0006, 0x0206, 0x0406, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00BE, 0x0001,
];

/// The rows and columns of a sheet, by their numbers without gaps.
pub(super) struct Spread {
    rows: Vec<u16>,
    columns: Vec<u16>,
}

impl Spread {
    /// The true place of a cell.
    pub(super) fn place(spread: Option<&Self>, row: u32, column: u32) -> (u32, u32) {
        let Some(spread) = spread else {
            return (row, column);
        };
        let at = |list: &[u16], number: u32| list.get(number as usize).map_or(number, |n| u32::from(*n));
        (at(&spread.rows, row), at(&spread.columns, column))
    }
}

/// Closes up what has to be in a workbook's stream. For each sheet that was closed up, gives where its rows and columns stood.
///
/// # Errors
/// [`ReadError::Limit`] where the cells of a sheet are spread too wide even so.
pub(super) fn compact(stream: &mut [u8]) -> Result<Vec<Option<Spread>>, ReadError> {
    let starts: Vec<usize> = records(stream, 0)
        .take_while(|r| r.kind != 0x000A)
        .filter(|r| r.kind == 0x0085)
        .map(|r| u32_at(stream, r.start).unwrap_or(u32::MAX) as usize)
        .collect();
    starts.into_iter().map(|start| close_up(stream, start)).collect()
}

/// A record: its kind, and where its data stands.
#[derive(Clone, Copy)]
struct Record {
    kind: u16,
    start: usize,
    end: usize,
}

fn records(stream: &[u8], from: usize) -> impl Iterator<Item = Record> + '_ {
    let mut at = from;
    std::iter::from_fn(move || {
        let kind = u16_at(stream, at)?;
        let start = at.checked_add(4)?;
        let end = start + usize::from(u16_at(stream, at + 2)?);
        at = end;
        (end <= stream.len()).then_some(Record { kind, start, end })
    })
}

/// Closes up the sheet whose records begin at `start`, where it has to be.
fn close_up(stream: &mut [u8], start: usize) -> Result<Option<Spread>, ReadError> {
    let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
    let mut found: Vec<Record> = Vec::new();
    let mut dimensions: Vec<Record> = Vec::new();
    let (mut depth, mut count, mut declared) = (0_usize, 0_u64, 0_u64);
    for record in records(stream, start) {
        match record.kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            DIMENSIONS => {
                dimensions.push(record);
                declared = declared.max(declared_places(
                    stream.get(record.start..record.end).unwrap_or_default(),
                ));
            }
            kind if CELLS.contains(&kind) => {
                let (Some(row), Some(first)) =
                    (u16_at(stream, record.start), u16_at(stream, record.start + 2))
                else {
                    continue;
                };
                let last = if SEVERAL.contains(&kind) {
                    u16_at(stream, record.end.saturating_sub(2)).unwrap_or(first)
                } else {
                    first
                };
                rows.insert(row);
                // A record of several cells is no longer than its data.
                let cells = (record.end - record.start) / 2;
                let columns_of = first
                    ..=last
                        .max(first)
                        .min(first.saturating_add(u16::try_from(cells).unwrap_or(u16::MAX)));
                count += columns_of.clone().count() as u64;
                columns.extend(columns_of);
                found.push(record);
            }
            _ => {}
        }
    }
    let reach = |set: &BTreeSet<u16>| match (set.first(), set.last()) {
        (Some(first), Some(last)) => u64::from(last - first) + 1,
        _ => 0,
    };
    if reach(&rows) * reach(&columns) <= LAID_OUT && declared <= LAID_OUT {
        return Ok(None);
    }
    let spread = Spread {
        rows: rows.into_iter().collect(),
        columns: columns.into_iter().collect(),
    };
    let places = spread.rows.len() as u64 * spread.columns.len() as u64;
    if places > CLOSED_UP && places > 8 * count {
        return Err(ReadError::Limit(format!(
            "a sheet spreads {count} cells over {places} places"
        )));
    }
    for record in dimensions {
        put(stream, record.start - 4, NOTHING);
    }
    for record in found {
        renumber(stream, record.start, &spread.rows);
        renumber(stream, record.start + 2, &spread.columns);
        if SEVERAL.contains(&record.kind) {
            renumber(stream, record.end.saturating_sub(2), &spread.columns);
        }
    }
    Ok(Some(spread))
}

/// How many places a sheet declares; none that makes no sense is taken at its word.
fn declared_places(data: &[u8]) -> u64 {
    let numbers = match data.len() {
        10 => [0, 2, 4, 6].map(|at| u16_at(data, at).map(u64::from)),
        _ => [
            u32_at(data, 0).map(u64::from),
            u32_at(data, 4).map(u64::from),
            u16_at(data, 8).map(u64::from),
            u16_at(data, 10).map(u64::from),
        ],
    };
    let [Some(top), Some(bottom), Some(left), Some(right)] = numbers else {
        return 0;
    };
    match (bottom.checked_sub(top), right.checked_sub(left)) {
        (Some(rows), Some(columns)) => rows * columns,
        // Counting backwards.
        _ if bottom > 0 || right > 0 => u64::MAX,
        _ => 0,
    }
}

fn renumber(stream: &mut [u8], at: usize, numbers: &[u16]) {
    let Some(number) = u16_at(stream, at) else { return };
    if let Ok(rank) = numbers.binary_search(&number) {
        put(stream, at, u16::try_from(rank).unwrap_or(u16::MAX));
    }
}

fn put(stream: &mut [u8], at: usize, number: u16) {
    if let Some(place) = stream.get_mut(at..at + 2) {
        place.copy_from_slice(&number.to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::io::{Cursor, Write};

    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    fn number(row: u16, column: u16, value: f64) -> Vec<u8> {
        let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        record(0x0203, &[&place[..], &value.to_le_bytes()].concat())
    }

    /// The stream of a workbook of one sheet.
    fn stream(cells: &[Vec<u8>]) -> Vec<u8> {
        let beginning = record(0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let name = [0, 0, 0, 0, 0, 0, 1, 0, b'S'];
        let start = (beginning.len() + 4 + name.len() + 4) as u32;
        let mut sheet = name.to_vec();
        sheet[..4].copy_from_slice(&start.to_le_bytes());
        let end = record(0x000A, b"");
        [
            beginning.clone(),
            record(0x0085, &sheet),
            end.clone(),
            beginning,
            cells.concat(),
            end,
        ]
        .concat()
    }

    /// The same in a compound file.
    fn workbook(cells: &[Vec<u8>]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("/Workbook")
            .unwrap()
            .write_all(&stream(cells))
            .unwrap();
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn cells_in_opposite_corners_cost_nothing_and_keep_their_places() {
        let bytes = workbook(&[number(0, 0, 1.0), number(65_535, 65_535, 2.0)]);
        let read = super::super::read(&bytes).unwrap();
        let cells: Vec<_> = read.sheets[0]
            .cells
            .iter()
            .map(|c| (c.row, c.column, c.text.as_str()))
            .collect();
        assert_eq!(cells, [(0, 0, "1"), (65_535, 65_535, "2")]);
    }

    #[test]
    fn streams_of_any_length_are_read() {
        // Short ones, up to 4096 bytes, stand in a stream of their own.
        for count in [1_u16, 100, 200, 400, 5000] {
            let cells: Vec<Vec<u8>> = (0..count).map(|n| number(n, 1, f64::from(n))).collect();
            let read = super::super::read(&workbook(&cells)).unwrap();
            assert_eq!(read.sheets[0].cells.len(), usize::from(count));
        }
    }

    #[test]
    fn a_false_declaration_is_not_believed() {
        let whole = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0];
        let backwards = [9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 5, 0, 0, 0];
        for dimensions in [whole, backwards] {
            let bytes = workbook(&[record(DIMENSIONS, &dimensions), number(3, 2, 7.0)]);
            let read = super::super::read(&bytes).unwrap();
            assert_eq!(read.sheets[0].cells[0].place(), (3, 2));
        }
    }

    #[test]
    fn an_ordinary_sheet_is_left_as_it_is() {
        let mut bytes = stream(&[number(0, 0, 1.0), number(9, 3, 2.0)]);
        let before = bytes.clone();
        assert!(compact(&mut bytes).unwrap().iter().all(Option::is_none));
        assert_eq!(bytes, before);
    }

    #[test]
    fn cells_on_a_wide_diagonal_are_refused() {
        let cells: Vec<Vec<u8>> = (0..8000).map(|n| number(n, n, 1.0)).collect();
        assert!(matches!(compact(&mut stream(&cells)), Err(ReadError::Limit(_))));
    }
}
