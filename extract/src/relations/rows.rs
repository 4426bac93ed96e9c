//! Relations by table structure: what each column says of its row's subject.

use std::sync::LazyLock;

use quarry_ingest::{Cell, Document};
use regex::Regex;

use super::headers::{self, Meaning};
use super::sections;
use super::statements::{Statement, Statements};
use super::tables::{CellIndex, Described, is_total_row};
use crate::extraction::EntityType;
use crate::rules::{self, compiled};
use crate::table_grid::Grid;

/// Adds what the tables say. `event` is the event that the document reports, `body` the body that its title names.
pub(crate) fn add(
    statements: &mut Statements,
    document: &Document,
    tables: &[Described],
    event: Option<usize>,
    body: Option<usize>,
) {
    for described in tables {
        let Some(block) = document.blocks.get(described.block) else {
            continue;
        };
        let Some(table) = &block.table else { continue };
        let index = CellIndex::new(statements.analysis, statements.placed, described.block);
        let grid = Grid::new(table);
        let context = format!("{} {}", table.caption, document.title);
        let rows = Rows {
            described,
            index,
            grid: &grid,
            version: headers::version_of(&context),
            year: year_in(&document.title).or_else(|| year_in(&table.caption)),
            heading: (
                sections::above(statements, described.block, EntityType::Work),
                sections::above(statements, described.block, EntityType::Organization),
            ),
        };
        rows.add(statements, body);
        rows.add_visits(statements, event);
    }
}

struct Rows<'a> {
    described: &'a Described,
    index: CellIndex<'a>,
    grid: &'a Grid<'a>,
    /// The version of amounts that the caption or the document's title speaks of.
    version: Option<&'static str>,
    /// The year that they speak of.
    year: Option<String>,
    /// The undertaking and the body that the heading above names.
    heading: (Option<usize>, Option<usize>),
}

