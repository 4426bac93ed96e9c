//! Names of laws and regulations, with the article that is cited beside them left to the relation rules.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, compiled, runs};
use crate::extraction::EntityType;
use crate::script;

const CHINESE_HEADS: &str =
    "施行細則|施行法|組織法|條例|辦法|規程|規則|細則|準則|要點|綱要|通則|自治條例|法律|法";
const KOREAN_HEADS: &str = "에 관한 법률|에 관한 특별법|에 관한 규정|에 관한 규칙|기본법|특별법|법률|시행령|시행규칙|조례|규정|규칙|고시|훈령|예규|법";

static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?P<head>{CHINESE_HEADS})(?P<next>第\s?[\d一二三四五六七八九十百]+\s?條|施行|之?規定|於?民國|修正|草案)?"
    ))
});
static KOREAN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?P<name>[가-힣][가-힣·ㆍ ]{{0,40}}(?:{KOREAN_HEADS}))\s?제\d+조"
    ))
});
/// A decree under an act is named by the act: 빙하관리법 시행령.
static KOREAN_DECREE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?:^|[^가-힣])(?P<name>[가-힣]{2,30}(?:법|법률)\s?(?:시행령|시행규칙))"));
static ENGLISH_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:\bAct|\bBill|\bRegulations?|\bOrdinance|\bDecree|\bStatute|\bDirective|\bTreaty|\bConstitution|\bCode|\bLaw|\bRules)(?: (?:of )?\d{4})?$",
    )
});

/// Laws that are called by their number: Directive 2014/89/EU, Regulation (EU) 2016/679, Bill C-12, Act No. 12 of 2019.
static ENGLISH_NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"\b(?:Council |Commission |Delegated |Implementing )*(?:Directive|Regulation|Decision)\s(?:\((?:EU|EC|EEC|Euratom)(?:, (?:EU|Euratom))?\)\s)?(?:No\.?\s)?\d{1,4}/\d{1,4}(?:/(?:EU|EC|EEC|Euratom|JHA))?",
        r"|\bBill\s(?:[A-Z]{1,2}-?\d{1,4}|No\.?\s?\d{1,4})\b"
    ))
});

/// Whether a quoted or otherwise delimited text is the name of a law.
pub(super) fn is_law(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().count();
    if script::has_hangul(text) {
        return count >= 3
            && !["방법", "수법", "문법", "용법", "편법", "불법"]
                .iter()
                .any(|w| text.ends_with(w))
            && [
                "법",
                "법률",
                "시행령",
                "시행규칙",
                "조례",
                "규정",
                "규칙",
                "고시",
                "훈령",
                "예규",
                "헌법",
                "지침",
            ]
            .iter()
            .any(|h| text.ends_with(h));
    }
    let chinese = [
        "法", "條例", "辦法", "規程", "規則", "細則", "準則", "要點", "綱要", "通則", "標準",
    ];
    let word = [
        "方法",
        "作法",
        "做法",
        "說法",
        "看法",
        "想法",
        "手法",
        "語法",
        "用法",
        "算法",
        "書法",
        "憲法解釋",
    ]
    .iter()
    .any(|w| text.ends_with(w));
    (count >= 3
        && !word
        && chinese.iter().any(|h| text.ends_with(h))
        && text
            .chars()
            .all(|c| script::is_han(c) || "（）()、及".contains(c)))
        || (ENGLISH_HEAD.is_match(text) && text.split(' ').count() >= 2)
}

/// Adds the laws in `text` that stand without brackets; those in 「」 and 《》 are found with the titles.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    if text.contains(|c: char| c.is_ascii_digit()) {
        let numbered = ENGLISH_NUMBERED.find_iter(text).map(|m| m.range());
        found.extend(numbered.map(|range| Found::new(EntityType::Law, range, 0.97)));
    }
    if script::has_hangul(text) {
        let decrees = KOREAN_DECREE.captures_iter(text).filter_map(|c| c.name("name"));
        found.extend(decrees.map(|name| Found::new(EntityType::Law, name.range(), 0.9)));
        for captures in KOREAN.captures_iter(text) {
            let Some(name) = captures.name("name") else {
                continue;
            };
            let head = name
                .as_str()
                .rfind(' ')
                .map_or(name.start(), |at| name.start() + at + 1);
            let start = if name.as_str().contains("에 관한") {
                name.start()
            } else {
                runs::korean_start(text, head, 2)
            };
            let written = text[start.max(name.start())..name.end()].trim_start();
            let last = written.rsplit(' ').next().unwrap_or(written);
            let word = ["방법", "수법", "문법", "용법", "어법", "편법", "불법"]
                .iter()
                .any(|w| last.ends_with(w));
            if written.chars().count() >= 2 && last != "법" && !word {
                found.push(Found::new(
                    EntityType::Law,
                    name.end() - written.len()..name.end(),
                    0.8,
                ));
            }
        }
    } else if script::has_han(text) {
        chinese(text, found);
    }
    for range in runs::english_runs(text) {
        let written = &text[range.clone()];
        if let Some(head) = ENGLISH_HEAD.find(written)
            && head.start() > 0
            && written.split(' ').count() >= 2
        {
            found.push(Found::new(EntityType::Law, range, 0.85));
        }
    }
}

