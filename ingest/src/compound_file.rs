//! Streams of the compound file, by path.
//!
//! The `cfb` crate reads what is well formed. Files whose allocation table is at odds with itself are still opened by
//! the word processor, so a lenient reader stands behind it: it follows the chains as far as they go ([MS-CFB]).

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use cfb::CompoundFile;

use crate::fields::{Fields, utf16};
use crate::limits::Budget;
use crate::read::ReadError;

/// Sector numbers from here on are marks: end of chain, free, table sectors.
const FIRST_MARK: u32 = 0xFFFF_FFFA;
/// Streams shorter than this stand in the mini stream.
const DIRECTORY_ENTRY: usize = 128;
const MINI_SECTOR: usize = 64;
/// Most streams of one file.
const MOST_ENTRIES: usize = 100_000;

/// The streams of one file.
pub(crate) enum Storage<'a> {
    /// Well formed.
    Strict(CompoundFile<Cursor<&'a [u8]>>),
    /// Read as far as it goes.
    Lenient(BTreeMap<String, Vec<u8>>),
}

impl<'a> Storage<'a> {
    /// Opens a compound file. One that is not well formed has to hold one of the streams that make it worth reading.
    pub(crate) fn open(bytes: &'a [u8], worthwhile: &[&str], budget: &mut Budget) -> Result<Self, ReadError> {
        match CompoundFile::open(Cursor::new(bytes)) {
            Ok(file) => Ok(Self::Strict(file)),
            Err(error) => match lenient(bytes, budget) {
                Some(streams) if worthwhile.iter().any(|name| streams.contains_key(*name)) => {
                    Ok(Self::Lenient(streams))
                }
                _ => Err(ReadError::Damaged(format!(
                    "not a readable compound file ({error})"
                ))),
            },
        }
    }

    /// Whether the file is not well formed.
    pub(crate) fn is_damaged(&self) -> bool {
        matches!(self, Self::Lenient(_))
    }

    /// The names of the streams in a storage.
    pub(crate) fn names(&self, storage: &str) -> Vec<String> {
        match self {
            Self::Strict(file) => {
                let entries = file.read_storage(storage).into_iter().flatten();
                entries
                    .filter(cfb::Entry::is_stream)
                    .map(|entry| entry.name().to_owned())
                    .collect()
            }
            Self::Lenient(streams) => {
                let names = streams
                    .keys()
                    .filter_map(|path| path.strip_prefix(storage)?.strip_prefix('/'));
                names.map(str::to_owned).collect()
            }
        }
    }

    /// The names of the streams that stand in no storage.
    pub(crate) fn root_names(&self) -> Vec<String> {
        match self {
            Self::Strict(_) => self.names("/"),
            Self::Lenient(_) => {
                let names = self.names("").into_iter();
                names.filter(|name| !name.contains('/')).collect()
            }
        }
    }

    /// A stream's bytes, and whether they are whole; none where there is no such stream.
    pub(crate) fn stream(
        &mut self,
        path: &str,
        budget: &mut Budget,
    ) -> Result<Option<(Vec<u8>, bool)>, ReadError> {
        match self {
            Self::Strict(file) => match file.open_stream(path) {
                Ok(stream) => budget.read_to_end(stream).map(Some),
                Err(_) => Ok(None),
            },
            Self::Lenient(streams) => streams
                .get(path)
                .map(|bytes| budget.read_to_end(bytes.as_slice()))
                .transpose(),
        }
    }

    /// The first bytes of a stream.
    pub(crate) fn head(&mut self, path: &str, length: u64) -> Option<Vec<u8>> {
        let mut head = Vec::new();
        match self {
            Self::Strict(file) => file
                .open_stream(path)
                .ok()?
                .take(length)
                .read_to_end(&mut head)
                .ok()?,
            Self::Lenient(streams) => streams
                .get(path)?
                .as_slice()
                .take(length)
                .read_to_end(&mut head)
                .ok()?,
        };
        Some(head)
    }
}

struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    table: Vec<u32>,
}

