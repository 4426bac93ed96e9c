//! When statements hold, and which ones later documents revised. Nothing is erased: what was in force on a day can be asked for
//! as well as what is in force now.

use std::collections::HashMap;

use crate::error::GraphError;
use crate::knowledge::Knowledge;
use crate::read::{self, DocumentEntry, Named, Snapshot};
use crate::record::{DocumentRecord, StatementRecord};
use crate::resolve::Resolution;

/// A statement with its times.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedStatement {
    /// IRI of its reifier.
    pub iri: String,
    /// What is said.
    pub statement: StatementRecord,
    /// The date that its document bears, as year, year and month, or day (ISO 8601); none where it bears none.
    pub dated: Option<String>,
    /// From when it holds, where the text says so.
    pub valid_from: Option<String>,
    /// Until when it holds, that day included, where the text says so.
    pub valid_until: Option<String>,
    /// IRI of the statement that revises it; none while it is in force.
    pub superseded_by: Option<String>,
}

/// The documents of a commit that may be read.
fn readable<'a>(
    snapshot: &'a Snapshot,
    may_read: &'a dyn Fn(&DocumentRecord) -> bool,
) -> impl Iterator<Item = &'a DocumentEntry> + Clone {
    let all = snapshot.entries().iter().map(AsRef::as_ref);
    all.filter(move |entry: &&DocumentEntry| may_read(&entry.record))
}

/// Whether a date of less precision or the same begins no later than the other: `2024` begins before `2024-03-01`.
fn begins_by(date: &str, day: &str) -> bool {
    date.get(..date.len().min(day.len())) <= day.get(..date.len().min(day.len()))
}

impl DatedStatement {
    fn is_known_on(&self, day: &str) -> bool {
        self.dated.as_deref().is_none_or(|dated| begins_by(dated, day))
    }

    /// Whether the text has it hold on that day; true where it does not say.
    #[must_use]
    pub fn holds_on(&self, day: &str) -> bool {
        let begun = self.valid_from.as_deref().is_none_or(|from| begins_by(from, day));
        let ended = self
            .valid_until
            .as_deref()
            .is_some_and(|until| !begins_by(day, until));
        begun && !ended
    }

    fn qualifier(&self, name: &str) -> &str {
        let found = self.statement.qualifiers.iter().find(|(n, _)| n == name);
        found.map_or("", |(_, text)| text)
    }

    /// What a statement says of itself: superseded, initial, nothing, revised.
    fn standing(&self) -> u8 {
        match (self.qualifier("status"), self.qualifier("version")) {
            ("superseded" | "former", _) => 0,
            (_, "initial") => 1,
            (_, "revised") => 3,
            _ => 2,
        }
    }

    /// Whether its document bears a later date.
    fn is_later_than(&self, other: &Self) -> bool {
        match (&self.dated, &other.dated) {
            (Some(own), Some(other)) => !begins_by(own, other),
            _ => false,
        }
    }

    /// Whether two statements say the same: of one thing, of one typed value however it is written, or of one text.
    fn says_what(&self, other: &Self) -> bool {
        let (one, two) = (&self.statement, &other.statement);
        match (&one.value, &two.value) {
            (Some(value), Some(other)) => value == other,
            _ => (&one.object, &one.object_name) == (&two.object, &two.object_name),
        }
    }
}

