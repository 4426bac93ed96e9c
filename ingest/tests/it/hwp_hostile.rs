//! HWP 5 and HWPX files made to do harm: cut, altered, nested without end, inflated without end.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Cursor, Write};

use quarry_ingest::{ReadError, ReadOptions, hwp};
use xtask::hwp::{Block, Cell, Hwp5Options, Paragraph, Report, Style, Table, compound};
use zip::write::SimpleFileOptions;

fn report() -> Report {
    let mut report = Report::new("표본");
    report.header = "머리말".to_owned();
    report.push(
        Paragraph::new(Style::Body, "본문")
            .footnote("각주")
            .link("https://example.org"),
    );
    let nested = Table::new(vec![vec![Cell::new("안"), Cell::new("쪽")]]);
    let row = vec![Cell::new("가").rows(2), Cell::new("나").columns(2).with(nested)];
    report.push(Table::new(vec![row, vec![Cell::new("다"), Cell::new("라")]]).captioned("표 1"));
    report.push(Block::TextBox(vec![Block::text("상자")]));
    report.push(Block::Equation("a over b".to_owned()));
    report
}

/// A small generator of numbers, the same at every run (Marsaglia's xorshift).
struct Numbers(u32);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize % end.max(1)
    }
}

#[test]
fn altered_files_are_read_or_refused_but_never_panic() {
    // Not compressed, so that what is altered reaches the records and not the inflater alone.
    let plain = Hwp5Options {
        compressed: false,
        ..Hwp5Options::default()
    };
    let files = [
        compound::write(&report(), &plain).unwrap(),
        report().to_hwp5().unwrap(),
        report().to_hwpx().unwrap(),
        stored(&report().to_hwpx().unwrap()),
    ];
    let mut numbers = Numbers(0x9E37_79B9);
    for bytes in &files {
        for _ in 0..400 {
            let mut altered = bytes.clone();
            for _ in 0..=numbers.below(8) {
                let at = numbers.below(altered.len());
                altered[at] = numbers.below(256) as u8;
            }
            if numbers.below(4) == 0 {
                altered.truncate(numbers.below(bytes.len()));
            }
            let _ = hwp::read(&altered, &ReadOptions::default());
        }
    }
}

/// The same package without compression.
fn stored(package: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        out.start_file(file.name().unwrap(), options).unwrap();
        std::io::copy(&mut file, &mut out).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A package that holds one section and nothing else.
fn package(section: impl FnOnce(&mut dyn Write)) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    out.start_file("Contents/section0.xml", options).unwrap();
    section(&mut out);
    out.finish().unwrap().into_inner()
}

#[test]
fn tables_in_tables_without_end_are_cut_with_a_warning() {
    let mut inner = Cell::new("바닥");
    for _ in 0..200 {
        inner = Cell::new("층").with(Table::new(vec![vec![inner]]));
    }
    let mut report = Report::new("");
    report.push(Table::new(vec![vec![inner]]));
    for bytes in [report.to_hwp5().unwrap(), report.to_hwpx().unwrap()] {
        let reading = hwp::read(&bytes, &ReadOptions::default()).unwrap();
        assert_eq!(reading.diagnostics[0].code, "nesting");
        assert!(reading.blocks[0].table.as_ref().unwrap().cells[0].table.is_some());
    }
}

#[test]
fn elements_in_elements_without_end_do_not_end_the_stack() {
    let bytes = package(|out| {
        write!(out, "<sec><p><run>").unwrap();
        for name in ["switch><case", "container", "subList", "drawText"] {
            for _ in 0..50_000 {
                write!(out, "<{name}>").unwrap();
            }
        }
    });
    let reading = hwp::read(&bytes, &ReadOptions::default()).unwrap();
    assert!(reading.diagnostics.iter().any(|known| known.code == "truncated"));
}

#[test]
fn a_section_that_inflates_without_end_is_refused() {
    let bytes = package(|out| {
        let spaces = vec![b' '; 1 << 20];
        for _ in 0..257 {
            out.write_all(&spaces).unwrap();
        }
    });
    assert!(bytes.len() < 1 << 20);
    assert!(matches!(
        hwp::read(&bytes, &ReadOptions::default()),
        Err(ReadError::Limit(_))
    ));
}

#[test]
fn a_table_cannot_claim_a_grid_that_its_cells_do_not_fill() {
    let bytes = package(|out| {
        write!(
            out,
            r#"<sec><p><run><tbl rowCnt="65535" colCnt="65535"><tr><tc><subList><p><run><t>가</t></run></p></subList><cellAddr colAddr="65000" rowAddr="65000"/><cellSpan colSpan="4000000000" rowSpan="4000000000"/></tc></tr></tbl></run></p></sec>"#
        )
        .unwrap();
    });
    let reading = hwp::read(&bytes, &ReadOptions::default()).unwrap();
    let table = reading.blocks[0].table.as_ref().unwrap();
    assert_eq!(
        (table.rows, table.columns, table.cells[0].text.as_str()),
        (1, 1, "가")
    );
}
