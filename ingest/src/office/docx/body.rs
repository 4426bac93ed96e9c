//! Paragraphs and runs, and the lists of them: the document, notes, headers, cells.

use std::collections::HashMap;

use super::super::flow::{Hanging, Paragraph, Part, Role};
use super::styles::{self, Look, Named};
use super::{Band, Shared};
use crate::numeral::symbol;
use crate::xml::{Element, Piece, Xml};

/// Reads one part.
pub(super) struct BodyReader<'a, 's> {
    pub(super) xml: Xml<'a>,
    pub(super) shared: &'s mut Shared,
    /// For each open field, whether its instructions are still going on, which are not shown.
    fields: Vec<bool>,
}

impl<'a, 's> BodyReader<'a, 's> {
    pub(super) fn new(part: &'a [u8], shared: &'s mut Shared) -> Self {
        Self {
            xml: Xml::new(part),
            shared,
            fields: Vec::new(),
        }
    }

    pub(super) fn is_damaged(&self) -> bool {
        self.xml.is_damaged()
    }

    /// The outermost parts of the document.
    pub(super) fn document(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        if self.xml.root().is_none() {
            return parts;
        }
        while let Some(element) = self.xml.child() {
            if element.name() == "body" {
                parts.append(&mut self.parts());
            } else {
                self.xml.skip();
            }
        }
        parts
    }

    /// A running header or footer, as one paragraph; tables in it only lay it out.
    pub(super) fn band(&mut self, band: Band) -> Vec<Part> {
        if self.xml.root().is_none() {
            return Vec::new();
        }
        let mut lines = Vec::new();
        let mut open: Vec<Part> = self.parts();
        open.reverse();
        while let Some(part) = open.pop() {
            match part {
                Part::Paragraph(paragraph) => {
                    lines.push(paragraph.text);
                    for hanging in paragraph.hanging.into_iter().rev() {
                        if let Hanging::Frame(parts) = hanging {
                            open.extend(parts.into_iter().rev());
                        }
                    }
                }
                Part::Table(grid) => open.extend(grid.cells.into_iter().rev().flat_map(|c| c.parts)),
            }
        }
        lines.retain(|line| !line.trim().is_empty());
        let role = match band {
            Band::Header => Role::Header,
            Band::Footer => Role::Footer,
        };
        vec![Paragraph::of(role, lines.join("\n")).into()]
    }

    /// Notes or comments by their ids; those that only draw the line above notes are left out.
    pub(super) fn notes(&mut self, name: &str) -> HashMap<String, Vec<Part>> {
        let mut found = HashMap::new();
        if self.xml.root().is_none() {
            return found;
        }
        while let Some(element) = self.xml.child() {
            let separates = element
                .attribute("type")
                .is_some_and(|kind| kind.contains("eparator") || kind == "continuationNotice");
            let id = element.attribute("id").unwrap_or_default();
            if element.name() != name || separates {
                self.xml.skip();
                continue;
            }
            let author = element.attribute("author").filter(|a| !a.trim().is_empty());
            let mut parts = self.parts();
            if let (Some(author), Some(Part::Paragraph(first))) = (author, parts.first_mut()) {
                first.text = format!("{author}: {}", first.text);
            }
            found.insert(id, parts);
        }
        found
    }

    /// The paragraphs and tables of the element that was begun last; content controls and the like are read through.
    pub(super) fn parts(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        self.deeper(|reader| {
            while let Some(element) = reader.xml.child() {
                reader.part(&element, &mut parts);
            }
        });
        parts
    }

