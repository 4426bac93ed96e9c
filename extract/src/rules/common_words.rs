//! Words that only look like names: English ones that begin a sentence, a heading or a cell (Furthermore, Sample, Glossary), and
//! headings and matters of offices.

use std::collections::{BTreeSet, HashSet};

use super::{Found, runs, titles};
use crate::extraction::EntityType;
use crate::script;
use crate::unit::Unit;

/// Words of Chinese and Korean that head the parts of papers and the matters of offices, which a model takes for names where they
/// stand alone.
pub(super) const HEADINGS: &[&str] = &[
    "總則",
    "附則",
    "罰則",
    "通則",
    "摘要",
    "前言",
    "緣起",
    "目的",
    "附件",
    "附錄",
    "備註",
    "結論",
    "說明",
    "主旨",
    "議程",
    "目錄",
    "총칙",
    "부칙",
    "벌칙",
    "보칙",
    "통칙",
    "목적",
    "정의",
    "개요",
    "배경",
    "현황",
    "결론",
    "서론",
    "요약",
    "참고",
    "붙임",
    "별첨",
    "별표",
    "목차",
    "비고",
    "재산권",
    "주택",
    "토지",
    "건물",
    "임대차",
    "정책",
    "주택 정책",
    "예산",
    "보도",
    "배포",
    "보도자료",
    "담당",
    "상반기",
    "하반기",
    "조사",
    "주재",
    "문의",
    "자료",
    "일시",
    "사업",
    "민원",
    "규정",
    "조례",
];

/// Words for a whole land, the world and what lies beyond it, which name no place.
const EVERYWHERE: &[&str] = &[
    "全國",
    "全省",
    "全縣",
    "全市",
    "全台",
    "全臺",
    "全球",
    "全世界",
    "國內",
    "國外",
    "境內",
    "境外",
    "海外",
    "國際",
    "選舉區",
    "전국",
    "국내",
    "국외",
    "해외",
    "전세계",
    "전 세계",
    "세계",
    "제도",
    "조서",
];
/// Ends of Korean words for lines of business: 정보통신업 and 금융보험업 are no bodies. 공업, 산업, 기업 and 개발 end companies too.
const BUSINESSES: &[&str] = &[
    "통신업",
    "보험업",
    "금융업",
    "제조업",
    "건설업",
    "운수업",
    "숙박업",
    "음식점업",
    "서비스업",
    "임대업",
    "부동산업",
    "도매업",
    "소매업",
    "도소매업",
    "농림업",
    "축산업",
    "수산업",
    "공급업",
    "관리업",
    "여행업",
    "운송업",
    "창고업",
    "중개업",
    "판매업",
    "개발업",
    "투자업",
    "대부업",
    "출판업",
    "유통업",
    "신탁업",
    "지원업",
    "교육업",
];
/// Words that a model takes for bodies and that name none.
const NO_BODIES: &[&str] = &[
    "광업",
    "어업",
    "농업",
    "임업",
    "순투자",
    "총투자",
    "과학",
    "기술",
    "예술",
    "경제",
];
/// Ends of Korean words for what offices do and issue.
const MATTERS: &[&str] = &[
    "신청",
    "청구",
    "소송",
    "인가",
    "허가",
    "동의서",
    "신청서",
    "계획서",
    "확인서",
    "설명회",
    "공청회",
    "분양공고",
    "모집공고",
    "입찰공고",
    "변경공고",
    "처분계획",
    "시행계획",
    "정비계획",
    "기본계획",
    "비대칭",
    "절차",
    "일간신문",
];
/// Korean words for people in their part of an affair.
const PARTIES: &[&str] = &[
    "양수인",
    "양도인",
    "임차인",
    "임대인",
    "매수인",
    "매도인",
    "인수자",
    "인수인",
    "수탁인",
    "위탁인",
    "대리인",
    "상속인",
    "채권자",
    "채무자",
    "사후",
    "사전",
    "편익",
    "비용",
    "변동성",
    "안정성",
    "적정성",
    "효율성",
    "필요성",
    "수익성",
    "공공성",
    "투명성",
    "형평성",
];

/// Whether a name is a word of this or that kind which never names anything.
pub(super) fn is_common(name: &str, kind: EntityType) -> bool {
    let ends_with = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    match kind {
        EntityType::Place => EVERYWHERE.contains(&name),
        EntityType::Organization => {
            EVERYWHERE.contains(&name)
                || NO_BODIES.contains(&name)
                || name.ends_with("政黨")
                || ends_with(BUSINESSES)
                || ends_with(MATTERS)
        }
        EntityType::Person => PARTIES.contains(&name),
        _ => false,
    }
}

/// Whether a body or a meeting is a piece of the name of a list that goes on after it: 選舉候選人登記彙 of 選舉候選人登記彙總表.
pub(super) fn is_of_a_list(name: &str, after: &str, kind: EntityType) -> bool {
    let rest = after.split(|c: char| !script::is_han(c)).next().unwrap_or("");
    let list = [
        "總表",
        "名冊",
        "清冊",
        "登記冊",
        "一覽表",
        "概況表",
        "統計表",
        "明細表",
    ];
    let whole = name.ends_with(|c: char| "部會署局處院司府黨校".contains(c));
    matches!(kind, EntityType::Organization | EntityType::Event)
        && !whole
        && name.chars().all(|c| script::is_han(c) || c.is_ascii_digit())
        && list.iter().any(|word| rest.ends_with(word))
}

