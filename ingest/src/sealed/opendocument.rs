//! Parts sealed with a password, as OpenDocument packages and HWPX have them: PBKDF2 over a SHA-256 of the password gives
//! the key of AES-256 in CBC mode; the part was deflated before. The manifest gives salt, rounds and initial vector.

use std::collections::HashMap;

use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::{Aes, from_base64};
use crate::xml::Xml;

/// Most rounds that are worked through; the word processors write 1,024 and 100,000.
const MOST_ROUNDS: u32 = 1_000_000;

/// How one part is sealed.
#[derive(Debug, Default)]
pub(crate) struct Seal {
    vector: Vec<u8>,
    salt: Vec<u8>,
    rounds: u32,
}

/// The sealed parts by name.
pub(crate) fn seals(manifest: &[u8]) -> HashMap<String, Seal> {
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
                        .map(|text| from_base64(&text))
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
pub(crate) fn open(seal: &Seal, password: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    if seal.rounds == 0 || seal.rounds > MOST_ROUNDS {
        return None;
    }
    let start = Sha256::digest(password.as_bytes());
    let mut key = [0u8; 32];
    pbkdf2::pbkdf2_hmac::<Sha1>(&start, &seal.salt, seal.rounds, &mut key);
    let vector = seal.vector.as_slice().try_into().ok()?;
    Some(Aes::new(&key)?.cbc(vector, sealed))
}
