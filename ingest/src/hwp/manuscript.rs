//! The common model of both formats: sections of paragraphs, with the objects that hang on them.

use std::collections::{BTreeMap, HashMap};

use super::numbering::{Bullet, Numbering};
use crate::document::Diagnostic;

/// A whole file as read, before blocks are made of it.
#[derive(Debug, Default)]
pub(super) struct Manuscript {
    /// Title in the metadata.
    pub(super) title: Option<String>,
    /// What the file says of itself.
    pub(super) metadata: BTreeMap<String, String>,
    /// What paragraphs point at.
    pub(super) sheet: StyleSheet,
    /// Sections in order.
    pub(super) sections: Vec<Section>,
    /// What went wrong short of refusal.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Shapes, styles and numbering, by the ids that paragraphs point with.
#[derive(Debug, Default)]
pub(super) struct StyleSheet {
    /// Heads of paragraphs, by paragraph shape.
    pub(super) heads: HashMap<u32, Head>,
    /// Names of styles.
    pub(super) styles: HashMap<u32, StyleName>,
    /// Size in hundredths of a point, by character shape.
    pub(super) sizes: HashMap<u32, u32>,
    /// Numberings, from 1.
    pub(super) numberings: HashMap<u32, Numbering>,
    /// Bullets, from 1.
    pub(super) bullets: HashMap<u32, Bullet>,
}

/// The names of a style.
#[derive(Debug, Clone, Default)]
pub(super) struct StyleName {
    /// As the user sees it, in Korean as a rule.
    pub(super) local: String,
    /// In English.
    pub(super) english: String,
}

/// What the program draws before a paragraph; levels count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Head {
    /// Nothing.
    #[default]
    None,
    /// The outline number of the section.
    Outline {
        /// From 0.
        level: u8,
    },
    /// A number of a numbering.
    Number {
        /// Which numbering.
        id: u32,
        /// From 0.
        level: u8,
    },
    /// A bullet.
    Bullet {
        /// Which bullet.
        id: u32,
    },
}

/// One section.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// Its outermost paragraphs.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Properties, which hang on its first paragraph in the file.
    pub(super) properties: SectionProperties,
}

/// Properties of a section.
#[derive(Debug, Default)]
pub(super) struct SectionProperties {
    /// Numbering of the outline; 0 for none.
    pub(super) outline: u32,
    /// Width and height of its pages in HWP units (1/7200 inch).
    pub(super) page_size: Option<(u32, u32)>,
    /// Height of the text area in HWP units.
    pub(super) text_height: Option<u32>,
    /// Paragraphs of its master pages.
    pub(super) master_pages: Vec<Paragraph>,
}

/// One paragraph.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Id of its paragraph shape.
    pub(super) shape: u32,
    /// Id of its style.
    pub(super) style: u32,
    /// Character shape of most of its text.
    pub(super) character_shape: Option<u32>,
    /// Whether a page break stands before it.
    pub(super) breaks_page: bool,
    /// How many columns the text has from here on; none where that does not change.
    pub(super) columns: Option<u32>,
    /// Text and objects in order.
    pub(super) inlines: Vec<Inline>,
    /// Its lines in the layout cache.
    pub(super) lines: Vec<Line>,
}

impl Paragraph {
    /// Adds text, joining it to the text before it.
    pub(super) fn push_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some(Inline::Text(last)) = self.inlines.last_mut() {
            last.push_str(text);
        } else {
            self.inlines.push(Inline::Text(text.to_owned()));
        }
    }
}

/// One line of the layout cache, in HWP units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Distance from the top of the text area of its page.
    pub(super) top: i32,
    /// Distance from the left of its column.
    pub(super) left: i32,
    /// Its height; zero where the text was never laid out.
    pub(super) height: i32,
}

/// A piece of a paragraph.
#[derive(Debug)]
pub(super) enum Inline {
    /// Text as printed.
    Text(String),
    /// An equation, in the script of the equation editor.
    Equation(String),
    /// What a control of a form shows. It lies over the text and is no part of it.
    Control(String),
    /// A table.
    Table(Box<TableObject>),
    /// A picture, a drawing or a text box.
    Frame(Box<Frame>),
    /// A footnote or an endnote.
    Note(Vec<Paragraph>),
    /// A running header.
    Header(Vec<Paragraph>),
    /// A running footer.
    Footer(Vec<Paragraph>),
    /// A memo or a hidden comment; not printed.
    Remark(Vec<Paragraph>),
}

/// A table with what surrounds it.
#[derive(Debug, Default)]
pub(super) struct TableObject {
    /// Rows that the file declares.
    pub(super) rows: u32,
    /// Columns that the file declares.
    pub(super) columns: u32,
    /// Its cells in the order of the file.
    pub(super) cells: Vec<CellObject>,
    /// Its caption.
    pub(super) caption: Caption,
    /// How it stands in the text.
    pub(super) placing: Placing,
}

/// A cell of a [`TableObject`].
#[derive(Debug, Default)]
pub(super) struct CellObject {
    /// Row and column from 0; none where the file does not say.
    pub(super) address: Option<(u32, u32)>,
    /// Rows covered.
    pub(super) row_span: u32,
    /// Columns covered.
    pub(super) column_span: u32,
    /// Whether it is marked as a header cell.
    pub(super) header: bool,
    /// What stands in it.
    pub(super) paragraphs: Vec<Paragraph>,
}

/// A picture, a drawing or a text box.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// Whether a picture, chart or embedded object is in it.
    pub(super) picture: bool,
    /// What the author says of it; empty where only the program does.
    pub(super) description: String,
    /// Text in it.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Its caption.
    pub(super) caption: Caption,
    /// How it stands in the text.
    pub(super) placing: Placing,
}

/// What an author wrote to describe an object. Unasked, the program writes what kind of object it is, and the name and size
/// of a picture's file.
pub(super) fn description(text: &str) -> String {
    let by_program = |line: &&str| {
        let line = line.trim();
        line.is_empty()
            || line.starts_with("원본 그림의 ")
            || line.starts_with("사진 찍은 ")
            || line.ends_with("입니다.")
            || line.starts_with("This is ")
    };
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !by_program(line))
        .map(str::trim)
        .collect();
    lines.join("\n")
}

/// What a control of a form shows; boxes to tick show whether they are.
pub(super) fn form_control(ticked: Option<bool>, text: &str) -> String {
    match ticked {
        Some(true) => format!("☑ {text}"),
        Some(false) => format!("☐ {text}"),
        None => text.to_owned(),
    }
}

/// The caption of an object.
#[derive(Debug, Default)]
pub(super) struct Caption {
    /// What it says; empty where there is none.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Whether it stands below the object.
    pub(super) below: bool,
}

/// How an object stands in the text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Placing {
    /// In the line, like a character.
    pub(super) in_line: bool,
    /// Height in HWP units.
    pub(super) height: u32,
    /// Distance below the top of its paragraph in HWP units.
    pub(super) offset: u32,
    /// Whether it takes the whole width from its paragraph on, so that text goes on below it.
    pub(super) pushes: bool,
}
