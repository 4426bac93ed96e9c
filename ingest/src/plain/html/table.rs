//! HTML tables as grids, by the table model of the HTML standard (4.9.12).

use scraper::ElementRef;

use super::locate::Locate;
use super::{DEEPEST, fold, is_hidden, own_text};
use crate::document::Locator;
use crate::table::{Cell, Table};

/// A cell spans no more columns than this (the HTML standard's own limit).
const WIDEST: u32 = 1000;
/// A cell spans no more rows than this (the HTML standard's own limit).
const TALLEST: u32 = 65_534;

/// Reads a table element. Tables in its cells stand in the cells; a second one in the same cell goes to `more`.
pub(super) fn read(
    element: ElementRef<'_>,
    locate: &mut Locate<'_>,
    depth: usize,
    more: &mut Vec<Table>,
) -> Option<Table> {
    let mut table = Table::default();
    let mut grid = Grid::default();
    for child in element.children().filter_map(ElementRef::wrap) {
        match child.value().name() {
            "caption" => {
                table.caption = fold(&own_text(child));
                locate.find(&table.caption);
            }
            "tr" => grid.row(child, false, locate, depth, more),
            group @ ("thead" | "tbody" | "tfoot") => {
                for row in child
                    .children()
                    .filter_map(ElementRef::wrap)
                    .filter(|r| r.value().name() == "tr")
                {
                    grid.row(row, group == "thead", locate, depth, more);
                }
                // Cells do not reach out of their group.
                grid.reaches.clear();
            }
            _ => {}
        }
    }
    if grid.cells.is_empty() {
        return None;
    }
    let rows = grid.rows;
    for cell in &mut grid.cells {
        cell.row_span = cell.row_span.min(rows.saturating_sub(cell.row)).max(1);
    }
    table.rows = rows;
    table.columns = grid.columns;
    table.header_rows = if grid.head > 0 {
        grid.head
    } else {
        grid.header_lines
    };
    if table.header_rows >= rows {
        table.header_rows = 0;
    }
    table.cells = grid.cells;
    Some(table)
}

#[derive(Default)]
struct Grid {
    cells: Vec<Cell>,
    rows: u32,
    columns: u32,
    /// For each column, how many further rows a cell from above covers.
    reaches: Vec<u32>,
    /// Rows of `thead`.
    head: u32,
    /// Rows from the top that hold nothing but header cells.
    header_lines: u32,
}

impl Grid {
    fn row(
        &mut self,
        row: ElementRef<'_>,
        in_head: bool,
        locate: &mut Locate<'_>,
        depth: usize,
        more: &mut Vec<Table>,
    ) {
        let number = self.rows;
        let mut column = 0_usize;
        let (mut headers, mut others) = (0, 0);
        let row_hidden = is_hidden(row);
        for element in row.children().filter_map(ElementRef::wrap) {
            let name = element.value().name();
            if !matches!(name, "td" | "th") {
                continue;
            }
            while self.reaches.get(column).is_some_and(|r| *r > 0) {
                column += 1;
            }
            let span = |name: &str| {
                element
                    .attr(name)
                    .and_then(|v| v.trim().parse::<u32>().ok())
                    .unwrap_or(1)
            };
            let columns = span("colspan").clamp(1, WIDEST);
            let rows = match span("rowspan") {
                // Nought reaches to the end of the group.
                0 => TALLEST,
                rows => rows.min(TALLEST),
            };
            if name == "th" {
                headers += 1
            } else {
                others += 1
            }
            let at = u32::try_from(column).unwrap_or(u32::MAX);
            self.cell(
                element,
                (number, at),
                (rows, columns),
                row_hidden,
                locate,
                depth,
                more,
            );
            let end = column + columns as usize;
            if self.reaches.len() < end {
                self.reaches.resize(end, 0);
            }
            for reach in self.reaches.get_mut(column..end).unwrap_or_default() {
                *reach = rows;
            }
            column = end;
            self.columns = self.columns.max(u32::try_from(end).unwrap_or(u32::MAX));
        }
        for reach in &mut self.reaches {
            *reach = reach.saturating_sub(1);
        }
        if in_head && self.head == number {
            self.head += 1;
        }
        if headers > 0 && others == 0 && self.header_lines == number {
            self.header_lines += 1;
        }
        self.rows = self.rows.saturating_add(1);
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "place, spans and the reader's state belong to one cell"
    )]
    fn cell(
        &mut self,
        element: ElementRef<'_>,
        place: (u32, u32),
        spans: (u32, u32),
        hidden: bool,
        locate: &mut Locate<'_>,
        depth: usize,
        more: &mut Vec<Table>,
    ) {
        let text = fold(&own_text(element));
        let mut locator = locate.find(&text);
        let mut nested = None;
        if depth < DEEPEST {
            for inner in tables_in(element) {
                let read = read(inner, locate, depth + 1, more);
                match (&nested, read) {
                    (None, Some(table)) => nested = Some(Box::new(table)),
                    (Some(_), Some(table)) => more.push(table),
                    _ => {}
                }
            }
        }
        if text.is_empty() && nested.is_none() {
            return;
        }
        locator = Locator {
            row: Some(place.0),
            column: Some(place.1),
            ..locator
        };
        self.cells.push(Cell {
            row: place.0,
            column: place.1,
            row_span: spans.0,
            column_span: spans.1,
            text,
            value: None,
            formula: None,
            hidden: hidden || is_hidden(element),
            locator,
            table: nested,
        });
    }
}

/// The outermost tables inside an element.
fn tables_in(element: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let mut found = Vec::new();
    let mut stack: Vec<_> = element.children().rev().collect();
    while let Some(node) = stack.pop() {
        match ElementRef::wrap(node) {
            Some(inner) if inner.value().name() == "table" => found.push(inner),
            _ => stack.extend(node.children().rev()),
        }
    }
    found
}
