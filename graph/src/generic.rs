//! Names that say what a thing is and not which: the Ministry, 本基金會, 본 사업, 공사. Such a name stands for one thing within a
//! document, and for another in the next: no two documents speak of one thing because both use it.

use quarry_extract::KOREAN_HEADS;

use crate::name::{is_cjk, normalise_name};

/// What English words of that sort are made of, lower case.
const ENGLISH: &[&str] = &[
    "act",
    "administration",
    "agency",
    "agreement",
    "alliance",
    "association",
    "authority",
    "bank",
    "board",
    "body",
    "branch",
    "bureau",
    "center",
    "centre",
    "city",
    "club",
    "college",
    "commission",
    "committee",
    "company",
    "contract",
    "contractor",
    "convention",
    "cooperative",
    "corporation",
    "council",
    "county",
    "court",
    "department",
    "directorate",
    "district",
    "division",
    "firm",
    "foundation",
    "fund",
    "group",
    "hospital",
    "initiative",
    "inspectorate",
    "institute",
    "institution",
    "laboratory",
    "law",
    "library",
    "ministry",
    "municipality",
    "museum",
    "network",
    "office",
    "operator",
    "order",
    "organisation",
    "organization",
    "parties",
    "partnership",
    "party",
    "plan",
    "plant",
    "policy",
    "port",
    "programme",
    "program",
    "project",
    "province",
    "regulation",
    "regulations",
    "report",
    "rules",
    "scheme",
    "school",
    "secretariat",
    "section",
    "service",
    "services",
    "site",
    "society",
    "station",
    "strategy",
    "subsidiary",
    "system",
    "team",
    "town",
    "township",
    "trust",
    "undertaking",
    "union",
    "unit",
    "university",
    "village",
    "works",
];

/// What stands before one and makes it no more telling.
const ENGLISH_BEFORE: &[&str] = &["the", "this", "that", "said", "our", "its", "such"];

/// Chinese ones, as [`normalise_name`] writes them.
const CHINESE: &[&str] = &[
    "部",
    "局",
    "署",
    "處",
    "院",
    "廳",
    "所",
    "室",
    "科",
    "組",
    "會",
    "府",
    "公所",
    "中心",
    "公司",
    "基金",
    "基金會",
    "協會",
    "學會",
    "公會",
    "工會",
    "委員會",
    "董事會",
    "理事會",
    "管理處",
    "管理局",
    "研究所",
    "研究院",
    "研究中心",
    "辦公室",
    "辦事處",
    "事務所",
    "機關",
    "機構",
    "單位",
    "主管機關",
    "主辦機關",
    "執行機關",
    "執行單位",
    "委託機關",
    "學校",
    "大學",
    "學院",
    "醫院",
    "銀行",
    "集團",
    "聯盟",
    "合作社",
    "法人",
    "圖書館",
    "博物館",
    "實驗室",
    "工作站",
    "計畫",
    "計劃",
    "專案",
    "專案計畫",
    "方案",
    "工程",
    "系統",
    "案",
    "研究",
    "報告",
    "契約",
    "法",
    "條例",
    "辦法",
    "要點",
    "規則",
    "準則",
    "規程",
    "細則",
    "章程",
    "市",
    "縣",
    "區",
    "鄉",
    "鎮",
    "村",
    "里",
    "省",
    "園區",
    "廠",
    "港",
    "站",
    "館",
];

/// What points to the one at hand, before one or several of those.
const CHINESE_BEFORE: &[&str] = &["本", "該", "貴", "敝", "此"];

/// Korean ones, beside the heads of bodies.
const KOREAN: &[&str] = &[
    "부",
    "처",
    "청",
    "원",
    "실",
    "국",
    "과",
    "팀",
    "시",
    "군",
    "구",
    "도",
    "읍",
    "면",
    "동",
    "법",
    "조례",
    "규칙",
    "규정",
    "시행령",
    "시행규칙",
    "재단법인",
    "사단법인",
    "법인",
    "학교",
    "회사",
    "주식회사",
    "기업",
    "기관",
    "기구",
    "본부",
    "사업",
    "과제",
    "계획",
    "계약",
    "협약",
    "시스템",
    "보고서",
    "연구",
    "조사",
    "공장",
    "항만",
    "발전소",
    "주관기관",
    "주무기관",
    "수행기관",
    "관리기관",
    "전문기관",
];

/// The same in Korean: 본 사업, 동 위원회, 이 법.
const KOREAN_BEFORE: &[&str] = &["해당", "우리", "본", "동", "당", "귀", "이", "그"];

/// Whether a name says only what a thing is.
///
/// ```
/// use quarry_graph::is_generic_name;
///
/// assert!(is_generic_name("the Ministry") && is_generic_name("本基金會") && is_generic_name("본 사업"));
/// assert!(!is_generic_name("Ministry of Glaciers") && !is_generic_name("國家發展委員會"));
/// ```
#[must_use]
pub fn is_generic_name(name: &str) -> bool {
    let key = normalise_name(name);
    if key.is_empty() {
        return false;
    }
    if !key.chars().any(is_cjk) {
        let mut words = key
            .split(' ')
            .skip_while(|word| ENGLISH_BEFORE.contains(word))
            .peekable();
        return words.peek().is_some() && words.all(|word| ENGLISH.contains(&word));
    }
    let pointed_at = |before: &[&str], is_head: &dyn Fn(&str) -> bool| {
        let mut rests = before.iter().filter_map(|word| key.strip_prefix(word));
        rests.any(is_head)
    };
    let korean =
        |text: &str| KOREAN.contains(&text) || KOREAN_HEADS.iter().any(|h| h.generic && h.word == text);
    CHINESE.contains(&key.as_str())
        || korean(&key)
        || pointed_at(CHINESE_BEFORE, &is_made_of_heads)
        || pointed_at(KOREAN_BEFORE, &korean)
}

/// 管理處, 研究計畫: one of the Chinese words behind another.
fn is_made_of_heads(text: &str) -> bool {
    CHINESE
        .iter()
        .filter_map(|head| text.strip_prefix(head))
        .any(|rest| rest.is_empty() || is_made_of_heads(rest))
}

#[cfg(test)]
mod tests {
    use super::is_generic_name;

    #[test]
    fn what_says_only_what_a_thing_is() {
        for name in [
            "the Ministry",
            "Programme",
            "The Authority",
            "this Project",
            "本部",
            "本基金會",
            "該管理處",
            "本專案計畫",
            "委員會",
            "基金會",
            "공사",
            "진흥원",
            "본 사업",
            "동 위원회",
            "이 법",
            "해당 기관",
        ] {
            assert!(is_generic_name(name), "{name}");
        }
    }

    #[test]
    fn what_says_which() {
        for name in [
            "Ministry of Glaciers",
            "FSA",
            "Blue Coast",
            "Bank of Nowhere",
            "林道部",
            "國家發展委員會",
            "本田公司",
            "本溪市",
            "海委會",
            "한국은행",
            "동해시",
            "이천시",
            "본오동",
            "가항공",
            "해환연",
            "The Harbour",
            "김민수",
        ] {
            assert!(!is_generic_name(name), "{name}");
        }
    }
}
