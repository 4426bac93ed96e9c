//! A question taken apart: what it names, which relations it speaks of, and what is to be done with what is found.

use regex::Regex;
use std::sync::LazyLock;

use super::asked::Asked;
use super::lexicon::{Cue, asked_cues, cues};
use super::relation::Relation;
use super::turn::{Turn, asks_since_when, turn_of};
use super::wording::year_in_name;
use crate::text::{Language, NameTrie, Script, Token, fold, is_stop_word, name_key, tokenise};

/// A thing that the question names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Number of the thing.
    pub thing: u32,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// What is to be done with what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Follow relations to their end.
    Follow,
    /// Of the things named, the one whose value is least.
    Least,
    /// Of the things named, or of those that are part of it, the one whose value is greatest.
    Greatest,
    /// Add the values up.
    Sum,
    /// Count the things.
    Count,
    /// The difference between the first value and the one in force.
    Difference,
}

/// Which of several values in time is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// What is in force.
    Current,
    /// What held first.
    Initial,
    /// What held before the present one.
    Former,
}

/// A question taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// Language of the question.
    pub language: Language,
    /// Kind of answer.
    pub asked: Asked,
    /// Known things that it names.
    pub named: Vec<Named>,
    /// Names that it quotes, or carries on in brackets, and that nothing is known by.
    pub unknown: Vec<String>,
    /// Relations that it speaks of, outside the names.
    pub cues: Vec<Cue>,
    /// What is to be done.
    pub operation: Operation,
    /// Which version is asked for.
    pub version: Version,
    /// Before or after whom somebody had the post that is asked for.
    pub turn: Option<Turn>,
    /// Year that a figure must be of.
    pub year: Option<i32>,
    /// Year that stands in a name, as of an undertaking that comes every year.
    pub edition: Option<i32>,
    /// Date that an event must be of, ISO 8601.
    pub date: Option<String>,
    /// The question's own words: what stands outside names, cues and interrogatives.
    pub residue: String,
}

pub(super) const LEAST: &[&str] = &[
    "較早",
    "最早",
    "先公布",
    "先成立",
    "何者先",
    "較低",
    "最低",
    "較少",
    "最少",
    "먼저",
    "더 이른",
    "더 적은",
    "가장 적은",
    "가장 이른",
    "더 낮은",
    "earlier",
    "earliest",
    "first,",
    "founded first",
    "promulgated first",
    "smaller",
    "smallest",
    "lower",
    "lowest",
    "least",
    "older",
    "oldest",
    "released first",
    "came first",
];
pub(super) const GREATEST: &[&str] = &[
    "較高",
    "最高",
    "較晚",
    "最晚",
    "較多",
    "最多",
    "最大",
    "較大",
    "더 많은",
    "가장 큰",
    "가장 많은",
    "더 늦게",
    "더 큰",
    "더 높은",
    "가장 높은",
    "나중에",
    "later",
    "latest",
    "larger",
    "largest",
    "higher",
    "highest",
    "greater",
    "greatest",
    "biggest",
    "most",
    "younger",
    "bigger",
];
pub(super) const SUM: &[&str] = &[
    "合計",
    "總和",
    "總計",
    "加總",
    "一共多少",
    "합계",
    "합하면",
    "총합",
    "모두 합",
    "sum of",
    "total",
    "altogether",
    "combined",
];
pub(super) const COUNT: &[&str] = &[
    "共有幾",
    "有幾",
    "多少項",
    "多少個",
    "몇 건",
    "몇 개",
    "몇 명",
    "how many",
    "number of",
];
pub(super) const DIFFERENCE: &[&str] = &[
    "相差",
    "差額",
    "差距",
    "增減",
    "차이",
    "얼마나 변",
    "by how much",
    "difference",
    "差多少",
    "增加多少",
    "減少多少",
    "調整了多少",
    "增減多少",
    "變動多少",
    "차액",
    "얼마나 달라",
    "얼마나 늘",
    "얼마나 줄",
    "change by",
    "changed by",
    "differ by",
];
const INITIAL: &[&str] = &[
    "初版",
    "原本",
    "原核定",
    "原訂",
    "原定",
    "調整之前",
    "修正前",
    "當初",
    "당초",
    "최초",
    "조정 전",
    "변경 전",
    "original",
    "originally",
    "initial",
    "initially",
    "before it was revised",
    "before revision",
    "first budget",
    "start out with",
    "started out with",
    "to begin with",
    "最初",
    "一開始",
    "처음에",
    "애초",
];
const FORMER: &[&str] = &[
    "就任之前",
    "前任",
    "卸任",
    "接任之前",
    "취임 전",
    "전임",
    "이전",
    "before the present",
    "former",
    "formerly",
    "previous",
    "predecessor",
];

