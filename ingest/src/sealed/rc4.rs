//! RC4, and the keys that Excel 97-2003 makes of a password for each kilobyte of a stream.

use md5::{Digest, Md5};
use sha1::Sha1;

use super::utf16;

/// The cipher's state (Schneier, Applied Cryptography, 17.1).
pub(super) struct Rc4 {
    state: [u8; 256],
    i: u8,
    j: u8,
}

impl Rc4 {
    pub(super) fn new(key: &[u8]) -> Self {
        let mut state = [0u8; 256];
        for (byte, number) in state.iter_mut().zip(0..=u8::MAX) {
            *byte = number;
        }
        let mut j = 0u8;
        for (i, key) in (0..256).zip(key.iter().cycle()) {
            j = j.wrapping_add(state[i]).wrapping_add(*key);
            state.swap(i, usize::from(j));
        }
        Self { state, i: 0, j: 0 }
    }

    /// The next byte of the stream.
    pub(super) fn next(&mut self) -> u8 {
        self.i = self.i.wrapping_add(1);
        self.j = self.j.wrapping_add(self.state[usize::from(self.i)]);
        self.state.swap(usize::from(self.i), usize::from(self.j));
        let sum = self.state[usize::from(self.i)].wrapping_add(self.state[usize::from(self.j)]);
        self.state[usize::from(sum)]
    }

    pub(super) fn apply(&mut self, sealed: &[u8]) -> Vec<u8> {
        sealed.iter().map(|byte| byte ^ self.next()).collect()
    }
}

/// How the key of a block is made.
pub(super) enum Keys {
    /// Of five bytes, by MD5 ([MS-OFFCRYPTO] 2.3.6.2).
    Short([u8; 5]),
    /// By SHA-1, of so many bytes ([MS-OFFCRYPTO] 2.3.5.2).
    Long(Vec<u8>, usize),
}

impl Keys {
    /// Checks the password against its verifier.
    pub(super) fn short(password: &str, salt: &[u8], verifier: &[u8], hash: &[u8]) -> Option<Self> {
        let first = Md5::digest(utf16(password));
        let mut mixed = Md5::new();
        for _ in 0..16 {
            mixed.update(first.get(..5)?);
            mixed.update(salt);
        }
        let keys = Self::Short(mixed.finalize().get(..5)?.try_into().ok()?);
        let mut cipher = keys.of_block(0);
        let verifier = cipher.apply(verifier);
        let expected = Md5::digest(verifier);
        (cipher.apply(hash) == *expected).then_some(keys)
    }

    /// Checks the password against its verifier.
    pub(super) fn long(
        password: &str,
        salt: &[u8],
        verifier: &[u8],
        hash: &[u8],
        key_bytes: usize,
    ) -> Option<Self> {
        let first = Sha1::new_with_prefix(salt)
            .chain_update(utf16(password))
            .finalize();
        let keys = Self::Long(first.to_vec(), key_bytes);
        let mut cipher = keys.of_block(0);
        let verifier = cipher.apply(verifier);
        let expected = Sha1::digest(verifier);
        (cipher.apply(hash) == *expected).then_some(keys)
    }

    /// The cipher of a block of 1024 bytes.
    pub(super) fn of_block(&self, number: u32) -> Rc4 {
        match self {
            Self::Short(key) => Rc4::new(
                &Md5::new_with_prefix(key)
                    .chain_update(number.to_le_bytes())
                    .finalize(),
            ),
            Self::Long(hash, length) => {
                let key = Sha1::new_with_prefix(hash)
                    .chain_update(number.to_le_bytes())
                    .finalize();
                let mut key = key.get(..(*length).clamp(5, 20)).unwrap_or(&key).to_vec();
                // A key of 40 bits is filled up with zeros.
                if key.len() == 5 {
                    key.resize(16, 0);
                }
                Rc4::new(&key)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rc4;

    #[test]
    fn the_known_stream() {
        // A vector of the original posting.
        let key = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef];
        let sealed = Rc4::new(&key).apply(&key);
        assert_eq!(sealed, [0x75, 0xb7, 0x87, 0x80, 0x99, 0xe0, 0xc5, 0x96]);
    }
}
