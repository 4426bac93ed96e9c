//! Numbers and bullets as word processors print them before paragraphs.

/// How a number is written. The order is that of the codes in HWP 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Numeral {
    /// 1, 2, 3
    #[default]
    Digit,
    /// ①, ②, ③
    CircledDigit,
    /// I, II, III
    RomanCapital,
    /// i, ii, iii
    RomanSmall,
    /// A, B, C
    LatinCapital,
    /// a, b, c
    LatinSmall,
    /// Ⓐ, Ⓑ, Ⓒ
    CircledLatinCapital,
    /// ⓐ, ⓑ, ⓒ
    CircledLatinSmall,
    /// 가, 나, 다
    HangulSyllable,
    /// ㉮, ㉯, ㉰
    CircledHangulSyllable,
    /// ㄱ, ㄴ, ㄷ
    HangulJamo,
    /// ㉠, ㉡, ㉢
    CircledHangulJamo,
    /// 일, 이, 삼
    HangulPhonetic,
    /// 一, 二, 三
    Ideograph,
    /// ㊀, ㊁, ㊂
    CircledIdeograph,
    /// 갑, 을, 병
    Decagon,
    /// 甲, 乙, 丙
    DecagonHanja,
    /// 01, 02, 03
    PaddedDigit,
    /// １, ２, ３
    FullWidthDigit,
    /// ⑴, ⑵, ⑶
    ParenthesizedDigit,
    /// ⒈, ⒉, ⒊
    StoppedDigit,
    /// 壹, 貳, 參
    IdeographFormal,
    /// 壹, 贰, 叁
    IdeographFormalSimplified,
    /// 子, 丑, 寅
    Zodiac,
}

impl Numeral {
    const ALL: [(Self, &str); 17] = [
        (Self::Digit, "DIGIT"),
        (Self::CircledDigit, "CIRCLED_DIGIT"),
        (Self::RomanCapital, "ROMAN_CAPITAL"),
        (Self::RomanSmall, "ROMAN_SMALL"),
        (Self::LatinCapital, "LATIN_CAPITAL"),
        (Self::LatinSmall, "LATIN_SMALL"),
        (Self::CircledLatinCapital, "CIRCLED_LATIN_CAPITAL"),
        (Self::CircledLatinSmall, "CIRCLED_LATIN_SMALL"),
        (Self::HangulSyllable, "HANGUL_SYLLABLE"),
        (Self::CircledHangulSyllable, "CIRCLED_HANGUL_SYLLABLE"),
        (Self::HangulJamo, "HANGUL_JAMO"),
        (Self::CircledHangulJamo, "CIRCLED_HANGUL_JAMO"),
        (Self::HangulPhonetic, "HANGUL_PHONETIC"),
        (Self::Ideograph, "IDEOGRAPH"),
        (Self::CircledIdeograph, "CIRCLED_IDEOGRAPH"),
        (Self::Decagon, "DECAGON_CIRCLE"),
        (Self::DecagonHanja, "DECAGON_CIRCLE_HANJA"),
    ];

    /// From the code of HWP 5; digits for one that is unknown.
    pub(crate) fn from_code(code: u32) -> Self {
        let index = usize::try_from(code).unwrap_or(usize::MAX);
        Self::ALL.get(index).map_or(Self::Digit, |(numeral, _)| *numeral)
    }

    /// From the name in HWPX; digits for one that is unknown.
    pub(crate) fn from_name(name: &str) -> Self {
        let found = Self::ALL.iter().find(|(_, known)| *known == name);
        found.map_or(Self::Digit, |(numeral, _)| *numeral)
    }

