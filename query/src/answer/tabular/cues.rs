//! What small words say is to be done with rows and columns, beside what the phrases of a question say already.

use std::sync::LazyLock;

use regex::Regex;

use crate::question::{Asked, Order, Request, Task};
use crate::text::{Language, fold};

/// What a question may want done; several may stand in it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cues {
    pub(super) sum: bool,
    pub(super) average: bool,
    pub(super) count: bool,
    pub(super) list: bool,
    /// Greatest or least, and whether of a time.
    pub(super) extreme: Option<Way>,
    pub(super) difference: bool,
    /// Which of two.
    pub(super) compare: Option<Way>,
    pub(super) whether: bool,
    /// Asks for a figure, a date, a name.
    pub(super) figure: bool,
    pub(super) date: bool,
    pub(super) who: bool,
    pub(super) which: bool,
    pub(super) money: bool,
    /// Asks which month or quarter it was.
    pub(super) period: bool,
    /// Speaks of the year before.
    pub(super) year_before: bool,
    pub(super) percent: bool,
}

/// Which end of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) greatest: bool,
    pub(super) in_time: bool,
}

impl Way {
    const MOST: Self = Self {
        greatest: true,
        in_time: false,
    };
    const LEAST: Self = Self {
        greatest: false,
        in_time: false,
    };
    const FIRST: Self = Self {
        greatest: false,
        in_time: true,
    };
    const LAST: Self = Self {
        greatest: true,
        in_time: true,
    };
}

/// Words that ask openly: what has one is no question of yes or no.
const OPEN: &[&str] = &[
    "어떻게",
    "몇",
    "얼마",
    "누구",
    "누가",
    "언제",
    "어디",
    "무엇",
    "뭐",
    "뭔",
    "무슨",
    "어느",
    "어떤",
    "왜",
    "많은 쪽",
    "哪",
    "誰",
    "多少",
    "幾",
    "什麼",
    "為何",
    "which",
    "who ",
    "how ",
    "인가요, ",
    "인가, ",
    "인지, ",
    " or ",
    "還是",
];

