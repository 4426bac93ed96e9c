//! Parts sealed with a password, as OpenDocument packages have it: PBKDF2 over a SHA-256 of the password gives the key
//! of AES-256 in CBC mode; the part was deflated before. The manifest gives salt, rounds and initial vector.

use std::collections::HashMap;

use aes::Aes256;
use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::super::xml::Xml;

/// Most rounds that are worked through; the word processor writes 1024.
const MOST_ROUNDS: u32 = 1_000_000;

/// How one part is sealed.
#[derive(Debug, Default)]
pub(super) struct Seal {
    vector: Vec<u8>,
    salt: Vec<u8>,
    rounds: u32,
}

/// The sealed parts by name.
pub(super) fn seals(manifest: &[u8]) -> HashMap<String, Seal> {
    let mut xml = Xml::new(manifest);
    let mut seals = HashMap::new();
    if xml.root().is_none() {
        return seals;
    }
    while let Some(entry) = xml.child() {
        let name = entry.attribute("full-path");
        while let Some(data) = xml.child() {
            if data.name() != "encryption-data" {
                xml.skip();
                continue;
            }
            let mut seal = Seal::default();
            while let Some(part) = xml.child() {
                let bytes = |attribute| {
                    part.attribute(attribute)
                        .map(|text| base64(&text))
                        .unwrap_or_default()
                };
                match part.name() {
                    "algorithm" => seal.vector = bytes("initialisation-vector"),
                    "key-derivation" => {
                        seal.salt = bytes("salt");
                        seal.rounds = part.number("iteration-count").unwrap_or(0);
                    }
                    _ => {}
                }
                xml.skip();
            }
            seals.extend(name.clone().map(|name| (name, seal)));
        }
    }
    seals
}

/// The part decrypted and still deflated; none where the seal makes no sense.
pub(super) fn open(seal: &Seal, password: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    if seal.rounds == 0 || seal.rounds > MOST_ROUNDS {
        return None;
    }
    let start = Sha256::digest(password.as_bytes());
    let mut key = [0u8; 32];
    pbkdf2::pbkdf2_hmac::<Sha1>(&start, &seal.salt, seal.rounds, &mut key);
    let cipher = Aes256::new(&Array::from(key));
    let mut before: [u8; 16] = seal.vector.as_slice().try_into().ok()?;
    let mut out = Vec::with_capacity(sealed.len());
    for block in sealed.as_chunks::<16>().0 {
        let mut clear = Array::from(*block);
        cipher.decrypt_block(&mut clear);
        out.extend(clear.iter().zip(before).map(|(byte, mask)| byte ^ mask));
        before = *block;
    }
    Some(out)
}

/// Decodes base64; signs outside its alphabet are passed over.
fn base64(text: &str) -> Vec<u8> {
    let (mut bits, mut count, mut out) = (0u32, 0, Vec::new());
    for sign in text.bytes() {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_the_standard() {
        assert_eq!(base64("Zm9vYmE="), b"fooba");
        assert_eq!(base64("Zm9v\nYmFy"), b"foobar");
    }
}
