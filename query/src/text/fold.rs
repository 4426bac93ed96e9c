//! Folding: what is the same to a reader becomes the same to the program.

use quarry_graph::traditional;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Width, case, accents of Latin letters, quotation marks, simplified characters and the Taiwanese variants of 台 folded away.
///
/// Hangul stays composed: taking accents off must not take syllables apart.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.chars().all(is_composed) {
        text.chars().for_each(|c| fold_char(c, &mut folded));
    } else {
        text.nfkc().for_each(|c| fold_char(c, &mut folded));
    }
    folded
}

/// Whether a character is its own NFKC form beside any other such: what nearly all text is made of needs no normalisation.
const fn is_composed(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

fn fold_char(c: char, out: &mut String) {
    match c {
        '颱' => out.push('台'),
        '\u{4e00}'..='\u{9fff}' => out.push(traditional(c)),
        '’' | '‘' | '`' | '´' => out.push('\''),
        '‐' | '‑' | '–' | '−' => out.push('-'),
        c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        c if is_latin(c) => decompose_canonical(c, |d| {
            if !is_combining_mark(d) {
                out.extend(plain_letter(d).to_lowercase());
            }
        }),
        c if is_combining_mark(c) && c < '\u{0370}' => {}
        c => out.extend(c.to_lowercase()),
    }
}

/// Latin letters with a stroke do not decompose; their plain forms are what people type.
const fn plain_letter(c: char) -> char {
    match c {
        'Ø' | 'ø' => 'o',
        'Ł' | 'ł' => 'l',
        'Đ' | 'đ' => 'd',
        'ı' => 'i',
        c => c,
    }
}

const fn is_latin(c: char) -> bool {
    matches!(c, '\u{00c0}'..='\u{024f}' | '\u{1e00}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_accents_and_variants_fold_together() {
        assert_eq!(fold("ＡＢＣ Café Łódź"), "abc cafe lodz");
        assert_eq!(fold("臺北市"), fold("台北市"));
        assert_eq!(fold("台湾卫生局"), fold("臺灣衛生局"));
    }

    #[test]
    fn what_needs_no_normalisation_is_what_normalisation_leaves() {
        let composed = ('\u{0}'..='\u{d7ff}').filter(|c| is_composed(*c));
        for c in composed {
            assert!([c].into_iter().nfkc().eq([c]), "{c}");
        }
    }

    #[test]
    fn hangul_syllables_stay_whole() {
        assert_eq!(fold("한국"), "한국");
    }
}
