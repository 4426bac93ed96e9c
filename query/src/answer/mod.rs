//! Answers without a generator: facts first, then sentences, and a refusal where neither carries the question.
//!
//! [`resolve`] follows the question's relations through the facts ([`FactIndex`]): chains over several documents,
//! comparisons, totals and counts. `records` answers from tables: rows that have the question's names, years and bounds, the
//! column whose header has its words. `sentence` looks for one that carries the question and takes the span of the right
//! kind out of it; `bridge` tries what is one step away from the question's names. What these do not find, `tabular` looks for
//! by ranking every reading of every table, and `ranked` by weighing every stretch of text, both by learned weights. Every
//! answer cites what carries it, and what does not carry the question's telling words is refused.

mod absent;
mod bag;
mod bracketed;
mod bridge;
mod chain;
mod change;
mod correct;
mod counted;
mod counts;
mod facts;
mod fit;
mod grid;
mod headers;
mod kinds;
mod label;
mod namesakes;
pub(crate) mod numeral;
mod operate;
mod overview;
mod pair;
mod printed;
mod proposition;
mod query;
mod ranked;
mod reader;
mod records;
mod revise;
mod rows;
mod sentence;
mod span;
mod succession;
mod tables;
mod tabular;
mod things;
mod units;
pub mod values;
mod verify;

use quarry_ingest::Locator;
use serde::{Deserialize, Serialize};

pub use chain::{Evidence, Found};
pub(crate) use facts::Before;
pub use facts::{Fact, FactIndex, Object, Standing};
pub use operate::resolve;
pub(crate) use overview::{asks_for_themes, overview};
pub use query::FigureQuery;
pub use tabular::Reading;
pub use things::Things;

use self::bridge::ask_across;
use self::label::without_ending_of_name;
use self::records::{Tabled, ask_tables};
use self::revise::revised;
use self::sentence::{ask_counts, ask_sentences};
use self::verify::{is_of_role, verified, widened, without_common_nouns};
use crate::question::{Analysis, Asked, Mode, Operation, Question, Request, Task};
use crate::retrieval::SearchResult;
use crate::text::Language;

/// Most citations of one answer.
const MAX_CITATIONS: usize = 24;

/// One piece of evidence that an answer rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Citation {
    /// Path of the document below the ingested root.
    pub source: String,
    /// Where the sentence or cell stands.
    pub locator: Locator,
    /// The whole passage, verbatim.
    pub passage: String,
    /// The sentence or cell itself, verbatim.
    pub quote: String,
    /// Title of the document.
    pub title: String,
}

/// An answer, or a refusal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The bare short answer, in the words of the documents; for a refusal the sentence that says so.
    pub answer: String,
    /// Whether the documents carry an answer.
    pub answered: bool,
    /// How the answer came about, and where documents contradict each other.
    pub explanation: String,
    /// What carries it, the first step of a chain first.
    pub citations: Vec<Citation>,
    /// Language of the question.
    pub language: Language,
    /// How it was found.
    pub mode: Mode,
    /// The SPARQL query that gives the same from the store, for an answer computed from figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
}

impl Answer {
    /// The answer that the documents do not carry one.
    #[must_use]
    pub fn refusal(language: Language, mode: Mode) -> Self {
        Self {
            answer: language.refusal().to_owned(),
            answered: false,
            explanation: String::new(),
            citations: Vec::new(),
            language,
            mode,
            query: None,
        }
    }
}

