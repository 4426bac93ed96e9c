//! Sentences that say that one value took the place of another: `由 A 調整為 B`, `from A to B`, `A에서 B로 변경`.

/// Where a value stands in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What stands before the new value.
const BEFORE_NEW: &[&str] = &[
    "調整為",
    "修正為",
    "變更為",
    "更改為",
    "改為",
    "改列",
    "增列為",
    "增加為",
    "減列為",
    "減為",
    "提高為",
    "提高至",
    "調降為",
    "調降至",
    "調增為",
    "調減為",
    "展延至",
    "延長至",
    "延後至",
    "延至",
    "展期至",
    "提前至",
    "提前到",
    "改到",
    "改至",
    "延到",
    "順延至",
    "增至",
    "降至",
    "減至",
    "修訂為",
    "extended to",
    "extended until",
    "moved to",
    "postponed to",
    "postponed until",
    "brought forward to",
    "changed to",
    "revised to",
    "raised to",
    "cut to",
    "reduced to",
    "increased to",
    "adjusted to",
    "lowered to",
    "rescheduled to",
    "rescheduled for",
    "delayed to",
    "delayed until",
    "put back to",
];
/// Verbs of `from A to B` that tell a change from a period.
const ENGLISH_VERBS: &[&str] = &[
    "moved",
    "extended",
    "postponed",
    "changed",
    "revised",
    "raised",
    "cut",
    "reduced",
    "increased",
    "adjusted",
    "lowered",
    "rescheduled",
    "delayed",
    "brought forward",
    "amended",
    "put back",
    "corrected",
    "goes up",
    "went up",
    "goes down",
    "went down",
    "rises",
    "rose",
    "falls",
    "fell",
    "slips",
    "slipped",
    "put off",
    "moves",
    "drops",
    "dropped",
    "grows",
    "grew",
];
/// Verbs of `A에서 B로`.
const KOREAN_VERBS: &[&str] = &[
    "변경", "조정", "연장", "수정", "증액", "감액", "상향", "하향", "연기", "앞당", "늘렸", "늘어", "줄였",
    "줄어", "정정", "미뤄", "늦추", "늦춰", "당겨", "바꾸", "바뀌", "인상", "인하", "증원", "감원", "확대",
    "축소",
];

/// What says of the value before it, or of the one named with it, that it is wrong; and that what follows is right.
const WRONG_THEN_RIGHT: &[&str] = &[
    "should read",
    "should be",
    "should have read",
    "should have been",
    "should be corrected to",
    "corrected to",
    "ought to read",
    "correct number",
    "correct figure",
    "correct year",
    "correct date",
    "correct name",
    "correct value",
    "correct amount",
    "correct one",
    "correct spelling",
    "correctly",
    "應更正為",
    "更正為",
    "訂正為",
    "改正為",
    "應為",
    "應是",
    "正確",
    "勘正為",
    "아니라",
    "아닌",
    "정정",
    "바로잡",
    "올바른",
    "정확한",
    "바른 ",
    "맞는 ",
];
/// What stands between the right value and the wrong one.
const RIGHT_THEN_WRONG: &[&str] = &[
    ", not",
    "and not",
    "instead of",
    "rather than",
    "而非",
    "並非",
    "誤植為",
    "誤載為",
    "誤寫為",
    "誤繕為",
];
/// What says that a value is wrong.
const WRONG: &[&str] = &[
    "wrongly",
    "incorrect",
    "mistaken",
    "erroneous",
    "in error",
    "misprint",
    "was given as",
    "were given as",
    "was stated as",
    "誤植",
    "誤載",
    "誤繕",
    "誤寫",
    "之誤",
    "誤列",
    "有誤",
    "筆誤",
    "오기",
    "오타",
    "잘못",
    "착오",
    "틀린",
];

/// Whether a text may put something right.
pub(super) fn tells_correction(text: &str) -> bool {
    let lower = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    has(WRONG_THEN_RIGHT) || has(RIGHT_THEN_WRONG) || has(WRONG) || reads_for(&lower)
}

/// `for A read B`.
fn reads_for(lower: &str) -> bool {
    lower.contains("for ") && lower.contains(" read ")
}

/// Each wrong one with the right one among `spots`, in order of place, of which the text says that one was put in place of the other.
pub(super) fn corrected_pairs(text: &str, spots: &[Spot]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut at = 0;
    while let (Some(first), Some(second)) = (spots.get(at), spots.get(at + 1)) {
        match corrects(text, *first, *second) {
            Some(true) => pairs.push((at, at + 1)),
            Some(false) => pairs.push((at + 1, at)),
            None => {
                at += 1;
                continue;
            }
        }
        at += 2;
    }
    pairs
}

