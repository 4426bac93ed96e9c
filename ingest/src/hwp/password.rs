//! Decryption of HWP 3 and HWP 5 under a password.
//!
//! Neither format's description says how; both ways are known from files. HWP 3, and HWP 5 up to about 5.0.2, use DES
//! in ECB mode. Later HWP 5 uses AES-128 with a feedback of single bits (CFB-1). These protect little, but what they
//! seal has to be read. A wrong password shows by what does not inflate.

use aes::Aes128;
use aes::cipher::{Array, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use des::Des;
use sha1::{Digest, Sha1};

/// Decrypts with DES in ECB mode; a rest of less than eight bytes stays as it is.
pub(super) fn open_des(password: &str, sealed: &[u8]) -> Vec<u8> {
    let cipher = Des::new(&Array::from(des_key(password)));
    let (blocks, rest) = sealed.as_chunks::<8>();
    let mut out = Vec::with_capacity(sealed.len());
    for block in blocks {
        let mut block = Array::from(*block);
        cipher.decrypt_block(&mut block);
        out.extend_from_slice(&block);
    }
    out.extend_from_slice(rest);
    out
}

/// Folds the password's UTF-16 bytes into 56 bits, and spreads these over eight bytes of seven bits and a parity bit.
fn des_key(password: &str) -> [u8; 8] {
    let mut ring = [0u8; 7];
    for (index, byte) in password.encode_utf16().flat_map(u16::to_le_bytes).enumerate() {
        if let Some(slot) = ring.get_mut(index % 7) {
            *slot = (*slot ^ byte).rotate_left(1);
        }
    }
    let bits = ring.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    let mut key = [0u8; 8];
    for (index, byte) in key.iter_mut().enumerate() {
        *byte = ((bits >> (49 - 7 * index)) as u8 & 0x7F) << 1;
    }
    key
}

/// Decrypts with AES-128 in CFB-1 mode from a register of zeros: one block operation a bit.
pub(super) fn open_aes(password: &str, sealed: &[u8]) -> Vec<u8> {
    let cipher = Aes128::new(&Array::from(aes_key(password)));
    let mut register = 0u128;
    let mut out = Vec::with_capacity(sealed.len());
    for byte in sealed {
        let mut clear = 0u8;
        for bit in (0..8).rev() {
            let mut block = Array::from(register.to_be_bytes());
            cipher.encrypt_block(&mut block);
            let sealed_bit = byte >> bit & 1;
            clear = clear << 1 | (sealed_bit ^ block.first().map_or(0, |first| first >> 7));
            register = register << 1 | u128::from(sealed_bit);
        }
        out.push(clear);
    }
    out
}

/// The first half of a SHA-1 over the password's bytes, each after the one before it turned by a bit.
fn aes_key(password: &str) -> [u8; 16] {
    let mut mixed = Vec::new();
    let mut before = 0xECu8;
    for byte in password.bytes() {
        mixed.extend([before.rotate_left(1), byte]);
        before = byte;
    }
    mixed.retain(|byte| *byte != 0);
    let digest = Sha1::digest(&mixed);
    let mut key = [0u8; 16];
    for (to, from) in key.iter_mut().zip(digest.iter()) {
        *to = *from;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_des_key_takes_seven_bits_a_byte() {
        // '1' is 0x31 and turns into 0x62 in the first slot; the second slot holds its high byte, zero.
        assert_eq!(des_key("1"), [0x62, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(des_key(""), [0; 8]);
    }

    #[test]
    fn one_bit_feedback_is_undone_bit_by_bit() {
        let (password, clear) = ("asdf", b"HWP body text, two blocks and more");
        let cipher = Aes128::new(&Array::from(aes_key(password)));
        let (mut register, mut sealed) = (0u128, Vec::new());
        for byte in clear {
            let mut out = 0u8;
            for bit in (0..8).rev() {
                let mut block = Array::from(register.to_be_bytes());
                cipher.encrypt_block(&mut block);
                let sealed_bit = (byte >> bit & 1) ^ (block[0] >> 7);
                out = out << 1 | sealed_bit;
                register = register << 1 | u128::from(sealed_bit);
            }
            sealed.push(out);
        }
        assert_eq!(open_aes(password, &sealed), clear);
    }
}
