//! The generated passages as documents, and a source over them whose vectors are generated as well.

use std::sync::Arc;

use quarry_extract::{Entity, EntityType, Extraction, Mention, Passage, Relation, Span};
use quarry_graph::{
    Change, DocumentRecord, EntityRecord, Knowledge, PassageId, PassageRecord, Snapshot, StatementRecord,
};
use quarry_ingest::{Block, BlockKind, Document};
use quarry_query::retrieval::PassageGraph;
use quarry_query::{QueryError, RetrievalOptions, Source};
use roaring::RoaringBitmap;

const DIMENSION: usize = 384;

/// Names in a text: capitalised words in a row, with their first characters' places.
fn names(text: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for word in text.split(' ') {
        let bare = word.trim_end_matches(['.', ',']);
        let capital = bare.starts_with(|c: char| c.is_ascii_uppercase()) && bare != "Later";
        if capital
            && open
            && let Some((_, name)) = found.last_mut()
        {
            name.push(' ');
            name.push_str(bare);
        } else if capital {
            found.push((at, bare.to_owned()));
        }
        open = capital && bare == word;
        at += word.len() + 1;
    }
    found
}

fn kind(name: &str) -> EntityType {
    if name.ends_with(" Works") {
        EntityType::Organization
    } else if name.starts_with("Station ") || name.starts_with("Lake ") || name.ends_with(" Town") {
        EntityType::Place
    } else {
        EntityType::Person
    }
}

/// A unit vector near one of a thousand centres, by the text.
pub(crate) fn embedding(text: &str) -> Vec<f32> {
    let mut seed = text
        .bytes()
        .fold(7u64, |h, b| h.wrapping_mul(0x100_0000_01b3) ^ u64::from(b));
    let mut centre = (seed % 1000) << 20;
    let next = |state: &mut u64| -> f32 {
        *state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (*state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    };
    let vector: Vec<f32> = (0..DIMENSION)
        .map(|_| next(&mut centre) + 0.7 * next(&mut seed))
        .collect();
    let norm = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
    vector.iter().map(|v| v / norm).collect()
}

/// A document of that one passage under source number `number`.
pub(crate) fn change(passage: &PassageRecord, number: usize) -> Change {
    let text = &passage.text;
    let span = |start: usize, end: usize| Span {
        block: Some("b0".into()),
        row: None,
        column: None,
        start,
        end,
        inner: None,
    };
    let mut entities: Vec<Entity> = Vec::new();
    for (start, name) in names(text) {
        let mention = Mention {
            span: span(start, start + name.len()),
            text: name.clone(),
            confidence: 0.9,
        };
        match entities.iter_mut().find(|e| e.name == name) {
            Some(entity) => entity.mentions.push(mention),
            None => entities.push(Entity {
                id: format!("e{}", entities.len()),
                kind: kind(&name),
                name,
                government: false,
                aliases: Vec::new(),
                value: None,
                mentions: vec![mention],
            }),
        }
    }
    let relation = |predicate: &str, subject: usize, object: usize| Relation {
        subject: format!("e{subject}"),
        predicate: predicate.to_owned(),
        object: format!("e{object}"),
        confidence: 0.9,
        evidence: span(0, text.find('.').unwrap_or(0)),
        source: "bench".into(),
        qualifiers: Vec::new(),
    };
    let relations = vec![relation("locatedIn", 0, 2), relation("managedBy", 0, 3)];
    let block = Block {
        id: "b0".into(),
        ..Block::new(BlockKind::Paragraph, text.clone(), passage.locator.clone())
    };
    let document = Document {
        source: format!("generated.jsonl#{number:06}"),
        blake3: format!("{number:064x}"),
        media_type: "application/json".into(),
        title: passage.title.clone(),
        languages: vec!["en".into()],
        blocks: vec![block],
        ..Document::default()
    };
    let passages = vec![Passage {
        text: text.clone(),
        headings: vec![passage.title.clone()],
        locator: Some(passage.locator.clone()),
        blocks: vec!["b0".into()],
        rows: None,
        entities: entities.iter().map(|e| e.id.clone()).collect(),
        embedding: embedding(text),
    }];
    Change::Put {
        document: Box::new(document),
        extraction: Box::new(Extraction {
            entities,
            relations,
            passages,
            ..Extraction::default()
        }),
        collection: "bench".into(),
        pipeline: "bench".into(),
        run: "bench".into(),
    }
}

/// An opened data folder with generated vectors for questions.
#[derive(Debug, Clone)]
pub(crate) struct Generated {
    knowledge: Arc<Knowledge>,
    pinned: Option<Arc<Snapshot>>,
}

impl Generated {
    pub(crate) fn new(knowledge: Arc<Knowledge>) -> Self {
        Self {
            knowledge,
            pinned: None,
        }
    }

    fn commit(&self) -> Arc<Snapshot> {
        self.pinned.clone().unwrap_or_else(|| self.knowledge.snapshot())
    }

    /// Edges between passages and names.
    pub(crate) fn edges(&self) -> usize {
        let entities = self.entities().expect("reads");
        PassageGraph::build(self.passages().iter(), &entities, &RetrievalOptions::default()).edges()
    }
}

impl Source for Generated {
    fn sequence(&self) -> u64 {
        self.commit().sequence()
    }

    fn pinned(&self) -> Option<Arc<dyn Source>> {
        Some(Arc::new(Self {
            pinned: Some(self.commit()),
            ..self.clone()
        }))
    }

    fn passages(&self) -> Arc<Vec<PassageRecord>> {
        self.commit().passages()
    }

    fn documents(&self) -> Result<Vec<DocumentRecord>, QueryError> {
        Ok(self.commit().documents().cloned().collect())
    }

    fn entities(&self) -> Result<Vec<EntityRecord>, QueryError> {
        Ok(self.commit().entities().cloned().collect())
    }

    fn statements(&self) -> Result<Vec<StatementRecord>, QueryError> {
        Ok(self.knowledge.statements_of(&self.commit())?)
    }

    fn content(&self, source: &str) -> Result<Option<Document>, QueryError> {
        Ok(self.knowledge.content(source)?)
    }

    fn lexical(
        &self,
        query: &str,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, QueryError> {
        Ok(self.commit().text_search(query, filter, k)?)
    }

    fn nearest(
        &self,
        query: &str,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, QueryError> {
        Ok(self.commit().vector_search(&embedding(query), filter, k)?)
    }
}