    /// The number as printed; past the end of a series of signs, in digits.
    pub(crate) fn print(self, number: u32) -> String {
        let printed = match self {
            Self::Digit => None,
            Self::CircledDigit => in_series('①', 20, number),
            Self::RomanCapital => roman(number),
            Self::RomanSmall => roman(number).map(|text| text.to_lowercase()),
            Self::LatinCapital => in_series('A', 26, number),
            Self::LatinSmall => in_series('a', 26, number),
            Self::CircledLatinCapital => in_series('Ⓐ', 26, number),
            Self::CircledLatinSmall => in_series('ⓐ', 26, number),
            Self::HangulSyllable => among("가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허", number),
            Self::CircledHangulSyllable => in_series('㉮', 14, number),
            Self::HangulJamo => among("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", number),
            Self::CircledHangulJamo => in_series('㉠', 14, number),
            Self::HangulPhonetic => decimal(number, "일이삼사오육칠팔구", '십'),
            Self::Ideograph => decimal(number, "一二三四五六七八九", '十'),
            Self::CircledIdeograph => in_series('㊀', 10, number),
            Self::Decagon => among("갑을병정무기경신임계", number),
            Self::DecagonHanja => among("甲乙丙丁戊己庚辛壬癸", number),
            Self::PaddedDigit => Some(format!("{number:02}")),
            Self::FullWidthDigit => Some(number.to_string().chars().map(full_width).collect()),
            Self::ParenthesizedDigit => in_series('⑴', 20, number),
            Self::StoppedDigit => in_series('⒈', 20, number),
            Self::IdeographFormal => decimal(number, "壹貳參肆伍陸柒捌玖", '拾'),
            Self::IdeographFormalSimplified => decimal(number, "壹贰叁肆伍陆柒捌玖", '拾'),
            Self::Zodiac => among("子丑寅卯辰巳午未申酉戌亥", number),
        };
        printed.unwrap_or_else(|| number.to_string())
    }
}

fn full_width(digit: char) -> char {
    char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０')).unwrap_or(digit)
}

fn in_series(first: char, length: u32, number: u32) -> Option<String> {
    let offset = number.checked_sub(1).filter(|offset| *offset < length)?;
    char::from_u32(u32::from(first) + offset).map(String::from)
}

fn among(signs: &str, number: u32) -> Option<String> {
    let index = usize::try_from(number.checked_sub(1)?).ok()?;
    signs.chars().nth(index).map(String::from)
}

fn roman(number: u32) -> Option<String> {
    const PARTS: [(u32, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = (1..400).contains(&number).then_some(number)?;
    let mut text = String::new();
    for (value, sign) in PARTS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    Some(text)
}

/// Numbers below 100 in words that count tens.
fn decimal(number: u32, units: &str, ten: char) -> Option<String> {
    let (tens, rest) = ((1..100).contains(&number).then_some(number)? / 10, number % 10);
    let mut text = String::new();
    if tens > 1 {
        text.push_str(&among(units, tens)?);
    }
    if tens > 0 {
        text.push(ten);
    }
    if rest > 0 {
        text.push_str(&among(units, rest)?);
    }
    Some(text)
}

/// What a character of a symbol font shows: such fonts keep their signs in the private use area.
pub(crate) fn symbol(character: char) -> char {
    match character {
        '\u{F0B7}' => '•',
        '\u{F06C}' => '●',
        '\u{F06E}' | '\u{F0A7}' => '■',
        '\u{F06F}' | '\u{F0A8}' | '\u{F071}' => '□',
        '\u{F075}' => '◆',
        '\u{F076}' => '❖',
        '\u{F0A1}' | '\u{F09F}' => '○',
        '\u{F0D8}' => '➢',
        '\u{F0E0}' | '\u{F0E8}' => '→',
        '\u{F0FC}' => '✓',
        '\u{F0FE}' => '☑',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_print_their_signs_and_digits_past_the_end() {
        let print = |numeral: Numeral, number| numeral.print(number);
        assert_eq!(print(Numeral::CircledDigit, 3), "③");
        assert_eq!(print(Numeral::RomanCapital, 14), "XIV");
        assert_eq!(print(Numeral::HangulSyllable, 15), "거");
        assert_eq!(print(Numeral::HangulPhonetic, 21), "이십일");
        assert_eq!(print(Numeral::Ideograph, 10), "十");
        assert_eq!(print(Numeral::CircledIdeograph, 11), "11");
        assert_eq!(print(Numeral::from_name("HANGUL_JAMO"), 2), "ㄴ");
        assert_eq!(print(Numeral::from_code(8), 2), "나");
        assert_eq!(print(Numeral::from_code(99), 2), "2");
        assert_eq!(print(Numeral::IdeographFormal, 12), "拾貳");
        assert_eq!(print(Numeral::FullWidthDigit, 10), "１０");
        assert_eq!(print(Numeral::PaddedDigit, 7), "07");
    }
}
