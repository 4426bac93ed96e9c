//! Korean words that join a body's name to the post of who heads it: 국토교통부장관, 질병관리청장, 금융위원회위원장. What such a word says
//! in a law is said of the body.

use super::bodies::KOREAN_GENERIC;
use super::korean_heads::{self, KOREAN_HEADS};
use super::runs::PARTICLES;
use crate::script::is_hangul;

/// Posts with the heads of the bodies that they stand behind.
const POSTS: &[(&str, &[&str])] = &[
    ("장관", &["부", "처"]),
    ("차관", &["부"]),
    ("위원장", &["위원회"]),
    ("이사장", &["공단", "재단", "진흥원", "공제회", "조합"]),
    ("의장", &["의회"]),
    ("사장", &["공사"]),
    ("총재", &["은행"]),
    ("총장", &["대학교"]),
];
/// Offices within a body that are called 처.
const OFFICES: &[&str] = &[
    "사무", "총무", "학생", "기획", "교무", "입학", "연구", "홍보", "대외", "재무", "관리", "행정", "산학",
    "정보", "의사", "전산", "시설",
];
/// Words for whichever body it is.
const WHICHEVER: &[&str] = &[
    "관할", "각급", "당해", "동일", "상위", "하위", "소재", "유관", "감독", "허가", "처분",
];
/// What may follow the post in the same word.
const ENDINGS: &[&str] = &[
    "이나",
    "등",
    "등이",
    "등은",
    "등에",
    "께",
    "인",
    "이라도",
    "이든",
    "에게는",
    "에게도",
    "으로부터",
    "과의",
    "에",
    "만이",
    "뿐",
    "이란",
    "입니다",
    "이라",
    "이었던",
    "이었다",
    "였던",
];

/// Length in bytes of the body's name that `word` begins with; none where it is no such word.
pub(crate) fn body_in(word: &str) -> Option<usize> {
    let word: &str = word
        .char_indices()
        .find(|(_, c)| !is_hangul(*c))
        .map_or(word, |(at, _)| &word[..at]);
    let ends = |post: &str| {
        let at = word.rfind(post)?;
        let rest = &word[at + post.len()..];
        let whole = rest.is_empty() || PARTICLES.contains(&rest) || ENDINGS.contains(&rest);
        whole.then_some(&word[..at])
    };
    let of_post = POSTS.iter().find_map(|(post, heads)| {
        let body = ends(post)?;
        heads.iter().any(|head| is_named(body, head, 2)).then_some(body)
    });
    let led = || {
        let body = ends("장")?;
        let office = body
            .strip_suffix('처')
            .is_some_and(|m| OFFICES.iter().any(|o| m.ends_with(o)));
        let short = (is_named(body, "처", 2) && !office) || is_named(body, "청", 2);
        (short
            || KOREAN_HEADS
                .iter()
                .any(|head| head.led && is_named(body, head.word, 3)))
        .then_some(body)
    };
    of_post.or_else(led).map(str::len)
}

/// Ranks of researchers, whose titles end like the names of institutes: 선임연구원.
const RANKS: &[&str] = &[
    "선임",
    "책임",
    "수석",
    "주임",
    "전임",
    "초빙",
    "객원",
    "위촉",
    "전문",
    "특별",
    "명예",
    "계약",
    "박사후",
    "부",
    "정",
    "공동",
    "보조",
    "일반",
    "주",
];

/// Whether a word of Hangul is a body's name with its own modifier before the head.
pub(super) fn is_headed(word: &str) -> bool {
    word.chars().all(is_hangul)
        && KOREAN_HEADS.iter().any(|head| {
            let modifier = word.strip_suffix(head.word);
            modifier.is_some_and(|m| m.chars().count() >= 2 && !RANKS.contains(&m))
                && is_named(word, head.word, 2)
        })
}

/// Whether the body's name ends with the head and says before it which body it is.
fn is_named(body: &str, head: &str, least: usize) -> bool {
    let Some(modifier) = body.strip_suffix(head) else {
        return false;
    };
    let inner = korean_heads::words().filter_map(|long| body.strip_suffix(long));
    modifier.chars().count() >= least
        && !KOREAN_GENERIC.contains(&modifier)
        && !WHICHEVER.contains(&modifier)
        && !inner
            .into_iter()
            .any(|m| m.is_empty() || WHICHEVER.contains(&m) || KOREAN_GENERIC.contains(&m))
        || head == "청" && matches!(body, "경찰청" | "검찰청")
}

#[cfg(test)]
mod tests {
    use super::body_in;
    use crate::extraction::EntityType::Organization;
    use crate::rules::testing::of;

    fn body(word: &str) -> Option<&str> {
        body_in(word).map(|end| &word[..end])
    }

    #[test]
    fn a_post_behind_a_body_is_no_part_of_its_name() {
        for (word, name) in [
            ("국토교통부장관은", "국토교통부"),
            ("해양수산부장관이", "해양수산부"),
            ("통일부장관과", "통일부"),
            ("빙하관리부차관에게", "빙하관리부"),
            ("빙하관리청장은", "빙하관리청"),
            ("법제처장", "법제처"),
            ("푸른바다위원회위원장의", "푸른바다위원회"),
            ("해양환경연구원장이나", "해양환경연구원"),
            ("푸른공사사장", "푸른공사"),
        ] {
            assert_eq!(body(word), Some(name), "{word}");
        }
        for word in [
            "장관은",
            "주무부장관은",
            "청장",
            "구청장은",
            "사무처장",
            "기획처장이",
            "관할청장",
            "지하철공사장",
            "영업부장",
            "병원장",
            "센터장",
            "물류센터장",
            "위원장",
            "세무서장",
            "관할세무서장",
            "국토교통부장관령",
            "각부장관",
        ] {
            assert_eq!(body(word), None, "{word}");
        }
    }

    #[test]
    fn every_body_of_a_list_is_found() {
        assert_eq!(
            of(
                Organization,
                "해양수산부장관·환경부장관 및 빙하관리청장은 공동으로 고시한다."
            ),
            ["해양수산부", "환경부", "빙하관리청"]
        );
    }
}
