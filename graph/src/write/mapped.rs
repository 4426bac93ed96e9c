//! Columns whose meaning an organisation gave: what their cells state of the things that the rows are about.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use oxigraph::model::{Literal, NamedNode, Term, Triple};
use quarry_extract::{Entity, EntityType, Extraction, Mention, Span};
use quarry_ingest::{Cell, Document, Table};

use super::document::Writer;
use super::entity::Names;
use crate::mapping::{Mapping, Mappings};
use crate::name::normalise_name;
use crate::rdf::vocabulary::{quarry, rdf};
use crate::rdf::{iri, literal};

/// What the statements of mapped columns name as their method.
pub(super) const METHOD: &str = "table-mapping";

/// A longer cell is a text and no name.
const LONGEST_NAME: usize = 120;

/// Cells of one table that are looked at, at most.
const MOST_CELLS: usize = 200_000;

/// The place of a cell: block, row, column.
type Place<'a> = (&'a str, u32, u32);

/// A column with what it means.
struct Column<'m> {
    number: u32,
    mapping: &'m Mapping,
}

/// The mapped columns of a table, by the header texts above each, from the outermost to the innermost.
fn columns<'m>(table: &Table, mappings: &'m Mappings) -> Vec<Column<'m>> {
    let mut header: Vec<&Cell> = table.cells.iter().filter(|c| c.row < table.header_rows).collect();
    header.sort_by_key(|c| c.row);
    let mut paths: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for cell in header {
        let text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            for number in cell.column..cell.column.saturating_add(cell.column_span.clamp(1, 256)) {
                paths.entry(number).or_default().push(text.clone());
            }
        }
    }
    let mapped = |(number, path): (u32, Vec<String>)| {
        let mapping = mappings.of(&path)?;
        Some(Column { number, mapping })
    };
    paths.into_iter().filter_map(mapped).collect()
}

/// The cells below the headers of a column.
fn body(table: &Table, column: u32) -> impl Iterator<Item = &Cell> {
    let cells = table.cells.iter().take(MOST_CELLS);
    cells.filter(move |c| c.row >= table.header_rows && c.column == column && !c.text.trim().is_empty())
}

/// The whole text of a cell, without the space around it.
fn whole(block: &str, cell: &Cell) -> Span {
    let start = cell.text.chars().take_while(|c| c.is_whitespace()).count();
    Span {
        block: Some(block.to_owned()),
        row: Some(cell.row),
        column: Some(cell.column),
        start,
        end: start + cell.text.trim().chars().count(),
        inner: None,
    }
}

/// The tables of a document with the ids of their blocks.
fn tables(document: &Document) -> impl Iterator<Item = (&str, &Table)> {
    let blocks = document.blocks.iter();
    blocks.filter_map(|block| Some((block.id.as_str(), block.table.as_ref()?)))
}

