//! XOR obfuscation of old workbooks ([MS-OFFCRYPTO] 2.3.7, method 1).

const INITIAL: [u16; 15] = [
    0xE1F0, 0x1D0F, 0xCC9C, 0x84C0, 0x110C, 0x0E10, 0xF1CE, 0x313E, 0x1872, 0xE139, 0xD40F, 0x84F9, 0x280C,
    0xA96A, 0x4EC3,
];
const MATRIX: [u16; 105] = [
    0xAEFC, 0x4DD9, 0x9BB2, 0x2745, 0x4E8A, 0x9D14, 0x2A09, 0x7B61, 0xF6C2, 0xFDA5, 0xEB6B, 0xC6F7, 0x9DCF,
    0x2BBF, 0x4563, 0x8AC6, 0x05AD, 0x0B5A, 0x16B4, 0x2D68, 0x5AD0, 0x0375, 0x06EA, 0x0DD4, 0x1BA8, 0x3750,
    0x6EA0, 0xDD40, 0xD849, 0xA0B3, 0x5147, 0xA28E, 0x553D, 0xAA7A, 0x44D5, 0x6F45, 0xDE8A, 0xAD35, 0x4A4B,
    0x9496, 0x390D, 0x721A, 0xEB23, 0xC667, 0x9CEF, 0x29FF, 0x53FE, 0xA7FC, 0x5FD9, 0x47D3, 0x8FA6, 0x0F6D,
    0x1EDA, 0x3DB4, 0x7B68, 0xF6D0, 0xB861, 0x60E3, 0xC1C6, 0x93AD, 0x377B, 0x6EF6, 0xDDEC, 0x45A0, 0x8B40,
    0x06A1, 0x0D42, 0x1A84, 0x3508, 0x6A10, 0xAA51, 0x4483, 0x8906, 0x022D, 0x045A, 0x08B4, 0x1168, 0x76B4,
    0xED68, 0xCAF1, 0x85C3, 0x1BA7, 0x374E, 0x6E9C, 0x3730, 0x6E60, 0xDCC0, 0xA9A1, 0x4363, 0x86C6, 0x1DAD,
    0x3331, 0x6662, 0xCCC4, 0x89A9, 0x0373, 0x06E6, 0x0DCC, 0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462,
    0x48C4,
];
const PADDING: [u8; 15] = [
    0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00,
];

/// The sixteen bytes that data is mixed with, where key and verifier are those of the password.
pub(super) fn mask(password: &str, key: u16, verifier: u16) -> Option<[u8; 16]> {
    let bytes = bytes(password)?;
    (key_of(&bytes)? == key && verifier_of(&bytes) == verifier).then(|| spread(&bytes, key))
}

/// Undoes the obfuscation of the byte at a place counted from the mask's beginning.
pub(super) fn open(mask: &[u8; 16], place: usize, byte: u8) -> u8 {
    (byte ^ mask[place % 16]).rotate_left(3)
}

/// One byte a character: the low one, or the high one where that is zero. Fifteen at most.
fn bytes(password: &str) -> Option<Vec<u8>> {
    let short = password.encode_utf16().map(|unit| match unit.to_le_bytes() {
        [0, high] => high,
        [low, _] => low,
    });
    let bytes: Vec<u8> = short.collect();
    (1..=15).contains(&bytes.len()).then_some(bytes)
}

fn key_of(password: &[u8]) -> Option<u16> {
    let mut key = *INITIAL.get(password.len().checked_sub(1)?)?;
    let mut element = MATRIX.iter().rev();
    for byte in password.iter().rev() {
        for bit in (0..7).rev() {
            let word = element.next()?;
            if byte >> bit & 1 != 0 {
                key ^= word;
            }
        }
    }
    Some(key)
}

fn verifier_of(password: &[u8]) -> u16 {
    let length = u8::try_from(password.len()).unwrap_or(u8::MAX);
    let bytes = std::iter::once(length).chain(password.iter().copied());
    let folded = bytes.rev().fold(0u16, |verifier, byte| {
        let turned = (verifier << 1 & 0x7FFF) | u16::from(verifier & 0x4000 != 0);
        turned ^ u16::from(byte)
    });
    folded ^ 0xCE4B
}

/// Password and padding, each byte mixed with one half of the key.
fn spread(password: &[u8], key: u16) -> [u8; 16] {
    let [low, high] = key.to_le_bytes();
    let filled = password.iter().chain(&PADDING);
    let mut mask = [0u8; 16];
    for (place, (to, from)) in mask.iter_mut().zip(filled).enumerate() {
        let half = if place % 2 == 0 { low } else { high };
        *to = (from ^ half).rotate_right(1);
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_by_its_key_and_verifier() {
        let bytes = bytes("abc").unwrap_or_default();
        let (key, verifier) = (key_of(&bytes).unwrap_or(0), verifier_of(&bytes));
        let mask = mask("abc", key, verifier);
        assert!(mask.is_some());
        assert!(super::mask("abd", key, verifier).is_none());
    }
}
