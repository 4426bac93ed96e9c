//! A data graph as shapes ask of it: by subject, by predicate, by predicate and object.
//!
//! A workbook gives hundreds of thousands of triples. A graph of the general kind keeps six orders of all of them and a table
//! of their terms; this one leaves the terms where they are and keeps two orders of numbers.

use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, TermRef, TripleRef};

use crate::rdf::triples::{Numbers, TermNumber, Triples};

/// Triples, each once, found by their parts.
#[derive(Debug)]
pub(crate) struct Data<'d> {
    of: &'d Triples,
    /// In order of subject, predicate, object.
    by_subject: Vec<Numbers>,
    /// Predicate, object, subject of each, in that order.
    by_predicate: Vec<Numbers>,
}

impl<'d> Data<'d> {
    /// Everything but the triples of one predicate.
    pub(crate) fn new(of: &'d Triples, left_out: Option<NamedNodeRef<'_>>) -> Self {
        let mut by_subject = of.numbers_without(left_out);
        by_subject.sort_unstable();
        by_subject.dedup();
        let mut by_predicate: Vec<Numbers> = by_subject.iter().map(|[s, p, o]| [*p, *o, *s]).collect();
        by_predicate.sort_unstable();
        Self {
            of,
            by_subject,
            by_predicate,
        }
    }

    /// Those whose subject, and whose predicate where one is given, is this.
    fn of_subject(
        &self,
        subject: NamedOrBlankNodeRef<'_>,
        predicate: Option<NamedNodeRef<'_>>,
    ) -> impl Iterator<Item = TripleRef<'d>> {
        let first = self.of.find(subject.into());
        let second = predicate.map(|p| self.of.find(p.into()));
        let found = beginning(&self.by_subject, first, second);
        let of = self.of;
        found.iter().filter_map(move |numbers| of.at(*numbers))
    }

    fn of_predicate(
        &self,
        predicate: NamedNodeRef<'_>,
        object: Option<TermRef<'_>>,
    ) -> impl Iterator<Item = TripleRef<'d>> {
        let first = self.of.find(predicate.into());
        let second = object.map(|o| self.of.find(o));
        let found = beginning(&self.by_predicate, first, second);
        let of = self.of;
        found.iter().filter_map(move |[p, o, s]| of.at([*s, *p, *o]))
    }

    pub(super) fn triples_for_subject(
        &self,
        subject: NamedOrBlankNodeRef<'_>,
    ) -> impl Iterator<Item = TripleRef<'d>> {
        self.of_subject(subject, None)
    }

    pub(super) fn triples_for_predicate(
        &self,
        predicate: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = TripleRef<'d>> {
        self.of_predicate(predicate, None)
    }

    pub(super) fn objects(
        &self,
        subject: NamedOrBlankNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = TermRef<'d>> {
        self.of_subject(subject, Some(predicate)).map(|t| t.object)
    }

    pub(super) fn subjects(
        &self,
        predicate: NamedNodeRef<'_>,
        object: TermRef<'_>,
    ) -> impl Iterator<Item = NamedOrBlankNodeRef<'d>> {
        self.of_predicate(predicate, Some(object)).map(|t| t.subject)
    }
}

/// The run of `order` that begins with these numbers; nothing where one that is asked for is no term of the triples.
fn beginning(order: &[Numbers], first: Option<TermNumber>, second: Option<Option<TermNumber>>) -> &[Numbers] {
    let Some(first) = first else { return &[] };
    let second = match second {
        None => None,
        Some(None) => return &[],
        Some(known) => known,
    };
    let key = |numbers: &Numbers| (numbers[0], second.map_or(0, |_| numbers[1]));
    let wanted = (first, second.unwrap_or(0));
    let from = order.partition_point(|numbers| key(numbers) < wanted);
    let rest = order.get(from..).unwrap_or_default();
    let to = rest.partition_point(|numbers| key(numbers) <= wanted);
    rest.get(..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use oxigraph::model::{NamedNode, Triple};

    use super::{Data, Triples};

    fn triple(subject: &str, predicate: &str, object: &str) -> Triple {
        let node = |name: &str| NamedNode::new_unchecked(format!("urn:{name}"));
        Triple::new(node(subject), node(predicate), node(object))
    }

    #[test]
    fn triples_are_found_by_their_parts_each_once() {
        let said = [
            triple("a", "p", "b"),
            triple("a", "q", "b"),
            triple("a", "p", "b"),
            triple("c", "p", "b"),
            triple("a", "p", "d"),
        ];
        let triples: Triples = said.iter().map(Triple::as_ref).collect();
        let data = Data::new(&triples, None);
        let [a, q, _, c, d] = said.each_ref().map(Triple::as_ref);
        assert_eq!(data.triples_for_subject(a.subject).count(), 3);
        assert_eq!(data.triples_for_predicate(a.predicate).count(), 3);
        let objects: Vec<_> = data.objects(a.subject, a.predicate).collect();
        assert_eq!(objects, [a.object, d.object]);
        let found: Vec<_> = data.subjects(a.predicate, a.object).collect();
        assert_eq!(found, [a.subject, c.subject]);
        assert_eq!(data.subjects(a.predicate, c.subject.into()).count(), 0);
        let unknown = NamedNode::new_unchecked("urn:unknown");
        assert_eq!(data.objects(a.subject, unknown.as_ref()).count(), 0);
        let without = Data::new(&triples, Some(q.predicate));
        assert_eq!(without.triples_for_subject(a.subject).count(), 2);
    }
}
