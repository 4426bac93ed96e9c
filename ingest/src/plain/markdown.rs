//! Markdown (CommonMark with tables, footnotes and front matter).

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html;
use super::position::Positions;
use crate::document::{Block, BlockKind, Locator, Place};
use crate::read::Reading;
use crate::table::{Cell, Table};

/// Reads decoded text.
#[must_use]
pub fn read(text: &str) -> Reading {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader {
        source: text,
        positions: Positions::new(text),
        reading: Reading::default(),
        open: Vec::new(),
        table: None,
        html: None,
        depth: 0,
        meta: false,
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.reading
}

/// A block that is being read.
struct Open {
    kind: BlockKind,
    level: Option<u8>,
    text: String,
    range: Range<usize>,
}

/// A table that is being read.
struct OpenTable {
    table: Table,
    range: Range<usize>,
    cell: Option<(String, Range<usize>)>,
}

struct Reader<'a> {
    source: &'a str,
    positions: Positions<'a>,
    reading: Reading,
    open: Vec<Open>,
    table: Option<OpenTable>,
    html: Option<Range<usize>>,
    /// How deep in list items and footnotes, whose paragraphs are not blocks of their own.
    depth: usize,
    meta: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) if self.meta => self.front_matter(&text),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, range)
            }
            Event::SoftBreak | Event::HardBreak => self.text("\n", range),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.text("\n", range),
            Event::FootnoteReference(label) => self.text(&format!("[{label}]"), range),
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }, range),
            Event::Html(_) => match &mut self.html {
                Some(html) => html.end = range.end,
                None => self.html = Some(range),
            },
            Event::InlineHtml(_) | Event::Rule => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading, Some(*level as u8), range),
            Tag::Paragraph if self.depth == 0 => self.begin(BlockKind::Paragraph, None, range),
            // Paragraphs of one item stay one block.
            Tag::Paragraph => {
                if let Some(open) = self.open.last_mut().filter(|o| !o.text.trim().is_empty()) {
                    open.text.push_str("\n\n");
                }
            }
            Tag::CodeBlock(_) => {
                self.flush_item();
                self.begin(BlockKind::Paragraph, None, range);
            }
            Tag::List(_) => self.flush_item(),
            Tag::Item => {
                self.depth += 1;
                let marker: String = self
                    .source
                    .get(range.clone())
                    .unwrap_or_default()
                    .trim_start()
                    .chars()
                    .take_while(|c| !c.is_whitespace())
                    .take(12)
                    .collect();
                self.begin(BlockKind::ListItem, None, range);
                if let Some(open) = self.open.last_mut() {
                    open.text = format!("{marker} ");
                }
            }
            Tag::FootnoteDefinition(label) => {
                self.depth += 1;
                let label = format!("[{label}] ");
                self.begin(BlockKind::Footnote, None, range);
                if let Some(open) = self.open.last_mut() {
                    open.text = label;
                }
            }
            Tag::Table(_) => {
                self.flush_item();
                self.table = Some(OpenTable {
                    table: Table {
                        header_rows: 1,
                        ..Table::default()
                    },
                    range,
                    cell: None,
                });
            }
            Tag::TableCell => {
                if let Some(table) = &mut self.table {
                    table.cell = Some((String::new(), range));
                }
            }
            Tag::HtmlBlock => self.html = Some(range),
            Tag::MetadataBlock(_) => self.meta = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(_) | TagEnd::CodeBlock => self.finish(),
            TagEnd::Paragraph if self.depth == 0 => self.finish(),
            TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.depth = self.depth.saturating_sub(1);
                self.finish();
            }
            TagEnd::TableCell => self.cell(),
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(open) = &mut self.table {
                    let row = open.table.rows;
                    let width = open
                        .table
                        .cells
                        .iter()
                        .rev()
                        .take_while(|c| c.row == row)
                        .map(|c| c.column + 1)
                        .max();
                    open.table.columns = open.table.columns.max(width.unwrap_or(0));
                    open.table.rows += 1;
                }
            }
            TagEnd::Table => {
                if let Some(open) = self.table.take() {
                    let mut table = open.table;
                    table.cells.retain(|c| !c.text.is_empty());
                    let place = self.positions.place(trim(self.source, open.range));
                    self.reading.blocks.push(Block::table(table, place.into()));
                }
            }
            TagEnd::HtmlBlock => {
                let range = self.html.take().unwrap_or(range);
                self.html_block(range);
            }
            TagEnd::MetadataBlock(_) => self.meta = false,
            _ => {}
        }
    }

    fn begin(&mut self, kind: BlockKind, level: Option<u8>, range: Range<usize>) {
        self.open.push(Open {
            kind,
            level,
            text: String::new(),
            range,
        });
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some((cell, _)) = self.table.as_mut().and_then(|t| t.cell.as_mut()) {
            cell.push_str(text);
            return;
        }
        // Where a nested block was put out first, what follows in the item starts anew.
        if let Some(open) = self.open.last_mut() {
            if open.range.is_empty() {
                open.range = range;
            }
            open.text.push_str(text);
        }
    }

    /// Puts out what an item holds before a list, table or code block inside it; the rest of the item follows.
    fn flush_item(&mut self) {
        let Some(open) = self.open.last_mut() else { return };
        let text = std::mem::take(&mut open.text);
        let range = std::mem::replace(&mut open.range, 0..0);
        let (kind, level) = (open.kind, open.level);
        self.put(Open {
            kind,
            level,
            text,
            range,
        });
    }

    fn finish(&mut self) {
        if let Some(open) = self.open.pop() {
            self.put(open);
        }
    }

    fn put(&mut self, open: Open) {
        let text = open.text.trim();
        if text.is_empty() {
            return;
        }
        let mut range = trim(self.source, open.range);
        // An item's range covers the lists inside it; its own text ends where that of its first nested block starts.
        let nests = matches!(open.kind, BlockKind::ListItem | BlockKind::Footnote);
        if let Some(own) = self.own_range(text, &range).filter(|_| nests) {
            range.end = own;
        }
        let mut block = Block::new(open.kind, text, self.positions.place(range).into());
        block.level = open.level;
        self.reading.blocks.push(block);
    }

    /// Where the last line of an item's text ends in the source.
    fn own_range(&self, text: &str, range: &Range<usize>) -> Option<usize> {
        let last = text.lines().next_back()?.trim();
        let within = self.source.get(range.clone())?;
        let plain = last.split_once(' ').map_or(last, |(_, rest)| rest);
        within
            .find(last)
            .map(|at| range.start + at + last.len())
            .or_else(|| {
                within
                    .find(plain)
                    .filter(|_| !plain.is_empty())
                    .map(|at| range.start + at + plain.len())
            })
    }

    fn cell(&mut self) {
        let Some(open) = &mut self.table else { return };
        let Some((text, range)) = open.cell.take() else {
            return;
        };
        let row = open.table.rows;
        let column = open
            .table
            .cells
            .iter()
            .rev()
            .take_while(|c| c.row == row)
            .map(|c| c.column + 1)
            .max()
            .unwrap_or(0);
        let place = self.positions.place(trim(self.source, range));
        open.table.cells.push(Cell {
            row,
            column,
            row_span: 1,
            column_span: 1,
            text: text.trim().to_owned(),
            value: None,
            formula: None,
            hidden: false,
            locator: Locator {
                place,
                row: Some(row),
                column: Some(column),
            },
            table: None,
        });
    }

    /// HTML between Markdown: read by the HTML reader, its places moved to where it stands.
    fn html_block(&mut self, range: Range<usize>) {
        let Some(fragment) = self.source.get(range.clone()) else {
            return;
        };
        let Place::Lines { line, start, .. } = self.positions.place(range) else {
            return;
        };
        let mut inner = html::read(fragment);
        for block in &mut inner.blocks {
            shift(&mut block.locator, line[0] - 1, start);
            if let Some(table) = &mut block.table {
                shift_table(table, line[0] - 1, start);
            }
        }
        self.reading.blocks.append(&mut inner.blocks);
    }

    fn front_matter(&mut self, text: &str) {
        for (key, value) in text.lines().filter_map(|l| l.split_once(':')) {
            let value = value.trim().trim_matches(['"', '\'']);
            if key.starts_with(char::is_whitespace) || value.is_empty() {
                continue;
            }
            match key.trim() {
                "title" => self.reading.title = Some(value.to_owned()),
                key => {
                    self.reading.metadata.insert(key.to_owned(), value.to_owned());
                }
            }
        }
    }
}

