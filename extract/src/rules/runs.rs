//! How far a name reaches to the left of the word that heads it, by script.

use std::sync::LazyLock;

use regex::Regex;

use super::compiled;
pub(crate) use super::english_runs::{
    ENGLISH_HEADS, OPENERS, after_person, english_runs, holder_behind, without_full_stop,
};
use crate::script::{is_han, is_hangul};

/// Longest name in characters.
const LONGEST_NAME: usize = 42;

/// Words of Chinese after which a name may begin.
static CUTS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        "以下[簡合統]?稱|下稱|簡稱|又稱|隸屬於?|主管機關[為係]?|委託|委由|委請|函請|函送|邀請|拜會|拜訪|參訪|前往|訪問|位於|設於|設立|設置|下設|轄有|下轄|持有|擁有|提出|擬具|著有|任職於?|服務於|以及|透過|經由|藉由|",
        "根據|依據|依照|按照|包括|包含|例如|其中|提供|補助|核定|同意|指出|表示|強調|認為|發表|納入|通過|公布|公告|修正|訂定|違反|適用|",
        "現任|新任|前任|時任|首任|候任|卸任|離任|曾任|歷任|續任|已故|繼任|接替|接掌|辭去|請辭|兼任|加入|成立|原為|改為|稱為|來自|源自|截至|擔任|接任|出任|就任|負責|辦理|執行|推動|參加|出席|會同|協同|",
        "進入|宣布|不服|交付|移送|送請|報請|轉任|升任|調任|偕同|見證|感謝|質疑|邀集|洽請|承攬|捐助|參與|並由|改由|現由|昨日|今日|日前|明年|去年|今年|此外|目前|居住|住在|懇請|敬請|特設|",
        "(?:會期|院會|會議|委員會|大會)(?:審議|審查|討論|三讀)|我國|本國|有關|關於|對於|由於|至於|屬於|^[請向與就和洽在讓對從]|[由於係之的被該各並赴往是暨倘]|[^自]由|(?:^|[^作行])為|[^申]請|[^中調]和|將|依|向"
    ))
});

/// Where the Chinese name that ends at byte `end` begins: at punctuation, or after the last word that cannot be part of it.
/// None where nothing is left.
pub(crate) fn han_start(text: &str, end: usize, shortest: usize) -> Option<usize> {
    let mut start = end;
    for (count, (at, c)) in text.get(..end)?.char_indices().rev().enumerate() {
        let inside = is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '‧' | '·' | '・');
        if !inside || count >= LONGEST_NAME {
            break;
        }
        start = at;
    }
    let run = &text[start..end];
    let mut begin = start;
    for cut in CUTS.find_iter(run) {
        let after = start + cut.end();
        let kept = text[after..end].chars().count();
        let next = text[after..].chars().next();
        let word = cut.as_str();
        let last = word
            .chars()
            .next_back()
            .map_or("", |c| &word[word.len() - c.len_utf8()..]);
        let looked_at = if matches!(last, "和" | "由" | "請" | "為") {
            last
        } else {
            word
        };
        // 設置條例, 推動法: what is done is part of the name of the law about it.
        let law = word.chars().count() > 1
            && ["條例", "辦法", "要點", "準則", "規程", "規則", "法"]
                .iter()
                .any(|head| text[after..].starts_with(head) && after + head.len() >= end);
        // 推動小組, 審查委員會: what a group is for is part of its name.
        let group = word.chars().count() > 1
            && begin < start + cut.start()
            && ["小組", "委員會", "辦公室", "會報"]
                .iter()
                .any(|head| text[after..].starts_with(head));
        // 經濟, 將軍, 向上 and the like are words that begin with what looks like a cut.
        let protected = law
            || group
            || matches!(
                (looked_at, next),
                ("將", Some('軍' | '來'))
                    | ("向", Some('上' | '心'))
                    | ("依", Some('法' | '序'))
                    | ("之", Some('友'))
                    | ("和", Some('平' | '美' | '泰'))
                    | ("就", Some('業' | '學' | '醫'))
                    | ("在", Some('地'))
                    | ("對", Some('外'))
            );
        // What a preposition or a verb leaves is all that there is of the name, however short.
        let always =
            word.chars().count() > 1 || "由於係之的被該各並赴往是暨倘為請向與就和洽在讓對從".contains(word);
        if (always || kept >= shortest) && kept > 0 && !protected {
            begin = after;
        }
    }
    begin = after_subject(text, begin, end, shortest).unwrap_or(begin);
    begin = split_conjunction(text, begin, end, shortest);
    (text[begin..end].chars().count() >= shortest).then_some(begin)
}

