//! Entities and their mentions.
//!
//! A thing's node is made from its type and its normalised name (a person's also from where the document says the person works),
//! so two documents that use one name speak of one node, unless the name says only what a thing is: the Ministry, 本基金會. What a
//! document says of it (type, label, other names) stands in that document's graph and goes with it. Nodes of other documents are joined when the graph is read, never here.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use oxigraph::model::{Literal, NamedNode, Triple};
use quarry_extract::{Entity, EntityType, Extraction, Mention};

use super::document::Writer;
use crate::generic::is_generic_name;
use crate::name::normalise_name;
use crate::rdf::vocabulary::{class, quarry, rdf, rdfs, skos};
use crate::rdf::{iri, literal};

/// What the ids of one extraction stand for.
pub(super) struct Names<'a> {
    entities: HashMap<&'a str, &'a Entity>,
    nodes: HashMap<&'a str, NamedNode>,
}

impl<'a> Names<'a> {
    /// Describes every named entity that the document mentions or states something of. An entity without a mention that
    /// stands in the document, of which nothing is said either, is left out.
    pub(super) fn write(writer: &mut Writer<'_>, extraction: &'a Extraction) -> Self {
        let said = extraction
            .relations
            .iter()
            .flat_map(|r| [r.subject.as_str(), r.object.as_str()]);
        let counted = extraction.figures.iter().filter_map(|f| f.subject.as_deref());
        let spoken_of: HashSet<&str> = said.chain(counted).collect();
        let entities: HashMap<&str, &Entity> =
            extraction.entities.iter().map(|e| (e.id.as_str(), e)).collect();
        let aliases = full_names(extraction);
        let employers = employers(writer, extraction, &entities, &aliases);
        let mut names = Self {
            entities,
            nodes: HashMap::new(),
        };
        let mut other_names: HashMap<NamedNode, BTreeSet<&str>> = HashMap::new();
        let mut labels: HashMap<NamedNode, &'a Entity> = HashMap::new();
        for entity in &extraction.entities {
            let full = aliases.get(entity.id.as_str()).copied().unwrap_or(entity);
            let node = match entity.kind {
                EntityType::Person => iri::person(&full.name, employers.of(full)),
                kind if is_generic_name(&full.name) => {
                    iri::entity_of_document(kind, &full.name, writer.document.as_str())
                }
                kind => iri::entity(kind, &full.name),
            };
            let Some(node) = node else { continue };
            if !spoken_of.contains(entity.id.as_str()) && !entity.mentions.iter().any(|m| writer.stands(m)) {
                writer.dropped += entity.mentions.len();
                continue;
            }
            names.nodes.insert(&entity.id, node.clone());
            let kept = labels.entry(node.clone()).or_insert(full);
            // Two spellings with one normalised form: the greater in byte order stands, whichever came first.
            if normalise_name(&full.name) == normalise_name(&kept.name) && full.name > kept.name {
                *kept = full;
            }
            let others = other_names.entry(node).or_default();
            others.insert(&entity.name);
            others.extend(entity.aliases.iter().map(String::as_str));
        }
        for entity in &extraction.entities {
            let Some(node) = names.nodes.get(entity.id.as_str()).cloned() else {
                continue;
            };
            if writer.first(&node) {
                let label = labels
                    .get(&node)
                    .map_or(entity.name.as_str(), |e| e.name.as_str());
                writer.say(&node, rdf::TYPE, class(entity.kind));
                writer.say(&node, rdfs::LABEL, Literal::from(label));
                let others = other_names.remove(&node).unwrap_or_default();
                for other in others
                    .into_iter()
                    .filter(|o| *o != label && !normalise_name(o).is_empty())
                {
                    writer.say(&node, skos::ALT_LABEL, Literal::from(other));
                }
            }
            if entity.government {
                writer.assert(Triple::new(
                    node.clone(),
                    rdf::TYPE,
                    quarry::GOVERNMENT_ORGANIZATION,
                ));
            }
            writer.mention(&node, entity);
        }
        names
    }

    /// The node of a named entity.
    pub(super) fn node(&self, id: &str) -> Option<&NamedNode> {
        self.nodes.get(id)
    }

    /// The entity of an id.
    pub(super) fn entity(&self, id: &str) -> Option<&'a Entity> {
        self.entities.get(id).copied()
    }
}

