//! Small files of the binary formats that no sample is written in, put together byte by byte.
#![expect(clippy::unwrap_used, reason = "writing to memory does not fail")]

use std::io::{Cursor, Write};

use crate::outline::zip;

/// A document of HWPML.
pub(crate) const HWPML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><HWPML Version=\"2.8\"><HEAD><DOCSUMMARY><TITLE>물가 조사</TITLE><AUTHOR>Lee</AUTHOR></DOCSUMMARY></HEAD>\
    <BODY><SECTION Id=\"0\"><P><TEXT><CHAR>조사 결과</CHAR></TEXT></P><P><TEXT><TABLE RowCount=\"2\" ColCount=\"2\">\
    <ROW><CELL ColAddr=\"0\" RowAddr=\"0\" ColSpan=\"2\" RowSpan=\"1\"><PARALIST><P><TEXT><CHAR>품목별 가격</CHAR></TEXT></P></PARALIST></CELL></ROW>\
    <ROW><CELL ColAddr=\"0\" RowAddr=\"1\" ColSpan=\"1\" RowSpan=\"1\"><PARALIST><P><TEXT><CHAR>쌀</CHAR></TEXT></P></PARALIST></CELL>\
    <CELL ColAddr=\"1\" RowAddr=\"1\" ColSpan=\"1\" RowSpan=\"1\"><PARALIST><P><TEXT><CHAR>52,000원</CHAR></TEXT></P></PARALIST></CELL></ROW></TABLE></TEXT></P></SECTION></BODY></HWPML>";

/// Units of text in the code of HWP 3, of which ASCII and the syllables 가, 나 and 다 are enough here.
fn units(text: &str) -> Vec<u16> {
    text.chars()
        .map(|c| match c {
            '가' => 0x8861,
            '나' => 0x9061,
            '다' => 0x9461,
            _ => u16::try_from(u32::from(c)).unwrap(),
        })
        .collect()
}

/// A paragraph of HWP 3: header, lines of none, its units and what controls among them hold.
fn paragraph(units: usize, body: &[u8]) -> Vec<u8> {
    let mut header = vec![0; 43];
    // It has the shape of the one before it.
    header[0] = 1;
    header[1..3].copy_from_slice(&u16::try_from(units).unwrap().to_le_bytes());
    header[12..14].copy_from_slice(&250_u16.to_le_bytes());
    [header.as_slice(), body].concat()
}

fn line(text: &str) -> Vec<u8> {
    let mut units = units(text);
    units.push(13);
    let body: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
    paragraph(units.len(), &body)
}

/// A list of paragraphs, ended by an empty one.
fn list(lines: &[&str]) -> Vec<u8> {
    let mut out: Vec<u8> = lines.iter().flat_map(|l| line(l)).collect();
    out.extend(paragraph(0, &[]));
    out
}

/// A document of HWP 3 with a table of two rows, the upper cell over both columns.
pub(crate) fn hwp3() -> Vec<u8> {
    let mut table: Vec<u8> = 10_u16.to_le_bytes().to_vec();
    table.extend(0_u32.to_le_bytes());
    table.extend(10_u16.to_le_bytes());
    let mut head = [0; 84];
    head[80..82].copy_from_slice(&3_u16.to_le_bytes());
    table.extend(head);
    for area in [[0_u16, 0, 200, 40], [0, 40, 100, 40], [100, 40, 100, 40]] {
        let mut cell = [0; 27];
        for (at, value) in area.iter().enumerate() {
            cell[4 + 2 * at..6 + 2 * at].copy_from_slice(&value.to_le_bytes());
        }
        table.extend(cell);
    }
    for text in ["Prices", "가", "12,500"] {
        table.extend(list(&[text]));
    }
    table.extend(list(&["table 1"]));
    table.extend(13_u16.to_le_bytes());
    let mut file = b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05".to_vec();
    file.resize(30 + 128 + 1008, 0);
    for (at, unit) in units("Survey 나").iter().enumerate() {
        let from = 30 + 128 + 2 * at;
        file[from..from + 2].copy_from_slice(&unit.to_le_bytes());
    }
    // Fonts of seven scripts and styles: none.
    file.extend([0; 16]);
    file.extend(line("Survey of 가나다"));
    file.extend(paragraph(5, &table));
    file.extend(list(&["The end."]));
    file
}

