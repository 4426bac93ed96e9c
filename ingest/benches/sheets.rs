//! How long workbooks and delimited text take, from bytes to documents, on generated data; items are cells.

#[path = "../tests/it/workbook.rs"]
mod workbook;

use divan::Bencher;
use divan::counter::ItemsCount;
use quarry_ingest::{ReadOptions, parse};
use workbook::Workbook;

fn main() {
    divan::main();
}

/// A table of names and figures, as XLSX.
fn xlsx(rows: u32) -> Vec<u8> {
    let mut sheet = String::new();
    for row in 1..=rows {
        sheet.push_str(&format!(
            "<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is><t>機關 {row}</t></is></c>"
        ));
        for (column, letter) in ["B", "C", "D", "E", "F"].iter().enumerate() {
            sheet.push_str(&format!(
                "<c r=\"{letter}{row}\" s=\"1\"><v>{}</v></c>",
                row * 17 + column as u32
            ));
        }
        sheet.push_str("</row>");
    }
    Workbook::new()
        .number_formats(&["#,##0"])
        .sheet("預算", &sheet, "")
        .bytes()
}

fn csv(rows: u32) -> Vec<u8> {
    let mut text = "機關,第一季,第二季,第三季,第四季\n".to_owned();
    for row in 0..rows {
        text.push_str(&format!(
            "機關 {row},\"1,{:03}\",{row},{}%,2024-03-05\n",
            row % 1000,
            row % 100
        ));
    }
    text.into_bytes()
}

#[divan::bench(args = [100, 10_000])]
fn workbook_to_document(bencher: Bencher, rows: u32) {
    let bytes = xlsx(rows);
    bencher
        .counter(ItemsCount::new(rows * 6))
        .bench(|| parse("a.xlsx", divan::black_box(&bytes), &ReadOptions::default()));
}

#[divan::bench(args = [100, 10_000])]
fn delimited_text_to_document(bencher: Bencher, rows: u32) {
    let bytes = csv(rows);
    bencher
        .counter(ItemsCount::new(rows * 5))
        .bench(|| parse("a.csv", divan::black_box(&bytes), &ReadOptions::default()));
}
