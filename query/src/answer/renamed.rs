//! What something is called now, and what it was called before: the other name in the sentence that tells of the new one.

use std::ops::Range;

use super::facts::FactIndex;
use super::found::Found;
use crate::question::Request;
use crate::retrieval::SearchResult;
use crate::text::{fold, sentences};

/// What asks for the name that something has now.
const NOW: &[&str] = &[
    "called now",
    "now called",
    "known as now",
    "now known as",
    "called today",
    "new name",
    "current name",
    "present name",
    "renamed to what",
    "renamed what",
    "現在叫",
    "現名",
    "新名稱",
    "現在的名稱",
    "更名為什麼",
    "更名為何",
    "改名為什麼",
    "更名後",
    "改名後",
    "지금 이름",
    "지금의 이름",
    "현재 이름",
    "현재 명칭",
    "현재의 명칭",
    "새 이름",
    "새 명칭",
    "지금은 뭐라고",
    "무엇으로 바뀌",
    "무엇으로 변경",
];

/// What asks for the name that something had.
const BEFORE: &[&str] = &[
    "called before",
    "formerly called",
    "previously called",
    "originally called",
    "formerly known",
    "former name",
    "old name",
    "previous name",
    "original name",
    "以前叫",
    "以前的名稱",
    "原名",
    "舊名",
    "舊稱",
    "原來叫",
    "更名前",
    "改名前",
    "예전 이름",
    "이전 이름",
    "옛 이름",
    "예전 명칭",
    "이전 명칭",
    "전에는 뭐라고",
    "바뀌기 전 이름",
    "변경 전 명칭",
    "변경 전 이름",
];

/// What a sentence tells a new name by; the former name stands before the new one in all of them.
const SIGNS: &[&str] = &[
    "renamed",
    "changed its name to",
    "took the name",
    "更名",
    "改名",
    "易名",
    "改稱",
    "명칭",
    "이름",
    "기관명",
    "개칭",
    "개명",
];

/// The name that is asked for; none where the question asks for no name, or no passage tells one.
pub(super) fn ask_renamed(request: &Request, index: &FactIndex, found: &SearchResult) -> Option<Found> {
    let question = fold(&request.text);
    let asks = |words: &[&str]| words.iter().any(|word| question.contains(word));
    let (now, before) = (asks(NOW), asks(BEFORE));
    if now == before {
        return None;
    }
    let thing = request.names.iter().find_map(|name| name.thing)?;
    let names = index.things.names(thing);
    found.hits.iter().map(|hit| &hit.passage).find_map(|passage| {
        sentences(&passage.text).into_iter().find_map(|sentence| {
            let (former, present) = both_names(&fold(sentence.text), names)?;
            let told = if now { present } else { former };
            (!question.contains(&fold(told)))
                .then(|| Found::in_sentence(told.clone(), passage, sentence.text))
        })
    })
}

/// The former name and the new one, out of `names` of one thing, in a folded sentence that tells of the new one.
fn both_names<'a>(sentence: &str, names: &'a [String]) -> Option<(&'a String, &'a String)> {
    if !SIGNS.iter().any(|sign| sentence.contains(sign)) {
        return None;
    }
    let place = |name: &'a String| {
        let said = fold(name);
        let start = sentence.find(&said)?;
        Some((start..start + said.len(), name))
    };
    let places: Vec<(Range<usize>, &String)> = names.iter().filter_map(place).collect();
    // Of names that stand in one another the longest.
    let inside = |a: &Range<usize>, b: &Range<usize>| b.start <= a.start && a.end <= b.end && a != b;
    let whole = places
        .iter()
        .filter(|(own, _)| !places.iter().any(|(other, _)| inside(own, other)));
    let mut whole: Vec<&(Range<usize>, &String)> = whole.collect();
    whole.sort_by_key(|(range, _)| range.start);
    let ((first, former), (last, present)) = (whole.first()?, whole.last()?);
    (first.start != last.start).then_some((*former, *present))
}
