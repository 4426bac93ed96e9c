//! From a manuscript to blocks in reading order.

use super::captions;
use super::headings::HeadingStyle;
use super::manuscript::{
    Caption, Frame, Head, Inline, Manuscript, Paragraph, Section, SectionProperties, StyleSheet, TableObject,
};
use super::numbering::Counters;
use super::pages::PageCounter;
use crate::document::{Block, BlockKind, Diagnostic, Locator, Page, Place, Severity};
use crate::limits::GRID;
use crate::read::Reading;
use crate::table::{Cell, Table};

/// Signs that begin an item of a list where the author typed them.
const TYPED_BULLETS: [char; 27] = [
    '○', '●', '◦', '□', '■', '▪', '▫', '◇', '◆', '▷', '▶', '►', '➢', '❍', '❏', '◎', '•', '·', '‣', '※', '-',
    '–', '―', '☞', '✓', '*', 'ㅇ',
];

/// Most places that a table's grid may have.
const LARGEST_GRID: u64 = 20_000_000;

/// Puts the blocks of a whole file together.
pub(super) fn assemble(manuscript: Manuscript) -> Reading {
    let headings = HeadingStyle::of(&manuscript);
    let mut pages = PageCounter::new();
    let mut sizes = Vec::new();
    let mut blocks = Vec::new();
    let mut counters = Counters::default();
    for (index, section) in (0..).zip(&manuscript.sections) {
        pages.begin_section(section);
        let first = pages.count();
        let mut builder = Builder {
            sheet: &manuscript.sheet,
            headings: &headings,
            counters: &mut counters,
            properties: &section.properties,
            blocks: Vec::new(),
        };
        builder.section(section, index, &mut pages);
        let mut own = builder.blocks;
        captions::attach(&mut own);
        blocks.append(&mut own);
        sizes.push((first, pages.count(), section.properties.page_size));
    }
    let mut diagnostics = manuscript.diagnostics;
    diagnostics.extend(silence(&blocks));
    Reading {
        title: manuscript.title,
        metadata: manuscript.metadata,
        pages: page_list(&sizes),
        blocks,
        diagnostics,
    }
}

/// First and last page of a section, and the size of its pages in HWP units.
type SectionPages = (Option<u32>, Option<u32>, Option<(u32, u32)>);

/// Pages with their sizes, where every section tells its pages.
fn page_list(sections: &[SectionPages]) -> Vec<Page> {
    // HWP units are 1/7200 inch, points 1/72 inch.
    let points = |units: u32| units as f32 / 100.0;
    let mut pages = Vec::new();
    for (first, last, size) in sections {
        let (Some(first), Some(last), Some((width, height))) = (first, last, size) else {
            return Vec::new();
        };
        pages.extend((*first..=*last).map(|number| Page {
            number,
            width: points(*width),
            height: points(*height),
        }));
    }
    pages
}

/// Makes the blocks of one section.
struct Builder<'a> {
    sheet: &'a StyleSheet,
    headings: &'a HeadingStyle,
    counters: &'a mut Counters,
    properties: &'a SectionProperties,
    blocks: Vec<Block>,
}

/// What a list of paragraphs comes to inside a cell, a note or a caption.
#[derive(Default)]
struct Flat {
    text: String,
    tables: Vec<Table>,
    /// What the controls of a form show.
    controls: String,
    /// Notes, and whatever else cannot stand in the text.
    extras: Vec<Block>,
}

