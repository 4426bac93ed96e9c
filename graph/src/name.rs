//! Names of things, brought to the form in which two ways of writing one name are equal.

use unicode_normalization::UnicodeNormalization;

/// Variant characters that Traditional Chinese and Korean papers mix within one name, and the form that stands for both.
const VARIANTS: &[(char, char)] = &[
    ('臺', '台'),
    ('羣', '群'),
    ('峯', '峰'),
    ('裏', '裡'),
    ('衞', '衛'),
    ('敎', '教'),
    ('戶', '户'),
    ('戸', '户'),
    ('説', '說'),
    ('産', '產'),
    ('綫', '線'),
    ('眞', '真'),
    ('内', '內'),
    ('吿', '告'),
    ('册', '冊'),
    ('爲', '為'),
    ('强', '強'),
    ('啓', '啟'),
    ('啔', '啟'),
    ('擧', '舉'),
    ('鷄', '雞'),
    ('麽', '麼'),
    ('温', '溫'),
    ('潟', '瀉'),
    ('栢', '柏'),
    ('滙', '匯'),
    ('証', '證'),
    ('脚', '腳'),
    ('窓', '窗'),
    ('鉤', '鈎'),
    ('嶽', '岳'),
];

/// Legal forms that say what a company is and not which. Only whole ones at the edge of a name go; the longest stand first.
const COMPANY_FORMS: &[&str] = &[
    "股份有限公司",
    "有限責任公司",
    "有限公司",
    "유한책임회사",
    "주식회사",
    "유한회사",
    "(주)",
    "(유)",
    "(株)",
    "(股)",
];

/// The same for Latin letters, where a form must be a word of its own.
const COMPANY_WORDS: &[&str] =
    &["co ltd", "corporation", "incorporated", "limited", "corp", "gmbh", "inc", "llc", "ltd", "plc", "co"];

/// The form of `name` under which names are compared and hashed: NFKC (so that width, ligatures and ㈜ are gone), lower case,
/// one variant for each of 臺/台 and the like, punctuation and repeated white space gone, no space beside a Han, Hangul or
/// Kana character, legal forms of companies (股份有限公司, ㈜, Inc.) cut from the edges.
///
/// What remains is never empty unless `name` holds no letter and no digit: where cutting a legal form would leave fewer than two
/// characters, the form stays.
///
/// ```
/// use quarry_graph::normalise_name;
///
/// assert_eq!(normalise_name("臺北市　政府"), normalise_name("台北市政府"));
/// assert_eq!(normalise_name("㈜한빛 소프트"), normalise_name("한빛소프트 주식회사"));
/// assert_ne!(normalise_name("김민수"), normalise_name("김민석"));
/// ```
#[must_use]
pub fn normalise_name(name: &str) -> String {
    let folded: String = name.nfkc().flat_map(char::to_lowercase).map(variant).collect();
    let whole = squeeze(&folded);
    let cut = squeeze(cut_words(&squeeze(cut_forms(folded.trim()))));
    if cut.chars().count() >= 2 { cut } else { whole }
}

fn variant(c: char) -> char {
    VARIANTS.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to)
}

/// Whether spaces beside the character carry nothing: Han, Hangul, Kana, Bopomofo.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c as u32,
        0x1100..=0x11FF | 0x3005..=0x3007 | 0x3040..=0x312F | 0x3130..=0x318F | 0x31A0..=0x31BF | 0x31F0..=0x31FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0x20000..=0x323AF)
}

/// Letters, digits and `+`, `#`, `%`, `.` between digits stay; everything else is a space, and a space stays only between two
/// words of which neither is CJK.
fn squeeze(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for (i, c) in characters.iter().copied().enumerate() {
        let digit_at = |j: Option<usize>| j.and_then(|j| characters.get(j)).is_some_and(char::is_ascii_digit);
        let point = c == '.' && digit_at(i.checked_sub(1)) && digit_at(i.checked_add(1));
        if !(c.is_alphanumeric() || matches!(c, '+' | '#' | '%') || point || is_mark(c)) {
            gap = true;
            continue;
        }
        if gap && out.chars().next_back().is_some_and(|last| !is_cjk(last) && !is_cjk(c)) {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// Combining marks, which belong to the letter before them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn cut_forms(mut name: &str) -> &str {
    loop {
        let shorter = COMPANY_FORMS
            .iter()
            .find_map(|form| name.strip_prefix(form).or_else(|| name.strip_suffix(form)))
            .map(str::trim);
        match shorter {
            Some(rest) if !rest.is_empty() => name = rest,
            _ => return name,
        }
    }
}

/// Cuts at most two legal words from the end: `co ltd`, `inc`.
fn cut_words(name: &str) -> &str {
    let mut name = name;
    for _ in 0..2 {
        let shorter = COMPANY_WORDS.iter().find_map(|word| name.strip_suffix(word)?.strip_suffix(' '));
        let Some(rest) = shorter else { break };
        name = rest;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(a: &str, b: &str) {
        assert_eq!(normalise_name(a), normalise_name(b), "{a} / {b}");
    }

    #[track_caller]
    fn apart(a: &str, b: &str) {
        assert_ne!(normalise_name(a), normalise_name(b), "{a} / {b}");
    }

    #[test]
    fn ways_of_writing_one_name_are_equal() {
        same("臺北市政府", "台北市政府");
        same("ＡＢＣ Institute", "abc institute");
        same("한국 데이터 산업진흥원", "한국데이터산업진흥원");
        same("㈜새길정보", "주식회사 새길정보");
        same("大漢電子股份有限公司", "大漢電子");
        same("Northwind Systems, Inc.", "Northwind Systems");
        same("Northwind Systems Co., Ltd.", "Northwind Systems");
        same("「行政程序法」", "行政程序法");
        same("Node-B  Programme", "node b programme");
    }

    #[test]
    fn names_that_differ_stay_apart() {
        apart("김민수", "김민석");
        apart("서울", "서울대");
        apart("스마트시티 사업 2024", "스마트시티 사업 2025");
        apart("Version 1.5", "Version 15");
        apart("C", "C++");
        apart("台北市", "台中市");
    }

    #[test]
    fn a_name_that_is_only_a_form_keeps_it() {
        assert_eq!(normalise_name("有限公司"), "有限公司");
        assert_eq!(normalise_name("Inc."), "inc");
        assert_eq!(normalise_name("A Co."), "a co");
        assert_eq!(normalise_name("…—"), "");
    }
}
