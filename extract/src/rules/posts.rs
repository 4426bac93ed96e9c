//! Posts of people: a title is a name of a post only where somebody holds it, so it is looked for beside people.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Found, attached, compiled, runs, titles};
use crate::extraction::EntityType;
use crate::script;
use crate::sentence::sentences;

static CHINESE_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"^(?:\s|\u{{3000}}|、|（)?(?P<t>(?:\p{{Han}}{{0,3}}?)(?:{}))",
        titles::chinese_alternation()
    ))
});
static CHINESE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?P<t>(?:副|代理)?(?:{}))(?:\s|\u{{3000}}|、|：|:|由|為|是|係)?$",
        titles::chinese_alternation()
    ))
});
/// A post that somebody has, will have or had, without the name beside it.
static CHINESE_HELD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?:擔任|出任|升任|接任|轉任|兼任|就任|受聘為|置|新任|前任|現任|原|任|之|的|。|，|^)(?P<t>\p{{Han}}{{0,2}}?(?:{}))(?:[一二]人|一職|由|為|，|。|、|並|兼|\d|$)",
        titles::chinese_alternation()
    ))
});
static KOREAN_HELD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?P<t>[가-힣]{{0,4}}?(?:{}))(?:으로|로)(?:서)?\s(?:승진|취임|임명|선임|선출|부임|근무|재직|위촉|자리|발탁|활동|일하|옮)|(?:현|전|신임|전임|초대)\s(?P<u>(?:{}))(?:은|는|에|에는|이|가)|(?P<v>(?:{}))\s(?:1|한)\s?명",
        titles::korean_alternation(),
        titles::korean_alternation(),
        titles::korean_alternation()
    ))
});
static ENGLISH_HELD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"\b(?:as|became|becomes|named|appointed|made|headed by|led by|a new|the new|new|first|its|their|our)\s(?:its\s|their\s|our\s|a\s|an\s|the\s|new\s|first\s)*(?P<t>{})\b",
        english_post()
    ))
});
static ENGLISH_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"^(?:,\s|\s\(|,?\sis\s)(?:(?:the|its|their|our|a|an|then|now|currently)\s)*(?P<t>{})\b",
        english_post()
    ))
});
static ENGLISH_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| compiled(&format!(r"\b(?P<t>{})(?:,\s|\s)$", english_post())));

/// An English post: a title with the words that say which, `Medical Director`, `Head of Nursing`.
fn english_post() -> String {
    format!(
        r"(?:\p{{Lu}}[\p{{L}}\-]+\s){{0,2}}(?:{})(?:\s(?:of|for)\s(?:Section|Division|Department|Unit|Staff|Mission|Delegation|Operations|Research|Finance|Nursing|Policy|Planning|Engineering|Communications|Development|Office|Branch|Programmes|Programs|Projects|Services|Security|Technology))?",
        titles::english_alternation()
    )
}

/// Keeps the titles that somebody holds, finds those beside people that nothing else found, and widens the rest to whole posts.
pub(crate) fn settle(text: &str, mentions: &mut Vec<Found>) {
    let people: Vec<Range<usize>> = of_kind(mentions, EntityType::Person);
    let mut posts: Vec<Range<usize>> = Vec::new();
    for person in &people {
        posts.extend(after(text, person.end));
        posts.extend(before(text, person.start));
    }
    if !people.is_empty() {
        for sentence in sentences(text) {
            if people.iter().any(|p| sentence.contains(&p.start)) {
                posts.extend(held(text, sentence));
            }
        }
    }
    let sure: Vec<Range<usize>> = mentions
        .iter()
        .filter(|m| m.kind == EntityType::Title && !m.by_model && m.confidence >= 0.9)
        .map(|m| m.range.clone())
        .collect();
    posts.retain(|p| !sure.iter().any(|s| overlaps(s, p)));
    // 김도윤 빙하관리청장: the word names the body.
    posts.retain(|p| text.get(p.clone()).and_then(attached::body_in).is_none());
    posts.extend(sure);
    mentions.retain(|m| m.kind != EntityType::Title);
    // What looks like a body or a person and is a post beside its holder is the post.
    mentions.retain(|m| {
        !posts.iter().any(|p| {
            overlaps(p, &m.range) && m.kind != EntityType::Law && m.value.is_none() && inside(&m.range, p)
        })
    });
    posts.sort_by_key(|p| (p.start, std::cmp::Reverse(p.end)));
    let mut end = 0;
    for post in posts {
        let free = !mentions.iter().any(|m| overlaps(&m.range, &post));
        if post.start >= end && free {
            end = post.end;
            mentions.push(Found::new(EntityType::Title, post, 0.85));
        }
    }
    mentions.sort_by_key(|m| m.range.start);
}