impl Builder<'_> {
    fn section(&mut self, section: &Section, index: u32, pages: &mut PageCounter) {
        let place = |paragraph, page| {
            Locator::from(Place::Section {
                section: index,
                paragraph,
                page,
            })
        };
        self.band(
            BlockKind::Header,
            &section.properties.master_pages,
            &place(0, None),
        );
        for (number, paragraph) in (0..).zip(&section.paragraphs) {
            let page = pages.page_of(paragraph);
            self.paragraph(paragraph, &place(number, page), true);
            crate::progress::step();
        }
    }

    /// One paragraph; `outermost` where headings may stand.
    fn paragraph(&mut self, paragraph: &Paragraph, at: &Locator, outermost: bool) {
        let label = self.label(paragraph);
        let mut text = String::new();
        let mut formula = true;
        let mut after: Vec<&Inline> = Vec::new();
        for inline in &paragraph.inlines {
            match inline {
                Inline::Text(more) => {
                    formula = formula && more.trim().is_empty();
                    text.push_str(more);
                }
                Inline::Equation(script) => push_spaced(&mut text, script),
                Inline::Control(shown) => {
                    formula = formula && shown.trim().is_empty();
                    push_spaced(&mut text, shown);
                }
                Inline::Table(table) if table.placing.in_line || text.trim().is_empty() => {
                    self.text(
                        paragraph,
                        &label,
                        &std::mem::take(&mut text),
                        formula,
                        at,
                        outermost,
                    );
                    formula = true;
                    self.object(inline, at);
                }
                Inline::Frame(_) | Inline::Header(_) if text.trim().is_empty() => self.object(inline, at),
                _ => after.push(inline),
            }
        }
        self.text(paragraph, &label, &text, formula, at, outermost);
        for inline in after {
            self.object(inline, at);
        }
    }

    fn label(&mut self, paragraph: &Paragraph) -> String {
        let head = self
            .sheet
            .heads
            .get(&paragraph.shape)
            .copied()
            .unwrap_or_default();
        // Hangul counts a paragraph only where it has something to number.
        if head == Head::None || paragraph.inlines.is_empty() {
            return String::new();
        }
        self.counters.label(head, self.properties.outline, self.sheet)
    }

    fn text(
        &mut self,
        paragraph: &Paragraph,
        label: &str,
        text: &str,
        formula: bool,
        at: &Locator,
        outermost: bool,
    ) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let labelled = match label {
            "" => text.to_owned(),
            label => format!("{label} {text}"),
        };
        let level = outermost
            .then(|| self.headings.level(paragraph, &labelled, self.sheet))
            .flatten();
        let block = if formula {
            Block::new(BlockKind::Formula, labelled, at.clone())
        } else if let Some(level) = level {
            Block::heading(level, labelled, at.clone())
        } else if self.is_caption_style(paragraph) {
            Block::new(BlockKind::Caption, labelled, at.clone())
        } else if !label.is_empty() || is_typed_item(text) {
            Block::new(BlockKind::ListItem, labelled, at.clone())
        } else {
            Block::new(BlockKind::Paragraph, labelled, at.clone())
        };
        self.blocks.push(block);
    }

    fn is_caption_style(&self, paragraph: &Paragraph) -> bool {
        let name = self.sheet.styles.get(&paragraph.style);
        name.is_some_and(|name| name.local.contains("캡션") || name.english.eq_ignore_ascii_case("caption"))
    }

    fn object(&mut self, inline: &Inline, at: &Locator) {
        match inline {
            Inline::Text(text) | Inline::Equation(text) | Inline::Control(text) => {
                self.blocks
                    .push(Block::new(BlockKind::Paragraph, text.clone(), at.clone()));
            }
            Inline::Table(table) => self.table(table, at),
            Inline::Frame(frame) => self.frame(frame, at),
            Inline::Note(paragraphs) => self.flat_block(BlockKind::Footnote, paragraphs, at),
            Inline::Header(paragraphs) => self.band(BlockKind::Header, paragraphs, at),
            Inline::Footer(paragraphs) => self.band(BlockKind::Footer, paragraphs, at),
            Inline::Remark(paragraphs) => {
                let from = self.blocks.len();
                self.flat_block(BlockKind::Paragraph, paragraphs, at);
                self.blocks
                    .iter_mut()
                    .skip(from)
                    .for_each(|block| block.hidden = true);
            }
        }
    }

    /// Paragraphs that are read as one block.
    fn flat_block(&mut self, kind: BlockKind, paragraphs: &[Paragraph], at: &Locator) {
        let flat = self.flatten(paragraphs, at);
        if !flat.text.is_empty() {
            self.blocks.push(Block::new(kind, flat.text, at.clone()));
        }
        self.blocks.extend(
            flat.tables
                .into_iter()
                .map(|table| Block::table(table, at.clone())),
        );
        self.blocks.extend(flat.extras);
    }

    fn band(&mut self, kind: BlockKind, paragraphs: &[Paragraph], at: &Locator) {
        let block = self.band_block(kind, paragraphs, at);
        self.blocks.extend(block);
    }

    /// A running header or footer. Tables in it only lay it out, so its text is all that is kept of them.
    fn band_block(&mut self, kind: BlockKind, paragraphs: &[Paragraph], at: &Locator) -> Option<Block> {
        let flat = self.flatten(paragraphs, at);
        let mut lines = vec![flat.text];
        flat.tables
            .iter()
            .for_each(|table| table_lines(table, &mut lines));
        for block in flat.extras {
            lines.push(block.text);
            block
                .table
                .iter()
                .for_each(|table| table_lines(table, &mut lines));
        }
        lines.retain(|line| !line.trim().is_empty());
        (!lines.is_empty()).then(|| Block::new(kind, lines.join("\n"), at.clone()))
    }

    fn frame(&mut self, frame: &Frame, at: &Locator) {
        let caption = self.flatten(&frame.caption.paragraphs, at);
        if !frame.caption.below {
            self.caption(&caption.text, at);
        }
        if frame.picture {
            let figure = Block::new(BlockKind::Figure, frame.description.as_str(), at.clone());
            self.blocks.push(figure);
        }
        for paragraph in &frame.paragraphs {
            self.paragraph(paragraph, at, false);
        }
        if frame.caption.below {
            self.caption(&caption.text, at);
        }
        self.blocks.extend(caption.extras);
    }

    fn caption(&mut self, text: &str, at: &Locator) {
        if !text.is_empty() {
            self.blocks.push(Block::new(BlockKind::Caption, text, at.clone()));
        }
    }

    fn table(&mut self, object: &TableObject, at: &Locator) {
        let (table, extras) = self.grid(object, at);
        let Caption { below, .. } = object.caption;
        let caption = table.caption.clone();
        if !below {
            self.caption(&caption, at);
        }
        self.blocks.push(Block::table(table, at.clone()));
        if below {
            self.caption(&caption, at);
        }
        self.blocks.extend(extras);
    }

    /// The table, and the blocks that cannot stand in it: notes, and nested tables after the first of a cell.
    fn grid(&mut self, object: &TableObject, at: &Locator) -> (Table, Vec<Block>) {
        let caption = self.flatten(&object.caption.paragraphs, at);
        let mut extras = caption.extras;
        let mut cells = Vec::with_capacity(object.cells.len());
        let mut next = (0, 0);
        for cell in &object.cells {
            let (row, column) = cell.address.unwrap_or(next);
            let (row, column) = (row.min(GRID), column.min(GRID));
            next = if column + 1 < object.columns {
                (row, column + 1)
            } else {
                (row + 1, 0)
            };
            let locator = at.at_cell(row, column);
            let mut flat = self.flatten_all(&cell.paragraphs, &locator);
            // What is ticked answers the row and column that it stands in. A cell has place for one table.
            match control_box(&flat.controls, &locator) {
                Some(controls) if flat.tables.is_empty() => flat.tables.push(controls),
                Some(controls) => flat.extras.push(Block::table(controls, locator.clone())),
                None => {}
            }
            let nested = (!flat.tables.is_empty()).then(|| Box::new(flat.tables.remove(0)));
            extras.extend(
                flat.tables
                    .into_iter()
                    .map(|table| Block::table(table, locator.clone())),
            );
            extras.append(&mut flat.extras);
            cells.push(Cell {
                row,
                column,
                row_span: cell.row_span.max(1),
                column_span: cell.column_span.max(1),
                text: flat.text,
                value: None,
                formula: None,
                hidden: false,
                locator,
                table: nested,
            });
        }
        fit_spans(&mut cells, object);
        let rows = cells
            .iter()
            .map(|cell| cell.row + cell.row_span)
            .max()
            .unwrap_or(0);
        let columns = cells
            .iter()
            .map(|cell| cell.column + cell.column_span)
            .max()
            .unwrap_or(0);
        cells.sort_by_key(|cell| (cell.row, cell.column));
        let table = Table {
            rows,
            columns,
            header_rows: marked_header_rows(object, rows),
            header_columns: 0,
            caption: caption.text,
            cells,
            ..Table::default()
        };
        (table, extras)
    }

    fn flatten(&mut self, paragraphs: &[Paragraph], at: &Locator) -> Flat {
        let mut flat = self.flatten_all(paragraphs, at);
        let controls = std::mem::take(&mut flat.controls);
        if !controls.trim().is_empty() {
            let shown = Block::new(BlockKind::Paragraph, controls.trim(), at.clone());
            flat.extras.push(shown);
        }
        flat
    }

    /// The same with the controls by themselves.
    fn flatten_all(&mut self, paragraphs: &[Paragraph], at: &Locator) -> Flat {
        let mut flat = Flat::default();
        for paragraph in paragraphs {
            self.flatten_paragraph(paragraph, at, &mut flat);
        }
        flat.text.truncate(flat.text.trim_end().len());
        flat.extras.retain(|block| {
            !block.text.is_empty() || block.table.is_some() || block.kind == BlockKind::Figure
        });
        flat
    }

    /// What is read apart from the text that it hangs on.
    fn aside(&mut self, kind: BlockKind, paragraphs: &[Paragraph], at: &Locator, flat: &mut Flat) {
        let mut own = self.flatten(paragraphs, at);
        flat.extras.push(Block::new(kind, own.text, at.clone()));
        flat.extras.extend(
            own.tables
                .into_iter()
                .map(|table| Block::table(table, at.clone())),
        );
        flat.extras.append(&mut own.extras);
    }

    fn flatten_paragraph(&mut self, paragraph: &Paragraph, at: &Locator, flat: &mut Flat) {
        let label = self.label(paragraph);
        let mut line = String::new();
        let mut boxes = Vec::new();
        for inline in &paragraph.inlines {
            match inline {
                Inline::Text(text) => line.push_str(text),
                Inline::Equation(script) => push_spaced(&mut line, script),
                Inline::Control(shown) => push_spaced(&mut flat.controls, shown),
                Inline::Table(object) => {
                    let (table, mut extras) = self.grid(object, at);
                    flat.tables.push(table);
                    flat.extras.append(&mut extras);
                }
                Inline::Frame(frame) => boxes.push(frame),
                Inline::Note(paragraphs) => self.aside(BlockKind::Footnote, paragraphs, at, flat),
                Inline::Remark(paragraphs) => {
                    let from = flat.extras.len();
                    self.aside(BlockKind::Paragraph, paragraphs, at, flat);
                    flat.extras
                        .iter_mut()
                        .skip(from)
                        .for_each(|block| block.hidden = true);
                }
                Inline::Header(paragraphs) => {
                    flat.extras
                        .extend(self.band_block(BlockKind::Header, paragraphs, at))
                }
                Inline::Footer(paragraphs) => {
                    flat.extras
                        .extend(self.band_block(BlockKind::Footer, paragraphs, at))
                }
            }
        }
        let line = line.trim();
        if !line.is_empty() && !label.is_empty() {
            push_line(&mut flat.text, &format!("{label} {line}"));
        } else {
            push_line(&mut flat.text, line);
        }
        for frame in boxes {
            if frame.picture {
                let figure = Block::new(BlockKind::Figure, frame.description.as_str(), at.clone());
                flat.extras.push(figure);
            }
            for paragraph in frame.paragraphs.iter().chain(&frame.caption.paragraphs) {
                self.flatten_paragraph(paragraph, at, flat);
            }
        }
    }
}

