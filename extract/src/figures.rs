//! Typed figures out of table rows: each value under its header path, said of the row's subject.

use std::collections::HashMap;

use quarry_ingest::{Cell, Scalar, Table, Value};

use crate::extraction::{Figure, Span, TypedValue};
use crate::relations::is_total;
use crate::rules;
use crate::table_grid::{Grid, squeeze};

/// Most figures of one table.
const MOST_FIGURES: usize = 50_000;

/// The figures of one table. `subjects` names the entity of a row, `block` the table's block.
pub(crate) fn figures(block: &str, table: &Table, subjects: &HashMap<u32, String>) -> Vec<Figure> {
    let grid = Grid::new(table);
    let header_columns = table.header_columns.max(1);
    let mut figures = Vec::new();
    let caption = squeeze(&table.caption);
    let groups = groups(&grid);
    // Of several units none holds for every figure; the reader has given each cell its own.
    let unit = if lists_units(&table.unit) { "" } else { &table.unit };
    for cell in table.cells.iter().filter(|c| c.row >= grid.header_rows()) {
        if figures.len() >= MOST_FIGURES {
            break;
        }
        let label = row_label(
            &grid,
            cell.row,
            header_columns.max(first_text_column(&grid, cell.row)),
        );
        let is_label = cell.column < table.header_columns && !is_figure_column(cell);
        if is_label || label.is_empty() {
            continue;
        }
        let header_path = grid.header_path(cell.column);
        let Some(value) = typed_value(cell, unit, header_path.join(" ").as_str()) else {
            continue;
        };
        let group = usize::try_from(cell.row)
            .ok()
            .and_then(|r| groups.get(r))
            .and_then(Option::as_deref);
        let mut row_path = row_path(&grid, cell, table.header_columns, group);
        if row_path.is_empty() {
            row_path.push(label.clone());
        }
        figures.push(Figure {
            subject: subjects.get(&cell.row).cloned(),
            row_label: label,
            row_path,
            header_path,
            value,
            caption: caption.clone(),
            cell: Span {
                block: Some(block.to_owned()),
                row: Some(cell.row),
                column: Some(cell.column),
                start: 0,
                end: cell.text.chars().count(),
                inner: None,
            },
        });
    }
    figures
}

/// Whether a table's unit is a list of several.
fn lists_units(unit: &str) -> bool {
    unit.contains(['、', '，', ';', '；', 'ㆍ']) || unit.contains(", ") && !unit.contains("except")
}

/// The title of the group that each row stands in, where rows are grouped under titles; a total closes a group.
fn groups(grid: &Grid) -> Vec<Option<String>> {
    let mut group: Option<String> = None;
    (0..grid.rows())
        .map(|row| {
            if row < grid.header_rows() {
                return None;
            }
            if grid.is_title_row(row) {
                group = grid.row(row).map(|c| squeeze(&c.text)).find(|t| !t.is_empty());
                return None;
            }
            let of_row = group.clone();
            if group.is_some() && is_total(&row_label(grid, row, 1)) {
                group = None;
            }
            of_row
        })
        .collect()
}

/// Longest text of a cell that is part of a row's path, in characters.
const LONGEST_LABEL: usize = 120;

/// What tells a figure's row apart: the title of its group, then every label to its left, those of merged cells too, from the
/// outermost to the innermost.
fn row_path(grid: &Grid, cell: &Cell, header_columns: u32, group: Option<&str>) -> Vec<String> {
    let mut path: Vec<String> = group.map(str::to_owned).into_iter().collect();
    let mut last: Option<(u32, u32)> = None;
    for column in 0..cell.column.min(grid.columns()) {
        let Some(label) = grid.at(cell.row, column) else {
            continue;
        };
        if last == Some((label.row, label.column)) {
            continue;
        }
        last = Some((label.row, label.column));
        let text = squeeze(&label.text);
        let short = (1..=LONGEST_LABEL).contains(&text.chars().count());
        if short && (column < header_columns || is_words(label, &text)) {
            path.push(text);
        }
    }
    path
}

/// Whether a cell holds words or a code, no figure and no date.
fn is_words(cell: &Cell, text: &str) -> bool {
    let typed = matches!(
        cell.value.as_ref().map(|v| &v.scalar),
        Some(Scalar::Number(_) | Scalar::Percent(_) | Scalar::Date(_) | Scalar::Datetime(_))
    );
    !typed && text.chars().any(char::is_alphabetic)
}

/// A label column holds codes and names; a figure in it is one only where the reader typed it with a unit.
fn is_figure_column(cell: &Cell) -> bool {
    cell.value.as_ref().is_some_and(|v| v.unit.is_some())
}