/// The extraction with a thing for each cell of a column that names things, where the models found none.
pub(super) fn with_named_cells<'e>(
    document: &Document,
    extraction: &'e Extraction,
    mappings: &Mappings,
) -> Cow<'e, Extraction> {
    if mappings.is_empty() {
        return Cow::Borrowed(extraction);
    }
    let known = Cells::new(document, &extraction.entities);
    let mut by_name: HashMap<(EntityType, String), usize> = HashMap::new();
    for (number, entity) in extraction.entities.iter().enumerate() {
        by_name
            .entry((entity.kind, normalise_name(&entity.name)))
            .or_insert(number);
    }
    let mut entities: Option<Vec<Entity>> = None;
    let mut mentioned: BTreeMap<(&str, u32), Vec<String>> = BTreeMap::new();
    for (block, table) in tables(document) {
        for column in columns(table, mappings) {
            let Some(kind) = column.mapping.names else {
                continue;
            };
            for cell in body(table, column.number) {
                let name = cell.text.trim();
                let known = known
                    .at((block, cell.row, cell.column))
                    .is_some_and(|e| e.kind == kind);
                let key = normalise_name(name);
                if known || key.is_empty() || name.chars().count() > LONGEST_NAME || cell.value.is_some() {
                    continue;
                }
                let entities = entities.get_or_insert_with(|| extraction.entities.clone());
                let mention = Mention {
                    text: name.to_owned(),
                    span: whole(block, cell),
                    confidence: 1.0,
                };
                let number = *by_name.entry((kind, key)).or_insert_with(|| {
                    entities.push(Entity {
                        id: format!("mapped-{}", entities.len()),
                        kind,
                        name: name.to_owned(),
                        government: false,
                        aliases: Vec::new(),
                        value: None,
                        mentions: Vec::new(),
                    });
                    entities.len() - 1
                });
                if let Some(entity) = entities.get_mut(number) {
                    entity.mentions.push(mention);
                    mentioned
                        .entry((block, cell.row))
                        .or_default()
                        .push(entity.id.clone());
                }
            }
        }
    }
    let Some(entities) = entities else {
        return Cow::Borrowed(extraction);
    };
    let mut named = extraction.clone();
    named.entities = entities;
    for passage in &mut named.passages {
        let (Some((first, end)), [block]) = (passage.rows, passage.blocks.as_slice()) else {
            continue;
        };
        let rows = mentioned.range((block.as_str(), first)..(block.as_str(), end.max(first)));
        for id in rows.flat_map(|(_, ids)| ids) {
            if !passage.entities.contains(id) {
                passage.entities.push(id.clone());
            }
        }
    }
    Cow::Owned(named)
}

/// The things that are the whole of a cell.
struct Cells<'a> {
    by_place: HashMap<Place<'a>, &'a Entity>,
}

impl<'a> Cells<'a> {
    fn new(document: &Document, entities: &'a [Entity]) -> Self {
        let mut lengths: HashMap<Place<'_>, (usize, usize)> = HashMap::new();
        for (block, table) in tables(document) {
            for cell in table.cells.iter().take(MOST_CELLS) {
                let span = whole(block, cell);
                lengths.insert((block, cell.row, cell.column), (span.start, span.end));
            }
        }
        let mut by_place: HashMap<Place<'a>, &'a Entity> = HashMap::new();
        for entity in entities.iter().filter(|e| e.kind.is_named()) {
            for span in entity
                .mentions
                .iter()
                .map(|m| &m.span)
                .filter(|s| s.inner.is_none())
            {
                if let (Some(block), Some(row), Some(column)) = (span.block.as_deref(), span.row, span.column)
                    && lengths.get(&(block, row, column)) == Some(&(span.start, span.end))
                {
                    by_place.entry((block, row, column)).or_insert(entity);
                }
            }
        }
        Self { by_place }
    }

