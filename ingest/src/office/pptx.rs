//! Presentations (PresentationML, ECMA-376 part 1, 19): slide by slide, the title first, then the shapes in their order.

use super::flow::{self, Grid, GridCell, Hanging, Paragraph, Part, Role};
use super::properties;
use crate::document::{Diagnostic, Locator, Place};
use crate::limits::{Budget, NESTING};
use crate::numeral::{Numeral, symbol};
use crate::package::{Package, Relationship};
use crate::read::{ReadError, Reading};
use crate::xml::{Element, Xml};

/// Most columns of a table.
const MOST_COLUMNS: u32 = 4096;

pub(super) fn read(package: &mut Package<'_>) -> Result<Reading, ReadError> {
    let main = package.main_part("officeDocument", "ppt/presentation.xml");
    let mut budget = Budget::default();
    let presentation = package
        .part_within(&main, &mut budget)?
        .ok_or_else(|| ReadError::Damaged("it has no presentation part".to_owned()))?;
    let relationships = package.typed_relationships(&main);
    let mut reading = Reading::default();
    properties::read(package, "docProps/core.xml", &mut reading);
    let mut damaged = 0;
    for (number, id) in (1..).zip(slides(&presentation)) {
        let Some(part) = relationships
            .iter()
            .find(|r| r.id == id)
            .map(|r| r.target.clone())
        else {
            damaged += 1;
            continue;
        };
        let Some(bytes) = package.part_within(&part, &mut budget)? else {
            damaged += 1;
            continue;
        };
        let at = Locator::from(Place::Slide { slide: number });
        let beside = package.typed_relationships(&part);
        let mut slide = SlideReader::new(&bytes, &mut budget);
        let shown = slide.read();
        damaged += usize::from(slide.xml.is_damaged());
        for part in slide.in_order() {
            flow::push(part, &at, shown, &mut reading.blocks);
        }
        for part in diagrams(package, &beside, &mut budget)? {
            flow::push(part, &at, shown, &mut reading.blocks);
        }
        let remarks = remarks(package, &beside, &mut budget)?;
        flow::push(remarks, &at, shown, &mut reading.blocks);
        crate::progress::step();
    }
    if damaged > 0 {
        let message = format!("{damaged} of the slides are damaged, cut short or missing");
        reading
            .diagnostics
            .push(Diagnostic::warning("truncated", message));
    }
    Ok(reading)
}

/// The slides in order, by the ids of their relationships.
fn slides(presentation: &[u8]) -> Vec<String> {
    let mut xml = Xml::new(presentation);
    let mut found = Vec::new();
    if xml.root().is_none() {
        return found;
    }
    while let Some(list) = xml.child() {
        if list.name() != "sldIdLst" {
            xml.skip();
            continue;
        }
        while let Some(slide) = xml.child() {
            // Its own number bears the same local name.
            found.extend(slide.prefixed("r:id").or_else(|| slide.attribute("id")));
            xml.skip();
        }
    }
    found
}

/// The texts of diagrams, point by point; they stand in parts of their own.
fn diagrams(
    package: &mut Package<'_>,
    relationships: &[Relationship],
    budget: &mut Budget,
) -> Result<Vec<Part>, ReadError> {
    let mut parts = Vec::new();
    for relationship in relationships.iter().filter(|r| r.kind.ends_with("/diagramData")) {
        let bytes = package
            .part_within(&relationship.target, budget)?
            .unwrap_or_default();
        let mut xml = Xml::new(&bytes);
        if xml.root().is_none() {
            continue;
        }
        while let Some(list) = xml.child() {
            if list.name() != "ptLst" {
                xml.skip();
                continue;
            }
            while let Some(_point) = xml.child() {
                let text = xml.text();
                if !text.trim().is_empty() && budget.take_piece() {
                    parts.push(Paragraph::of(Role::Item, text).into());
                }
            }
        }
    }
    Ok(parts)
}

/// Speaker's notes and comments, which are not shown.
fn remarks(
    package: &mut Package<'_>,
    relationships: &[Relationship],
    budget: &mut Budget,
) -> Result<Part, ReadError> {
    let mut paragraph = Paragraph::default();
    for relationship in relationships {
        let notes = relationship.kind.ends_with("/notesSlide");
        if !notes && !relationship.kind.ends_with("/comments") {
            continue;
        }
        let Some(bytes) = package.part_within(&relationship.target, budget)? else {
            continue;
        };
        let mut reader = SlideReader::new(&bytes, budget);
        let parts = if notes {
            reader.read();
            reader.in_order()
        } else {
            reader.comments()
        };
        if !parts.is_empty() {
            paragraph.hanging.push(Hanging::Remark(parts));
        }
    }
    Ok(paragraph.into())
}

/// Reads one slide, or its notes.
struct SlideReader<'a, 'b> {
    xml: Xml<'a>,
    budget: &'b mut Budget,
    depth: usize,
    title: Vec<Part>,
    parts: Vec<Part>,
}

/// What a shape is on its slide.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Title,
    Subtitle,
    Body,
    Plain,
    /// Number, date, header and footer of the slide, and the picture of the slide on its notes.
    Furniture,
}

