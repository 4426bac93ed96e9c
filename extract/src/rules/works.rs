//! Titles in quotation marks and brackets, and the numbers of official documents.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, bodies, compiled, laws, programmes};
use crate::extraction::EntityType;
use crate::script;

static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"「(?P<a>[^「」\n]{2,70})」|『(?P<b>[^『』\n]{2,70})』|《(?P<c>[^《》\n]{1,70})》|〈(?P<f>[^〈〉\n]{2,70})〉|‘(?P<d>[^‘’\n]{2,70})’|“(?P<e>[^“”\n]{2,90})”|｢(?P<g>[^｢｣\n]{2,70})｣",
    )
});
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?P<zh>[\p{Han}]{1,10}字第[\d\-A-Z]{3,15}號)|(?P<ko>제\d{4}\s?-\s?\d{1,6}호)|(?P<en>\b(?:Order|Notice|Decree|Circular|Resolution|Document|Act)\sNo\.\s?[\dA-Z][\dA-Z\-/]{1,15})",
    )
});

/// Adds titles between quotation marks and brackets, each as what its last word says that it is.
pub(super) fn find_titles(text: &str, found: &mut Vec<Found>) {
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
        return Some(EntityType::Event);
    }
    let mut bodies_found = Vec::new();
    bodies::find(name, &mut bodies_found);
    bodies_found
        .iter()
        .any(|f| f.range == (0..name.len()))
        .then_some(EntityType::Organization)
}

/// Adds the numbers of official documents.
pub(super) fn find_numbers(text: &str, found: &mut Vec<Found>) {
    for captures in NUMBERS.captures_iter(text) {
        let Some(matched) = captures.get(0) else { continue };
        let mut range = matched.range();
        if captures.name("zh").is_some() {
            let head = &text[range.clone()];
            for cue in ["以", "依", "經", "據", "及", "函"] {
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
    use crate::extraction::EntityType::{Event, Law, Work};

    #[test]
    fn titles_are_what_their_last_word_says() {
        assert_eq!(of(Work, "《海岸誌》一書"), ["海岸誌"]);
        assert_eq!(of(Law, "《海岸管理條例》"), ["海岸管理條例"]);
        assert_eq!(of(Event, "‘푸른 연안 감시 과제’는"), ["푸른 연안 감시 과제"]);
        assert!(of(Work, "（以下簡稱「海委會」）").is_empty());
    }

    #[test]
    fn document_numbers() {
        assert_eq!(of(Work, "依院臺科字第1130012345號函"), ["院臺科字第1130012345號"]);
        assert_eq!(of(Work, "고시 제2024-12호"), ["제2024-12호"]);
        assert_eq!(of(Work, "under Order No. 2024-7 it"), ["Order No. 2024-7"]);
    }
}
