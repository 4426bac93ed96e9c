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
mod choice;
mod correct;
mod counted;
mod counts;
mod facts;
mod fit;
mod found;
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
mod renamed;
mod revise;
mod roll;
mod route;
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

pub(crate) use facts::Before;
pub use facts::{Fact, FactIndex, Object, Standing};
pub use found::{Evidence, Found};
pub use operate::resolve;
pub(crate) use overview::{asks_for_themes, overview};
pub use query::FigureQuery;
pub use tabular::Reading;
pub use things::Things;

use self::choice::Case;
use self::label::{firm_alone, without_ending_of_name};
use self::ranked::Network;
use self::records::Tabled;
use self::revise::revised;
use self::tabular::Weights;
use self::verify::{is_of_role, widened, without_common_nouns};
use crate::question::{Analysis, Asked, Mode, Question, Request, Task};
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
    let taken = Taken::of(question, facts);
    let language = taken.analysis.language;
    let found = &wide.first(question.k.max(10));
    let Some(Told {
        mut tabled,
        mode,
        stated,
    }) = taken.answer(question.mode, facts, wide, found, rarity)
    else {
        return Answer::refusal(language, taken.mode_of(question.mode, found));
    };
    let text = tabled.found.text.clone();
    if !stated {
        tabled.found = revise::succeeded(
            tabled.found,
            &taken.request,
            matches!(mode, Mode::Facts | Mode::Table),
            facts,
        );
    }
    tabled.found = correct::corrected(tabled.found, &taken.request, facts, wide);
    if tabled.found.text != text {
        tabled.query = None;
    }
    tabled.found.text = firm_alone(&question.text, &tabled.found.text).to_owned();
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

/// A stretch that may be an answer, with what it is weighed by.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighable {
    /// What it says.
    pub text: String,
    /// Numbers that describe it.
    pub numbers: Vec<f32>,
    /// Places of its vectors.
    pub tags: Vec<u16>,
}

/// A question with every stretch that may be an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretches {
    /// Places of the question's vectors.
    pub tags: Vec<u16>,
    /// The stretches.
    pub candidates: Vec<Weighable>,
}

/// Every stretch that may be an answer, but none of a passage that has one of the answers `without`.
pub(crate) fn stretches(
    question: &Question,
    facts: &FactIndex,
    wide: &SearchResult,
    rarity: &dyn Fn(&str) -> f32,
    without: &[String],
) -> Stretches {
    let taken = Taken::of(question, facts);
    let reading = ranked::read(&taken.request, &taken.analysis, facts, wide, rarity, without);
    let candidates = reading.candidates.into_iter().map(|c| Weighable {
        text: c.text,
        numbers: c.numbers,
        tags: c.tags,
    });
    Stretches {
        tags: reading.wanted.tags,
        candidates: candidates.collect(),
    }
}

/// What the readers make of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// What statements decide, yes or no: nothing else is weighed then.
    pub stated: Option<String>,
    /// Everything that is proposed, with the numbers that it is weighed by.
    pub proposals: Vec<(String, Vec<f32>)>,
}

/// Everything that the readers propose, with what it is weighed by; `weights` weigh the stretches and `tables` the readings of
/// tables, none for the shipped ones.
pub(crate) fn proposed(
    question: &Question,
    facts: &FactIndex,
    wide: &SearchResult,
    rarity: &dyn Fn(&str) -> f32,
    weights: Option<&[u8]>,
    tables: Option<&str>,
) -> Proposed {
    let taken = Taken::of(question, facts);
    let found = &wide.first(question.k.max(10));
    let own = weights.and_then(Network::parse);
    let network = own.as_ref().unwrap_or_else(|| Network::shipped());
    let read = tables.map(Weights::parse);
    let tables = read.as_ref().unwrap_or_else(|| Weights::shipped());
    let case = taken.case(facts, wide, found);
    let described = choice::proposals(&case, choice::by_facts(&case).collect(), rarity, network, tables);
    Proposed {
        stated: taken.stated(facts).map(|t| t.found.text),
        proposals: described
            .into_iter()
            .map(|d| (d.proposal.tabled.found.text, d.numbers))
            .collect(),
    }
}

/// An answer before its evidence is cited.
struct Told {
    tabled: Tabled,
    /// How it was found.
    mode: Mode,
    /// Whether statements decided it, yes or no.
    stated: bool,
}

/// A question as it is read.
struct Taken {
    request: Request,
    analysis: Analysis,
    /// Whether statements and tables are read.
    facts: bool,
}

impl Taken {
    fn of(question: &Question, facts: &FactIndex) -> Self {
        let analysis = without_common_nouns(&facts.analyse(&question.text), &question.text);
        let request = Request::of(&question.text, &analysis, &facts.tables.values);
        let analysis = widened(&analysis, &request);
        Self {
            request,
            analysis,
            facts: matches!(question.mode, Mode::Auto | Mode::Facts),
        }
    }

    fn mode_of(&self, asked: Mode, found: &SearchResult) -> Mode {
        if asked == Mode::Table {
            asked
        } else {
            found.mode_or_hybrid()
        }
    }

    /// The answer, and how it was found; none for a refusal.
    fn answer(
        &self,
        asked: Mode,
        index: &FactIndex,
        wide: &SearchResult,
        found: &SearchResult,
        rarity: &dyn Fn(&str) -> f32,
    ) -> Option<Told> {
        let told = |tabled, mode, stated| Told { tabled, mode, stated };
        let case = self.case(index, wide, found);
        if asked == Mode::Table {
            return choice::from_tables(&case).map(|t| told(t, Mode::Table, false));
        }
        // What statements decide, yes or no, was verified already and is not weighed.
        if let Some(stated) = self.stated(index) {
            return Some(told(stated, Mode::Facts, true));
        }
        // Rolls tell their versions: what they settle nothing is put in place of.
        if let Some(rolled) = self
            .facts
            .then(|| roll::ask(&self.request, &self.analysis, index))
            .flatten()
        {
            if rolled.settled {
                return Some(told(rolled.tabled, Mode::Facts, true));
            }
            if let Some(tabled) = in_force(rolled.tabled, &self.request, index, found) {
                return Some(told(tabled, Mode::Facts, false));
            }
        }
        let (network, tables) = (Network::shipped(), Weights::shipped());
        let chosen = choice::decided(&case).or_else(|| {
            let described = choice::proposals(&case, Vec::new(), rarity, network, tables);
            choice::choose(described, self.analysis.language)
        })?;
        let mode = if chosen.reader.reads_facts() {
            Mode::Facts
        } else {
            found.mode_or_hybrid()
        };
        Some(told(chosen.tabled, mode, false))
    }

    /// What statements say of a question of yes or no.
    fn stated(&self, index: &FactIndex) -> Option<Tabled> {
        let found = self
            .facts
            .then(|| proposition::by_facts(&self.request, &self.analysis, index));
        found.flatten().map(Tabled::from)
    }

    fn case<'a>(&'a self, index: &'a FactIndex, wide: &'a SearchResult, found: &'a SearchResult) -> Case<'a> {
        Case {
            request: &self.request,
            analysis: &self.analysis,
            index,
            wide,
            found,
            facts: self.facts,
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
    is_of_role(request, &told, false, facts).then_some(Tabled {
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
