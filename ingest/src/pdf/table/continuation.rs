//! Tables that run on over pages.

use super::GridTable;

/// Column boundaries of two parts agree within this distance (points).
const SAME_EDGE: f32 = 4.0;

/// Whether `next`, the first thing on its page, goes on with `table`, the last thing on the page before.
pub(crate) fn continues(table: &GridTable, next: &GridTable) -> bool {
    table.ruled == next.ruled
        && table.edges.len() == next.edges.len()
        && table.columns() >= 2
        && table
            .edges
            .iter()
            .zip(&next.edges)
            .all(|(a, b)| (a - b).abs() <= SAME_EDGE)
}

/// Appends the rows of `next`, without the header rows that it repeats.
pub(crate) fn join(table: &mut GridTable, next: GridTable) {
    let repeated = repeated_rows(table, &next);
    let offset = table.rows;
    table.rows += next.rows - repeated;
    table.cells.extend(
        next.cells
            .into_iter()
            .filter(|c| c.row >= repeated)
            .map(|mut cell| {
                cell.row = cell.row - repeated + offset;
                cell
            }),
    );
}

/// How many rows at the start of `next` say what the first rows of `table` say.
fn repeated_rows(table: &GridTable, next: &GridTable) -> usize {
    let row = |t: &GridTable, r: usize| {
        t.cells
            .iter()
            .filter(|c| c.row == r)
            .map(|c| {
                (
                    c.column,
                    c.column_span,
                    c.text.split_whitespace().collect::<String>(),
                )
            })
            .collect::<Vec<_>>()
    };
    let most = next.rows.min(table.rows).min(6).saturating_sub(1);
    let same = (0..most)
        .take_while(|&r| {
            let cells = row(next, r);
            cells.iter().any(|c| !c.2.is_empty()) && cells == row(table, r)
        })
        .count();
    // A header is cut only where no cell reaches out of it.
    if next
        .cells
        .iter()
        .any(|c| c.row < same && c.row + c.row_span > same)
    {
        0
    } else {
        same
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::geometry::Rect;
    use crate::pdf::table::GridCell;

    fn part(page: u32, rows: &[[&str; 2]]) -> GridTable {
        let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
            texts.iter().enumerate().map(move |(column, text)| GridCell {
                row,
                column,
                row_span: 1,
                column_span: 1,
                rect: Rect::new(0.0, 0.0, 1.0, 1.0),
                page,
                text: (*text).to_owned(),
                table: None,
            })
        });
        let cells = cells.collect();
        GridTable {
            rect: Rect::EMPTY,
            rows: rows.len(),
            edges: vec![0.0, 50.0, 100.0],
            cells,
            ruled: true,
        }
    }

    #[test]
    fn a_repeated_header_is_not_repeated() {
        let mut table = part(1, &[["法規", "日期"], ["甲法", "1月"]]);
        let next = part(2, &[["法規", "日期"], ["乙法", "2月"]]);
        assert!(continues(&table, &next));
        join(&mut table, next);
        let texts: Vec<_> = table
            .cells
            .iter()
            .map(|c| (c.row, c.page, c.text.as_str()))
            .collect();
        assert_eq!(table.rows, 3);
        assert_eq!(texts[4..], [(2, 2, "乙法"), (2, 2, "2月")]);
    }
}
