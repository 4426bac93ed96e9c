//! The structure tree of a file.

use std::collections::{HashMap, HashSet};

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier};

/// Elements that are read of one tree.
const MAX_ELEMENTS: usize = 400_000;
/// Depth to which the tree is followed.
const MAX_DEPTH: u16 = 80;
/// Boxes of one table that spans are kept for.
const MAX_BOXES: usize = 500_000;
/// Steps from a private role to a standard one.
const MAX_ROLE_STEPS: usize = 8;

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Heading(u8),
    Paragraph,
    ListItem,
    Caption,
    Note,
    Formula,
    /// In a cell of a table.
    Cell(CellPlace),
}

/// Where a cell stands in its table, in the terms of the tree: the table's number, row and column of the first box
/// it covers, and how many it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CellPlace {
    pub(crate) table: u32,
    pub(crate) row: u32,
    pub(crate) column: u32,
    pub(crate) row_span: u32,
    pub(crate) column_span: u32,
}

/// The element that a piece of marked content belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag {
    /// Place in the order of the tree.
    pub(crate) order: u32,
    /// Number of the element that is read as one.
    pub(crate) element: u32,
    pub(crate) role: Role,
}

/// The tags of one page by the identifiers of its marked content.
pub(crate) type PageTags = HashMap<u32, Tag>;

/// The tags of each page, by index; empty where the file is not tagged.
pub(crate) fn read(pdf: &Pdf) -> Vec<PageTags> {
    let xref = pdf.xref();
    let Some(root) = xref
        .get::<Dict<'_>>(xref.root_id())
        .and_then(|root| root.get::<Dict<'_>>("StructTreeRoot"))
    else {
        return Vec::new();
    };
    let pages: HashMap<ObjectIdentifier, usize> = pdf
        .pages()
        .iter()
        .enumerate()
        .filter_map(|(i, page)| Some((page.raw().obj_id()?, i)))
        .collect();
    let mut walk = Walk {
        roles: root.get::<Dict<'_>>("RoleMap"),
        tags: vec![PageTags::new(); pdf.pages().len()],
        pages,
        seen: HashSet::new(),
        tables: Vec::new(),
        elements: 0,
        order: 0,
    };
    let around = Around {
        page: None,
        element: 0,
        role: Role::Paragraph,
        in_item: false,
        depth: 0,
    };
    walk.kids(&root, &around);
    if walk.order == 0 {
        return Vec::new();
    }
    walk.tags
}

/// What an element takes over from those around it.
#[derive(Debug, Clone, Copy)]
struct Around {
    page: Option<usize>,
    element: u32,
    role: Role,
    in_item: bool,
    depth: u16,
}

struct Walk<'a> {
    roles: Option<Dict<'a>>,
    pages: HashMap<ObjectIdentifier, usize>,
    tags: Vec<PageTags>,
    seen: HashSet<ObjectIdentifier>,
    tables: Vec<OpenTable>,
    elements: u32,
    order: u32,
}

/// A table that is being walked.
#[derive(Debug, Default)]
struct OpenTable {
    number: u32,
    row: Option<u32>,
    /// Boxes of the row before this one are taken.
    next_column: u32,
    /// Boxes covered by cells of earlier rows and of this one.
    covered: HashSet<(u32, u32)>,
}

