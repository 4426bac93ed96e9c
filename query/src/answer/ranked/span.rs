//! Stretches of a text that may be an answer, each of a kind, given generously.

use std::sync::LazyLock;

use regex::Regex;

use super::super::numeral::spelled;
use super::super::things::Things;
use super::super::values::{dates, period, recurring_days};
use quarry_extract::EntityType;

use crate::retrieval::candidate_names;
use crate::text::{NameMatch, Script, Token};

/// What a stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    Body,
    Place,
    Thing,
    Capital,
    Date,
    Year,
    Duration,
    Money,
    Share,
    Count,
    Clause,
    List,
    Quoted,
    Phrase,
    Yes,
    No,
}

/// How many kinds there are.
pub(in crate::answer) const KINDS: usize = 17;

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:(?:新臺幣|新台幣|臺幣|NT\$|US\$|USD|TWD|KRW|EUR|GBP|\$|€|₩|£)\s?)?",
        r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?:(?:新臺幣|新台幣|NT\$|US\$|USD|TWD|KRW|EUR|GBP|\$|€|₩|£)\s?)?\d+(?:\.\d+)?"
    ))
    .ok()
});

/// Units, the kind that they make of a number, as they follow it.
static UNIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^\s?(?:(?P<share>%|％|퍼센트|percent|per cent|成)",
        r"|(?P<money>(?:[兆億萬千百十]|百萬|千萬|조|억|만|천|백만|천만)?\s?(?:元|원)|(?:\d{1,4}\s?)?(?:thousand |million |billion )?(?:crowns?|dollars?|won|pounds?|euros?)\b|thousand|million|billion|[兆億萬]元?)",
        r"|(?P<time>個月|個星期|小時|分鐘|年|天|日|週|周|秒|개월|시간|년간|년|일간|일|주간|주|분|초|(?:calendar |working |full )?(?:years?|months?|weeks?|days?|hours?|minutes?)\b)",
        r"|(?P<count>平方公里|平方公尺|立方公尺|公里|公尺|公頃|公噸|公斤|公升|人次|제곱미터|세제곱미터|킬로미터|헥타르|미터|킬로그램|톤|군데|그루|차례|가구|개소|kWh|m3|㎥|㎡|km|kg|cm|mm|m\b|ha\b|[人名位盞座件個份組艘噸歲次棵株種項號戶所處家床張台臺輛條隻支度分級路片幅冊本場班節坪倍箱口頭座層間棟]|[명개건곳척대살세회종동석호층번점면종권장채도배]))",
        r"\s?(?P<bound>以內|以上|以下|內|이내|이상|이하|까지)?"
    ))
    .ok()
});

static QUOTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[「『《〈“‘]([^」』》〉”’]{1,60})[」』》〉”’]").ok());
static BRACKETED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[（(]([^（()）]{1,60})[)）]").ok());
/// Marks and words that part the members of an enumeration.
static JOINT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"、|，及|，和|及|以及|, and | and |, |·| 및 |와 |과 |，").ok());

