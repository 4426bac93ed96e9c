//! What a file is, told from its content and not from its name.

use std::io::{Cursor, Read};

use crate::plain::{decode, sniff};

/// The formats that Quarry reads, or names when it refuses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// HWP 5, an OLE compound file.
    Hwp5,
    /// HWPX (OWPML), a zip of XML.
    Hwpx,
    /// Excel workbook, zip of XML.
    Xlsx,
    /// Excel binary workbook (zip).
    Xlsb,
    /// Excel 97-2003 workbook, an OLE compound file.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Delimited text.
    Csv,
    /// Markdown text.
    Markdown,
    /// HTML text.
    Html,
    /// JSON Lines with one record a line.
    Jsonl,
    /// Plain text.
    Text,
    /// HWP 3.
    Hwp3,
    /// HWPML, the XML form of HWP.
    Hwpml,
    /// Word document (zip of XML).
    Docx,
    /// PowerPoint presentation (zip of XML).
    Pptx,
    /// OpenDocument text.
    Odt,
    /// OpenDocument presentation.
    Odp,
    /// E-mail (RFC 5322).
    Mail,
    /// Word 97-2003 document: named when refused.
    Doc,
    /// PowerPoint 97-2003 presentation: named when refused.
    Ppt,
    /// Outlook message (an OLE compound file): named when refused.
    Msg,
    /// An OOXML package encrypted with a password (an OLE compound file).
    EncryptedOoxml,
    /// Rich Text Format: named when refused.
    Rtf,
    /// PNG, JPEG, GIF, BMP, TIFF or WebP: named when refused.
    Image,
    /// A zip archive of other files.
    Zip,
    /// A file without a single byte.
    Empty,
    /// Anything else.
    Unknown,
}

impl Format {
    /// Tells the format of `bytes`. `name` only decides between formats of plain text, and only where the content allows it.
    #[must_use]
    pub fn detect(bytes: &[u8], name: &str) -> Self {
        if bytes.is_empty() {
            return Self::Empty;
        }
        if let Some(format) = by_magic(bytes) {
            return format;
        }
        // Readers of PDF accept the header anywhere in the first kilobyte.
        let head = bytes.get(..1024).unwrap_or(bytes);
        if contains(head, b"%PDF-") {
            return Self::Pdf;
        }
        let Some(sample) = decode::text_sample(bytes) else {
            return Self::Unknown;
        };
        sniff::text_format(&sample, name)
    }

    /// The media type of the format; a generic one for what is only named when refused.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Hwp5 | Self::Hwp3 => "application/x-hwp",
            Self::Hwpx => "application/hwp+zip",
            Self::Hwpml => "application/x-hwpml+xml",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Xlsb => "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Csv => "text/csv",
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Jsonl => "application/jsonl",
            Self::Text => "text/plain",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Mail => "message/rfc822",
            Self::Msg => "application/vnd.ms-outlook",
            Self::Doc => "application/msword",
            Self::Ppt => "application/vnd.ms-powerpoint",
            Self::Rtf => "application/rtf",
            Self::Zip => "application/zip",
            Self::Image => "image/*",
            Self::EncryptedOoxml | Self::Empty | Self::Unknown => "application/octet-stream",
        }
    }

    /// The format's name as a person says it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Hwp5 => "HWP 5",
            Self::Hwpx => "HWPX",
            Self::Xlsx => "Excel workbook (XLSX)",
            Self::Xlsb => "Excel binary workbook (XLSB)",
            Self::Xls => "Excel 97-2003 workbook (XLS)",
            Self::Ods => "OpenDocument spreadsheet",
            Self::Csv => "delimited text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Jsonl => "JSON Lines",
            Self::Text => "plain text",
            Self::Hwp3 => "HWP 3",
            Self::Hwpml => "HWPML",
            Self::Docx => "Word document (DOCX)",
            Self::Pptx => "PowerPoint presentation (PPTX)",
            Self::Odt => "OpenDocument text",
            Self::Odp => "OpenDocument presentation",
            Self::Mail => "e-mail",
            Self::Msg => "Outlook message (MSG)",
            Self::Doc => "Word 97-2003 document (DOC)",
            Self::Ppt => "PowerPoint 97-2003 presentation (PPT)",
            Self::EncryptedOoxml => "encrypted Office document",
            Self::Rtf => "Rich Text Format",
            Self::Image => "image",
            Self::Zip => "zip archive",
            Self::Empty => "empty file",
            Self::Unknown => "unknown binary data",
        }
    }

    /// Whether a reader stands behind the format.
    #[must_use]
    pub fn is_supported(self) -> bool {
        !matches!(
            self,
            Self::Doc | Self::Ppt | Self::Msg | Self::Rtf | Self::Image | Self::Empty | Self::Unknown
        )
    }
}