/// 甲部及乙部 are two names, 國家科學及技術委員會 is one: the name is cut after 及, 與 or 和 only where what precedes is headed
/// like a body itself.
fn split_conjunction(text: &str, begin: usize, end: usize, shortest: usize) -> usize {
    let mut cut = begin;
    for (at, c) in text[begin..end].char_indices() {
        if !matches!(c, '及' | '與' | '和' | '、') {
            continue;
        }
        let (before, after) = (&text[cut..begin + at], begin + at + c.len_utf8());
        let headed = [
            "部", "署", "局", "處", "院", "會", "所", "司", "中心", "大學", "公司", "政府", "計畫", "方案",
            "法", "條例", "辦法",
        ]
        .iter()
        .any(|head| before.ends_with(head));
        if (headed || ends_with_holder(before)) && text[after..end].chars().count() >= shortest {
            cut = after;
        }
    }
    cut
}

/// 林書銘在海潮大學任教: where the name begins behind somebody's name and a preposition.
fn after_subject(text: &str, begin: usize, end: usize, shortest: usize) -> Option<usize> {
    let (at, preposition) = text.get(begin..end)?.char_indices().nth(3)?;
    let rest = begin + at + preposition.len_utf8();
    let subject = matches!(preposition, '在' | '於' | '自' | '從')
        && super::names::is_chinese_name(&text[begin..begin + at]);
    (subject && text[rest..end].chars().count() >= shortest).then_some(rest)
}

/// 海潮部長林書銘: whether a name begins and ends in it that stands behind a title.
fn ends_with_holder(text: &str) -> bool {
    let Some((start, _)) = text.char_indices().rev().nth(2) else {
        return false;
    };
    let titled = text[..start].ends_with(['長', '員', '任', '事', '理', '席', '書']);
    titled && super::names::is_chinese_name(&text[start..])
}

/// Korean particles, the longest first.
pub(crate) const PARTICLES: &[&str] = &[
    "으로부터",
    "에서는",
    "에게서",
    "으로서",
    "으로써",
    "에서",
    "에게",
    "부터",
    "까지",
    "께서",
    "으로",
    "라는",
    "이라",
    "에는",
    "에도",
    "와의",
    "과의",
    "이며",
    "이고",
    "이다",
    "임",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "와",
    "과",
    "도",
    "만",
    "로",
];

/// The token without its particle, where it has one of those that leave a noun behind.
pub(crate) fn without_particle(token: &str) -> &str {
    PARTICLES
        .iter()
        .filter_map(|p| token.strip_suffix(p))
        .find(|stem| stem.chars().count() >= 2)
        .unwrap_or(token)
}

/// Nouns whose last syllable looks like a particle.
const NOUNS_LIKE_PARTICLES: &[&str] = &[
    "평가",
    "국가",
    "단가",
    "허가",
    "인가",
    "증가",
    "추가",
    "참가",
    "물가",
    "원가",
    "전문가",
    "제도",
    "정도",
    "지도",
    "수도",
    "속도",
    "온도",
    "농도",
    "강도",
    "연도",
    "고도",
    "용도",
    "경로",
    "도로",
    "진로",
    "통로",
    "선로",
    "효과",
    "결과",
    "성과",
    "경과",
    "초과",
    "통과",
    "회의",
    "협의",
    "동의",
    "정의",
    "합의",
    "심의",
    "건의",
    "모의",
    "마을",
    "가을",
    "한글",
];

