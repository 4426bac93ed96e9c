//! Facts, from statements and from table rows, indexed by the things that they are about.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use quarry_extract::{ASSERTED, TypedValue};
use quarry_graph::{ColumnMeaning, EntityRecord, PassageRecord, StatementRecord};
use quarry_ingest::{Document, Locator, Scalar};

use super::bracketed::bracketed_names;
use super::headers::is_total;
use super::namesakes::Namesakes;
use super::roll::Layout;
use super::rows::read_tables;
use super::tables::Tables;
use super::things::Things;
use super::values::{dates, number_of, ordinal};
use crate::passages::Readable;
use crate::question::{Analysis, Relation, Transcribed};
use crate::retrieval::{Kept, PassageGraph, Readings, Translator};
use crate::text::{Looked, NameTrie, Sightings, name_key};

/// Where in time a fact holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Nothing is said of it.
    #[default]
    Plain,
    /// It holds now.
    Current,
    /// It was replaced.
    Superseded,
}

/// What stands at the end of a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Object {
    /// The thing, where it is one.
    pub thing: Option<u32>,
    /// As the document writes it.
    pub text: String,
    /// Typed value of a date, an amount or a number.
    pub value: Option<TypedValue>,
}

/// One fact with its evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it is about.
    pub subject: u32,
    /// Along which relation.
    pub relation: Relation,
    /// What it says.
    pub object: Object,
    /// Year of a figure.
    pub year: Option<i32>,
    /// Whether it was revised, or holds.
    pub standing: Standing,
    /// Date of an event, or since when it holds, ISO 8601.
    pub date: Option<String>,
    /// Path of the document.
    pub source: String,
    /// The sentence or cell that says it.
    pub quote: String,
    /// Where that stands.
    pub locator: Locator,
    /// Number of the passage that holds it.
    pub passage: Option<u32>,
    /// 0 to 1.
    pub confidence: f32,
    /// Which of the people of one name it is about, where there are several.
    pub holder: Option<u32>,
    /// The year of the undertaking that it is about, where there are several of one name.
    pub edition: Option<i32>,
}

/// Every fact that may be read, by subject and by object.
#[derive(Debug, Default)]
pub struct FactIndex {
    /// What the facts are about.
    pub things: Things,
    pub(crate) facts: Vec<Fact>,
    by_subject: HashMap<(u32, Relation), Vec<usize>>,
    by_object: HashMap<(u32, Relation), Vec<usize>>,
    active: HashSet<u32>,
    literals: HashSet<String>,
    pub(crate) titled: HashMap<u32, Vec<u32>>,
    pub(crate) mentions: HashMap<u32, Vec<u32>>,
    pub(crate) passages: Readable,
    pub(super) tables: Tables,
    /// Names by their sound, found when the first question needs them.
    transcribed: OnceLock<Transcribed>,
    /// What the tables are, found when the first question needs it.
    rolls: OnceLock<Layout>,
    pub(super) namesakes: Namesakes,
    /// Cells whose value a shape held back.
    held: HashSet<Cell>,
    /// Which names stand in which passages, by row.
    sightings: Sightings,
    /// Paths of names that there were when all was read anew.
    born: usize,
}

/// What an organisation says that a column of these headers states.
pub(crate) type Meaning<'a> = dyn Fn(&[String]) -> Option<ColumnMeaning> + 'a;

/// An earlier state, of which is taken over what holds still.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Before<'a> {
    /// Its facts.
    pub(crate) facts: &'a FactIndex,
    /// What its passages hold.
    pub(crate) readings: &'a Readings,
    /// Which of them stood there already.
    pub(crate) kept: &'a Kept,
}

