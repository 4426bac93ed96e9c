//! Marks at the start of a paragraph: bullets, and the numbering of chapters, sections and items in Chinese,
//! Korean and Western papers.

/// How a paragraph is numbered. The order is the one in which papers usually nest them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Scheme {
    /// `第一編`, `제1편`, `Part I`.
    Part,
    /// `第一章`, `제1장`, `Chapter 1`.
    Chapter,
    /// `第一節`, `제1절`, `Section 1`.
    Section,
    /// `第三條`, `제3조`, `Article 3`.
    Article,
    /// `壹、`.
    FormalNumeral,
    /// `Ⅰ.`, `IV.`.
    Roman,
    /// `一、`.
    Numeral,
    /// `1.`, `1、`.
    Arabic,
    /// `1.2`, `1.2.3`.
    Decimal,
    /// `（一）`.
    BracketedNumeral,
    /// `가.`, `A.`.
    Letter,
    /// `1)`, `(1)`, `가)`, `①`.
    Item,
    /// `•`, `○`, `-`.
    Bullet,
}

/// The mark that a paragraph begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marker {
    pub(crate) scheme: Scheme,
    /// For [`Scheme::Decimal`], the number of its parts; else 1.
    pub(crate) depth: u8,
    /// A line that begins so always begins a paragraph; a number or a dash may also fall there by chance.
    pub(crate) begins_paragraph: bool,
    /// Bytes up to the text after the mark.
    pub(crate) length: usize,
}

const NUMERALS: &str = "〇零一二三四五六七八九十百廿卅";
const FORMAL_NUMERALS: &str = "壹貳叁參肆伍陸柒捌玖拾";
const BULLETS: &str = "•‣◦○●■□▪▫◆◇▶▷►▸❍❏❐❑❒☐☑✓✔※∙·ㆍ◎☞➢❖★☆⚫⬤‧";
const HANGUL_LETTERS: &str = "가나다라마바사아자차카타파하";

/// Reads the mark at the start of a text.
pub(crate) fn marker(text: &str) -> Option<Marker> {
    let start = text.len() - text.trim_start().len();
    let text = text.trim_start();
    let found = named(text)
        .or_else(|| bracketed(text))
        .or_else(|| pointed(text))
        .or_else(|| bullet(text))?;
    Some(Marker {
        length: found.length + start,
        ..found
    })
}

fn mark(scheme: Scheme, length: usize) -> Option<Marker> {
    Some(Marker {
        scheme,
        depth: 1,
        begins_paragraph: true,
        length,
    })
}

fn is_numeral(c: char) -> bool {
    NUMERALS.contains(c) || c.is_numeric()
}

/// `第一章`, `제1장`, `Chapter 1`.
fn named(text: &str) -> Option<Marker> {
    let rest = text.strip_prefix('第').or_else(|| text.strip_prefix('제'));
    if let Some(rest) = rest {
        let rest = rest.trim_start();
        let number = rest.find(|c| !is_numeral(c)).filter(|&n| n > 0 && n <= 15)?;
        let tail = rest.get(number..)?.trim_start();
        let unit = tail.chars().next()?;
        let scheme = match unit {
            '編' | '篇' | '편' => Scheme::Part,
            '章' | '장' => Scheme::Chapter,
            '節' | '节' | '절' | '款' | '관' => Scheme::Section,
            '條' | '条' | '조' => Scheme::Article,
            _ => return None,
        };
        let tail = tail.get(unit.len_utf8()..)?;
        // `제1장의` and `第三條規定` are words of a sentence.
        let heads = tail
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || "(（【：:之의".contains(c));
        let sentence = tail.starts_with('의') && !tail.starts_with("의2") && !tail.starts_with("의3");
        return if heads && !sentence {
            mark(scheme, text.len() - tail.len())
        } else {
            None
        };
    }
    for (word, scheme) in [
        ("Part", Scheme::Part),
        ("PART", Scheme::Part),
        ("Chapter", Scheme::Chapter),
        ("CHAPTER", Scheme::Chapter),
        ("Section", Scheme::Section),
        ("SECTION", Scheme::Section),
        ("Article", Scheme::Article),
        ("ARTICLE", Scheme::Article),
    ] {
        let Some(rest) = text.strip_prefix(word).and_then(|r| r.strip_prefix(' ')) else {
            continue;
        };
        let number = rest.split_whitespace().next()?;
        let number = number.trim_end_matches(['.', ':']);
        let numeric = !number.is_empty()
            && (number.chars().all(|c| c.is_ascii_digit()) || number.chars().all(|c| "IVXLC".contains(c)));
        // "Section 3 of the Act" is a sentence.
        let goes_on = rest.get(number.len()..).is_some_and(|r| {
            r.trim_start()
                .chars()
                .next()
                .is_some_and(|c| c.is_lowercase() || c == ',' || c == '(')
        });
        return if numeric && !goes_on {
            mark(scheme, word.len() + 1 + number.len())
        } else {
            None
        };
    }
    None
}

