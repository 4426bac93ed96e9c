//! HWPML: the whole document as one XML file, in the words of HWP 5.

use super::manuscript::{
    Caption, CellObject, Frame, Head, Inline, Manuscript, Paragraph, Placing, Section, SectionProperties,
    StyleName, StyleSheet, TableObject,
};
use super::numbering::{Bullet, NumberLevel, Numbering};
use crate::document::Diagnostic;
use crate::limits::{Budget, NESTING};
use crate::numeral::Numeral;
use crate::read::ReadError;
use crate::xml::{Element, Piece, Xml};

/// Reads a whole file, in UTF-8 or UTF-16.
pub(super) fn read(bytes: &[u8]) -> Result<Manuscript, ReadError> {
    let (text, _, _) = encoding_rs::UTF_8.decode(bytes);
    let mut reader = Reader {
        xml: Xml::new(text.as_bytes()),
        budget: Budget::default(),
        depth: 0,
        properties: SectionProperties::default(),
    };
    let mut manuscript = Manuscript::default();
    if reader.xml.root().is_none() {
        return Err(ReadError::Damaged("it is not well formed XML".to_owned()));
    }
    while let Some(part) = reader.xml.child() {
        match part.name() {
            "HEAD" => reader.head(&mut manuscript),
            "BODY" => {
                while let Some(section) = reader.xml.child() {
                    if section.name() != "SECTION" {
                        reader.xml.skip();
                        continue;
                    }
                    let paragraphs = reader.paragraphs();
                    manuscript.sections.push(Section {
                        paragraphs,
                        properties: std::mem::take(&mut reader.properties),
                    });
                }
            }
            _ => reader.xml.skip(),
        }
    }
    if manuscript.sections.is_empty() {
        return Err(ReadError::Damaged("it holds no section".to_owned()));
    }
    if reader.xml.is_damaged() {
        let message = "the file is not well formed or cut short; text may be missing";
        manuscript
            .diagnostics
            .push(Diagnostic::warning("truncated", message));
    }
    Ok(manuscript)
}

struct Reader<'a> {
    xml: Xml<'a>,
    budget: Budget,
    depth: usize,
    properties: SectionProperties,
}

fn flag(element: &Element, name: &str) -> bool {
    element
        .attribute(name)
        .is_some_and(|value| value == "1" || value.eq_ignore_ascii_case("true"))
}

