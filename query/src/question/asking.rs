//! What a question asks for, told from its interrogative and the noun that goes with it, or from the noun alone.
//!
//! `which body`, `哪個委員會`, `어느 청` carry the noun behind the interrogative; `職稱為何`, `직급이 뭐예요` before it; labels
//! (`Job title of the …`, `公布的日期`, `… 소재지`) have no interrogative at all.

use super::analysis::{COUNT, DIFFERENCE, GREATEST, LEAST, SUM};
use super::marks::{Kind, Mark};
use super::relation::Relation;
use crate::text::{Language, Script, Token, fold, tokenise};

/// What a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// Something of this kind.
    One(Kind),
    /// A person, or a body that acts like one.
    Who,
    /// A place, or a body where somebody is.
    Where,
    /// The wording does not tell.
    Any,
}

/// An interrogative: the words, what they ask for alone, and where the noun stands that tells it better.
type Asking = (&'static [&'static str], Sought, Noun);

/// Where the noun stands that goes with an interrogative.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Noun {
    /// The interrogative says it alone.
    None,
    /// Right before it (`職稱是什麼`).
    Before,
    /// Right behind it with nothing between (`是什麼職稱`), else before it.
    Either,
    /// Right behind it (`哪個機關`), else before it.
    Behind,
}

/// Bytes between an interrogative and the noun behind it, at most.
const NEAR_BEHIND: usize = 9;
/// Bytes between a noun and the interrogative behind it, at most.
const NEAR_BEFORE: usize = 24;

#[rustfmt::skip]
const CHINESE: &[Asking] = &[
    (&["哪一年", "哪年", "何年", "幾年", "哪個年", "哪一年份"], Sought::One(Kind::Year), Noun::None),
    (&["何時", "哪一天", "哪天", "何日", "哪一日", "哪日", "什麼時候", "幾月幾日", "幾號", "什麼日子"], Sought::One(Kind::Date), Noun::None),
    (&["誰家"], Sought::One(Kind::Body), Noun::None),
    (&["誰", "何人", "哪位", "哪一位", "什麼人", "何許人"], Sought::Who, Noun::Before),
    (&["哪裡", "哪兒", "何處", "何地", "什麼地方", "哪個地方", "在哪"], Sought::Where, Noun::Before),
    (&["多少", "幾人", "幾個", "幾項", "幾位", "幾件"], Sought::One(Kind::Amount), Noun::None),
    (&["什麼名字", "什麼名", "為何", "如何", "是什麼", "叫什麼"], Sought::Any, Noun::Either),
    (&["哪一個", "哪一家", "哪一所", "哪一間", "哪一部", "哪一項", "哪一座", "哪一條", "哪一種", "哪個", "哪家", "哪所", "哪間", "哪部", "哪項", "哪座", "哪條", "哪種", "哪一", "哪", "什麼", "何", "啥"], Sought::Any, Noun::Behind),
];

#[rustfmt::skip]
const KOREAN: &[Asking] = &[
    (&["몇 년에", "몇 년도", "몇년", "어느 해", "몇 년"], Sought::One(Kind::Year), Noun::None),
    (&["언제", "며칠", "몇 월", "어느 날"], Sought::One(Kind::Date), Noun::Before),
    (&["누구", "누가", "누군"], Sought::Who, Noun::Before),
    (&["어디"], Sought::Where, Noun::Before),
    (&["얼마", "몇 명", "몇 개", "몇 건", "몇 곳"], Sought::One(Kind::Amount), Noun::None),
    (&["어느", "어떤", "무슨"], Sought::Any, Noun::Behind),
    (&["무엇", "뭐", "뭔", "뭘", "어떻게"], Sought::Any, Noun::Before),
];

/// Words that may stand between the beginning of a clause and an English interrogative.
const BEFORE_INTERROGATIVE: &[&str] = &[
    "in", "on", "at", "for", "under", "to", "of", "from", "by", "with", "and", "but", "so", "please", "then",
    "tell", "me", "say", "exactly", "since", "i", "know", "about", "until", "till", "up",
];

/// Whether a text speaks of the least or the greatest, of a sum, of a count or of a difference.
#[must_use]
pub fn compares(text: &str) -> bool {
    let folded = fold(text);
    let lists = [LEAST, GREATEST, SUM, COUNT, DIFFERENCE];
    lists.iter().any(|list| list.iter().any(|p| folded.contains(p)))
}

/// What `question`, whose words are `marks` outside the `taken` stretches, asks for; and whether an interrogative says so.
#[must_use]
pub fn sought(question: &str, marks: &[Mark], taken: &[(usize, usize)]) -> (Sought, bool) {
    match Language::of(question) {
        Language::English => in_english(question, marks, taken),
        Language::Chinese => by_interrogative(question, marks, taken, CHINESE),
        Language::Korean => by_interrogative(question, marks, taken, KOREAN),
    }
}

fn kind_of(mark: Option<&Mark>) -> Option<Sought> {
    mark.and_then(|m| m.kind).map(Sought::One)
}