/// Every stretch of `text` that may be an answer; `names` are the things that it names.
pub(super) fn stretches(text: &str, tokens: &[Token], names: &[NameMatch], things: &Things) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for name in names {
        let kind = match things.kind(name.id) {
            Some(EntityType::Person) => Kind::Person,
            Some(EntityType::Organization) => Kind::Body,
            Some(EntityType::Place) => Kind::Place,
            _ => Kind::Thing,
        };
        push(&mut out, name.start, name.end, kind);
    }
    for name in candidate_names(text) {
        if let Some(start) = text.find(name.as_str())
            && name.chars().next().is_some_and(char::is_uppercase)
        {
            push(&mut out, start, start + name.len(), Kind::Capital);
        }
    }
    let mut days = dates(text);
    days.sort_by_key(|d| d.start);
    for day in &days {
        let kind = if day.iso.len() == 4 {
            Kind::Year
        } else {
            Kind::Date
        };
        push(&mut out, day.start, day.start + day.text.len(), kind);
    }
    if let Some((first, last)) = period(text, &days)
        && let (Some(first), Some(last)) = (days.get(first), days.get(last))
    {
        push(
            &mut out,
            first.start,
            last.start + last.text.len(),
            Kind::Duration,
        );
    }
    for (start, day) in recurring_days(text) {
        if !days
            .iter()
            .any(|d| d.start <= start && start < d.start + d.text.len())
        {
            push(&mut out, start, start + day.len(), Kind::Date);
        }
    }
    numbers(
        text,
        tokens,
        &days
            .iter()
            .map(|d| (d.start, d.start + d.text.len()))
            .collect::<Vec<_>>(),
        &mut out,
    );
    for pattern in [&QUOTED, &BRACKETED] {
        for found in pattern.as_ref().into_iter().flat_map(|p| p.captures_iter(text)) {
            if let Some(inner) = found.get(1) {
                push(&mut out, inner.start(), inner.end(), Kind::Quoted);
            }
        }
    }
    clauses(text, &mut out);
    lists(text, &mut out);
    phrases(text, tokens, &mut out);
    out
}

fn push(out: &mut Vec<Stretch>, start: usize, end: usize, kind: Kind) {
    let new = Stretch { start, end, kind };
    let same = |s: &Stretch| s.start == start && s.end == end && (s.kind == kind || kind == Kind::Phrase);
    if start < end && !out.iter().any(same) {
        out.push(new);
    }
}

fn numbers(text: &str, tokens: &[Token], days: &[(usize, usize)], out: &mut Vec<Stretch>) {
    let digits = NUMBER
        .as_ref()
        .into_iter()
        .flat_map(|p| p.find_iter(text))
        .map(|m| (m.start(), m.end()));
    let words = spelled(text).into_iter().map(|s| (s.start, s.end));
    for (start, end) in digits.chain(words) {
        let within = days.iter().any(|d| d.0 <= start && start < d.1);
        let before = text.get(..start).and_then(|b| b.chars().next_back());
        let glued = before.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, '-' | '.' | '第' | '제'));
        if within || glued {
            continue;
        }
        let money = text.get(start..end).is_some_and(|t| {
            !t.starts_with(|c: char| c.is_ascii_digit()) && t.ends_with(|c: char| c.is_ascii_digit())
        });
        let rest = text.get(end..).unwrap_or_default();
        let mut kind = if money { Kind::Money } else { Kind::Count };
        let mut last = end;
        if let Some(unit) = UNIT.as_ref().and_then(|p| p.captures(rest)) {
            let whole = unit.get(0).map_or(0, |m| m.end());
            let bare = unit.name("bound").map_or(whole, |b| b.start());
            kind = if unit.name("share").is_some() {
                Kind::Share
            } else if unit.name("money").is_some() {
                Kind::Money
            } else if unit.name("time").is_some() {
                Kind::Duration
            } else if money {
                Kind::Money
            } else {
                Kind::Count
            };
            last = end + rest.get(..bare).map_or(0, |b| b.trim_end().len());
            if unit.name("bound").is_some() {
                push(out, start, end + whole, kind);
            }
        } else if let Some(next) = tokens.iter().find(|t| t.start >= end) {
            // `12 crowns`, `92 places`: the noun that is counted.
            let gap = text.get(end..next.start).unwrap_or("?");
            if next.script == Script::Word && gap == " " && !next.capital {
                push(out, start, next.end, kind);
            }
        }
        push(out, start, last, kind);
        if last != end {
            push(out, start, end, Kind::Count);
        }
    }
}

/// Marks at which a clause ends.
fn ends_clause(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '；' | ';' | '：' | '！' | '？' | '\n' | '|' | '—'
    )
}

