//! Text, lists, tables, and what hangs on paragraphs.

use std::collections::HashMap;

use super::super::flow::{Grid, GridCell, Hanging, Paragraph, Part, Role};
use super::styles::{LEVELS, ListLevel, Styles, label};
use crate::limits::Bounds;
use crate::xml::{Element, Piece, Xml};

/// A cell or row that is repeated more often is kept this often.
const MOST_REPEATS: u32 = 200;
/// Most columns of a table.
const MOST_COLUMNS: u32 = 4096;

/// What `content.xml` holds.
#[derive(Default)]
pub(super) struct Content {
    /// The parts of a text.
    pub(super) parts: Vec<Part>,
    /// The slides of a presentation.
    pub(super) slides: Vec<Slide>,
}

#[derive(Default)]
pub(super) struct Slide {
    pub(super) shown: bool,
    pub(super) parts: Vec<Part>,
}

/// Running headers and footers.
#[derive(Default)]
pub(super) struct Bands {
    pub(super) headers: Vec<String>,
    pub(super) footers: Vec<String>,
}

/// Reads one part.
pub(super) struct BodyReader<'a, 's> {
    xml: Xml<'a>,
    styles: &'s Styles,
    bounds: &'s mut Bounds,
    /// Numbers of headings so far.
    headings: [u32; LEVELS],
    /// Numbers of lists that may be continued, by the id or style of the list.
    lists: HashMap<String, [u32; LEVELS]>,
}

/// The list that is being read.
#[derive(Clone, Default)]
struct List {
    style: String,
    /// Depth from 1.
    level: usize,
    numbers: [u32; LEVELS],
}

impl<'a, 's> BodyReader<'a, 's> {
    pub(super) fn new(part: &'a [u8], styles: &'s Styles, bounds: &'s mut Bounds) -> Self {
        Self {
            xml: Xml::new(part),
            styles,
            bounds,
            headings: [0; LEVELS],
            lists: HashMap::new(),
        }
    }

    pub(super) fn is_damaged(&self) -> bool {
        self.xml.is_damaged()
    }

    /// The text or the slides.
    pub(super) fn content(&mut self) -> Content {
        let mut content = Content::default();
        if self.xml.root().is_none() {
            return content;
        }
        while let Some(element) = self.xml.child() {
            if element.name() != "body" {
                self.xml.skip();
                continue;
            }
            while let Some(kind) = self.xml.child() {
                match kind.name() {
                    "presentation" | "drawing" => self.slides(&mut content.slides),
                    _ => content.parts.append(&mut self.parts()),
                }
            }
        }
        content
    }

    fn slides(&mut self, slides: &mut Vec<Slide>) {
        while let Some(page) = self.xml.child() {
            if page.name() != "page" {
                self.xml.skip();
                continue;
            }
            let style = page.attribute("style-name");
            let shown = !self.styles.is_hidden(style.as_deref());
            let mut parts = self.parts();
            // The title is read first, wherever it was drawn.
            parts.sort_by_key(|part| match part {
                Part::Paragraph(p) => u8::from(p.role != Role::Heading(1)),
                Part::Table(_) => 1,
            });
            slides.push(Slide { shown, parts });
        }
    }

    /// Running headers and footers of the master pages, each text once.
    pub(super) fn bands(&mut self) -> Bands {
        let mut bands = Bands::default();
        if self.xml.root().is_none() {
            return bands;
        }
        while let Some(group) = self.xml.child() {
            if group.name() != "master-styles" {
                self.xml.skip();
                continue;
            }
            while let Some(_master) = self.xml.child() {
                while let Some(band) = self.xml.child() {
                    let list = match band.name() {
                        "header" | "header-left" | "header-first" => &mut bands.headers,
                        "footer" | "footer-left" | "footer-first" => &mut bands.footers,
                        _ => {
                            self.xml.skip();
                            continue;
                        }
                    };
                    let mut lines = Vec::new();
                    let mut open = self.parts();
                    open.reverse();
                    while let Some(part) = open.pop() {
                        match part {
                            Part::Paragraph(paragraph) => lines.push(paragraph.text.trim().to_owned()),
                            Part::Table(grid) => {
                                open.extend(grid.cells.into_iter().rev().flat_map(|c| c.parts));
                            }
                        }
                    }
                    lines.retain(|line| !line.is_empty());
                    let text = lines.join("\n");
                    if !text.is_empty() && !list.contains(&text) {
                        list.push(text);
                    }
                }
            }
        }
        bands
    }

