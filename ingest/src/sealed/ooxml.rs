//! An encrypted Office Open XML package: a compound file with the streams `EncryptionInfo` and `EncryptedPackage`.

use std::io::{Cursor, Read};

use super::{agile, candidates, standard};
use crate::read::ReadError;

/// A package larger than this is not opened, in bytes.
const LARGEST: u64 = 512 << 20;
/// Longest description of the encryption, in bytes.
const LONGEST_INFORMATION: u64 = 1 << 20;

/// The package within, opened with the given password or with the one that protects from changes only.
///
/// # Errors
/// [`ReadError::Encrypted`] where no password opens it, [`ReadError::Locked`] under rights management or a cipher that is
/// not AES, [`ReadError::Damaged`] where the streams make no sense.
pub(crate) fn open(bytes: &[u8], password: Option<&str>) -> Result<Vec<u8>, ReadError> {
    let damaged = |what: &str| ReadError::Damaged(format!("the encrypted package has {what}"));
    let mut file =
        cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|e| ReadError::Damaged(e.to_string()))?;
    let mut stream = |name: &str, most: u64| -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let read = file.open_stream(name).ok()?.take(most).read_to_end(&mut out);
        read.ok().map(|_| out)
    };
    let Some(information) = stream("/EncryptionInfo", LONGEST_INFORMATION) else {
        // Rights management keeps its keys elsewhere.
        return Err(ReadError::Locked("rights management".to_owned()));
    };
    let package = stream("/EncryptedPackage", LARGEST).ok_or_else(|| damaged("no content"))?;
    let (length, sealed) = package
        .split_first_chunk::<8>()
        .ok_or_else(|| damaged("no content"))?;
    let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
    let word = |at: usize| {
        information
            .get(at..at + 2)?
            .try_into()
            .ok()
            .map(u16::from_le_bytes)
    };
    let (Some(major), Some(minor)) = (word(0), word(2)) else {
        return Err(damaged("no description"));
    };
    let body = information.get(8..).unwrap_or_default();
    for candidate in candidates(password) {
        let opened = match (major, minor) {
            (4, 4) => agile::open(body, candidate, sealed),
            (2..=4, 2) => standard::open(body, candidate, sealed),
            _ => Err(ReadError::Locked(format!(
                "encryption of the kind {major}.{minor}, which Office no longer writes,"
            ))),
        };
        match opened {
            Ok(Some(mut clear)) => {
                clear.truncate(length);
                return Ok(clear);
            }
            Ok(None) => {}
            // Without a password there is no telling damage from what is only sealed.
            Err(ReadError::Damaged(_)) if password.is_none() => {}
            Err(error) => return Err(error),
        }
    }
    Err(ReadError::Encrypted)
}