/// Answers `question` from `facts` and from the passages of `wide`. `rarity` tells how rare a term is, `same` runs a query and
/// tells whether it gives the value that the answer says.
pub fn answer(
    question: &Question,
    facts: &FactIndex,
    wide: &SearchResult,
    rarity: &dyn Fn(&str) -> f32,
    same: &dyn Fn(&FigureQuery) -> bool,
) -> Answer {
    let taken = Taken::of(question, facts, wide);
    let language = taken.analysis.language;
    let mode = taken.mode;
    // What statements and tables carry stands; what single sentences seem to carry is weighed against every other place.
    let chosen = if taken.by_facts && taken.first.is_some() {
        taken.first
    } else if question.mode == Mode::Table {
        tabular::ask(&taken.request, facts, wide)
    } else {
        let tabled = taken.first.is_none() && matches!(question.mode, Mode::Auto | Mode::Facts);
        let by_tables = tabled
            .then(|| tabular::ask(&taken.request, facts, wide))
            .flatten();
        by_tables
            .or_else(|| ranked::choose(taken.first, &taken.request, &taken.analysis, facts, wide, rarity))
    };
    // Statements were verified already; what cells or places of texts seem to say may stand beside what is asked for.
    let read = |tabled: &Tabled| tabled.by_table || !taken.by_facts;
    let carried = |tabled: &Tabled| {
        taken.by_statements
            || succession::is_of_turn(&taken.analysis, &tabled.found, facts)
                && proposition::carries_the_claim(&taken.request, &tabled.found, facts)
                && !(read(tabled) && absent::is_beside(&taken.request, &tabled.found, facts))
    };
    let Some(mut tabled) = chosen.filter(carried) else {
        return Answer::refusal(language, mode);
    };
    let text = tabled.found.text.clone();
    if !taken.by_statements {
        tabled.found = revise::succeeded(tabled.found, &taken.request, taken.by_facts, facts);
    }
    tabled.found = correct::corrected(tabled.found, &taken.request, facts, wide);
    if tabled.found.text != text {
        tabled.query = None;
    }
    let citations = cite(&tabled.found, facts);
    let held = citations
        .iter()
        .find(|c| facts.is_held_back(&c.source, &c.locator));
    if let Some(citation) = held {
        let note = match language {
            Language::Chinese => "此值違反形狀規則，未被主張為事實",
            Language::Korean => "이 값은 형상 규칙에 어긋나 사실로 주장되지 않음",
            Language::English => "this value breaks a shape and is not asserted as a fact",
        };
        let said = format!("{note}: {} ({})", citation.quote, citation.source);
        tabled.found.explanation = [tabled.found.explanation.as_str(), &said].join("\n");
    }
    if citations.is_empty() {
        // No evidence, no answer.
        return Answer::refusal(language, mode);
    }
    // Which of the readers it was is told where the caller left the choice.
    let chose = matches!(question.mode, Mode::Auto | Mode::Facts);
    let mode = if chose && tabled.by_table {
        Mode::Table
    } else {
        mode
    };
    Answer {
        answer: tabled.found.text,
        answered: true,
        explanation: tabled.found.explanation,
        citations,
        language,
        mode,
        query: tabled.query.filter(same).map(|q| q.text),
    }
}

/// Everything that the ranked reader holds for a possible answer, with the numbers that it is weighed by.
pub(crate) fn candidates(
    question: &Question,
    facts: &FactIndex,
    wide: &SearchResult,
    rarity: &dyn Fn(&str) -> f32,
) -> Vec<(String, Vec<f32>)> {
    let taken = Taken::of(question, facts, wide);
    let said = taken.first.filter(|_| !taken.by_facts).map(|f| f.found.text);
    ranked::all(
        said.as_deref(),
        &taken.request,
        &taken.analysis,
        facts,
        wide,
        rarity,
    )
}

/// A question with what the readers before the ranked one make of it.
struct Taken {
    request: Request,
    analysis: Analysis,
    first: Option<Tabled>,
    /// Whether statements or tables carry the answer.
    by_facts: bool,
    /// Whether statements decide a question of yes or no.
    by_statements: bool,
    mode: Mode,
}

impl Taken {
    fn of(question: &Question, facts: &FactIndex, wide: &SearchResult) -> Self {
        let found = &wide.first(question.k.max(10));
        let analysis = without_common_nouns(&facts.analyse(&question.text), &question.text);
        let request = Request::of(&question.text, &analysis, &facts.tables.values);
        let analysis = widened(&analysis, &request);
        // Statements are asked where the caller left the choice; other modes name their readers.
        let chooses = matches!(question.mode, Mode::Auto | Mode::Facts);
        let stated = chooses
            .then(|| proposition::by_facts(&request, &analysis, facts))
            .flatten()
            .map(Tabled::from);
        let by_statements = stated.is_some();
        let resolved = if question.mode == Mode::Table {
            ask_tables(&request, facts)
        } else if chooses {
            stated
                .or_else(|| reader::ask_compared(&request, facts, found))
                .or_else(|| {
                    // One column alone never says what is missing of it.
                    let missing = reader::asks_what_is_missing(&request);
                    (!missing)
                        .then(|| from_facts(&request, &analysis, facts))
                        .flatten()
                })
                .or_else(|| ask_counts(&request, facts, found).map(Tabled::from))
        } else {
            None
        };
        let by_facts = resolved.is_some();
        let mode = if question.mode == Mode::Table {
            Mode::Table
        } else if by_facts {
            Mode::Facts
        } else {
            found.mode_or_hybrid()
        };
        let first = if by_statements {
            resolved
        } else {
            let texts = question.mode != Mode::Table;
            let from_texts = || from_texts(&request, &analysis, facts, found);
            resolved
                .or_else(|| texts.then(from_texts).flatten())
                .and_then(|tabled| in_force(tabled, &request, facts, found))
        };
        Self {
            request,
            analysis,
            first,
            by_facts,
            by_statements,
            mode,
        }
    }
}