impl Cues {
    pub(super) fn of(request: &Request) -> Self {
        let text = fold(&request.without_bounds());
        let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
        let word = |words: &[&str]| {
            text.split(|c: char| !c.is_alphanumeric() && c != '\'')
                .any(|t| words.contains(&t))
        };
        let extreme = superlative(&text).or(match request.task {
            Task::Greatest if request.in_time => Some(Way::LAST),
            Task::Least if request.in_time => Some(Way::FIRST),
            _ => None,
        });
        let compare = comparative(&text, request);
        // `모두 적어 주세요` lists, `모두 얼마` adds up.
        let told = has(&[
            "적어", "알려", "말해", "나열", "무엇", "어디", "누구", "哪些", "哪幾", "列出",
        ]);
        let adds = !told && (request.task == Task::Sum || has(&["모두", "전부"]));
        let which_ones = has(&["哪幾", "哪些"]);
        Self {
            sum: adds
                || has(&[
                    "加總",
                    "加起來",
                    "合計",
                    "總共",
                    "一共",
                    "合起來",
                    "總和",
                    "總額",
                    "共多少",
                    "더하면",
                    "더해",
                    "합치",
                    "합해",
                    "합계",
                    "합하",
                    "합쳐",
                    "총",
                    "add up",
                    "between them",
                    "altogether",
                    "in all",
                ])
                || word(&["total", "sum", "together", "combined"]),
            average: request.task == Task::Average
                || has(&["平均", "평균", "average", "on average"])
                || word(&["mean"]),
            count: !which_ones
                && (request.task == Task::Count
                    || has(&[
                        "有幾",
                        "共幾",
                        "幾項",
                        "幾件",
                        "幾家",
                        "幾個",
                        "幾台",
                        "幾案",
                        "幾處",
                        "幾座",
                        "幾筆",
                        "多少項",
                        "多少件",
                        "多少家",
                        "多少個",
                        "몇 군데",
                        "몇 곳",
                        "몇 개",
                        "몇 건",
                        "몇 번",
                        "몇 대",
                        "몇개",
                        "몇건",
                        "몇곳",
                        "how many",
                    ])),
            list: request.task == Task::List
                || has(&[
                    "哪些",
                    "哪幾",
                    "列出",
                    "有誰",
                    "那些",
                    "各是",
                    "분별",
                    "무엇무엇",
                    "어디어디",
                    "누구누구",
                    "뭐뭐",
                    "것들",
                    "전부",
                    "모두",
                    "모든",
                    "목록",
                    "list ",
                    "name all",
                    "everything",
                    "which of the",
                    "what are",
                ])
                || has(&["들을", "들은", "들이"]) && request.language == Language::Korean
                || has(&["which "]) && plural_after_which(&text),
            extreme,
            difference: request.task == Task::Difference
                || has(&[
                    "多了",
                    "少了",
                    "增加",
                    "減少",
                    "差多少",
                    "相差",
                    "差幾",
                    "差額",
                    "高出",
                    "多出",
                    "차이",
                    "얼마나 많",
                    "얼마나 늘",
                    "얼마나 줄",
                    "올랐",
                    "늘었",
                    "줄었",
                    "늘어",
                    "줄어",
                    "몇 명이 모자",
                    "모자란",
                    "더 많",
                    "how many more",
                    "how much more",
                    "how many fewer",
                    "how much less",
                    "by how",
                    "difference",
                    "short of",
                ])
                || word(&[
                    "grow",
                    "grew",
                    "rise",
                    "rose",
                    "fall",
                    "fell",
                    "increase",
                    "increased",
                    "drop",
                    "dropped",
                    "changed",
                ]),
            compare,
            whether: request.task == Task::Whether && !has(OPEN),
            figure: matches!(request.asked, Asked::Amount | Asked::Number)
                || has(&[
                    "多少", "幾", "얼마", "몇", "how much", "how many", "多大", "多久", "多高", "多長",
                ])
                || word(&["share", "rate", "percentage"]),
            date: matches!(request.asked, Asked::Date | Asked::Year)
                || has(&[
                    "哪天",
                    "哪一天",
                    "何時",
                    "什麼時候",
                    "언제",
                    "며칠",
                    "입사일",
                    "日期",
                    "날짜",
                    "일자",
                ])
                || word(&["when", "date"]),
            who: request.asked == Asked::Person
                || has(&["誰", "누구", "누가", "哪位", "哪一位"])
                || word(&["who", "whose", "whom"]),
            which: has(&["哪", "어느", "어떤", "무슨", "무엇", "뭐", "뭔가", "어디"])
                || word(&["which", "what", "where"]),
            money: has(&[
                "多少錢",
                "花",
                "買",
                "錢",
                "金額",
                "經費",
                "얼마",
                "돈",
                "금액",
                "비싸",
                "how much",
                "貴",
                "款",
            ]) || word(&[
                "cost", "pay", "paid", "spent", "price", "worth", "budget", "money", "crowns", "pounds",
                "award",
            ]),
            period: has(&[
                "哪個月",
                "哪一個月",
                "哪一月",
                "哪月",
                "幾月",
                "哪一季",
                "哪季",
                "몇 월",
                "어느 달",
                "달은",
                "달이",
                "분기는",
                "어느 분기",
                "which month",
                "what month",
                "which quarter",
                "哪一年",
                "哪年",
                "어느 해",
                "해는",
                "which year",
                "연도",
            ]),
            year_before: has(&[
                "前一年",
                "上一年",
                "上年度",
                "去年",
                "전년",
                "작년",
                "지난해",
                "previous year",
                "last year",
                "year before",
            ]),
            percent: has(&["幾%", "百分", "퍼센트", "比率", "比例", "成數"])
                || word(&["percent", "percentage", "rate", "share", "proportion"]),
        }
    }
}