impl Reader<'_> {
    fn head(&mut self, manuscript: &mut Manuscript) {
        while let Some(part) = self.xml.child() {
            match part.name() {
                "DOCSUMMARY" => {
                    while let Some(entry) = self.xml.child() {
                        let value = self.xml.text().trim().to_owned();
                        let key = match entry.name() {
                            "TITLE" if !value.is_empty() => {
                                manuscript.title = Some(value);
                                continue;
                            }
                            "SUBJECT" => "subject",
                            "AUTHOR" => "author",
                            "DATE" => "date",
                            "KEYWORDS" => "keywords",
                            _ => continue,
                        };
                        if !value.is_empty() {
                            manuscript.metadata.insert(key.to_owned(), value);
                        }
                    }
                }
                "MAPPINGTABLE" => {
                    while let Some(_list) = self.xml.child() {
                        while let Some(definition) = self.xml.child() {
                            self.definition(&definition, &mut manuscript.sheet);
                        }
                    }
                }
                _ => self.xml.skip(),
            }
        }
    }

    fn definition(&mut self, element: &Element, sheet: &mut StyleSheet) {
        let id = element.number::<u32>("Id").unwrap_or(0);
        match element.name() {
            "CHARSHAPE" => sheet
                .sizes
                .extend(element.number("Height").map(|size| (id, size))),
            "PARASHAPE" => {
                let level = element.number("Level").unwrap_or(0);
                let list = element.number("Heading").unwrap_or(0);
                let head = match element.attribute("HeadingType").as_deref() {
                    Some("Outline") => Head::Outline { level },
                    Some("Number") => Head::Number { id: list, level },
                    Some("Bullet") => Head::Bullet { id: list },
                    _ => Head::None,
                };
                if head != Head::None {
                    sheet.heads.insert(id, head);
                }
            }
            "STYLE" => {
                let local = element.attribute("Name").unwrap_or_default();
                let english = element.attribute("EngName").unwrap_or_default();
                sheet.styles.insert(id, StyleName { local, english });
            }
            "BULLET" => {
                let sign = element.attribute("Char").and_then(|sign| sign.chars().next());
                sheet.bullets.extend(sign.map(|sign| (id, Bullet::new(sign))));
            }
            "NUMBERING" => {
                let mut levels = Vec::new();
                while let Some(level) = self.xml.child() {
                    if level.name() != "PARAHEAD" {
                        self.xml.skip();
                        continue;
                    }
                    levels.push(NumberLevel {
                        numeral: numeral(&level, "NumFormat"),
                        start: level.number("Start").unwrap_or(1),
                        format: self.xml.text(),
                    });
                }
                sheet.numberings.insert(id, Numbering { levels });
                return;
            }
            _ => {}
        }
        self.xml.skip();
    }

    /// The paragraphs of the element that was begun last; lists in it are read through.
    fn paragraphs(&mut self) -> Vec<Paragraph> {
        let mut paragraphs = Vec::new();
        if self.depth >= NESTING {
            self.xml.skip();
            return paragraphs;
        }
        self.depth += 1;
        while let Some(element) = self.xml.child() {
            match element.name() {
                "P" if self.budget.take_piece() => paragraphs.push(self.paragraph(&element)),
                "PARALIST" => paragraphs.append(&mut self.paragraphs()),
                _ => self.xml.skip(),
            }
        }
        self.depth -= 1;
        paragraphs
    }

    fn paragraph(&mut self, element: &Element) -> Paragraph {
        let mut paragraph = Paragraph {
            shape: element.number("ParaShape").unwrap_or(0),
            style: element.number("Style").unwrap_or(0),
            breaks_page: flag(element, "PageBreak"),
            ..Paragraph::default()
        };
        while let Some(run) = self.xml.child() {
            if run.name() != "TEXT" {
                self.xml.skip();
                continue;
            }
            if paragraph.character_shape.is_none() {
                paragraph.character_shape = run.number("CharShape");
            }
            while let Some(child) = self.xml.child() {
                self.inline(&child, &mut paragraph);
            }
        }
        paragraph
    }

    fn inline(&mut self, element: &Element, paragraph: &mut Paragraph) {
        let inline = match element.name() {
            "CHAR" => return self.text(paragraph),
            "SECDEF" => return self.section(element),
            "AUTONUM" => return self.auto_number(element, paragraph),
            "TABLE" => Inline::Table(Box::new(self.table(element))),
            "FOOTNOTE" | "ENDNOTE" => Inline::Note(self.paragraphs()),
            "HEADER" => Inline::Header(self.paragraphs()),
            "FOOTER" => Inline::Footer(self.paragraphs()),
            "HIDDENCOMMENT" => Inline::Remark(self.paragraphs()),
            "EQUATION" => {
                let mut script = String::new();
                while let Some(child) = self.xml.child() {
                    if child.name() == "SCRIPT" {
                        script = self.xml.text();
                    } else {
                        self.xml.skip();
                    }
                }
                Inline::Equation(script)
            }
            "RECTANGLE" | "ELLIPSE" | "ARC" | "POLYGON" | "CURVE" | "LINE" | "CONNECTLINE" | "CONTAINER"
            | "PICTURE" | "OLE" | "TEXTART" => {
                let mut frame = Frame::default();
                self.drawing(element, &mut frame);
                Inline::Frame(Box::new(frame))
            }
            _ => return self.xml.skip(),
        };
        paragraph.inlines.push(inline);
    }

    fn text(&mut self, paragraph: &mut Paragraph) {
        let mut text = String::new();
        while let Some(piece) = self.xml.piece() {
            match piece {
                Piece::Text(more) => text.push_str(&more),
                Piece::Child(element) => {
                    match element.name() {
                        "TAB" => text.push('\t'),
                        "LINEBREAK" => text.push('\n'),
                        "NBSPACE" | "FWSPACE" => text.push(' '),
                        "HYPEN" | "HYPHEN" => text.push('-'),
                        _ => {}
                    }
                    text.push_str(&self.xml.text());
                }
            }
        }
        paragraph.push_text(&text);
    }

    fn section(&mut self, element: &Element) {
        self.properties.outline = element.number("OutlineShape").unwrap_or(0);
        while let Some(child) = self.xml.child() {
            match child.name() {
                "PAGEDEF" => {
                    let size = child.number::<u32>("Width").zip(child.number::<u32>("Height"));
                    let turned = flag(&child, "Landscape");
                    self.properties.page_size =
                        size.map(|(width, height)| if turned { (height, width) } else { (width, height) });
                    self.xml.skip();
                }
                "MASTERPAGE" => {
                    let mut paragraphs = self.paragraphs();
                    self.properties.master_pages.append(&mut paragraphs);
                }
                _ => self.xml.skip(),
            }
        }
    }

    fn auto_number(&mut self, element: &Element, paragraph: &mut Paragraph) {
        let number = element.number("Number").unwrap_or(0);
        let of_pages = matches!(
            element.attribute("NumberType").as_deref(),
            Some("Page" | "TotalPage")
        );
        let (mut before, mut after, mut written) = (String::new(), String::new(), Numeral::Digit);
        while let Some(format) = self.xml.child() {
            before = format.attribute("PrefixChar").unwrap_or_default();
            after = format.attribute("SuffixChar").unwrap_or_default();
            written = numeral(&format, "Type");
            self.xml.skip();
        }
        if !of_pages {
            paragraph.push_text(&format!("{before}{}{after}", written.print(number)));
        }
    }

    /// What drawings and tables share: size, position and caption.
    fn shape_object(&mut self, placing: &mut Placing, caption: &mut Caption) {
        while let Some(child) = self.xml.child() {
            match child.name() {
                "SIZE" => placing.height = child.number("Height").unwrap_or(0),
                "POSITION" => placing.in_line = flag(&child, "TreatAsChar"),
                "CAPTION" => {
                    caption.below = child.attribute("Side").is_none_or(|side| side == "Bottom");
                    caption.paragraphs = self.paragraphs();
                    continue;
                }
                _ => {}
            }
            self.xml.skip();
        }
    }

    fn drawing(&mut self, element: &Element, frame: &mut Frame) {
        frame.picture |= matches!(element.name(), "PICTURE" | "OLE");
        if self.depth >= NESTING {
            return self.xml.skip();
        }
        self.depth += 1;
        while let Some(child) = self.xml.child() {
            match child.name() {
                "SHAPEOBJECT" => self.shape_object(&mut frame.placing, &mut frame.caption),
                "DRAWTEXT" => {
                    let mut paragraphs = self.paragraphs();
                    frame.paragraphs.append(&mut paragraphs);
                }
                "DRAWINGOBJECT" | "RECTANGLE" | "ELLIPSE" | "ARC" | "POLYGON" | "CURVE" | "CONTAINER"
                | "PICTURE" => {
                    self.drawing(&child, frame);
                }
                _ => self.xml.skip(),
            }
        }
        self.depth -= 1;
    }

    fn table(&mut self, element: &Element) -> TableObject {
        let mut table = TableObject {
            rows: element.number("RowCount").unwrap_or(0),
            columns: element.number("ColCount").unwrap_or(0),
            ..TableObject::default()
        };
        while let Some(child) = self.xml.child() {
            match child.name() {
                "SHAPEOBJECT" => self.shape_object(&mut table.placing, &mut table.caption),
                "ROW" => {
                    while let Some(cell) = self.xml.child() {
                        if !self.budget.take_piece() {
                            self.xml.skip();
                            continue;
                        }
                        table.cells.push(CellObject {
                            address: cell.number("RowAddr").zip(cell.number("ColAddr")),
                            row_span: cell.number("RowSpan").unwrap_or(1).max(1),
                            column_span: cell.number("ColSpan").unwrap_or(1).max(1),
                            header: flag(&cell, "Header"),
                            paragraphs: self.paragraphs(),
                        });
                    }
                }
                _ => self.xml.skip(),
            }
        }
        table
    }
}

/// `HangulSyllable` and the like, which HWPX writes as `HANGUL_SYLLABLE`.
fn numeral(element: &Element, attribute: &str) -> Numeral {
    let mut name = String::new();
    for sign in element.attribute(attribute).unwrap_or_default().chars() {
        if sign.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(sign.to_ascii_uppercase());
    }
    Numeral::from_name(&name)
}
