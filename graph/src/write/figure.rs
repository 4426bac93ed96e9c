//! Figures of tables as Data Cube observations.

use oxigraph::model::{Literal, NamedNode, Triple};
use quarry_extract::Figure;

use super::document::Writer;
use super::entity::Names;
use super::mapped::{METHOD, RowSubjects};
use crate::rdf::vocabulary::{qb, quarry, rdf, schema};
use crate::rdf::{iri, literal};

impl Writer<'_> {
    /// Says one figure, or counts it as dropped where its cell does not stand in the document.
    pub(super) fn observe(&mut self, figure: &Figure, names: &Names<'_>, rows: &RowSubjects) {
        // A figure's span may leave the offsets out: it speaks of the whole cell.
        let mut cell = figure.cell.clone();
        if cell.start == cell.end {
            cell.start = 0;
            cell.end = self.cell_length(&cell);
        }
        let Some(evidence) = self.evidence(&cell) else {
            self.dropped += 1;
            return;
        };
        let path = serde_json::to_string(&figure.header_path).unwrap_or_default();
        let value = serde_json::to_string(&figure.value).unwrap_or_default();
        // What the organisation says of its own tables goes before what was guessed.
        let subject = rows.get(&figure.cell).or(figure.subject.as_deref());
        let subject = subject.and_then(|id| names.node(id)).cloned();
        let about = subject.as_ref().map_or("", NamedNode::as_str);
        let node = iri::minted(
            "figure",
            &[evidence.as_str(), &path, &figure.row_label, &value, about],
        );
        if !self.first(&node) {
            return;
        }
        self.say(&node, rdf::TYPE, qb::OBSERVATION);
        if let Some(block) = &cell.block {
            let table = self.table_node(block);
            self.say(&node, qb::DATA_SET, table);
        }
        self.say(&node, quarry::ROW_LABEL, Literal::from(figure.row_label.as_str()));
        if figure.row_path.is_empty() {
            self.say(&node, quarry::ROW_PATH, literal::json(&[&figure.row_label]));
        } else {
            self.say(&node, quarry::ROW_PATH, literal::json(&figure.row_path));
        }
        self.say(&node, quarry::HEADER_PATH, literal::json(&figure.header_path));
        self.say(&node, rdf::VALUE, literal::of_scalar(&figure.value.scalar));
        self.typed_value(&node, &figure.value);
        if let Some(subject) = subject {
            let mapping = self.mappings.of(&figure.header_path);
            if let Some(property) = mapping.and_then(|mapping| mapping.property.clone()) {
                self.state_figure(&subject, property, figure, &evidence);
            }
            self.say(&node, schema::ABOUT, subject);
        }
        self.say(&node, quarry::EVIDENCE, evidence);
    }

    /// States a figure of its row's subject, as the organisation's table mapping has it.
    fn state_figure(
        &mut self,
        subject: &NamedNode,
        property: NamedNode,
        figure: &Figure,
        evidence: &NamedNode,
    ) {
        let value = literal::of_scalar(&figure.value.scalar);
        let triple = Triple::new(subject.clone(), property, value);
        let typed = serde_json::to_string(&figure.value).unwrap_or_default();
        let node = iri::minted(
            "statement",
            &[evidence.as_str(), &triple.to_string(), &typed, METHOD],
        );
        if !self.first(&node) {
            return;
        }
        self.say(&node, rdf::TYPE, quarry::STATEMENT);
        self.say(&node, rdf::REIFIES, triple.clone());
        self.say(&node, quarry::EVIDENCE, evidence.clone());
        // What the organisation mapped itself is as sure as the reading of the cell.
        self.say(&node, quarry::CONFIDENCE, literal::decimal(1.0));
        self.say(&node, quarry::METHOD, Literal::from(METHOD));
        self.typed_value(&node, &figure.value);
        if let Some(text) = self.cell_text(&figure.cell) {
            self.say(&node, quarry::OBJECT_TEXT, Literal::from(text));
        }
        self.assert(triple);
    }

    fn cell_length(&self, cell: &quarry_extract::Span) -> usize {
        let text = || {
            let cell = self.texts.cell(cell.block.as_deref()?, cell.row?, cell.column?)?;
            Some(cell.text.chars().count())
        };
        text().unwrap_or(0)
    }

    /// What the document prints in a cell.
    fn cell_text(&self, cell: &quarry_extract::Span) -> Option<String> {
        let cell = self.texts.cell(cell.block.as_deref()?, cell.row?, cell.column?)?;
        Some(cell.text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}
