//! Zip archives, member by member.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::names::{self, Once};
use super::{LARGEST_MEMBER, Limits, MOST_BYTES};
use crate::read::{ReadError, ReadOptions};

/// What is done with each member: its name below the archive, and its bytes or why they cannot be had.
pub(crate) type Member<'m> = dyn FnMut(String, Result<Vec<u8>, ReadError>, &mut Limits) + 'm;

/// Gives the members of an archive in their order. Folders and files that no person put there are passed over.
///
/// # Errors
/// [`ReadError::Damaged`] where it cannot be opened; [`ReadError::Limit`] where it declares more than may be opened, or
/// where the limit was reached on the way.
pub(crate) fn members(
    bytes: &[u8],
    options: &ReadOptions,
    limits: &mut Limits,
    take: &mut Member<'_>,
) -> Result<(), ReadError> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|e| ReadError::Damaged(format!("its archive ({e})")))?;
    // What it says of itself is enough to refuse it; what it does not say is counted while it is read.
    let declared = archive.decompressed_size();
    if declared.is_some_and(|size| size > u128::from(limits.bytes)) {
        return Err(ReadError::Limit(format!(
            "the archive holds more than {MOST_BYTES} bytes when inflated"
        )));
    }
    let raw: Vec<Vec<u8>> = archive.file_names_raw().map(<[u8]>::to_vec).collect();
    let mut once = Once::default();
    for (index, name) in names::decode(&raw).into_iter().enumerate() {
        let is_folder = name.ends_with(['/', '\\']);
        let path = names::path(&name);
        if is_folder || path.is_empty() || names::is_by_the_way(&path) {
            continue;
        }
        limits.take(0)?;
        let member = read(&mut archive, index, options, limits);
        take(once.name(path), member, limits);
        crate::progress::step();
    }
    Ok(())
}

/// One member's bytes.
fn read(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    options: &ReadOptions,
    limits: &mut Limits,
) -> Result<Vec<u8>, ReadError> {
    let opened = match &options.password {
        Some(password) => archive.by_index_decrypt(index, password.as_bytes()),
        None => archive.by_index(index),
    };
    let file = opened.map_err(|error| match error {
        ZipError::InvalidPassword => ReadError::Encrypted,
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
        ZipError::UnsupportedArchive(what) => {
            ReadError::Unsupported(format!("a member of an archive: {what}"))
        }
        other @ ZipError::CompressionMethodNotSupported(_) => ReadError::Unsupported(other.to_string()),
        other => ReadError::Damaged(other.to_string()),
    })?;
    let most = limits.bytes.min(LARGEST_MEMBER);
    let mut bytes = Vec::new();
    let mut source = file.take(most.saturating_add(1));
    let mut piece = vec![0; 1 << 20];
    loop {
        let read = source.read(&mut piece);
        let read = read.map_err(|e| ReadError::Damaged(format!("the member cannot be inflated ({e})")));
        let part = match read {
            Ok(0) => break,
            Ok(read) => piece.get(..read).unwrap_or_default(),
            Err(error) => {
                limits.bytes = limits.bytes.saturating_sub(bytes.len() as u64);
                return Err(error);
            }
        };
        bytes.extend_from_slice(part);
        crate::progress::step();
    }
    let length = bytes.len() as u64;
    limits.bytes = limits.bytes.saturating_sub(length);
    if length > most {
        return Err(ReadError::Limit(format!("the member has more than {most} bytes")));
    }
    Ok(bytes)
}