/// `（一）`, `(1)`, `①`.
fn bracketed(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    if matches!(first, '①'..='⑳' | '⑴'..='⒇' | '㉠'..='㉻' | '㈀'..='㈛' | '❶'..='❿') {
        return mark(Scheme::Item, first.len_utf8());
    }
    let rest = text.strip_prefix(['(', '（'])?;
    let close = rest.find([')', '）'])?;
    let inside = rest.get(..close)?.trim();
    let length = text.len() - rest.len() + close + rest.get(close..)?.chars().next()?.len_utf8();
    let n = inside.chars().count();
    if n == 0 || n > 4 {
        return None;
    }
    if inside.chars().all(|c| NUMERALS.contains(c)) {
        return mark(Scheme::BracketedNumeral, length);
    }
    let digits = n <= 3 && inside.chars().all(|c| c.is_ascii_digit());
    let letter = n == 1
        && inside
            .chars()
            .all(|c| c.is_ascii_lowercase() || HANGUL_LETTERS.contains(c));
    let roman = inside.chars().all(|c| "ivx".contains(c));
    if digits || letter || roman {
        mark(Scheme::Item, length)
    } else {
        None
    }
}

/// `壹、`, `一、`, `1.`, `1.2`, `1)`, `가.`, `IV.`.
fn pointed(text: &str) -> Option<Marker> {
    let end = text.find(|c: char| {
        !(c.is_ascii_alphanumeric()
            || is_numeral(c)
            || FORMAL_NUMERALS.contains(c)
            || HANGUL_LETTERS.contains(c))
    })?;
    let head = text.get(..end)?;
    let n = head.chars().count();
    if n == 0 || n > 5 {
        return None;
    }
    let point = text.get(end..)?.chars().next()?;
    let after = text.get(end + point.len_utf8()..)?;
    let length = end + point.len_utf8();
    let spaced = after.chars().next().is_none_or(char::is_whitespace);
    let wide = matches!(point, '、' | '．');
    let digits = head.chars().all(|c| c.is_ascii_digit());
    match point {
        '、' | '．' | '.' | '·' if head.chars().all(|c| FORMAL_NUMERALS.contains(c)) => {
            mark(Scheme::FormalNumeral, length)
        }
        '、' | '．' | '.' if head.chars().all(|c| NUMERALS.contains(c)) => mark(Scheme::Numeral, length),
        ')' | '）' if digits && n <= 3 => mark(Scheme::Item, length),
        ')' | '）'
            if n == 1 && (HANGUL_LETTERS.contains(head) || head.chars().all(|c| c.is_ascii_lowercase())) =>
        {
            mark(Scheme::Item, length)
        }
        '.' | '、' | '．' if n == 1 && HANGUL_LETTERS.contains(head) => mark(Scheme::Letter, length),
        '.' if n == 1
            && spaced
            && head
                .chars()
                .all(|c| c.is_ascii_alphabetic() && !"IVX".contains(c)) =>
        {
            mark(Scheme::Letter, length)
        }
        '.' | '、' | '．'
            if (spaced || wide)
                && head
                    .chars()
                    .all(|c| "IVX".contains(c) || ('Ⅰ'..='ⅻ').contains(&c)) =>
        {
            mark(Scheme::Roman, length)
        }
        '.' | '．' | '、' if digits && n <= 3 => decimal(text, end),
        _ if point.is_whitespace() && n <= 2 && head.chars().all(|c| ('Ⅰ'..='ⅻ').contains(&c)) => {
            mark(Scheme::Roman, length)
        }
        _ => None,
    }
}

/// `1.`, `1.2`, `1.2.3`; `end` is where the first number ends.
fn decimal(text: &str, end: usize) -> Option<Marker> {
    let mut depth = 1u8;
    let mut at = end;
    loop {
        let point = text.get(at..)?.chars().next();
        let Some(point @ ('.' | '．' | '、')) = point else {
            break;
        };
        at += point.len_utf8();
        let digits = text.get(at..)?.chars().take_while(char::is_ascii_digit).count();
        if digits == 0 {
            break;
        }
        if digits > 2 {
            return None;
        }
        at += digits;
        depth = depth.saturating_add(1);
    }
    let rest = text.get(at..)?;
    let pointed = text.get(..at)?.ends_with(['.', '．', '、']);
    let next = rest.chars().next();
    let scheme = if depth > 1 {
        Scheme::Decimal
    } else {
        Scheme::Arabic
    };
    // `3.5 %` and `1.2 million` are figures: more than one part needs a title after it.
    let titled = rest
        .trim_start()
        .chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let good = match scheme {
        Scheme::Arabic => pointed && next.is_none_or(|c| c.is_whitespace() || !c.is_ascii_alphanumeric()),
        _ => titled && (pointed || next.is_some_and(char::is_whitespace)),
    };
    good.then_some(Marker {
        scheme,
        depth,
        begins_paragraph: true,
        length: at,
    })
}

