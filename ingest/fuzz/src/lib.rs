//! What the fuzz targets share: the bytes of the fuzzer as a file, or as the part of one that its reader works on, so that
//! they are not spent on checksums and archives. A reader that panics is caught by [`quarry_ingest::parse`]; here it counts.

use std::io::{Cursor, Write};
use std::sync::Once;

use quarry_ingest::{ReadOptions, parse};
use zip::write::SimpleFileOptions;

static HOOK: Once = Once::new();

/// Reads a file. A panic in a reader ends the process, wherever it was caught, and so does a library's that cost the file;
/// one that a reader got over (a page of a damaged PDF) is no fault.
pub fn whole(name: &str, bytes: &[u8]) {
    // In place of libFuzzer's own hook, which ends the process at every panic.
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let file = panic.location().map_or("", |l| l.file());
            let of_a_library = file.contains("/registry/") || file.starts_with("/rustc/");
            if !of_a_library {
                eprintln!("{panic}");
                std::process::abort();
            }
        }));
    });
    let documents = parse(name, bytes, &ReadOptions::default());
    let mut diagnostics = documents.iter().flat_map(|d| &d.diagnostics);
    if let Some(panic) = diagnostics.find(|d| d.code == "reader_panicked") {
        eprintln!("{}", panic.message);
        std::process::abort();
    }
}

/// A PDF of one page that paints what the bytes say, with fonts of the kinds that need no program: Latin, and Korean and
/// Traditional Chinese under a predefined CMap. Nothing in it is compressed and its cross-references are in order, so that every run
/// reaches the interpreter and the layout.
pub fn pdf_page(data: &[u8]) {
    let composite = |name: &str, cmap: &str, ordering: &str| {
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/{cmap}/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 1>>/DW 1000>>]>>"
        )
    };
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R/Resources<</Font<</F1 4 0 R/F2 5 0 R/F3 6 0 R>>>>>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        composite("Batang", "KSCms-UHC-H", "Korea1"),
        composite("MingLiU", "UniCNS-UCS2-V", "CNS1"),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", number + 1).as_bytes());
    }
    places.push(file.len());
    file.extend_from_slice(format!("7 0 obj\n<</Length {}>>\nstream\n", data.len()).as_bytes());
    file.extend_from_slice(data);
    file.extend_from_slice(b"\nendstream\nendobj\n");
    let table = file.len();
    file.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).as_bytes());
    for place in &places {
        file.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let end = format!(
        "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n",
        places.len() + 1
    );
    file.extend_from_slice(end.as_bytes());
    whole("a.pdf", &file);
}

/// Bytes behind a beginning that says what they are.
pub fn prefixed(name: &str, beginning: &[u8], data: &[u8]) {
    whole(name, &[beginning, data].concat());
}

/// A zip archive of these members.
fn package(members: &[(&str, &[u8])]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let put = out.start_file(*name, options).is_ok() && out.write_all(bytes).is_ok();
        assert!(put, "writing to memory does not fail");
    }
    out.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// A package with one part beside the one that is tried.
pub fn part(name: &str, beside: &str, beside_bytes: &[u8], part: &str, data: &[u8]) {
    whole(name, &package(&[(beside, beside_bytes), (part, data)]));
}

/// A workbook with one sheet.
pub fn xlsx_sheet(data: &[u8]) {
    let links = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let file = package(&[
        (
            "_rels/.rels",
            links("officeDocument", "xl/workbook.xml").as_bytes(),
        ),
        ("xl/workbook.xml", book.as_bytes()),
        (
            "xl/_rels/workbook.xml.rels",
            links("worksheet", "worksheets/sheet1.xml").as_bytes(),
        ),
        ("xl/worksheets/sheet1.xml", data),
    ]);
    whole("a.xlsx", &file);
}

/// A presentation with one slide.
pub fn pptx_slide(data: &[u8]) {
    let links = "<Relationships><Relationship Id=\"r1\" Type=\"x/slide\" Target=\"slides/slide1.xml\"/></Relationships>";
    let file = package(&[
        (
            "ppt/presentation.xml",
            b"<presentation><sldIdLst><sldId r:id=\"r1\"/></sldIdLst></presentation>",
        ),
        ("ppt/_rels/presentation.xml.rels", links.as_bytes()),
        ("ppt/slides/slide1.xml", data),
    ]);
    whole("a.pptx", &file);
}

/// A compound file of these streams.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let write = || -> std::io::Result<Vec<u8>> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
        for (name, bytes) in streams {
            if let Some((storage, _)) = name.trim_start_matches('/').split_once('/') {
                file.create_storage_all(format!("/{storage}"))?;
            }
            file.create_stream(name)?.write_all(bytes)?;
        }
        file.flush()?;
        Ok(file.into_inner().into_inner())
    };
    write().unwrap_or_default()
}

/// A document of HWP 5 that is not compressed, with one section.
pub fn hwp5_section(data: &[u8]) {
    let mut header = [0_u8; 256];
    header[..17].copy_from_slice(b"HWP Document File");
    header[32..36].copy_from_slice(&[0, 3, 0, 5]);
    let file = compound(&[
        ("/FileHeader", &header),
        ("/DocInfo", &[]),
        ("/BodyText/Section0", data),
    ]);
    whole("a.hwp", &file);
}

/// A document of HWP 3 that is not compressed.
pub fn hwp3_body(data: &[u8]) {
    let mut file = b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05".to_vec();
    file.resize(30 + 128 + 1008, 0);
    file.extend_from_slice(data);
    whole("a.hwp", &file);
}

/// The stream of a workbook.
pub fn xls_stream(data: &[u8]) {
    whole("a.xls", &compound(&[("/Workbook", data)]));
}

/// Text under each name that decides how it is read.
pub fn text(data: &[u8]) {
    for name in ["a.txt", "a.md", "a.html", "a.csv", "a.jsonl", "a"] {
        whole(name, data);
    }
}
