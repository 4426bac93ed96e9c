//! Words before the name of a body that tell when somebody had the post after it: 前, 已故, 전, former. They are said of the
//! person and are no part of the body's name.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Found, compiled, titles};
use crate::extraction::EntityType;

/// Chinese words that no body's name begins with.
const CHINESE: &[&str] = &[
    "已故",
    "前任",
    "卸任",
    "離任",
    "候任",
    "時任",
    "首任",
    "退休",
    "甫卸任",
];
/// Chinese characters that names begin with too: they go only where a post follows the body.
const CHINESE_BEFORE_A_POST: &[&str] = &["前", "原", "故", "準"];
/// Words of names that begin with one of these.
const BEGINNINGS: &[&str] = &[
    "原住", "原子", "原能", "原民", "原料", "前鎮", "前瞻", "前金", "前鋒", "前進", "前峰", "故宮", "故鄉",
    "準備",
];
const KOREAN: &[&str] = &[
    "전 ", "전직 ", "전임 ", "前 ", "고 ", "故 ", "현 ", "현직 ", "신임 ", "초대 ", "차기 ", "당시 ", "이어 ",
];
const ENGLISH: &[&str] = &[
    "Former ",
    "former ",
    "Ex-",
    "ex-",
    "Late ",
    "late ",
    "Then ",
    "then ",
    "Outgoing ",
    "outgoing ",
    "Incoming ",
    "incoming ",
    "Retired ",
    "retired ",
];

/// Korean words that lead from what was said before to a body.
const CONJUNCTIONS: &[&str] = &[
    "그러나",
    "그런데",
    "하지만",
    "따라서",
    "그래서",
    "그리고",
    "또한",
    "한편",
    "다만",
    "특히",
    "이후",
    "이에",
    "이어",
    "올해",
    "내년",
    "작년",
    "지난해",
    "최근",
    "현재",
    "오늘",
    "어제",
    "내일",
    "당시",
    "신임",
    "전임",
    "현직",
    "전직",
    "차기",
    "초대",
];

/// Whether a Korean word before a body is no part of its name: a date, a number of things, a conjunction, a word with a particle
/// that nothing follows in a name.
pub(crate) fn opens_otherwise(word: &str) -> bool {
    let counted = word.starts_with(|c: char| c.is_ascii_digit())
        && [
            "년", "년도", "월", "일", "개", "개의", "명", "곳", "분기", "차", "건", "여", "시",
        ]
        .iter()
        .any(|unit| word.ends_with(unit))
        && word.chars().filter(|c| !c.is_ascii_digit()).count() <= 2;
    counted
        || CONJUNCTIONS.contains(&word)
        || ["에게서", "로부터", "에게는", "에서는"]
            .iter()
            .any(|p| word.ends_with(p))
}

/// The Korean name without such words before it.
fn without_openings(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    while let Some((word, rest)) = text[start..range.end].split_once(' ') {
        if rest.is_empty() || !opens_otherwise(word) {
            break;
        }
        start = range.end - rest.len();
    }
    start..range.end
}

/// The body's name without such a word.
pub(super) fn without(text: &str, range: Range<usize>) -> Range<usize> {
    let range = without_openings(text, range);
    let name = &text[range.clone()];
    let opening = CHINESE
        .iter()
        .chain(KOREAN)
        .chain(ENGLISH)
        .find(|word| name.starts_with(**word))
        .or_else(|| {
            let before_post = || post_follows(&text[range.end..]);
            CHINESE_BEFORE_A_POST.iter().find(|word| {
                name.starts_with(**word) && !BEGINNINGS.iter().any(|b| name.starts_with(b)) && before_post()
            })
        });
    let rest = opening.map_or(name, |word| &name[word.len()..]);
    if rest.chars().count() < 2 {
        return range;
    }
    range.end - rest.len()..range.end
}

/// Whether a post begins right after a body's name.
fn post_follows(after: &str) -> bool {
    let after = after.trim_start_matches(['之', '的', '前', '原', '現', '任', '代', '理', ' ']);
    after.starts_with('長') || titles::at_start(after).is_some()
}

