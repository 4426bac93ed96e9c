//! The graph of one document.

use std::collections::{HashMap, HashSet};

use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple, TripleRef};
use quarry_extract::{Extraction, Passage};
use quarry_ingest::{Block, Document, Locator, Place};

use super::conformance::hold_back;
use super::dated::date_of;
use super::entity::Names;
use super::evidence::Texts;
use super::mapped::{is_guessed, mapped_columns, with_named_cells};
use crate::mapping::Mappings;
use crate::ontology::Schema;
use crate::rdf::triples::Triples;
use crate::rdf::vocabulary::{csvw, dcterms, qb, quarry, rdf, schema};
use crate::rdf::{iri, literal};

/// The triples of one document's graph.
#[derive(Debug)]
pub(crate) struct DocumentGraph {
    /// The document, and the name of its graph.
    pub(crate) name: NamedNode,
    /// Its triples, each once.
    pub(crate) triples: Triples,
    /// Mentions, statements and figures that were left out because their evidence does not stand in the document.
    pub(crate) dropped: usize,
    /// Statements and figures that are candidates because they break a shape.
    pub(crate) held: usize,
}

/// What the parts of a graph are written with.
pub(super) struct Writer<'a> {
    pub(super) document: NamedNode,
    pub(super) texts: Texts<'a>,
    triples: Triples,
    /// Nodes that are described already.
    described: HashSet<NamedNode>,
    /// Triples that could be said twice.
    asserted: HashSet<Triple>,
    pub(super) mappings: &'a Mappings,
    pub(super) dropped: usize,
}

impl Writer<'_> {
    pub(super) fn say<'t>(
        &mut self,
        subject: &NamedNode,
        predicate: impl Into<NamedNodeRef<'t>>,
        object: impl Into<Term>,
    ) {
        let object = object.into();
        self.triples.push(TripleRef {
            subject: subject.as_ref().into(),
            predicate: predicate.into(),
            object: object.as_ref(),
        });
    }

    /// Says a triple that several places may give, once.
    pub(super) fn assert(&mut self, triple: Triple) {
        if !self.asserted.contains(&triple) {
            self.triples.push(triple.as_ref());
            self.asserted.insert(triple);
        }
    }

    /// Whether the node is named for the first time, so that it is to be described now.
    pub(super) fn first(&mut self, node: &NamedNode) -> bool {
        self.described.insert(node.clone())
    }
}

impl DocumentGraph {
    /// The graph of `document`, with everything in `extraction` whose evidence stands in it; what breaks the shapes is held back.
    pub(crate) fn new(
        document: &Document,
        extraction: &Extraction,
        collection: &str,
        pipeline: &str,
        schema: &Schema,
    ) -> Self {
        let name = iri::document(&document.source);
        let mut writer = Writer {
            document: name.clone(),
            texts: Texts::new(document),
            triples: Triples::default(),
            described: HashSet::new(),
            asserted: HashSet::new(),
            mappings: &schema.mappings,
            dropped: 0,
        };
        writer.describe_document(document, extraction, (collection, pipeline));
        let extraction = with_named_cells(document, extraction, &schema.mappings);
        let names = Names::write(&mut writer, document, &extraction);
        for block in &document.blocks {
            writer.describe_table(block);
        }
        writer.describe_passages(document, &extraction.passages, &names);
        let mapped = mapped_columns(document, &schema.mappings);
        for relation in &extraction.relations {
            // What a header was taken to mean does not stand beside what the organisation says that it means.
            if !is_guessed(relation, &mapped) {
                writer.state(relation, &names);
            }
        }
        let rows = writer.state_cells(document, &extraction, &names);
        for figure in &extraction.figures {
            writer.observe(figure, &names, &rows);
        }
        let mut graph = Self {
            name,
            triples: writer.triples,
            dropped: writer.dropped,
            held: 0,
        };
        hold_back(&mut graph, &schema.shapes);
        graph
    }
}