/// Korean words that precede a name without being part of it.
const NOT_IN_NAMES: &[&str] = &[
    "이하",
    "현재",
    "이번",
    "올해",
    "지난",
    "지난해",
    "해당",
    "각",
    "및",
    "또는",
    "그리고",
    "또한",
    "다만",
    "특히",
    "한편",
    "최근",
    "당시",
    "이후",
    "이전",
    "향후",
    "매년",
    "우리",
    "본",
    "동",
    "같은",
    "모든",
    "여러",
    "다른",
    "주요",
    "약",
    "총",
    "전",
    "기존",
    "신규",
    "당초",
    "전체",
    "이",
    "그",
    "저",
    "등",
    "통해",
    "대해",
    "위해",
    "따라",
    "따르면",
    "관련",
    "신임",
    "함께",
    "모두",
    "오늘",
    "어제",
    "내년에",
    "공동으로",
    "또",
    "곧",
    "이미",
    "아직",
    "바로",
    "만약",
    "인근",
    "차세대",
    "대표",
    "나고",
    "나서",
    "살고",
    "있고",
    "맡고",
    "쓰고",
];

/// Korean verbs that join what is said before to the name that follows.
pub(super) const JOINING_VERBS: &[&str] = &[
    "이어",
    "이어서",
    "찾아",
    "맞아",
    "만나",
    "대비해",
    "위하여",
    "통하여",
    "대하여",
    "관해",
    "의해",
    "비롯해",
    "포함해",
    "걸쳐",
    "거쳐",
    "향해",
    "앞두고",
    "방문해",
    "이끌고",
    "협력해",
    "계기로",
];

/// Whether a Korean token may stand inside a name that goes on after it.
fn is_nominal(token: &str) -> bool {
    // 둔, 한, 된: a single syllable before a name is a verb or a particle.
    let syllable = token.chars().count() == 1 && token.chars().all(is_hangul);
    let wordless = !token.chars().any(char::is_alphanumeric);
    let number = syllable || wordless || token.chars().all(|c| c.is_ascii_digit());
    let bare_particle = token.chars().count() == 1 && PARTICLES.contains(&token);
    if number
        || bare_particle
        || NOT_IN_NAMES.contains(&token)
        || JOINING_VERBS.contains(&token)
        || token.chars().any(|c| {
            !(is_hangul(c) || is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '·' | 'ㆍ' | '-' | '&'))
        })
    {
        return false;
    }
    let verbal = [
        "된",
        "되는",
        "하는",
        "있는",
        "없는",
        "위한",
        "통한",
        "대한",
        "따른",
        "의한",
        "하고",
        "하며",
        "하여",
        "되어",
        "으며",
        "지만",
        "면서",
        "한다",
        "된다",
        "있다",
        "였다",
        "했다",
        "에서",
        "으로",
        "부터",
        "까지",
        "에게",
        "로서",
        "써",
        "고자",
        "받아",
        "수록",
        "없이",
        "않고",
        "밖에",
        "하지",
        "되고",
        "이란",
        "거나",
        "이며",
        "이고",
        "에는",
        "하기",
        "에게서",
        "한",
    ];
    if verbal.iter().any(|v| token.ends_with(v)) && token.chars().count() > 1 {
        return false;
    }
    let noun = NOUNS_LIKE_PARTICLES.iter().any(|n| token.ends_with(n));
    let sure = ["은", "는", "을", "를"].iter().any(|p| token.ends_with(p)) && token.chars().count() >= 2;
    let likely = ["에", "와", "과", "의", "이", "가", "로", "도"]
        .iter()
        .any(|p| token.ends_with(p))
        && token.chars().count() >= 3;
    noun || !(sure || likely)
}

/// Where the Korean name of at most `most` tokens that ends at byte `end` begins, going left over nominal tokens.
pub(crate) fn korean_start(text: &str, head_start: usize, most: usize) -> usize {
    let mut start = head_start;
    for _ in 0..most {
        let Some(before) = text.get(..start) else { break };
        let Some(without_space) = before.strip_suffix(' ') else {
            break;
        };
        let token_start = without_space
            .char_indices()
            .rev()
            .take_while(|(_, c)| {
                !c.is_whitespace()
                    && !matches!(
                        c,
                        '‘' | '’'
                            | '“'
                            | '”'
                            | '「'
                            | '」'
                            | '('
                            | ')'
                            | ','
                            | '.'
                            | ':'
                            | '<'
                            | '>'
                            | '『'
                            | '』'
                            | '《'
                            | '》'
                            | '\''
                            | '"'
                    )
            })
            .last()
            .map_or(without_space.len(), |(at, _)| at);
        let token = &without_space[token_start..];
        if token.is_empty() || !is_nominal(token) {
            break;
        }
        start = token_start;
    }
    start
}
