//! Products by their model number: `Aster AX-200 Flow Meter`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, compiled};
use crate::extraction::EntityType;
use crate::script;

static MODEL: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"[A-Z]{1,5}-?\d{1,5}[A-Z]{0,3}\b|\bMk\s[IVX]{1,4}\b"));
/// Words that head the name of a thing that is made.
static CHINESE_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^\s?(?:\p{Han}{0,8}?(?:感測器|偵測器|監測儀|分析儀|閘道器|控制器|處理器|顯示器|記錄器|儀|器|機|相機|系統|平台|平臺|設備|裝置|模組|晶片|軟體|車|艇|站|計|錶|手機|筆電|電腦|鏡|爐|泵|電池))",
    )
});
static KOREAN_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:\s[가-힣]{1,8}){0,3}?\s?[가-힣]{0,6}(?:센서|게이트웨이|카메라|시스템|플랫폼|장치|기기|모듈|단말기|단말|로봇|드론|분석기|측정기|제어기|감지기|계측기|장비|차량|칩|소프트웨어|펌프|배터리|기록계|유량계|계측계|온도계|압력계|수위계|발전기|변환기|충전기|로거|태그|밸브|엔진|모터|안테나|렌즈)",
    )
});
static ENGLISH_HEAD: LazyLock<Regex> = LazyLock::new(|| compiled(r"^(?:\s\p{Lu}[\p{L}\-]+){1,4}"));
static BRAND_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?:\p{Lu}[\p{Latin}\-]+\s|[가-힣]{1,8}\s|\p{Han}{1,6}\s?)$"));

/// Adds the products in `text`.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    for captures in NUMBERED.captures_iter(text) {
        let Some(all) = captures.get(0) else { continue };
        let start = if captures.name("zh").is_some() {
            super::runs::han_start(text, all.end(), 5).map_or(all.start(), |s| s.max(all.start()))
        } else {
            all.start()
        };
        if !script::before(text, start).is_some_and(script::is_hangul) {
            found.push(Found::new(EntityType::Product, start..all.end(), 0.86));
        }
    }
    for model in MODEL.find_iter(text) {
        let before = script::before(text, model.start());
        let after = script::after(text, model.end());
        // IP67 is a class, Z23-336-01 a code, 02-2356 a telephone number.
        let code = before.is_some_and(|c| c.is_alphanumeric() && !script::is_han(c) && !script::is_hangul(c))
            || matches!(before, Some('-' | '/' | '.'))
            || matches!(after, Some('-' | '/'))
            || model.as_str().starts_with("IP")
            || model.as_str().starts_with("ISO");
        if code || !model.as_str().chars().any(|c| c.is_ascii_digit()) {
            continue;
        }
        let short = model.as_str().chars().filter(char::is_ascii_digit).count() < 2;
        let rest = &text[model.end()..];
        let head = [&*CHINESE_HEAD, &*KOREAN_HEAD, &*ENGLISH_HEAD]
            .into_iter()
            .find_map(|regex| regex.find(rest).map(|m| m.end()))
            .or_else(|| behind_model(rest));
        let brand = BRAND_BEFORE.find(&text[..model.start()]);
        let brand = brand.filter(|b| !opens_sentence(b.as_str()));
        let (start, end) = (
            brand
                .as_ref()
                .map_or(model.start(), |b| brand_start(text, b.start())),
            model.end() + head.unwrap_or(0),
        );
        match (brand.is_some(), head.is_some()) {
            (true, true) => found.push(Found::new(EntityType::Product, start..end, 0.88)),
            (_, true) if !short => found.push(Found::new(EntityType::Product, model.start()..end, 0.75)),
            (true, false) if !short && model.as_str().contains('-') => {
                found.push(Found::new(EntityType::Product, start..end, 0.6))
            }
            _ => {}
        }
    }
}

/// Particles that end a Korean name.
const PARTICLES: &[char] = &[
    '은', '는', '이', '가', '을', '를', '의', '과', '와', '도', '에', '로',
];

/// Han characters of words behind a name.
const NO_NAME: &str = "為之係由是即則出自以今於與及和的上脫承推將已每可乃亦又也同均皆另，。、；（(「」 ";

/// How far what a thing is goes on behind its model number: `W3 관측 부표는`, ` R2 警示器則`; none where no name goes on.
fn behind_model(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix(' ')?;
    if after.starts_with(script::is_hangul) {
        let mut at = 1;
        for word in after.split(' ').take(3) {
            let letters: Vec<(usize, char)> = word
                .char_indices()
                .take_while(|(_, c)| script::is_hangul(*c))
                .collect();
            let end = letters.last().map_or(0, |(i, c)| i + c.len_utf8());
            let (last, count) = (letters.last()?, letters.len());
            let closed = end < word.len();
            if count >= 2 && PARTICLES.contains(&last.1) && !closed {
                return (count >= 3 || at > 1).then_some(at + last.0);
            }
            if closed || at + end == rest.len() {
                return Some(at + end);
            }
            at += word.len() + 1;
        }
        return None;
    }
    let run: String = after
        .chars()
        .take_while(|c| script::is_han(*c) && !NO_NAME.contains(*c))
        .take(9)
        .collect();
    let made = run
        .char_indices()
        .rfind(|(_, c)| "器儀燈標機座箱臺台鏡計錶艇車統椅匣盒板線筆屏幕頭網具置組塔艙錨表座".contains(*c))?;
    let end = made.0 + made.1.len_utf8();
    (run.get(..end)?.chars().count() >= 2).then_some(1 + end)
}