/// Interrogatives and politeness, which say nothing of the content.
const FILLERS: &[&str] = &[
    "是哪一個",
    "是哪個",
    "哪一個",
    "哪一天",
    "哪一年",
    "哪一項",
    "哪一部",
    "哪一家",
    "哪一所",
    "哪個",
    "何者",
    "何時",
    "何人",
    "為何",
    "是什麼",
    "什麼",
    "是誰",
    "由誰",
    "誰",
    "多少",
    "請問",
    "請告訴我",
    "是否",
    "哪裡",
    "幾項",
    "是",
    "的",
    "嗎",
    "呢",
    "누구입니까",
    "누구인가",
    "누구",
    "어디입니까",
    "어디인가",
    "어디",
    "무엇입니까",
    "무엇인가",
    "무엇",
    "언제인가",
    "언제",
    "얼마인가",
    "얼마였는가",
    "얼마",
    "알려 주세요",
    "입니까",
    "인가",
    "였는가",
    "있는가",
    "있습니까",
    "하였는가",
    "되었는가",
    "어느",
    "어떤",
    "무슨",
    "몇",
];

static FIRST_FIGURE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\bfirst (?:\d{4} )?(?:budget|allocation|appropriation|amount|figure|sum)").ok()
});
static ROC_YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:民國)?\s*(\d{2,3})\s*(?:會計)?年度").ok());
static FISCAL_YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"((?:19|20)\d{2})\s*(?:年度|년도|회계연도|\s+(?:[a-z\-]+\s+)?(?:budget|fiscal|appropriation))|(?:in|for|fy)\s*((?:19|20)\d{2})").ok()
});

impl Analysis {
    /// Takes `question` apart; `names` are the names of things, and `spoken_of` tells the things that facts speak of.
    #[must_use]
    pub fn of(question: &str, names: &NameTrie, spoken_of: &dyn Fn(u32) -> bool) -> Self {
        let tokens = tokenise(question);
        let mut named: Vec<Named> = names
            .scan(&tokens, |m| {
                match tokens.get(m.first..m.last).unwrap_or_default() {
                    [word] if word.script == Script::Word => word.capital && !is_stop_word(&word.text),
                    span => !span.iter().all(|t| is_stop_word(&t.text)),
                }
            })
            .into_iter()
            .map(|m| Named {
                thing: m.id,
                start: m.start,
                end: m.end,
            })
            .collect();
        for n in &mut named {
            shorten(n, &tokens, names, spoken_of);
        }
        let unknown = unknown_names(question, &mut named);
        let outside: Vec<Token> = tokens
            .iter()
            .filter(|t| !named.iter().any(|n| t.start < n.end && n.start < t.end))
            .cloned()
            .collect();
        let masked = mask(question, &named);
        let folded = fold(&masked);
        let has = |phrases: &[&str]| phrases.iter().any(|p| folded.contains(p));
        let asked = Asked::of(&masked);
        let compares = named.len() >= 2;
        let operation = if has(DIFFERENCE) {
            Operation::Difference
        } else if has(COUNT) {
            Operation::Count
        } else if has(SUM) && matches!(asked, Asked::Amount | Asked::Number | Asked::Any) {
            Operation::Sum
        } else if has(LEAST) && (compares || asked != Asked::Person) {
            Operation::Least
        } else if has(GREATEST) {
            Operation::Greatest
        } else {
            Operation::Follow
        };
        let version = if has(FORMER) {
            Version::Former
        } else if has(INITIAL) || FIRST_FIGURE.as_ref().is_some_and(|r| r.is_match(&folded)) {
            Version::Initial
        } else {
            Version::Current
        };
        let runs = split_runs(&outside);
        let mut cues: Vec<Cue> = runs.iter().flat_map(|run| asked_cues(run)).collect();
        if version == Version::Former {
            // `before the present one took office` asks for a person, not for a date.
            cues.retain(|c| !c.relations.contains(&Relation::TookOffice));
        }
        let turned = turn_of(question, &named).filter(|_| asked == Asked::Person);
        let turn = turned.map(|(turn, words)| {
            cues.push(Cue {
                relations: &[Relation::Head],
                soft: true,
                start: words.start,
                end: words.end,
            });
            turn
        });
        if matches!(asked, Asked::Date | Asked::Year) && asks_since_when(&folded) {
            for cue in cues.iter_mut().filter(|c| c.relations.contains(&Relation::Head)) {
                cue.relations = &[Relation::TookOffice];
            }
        }
        let residue = residue(question, &named, &cues);
        Self {
            language: Language::of(question),
            edition: named
                .iter()
                .find_map(|n| year_in_name(question.get(n.start..n.end)?)),
            turn,
            asked,
            named,
            unknown,
            cues,
            operation,
            version,
            year: year_of(&folded),
            date: crate::answer::values::dates(&masked)
                .into_iter()
                .next()
                .map(|d| d.iso)
                .filter(|d| d.len() == 10),
            residue,
        }
    }

