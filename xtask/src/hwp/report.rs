//! The model of a report: paragraphs, tables, text boxes and equations, one section.

use std::io;

use super::{compound, package};

/// One report of one section on A4.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Title in the metadata; it is not printed by itself.
    pub title: String,
    /// Author in the metadata.
    pub author: String,
    /// When it was made, ISO 8601 in UTC such as `2025-06-21T09:00:00Z`.
    pub created: String,
    /// Running header of every page; none when empty.
    pub header: String,
    /// Running footer of every page; none when empty.
    pub footer: String,
    /// What is printed, in order.
    pub blocks: Vec<Block>,
}

impl Report {
    /// An empty report with that title in its metadata.
    #[must_use]
    pub fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            created: "2025-01-02T00:00:00Z".to_owned(),
            ..Self::default()
        }
    }

    /// Adds one block at the end.
    pub fn push(&mut self, block: impl Into<Block>) -> &mut Self {
        self.blocks.push(block.into());
        self
    }

    /// The report as an HWP 5 file, compressed.
    ///
    /// # Errors
    /// Where the compound file cannot be put together.
    pub fn to_hwp5(&self) -> io::Result<Vec<u8>> {
        compound::write(self, &compound::Hwp5Options::default())
    }

    /// The report as an HWPX package.
    ///
    /// # Errors
    /// Where the zip archive cannot be put together.
    pub fn to_hwpx(&self) -> io::Result<Vec<u8>> {
        package::write(self)
    }
}

/// One piece of a report or of a table cell.
#[derive(Debug, Clone)]
pub enum Block {
    /// A paragraph of text.
    Paragraph(Paragraph),
    /// A table in a paragraph of its own.
    Table(Table),
    /// A box with paragraphs in it, anchored in a paragraph of its own.
    TextBox(Vec<Block>),
    /// An equation in the script of Hangul's equation editor, in a paragraph of its own.
    Equation(String),
}

impl Block {
    /// A paragraph of body text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::styled(Style::Body, text)
    }

    /// A heading of `level` (1 or 2), style `개요 1` or `개요 2`, its number as typed in `text`.
    #[must_use]
    pub fn heading(level: u8, text: &str) -> Self {
        Self::styled(
            if level <= 1 {
                Style::Heading1
            } else {
                Style::Heading2
            },
            text,
        )
    }

    /// A paragraph of any style.
    #[must_use]
    pub fn styled(style: Style, text: &str) -> Self {
        Self::Paragraph(Paragraph::new(style, text))
    }
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Self {
        Self::Paragraph(paragraph)
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

/// A paragraph of text; `\n` is a line break inside it and `\t` a tab.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// How it looks.
    pub style: Style,
    /// What it says.
    pub text: String,
    /// Footnotes called at its end, in order.
    pub footnotes: Vec<String>,
    /// Whether a new page starts before it.
    pub page_break: bool,
    /// Whether it is a link, and where to.
    pub link: Option<String>,
}

impl Paragraph {
    /// A paragraph without footnotes.
    #[must_use]
    pub fn new(style: Style, text: &str) -> Self {
        Self {
            style,
            text: text.to_owned(),
            footnotes: Vec::new(),
            page_break: false,
            link: None,
        }
    }

    /// The same paragraph with one more footnote.
    #[must_use]
    pub fn footnote(mut self, text: &str) -> Self {
        self.footnotes.push(text.to_owned());
        self
    }

    /// The same paragraph at the top of a new page.
    #[must_use]
    pub fn on_new_page(mut self) -> Self {
        self.page_break = true;
        self
    }

    /// The same paragraph as a link.
    #[must_use]
    pub fn link(mut self, target: &str) -> Self {
        self.link = Some(target.to_owned());
        self
    }
}

/// The looks a paragraph can have. The discriminant is the id of its paragraph shape and of its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Body text, justified, 10 pt.
    Body = 0,
    /// The report's title, centred, 18 pt bold.
    Title = 1,
    /// First level, 14 pt bold.
    Heading1 = 2,
    /// Second level, 12 pt bold.
    Heading2 = 3,
    /// Caption line above a table, centred, 9 pt bold.
    Caption = 4,
    /// Right-aligned line such as the unit above a table.
    Right = 5,
    /// Item of a list with a bullet that the program draws.
    Bullet = 6,
    /// Item of a list, first level, whose number the program counts (`1.`, `2.`, …).
    Numbered1 = 7,
    /// Item of a list, second level, whose number the program counts (`가.`, `나.`, …).
    Numbered2 = 8,
    /// Centred text of a header cell.
    HeaderCell = 9,
}

impl Style {
    /// All of them, in the order of their ids.
    pub const ALL: [Self; 10] = [
        Self::Body,
        Self::Title,
        Self::Heading1,
        Self::Heading2,
        Self::Caption,
        Self::Right,
        Self::Bullet,
        Self::Numbered1,
        Self::Numbered2,
        Self::HeaderCell,
    ];

