//! Fonts whose letters are signs.
//!
//! Where `Wingdings` stands behind a letter the reader sees a bullet, an arrow or a tick, and the file says the
//! letter. The signs that papers are marked with are known by their place in the font.

/// Whether a font is one whose letters are signs that [`sign`] knows, by its name.
pub(crate) fn is_sign_font(name: &str) -> bool {
    let name = name.rsplit('+').next().unwrap_or(name);
    name.eq_ignore_ascii_case("Wingdings") || name.eq_ignore_ascii_case("Wingdings-Regular")
}

/// What stands at the place of a letter (as Windows-1252 has it); none for signs that papers hardly use.
pub(crate) fn sign(letter: char) -> Option<char> {
    let sign = match letter {
        'F' => '☞',
        'l' => '●',
        'm' => '❍',
        'n' => '■',
        'o' | '¨' => '□',
        'p' => '❐',
        'q' => '❑',
        'r' => '❒',
        's'..='u' | 'w' => '◆',
        'v' => '❖',
        'ž' => '·',
        'Ÿ' => '•',
        '¡' => '○',
        '§' => '▪',
        '«' => '★',
        'Ø' => '➢',
        'ß' => '←',
        'à' | 'è' => '→',
        'á' => '↑',
        'â' => '↓',
        'ï' => '⇦',
        'ð' => '⇨',
        'ñ' => '⇧',
        'ò' => '⇩',
        'û' => '✗',
        'ü' => '✓',
        'ý' => '☒',
        'þ' => '☑',
        _ => return None,
    };
    Some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_a_sign_font_are_signs() {
        assert!(is_sign_font("ABCDEF+Wingdings-Regular"));
        assert!(!is_sign_font("Wingdings2") && !is_sign_font("Batang"));
        assert_eq!(
            ['v', 'Ÿ', '§', 'þ', 'Z'].map(sign),
            [Some('❖'), Some('•'), Some('▪'), Some('☑'), None]
        );
    }
}