/// 清瀾三號水質感測器, 맑은결 3호 수질센서, Clearbrook 3 water sensor: a name, a number, and what it is.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?P<zh>\p{Han}{2,4}[一二三四五六七八九十\d]{1,3}號\p{Han}{0,6}?(?:感測器|偵測器|監測儀|分析儀|相機|無人機|無人艇|衛星|火箭|機器人|疫苗|探測器|巡防艦|研究船))",
        r"|(?P<ko>[가-힣]{2,6}\s?\d{1,3}호\s[가-힣]{0,6}\s?[가-힣]{0,6}(?:센서|카메라|드론|위성|로봇|장치|측정기|감지기|탐사선|발사체))",
        r"|(?P<en>\b\p{Lu}[\p{L}\-]+\s\d{1,3}\s(?:[a-z]+\s){0,2}(?:sensor|camera|drone|satellite|robot|probe|meter|rocket|vehicle|tablet|device))\b",
    ))
});
static INTERIOR_CAPITALS: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^\p{Lu}[\p{Ll}]+(?:DB|OS|SDK|API|AI|GPT|SQL|ML|CAD|GIS)$"));

/// Whether a Latin word has the shape of a program's name: RushenDB.
pub(crate) fn is_latin_product(name: &str) -> bool {
    INTERIOR_CAPITALS.is_match(name)
}

/// Whether words that are said to have been made or sold name a made thing, by their last word.
pub(crate) fn is_made(words: &str) -> bool {
    let words = words.trim();
    let chinese = [
        "感測器",
        "偵測器",
        "監測儀",
        "分析儀",
        "控制器",
        "處理器",
        "顯示器",
        "記錄器",
        "相機",
        "系統",
        "平台",
        "平臺",
        "資料庫",
        "模組",
        "晶片",
        "軟體",
        "機器人",
        "無人機",
        "無人車",
        "無人艇",
        "儀",
        "疫苗",
        "試劑",
        "裝置",
        "伺服器",
        "引擎",
        "模型",
        "手機",
        "電池",
        "望遠鏡",
        "衛星",
        "雷達",
        "警示燈",
        "燈具",
        "記錄器",
        "掃描儀",
        "掃描臺",
        "讀取機",
        "座椅",
        "收音器",
        "掃描器",
        "偵測儀",
        "浮標",
        "度計",
        "量計",
        "壓計",
        "速計",
        "位計",
    ];
    let korean = [
        "센서",
        "게이트웨이",
        "카메라",
        "시스템",
        "플랫폼",
        "장치",
        "단말기",
        "로봇",
        "드론",
        "분석기",
        "측정기",
        "제어기",
        "감지기",
        "소프트웨어",
        "칩",
        "모듈",
        "배터리",
        "클라우드",
        "DB",
        "엔진",
        "백신",
        "키트",
        "위성",
        "모델",
        "앱",
        "레이더",
        "스캐너",
        "부표",
        "경보등",
        "청진기",
        "기록기",
        "쌍안경",
        "판독기",
        "도계",
        "속계",
        "량계",
        "위계",
        "압계",
        "무인기",
        "무인정",
    ];
    let english = [
        "database",
        "sensor",
        "camera",
        "platform",
        "software",
        "drone",
        "robot",
        "engine",
        "app",
        "device",
        "meter",
        "chip",
        "system",
        "satellite",
        "vaccine",
        "probe",
        "gauge",
        "radar",
        "scanner",
        "detector",
        "logger",
        "tracker",
        "analyser",
        "analyzer",
        "buoy",
        "pump",
        "reader",
    ];
    if words.is_ascii() {
        let capital = words.starts_with(|c: char| c.is_ascii_uppercase());
        let headed = words.contains(' ') && english.iter().any(|h| words.to_lowercase().ends_with(h));
        return capital && (headed || is_latin_product(words));
    }
    let generic = [
        "新系統",
        "該系統",
        "本系統",
        "資訊系統",
        "管理系統",
        "新平台",
        "시스템",
        "플랫폼",
        "카메라",
        "센서",
    ];
    let count = words.chars().count();
    (4..=24).contains(&count)
        && !generic.contains(&words)
        && (chinese.iter().any(|h| words.ends_with(h)) || korean.iter().any(|h| words.ends_with(h)))
}

fn opens_sentence(brand: &str) -> bool {
    matches!(
        brand.trim(),
        "The" | "A" | "An" | "This" | "No" | "Table" | "型號" | "의" | "型" | "Model" | "In" | "Of"
    )
}

/// A Chinese brand ends at the words that cannot be part of a name.
fn brand_start(text: &str, start: usize) -> usize {
    let brand_end = text[start..]
        .find(|c: char| c.is_ascii_uppercase())
        .map_or(start, |at| start + at);
    let trimmed_end = start + text[start..brand_end].trim_end().len();
    if text[start..trimmed_end]
        .chars()
        .next()
        .is_some_and(script::is_han)
    {
        for word in [
            "發表", "推出", "採用", "使用", "展示", "研發", "為", "的", "之", "由",
        ] {
            if let Some(at) = text[start..trimmed_end].rfind(word)
                && start + at + word.len() < trimmed_end
            {
                return start + at + word.len();
            }
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::super::testing::of;
    use crate::extraction::EntityType::Product;

    #[test]
    fn products_of_three_languages() {
        assert_eq!(
            of(Product, "藍海 BH-200 流量計由甲公司研發。"),
            ["藍海 BH-200 流量計"]
        );
        assert_eq!(
            of(Product, "푸른 BH-200 수질 센서는 새로 개발되었다"),
            ["푸른 BH-200 수질 센서"]
        );
        assert_eq!(
            of(Product, "Aster AX-200 Flow Meter was developed by them."),
            ["Aster AX-200 Flow Meter"]
        );
    }

    #[test]
    fn codes_and_classes_are_no_products() {
        assert!(of(Product, "計畫編號 Z23-336-01，防護等級 IP67，電話 02-2356").is_empty());
    }
}