impl Rows<'_> {
    fn add(&self, statements: &mut Statements, body: Option<usize>) {
        let Some((subject_column, subject_kind)) = self.described.subject else {
            return;
        };
        let budget_columns = self.amount_columns(Meaning::Budget);
        let spent_columns = self.amount_columns(Meaning::Spent);
        let mut group: Option<usize> = None;
        let says = |wanted: &str| {
            let is = |m: &Option<Meaning>| matches!(m, Some(Meaning::Says(p, _)) if p.iter().any(|(k, w)| *k == subject_kind && *w == wanted));
            self.described.columns.iter().any(|(m, _)| is(m))
        };
        let grouped = (self.grid.header_rows()..self.grid.rows()).any(|row| self.grid.is_title_row(row));
        if subject_kind == EntityType::Work && !says("partOf") && !grouped {
            group = self.heading.0;
        }
        let has_body = self
            .described
            .columns
            .iter()
            .any(|(m, _)| *m == Some(Meaning::Body));
        let employer = self
            .heading
            .1
            .filter(|_| subject_kind == EntityType::Person && !has_body && !says("affiliatedWith"));
        let mut above: std::collections::HashMap<u32, usize> = std::collections::HashMap::new();
        for row in self.grid.header_rows()..self.grid.rows() {
            if self.grid.is_title_row(row) {
                group = self
                    .grid
                    .row(row)
                    .find_map(|c| self.index.entity(c, Some(EntityType::Work)));
                continue;
            }
            if is_total_row(self.grid, row, subject_column) {
                continue;
            }
            let Some(name) = self.grid.at(row, subject_column) else {
                continue;
            };
            let Some(subject) = self.index.entity(name, Some(subject_kind)) else {
                continue;
            };
            if let (Some(group), EntityType::Work) = (group, subject_kind) {
                self.push(statements, (subject, "partOf", group), name, 0.9, Vec::new());
            }
            if let Some(employer) = employer {
                self.push(
                    statements,
                    (subject, "affiliatedWith", employer),
                    name,
                    0.88,
                    Vec::new(),
                );
            }
            let heading = self.heading.1.filter(|at| {
                let name = statements.entities.get(*at).map_or("", |e| e.name.as_str());
                !rules::korean_heads::words().any(|word| word == name)
            });
            if let (Some(body), true, EntityType::Organization) = (
                heading.or(body),
                self.described.lists_subsidiaries && !says("parentOrganization"),
                subject_kind,
            ) {
                self.push(
                    statements,
                    (subject, "parentOrganization", body),
                    name,
                    0.85,
                    Vec::new(),
                );
            }
            for (column, (meaning, path)) in (0_u32..).zip(&self.described.columns) {
                let Some(cell) = self.grid.at(row, column).filter(|_| column != subject_column) else {
                    continue;
                };
                match meaning {
                    Some(Meaning::Says(predicates, kind)) => {
                        let predicate = predicates
                            .iter()
                            .find(|(k, _)| *k == subject_kind)
                            .map(|(_, p)| *p);
                        if let (Some(predicate), Some(object)) =
                            (predicate, self.index.entity_of_kind(cell, *kind))
                        {
                            let mut qualifiers = Vec::new();
                            if predicate == "headedBy" {
                                qualifiers.push(("status".to_owned(), "current".to_owned()));
                                qualifiers.extend(
                                    self.title_of(row, cell, statements)
                                        .map(|t| ("title".to_owned(), t)),
                                );
                            }
                            self.push(statements, (subject, predicate, object), cell, 0.93, qualifiers);
                        }
                    }
                    Some(Meaning::Body) => {
                        let predicate = match subject_kind {
                            EntityType::Person => Some("affiliatedWith"),
                            EntityType::Work => Some("executedBy"),
                            _ => None,
                        };
                        let named = self.index.entity(cell, Some(EntityType::Organization));
                        if let Some(body) = named {
                            above.insert(column, body);
                        } else if let (Some(predicate), Some(body), true) = (
                            predicate,
                            above.get(&column).copied(),
                            cell.text.trim().is_empty() && column < subject_column,
                        ) {
                            // A register leaves out what it would repeat.
                            self.push(statements, (subject, predicate, body), name, 0.9, Vec::new());
                        }
                        if let (Some(predicate), Some(object)) = (predicate, named) {
                            // Said of the person: the person's own cell carries it, the merged cell beside it says of what body.
                            self.push(statements, (subject, predicate, object), cell, 0.93, Vec::new());
                        }
                    }
                    Some(Meaning::ShortForm) => {
                        let unit = self
                            .index
                            .unit(cell)
                            .and_then(|at| statements.analysis.units.get(at));
                        if let Some(unit) = unit
                            && let Some(object) = statements.entities.add_other_name(
                                unit,
                                subject_kind,
                                trimmed(&unit.text),
                                0.93,
                            )
                        {
                            self.push(
                                statements,
                                (subject, "alsoKnownAs", object),
                                cell,
                                0.93,
                                Vec::new(),
                            );
                        }
                    }
                    Some(Meaning::Period) if subject_kind == EntityType::Work => {
                        self.add_period(statements, subject, cell)
                    }
                    Some(Meaning::Budget)
                        if budget_columns.contains(&column)
                            && !matches!(subject_kind, EntityType::Person | EntityType::Product) =>
                    {
                        self.add_amount(statements, subject, cell, path, "budget")
                    }
                    Some(Meaning::Spent) if spent_columns.contains(&column) => {
                        self.add_amount(statements, subject, cell, path, "spentPreviousYear")
                    }
                    _ => {}
                }
            }
        }
    }

    /// The columns of a meaning that hold whole amounts: totals where there are any, never differences.
    fn amount_columns(&self, wanted: Meaning) -> Vec<u32> {
        let columns: Vec<(u32, &Vec<String>)> = (0_u32..)
            .zip(&self.described.columns)
            .filter(|(_, (meaning, path))| {
                *meaning == Some(wanted) && !headers::is_difference(&path.concat())
            })
            .map(|(column, (_, path))| (column, path))
            .collect();
        let outermost = |path: &Vec<String>| path.first().cloned();
        columns
            .iter()
            .filter(|(_, path)| {
                let siblings: Vec<_> = columns
                    .iter()
                    .filter(|(_, p)| outermost(p) == outermost(path))
                    .collect();
                let total = |p: &Vec<String>| p.last().is_some_and(|leaf| headers::is_total(leaf));
                let versioned =
                    |p: &Vec<String>| p.last().is_some_and(|leaf| headers::version_of(leaf).is_some());
                let told = |p: &Vec<String>| {
                    let at = self.described.columns.iter().position(|(_, own)| own == p);
                    at.and_then(|i| self.described.versions.get(i).copied().flatten())
                        .is_some()
                };
                siblings.len() == 1
                    || told(path)
                    || total(path)
                    || path.last().is_some_and(|leaf| headers::is_year(leaf))
                    || (versioned(path) && !siblings.iter().any(|(_, p)| total(p)))
            })
            .map(|(column, _)| *column)
            .collect()
    }

    fn add_amount(
        &self,
        statements: &mut Statements,
        subject: usize,
        cell: &Cell,
        path: &[String],
        predicate: &'static str,
    ) {
        let Some(amount) = self.index.entity_of_kind(cell, EntityType::Money) else {
            return;
        };
        let mut qualifiers = Vec::new();
        let own = path.iter().find_map(|header| year_in(header));
        let year = if predicate == "budget" {
            own.or_else(|| self.year.clone())
        } else {
            own
        };
        if let Some(year) = year {
            qualifiers.push(("year".to_owned(), year));
        }
        if predicate == "budget" {
            let told = self
                .described
                .columns
                .iter()
                .position(|(_, own)| own.as_slice() == path)
                .and_then(|at| self.described.versions.get(at).copied().flatten())
                .filter(|v| *v != "whole");
            let version = told
                .or_else(|| path.last().and_then(|leaf| headers::version_of(leaf)))
                .or(self.version)
                .unwrap_or("initial");
            qualifiers.push(("version".to_owned(), version.to_owned()));
        }
        self.push(statements, (subject, predicate, amount), cell, 0.93, qualifiers);
    }

    fn add_period(&self, statements: &mut Statements, subject: usize, cell: &Cell) {
        let dates: Vec<usize> = self
            .index
            .mentions(cell)
            .iter()
            .filter(|p| p.kind == EntityType::Date)
            .map(|p| p.entity)
            .collect();
        if let [start, end] = dates.as_slice() {
            self.push(statements, (subject, "startDate", *start), cell, 0.9, Vec::new());
            self.push(statements, (subject, "endDate", *end), cell, 0.9, Vec::new());
        }
    }

    /// An itinerary: a cell that says whom the journey called on, the row's date beside it.
    fn add_visits(&self, statements: &mut Statements, event: Option<usize>) {
        let Some(event) = event else { return };
        for row in self.grid.header_rows()..self.grid.rows() {
            for cell in self.grid.row(row).filter(|c| c.row == row && is_visit(&c.text)) {
                let date = self.grid.row(row).find_map(|c| rules::parse_date(c.text.trim()));
                let place = self.place_of(row);
                for body in self
                    .index
                    .mentions(cell)
                    .iter()
                    .filter(|p| p.kind == EntityType::Organization)
                {
                    let qualifiers = date.iter().map(|d| ("date".to_owned(), d.clone())).collect();
                    self.push(statements, (event, "visited", body.entity), cell, 0.9, qualifiers);
                    if let Some((place, beside)) = place {
                        self.push(
                            statements,
                            (body.entity, "locatedIn", place),
                            beside,
                            0.8,
                            Vec::new(),
                        );
                    }
                }
            }
        }
    }

    /// The title of who heads the row's body: in the cell of the name or in a column of its own.
    fn title_of(&self, row: u32, cell: &Cell, statements: &Statements) -> Option<String> {
        let here = self
            .index
            .mentions(cell)
            .iter()
            .find(|p| p.kind == EntityType::Title);
        if let Some(title) = here {
            return statements.entities.get(title.entity).map(|e| e.name.clone());
        }
        let is_title = |(column, (m, path)): (u32, &(Option<Meaning>, Vec<String>))| {
            let by_header = path.last().is_some_and(|leaf| {
                matches!(headers::meaning(leaf), Some(Meaning::Says(_, EntityType::Title)))
            });
            (m.is_none() && by_header).then_some(column)
        };
        let column = (0_u32..).zip(&self.described.columns).find_map(is_title)?;
        let text = self.grid.at(row, column)?.text.trim();
        (1..=40).contains(&text.chars().count()).then(|| text.to_owned())
    }

    /// The place that a row names, with its cell.
    fn place_of(&self, row: u32) -> Option<(usize, &Cell)> {
        (0_u32..)
            .zip(&self.described.columns)
            .find_map(|(column, (meaning, _))| match meaning {
                Some(Meaning::Says(_, EntityType::Place)) => {
                    let cell = self.grid.at(row, column)?;
                    Some((self.index.entity_of_kind(cell, EntityType::Place)?, cell))
                }
                _ => None,
            })
    }

    fn push(
        &self,
        statements: &mut Statements,
        (subject, predicate, object): (usize, &'static str, usize),
        cell: &Cell,
        confidence: f32,
        qualifiers: Vec<(String, String)>,
    ) {
        let Some(unit) = self.index.unit(cell) else { return };
        let end = cell.text.len();
        statements.push(Statement {
            subject,
            predicate,
            object,
            confidence,
            unit,
            evidence: 0..end,
            source: "table column".to_owned(),
            qualifiers,
        });
    }
}

/// The bytes of a text without the white space around it.
fn trimmed(text: &str) -> std::ops::Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

static VISIT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:前往|赴)?(?:拜會|拜訪|參訪|訪問|參觀)|방문$|방문\s?및|면담$|견학$|^(?:觀摩|走訪|造訪)|^calls? at |^visit(?:s|ed)? to |^visit(?:ing)? |^meeting (?:with|at) |^call(?:ed)? on ",
    )
});

fn is_visit(text: &str) -> bool {
    text.chars().count() < 120 && VISIT.is_match(text.trim())
}

/// The year that a header names, Republic years included.
pub(super) fn year_in(header: &str) -> Option<String> {
    let found = rules::find(header);
    let dated = found
        .iter()
        .find_map(|f| match f.value.as_ref().map(|v| &v.scalar) {
            Some(quarry_ingest::Scalar::Date(iso)) => iso.get(..4).map(str::to_owned),
            _ => None,
        });
    dated.or_else(|| {
        let digits: String = header
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        (digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))).then_some(digits)
    })
}
