//! What is to be done, and what kind of answer is wanted, in more words than the phrases of requests know.

use crate::question::{Asked, Request, Task, Word, notion_of};
use crate::text::{Language, fold, tokenise};

/// What is to be done with what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Give it.
    Pick,
    /// Say how many.
    Count,
    /// Add it up.
    Sum,
    /// What has the greatest value.
    Greatest,
    /// What has the least value.
    Least,
    /// What went over what was set for it, or over the year before.
    Over,
    /// What stayed below.
    Under,
    /// How much is missing of what was set.
    Gap,
    /// Say yes or no.
    Whether,
    /// What nothing here does.
    Other,
}

#[rustfmt::skip]
const OVER: &[&str] = &["overspen", "over budget", "over its budget", "over their budget", "exceeded", "went over", "than the year before", "than the previous year", "than a year earlier", "than last year", "超支", "超出預算", "比前一年多", "比上年度增加", "比去年多", "較上年度增加", "초과 집행", "예산을 넘", "예산보다 많", "전년보다 늘", "전년보다 많", "전년보다 증가"];
#[rustfmt::skip]
const LESS: &[&str] = &["fewer", "less", "lower", "underspen", "under budget", "減少", "降低", "比前一年少", "比去年少", "전년보다 줄", "줄어든", "감소한", "전년보다 적", "전년보다 감소"];
#[rustfmt::skip]
const GAP: &[&str] = &["short of", "vacanc", "unfilled", "understaffed", "缺額", "缺多少", "缺幾", "缺了", "懸缺", "不足", "短少", "모자라", "모자란", "부족", "결원", "비어 있"];
#[rustfmt::skip]
const SUM: &[&str] = &["add up", "adding up", "all told", "put together", "taken together", "three together", "all together", "in all", "combined", "together", "合計", "加起來", "總共", "加總", "合起來", "합쳐", "합하", "합계", "더하", "모두 합", "총액"];

/// What a question wants done.
pub(super) fn act_of(request: &Request, folded: &str) -> Act {
    // What a name has in it (`가결원격탐사연구소`) wants nothing done.
    let names = request.names.iter().map(|n| fold(&n.text));
    let folded = names.fold(folded.to_owned(), |text, name| {
        text.replace(name.as_str(), " \u{25a1} ")
    });
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    let sorts = superlative(request).is_some() || has(&[" most ", "제일", "가장"]);
    let of_two = &[
        "than the year",
        "than last year",
        "budget",
        "預算",
        "예산",
        "前一年",
        "去年",
        "上年",
        "전년",
        "작년",
    ];
    if request.task == Task::Whether {
        Act::Whether
    } else if has(OVER) && !sorts {
        if has(LESS) { Act::Under } else { Act::Over }
    } else if has(LESS) && (has(of_two) || has(&["underspen"])) && !sorts {
        Act::Under
    } else if has(GAP) {
        Act::Gap
    } else if has(SUM) {
        Act::Sum
    } else {
        match request.task {
            Task::Look | Task::List => superlative(request).unwrap_or(Act::Pick),
            Task::Count => Act::Count,
            Task::Sum => Act::Sum,
            Task::Greatest => Act::Greatest,
            Task::Least => Act::Least,
            Task::Whether => Act::Whether,
            // A mean that a sentence tells.
            Task::Average => Act::Pick,
            Task::Difference => Act::Other,
        }
    }
}

/// Whether the act says already what a word says.
pub(super) fn spent_by(act: Act, word: &Word, request: &Request) -> bool {
    let text = word.text.as_str();
    let starts = |words: &[&str]| words.iter().any(|w| text.starts_with(w));
    match act {
        Act::Over | Act::Under => starts(&[
            "overspen",
            "underspen",
            "exceed",
            "year",
            "before",
            "previous",
            "earlier",
            "last",
            "fewer",
            "more",
            "초과",
            "전년",
            "超支",
            "前一年",
            "去年",
            "上年",
        ]),
        Act::Sum => starts(&["add", "together", "combin", "합", "더하", "加"]),
        Act::Gap => starts(&[
            "short",
            "vacan",
            "unfilled",
            "모자라",
            "모자란",
            "부족",
            "비어",
            "결원",
            "缺",
            "不足",
        ]),
        Act::Greatest | Act::Least => {
            let head = word.head && request.language == Language::English;
            !head && (text.ends_with("est") || starts(&["제일", "가장", "最"]))
        }
        _ => false,
    }
}

