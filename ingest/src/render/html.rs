//! A document as one HTML page.

use std::fmt::Write;

use crate::document::{Block, BlockKind, Document};
use crate::table::{Cell, Table};

/// Tables with more places than this are written without their empty cells.
pub(super) const MOST_PLACES: u64 = 2_000_000;

/// Tables nested deeper than this are left out.
pub(super) const DEEPEST_NESTING: usize = 16;

/// The document as an HTML page. Each block bears its id, and its place as JSON in `data-locator`.
#[must_use]
pub fn html(document: &Document) -> String {
    let mut out = String::new();
    let language = document.languages.first().map_or("und", String::as_str);
    out.push_str("<!DOCTYPE html>\n<html lang=\"");
    escape(language, &mut out);
    out.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    escape(&document.title, &mut out);
    out.push_str("</title>\n</head>\n<body>\n");
    let mut in_list = false;
    for block in &document.blocks {
        let item = block.kind == BlockKind::ListItem;
        if item != in_list {
            out.push_str(if item { "<ul>\n" } else { "</ul>\n" });
            in_list = item;
        }
        write_block(block, &mut out);
    }
    if in_list {
        out.push_str("</ul>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn write_block(block: &Block, out: &mut String) {
    let tag = match block.kind {
        BlockKind::Heading => match block.level.unwrap_or(1) {
            0 | 1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            _ => "h6",
        },
        BlockKind::ListItem => "li",
        BlockKind::Table => "div",
        BlockKind::Figure => "figure",
        BlockKind::Header => "header",
        BlockKind::Footer => "footer",
        BlockKind::Footnote => "aside",
        BlockKind::Formula => "pre",
        BlockKind::Caption | BlockKind::Paragraph => "p",
    };
    let _ = write!(out, "<{tag} id=\"");
    escape(&block.id, out);
    out.push('"');
    if matches!(block.kind, BlockKind::Caption) {
        out.push_str(" class=\"caption\"");
    }
    if let Ok(locator) = serde_json::to_string(&block.locator) {
        out.push_str(" data-locator=\"");
        escape(&locator, out);
        out.push('"');
    }
    if block.hidden {
        out.push_str(" hidden");
    }
    out.push('>');
    match &block.table {
        Some(table) => {
            out.push('\n');
            write_table(table, out, 0);
        }
        None => escape_lines(&block.text, out),
    }
    let _ = writeln!(out, "</{tag}>");
}

/// A table with its spans; nested tables stand in their cells.
pub(super) fn write_table(table: &Table, out: &mut String, depth: usize) {
    if depth > DEEPEST_NESTING {
        return;
    }
    out.push_str("<table>\n");
    if !table.caption.is_empty() || !table.unit.is_empty() {
        out.push_str("<caption>");
        escape_lines(&table.caption, out);
        if !table.unit.is_empty() && !table.caption.contains(&table.unit) {
            if !table.caption.is_empty() {
                out.push(' ');
            }
            out.push('(');
            escape(&table.unit, out);
            out.push(')');
        }
        out.push_str("</caption>\n");
    }
    write_rows(table, out, depth);
    out.push_str("</table>\n");
}

/// The rows; places that no cell covers become empty cells, so that the others stand in their columns.
fn write_rows(table: &Table, out: &mut String, depth: usize) {
    let filled = u64::from(table.rows) * u64::from(table.columns) <= MOST_PLACES;
    let columns = if filled { table.columns as usize } else { 0 };
    // For each column, the row that the cell above reaches to.
    let mut reaches = vec![0_u32; columns];
    let mut cells = table.cells.iter().peekable();
    let mut row = 0;
    let mut in_head = table.header_rows > 0;
    out.push_str(if in_head { "<thead>\n" } else { "<tbody>\n" });
    while row < table.rows {
        if !filled {
            // A table that is too sparse for empty cells goes on at the next row that holds something.
            let Some(next) = cells.peek() else { break };
            row = row.max(next.row);
        }
        if in_head && row >= table.header_rows {
            out.push_str("</thead>\n<tbody>\n");
            in_head = false;
        }
        out.push_str("<tr>");
        let mut column = 0;
        while let Some(cell) = cells.next_if(|c| c.row <= row) {
            write_gap(&reaches, row, column..cell.column as usize, out);
            write_cell(table, cell, out, depth);
            let end = cell.column.saturating_add(cell.column_span) as usize;
            for reach in reaches
                .get_mut(cell.column as usize..end.min(columns))
                .unwrap_or_default()
            {
                *reach = cell.row.saturating_add(cell.row_span);
            }
            column = end;
        }
        write_gap(&reaches, row, column..columns, out);
        out.push_str("</tr>\n");
        row += 1;
    }
    out.push_str(if in_head { "</thead>\n" } else { "</tbody>\n" });
}

fn write_gap(reaches: &[u32], row: u32, columns: std::ops::Range<usize>, out: &mut String) {
    for reach in reaches.get(columns).unwrap_or_default() {
        if *reach <= row {
            out.push_str("<td></td>");
        }
    }
}

fn write_cell(table: &Table, cell: &Cell, out: &mut String, depth: usize) {
    let header = cell.row < table.header_rows || cell.column < table.header_columns;
    let tag = if header { "th" } else { "td" };
    let _ = write!(out, "<{tag}");
    if cell.row_span > 1 {
        let _ = write!(out, " rowspan=\"{}\"", cell.row_span);
    }
    if cell.column_span > 1 {
        let _ = write!(out, " colspan=\"{}\"", cell.column_span);
    }
    out.push('>');
    escape_lines(&cell.text, out);
    if let Some(inner) = &cell.table {
        out.push('\n');
        write_table(inner, out, depth + 1);
    }
    let _ = write!(out, "</{tag}>");
}

fn escape_lines(text: &str, out: &mut String) {
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            out.push_str("<br>");
        }
        escape(line, out);
    }
}

/// Appends `text` so that it reads the same in an element and in a quoted attribute.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
