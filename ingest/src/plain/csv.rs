//! Delimited text: one table, on a sheet named after the file.

use super::delimiter;
use crate::document::{Block, Locator, Place};
use crate::read::{ReadError, Reading};
use crate::spreadsheet::address;
use crate::table::{Cell, Table};

/// The most cells that are read.
const MOST_CELLS: usize = 20_000_000;

/// Reads decoded text; `sheet` names the sheet.
///
/// # Errors
/// Where the file has more cells than memory should hold.
pub fn read(text: &str, sheet: &str) -> Result<Reading, ReadError> {
    // Spreadsheet programs write the delimiter on a first line of its own.
    let (delimiter, body, skipped) = match text.strip_prefix("sep=").and_then(|r| r.split_once('\n')) {
        Some((mark, rest)) if mark.trim_end().len() == 1 => (mark.bytes().next().unwrap_or(b','), rest, 1),
        _ => (
            delimiter::sniff(text.get(..sample_end(text)).unwrap_or(text)),
            text,
            0,
        ),
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut cells: Vec<Cell> = Vec::new();
    let (mut rows, mut columns) = (0_u32, 0_u32);
    let mut record = csv::StringRecord::new();
    let mut line = 1;
    while reader
        .read_record(&mut record)
        .map_err(|e| ReadError::Damaged(e.to_string()))?
    {
        // The reader passes over empty lines; in a spreadsheet they are rows.
        let inside = record
            .iter()
            .map(|f| f.bytes().filter(|b| *b == b'\n').count())
            .sum::<usize>() as u64;
        let empty = reader.position().line().saturating_sub(line + 1 + inside);
        let row = rows.saturating_add(u32::try_from(empty).unwrap_or(0));
        rows = row.saturating_add(1);
        line = reader.position().line();
        crate::progress::step();
        for (column, text) in record.iter().enumerate() {
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            columns = columns.max(column.saturating_add(1));
            if cells.len() >= MOST_CELLS {
                return Err(ReadError::Limit(format!("more than {MOST_CELLS} cells")));
            }
            let range = address::cell(row + skipped, column);
            let place = Place::Sheet {
                sheet: sheet.to_owned(),
                range,
            };
            cells.push(Cell {
                row,
                column,
                row_span: 1,
                column_span: 1,
                text: text.to_owned(),
                value: None,
                formula: None,
                hidden: false,
                locator: Locator {
                    place,
                    row: Some(row),
                    column: Some(column),
                },
                table: None,
            });
        }
    }
    if cells.is_empty() {
        return Ok(Reading::default());
    }
    let range = address::range(
        skipped,
        0,
        (rows + skipped).saturating_sub(1),
        columns.saturating_sub(1),
    );
    let place = Place::Sheet {
        sheet: sheet.to_owned(),
        range,
    };
    let table = Table {
        rows,
        columns,
        header_rows: named_columns(&cells, columns),
        cells,
        ..Table::default()
    };
    Ok(Reading {
        blocks: vec![Block::table(table, place.into())],
        ..Reading::default()
    })
}

/// The end of the first 64 kB, at a character.
fn sample_end(text: &str) -> usize {
    let mut end = text.len().min(65_536);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// One header row where the first line names every column and no name is a figure; nought leaves it to the detection.
fn named_columns(cells: &[Cell], columns: u32) -> u32 {
    let first: Vec<&Cell> = cells.iter().take_while(|c| c.row == 0).collect();
    let names = first.iter().all(|c| {
        !c.text
            .starts_with(|s: char| s.is_ascii_digit() || s == '-' || s == '(')
    });
    let mut distinct: Vec<&str> = first.iter().map(|c| c.text.as_str()).collect();
    distinct.sort_unstable();
    distinct.dedup();
    u32::from(columns > 1 && names && distinct.len() == columns as usize && cells.iter().any(|c| c.row > 0))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail")]

    use super::read;

    #[test]
    fn empty_lines_keep_their_row() {
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "", "1,\"x", "y\"", "2,z", ""].join(end);
            let reading = read(&text, "s").unwrap();
            let table = reading.blocks[0].table.as_ref().unwrap();
            let places: Vec<_> = table.cells.iter().map(|c| (c.row, c.column)).collect();
            assert_eq!(
                places,
                [(0, 0), (0, 1), (2, 0), (2, 1), (3, 0), (3, 1)],
                "{end:?}"
            );
        }
    }
}