/// The organisations that the document says people work for. People of one name are told apart by them, within a document where
/// the extraction holds several, and across documents.
struct Employers<'a> {
    /// By normalised name: all of them, and of each entity its own.
    by_name: HashMap<String, OfName<'a>>,
}

#[derive(Default)]
struct OfName<'a> {
    all: Vec<String>,
    own: BTreeMap<&'a str, Vec<String>>,
    /// The extraction tells several people of this name apart.
    several: bool,
}

impl Employers<'_> {
    /// Those of one person. Where the document names several of one name, a person without an employer is none of them.
    fn of(&self, person: &Entity) -> &[String] {
        let Some(of_name) = self.by_name.get(&normalise_name(&person.name)) else {
            return &[];
        };
        if of_name.several {
            of_name.own.get(person.id.as_str()).map_or(&[], Vec::as_slice)
        } else {
            &of_name.all
        }
    }
}

fn employers<'a>(
    writer: &Writer<'_>,
    extraction: &'a Extraction,
    entities: &HashMap<&'a str, &'a Entity>,
    full_names: &HashMap<&'a str, &'a Entity>,
) -> Employers<'a> {
    let named = |id: &str| full_names.get(id).or_else(|| entities.get(id)).copied();
    let mut by_name: HashMap<String, OfName<'a>> = HashMap::new();
    for relation in &extraction.relations {
        let (person, employer) = match relation.predicate.as_str() {
            "affiliatedWith" => (&relation.subject, &relation.object),
            "headedBy" => (&relation.object, &relation.subject),
            _ => continue,
        };
        let is_said = relation.is_asserted() && writer.texts.quote(&relation.evidence).is_some();
        let (true, Some(person), Some(employer)) = (is_said, named(person), named(employer)) else {
            continue;
        };
        if person.kind == EntityType::Person && employer.kind == EntityType::Organization {
            let of_name = by_name.entry(normalise_name(&person.name)).or_default();
            of_name.all.push(employer.name.clone());
            of_name
                .own
                .entry(&person.id)
                .or_default()
                .push(employer.name.clone());
        }
    }
    let mut written: HashSet<&str> = HashSet::new();
    for person in extraction
        .entities
        .iter()
        .filter(|e| e.kind == EntityType::Person)
    {
        if !written.insert(&person.name)
            && let Some(of_name) = by_name.get_mut(&normalise_name(&person.name))
        {
            of_name.several = true;
        }
    }
    Employers { by_name }
}

/// For each entity whose name another entity of the same type and document gives as an alias, that other one; only where one
/// alone does, and it is not itself such an alias.
fn full_names(extraction: &Extraction) -> HashMap<&str, &Entity> {
    let mut by_alias: HashMap<(EntityType, String), Vec<&Entity>> = HashMap::new();
    for entity in &extraction.entities {
        let own = normalise_name(&entity.name);
        let aliases: BTreeSet<String> = entity.aliases.iter().map(|a| normalise_name(a)).collect();
        for alias in aliases.into_iter().filter(|a| *a != own && !a.is_empty()) {
            by_alias.entry((entity.kind, alias)).or_default().push(entity);
        }
    }
    let full_name = |entity: &Entity| {
        let found = by_alias.get(&(entity.kind, normalise_name(&entity.name)))?;
        match found.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    };
    let mut full = HashMap::new();
    for entity in &extraction.entities {
        if let Some(other) = full_name(entity).filter(|other| full_name(other).is_none()) {
            full.insert(entity.id.as_str(), other);
        }
    }
    full
}

impl Writer<'_> {
    /// Whether the mention's text is what stands at its span.
    fn stands(&self, mention: &Mention) -> bool {
        self.texts
            .quote(&mention.span)
            .is_some_and(|quote| quote.text == mention.text)
    }

    /// The mentions of an entity that stand in the document as they say.
    fn mention(&mut self, node: &NamedNode, entity: &Entity) {
        for mention in &entity.mentions {
            if !self.stands(mention) {
                self.dropped += 1;
                continue;
            }
            let key = iri::span_key(&mention.span);
            let place = iri::minted("mention", &[self.document.as_str(), &key, node.as_str()]);
            if !self.first(&place) {
                continue;
            }
            self.say(&place, rdf::TYPE, quarry::MENTION);
            self.say(&place, quarry::MENTION_OF, node.clone());
            // One literal rather than six: mentions are most of a graph, and are read whole.
            self.say(&place, quarry::SPAN, literal::json(mention));
        }
    }
}
