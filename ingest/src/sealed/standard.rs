//! Standard encryption ([MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9), as Office 2007 wrote it: AES in ECB mode, SHA-1.

use sha1::{Digest, Sha1};

use super::{Aes, utf16};
use crate::read::ReadError;

/// How often the password is hashed.
const ROUNDS: u32 = 50_000;
/// Identifiers of AES with its three key lengths.
const AES: [u32; 3] = [0x660E, 0x660F, 0x6610];

/// The package decrypted; none under another password.
pub(super) fn open(information: &[u8], password: &str, sealed: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
    let header = Header::read(information)
        .ok_or_else(|| ReadError::Damaged("the description of its encryption is cut short".to_owned()))?;
    if !AES.contains(&header.algorithm) {
        return Err(ReadError::Locked(format!("the cipher {:#x}", header.algorithm)));
    }
    let key = key(header.salt, password, header.key_bytes);
    let cipher = Aes::new(&key)
        .ok_or_else(|| ReadError::Damaged("its encryption key has no length of AES".to_owned()))?;
    let verifier = cipher.ecb(header.verifier);
    let hash = cipher.ecb(header.verifier_hash);
    let expected = Sha1::digest(&verifier);
    if hash.get(..expected.len()) != Some(&*expected) {
        return Ok(None);
    }
    Ok(Some(cipher.ecb(sealed)))
}

/// What the description says: cipher, length of the key, and how a password is told to be right.
pub(super) struct Header<'a> {
    pub(super) algorithm: u32,
    pub(super) key_bytes: usize,
    pub(super) salt: &'a [u8],
    pub(super) verifier: &'a [u8],
    pub(super) verifier_hash: &'a [u8],
}

impl<'a> Header<'a> {
    /// From behind version and flags.
    pub(super) fn read(information: &'a [u8]) -> Option<Self> {
        let word = |at: usize| -> Option<usize> {
            let bytes = information.get(at..at.checked_add(4)?)?;
            usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
        };
        let size = word(0)?;
        let algorithm = u32::try_from(word(4 + 8)?).ok()?;
        let bits = word(4 + 16)?;
        // The verifier follows the header: length of the salt, salt, verifier, length of its hash, hash.
        let start = size.checked_add(4)?;
        let at = |from: usize, length: usize| {
            information.get(start.checked_add(from)?..start.checked_add(from + length)?)
        };
        Some(Self {
            algorithm,
            key_bytes: bits / 8,
            salt: at(4, 16)?,
            verifier: at(20, 16)?,
            verifier_hash: information.get(start.checked_add(40)?..)?,
        })
    }
}

/// The key of block 0 ([MS-OFFCRYPTO] 2.3.4.7).
fn key(salt: &[u8], password: &str, length: usize) -> Vec<u8> {
    let mut hash = Sha1::new_with_prefix(salt)
        .chain_update(utf16(password))
        .finalize();
    for round in 0..ROUNDS {
        hash = Sha1::new_with_prefix(round.to_le_bytes())
            .chain_update(hash)
            .finalize();
    }
    let hash = Sha1::new_with_prefix(hash).chain_update([0_u8; 4]).finalize();
    let half = |filler: u8| {
        let mut block = [filler; 64];
        for (byte, mask) in block.iter_mut().zip(hash.iter()) {
            *byte ^= mask;
        }
        Sha1::digest(block)
    };
    let mut key: Vec<u8> = half(0x36).into_iter().chain(half(0x5c)).collect();
    key.truncate(length);
    key
}
