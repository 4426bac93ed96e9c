//! What each reader makes of a file of the project's own, as a page that a reviewer reads: one snapshot a reader.
//!
//! `snapshots/` holds them. A reader that reads differently shows here as a difference of text; look at it, and accept it with
//! `INSTA_UPDATE=always` where it is better. Places stand in brackets before what stands there.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use quarry_ingest::{
    BlockKind, Cell, Document, Locator, Place, ReadOptions, Scalar, Severity, Table, Value, parse,
};
use xtask::samples::documents_of_the_agency;

use crate::outline::zip;
use crate::{binary_files, office_files, workbook};

/// Every document of a file, as [`page`] writes it.
fn pages(name: &str, bytes: &[u8]) -> String {
    let documents = parse(name, bytes, &ReadOptions::default());
    documents.iter().map(page).collect::<Vec<_>>().join("\n")
}

/// One document: what it says of itself, its blocks with their places, and what went wrong.
fn page(document: &Document) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} ({})", document.source, document.media_type);
    let _ = writeln!(out, "title: {}", document.title);
    let _ = writeln!(out, "languages: {}", document.languages.join(", "));
    for (key, value) in &document.metadata {
        let _ = writeln!(out, "{key}: {value}");
    }
    for page in &document.pages {
        let _ = writeln!(
            out,
            "page {}: {:.0} x {:.0} points",
            page.number, page.width, page.height
        );
    }
    out.push('\n');
    for block in &document.blocks {
        let kind = match block.kind {
            BlockKind::Heading => "#".repeat(usize::from(block.level.unwrap_or(1))),
            BlockKind::Paragraph => String::new(),
            BlockKind::ListItem => "-".to_owned(),
            BlockKind::Table => "table".to_owned(),
            other => format!("{other:?}:").to_lowercase(),
        };
        let hidden = if block.hidden { " (hidden)" } else { "" };
        let line = format!("[{}]{hidden} {kind} {}", place(&block.locator), block.text);
        let _ = writeln!(out, "{}", line.replace("  ", " ").trim_end());
        if let Some(table) = &block.table {
            rows(table, "  ", &mut out);
        }
    }
    for diagnostic in &document.diagnostics {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let at = diagnostic
            .locator
            .as_ref()
            .map(|l| format!(" [{}]", place(l)))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "! {severity}{at} {}: {}",
            diagnostic.code, diagnostic.message
        );
    }
    out
}

/// A table: its shape, then a line a row, its cells with their place, span, value and formula.
fn rows(table: &Table, indent: &str, out: &mut String) {
    let mut shape = format!("{} x {}", table.rows, table.columns);
    for (count, what) in [
        (table.header_rows, "header rows"),
        (table.header_columns, "header columns"),
    ] {
        if count > 0 {
            let _ = write!(shape, ", {count} {what}");
        }
    }
    if !table.total_rows.is_empty() {
        let _ = write!(shape, ", totals in {:?}", table.total_rows);
    }
    for (text, what) in [(&table.caption, "caption"), (&table.unit, "unit")] {
        if !text.is_empty() {
            let _ = write!(shape, ", {what} {text}");
        }
    }
    let _ = writeln!(out, "{indent}{shape}");
    for row in table.cells.chunk_by(|a, b| a.row == b.row) {
        let cells: Vec<String> = row.iter().map(cell).collect();
        let _ = writeln!(out, "{indent}| {}", cells.join(" | "));
        for nested in row.iter().filter_map(|c| c.table.as_ref()) {
            rows(nested, &format!("{indent}    "), out);
        }
    }
}

fn cell(cell: &Cell) -> String {
    let at = match &cell.locator.place {
        Place::Sheet { range, .. } => format!("{range} "),
        Place::Page {
            bbox: [x0, y0, x1, y1],
            ..
        } => format!("[{x0:.0} {y0:.0} {x1:.0} {y1:.0}] "),
        _ => format!("{},{} ", cell.row, cell.column),
    };
    let span = match (cell.row_span, cell.column_span) {
        (1, 1) => String::new(),
        (rows, columns) => format!("({rows}x{columns}) "),
    };
    let value = cell
        .value
        .as_ref()
        .and_then(typed)
        .map(|v| format!(" → {v}"))
        .unwrap_or_default();
    let formula = cell
        .formula
        .as_ref()
        .map(|f| format!(" {{{f}}}"))
        .unwrap_or_default();
    let hidden = if cell.hidden { " (hidden)" } else { "" };
    format!("{at}{span}{}{value}{formula}{hidden}", cell.text)
}

/// A value that is more than its text.
fn typed(value: &Value) -> Option<String> {
    let scalar = match &value.scalar {
        Scalar::Number(n) => format!("{n}"),
        Scalar::Percent(n) => format!("{n} share"),
        Scalar::Date(text) | Scalar::Datetime(text) => text.clone(),
        Scalar::Boolean(value) => value.to_string(),
        Scalar::Text(_) => return None,
    };
    Some(match &value.unit {
        Some(unit) => format!("{scalar} {unit}"),
        None => scalar,
    })
}

fn place(locator: &Locator) -> String {
    match &locator.place {
        Place::Page {
            page,
            bbox: [x0, y0, x1, y1],
        } => format!("page {page}, {x0:.0} {y0:.0} {x1:.0} {y1:.0}"),
        Place::Sheet { sheet, range } => format!("{sheet}!{range}"),
        Place::Section {
            section,
            paragraph,
            page,
        } => {
            let page = page.map(|p| format!(", page {p}")).unwrap_or_default();
            format!("section {section}, paragraph {paragraph}{page}")
        }
        Place::Lines {
            line: [first, last],
            start,
            end,
        } => format!("lines {first}-{last}, {start}..{end}"),
        Place::Slide { slide } => format!("slide {slide}"),
        Place::Paragraph { paragraph } => format!("paragraph {paragraph}"),
    }
}

