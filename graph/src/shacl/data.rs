//! A data graph as shapes ask of it: by subject, by predicate, by predicate and object.
//!
//! A workbook gives hundreds of thousands of triples. A graph of the general kind keeps six orders of all of them and a table
//! of their terms; this one leaves the triples where they are and keeps three lists of numbers.

use std::hash::{DefaultHasher, Hash, Hasher};

use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, TermRef, TripleRef};

/// Triples, each once, found by their parts.
#[derive(Debug)]
pub(crate) struct Data<'d> {
    triples: Vec<TripleRef<'d>>,
    by_subject: Places,
    by_predicate: Places,
    by_object: Places,
}

/// Where triples stand, in the order of the hash of what they are found by.
#[derive(Debug)]
struct Places(Vec<(u64, usize)>);

fn hash(key: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

impl Places {
    fn new<'d, K: Hash>(triples: &[TripleRef<'d>], key: impl Fn(&TripleRef<'d>) -> K) -> Self {
        let mut places: Vec<(u64, usize)> = triples
            .iter()
            .enumerate()
            .map(|(i, t)| (hash(key(t)), i))
            .collect();
        places.sort_unstable();
        Self(places)
    }

    /// Places whose key has this hash: those that are looked for, and maybe another.
    fn of(&self, key: impl Hash) -> impl Iterator<Item = usize> {
        let wanted = hash(key);
        let from = self.0.partition_point(|(hash, _)| *hash < wanted);
        let rest = self.0.get(from..).unwrap_or_default();
        rest.iter()
            .take_while(move |(hash, _)| *hash == wanted)
            .map(|(_, place)| *place)
    }
}

impl<'d> Data<'d> {
    pub(crate) fn new(triples: impl Iterator<Item = TripleRef<'d>>) -> Self {
        let mut triples: Vec<TripleRef<'d>> = triples.collect();
        let mut again = vec![false; triples.len()];
        for pair in Places::new(&triples, |t| *t).0.windows(2) {
            if let [(a, i), (b, j)] = pair
                && a == b
                && triples.get(*i) == triples.get(*j)
                && let Some(again) = again.get_mut(*j)
            {
                *again = true;
            }
        }
        let mut again = again.into_iter();
        triples.retain(|_| !again.next().unwrap_or(false));
        Self {
            by_subject: Places::new(&triples, |t| t.subject),
            by_predicate: Places::new(&triples, |t| t.predicate),
            by_object: Places::new(&triples, |t| (t.predicate, t.object)),
            triples,
        }
    }

    fn at(&self, places: impl Iterator<Item = usize>) -> impl Iterator<Item = TripleRef<'d>> {
        places.filter_map(|place| self.triples.get(place).copied())
    }

    pub(super) fn triples_for_subject(
        &self,
        subject: NamedOrBlankNodeRef<'_>,
    ) -> impl Iterator<Item = TripleRef<'d>> {
        self.at(self.by_subject.of(subject))
            .filter(move |t| t.subject == subject)
    }

    pub(super) fn triples_for_predicate(
        &self,
        predicate: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = TripleRef<'d>> {
        self.at(self.by_predicate.of(predicate))
            .filter(move |t| t.predicate == predicate)
    }

    pub(super) fn objects(
        &self,
        subject: NamedOrBlankNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = TermRef<'d>> {
        self.triples_for_subject(subject)
            .filter(move |t| t.predicate == predicate)
            .map(|t| t.object)
    }

    pub(super) fn subjects(
        &self,
        predicate: NamedNodeRef<'_>,
        object: TermRef<'_>,
    ) -> impl Iterator<Item = NamedOrBlankNodeRef<'d>> {
        self.at(self.by_object.of((predicate, object)))
            .filter(move |t| t.predicate == predicate && t.object == object)
            .map(|t| t.subject)
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::model::{NamedNode, Triple};

    use super::Data;

    fn triple(subject: &str, predicate: &str, object: &str) -> Triple {
        let node = |name: &str| NamedNode::new_unchecked(format!("urn:{name}"));
        Triple::new(node(subject), node(predicate), node(object))
    }

    #[test]
    fn triples_are_found_by_their_parts_each_once() {
        let triples = [
            triple("a", "p", "b"),
            triple("a", "q", "b"),
            triple("a", "p", "b"),
            triple("c", "p", "b"),
            triple("a", "p", "d"),
        ];
        let data = Data::new(triples.iter().map(Triple::as_ref));
        let [a, _, _, c, d] = triples.each_ref().map(Triple::as_ref);
        assert_eq!(data.triples_for_subject(a.subject).count(), 3);
        assert_eq!(data.triples_for_predicate(a.predicate).count(), 3);
        assert_eq!(
            data.objects(a.subject, a.predicate).collect::<Vec<_>>(),
            [a.object, d.object]
        );
        let found: Vec<_> = data.subjects(a.predicate, a.object).collect();
        assert_eq!(found, [a.subject, c.subject]);
        assert_eq!(data.subjects(a.predicate, c.subject.into()).count(), 0);
    }
}