impl FactIndex {
    /// Indexes `statements` and the rows of the tables in `documents`, with evidence among `passages`. From an earlier state is
    /// taken over what holds still; the index is the same. `meaning` tells what columns mean to the organisation.
    #[must_use]
    pub(crate) fn build(
        statements: &[StatementRecord],
        entities: &[EntityRecord],
        passages: Readable,
        (documents, meaning): (&[Document], &Meaning<'_>),
        translator: &Translator,
        before: Option<Before<'_>>,
    ) -> Self {
        let trie = before.map_or_else(NameTrie::default, |b| {
            NameTrie::on(Arc::clone(b.facts.things.trie().paths()))
        });
        let mut things = Things::on(trie, entities);
        let titles: Vec<u32> = passages.iter().map(|p| things.add(&p.title, None)).collect();
        let mut namesakes = Namesakes::of(entities, statements, &mut things);
        let editions: HashMap<&str, i32> = entities
            .iter()
            .filter_map(|e| Some((e.iri.as_str(), e.edition.as_ref()?.parse().ok()?)))
            .collect();
        let mut facts: Vec<Fact> = statements
            .iter()
            .filter(|s| s.asserted && !is_total(&s.subject_name) && !is_total(&s.object_name))
            .flat_map(|s| {
                let mut facts = facts_of(s, &mut things);
                let holder = namesakes.holder(&s.subject);
                let edition = editions.get(s.subject.as_str()).copied();
                for fact in &mut facts {
                    fact.holder = holder;
                    fact.edition = edition;
                }
                facts
            })
            .collect();
        let stated = facts.len();
        for document in documents {
            read_tables(document, meaning, &mut things, &mut facts);
        }
        write_as_printed(&mut facts, stated);
        things.seal();
        let given: Vec<(String, String)> = passages
            .iter()
            .filter(|p| p.rows.is_none())
            .flat_map(|p| bracketed_names(&p.text, &things))
            .collect();
        things.take_names(&given);
        things.take_names(&Transcribed::of(&things).pairs(&things, translator));
        let places = Places::of(passages.iter());
        for fact in &mut facts {
            fact.subject = things.root(fact.subject);
            fact.object.thing = fact.object.thing.map(|t| things.root(t));
            fact.passage = places.find(fact, &things);
        }
        facts.shrink_to_fit();
        namesakes.settle(&things);
        namesakes.claim_rows(&mut facts);
        let tables = Tables::of(documents, meaning, passages.iter(), &things);
        let held = statements.iter().filter_map(held_back).collect();
        let mut index = Self {
            things,
            facts,
            tables,
            namesakes,
            held,
            ..Self::default()
        };
        for (number, fact) in index.facts.iter().enumerate() {
            index
                .by_subject
                .entry((fact.subject, fact.relation))
                .or_default()
                .push(number);
            index.active.insert(fact.subject);
            index.active.extend(fact.object.thing);
            if !fact.relation.range().is_thing() {
                index.literals.insert(name_key(&fact.object.text));
            }
            if let Some(thing) = fact.object.thing {
                index
                    .by_object
                    .entry((thing, fact.relation))
                    .or_default()
                    .push(number);
            }
        }
        for (passage, title) in passages.iter().zip(titles) {
            let thing = index.things.root(title);
            index.titled.entry(thing).or_default().push(passage.id.0);
        }
        index.sight(&passages, before);
        index.passages = passages;
        index
    }

    /// Finds which things each passage names.
    fn sight(&mut self, passages: &Readable, before: Option<Before<'_>>) {
        let trie = self.things.trie();
        let known = trie.known();
        let may_name = before.map(|b| b.readings.may_name(&b.facts.sightings.news(&known), trie.paths()));
        let came = |row: usize| may_name.as_ref().is_none_or(|may| may.get(row) != Some(&false));
        let texts = passages.iter().enumerate().map(|(row, passage)| Looked {
            text: &passage.text,
            before: before.and_then(|b| b.kept.row_before(row)),
        });
        let earlier = before.map(|b| (&b.facts.sightings, &came as &dyn Fn(usize) -> bool));
        self.sightings = Sightings::look(trie.paths(), known, texts, earlier, |_, _| true);
        self.born = before.map_or_else(|| trie.paths().len(), |b| b.facts.born);
        let mut written: HashMap<u32, usize> = HashMap::new();
        for (row, passage) in passages.iter().enumerate() {
            for path in self.sightings.row(row) {
                *written.entry(*path).or_default() += 1;
                if let Some(thing) = trie.of_path(*path) {
                    self.mentions.entry(thing).or_default().push(passage.id.0);
                }
            }
        }
        for places in self.mentions.values_mut() {
            places.dedup();
        }
        self.things.prefer(&written);
    }

    /// Whether so few of the names that it carries are in use that the next is better built from nothing.
    pub(crate) fn is_worn(&self) -> bool {
        self.things.trie().paths().is_worn(self.born)
    }

    /// Number of facts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether there are no facts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Facts about `thing` along `relation`.
    pub fn about(&self, thing: u32, relation: Relation) -> impl Iterator<Item = (usize, &Fact)> {
        self.by_subject
            .get(&(thing, relation))
            .into_iter()
            .flatten()
            .filter_map(|&i| self.facts.get(i).map(|f| (i, f)))
    }

    /// Facts that lead to `thing` along `relation`.
    pub fn leading_to(&self, thing: u32, relation: Relation) -> impl Iterator<Item = (usize, &Fact)> {
        self.by_object
            .get(&(thing, relation))
            .into_iter()
            .flatten()
            .filter_map(|&i| self.facts.get(i).map(|f| (i, f)))
    }

    /// Takes a question apart by the names that are known here.
    #[must_use]
    pub fn analyse(&self, question: &str) -> Analysis {
        Analysis::of(question, self.things.trie(), &|thing| {
            self.active.contains(&thing)
        })
    }

    /// What the tables are as rolls of works.
    pub(super) fn rolls(&self) -> &Layout {
        self.rolls.get_or_init(|| Layout::of(&self.tables.views))
    }

    /// The question with names that it has in Latin letters as the papers write them; none where there are none.
    pub(crate) fn in_writing_of_papers(&self, question: &str, translator: &Translator) -> Option<String> {
        let latin = question.bytes().any(|b| b.is_ascii_uppercase());
        let transcribed = || self.transcribed.get_or_init(|| Transcribed::of(&self.things));
        latin
            .then(|| transcribed().in_writing_of_papers(question, &self.analyse(question), translator))
            .flatten()
    }

    /// Whether a shape held back what stands in a cell.
    pub(super) fn is_held_back(&self, source: &str, locator: &Locator) -> bool {
        let (Some(row), Some(column)) = (locator.row, locator.column) else {
            return false;
        };
        !self.held.is_empty() && self.held.contains(&(source.to_owned(), row, column))
    }

    /// Whether some fact has exactly this text as its value, such as a job title.
    #[must_use]
    pub fn is_literal(&self, text: &str) -> bool {
        self.literals.contains(&name_key(text))
    }

    /// Passages that carry the facts which the question asks for, the first step of a chain first; empty where its chain is
    /// not known.
    #[must_use]
    pub fn evidence_for(&self, question: &str, _: &PassageGraph) -> Vec<u32> {
        let analysis = self.analyse(question);
        let Some(found) = super::resolve(&analysis, self) else {
            return Vec::new();
        };
        let mut passages: Vec<u32> = Vec::new();
        for evidence in found.evidence.iter().chain(&found.more) {
            if let Some(passage) = evidence.passage
                && !passages.contains(&passage)
            {
                passages.push(passage);
            }
        }
        passages
    }
}

/// A cell: the path of its document, its row and its column.
type Cell = (String, u32, u32);

/// The cell of a statement that is sure enough to be asserted and is not: it breaks a shape.
fn held_back(statement: &StatementRecord) -> Option<Cell> {
    let held = !statement.asserted && statement.confidence >= ASSERTED;
    let (row, column) = (statement.locator.row?, statement.locator.column?);
    held.then(|| (statement.source.clone(), row, column))
}

/// The facts of one statement: itself, and since when a head is one.
fn facts_of(statement: &StatementRecord, things: &mut Things) -> Vec<Fact> {
    let Some(relation) = Relation::of_property(&statement.predicate) else {
        return Vec::new();
    };
    let subject = match things.of_iri(&statement.subject) {
        Some(thing) => thing,
        None => {
            let thing = things.add(&statement.subject_name, None);
            things.tie(&statement.subject, thing);
            thing
        }
    };
    let object_thing = statement
        .object
        .as_ref()
        .filter(|_| relation.range().is_thing())
        .map(|iri| {
            things.of_iri(iri).unwrap_or_else(|| {
                let thing = things.add(&statement.object_name, None);
                things.tie(iri, thing);
                thing
            })
        });
    let object_thing = object_thing.or_else(|| {
        if relation.range().is_thing() {
            things.named(&statement.object_name)
        } else {
            None
        }
    });
    let qualifier = |names: &[&str]| {
        statement
            .qualifiers
            .iter()
            .find(|(k, _)| names.contains(&k.as_str()))
            .map(|(_, v)| v.as_str())
    };
    let standing = match (qualifier(&["status"]), qualifier(&["version"])) {
        (Some("former" | "superseded"), _) | (None, Some("initial" | "original")) => Standing::Superseded,
        (Some("current"), _) | (None, Some("revised")) => Standing::Current,
        _ if qualifier(&["until", "validThrough"]).is_some() && relation == Relation::Head => {
            Standing::Superseded
        }
        _ => Standing::Plain,
    };
    let iso = |text: &str| dates(text).into_iter().next().map(|d| d.iso);
    let date = qualifier(&["date", "on", "since"]).and_then(iso);
    let year = qualifier(&["fy", "year", "fiscalYear", "period"])
        .and_then(|y| y.get(..4).unwrap_or(y).parse().ok())
        .filter(|y| (1900..=2200).contains(y));
    let fact = Fact {
        subject,
        relation,
        object: Object {
            thing: object_thing,
            text: statement.object_name.clone(),
            value: statement.value.clone(),
        },
        year,
        standing,
        date: date.clone(),
        source: statement.source.clone(),
        quote: statement.quote.clone(),
        locator: statement.locator.clone(),
        passage: None,
        confidence: statement.confidence,
        holder: None,
        edition: None,
    };
    let mut facts = vec![];
    if relation == Relation::Head
        && standing != Standing::Superseded
        && let Some(since) = qualifier(&["since"])
    {
        let written = dates(&statement.quote)
            .into_iter()
            .find(|d| Some(&d.iso) == date.as_ref())
            .map_or_else(|| since.to_owned(), |d| d.text);
        facts.push(Fact {
            relation: Relation::TookOffice,
            object: Object {
                thing: None,
                text: written,
                value: date.map(date_value),
            },
            ..fact.clone()
        });
    }
    facts.push(fact);
    facts
}

/// A document's path with a row and a column of its tables.
type CellKey<'a> = (&'a str, Option<u32>, Option<u32>);