fn shift(locator: &mut Locator, lines: u32, scalars: usize) {
    if let Place::Lines { line, start, end } = &mut locator.place {
        *line = line.map(|l| l.saturating_add(lines));
        *start += scalars;
        *end += scalars;
    }
}

fn shift_table(table: &mut Table, lines: u32, scalars: usize) {
    for cell in &mut table.cells {
        shift(&mut cell.locator, lines, scalars);
        if let Some(inner) = cell.table.as_deref_mut() {
            shift_table(inner, lines, scalars);
        }
    }
}

/// The range without the blanks at its ends.
fn trim(source: &str, range: Range<usize>) -> Range<usize> {
    let text = source.get(range.clone()).unwrap_or_default();
    let start = range.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail")]

    use super::read;
    use crate::document::{BlockKind, Place};

    #[test]
    fn blocks_stand_in_order_with_their_places() {
        let text = "---\ntitle: 年報\n---\n# 標題 *一*\n\n段落 **粗體**。\n\n- 甲\n  - 乙\n- 丙\n\n| 名稱 | 金額 |\n|---|---:|\n| A | 1,000 |\n";
        let reading = read(text);
        assert_eq!(reading.title.as_deref(), Some("年報"));
        let kinds: Vec<(BlockKind, &str)> =
            reading.blocks.iter().map(|b| (b.kind, b.text.as_str())).collect();
        use BlockKind::{Heading, ListItem, Paragraph, Table};
        assert_eq!(
            kinds,
            [
                (Heading, "標題 一"),
                (Paragraph, "段落 粗體。"),
                (ListItem, "- 甲"),
                (ListItem, "- 乙"),
                (ListItem, "- 丙"),
                (Table, "")
            ]
        );
        let there = |place: &Place| {
            let Place::Lines { start, end, .. } = place else {
                panic!("not a text place")
            };
            text.chars().skip(*start).take(end - start).collect::<String>()
        };
        assert_eq!(there(&reading.blocks[0].locator.place), "# 標題 *一*");
        assert_eq!(there(&reading.blocks[2].locator.place), "- 甲");
        let table = reading.blocks[5].table.as_ref().unwrap();
        assert_eq!((table.rows, table.columns, table.header_rows), (2, 2, 1));
        assert_eq!(there(&table.cells[3].locator.place), "1,000");
    }

    #[test]
    fn html_inside_keeps_its_place() {
        let text = "Text\n\n<table><tr><td>x</td><td>y</td></tr></table>\n";
        let reading = read(text);
        let table = reading.blocks[1].table.as_ref().unwrap();
        let Place::Lines { line, start, end } = table.cells[1].locator.place else {
            panic!("not a text place")
        };
        assert_eq!((line, &text[start..end]), ([3, 3], "y"));
    }
}
