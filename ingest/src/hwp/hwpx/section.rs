//! `Contents/sectionN.xml`: paragraphs of runs.

use super::super::manuscript::{Inline, Line, Paragraph, SectionProperties};
use crate::document::Diagnostic;
use crate::limits::{Budget, NESTING};
use crate::numeral::Numeral;
use crate::xml::{Element, Piece, Xml};

/// Reads one section, or one master page.
pub(super) struct SectionReader<'a, 'b> {
    pub(super) xml: Xml<'a>,
    budget: &'b mut Budget,
    depth: usize,
    /// Properties of the section, once its first paragraph is read.
    pub(super) properties: SectionProperties,
    /// Ids of its master pages in the manifest.
    pub(super) master_pages: Vec<String>,
    /// What went wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether the text that comes was deleted under change tracking, and what of it came in this paragraph.
    deleting: bool,
    deleted: String,
}

impl<'a, 'b> SectionReader<'a, 'b> {
    /// A reader that takes what it reads from `budget`.
    pub(super) fn new(part: &'a [u8], budget: &'b mut Budget) -> Self {
        Self {
            xml: Xml::new(part),
            budget,
            depth: 0,
            properties: SectionProperties::default(),
            master_pages: Vec::new(),
            diagnostics: Vec::new(),
            deleting: false,
            deleted: String::new(),
        }
    }

    /// Whether the part is not well formed, or ends within an element.
    pub(super) fn is_damaged(&self) -> bool {
        self.xml.is_damaged()
    }

    /// The outermost paragraphs.
    pub(super) fn section(&mut self) -> Vec<Paragraph> {
        if self.xml.root().is_none() {
            return Vec::new();
        }
        self.paragraphs()
    }

    /// The paragraphs of the element that was begun last. A list within a list (`subList`, `paraList`) is read through;
    /// an object outside any paragraph becomes one of its own.
    pub(super) fn paragraphs(&mut self) -> Vec<Paragraph> {
        let mut paragraphs = Vec::new();
        if self.depth >= NESTING {
            self.warn_once(
                "nesting",
                "objects stand too deep inside one another; the innermost are left out",
            );
            self.xml.skip();
            return paragraphs;
        }
        self.depth += 1;
        while let Some(element) = self.xml.child() {
            if !self.take_piece() {
                self.xml.skip();
                continue;
            }
            match element.name() {
                "p" => paragraphs.push(self.paragraph(&element)),
                "subList" | "paraList" => paragraphs.append(&mut self.paragraphs()),
                "memogroup" => {
                    let mut memos = Paragraph::default();
                    while let Some(_memo) = self.xml.child() {
                        memos.inlines.push(Inline::Remark(self.paragraphs()));
                    }
                    match paragraphs.last_mut() {
                        Some(last) => last.inlines.append(&mut memos.inlines),
                        None => paragraphs.push(memos),
                    }
                }
                _ => {
                    let mut paragraph = Paragraph::default();
                    self.object(&element, &mut paragraph);
                    if !paragraph.inlines.is_empty() {
                        paragraphs.push(paragraph);
                    }
                }
            }
        }
        self.depth -= 1;
        paragraphs
    }

    /// Takes one paragraph or cell from the budget.
    pub(super) fn take_piece(&mut self) -> bool {
        let taken = self.budget.take_piece();
        if !taken {
            self.warn_once(
                "limit",
                "the document holds more paragraphs and cells than the limit; the rest is left out",
            );
        }
        taken
    }

