//! Small XLSX files, made in memory.
#![allow(dead_code, reason = "the bench and each test use a part of it")]
#![expect(clippy::unwrap_used, reason = "writing to memory does not fail")]

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A workbook in the making.
#[derive(Default)]
pub(crate) struct Workbook {
    formats: Vec<String>,
    sheets: Vec<(String, String, String, bool)>,
    date1904: bool,
    names: String,
    /// Parts beside the first sheet: type, name below `xl`, XML.
    beside: Vec<(String, String, String)>,
}

impl Workbook {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Number formats; style 1 is the first. Styles after them are the same again with a border on all
    /// sides; the last is the left end of a band, without a border on the right.
    pub(crate) fn number_formats(mut self, codes: &[&str]) -> Self {
        self.formats = codes.iter().map(|c| (*c).to_owned()).collect();
        self
    }

    /// A sheet: the XML of its rows, and what follows them (merged cells).
    pub(crate) fn sheet(mut self, name: &str, rows: &str, after: &str) -> Self {
        self.sheets
            .push((name.to_owned(), rows.to_owned(), after.to_owned(), false));
        self
    }

    pub(crate) fn hidden_sheet(mut self, name: &str, rows: &str) -> Self {
        self.sheets
            .push((name.to_owned(), rows.to_owned(), String::new(), true));
        self
    }

    /// A defined name.
    pub(crate) fn name(mut self, name: &str, formula: &str) -> Self {
        self.names
            .push_str(&format!("<definedName name=\"{name}\">{formula}</definedName>"));
        self
    }

    /// A part that the first sheet points at.
    pub(crate) fn beside(mut self, kind: &str, name: &str, xml: &str) -> Self {
        self.beside
            .push((kind.to_owned(), name.to_owned(), xml.to_owned()));
        self
    }

    pub(crate) fn date1904(mut self) -> Self {
        self.date1904 = true;
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, text: &str| {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
                .unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        };
        let (mut types, mut sheets, mut relations) = (String::new(), String::new(), String::new());
        for (index, (name, _, _, hidden)) in self.sheets.iter().enumerate() {
            let n = index + 1;
            let state = if *hidden { " state=\"hidden\"" } else { "" };
            types.push_str(&format!("<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"));
            sheets.push_str(&format!(
                "<sheet name=\"{name}\" sheetId=\"{n}\"{state} r:id=\"r{n}\"/>"
            ));
            relations.push_str(&format!("<Relationship Id=\"r{n}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"));
        }
        put(
            "[Content_Types].xml",
            &format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>{types}</Types>"
            ),
        );
        put(
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"r1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        );
        put(
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}<Relationship Id=\"rs\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        );
        let epoch = if self.date1904 {
            "<workbookPr date1904=\"1\"/>"
        } else {
            ""
        };
        put(
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\">{epoch}<sheets>{sheets}</sheets><definedNames>{}</definedNames></workbook>",
                self.names
            ),
        );
        put("xl/styles.xml", &self.styles());
        let mut links = String::new();
        for (number, (kind, name, xml)) in self.beside.iter().enumerate() {
            put(&format!("xl/{name}"), xml);
            links.push_str(&format!(
                "<Relationship Id=\"b{number}\" Type=\"{RELATIONS}/{kind}\" Target=\"../{name}\"/>"
            ));
        }
        put(
            "xl/worksheets/_rels/sheet1.xml.rels",
            &format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{links}</Relationships>"),
        );
        for (index, (_, rows, after, _)) in self.sheets.iter().enumerate() {
            put(
                &format!("xl/worksheets/sheet{}.xml", index + 1),
                &format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData>{after}</worksheet>"),
            );
        }
        zip.finish().unwrap().into_inner()
    }

    fn styles(&self) -> String {
        let (mut codes, mut plain, mut boxed) = (String::new(), String::new(), String::new());
        for (index, code) in self.formats.iter().enumerate() {
            let id = 164 + index;
            let code = code.replace('&', "&amp;").replace('"', "&quot;");
            codes.push_str(&format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>"));
            plain.push_str(&format!(
                "<xf numFmtId=\"{id}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" applyNumberFormat=\"1\"/>"
            ));
            boxed.push_str(&format!(
                "<xf numFmtId=\"{id}\" fontId=\"0\" fillId=\"0\" borderId=\"1\" applyNumberFormat=\"1\"/>"
            ));
        }
        let general = "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>";
        let side = |name: &str| format!("<{name} style=\"thin\"/>");
        let lines: String = ["left", "right", "top", "bottom"].into_iter().map(side).collect();
        let band: String = ["left", "top", "bottom"].into_iter().map(side).collect();
        let end = "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"2\"/>";
        format!(
            "<styleSheet xmlns=\"{MAIN}\"><numFmts>{codes}</numFmts><fonts><font/></fonts><fills><fill/></fills><borders><border/><border>{lines}</border><border>{band}</border></borders><cellXfs>{general}{plain}{boxed}{end}</cellXfs></styleSheet>"
        )
    }
}

/// One cell of text.
pub(crate) fn text(place: &str, text: &str) -> String {
    format!(
        "<c r=\"{place}\" t=\"inlineStr\"><is><t>{}</t></is></c>",
        text.replace('&', "&amp;").replace('<', "&lt;")
    )
}

/// One cell of a number with a style.
pub(crate) fn number(place: &str, value: f64, style: usize) -> String {
    format!("<c r=\"{place}\" s=\"{style}\"><v>{value}</v></c>")
}

/// One cell of a formula with the value that was calculated last.
pub(crate) fn formula(place: &str, formula: &str, value: f64) -> String {
    format!("<c r=\"{place}\"><f>{formula}</f><v>{value}</v></c>")
}

/// A row of cells.
pub(crate) fn row(number: u32, cells: &[String]) -> String {
    format!("<row r=\"{number}\">{}</row>", cells.concat())
}

/// Merged areas.
pub(crate) fn merges(areas: &[&str]) -> String {
    let all: String = areas
        .iter()
        .map(|a| format!("<mergeCell ref=\"{a}\"/>"))
        .collect();
    format!("<mergeCells>{all}</mergeCells>")
}
