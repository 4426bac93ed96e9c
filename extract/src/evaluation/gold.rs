//! The project's own gold: paragraphs and tables written for it, with their entities and statements.
//!
//! One JSON object a line; a paragraph has `text`, a table `caption` and `rows`. Offsets count Unicode scalar values of the
//! text, or of the cell at `row` and `column`. `extract/tests/gold/README.md` says what is annotated and what is not.

use std::collections::{HashMap, HashSet};

use quarry_ingest::{Block, BlockKind, Document, Locator, Place, ReadOptions};
use serde::{Deserialize, Serialize};

use super::scores::{Calibration, EntityScores, Stretch, Tally, stretches};
use crate::extraction::{EntityType, Extraction};

/// Which half a text belongs to: rules are written after looking at one and never at the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Looked at while rules are written.
    Develop,
    /// Measured only.
    Measure,
}

/// One annotated paragraph or table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Gold {
    /// Unique name.
    pub id: String,
    /// BCP 47 tag.
    pub language: String,
    /// law, speech, minutes, press, petition or table.
    pub kind: String,
    /// Its half.
    pub part: Part,
    /// The paragraph; none for a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Caption of a table.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// Cells of a table, the header first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Vec<String>>,
    /// What is named.
    pub entities: Vec<GoldEntity>,
    /// What is said.
    pub triples: Vec<GoldTriple>,
}

/// A thing with every place where it is named.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GoldEntity {
    /// Unique within the text.
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// Where it is named.
    pub mentions: Vec<GoldMention>,
}

/// One place where a thing is named.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GoldMention {
    /// Row, in a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column, in a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// First Unicode scalar value.
    pub start: usize,
    /// One past the last Unicode scalar value.
    pub end: usize,
    /// As written.
    pub text: String,
}

/// A statement. `alsoKnownAs` has the other name in `name`, every other predicate an entity in `object`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GoldTriple {
    /// Entity id.
    pub subject: String,
    /// Local name of a property.
    pub predicate: String,
    /// Entity id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// Another name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Gold {
    /// The lines of a file.
    ///
    /// # Errors
    /// Where a line is no annotated text; the message names the line.
    pub fn read(file: &str) -> Result<Vec<Self>, String> {
        file.lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(at, line)| serde_json::from_str(line).map_err(|e| format!("line {}: {e}", at + 1)))
            .collect()
    }

    /// What is wrong with the annotation: offsets that do not give the text, ids that do not exist, mentions that overlap.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        let mut complaints = Vec::new();
        let mut say = |what: String| complaints.push(format!("{}: {what}", self.id));
        if self.text.is_some() != self.rows.is_empty() {
            say("needs either a text or rows".to_owned());
        }
        let mut taken: HashMap<_, Vec<(usize, usize)>> = HashMap::new();
        let mut ids = HashSet::new();
        for entity in &self.entities {
            if !ids.insert(entity.id.as_str()) || entity.mentions.is_empty() {
                say(format!("{} stands twice or is named nowhere", entity.id));
            }
            for mention in &entity.mentions {
                let written: Option<String> = self.text_at(mention).map(|text| {
                    let length = mention.end.saturating_sub(mention.start);
                    text.chars().skip(mention.start).take(length).collect()
                });
                if written.as_deref() != Some(mention.text.as_str()) || mention.text.is_empty() {
                    say(format!(
                        "{}: {:?} does not stand at {}",
                        entity.id, mention.text, mention.start
                    ));
                }
                let others = taken.entry((mention.row, mention.column)).or_default();
                if others
                    .iter()
                    .any(|(start, end)| mention.start < *end && *start < mention.end)
                {
                    say(format!("{}: {:?} overlaps another", entity.id, mention.text));
                }
                others.push((mention.start, mention.end));
            }
        }
        let mut triples = HashSet::new();
        for triple in &self.triples {
            let object = triple.object.as_deref();
            let names = (triple.predicate == "alsoKnownAs") == triple.name.is_some();
            if !ids.contains(triple.subject.as_str())
                || object.is_some_and(|o| !ids.contains(o))
                || object.is_some() == triple.name.is_some()
                || !names
                || !triples.insert(triple)
            {
                say(format!(
                    "{} {} does not hold together",
                    triple.subject, triple.predicate
                ));
            }
        }
        complaints
    }

    fn text_at(&self, mention: &GoldMention) -> Option<&str> {
        match (mention.row, mention.column) {
            (Some(row), Some(column)) => {
                let row = self.rows.get(usize::try_from(row).ok()?)?;
                row.get(usize::try_from(column).ok()?).map(String::as_str)
            }
            _ => self.text.as_deref(),
        }
    }

    /// The document that holds nothing but this text, as readers give it.
    #[must_use]
    pub fn document(&self) -> Document {
        let Some(text) = &self.text else {
            let mut lines = vec![format!("# {}", self.caption), String::new()];
            for (at, row) in self.rows.iter().enumerate() {
                lines.push(format!("| {} |", row.join(" | ")));
                if at == 0 {
                    lines.push(format!("|{}", " --- |".repeat(row.len())));
                }
            }
            let bytes = lines.join("\n");
            let documents = quarry_ingest::parse("gold.md", bytes.as_bytes(), &ReadOptions::default());
            return documents.into_iter().next().unwrap_or_default();
        };
        let place = Place::Paragraph { paragraph: 0 };
        let mut block = Block::new(BlockKind::Paragraph, text.as_str(), Locator::from(place));
        "b1".clone_into(&mut block.id);
        Document {
            source: self.id.clone(),
            blocks: vec![block],
            ..Document::default()
        }
    }

    /// Every annotated mention.
    #[must_use]
    pub fn mentions(&self) -> Vec<Stretch> {
        self.stretches().into_iter().map(|(s, _)| s).collect()
    }

    fn stretches(&self) -> Vec<(Stretch, &str)> {
        let of = |entity: &GoldEntity, m: &GoldMention| Stretch {
            cell: m.row.zip(m.column),
            start: m.start,
            end: m.end,
            kind: entity.kind,
        };
        self.entities
            .iter()
            .flat_map(|e| e.mentions.iter().map(move |m| (of(e, m), e.id.as_str())))
            .collect()
    }
}