/// Whether a superlative of size stands beside one of time: `the most in the latest three years`.
pub(super) fn by_size(folded: &str) -> bool {
    let bare = folded
        .replace("most recent", "")
        .replace("最近", "")
        .replace("最多久", "");
    [
        " most ",
        "fewest",
        "least",
        "largest",
        "highest",
        "最多",
        "最大",
        "最少",
        "最高",
        "많",
        "제일 큰",
        "가장 큰",
        "적었",
        "적은",
    ]
    .iter()
    .any(|w| bare.contains(w))
}

/// A superlative that the phrases do not know.
pub(super) fn superlative(request: &Request) -> Option<Act> {
    let text = fold(&request.text);
    let least = [
        "最小",
        "最少",
        "最低",
        "最短",
        "最早",
        "最舊",
        "最老",
        "最淺",
        "最輕",
        "最慢",
        "最便宜",
    ];
    if least.iter().any(|w| text.contains(w)) {
        return Some(Act::Least);
    }
    let known = [
        "best",
        "west",
        "east",
        "test",
        "request",
        "interest",
        "forest",
        "harvest",
        "contest",
        "guest",
        "latest",
        "rest",
        "protest",
        "invest",
        "nest",
        "northwest",
        "southwest",
        "northeast",
        "southeast",
        "honest",
        "modest",
        "chest",
    ];
    let english = tokenise(&request.text)
        .iter()
        .any(|t| t.text.ends_with("est") && t.text.is_ascii() && !known.contains(&t.text.as_str()));
    let others = ["제일 ", "가장 "].iter().any(|w| text.contains(w))
        || text.contains('最') && !text.contains("最後") && !text.contains("最近");
    (english || others).then_some(Act::Greatest)
}

/// The kind of answer, where the question has other words for it than the phrases.
pub(super) fn asked(request: &Request, folded: &str) -> Asked {
    let year = ["몇 년까지", "몇 년부터", "몇 년에", "몇 년도"];
    if year.iter().any(|w| folded.contains(w)) {
        return Asked::Year;
    }
    if request.asked != Asked::Any {
        return request.asked;
    }
    let of_notion = |names: &[&str]| {
        request
            .words
            .iter()
            .any(|w| w.notion.is_some() && names.iter().any(|n| w.notion == notion_of(n)))
    };
    let named = ["名字", "姓名", "이름", "성함", "name of"]
        .iter()
        .any(|w| folded.contains(w));
    if named && of_notion(&["director", "chairman", "secretary", "teacher"]) {
        return Asked::Person;
    }
    let opens = ["what is the", "what was the", "what's the"]
        .iter()
        .any(|w| folded.starts_with(w));
    if opens && of_notion(&["budget", "fee", "fine", "price", "contract amount", "outturn"]) {
        return Asked::Amount;
    }
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    let ends = |words: &[&str]| {
        let bare = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
        words.iter().any(|w| bare.ends_with(w))
    };
    if has(&["date ", "날짜", "일자", "日期"]) || ends(&["date", "언제", "날"]) {
        Asked::Date
    } else if ends(&["해", "연도", "哪年", "年份"]) {
        Asked::Year
    } else if ends(&[
        "원장은",
        "부장은",
        "팀장은",
        "대표는",
        "책임자는",
        "국장은",
        "소장은",
    ]) {
        Asked::Person
    } else if ends(&["얼마", "금액은", "더하면", "합치면", "합하면", "예산은", "수당은"]) || has(&["多少錢"])
    {
        Asked::Amount
    } else if request
        .words
        .iter()
        .any(|w| w.head && w.notion.is_some() && w.notion == notion_of("company"))
    {
        Asked::Organization
    } else {
        Asked::Any
    }
}