/// The controls of a form in a cell: objects that lie in it and are no part of its text, so a box of their own.
fn control_box(shown: &str, at: &Locator) -> Option<Table> {
    let text = shown.trim();
    (!text.is_empty()).then(|| Table {
        rows: 1,
        columns: 1,
        cells: vec![Cell {
            row: 0,
            column: 0,
            row_span: 1,
            column_span: 1,
            text: text.to_owned(),
            value: None,
            formula: None,
            hidden: false,
            locator: at.clone(),
            table: None,
        }],
        ..Table::default()
    })
}

/// Says so where nothing can be read in a document.
fn silence(blocks: &[Block]) -> Option<Diagnostic> {
    let speaks = blocks
        .iter()
        .any(|block| !block.text.is_empty() || block.table.is_some());
    (!speaks).then(|| Diagnostic {
        severity: Severity::Info,
        ..Diagnostic::warning("no_text", "the document holds no text")
    })
}

/// Keeps spans within the rows and columns that the file declares; a grid too large to be real becomes one column.
fn fit_spans(cells: &mut [Cell], object: &TableObject) {
    let end = |at: u32, span: u32, declared: u32| match declared {
        0 => at.saturating_add(span).min(GRID + 1),
        declared => at.saturating_add(span).min(declared.min(GRID).max(at + 1)),
    };
    let (mut rows, mut columns) = (0, 0);
    for cell in cells.iter_mut() {
        cell.row_span = end(cell.row, cell.row_span, object.rows) - cell.row;
        cell.column_span = end(cell.column, cell.column_span, object.columns) - cell.column;
        rows = rows.max(cell.row + cell.row_span);
        columns = columns.max(cell.column + cell.column_span);
    }
    if u64::from(rows) * u64::from(columns) > LARGEST_GRID {
        for (row, cell) in (0..).zip(cells.iter_mut()) {
            (cell.row, cell.column, cell.row_span, cell.column_span) = (row, 0, 1, 1);
            cell.locator = cell.locator.at_cell(row, 0);
        }
    }
}

