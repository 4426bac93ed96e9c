//! Small documents to test with. Every name is invented.

use quarry_extract::{Entity, EntityType, Extraction, Figure, Mention, Passage, Relation, Span, TypedValue};
use quarry_graph::{Access, Change, Knowledge, OpenOptions};
use quarry_ingest::{Block, BlockKind, Cell, Document, Locator, Place, Scalar, Table, Value};

pub(crate) const WRITE: OpenOptions = OpenOptions {
    access: Access::Write,
    ontologies: None,
    organisation: None,
};

/// Opens a folder for writing.
pub(crate) fn open(folder: &std::path::Path) -> Knowledge {
    Knowledge::open(folder, &WRITE).unwrap()
}

pub(crate) fn page(page: u32) -> Locator {
    Place::Page {
        page,
        bbox: [50.0, 60.0, 500.0, 80.0],
    }
    .into()
}

/// A document of paragraphs, one a page.
pub(crate) fn document(source: &str, title: &str, paragraphs: &[&str]) -> Document {
    let block = |(i, text): (usize, &&str)| Block {
        id: format!("b{i}"),
        ..Block::new(BlockKind::Paragraph, *text, page(i as u32 + 1))
    };
    Document {
        source: source.to_owned(),
        blake3: blake3_of(paragraphs),
        media_type: "application/pdf".to_owned(),
        title: title.to_owned(),
        languages: vec!["ko".to_owned()],
        blocks: paragraphs.iter().enumerate().map(block).collect(),
        ..Document::default()
    }
}

fn blake3_of(paragraphs: &[&str]) -> String {
    let text = paragraphs.join("\n");
    format!(
        "{:064x}",
        text.bytes()
            .fold(7u128, |h, b| h.wrapping_mul(31).wrapping_add(u128::from(b)))
    )
}

/// Where `text` first stands in a block of the document.
pub(crate) fn span(document: &Document, block: usize, text: &str) -> Span {
    let whole = &document.blocks[block].text;
    let start = whole[..whole.find(text).unwrap()].chars().count();
    Span {
        block: Some(format!("b{block}")),
        row: None,
        column: None,
        start,
        end: start + text.chars().count(),
        inner: None,
    }
}

pub(crate) fn mention(document: &Document, block: usize, text: &str) -> Mention {
    Mention {
        text: text.to_owned(),
        span: span(document, block, text),
        confidence: 0.9,
    }
}

pub(crate) fn entity(id: &str, kind: EntityType, name: &str, mentions: Vec<Mention>) -> Entity {
    Entity {
        id: id.to_owned(),
        kind,
        name: name.to_owned(),
        government: false,
        aliases: Vec::new(),
        value: None,
        mentions,
    }
}

pub(crate) fn relation(
    subject: &str,
    predicate: &str,
    object: &str,
    evidence: Span,
    confidence: f32,
) -> Relation {
    Relation {
        subject: subject.to_owned(),
        predicate: predicate.to_owned(),
        object: object.to_owned(),
        confidence,
        evidence,
        source: "test-rule".to_owned(),
        qualifiers: Vec::new(),
    }
}

/// One passage a block, with the entities whose name stands in it.
pub(crate) fn passages(document: &Document, entities: &[Entity]) -> Vec<Passage> {
    let named = |text: &str| {
        entities
            .iter()
            .filter(|e| text.contains(&e.name))
            .map(|e| e.id.clone())
            .collect()
    };
    document
        .blocks
        .iter()
        .filter(|b| b.table.is_none())
        .map(|b| Passage {
            text: b.text.clone(),
            headings: vec![document.title.clone()],
            locator: Some(b.locator.clone()),
            blocks: vec![b.id.clone()],
            rows: None,
            entities: named(&b.text),
            embedding: embedding(&b.text),
        })
        .collect()
}

/// A unit vector made of the text's bytes.
pub(crate) fn embedding(text: &str) -> Vec<f32> {
    let mut vector = [0.0f32; 24];
    for (i, byte) in text.bytes().enumerate() {
        vector[(usize::from(byte) + i) % 24] += 1.0;
    }
    let norm = vector.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-6);
    vector.iter().map(|v| v / norm).collect()
}

/// A document that speaks of one thing, for a person with the organisation that it works for.
pub(crate) fn speaking_of(
    source: &str,
    kind: EntityType,
    name: &str,
    aliases: &[&str],
    employer: Option<&str>,
) -> Change {
    let text = match employer {
        Some(employer) => format!("{name} | {employer}"),
        None => name.to_owned(),
    };
    let document = document(source, source, &[&text]);
    let mut named = entity("e0", kind, name, vec![mention(&document, 0, name)]);
    named.aliases = aliases.iter().map(|a| (*a).to_owned()).collect();
    let mut entities = vec![named];
    let mut relations = Vec::new();
    if let Some(employer) = employer {
        let mentions = vec![mention(&document, 0, employer)];
        entities.push(entity("e1", EntityType::Organization, employer, mentions));
        relations.push(relation(
            "e0",
            "affiliatedWith",
            "e1",
            span(&document, 0, &text),
            0.9,
        ));
    }
    let extraction = Extraction {
        passages: passages(&document, &entities),
        entities,
        relations,
        ..Extraction::default()
    };
    put(document, extraction)
}