/// How well entities and statements of a set are found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct GoldScores {
    /// Entities, strictly.
    pub entities: EntityScores,
    /// Statements with both ends, end to end: an end is right where one of its mentions is.
    pub triples: Tally,
    /// Confidence of the statements.
    pub calibration: Calibration,
}

impl GoldScores {
    /// Compares an extraction with the annotation; gives one line for each thing that is missing or wrong.
    pub fn add(&mut self, gold: &Gold, extraction: &Extraction) -> Vec<String> {
        let truth = gold.stretches();
        let plain: Vec<Stretch> = truth.iter().map(|(s, _)| *s).collect();
        // The heading above a table repeats its caption and is not annotated.
        let found: Vec<(Stretch, f32)> = stretches(extraction)
            .into_iter()
            .filter(|(s, _)| gold.text.is_some() || s.cell.is_some())
            .collect();
        self.entities.add(&plain, &found, &EntityType::ALL);
        let mut notes = entity_notes(gold, extraction, &truth, &found);

        let by_place: HashMap<Stretch, &str> = truth.iter().copied().collect();
        let mut meaning: HashMap<&str, &str> = HashMap::new();
        for entity in &extraction.entities {
            let places = entity.mentions.iter().map(|m| Stretch {
                cell: m.span.row.zip(m.span.column),
                start: m.span.start,
                end: m.span.end,
                kind: entity.kind,
            });
            if let Some(id) = places.into_iter().find_map(|s| by_place.get(&s)) {
                meaning.insert(&entity.id, id);
            }
        }
        let written: HashMap<&str, &str> = extraction
            .entities
            .iter()
            .map(|e| (e.id.as_str(), e.name.as_str()))
            .collect();
        let gold_triples: HashSet<&GoldTriple> = gold.triples.iter().collect();
        let mut right = HashSet::new();
        let mut seen = HashSet::new();
        for relation in extraction.relations.iter().filter(|r| r.is_asserted()) {
            if !seen.insert((&relation.subject, &relation.predicate, &relation.object)) {
                continue;
            }
            let other_name = relation.predicate == "alsoKnownAs";
            let subject = meaning.get(relation.subject.as_str());
            let object = meaning.get(relation.object.as_str());
            let name = written.get(relation.object.as_str());
            let triple = subject.map(|subject| GoldTriple {
                subject: (*subject).to_owned(),
                predicate: relation.predicate.clone(),
                object: object.filter(|_| !other_name).map(|o| (*o).to_owned()),
                name: name.filter(|_| other_name).map(|n| (*n).to_owned()),
            });
            let hit = triple.filter(|t| gold_triples.contains(t));
            self.triples.found += 1;
            self.calibration.add(relation.confidence, hit.is_some());
            if let Some(triple) = hit {
                self.triples.right += usize::from(right.insert(triple));
            } else {
                let ends = [&relation.subject, &relation.object]
                    .map(|id| written.get(id.as_str()).copied().unwrap_or("?"));
                notes.push(format!(
                    "{} + {} {} {}  [{}]",
                    gold.id, ends[0], relation.predicate, ends[1], relation.source
                ));
            }
        }
        self.triples.gold += gold.triples.len();
        for triple in gold.triples.iter().filter(|t| !right.contains(*t)) {
            let end = |id: &str| {
                let entity = gold.entities.iter().find(|e| e.id == id);
                entity
                    .and_then(|e| e.mentions.first())
                    .map_or("?", |m| m.text.as_str())
            };
            let object = triple.name.as_deref();
            let object = object.unwrap_or_else(|| triple.object.as_deref().map_or("?", end));
            notes.push(format!(
                "{} - {} {} {object}",
                gold.id,
                end(&triple.subject),
                triple.predicate
            ));
        }
        notes
    }

