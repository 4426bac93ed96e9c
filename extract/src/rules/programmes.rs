//! Programmes and projects: 計畫 方案, 사업 과제, Programme, Project.
//!
//! The contract has no type of its own for them; the vocabulary calls them works, as it does their reports.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, compiled, runs};
use crate::extraction::EntityType;
use crate::script;

static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?P<head>計畫|計劃|方案|專案|工程)(?P<phase>[（(](?:第[一二三四五六七八九十\d]+[期階]段?|[一二三四五六七八九十\d]+期|[前後中下上次首末]一?期|[後接]續期?|延續期?|[IVX]+)[）)])?",
    )
});
static KOREAN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?P<token>[가-힣A-Za-z0-9·\-]*(?:사업|과제|프로젝트|프로그램))(?P<phase>\s?\((?:제?\d+(?:단계|차|기|차년도)|후속|연장|확대|[IVX]+)\))?",
    )
});
const ENGLISH_HEADS: [&str; 9] = [
    "Project",
    "Programme",
    "Program",
    "Initiative",
    "Scheme",
    "Plan",
    "Strategy",
    "Campaign",
    "Roadmap",
];
/// Project Heron, Project CREVASSE: the name behind the word.
static ENGLISH_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\bProject\s(?P<name>\p{Lu}[\p{L}\d\-]+(?:\s\p{Lu}[\p{L}\d\-]+){0,2})(?:\s\((?:Phase|Stage|Part)\s(?:[\dIVX]+|One|Two|Three|Four)\))?",
    )
});
/// the ROOTMAP project: a name in capitals before the small word.
static ENGLISH_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b[Tt]he\s(?P<all>(?P<name>\p{Lu}[\p{Lu}\d\-]{4,})\s(?:project|programme|program|initiative|trial))\b",
    )
});
/// Bodies that are called by such capitals.
const BODIES_IN_CAPITALS: &[&str] = &[
    "UNESCO", "UNICEF", "ASEAN", "EUROSTAT", "EUROPOL", "INTERPOL", "MERCOSUR", "UNCTAD", "UNAIDS", "CARICOM",
];
/// Words that go with a project without naming one.
const NOT_BEHIND: &[&str] = &[
    "Manager",
    "Managers",
    "Leader",
    "Director",
    "Officer",
    "Coordinator",
    "Team",
    "Office",
    "Phase",
    "Stage",
    "Report",
    "Plan",
    "Management",
    "Title",
    "Name",
    "Number",
    "No",
    "Code",
    "Budget",
    "Status",
    "Summary",
    "Partners",
    "Owner",
    "Sponsor",
    "Period",
    "Start",
    "End",
    "Duration",
    "Description",
    "Objectives",
    "Lead",
    "Engineer",
    "Assistant",
    "Administrator",
    "Steering",
    "Board",
    "Group",
    "Unit",
    "Document",
    "Cost",
];
static ENGLISH_PHASE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\s\((?:(?:Phase|Stage|Part|Round)\s(?:[\dIVX]+|One|Two|Three|Four|Five)|(?:First|Second|Third|Fourth) (?:Phase|Stage|Round)|Follow-[Uu]p|Continuation|Extension)\)$",
    )
});

/// Whether a quoted or otherwise delimited text is the name of a programme or project.
pub(super) fn is_programme(text: &str) -> bool {
    let text = text.trim();
    if script::has_hangul(text) {
        return KOREAN
            .find_iter(text)
            .last()
            .is_some_and(|m| m.end() == text.len() && text.contains(' ') && !generic_korean(text));
    }
    if script::has_han(text) {
        return CHINESE.captures_iter(text).last().is_some_and(|c| {
            c.get(0).is_some_and(|m| m.end() == text.len())
                && c.name("head")
                    .is_some_and(|h| text[..h.start()].chars().count() >= 2 && h.as_str() != "工程")
        });
    }
    let without_phase = ENGLISH_PHASE.replace(text, "");
    let mut words = without_phase.split(' ');
    let last = words.next_back().unwrap_or("");
    ENGLISH_HEADS.contains(&last) && words.next().is_some() && text.starts_with(char::is_uppercase)
}