pub(crate) fn put(document: Document, extraction: Extraction) -> Change {
    Change::Put {
        document: Box::new(document),
        extraction: Box::new(extraction),
        collection: "public".to_owned(),
        pipeline: "test-1".to_owned(),
        run: "run-1".to_owned(),
    }
}

pub(crate) fn remove(source: &str) -> Change {
    Change::Remove {
        source: source.to_owned(),
        run: "run-2".to_owned(),
    }
}

/// A document that says who heads an office, in two paragraphs and a table.
pub(crate) fn report() -> (Document, Extraction) {
    let mut document = document(
        "보고서/현황.pdf",
        "업무 현황",
        &[
            "새길디지털청(이하 '디지털청')은 도찬시에 있다.",
            "디지털청은 양건규 청장이 이끈다. 1983년에 설립되었다.",
        ],
    );
    let cell = |row: u32, column: u32, text: &str, value: Option<Value>| Cell {
        row,
        column,
        row_span: 1,
        column_span: 1,
        text: text.to_owned(),
        value,
        formula: None,
        hidden: false,
        locator: page(3).at_cell(row, column),
        table: None,
    };
    let amount = Value {
        scalar: Scalar::Number(12_500_000.0),
        unit: Some("KRW".to_owned()),
    };
    let table = Table {
        rows: 2,
        columns: 2,
        header_rows: 1,
        header_columns: 1,
        caption: "예산".to_owned(),
        unit: "천원".to_owned(),
        cells: vec![
            cell(0, 0, "기관", None),
            cell(0, 1, "예산", None),
            cell(1, 0, "디지털청", None),
            cell(1, 1, "12,500", Some(amount)),
        ],
        ..Table::default()
    };
    document.blocks.push(Block {
        id: "b2".to_owned(),
        ..Block::table(table, page(3))
    });

    let office = Entity {
        aliases: vec!["디지털청".to_owned()],
        government: true,
        ..entity(
            "e1",
            EntityType::Organization,
            "새길디지털청",
            vec![mention(&document, 0, "새길디지털청")],
        )
    };
    let short = entity(
        "e2",
        EntityType::Organization,
        "디지털청",
        vec![mention(&document, 1, "디지털청")],
    );
    let place = entity(
        "e3",
        EntityType::Place,
        "도찬시",
        vec![mention(&document, 0, "도찬시")],
    );
    let person = entity(
        "e4",
        EntityType::Person,
        "양건규",
        vec![mention(&document, 1, "양건규")],
    );
    let year = Entity {
        value: Some(TypedValue {
            scalar: Scalar::Date("1983".to_owned()),
            unit: None,
        }),
        ..entity(
            "e5",
            EntityType::Date,
            "1983년",
            vec![mention(&document, 1, "1983년")],
        )
    };
    let entities = vec![office, short, place, person, year];
    let mut head = relation(
        "e2",
        "headedBy",
        "e4",
        span(&document, 1, "디지털청은 양건규 청장이 이끈다."),
        0.9,
    );
    head.qualifiers = vec![
        ("title".to_owned(), "청장".to_owned()),
        ("art".to_owned(), "제3조".to_owned()),
    ];
    let relations = vec![
        relation(
            "e1",
            "headquarteredIn",
            "e3",
            span(&document, 0, &document.blocks[0].text.clone()),
            0.95,
        ),
        head,
        relation(
            "e2",
            "foundedOn",
            "e5",
            span(&document, 1, "1983년에 설립되었다."),
            0.8,
        ),
        relation(
            "e4",
            "affiliatedWith",
            "e1",
            span(&document, 1, "양건규 청장"),
            0.3,
        ),
    ];
    let figure = Figure {
        subject: Some("e2".to_owned()),
        row_label: "디지털청".to_owned(),
        row_path: Vec::new(),
        header_path: vec!["예산".to_owned()],
        value: TypedValue {
            scalar: Scalar::Number(12_500_000.0),
            unit: Some("KRW".to_owned()),
        },
        caption: "예산".to_owned(),
        cell: Span {
            block: Some("b2".to_owned()),
            row: Some(1),
            column: Some(1),
            start: 0,
            end: 6,
            inner: None,
        },
    };
    let extraction = Extraction {
        passages: passages(&document, &entities),
        entities,
        relations,
        figures: vec![figure],
        warnings: Vec::new(),
    };
    (document, extraction)
}