fn plural_after_which(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("which ") else {
        return false;
    };
    let words: Vec<&str> = rest.split_whitespace().take(4).collect();
    let plural = |w: &&&str| w.len() > 3 && w.ends_with('s') && !w.ends_with("ss") && !w.ends_with("us");
    words.iter().take(3).any(|w| plural(&w))
        && !words.iter().any(|w| matches!(*w, "is" | "was" | "has" | "of"))
        || words.iter().any(|w| matches!(*w, "are" | "were" | "have")) && !words.contains(&"of")
}

fn superlative(text: &str) -> Option<Way> {
    for (at, _) in text.match_indices('最') {
        let rest = text.get(at + '最'.len_utf8()..).unwrap_or_default();
        let starts = |list: &[&str]| list.iter().any(|w| rest.starts_with(w));
        if starts(&["後", "終", "近", "初"]) {
            continue;
        }
        if starts(&["早", "先", "舊", "老"]) {
            return Some(Way::FIRST);
        }
        if starts(&["晚", "新"]) {
            return Some(Way::LAST);
        }
        if starts(&["少", "小", "低", "短", "輕", "淺", "便宜", "窄", "差", "不"]) {
            return Some(Way::LEAST);
        }
        return Some(Way::MOST);
    }
    for mark in ["가장", "제일"] {
        let Some((_, rest)) = text.split_once(mark) else {
            continue;
        };
        let rest = rest.trim_start();
        let starts = |list: &[&str]| list.iter().any(|w| rest.starts_with(w));
        if starts(&["먼저", "이른", "일찍", "오래"]) {
            return Some(Way::FIRST);
        }
        if starts(&["늦", "최근", "나중", "새"]) {
            return Some(Way::LAST);
        }
        if starts(&["적", "작", "낮", "짧", "싼", "싸", "얕", "가벼", "좁"]) {
            return Some(Way::LEAST);
        }
        return Some(Way::MOST);
    }
    let mut found = None;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let way = match word {
            "most" | "top" | "best" | "highest" | "largest" | "biggest" | "greatest" | "maximum"
            | "longest" | "heaviest" | "busiest" => Some(Way::MOST),
            "least" | "fewest" | "lowest" | "smallest" | "worst" | "shortest" | "cheapest" | "minimum"
            | "lightest" | "slowest" => Some(Way::LEAST),
            "oldest" | "earliest" => Some(Way::FIRST),
            "newest" | "latest" | "youngest" => Some(Way::LAST),
            w if w.len() > 5
                && w.ends_with("est")
                && !["interest", "request", "harvest", "forest", "invest", "suggest"].contains(&w) =>
            {
                Some(Way::MOST)
            }
            _ => None,
        };
        if let Some(way) = way {
            // `most recent`.
            found = Some(if way == Way::MOST && text.contains("most recent") {
                Way::LAST
            } else {
                way
            });
            break;
        }
    }
    found
}

fn comparative(text: &str, request: &Request) -> Option<Way> {
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let word = |words: &[&str]| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|t| words.contains(&t))
    };
    if has(&[
        "먼저",
        "더 일찍",
        "더 오래",
        "哪一位先",
        "較早",
        "比較早",
        "得早",
        "更早",
        "先進",
        "誰先",
        "先成立",
        "先取得",
        "先買",
    ]) || word(&["first", "earlier", "older", "sooner"])
    {
        return Some(Way::FIRST);
    }
    if has(&["나중", "더 늦", "較晚", "比較晚", "得晚", "更晚", "後成立"])
        || word(&["later", "newer", "younger"])
    {
        return Some(Way::LAST);
    }
    if has(&[
        "더 적",
        "더 낮",
        "더 작",
        "덜",
        "較少",
        "較低",
        "較小",
        "更少",
        "更低",
        "比較少",
        "比較低",
        "比較小",
        "得少",
        "得低",
    ]) || word(&["less", "fewer", "lower", "smaller", "cheaper", "shorter"])
    {
        return Some(Way::LEAST);
    }
    let more = has(&[
        "得多",
        "得高",
        "得大",
        "많은 쪽",
        "높은 쪽",
        "큰 쪽",
        "더 ",
        "較",
        "更",
        "比較",
        "보다",
        "고르면",
        "중에",
        "比",
    ]) || word(&[
        "more", "higher", "larger", "bigger", "greater", "longer", "better", "exceed", "faster",
    ]);
    match request.order {
        Some(Order::More | Order::Increased) => Some(Way::MOST),
        Some(Order::Fewer | Order::Decreased) => Some(Way::LEAST),
        None => more.then_some(Way::MOST),
    }
}

