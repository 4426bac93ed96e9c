//! People of one name: which of them a fact is about, and which of them a question means.
//!
//! A name is one thing to the index of facts; the graph knows the people. Where it knows several of a name, by where they work,
//! each fact about the name keeps whose it is. A body that the question names beside them says who is meant; where none is named and
//! they differ, all are told.

use std::collections::{BTreeSet, HashMap};

use quarry_extract::EntityType;
use quarry_graph::{EntityRecord, StatementRecord};

use super::facts::Fact;
use super::things::Things;
use crate::question::Relation;

/// The people who share names.
#[derive(Debug, Default)]
pub(crate) struct Namesakes {
    by_iri: HashMap<String, u32>,
    /// People of each name, by the thing of the name.
    of_name: HashMap<u32, Vec<u32>>,
    /// Where each works, as things.
    employers: Vec<BTreeSet<u32>>,
}

impl Namesakes {
    /// The people among `entities` who share a name with another, with where `statements` say that they work.
    pub(super) fn of(entities: &[EntityRecord], statements: &[StatementRecord], things: &mut Things) -> Self {
        let mut named: HashMap<u32, Vec<&str>> = HashMap::new();
        for person in entities.iter().filter(|e| e.kind == EntityType::Person) {
            if let Some(thing) = things.of_iri(&person.iri) {
                named.entry(thing).or_default().push(&person.iri);
            }
        }
        let mut this = Self::default();
        let mut named: Vec<(u32, Vec<&str>)> =
            named.into_iter().filter(|(_, people)| people.len() > 1).collect();
        named.sort_unstable();
        for (thing, people) in named {
            for iri in people {
                let number = u32::try_from(this.employers.len()).unwrap_or(u32::MAX);
                this.employers.push(BTreeSet::new());
                this.by_iri.insert(iri.to_owned(), number);
                this.of_name.entry(thing).or_default().push(number);
            }
        }
        if this.by_iri.is_empty() {
            return this;
        }
        for statement in statements.iter().filter(|s| s.asserted) {
            let (person, employer, name) =
                match (Relation::of_property(&statement.predicate), &statement.object) {
                    (Some(Relation::Affiliation), Some(employer)) => (
                        statement.subject.as_str(),
                        employer.as_str(),
                        &statement.object_name,
                    ),
                    (Some(Relation::Head), Some(person)) => (
                        person.as_str(),
                        statement.subject.as_str(),
                        &statement.subject_name,
                    ),
                    _ => continue,
                };
            if let Some(holder) = this.holder(person) {
                let thing = things.of_iri(employer).unwrap_or_else(|| things.add(name, None));
                this.work(holder, thing);
            }
        }
        this
    }

    fn work(&mut self, holder: u32, at: u32) {
        if let Some(employers) = self.employers.get_mut(holder as usize) {
            employers.insert(at);
        }
    }

    /// Which of the people of one name an IRI is; none where nobody shares the name.
    pub(super) fn holder(&self, iri: &str) -> Option<u32> {
        self.by_iri.get(iri).copied()
    }

    /// Takes up what things were joined to.
    pub(super) fn settle(&mut self, things: &Things) {
        for employers in &mut self.employers {
            *employers = employers.iter().map(|thing| things.root(*thing)).collect();
        }
        let of_name = std::mem::take(&mut self.of_name);
        for (thing, mut people) in of_name {
            self.of_name
                .entry(things.root(thing))
                .or_default()
                .append(&mut people);
        }
    }

    /// Says of the facts of table rows whose they are, by the employer that the row gives.
    pub(super) fn claim_rows(&self, facts: &mut [Fact]) {
        let row = |fact: &Fact| (fact.source.clone(), fact.locator.row, fact.subject);
        let mut of_row: HashMap<(String, Option<u32>, u32), u32> = HashMap::new();
        for fact in facts
            .iter()
            .filter(|f| f.relation == Relation::Affiliation && f.locator.row.is_some())
        {
            let (Some(people), Some(employer)) = (self.of_name.get(&fact.subject), fact.object.thing) else {
                continue;
            };
            let here = people.iter().find(|p| self.works_at(**p, employer));
            if let Some(person) = here {
                of_row.insert(row(fact), *person);
            }
        }
        if of_row.is_empty() {
            return;
        }
        for fact in facts
            .iter_mut()
            .filter(|f| f.holder.is_none() && self.of_name.contains_key(&f.subject))
        {
            fact.holder = of_row.get(&row(fact)).copied();
        }
    }

    fn works_at(&self, person: u32, employer: u32) -> bool {
        self.employers
            .get(person as usize)
            .is_some_and(|at| at.contains(&employer))
    }

    /// Where somebody works.
    pub(super) fn employers(&self, person: u32) -> impl Iterator<Item = u32> {
        self.employers.get(person as usize).into_iter().flatten().copied()
    }

    /// The facts of one name by whose they are: of the people at a body among `bodies`, if the question names one, else of each.
    /// One group where the facts are of one person, or nobody knows whose.
    pub(super) fn parted<'f>(&self, facts: Vec<&'f Fact>, bodies: &[u32]) -> Vec<Vec<&'f Fact>> {
        let people: BTreeSet<u32> = facts.iter().filter_map(|f| f.holder).collect();
        let subject = facts.first().map(|f| f.subject);
        let known = subject
            .and_then(|s| self.of_name.get(&s))
            .map_or(&[][..], Vec::as_slice);
        let meant: BTreeSet<u32> = known
            .iter()
            .copied()
            .filter(|p| bodies.iter().any(|body| self.works_at(*p, *body)))
            .collect();
        if !meant.is_empty() {
            let of_them = |f: &&Fact| f.holder.is_some_and(|holder| meant.contains(&holder));
            let kept: Vec<&Fact> = facts.iter().copied().filter(of_them).collect();
            // What is said of nobody in particular may be said of the one who is meant; what is said of another is not.
            return match kept.is_empty() {
                true => vec![facts.into_iter().filter(|f| f.holder.is_none()).collect()],
                false => vec![kept],
            };
        }
        if people.len() < 2 {
            return vec![facts];
        }
        let of = |person: u32| {
            facts
                .iter()
                .copied()
                .filter(|f| f.holder == Some(person))
                .collect()
        };
        people.into_iter().map(of).collect()
    }
}
