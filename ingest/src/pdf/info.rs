//! What the file says of itself: document information and outline.

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::object::{DateTime, Dict, String as PdfString};

use super::structure::kinds::{Outline, outline_key};

/// Outline entries that are read.
const MAX_ENTRIES: usize = 5_000;
/// Depth to which the outline is followed.
const MAX_DEPTH: u8 = 6;
/// Longer values are cut (characters).
const MAX_VALUE: usize = 1_000;

/// The entries of the information dictionary: `author`, `subject`, `keywords`, `creator`, `producer`, `created`, `modified`.
pub(crate) fn metadata(pdf: &Pdf) -> BTreeMap<String, String> {
    let info = pdf.metadata();
    let texts = [
        ("author", &info.author),
        ("subject", &info.subject),
        ("keywords", &info.keywords),
        ("creator", &info.creator),
        ("producer", &info.producer),
    ];
    let texts = texts
        .into_iter()
        .filter_map(|(k, v)| Some((k.to_owned(), text_string(v.as_deref()?))));
    let dates = [
        ("created", info.creation_date),
        ("modified", info.modification_date),
    ];
    let dates = dates
        .into_iter()
        .filter_map(|(k, v)| Some((k.to_owned(), iso(&v?))));
    texts.chain(dates).filter(|(_, v)| !v.is_empty()).collect()
}

/// The title, unless it is the name of a file or of the program's empty document.
pub(crate) fn title(pdf: &Pdf) -> Option<String> {
    let title = text_string(pdf.metadata().title.as_deref()?);
    let lower = title.to_lowercase();
    let file = [
        ".doc", ".docx", ".hwp", ".hwpx", ".xls", ".xlsx", ".ppt", ".pptx", ".indd", ".pdf", ".odt", ".rtf",
        ".txt",
    ]
    .iter()
    .any(|end| lower.ends_with(end));
    let empty = [
        "untitled",
        "(anonymous)",
        "無標題",
        "제목 없음",
        "제목없음",
        "document",
        "title",
    ]
    .iter()
    .any(|name| lower == *name || lower.starts_with(&format!("{name} ")) && lower.chars().count() < 14);
    let printed = lower.starts_with("microsoft ") || lower.starts_with("powerpoint ");
    (!title.is_empty() && !file && !empty && !printed).then_some(title)
}

/// The titles of the outline with their depth.
pub(crate) fn outline(pdf: &Pdf) -> Outline {
    let mut found = Outline::new();
    let xref = pdf.xref();
    let Some(first) = xref
        .get::<Dict<'_>>(xref.root_id())
        .and_then(|root| root.get::<Dict<'_>>("Outlines"))
        .and_then(|outlines| outlines.get::<Dict<'_>>("First"))
    else {
        return found;
    };
    let mut left = MAX_ENTRIES;
    let mut waiting = vec![(first, 1u8)];
    while let Some((entry, depth)) = waiting.pop() {
        left -= 1;
        if left == 0 {
            break;
        }
        if let Some(title) = entry.get::<PdfString<'_>>("Title") {
            let key = outline_key(&text_string(title.as_bytes()));
            if key.chars().count() >= 2 {
                found.entry(key).or_insert(depth);
            }
        }
        if let Some(next) = entry.get::<Dict<'_>>("Next") {
            waiting.push((next, depth));
        }
        if depth < MAX_DEPTH
            && let Some(child) = entry.get::<Dict<'_>>("First")
        {
            waiting.push((child, depth + 1));
        }
    }
    found
}

/// A text string (ISO 32000-2, 7.9.2.2): UTF-16BE or UTF-8 with their marks, else PDFDocEncoding, for which files
/// that hold UTF-8 or Latin-1 are common.
pub(crate) fn text_string(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|&b| char::from(b)).collect(),
        },
    };
    let clean: String = text
        .chars()
        .filter(|c| !c.is_control() || c.is_whitespace())
        .take(MAX_VALUE)
        .collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|p| p.try_into().ok().map(unit));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn iso(d: &DateTime) -> String {
    let offset = if d.utc_offset_hour == 0 && d.utc_offset_minute == 0 {
        "Z".to_owned()
    } else {
        format!("{:+03}:{:02}", d.utc_offset_hour, d.utc_offset_minute)
    };
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{offset}",
        d.year,
        d.month.clamp(1, 12),
        d.day.clamp(1, 31),
        d.hour,
        d.minute,
        d.second
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_read_in_their_encodings() {
        assert_eq!(text_string(b"\xfe\xff\x5e\x74\x58\x31"), "年報");
        assert_eq!(text_string("연보".as_bytes()), "연보");
        assert_eq!(text_string(b"caf\xe9"), "café");
    }
}