/// Words that a reason begins with, and words that it ends with.
#[rustfmt::skip]
pub(super) const REASON_OPENS: &[&str] = &["because of ", "because ", "due to ", "owing to ", "so that ", "in order to ", "as a result of ", "on account of ", "caused by ", "Cause: ", "since ", "after ", "to ", "係因", "因為", "係由於", "由於", "肇因於", "起因於", "主要係", "因", "係", "為了", "以", "為", "致", "俾", "原因：", "原因為", "원인은 ", "사유: ", "이유는 ", "변경 사유: "];
#[rustfmt::skip]
pub(super) const REASON_CLOSES: &[&str] = &[" 때문", "기 때문", "하기 위해", "기 위하여", "기 위해", "으로 인해", "로 인해", "에 따라", "함에 따라", "됨에 따라", "탓", "어서", "아서", "하여", "되어", ", so ", "，致", "，爰", "，故", "，因此", "，以致", "而"];

fn clauses(text: &str, out: &mut Vec<Stretch>) {
    let mut cuts: Vec<usize> = vec![0];
    for (at, c) in text.char_indices() {
        let comma = c == ',' && text.get(at + 1..).is_some_and(|r| r.starts_with(' '));
        let colon = c == ':' && text.get(at + 1..).is_some_and(|r| r.starts_with([' ', '\n']));
        if ends_clause(c) || comma || colon {
            cuts.push(at);
            cuts.push(at + c.len_utf8());
        }
    }
    cuts.push(text.len());
    let pieces: Vec<(usize, usize)> = cuts
        .chunks(2)
        .filter_map(|p| match p {
            [a, b] => Some(trimmed(text, *a, *b)),
            _ => None,
        })
        .filter(|(a, b)| a < b)
        .collect();
    for (i, (start, end)) in pieces.iter().enumerate() {
        clause(text, *start, *end, out);
        if let Some((_, next)) = pieces.get(i + 1) {
            clause(text, *start, *next, out);
        }
    }
}

fn clause(text: &str, start: usize, end: usize, out: &mut Vec<Stretch>) {
    let Some(body) = text.get(start..end) else { return };
    push(out, start, end, Kind::Clause);
    for open in REASON_OPENS {
        for (at, _) in body.match_indices(open).take(2) {
            let from = start + at + open.len();
            push(out, from, end, Kind::Clause);
            for close in REASON_CLOSES {
                if let Some(stop) = text.get(from..end).and_then(|b| b.rfind(close)) {
                    push(out, from, from + stop, Kind::Clause);
                }
            }
        }
    }
    for close in REASON_CLOSES {
        if let Some(stop) = body.rfind(close) {
            push(out, start, start + stop, Kind::Clause);
            let with = start + stop + close.len();
            push(out, start, with, Kind::Clause);
        }
    }
}

fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let Some(body) = text.get(start..end) else {
        return (start, start);
    };
    let noise = |c: char| c.is_whitespace() || matches!(c, '.' | '。' | '-' | '*' | '•' | '「' | '」' | ',');
    let lead = body.len() - body.trim_start_matches(noise).len();
    let tail = body.trim_end_matches(noise).len();
    if lead >= tail {
        (start, start)
    } else {
        (start + lead, start + tail)
    }
}

