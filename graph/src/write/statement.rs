//! Statements: a triple, and a reifier that says where it was read and how sure that is.

use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use quarry_extract::{Entity, Relation, TypedValue};

use super::document::Writer;
use super::entity::Names;
use crate::rdf::vocabulary::{QUALIFIERS, own_term, quarry, rdf};
use crate::rdf::{iri, literal};

/// The predicate whose object is a name and not a thing.
const ALSO_KNOWN_AS: &str = "alsoKnownAs";

/// A confidence as `xsd:decimal` in `0..=1` with four digits.
fn confidence(value: f32) -> Literal {
    let bounded = if value.is_finite() {
        f64::from(value.clamp(0.0, 1.0))
    } else {
        0.0
    };
    literal::decimal((bounded * 10_000.0).round() / 10_000.0)
}

/// What stands at the object of a statement.
struct Object {
    term: Term,
    /// For a literal: the value in full, and the text as written.
    value: Option<TypedValue>,
    text: Option<String>,
}

impl Writer<'_> {
    /// Says one relation, or counts it as dropped where its evidence or one of its ends does not stand.
    pub(super) fn state(&mut self, relation: &Relation, names: &Names<'_>) {
        if self.try_state(relation, names).is_none() {
            self.dropped += 1;
        }
    }

    fn try_state(&mut self, relation: &Relation, names: &Names<'_>) -> Option<()> {
        let subject = names.node(&relation.subject)?.clone();
        let predicate = own_term(&relation.predicate)?;
        // An alias shares its thing's node, so what is known is the name: a literal.
        let named_only = relation.predicate == ALSO_KNOWN_AS;
        let object = object(names, &relation.object, named_only)?;
        if object.term == Term::from(subject.clone()) {
            return None;
        }
        let evidence = self.evidence(&relation.evidence)?;

        let triple = Triple {
            subject: NamedOrBlankNode::from(subject),
            predicate,
            object: object.term.clone(),
        };
        let mut qualifiers = relation.qualifiers.clone();
        qualifiers.sort();
        qualifiers.dedup();
        let qualifier_key = serde_json::to_string(&qualifiers).unwrap_or_default();
        let typed_key = object
            .value
            .as_ref()
            .and_then(|v| serde_json::to_string(v).ok())
            .unwrap_or_default();
        let key = [
            evidence.as_str(),
            &triple.to_string(),
            &qualifier_key,
            &typed_key,
            &relation.source,
        ];
        let node = iri::minted("statement", &key);
        if !self.first(&node) {
            return Some(());
        }
        self.say(&node, rdf::TYPE, quarry::STATEMENT);
        self.say(&node, rdf::REIFIES, triple.clone());
        self.say(&node, quarry::EVIDENCE, evidence);
        self.say(&node, quarry::CONFIDENCE, confidence(relation.confidence));
        self.say(&node, quarry::METHOD, Literal::from(relation.source.as_str()));
        if let Some(text) = object.text {
            self.say(&node, quarry::OBJECT_TEXT, Literal::from(text));
        }
        if let Some(value) = object.value {
            self.typed_value(&node, &value);
        }
        self.times(&node, &qualifiers);
        for (name, text) in qualifiers {
            match own_term(&name).filter(|_| QUALIFIERS.contains(&name.as_str())) {
                Some(property) => self.say(&node, &property, Literal::from(text)),
                None => self.say(&node, quarry::QUALIFIER, Literal::from(format!("{name}: {text}"))),
            }
        }
        if relation.is_asserted() {
            self.assert(triple);
        } else {
            self.say(&node, rdf::TYPE, quarry::CANDIDATE);
        }
        Some(())
    }

    /// From when and until when it holds, where the text says so in a way that can be read.
    fn times(&mut self, node: &NamedNode, qualifiers: &[(String, String)]) {
        for (name, property) in [("since", quarry::VALID_FROM), ("until", quarry::VALID_UNTIL)] {
            let date = qualifiers
                .iter()
                .filter(|(n, _)| n == name)
                .find_map(|(_, text)| literal::written_date(text));
            if let Some(date) = date {
                self.say(node, property, literal::date(&date));
            }
        }
    }

    /// The value in full, and its unit.
    pub(super) fn typed_value(&mut self, node: &NamedNode, value: &TypedValue) {
        self.say(node, quarry::TYPED_VALUE, literal::of_typed(value));
        if let Some(unit) = &value.unit {
            self.say(node, quarry::UNIT, Literal::from(unit.as_str()));
        }
    }
}

/// The node of a named thing; for a date, an amount, a title or an alias the literal. None where the id is unknown or the
/// name empty.
fn object(names: &Names<'_>, id: &str, named_only: bool) -> Option<Object> {
    let entity = names.entity(id)?;
    if let Some(node) = names.node(id).filter(|_| !named_only) {
        return Some(Object {
            term: node.clone().into(),
            value: None,
            text: None,
        });
    }
    let text = as_written(entity);
    if text.is_empty() {
        return None;
    }
    let term = match &entity.value {
        Some(value) => literal::of_scalar(&value.scalar),
        None => Literal::from(text.as_str()),
    };
    Some(Object {
        term: term.into(),
        value: entity.value.clone(),
        text: Some(text),
    })
}

fn as_written(entity: &Entity) -> String {
    if entity.name.trim().is_empty() {
        entity
            .mentions
            .first()
            .map(|m| m.text.trim().to_owned())
            .unwrap_or_default()
    } else {
        entity.name.trim().to_owned()
    }
}