    fn at(&self, place: Place<'_>) -> Option<&'a Entity> {
        self.by_place.get(&place).copied()
    }
}

/// What each row is about, by block and row, as the mappings say it.
#[derive(Debug, Default)]
pub(super) struct RowSubjects {
    by_row: HashMap<(String, u32), String>,
}

impl RowSubjects {
    pub(super) fn get(&self, span: &Span) -> Option<&str> {
        if span.inner.is_some() {
            return None;
        }
        let key = (span.block.clone()?, span.row?);
        self.by_row.get(&key).map(String::as_str)
    }
}

impl Writer<'_> {
    /// States what stands in the cells of mapped columns that are no figures; gives what the rows are about where a mapping says
    /// which column names it.
    pub(super) fn state_cells(
        &mut self,
        document: &Document,
        extraction: &Extraction,
        names: &Names<'_>,
    ) -> RowSubjects {
        let mut subjects = RowSubjects::default();
        let mappings = self.mappings;
        if mappings.is_empty() {
            return subjects;
        }
        let cells = Cells::new(document, &extraction.entities);
        let mut figures: HashSet<(Option<&str>, Option<u32>, Option<u32>)> = HashSet::new();
        let mut of_figures: HashMap<(&str, u32), &str> = HashMap::new();
        for figure in &extraction.figures {
            let cell = &figure.cell;
            figures.insert((cell.block.as_deref(), cell.row, cell.column));
            if let (Some(block), Some(row), Some(subject)) =
                (cell.block.as_deref(), cell.row, &figure.subject)
            {
                of_figures.entry((block, row)).or_insert(subject);
            }
        }
        for (block, table) in tables(document) {
            let columns = columns(table, mappings);
            if columns.is_empty() {
                continue;
            }
            let mut own: HashMap<u32, &Entity> = HashMap::new();
            for column in columns.iter().filter(|c| c.mapping.row_subject) {
                for cell in body(table, column.number) {
                    let Some(entity) = cells.at((block, cell.row, cell.column)) else {
                        continue;
                    };
                    for row in rows(cell) {
                        own.entry(row).or_insert(entity);
                        subjects.by_row.insert((block.to_owned(), row), entity.id.clone());
                    }
                }
            }
            let mut leftmost: HashMap<u32, (u32, &Entity)> = HashMap::new();
            for cell in table
                .cells
                .iter()
                .take(MOST_CELLS)
                .filter(|c| c.row >= table.header_rows)
            {
                if let Some(entity) = cells.at((block, cell.row, cell.column)) {
                    let at = leftmost.entry(cell.row).or_insert((cell.column, entity));
                    if cell.column < at.0 {
                        *at = (cell.column, entity);
                    }
                }
            }
            for column in &columns {
                let Some(property) = &column.mapping.property else {
                    continue;
                };
                for cell in body(table, column.number) {
                    if figures.contains(&(Some(block), Some(cell.row), Some(cell.column))) {
                        continue;
                    }
                    for row in rows(cell) {
                        let found = own
                            .get(&row)
                            .map(|e| e.id.as_str())
                            .or_else(|| of_figures.get(&(block, row)).copied())
                            .or_else(|| {
                                let first = leftmost.get(&row).filter(|(at, _)| *at < cell.column);
                                first.map(|(_, e)| e.id.as_str())
                            });
                        if let Some(subject) = found.and_then(|id| names.node(id)) {
                            let object = cells.at((block, cell.row, cell.column));
                            let object = object.and_then(|e| names.node(&e.id)).cloned();
                            self.state_cell(subject.clone(), property, object, &whole(block, cell), cell);
                        }
                    }
                }
            }
        }
        subjects
    }

    fn state_cell(
        &mut self,
        subject: NamedNode,
        property: &NamedNode,
        object: Option<NamedNode>,
        span: &Span,
        cell: &Cell,
    ) {
        if object.as_ref() == Some(&subject) {
            return;
        }
        let Some(evidence) = self.evidence(span) else {
            self.dropped += 1;
            return;
        };
        let text = cell.text.trim();
        let is_literal = object.is_none();
        let object = object.map_or_else(|| Term::from(Literal::from(text)), Term::from);
        let triple = Triple::new(subject, property.clone(), object);
        let node = iri::minted("statement", &[evidence.as_str(), &triple.to_string(), "", METHOD]);
        if !self.first(&node) {
            return;
        }
        self.say(&node, rdf::TYPE, quarry::STATEMENT);
        self.say(&node, rdf::REIFIES, triple.clone());
        self.say(&node, quarry::EVIDENCE, evidence);
        // What the organisation mapped itself is as sure as the reading of the cell.
        self.say(&node, quarry::CONFIDENCE, literal::decimal(1.0));
        self.say(&node, quarry::METHOD, Literal::from(METHOD));
        if is_literal {
            self.say(&node, quarry::OBJECT_TEXT, Literal::from(text));
        }
        self.assert(triple);
    }
}

/// The rows that a cell stands in.
fn rows(cell: &Cell) -> std::ops::Range<u32> {
    cell.row..cell.row.saturating_add(cell.row_span.clamp(1, 4096))
}
