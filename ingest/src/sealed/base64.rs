//! Base64 in XML attributes.

/// Decodes base64; signs outside its alphabet are passed over.
pub(super) fn decode(text: &str) -> Vec<u8> {
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
    use super::decode;

    #[test]
    fn base64_of_the_standard() {
        assert_eq!(decode("Zm9vYmE="), b"fooba");
        assert_eq!(decode("Zm9v\nYmFy"), b"foobar");
    }
}
