//! One document's texts with their mentions, and what is made of them: entities, relations, figures, passages.

use std::collections::{BTreeSet, HashMap};

use quarry_ingest::Document;

use crate::aliases::{self, Definition};
use crate::calibration::Calibration;
use crate::dictionary;
use crate::entities::{Entities, Placed, normal_form};
use crate::extraction::{Entity, EntityType, Extraction, Passage};
use crate::figures;
use crate::known_names::KnownNames;
use crate::mentions;
use crate::models::{self, Claim, Vocabulary};
use crate::namesakes;
use crate::nested::LaidOut;
use crate::nouns::Nouns;
use crate::passages::{self, Draft};
use crate::references::{self, Reference};
use crate::relations::{self, revisions::names::renamed, scored::Said};
use crate::rules::{self, Found, Origin};
use crate::unit::{self, Unit};

/// Confidence below which a rule's name gives way to what a loaded model finds.
const DOUBTFUL: f32 = 0.7;

/// The texts of a document and what was found in each.
#[derive(Debug)]
pub(crate) struct Analysis {
    pub(crate) units: Vec<Unit>,
    pub(crate) found: Vec<Vec<Found>>,
    /// Names of each that are hardly ever right: of them only those stand that a statement needs.
    pub(crate) doubted: Vec<Vec<Found>>,
    pub(crate) definitions: Vec<Vec<Definition>>,
    /// Words that stand for bodies named before.
    pub(crate) references: Vec<Vec<Reference>>,
}

/// Mentions by rules, models and document-wide knowledge. `by_model` holds what the model found in each unit, or nothing;
/// `calibration` tells which of that is hardly ever right, `nouns` which is no name.
pub(crate) fn analyse(
    document: Option<&Document>,
    units: Vec<Unit>,
    by_model: Vec<Vec<Found>>,
    known_names: Option<&KnownNames>,
    calibration: Option<&Calibration>,
    nouns: Option<&Nouns>,
) -> Analysis {
    let is_matter = |unit: &Unit, name: &Found| {
        let written = unit.text.get(name.range.clone()).unwrap_or("");
        nouns.is_some_and(|nouns| nouns.is_matter(written, name.kind))
    };
    let mut by_model = by_model.into_iter();
    let mut found: Vec<Vec<Found>> = units
        .iter()
        .map(|unit| {
            let mut mentions = rules::find(&unit.text);
            // 인건비 대리: a noun before what could be a post.
            mentions.retain(|m| m.kind != EntityType::Person || !is_matter(unit, m));
            if let Some(mut names) = by_model.next() {
                names = names
                    .into_iter()
                    .filter_map(|name| rules::mend::mend(&unit.text, name))
                    .filter(|name| rules::mend::is_plausible(&unit.text, name, unit.cell.is_some()))
                    .filter(|name| !is_matter(unit, name))
                    .collect();
                for name in names.iter_mut().filter(|n| n.kind != EntityType::Person) {
                    // The word that heads a name says what it names: 計畫 is no law, 條例 no programme.
                    let written = unit.text.get(name.range.clone()).unwrap_or("");
                    name.kind = rules::classify(written).unwrap_or(name.kind);
                }
                mentions.retain(|m| {
                    !is_doubtful(m)
                        || names
                            .iter()
                            .any(|n| n.kind == m.kind && n.range.end == m.range.end)
                });
                names.retain(|name| !gives_way(&unit.text, name, &mentions));
                merge(&mut mentions, names);
            }
            if let Some(known) = known_names {
                known.find(&unit.text, &mut mentions);
            }
            mentions::resolve(mentions)
        })
        .collect();
    for (unit, mentions) in units.iter().zip(found.iter_mut()) {
        rules::standing::without_leads(&unit.text, mentions);
    }
    rules::common_words::leave_out(&units, &mut found);
    if let Some(document) = document {
        let tables = relations::tables::describe(document);
        for (unit, mentions) in units.iter().zip(found.iter_mut()) {
            let header_rows = document
                .blocks
                .get(unit.block)
                .and_then(|b| b.table.as_ref())
                .map_or(0, |t| t.header_rows);
            if unit.cell.is_some_and(|(row, _)| row < header_rows) {
                // The words of a header are no names.
                mentions.retain(|m| !m.by_model && m.value.is_some());
            }
        }
        relations::tables::name_cells(&units, &tables, &mut found, document);
        relations::labels::name_document(&units, &mut found);
    }
    relations::labels::name_values(&units, &mut found);
    dictionary::extend_korean(&units, &mut found);
    let known = named_by_definition(&units, &mut found);
    dictionary::find_again(&units, &mut found, &known);
    // Patterns with an open place name what no rule knew; the second round finds it everywhere.
    relations::sentences::name_open_places(&units, &mut found);
    let known = named_by_definition(&units, &mut found);
    dictionary::find_again(&units, &mut found, &known);
    for (unit, mentions) in units
        .iter()
        .zip(found.iter_mut())
        .filter(|(u, _)| u.cell.is_none())
    {
        rules::posts::settle(&unit.text, mentions);
    }
    rules::common_words::leave_out_compounds(&units, &mut found);
    references::leave_out(&units, &mut found);
    let doubted = calibration.map_or_else(Vec::new, |calibration| calibration.leave_out(&units, &mut found));
    let definitions = units
        .iter()
        .zip(&found)
        .map(|(unit, mentions)| {
            let mut definitions = aliases::definitions(&unit.text, mentions);
            definitions.extend(renamed(&unit.text, mentions));
            definitions
        })
        .collect();
    let references = references::find(&units, &found);
    Analysis {
        units,
        found,
        doubted,
        definitions,
        references,
    }
}

