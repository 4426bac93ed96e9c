//! Who came before or after somebody: `Who was director before Ann Orme?`, `簡又寧之前的局長`, `길나온의 전임자`.

use std::ops::Range;

use super::analysis::Named;
use crate::text::fold;

/// Whether whoever is asked for had a post before the person that is named, or after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Before this one.
    Before(u32),
    /// After this one.
    After(u32),
}

/// Words that end just before the name.
const BEFORE_NAME: &[(&[&str], bool)] = &[
    (
        &[
            "before",
            "prior to",
            "predecessor of",
            "predecessor to",
            "ahead of",
            "preceded",
            "was replaced by",
            "was succeeded by",
            "接任者是",
            "繼任者是",
        ],
        true,
    ),
    (
        &[
            "after",
            "successor of",
            "successor to",
            "replaced",
            "succeeded",
            "replace",
            "succeed",
            "took over from",
            "take over from",
            "followed",
            "took the place of",
            "誰接替",
            "誰接任",
            "誰取代",
            "由誰接替",
            "誰繼任",
        ],
        false,
    ),
];

/// Words that begin just behind the name.
const BEHIND_NAME: &[(&[&str], bool)] = &[
    (
        &[
            "'s predecessor",
            "’s predecessor",
            "replace",
            "succeed",
            "take over from",
            "follow",
            "之前",
            "以前",
            "的前任",
            "的前一任",
            "前任",
            "接替誰",
            "接替了誰",
            "接任誰",
            "取代誰",
            "이전",
            "전임",
            "의 전임",
            "전에",
            "전의",
            "바로 앞",
            "바로 전",
            "직전",
            "앞의",
            "은 누구의 후임",
            "는 누구의 후임",
            "은 누구를 대신",
            "는 누구를 대신",
            "이 누구의 후임",
            "가 누구의 후임",
        ],
        true,
    ),
    (
        &[
            "'s successor",
            "’s successor",
            "replaced by",
            "succeeded by",
            "hand over to",
            "之後",
            "以後",
            "的繼任",
            "的後任",
            "的接任",
            "由誰接",
            "이후",
            "의 후임",
            "후임",
            "다음",
            "의 다음",
            "뒤를 이은",
            "뒤를 이어",
            "의 뒤를 이",
        ],
        false,
    ),
];

/// Most characters of a title behind a name, and what it ends with.
const MOST_OF_TITLE: usize = 5;
const ENDS_OF_TITLE: [char; 9] = ['長', '任', '理', '員', '장', '관', '표', '사', '원'];

/// Since when somebody has led: the day of taking office, not that of the body.
const SINCE_WHEN: &[&str] = &[
    "since when",
    "since what",
    "since which",
    "how long has",
    "從何時",
    "從什麼時候",
    "自何時",
    "從哪一年",
    "언제부터",
    "몇 년부터",
    "어느 해부터",
];

/// Whether a folded question asks since when.
pub(super) fn asks_since_when(folded: &str) -> bool {
    SINCE_WHEN.iter().any(|words| folded.contains(words))
}

/// The turn that a question asks for, at the first name that stands in one, and where the words for it stand.
pub(super) fn turn_of(question: &str, named: &[Named]) -> Option<(Turn, Range<usize>)> {
    named.iter().find_map(|name| {
        let told = |is_before: bool| {
            if is_before {
                Turn::Before(name.thing)
            } else {
                Turn::After(name.thing)
            }
        };
        let before = question.get(..name.start)?.trim_end();
        let folded = fold(before);
        let in_front = BEFORE_NAME.iter().find_map(|(words, is_before)| {
            let word = words.iter().find(|word| ends_with_word(&folded, word))?;
            Some((
                told(*is_before),
                before.len().checked_sub(word.len())?..before.len(),
            ))
        });
        in_front.or_else(|| {
            let behind = question.get(name.end..)?.trim_start();
            let start = question.len() - behind.len();
            let folded = &fold(behind);
            let titled = title_length(folded);
            let matching = BEHIND_NAME.iter().flat_map(|(words, is_before)| {
                words.iter().filter_map(move |word| {
                    let titled =
                        titled.filter(|at| folded.get(*at..).is_some_and(|rest| rest.starts_with(word)));
                    let at = if folded.starts_with(word) { Some(0) } else { titled };
                    at.map(|at| (told(*is_before), at + word.len()))
                })
            });
            // `replaced by` begins with `replace`.
            let (turn, length) = matching.max_by_key(|(_, length)| *length)?;
            Some((turn, start..start + length))
        })
    })
}

/// Length in bytes of the title that a text opens with (`원장 바로 앞의`, `主任之前`), the space behind it included; none where it
/// opens with none.
fn title_length(text: &str) -> Option<usize> {
    let mut ends = text
        .char_indices()
        .map(|(at, c)| (at + c.len_utf8(), c))
        .take(MOST_OF_TITLE);
    let (end, _) = ends.find(|(end, c)| {
        let behind = text.get(*end..).unwrap_or_default();
        ENDS_OF_TITLE.contains(c) && !behind.starts_with(ENDS_OF_TITLE)
    })?;
    let behind = text.get(end..)?;
    Some(end + behind.len() - behind.trim_start().len())
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word)
        .is_some_and(|rest| !word.is_ascii() || !rest.ends_with(|c: char| c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::{Turn, turn_of};
    use crate::question::Named;

    fn turn(question: &str, name: &str) -> Option<Turn> {
        let start = question.find(name).unwrap_or(0);
        turn_of(
            question,
            &[Named {
                thing: 1,
                start,
                end: start + name.len(),
            }],
        )
        .map(|(turn, _)| turn)
    }

    #[test]
    fn who_went_before_is_told_from_who_came_after() {
        for question in [
            "Who headed the Office before Ann Orme?",
            "Who did Ann Orme replace?",
            "Who was Ann Orme's predecessor?",
            "Ann Orme 원장 바로 앞의 원장은 누구였지?",
            "Ann Orme主任之前的主任是誰？",
            "Who is the predecessor of Ann Orme?",
        ] {
            assert_eq!(turn(question, "Ann Orme"), Some(Turn::Before(1)), "{question}");
        }
        for question in [
            "Who replaced Ann Orme?",
            "Who was Ann Orme replaced by?",
            "Who took over from Ann Orme?",
        ] {
            assert_eq!(turn(question, "Ann Orme"), Some(Turn::After(1)), "{question}");
        }
        assert_eq!(turn("簡又寧之前的局長是誰？", "簡又寧"), Some(Turn::Before(1)));
        assert_eq!(turn("誰接替簡又寧？", "簡又寧"), Some(Turn::After(1)));
        assert_eq!(
            turn("길나온 이전의 원장은 누구였나?", "길나온"),
            Some(Turn::Before(1))
        );
        assert_eq!(turn("길나온의 후임은 누구인가?", "길나온"), Some(Turn::After(1)));
        assert_eq!(turn("Who heads the Office of Ann Orme?", "Ann Orme"), None);
    }
}
