//! What the wording of a question gives away beside its phrases: that all are meant, that two values are compared, that two
//! names are of one thing.

use super::request::Name;
use crate::text::{Script, Token};

/// Whether a question speaks of all there are: `all the`, `所有`, `모든`.
pub(super) fn speaks_of_all(question: &str, tokens: &[Token]) -> bool {
    let word = |t: &Token| matches!(t.text.as_str(), "all" | "every" | "entire" | "whole");
    tokens.iter().any(word)
        || ["所有", "全部", "全體", "모든", "전체", "전부"]
            .iter()
            .any(|w| question.contains(w))
}

/// What stands before a name in brackets is another name of it: `오키드하우스(Orchid House)`.
pub(super) fn appositions(question: &str, tokens: &[Token], names: &[Name]) -> Vec<(usize, usize)> {
    let bracketed = names.iter().filter_map(|name| {
        let before = question.get(..name.start)?.strip_suffix(['(', '（'])?;
        let after = question.get(name.end..)?.starts_with([')', '）']);
        let last = tokens
            .iter()
            .position(|t| t.end == before.len())
            .filter(|_| after)?;
        let mut first = last;
        while first > 0
            && tokens
                .get(first)
                .is_some_and(|t| t.glued && t.script != Script::Word)
        {
            first -= 1;
        }
        Some((tokens.get(first)?.start, before.len()))
    });
    let free = |s: &(usize, usize)| !names.iter().any(|n| n.start < s.1 && s.0 < n.end);
    bracketed.filter(free).collect()
}

/// `A比B多入庫多少份`, `A보다 B가 몇 명 더 많은가`, `how many more … than`: what lies between two values.
pub(super) fn compares_by_how_much(question: &str) -> bool {
    let asks = |text: &str| ["多少", "幾"].iter().any(|w| text.contains(w));
    let han = question.split_once('比').is_some_and(|(_, rest)| {
        ["多", "少", "高", "低", "增加", "減少", "長", "短", "貴", "便宜"]
            .iter()
            .any(|w| {
                rest.split_once(w)
                    .is_some_and(|(before, after)| !before.ends_with('最') && asks(after))
            })
    });
    let hangul = question.split_once("보다").is_some_and(|(_, rest)| {
        (rest.contains("얼마나") || rest.contains('몇'))
            && ["더", "많", "적", "높", "낮"].iter().any(|w| rest.contains(w))
    });
    han || hangul
}

/// The year in a name that has one in four digits: `2023년 갯벌 체험사업`.
pub(super) fn year_in_name(name: &str) -> Option<i32> {
    name.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .find_map(|digits| digits.parse().ok().filter(|year| (1900..2100).contains(year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_of_how_much_more_are_told_in_two_languages() {
        assert!(compares_by_how_much("東校區113年比112年多收多少學生？"));
        assert!(compares_by_how_much("동관은 서관보다 몇 명 더 많은가?"));
        assert!(!compares_by_how_much("哪一校區的比例最高？"));
        assert!(!compares_by_how_much("동관의 학생은 몇 명인가?"));
    }
}