/// Rows from the top in which every cell is marked as a header.
fn marked_header_rows(object: &TableObject, rows: u32) -> u32 {
    let plain = object.cells.iter().filter(|cell| !cell.header);
    let first_plain = plain.filter_map(|cell| cell.address).map(|(row, _)| row).min();
    let marked = object
        .cells
        .iter()
        .any(|cell| cell.header && cell.address.is_some());
    let header_rows = first_plain.unwrap_or(rows);
    // A table of headers alone is a mistake of its author's.
    if marked && header_rows < rows {
        header_rows
    } else {
        0
    }
}

fn is_typed_item(text: &str) -> bool {
    let mut characters = text.chars();
    let (first, second) = (characters.next(), characters.next());
    // Dashes at both ends stand round page numbers and subtitles.
    let enclosed = text.starts_with('-') && text.ends_with('-');
    !enclosed
        && first.is_some_and(|c| TYPED_BULLETS.contains(&c))
        && second.is_some_and(|c| c.is_whitespace())
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

fn push_spaced(text: &mut String, piece: &str) {
    if !text.is_empty() && !text.ends_with(char::is_whitespace) {
        text.push(' ');
    }
    text.push_str(piece.trim());
    text.push(' ');
}

fn table_lines(table: &Table, lines: &mut Vec<String>) {
    for cell in &table.cells {
        lines.push(cell.text.clone());
        if let Some(nested) = &cell.table {
            table_lines(nested, lines);
        }
    }
}
