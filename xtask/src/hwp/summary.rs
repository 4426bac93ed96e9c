//! The `HwpSummaryInformation` stream: an OLE property set with title, author and dates ([MS-OLEPS]).

use super::record::Data;
use super::report::Report;

/// Format of the property set: HWP's own summary information.
const FORMAT: [u8; 16] = [
    0x60, 0x56, 0xA2, 0x9F, 0xC9, 0x1A, 0xD1, 0x11, 0x85, 0x9E, 0x00, 0xC0, 0x4F, 0x79, 0x4A, 0x2C,
];
/// Property ids of title and author.
const TEXTS: [u32; 2] = [2, 4];
/// Property ids of creation and last saving.
const TIMES: [u32; 2] = [12, 13];

/// The whole stream; it is never compressed.
#[must_use]
pub fn write(report: &Report) -> Vec<u8> {
    let mut properties = Vec::new();
    for (id, text) in TEXTS.into_iter().zip([&report.title, &report.author]) {
        let units: Vec<u16> = text.encode_utf16().chain([0]).collect();
        let padding = units.len() % 2;
        let value = Data::new().u32(0x1F).u32(u32::try_from(units.len()).unwrap_or(0));
        properties.push((
            id,
            units
                .into_iter()
                .fold(value, Data::u16)
                .u16s(0, padding)
                .into_bytes(),
        ));
    }
    if let Some(time) = file_time(&report.created) {
        let [low, high] = [time & 0xFFFF_FFFF, time >> 32].map(|half| u32::try_from(half).unwrap_or(0));
        for id in TIMES {
            properties.push((id, Data::new().u32(0x40).u32(low).u32(high).into_bytes()));
        }
    }
    let count = properties.len();
    let mut offset = 8 + 8 * count;
    let mut set = Data::new();
    let mut values = Vec::new();
    for (id, value) in properties {
        set = set.u32(id).u32(u32::try_from(offset).unwrap_or(0));
        offset += value.len();
        values.extend(value);
    }
    let head = Data::new()
        .u16(0xFFFE)
        .u16(0)
        .u32(0x0002_0005)
        .bytes(&[0; 16])
        .u32(1)
        .bytes(&FORMAT)
        .u32(48);
    let head = head
        .u32(u32::try_from(offset).unwrap_or(0))
        .u32(u32::try_from(count).unwrap_or(0));
    head.bytes(&set.into_bytes()).bytes(&values).into_bytes()
}

/// ISO 8601 in UTC to the number of 100 ns since 1601.
fn file_time(iso: &str) -> Option<u64> {
    let mut fields = iso.split(['-', 'T', ':', 'Z']).map(str::parse::<u64>);
    let mut next = || fields.next()?.ok();
    let (year, month, day) = (next()?, next()?, next()?);
    let seconds = next()? * 3600 + next()? * 60 + next()?;
    // Days since 0000-03-01 in the proleptic Gregorian calendar, less those to 1601-01-01.
    let (y, m) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
    Some((days.checked_sub(584_694)? * 86_400 + seconds) * 10_000_000)
}
