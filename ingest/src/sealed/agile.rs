//! Agile encryption ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15): XML says how the key of the package is sealed with the password.

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{Aes, from_base64, utf16};
use crate::read::ReadError;
use crate::xml::{Element, Xml};

/// Most rounds that are worked through; Office writes 100,000.
const MOST_ROUNDS: u32 = 1_000_000;
/// The package is sealed in pieces of so many bytes.
const SEGMENT: usize = 4096;
/// What the hash is extended by for each use of the password.
const VERIFIER_INPUT: [u8; 8] = [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79];
const VERIFIER_VALUE: [u8; 8] = [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e];
const KEY_VALUE: [u8; 8] = [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6];
/// Fills keys and vectors that a hash is too short for.
const FILLER: u8 = 0x36;

/// The package decrypted; none under another password.
pub(super) fn open(information: &[u8], password: &str, sealed: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
    let Description { data, key } = Description::read(information)?;
    let rounded = key.rounded(password);
    let unseal = |purpose: [u8; 8], value: &[u8]| -> Option<Vec<u8>> {
        let cipher = Aes::new(&key.sized(key.hash.of(&[&rounded, &purpose]), key.key_bytes))?;
        Some(cipher.cbc(vector(&key.salt), value))
    };
    let broken = || ReadError::Damaged("the description of its encryption makes no sense".to_owned());
    let input = unseal(VERIFIER_INPUT, &key.verifier_input).ok_or_else(broken)?;
    let value = unseal(VERIFIER_VALUE, &key.verifier_value).ok_or_else(broken)?;
    let expected = key.hash.of(&[input.get(..key.salt.len()).unwrap_or(&input)]);
    if value.get(..expected.len()) != Some(expected.as_slice()) {
        return Ok(None);
    }
    let mut secret = unseal(KEY_VALUE, &key.value).ok_or_else(broken)?;
    secret.truncate(data.key_bytes);
    let cipher = Aes::new(&secret).ok_or_else(broken)?;
    let mut clear = Vec::with_capacity(sealed.len());
    for (number, segment) in (0u32..).zip(sealed.chunks(SEGMENT)) {
        let start = vector(&data.hash.of(&[&data.salt, &number.to_le_bytes()]));
        clear.extend(cipher.cbc(start, segment));
        if number.is_multiple_of(1024) {
            crate::progress::step();
        }
    }
    Ok(Some(clear))
}

/// The first block of a hash or salt.
fn vector(of: &[u8]) -> [u8; 16] {
    let mut vector = [FILLER; 16];
    for (to, from) in vector.iter_mut().zip(of) {
        *to = *from;
    }
    vector
}

#[derive(Clone, Copy, Default)]
enum Hash {
    Sha1,
    Sha256,
    Sha384,
    #[default]
    Sha512,
}

impl Hash {
    fn named(name: &str) -> Option<Self> {
        Some(match name.replace('-', "").to_ascii_uppercase().as_str() {
            "SHA1" => Self::Sha1,
            "SHA256" => Self::Sha256,
            "SHA384" => Self::Sha384,
            "SHA512" => Self::Sha512,
            _ => return None,
        })
    }

    fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        fn digest<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
            let mut hasher = D::new();
            parts.iter().for_each(|part| hasher.update(part));
            hasher.finalize().to_vec()
        }
        match self {
            Self::Sha1 => digest::<Sha1>(parts),
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sha384 => digest::<Sha384>(parts),
            Self::Sha512 => digest::<Sha512>(parts),
        }
    }
}

/// How something is sealed: the package, or its key.
#[derive(Default)]
struct Seal {
    salt: Vec<u8>,
    key_bytes: usize,
    hash: Hash,
    rounds: u32,
    verifier_input: Vec<u8>,
    verifier_value: Vec<u8>,
    value: Vec<u8>,
}

struct Description {
    data: Seal,
    key: Seal,
}

impl Description {
    fn read(information: &[u8]) -> Result<Self, ReadError> {
        let mut xml = Xml::new(information);
        let (mut data, mut key) = (None, None);
        if xml.root().is_some() {
            collect(&mut xml, &mut data, &mut key, 0)?;
        }
        match (data, key) {
            (Some(data), Some(key)) => Ok(Self { data, key }),
            (Some(_), None) => Err(ReadError::Locked("a certificate".to_owned())),
            _ => Err(ReadError::Damaged(
                "the description of its encryption cannot be read".to_owned(),
            )),
        }
    }
}

fn collect(
    xml: &mut Xml,
    data: &mut Option<Seal>,
    key: &mut Option<Seal>,
    depth: usize,
) -> Result<(), ReadError> {
    while let Some(element) = xml.child() {
        match element.name() {
            "keyData" => *data = Some(Seal::read(&element)?),
            // Keys sealed with a certificate have another element.
            "encryptedKey" if element.attribute("spinCount").is_some() => *key = Some(Seal::read(&element)?),
            "keyEncryptors" | "keyEncryptor" if depth < 4 => {
                collect(xml, data, key, depth + 1)?;
                continue;
            }
            _ => {}
        }
        xml.skip();
    }
    Ok(())
}

impl Seal {
    fn read(element: &Element) -> Result<Self, ReadError> {
        let text = |name: &str| element.attribute(name).unwrap_or_default();
        let bytes = |name: &str| from_base64(&text(name));
        let (cipher, chaining) = (text("cipherAlgorithm"), text("cipherChaining"));
        if cipher != "AES" || chaining != "ChainingModeCBC" {
            return Err(ReadError::Locked(format!("the cipher {cipher} ({chaining})")));
        }
        let hash = text("hashAlgorithm");
        let rounds = element.number("spinCount").unwrap_or(0);
        if rounds > MOST_ROUNDS {
            return Err(ReadError::Limit(format!("a password hash of {rounds} rounds")));
        }
        Ok(Self {
            salt: bytes("saltValue"),
            key_bytes: element.number::<usize>("keyBits").unwrap_or(0) / 8,
            hash: Hash::named(&hash).ok_or_else(|| ReadError::Locked(format!("the hash {hash}")))?,
            rounds,
            verifier_input: bytes("encryptedVerifierHashInput"),
            verifier_value: bytes("encryptedVerifierHashValue"),
            value: bytes("encryptedKeyValue"),
        })
    }

    /// The hash of salt and password after all rounds.
    fn rounded(&self, password: &str) -> Vec<u8> {
        let mut hash = self.hash.of(&[&self.salt, &utf16(password)]);
        for round in 0..self.rounds {
            hash = self.hash.of(&[&round.to_le_bytes(), &hash]);
        }
        hash
    }

    fn sized(&self, mut hash: Vec<u8>, length: usize) -> Vec<u8> {
        hash.resize(length.min(64), FILLER);
        hash
    }
}