fn by_magic(bytes: &[u8]) -> Option<Format> {
    const IMAGES: [&[u8]; 7] = [
        b"\x89PNG\r\n",
        b"\xff\xd8\xff",
        b"GIF87a",
        b"GIF89a",
        b"II*\0",
        b"MM\0*",
        b"BM",
    ];
    if bytes.starts_with(b"%PDF-") {
        return Some(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zip_format(bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(ole_format(bytes));
    }
    if bytes.starts_with(b"HWP Document File V") {
        return Some(Format::Hwp3);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(Format::Rtf);
    }
    // A BIFF stream without a compound file around it: versions 2 to 5.
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, _, 0x00, ..]) {
        return Some(Format::Xls);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Format::Image);
    }
    let image = IMAGES.iter().any(|magic| bytes.starts_with(magic));
    // "BM" alone may open a text; a bitmap has zero bytes soon after.
    let text = bytes.starts_with(b"BM") && !bytes.iter().take(32).any(|&b| b == 0);
    (image && !text).then_some(Format::Image)
}

/// The format by a zip's members; by what its local headers name where the central directory is lost.
fn zip_format(bytes: &[u8]) -> Format {
    let names: Vec<String> = match zip::ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive
            .file_names()
            .filter_map(Result::ok)
            .map(|n| n.replace('\\', "/").to_ascii_lowercase())
            .collect(),
        Err(_) => Vec::new(),
    };
    let head = bytes.get(..160).unwrap_or(bytes);
    for (mark, format) in [
        (
            &b"application/vnd.oasis.opendocument.spreadsheet"[..],
            Format::Ods,
        ),
        (b"application/vnd.oasis.opendocument.text", Format::Odt),
        (b"application/vnd.oasis.opendocument.presentation", Format::Odp),
        (b"application/hwp+zip", Format::Hwpx),
    ] {
        if contains(head, mark) {
            return format;
        }
    }
    let member = |wanted: &str| {
        names
            .iter()
            .any(|n| n.trim_start_matches('/').starts_with(wanted))
            || (names.is_empty() && contains_ignoring_case(bytes, wanted.as_bytes()))
    };
    if member("xl/workbook.bin") {
        Format::Xlsb
    } else if member("xl/workbook") || member("xl/worksheets/") {
        Format::Xlsx
    } else if member("contents/section") || member("contents/content.hpf") {
        Format::Hwpx
    } else if member("word/document") {
        Format::Docx
    } else if member("ppt/presentation") {
        Format::Pptx
    } else if names.iter().any(|n| n == "content.xml") {
        opendocument(bytes)
    } else if member("[content_types].xml") && names.iter().any(|n| n.ends_with("workbook.xml")) {
        Format::Xlsx
    } else {
        Format::Zip
    }
}

/// An OpenDocument package without its media type at the beginning: what the packed media type or the manifest says.
fn opendocument(bytes: &[u8]) -> Format {
    let mut said = String::new();
    if let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) {
        for name in ["mimetype", "META-INF/manifest.xml"] {
            if let Ok(file) = archive.by_name(name) {
                // What cannot be read says nothing.
                let _ = file.take(1 << 20).read_to_string(&mut said);
            }
        }
    }
    let says = |kind: &str| said.contains(kind);
    if says("opendocument.text") {
        Format::Odt
    } else if says("opendocument.presentation") {
        Format::Odp
    } else {
        Format::Ods
    }
}

/// The format by the streams of an OLE compound file; by the names in its directory where the file is damaged.
fn ole_format(bytes: &[u8]) -> Format {
    const STREAMS: [(&str, Format); 8] = [
        ("FileHeader", Format::Hwp5),
        ("EncryptedPackage", Format::EncryptedOoxml),
        ("EncryptionInfo", Format::EncryptedOoxml),
        ("Workbook", Format::Xls),
        ("Book", Format::Xls),
        ("WordDocument", Format::Doc),
        ("PowerPoint Document", Format::Ppt),
        ("__properties_version1.0", Format::Msg),
    ];
    let names: Vec<String> = match cfb::CompoundFile::open(Cursor::new(bytes)) {
        Ok(file) => file
            .read_root_storage()
            .map(|entry| entry.name().to_owned())
            .collect(),
        Err(_) => Vec::new(),
    };
    for (stream, format) in STREAMS {
        let found = if names.is_empty() {
            let utf16: Vec<u8> = stream
                .encode_utf16()
                .chain([0])
                .flat_map(u16::to_le_bytes)
                .collect();
            contains(bytes, &utf16)
        } else {
            names.iter().any(|n| n.eq_ignore_ascii_case(stream))
        };
        if found {
            return format;
        }
    }
    Format::Unknown
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len().max(1)).any(|w| w == needle)
}

fn contains_ignoring_case(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len().max(1))
        .any(|w| w.eq_ignore_ascii_case(needle))
}
