//! The words that head the names of Korean bodies: one list for all that look for such names or tell them from others.

/// A head, and what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct KoreanHead {
    /// The word.
    pub word: &'static str,
    /// Whether 장 behind a long name that it heads stands for whoever leads the body: 해양환경연구원장, and not 항만공사장.
    pub led: bool,
    /// Whether it says alone only what a thing is and not which: 위원회, and not 국회.
    pub generic: bool,
}

const fn head(word: &'static str, led: bool, generic: bool) -> KoreanHead {
    KoreanHead { word, led, generic }
}

/// The heads; of two that end alike either may stand first.
pub const KOREAN_HEADS: &[KoreanHead] = &[
    head("위원회", false, true),
    head("연구원", true, true),
    head("연구소", true, true),
    head("연구센터", true, true),
    head("센터", true, true),
    head("진흥원", true, true),
    head("개발원", true, true),
    head("평가원", true, true),
    head("관리원", true, true),
    head("교육원", true, true),
    head("기술원", true, true),
    head("과학원", true, true),
    head("의료원", true, true),
    head("병원", true, true),
    head("법원", true, true),
    head("대학교", true, true),
    head("대학", false, true),
    head("대학원", true, true),
    head("재단", false, true),
    head("협회", true, true),
    head("학회", true, true),
    head("연합회", true, true),
    head("협의회", false, true),
    head("공사", false, true),
    head("공단", false, true),
    head("은행", false, true),
    head("그룹", false, true),
    head("검찰청", true, true),
    head("경찰청", true, true),
    head("교육청", true, true),
    head("시청", false, true),
    head("도청", false, true),
    head("구청", false, true),
    head("군청", false, true),
    head("의회", false, true),
    head("국회", false, false),
    head("정부", false, false),
    head("대사관", false, true),
    head("도서관", true, true),
    head("박물관", true, true),
    head("미술관", true, true),
    head("사업단", false, true),
    head("연구단", false, true),
    head("추진단", false, true),
    head("사무국", false, true),
    head("사무처", false, true),
    head("조합", false, true),
    head("노조", false, true),
    head("연맹", false, true),
    head("신문", false, true),
    head("방송", false, true),
    head("일보", false, true),
    head("초등학교", true, true),
    head("중학교", true, true),
    head("고등학교", true, true),
    head("진흥회", true, true),
    head("공제회", false, true),
    head("감사원", false, false),
    head("감독원", true, true),
    head("심사원", true, true),
    head("정보원", true, true),
    head("보호원", true, true),
    head("안전원", true, true),
    head("조정원", true, true),
    head("인증원", true, true),
    head("보장원", true, true),
    head("대책본부", false, true),
    head("관측소", true, true),
    head("천문대", false, true),
    head("시험원", true, true),
    head("시험소", true, true),
    head("시험장", false, true),
    head("보존원", true, true),
    head("분석소", true, true),
    head("시추단", false, true),
    head("탐사단", false, true),
    head("관측단", false, true),
    head("학술원", true, true),
    head("기록원", true, true),
    head("자료원", true, true),
    head("보전원", true, true),
    head("표준원", true, true),
    head("실험실", false, true),
    head("검사소", true, true),
    head("기상대", false, true),
    head("보건소", true, true),
    head("경찰서", true, true),
    head("소방서", true, true),
    head("세무서", true, true),
    head("사무소", true, true),
    head("협의체", false, true),
    head("시민연대", false, true),
    head("상공회의소", false, true),
];

/// The words that head names.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    KOREAN_HEADS.iter().map(|head| head.word)
}

#[cfg(test)]
mod tests {
    use super::KOREAN_HEADS;

    #[test]
    fn each_head_stands_once() {
        for (at, head) in KOREAN_HEADS.iter().enumerate() {
            assert!(
                KOREAN_HEADS.iter().skip(at + 1).all(|h| h.word != head.word),
                "{}",
                head.word
            );
        }
    }
}
