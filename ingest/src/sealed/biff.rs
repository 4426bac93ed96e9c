//! A workbook of Excel 5 to 2003 whose records are sealed ([MS-XLS] 2.2.10).
//!
//! Record headers stay as they are, and so do a few records that have to be read before the password is known. The file
//! that comes back has clear records and no mark of the seal, so that any reader takes it.

use std::io::{Cursor, Read, Write};

use super::rc4::Keys;
use super::standard::Header;
use super::{candidates, xor};
use crate::read::ReadError;

/// The record that says how the others are sealed; what stands in its place afterwards is passed over by readers.
const FILE_PASS: u16 = 0x002F;
const NOTHING: u16 = 0x0060;
const BEGINNING: u16 = 0x0809;
const SHEET: u16 = 0x0085;
/// Records that are never sealed: beginnings, the seal itself, users, locks, interface and shared revisions.
const CLEAR: [u16; 7] = [BEGINNING, FILE_PASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138];
/// Each block has a key of its own.
const BLOCK: usize = 1024;
/// Longest stream that is opened, and how much of it is looked at first, in bytes.
const LONGEST: u64 = 512 << 20;
const HEAD: u64 = 4096;

/// The whole file with its workbook opened; none where it is not sealed, or no compound file.
///
/// # Errors
/// [`ReadError::Encrypted`] where no password opens it.
pub(crate) fn open(bytes: &[u8], password: Option<&str>) -> Result<Option<Vec<u8>>, ReadError> {
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
        return Ok(None);
    };
    let found = file
        .read_root_storage()
        .find(|e| ["workbook", "book"].contains(&e.name().to_ascii_lowercase().as_str()))
        .map(|entry| entry.path().to_owned());
    let Some(path) = found else { return Ok(None) };
    let mut read = |most: u64| -> Option<Vec<u8>> {
        let mut stream = Vec::new();
        let read = file.open_stream(&path).ok()?.take(most).read_to_end(&mut stream);
        read.ok().map(|_| stream)
    };
    // The seal stands among the first records.
    let head = read(HEAD).unwrap_or_default();
    let sealed = records(&head).find(|r| r.kind == FILE_PASS);
    let Some(seal) = sealed.and_then(|r| head.get(r.start..r.end)) else {
        return Ok(None);
    };
    let opened = candidates(password).find_map(|p| Key::new(seal, p));
    let clear = opened
        .ok_or(ReadError::Encrypted)?
        .open(&read(LONGEST).unwrap_or_default());
    let rewritten = || -> std::io::Result<Vec<u8>> {
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes.to_vec()))?;
        file.create_stream(&path)?.write_all(&clear)?;
        file.flush()?;
        Ok(file.into_inner().into_inner())
    };
    rewritten()
        .map(Some)
        .map_err(|e| ReadError::Damaged(format!("its compound file ({e})")))
}

/// A record: its kind, and where its data begins and ends.
struct Record {
    kind: u16,
    start: usize,
    end: usize,
}

fn records(stream: &[u8]) -> impl Iterator<Item = Record> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let header = stream.get(at..at + 4)?;
        let [k0, k1, l0, l1]: [u8; 4] = header.try_into().ok()?;
        let start = at + 4;
        let end = start + usize::from(u16::from_le_bytes([l0, l1]));
        at = end;
        (end <= stream.len()).then_some(Record {
            kind: u16::from_le_bytes([k0, k1]),
            start,
            end,
        })
    })
}

/// How the records are opened.
enum Key {
    Xor([u8; 16]),
    Rc4(Keys),
}

