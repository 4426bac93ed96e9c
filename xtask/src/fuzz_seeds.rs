//! What the fuzz targets of `ingest/fuzz` begin with: files sorted by what they are, and the parts of them that a reader
//! works on, cut out of their archives.
//!
//! The files are the project's own samples and fixtures, and those of any folder that the caller names.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::read::{DeflateDecoder, ZlibDecoder};

use crate::samples;

/// Larger seeds only slow the fuzzer down (bytes).
const LARGEST: usize = 256 << 10;
/// Seeds of one target.
const MOST: usize = 400;
/// A compound file (OLE2).
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The part of an HWP 3 file that its reader's target puts in front by itself.
const HWP3_HEAD: usize = 30 + 128 + 1008;

/// Seeds by target.
type Seeds = BTreeMap<&'static str, Vec<Vec<u8>>>;

/// Writes one folder of seeds for each target below `out`, and tells how many each has.
///
/// # Errors
/// Where a folder cannot be read or a seed not be written.
pub fn write(out: &Path, folders: &[PathBuf]) -> io::Result<Vec<(&'static str, usize)>> {
    let mut seeds = Seeds::new();
    for (name, bytes) in samples::documents_of_the_agency()? {
        sort(name, &bytes, &mut seeds);
    }
    for (target, bytes) in parts_by_hand() {
        add(&mut seeds, target, bytes);
    }
    for folder in folders {
        let mut paths = Vec::new();
        files(folder, &mut paths)?;
        for path in paths {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .to_lowercase();
            sort(&name, &fs::read(&path)?, &mut seeds);
        }
    }
    let mut written = Vec::new();
    for (target, files) in seeds {
        let folder = out.join(target);
        fs::create_dir_all(&folder)?;
        for (number, bytes) in files.iter().enumerate() {
            fs::write(folder.join(format!("seed-{number:04}")), bytes)?;
        }
        written.push((target, files.len()));
    }
    Ok(written)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(Result::ok)
        .map(|e| e.path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

fn add(seeds: &mut Seeds, target: &'static str, bytes: Vec<u8>) {
    let seeds = seeds.entry(target).or_default();
    if !bytes.is_empty() && bytes.len() <= LARGEST && seeds.len() < MOST {
        seeds.push(bytes);
    }
}

/// Puts a file, or the parts of it, to the targets that read them.
fn sort(name: &str, bytes: &[u8], seeds: &mut Seeds) {
    if bytes.starts_with(b"%PDF-") {
        page_programs(bytes, seeds);
        add(seeds, "pdf", bytes.to_vec());
    } else if bytes.starts_with(b"PK") {
        package(bytes, seeds);
    } else if bytes.starts_with(COMPOUND) {
        compound(bytes, seeds);
    } else if bytes.starts_with(b"HWP Document File V3.00") {
        add(seeds, "hwp3", bytes.get(HWP3_HEAD..).unwrap_or_default().to_vec());
    } else if bytes.windows(7).take(400).any(|w| w == b"<HWPML ") {
        let from = bytes.windows(7).position(|w| w == b"<HWPML ").unwrap_or(0);
        let inside = bytes.get(from..).unwrap_or_default();
        let body = inside.iter().position(|b| *b == b'>').map_or(0, |at| at + 1);
        add(seeds, "hwpml", inside.get(body..).unwrap_or_default().to_vec());
    } else if name.ends_with(".eml") {
        add(seeds, "mail", bytes.to_vec());
    } else if [".md", ".csv", ".txt", ".html", ".jsonl"]
        .iter()
        .any(|e| name.ends_with(e))
    {
        add(seeds, "text", bytes.to_vec());
    }
}

/// The streams of a PDF that paint text or lines, unpacked where they are packed.
fn page_programs(bytes: &[u8], seeds: &mut Seeds) {
    let find = |from: usize, what: &[u8]| {
        let rest = bytes.get(from..)?;
        Some(from + rest.windows(what.len()).position(|w| w == what)?)
    };
    let mut at = 0;
    while let Some(begin) = find(at, b"stream").map(|place| place + b"stream".len()) {
        let Some(end) = find(begin, b"endstream") else {
            return;
        };
        at = end + b"endstream".len();
        let raw = bytes.get(begin..end).unwrap_or_default().trim_ascii_start();
        let mut program = Vec::new();
        let packed = ZlibDecoder::new(raw)
            .take(LARGEST as u64 + 1)
            .read_to_end(&mut program);
        if packed.is_err() && program.is_empty() {
            program = raw.to_vec();
        }
        let has = |operator: &[u8]| program.windows(operator.len()).any(|w| w == operator);
        if has(b" Tf") && (has(b"Tj") || has(b"TJ")) || has(b" re\n") {
            add(seeds, "pdf_page", program);
        }
    }
}

/// A zip archive: whole for its own target, and each part that has one.
fn package(bytes: &[u8], seeds: &mut Seeds) {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return;
    };
    let names: Vec<String> = archive
        .file_names()
        .flatten()
        .map(|name| name.into_owned())
        .collect();
    let has = |name: &str| names.iter().any(|n| n.starts_with(name));
    add(
        seeds,
        if has("xl/workbook.bin") {
            "xlsb"
        } else if has("xl/") {
            "xlsx"
        } else {
            "archive"
        },
        bytes.to_vec(),
    );
    let mut read = |name: &str| {
        let mut part = Vec::new();
        let file = archive.by_name(name).ok()?;
        file.take(LARGEST as u64 + 1).read_to_end(&mut part).ok()?;
        Some(part)
    };
    let media = read("mimetype").unwrap_or_default();
    for name in &names {
        let target = match name.as_str() {
            "word/document.xml" => "docx_document",
            "content.xml" if media.ends_with(b".spreadsheet") => "ods_content",
            "content.xml" => "odt_content",
            n if n.starts_with("ppt/slides/slide") => "pptx_slide",
            n if n.starts_with("xl/worksheets/sheet") && n.ends_with(".xml") => "xlsx_sheet",
            n if n.starts_with("Contents/section") => "hwpx_section",
            _ => continue,
        };
        if let Some(part) = read(name) {
            add(seeds, target, part);
        }
    }
}

/// A compound file: whole, and the stream that its reader works on.
fn compound(bytes: &[u8], seeds: &mut Seeds) {
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
        return;
    };
    let mut read = |name: &str| {
        let mut stream = Vec::new();
        let from = file.open_stream(name).ok()?;
        from.take(LARGEST as u64 + 1).read_to_end(&mut stream).ok()?;
        Some(stream)
    };
    if let Some(section) = read("/BodyText/Section0") {
        add(seeds, "hwp5", bytes.to_vec());
        let packed = read("/FileHeader").is_some_and(|h| h.get(36).is_some_and(|flags| flags & 1 == 1));
        let mut records = Vec::new();
        if packed {
            // What could be unpacked of a damaged section is a seed too.
            let _ = DeflateDecoder::new(section.as_slice())
                .take(LARGEST as u64 + 1)
                .read_to_end(&mut records);
        } else {
            records = section;
        }
        add(seeds, "hwp5_records", records);
    } else if let Some(stream) = read("/Workbook").or_else(|| read("/Book")) {
        add(seeds, "xls", stream);
        add(seeds, "encrypted", bytes.to_vec());
    } else if read("/EncryptionInfo").is_some() {
        add(seeds, "encrypted", bytes.to_vec());
    }
}