    /// Goes one level deeper while `read` runs; skips the element where that is too deep.
    pub(super) fn deeper<T: Default>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth >= NESTING {
            self.warn_once(
                "nesting",
                "objects stand too deep inside one another; the innermost are left out",
            );
            self.xml.skip();
            return T::default();
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn warn_once(&mut self, code: &str, message: &str) {
        if self.diagnostics.iter().all(|known| known.code != code) {
            self.diagnostics.push(Diagnostic::warning(code, message));
        }
    }

    /// One paragraph.
    pub(super) fn paragraph(&mut self, element: &Element) -> Paragraph {
        let mut paragraph = Paragraph {
            shape: element.number("paraPrIDRef").unwrap_or(0),
            style: element.number("styleIDRef").unwrap_or(0),
            breaks_page: element.flag("pageBreak"),
            ..Paragraph::default()
        };
        // Characters by character shape, of which there are few in a paragraph.
        let mut shapes: Vec<(u32, usize)> = Vec::new();
        while let Some(child) = self.xml.child() {
            match child.name() {
                "run" => {
                    let shape = child.number("charPrIDRef").unwrap_or(0);
                    let length = self.run(&mut paragraph);
                    match shapes.iter_mut().find(|(known, _)| *known == shape) {
                        Some((_, total)) => *total += length,
                        None => shapes.push((shape, length)),
                    }
                }
                "linesegarray" => {
                    while let Some(line) = self.xml.child() {
                        let height = line.number("vertsize").unwrap_or(0);
                        if let (Some(top), Some(left)) = (line.number("vertpos"), line.number("horzpos")) {
                            paragraph.lines.push(Line { top, left, height });
                        }
                        self.xml.skip();
                    }
                }
                _ => self.object(&child, &mut paragraph),
            }
        }
        if !self.deleted.trim().is_empty() {
            let mut remark = Paragraph::default();
            remark.push_text(&std::mem::take(&mut self.deleted));
            paragraph.inlines.push(Inline::Remark(vec![remark]));
        }
        self.deleted.clear();
        paragraph.character_shape = shapes
            .into_iter()
            .max_by_key(|(_, length)| *length)
            .map(|(shape, _)| shape);
        paragraph
    }

    /// Reads a run, and tells how much text it holds in bytes.
    fn run(&mut self, paragraph: &mut Paragraph) -> usize {
        let mut length = 0;
        while let Some(child) = self.xml.child() {
            match child.name() {
                "t" => length += self.text(paragraph),
                "ctrl" => self.controls(paragraph),
                "secPr" => self.section_properties(&child),
                _ => self.object(&child, paragraph),
            }
        }
        length
    }

    fn text(&mut self, paragraph: &mut Paragraph) -> usize {
        let mut text = String::new();
        while let Some(piece) = self.xml.piece() {
            let more = match piece {
                Piece::Text(more) => more,
                Piece::Child(element) => {
                    let mut more = match element.name() {
                        "tab" => "\t",
                        "lineBreak" => "\n",
                        "nbSpace" | "fwSpace" => " ",
                        "hypen" | "hyphen" => "-",
                        "deleteBegin" | "deleteEnd" => {
                            self.deleting = element.name() == "deleteBegin";
                            ""
                        }
                        _ => "",
                    }
                    .to_owned();
                    more.push_str(&self.xml.text());
                    more.into()
                }
            };
            let target = if self.deleting {
                &mut self.deleted
            } else {
                &mut text
            };
            target.push_str(&more);
        }
        paragraph.push_text(&text);
        text.len()
    }

    fn controls(&mut self, paragraph: &mut Paragraph) {
        while let Some(control) = self.xml.child() {
            match control.name() {
                "header" => {
                    let inline = Inline::Header(self.paragraphs());
                    paragraph.inlines.push(inline);
                }
                "footer" => {
                    let inline = Inline::Footer(self.paragraphs());
                    paragraph.inlines.push(inline);
                }
                "footNote" | "endNote" => {
                    let inline = Inline::Note(self.paragraphs());
                    paragraph.inlines.push(inline);
                }
                "hiddenComment" => {
                    let inline = Inline::Remark(self.paragraphs());
                    paragraph.inlines.push(inline);
                }
                "colPr" => {
                    paragraph.columns = control.number("colCount");
                    self.xml.skip();
                }
                "fieldBegin" => self.field(paragraph),
                "autoNum" => self.auto_number(&control, paragraph),
                _ => self.xml.skip(),
            }
        }
    }

    /// Only a memo's field has paragraphs of its own.
    fn field(&mut self, paragraph: &mut Paragraph) {
        while let Some(child) = self.xml.child() {
            if child.name() == "subList" {
                let remark = Inline::Remark(self.paragraphs());
                paragraph.inlines.push(remark);
            } else {
                self.xml.skip();
            }
        }
    }

    /// The number of a note or of a caption. Page numbers are left out: they differ from page to page.
    fn auto_number(&mut self, element: &Element, paragraph: &mut Paragraph) {
        let number = element.number("num").unwrap_or(0);
        let of_pages = matches!(
            element.attribute("numType").as_deref(),
            Some("PAGE" | "TOTAL_PAGE")
        );
        let (mut before, mut after, mut numeral) = (String::new(), String::new(), Numeral::Digit);
        while let Some(format) = self.xml.child() {
            if format.name() == "autoNumFormat" {
                before = format.attribute("prefixChar").unwrap_or_default();
                after = format.attribute("suffixChar").unwrap_or_default();
                numeral = Numeral::from_name(&format.attribute("type").unwrap_or_default());
            }
            self.xml.skip();
        }
        if !of_pages {
            paragraph.push_text(&format!("{before}{}{after}", numeral.print(number)));
        }
    }

    fn section_properties(&mut self, element: &Element) {
        self.properties.outline = element.number("outlineShapeIDRef").unwrap_or(0);
        while let Some(child) = self.xml.child() {
            match child.name() {
                "pagePr" => self.page(&child),
                "masterPage" => {
                    self.master_pages.extend(child.attribute("idRef"));
                    self.xml.skip();
                }
                "header" | "footer" => {
                    // Some writers put running headers here.
                    let mut paragraphs = self.paragraphs();
                    self.properties.master_pages.append(&mut paragraphs);
                }
                _ => self.xml.skip(),
            }
        }
    }

    fn page(&mut self, element: &Element) {
        let (width, height) = (element.number::<u32>("width"), element.number::<u32>("height"));
        // `NARROWLY` turns the sheet.
        let turned = element
            .attribute("landscape")
            .is_some_and(|value| value == "NARROWLY");
        let mut margins = 0u32;
        while let Some(child) = self.xml.child() {
            if child.name() == "margin" {
                let heights =
                    ["top", "bottom", "header", "footer"].map(|name| child.number(name).unwrap_or(0));
                margins = heights.into_iter().fold(0, u32::saturating_add);
            }
            self.xml.skip();
        }
        if let (Some(width), Some(height)) = (width, height) {
            let (width, height) = if turned { (height, width) } else { (width, height) };
            self.properties.page_size = Some((width, height));
            self.properties.text_height = height.checked_sub(margins);
        }
    }
}