    /// Whether the question speaks of `relation`.
    #[must_use]
    pub fn speaks_of(&self, relation: Relation) -> bool {
        self.cues.iter().any(|c| c.relations.contains(&relation))
    }
}

/// A name that no fact speaks of, but that ends in one which facts speak of, is that one, when what stands before it is a
/// role or a relation: a model may have read `Head of the Harbour Board` as one name.
fn shorten(named: &mut Named, tokens: &[Token], names: &NameTrie, spoken_of: &dyn Fn(u32) -> bool) {
    if spoken_of(named.thing) {
        return;
    }
    let inside: Vec<Token> = tokens
        .iter()
        .filter(|t| t.start >= named.start && t.end <= named.end)
        .cloned()
        .collect();
    for first in 1..inside.len() {
        let (Some(before), Some(rest)) = (inside.get(..first), inside.get(first..)) else {
            return;
        };
        let role = !cues(before).is_empty() || before.iter().all(|t| is_stop_word(&t.text));
        let found = names.scan(rest, |m| m.end == named.end && spoken_of(m.id));
        if role && let Some(m) = found.first().filter(|m| m.first == 0) {
            *named = Named {
                thing: m.id,
                start: m.start,
                end: m.end,
            };
            return;
        }
    }
}

/// Tokens between names, so that no phrase is read across a name.
fn split_runs(tokens: &[Token]) -> Vec<Vec<Token>> {
    let mut runs: Vec<Vec<Token>> = Vec::new();
    let mut last_end = None;
    for token in tokens {
        let apart = last_end.is_some_and(|end: usize| token.start > end + 24);
        if runs.is_empty() || apart {
            runs.push(Vec::new());
        }
        if let Some(run) = runs.last_mut() {
            run.push(token.clone());
        }
        last_end = Some(token.end);
    }
    runs
}

/// Quoted names that no thing is known by, and names that the question carries on in brackets. A known name inside an
/// unknown one does not count as named: `計畫（第五期）` is not `計畫`.
fn unknown_names(question: &str, named: &mut Vec<Named>) -> Vec<String> {
    let mut unknown = Vec::new();
    for (start, end) in quoted(question) {
        let text = question.get(start..end).unwrap_or_default();
        let covered = named.iter().any(|n| {
            n.start >= start
                && n.end <= end
                && name_key(question.get(n.start..n.end).unwrap_or_default()).len() >= name_key(text).len()
        });
        if !covered {
            unknown.push(text.to_owned());
            named.retain(|n| !(n.start >= start && n.end <= end));
        }
    }
    named.retain(|n| {
        let rest = question.get(n.end..).unwrap_or_default();
        let inner = rest
            .trim_start()
            .strip_prefix(['(', '（'])
            .and_then(|r| r.split_once([')', '）']))
            .map(|(inner, _)| inner)
            .filter(|i| !i.is_empty() && i.chars().count() <= 16 && !i.starts_with("see"));
        match inner {
            Some(inner) => {
                unknown.push(format!(
                    "{} ({inner})",
                    question.get(n.start..n.end).unwrap_or_default()
                ));
                false
            }
            None => true,
        }
    });
    unknown
}

