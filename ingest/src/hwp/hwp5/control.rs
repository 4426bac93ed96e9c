//! Controls: what hangs on a character of a paragraph.

use super::super::manuscript::{Caption, Frame, Inline, Paragraph, Placing, description, form_control};
use super::paragraph::BodyReader;
use super::records::{Node, tag};
use crate::fields::{Fields, utf16};
use crate::numeral::Numeral;

/// A control's id: four characters, the first in the highest byte.
const fn id(name: &[u8; 4]) -> u32 {
    u32::from_be_bytes(*name)
}

const SECTION: u32 = id(b"secd");
const TABLE: u32 = id(b"tbl ");
const DRAWING: u32 = id(b"gso ");
const EQUATION: u32 = id(b"eqed");
const FOOTNOTE: u32 = id(b"fn  ");
const ENDNOTE: u32 = id(b"en  ");
const HEADER: u32 = id(b"head");
const FOOTER: u32 = id(b"foot");
const COLUMNS: u32 = id(b"cold");
const COMMENT: u32 = id(b"tcmt");
const AUTO_NUMBER: u32 = id(b"atno");
const OVERLAP: u32 = id(b"tcps");
const RUBY: u32 = id(b"tdut");
const FORM: u32 = id(b"form");

impl BodyReader<'_> {
    /// Adds what a control stands for to the paragraph that it hangs on.
    pub(super) fn control(&mut self, node: &Node, paragraph: &mut Paragraph) {
        let mut fields = node.fields();
        let inline = match fields.u32() {
            Some(SECTION) => return self.section_definition(node, fields),
            Some(COLUMNS) => {
                paragraph.columns = fields.u16().map(|attributes| u32::from(attributes >> 2 & 0xFF));
                return;
            }
            Some(TABLE) => Inline::Table(Box::new(self.table(node))),
            Some(DRAWING) => Inline::Frame(Box::new(self.drawing(node))),
            Some(EQUATION) => {
                let script = node
                    .children()
                    .find(|child| child.tag() == tag::EQEDIT)
                    .and_then(|node| script(&node));
                Inline::Equation(script.unwrap_or_default())
            }
            Some(FOOTNOTE | ENDNOTE) => Inline::Note(self.paragraphs(node.children())),
            Some(HEADER) => Inline::Header(self.paragraphs(node.children())),
            Some(FOOTER) => Inline::Footer(self.paragraphs(node.children())),
            Some(COMMENT) => Inline::Remark(self.paragraphs(node.children())),
            Some(AUTO_NUMBER) => return paragraph.push_text(&auto_number(fields).unwrap_or_default()),
            Some(OVERLAP) => return paragraph.push_text(&fields.text().unwrap_or_default()),
            Some(RUBY) => return paragraph.push_text(&ruby(fields)),
            Some(FORM) => {
                let object = node.children().find(|child| child.tag() == tag::FORM_OBJECT);
                Inline::Control(object.and_then(|node| form(node.fields())).unwrap_or_default())
            }
            _ => return,
        };
        paragraph.inlines.push(inline);
    }

    /// Page size, outline numbering and master pages.
    fn section_definition(&mut self, node: &Node, mut fields: Fields) {
        // Attributes, column gap, grids and tab stop come before the numbering's id.
        let outline = fields.bytes(14).and_then(|_| fields.u16());
        self.properties.outline = outline.map_or(0, u32::from);
        for child in node.children() {
            match child.tag() {
                tag::PAGE_DEF => self.page(child.fields()),
                tag::LIST_HEADER if self.properties.master_pages.is_empty() => {
                    self.properties.master_pages = self.paragraphs(node.children());
                }
                _ => {}
            }
        }
    }

    fn page(&mut self, mut fields: Fields) {
        let numbers: Vec<u32> = std::iter::from_fn(|| fields.u32()).take(10).collect();
        let [width, height, _, _, top, bottom, header, footer, _, attributes] = numbers[..] else {
            return;
        };
        let (width, height) = if attributes & 1 == 0 {
            (width, height)
        } else {
            (height, width)
        };
        let margins = [top, bottom, header, footer]
            .into_iter()
            .fold(0u32, u32::saturating_add);
        self.properties.page_size = Some((width, height));
        self.properties.text_height = height.checked_sub(margins);
    }

    /// A drawing: a picture, a text box, or a group of them.
    fn drawing(&mut self, node: &Node) -> Frame {
        let mut frame = Frame {
            caption: self.caption(node),
            placing: placing(node.fields()),
            // Behind the places, sizes, margins and numbers that all objects have.
            description: node
                .fields()
                .after(44)
                .and_then(|mut fields| fields.text())
                .map(|text| description(&text.replace('\r', "\n")))
                .unwrap_or_default(),
            ..Frame::default()
        };
        for component in node
            .children()
            .filter(|child| child.tag() == tag::SHAPE_COMPONENT)
        {
            self.component(&component, &mut frame, 0);
        }
        frame
    }

    fn component(&mut self, node: &Node, frame: &mut Frame, depth: usize) {
        let children = node.children();
        frame.picture |= children
            .clone()
            .any(|child| matches!(child.tag(), tag::PICTURE | tag::OLE));
        frame.paragraphs.append(&mut self.paragraphs(children.clone()));
        if depth < crate::limits::NESTING {
            for component in children.filter(|child| child.tag() == tag::SHAPE_COMPONENT) {
                self.component(&component, frame, depth + 1);
            }
        }
    }

    /// The caption of an object: a list of paragraphs that stands before the object itself.
    pub(super) fn caption(&mut self, node: &Node) -> Caption {
        let is_object = |node: &Node| matches!(node.tag(), tag::TABLE | tag::SHAPE_COMPONENT | tag::EQEDIT);
        let mut before = node.children().take_while(|child| !is_object(child));
        let Some(list) = before.find(|child| child.tag() == tag::LIST_HEADER) else {
            return Caption::default();
        };
        let mut paragraphs = Vec::new();
        for child in before.filter(|child| child.tag() == tag::PARA_HEADER) {
            paragraphs.extend(self.lone_paragraph(&child));
        }
        // 0 left, 1 right, 2 above, 3 below.
        let side = list.fields().after(8).and_then(|mut fields| fields.u32());
        Caption {
            paragraphs,
            below: side.is_none_or(|side| side & 3 == 3),
        }
    }
}

