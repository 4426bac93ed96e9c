//! Black-box tests of the extractor.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::print_stderr, reason = "a skipped test says so")]

mod added;
mod added_labels;
mod added_refused;
mod cards;
mod documents;
mod gold;
mod models;
mod papers;
mod passages;
mod plain;
mod recognition;
mod revisions;
mod terms;
mod text;
mod topics;

use quarry_extract::{Extraction, Extractor, ExtractorOptions};
use quarry_ingest::{Block, BlockKind, Document, Locator, Place, ReadOptions};

/// The extractor without models.
fn rules() -> Extractor {
    Extractor::new(ExtractorOptions::default()).unwrap()
}

/// A Markdown document as the reader gives it.
fn markdown(text: &str) -> Document {
    quarry_ingest::parse("paper.md", text.as_bytes(), &ReadOptions::default()).remove(0)
}

/// The name of an entity.
fn name_of<'a>(extraction: &'a Extraction, id: &str) -> &'a str {
    let entity = extraction.entities.iter().find(|e| e.id == id);
    &entity.unwrap().name
}

/// Statements as `subject predicate object`, by name, in order; other names left out.
fn statements(extraction: &Extraction) -> Vec<String> {
    let name = |id: &str| name_of(extraction, id);
    let relations = extraction
        .relations
        .iter()
        .filter(|r| r.predicate != "alsoKnownAs");
    let mut lines: Vec<String> = relations
        .map(|r| format!("{} {} {}", name(&r.subject), r.predicate, name(&r.object)))
        .collect();
    lines.sort();
    lines.dedup();
    lines
}

/// A block of plain text on a page.
fn on_page(kind: BlockKind, text: &str, page: u32, top: f32) -> Block {
    let place = Place::Page {
        page,
        bbox: [50.0, top, 500.0, top + 20.0],
    };
    Block::new(kind, text, Locator::from(place))
}

/// A document of blocks, numbered as readers number them.
fn document(mut blocks: Vec<Block>) -> Document {
    for (index, block) in blocks.iter_mut().enumerate() {
        block.id = format!("b{index}");
    }
    Document {
        source: "paper.pdf".to_owned(),
        blocks,
        ..Document::default()
    }
}

/// What `read` gives for each text, held against what it has to give.
fn check(extractor: &Extractor, read: &dyn Fn(&Extraction) -> Vec<String>, cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let found = read(&extractor.extract_text(text).unwrap());
        if found != *expected {
            wrong.push(format!("{text}\n   found {found:?}\n   not   {expected:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}
