//! Files under a password: Office Open XML packages and Excel 97-2003 workbooks ([MS-OFFCRYPTO], [MS-XLS]), OpenDocument
//! and HWPX packages.
//!
//! [`ooxml`] opens the compound file round an encrypted package ([`agile`] and [`standard`] encryption), [`biff`] the records
//! of a workbook stream ([`rc4`] and XOR obfuscation), [`opendocument`] the parts of a package whose manifest says how they
//! are sealed. A workbook that is only protected from changes is sealed with a password that everybody knows, and opens
//! without one.

mod agile;
pub(crate) mod biff;
pub(crate) mod ooxml;
pub(crate) mod opendocument;
mod rc4;
mod standard;
mod xor;

use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use base64::prelude::{BASE64_STANDARD_NO_PAD, Engine as _};

/// What Excel seals a workbook with that may be read but not changed.
const KNOWN_PASSWORD: &str = "VelvetSweatshop";

/// The passwords to try, in order.
fn candidates(given: Option<&str>) -> impl Iterator<Item = &str> {
    given.into_iter().chain([KNOWN_PASSWORD])
}

/// A password as Office hashes it.
fn utf16(password: &str) -> Vec<u8> {
    password.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Base64 of an XML attribute, in which white space and missing padding count for nothing; nothing where it is damaged.
fn from_base64(text: &str) -> Vec<u8> {
    let text: String = text.split_whitespace().collect();
    let bytes = BASE64_STANDARD_NO_PAD.decode(text.trim_end_matches('='));
    bytes.unwrap_or_default()
}

/// AES in any of its key lengths.
enum Aes {
    Short(Box<Aes128>),
    Middle(Box<Aes192>),
    Long(Box<Aes256>),
}

impl Aes {
    /// None where the key has no length that AES knows.
    fn new(key: &[u8]) -> Option<Self> {
        Some(match key.len() {
            16 => Self::Short(Box::new(Aes128::new(&Array::try_from(key).ok()?))),
            24 => Self::Middle(Box::new(Aes192::new(&Array::try_from(key).ok()?))),
            32 => Self::Long(Box::new(Aes256::new(&Array::try_from(key).ok()?))),
            _ => return None,
        })
    }

    fn decrypt(&self, block: [u8; 16]) -> [u8; 16] {
        let mut block = Array::from(block);
        match self {
            Self::Short(cipher) => cipher.decrypt_block(&mut block),
            Self::Middle(cipher) => cipher.decrypt_block(&mut block),
            Self::Long(cipher) => cipher.decrypt_block(&mut block),
        }
        block.into()
    }

    /// Electronic code book: block by block; a rest of less than a block is left out.
    fn ecb(&self, sealed: &[u8]) -> Vec<u8> {
        let blocks = sealed.as_chunks::<16>().0.iter();
        blocks.flat_map(|block| self.decrypt(*block)).collect()
    }

    /// Cipher block chaining from an initial vector; a rest of less than a block is left out.
    fn cbc(&self, vector: [u8; 16], sealed: &[u8]) -> Vec<u8> {
        let mut before = vector;
        let mut out = Vec::with_capacity(sealed.len());
        for block in sealed.as_chunks::<16>().0 {
            let clear = self.decrypt(*block);
            out.extend(clear.iter().zip(before).map(|(byte, mask)| byte ^ mask));
            before = *block;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::from_base64;

    #[test]
    fn base64_of_an_attribute() {
        assert_eq!(from_base64("Zm9vYmE="), b"fooba");
        assert_eq!(from_base64("Zm9v\nYmFy"), b"foobar");
        assert_eq!(from_base64("Zm9v\nYmE"), b"fooba");
        assert!(from_base64("Zm9v!").is_empty());
    }
}
