//! Tables that run on over pages.

use super::{GridCell, GridTable};
use crate::pdf::layout::spacing::append_line;
use crate::pdf::structure::numbering;

/// Column boundaries of two parts agree within this distance (points).
const SAME_EDGE: f32 = 4.0;

/// Whether `next`, the first thing on its page, goes on with `table`, the last thing on the page before: its columns
/// are the same, or both are equally wide and the page broke inside a row, the header is repeated or the last row and
/// the first one are parted alike, the first one below labels that hold for both.
pub(crate) fn continues(table: &GridTable, next: &GridTable) -> bool {
    let same = |a: Option<&f32>, b: Option<&f32>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= SAME_EDGE,
        _ => false,
    };
    let broken = table.open.bottom || next.open.top;
    let as_wide =
        same(table.edges.first(), next.edges.first()) && same(table.edges.last(), next.edges.last());
    table.ruled == next.ruled
        && table.columns() >= 2
        && (same_columns(table, next)
            || as_wide && (broken || repeats_header(table, next) || goes_on_below_labels(table, next)))
}

/// Whether the first row of `next` is parted as the last row of `table` and leaves the labels of rows empty.
fn goes_on_below_labels(table: &GridTable, next: &GridTable) -> bool {
    let bounds = |t: &GridTable, in_row: &dyn Fn(&GridCell) -> bool| -> Vec<f32> {
        let mut cells: Vec<&GridCell> = t.cells.iter().filter(|c| in_row(c)).collect();
        cells.sort_by_key(|c| c.column);
        cells
            .iter()
            .filter_map(|c| t.edges.get(c.column).copied())
            .collect()
    };
    let last = bounds(table, &|c| c.row + c.row_span == table.rows);
    let first = bounds(next, &|c| c.row == 0);
    let label = next.cells.iter().find(|c| c.row == 0 && c.column == 0);
    next.ruled
        && first.len() >= 3
        && last.len() == first.len()
        && last.iter().zip(&first).all(|(a, b)| (a - b).abs() <= SAME_EDGE)
        && label.is_some_and(is_blank)
}

fn is_blank(cell: &GridCell) -> bool {
    cell.text.is_empty() && cell.table.is_none()
}

/// Labels of rows that the page break cut: empty cells at the start of the first row of `next` become part of the
/// label above them.
fn lengthen_labels(table: &mut GridTable, next: &mut GridTable, row: usize) {
    let mut column = 0;
    while let Some(at) = next
        .cells
        .iter()
        .position(|c| c.row == row && c.column == column && is_blank(c))
    {
        let (span, height) = next.cells.get(at).map_or((1, 1), |c| (c.column_span, c.row_span));
        let Some(label) = last_cell(table, column).and_then(|i| table.cells.get_mut(i)) else {
            return;
        };
        if (label.column, label.column_span) != (column, span) || is_blank(label) {
            return;
        }
        label.row_span += height;
        next.cells.remove(at);
        column += span.max(1);
    }
}

/// Whether both parts begin with the same row of labels.
fn repeats_header(table: &GridTable, next: &GridTable) -> bool {
    let first = |t: &GridTable| -> Vec<String> {
        let cells = t.cells.iter().filter(|c| c.row == 0);
        cells
            .map(|c| c.text.split_whitespace().collect::<String>())
            .filter(|text| !text.is_empty())
            .collect()
    };
    let labels = first(table);
    let least = if table.columns() == next.columns() { 2 } else { 3 };
    labels.len() >= least
        && labels.iter().any(|l| l.chars().any(char::is_alphabetic))
        && labels == first(next)
}

fn same_columns(table: &GridTable, next: &GridTable) -> bool {
    table.edges.len() == next.edges.len()
        && table
            .edges
            .iter()
            .zip(&next.edges)
            .all(|(a, b)| (a - b).abs() <= SAME_EDGE)
}