impl<'a> Walk<'a> {
    fn kids(&mut self, parent: &Dict<'a>, around: &Around) {
        match parent.get::<Object<'a>>("K") {
            Some(Object::Array(kids)) => {
                for kid in kids.iter::<Object<'a>>() {
                    self.kid(&kid, around);
                }
            }
            Some(kid) => self.kid(&kid, around),
            None => {}
        }
    }

    fn kid(&mut self, kid: &Object<'a>, around: &Around) {
        match kid {
            Object::Number(_) => {
                if let Some(id) = kid.clone().into_i32() {
                    self.content(id, around.page, around);
                }
            }
            Object::Dict(dict) => match dict.get::<Name<'_>>("Type").as_ref().map(|n| n.as_str()) {
                Some("MCR") => {
                    // Content of a form is numbered apart from that of the page.
                    if !dict.contains_key("Stm")
                        && let Some(id) = dict.get::<i32>("MCID")
                    {
                        let page = self.page_of(dict).or(around.page);
                        self.content(id, page, around);
                    }
                }
                Some("OBJR") => {}
                _ => self.element(dict, around),
            },
            _ => {}
        }
    }

    fn page_of(&self, dict: &Dict<'a>) -> Option<usize> {
        let id: ObjectIdentifier = dict.get_ref("Pg")?.into();
        self.pages.get(&id).copied()
    }

    fn content(&mut self, id: i32, page: Option<usize>, around: &Around) {
        let (Ok(id), Some(tags)) = (u32::try_from(id), page.and_then(|p| self.tags.get_mut(p))) else {
            return;
        };
        self.order += 1;
        let tag = Tag {
            order: self.order,
            element: around.element,
            role: around.role,
        };
        tags.entry(id).or_insert(tag);
    }

    fn element(&mut self, dict: &Dict<'a>, around: &Around) {
        if around.depth >= MAX_DEPTH || self.elements as usize >= MAX_ELEMENTS {
            return;
        }
        if let Some(id) = dict.obj_id()
            && dict.contains_key("S")
            && !self.seen.insert(id)
        {
            return;
        }
        self.elements += 1;
        let number = self.elements;
        let mut inner = Around {
            page: self.page_of(dict).or(around.page),
            depth: around.depth + 1,
            ..*around
        };
        let in_cell = matches!(around.role, Role::Cell(_));
        let role = self.standard_role(dict);
        match role.as_str() {
            // A table inside a cell is text of that cell.
            "Table" if !in_cell => {
                self.tables.push(OpenTable {
                    number,
                    ..OpenTable::default()
                });
                self.kids(dict, &inner);
                self.tables.pop();
                return;
            }
            "TR" if !in_cell => {
                if let Some(table) = self.tables.last_mut() {
                    table.row = Some(table.row.map_or(0, |r| r.saturating_add(1)));
                    table.next_column = 0;
                }
            }
            "TH" | "TD" if !in_cell => {
                if let Some(place) = self.place_cell(dict) {
                    inner.element = number;
                    inner.role = Role::Cell(place);
                }
            }
            "LI" if !in_cell => {
                inner.element = number;
                inner.role = Role::ListItem;
                inner.in_item = true;
            }
            "L" => inner.in_item = false,
            _ if in_cell || around.in_item => {}
            "Caption" => {
                inner.element = number;
                inner.role = Role::Caption;
                inner.in_item = true;
            }
            "Note" | "FENote" => {
                inner.element = number;
                inner.role = Role::Note;
                inner.in_item = true;
            }
            "Formula" => {
                inner.element = number;
                inner.role = Role::Formula;
            }
            "Title" => {
                inner.element = number;
                inner.role = Role::Heading(1);
            }
            "P" | "BlockQuote" | "TOCI" | "Index" | "BibEntry" | "Code" | "Form" | "Figure" => {
                inner.element = number;
                inner.role = Role::Paragraph;
            }
            other => {
                if let Some(level) = heading_level(other) {
                    inner.element = number;
                    inner.role = Role::Heading(level);
                } else if !is_inline(other) {
                    // Groups and unknown elements part what stands in them from what stands around them.
                    inner.element = number;
                    inner.role = Role::Paragraph;
                }
            }
        }
        self.kids(dict, &inner);
    }

    /// The next free place in the open row.
    fn place_cell(&mut self, dict: &Dict<'a>) -> Option<CellPlace> {
        let (row_span, column_span) = spans(dict);
        let table = self.tables.last_mut()?;
        let row = *table.row.get_or_insert(0);
        let mut column = table.next_column;
        while table.covered.contains(&(row, column)) {
            column += 1;
        }
        let (row_span, column_span) = if table.covered.len() > MAX_BOXES {
            (1, 1)
        } else {
            (row_span, column_span)
        };
        table.next_column = column.saturating_add(column_span);
        for r in row..row + row_span {
            for c in column..column + column_span {
                table.covered.insert((r, c));
            }
        }
        Some(CellPlace {
            table: table.number,
            row,
            column,
            row_span,
            column_span,
        })
    }

    /// The role of an element in the names of the standard.
    fn standard_role(&self, dict: &Dict<'a>) -> String {
        let mut role = dict
            .get::<Name<'_>>("S")
            .map(|n| n.as_str().to_owned())
            .unwrap_or_default();
        for _ in 0..MAX_ROLE_STEPS {
            if is_standard(&role) {
                break;
            }
            let Some(next) = self
                .roles
                .as_ref()
                .and_then(|r| r.get::<Name<'_>>(role.as_bytes()))
            else {
                break;
            };
            role = next.as_str().to_owned();
        }
        role
    }
}

/// Rows and columns that a cell covers, from its attributes.
fn spans(dict: &Dict<'_>) -> (u32, u32) {
    const MOST: u32 = 200;
    let read = |attributes: &Dict<'_>| {
        let number = |key: &str| attributes.get::<u32>(key).unwrap_or(1).clamp(1, MOST);
        (number("RowSpan"), number("ColSpan"))
    };
    match dict.get::<Object<'_>>("A") {
        Some(Object::Dict(attributes)) => read(&attributes),
        Some(Object::Array(list)) => spans_of_list(&list, read),
        _ => (1, 1),
    }
}

fn spans_of_list(list: &Array<'_>, read: impl Fn(&Dict<'_>) -> (u32, u32)) -> (u32, u32) {
    list.iter::<Object<'_>>()
        .filter_map(Object::into_dict)
        .map(|d| read(&d))
        .fold((1, 1), |a, b| (a.0.max(b.0), a.1.max(b.1)))
}

fn heading_level(role: &str) -> Option<u8> {
    match role.strip_prefix('H')? {
        "" => Some(1),
        digits => digits.parse::<u8>().ok().filter(|n| (1..=9).contains(n)),
    }
}

fn is_inline(role: &str) -> bool {
    matches!(
        role,
        "Span"
            | "Quote"
            | "Reference"
            | "Link"
            | "Annot"
            | "Ruby"
            | "RB"
            | "RT"
            | "RP"
            | "Warichu"
            | "WT"
            | "WP"
            | "Em"
            | "Strong"
            | "Sub"
            | "Lbl"
            | "LBody"
            | "NonStruct"
            | "Private"
    )
}

fn is_standard(role: &str) -> bool {
    is_inline(role)
        || heading_level(role).is_some()
        || matches!(
            role,
            "Document"
                | "DocumentFragment"
                | "Part"
                | "Art"
                | "Sect"
                | "Div"
                | "Aside"
                | "BlockQuote"
                | "Caption"
                | "TOC"
                | "TOCI"
                | "Index"
                | "Title"
                | "P"
                | "L"
                | "LI"
                | "Table"
                | "TR"
                | "TH"
                | "TD"
                | "THead"
                | "TBody"
                | "TFoot"
                | "BibEntry"
                | "Code"
                | "Note"
                | "FENote"
                | "Figure"
                | "Formula"
                | "Form"
                | "Artifact"
        )
}