/// Adds what the model found. Where a rule found the same, one mention is left, surer than either: the two err for different
/// reasons, so that both are wrong as often as the one and the other together.
fn merge(by_rule: &mut Vec<Found>, by_model: Vec<Found>) {
    for name in by_model {
        let same = by_rule
            .iter_mut()
            .find(|m| m.kind == name.kind && m.range == name.range && !m.by_model);
        match same {
            Some(mention) => {
                let both_wrong = (1.0 - mention.confidence) * (1.0 - name.confidence);
                mention.confidence = (1.0 - both_wrong).clamp(0.0, 0.98);
                mention.origin = Origin::Both;
            }
            None => by_rule.push(name),
        }
    }
}

/// Least confidence of a name that a model gives.
const LEAST: f32 = 0.3;

/// Where a rule sees more than the model: the person beside a title, whatever type the model gives; the whole of a body
/// whose name holds a conjunction, 礦務與地質局. What the model itself hardly believes is left out.
fn gives_way(text: &str, name: &Found, by_rule: &[Found]) -> bool {
    name.confidence < LEAST
        || by_rule.iter().any(|rule| {
            let person = rule.kind == EntityType::Person
                && name.kind != EntityType::Person
                && rule.range == name.range;
            let joined = rule.kind == EntityType::Organization
                && name.kind == EntityType::Organization
                && rule.range.start < name.range.end
                && name.range.start > rule.range.start
                && rule.range.end == name.range.end
                && text
                    .get(rule.range.start..name.range.start)
                    .is_some_and(|t| t.ends_with(['與', '及', '和']));
            let part = joined_part(text, rule, name);
            person || joined || part
        })
}

/// The first half of such a name, which the model takes for the whole: 礦 of 礦務與地質局.
fn joined_part(text: &str, rule: &Found, name: &Found) -> bool {
    rule.kind == EntityType::Organization
        && rule.range.start == name.range.start
        && rule.range.end > name.range.end
        && text
            .get(name.range.end..rule.range.end)
            .is_some_and(|rest| rest.chars().take(3).any(|c| matches!(c, '與' | '及' | '和')))
        && text
            .get(name.range.clone())
            .is_some_and(|n| n.chars().count() < 3)
}

/// A name that a rule found by its ending alone: it stands where no model is there to ask, or where the model agrees.
fn is_doubtful(found: &Found) -> bool {
    matches!(
        found.kind,
        EntityType::Person | EntityType::Organization | EntityType::Place
    ) && found.confidence < DOUBTFUL
}

/// Adds full names that definitions give, and returns the short forms with their kinds.
fn named_by_definition(units: &[Unit], found: &mut [Vec<Found>]) -> Vec<(String, EntityType)> {
    let mut known = Vec::new();
    for (unit, mentions) in units.iter().zip(found.iter_mut()) {
        for definition in aliases::definitions(&unit.text, mentions) {
            if !mentions.iter().any(|m| m.range == definition.name) {
                mentions.push(Found::new(definition.kind, definition.name.clone(), 0.88));
            }
            known.extend(
                definition
                    .aliases
                    .iter()
                    .map(|a| (unit.text[a.clone()].to_owned(), definition.kind)),
            );
        }
        *mentions = mentions::resolve(std::mem::take(mentions));
    }
    known
}