/// Marks what others revise. Who says of a value that another took its place revises that value wherever it stands. Of
/// statements of one thing by a property that has one value at a time, and of one year where a year is given, one that calls
/// itself revised revises others, and so does one of a later document. Where neither is said nothing is decided: the statements
/// contradict each other, and both stand.
fn mark(statements: &mut [DatedStatement], has_one_value: impl Fn(&str) -> bool) {
    let mut groups: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (n, dated) in statements.iter().enumerate() {
        let said = &dated.statement;
        if said.asserted {
            groups
                .entry((&said.subject, &said.predicate))
                .or_default()
                .push(n);
        }
    }
    let mut found: Vec<(usize, String)> = Vec::new();
    for ((_, predicate), group) in groups.into_iter().filter(|(_, group)| group.len() > 1) {
        let of = Group(group.iter().filter_map(|n| statements.get(*n)).collect());
        let single = has_one_value(predicate);
        let revisions = of.revisions();
        if !single && revisions.is_empty() {
            continue;
        }
        for (n, old) in group.iter().zip(&of.0) {
            let by = of
                .replaces(old, &revisions)
                .or_else(|| single.then(|| of.revises(old)).flatten());
            found.extend(by.map(|by| (*n, by.iri.clone())));
        }
    }
    for (old, by) in found {
        if let Some(statement) = statements.get_mut(old) {
            statement.superseded_by = Some(by);
        }
    }
}

/// What is said of one thing by one property.
struct Group<'a>(Vec<&'a DatedStatement>);

impl Group<'_> {
    /// Each value that a sentence says was replaced, with what took its place.
    fn revisions(&self) -> Vec<(&DatedStatement, &DatedStatement)> {
        let replaced = self.0.iter().filter(|s| s.qualifier("status") == "superseded");
        let revised = |old: &&DatedStatement| {
            let of_one = |s: &&&DatedStatement| {
                let (new, old) = (&s.statement, &old.statement);
                new.source == old.source && new.quote == old.quote && s.qualifier("version") == "revised"
            };
            self.0.iter().find(of_one).copied()
        };
        replaced.filter_map(|old| Some((*old, revised(old)?))).collect()
    }

    /// What is said to have taken the place of the value of `old`, the latest first.
    fn replaces(
        &self,
        old: &DatedStatement,
        revisions: &[(&DatedStatement, &DatedStatement)],
    ) -> Option<&DatedStatement> {
        let year = |s: &DatedStatement| s.qualifier("year").to_owned();
        let of_year = |s: &DatedStatement| year(s).is_empty() || year(old).is_empty() || year(s) == year(old);
        // What was replaced may come back.
        let comes_back = |new: &DatedStatement| {
            let again = |s: &&DatedStatement| s.standing() == 3 && s.says_what(old) && s.is_later_than(new);
            self.0.iter().any(again)
        };
        let replaces = revisions.iter().filter(|(replaced, new)| {
            replaced.says_what(old) && !new.says_what(old) && of_year(new) && !comes_back(new)
        });
        let found = replaces.max_by_key(|(_, new)| (new.dated.clone(), std::cmp::Reverse(&new.iri)))?;
        self.0.iter().find(|s| s.iri == found.1.iri).copied()
    }

    /// What revises `old`, the latest first, by a property that has one value at a time.
    fn revises(&self, old: &DatedStatement) -> Option<&DatedStatement> {
        let replaced = |value: &DatedStatement| {
            let gone = |s: &&DatedStatement| s.standing() == 0 && s.says_what(value);
            self.0.iter().any(gone)
        };
        let revises = |new: &&&DatedStatement| {
            if new.says_what(old) || new.qualifier("year") != old.qualifier("year") {
                return false;
            }
            match (new.standing(), old.standing()) {
                // A revision stands until a later paper says something else; what was replaced is nothing else.
                (3, 2) => !old.is_later_than(new) || replaced(old),
                (2, 3) => new.is_later_than(old) && !replaced(new),
                (new, old) if new != old => new > old,
                _ => new.is_later_than(old),
            }
        };
        let latest = |s: &&&DatedStatement| (s.standing(), s.dated.clone(), std::cmp::Reverse(s.iri.clone()));
        self.0.iter().filter(revises).max_by_key(latest).copied()
    }
}

impl Knowledge {
    /// Every statement and candidate with its times, document by document; what later documents revise names what revises it.
    ///
    /// # Errors
    /// What the store said.
    pub fn timeline(&self) -> Result<Vec<DatedStatement>, GraphError> {
        let snapshot = self.snapshot();
        let documents = snapshot.entries().iter().map(AsRef::as_ref);
        self.timeline_of(documents, snapshot.resolution())
    }