/// The value of a body cell with its unit; none for text, row numbers and telephone numbers.
pub(crate) fn typed_value(cell: &Cell, table_unit: &str, header: &str) -> Option<TypedValue> {
    let text = cell.text.trim();
    if text.is_empty() {
        return None;
    }
    if let Some(Value { scalar, unit }) = &cell.value {
        return match scalar {
            Scalar::Number(_) => {
                let unit = unit.clone().or_else(|| unit_of(header));
                Some(TypedValue {
                    scalar: scalar.clone(),
                    unit,
                })
            }
            Scalar::Percent(_) | Scalar::Date(_) | Scalar::Datetime(_) => Some(TypedValue {
                scalar: scalar.clone(),
                unit: unit.clone(),
            }),
            Scalar::Boolean(_) | Scalar::Text(_) => from_text(text, table_unit, header),
        };
    }
    from_text(text, table_unit, header)
}

fn from_text(text: &str, table_unit: &str, header: &str) -> Option<TypedValue> {
    if let Some(iso) = rules::parse_date(text).filter(|_| {
        text.chars()
            .any(|c| matches!(c, '年' | '년' | '-' | '/' | '.' | ' '))
    }) {
        return Some(TypedValue {
            scalar: Scalar::Date(iso),
            unit: None,
        });
    }
    if let Some(money) = rules::parse_money(text) {
        return Some(money);
    }
    let plain = text
        .trim_start_matches(['+', '-', '−', '△', '▲', '▽', '('])
        .trim_end_matches(')');
    let digits = plain.chars().next().is_some_and(|c| c.is_ascii_digit());
    let written = plain.trim_end_matches(['%', '％']);
    if !digits
        || !written
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
    {
        return None;
    }
    let negative =
        text.starts_with(['-', '−', '△', '▲', '▽']) || (text.starts_with('(') && text.ends_with(')'));
    let number = rules::numerals::parse(written)? * if negative { -1.0 } else { 1.0 };
    if plain.ends_with(['%', '％']) {
        return Some(TypedValue {
            scalar: Scalar::Percent(number / 100.0),
            unit: None,
        });
    }
    let multiplier = multiplier_of(table_unit);
    let unit = rules::currency_of(table_unit)
        .map(str::to_owned)
        .or_else(|| unit_of(header));
    Some(TypedValue {
        scalar: Scalar::Number(number * multiplier),
        unit,
    })
}

/// The multiplier in a unit as printed: `單位：千元`, `(단위: 백만원)`, `USD thousand`.
fn multiplier_of(unit: &str) -> f64 {
    let lower = unit.to_lowercase();
    let steps = [
        (["百萬", "백만", "million"], 1e6),
        (["千萬", "천만", "\u{0}"], 1e7),
        (["十億", "십억", "billion"], 1e9),
        (["億", "억", "\u{0}"], 1e8),
        (["萬", "만원", "\u{0}"], 1e4),
        (["千", "천원", "thousand"], 1e3),
    ];
    steps
        .iter()
        .find(|(words, _)| words.iter().any(|w| lower.contains(w)))
        .map_or(1.0, |(_, m)| *m)
}

/// A unit in brackets at the end of a header: `回傳率（%）`, `Range (km)`.
fn unit_of(header: &str) -> Option<String> {
    let header = header.trim_end();
    let inner = header.strip_suffix([')', '）'])?;
    let (_, unit) = inner.rsplit_once(['(', '（'])?;
    let unit = unit.trim();
    (!unit.is_empty() && unit.chars().count() <= 10).then(|| unit.to_owned())
}

/// The texts of the row's label columns, numbers and codes left out where there is a name.
pub(crate) fn row_label(grid: &Grid, row: u32, label_columns: u32) -> String {
    let mut labels: Vec<String> = Vec::new();
    for column in 0..label_columns.min(grid.columns()) {
        let Some(cell) = grid.at(row, column) else {
            continue;
        };
        let text = squeeze(&cell.text);
        if !text.is_empty() && !labels.contains(&text) {
            labels.push(text);
        }
    }
    let named: Vec<&String> = labels
        .iter()
        .filter(|l| l.chars().any(char::is_alphabetic) && l.chars().count() > 1 && !is_code(l))
        .collect();
    match named.last() {
        Some(name) => (*name).clone(),
        None => labels.join(" "),
    }
}

/// `Z23-336-01` and the like.
pub(crate) fn is_code(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '/' | '.'))
}

/// One past the first column of the row that holds words rather than a figure or code.
fn first_text_column(grid: &Grid, row: u32) -> u32 {
    (0..grid.columns())
        .find(|column| {
            grid.at(row, *column).is_some_and(|c| {
                c.text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !is_code(c.text.trim())
            })
        })
        .map_or(1, |column| column + 1)
}