impl<'a> Sectors<'a> {
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(number)
            .ok()?
            .checked_add(1)?
            .checked_mul(self.size)?;
        let end = start.checked_add(self.size)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The sectors of a chain, up to `length` bytes; a chain that runs in a circle ends with the file's length.
    fn chain(&self, first: u32, length: usize) -> Vec<u8> {
        let limit = length.min(self.bytes.len());
        let mut out = Vec::new();
        let mut next = first;
        while next < FIRST_MARK && out.len() < limit {
            let Some(sector) = self.sector(next).filter(|sector| !sector.is_empty()) else {
                break;
            };
            out.extend_from_slice(sector);
            next = usize::try_from(next)
                .ok()
                .and_then(|at| self.table.get(at).copied())
                .unwrap_or(u32::MAX);
        }
        out.truncate(limit);
        out
    }
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes
        .as_chunks::<4>()
        .0
        .iter()
        .map(|word| u32::from_le_bytes(*word))
}

/// One entry of the directory.
struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    first: u32,
    size: usize,
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(Fields::new(bytes).after(64)?.u16()?).clamp(2, 64) - 2;
    let mut fields = Fields::new(bytes).after(66)?;
    let kind = fields.u8()?;
    fields.u8()?;
    let (left, right, child) = (fields.u32()?, fields.u32()?, fields.u32()?);
    let mut place = Fields::new(bytes).after(116)?;
    Some(Entry {
        name: utf16_with_controls(bytes.get(..length)?),
        kind,
        left,
        right,
        child,
        first: place.u32()?,
        size: usize::try_from(place.u32()?).ok()?,
    })
}

/// Names may begin with a control character, which says what kind of stream it is.
fn utf16_with_controls(bytes: &[u8]) -> String {
    match bytes {
        [mark @ 1..=31, 0, rest @ ..] => format!("{}{}", char::from(*mark), utf16(rest)),
        _ => utf16(bytes),
    }
}

fn lenient(bytes: &[u8], budget: &mut Budget) -> Option<BTreeMap<String, Vec<u8>>> {
    let header = |at: usize| Fields::new(bytes).after(at);
    let shift = header(30)?.u16().filter(|shift| (7..=16).contains(shift))?;
    let mut sectors = Sectors {
        bytes,
        size: 1 << shift,
        table: Vec::new(),
    };
    let first_directory = header(48)?.u32()?;
    let cutoff = usize::try_from(header(56)?.u32()?).ok()?;
    let first_mini = header(60)?.u32()?;
    let (mut next_list, mut lists) = (header(68)?.u32()?, 0);

    let mut table_sectors: Vec<u32> = words(bytes.get(76..512)?).collect();
    while next_list < FIRST_MARK && lists < 1024 {
        let Some(list) = sectors.sector(next_list) else {
            break;
        };
        let mut numbers: Vec<u32> = words(list).collect();
        next_list = numbers.pop().unwrap_or(u32::MAX);
        table_sectors.append(&mut numbers);
        lists += 1;
    }
    let count = bytes.len() / sectors.size + 1;
    let own = table_sectors
        .into_iter()
        .filter(|number| *number < FIRST_MARK)
        .take(count);
    let table = own
        .filter_map(|number| sectors.sector(number))
        .flat_map(words)
        .take(count)
        .collect();
    sectors.table = table;

    let directory = sectors.chain(first_directory, bytes.len());
    let entries: Vec<Entry> = directory
        .chunks_exact(DIRECTORY_ENTRY)
        .take(MOST_ENTRIES)
        .filter_map(entry)
        .collect();
    let root = entries.first()?;
    let mini = Sectors {
        bytes: &[&[0; MINI_SECTOR][..], &sectors.chain(root.first, root.size)].concat(),
        size: MINI_SECTOR,
        table: words(&sectors.chain(first_mini, bytes.len())).collect(),
    };

    let mut streams = BTreeMap::new();
    let mut open = vec![(root.child, String::new())];
    let mut seen = vec![false; entries.len()];
    while let Some((number, folder)) = open.pop() {
        let Ok(index) = usize::try_from(number) else {
            continue;
        };
        let (Some(entry), Some(seen)) = (entries.get(index), seen.get_mut(index)) else {
            continue;
        };
        if std::mem::replace(seen, true) {
            continue;
        }
        let path = format!("{folder}/{}", entry.name);
        open.extend([(entry.left, folder.clone()), (entry.right, folder)]);
        match entry.kind {
            1 => open.push((entry.child, path)),
            2 => {
                let from = if entry.size < cutoff { &mini } else { &sectors };
                let stream = from.chain(entry.first, entry.size);
                // Chains may share sectors, so together they may hold more than the file.
                budget.read_to_end(stream.as_slice()).ok()?;
                streams.insert(path, stream);
            }
            _ => {}
        }
    }
    Some(streams)
}
