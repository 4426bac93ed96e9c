//! What a sentence without a subject of its own speaks of: `It was founded in 1988`, `總部設於臺北市`, `1990년에 설립되었다`.
//!
//! Of the things named before, the one that its sentence was about goes before the one that was named last: who belongs to a
//! ministry is spoken of, not the ministry (Grosz, Joshi and Weinstein 1995: the subject ranks first among what a sentence leads to).

use std::ops::Range;

use crate::script;
use crate::sentence::sentences;

/// How many sentences back the subject may stand.
const REACH: usize = 2;
/// Most bytes that are looked through.
const LONGEST_REACH: usize = 6000;

/// What stands before an English name that is not what the sentence is about.
const PREPOSITIONS: &[&str] = &[
    "of", "by", "to", "with", "under", "from", "for", "in", "at", "on", "into", "within", "via", "through",
    "against", "between", "and", "or", "than", "as", "near", "beside", "behind", "towards", "upon", "over",
];

/// Han characters before a name that is not what the clause is about, or that the clause begins with another thing.
const OBLIQUE: &str = "於由在與向依對為屬自受按據從和及以令讓使將把給往至之的是";

/// Verbs before a Chinese name of what is new, of which the clauses after it speak.
const SETS_UP: &[&str] = &["成立", "設立", "設置", "創立", "籌設", "新設", "開設", "創設"];

/// Stems after a Korean name of what is new, its particle between.
const IS_SET_UP: &[&str] = &[
    "를 설립",
    "을 설립",
    "를 신설",
    "을 신설",
    "를 설치",
    "을 설치",
    "를 개소",
    "을 개소",
    "를 출범",
    "을 출범",
];

/// Particles that mark what a Korean sentence is about.
const TOPIC: &[&str] = &["은", "는", "이", "가", "께서"];

/// Of `candidates` (bytes of `text`, in order), all before `begins`, the one that the sentence of `begins` or one of the two
/// before it is about; none where none of them is that of its sentence.
pub(super) fn spoken_of(text: &str, begins: usize, candidates: &[Range<usize>]) -> Option<Range<usize>> {
    candidates.last()?;
    if let Some(head) = english_head(text.get(begins..).unwrap_or("")) {
        let is_headed = |c: &&Range<usize>| {
            let name = text.get((*c).clone()).unwrap_or("");
            name.split(' ').any(|word| same_head(word, head))
        };
        if let Some(headed) = candidates.iter().rev().find(is_headed) {
            return Some(headed.clone());
        }
    }
    let from = text.floor_char_boundary(begins.saturating_sub(LONGEST_REACH));
    let before = text.get(from..begins)?;
    let mut before: Vec<Range<usize>> = sentences(before)
        .into_iter()
        .map(|s| s.start + from..s.end + from)
        .collect();
    if from > 0 && before.len() > 1 {
        // It may have been cut.
        before.remove(0);
    }
    // A sentence of its own begins where nothing stands before it.
    let own = before
        .last()
        .is_some_and(|s| !text.get(s.end..begins).is_some_and(|t| t.contains(['\n'])));
    let reach = REACH + usize::from(own);
    before.iter().rev().take(reach).find_map(|sentence| {
        let within: Vec<&Range<usize>> = candidates
            .iter()
            .filter(|c| sentence.start <= c.start && c.end <= sentence.end)
            .collect();
        let written = text.get(sentence.clone())?;
        let subject = if script::has_hangul(written) {
            let is_new = |c: &&&Range<usize>| {
                IS_SET_UP
                    .iter()
                    .any(|v| text.get(c.end..).is_some_and(|t| t.starts_with(v)))
            };
            let topic = |c: &&&Range<usize>| has_topic_particle(text, c.end);
            within.iter().rev().find(|c| topic(c) || is_new(c))
        } else if script::has_han(written) {
            let is_new = |c: &&&Range<usize>| {
                SETS_UP
                    .iter()
                    .any(|v| text.get(..c.start).is_some_and(|t| t.ends_with(v)))
            };
            let begins = |c: &&&Range<usize>| begins_clause(text, sentence, c.start);
            within.iter().rev().find(|c| begins(c) || is_new(c))
        } else {
            within
                .iter()
                .find(|c| is_english_subject(text, sentence, c.start))
        };
        subject.map(|range| (*range).clone())
    })
}

/// Whether a particle of what the sentence is about follows, brackets left aside.
fn has_topic_particle(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or("");
    let rest = match rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        Some((_, after)) => after,
        None => rest,
    };
    TOPIC.iter().any(|particle| {
        rest.strip_prefix(particle)
            .is_some_and(|after| !after.starts_with(script::is_hangul))
    })
}