/// The answer that is in force in place of `tabled`; none where nobody of that role is meant.
fn in_force(tabled: Tabled, request: &Request, facts: &FactIndex, found: &SearchResult) -> Option<Tabled> {
    let mut told = revised(tabled.found, request, facts);
    told = reader::in_force(told, request, facts, found);
    if request.asked == Asked::Person {
        told.text = without_ending_of_name(&told.text).to_owned();
    }
    is_of_role(request, &told, facts).then_some(Tabled {
        found: told,
        ..tabled
    })
}

/// Whether a question asks for one fact, such as a person, a date or a figure, rather than for what papers are about.
pub(crate) fn asks_for_one_fact(question: &str, facts: &FactIndex) -> bool {
    let analysis = facts.analyse(question);
    let request = Request::of(question, &analysis, &facts.tables.values);
    request.task != Task::Look || !matches!(request.asked, Asked::Any | Asked::Work | Asked::Law)
}

/// Every reading of the tables for a question, the best first, with what describes it: for fitting what each feature counts.
pub fn table_readings(question: &Question, facts: &FactIndex) -> Vec<Reading> {
    let analysis = without_common_nouns(&facts.analyse(&question.text), &question.text);
    let request = Request::of(&question.text, &analysis, &facts.tables.values);
    tabular::readings(&request, facts)
}

/// What statements carry, then what tables carry.
fn from_facts(request: &Request, analysis: &Analysis, facts: &FactIndex) -> Option<Tabled> {
    // What is to be done is read twice; where only the request sees it, following a relation would answer something else.
    let only_follows = analysis.operation == Operation::Follow;
    let by_relations = match request.task {
        Task::Whether | Task::Average => None,
        Task::Sum | Task::Count | Task::Greatest | Task::Least | Task::Difference if only_follows => None,
        _ => resolve(analysis, facts).filter(|f| verified(request, analysis, f, facts)),
    };
    by_relations
        .map(Tabled::from)
        .or_else(|| ask_tables(request, facts))
}

/// What one sentence carries, or a thing one step away.
fn from_texts(
    request: &Request,
    analysis: &Analysis,
    facts: &FactIndex,
    found: &SearchResult,
) -> Option<Tabled> {
    let said = ask_sentences(request, facts, found).map(|s| Tabled::from(s.found));
    said.or_else(|| ask_across(request, analysis, facts, found))
        .or_else(|| reader::ask_softly(request, facts, found))
}

fn cite(found: &Found, facts: &FactIndex) -> Vec<Citation> {
    let mut citations: Vec<Citation> = Vec::new();
    for evidence in &found.evidence {
        let Some(passage) = evidence.passage.and_then(|p| facts.passages.get(&p)) else {
            continue;
        };
        let repeated = citations
            .iter()
            .any(|c| c.source == passage.source && c.passage == passage.text && c.quote == evidence.quote);
        if !repeated && citations.len() < MAX_CITATIONS {
            citations.push(Citation {
                source: passage.source.clone(),
                locator: evidence.locator.clone(),
                passage: passage.text.clone(),
                quote: evidence.quote.clone(),
                title: passage.title.clone(),
            });
        }
    }
    citations
}

impl SearchResult {
    /// The first `k` passages.
    fn first(&self, k: usize) -> Self {
        Self {
            hits: self.hits.iter().take(k).cloned().collect(),
            mode: self.mode,
            seeds: self.seeds.clone(),
            seed_certainty: self.seed_certainty,
        }
    }

    /// The mode that ran; [`Mode::Hybrid`] where none was chosen.
    #[must_use]
    pub fn mode_or_hybrid(&self) -> Mode {
        if self.mode == Mode::Auto {
            Mode::Hybrid
        } else {
            self.mode
        }
    }
}