/// Enumerations: three or more short members, or two that are joined.
fn lists(text: &str, out: &mut Vec<Stretch>) {
    let Some(joint) = JOINT.as_ref() else { return };
    let stops: Vec<usize> = text
        .char_indices()
        .filter(|(at, c)| {
            matches!(
                c,
                '。' | '；' | ';' | '：' | ':' | '\n' | '(' | '（' | ')' | '）' | '|'
            ) || *c == '.'
                && text
                    .get(at + 1..)
                    .is_none_or(|r| r.is_empty() || r.starts_with(' '))
        })
        .flat_map(|(at, c)| [at, at + c.len_utf8()])
        .collect();
    let mut bounds = vec![0];
    bounds.extend(stops);
    bounds.push(text.len());
    for part in bounds.chunks(2) {
        let [a, b] = part else { continue };
        let Some(body) = text.get(*a..*b) else { continue };
        let joints: Vec<(usize, usize)> = joint
            .find_iter(body)
            .map(|m| (a + m.start(), a + m.end()))
            .collect();
        if joints.is_empty() {
            continue;
        }
        let mut edges = vec![*a];
        edges.extend(joints.iter().flat_map(|j| [j.0, j.1]));
        edges.push(*b);
        let members: Vec<(usize, usize)> = edges
            .chunks(2)
            .filter_map(|e| match e {
                [x, y] => Some(trimmed(text, *x, *y)),
                _ => None,
            })
            .collect();
        for first in 0..members.len() {
            for last in (first + 1)..members.len().min(first + 12) {
                let (Some(from), Some(to)) = (members.get(first), members.get(last)) else {
                    continue;
                };
                let short = members
                    .get(first + 1..last)
                    .unwrap_or_default()
                    .iter()
                    .all(|m| m.1 > m.0 && text.get(m.0..m.1).is_some_and(|t| t.chars().count() <= 40));
                if !short {
                    break;
                }
                for start in heads(text, *from) {
                    for end in tails(text, *to) {
                        push(out, start, end, Kind::List);
                    }
                }
            }
        }
    }
}