/// Everything that is found in one document, embeddings left out.
pub(crate) fn extract(
    (original, laid): (&Document, &LaidOut),
    analysis: &Analysis,
    known_names: Option<&KnownNames>,
    said: &[Said],
    (claims, vocabulary): (&[Vec<Claim>], &Vocabulary),
) -> Extraction {
    let document: &Document = &laid.document;
    let tables = relations::tables::describe(document);
    let short_forms = relations::tables::short_forms(document, &tables);
    let (mut entities, placed) = link(analysis, &short_forms, known_names);
    let mut drafts = relations::all(document, analysis, &tables, &placed, &mut entities, said);
    models::relations(
        &mut drafts,
        claims,
        vocabulary,
        &analysis.units,
        &placed,
        &entities,
    );
    let rows = relations::tables::row_subjects(document, &tables, analysis, &placed, &entities);
    let mut found_figures = Vec::new();
    let none = HashMap::new();
    for (index, block) in document.blocks.iter().enumerate() {
        if let Some(table) = &block.table {
            let subjects = rows.get(&index).unwrap_or(&none);
            found_figures.extend(figures::figures(&block.id, table, subjects));
        }
    }
    let passages = passages::drafts(original)
        .into_iter()
        .map(|draft| with_entities(draft, laid, analysis, &placed, &entities))
        .collect();
    let mut extraction = Extraction {
        relations: drafts,
        figures: found_figures,
        passages,
        entities: finished(entities, known_names),
        warnings: Vec::new(),
    };
    namesakes::tell_apart(&mut extraction);
    extraction
}

/// Entities and relations of plain text.
pub(crate) fn extract_text(
    analysis: &Analysis,
    known_names: Option<&KnownNames>,
    said: &[Said],
    (claims, vocabulary): (&[Vec<Claim>], &Vocabulary),
) -> Extraction {
    let (mut entities, placed) = link(analysis, &[], known_names);
    let mut relations = relations::in_text(analysis, &placed, &mut entities, said);
    models::relations(
        &mut relations,
        claims,
        vocabulary,
        &analysis.units,
        &placed,
        &entities,
    );
    Extraction {
        relations,
        entities: finished(entities, known_names),
        ..Extraction::default()
    }
}

/// The entities under the names of the organisation's own file, where it has them.
fn finished(entities: Entities, known_names: Option<&KnownNames>) -> Vec<Entity> {
    let mut entities = entities.finish();
    let Some(known) = known_names else {
        return entities;
    };
    let written: HashMap<(EntityType, String), &str> = known.written().collect();
    let full: HashMap<(EntityType, String), &str> = known
        .aliases()
        .iter()
        .map(|(kind, name, alias)| ((*kind, normal_form(alias)), name.as_str()))
        .collect();
    for entity in &mut entities {
        let key = (entity.kind, normal_form(&entity.name));
        if let Some(name) = written.get(&key).or_else(|| full.get(&key)) {
            entity.rename(name);
            entity.government |= entity.kind == EntityType::Organization && rules::is_public_body(name);
        }
    }
    entities
}

/// Names of bodies and laws that are the end of one longer name in the document, or its beginning up to the word that heads it:
/// Heritage Board for the Tarn Heritage Board, 測量局 for 甲乙測量局, Tarn Institute for the Tarn Institute of Soils.
fn parts_of_names(analysis: &Analysis) -> Vec<(EntityType, String, String)> {
    let mut names: Vec<(EntityType, &str)> = Vec::new();
    for (unit, mentions) in analysis.units.iter().zip(&analysis.found) {
        for found in mentions {
            let named = matches!(found.kind, EntityType::Organization | EntityType::Law);
            if let Some(name) = unit
                .text
                .get(found.range.clone())
                .filter(|n| named && n.len() < 120)
            {
                names.push((found.kind, name));
            }
        }
    }
    names.sort_unstable();
    names.dedup();
    if names.len() > 400 {
        return Vec::new();
    }
    let is_part = |part: &str, whole: &str| {
        if part.is_ascii() {
            let (small, big) = (part.to_lowercase(), whole.to_lowercase());
            let tail = big.strip_suffix(small.as_str()).is_some_and(|b| b.ends_with(' '));
            let head = big
                .strip_prefix(small.as_str())
                .is_some_and(|b| b.starts_with(" of ") || b.starts_with(" for "));
            return part.contains(' ')
                && (tail || head && !part.starts_with("Ministry") && !part.starts_with("Department"));
        }
        let count = part.chars().count();
        let before = whole.strip_suffix(part).unwrap_or("");
        let left = before.trim_end().chars().count();
        let hangul = crate::script::has_hangul(part);
        count >= 4 && (1..=4).contains(&left) && (!hangul || before.ends_with(' '))
    };
    let mut parts = Vec::new();
    for (kind, part) in &names {
        let mut wholes = names
            .iter()
            .filter(|(k, whole)| k == kind && whole.len() > part.len() && is_part(part, whole));
        if let (Some((_, whole)), None) = (wholes.next(), wholes.next()) {
            parts.push((*kind, (*whole).to_owned(), (*part).to_owned()));
        }
    }
    parts
}

