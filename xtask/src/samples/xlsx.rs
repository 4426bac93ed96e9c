//! A small writer of workbooks: texts, numbers, formulas with their value, merged cells (ECMA-376, part 1, chapter 18).

use std::fmt::Write as _;
use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::hwp::package::escape;

/// What stands in a cell.
#[derive(Debug, Clone, Copy)]
pub enum Value {
    /// Text.
    Text(&'static str),
    /// A number, shown with thousands separators.
    Number(f64),
    /// A formula without its `=`, and the number that it came to.
    Formula(&'static str, f64),
}

/// One sheet.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// Cells by row, each with its column letter, in order.
    pub rows: Vec<(u32, Vec<(char, Value)>)>,
    /// Merged ranges such as `A1:F1`.
    pub merged: Vec<&'static str>,
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Writes a workbook.
///
/// # Errors
/// Where the archive cannot be put together.
pub fn write(sheets: &[Sheet]) -> io::Result<Vec<u8>> {
    archive(&parts(sheets))
}

/// The parts of a workbook with their names; those of the sheets come last.
#[must_use]
pub fn parts(sheets: &[Sheet]) -> Vec<(String, String)> {
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(sheets.len())),
        (
            "_rels/.rels".to_owned(),
            relations(&[("officeDocument", "xl/workbook.xml")]),
        ),
        ("xl/workbook.xml".to_owned(), workbook(sheets)),
    ];
    let names: Vec<String> = (1..=sheets.len())
        .map(|n| format!("worksheets/sheet{n}.xml"))
        .collect();
    let mut targets: Vec<(&str, &str)> = names.iter().map(|name| ("worksheet", name.as_str())).collect();
    targets.push(("styles", "styles.xml"));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations(&targets)));
    parts.push(("xl/styles.xml".to_owned(), styles()));
    for (name, sheet) in names.iter().zip(sheets) {
        parts.push((format!("xl/{name}"), worksheet(sheet)));
    }
    parts
}

/// Puts parts into a zip archive without times of writing, so that the same parts give the same bytes.
///
/// # Errors
/// Where the archive cannot be put together.
pub fn archive(parts: &[(String, String)]) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in parts {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types(sheets: usize) -> String {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut text = format!(
        r#"{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>"#
    );
    for number in 1..=sheets {
        let _ = write!(
            text,
            r#"<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{kind}.worksheet+xml"/>"#
        );
    }
    text + "</Types>"
}

fn relations(targets: &[(&str, &str)]) -> String {
    let mut text = format!(r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships">"#);
    for (number, (kind, target)) in (1..).zip(targets) {
        let _ = write!(
            text,
            r#"<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#
        );
    }
    text + "</Relationships>"
}

fn workbook(sheets: &[Sheet]) -> String {
    let mut text = format!(r#"{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>"#);
    for (number, sheet) in (1..).zip(sheets) {
        let name = escape(sheet.name);
        let _ = write!(
            text,
            r#"<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>"#
        );
    }
    text + "</sheets></workbook>"
}

/// Style 0 is general, style 1 a number with thousands separators.
fn styles() -> String {
    format!(
        r#"{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>"#
    )
}

fn worksheet(sheet: &Sheet) -> String {
    let mut text = format!(
        r#"{HEAD}<worksheet xmlns="{MAIN}"><cols><col min="1" max="1" width="26" customWidth="1"/><col min="2" max="8" width="13" customWidth="1"/></cols><sheetData>"#
    );
    for (row, cells) in &sheet.rows {
        let _ = write!(text, r#"<row r="{row}">"#);
        for (column, value) in cells {
            let _ = match value {
                Value::Text(words) => write!(
                    text,
                    r#"<c r="{column}{row}" t="inlineStr"><is><t>{}</t></is></c>"#,
                    escape(words)
                ),
                Value::Number(number) => write!(text, r#"<c r="{column}{row}" s="1"><v>{number}</v></c>"#),
                Value::Formula(formula, number) => write!(
                    text,
                    r#"<c r="{column}{row}" s="1"><f>{}</f><v>{number}</v></c>"#,
                    escape(formula)
                ),
            };
        }
        text.push_str("</row>");
    }
    text.push_str("</sheetData>");
    if !sheet.merged.is_empty() {
        let _ = write!(text, r#"<mergeCells count="{}">"#, sheet.merged.len());
        for range in &sheet.merged {
            let _ = write!(text, r#"<mergeCell ref="{range}"/>"#);
        }
        text.push_str("</mergeCells>");
    }
    text + "</worksheet>"
}
