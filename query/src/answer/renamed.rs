//! What something is called now, and what it was called before: the other name in the sentence that tells of the new one.

use super::chain::{Evidence, Found};
use super::facts::FactIndex;
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
    let own = |said: &str| question.contains(said);
    found.hits.iter().map(|hit| &hit.passage).find_map(|passage| {
        sentences(&passage.text).into_iter().find_map(|sentence| {
            let folded = fold(sentence.text);
            if !SIGNS.iter().any(|sign| folded.contains(sign)) {
                return None;
            }
            // Each name where it stands; of names that begin or end together the longest.
            let mut places: Vec<(usize, usize, &String)> = names
                .iter()
                .filter_map(|name| {
                    let said = fold(name);
                    let at = folded.find(&said)?;
                    Some((at, at + said.len(), name))
                })
                .collect();
            let all = places.clone();
            places.retain(|(start, end, _)| {
                let inside =
                    |(s, e, _): &&(usize, usize, &String)| s <= start && end <= e && (s, e) != (start, end);
                !all.iter().any(|place| inside(&place))
            });
            places.sort_by_key(|(start, ..)| *start);
            let (first, last) = (places.first()?, places.last()?);
            let told = if now { last } else { first };
            (first.0 != last.0 && !own(&fold(told.2))).then(|| Found {
                text: told.2.clone(),
                evidence: vec![Evidence {
                    passage: Some(passage.id.0),
                    locator: passage.locator.clone(),
                    quote: sentence.text.to_owned(),
                }],
                explanation: format!("{} ({})", sentence.text, passage.source),
                more: Vec::new(),
            })
        })
    })
}
