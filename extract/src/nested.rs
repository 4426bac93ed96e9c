//! Tables that stand inside cells, laid out as tables of their own, so that everything that reads tables reads them too; and
//! the spans of what is found in them, told by the cell of the document's own table in which they stand.

use std::borrow::Cow;
use std::collections::HashMap;

use quarry_ingest::{Block, Cell, Document, Locator, Table};

use crate::extraction::{Extraction, Inner, Span};
use crate::table_grid::squeeze;

/// Deepest nesting that is followed.
const DEEPEST: usize = 6;
/// Most tables of a document that are laid out.
const MOST_TABLES: usize = 2_000;
/// Longest text that stands for the caption of a table inside a cell, in characters.
const LONGEST_CAPTION: usize = 80;

/// Where a table stands that was laid out.
#[derive(Debug, Clone)]
struct Within {
    /// Id of the block of the document.
    block: String,
    /// Row and column of the cell in the block's own table.
    cell: (u32, u32),
    /// Unicode scalars of that cell's text.
    length: usize,
    /// The cells of the tables between that one and this.
    path: Vec<(u32, u32)>,
}

/// A document with the tables in its cells as blocks of their own behind all others.
#[derive(Debug)]
pub(crate) struct LaidOut<'a> {
    pub(crate) document: Cow<'a, Document>,
    /// By the id of the added block.
    within: HashMap<String, Within>,
    /// Index of each added block, with the block and row in which its table stands.
    pub(crate) places: Vec<(usize, usize, u32)>,
}

impl<'a> LaidOut<'a> {
    /// Lays out the tables of `document`; one without tables in cells stays as it is.
    pub(crate) fn new(document: &'a Document) -> Self {
        let mut laid = Self {
            document: Cow::Borrowed(document),
            within: HashMap::new(),
            places: Vec::new(),
        };
        let mut added: Vec<(usize, u32, Block)> = Vec::new();
        for (index, block) in document.blocks.iter().enumerate() {
            let Some(table) = &block.table else { continue };
            for cell in &table.cells {
                let Some(inner) = cell.table.as_deref() else {
                    continue;
                };
                let within = Within {
                    block: block.id.clone(),
                    cell: (cell.row, cell.column),
                    length: cell.text.chars().count(),
                    path: Vec::new(),
                };
                let context = Context {
                    caption: caption_of(table, cell),
                    locator: &cell.locator,
                    hidden: block.hidden || cell.hidden,
                };
                laid.add((index, inner), within, &context, &mut added);
            }
        }
        if added.is_empty() {
            return laid;
        }
        let document = laid.document.to_mut();
        // What the last heading of the document says is not said of them.
        let nowhere = added.first().map(|(_, _, block)| block.locator.clone());
        if let Some(nowhere) = nowhere {
            document.blocks.push(Block::heading(1, "", nowhere));
        }
        for (outer, row, block) in added {
            laid.places.push((document.blocks.len(), outer, row));
            document.blocks.push(block);
        }
        laid
    }

    fn add(
        &mut self,
        (outer, table): (usize, &Table),
        within: Within,
        context: &Context,
        added: &mut Vec<(usize, u32, Block)>,
    ) {
        if added.len() >= MOST_TABLES || within.path.len() >= DEEPEST {
            return;
        }
        let mut own = table.clone();
        if own.caption.is_empty() {
            own.caption.clone_from(&context.caption);
        }
        for cell in &mut own.cells {
            cell.table = None;
        }
        let mut block = Block::table(own, context.locator.clone());
        block.id = format!("{}\u{1f}{}", within.block, added.len());
        block.hidden = context.hidden;
        self.within.insert(block.id.clone(), within.clone());
        added.push((outer, within.cell.0, block));
        for cell in &table.cells {
            if let Some(inner) = cell.table.as_deref() {
                let mut deeper = within.clone();
                deeper.path.push((cell.row, cell.column));
                let context = Context {
                    caption: caption_of(table, cell),
                    locator: context.locator,
                    hidden: context.hidden || cell.hidden,
                };
                self.add((outer, inner), deeper, &context, added);
            }
        }
    }

    /// Tells every span by the cells of the document's own tables.
    pub(crate) fn settle(&self, extraction: &mut Extraction) {
        if self.within.is_empty() {
            return;
        }
        for mention in extraction.entities.iter_mut().flat_map(|e| &mut e.mentions) {
            self.settle_span(&mut mention.span);
        }
        for relation in &mut extraction.relations {
            self.settle_span(&mut relation.evidence);
        }
        for figure in &mut extraction.figures {
            self.settle_span(&mut figure.cell);
        }
    }

    fn settle_span(&self, span: &mut Span) {
        let Some(within) = span.block.as_ref().and_then(|id| self.within.get(id)) else {
            return;
        };
        let mut cells = within.path.clone();
        cells.extend(span.row.zip(span.column));
        *span = Span {
            block: Some(within.block.clone()),
            row: Some(within.cell.0),
            column: Some(within.cell.1),
            start: 0,
            end: within.length,
            inner: Some(Inner {
                cells,
                start: span.start,
                end: span.end,
            }),
        };
    }
}

/// What the surroundings of a table in a cell say of it.
struct Context<'a> {
    caption: String,
    locator: &'a Locator,
    hidden: bool,
}

/// What stands for the caption of a table in a cell: the cell's own text, else the first label of its row, else the caption of
/// the table around it.
fn caption_of(table: &Table, cell: &Cell) -> String {
    let label = || {
        let of_row = table.cells.iter().filter(|c| {
            c.row <= cell.row && cell.row < c.row.saturating_add(c.row_span) && c.column < cell.column
        });
        of_row.map(|c| squeeze(&c.text)).find(|t| is_caption(t))
    };
    let own = squeeze(&cell.text);
    if is_caption(&own) {
        return own;
    }
    label().unwrap_or_else(|| table.caption.clone())
}

fn is_caption(text: &str) -> bool {
    let count = text.chars().count();
    (2..=LONGEST_CAPTION).contains(&count)
        && text.chars().any(char::is_alphabetic)
        && !text.ends_with([':', '：'])
}