    /// Adds the counts of another set.
    pub fn merge(&mut self, other: &Self) {
        self.entities.merge(&other.entities);
        self.triples.add(other.triples);
        self.calibration.merge(&other.calibration);
    }
}

fn entity_notes(
    gold: &Gold,
    extraction: &Extraction,
    truth: &[(Stretch, &str)],
    found: &[(Stretch, f32)],
) -> Vec<String> {
    let mut notes = Vec::new();
    let texts: HashMap<Stretch, &str> = gold
        .entities
        .iter()
        .flat_map(|e| &e.mentions)
        .zip(truth)
        .map(|(m, (s, _))| (*s, m.text.as_str()))
        .collect();
    for (stretch, text) in &texts {
        if !found.iter().any(|(s, _)| s == stretch) {
            notes.push(format!("{} - {}: {text}", gold.id, stretch.kind));
        }
    }
    for entity in &extraction.entities {
        for mention in &entity.mentions {
            let stretch = Stretch {
                cell: mention.span.row.zip(mention.span.column),
                start: mention.span.start,
                end: mention.span.end,
                kind: entity.kind,
            };
            let counted = found.iter().any(|(s, _)| *s == stretch);
            if counted && !texts.contains_key(&stretch) {
                notes.push(format!(
                    "{} + {}: {} ({:.2})",
                    gold.id, entity.kind, mention.text, mention.confidence
                ));
            }
        }
    }
    notes.sort();
    notes
}

#[cfg(test)]
mod tests {
    use super::{Gold, GoldScores};
    use crate::extractor::{Extractor, ExtractorOptions};

    const LINE: &str = r#"{"id": "a", "language": "zh-Hant", "kind": "press", "part": "measure",
        "text": "北濱水產研究所隸屬於海洋事務委員會。", "entities": [
        {"id": "O1", "type": "Organization", "mentions": [{"start": 0, "end": 7, "text": "北濱水產研究所"}]},
        {"id": "O2", "type": "Organization", "mentions": [{"start": 10, "end": 17, "text": "海洋事務委員會"}]}],
        "triples": [{"subject": "O1", "predicate": "parentOrganization", "object": "O2"}]}"#;

    #[test]
    fn what_is_found_is_compared_with_what_is_annotated() {
        let gold: Gold = serde_json::from_str(LINE).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(gold.complaints(), Vec::<String>::new());
        let extractor = Extractor::new(ExtractorOptions::default()).unwrap_or_else(|e| panic!("{e}"));
        let extraction = extractor
            .extract(&gold.document())
            .unwrap_or_else(|e| panic!("{e}"));
        let mut scores = GoldScores::default();
        assert_eq!(scores.add(&gold, &extraction), Vec::<String>::new());
        assert_eq!(
            (
                scores.entities.all.right,
                scores.triples.right,
                scores.triples.found
            ),
            (2, 1, 1)
        );
    }

    #[test]
    fn a_wrong_annotation_is_named() {
        let moved = LINE.replace("\"start\": 10", "\"start\": 9");
        let gold: Gold = serde_json::from_str(&moved).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(gold.complaints().len(), 1);
    }
}