/// What tables and drawings share: attributes, offsets, width, height.
pub(super) fn placing(fields: Fields) -> Placing {
    let read = || -> Option<Placing> {
        let mut fields = fields.after(4)?;
        let attributes = fields.u32()?;
        let offset = fields.u32()?;
        let height = fields.after(8)?.u32()?;
        Some(Placing {
            in_line: attributes & 1 != 0,
            height,
            // An offset may be negative.
            offset: u32::try_from(offset.cast_signed()).unwrap_or(0),
            // Placed relative to the paragraph (2), and text stands above and below it (1).
            pushes: attributes >> 3 & 3 == 2 && attributes >> 21 & 7 == 1,
        })
    };
    read().unwrap_or_default()
}

fn script(node: &Node) -> Option<String> {
    node.fields().after(4)?.text()
}

/// The number of a note or of a caption. Page numbers are left out: they differ from page to page.
fn auto_number(mut fields: Fields) -> Option<String> {
    let attributes = fields.u32()?;
    let kind = attributes & 0xF;
    if kind == 0 || kind > 5 {
        return None;
    }
    let number = fields.u16()?;
    let _user = fields.u16()?;
    let sign = |unit: Option<u16>| {
        let sign = unit
            .and_then(|unit| char::from_u32(u32::from(unit)))
            .filter(|c| !c.is_control());
        sign.map_or_else(String::new, String::from)
    };
    let (before, after) = (sign(fields.u16()), sign(fields.u16()));
    let numeral = Numeral::from_code(attributes >> 4 & 0xFF);
    Some(format!("{before}{}{after}", numeral.print(u32::from(number))))
}

/// What a control of a form shows: a button's caption, with the state of a box to tick, or the text of a field.
fn form(fields: Fields) -> Option<String> {
    let kind = fields.clone().u32()?;
    let properties = utf16(
        fields
            .after(14)
            .map(|mut f| f.bytes(f.left() & !1).unwrap_or_default())?,
    );
    let text = |name: &str| {
        let (_, rest) = properties.split_once(&format!("{name}:wstring:"))?;
        let (length, rest) = rest.split_once(':')?;
        Some(rest.chars().take(length.parse().ok()?).collect::<String>())
    };
    let ticked = properties.contains("Value:int:1");
    let shown = text("Caption").or_else(|| text("Text"))?;
    Some(form_control(
        match &kind.to_le_bytes() {
            b"tbc+" | b"tbr+" => Some(ticked),
            _ => None,
        },
        &shown,
    ))
}

/// Text with a reading beside it: `본말(덧말)`.
fn ruby(mut fields: Fields) -> String {
    let main = fields.text().unwrap_or_default();
    match fields.text() {
        Some(beside) if !beside.is_empty() => format!("{main}({beside})"),
        _ => main,
    }
}
