//! Opening a file, with its password and in spite of damage.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use lopdf::LoadOptions;

use crate::read::ReadError;

/// Opens a file. What cannot be opened as it is, is read and written anew by the second object layer first.
pub(crate) fn open(bytes: &[u8], password: &str) -> Result<Pdf, ReadError> {
    let error = match load(bytes.to_vec(), password) {
        Ok(pdf) if !pdf.pages().is_empty() => return Ok(pdf),
        Ok(_) => ReadError::Damaged("it has no pages".to_owned()),
        Err(ReadError::Encrypted) if !password.is_empty() => return unlock(bytes, password),
        Err(error @ (ReadError::Encrypted | ReadError::Unsupported(_))) => return Err(error),
        Err(error) => error,
    };
    let repaired = catch_unwind(AssertUnwindSafe(|| rewrite(bytes)))
        .ok()
        .flatten()
        .ok_or_else(|| error.clone())?;
    match load(repaired, password) {
        Ok(pdf) if !pdf.pages().is_empty() => Ok(pdf),
        _ => Err(error),
    }
}

/// Opens with the password of the owner, which the first object layer does not try for the older encryptions.
fn unlock(bytes: &[u8], password: &str) -> Result<Pdf, ReadError> {
    let plain = catch_unwind(AssertUnwindSafe(|| {
        let mut document =
            lopdf::Document::load_mem_with_options(bytes, LoadOptions::with_password(password)).ok()?;
        document.trailer.remove(b"Encrypt");
        document.encryption_state = None;
        let mut out = Vec::new();
        document.save_to(&mut out).ok()?;
        Some(out)
    }));
    let plain = plain.ok().flatten().ok_or(ReadError::Encrypted)?;
    match load(plain, "") {
        Ok(pdf) if !pdf.pages().is_empty() => Ok(pdf),
        _ => Err(ReadError::Encrypted),
    }
}

fn load(bytes: Vec<u8>, password: &str) -> Result<Pdf, ReadError> {
    let opened = catch_unwind(AssertUnwindSafe(|| Pdf::new_with_password(bytes, password)));
    match opened {
        Ok(Ok(pdf)) => Ok(pdf),
        Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => Err(ReadError::Encrypted),
        Ok(Err(LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm))) => Err(
            ReadError::Unsupported("its encryption is not one of the standard ones".to_owned()),
        ),
        Ok(Err(LoadPdfError::Decryption(_))) => Err(ReadError::Damaged(
            "its encryption entries are invalid".to_owned(),
        )),
        Ok(Err(LoadPdfError::Invalid)) => Err(ReadError::Damaged("no page tree was found".to_owned())),
        Err(_) => Err(ReadError::Damaged("its structure cannot be followed".to_owned())),
    }
}

fn rewrite(bytes: &[u8]) -> Option<Vec<u8>> {
    let start = bytes.windows(5).take(65_536).position(|w| w == b"%PDF-")?;
    let mut document = lopdf::Document::load_mem(bytes.get(start..)?).ok()?;
    let mut out = Vec::new();
    document.save_to(&mut out).ok()?;
    Some(out)
}