/// Gives both parts the columns of both.
fn share_columns(table: &mut GridTable, next: &mut GridTable) {
    let mut edges = table.edges.clone();
    for edge in &next.edges {
        if edges.iter().all(|e| (e - edge).abs() > SAME_EDGE) {
            edges.push(*edge);
        }
    }
    edges.sort_by(f32::total_cmp);
    for part in [table, next] {
        let places: Vec<usize> = part
            .edges
            .iter()
            .map(|edge| {
                let nearest =
                    |a: &(usize, &f32), b: &(usize, &f32)| (a.1 - edge).abs().total_cmp(&(b.1 - edge).abs());
                edges.iter().enumerate().min_by(nearest).map_or(0, |e| e.0)
            })
            .collect();
        let place = |column: usize| {
            places
                .get(column)
                .copied()
                .unwrap_or(edges.len().saturating_sub(1))
        };
        for cell in &mut part.cells {
            let (first, last) = (place(cell.column), place(cell.column + cell.column_span));
            cell.column = first;
            cell.column_span = last.saturating_sub(first).max(1);
        }
        part.edges.clone_from(&edges);
    }
}

/// Appends the rows of `next`, without the header rows that it repeats.
pub(crate) fn join(table: &mut GridTable, mut next: GridTable) {
    let alike = table.columns() == next.columns() && repeats_header(table, &next);
    if !same_columns(table, &next) && !alike {
        share_columns(table, &mut next);
    }
    let repeated = repeated_rows(table, &next);
    let broken = (table.open.bottom || next.open.top) && meets_last_row(table, &next, repeated);
    table.open.bottom = next.open.bottom;
    let broken = broken || goes_on_in_row(table, &next, repeated) || goes_on_in_text(table, &next, repeated);
    if broken && next.rows > repeated {
        append_row(table, &mut next, repeated);
    } else if table.ruled {
        lengthen_labels(table, &mut next, repeated);
    }
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

/// Whether the page broke in the middle of a row: nothing stands in the first column, and the text of some cell
/// is in the middle of a sentence.
fn goes_on_in_row(table: &GridTable, next: &GridTable, row: usize) -> bool {
    let first: Vec<&GridCell> = next.cells.iter().filter(|c| c.row == row).collect();
    let above = |column: usize| last_cell(table, column).and_then(|i| table.cells.get(i));
    let blank = first
        .first()
        .is_some_and(|c| c.column == 0 && c.text.is_empty() && c.table.is_none());
    let broken = first.iter().any(|c| {
        above(c.column).is_some_and(|a| {
            let open = !a.text.ends_with(SENTENCE_ENDS);
            open && a.column == c.column
                && a.text.chars().count() >= 15
                && !c.text.is_empty()
                && numbering::marker(&c.text).is_none()
        })
    });
    blank && broken && next.rows > row
}

/// Whether the page broke in the middle of a row as the texts show: some cell is full and in the middle of a sentence,
/// and none that goes on was finished; or both parts compare an old and a new text and no new article begins.
fn goes_on_in_text(table: &GridTable, next: &GridTable, row: usize) -> bool {
    if !table.ruled || !meets_last_row(table, next, row) {
        return false;
    }
    let pairs: Vec<(&GridCell, &GridCell)> = next
        .cells
        .iter()
        .filter(|c| c.row == row && !c.text.is_empty())
        .filter_map(|c| Some((last_cell(table, c.column).and_then(|i| table.cells.get(i))?, c)))
        .filter(|(above, _)| !above.text.is_empty())
        .collect();
    if is_comparison(table) && is_comparison(next) {
        let begins =
            |c: &GridCell| numbering::marker(&c.text).is_some_and(|m| m.scheme <= numbering::Scheme::Article);
        return !pairs.is_empty() && !next.cells.iter().any(|c| c.row == row && begins(c));
    }
    let open = |(above, c): &(&GridCell, &GridCell)| {
        !above.text.ends_with(SENTENCE_ENDS) && numbering::marker(&c.text).is_none()
    };
    pairs.iter().all(|(above, _)| above.full) && pairs.iter().any(open)
}

/// Whether a table of two columns sets an old text beside a new one, as Korean drafts of laws do: the header says so,
/// or what stands for passages that are added, taken out, left out or kept.
fn is_comparison(table: &GridTable) -> bool {
    let solid = |c: &GridCell| -> String { c.text.chars().filter(|c| !c.is_whitespace()).collect() };
    table.columns() == 2
        && table.cells.iter().any(|c| {
            let text = solid(c);
            matches!(text.as_str(), "현행" | "개정안")
                || ["<신설>", "<삭제>", "(생략)", "(현행과같음)"]
                    .iter()
                    .any(|p| text.contains(p))
        })
}

/// What sentences and notes end with.
const SENTENCE_ENDS: [char; 12] = ['.', '。', '!', '?', ':', ')', '）', ';', '음', '함', '임', '>'];

/// Whether the cells of a row stand under those of the last row.
fn meets_last_row(table: &GridTable, next: &GridTable, row: usize) -> bool {
    let mut cells = next.cells.iter().filter(|c| c.row == row).peekable();
    cells.peek().is_some()
        && cells.all(|c| {
            last_cell(table, c.column)
                .and_then(|i| table.cells.get(i))
                .is_some_and(|above| (above.column, above.column_span) == (c.column, c.column_span))
        })
}

/// The cell of the last row that covers a column.
fn last_cell(table: &GridTable, column: usize) -> Option<usize> {
    table.cells.iter().rposition(|c| {
        c.row + c.row_span == table.rows && (c.column..c.column + c.column_span).contains(&column)
    })
}

/// Moves the first row of `next` into the last row of `table`.
fn append_row(table: &mut GridTable, next: &mut GridTable, row: usize) {
    let (first, rest): (Vec<GridCell>, Vec<GridCell>) = std::mem::take(&mut next.cells)
        .into_iter()
        .partition(|c| c.row == row);
    for cell in &first {
        if let Some(home) = last_cell(table, cell.column).and_then(|i| table.cells.get_mut(i)) {
            if numbering::marker(&cell.text).is_some_and(|m| m.begins_paragraph) {
                home.text.push('\n');
                home.text.push_str(&cell.text);
            } else {
                append_line(&mut home.text, &cell.text);
            }
            home.full = cell.full;
        }
    }
    next.cells = rest;
    for cell in &mut next.cells {
        if cell.row > row {
            cell.row -= 1;
        }
    }
    // A cell that covered more rows than this one begins with the next row.
    for mut cell in first {
        if cell.row_span > 1 {
            cell.row_span -= 1;
            cell.text.clear();
            next.cells.push(cell);
        }
    }
    next.cells.sort_by_key(|c| (c.row, c.column));
    next.rows = next.rows.saturating_sub(1);
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
    use crate::pdf::table::{GridCell, Open};

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
                full: false,
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
            open: Open::default(),
            size: 10.0,
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

    #[test]
    fn a_row_that_the_page_broke_is_one_row_even_where_other_columns_follow() {
        let mut table = part(1, &[["法規", "日期"], ["甲法第一條規定", "1月"]]);
        let mut next = part(2, &[["之施行", ""], ["乙法", "2月"]]);
        next.open.top = true;
        next.edges.push(140.0);
        assert!(!continues(&table, &next), "it is wider");
        next.edges = vec![0.0, 50.0, 70.0, 100.0];
        for cell in next.cells.iter_mut().filter(|c| c.column == 1) {
            cell.column_span = 2;
        }
        assert!(continues(&table, &next));
        join(&mut table, next);
        let texts: Vec<_> = table
            .cells
            .iter()
            .map(|c| (c.row, c.column_span, c.text.as_str()))
            .collect();
        assert_eq!(table.rows, 3);
        assert_eq!(texts[2], (1, 1, "甲法第一條規定之施行"));
        assert_eq!(texts[4..], [(2, 1, "乙法"), (2, 2, "2月")]);
    }
}