    fn deeper<T: Default>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        if !self.bounds.enter() {
            self.xml.skip();
            return T::default();
        }
        let value = read(self);
        self.bounds.leave();
        value
    }

    /// The parts of the element that was begun last.
    fn parts(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        self.deeper(|reader| {
            while let Some(element) = reader.xml.child() {
                reader.part(&element, &mut parts);
            }
        });
        parts
    }

    fn part(&mut self, element: &Element, parts: &mut Vec<Part>) {
        match element.name() {
            "p" | "h" => {
                if self.bounds.take_piece() {
                    parts.push(self.paragraph(element).into());
                } else {
                    self.xml.skip();
                }
            }
            "list" => self.list(element, List::default(), parts),
            "table" => parts.push(Part::Table(Box::new(self.table()))),
            "section" => {
                let style = element.attribute("style-name");
                let hidden = element.attribute("display").is_some_and(|value| value == "none")
                    || self.styles.is_hidden(style.as_deref());
                let mut inner = self.parts();
                if hidden {
                    let mut paragraph = Paragraph::default();
                    paragraph.hanging.push(Hanging::Remark(inner));
                    parts.push(paragraph.into());
                } else {
                    parts.append(&mut inner);
                }
            }
            "frame" | "custom-shape" | "rect" | "ellipse" | "g" => {
                let mut paragraph = Paragraph::default();
                let title = self.drawing(element, &mut paragraph);
                // On a slide, frames stand side by side; their text is the slide's.
                for hanging in std::mem::take(&mut paragraph.hanging) {
                    match hanging {
                        Hanging::Frame(inner) => {
                            parts.extend(inner.into_iter().map(|part| titled(part, title)))
                        }
                        other => paragraph.hanging.push(other),
                    }
                }
                if !paragraph.hanging.is_empty() {
                    parts.push(paragraph.into());
                }
            }
            "notes" => {
                let inner = self.parts();
                let mut paragraph = Paragraph::default();
                paragraph.hanging.push(Hanging::Remark(inner));
                parts.push(paragraph.into());
            }
            "table-of-content" | "illustration-index" | "table-index" | "object-index" | "user-index"
            | "alphabetical-index" | "bibliography" | "index-body" | "index-title" | "numbered-paragraph"
            | "soft-page-break" => parts.append(&mut self.parts()),
            // Deleted text, declarations, forms, animations.
            _ => self.xml.skip(),
        }
    }

    fn paragraph(&mut self, element: &Element) -> Paragraph {
        let mut paragraph = Paragraph::default();
        let style = element.attribute("style-name");
        self.inlines(&mut paragraph, false);
        if self.styles.is_hidden(style.as_deref()) {
            let text = std::mem::take(&mut paragraph.text);
            paragraph.hidden.insert_str(0, &text);
        }
        let shown = !paragraph.text.trim().is_empty();
        if element.name() == "h" {
            let level = element
                .number::<u8>("outline-level")
                .unwrap_or(1)
                .clamp(1, LEVELS as u8);
            paragraph.role = Role::Heading(level);
            if shown && !element.flag("is-list-header") {
                let at = usize::from(level) - 1;
                count(&mut self.headings, at, &self.styles.outline);
                paragraph.label = label(&self.styles.outline, at, &self.headings);
            }
        } else if self.styles.is_based_on(style.as_deref(), &["Title"]) {
            paragraph.role = Role::Heading(1);
        } else if self.styles.is_based_on(style.as_deref(), &["Subtitle"]) {
            paragraph.role = Role::Heading(2);
        } else if self.styles.is_based_on(
            style.as_deref(),
            &["Caption", "Table", "Illustration", "Figure", "Drawing"],
        ) {
            paragraph.role = Role::Caption;
        }
        paragraph
    }

    /// Text and objects of the element that was begun last.
    fn inlines(&mut self, paragraph: &mut Paragraph, hidden: bool) {
        self.deeper(|reader| {
            while let Some(piece) = reader.xml.piece() {
                match piece {
                    Piece::Text(text) => push_collapsed(paragraph, &text, hidden),
                    Piece::Child(element) => reader.inline(&element, paragraph, hidden),
                }
            }
        });
    }

    fn inline(&mut self, element: &Element, paragraph: &mut Paragraph, hidden: bool) {
        let text = match element.name() {
            "s" => " ".repeat(element.number::<usize>("c").unwrap_or(1).min(100)),
            "tab" => "\t".to_owned(),
            "line-break" => "\n".to_owned(),
            "span" | "hidden-text" | "hidden-paragraph" => {
                let style = element.attribute("style-name");
                let hides = element.name() != "span" || self.styles.is_hidden(style.as_deref());
                return self.inlines(paragraph, hidden || hides);
            }
            "note" => {
                let mut parts = Vec::new();
                while let Some(part) = self.xml.child() {
                    if part.name() == "note-body" {
                        parts = self.parts();
                    } else {
                        self.xml.skip();
                    }
                }
                paragraph.hanging.push(Hanging::Note(parts));
                return;
            }
            "annotation" => {
                let (mut parts, mut author) = (Vec::new(), String::new());
                while let Some(part) = self.xml.child() {
                    match part.name() {
                        "creator" => author = self.xml.text(),
                        "date" | "date-string" | "creator-initials" => self.xml.skip(),
                        _ => self.part(&part, &mut parts),
                    }
                }
                if let (false, Some(Part::Paragraph(first))) = (author.trim().is_empty(), parts.first_mut()) {
                    first.text = format!("{}: {}", author.trim(), first.text);
                }
                paragraph.hanging.push(Hanging::Remark(parts));
                return;
            }
            "frame" | "custom-shape" | "rect" | "ellipse" | "g" => {
                self.drawing(element, paragraph);
                return;
            }
            "ruby" => {
                let (mut base, mut reading) = (String::new(), String::new());
                while let Some(part) = self.xml.child() {
                    match part.name() {
                        "ruby-base" => base = self.xml.text(),
                        "ruby-text" => reading = self.xml.text(),
                        _ => self.xml.skip(),
                    }
                }
                push(paragraph, &format!("{base}({reading})"), hidden);
                return;
            }
            // Tracked changes, bookmarks and index marks hold no text that is shown.
            "change"
            | "change-start"
            | "change-end"
            | "tracked-changes"
            | "alphabetical-index-mark"
            | "toc-mark"
            | "user-index-mark"
            | "script" => {
                return self.xml.skip();
            }
            // Links, fields, references: what they show is their content.
            _ => return self.inlines(paragraph, hidden),
        };
        push(paragraph, &text, hidden);
        self.xml.skip();
    }

    /// A picture, a text box, a table on a slide; hangs it on the paragraph. Whether it is the title of a slide, or its
    /// outline, is told by its class.
    fn drawing(&mut self, element: &Element, paragraph: &mut Paragraph) -> Option<Role> {
        let role = match element.attribute("class").as_deref() {
            Some("title") => Some(Role::Heading(1)),
            Some("subtitle") => Some(Role::Heading(2)),
            _ => None,
        };
        let (mut picture, mut said, mut parts) = (false, String::new(), Vec::new());
        self.deeper(|reader| {
            while let Some(child) = reader.xml.child() {
                match child.name() {
                    "image" | "object" | "object-ole" | "plugin" => {
                        picture = true;
                        reader.xml.skip();
                    }
                    "title" | "desc" => {
                        let text = reader.xml.text();
                        if !text.trim().is_empty() {
                            said = text.trim().to_owned();
                        }
                    }
                    "text-box" => parts.append(&mut reader.parts()),
                    "p" | "h" | "list" | "table" | "frame" | "custom-shape" | "rect" | "ellipse" | "g" => {
                        reader.part(&child, &mut parts);
                    }
                    _ => reader.xml.skip(),
                }
            }
        });
        // A table on a slide comes with a picture of itself.
        let has_table = parts.iter().any(|part| matches!(part, Part::Table(_)));
        if picture && !has_table {
            paragraph.hanging.push(Hanging::Figure(said));
        }
        if !parts.is_empty() {
            paragraph.hanging.push(Hanging::Frame(parts));
        }
        role
    }

    fn list(&mut self, element: &Element, mut list: List, parts: &mut Vec<Part>) {
        if let Some(style) = element.attribute("style-name").filter(|style| !style.is_empty()) {
            list.style = style;
        }
        list.level += 1;
        let continued = element
            .attribute("continue-list")
            .or_else(|| element.flag("continue-numbering").then(|| list.style.clone()));
        if list.level == 1
            && let Some(numbers) = continued.and_then(|key| self.lists.get(&key).copied())
        {
            list.numbers = numbers;
        }
        let at = (list.level - 1).min(LEVELS - 1);
        self.deeper(|reader| {
            while let Some(item) = reader.xml.child() {
                let is_item = item.name() == "list-item";
                if is_item && let Some(start) = item.number::<u32>("start-value") {
                    list.numbers[at] = start.saturating_sub(1);
                }
                let mut first = is_item;
                while let Some(child) = reader.xml.child() {
                    if child.name() == "list" {
                        reader.list(&child, list.clone(), parts);
                        continue;
                    }
                    let from = parts.len();
                    reader.part(&child, parts);
                    for part in parts.iter_mut().skip(from) {
                        let Part::Paragraph(paragraph) = part else {
                            continue;
                        };
                        if paragraph.text.trim().is_empty() {
                            continue;
                        }
                        if std::mem::take(&mut first) {
                            let levels = reader.styles.list(&list.style).unwrap_or_default();
                            count(&mut list.numbers, at, levels);
                            paragraph.label = label(levels, at, &list.numbers);
                        }
                        if paragraph.role == Role::Body {
                            paragraph.role = Role::Item;
                        }
                    }
                }
            }
        });
        if list.level == 1 {
            for key in [element.attribute("id"), Some(list.style)].into_iter().flatten() {
                self.lists.insert(key, list.numbers);
            }
        }
    }

    fn table(&mut self) -> Grid {
        let mut grid = Grid::default();
        let mut row = 0;
        self.deeper(|reader| reader.rows(&mut grid, &mut row, false));
        grid
    }

    fn rows(&mut self, grid: &mut Grid, row: &mut u32, header: bool) {
        while let Some(element) = self.xml.child() {
            match element.name() {
                "table-header-rows" => self.deeper(|reader| reader.rows(grid, row, true)),
                "table-rows" | "table-row-group" => self.deeper(|reader| reader.rows(grid, row, header)),
                "table-row" => {
                    let hidden = element
                        .attribute("visibility")
                        .is_some_and(|value| value == "collapse" || value == "filter");
                    let repeats = repeats(&element, "number-rows-repeated");
                    self.row(grid, *row, hidden);
                    *row = row.saturating_add(repeats);
                    if header && grid.header_rows < *row {
                        grid.header_rows = *row;
                    }
                }
                _ => self.xml.skip(),
            }
        }
    }

    fn row(&mut self, grid: &mut Grid, row: u32, hidden: bool) {
        let mut column = 0;
        while let Some(cell) = self.xml.child() {
            let repeats = repeats(&cell, "number-columns-repeated");
            let covered = cell.name() == "covered-table-cell";
            if covered || cell.name() != "table-cell" || column >= MOST_COLUMNS || !self.bounds.take_piece() {
                self.xml.skip();
                column = column.saturating_add(repeats);
                continue;
            }
            let span = |name: &str| cell.number(name).unwrap_or(1).clamp(1, MOST_COLUMNS);
            let (row_span, column_span) = (span("number-rows-spanned"), span("number-columns-spanned"));
            let parts = self.parts();
            grid.cells.push(GridCell {
                row,
                column,
                row_span,
                column_span,
                hidden,
                parts,
            });
            column = column.saturating_add(repeats);
        }
    }
}

