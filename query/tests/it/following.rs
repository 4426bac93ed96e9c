//! A state that is laid out from the one before it answers as one that is laid out from nothing.

use std::sync::{Arc, RwLock};

use quarry_extract::EntityType::{Organization, Person, Place};
use quarry_graph::{DocumentRecord, EntityRecord, PassageId, PassageRecord, StatementRecord};
use quarry_ingest::Document;
use quarry_query::question::Mode;
use quarry_query::{Engine, EngineOptions, MemorySource, QueryError, Question, Source};
use roaring::RoaringBitmap;

use crate::knowledge::passage;

/// Numbers without pattern (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % n as u64).unwrap()
    }

    fn of<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

/// Names of which some are parts of others, some are words, some are made of function words alone.
const NAMES: &[&str] = &[
    "Ume Mill",
    "Ume",
    "Old Ume Mill",
    "Harbour Board",
    "The Who",
    "Lake Tassin",
    "lower weir",
    "Korv Harbour Board",
    "潮汐局",
    "潮汐局研究所",
    "北嶼區",
    "嵐汐市",
    "卓立衡",
    "霞浦光纜案",
    "해림부",
    "해림부 연구소",
    "도유진",
    "가온항",
    "Ilse Brandvold",
    "Piotr Anselm",
    "U.S. Weir Office",
    "Weir Office",
];

const TITLES: &[&str] = &[
    "Ume Mill (2005)",
    "潮汐局",
    "가온항",
    "Weir Office",
    "Minutes",
    "會議紀錄",
    "The Who",
    "",
    "Ilse Brandvold",
];

const HEADINGS: &[&str] = &["Staff", "人員", "Lake Tassin", "해림부"];

const QUESTIONS: &[&str] = &[
    "Who heads the Ume Mill?",
    "Which board did Ilse Brandvold join at the Weir Office?",
    "潮汐局研究所的卓立衡在哪裡？",
    "해림부 연구소는 가온항 어디에 있나?",
    "Where is the lower weir of Lake Tassin?",
    "Is The Who at Korv Harbour Board?",
    "霞浦光纜案由誰負責？",
];

/// One state of the knowledge, of documents of which each has its passages and its entities.
#[derive(Clone, Default)]
struct State {
    documents: Vec<(u32, Vec<PassageRecord>)>,
    entities: Vec<EntityRecord>,
}

impl State {
    fn source(&self) -> MemorySource {
        let passages: Vec<PassageRecord> = self.documents.iter().flat_map(|d| d.1.clone()).collect();
        let statements = passages.iter().filter_map(|p| self.statement(p)).collect();
        MemorySource::new(Vec::new(), passages, self.entities.clone(), statements)
    }

    /// The first two entities of a passage have to do with each other.
    fn statement(&self, passage: &PassageRecord) -> Option<StatementRecord> {
        let [subject, object] = passage.entities.get(..2)? else {
            return None;
        };
        let entity = |iri: &String| self.entities.iter().find(|e| e.iri == *iri);
        Some(StatementRecord {
            subject: subject.clone(),
            subject_name: entity(subject)?.name.clone(),
            predicate: "headedBy".to_owned(),
            object: Some(object.clone()),
            object_name: entity(object)?.name.clone(),
            value: None,
            qualifiers: Vec::new(),
            source: passage.source.clone(),
            quote: passage.text.clone(),
            locator: passage.locator.clone(),
            confidence: 0.9,
            asserted: true,
        })
    }

    /// A document with the number that says new things.
    fn document(&self, number: u32, numbers: &mut Numbers) -> (u32, Vec<PassageRecord>) {
        let title = numbers.of(TITLES);
        let passages = (0..1 + numbers.below(3)).map(|position| {
            let mut text = String::new();
            for _ in 0..1 + numbers.below(4) {
                let (a, b) = (numbers.of(NAMES), numbers.of(NAMES));
                text += &match numbers.below(4) {
                    0 => format!("{a} stands by {b} since {}. ", 1900 + numbers.below(90)),
                    1 => format!("{a}的主管是{b}，設於「{}」。", numbers.of(NAMES)),
                    2 => format!("{a}은 {b}에서 {}와 함께 있다. ", numbers.of(NAMES)),
                    _ => format!("the who of it went to the {a} ({b}) "),
                };
            }
            let mut made = passage(&format!("{number}.txt"), title, &text, &[]);
            made.iri = format!("urn:{number}/{position}");
            made.headings = (0..numbers.below(2))
                .map(|_| numbers.of(HEADINGS).to_owned())
                .collect();
            let named = self.entities.iter().filter(|e| text.contains(e.name.as_str()));
            made.entities = named
                .filter(|_| numbers.below(3) > 0)
                .map(|e| e.iri.clone())
                .collect();
            made
        });
        (number, passages.collect())
    }