/// Adds the programmes and projects in `text` that stand without quotation marks.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    if script::has_hangul(text) {
        korean(text, found);
    } else if script::has_han(text) {
        chinese(text, found);
    }
    for captures in ENGLISH_BEHIND.captures_iter(text) {
        let first = captures.name("name").and_then(|n| n.as_str().split(' ').next());
        if let (Some(all), Some(first)) = (captures.get(0), first)
            && !NOT_BEHIND.contains(&first)
        {
            found.push(Found::new(EntityType::Work, all.range(), 0.85));
        }
    }
    for captures in ENGLISH_BEFORE.captures_iter(text) {
        if let (Some(all), Some(name)) = (captures.name("all"), captures.name("name"))
            && !BODIES_IN_CAPITALS.contains(&name.as_str())
        {
            found.push(Found::new(EntityType::Work, all.range(), 0.85));
        }
    }
    for range in runs::english_runs(text) {
        if is_programme(&text[range.clone()]) {
            found.push(Found::new(EntityType::Work, range, 0.8));
        }
    }
}

fn chinese(text: &str, found: &mut Vec<Found>) {
    for captures in CHINESE.captures_iter(text) {
        let (Some(all), Some(head)) = (captures.get(0), captures.name("head")) else {
            continue;
        };
        if head.as_str() == "工程" {
            continue;
        }
        let Some(start) = runs::han_start(text, head.end(), 6) else {
            continue;
        };
        let modifier = &text[start..head.start()];
        let generic = [
            "年度", "研究", "工作", "施政", "細部", "子", "各", "本", "該", "相關", "執行",
        ]
        .iter()
        .any(|g| modifier.ends_with(g) && modifier.chars().count() < 7);
        let next = script::after(text, all.end());
        let part_of_word = captures.name("phase").is_none() && matches!(next, Some('書' | '案' | '性'));
        if !generic && !part_of_word {
            found.push(Found::new(EntityType::Work, start..all.end(), 0.7));
        }
    }
}

fn korean(text: &str, found: &mut Vec<Found>) {
    for captures in KOREAN.captures_iter(text) {
        let (Some(all), Some(token)) = (captures.get(0), captures.name("token")) else {
            continue;
        };
        if script::after(text, all.end())
            .is_some_and(|c| matches!(c, '자' | '단' | '비' | '장' | '체' | '별' | '명' | '번'))
        {
            continue;
        }
        let start = runs::korean_start(text, token.start(), 7);
        let name = &text[start..all.end()];
        if name.split(' ').count() >= 2 && !generic_korean(name) {
            let long = name.split(' ').count() > 2;
            // 최초 사업, 경우 사업: one word before the bare head says what kind, not which.
            let first = name.split(' ').next().unwrap_or("");
            let kind_of =
                first.chars().count() < 4 || ["사업", "과제", "인", "자"].iter().any(|w| first.ends_with(w));
            if !long && kind_of && matches!(token.as_str(), "사업" | "과제" | "프로젝트" | "프로그램")
            {
                continue;
            }
            let confidence = if long { 0.72 } else { 0.55 };
            found.push(Found::new(EntityType::Work, start..all.end(), confidence));
        }
    }
}

/// 세부 과제, 해당 사업 and the like name no project.
fn generic_korean(name: &str) -> bool {
    let mut tokens = name.split(' ').rev();
    tokens.next();
    tokens.next().is_none_or(|t| {
        matches!(
            t,
            "세부"
                | "해당"
                | "본"
                | "각"
                | "신규"
                | "주요"
                | "대상"
                | "연구"
                | "관련"
                | "소속"
                | "지원"
                | "이"
                | "동"
                | "전체"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::of;
    use crate::extraction::EntityType::Work;

    #[test]
    fn projects_of_three_languages() {
        assert_eq!(
            of(
                Work,
                "「北濱沿岸水質監測計畫（第二期）」納入藍海永續發展方案推動。"
            ),
            ["北濱沿岸水質監測計畫（第二期）", "藍海永續發展方案"]
        );
        assert_eq!(
            of(Work, "감지기는 푸른 연안 수질 감시 과제(2단계)를 통해 개발되었다"),
            ["푸른 연안 수질 감시 과제(2단계)"]
        );
        assert_eq!(
            of(
                Work,
                "Harbour Water Quality Project (Phase II) forms part of Blue Coast Programme."
            ),
            ["Harbour Water Quality Project (Phase II)", "Blue Coast Programme"]
        );
    }

    #[test]
    fn a_project_may_have_its_name_behind_the_word() {
        assert_eq!(
            of(
                Work,
                "Project Heron is managed by the Harbour Board; Project CREVASSE (Phase II) is not."
            ),
            ["Project Heron", "Project CREVASSE (Phase II)"]
        );
        assert!(of(Work, "The Project Manager and the Project Steering Group met.").is_empty());
    }

    #[test]
    fn the_word_alone_names_no_project() {
        assert!(of(Work, "各子計畫應於年度工作計畫中列明").is_empty());
        assert!(of(Work, "세부 과제 예산 조정").is_empty());
    }
}