fn repeats(element: &Element, name: &str) -> u32 {
    element.number(name).unwrap_or(1).clamp(1, MOST_REPEATS)
}

/// The text of a slide's title or subtitle is a heading.
fn titled(part: Part, role: Option<Role>) -> Part {
    match (part, role) {
        (Part::Paragraph(mut paragraph), Some(role)) => {
            paragraph.role = role;
            Part::Paragraph(paragraph)
        }
        (part, _) => part,
    }
}

/// Counts one up at a level, and begins anew below it.
fn count(numbers: &mut [u32; LEVELS], at: usize, levels: &[ListLevel]) {
    for (index, number) in numbers.iter_mut().enumerate() {
        let start = levels.get(index).map_or(1, |level| level.start);
        if index > at {
            *number = 0;
        } else if *number == 0 {
            *number = start.max(1);
        } else if index == at {
            *number = number.saturating_add(1);
        }
    }
}

fn push(paragraph: &mut Paragraph, text: &str, hidden: bool) {
    if hidden {
        paragraph.hidden.push_str(text);
    } else {
        paragraph.text.push_str(text);
    }
}

/// Blanks and line ends between words of the XML are one blank.
fn push_collapsed(paragraph: &mut Paragraph, text: &str, hidden: bool) {
    let target = if hidden {
        &mut paragraph.hidden
    } else {
        &mut paragraph.text
    };
    for c in text.chars() {
        if !matches!(c, ' ' | '\t' | '\r' | '\n') {
            target.push(c);
        } else if !target.ends_with([' ', '\n', '\t']) {
            target.push(' ');
        }
    }
}