/// Mentions to entities; the second value tells, for each unit, which entity each mention names.
fn link(
    analysis: &Analysis,
    short_forms: &[(EntityType, String, String)],
    known_names: Option<&KnownNames>,
) -> (Entities, Vec<Vec<Placed>>) {
    let mut entities = Entities::default();
    for (kind, name, alias) in known_names.map_or(&[][..], KnownNames::aliases) {
        entities.add_alias(*kind, name, alias);
    }
    for (unit, definitions) in analysis.units.iter().zip(&analysis.definitions) {
        for definition in definitions {
            for alias in &definition.aliases {
                entities.add_alias(
                    definition.kind,
                    &unit.text[definition.name.clone()],
                    &unit.text[alias.clone()],
                );
            }
        }
    }
    for (kind, name, part) in parts_of_names(analysis) {
        entities.add_alias(kind, &name, &part);
    }
    for (kind, name, short) in short_forms {
        if normal_form(name) != normal_form(short) {
            entities.add_alias(*kind, name, short);
        }
    }
    let mut placed: Vec<Vec<Placed>> = analysis
        .units
        .iter()
        .zip(&analysis.found)
        .map(|(unit, mentions)| {
            mentions
                .iter()
                .filter_map(|found| {
                    let entity = entities.add(unit, found)?;
                    Some(Placed {
                        range: found.range.clone(),
                        kind: found.kind,
                        entity,
                    })
                })
                .collect()
        })
        .collect();
    for (unit, references) in analysis.references.iter().enumerate() {
        for reference in references {
            let named = placed
                .get(reference.unit)
                .and_then(|p: &Vec<Placed>| p.iter().find(|p| p.range == reference.name))
                .map(|p| (p.kind, p.entity))
                .or_else(|| {
                    let named = analysis.units.get(reference.unit)?;
                    let found = Found::new(reference.kind, reference.name.clone(), 0.8);
                    Some((reference.kind, entities.add(named, &found)?))
                });
            if let (Some((kind, entity)), Some(target)) = (named, placed.get_mut(unit)) {
                target.push(Placed {
                    range: reference.range.clone(),
                    kind,
                    entity,
                });
                target.sort_by_key(|p| p.range.start);
            }
        }
    }
    (entities, placed)
}

/// The passage with the entities that are named in it.
fn with_entities(
    draft: Draft,
    laid: &LaidOut,
    analysis: &Analysis,
    placed: &[Vec<Placed>],
    entities: &Entities,
) -> Passage {
    let mut passage = draft.passage;
    let mut named = BTreeSet::new();
    let of_block = |block: usize| {
        let first = analysis.units.partition_point(|u| u.block < block);
        let units = analysis.units.iter().zip(placed).skip(first);
        units.take_while(move |(u, _)| u.block == block)
    };
    for (block, scalars) in &draft.pieces {
        let shown = |row: u32| passage.rows.is_none_or(|(from, to)| (from..to).contains(&row));
        for (inner, _, _) in laid
            .places
            .iter()
            .filter(|(_, outer, row)| outer == block && shown(*row))
        {
            named.extend(of_block(*inner).flat_map(|(_, mentions)| mentions.iter().map(|m| m.entity)));
        }
        for (unit, mentions) in of_block(*block) {
            let in_rows = match (passage.rows, unit.cell) {
                (Some((from, to)), Some((row, _))) => (from..to).contains(&row),
                _ => true,
            };
            if !in_rows {
                continue;
            }
            if unit.cell.is_some() {
                named.extend(mentions.iter().map(|m| m.entity));
                continue;
            }
            // A text has no more scalars than bytes.
            if unit.first + unit.text.len() < scalars.start {
                continue;
            }
            let (mut at, mut counted) = (unit.first, 0);
            for mention in mentions {
                if at >= scalars.end {
                    break;
                }
                // Mentions stand in order, so that what was counted is counted once.
                let gap = unit.text.get(counted..mention.range.start).unwrap_or("");
                at += gap.chars().count();
                counted = counted.max(mention.range.start);
                if scalars.contains(&at) {
                    named.insert(mention.entity);
                }
            }
        }
    }
    passage.entities = named
        .into_iter()
        .filter_map(|at| entities.get(at))
        .map(|e| e.id.clone())
        .collect();
    passage
}

/// The texts of a document that are analysed.
pub(crate) fn units_of(document: &Document) -> Vec<Unit> {
    unit::units(document)
}