impl<'a, 'b> SlideReader<'a, 'b> {
    fn new(part: &'a [u8], budget: &'b mut Budget) -> Self {
        Self {
            xml: Xml::new(part),
            budget,
            depth: 0,
            title: Vec::new(),
            parts: Vec::new(),
        }
    }

    fn in_order(&mut self) -> Vec<Part> {
        let mut parts = std::mem::take(&mut self.title);
        parts.append(&mut self.parts);
        parts
    }

    /// Reads all shapes; whether the slide is shown.
    fn read(&mut self) -> bool {
        let Some(root) = self.xml.root() else {
            return true;
        };
        let shown = root
            .attribute("show")
            .is_none_or(|value| value != "0" && value != "false");
        self.shapes();
        shown
    }

    /// The shapes of the element that was begun last; groups are read through.
    fn shapes(&mut self) {
        if self.depth >= 2 * NESTING {
            return self.xml.skip();
        }
        self.depth += 1;
        while let Some(element) = self.xml.child() {
            match element.name() {
                "sp" => self.shape(),
                "graphicFrame" | "pic" => self.frame(element.name() == "pic"),
                "cSld" | "spTree" | "grpSp" | "AlternateContent" | "Choice" => self.shapes(),
                _ => self.xml.skip(),
            }
        }
        self.depth -= 1;
    }

    fn shape(&mut self) {
        let mut kind = Kind::Plain;
        let mut parts = Vec::new();
        while let Some(element) = self.xml.child() {
            match element.name() {
                "nvSpPr" => kind = self.kind(),
                "txBody" => parts = self.text(kind),
                _ => self.xml.skip(),
            }
        }
        match kind {
            Kind::Furniture => {}
            Kind::Title => self.title.append(&mut parts),
            _ => self.parts.append(&mut parts),
        }
    }

    /// What the placeholder of a shape says, somewhere below the element that was begun last.
    fn kind(&mut self) -> Kind {
        let mut kind = Kind::Plain;
        while let Some(element) = self.xml.child() {
            if element.name() == "nvPr" {
                while let Some(inner) = self.xml.child() {
                    if inner.name() == "ph" {
                        kind = match inner.attribute("type").as_deref() {
                            Some("title" | "ctrTitle") => Kind::Title,
                            Some("subTitle") => Kind::Subtitle,
                            Some("sldNum" | "dt" | "ftr" | "hdr" | "sldImg") => Kind::Furniture,
                            _ => Kind::Body,
                        };
                    }
                    self.xml.skip();
                }
            } else {
                self.xml.skip();
            }
        }
        kind
    }