    /// Id of the paragraph shape and of the style.
    #[must_use]
    pub fn id(self) -> u16 {
        self as u16
    }

    /// Id of the character shape: an index into [`CHARACTER_SHAPES`].
    #[must_use]
    pub fn character_shape(self) -> u16 {
        match self {
            Self::Title => 1,
            Self::Heading1 => 2,
            Self::Heading2 => 3,
            Self::Caption | Self::HeaderCell => 4,
            _ => 0,
        }
    }

    /// Korean and English name of the style.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Body => ("바탕글", "Normal"),
            Self::Title => ("제목", "Title"),
            Self::Heading1 => ("개요 1", "Outline 1"),
            Self::Heading2 => ("개요 2", "Outline 2"),
            Self::Caption => ("캡션", "Caption"),
            Self::Right => ("오른쪽", "Right"),
            Self::Bullet => ("글머리", "Bullet"),
            Self::Numbered1 => ("번호 1", "Number 1"),
            Self::Numbered2 => ("번호 2", "Number 2"),
            Self::HeaderCell => ("표머리", "Table Header"),
        }
    }

    /// Alignment: 0 justified, 2 right, 3 centred.
    #[must_use]
    pub fn alignment(self) -> u32 {
        match self {
            Self::Title | Self::Caption | Self::HeaderCell => 3,
            Self::Right => 2,
            _ => 0,
        }
    }

    /// Kind of paragraph head (0 none, 2 number, 3 bullet) and its level from 0.
    #[must_use]
    pub fn head(self) -> (u32, u32) {
        match self {
            Self::Bullet => (3, 0),
            Self::Numbered1 => (2, 0),
            Self::Numbered2 => (2, 1),
            _ => (0, 0),
        }
    }
}

/// Character shapes: size in hundredths of a point, and whether bold.
pub const CHARACTER_SHAPES: [(u32, bool); 5] = [
    (1000, false),
    (1800, true),
    (1400, true),
    (1200, true),
    (900, true),
];

/// A table; a merged cell stands in the row where it begins, as in HTML.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Caption that belongs to the table object, printed above it; none when empty.
    pub caption: String,
    /// Cells of each row, without those covered by a span from above or from the left.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without a caption of its own.
    #[must_use]
    pub fn new(rows: Vec<Vec<Cell>>) -> Self {
        Self {
            caption: String::new(),
            rows,
        }
    }

    /// The same table with a caption that belongs to the object.
    #[must_use]
    pub fn captioned(mut self, caption: &str) -> Self {
        caption.clone_into(&mut self.caption);
        self
    }

    /// Every cell with its row and column, as the grid lays them out; and the number of rows and columns.
    #[must_use]
    pub fn placed(&self) -> (Vec<(u16, u16, &Cell)>, u16, u16) {
        let mut taken = std::collections::BTreeSet::new();
        let mut placed = Vec::new();
        let (mut rows, mut columns) = (0, 0);
        for (row, cells) in (0u16..).zip(&self.rows) {
            let mut column = 0u16;
            for cell in cells {
                while taken.contains(&(row, column)) {
                    column += 1;
                }
                for r in row..row + cell.row_span {
                    taken.extend((column..column + cell.column_span).map(|c| (r, c)));
                }
                placed.push((row, column, cell));
                rows = rows.max(row + cell.row_span);
                columns = columns.max(column + cell.column_span);
                column += cell.column_span;
            }
        }
        (placed, rows, columns)
    }
}

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What stands in it; paragraphs and nested tables.
    pub blocks: Vec<Block>,
    /// Rows covered.
    pub row_span: u16,
    /// Columns covered.
    pub column_span: u16,
    /// Whether it is marked as a header cell.
    pub header: bool,
}

impl Cell {
    /// A cell with one paragraph.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            blocks: vec![Block::text(text)],
            row_span: 1,
            column_span: 1,
            header: false,
        }
    }

    /// A header cell with one paragraph.
    #[must_use]
    pub fn header(text: &str) -> Self {
        Self {
            blocks: vec![Block::styled(Style::HeaderCell, text)],
            header: true,
            ..Self::new("")
        }
    }

    /// The same cell over `span` rows.
    #[must_use]
    pub fn rows(mut self, span: u16) -> Self {
        self.row_span = span.max(1);
        self
    }

    /// The same cell over `span` columns.
    #[must_use]
    pub fn columns(mut self, span: u16) -> Self {
        self.column_span = span.max(1);
        self
    }

    /// The same cell with one more block in it.
    #[must_use]
    pub fn with(mut self, block: impl Into<Block>) -> Self {
        self.blocks.push(block.into());
        self
    }
}