/// What stands before the name of an undertaking without being a part of it: the part of a paper, a year, who runs it.
static LEADS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"^(?:(?:Part|Section|Chapter|Annex|Schedule|Item) [A-Z\dIVX]{1,4}[.:]? |제\s?\d+\s?[부장절편]\s|(?:먼저|또한|우선|다음으로|그리고|이번|특히)\s|",
        r"(?:\d{2,4}|[一二三四五六七八九十]{1,4})年度|[^\s]{0,12}?[局署會部院所處](?:另)?(?:主辦|主政|統籌|綜理|辦理|推動|主責)(?:之|的)?|[一二三四五六七八九十兩]項)"
    ))
});

/// Last words of bodies that name other things too: a railway station, a repair workshop.
const BODIES: &[&str] = &[
    "Station",
    "Unit",
    "Workshop",
    "Observatory",
    "Corps",
    "Directorate",
    "Inspectorate",
    "Secretariat",
    "Trust",
    "Archive",
    "Archives",
    "Library",
    "Service",
    "Facility",
    "Nursery",
    "Institution",
    "Laboratory",
    "Museum",
    "Gallery",
    "Depot",
];
/// Words before them that make another thing of it.
const NO_BODIES: &[&str] = &[
    "Railway",
    "Train",
    "Bus",
    "Metro",
    "Subway",
    "Power",
    "Petrol",
    "Underground",
    "Central",
    "Police",
    "Fire",
    "Joint",
    "Training",
];

/// Whether a name in Latin letters of three words and more is a body's by its last word.
pub(crate) fn is_called_a_body(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let capital = words
        .iter()
        .all(|w| w.starts_with(char::is_uppercase) || matches!(*w, "of" | "and" | "for" | "the" | "&"));
    let [.., before, last] = words.as_slice() else {
        return false;
    };
    words.len() >= 3 && capital && BODIES.contains(last) && !NO_BODIES.contains(before)
}

/// Leaves out of names what leads to them: 제1부 안심 사업, 115年度文字辨識計畫, The Heron Institute.
pub(crate) fn without_leads(text: &str, mentions: &mut [Found]) {
    for mention in mentions {
        let Some(written) = text.get(mention.range.clone()) else {
            continue;
        };
        if matches!(mention.kind, EntityType::Place | EntityType::Event) && is_called_a_body(written) {
            mention.kind = EntityType::Organization;
            continue;
        }
        let skipped = match mention.kind {
            EntityType::Work => LEADS.find(written).map_or(0, |m| m.end()),
            EntityType::Organization if written.starts_with("The ") => "The ".len(),
            _ => 0,
        };
        let enough = written
            .get(skipped..)
            .is_some_and(|rest| rest.chars().count() >= 4);
        if skipped > 0 && enough {
            mention.range.start += skipped;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::of;
    use crate::extraction::EntityType::Organization;

    #[test]
    fn what_leads_to_a_korean_body_is_no_part_of_its_name() {
        for (text, name) in [
            ("2024년 해양수산부", "해양수산부"),
            ("3월 해양수산부", "해양수산부"),
            ("3개 한국수자원공사", "한국수자원공사"),
            ("그러나 교육부", "교육부"),
            ("신임 국토교통부", "국토교통부"),
            ("부산항만공사에게서 낙빙감시청", "낙빙감시청"),
            ("제2 해양수산부", "제2 해양수산부"),
            ("21세기 연구원", "21세기 연구원"),
        ] {
            assert_eq!(&text[super::without(text, 0..text.len())], name, "{text}");
        }
    }

    #[test]
    fn who_once_had_the_post_is_no_part_of_the_name() {
        for (text, name) in [
            ("前海潮部部長林書銘表示", "海潮部"),
            ("原嶼光署署長的意見", "嶼光署"),
            ("已故海潮委員會主任委員林書銘", "海潮委員會"),
            ("故海潮部部長林書銘先生", "海潮部"),
            ("候任海潮部部長林書銘", "海潮部"),
            ("林書銘曾任海潮部部長", "海潮部"),
            ("原住民族委員會主任委員林書銘", "原住民族委員會"),
            ("前鎮區公所區長林書銘", "前鎮區公所"),
            ("故宮博物院院長林書銘", "故宮博物院"),
        ] {
            assert_eq!(of(Organization, text), [name], "{text}");
        }
    }
}
