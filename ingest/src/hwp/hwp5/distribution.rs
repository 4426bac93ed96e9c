//! Decrypts sections of distribution documents, which may be read but not changed.
//!
//! The first record of the stream obscures a key; the rest is AES-128 in ECB mode. The key needs no password: the
//! protection keeps readers from editing, not from reading. From "Hwp Document File Formats 5.0", distribution documents.

use aes::Aes128;
use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};

/// Bytes of the record's header and of its data.
const HEADER: usize = 4;
const DATA: usize = 256;
const BLOCK: usize = 16;

/// The stream after the key record, decrypted and still compressed; none where the key is cut short.
pub(super) fn decrypt(raw: &[u8]) -> Option<Vec<u8>> {
    let key = key(raw.get(HEADER..HEADER + DATA)?)?;
    let cipher = Aes128::new(&key);
    let sealed = raw.get(HEADER + DATA..)?;
    let mut out = Vec::with_capacity(sealed.len());
    for block in sealed.chunks_exact(BLOCK) {
        let mut block = Array::try_from(block).ok()?;
        cipher.decrypt_block(&mut block);
        out.extend_from_slice(&block);
    }
    Some(out)
}

/// The key: 16 of the bytes that remain when the noise is taken away, at a place that the seed tells.
fn key(data: &[u8]) -> Option<Array<u8, aes::cipher::consts::U16>> {
    let seed = u32::from_le_bytes(data.get(..4)?.try_into().ok()?);
    let mut random = Random(seed);
    let mut clear = Vec::with_capacity(DATA);
    let (mut mask, mut left) = (0, 0);
    for (index, byte) in data.iter().enumerate() {
        if left == 0 {
            mask = random.next();
            left = (random.next() & 0xF) + 1;
        }
        clear.push(if index < 4 { *byte } else { byte ^ mask });
        left -= 1;
    }
    let start = 4 + (seed & 0xF) as usize;
    Array::try_from(clear.get(start..start + BLOCK)?).ok()
}

/// The generator of the C runtime that Hangul was built with; its low eight bits are all that is used.
struct Random(u32);

impl Random {
    fn next(&mut self) -> u8 {
        self.0 = self.0.wrapping_mul(214_013).wrapping_add(2_531_011);
        (self.0 >> 16 & 0xFF) as u8
    }
}