/// A workbook of BIFF 8 with one sheet.
pub(crate) fn xls() -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    };
    let begin = |what: u8| record(0x0809, &[0, 6, what, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let label = |row: u8, column: u8, text: &str| {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u8::try_from(text.encode_utf16().count()).unwrap();
        record(
            0x0204,
            &[&[row, 0, column, 0, 0, 0, length, 0, 1], wide.as_slice()].concat(),
        )
    };
    let number = |row: u8, column: u8, value: f64| {
        record(
            0x0203,
            &[&[row, 0, column, 0, 0, 0], value.to_le_bytes().as_slice()].concat(),
        )
    };
    let mut book = begin(5);
    book.extend(record(0x0085, &[37, 0, 0, 0, 0, 0, 1, 0, b'S']));
    book.extend(record(0x000a, &[]));
    assert_eq!(book.len(), 37, "where the sheet begins");
    book.extend(begin(0x10));
    book.extend(label(0, 0, "수문 관측"));
    book.extend(label(1, 0, "지점"));
    book.extend(label(1, 1, "수위"));
    book.extend(label(2, 0, "한강"));
    book.extend(number(2, 1, 3.25));
    book.extend(label(3, 0, "금강"));
    book.extend(number(3, 1, 12.0));
    // The title over both columns.
    book.extend(record(0x00e5, &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0]));
    book.extend(record(0x000a, &[]));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&book).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A workbook of BIFF 12 with one sheet.
pub(crate) fn xlsb() -> Vec<u8> {
    xlsb_of(false, "r1")
}

/// The same with a cell at its end whose text is in no table of texts.
pub(crate) fn damaged_xlsb() -> Vec<u8> {
    xlsb_of(true, "r1")
}

/// The same whose list of sheets names a part that nothing leads to.
pub(crate) fn unlinked_xlsb() -> Vec<u8> {
    xlsb_of(false, "r2")
}

fn xlsb_of(damaged: bool, link: &str) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let mut out = if kind < 0x80 {
            vec![kind as u8]
        } else {
            vec![(kind & 0x7f) as u8 | 0x80, (kind >> 7) as u8]
        };
        // Lengths below 128 take one byte.
        out.push(u8::try_from(data.len()).unwrap());
        assert!(data.len() < 0x80);
        out.extend(data);
        out
    };
    let wide = |text: &str| {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut out = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
        out.extend(units.iter().flat_map(|u| u.to_le_bytes()));
        out
    };
    let bundle = [&[0; 4][..], &1_u32.to_le_bytes(), &wide("r1"), &wide("表")].concat();
    let book = [
        record(131, &[]),
        record(143, &[]),
        record(156, &bundle),
        record(144, &[]),
        record(132, &[]),
    ]
    .concat();
    let at = |column: u32| [column.to_le_bytes(), [0; 4]].concat();
    let row = |row: u32| record(0, &[&row.to_le_bytes()[..], &[0; 13]].concat());
    let text = |column: u32, text: &str| record(6, &[at(column), wide(text)].concat());
    let number = |column: u32, value: f64| record(5, &[&at(column)[..], &value.to_le_bytes()].concat());
    let sheet = [
        record(129, &[]),
        record(148, &[0; 16]),
        record(145, &[]),
        row(0),
        text(0, "月份"),
        text(1, "雨量"),
        row(1),
        text(0, "一月"),
        number(1, 80.5),
        row(2),
        text(0, "二月"),
        number(1, 120.0),
        if damaged {
            record(7, &[&at(2)[..], &9_u32.to_le_bytes()].concat())
        } else {
            Vec::new()
        },
        record(146, &[]),
        record(130, &[]),
    ]
    .concat();
    let links = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"{link}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    zip(&[
        (
            "_rels/.rels",
            links("officeDocument", "xl/workbook.bin").as_bytes(),
        ),
        ("xl/workbook.bin", &book),
        (
            "xl/_rels/workbook.bin.rels",
            links("worksheet", "worksheets/sheet1.bin").as_bytes(),
        ),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}