/// A sample of the agency that does not exist.
fn sample(name: &str) -> String {
    let files = documents_of_the_agency().unwrap();
    let (_, bytes) = files.into_iter().find(|(n, _)| *n == name).unwrap();
    pages(name, &bytes)
}

#[test]
fn pdf() {
    insta::assert_snapshot!(sample("annual-plan-2026.pdf"));
}

#[test]
fn pdf_with_a_han_font() {
    insta::assert_snapshot!(sample("partner-institutes.pdf"));
}

#[test]
fn hwp5() {
    insta::assert_snapshot!(sample("reed-field-report.hwp"));
}

#[test]
fn hwpx() {
    insta::assert_snapshot!(sample("restoration-partners.hwpx"));
}

#[test]
fn hwp3() {
    insta::assert_snapshot!(pages("옛 문서.hwp", &binary_files::hwp3()));
}

#[test]
fn hwpml() {
    insta::assert_snapshot!(pages("a.hml", binary_files::HWPML.as_bytes()));
}

#[test]
fn xlsx() {
    insta::assert_snapshot!(sample("budget-2026.xlsx"));
}

#[test]
fn xlsx_with_hidden_parts_formulas_and_several_tables() {
    use workbook::{Workbook, formula, number, row, text};
    let rows = [
        row(1, &[text("A1", "站"), text("B1", "比率"), text("C1", "日期")]),
        row(
            2,
            &[
                text("A2", "甲"),
                number("B2", 0.256, 1),
                number("C2", 45_292.0, 2),
            ],
        ),
        row(
            3,
            &[text("A3", "乙"), number("B3", -0.1, 1), number("C3", 45_293.5, 3)],
        ),
        row(6, &[text("F6", "Item"), text("G6", "Sum (USD thousand)")]),
        row(7, &[text("F7", "Pumps"), number("G7", 12.5, 0)]),
        row(8, &[text("F8", "Total"), formula("G8", "SUM(G7:G7)", 12.5)]),
    ];
    let book = Workbook::new()
        .number_formats(&["0.0%", "yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd\\ h:mm:ss"])
        .sheet("表", &rows.concat(), "")
        .hidden_sheet("Notes", &row(1, &[text("A1", "internal")]));
    insta::assert_snapshot!(pages("book.xlsx", &book.bytes()));
}

#[test]
fn xls() {
    insta::assert_snapshot!(pages("a.xls", &binary_files::xls()));
}

#[test]
fn xlsb() {
    insta::assert_snapshot!(pages("a.xlsb", &binary_files::xlsb()));
}

#[test]
fn ods() {
    insta::assert_snapshot!(pages("a.ods", &office_files::ods()));
}

#[test]
fn docx() {
    insta::assert_snapshot!(pages("a.docx", &office_files::docx_report()));
}

#[test]
fn pptx() {
    insta::assert_snapshot!(pages("a.pptx", &office_files::pptx()));
}

#[test]
fn odt() {
    insta::assert_snapshot!(pages("a.odt", &office_files::odt()));
}

#[test]
fn odp() {
    insta::assert_snapshot!(pages("a.odp", &office_files::odp()));
}

#[test]
fn csv() {
    insta::assert_snapshot!(sample("stations.csv"));
}

#[test]
fn markdown() {
    insta::assert_snapshot!(sample("budget-revision.md"));
}

#[test]
fn jsonl() {
    insta::assert_snapshot!(sample("notes.jsonl"));
}

#[test]
fn html() {
    let page = "<!doctype html><html><head><title>Plan</title></head><body><h1>Plan of works</h1><p>Two lines<br>of text.</p>\
        <ol><li>First<li>Second<ul><li>deeper</ul></ol>\n<table><caption>Costs (NT$ thousand)</caption><thead><tr><th>Year<th>Sum</thead>\
        <tr><td rowspan=2>2023<td>1,200<tr><td>△300</table><p hidden>not shown</p></body></html>";
    insta::assert_snapshot!(pages("plan.html", page.as_bytes()));
}

#[test]
fn text() {
    let note = "工作紀要\n\n一、時間：113年3月5日\n二、地點：澄洲湖管理站\n\n結論如下。\n";
    insta::assert_snapshot!(pages("note.txt", note.as_bytes()));
}

#[test]
fn mail_with_an_attachment() {
    insta::assert_snapshot!(pages("a.eml", office_files::MAIL.as_bytes()));
}

#[test]
fn archive_with_a_file_that_is_refused() {
    let bytes = zip(&[
        ("notes/a.txt", b"Plain text of a note.\n"),
        ("broken.xlsx", b"PK\x03\x04"),
        ("picture.png", b"\x89PNG\r\n\x1a\n"),
    ]);
    insta::assert_snapshot!(pages("all.zip", &bytes));
}

#[test]
fn refused_files() {
    let files = xtask::samples::fixtures::files().unwrap();
    let wanted = [
        "encrypted.pdf",
        "encrypted.xlsx",
        "truncated.hwpx",
        "unknown.bin",
        "empty.pdf",
    ];
    let refused = files.iter().filter(|(name, _)| wanted.contains(name));
    let all: Vec<String> = refused.map(|(name, bytes)| pages(name, bytes)).collect();
    insta::assert_snapshot!(all.join("\n"));
}
