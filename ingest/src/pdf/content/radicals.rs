//! CJK radicals to the ideographs that they stand for.
//!
//! Fonts map a glyph that serves both a radical and an ideograph to either; text is written with the ideograph.
//! Kangxi radicals have compatibility decompositions; for the supplement the Unicode character database gives
//! `Equivalent_Unified_Ideograph`, of which the pairs inside the basic plane stand here.

use unicode_normalization::UnicodeNormalization;

/// The unified ideograph of a radical; any other character as it is.
pub(crate) fn unified(c: char) -> char {
    match c {
        '\u{2f00}'..='\u{2fd5}' => std::iter::once(c).nfkc().next().unwrap_or(c),
        '\u{2e80}'..='\u{2ef3}' => SUPPLEMENT
            .binary_search_by_key(&c, |p| p.0)
            .ok()
            .and_then(|i| SUPPLEMENT.get(i))
            .map_or(c, |p| p.1),
        _ => c,
    }
}

const SUPPLEMENT: [(char, char); 82] = [
    ('⺁', '厂'),
    ('⺅', '亻'),
    ('⺉', '刂'),
    ('⺋', '㔾'),
    ('⺌', '小'),
    ('⺍', '小'),
    ('⺎', '兀'),
    ('⺏', '尣'),
    ('⺐', '尢'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺔', '彑'),
    ('⺖', '忄'),
    ('⺗', '㣺'),
    ('⺘', '扌'),
    ('⺙', '攵'),
    ('⺛', '旡'),
    ('⺝', '月'),
    ('⺞', '歺'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺡', '氵'),
    ('⺢', '氺'),
    ('⺣', '灬'),
    ('⺤', '爫'),
    ('⺥', '爫'),
    ('⺦', '丬'),
    ('⺨', '犭'),
    ('⺩', '王'),
    ('⺪', '疋'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺭', '礻'),
    ('⺮', '竹'),
    ('⺯', '糹'),
    ('⺰', '纟'),
    ('⺱', '罓'),
    ('⺲', '罒'),
    ('⺹', '耂'),
    ('⺺', '肀'),
    ('⺻', '聿'),
    ('⺼', '肉'),
    ('⺽', '臼'),
    ('⺾', '艹'),
    ('⺿', '艹'),
    ('⻀', '艹'),
    ('⻁', '虎'),
    ('⻂', '衤'),
    ('⻃', '覀'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻈', '讠'),
    ('⻉', '贝'),
    ('⻊', '足'),
    ('⻋', '车'),
    ('⻌', '辶'),
    ('⻍', '辶'),
    ('⻎', '辶'),
    ('⻏', '阝'),
    ('⻐', '钅'),
    ('⻑', '長'),
    ('⻒', '镸'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻖', '阝'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻟', '飠'),
    ('⻠', '饣'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻳', '龟'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_ideographs_and_nothing_else_changes() {
        assert_eq!(
            "⻘⻑⽇⽔長한A".chars().map(unified).collect::<String>(),
            "青長日水長한A"
        );
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(SUPPLEMENT.windows(2).all(|w| matches!(w, [a, b] if a.0 < b.0)));
    }
}