    /// The paragraphs of a text body.
    fn text(&mut self, kind: Kind) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut counters = [0_u32; 9];
        while let Some(element) = self.xml.child() {
            if element.name() != "p" || !self.budget.take_piece() {
                self.xml.skip();
                continue;
            }
            let (text, bullet) = self.paragraph();
            if text.trim().is_empty() {
                continue;
            }
            let mut paragraph = Paragraph::of(Role::Body, text);
            match kind {
                Kind::Title => paragraph.role = Role::Heading(1),
                Kind::Subtitle => paragraph.role = Role::Heading(2),
                _ => {
                    // The text of a body placeholder is a list unless it says otherwise.
                    let listed = kind == Kind::Body || bullet.level > 0;
                    paragraph.label = bullet.label(&mut counters);
                    if !paragraph.label.is_empty() || (listed && !bullet.none) {
                        paragraph.role = Role::Item;
                    }
                }
            }
            // A title of several lines is one heading.
            match parts.last_mut() {
                Some(Part::Paragraph(title)) if kind == Kind::Title => {
                    title.text.push('\n');
                    title.text.push_str(&paragraph.text);
                }
                _ => parts.push(paragraph.into()),
            }
        }
        parts
    }

    fn paragraph(&mut self) -> (String, Bullet) {
        let (mut text, mut bullet) = (String::new(), Bullet::default());
        while let Some(element) = self.xml.child() {
            match element.name() {
                "pPr" => {
                    bullet.level = element.number::<usize>("lvl").unwrap_or(0).min(8);
                    self.bullet(&mut bullet);
                }
                "r" | "fld" => {
                    while let Some(part) = self.xml.child() {
                        if part.name() == "t" {
                            text.push_str(&self.xml.text());
                        } else {
                            self.xml.skip();
                        }
                    }
                }
                "br" => {
                    text.push('\n');
                    self.xml.skip();
                }
                // A formula; its older form follows as a fallback.
                "AlternateContent" | "m" => {
                    let formula = self.xml.text();
                    text.push_str(formula.split_whitespace().collect::<Vec<_>>().join(" ").trim());
                }
                _ => self.xml.skip(),
            }
        }
        (text, bullet)
    }

    fn bullet(&mut self, bullet: &mut Bullet) {
        while let Some(property) = self.xml.child() {
            match property.name() {
                "buNone" => bullet.none = true,
                "buChar" => {
                    let sign = property.attribute("char").unwrap_or_default();
                    bullet.sign = sign.chars().map(symbol).collect();
                }
                "buAutoNum" => {
                    bullet.numbered = property.attribute("type");
                    bullet.start = property.number("startAt").unwrap_or(1);
                }
                _ => {}
            }
            self.xml.skip();
        }
    }

    /// A picture, a table, a chart or a diagram.
    fn frame(&mut self, picture: bool) {
        let mut found = FrameContent {
            picture,
            ..FrameContent::default()
        };
        self.frame_content(&mut found);
        if let Some(grid) = found.grid {
            self.parts.push(Part::Table(Box::new(grid)));
        } else if found.picture {
            let mut paragraph = Paragraph::default();
            paragraph.hanging.push(Hanging::Figure(found.description));
            self.parts.push(paragraph.into());
        }
    }

    fn frame_content(&mut self, found: &mut FrameContent) {
        if self.depth >= 2 * NESTING {
            return self.xml.skip();
        }
        self.depth += 1;
        while let Some(element) = self.xml.child() {
            match element.name() {
                "cNvPr" => {
                    found.description = element.attribute("descr").unwrap_or_default();
                    self.xml.skip();
                }
                "tbl" => found.grid = Some(self.table()),
                "chart" | "relIds" | "oleObj" => {
                    found.picture = true;
                    self.xml.skip();
                }
                _ => self.frame_content(found),
            }
        }
        self.depth -= 1;
    }

    fn table(&mut self) -> Grid {
        let mut grid = Grid::default();
        let mut row = 0;
        while let Some(element) = self.xml.child() {
            match element.name() {
                "tblPr" => {
                    grid.header_rows = u32::from(element.flag("firstRow"));
                    self.xml.skip();
                }
                "tr" => {
                    let mut column = 0;
                    while let Some(cell) = self.xml.child() {
                        if cell.name() != "tc" || column >= MOST_COLUMNS || !self.budget.take_piece() {
                            self.xml.skip();
                            continue;
                        }
                        let covered = cell.flag("hMerge") || cell.flag("vMerge");
                        let (row_span, column_span) = spans(&cell);
                        let mut parts = Vec::new();
                        while let Some(content) = self.xml.child() {
                            if content.name() == "txBody" {
                                parts = self.text(Kind::Plain);
                            } else {
                                self.xml.skip();
                            }
                        }
                        if !covered {
                            grid.cells.push(GridCell {
                                row,
                                column,
                                row_span,
                                column_span,
                                hidden: false,
                                parts,
                            });
                        }
                        column += 1;
                    }
                    row += 1;
                }
                _ => self.xml.skip(),
            }
        }
        grid
    }

    /// The comments on a slide.
    fn comments(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        if self.xml.root().is_none() {
            return parts;
        }
        while let Some(_comment) = self.xml.child() {
            while let Some(part) = self.xml.child() {
                if matches!(part.name(), "text" | "txBody") {
                    parts.push(Paragraph::of(Role::Body, self.xml.text()).into());
                } else {
                    self.xml.skip();
                }
            }
        }
        parts
    }
}

fn spans(cell: &Element) -> (u32, u32) {
    let span = |name: &str| cell.number(name).unwrap_or(1).clamp(1, MOST_COLUMNS);
    (span("rowSpan"), span("gridSpan"))
}

#[derive(Default)]
struct FrameContent {
    picture: bool,
    description: String,
    grid: Option<Grid>,
}

/// What is drawn before a paragraph.
#[derive(Default)]
struct Bullet {
    level: usize,
    none: bool,
    sign: String,
    /// The scheme of an automatic number.
    numbered: Option<String>,
    start: u32,
}

impl Bullet {
    fn label(&self, counters: &mut [u32; 9]) -> String {
        counters.iter_mut().skip(self.level + 1).for_each(|n| *n = 0);
        let Some(scheme) = &self.numbered else {
            if let Some(number) = counters.get_mut(self.level) {
                *number = 0;
            }
            return self.sign.clone();
        };
        let mut number = self.start.max(1);
        if let Some(counter) = counters.get_mut(self.level) {
            *counter = if *counter == 0 {
                number
            } else {
                counter.saturating_add(1)
            };
            number = *counter;
        }
        let numeral = match scheme.as_str() {
            s if s.starts_with("alphaLc") => Numeral::LatinSmall,
            s if s.starts_with("alphaUc") => Numeral::LatinCapital,
            s if s.starts_with("romanLc") => Numeral::RomanSmall,
            s if s.starts_with("romanUc") => Numeral::RomanCapital,
            s if s.starts_with("circleNum") => Numeral::CircledDigit,
            s if s.starts_with("ea1") => Numeral::Ideograph,
            _ => Numeral::Digit,
        };
        let printed = numeral.print(number);
        if scheme.ends_with("ParenBoth") {
            format!("({printed})")
        } else if scheme.ends_with("ParenR") {
            format!("{printed})")
        } else if scheme.ends_with("Period") {
            format!("{printed}.")
        } else {
            printed
        }
    }
}