    /// Adds the paragraphs and tables of one element.
    pub(super) fn part(&mut self, element: &Element, parts: &mut Vec<Part>) {
        match element.name() {
            "p" => {
                if self.take_piece() {
                    parts.push(self.paragraph().into());
                } else {
                    self.xml.skip();
                }
            }
            "tbl" => parts.push(Part::Table(Box::new(self.table()))),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag" => {
                parts.append(&mut self.parts());
            }
            "AlternateContent" => parts.append(&mut self.alternatives(Self::parts)),
            "sectPr" => {
                let mut found = Vec::new();
                styles::section(&mut self.xml, &mut found);
                self.bands(found);
            }
            _ => self.xml.skip(),
        }
    }

    /// What the first alternative that gives something holds: the same content for newer and for older programs.
    fn alternatives<T>(&mut self, mut read: impl FnMut(&mut Self) -> Vec<T>) -> Vec<T> {
        let mut chosen = Vec::new();
        while let Some(_alternative) = self.xml.child() {
            if chosen.is_empty() {
                chosen = read(self);
            } else {
                self.xml.skip();
            }
        }
        chosen
    }

    fn bands(&mut self, found: Vec<(bool, String)>) {
        let bands = found.into_iter().map(|(is_header, id)| {
            let band = if is_header { Band::Header } else { Band::Footer };
            (band, id)
        });
        self.shared.bands.extend(bands);
    }

    /// Takes one paragraph or cell from the budget.
    pub(super) fn take_piece(&mut self) -> bool {
        self.shared.bounds.take_piece()
    }

    /// Goes one level deeper while `read` runs; skips the element where that is too deep.
    pub(super) fn deeper<T: Default>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        if !self.shared.bounds.enter() {
            self.xml.skip();
            return T::default();
        }
        let value = read(self);
        self.shared.bounds.leave();
        value
    }

    fn paragraph(&mut self) -> Paragraph {
        let mut paragraph = Paragraph::default();
        let (mut look, mut style) = (Look::default(), None);
        while let Some(element) = self.xml.child() {
            if element.name() == "pPr" {
                let mut bands = Vec::new();
                (look, style) = Look::read(&mut self.xml, &mut bands);
                self.bands(bands);
            } else {
                self.inline(&element, &mut paragraph);
            }
        }
        // Instructions do not run on over paragraphs; a field that is never closed must not swallow the rest.
        self.fields
            .iter_mut()
            .for_each(|instructing| *instructing = false);
        let look = self.shared.styles.resolve(look, style.as_deref());
        self.settle(&mut paragraph, &look);
        paragraph
    }

    /// Role and label, once the text is known.
    fn settle(&mut self, paragraph: &mut Paragraph, look: &Look) {
        if look.hidden == Some(true) {
            let text = std::mem::take(&mut paragraph.text);
            paragraph.hidden.insert_str(0, &text);
        }
        let shown = !paragraph.text.trim().is_empty();
        if let Some(list) = look.numbering.filter(|list| *list != 0)
            && shown
        {
            let label = self.shared.numberings.label(list, look.level.unwrap_or(0));
            if let Some(label) = label {
                paragraph.label = label;
                paragraph.role = Role::Item;
            }
        }
        let outlined = look.outline.filter(|level| *level < 9).map(|level| level + 1);
        let named = match look.named {
            Named::Heading(level) => Some(level),
            _ => None,
        };
        if let Some(level) = named.or(outlined) {
            paragraph.role = Role::Heading(level);
        } else if look.named == Named::Caption {
            paragraph.role = Role::Caption;
        } else if paragraph.role == Role::Formula && !paragraph.label.is_empty() {
            paragraph.role = Role::Item;
        }
    }

    fn inline(&mut self, element: &Element, paragraph: &mut Paragraph) {
        match element.name() {
            "r" => self.run(paragraph),
            "hyperlink" | "ins" | "moveTo" | "smartTag" | "sdt" | "sdtContent" | "fldSimple"
            | "customXml" | "dir" | "bdo" => self.deeper(|reader| {
                while let Some(child) = reader.xml.child() {
                    reader.inline(&child, paragraph);
                }
            }),
            "oMath" | "oMathPara" => {
                let formula = self.math();
                if paragraph.text.trim().is_empty() {
                    paragraph.role = Role::Formula;
                }
                push_spaced(&mut paragraph.text, &formula);
            }
            "AlternateContent" => self.alternative(paragraph, |reader, child, paragraph| {
                reader.inline(child, paragraph);
            }),
            // Deleted text, bookmarks and marks of spelling.
            _ => self.xml.skip(),
        }
    }

    /// Reads the first alternative that adds something to the paragraph, child by child.
    fn alternative(
        &mut self,
        paragraph: &mut Paragraph,
        mut read: impl FnMut(&mut Self, &Element, &mut Paragraph),
    ) {
        self.deeper(|reader| {
            let before = (
                paragraph.text.len(),
                paragraph.hidden.len(),
                paragraph.hanging.len(),
            );
            while let Some(_alternative) = reader.xml.child() {
                let now = (
                    paragraph.text.len(),
                    paragraph.hidden.len(),
                    paragraph.hanging.len(),
                );
                if now != before {
                    reader.xml.skip();
                    continue;
                }
                while let Some(child) = reader.xml.child() {
                    read(reader, &child, paragraph);
                }
            }
        });
    }

    fn run(&mut self, paragraph: &mut Paragraph) {
        let mut hidden = false;
        while let Some(element) = self.xml.child() {
            if element.name() == "rPr" {
                let (look, style) = Look::read(&mut self.xml, &mut Vec::new());
                hidden = self.shared.styles.is_hidden(look, style.as_deref());
                continue;
            }
            self.run_piece(&element, hidden, paragraph);
        }
    }

    fn run_piece(&mut self, element: &Element, hidden: bool, paragraph: &mut Paragraph) {
        let id = || element.attribute("id").unwrap_or_default();
        let text = match element.name() {
            "t" => self.xml.text(),
            "tab" | "ptab" => self.blank("\t"),
            "br" | "cr" => {
                let breaks_line = element
                    .attribute("type")
                    .is_none_or(|kind| kind == "textWrapping");
                self.blank(if breaks_line { "\n" } else { "" })
            }
            "noBreakHyphen" => self.blank("-"),
            "sym" => {
                let code = element.attribute("char").unwrap_or_default();
                let sign = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                self.xml.skip();
                sign.map(symbol).map_or_else(String::new, String::from)
            }
            "ruby" => self.ruby(),
            "fldChar" => {
                match element.attribute("fldCharType").as_deref() {
                    Some("begin") if self.fields.len() < 1000 => self.fields.push(true),
                    Some("separate") => {
                        if let Some(instructing) = self.fields.last_mut() {
                            *instructing = false;
                        }
                    }
                    Some("end") => {
                        self.fields.pop();
                    }
                    _ => {}
                }
                self.blank("")
            }
            "footnoteReference" | "endnoteReference" => {
                let notes = if element.name() == "footnoteReference" {
                    &mut self.shared.footnotes
                } else {
                    &mut self.shared.endnotes
                };
                paragraph.hanging.extend(notes.remove(&id()).map(Hanging::Note));
                self.blank("")
            }
            "commentReference" => {
                let comment = self.shared.comments.remove(&id());
                paragraph.hanging.extend(comment.map(Hanging::Remark));
                self.blank("")
            }
            "drawing" | "pict" | "object" => {
                self.graphics(paragraph);
                return;
            }
            "AlternateContent" => {
                return self.alternative(paragraph, |reader, child, paragraph| {
                    reader.run_piece(child, hidden, paragraph);
                });
            }
            _ => self.blank(""),
        };
        if self.fields.contains(&true) {
            return;
        }
        if hidden {
            paragraph.hidden.push_str(&text);
        } else {
            paragraph.text.push_str(&text);
        }
    }

    /// Reads an element to its end, and gives what it stands for.
    fn blank(&mut self, text: &str) -> String {
        self.xml.skip();
        text.to_owned()
    }

    /// Text with a reading beside it: `base(reading)`.
    fn ruby(&mut self) -> String {
        let (mut base, mut reading) = (String::new(), String::new());
        while let Some(part) = self.xml.child() {
            match part.name() {
                "rubyBase" => base = self.xml.text(),
                "rt" => reading = self.xml.text(),
                _ => self.xml.skip(),
            }
        }
        match reading.trim() {
            "" => base,
            reading => format!("{base}({reading})"),
        }
    }

    /// A formula on one line: fractions with a bar, powers and indices with their signs.
    fn math(&mut self) -> String {
        let mut text = String::new();
        self.deeper(|reader| {
            while let Some(piece) = reader.xml.piece() {
                let Piece::Child(element) = piece else { continue };
                match element.name() {
                    "t" => text.push_str(&reader.xml.text()),
                    "den" => {
                        text.push('/');
                        text.push_str(&grouped(&reader.math()));
                    }
                    "num" => text.push_str(&grouped(&reader.math())),
                    "sup" => {
                        text.push('^');
                        text.push_str(&grouped(&reader.math()));
                    }
                    "sub" => {
                        text.push('_');
                        text.push_str(&grouped(&reader.math()));
                    }
                    "rad" => text.push_str(&format!("√({})", reader.math())),
                    "d" => text.push_str(&format!("({})", reader.math())),
                    "chr" => {
                        text.push_str(&element.attribute("val").unwrap_or_default());
                        reader.xml.skip();
                    }
                    "rPr" | "ctrlPr" => reader.xml.skip(),
                    _ => text.push_str(&reader.math()),
                }
            }
        });
        text
    }
}

fn grouped(text: &str) -> String {
    if text.chars().count() > 1 {
        format!("({text})")
    } else {
        text.to_owned()
    }
}

fn push_spaced(text: &mut String, piece: &str) {
    if !text.is_empty() && !text.ends_with(char::is_whitespace) {
        text.push(' ');
    }
    text.push_str(piece.trim());
    text.push(' ');
}