fn chinese(text: &str, found: &mut Vec<Found>) {
    for captures in CHINESE.captures_iter(text) {
        let Some(head) = captures.name("head") else {
            continue;
        };
        let sure = captures.name("next").is_some();
        let single = head.as_str() == "法";
        if single && !sure && !is_told_by_its_place(text, head.start()) {
            continue;
        }
        if !sure
            && !single
            && !matches!(
                head.as_str(),
                "條例" | "施行細則" | "自治條例" | "組織法" | "施行法"
            )
        {
            continue;
        }
        let shortest = if single { 3 } else { 4 };
        if let Some(start) = runs::han_start(text, head.end(), shortest) {
            let name = &text[start..head.end()];
            let word = [
                "方法",
                "作法",
                "做法",
                "本法",
                "依法",
                "違法",
                "合法",
                "立法",
                "司法",
                "本條例",
                "本辦法",
                "說法",
                "看法",
                "想法",
                "手法",
                "用法",
                "算法",
                "書法",
                "語法",
                "憲法",
                "該法",
                "母法",
                "修法",
                "執法",
                "療法",
                "工法",
                "技法",
            ]
            .iter()
            .any(|w| name.ends_with(w));
            if !word {
                found.push(Found::new(
                    EntityType::Law,
                    start..head.end(),
                    if sure { 0.85 } else { 0.7 },
                ));
            }
        }
    }
}

/// Whether the place of a name that ends with 法 tells that it is a law: behind 依據 and the like, or where a text or clause begins with it,
/// and a word behind it that goes on about a law.
fn is_told_by_its_place(text: &str, head: usize) -> bool {
    let after = &text[head + '法'.len_utf8()..];
    let goes_on = |words: &[&str]| words.iter().any(|w| after.starts_with(w));
    let Some(start) = runs::han_start(text, head + '法'.len_utf8(), 4) else {
        return false;
    };
    let before = &text[..start];
    let cited = ["依據", "根據", "依照", "按照", "依", "違反", "適用", "執行"]
        .iter()
        .any(|cue| before.ends_with(cue));
    let opens = before.is_empty() || before.ends_with(['。', '，', '；', '、', '\n', ' ', '　', '：']);
    let end = after.is_empty() || after.starts_with(['，', '。', '；', '、', ',']);
    cited
        && (end
            || goes_on(&[
                "辦理", "之", "設置", "設立", "訂定", "執行", "成立", "推動", "規定", "核定", "所",
            ]))
        || opens
            && goes_on(&[
                "最近",
                "於",
                "由",
                "之主管",
                "主管機關",
                "的主管",
                "業於",
                "係",
                "自",
                "公布",
                "制定",
                "經總統",
            ])
}

#[cfg(test)]
mod tests {
    use super::super::testing::of;
    use crate::extraction::EntityType::Law;

    #[test]
    fn laws_by_their_number_and_by_their_place() {
        assert_eq!(
            of(Law, "Directive 2014/89/EU and Bill C-12 apply."),
            ["Directive 2014/89/EU", "Bill C-12"]
        );
        assert_eq!(of(Law, "本計畫依據灘地管理法辦理。"), ["灘地管理法"]);
        assert_eq!(of(Law, "灘地管理法最近一次於108年修正。"), ["灘地管理法"]);
        assert!(of(Law, "這個管理方法最近很流行，依據新的說法辦理。").is_empty());
    }

    #[test]
    fn laws_of_three_languages() {
        assert_eq!(of(Law, "依據《海岸管理辦法》第19條辦理"), ["海岸管理辦法"]);
        assert_eq!(of(Law, "違反個人資料保護法第五條者"), ["個人資料保護法"]);
        assert_eq!(
            of(Law, "「해양환경 보전에 관한 법률」 제28조에 근거하여"),
            ["해양환경 보전에 관한 법률"]
        );
        assert_eq!(of(Law, "전자정부법 제5조에 따라"), ["전자정부법"]);
        assert_eq!(
            of(Law, "under section 19 of the Coastal Waters Protection Act."),
            ["Coastal Waters Protection Act"]
        );
    }

    #[test]
    fn methods_are_no_laws() {
        assert!(of(Law, "評估方法第一步為盤點").is_empty());
        assert!(of(Law, "依「標準作業方法」處理").is_empty());
    }
}
