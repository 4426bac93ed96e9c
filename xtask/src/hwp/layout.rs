//! Breaks paragraphs into lines and pages, roughly as the word processor would.
//!
//! The cache of line segments is what a reader takes page numbers from; the word processor lays the text out anew
//! when it is edited. All lengths are HWP units (1/7200 inch, so 10 pt is 1000).

use super::report::{Block, CHARACTER_SHAPES, Paragraph, Table};

/// Width of A4.
pub const PAGE_WIDTH: u32 = 59528;
/// Height of A4.
pub const PAGE_HEIGHT: u32 = 84186;
/// Margin left and right.
pub const SIDE_MARGIN: u32 = 8504;
/// Margin above the header area.
pub const TOP_MARGIN: u32 = 5668;
/// Margin below the footer area; also the height of the header and of the footer area.
pub const BAND: u32 = 4252;
/// Width of a line of text.
pub const TEXT_WIDTH: u32 = PAGE_WIDTH - 2 * SIDE_MARGIN;
/// Height of the text on a page.
pub const TEXT_HEIGHT: u32 = PAGE_HEIGHT - TOP_MARGIN - 3 * BAND;
/// Height of a table row with one line in it.
pub const ROW_HEIGHT: u32 = 1882;

/// One line: where its text starts and where it stands on its page.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// UTF-16 index of its first character in the paragraph.
    pub start: u32,
    /// Distance from the top of the text area.
    pub top: u32,
    /// Height of the line.
    pub height: u32,
    /// Space to the next line.
    pub spacing: u32,
}

/// Where the next line will stand.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    top: u32,
}

impl Layout {
    /// The lines of one block at the outermost level; `offset` is the number of UTF-16 units before its text.
    pub fn lines(&mut self, block: &Block, offset: u32) -> Vec<Line> {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, offset),
            Block::Table(table) => vec![self.line(0, table_height(table))],
            Block::TextBox(_) => vec![self.line(0, 4 * ROW_HEIGHT)],
            Block::Equation(_) => vec![self.line(0, 2000)],
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, offset: u32) -> Vec<Line> {
        if paragraph.page_break {
            self.top = 0;
        }
        let size = CHARACTER_SHAPES
            .get(usize::from(paragraph.style.character_shape()))
            .map_or(1000, |shape| shape.0);
        let (mut lines, mut width, mut at) = (vec![self.line(0, size)], 0, offset);
        for unit in paragraph.text.encode_utf16() {
            let advance = if unit < 0x1100 { size / 2 } else { size };
            if width + advance > TEXT_WIDTH || unit == u16::from(b'\n') {
                lines.push(self.line(at, size));
                width = 0;
            }
            width += advance;
            at += 1;
        }
        lines
    }

    fn line(&mut self, start: u32, height: u32) -> Line {
        if self.top > 0 && self.top + height > TEXT_HEIGHT {
            self.top = 0;
        }
        let spacing = height.min(2000) * 3 / 5;
        let line = Line {
            start,
            top: self.top,
            height,
            spacing,
        };
        self.top += height + spacing;
        line
    }
}

/// Height of a table: one line a cell, nested tables on top.
#[must_use]
pub fn table_height(table: &Table) -> u32 {
    let rows = table.rows.iter().map(|cells| {
        let tallest = cells
            .iter()
            .flat_map(|cell| &cell.blocks)
            .filter_map(|block| match block {
                Block::Table(nested) => Some(table_height(nested)),
                _ => None,
            });
        ROW_HEIGHT + tallest.max().unwrap_or(0)
    });
    rows.sum()
}
