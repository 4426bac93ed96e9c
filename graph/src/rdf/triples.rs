//! The triples of one document while they are made ready: each term is kept once, and a triple is three numbers.
//!
//! The graph of a large workbook says four hundred thousand things in a hundred thousand terms, most of them IRIs of its own. As
//! separate triples they are a third of a kilobyte each.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef, TripleRef};

/// A term, as [`Triples`] count them.
pub(crate) type TermNumber = u32;

/// Subject, predicate and object.
pub(crate) type Numbers = [TermNumber; 3];

/// Triples in the order in which they were said.
#[derive(Debug, Default)]
pub(crate) struct Triples {
    terms: Vec<Term>,
    /// Where a term stands, by its hash; one of several with the same hash stands under the next free number.
    places: HashMap<u64, TermNumber>,
    all: Vec<Numbers>,
}

fn hash(term: TermRef<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    term.hash(&mut hasher);
    hasher.finish()
}

/// The triple that numbers stand for; none where its terms cannot stand so, which nothing says.
fn triple(terms: &[Term], [subject, predicate, object]: Numbers) -> Option<TripleRef<'_>> {
    let term = |number: TermNumber| terms.get(number as usize);
    let subject = match term(subject)? {
        Term::NamedNode(node) => NamedOrBlankNodeRef::from(node),
        Term::BlankNode(node) => node.into(),
        _ => return None,
    };
    let Term::NamedNode(predicate) = term(predicate)? else {
        return None;
    };
    Some(TripleRef {
        subject,
        predicate: predicate.as_ref(),
        object: term(object)?.as_ref(),
    })
}

impl Triples {
    /// The number of a term, where some triple has it.
    pub(crate) fn find(&self, term: TermRef<'_>) -> Option<TermNumber> {
        self.place(term).ok()
    }

    /// The number of a term, or the key that it would stand under.
    fn place(&self, term: TermRef<'_>) -> Result<TermNumber, u64> {
        let mut key = hash(term);
        while let Some(at) = self.places.get(&key) {
            if self.terms.get(*at as usize).is_some_and(|t| t.as_ref() == term) {
                return Ok(*at);
            }
            key = key.wrapping_add(1);
        }
        Err(key)
    }

    fn number(&mut self, term: TermRef<'_>) -> TermNumber {
        let key = match self.place(term) {
            Ok(known) => return known,
            Err(key) => key,
        };
        let number = TermNumber::try_from(self.terms.len()).unwrap_or(TermNumber::MAX);
        self.places.insert(key, number);
        self.terms.push(term.into_owned());
        number
    }

    /// Says a triple, whether it was said before or not.
    pub(crate) fn push(&mut self, triple: TripleRef<'_>) {
        let subject = self.number(triple.subject.into());
        let predicate = self.number(triple.predicate.into());
        let object = self.number(triple.object);
        self.all.push([subject, predicate, object]);
    }

    /// How many were said.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = TripleRef<'_>> {
        self.all
            .iter()
            .filter_map(|numbers| triple(&self.terms, *numbers))
    }

    /// Takes back those that `keep` says no to.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(TripleRef<'_>) -> bool) {
        let terms = &self.terms;
        self.all
            .retain(|numbers| triple(terms, *numbers).is_some_and(&mut keep));
    }

    /// The triple of these numbers.
    pub(crate) fn at(&self, numbers: Numbers) -> Option<TripleRef<'_>> {
        triple(&self.terms, numbers)
    }

    /// The numbers of every triple but those with this predicate.
    pub(crate) fn numbers_without(&self, predicate: Option<NamedNodeRef<'_>>) -> Vec<Numbers> {
        let left_out = predicate.and_then(|p| self.find(p.into()));
        let stays = |numbers: &&Numbers| Some(numbers[1]) != left_out;
        self.all.iter().filter(stays).copied().collect()
    }
}

impl<'t> FromIterator<TripleRef<'t>> for Triples {
    fn from_iter<I: IntoIterator<Item = TripleRef<'t>>>(triples: I) -> Self {
        let mut this = Self::default();
        triples.into_iter().for_each(|triple| this.push(triple));
        this
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::model::{Literal, NamedNode, Term, Triple};

    use super::Triples;

    fn triple(subject: &str, predicate: &str, object: impl Into<Term>) -> Triple {
        let node = |name: &str| NamedNode::new_unchecked(format!("urn:{name}"));
        Triple::new(node(subject), node(predicate), object)
    }

    #[test]
    fn what_was_said_is_there_in_its_order_until_it_is_taken_back() {
        let inner = triple("a", "p", Literal::from("x"));
        let said = [
            inner.clone(),
            triple("a", "q", Literal::from(1)),
            // A literal and a node of the same spelling are not the same.
            triple("a", "p", Literal::from("urn:a")),
            triple("r", "reifies", Term::from(inner)),
            triple("a", "p", Literal::from("x")),
        ];
        let mut triples: Triples = said.iter().map(Triple::as_ref).collect();
        assert_eq!(triples.len(), 5);
        assert!(triples.iter().eq(said.iter().map(Triple::as_ref)));
        triples.retain(|t| t.predicate != said[0].predicate);
        let left: Vec<_> = triples.iter().map(|t| t.into_owned()).collect();
        assert_eq!(left, [said[1].clone(), said[3].clone()]);
    }
}