/// Whether a Chinese clause begins with what stands at `start`.
fn begins_clause(text: &str, sentence: &Range<usize>, start: usize) -> bool {
    let before = text.get(sentence.start..start).unwrap_or("");
    let clause = before
        .rsplit(['，', ',', '；', ';', '：', ':', '\n', '。'])
        .next()
        .unwrap_or("");
    let clause = clause.trim_matches(|c: char| c.is_whitespace() || "「『《（(".contains(c));
    clause.chars().count() <= 2 && !clause.contains(|c| OBLIQUE.contains(c))
}

/// The word of `The centre was …` that says what kind of thing is spoken of.
fn english_head(said: &str) -> Option<&str> {
    let mut words = said.split_whitespace();
    let opening = words.next()?;
    matches!(opening, "The" | "the" | "This" | "this")
        .then(|| words.next())
        .flatten()
        .map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a word of a name is that head, in either spelling of `centre` and `programme`.
fn same_head(word: &str, head: &str) -> bool {
    let folded = |w: &str| {
        w.to_lowercase()
            .replace("center", "centre")
            .replace("programme", "program")
    };
    folded(word) == folded(head)
}

fn is_english_subject(text: &str, sentence: &Range<usize>, start: usize) -> bool {
    let before = text.get(sentence.start..start).unwrap_or("");
    let mut words = before.split_whitespace().rev().skip_while(|word| {
        matches!(
            word.to_ascii_lowercase().as_str(),
            "the" | "a" | "an" | "its" | "their" | "our" | "this" | "that"
        )
    });
    words
        .next()
        .is_none_or(|word| !PREPOSITIONS.contains(&word.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::spoken_of;

    fn told<'a>(text: &'a str, says: &str, names: &[&str]) -> Option<&'a str> {
        let begins = text.find(says).unwrap_or(text.len());
        let mut candidates: Vec<_> = names
            .iter()
            .flat_map(|name| text.match_indices(name).map(|(at, name)| at..at + name.len()))
            .filter(|range| range.end <= begins)
            .collect();
        candidates.sort_by_key(|range| range.start);
        spoken_of(text, begins, &candidates).map(|range| &text[range])
    }

    #[test]
    fn english_sentences_go_on_about_their_subject() {
        let names = ["Heron Office", "Ministry of Dunes"];
        assert_eq!(
            told(
                "The Heron Office belongs to the Ministry of Dunes. It was founded.",
                "It was",
                &names
            ),
            Some("Heron Office")
        );
        assert_eq!(
            told(
                "The Heron Office is under the Ministry of Dunes. It sits in Ilm. Its head is Bo.",
                "Its head",
                &names
            ),
            Some("Heron Office")
        );
        // What was done to it says nothing of whose turn it is.
        assert_eq!(
            told(
                "A grant was given to the Heron Office by the Ministry of Dunes. It was founded.",
                "It was",
                &names
            ),
            None
        );
        assert_eq!(told("It was founded.", "It was", &names), None);
        assert_eq!(
            told(
                "The Ministry of Dunes opened the Heron Office. The office is led by Bo.",
                "The office",
                &names
            ),
            Some("Heron Office")
        );
    }

    #[test]
    fn chinese_clauses_go_on_about_what_their_clause_began_with() {
        let names = ["沙丘署", "砂石部", "該署"];
        assert_eq!(
            told("沙丘署隸屬砂石部，總部設於臺北市。", "總部", &names),
            Some("沙丘署")
        );
        assert_eq!(
            told(
                "沙丘署於民國80年成立。該署隸屬砂石部，總部設於臺北市。",
                "總部",
                &names
            ),
            Some("該署")
        );
        assert_eq!(
            told("砂石部表示，目前沙丘署改隸該部，總部設於臺北市。", "總部", &names),
            Some("沙丘署")
        );
        assert_eq!(told("經費由砂石部編列，總部設於臺北市。", "總部", &names), None);
        assert_eq!(
            told("砂石部昨日成立沙丘署，總部設於臺北市。", "總部", &names),
            Some("沙丘署")
        );
    }

    #[test]
    fn korean_sentences_go_on_about_their_topic() {
        let names = ["모래청", "자갈부"];
        assert_eq!(
            told(
                "모래청은 자갈부 소속 기관이다. 1990년에 설립되었다.",
                "1990",
                &names
            ),
            Some("모래청")
        );
        assert_eq!(
            told(
                "모래청(이하 \"청\"이라 한다)은 자갈부 소속이며 1990년에 설립되었다.",
                "1990",
                &names
            ),
            Some("모래청")
        );
        assert_eq!(
            told("자갈부의 발표에 따르면 1990년에 설립되었다.", "1990", &names),
            None
        );
    }
}