/// Writes the amounts that statements took from cells as the tables, whose facts come from `stated` on, print them.
fn write_as_printed(facts: &mut [Fact], stated: usize) {
    let Some((statements, rows)) = facts.split_at_mut_checked(stated) else {
        return;
    };
    let place = |fact: &Fact| (fact.locator.row, fact.locator.column);
    let mut printed: HashMap<CellKey<'_>, Vec<&Fact>> = HashMap::new();
    for fact in rows.iter().filter(|f| f.object.value.is_some()) {
        let (row, column) = place(fact);
        printed
            .entry((fact.source.as_str(), row, column))
            .or_default()
            .push(fact);
    }
    for fact in statements.iter_mut().filter(|f| f.locator.row.is_some()) {
        let (row, column) = place(fact);
        let same = |other: &&&Fact| other.relation == fact.relation && other.number() == fact.number();
        let found = printed
            .get(&(fact.source.as_str(), row, column))
            .and_then(|all| all.iter().find(same));
        if let Some(other) = found {
            let text = other.object.text.clone();
            fact.object.text = text;
        }
    }
}

/// A date as a typed value.
#[must_use]
pub(super) fn date_value(iso: String) -> TypedValue {
    TypedValue {
        scalar: Scalar::Date(iso),
        unit: None,
    }
}