    /// The same of the documents that may be read: no other revises what they say.
    ///
    /// # Errors
    /// What the store said.
    pub fn timeline_among(
        &self,
        may_read: &dyn Fn(&DocumentRecord) -> bool,
    ) -> Result<Vec<DatedStatement>, GraphError> {
        let snapshot = self.snapshot();
        let documents = readable(&snapshot, may_read);
        self.timeline_of(documents, snapshot.resolution())
    }

    /// The same of some documents alone, with entities as these alone resolve them.
    pub(crate) fn timeline_of<'a>(
        &self,
        documents: impl Iterator<Item = &'a DocumentEntry> + Clone,
        resolution: &Resolution,
    ) -> Result<Vec<DatedStatement>, GraphError> {
        let mut statements = self.dated(documents, resolution)?;
        mark(&mut statements, |predicate| self.has_one_value(predicate));
        Ok(statements)
    }

    /// Statements as they stood on a day (ISO 8601): those of documents that bear no later date, that hold on that day as far as
    /// their text says, and that none of the others revises.
    ///
    /// # Errors
    /// What the store said.
    pub fn statements_as_of(&self, day: &str) -> Result<Vec<DatedStatement>, GraphError> {
        self.statements_as_of_among(day, &|_| true)
    }

    /// The same of the documents that may be read: no other revises what they say.
    ///
    /// # Errors
    /// What the store said.
    pub fn statements_as_of_among(
        &self,
        day: &str,
        may_read: &dyn Fn(&DocumentRecord) -> bool,
    ) -> Result<Vec<DatedStatement>, GraphError> {
        let snapshot = self.snapshot();
        let documents = readable(&snapshot, may_read);
        let mut statements = self.dated(documents, snapshot.resolution())?;
        statements.retain(|dated| dated.is_known_on(day) && dated.holds_on(day));
        mark(&mut statements, |predicate| self.has_one_value(predicate));
        statements.retain(|dated| dated.superseded_by.is_none());
        Ok(statements)
    }

    /// Paths of the documents that bear no later date than a day (ISO 8601), those without a date too.
    #[must_use]
    pub fn sources_as_of(&self, day: &str) -> Vec<String> {
        let snapshot = self.snapshot();
        let known = snapshot
            .entries()
            .iter()
            .filter(|entry| entry.date.as_deref().is_none_or(|dated| begins_by(dated, day)));
        known.map(|entry| entry.record.source.clone()).collect()
    }

    fn dated<'a>(
        &self,
        documents: impl Iterator<Item = &'a DocumentEntry> + Clone,
        resolution: &Resolution,
    ) -> Result<Vec<DatedStatement>, GraphError> {
        let dates: HashMap<&str, Option<&str>> = documents
            .clone()
            .map(|e| (e.record.source.as_str(), e.date.as_deref()))
            .collect();
        let named = read::read_statements(self.store(), documents, resolution)?;
        let with_times = |named: Named| DatedStatement {
            dated: dates
                .get(named.statement.source.as_str())
                .copied()
                .flatten()
                .map(str::to_owned),
            iri: named.iri,
            statement: named.statement,
            valid_from: named.valid_from,
            valid_until: named.valid_until,
            superseded_by: None,
        };
        Ok(named.into_iter().map(with_times).collect())
    }

    fn has_one_value(&self, predicate: &str) -> bool {
        self.schema().axioms.has_one_value(predicate)
    }
}

#[cfg(test)]
mod tests {
    use super::begins_by;

    #[test]
    fn dates_of_less_precision_compare_by_what_they_say() {
        assert!(begins_by("2024", "2024-03-01"));
        assert!(begins_by("2024-03-01", "2024"));
        assert!(begins_by("2024-02", "2024-03-01"));
        assert!(!begins_by("2024-04", "2024-03-01"));
        assert!(!begins_by("2025", "2024-12-31"));
    }
}