impl Writer<'_> {
    fn describe_document(
        &mut self,
        document: &Document,
        extraction: &Extraction,
        (collection, pipeline): (&str, &str),
    ) {
        let node = self.document.clone();
        self.say(&node, rdf::TYPE, quarry::DOCUMENT);
        self.say(&node, quarry::SOURCE, Literal::from(document.source.as_str()));
        self.say(&node, quarry::BLAKE3, Literal::from(document.blake3.as_str()));
        self.say(&node, dcterms::TITLE, Literal::from(document.title.as_str()));
        self.say(
            &node,
            dcterms::FORMAT,
            Literal::from(document.media_type.as_str()),
        );
        if let Some(date) = date_of(document, extraction) {
            self.say(&node, dcterms::DATE, literal::date(&date));
        }
        self.say(&node, quarry::LANGUAGES, literal::json(&document.languages));
        let languages: HashSet<&String> = document.languages.iter().collect();
        for language in languages {
            self.say(&node, dcterms::LANGUAGE, Literal::from(language.as_str()));
        }
        self.say(&node, quarry::COLLECTION, Literal::from(collection));
        self.say(&node, quarry::PIPELINE, Literal::from(pipeline));
    }

    /// The table of a block, so that figures have a data set to belong to.
    fn describe_table(&mut self, block: &Block) {
        let Some(table) = &block.table else { return };
        let node = self.table_node(&block.id);
        if !self.first(&node) {
            return;
        }
        self.say(&node, rdf::TYPE, csvw::TABLE);
        self.say(&node, rdf::TYPE, qb::DATA_SET_CLASS);
        let document = self.document.clone();
        self.say(&node, dcterms::IS_PART_OF, document);
        self.say(&node, quarry::IN_BLOCK, Literal::from(block.id.as_str()));
        self.say(&node, quarry::LOCATOR, literal::json(&block.locator));
        if !table.caption.is_empty() {
            self.say(&node, dcterms::TITLE, Literal::from(table.caption.as_str()));
        }
        if !table.unit.is_empty() {
            self.say(&node, quarry::UNIT, Literal::from(table.unit.as_str()));
        }
    }

    /// The table that stands in a block.
    pub(super) fn table_node(&self, block: &str) -> NamedNode {
        iri::minted("table", &[self.document.as_str(), block])
    }

    fn describe_passages(&mut self, document: &Document, passages: &[Passage], names: &Names) {
        let mut alike: HashMap<NamedNode, u32> = HashMap::new();
        for (position, passage) in passages.iter().enumerate() {
            let locator = self.passage_locator(document, passage);
            let locator_key = serde_json::to_string(&locator).unwrap_or_default();
            let key = [self.document.as_str(), &locator_key, &passage.text];
            let first = iri::minted("passage", &key);
            // A page may repeat a passage to the letter; the second of its kind gets a number.
            let count = alike.entry(first.clone()).or_insert(0);
            *count += 1;
            let node = match *count {
                1 => first,
                n => iri::minted("passage", &[key[0], key[1], key[2], &n.to_string()]),
            };
            self.say(&node, rdf::TYPE, quarry::PASSAGE);
            let document = self.document.clone();
            self.say(&node, dcterms::IS_PART_OF, document);
            self.say(&node, schema::TEXT, Literal::from(passage.text.as_str()));
            self.say(&node, quarry::HEADINGS, literal::json(&passage.headings));
            self.say(&node, quarry::LOCATOR, literal::json(&locator));
            self.say(&node, quarry::MADE_OF, literal::json(&passage.blocks));
            self.say(&node, quarry::POSITION, Literal::from(position as u64));
            if let Some(rows) = passage.rows {
                self.say(&node, quarry::ROWS, literal::json(&rows));
            }
            if !passage.embedding.is_empty() {
                let text = literal::of_vector(&passage.embedding);
                self.say(
                    &node,
                    quarry::EMBEDDING,
                    Literal::new_typed_literal(text, quarry::FLOAT32_VECTOR),
                );
            }
            let mentioned: HashSet<&NamedNode> =
                passage.entities.iter().filter_map(|id| names.node(id)).collect();
            for entity in mentioned {
                self.say(&node, schema::MENTIONS, entity.clone());
            }
        }
    }

    /// The passage's own locator, else that of its first block, else the start of the document.
    fn passage_locator(&self, document: &Document, passage: &Passage) -> Locator {
        let of_block = || {
            passage
                .blocks
                .first()
                .and_then(|id| self.texts.block(id))
                .map(|b| b.locator.clone())
        };
        let start = || document.blocks.first().map(|b| b.locator.clone());
        let nowhere = || Locator::from(Place::Paragraph { paragraph: 0 });
        passage
            .locator
            .clone()
            .or_else(of_block)
            .or_else(start)
            .unwrap_or_else(nowhere)
    }
}