/// Leaves out what a model took for a name though the document writes it as a common word: one capitalised word that stands
/// in it in small letters too. Words all in capitals are abbreviations and stay.
pub(crate) fn leave_out(units: &[Unit], found: &mut [Vec<Found>]) {
    let looks_common = |unit: &Unit, mention: &Found| {
        let name = unit.text.get(mention.range.clone()).unwrap_or("");
        let mut letters = name.chars();
        mention.by_model
            && letters.next().is_some_and(char::is_uppercase)
            && letters.clone().next().is_some()
            && letters.all(|c| script::is_word_letter(c) && c.is_lowercase())
    };
    let any = units
        .iter()
        .zip(found.iter())
        .any(|(unit, mentions)| mentions.iter().any(|m| looks_common(unit, m)));
    if !any {
        return;
    }
    let small: HashSet<&str> = units
        .iter()
        .flat_map(|u| u.text.split(|c: char| !script::is_word_letter(c)))
        .filter(|word| word.len() > 1 && word.chars().all(char::is_lowercase))
        .collect();
    for (unit, mentions) in units.iter().zip(found.iter_mut()) {
        mentions.retain(|mention| {
            let name = unit.text.get(mention.range.clone()).unwrap_or("");
            !looks_common(unit, mention) || !small.contains(name.to_lowercase().as_str())
        });
    }
}

/// Most text that is searched for compounds, in bytes.
const SEARCHED: usize = 1 << 20;
/// Most names that are looked for in compounds.
const MOST_NAMES: usize = 500;

/// Leaves out Korean words that were taken for people though the document makes longer words of them more often than it lets them
/// stand alone: 피규제 of 피규제자 and 피규제집단. After a name stand particles, titles and marks.
pub(crate) fn leave_out_compounds(units: &[Unit], found: &mut [Vec<Found>]) {
    let is_person = |m: &Found| m.kind == EntityType::Person;
    let written = |unit: &Unit, m: &Found| unit.text.get(m.range.clone()).unwrap_or("").to_owned();
    let names: BTreeSet<String> = units
        .iter()
        .zip(found.iter())
        .flat_map(|(unit, mentions)| mentions.iter().filter(|m| is_person(m)).map(|m| written(unit, m)))
        .filter(|name| name.chars().count() >= 2 && name.chars().all(script::is_hangul))
        .collect();
    let searched: usize = units.iter().map(|u| u.text.len()).sum();
    if names.is_empty() || names.len() > MOST_NAMES || searched > SEARCHED {
        return;
    }
    let is_common = |name: &String| {
        let (mut alone, mut longer) = (0, 0);
        for unit in units {
            for (start, _) in unit.text.match_indices(name.as_str()) {
                if script::before(&unit.text, start).is_some_and(script::is_hangul) {
                    continue;
                }
                let after = unit.text.get(start + name.len()..).unwrap_or("");
                let goes_on = after.starts_with(script::is_hangul)
                    && !runs::PARTICLES.iter().any(|p| after.starts_with(p))
                    && titles::at_start(after).is_none();
                if goes_on { longer += 1 } else { alone += 1 }
            }
        }
        longer >= 2 && longer >= alone
    };
    let common: HashSet<String> = names.into_iter().filter(is_common).collect();
    for (unit, mentions) in units.iter().zip(found.iter_mut()) {
        mentions.retain(|m| !is_person(m) || !common.contains(&written(unit, m)));
    }
}

#[cfg(test)]
mod tests {
    use super::{is_common, is_of_a_list, leave_out, leave_out_compounds};
    use crate::extraction::EntityType::{Organization, Person, Place};
    use crate::rules::Found;
    use crate::unit::Unit;

    #[test]
    fn words_for_everything_and_pieces_of_lists_are_no_names() {
        assert!(
            is_common("全國", Place) && is_common("정보통신업", Organization) && is_common("양수인", Person)
        );
        assert!(!is_common("全聯", Organization) && !is_common("현대중공업", Organization));
        assert!(is_of_a_list("選舉候選人登記彙", "總表", Organization));
        assert!(!is_of_a_list("中央選舉委員會", "候選人登記名冊", Organization));
        assert!(!is_of_a_list("選舉候選人登記彙", "。總表", Organization));
    }

    #[test]
    fn a_word_that_also_stands_in_small_letters_is_no_name() {
        let text = "Sample sizes differ. Farrow and NASA drew a sample at Farrow.";
        let units = [Unit::plain(text)];
        let name = |word: &str, kind| {
            let start = text.find(word).unwrap_or(0);
            Found {
                by_model: true,
                ..Found::new(kind, start..start + word.len(), 0.9)
            }
        };
        let mut found = [vec![
            name("Sample", Person),
            name("Farrow", Person),
            name("NASA", Organization),
        ]];
        leave_out(&units, &mut found);
        let left: Vec<&str> = found[0].iter().map(|f| &text[f.range.clone()]).collect();
        assert_eq!(left, ["Farrow", "NASA"]);
    }

    #[test]
    fn a_korean_word_of_which_longer_ones_are_made_is_nobody() {
        let texts = [
            "피규제자의 부담과 피규제집단의 의견을 듣는다. 피규제 대상은 다음과 같다.",
            "강하늘은 회의를 열었다. 강하늘 국장과 강하늘국장은 같은 사람이고, 강하늘기념관이 있다.",
        ];
        let units = texts.map(Unit::plain);
        let person = |text: &str, name: &str| {
            let start = text.find(name).unwrap_or(0);
            Found::new(Person, start..start + name.len(), 0.9)
        };
        let mut found = [vec![person(texts[0], "피규제")], vec![person(texts[1], "강하늘")]];
        leave_out_compounds(&units, &mut found);
        let left: Vec<usize> = found.iter().map(Vec::len).collect();
        assert_eq!(left, [0, 1]);
    }
}