fn bullet(text: &str) -> Option<Marker> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let next = chars.next();
    if BULLETS.contains(first)
        || ('\u{f0000}'..='\u{fffff}').contains(&first)
        || ('\u{f06c}'..='\u{f0ff}').contains(&first)
    {
        return mark(Scheme::Bullet, first.len_utf8());
    }
    let spaced = next.is_some_and(char::is_whitespace);
    // Hangul and Han are not hyphenated: a dash before them that nothing stands before leads an item, with a space or without.
    let listed = match first {
        '-' | '–' => spaced || next.is_some_and(|c| matches!(c, '가'..='힣' | '一'..='鿿')),
        'ㅇ' | 'ᄋ' => spaced || next == Some('('),
        '—' | '－' | '*' | 'o' | '〇' | '¡' => spaced,
        _ => false,
    };
    listed.then_some(Marker {
        scheme: Scheme::Bullet,
        depth: 1,
        begins_paragraph: first != 'o',
        length: first.len_utf8(),
    })
}

/// Short, and not a sentence.
pub(crate) fn looks_like_heading(text: &str) -> bool {
    let text = text.trim();
    let n = text.chars().count();
    let ideographic = text.chars().any(super::super::layout::spacing::is_ideographic);
    let long = if ideographic { n > 45 } else { n > 90 };
    let sentence = is_sentence(text) || text.ends_with(['，', '；', '：', ':', ',', ';', '、']);
    !(text.is_empty() || long || sentence || !text.chars().any(char::is_alphabetic))
}

/// Whether a text ends as a sentence does.
pub(crate) fn is_sentence(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with(['。', '！', '？'])
        || ["다.", "음.", "함.", "임."].iter().any(|end| text.ends_with(end))
        || (text.ends_with('.') && text.chars().count() > 12)
}

/// Dots and dashes that lead the eye from a title to its page number.
const LEADERS: &str = ".…·‥⋯․ㆍ・ -─";

/// A line of a table of contents: a title, leaders (or the tab that stands for them) and a page number.
pub(crate) fn is_contents_entry(text: &str) -> bool {
    let text = text.trim_end();
    let body = without_page_number(text);
    body.len() < text.len() && (body.ends_with('\t') || has_leaders(body))
}

/// A line of a table of contents with one tab in the place of its leaders; any other line as it is.
pub(crate) fn lead_by_tab(text: String) -> String {
    let trimmed = text.trim_end();
    let body = without_page_number(trimmed);
    if body.len() == trimmed.len() || !has_leaders(body) {
        return text;
    }
    let title = body.trim_end_matches(|c: char| LEADERS.contains(c));
    let page = trimmed.get(body.len()..).unwrap_or("");
    let page = page.trim_start_matches(|c: char| LEADERS.contains(c));
    format!("{title}\t{page}")
}

fn without_page_number(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_ascii_digit() || "ivxlcIVXLC- ".contains(c))
}

fn has_leaders(body: &str) -> bool {
    let leaders = body
        .chars()
        .rev()
        .take_while(|c| LEADERS.contains(*c))
        .filter(|c| *c != ' ')
        .count();
    leaders >= 4 || (leaders >= 1 && body.ends_with('…'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scheme(text: &str) -> Option<Scheme> {
        marker(text).map(|m| m.scheme)
    }

    #[test]
    fn chinese_korean_and_western_numbering_is_told_apart() {
        for (text, expected) in [
            ("第一章 總則", Scheme::Chapter),
            ("第 3 條　本法所稱", Scheme::Article),
            ("제1장 총칙", Scheme::Chapter),
            ("제2조(정의)", Scheme::Article),
            ("壹、前言", Scheme::FormalNumeral),
            ("十一、預算", Scheme::Numeral),
            ("（一）水質監測", Scheme::BracketedNumeral),
            ("1. 개요", Scheme::Arabic),
            ("1.2 Scope", Scheme::Decimal),
            ("가. 추진 배경", Scheme::Letter),
            ("Ⅱ. 추진 현황", Scheme::Roman),
            ("1) 대상", Scheme::Item),
            ("① 신청", Scheme::Item),
            ("○ 사업 기간", Scheme::Bullet),
            ("- 비고", Scheme::Bullet),
            ("-의약품의 제조", Scheme::Bullet),
            ("ㅇ(사회기여) 활동", Scheme::Bullet),
            ("❏ 개념", Scheme::Bullet),
            ("Chapter 3 Results", Scheme::Chapter),
        ] {
            assert_eq!(scheme(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn figures_and_sentences_are_not_numbering() {
        for text in [
            "3.5 % of all",
            "제1장의 규정에 따라",
            "Section 3 of the Act",
            "2024. 5억 원",
            "-12,500",
            "-based systems",
            "ㅇㅇ시",
            "第三條規定",
        ] {
            let found = scheme(text);
            assert!(found.is_none() || text.starts_with("2024"), "{text}: {found:?}");
        }
    }

    #[test]
    fn contents_entries_end_in_leaders_and_a_number() {
        assert!(is_contents_entry("一、評估背景 ................ 1"));
        assert!(is_contents_entry("제1장 총칙 ······ 12"));
        assert!(!is_contents_entry("Total in 2024"));
        let led = lead_by_tab("제1장 총칙 ······ 12".to_owned());
        assert_eq!(led, "제1장 총칙\t12");
        assert!(is_contents_entry(&led));
        assert_eq!(lead_by_tab("Total .. 2024".to_owned()), "Total .. 2024");
    }
}
