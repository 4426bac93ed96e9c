//! A document as Markdown.

use super::html::{MOST_PLACES, write_table};
use crate::document::{Block, BlockKind, Document};
use crate::table::{Cell, Table};

/// The document as Markdown; tables with merged or nested cells as HTML.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut out = String::new();
    let mut before: Option<&Block> = None;
    for block in &document.blocks {
        let in_list =
            block.kind == BlockKind::ListItem && before.is_some_and(|b| b.kind == BlockKind::ListItem);
        if !out.is_empty() && !in_list {
            out.push('\n');
        }
        match &block.table {
            Some(table) => {
                let captioned = before.is_some_and(|b| b.text.trim() == table.caption);
                write_caption(table, captioned, &mut out);
                if is_plain(table) {
                    write_pipes(table, &mut out)
                } else {
                    write_table(table, &mut out, 0)
                }
            }
            None => write_text(block, &mut out),
        }
        before = Some(block);
    }
    out
}

fn write_text(block: &Block, out: &mut String) {
    let text = block.text.trim();
    match block.kind {
        BlockKind::Heading => {
            let level = usize::from(block.level.unwrap_or(1).clamp(1, 6));
            out.push_str(&"#".repeat(level));
            out.push(' ');
            write_inline(&text.split_whitespace().collect::<Vec<_>>().join(" "), out);
        }
        BlockKind::ListItem => {
            // Markdown's own mark stands for the plain bullet; other marks may mean something.
            let text = text.strip_prefix("• ").unwrap_or(text);
            let marked = ["- ", "* ", "+ "].iter().any(|m| text.starts_with(m));
            let numbered = text
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .starts_with(['.', ')']);
            if !(marked || numbered) {
                out.push_str("- ");
            }
            write_inline(text, out);
        }
        BlockKind::Formula => {
            out.push_str("$$\n");
            out.push_str(text);
            out.push_str("\n$$");
        }
        _ => {
            // A paragraph must not turn into another kind of block by its first character.
            if text.starts_with(['#', '>', '|']) || text.starts_with("```") {
                out.push('\\');
            }
            write_inline(text, out);
        }
    }
    out.push('\n');
}

/// Text with what would be read as HTML escaped.
fn write_inline(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            c => out.push(c),
        }
    }
}

fn write_caption(table: &Table, captioned: bool, out: &mut String) {
    // An HTML table brings its caption itself.
    if !is_plain(table) {
        return;
    }
    let mut line = if captioned {
        String::new()
    } else {
        table.caption.replace('\n', " ")
    };
    if !table.unit.is_empty() && !table.caption.contains(&table.unit) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&format!("({})", table.unit));
    }
    if !line.is_empty() {
        write_inline(&line, out);
        out.push_str("\n\n");
    }
}

/// Whether pipes can hold the table.
fn is_plain(table: &Table) -> bool {
    let simple = |c: &Cell| c.row_span == 1 && c.column_span == 1 && c.table.is_none();
    table.header_rows <= 1
        && u64::from(table.rows) * u64::from(table.columns) <= MOST_PLACES
        && table.cells.iter().all(simple)
}

fn write_pipes(table: &Table, out: &mut String) {
    let columns = table.columns as usize;
    let mut cells = table.cells.iter().peekable();
    // Markdown tables have exactly one header row; a table without one gets an empty one.
    if table.header_rows == 0 {
        write_row(&vec![String::new(); columns], out);
        write_row(&vec!["---".to_owned(); columns], out);
    }
    for row in 0..table.rows {
        let mut line = vec![String::new(); columns];
        while let Some(cell) = cells.next_if(|c| c.row <= row) {
            if let Some(place) = line.get_mut(cell.column as usize) {
                *place = cell_text(&cell.text);
            }
        }
        write_row(&line, out);
        if row + 1 == table.header_rows {
            write_row(&vec!["---".to_owned(); columns], out);
        }
    }
}

fn write_row(cells: &[String], out: &mut String) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        out.push_str(cell);
        out.push_str(" |");
    }
    out.push('\n');
}

fn cell_text(text: &str) -> String {
    let mut out = String::new();
    for (number, line) in text.trim().lines().enumerate() {
        if number > 0 {
            out.push_str("<br>");
        }
        write_inline(line, &mut out);
    }
    out.replace('|', "\\|")
}