impl Key {
    /// None where the password is another, or the seal is of an unknown kind.
    fn new(seal: &[u8], password: &str) -> Option<Self> {
        let word = |at: usize| seal.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes);
        // Before Excel 97 there was but one kind, and no number for it.
        if seal.len() == 4 {
            return xor::mask(password, word(0)?, word(2)?).map(Self::Xor);
        }
        match (word(0)?, word(2)?, word(4)?) {
            (0, key, verifier) => xor::mask(password, key, verifier).map(Self::Xor),
            (1, 1, 1) => {
                let part = |at: usize| seal.get(at..at + 16);
                Keys::short(password, part(6)?, part(22)?, part(38)?).map(Self::Rc4)
            }
            (1, 2..=4, 2) => {
                // Behind the version stand flags, then what standard encryption has too.
                let header = Header::read(seal.get(10..)?)?;
                let bytes = if header.key_bytes == 0 {
                    5
                } else {
                    header.key_bytes
                };
                let hash = header.verifier_hash.get(..20)?;
                Keys::long(password, header.salt, header.verifier, hash, bytes).map(Self::Rc4)
            }
            _ => None,
        }
    }

    fn open(&self, stream: &[u8]) -> Vec<u8> {
        // Where each record stands, and which of its bytes are sealed.
        let mut clear = stream.to_vec();
        let mut mask = match self {
            Self::Xor(_) => Vec::new(),
            Self::Rc4(keys) => stream_of(keys, stream.len()),
        };
        mask.resize(stream.len(), 0);
        for record in records(stream) {
            if record.kind == FILE_PASS
                && let Some(kind) = clear.get_mut(record.start - 4..record.start - 2)
            {
                kind.copy_from_slice(&NOTHING.to_le_bytes());
            }
            if CLEAR.contains(&record.kind) {
                continue;
            }
            // Where a sheet begins stays readable.
            let from = record.start + if record.kind == SHEET { 4 } else { 0 };
            let from = from.min(record.end);
            let Some(data) = clear.get_mut(from..record.end) else {
                continue;
            };
            for (byte, place) in data.iter_mut().zip(from..) {
                *byte = match self {
                    // The mask turns with the end of the record ([MS-XLS] 2.2.10).
                    Self::Xor(mask) => xor::open(mask, place + (record.end - record.start), *byte),
                    Self::Rc4(_) => *byte ^ mask.get(place).copied().unwrap_or(0),
                };
            }
        }
        clear
    }
}

/// The bytes that a stream of that length is mixed with.
fn stream_of(keys: &Keys, length: usize) -> Vec<u8> {
    let mut mask = Vec::with_capacity(length + BLOCK);
    for number in 0..u32::try_from(length.div_ceil(BLOCK)).unwrap_or(u32::MAX) {
        let mut cipher = keys.of_block(number);
        mask.extend((0..BLOCK).map(|_| cipher.next()));
    }
    mask.truncate(length);
    mask
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    /// A beginning, the seal, a sheet, more text than a block holds.
    fn stream(seal: &[u8]) -> Vec<u8> {
        [
            record(BEGINNING, &[0, 6, 5, 0]),
            record(FILE_PASS, seal),
            record(SHEET, b"\x10\x20\x30\x40name"),
            record(0x00FC, &[b'x'; 3000]),
            record(0x000A, b""),
        ]
        .concat()
    }

    /// Mixes what is sealed, as opening does; only XOR obfuscation turns the other way.
    fn seal(key: &Key, clear: &[u8]) -> Vec<u8> {
        match key {
            Key::Rc4(_) => {
                let mut sealed = key.open(clear);
                sealed[8..10].copy_from_slice(&FILE_PASS.to_le_bytes());
                sealed
            }
            Key::Xor(mask) => {
                let mut sealed = clear.to_vec();
                for r in records(clear).filter(|r| !CLEAR.contains(&r.kind)) {
                    let from = (r.start + if r.kind == SHEET { 4 } else { 0 }).min(r.end);
                    for place in from..r.end {
                        sealed[place] = sealed[place].rotate_right(3) ^ mask[(place + r.end - r.start) % 16];
                    }
                }
                sealed
            }
        }
    }

    fn compound(stream: &[u8]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("/Workbook")
            .unwrap()
            .write_all(stream)
            .unwrap();
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn each_kind_of_seal_opens_with_its_password() {
        let rc4 = [&[1, 0, 1, 0, 1, 0][..], &[7; 48]].concat();
        let xor = [0_u8, 0, 1, 2, 3, 4];
        for (seal_bytes, key) in [
            (rc4.clone(), Key::Rc4(Keys::Short([1, 2, 3, 4, 5]))),
            (rc4, Key::Rc4(Keys::Long(vec![9; 20], 16))),
            (xor.to_vec(), Key::Xor(std::array::from_fn(|i| i as u8 * 7))),
        ] {
            let clear = stream(&seal_bytes);
            let opened = key.open(&seal(&key, &clear));
            let mut expected = clear.clone();
            expected[8..10].copy_from_slice(&NOTHING.to_le_bytes());
            assert_eq!(opened, expected);
        }
    }

    #[test]
    fn a_sealed_workbook_without_its_password_is_told_as_encrypted() {
        let sealed = compound(&stream(&[0, 0, 1, 2, 3, 4]));
        assert!(matches!(open(&sealed, None), Err(ReadError::Encrypted)));
        assert!(matches!(open(&sealed, Some("x")), Err(ReadError::Encrypted)));
        let plain = compound(&record(BEGINNING, &[0, 6, 5, 0]));
        assert!(matches!(open(&plain, None), Ok(None)));
    }
}
