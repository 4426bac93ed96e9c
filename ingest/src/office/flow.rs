//! The parts of a text in order, and the blocks that are made of them.

use crate::document::{Block, BlockKind, Locator};
use crate::table::{Cell, Table};

/// Rows and columns that a table may claim.
const GRID: u32 = 16_384;

/// A part of a text.
#[derive(Debug)]
pub(super) enum Part {
    Paragraph(Box<Paragraph>),
    Table(Box<Grid>),
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Role {
    #[default]
    Body,
    Heading(u8),
    Item,
    Caption,
    Formula,
    Header,
    Footer,
}

/// A paragraph with what hangs on it.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) role: Role,
    /// Number or bullet, as printed.
    pub(super) label: String,
    pub(super) text: String,
    /// Text that is not shown.
    pub(super) hidden: String,
    /// Objects and notes, in order.
    pub(super) hanging: Vec<Hanging>,
}

/// What hangs on a place in a paragraph.
#[derive(Debug)]
pub(super) enum Hanging {
    /// A footnote or endnote.
    Note(Vec<Part>),
    /// A comment, or speaker's notes: not shown.
    Remark(Vec<Part>),
    /// A picture or chart, with the text that describes it.
    Figure(String),
    /// A text box.
    Frame(Vec<Part>),
}

/// A table.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) cells: Vec<GridCell>,
    pub(super) header_rows: u32,
}

/// A cell of a [`Grid`].
#[derive(Debug, Default)]
pub(super) struct GridCell {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) row_span: u32,
    pub(super) column_span: u32,
    pub(super) hidden: bool,
    pub(super) parts: Vec<Part>,
}

impl Paragraph {
    pub(super) fn of(role: Role, text: impl Into<String>) -> Self {
        Self {
            role,
            text: text.into(),
            ..Self::default()
        }
    }

    /// The text as printed, with its number or bullet.
    fn printed(&self) -> String {
        let text = tidy(&self.text);
        match (self.label.trim(), text.is_empty()) {
            (_, true) => String::new(),
            ("", false) => text,
            (label, false) => format!("{label} {text}"),
        }
    }
}

impl From<Paragraph> for Part {
    fn from(paragraph: Paragraph) -> Self {
        Self::Paragraph(Box::new(paragraph))
    }
}

/// Blanks at the ends taken off, as well as those round line ends.
fn tidy(text: &str) -> String {
    let lines = text.trim().lines().map(str::trim_end);
    lines.collect::<Vec<_>>().join("\n")
}

/// Adds the blocks of one outermost part; `shown` is false where all of it is hidden.
pub(super) fn push(part: Part, at: &Locator, shown: bool, blocks: &mut Vec<Block>) {
    let from = blocks.len();
    match part {
        Part::Paragraph(paragraph) => push_paragraph(*paragraph, at, blocks),
        Part::Table(grid) => {
            let (table, mut extras) = table(*grid, at);
            // A table without a single word still holds what hangs in it.
            if !table.cells.is_empty() {
                blocks.push(Block::table(table, at.clone()));
            }
            blocks.append(&mut extras);
        }
    }
    if !shown {
        blocks.iter_mut().skip(from).for_each(|block| block.hidden = true);
    }
}

fn push_paragraph(paragraph: Paragraph, at: &Locator, blocks: &mut Vec<Block>) {
    let text = paragraph.printed();
    if !text.is_empty() {
        blocks.push(match paragraph.role {
            Role::Heading(level) => Block::heading(level, text, at.clone()),
            Role::Body => Block::new(BlockKind::Paragraph, text, at.clone()),
            Role::Item => Block::new(BlockKind::ListItem, text, at.clone()),
            Role::Caption => Block::new(BlockKind::Caption, text, at.clone()),
            Role::Formula => Block::new(BlockKind::Formula, text, at.clone()),
            Role::Header => Block::new(BlockKind::Header, text, at.clone()),
            Role::Footer => Block::new(BlockKind::Footer, text, at.clone()),
        });
    }
    push_hidden(&paragraph.hidden, at, blocks);
    for hanging in paragraph.hanging {
        push_hanging(hanging, at, blocks);
    }
}

