//! Characters of HWP 3: 16 bits each, Hangul put together from three letters of five bits (Johab, KS X 1001 annex 3).

/// The medial letters' codes in the order of Unicode.
const MEDIALS: [u16; 21] = [
    3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29,
];
/// The medial letter that modern Hangul has lost (ㆍ), which 한글 writes in its own name.
const ARAEA: u16 = 30;
/// Hanja stand in the order of KS X 1001 from here on.
const FIRST_HANJA: u16 = 0x4000;
/// How many there are.
const HANJA: u16 = 4888;

/// One character; none where its meaning is not known.
pub(super) fn decode(unit: u16) -> Option<char> {
    match unit {
        0x20..=0x7E => char::from_u32(u32::from(unit)),
        0x81 => Some('“'),
        0x82 => Some('”'),
        // Hiragana by their cells in the row of JIS X 0208 and KS X 1001.
        0x1F01..=0x1F53 => char::from_u32(0x3040 + u32::from(unit - 0x1F00)),
        0x8000.. => hangul(unit),
        FIRST_HANJA..0x8000 => hanja(unit - FIRST_HANJA),
        _ => None,
    }
}

/// A string of bytes, in which a Hangul character takes two, the higher first.
pub(super) fn decode_bytes(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = bytes.iter().copied().take_while(|byte| *byte != 0);
    while let Some(byte) = rest.next() {
        let unit = match byte {
            0x80.. => u16::from_be_bytes([byte, rest.next().unwrap_or(0)]),
            _ => u16::from(byte),
        };
        text.extend(decode(unit));
    }
    text
}

/// A syllable, or a letter by itself.
fn hangul(unit: u16) -> Option<char> {
    let (initial, medial, last) = (unit >> 10 & 31, unit >> 5 & 31, unit & 31);
    let initial = initial.checked_sub(2).filter(|index| *index < 19);
    let last = match last {
        1 => Some(0),
        2..=17 => Some(last - 1),
        19..=29 => Some(last - 2),
        _ => None,
    };
    let index = MEDIALS
        .iter()
        .position(|code| *code == medial)
        .and_then(|index| u16::try_from(index).ok());
    match (initial, index, last) {
        (Some(initial), Some(medial), Some(last)) => {
            char::from_u32(0xAC00 + u32::from(initial) * 588 + u32::from(medial) * 28 + u32::from(last))
        }
        // 한글's own name with its old vowel; today's letter is nearest to it.
        (Some(initial), None, Some(last)) if medial == ARAEA => {
            char::from_u32(0xAC00 + u32::from(initial) * 588 + u32::from(last))
        }
        (Some(initial), None, Some(0)) if medial == 2 => "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
            .chars()
            .nth(usize::from(initial)),
        (None, Some(medial), Some(0)) => char::from_u32(0x314F + u32::from(medial)),
        _ => None,
    }
}

/// Hanja by their number, through the row and cell that they have in EUC-KR.
fn hanja(index: u16) -> Option<char> {
    let index = (index < HANJA).then_some(index)?;
    let bytes = [
        0xCA + u8::try_from(index / 94).ok()?,
        0xA1 + u8::try_from(index % 94).ok()?,
    ];
    let (text, _, failed) = encoding_rs::EUC_KR.decode(&bytes);
    text.chars().next().filter(|_| !failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(units: &[u16]) -> Option<String> {
        units.iter().map(|unit| decode(*unit)).collect()
    }

    #[test]
    fn hangul_is_put_together_from_its_letters() {
        assert_eq!(text(&[0x8861, 0xD065]).as_deref(), Some("가한"));
        assert_eq!(decode_bytes(b"\xA4a\xC8w\x8Bi\0rest"), "바탕글");
    }

    #[test]
    fn hanja_and_hiragana_by_their_places() {
        assert_eq!(text(&[0x4388, 0x4507, 0x4CAC]).as_deref(), Some("代理人"));
        assert_eq!(text(&[0x1F0B, 0x1F2A]).as_deref(), Some("かな"));
    }

    #[test]
    fn signs_without_a_known_meaning_are_none() {
        assert_eq!(decode(0x3341), None);
    }
}
