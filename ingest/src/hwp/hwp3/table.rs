//! Rows and columns of a table, from where its cells stand: HWP 3 gives areas and no addresses.

use super::super::manuscript::{Caption, CellObject, Paragraph, TableObject};

/// Edges nearer than this are one, in 1/1800 inch.
const TOLERANCE: u32 = 8;

/// Where a cell stands, in 1/1800 inch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// The table of cells with these areas and contents.
pub(super) fn lay_out(areas: &[Area], contents: Vec<Vec<Paragraph>>, caption: Caption) -> TableObject {
    let lefts = edges(areas.iter().map(|area| area.x));
    let tops = edges(areas.iter().map(|area| area.y));
    let mut cells = Vec::new();
    for (area, paragraphs) in areas.iter().zip(contents) {
        let (column, column_span) = extent(&lefts, area.x, area.width);
        let (row, row_span) = extent(&tops, area.y, area.height);
        cells.push(CellObject {
            address: Some((row, column)),
            row_span,
            column_span,
            header: false,
            paragraphs,
        });
    }
    TableObject {
        rows: u32::try_from(tops.len()).unwrap_or(0),
        columns: u32::try_from(lefts.len()).unwrap_or(0),
        cells,
        caption,
        ..TableObject::default()
    }
}

/// The distinct places at which cells begin.
fn edges(places: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut edges: Vec<u32> = places.collect();
    edges.sort_unstable();
    edges.dedup_by(|next, kept| next.abs_diff(*kept) <= TOLERANCE);
    edges
}

/// The first row or column that a cell covers, and how many.
fn extent(edges: &[u32], start: u32, length: u32) -> (u32, u32) {
    let end = start.saturating_add(length);
    let first = edges.partition_point(|edge| edge.saturating_add(TOLERANCE) < start);
    let last = edges.partition_point(|edge| edge.saturating_add(TOLERANCE) < end);
    let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    (number(first), number(last.saturating_sub(first)).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_become_rows_columns_and_spans() {
        let area = |x, y, width, height| Area { x, y, width, height };
        // A header over two columns beside one over two rows; edges may differ by a hair.
        let areas = [
            area(0, 0, 100, 80),
            area(100, 0, 200, 40),
            area(101, 40, 99, 40),
            area(200, 42, 100, 38),
        ];
        let table = lay_out(
            &areas,
            areas.iter().map(|_| Vec::new()).collect(),
            Caption::default(),
        );
        let cells: Vec<_> = table
            .cells
            .iter()
            .map(|cell| (cell.address, cell.row_span, cell.column_span))
            .collect();
        assert_eq!(
            cells,
            [
                (Some((0, 0)), 2, 1),
                (Some((0, 1)), 1, 2),
                (Some((1, 1)), 1, 1),
                (Some((1, 2)), 1, 1)
            ]
        );
        assert_eq!((table.rows, table.columns), (2, 3));
    }
}