/// Whether of two values the first is said to be wrong and the second right; false for the other way round.
fn corrects(text: &str, first: Spot, second: Spot) -> Option<bool> {
    let before = text.get(..first.start)?.to_lowercase();
    let between = text.get(first.end..second.start)?.to_lowercase();
    let after: String = text.get(second.end..)?.to_lowercase().chars().take(14).collect();
    let has = |text: &str, words: &[&str]| words.iter().any(|w| text.contains(w));
    let told = has(&between, WRONG_THEN_RIGHT);
    if has(&between, RIGHT_THEN_WRONG) && !told {
        return Some(false);
    }
    let reads = before.contains("for ") && between.contains(" read ");
    let mended = has(&after, &["정정", "바로잡", "고친", "수정"]);
    let slip = between.trim_end().ends_with(['는', '은']) && has(&after, &["오기", "오타", "착오"]);
    let slip_of = has(&between, &["為", "係", "是"]) && after.contains("之誤");
    (told || reads || mended || slip || slip_of).then_some(true)
}

/// Whether a sentence says that something was set anew.
pub(super) fn tells_new(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    BEFORE_NEW.iter().chain(KOREAN_VERBS).any(|w| lower.contains(*w))
        || lower.contains(" from ") && ENGLISH_VERBS.iter().any(|v| lower.contains(v))
}

/// The old and the new among `spots`, in order of place, where the sentence says that one took the place of the other.
pub(super) fn change(sentence: &str, spots: &[Spot]) -> Option<(usize, usize)> {
    if spots.len() < 2 {
        return None;
    }
    for (i, spot) in spots.iter().enumerate().skip(1) {
        let before = sentence.get(..spot.start)?;
        let before = before
            .trim_end()
            .trim_end_matches("新臺幣")
            .trim_end_matches("新台幣")
            .trim_end_matches("約")
            .trim_end();
        let lower = before.to_lowercase();
        if BEFORE_NEW.iter().any(|w| lower.ends_with(w)) {
            return Some((i - 1, i));
        }
        let old = spots.get(i - 1)?;
        let lead = sentence.get(..old.start)?.trim_end().to_lowercase();
        let between = sentence.get(old.end..spot.start)?.trim().to_lowercase();
        let changed = ENGLISH_VERBS.iter().any(|v| lead.contains(v));
        if lead.ends_with("from") && between.starts_with("to") && changed {
            return Some((i - 1, i));
        }
        let after = sentence.get(spot.end..)?.trim_start();
        let to = after.strip_prefix("으로").or_else(|| after.strip_prefix("로"));
        if between.starts_with("에서")
            && let Some(rest) = to
            && KOREAN_VERBS
                .iter()
                .any(|v| rest.chars().take(12).collect::<String>().contains(v))
        {
            return Some((i - 1, i));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn spots(sentence: &str, values: &[&str]) -> Vec<Spot> {
        values
            .iter()
            .map(|v| {
                let start = sentence.find(v).unwrap();
                Spot {
                    start,
                    end: start + v.len(),
                }
            })
            .collect()
    }

    #[test]
    fn the_new_value_is_told_in_three_languages() {
        for (sentence, values) in [
            (
                "預算由新臺幣18,600千元修正為新臺幣21,450千元",
                ["18,600千元", "21,450千元"],
            ),
            (
                "The opening was moved from 1 June to 12 May.",
                ["1 June", "12 May"],
            ),
            (
                "예산을 30억 원에서 45억 원으로 증액하였다.",
                ["30억 원", "45억 원"],
            ),
        ] {
            assert_eq!(
                change(sentence, &spots(sentence, &values)),
                Some((0, 1)),
                "{sentence}"
            );
        }
    }

    #[test]
    fn what_was_wrong_is_put_right_in_three_languages() {
        for (text, values, pair) in [
            (
                "The figure of 77 wells should read 71 wells.",
                ["77", "71"],
                (0, 1),
            ),
            ("It has 71 wells, not 77.", ["71", "77"], (1, 0)),
            ("For \"77 wells\" read \"71 wells\".", ["77", "71"], (0, 1)),
            (
                "The number was wrongly given as 77. The correct number is 71.",
                ["77", "71"],
                (0, 1),
            ),
            ("水井77口係誤植，應更正為71口。", ["77", "71"], (0, 1)),
            ("水井應為71口，而非77口。", ["71", "77"], (1, 0)),
            ("우물 77개는 오기이므로 71개로 정정한다.", ["77", "71"], (0, 1)),
            ("우물은 77개가 아니라 71개이다.", ["77", "71"], (0, 1)),
            ("우물 77개는 71개의 오기이다.", ["77", "71"], (0, 1)),
        ] {
            assert!(tells_correction(text), "{text}");
            assert_eq!(corrected_pairs(text, &spots(text, &values)), [pair], "{text}");
        }
        let plain = "It has 71 wells and 77 springs.";
        assert_eq!(corrected_pairs(plain, &spots(plain, &["71", "77"])), []);
    }

    #[test]
    fn a_period_is_no_change() {
        let sentence = "It runs from 1 June to 12 May.";
        assert_eq!(change(sentence, &spots(sentence, &["1 June", "12 May"])), None);
    }
}
