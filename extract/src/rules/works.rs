//! Titles in quotation marks and brackets, and the numbers of official documents.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, bodies, compiled, events, laws, programmes, runs};
use crate::extraction::EntityType;
use crate::script;

static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"「(?P<a>[^「」\n]{2,70})」|『(?P<b>[^『』\n]{2,70})』|《(?P<c>[^《》\n]{1,70})》|〈(?P<f>[^〈〉\n]{2,70})〉|‘(?P<d>[^‘’\n]{2,70})’|“(?P<e>[^“”\n]{2,90})”|｢(?P<g>[^｢｣\n]{2,70})｣",
    )
});
/// The book “Hollow Lanes”, a report titled "Counting Earthworms".
static CUED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r#"(?i:\b(?:book|novel|report|study|paper|poem|memoirs?|essay|film|thesis|article|play|titled|entitled)),?\s["“‘'](?P<title>\p{Lu}[^“”"‘’\n]{2,80})["”’']"#,
    )
});
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?P<zh>[\p{Han}]{1,10}字第[\d\-A-Z]{3,15}號)|(?P<ko>제\d{4}\s?-\s?\d{1,6}호)|(?P<en>\b(?:Order|Notice|Decree|Circular|Resolution|Document|Act)\sNo\.\s?[\dA-Z][\dA-Z\-/]{1,15})",
    )
});

/// Adds titles between quotation marks and brackets, each as what its last word says that it is.
pub(super) fn find_titles(text: &str, found: &mut Vec<Found>) {
    for captures in CUED.captures_iter(text) {
        if let Some(title) = captures
            .name("title")
            .filter(|t| !t.as_str().ends_with(['.', ',', '?', '!']))
        {
            found.push(Found::new(EntityType::Work, title.range(), 0.86));
        }
    }
    for captures in QUOTED.captures_iter(text) {
        let group = ["a", "b", "c", "d", "e", "f", "g"]
            .into_iter()
            .find_map(|name| captures.name(name).map(|m| (name, m)));
        let Some((bracket, inner)) = group else { continue };
        let written = inner.as_str();
        if written.ends_with(['。', '？', '！']) {
            continue;
        }
        let before = &text[..inner.start()];
        let alias = [
            "簡稱「",
            "下稱「",
            "稱「",
            "簡稱『",
            "이하 ‘",
            "이하 “",
            "이하 「",
            "hereafter “",
            "hereinafter “",
        ]
        .iter()
        .any(|cue| before.ends_with(cue));
        let book = matches!(bracket, "c" | "b" | "f");
        let kind = match classify(written) {
            Some(kind) => Some((kind, 0.93)),
            None if book && !alias => Some((EntityType::Work, 0.85)),
            None => None,
        };
        if let Some((kind, confidence)) = kind.filter(|_| !alias) {
            found.push(Found::new(kind, inner.range(), confidence));
        }
    }
}

/// What kind of thing a delimited name names, by its last word.
pub(crate) fn classify(name: &str) -> Option<EntityType> {
    if laws::is_law(name) {
        return Some(EntityType::Law);
    }
    if programmes::is_programme(name) {
        return Some(EntityType::Work);
    }
    if events::is_event(name) {
        return Some(EntityType::Event);
    }
    if is_report(name) {
        return Some(EntityType::Work);
    }
    let mut bodies_found = Vec::new();
    bodies::find(name, &mut bodies_found);
    bodies_found
        .iter()
        .any(|f| f.range == (0..name.len()))
        .then_some(EntityType::Organization)
}

/// Reports and the like, and matters that are tendered: 調查報告, 更新案, 실태조사, Survey of …
static REPORTS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?P<zh>調查報告|年度報告|評估報告|成果報告|研究報告|報告書|白皮書|年報|統計要覽|(?:建置|更新|採購|興建|新建|整建|改善|設置|修繕|開發|維護|勞務|委託)案)|(?P<ko>실태조사|실태조사 보고서|백서|연차보고서|종합보고서|연구보고서|기본계획|종합계획|통계연보)",
    )
});
static ENGLISH_REPORT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b(?:\d{4}\s)?(?:\p{Lu}[\p{L}\-]+\s){0,4}(?:Survey|Report|Review|White Paper|Yearbook|Handbook|Census|Strategy|Assessment)(?:\s(?:of|on)\s(?:the\s)?\p{Lu}[\p{L}\-]+(?:\s(?:and\s|of\s)?\p{Lu}[\p{L}\-]+){0,5})?",
    )
});

/// Whether a delimited text names a report or a tendered matter.
fn is_report(name: &str) -> bool {
    let last = REPORTS.find_iter(name).last();
    if last.is_some_and(|m| m.end() == name.len()) {
        return name.chars().count() >= 5;
    }
    ENGLISH_REPORT
        .find(name)
        .is_some_and(|m| m.range() == (0..name.len()) && name.contains(' '))
}

/// Adds reports and tendered matters that stand without brackets.
pub(super) fn find_reports(text: &str, found: &mut Vec<Found>) {
    for captures in REPORTS.captures_iter(text) {
        let Some(all) = captures.get(0) else { continue };
        let start = if captures.name("zh").is_some() {
            runs::han_start(text, all.end(), 6)
        } else {
            Some(runs::korean_start(text, all.start(), 5)).filter(|s| *s < all.start())
        };
        if let Some(start) = start {
            found.push(Found::new(EntityType::Work, start..all.end(), 0.78));
        }
    }
    for matched in ENGLISH_REPORT.find_iter(text) {
        // "The Report" and "Review" alone are words.
        if matched.as_str().split(' ').count() >= 3 && !matched.as_str().starts_with("The ") {
            found.push(Found::new(EntityType::Work, matched.range(), 0.8));
        }
    }
}

/// Adds the numbers of official documents.
pub(super) fn find_numbers(text: &str, found: &mut Vec<Found>) {
    for captures in NUMBERS.captures_iter(text) {
        let Some(matched) = captures.get(0) else { continue };
        let mut range = matched.range();
        if captures.name("zh").is_some() {
            let head = &text[range.clone()];
            for cue in ["以", "依", "經", "據", "及", "函", "日"] {
                if let Some(at) = head.find(cue).filter(|at| *at < 12) {
                    range.start = range.start.max(matched.start() + at + cue.len());
                }
            }
        }
        if script::is_boundary(
            script::before(text, range.start),
            script::after(text, range.start),
        ) {
            found.push(Found::new(EntityType::Work, range, 0.85));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::of;
    use crate::extraction::EntityType::{Law, Work};

    #[test]
    fn titles_are_what_their_last_word_says() {
        assert_eq!(of(Work, "《海岸誌》一書"), ["海岸誌"]);
        assert_eq!(of(Law, "《海岸管理條例》"), ["海岸管理條例"]);
        assert_eq!(of(Work, "‘푸른 연안 감시 과제’는"), ["푸른 연안 감시 과제"]);
        assert!(of(Work, "（以下簡稱「海委會」）").is_empty());
    }

    #[test]
    fn document_numbers() {
        assert_eq!(of(Work, "依院臺科字第1130012345號函"), ["院臺科字第1130012345號"]);
        assert_eq!(of(Work, "고시 제2024-12호"), ["제2024-12호"]);
        assert_eq!(of(Work, "under Order No. 2024-7 it"), ["Order No. 2024-7"]);
    }
}