/// The last interrogative of a question in Chinese or Korean, with its noun.
fn by_interrogative(
    question: &str,
    marks: &[Mark],
    taken: &[(usize, usize)],
    asking: &[Asking],
) -> (Sought, bool) {
    let free = |at: usize| !taken.iter().any(|(start, end)| *start <= at && at < *end);
    let mut found: Option<(usize, usize, &Asking)> = None;
    for entry in asking {
        for phrase in entry.0 {
            for (at, _) in question.match_indices(phrase).filter(|(at, _)| free(*at)) {
                let end = at + phrase.len();
                // The last one decides; of two at one place the longer.
                let better = found.is_none_or(|(_, stop, _)| at >= stop || end > stop);
                if better {
                    found = Some((at, end, entry));
                }
            }
        }
    }
    let last = marks.iter().rev().find(|m| m.kind.is_some());
    let Some((at, end, (_, alone, noun))) = found else {
        return (kind_of(last).unwrap_or(Sought::Any), false);
    };
    let before = marks
        .iter()
        .rev()
        .find(|m| m.end <= at && m.kind.is_some() && at - m.end <= NEAR_BEFORE)
        .filter(|m| joins(question.get(m.end..at).unwrap_or_default()));
    let behind = marks
        .iter()
        .find(|m| m.kind.is_some() && (m.start >= end && m.start - end <= NEAR_BEHIND || m.start == at));
    let told = match noun {
        Noun::None => Some(*alone),
        Noun::Either if behind.is_some_and(|m| m.start == end) => kind_of(behind),
        Noun::Before | Noun::Either => match (alone, kind_of(before)) {
            (Sought::Where, Some(Sought::One(Kind::Body | Kind::Place)))
                if !is_locative(question, at, end) =>
            {
                kind_of(before)
            }
            (Sought::Where, _) => Some(Sought::Where),
            (Sought::One(Kind::Date), Some(Sought::One(Kind::Year))) => Some(Sought::One(Kind::Year)),
            (Sought::One(Kind::Date), _) => Some(*alone),
            // A body may be who does something: `主管機關是誰`.
            (Sought::Who, Some(Sought::One(Kind::Person))) => kind_of(before),
            (Sought::Who, _) => Some(Sought::Who),
            (_, Some(told)) => Some(told),
            (other, None) => {
                kind_of(marks.iter().rev().find(|m| m.kind.is_some() && m.end <= at)).or(Some(*other))
            }
        },
        Noun::Behind => kind_of(behind)
            .or_else(|| kind_of(before))
            .or_else(|| kind_of(last)),
    };
    // `在哪裡上班`, `어디서 일하나`: where somebody works is a body.
    let works = marks.iter().any(|m| {
        m.relations.first() == Some(&Relation::Affiliation) && m.start >= end && m.start - end <= NEAR_BEHIND
    });
    let told = told.unwrap_or(*alone);
    (
        if works && told == Sought::Where {
            Sought::One(Kind::Body)
        } else {
            told
        },
        true,
    )
}

/// Whether only a copula, a particle or a word of time stands between a noun and its interrogative.
fn joins(between: &str) -> bool {
    const JOINING: &[&str] = &[
        "現任", "現在", "目前", "名字", "姓名", "이름", "성명", "지금", "현재", "은", "는", "이", "가", "의",
        "란", "도", "是", "為", "叫", "的", "會", "現", "又", "究竟", "到底", "就", "在", "設",
    ];
    let mut rest: String = between
        .chars()
        .filter(|c| !c.is_whitespace() && !",，、：:".contains(*c))
        .collect();
    for word in JOINING {
        rest = rest.replace(word, "");
    }
    rest.is_empty()
}

/// Whether what stands around `哪裡`, `어디` says that something is there: `單位設在`, `어디에`.
fn is_locative(question: &str, at: usize, end: usize) -> bool {
    let (before, behind) = (question.get(..at), question.get(end..));
    question.get(at..end).is_some_and(|w| w.starts_with('在'))
        || before.is_some_and(|b| b.trim_end().ends_with(['在', '於']))
        || behind.is_some_and(|b| b.starts_with('에') || b.trim_start().starts_with('있'))
}