/// Byte ranges inside quotation marks that hold a name.
fn quoted(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    for (at, c) in text.char_indices() {
        match c {
            '「' => open = Some(('」', at + c.len_utf8())),
            '『' => open = Some(('』', at + c.len_utf8())),
            '《' => open = Some(('》', at + c.len_utf8())),
            '“' => open = Some(('”', at + c.len_utf8())),
            '‘' => open = Some(('’', at + c.len_utf8())),
            c if open.is_some_and(|(close, _)| close == c) => {
                if let Some((_, start)) = open.take()
                    && at > start
                {
                    found.push((start, at));
                }
            }
            _ => {}
        }
    }
    found
}

fn mask(question: &str, named: &[Named]) -> String {
    let mut out = String::with_capacity(question.len());
    let mut at = 0;
    for n in named {
        out.push_str(question.get(at..n.start).unwrap_or_default());
        out.push('\u{25a1}');
        at = n.end;
    }
    out.push_str(question.get(at..).unwrap_or_default());
    out
}

fn residue(question: &str, named: &[Named], cues: &[Cue]) -> String {
    let mut spans: Vec<(usize, usize)> = named
        .iter()
        .map(|n| (n.start, n.end))
        .chain(cues.iter().map(|c| (c.start, c.end)))
        .collect();
    spans.sort_unstable();
    let mut out = String::new();
    let mut at = 0;
    for (start, end) in spans {
        if start > at {
            out.push_str(question.get(at..start).unwrap_or_default());
        }
        out.push(' ');
        at = at.max(end);
    }
    out.push_str(question.get(at..).unwrap_or_default());
    for filler in FILLERS {
        out = out.replace(filler, " ");
    }
    out
}

fn year_of(folded: &str) -> Option<i32> {
    if let Some(found) = FISCAL_YEAR.as_ref().and_then(|r| r.captures(folded)) {
        return found
            .get(1)
            .or_else(|| found.get(2))
            .and_then(|m| m.as_str().parse().ok());
    }
    let roc = ROC_YEAR.as_ref().and_then(|r| r.captures(folded))?;
    roc.get(1)
        .and_then(|m| m.as_str().parse::<i32>().ok())
        .map(|y| y + 1911)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn analyse(question: &str, names: &[&str]) -> Analysis {
        let mut trie = NameTrie::default();
        for (i, name) in names.iter().enumerate() {
            trie.insert(name, u32::try_from(i).unwrap_or_default());
        }
        Analysis::of(question, &trie, &|_| true)
    }

    #[test]
    fn a_bridge_question_speaks_of_two_relations() {
        let a = analyse(
            "Who heads the agency that manages the Alder Programme?",
            &["Alder Programme"],
        );
        assert_eq!(a.asked, Asked::Person);
        assert!(a.speaks_of(Relation::Head) && a.speaks_of(Relation::ManagedBy));
        assert_eq!(a.operation, Operation::Follow);
    }

    #[test]
    fn a_name_carried_on_in_brackets_is_another_name() {
        let a = analyse("「甲計畫（第五期）」的主持人是誰？", &["甲計畫"]);
        assert!(a.named.is_empty(), "{a:?}");
        assert_eq!(a.unknown.len(), 1);
        let b = analyse("Who leads the Alder Project (Phase V)?", &["Alder Project"]);
        assert!(b.named.is_empty() && b.unknown.len() == 1, "{b:?}");
    }

    #[test]
    fn years_are_read_in_both_calendars() {
        assert_eq!(analyse("甲113年度的預算是多少？", &[]).year, Some(2024));
        assert_eq!(analyse("What is the 2029 budget of it?", &[]).year, Some(2029));
        assert_eq!(analyse("2029년도 예산은 얼마인가?", &[]).year, Some(2029));
    }
}