fn push_hidden(text: &str, at: &Locator, blocks: &mut Vec<Block>) {
    let text = tidy(text);
    if !text.is_empty() {
        let mut block = Block::new(BlockKind::Paragraph, text, at.clone());
        block.hidden = true;
        blocks.push(block);
    }
}

fn push_hanging(hanging: Hanging, at: &Locator, blocks: &mut Vec<Block>) {
    let aside = |kind: BlockKind, parts: Vec<Part>, blocks: &mut Vec<Block>| {
        let flat = flatten(parts, at);
        if !flat.text.is_empty() {
            blocks.push(Block::new(kind, flat.text, at.clone()));
        }
        let tables = flat.tables.into_iter();
        blocks.extend(tables.map(|table| Block::table(table, at.clone())));
        blocks.extend(flat.extras);
    };
    match hanging {
        Hanging::Note(parts) => aside(BlockKind::Footnote, parts, blocks),
        Hanging::Remark(parts) => {
            let from = blocks.len();
            aside(BlockKind::Paragraph, parts, blocks);
            blocks.iter_mut().skip(from).for_each(|block| block.hidden = true);
        }
        Hanging::Figure(text) => blocks.push(Block::new(BlockKind::Figure, tidy(&text), at.clone())),
        Hanging::Frame(parts) => parts.into_iter().for_each(|part| push(part, at, true, blocks)),
    }
}

/// What parts come to inside a cell or a note.
#[derive(Default)]
struct Flat {
    text: String,
    tables: Vec<Table>,
    /// What cannot stand in the text: notes, figures, hidden text.
    extras: Vec<Block>,
}

fn flatten(parts: Vec<Part>, at: &Locator) -> Flat {
    let mut flat = Flat::default();
    for part in parts {
        match part {
            Part::Table(grid) => {
                let (table, mut extras) = table(*grid, at);
                flat.tables.push(table);
                flat.extras.append(&mut extras);
            }
            Part::Paragraph(paragraph) => {
                let line = paragraph.printed();
                push_line(&mut flat.text, &line);
                push_hidden(&paragraph.hidden, at, &mut flat.extras);
                for hanging in paragraph.hanging {
                    match hanging {
                        Hanging::Frame(parts) => {
                            let mut inner = flatten(parts, at);
                            push_line(&mut flat.text, &inner.text);
                            flat.tables.append(&mut inner.tables);
                            flat.extras.append(&mut inner.extras);
                        }
                        other => push_hanging(other, at, &mut flat.extras),
                    }
                }
            }
        }
    }
    flat
}

fn push_line(text: &mut String, line: &str) {
    if line.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// The table, and the blocks that cannot stand in it: notes, pictures, and nested tables after the first of a cell.
fn table(grid: Grid, at: &Locator) -> (Table, Vec<Block>) {
    let (mut cells, mut extras) = (Vec::new(), Vec::new());
    let (mut rows, mut columns) = (0, 0);
    for cell in grid.cells {
        let (row, column) = (cell.row.min(GRID), cell.column.min(GRID));
        let locator = at.at_cell(row, column);
        let mut flat = flatten(cell.parts, &locator);
        let nested = (!flat.tables.is_empty()).then(|| Box::new(flat.tables.remove(0)));
        let rest = flat.tables.into_iter();
        extras.extend(rest.map(|table| Block::table(table, locator.clone())));
        extras.append(&mut flat.extras);
        let row_span = cell.row_span.clamp(1, GRID + 1 - row);
        let column_span = cell.column_span.clamp(1, GRID + 1 - column);
        rows = rows.max(row + row_span);
        columns = columns.max(column + column_span);
        cells.push(Cell {
            row,
            column,
            row_span,
            column_span,
            text: flat.text,
            value: None,
            formula: None,
            hidden: cell.hidden,
            locator,
            table: nested,
        });
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let header_rows = if grid.header_rows < rows {
        grid.header_rows
    } else {
        0
    };
    let table = Table {
        rows,
        columns,
        header_rows,
        cells,
        ..Table::default()
    };
    (table, extras)
}
