//! The summary information: an OLE property set ([MS-OLEPS]) with title, author and dates.

use std::collections::BTreeMap;

use crate::fields::{Fields, utf16};

/// Properties by id, with the names they get.
const NAMES: [(u32, &str); 8] = [
    (2, "title"),
    (3, "subject"),
    (4, "author"),
    (5, "keywords"),
    (6, "description"),
    (8, "last_author"),
    (12, "created"),
    (13, "modified"),
];
/// Seconds from 1601, where file times begin, to 1970.
const EPOCH: i64 = 11_644_473_600;

/// Title and metadata; what cannot be read is left out.
pub(super) fn read(stream: &[u8]) -> (Option<String>, BTreeMap<String, String>) {
    let mut metadata = properties(stream).unwrap_or_default();
    let title = metadata.remove("title");
    (title, metadata)
}

fn properties(stream: &[u8]) -> Option<BTreeMap<String, String>> {
    let at = |offset: u32| Fields::new(stream).after(usize::try_from(offset).ok()?);
    let start = at(44)?.u32()?;
    let mut entries = at(start)?.after(4)?;
    let count = entries.u32()?.min(64);
    let mut found = BTreeMap::new();
    for _ in 0..count {
        let (Some(id), Some(offset)) = (entries.u32(), entries.u32()) else {
            break;
        };
        let Some((_, name)) = NAMES.iter().find(|(known, _)| *known == id) else {
            continue;
        };
        let value = start.checked_add(offset).and_then(at).and_then(value);
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            found.insert((*name).to_owned(), value);
        }
    }
    Some(found)
}

fn value(mut fields: Fields) -> Option<String> {
    match fields.u32()? {
        0x1F => {
            let units = usize::try_from(fields.u32()?).ok()?;
            let bytes = fields.bytes(units.checked_mul(2)?.min(fields.left() & !1))?;
            Some(utf16(bytes).trim().to_owned())
        }
        0x40 => {
            let seconds = i64::try_from(fields.u64()? / 10_000_000).ok()?;
            let time = jiff::Timestamp::from_second(seconds.checked_sub(EPOCH)?).ok()?;
            (seconds > 0).then(|| time.to_string())
        }
        _ => None,
    }
}