impl Fact {
    /// The object as a number that sorts and adds: amounts in their base unit, dates by time.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        self.object.value.as_ref().and_then(number_of).or_else(|| {
            let found = dates(&self.object.text).into_iter().next()?;
            ordinal(&found.iso)
        })
    }
}

/// Passages by document, to find the one that holds a piece of evidence.
struct Places<'a> {
    by_source: HashMap<&'a str, Vec<Spot<'a>>>,
}

/// A passage with its text without white space, once somebody asked for that.
struct Spot<'a> {
    passage: &'a PassageRecord,
    squeezed: OnceCell<String>,
}

impl<'a> Places<'a> {
    fn of(passages: impl Iterator<Item = &'a PassageRecord>) -> Self {
        let mut by_source: HashMap<&str, Vec<Spot<'_>>> = HashMap::new();
        for passage in passages {
            let spot = Spot {
                passage,
                squeezed: OnceCell::new(),
            };
            by_source.entry(passage.source.as_str()).or_default().push(spot);
        }
        Self { by_source }
    }

    /// The passage that holds a fact's quote at its place, and names its subject where several do.
    fn find(&self, fact: &Fact, things: &Things) -> Option<u32> {
        let candidates = self.by_source.get(fact.source.as_str())?;
        let quote = squeezed(&fact.quote);
        let subject: Vec<String> = things.names(fact.subject).iter().map(|n| squeezed(n)).collect();
        let rated = candidates.iter().map(|spot| {
            let passage = spot.passage;
            let text = spot.squeezed.get_or_init(|| squeezed(&passage.text));
            let holds = text.contains(&quote);
            let names = subject.iter().any(|n| text.contains(n.as_str()));
            let near = closeness(&passage.locator, &fact.locator, passage.rows);
            (
                near,
                holds,
                usize::from(holds) * 4 + usize::from(names) * 3 + near,
                passage,
            )
        });
        rated
            .filter(|(near, holds, ..)| *holds || *near >= 3)
            .max_by_key(|(near, _, score, passage)| (*near > 0, *score, std::cmp::Reverse(passage.id)))
            .map(|(.., passage)| passage.id.0)
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How near a passage stands to a piece of evidence: 0 elsewhere, more the better.
fn closeness(passage: &Locator, evidence: &Locator, rows: Option<(u32, u32)>) -> usize {
    use quarry_ingest::Place;
    let row = match (rows, evidence.row) {
        (Some((start, end)), Some(row)) => 1 + usize::from((start..end).contains(&row)),
        (None, None) => 2,
        _ => 0,
    };
    let place = match (&passage.place, &evidence.place) {
        (Place::Page { page: a, bbox: p }, Place::Page { page: b, bbox: q }) if a == b => {
            1 + usize::from(p[1] <= q[1] + 1.0 && q[3] <= p[3] + 1.0)
        }
        (Place::Sheet { sheet: a, .. }, Place::Sheet { sheet: b, .. }) if a == b => 1,
        (
            Place::Section {
                section: a,
                paragraph: p,
                ..
            },
            Place::Section {
                section: b,
                paragraph: q,
                ..
            },
        ) if a == b => 1 + usize::from(p == q),
        (Place::Lines { start, end, .. }, Place::Lines { start: s, end: e, .. }) => {
            usize::from(start <= e && s <= end) * 2
        }
        (a, b) => usize::from(a == b),
    };
    if place == 0 { 0 } else { place + row }
}