    /// Adds, replaces or removes a document, or gives an entity another name.
    fn change(&mut self, numbers: &mut Numbers) {
        let count = self.documents.len();
        match numbers.below(8) {
            0..=2 => {
                let number = u32::try_from(numbers.below(200)).unwrap();
                let new = self.document(number, numbers);
                match self.documents.binary_search_by_key(&number, |d| d.0) {
                    Ok(at) => self.documents[at] = new,
                    Err(at) => self.documents.insert(at, new),
                }
            }
            3..=4 if count > 0 => {
                let at = numbers.below(count);
                self.documents[at] = self.document(self.documents[at].0, numbers);
            }
            5 if count > 8 => drop(self.documents.remove(numbers.below(count))),
            6 if count > 0 => {
                // of one document only the title
                let at = numbers.below(count);
                let title = numbers.of(TITLES);
                for passage in &mut self.documents[at].1 {
                    title.clone_into(&mut passage.title);
                }
            }
            _ => {
                let iri = format!("e:{}", numbers.below(NAMES.len()));
                let name = numbers.of(NAMES).to_owned();
                let aliases = (0..numbers.below(2))
                    .map(|_| numbers.of(NAMES).to_owned())
                    .collect();
                let kind = *[Organization, Person, Place].get(numbers.below(3)).unwrap();
                self.entities.retain(|e| e.iri != iri);
                self.entities.push(EntityRecord {
                    iri,
                    kind,
                    name,
                    aliases,
                    edition: None,
                });
                self.entities.sort_by(|a, b| a.iri.cmp(&b.iri));
            }
        }
    }
}

/// A source whose knowledge changes.
#[derive(Default)]
struct Changing {
    now: RwLock<(u64, Arc<MemorySource>)>,
}

impl Changing {
    fn at(sequence: u64, source: Arc<MemorySource>) -> Self {
        Self {
            now: RwLock::new((sequence, source)),
        }
    }

    fn state(&self) -> (u64, Arc<MemorySource>) {
        self.now.read().unwrap().clone()
    }
}

impl Source for Changing {
    fn sequence(&self) -> u64 {
        self.state().0
    }
    fn pinned(&self) -> Option<Arc<dyn Source>> {
        let (sequence, source) = self.state();
        Some(Arc::new(Self::at(sequence, source)))
    }
    fn passages(&self) -> Arc<Vec<PassageRecord>> {
        self.state().1.passages()
    }
    fn documents(&self) -> Result<Vec<DocumentRecord>, QueryError> {
        self.state().1.documents()
    }
    fn entities(&self) -> Result<Vec<EntityRecord>, QueryError> {
        self.state().1.entities()
    }
    fn statements(&self) -> Result<Vec<StatementRecord>, QueryError> {
        self.state().1.statements()
    }
    fn content(&self, source: &str) -> Result<Option<Document>, QueryError> {
        self.state().1.content(source)
    }
    fn lexical(
        &self,
        query: &str,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, QueryError> {
        self.state().1.lexical(query, filter, k)
    }
    fn nearest(
        &self,
        query: &str,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, QueryError> {
        self.state().1.nearest(query, filter, k)
    }
}

/// Everything that an engine says to a question.
fn said(engine: &Engine, text: &str) -> String {
    let mut said = String::new();
    for mode in [Mode::Graph, Mode::Hybrid, Mode::Auto] {
        let found = engine
            .search(&Question::new(text).with_mode(mode).with_k(50))
            .unwrap();
        let hits = found
            .hits
            .iter()
            .map(|h| format!("{} {:?} {:?}", h.passage.iri, h.score, h.parts));
        let hits: Vec<String> = hits.collect();
        said += &format!(
            "{:?} {:?} {:?}\n{}\n",
            found.mode,
            found.seeds,
            found.seed_certainty,
            hits.join("\n")
        );
    }
    let answer = engine.ask(&Question::new(text)).unwrap();
    said + &format!("{answer:?}")
}

#[test]
fn a_state_from_the_one_before_answers_as_one_from_nothing() {
    let mut compared = 0;
    for seed in 0..6 {
        let mut numbers = Numbers(seed);
        let mut state = State::default();
        let source = Arc::new(Changing::default());
        let engine = Engine::over(Arc::clone(&source) as Arc<dyn Source>, EngineOptions::default());
        for step in 1..=25 {
            for _ in 0..1 + numbers.below(3) {
                state.change(&mut numbers);
            }
            *source.now.write().unwrap() = (step, Arc::new(state.source()));
            let anew = Engine::over(Arc::new(state.source()), EngineOptions::default());
            for question in [numbers.of(QUESTIONS), numbers.of(QUESTIONS)] {
                assert_eq!(
                    said(&engine, question),
                    said(&anew, question),
                    "seed {seed}, step {step}: {question}"
                );
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 6 * 25 * 2);
}

#[test]
fn as_many_passages_as_there_are_is_all_that_is_given() {
    let mut numbers = Numbers(7);
    let mut state = State::default();
    (0..40).for_each(|_| state.change(&mut numbers));
    let engine = Engine::over(Arc::new(state.source()), EngineOptions::default());
    let all = engine
        .search(&Question::new(QUESTIONS[0]).with_k(usize::MAX))
        .unwrap();
    let some = engine.search(&Question::new(QUESTIONS[0]).with_k(2)).unwrap();
    assert!(all.hits.len() > 2 && all.hits[..2] == some.hits[..]);
}