/// Where the first member of an enumeration may begin: what stands before it belongs to the sentence.
fn heads(text: &str, member: (usize, usize)) -> Vec<usize> {
    let mut out = vec![member.0];
    let Some(body) = text.get(member.0..member.1) else {
        return out;
    };
    for mark in [
        "包括",
        "包含",
        "分別為",
        "為",
        "以",
        "由",
        "至",
        "有",
        "設",
        "及於",
        "限於",
        "은 ",
        "는 ",
        "이 ",
        "가 ",
        " are ",
        " is ",
        "are ",
        "teaches ",
        " by ",
        " of ",
        " to ",
        ": ",
        "課程包括",
    ] {
        if let Some(at) = body.rfind(mark) {
            out.push(member.0 + at + mark.len());
        }
    }
    if body.is_ascii() {
        let words: Vec<usize> = body.match_indices(' ').map(|(at, _)| member.0 + at + 1).collect();
        out.extend(words.iter().rev().take(4));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Where the last member may end.
fn tails(text: &str, member: (usize, usize)) -> Vec<usize> {
    let mut out = vec![member.1];
    let Some(body) = text.get(member.0..member.1) else {
        return out;
    };
    for mark in [
        "等", "之", "的", "為", "으로", "이다", "로 ", "로", "이며", "이고", "가 ", "이 ", "을 ", "를 ",
        "은 ", "는 ", "에 ", "에서", " in ", " at ", " for ", " on ", " were", " are", " to ", " with ",
        " who", " that",
    ] {
        if let Some(at) = body.find(mark).filter(|at| *at > 0) {
            out.push(member.0 + at);
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Characters and particles that part the phrases of a sentence.
const HAN_JOINTS: &str = "的為由於在之與和及有被把其該此這那至到從也都就而並各每將自因以並及或者擔任是";

/// Plain noun phrases: runs of Han characters between joining ones, Korean words without particles, English words between
/// small ones.
fn phrases(text: &str, tokens: &[Token], out: &mut Vec<Stretch>) {
    let mut at = 0;
    while let Some(first) = tokens.get(at) {
        match first.script {
            Script::Han => {
                let mut last = at;
                while let Some(next) = tokens
                    .get(last + 1)
                    .filter(|n| n.script != Script::Hangul && n.glued)
                {
                    if HAN_JOINTS.contains(next.text.as_str()) {
                        break;
                    }
                    last += 1;
                }
                if let Some(end) = tokens.get(last).map(|t| t.end)
                    && last > at
                    && !HAN_JOINTS.contains(first.text.as_str())
                {
                    push(out, first.start, end, Kind::Phrase);
                }
                at = last + 1;
            }
            Script::Hangul => {
                let mut last = at;
                while tokens
                    .get(last + 1)
                    .is_some_and(|n| n.script == Script::Hangul && n.glued)
                {
                    last += 1;
                }
                let end = tokens.get(last).map_or(first.end, |t| t.end);
                let bare = without_particle(text, first.start, end);
                push(out, first.start, bare, Kind::Phrase);
                // Two and three words together.
                let mut start = first.start;
                for _ in 0..2 {
                    let Some(before) = text.get(..start).map(str::trim_end) else {
                        break;
                    };
                    let from = before
                        .rfind(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '(' | ':'))
                        .map_or(0, |i| {
                            i + before
                                .get(i..)
                                .and_then(|r| r.chars().next())
                                .map_or(1, char::len_utf8)
                        });
                    if from >= before.len() || text.get(before.len()..start).is_some_and(|g| g.contains('\n'))
                    {
                        break;
                    }
                    push(out, from, bare, Kind::Phrase);
                    start = from;
                }
                at = last + 1;
            }
            Script::Word => {
                let mut last = at;
                let mut steps = 0;
                push(out, first.start, first.end, Kind::Phrase);
                while let Some(next) = tokens.get(last + 1).filter(|n| n.script == Script::Word) {
                    let gap = tokens
                        .get(last)
                        .and_then(|t| text.get(t.end..next.start))
                        .unwrap_or("?");
                    if gap.trim() != "" || steps >= 4 {
                        break;
                    }
                    last += 1;
                    steps += 1;
                    push(out, first.start, next.end, Kind::Phrase);
                }
                at += 1;
            }
        }
    }
}

/// Korean particles and endings that stand behind a noun.
const PARTICLES: &[&str] = &[
    "이라고",
    "이라는",
    "입니다",
    "이다",
    "에서는",
    "에서",
    "에게",
    "으로",
    "까지",
    "부터",
    "이며",
    "이고",
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
    "로",
    "다",
    "인",
];

fn without_particle(text: &str, start: usize, end: usize) -> usize {
    let Some(word) = text.get(start..end) else {
        return end;
    };
    for particle in PARTICLES {
        if let Some(bare) = word.strip_suffix(particle)
            && bare.chars().count() >= 2
        {
            return start + bare.len();
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::rooted;
    use crate::text::tokenise;

    fn texts(text: &str, kind: Kind) -> Vec<&str> {
        let tokens = rooted(&tokenise(text));
        stretches(text, &tokens, &[], &Things::default())
            .into_iter()
            .filter(|s| s.kind == kind)
            .filter_map(|s| text.get(s.start..s.end))
            .collect()
    }

    #[test]
    fn figures_come_with_their_units_and_are_told_apart() {
        assert!(texts("巡坡員須於24小時內回覆。", Kind::Duration).contains(&"24小時內"));
        assert!(texts("수수료는 12,500원이다.", Kind::Money).contains(&"12,500원"));
        assert!(texts("The pass rate was 64%.", Kind::Share).contains(&"64%"));
        assert!(texts("It has 184 beds.", Kind::Count).contains(&"184 beds"));
        assert!(texts("成立於民國98年7月1日。", Kind::Date).contains(&"民國98年7月1日"));
    }

    #[test]
    fn reasons_and_enumerations_are_stretches() {
        let reason = "The overspend is due to the early replacement of two vans.";
        assert!(texts(reason, Kind::Clause).contains(&"the early replacement of two vans"));
        let list = "The college teaches walling, paving and stone repair.";
        assert!(texts(list, Kind::List).contains(&"walling, paving and stone repair"));
        assert!(texts("補助項目為屋瓦、步道及廚房。", Kind::List).contains(&"屋瓦、步道及廚房"));
    }
}