/// Small parts of the formats that no sample is written in.
fn parts_by_hand() -> Vec<(&'static str, Vec<u8>)> {
    let record = |kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).unwrap_or(0);
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    };
    // [MS-XLS]: beginning, sheet, end; then the sheet with a label and a number.
    let book = [
        record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        record(0x0085, &[37, 0, 0, 0, 0, 0, 1, 0, b'S']),
        record(0x000a, &[]),
        record(0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        record(0x0204, &[0, 0, 0, 0, 0, 0, 3, 0, 0, b'S', b'u', b'm']),
        record(0x0203, &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x24, 0x40]),
        record(0x00e5, &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0]),
        record(0x000a, &[]),
    ]
    .concat();
    let sealed = || {
        let files = samples::fixtures::files().ok()?;
        let found = files.into_iter().find(|(name, _)| *name == "encrypted.xlsx");
        found.map(|(_, bytes)| bytes)
    };
    vec![
        ("xls", book),
        (
            "pdf_page",
            b"BT /F1 18 Tf 72 780 Td (1. Plan) Tj ET\nBT /F2 11 Tf 72 750 Td <b0e8c8b9> Tj 3 Tr 0 -14 Td <c0fc> Tj ET\nBT /F3 11 Tf 1 0 0 1 520 700 Tm [<4e004e8c> -200 <4e09>] TJ ET\n72 600 200 60 re S 72 630 m 272 630 l S 172 600 m 172 660 l S\nBT /F1 10 Tf 80 640 Td (Item) Tj 100 0 Td (2026) Tj -100 -30 Td (Staff) Tj 100 0 Td (1,200) Tj ET\nq 0 1 -1 0 300 300 cm BT /F1 9 Tf (turned) Tj ET Q\n/Span <</ActualText (x)>> BDC BT /F1 9 Tf 72 80 Td (- 1 -) Tj ET EMC".to_vec(),
        ),
        ("encrypted", sealed().unwrap_or_default()),
        (
            "docx_document",
            b"<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"1\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>Plan</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>".to_vec(),
        ),
        (
            "pptx_slide",
            b"<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:pPr lvl=\"1\"><a:buAutoNum type=\"arabicPeriod\"/></a:pPr><a:r><a:t>Plan</a:t></a:r></a:p></p:txBody></p:sp><p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc gridSpan=\"2\" rowSpan=\"2\"><a:txBody><a:p><a:r><a:t>A</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame></p:spTree></p:cSld></p:sld>".to_vec(),
        ),
        (
            "odt_content",
            b"<office:document-content><office:body><office:text><text:h text:outline-level=\"1\">Plan</text:h><text:list><text:list-item><text:p>one<text:s text:c=\"3\"/></text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>A</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table></office:text></office:body></office:document-content>".to_vec(),
        ),
        (
            "ods_content",
            b"<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" office:value=\"12.5\" table:number-columns-repeated=\"3\"><text:p>12.5</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>".to_vec(),
        ),
        (
            "hwpml",
            b"<BODY><SECTION Id=\"0\"><P><TEXT><CHAR>Plan</CHAR><TABLE RowCount=\"1\" ColCount=\"2\"><ROW><CELL ColAddr=\"0\" RowAddr=\"0\" ColSpan=\"2\" RowSpan=\"1\"><PARALIST><P><TEXT><CHAR>A</CHAR></TEXT></P></PARALIST></CELL></ROW></TABLE></TEXT></P></SECTION></BODY></HWPML>".to_vec(),
        ),
        (
            "mail",
            b"Subject: =?utf-8?B?7JiI7IKw?=\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=big5\r\n\r\n<p>a</p><table><tr><td rowspan=2>b</td></tr></table>\r\n--b\r\nContent-Type: text/csv; name=\"f.csv\"\r\nContent-Transfer-Encoding: base64\r\n\r\nYSwxCmIsMgo=\r\n--b--\r\n".to_vec(),
        ),
        (
            "text",
            b"<!doctype html><h1>Plan</h1><ul><li>one<li>two</ul><table><caption>c</caption><tr><th colspan=2>A</th></tr><tr><td rowspan=0>1</td></tr></table>".to_vec(),
        ),
    ]
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_samples_give_whole_files_and_their_parts() {
        let mut seeds = Seeds::new();
        for (name, bytes) in samples::documents_of_the_agency().unwrap() {
            sort(name, &bytes, &mut seeds);
        }
        let has = |target: &str, part: &[u8]| {
            seeds
                .get(target)
                .is_some_and(|s| s.iter().any(|b| b.windows(part.len()).any(|w| w == part)))
        };
        assert!(has("pdf", b"%PDF-") && has("xlsx", b"PK") && has("hwp5", COMPOUND));
        assert!(has("pdf_page", b" Tf"));
        assert!(has("xlsx_sheet", b"<sheetData>") && has("hwpx_section", b"<hp:p "));
        // The first record of a section is that of a paragraph: tag 0x42.
        assert_eq!(seeds["hwp5_records"][0][0], 0x42);
    }
}