/// What an English question asks for.
fn in_english(question: &str, marks: &[Mark], taken: &[(usize, usize)]) -> (Sought, bool) {
    let words: Vec<Token> = tokenise(question)
        .into_iter()
        .filter(|t| t.script == Script::Word)
        .collect();
    let free = |t: &Token| !taken.iter().any(|(start, end)| t.start < *end && *start < t.end);
    let folded = fold(question);
    let found = (0..words.len()).find(|&at| {
        let Some(word) = words.get(at).filter(|t| free(t)) else {
            return false;
        };
        match word.text.as_str() {
            "what" | "how" => true,
            "who" | "whom" | "whose" | "when" | "where" | "which" => {
                let opens = opens_clause(question, &words, at);
                let noun = word.text == "which"
                    && marks
                        .iter()
                        .any(|m| m.kind.is_some() && m.start >= word.end && m.start <= word.end + 2);
                opens || noun || at + 1 == words.len()
            }
            _ => false,
        }
    });
    // `The leader is on whose payroll?`: behind a preposition, in a clause that begins with what is spoken of.
    let tells_of = words
        .first()
        .is_some_and(|w| !free(w) || matches!(w.text.as_str(), "the" | "a" | "an" | "whoever" | "that"));
    let late = || {
        (1..words.len()).rev().find(|&at| {
            let is = |w: &Token, list: &[&str]| list.contains(&w.text.as_str());
            words
                .get(at)
                .is_some_and(|w| free(w) && is(w, &["who", "whom", "whose", "which", "where", "when"]))
                && words
                    .get(at - 1)
                    .is_some_and(|w| is(w, BEFORE_INTERROGATIVE) || is(w, &["is", "are", "was", "were"]))
        })
    };
    let found = found.or_else(|| late().filter(|_| tells_of));
    let Some(word) = found.and_then(|at| words.get(at)) else {
        let first = marks.iter().position(|m| m.kind.is_some());
        let Some(mut at) = first else {
            return (Sought::Any, false);
        };
        // `Headquarters town of`: the last noun of those that stand together.
        while let (Some(one), Some(next)) = (marks.get(at), marks.get(at + 1)) {
            if next.kind.is_none() || question.get(one.end..next.start) != Some(" ") {
                break;
            }
            at += 1;
        }
        return (kind_of(marks.get(at)).unwrap_or(Sought::Any), false);
    };
    let behind = || {
        let noun = marks
            .iter()
            .find(|m| m.kind.is_some() && (m.start >= word.end || m.start < word.start && word.end < m.end));
        kind_of(noun.filter(|m| m.start <= word.end + 40)).unwrap_or(Sought::Any)
    };
    let told = match word.text.as_str() {
        "who" | "whom" | "whose" => Sought::Who,
        "when" => Sought::One(Kind::Date),
        "where" => Sought::Where,
        "how" => {
            let rest = folded.get(word.end..).unwrap_or_default().trim_start();
            if rest.starts_with("old") {
                Sought::One(Kind::Year)
            } else if rest.starts_with("much") || rest.starts_with("many") {
                Sought::One(Kind::Amount)
            } else {
                Sought::Any
            }
        }
        _ => behind(),
    };
    (told, true)
}

/// Whether an interrogative begins a clause, but for prepositions.
fn opens_clause(question: &str, words: &[Token], at: usize) -> bool {
    let mut right = words.get(at).map_or(0, |t| t.start);
    for word in words.get(..at).unwrap_or_default().iter().rev() {
        let between = question.get(word.end..right).unwrap_or_default();
        if between.contains([',', ';', ':', '?', '.', '–', '—']) || between.contains(" - ") {
            return true;
        }
        if !BEFORE_INTERROGATIVE.contains(&word.text.as_str()) {
            return false;
        }
        right = word.start;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::marks::marks;
    use super::*;

    fn told(question: &str) -> Sought {
        sought(question, &marks(question, &[]), &[]).0
    }

    #[test]
    fn the_noun_tells_what_is_asked_for() {
        for (question, wanted) in [
            (
                "Which commission is over the body that carries it out?",
                Sought::One(Kind::Body),
            ),
            ("Employer of the person who led it?", Sought::One(Kind::Body)),
            (
                "Headquarters town of the body above it?",
                Sought::One(Kind::Place),
            ),
            (
                "It came out of a project; on what instrument does its programme rest?",
                Sought::One(Kind::Law),
            ),
            (
                "The leader of it is employed by which body?",
                Sought::One(Kind::Body),
            ),
            (
                "What is the rank of the person in charge?",
                Sought::One(Kind::Post),
            ),
            (
                "How old is the establishment, i.e. what year was it opened?",
                Sought::One(Kind::Year),
            ),
            ("承辦的單位，職稱為何？", Sought::One(Kind::Post)),
            ("承辦單位的主管是誰？", Sought::One(Kind::Person)),
            ("它的主管機關是誰？", Sought::Who),
            ("該機關誰當家？", Sought::Who),
            ("帶領它的人是什麼職稱？", Sought::One(Kind::Post)),
            ("그 기관은 어디에 위치해 있나요?", Sought::Where),
            ("領銜人在哪裡上班？", Sought::One(Kind::Body)),
            ("과제장은 어디에 근무하나?", Sought::One(Kind::Body)),
            ("上級委員會的會址在哪個縣市？", Sought::One(Kind::Place)),
            ("開辦年份是？", Sought::One(Kind::Year)),
            (
                "출장자들이 간 기관은 어느 위원회의 부속 기관인가요?",
                Sought::One(Kind::Body),
            ),
            ("그 과제장의 직급이 뭐예요?", Sought::One(Kind::Post)),
            ("근거 규정 공포일은?", Sought::One(Kind::Date)),
            ("그 사람의 근무처가 어디인지요?", Sought::One(Kind::Body)),
        ] {
            assert_eq!(told(question), wanted, "{question}");
        }
    }
}
