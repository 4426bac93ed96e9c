//! The words of a question that speak of relations or of kinds of things, for walks over facts (`answer/route.rs`).
//!
//! A question names something and describes the rest: `the town where the body that makes the X sits`. Each word of such a
//! description is a mark: it says along which relations a walk may step, what stands at the far end, or both. The words are wider
//! here than in the lexicon that sentences and headers are read by: a question's words only have to choose among facts that there are.

mod chinese;
mod english;
mod korean;

use std::sync::LazyLock;

use super::phrases::is_word;
use super::relation::Relation;
use crate::text::{NameTrie, Script, Token, tokenise};

/// Kinds of things and values, as questions tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Person,
    Body,
    Place,
    Law,
    Work,
    Product,
    Event,
    Date,
    Year,
    Amount,
    Post,
}

/// How much a word binds a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// A walk that leaves it unused has left something out.
    Strong,
    /// It tells a step, and often only accompanies another word that does.
    Light,
    /// It says what stands there, and may be left unused.
    Noun,
    /// A walk that leaves it unused answers another question.
    Must,
}

/// A word of a question that speaks of relations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The relations that it may mean, the likeliest first.
    pub relations: &'static [Relation],
    /// What it calls the thing at the far end.
    pub kind: Option<Kind>,
    /// How much it binds.
    pub force: Force,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Relations, the kind of thing that is called so, how much the words bind, and the words.
type Entry = (&'static [Relation], Option<Kind>, Force, &'static [&'static str]);

struct Index {
    trie: NameTrie,
    entries: Vec<&'static Entry>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index {
        trie: NameTrie::default(),
        entries: Vec::new(),
    };
    let all = english::ENTRIES
        .iter()
        .chain(chinese::ENTRIES)
        .chain(korean::ENTRIES);
    for (number, entry) in (0_u32..).zip(all) {
        index.entries.push(entry);
        for phrase in entry.3 {
            let words: Vec<String> = phrase.split(' ').map(uninflected).collect();
            index.trie.insert(&words.join(" "), number);
        }
    }
    index
});

/// A Latin word without the endings of number, person and tense.
fn uninflected(word: &str) -> String {
    if word.len() <= 3 || !word.chars().all(|c| c.is_ascii_alphabetic()) || word.ends_with("ss") {
        return word.to_owned();
    }
    let bare = ["ies", "ied"]
        .iter()
        .find_map(|e| word.strip_suffix(e))
        .map(|stem| format!("{stem}y"));
    if let Some(bare) = bare {
        return bare;
    }
    let cut = ["ing", "ed", "es", "s"]
        .iter()
        .find_map(|e| word.strip_suffix(e).filter(|stem| stem.len() >= 3))
        .unwrap_or(word);
    let cut = cut.strip_suffix('e').filter(|c| c.len() >= 3).unwrap_or(cut);
    let mut last = cut.chars().rev();
    match (last.next(), last.next()) {
        (Some(a), Some(b)) if a == b && cut.len() < word.len() && !matches!(a, 'l' | 's') => {
            cut.get(..cut.len() - 1).unwrap_or(cut).to_owned()
        }
        _ => cut.to_owned(),
    }
}

/// The passive that only accompanies another word, and what it may mean: uninflected it is one with `carries out`.
const CARRIED_OUT: &str = "carried out";
const PASSIVE: &[Relation] = &[Relation::ExecutedBy, Relation::LegalBasis];

/// Every mark of `question` outside the `taken` stretches, from left to right.
#[must_use]
pub fn marks(question: &str, taken: &[(usize, usize)]) -> Vec<Mark> {
    let index = &*INDEX;
    let mut runs: Vec<Vec<Token>> = vec![Vec::new()];
    let mut broken = false;
    for mut token in tokenise(question) {
        if taken
            .iter()
            .any(|(start, end)| token.start < *end && *start < token.end)
        {
            broken = true;
            continue;
        }
        let apart = runs
            .last()
            .and_then(|run| run.last())
            .is_some_and(|last| parts(question.get(last.end..token.start).unwrap_or_default()));
        if broken || apart {
            runs.push(Vec::new());
            broken = false;
        }
        if token.script == Script::Word {
            token.text = uninflected(&token.text);
        }
        if let Some(run) = runs.last_mut() {
            run.push(token);
        }
    }
    let found = runs.iter().flat_map(|run| {
        index
            .trie
            .scan_loose(run, |m| is_word(run, m))
            .into_iter()
            .filter_map(|m| {
                let (mut relations, kind, mut force, _) = **index.entries.get(usize::try_from(m.id).ok()?)?;
                // `under which law is it carried out` asks for the law alone; who carries it out is told by the active voice.
                if question
                    .get(m.start..m.end)
                    .is_some_and(|w| w.eq_ignore_ascii_case(CARRIED_OUT))
                {
                    (relations, force) = (PASSIVE, Force::Light);
                }
                Some(Mark {
                    relations,
                    kind,
                    force,
                    start: m.start,
                    end: m.end,
                })
            })
    });
    found.collect()
}

/// Whether what stands between two words parts them.
fn parts(between: &str) -> bool {
    between.contains([
        ',', '，', '、', ';', '；', '.', '。', '?', '？', ':', '：', '—', '–',
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relations(question: &str) -> Vec<Relation> {
        marks(question, &[])
            .iter()
            .filter(|m| m.force != Force::Noun)
            .filter_map(|m| m.relations.first().copied())
            .collect()
    }

    #[test]
    fn words_speak_of_relations_in_three_languages() {
        use Relation::{Affiliation, ExecutedBy, Head, LegalBasis, Location, OutcomeOf, ParentOrganization};
        for (question, wanted) in [
            (
                "Whose is the institute carrying it out answerable to?",
                vec![ExecutedBy, ParentOrganization],
            ),
            (
                "承辦的單位，上級機關的會址在哪個縣市？",
                vec![ExecutedBy, ParentOrganization, Location],
            ),
            (
                "그 과제를 수행하는 기관의 수장은 누구인가?",
                vec![ExecutedBy, Head],
            ),
            ("What statute does it rest on?", vec![LegalBasis]),
            (
                "모태가 된 과제의 책임자가 몸담은 곳",
                vec![OutcomeOf, Relation::PrincipalInvestigator, Affiliation],
            ),
        ] {
            assert_eq!(relations(question), wanted, "{question}");
        }
    }

    #[test]
    fn inflected_words_are_one() {
        assert_eq!(uninflected("carries"), uninflected("carry"));
        assert_eq!(uninflected("supervising"), uninflected("supervises"));
        assert_eq!(uninflected("runs"), "run");
        assert_ne!(uninflected("enactment"), uninflected("enacted"));
    }
}