fn of_kind(mentions: &[Found], kind: EntityType) -> Vec<Range<usize>> {
    mentions
        .iter()
        .filter(|m| m.kind == kind)
        .map(|m| m.range.clone())
        .collect()
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn inside(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    inner.start >= outer.start && inner.end <= outer.end
}

/// The post that follows a name.
fn after(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let next = rest.chars().find(|c| !c.is_whitespace())?;
    if script::is_hangul(next) {
        let token = rest
            .strip_prefix(' ')?
            .split([' ', ',', '.', ')', '\n', '“', '”'])
            .next()?;
        let start = at + 1;
        return korean_title(token).map(|length| start..start + length);
    }
    let (matched, chinese) = match CHINESE_AFTER.captures(rest) {
        Some(captures) => (captures.name("t")?, true),
        None => (ENGLISH_AFTER.captures(rest)?.name("t")?, false),
    };
    let range = bare(text, at + matched.start()..at + matched.end());
    if chinese {
        let qualifier =
            titles::at_end(matched.as_str()).map_or("", |length| &matched.as_str()[..matched.len() - length]);
        // 岑慕陽出任校長: a verb is no part of a post.
        let verb = qualifier
            .chars()
            .any(|c| "任為是率兼與和及的之及由於報表說等先博女".contains(c));
        if verb || script::after(text, range.end).is_some_and(|c| matches!(c, '長' | '員' | '會')) {
            return None;
        }
    }
    Some(range)
}

/// The post that precedes a name.
fn before(text: &str, at: usize) -> Option<Range<usize>> {
    let head = text.get(..at)?;
    let last = head.trim_end().chars().next_back()?;
    if script::is_hangul(last) {
        let stripped = head.strip_suffix(' ')?;
        let start = stripped
            .char_indices()
            .rev()
            .take_while(|(_, c)| script::is_hangul(*c))
            .last()
            .map(|(i, _)| i)?;
        let token = &stripped[start..];
        let length = korean_title(token)?;
        // 청장 피도운, 원장은 탁은섭
        let rest = &token[length..];
        return matches!(rest, "" | "은" | "는" | "에" | "에는" | "으로" | "인")
            .then(|| start..start + length);
    }
    let tail_start = head.char_indices().rev().nth(70).map_or(0, |(i, _)| i);
    let tail = &head[tail_start..];
    if let Some(matched) = CHINESE_BEFORE.captures(tail).and_then(|c| c.name("t")) {
        let mut start = tail_start + matched.start();
        let end = tail_start + matched.end();
        // 護理部主任 after 和: the words up to a boundary say which post it is.
        let qualifier: String = text[..start]
            .chars()
            .rev()
            .take_while(|c| {
                script::is_han(*c) && !"和及與、由的之是為任長請向經據院部署局處會所司校府".contains(*c)
            })
            .take(5)
            .collect();
        let count = qualifier.chars().count();
        let opened = text[..start - qualifier.len()]
            .chars()
            .next_back()
            .is_none_or(|c| "和及與、，。：；（ ".contains(c));
        if (1..=3).contains(&count)
            && opened
            && !"我現新前原本該首".contains(qualifier.chars().next_back().unwrap_or('我'))
        {
            start -= qualifier.len();
        }
        return Some(start..end);
    }
    let matched = ENGLISH_BEFORE.captures(tail)?.name("t")?;
    Some(bare(
        text,
        tail_start + matched.start()..tail_start + matched.end(),
    ))
}

/// An English post without the words before it that have a capital because a sentence begins there.
fn bare(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    for word in [
        "Its ", "The ", "Our ", "Their ", "His ", "Her ", "A ", "An ", "As ", "Former ", "Under ", "When ",
        "And ",
    ] {
        if text[start..range.end].starts_with(word) {
            start += word.len();
        }
    }
    start..range.end
}

/// Length of the title that a Korean token begins with, particles and endings after it left out.
fn korean_title(token: &str) -> Option<usize> {
    let token: &str = token
        .char_indices()
        .find(|(_, c)| !script::is_hangul(*c))
        .map_or(token, |(at, _)| &token[..at]);
    let bare = runs::without_particle(token);
    let endings = [
        "입니다",
        "이다",
        "이며",
        "이고",
        "였다",
        "이었다",
        "께",
        "이라고",
        "라고",
    ];
    let candidates = [token, bare]
        .into_iter()
        .chain(endings.into_iter().filter_map(|e| token.strip_suffix(e)));
    for stem in candidates {
        let Some(known) = titles::at_end(stem) else {
            continue;
        };
        if known == stem.len() || stem.chars().count() <= 7 {
            // 금융시장 is a market, 보안감독 an activity.
            let compound = known < stem.len()
                && ["시장", "감독", "대리", "이사", "대표", "기자"]
                    .iter()
                    .any(|t| stem.ends_with(t));
            let word = compound || matches!(stem, "박사" | "씨" | "님" | "기자회견");
            return (!word).then_some(stem.len());
        }
    }
    None
}

/// Posts that the words around them say are held.
fn held(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let Some(written) = text.get(sentence.clone()) else {
        return Vec::new();
    };
    let books: [&Regex; 3] = [&CHINESE_HELD, &KOREAN_HELD, &ENGLISH_HELD];
    books
        .into_iter()
        .flat_map(|regex| regex.captures_iter(written))
        .filter_map(|c| c.name("t").or_else(|| c.name("u")).or_else(|| c.name("v")))
        .map(|m| bare(text, sentence.start + m.start()..sentence.start + m.end()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::settle;
    use crate::extraction::EntityType::{Person, Title};
    use crate::rules::Found;

    fn posts<'a>(text: &'a str, people: &[&str]) -> Vec<&'a str> {
        let mut mentions: Vec<Found> = people
            .iter()
            .filter_map(|p| text.find(p).map(|at| Found::new(Person, at..at + p.len(), 0.9)))
            .collect();
        settle(text, &mut mentions);
        mentions
            .into_iter()
            .filter(|m| m.kind == Title)
            .map(|m| &text[m.range])
            .collect()
    }

    #[test]
    fn posts_stand_beside_people() {
        assert_eq!(
            posts("院長石青河和總務主任白采蘋沒有休息", &["石青河", "白采蘋"]),
            ["院長", "總務主任"]
        );
        assert_eq!(posts("甲部林彥博科長、乙所", &["林彥博"]), ["科長"]);
        assert_eq!(posts("현 원장은 김도윤이다", &["김도윤"]), ["원장"]);
        assert_eq!(
            posts("박청하 병원장과 우채빈 간호부장은", &["박청하", "우채빈"]),
            ["병원장", "간호부장"]
        );
        assert_eq!(
            posts(
                "Its Medical Director, Ada Byron, and Grace Hopper, its Head of Nursing, left.",
                &["Ada Byron", "Grace Hopper"]
            ),
            ["Medical Director", "Head of Nursing"]
        );
        assert_eq!(
            posts("Ada Byron worked for them as a Test Engineer", &["Ada Byron"]),
            ["Test Engineer"]
        );
    }

    #[test]
    fn a_post_that_nobody_holds_is_left_out() {
        assert!(posts("主任委員應召集會議", &[]).is_empty());
        assert!(posts("위원장은 회의를 소집한다", &[]).is_empty());
        assert!(posts("林彥博博士負責", &["林彥博"]).is_empty());
    }
}