static MONTHS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(\d{1,2})\s?[月월]?\s?(?:至|到|~|～|-|–|부터|에서)\s?(\d{1,2})\s?[月월]",
        r"|(\d{1,2})\s?[月월]",
        r"|\b(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|ember|ober)?\b",
        r"(?:\s+\d{4})?(?:\s?(?:to|-|–|until|through)\s?(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|ember|ober)?\b)?",
    ))
    .ok()
});

/// Months that a text speaks of, January as 1.
pub(super) fn months_in(text: &str) -> Vec<u32> {
    let folded = fold(text);
    let mut out: Vec<u32> = Vec::new();
    for (words, range) in [
        (["上半年", "상반기", "first half"], 1..=6),
        (["下半年", "하반기", "second half"], 7..=12),
    ] {
        if words.iter().any(|w| folded.contains(w)) {
            out.extend(range);
        }
    }
    let Some(pattern) = MONTHS.as_ref() else {
        return out;
    };
    for c in pattern.captures_iter(&folded) {
        let number = |i: usize| c.get(i).and_then(|m| m.as_str().parse::<u32>().ok());
        let named = |i: usize| {
            const NAMES: [&str; 12] = [
                "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
            ];
            let name = c.get(i)?.as_str().get(..3)?;
            if name == "may" && !text.contains("May") {
                return None;
            }
            let at = NAMES.iter().position(|n| *n == name)?;
            u32::try_from(at + 1).ok()
        };
        let (first, last) = if let (Some(a), Some(b)) = (number(1), number(2)) {
            (a, b)
        } else if let Some(a) = number(3) {
            (a, a)
        } else if let Some(a) = named(4) {
            (a, named(5).unwrap_or(a))
        } else {
            continue;
        };
        if (1..=12).contains(&first) && (1..=12).contains(&last) {
            if first <= last {
                out.extend(first..=last);
            } else {
                out.push(first);
                out.push(last);
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Words of asking that say nothing of what is asked, beside those of the phrases.
#[rustfmt::skip]
const ASKING: &[&str] = &[
    "幫我", "幫忙", "查一下", "找一下", "想請教", "請教", "想問", "問一下", "麻煩", "到底", "究竟", "那個時候", "那時候", "是哪", "總共", "一共", "全部", "加起來",
    "比較", "相比", "相較", "哪一個", "哪個", "誰", "實際上", "喔", "啊",
    "어떻게 되", "되죠", "되나", "궁금", "혹시", "알려", "적어", "주세요", "답해", "인가요", "이죠", "거죠", "뭐야", "뭔가", "뭐예요", "누구죠", "몇", "얼마나", "모두", "전부",
    "please", "could you", "can you", "give me", "tell me", "pls", "going by", "between them", "get through", "came out",
];

/// Byte ranges of words of asking and of superlatives.
pub(super) fn asking(text: &str) -> Vec<(usize, usize)> {
    let lower: String = text.chars().map(|c| c.to_ascii_lowercase()).collect();
    let mut out: Vec<(usize, usize)> = ASKING
        .iter()
        .flat_map(|w| lower.match_indices(w).map(|(at, m)| (at, at + m.len())))
        .collect();
    for mark in ["最", "가장", "제일"] {
        for (at, _) in text.match_indices(mark) {
            let end = at + mark.len();
            let rest = text.get(end..).unwrap_or_default();
            let next: usize = if mark == "最" {
                rest.chars().take(1).map(char::len_utf8).sum()
            } else {
                let lead = rest.len() - rest.trim_start().len();
                lead + rest
                    .trim_start()
                    .chars()
                    .take_while(|c| c.is_alphabetic())
                    .map(char::len_utf8)
                    .sum::<usize>()
            };
            out.push((at, end + next));
        }
    }
    out
}
