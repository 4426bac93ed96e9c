//! Table rows as facts: the column of names gives the subject, headers give the relations.

use quarry_extract::{EntityType, TypedValue};
use quarry_graph::ColumnMeaning;
use quarry_ingest::{Block, Cell, Document, Scalar, Table};

use super::facts::{Fact, Meaning, Object, Standing, date_value};
use super::grid::Grid;
use super::headers::{
    Role, is_blank_mark, is_name, is_total, one_line, prefer_totals, role, standing_of, subject_column,
};
use super::things::Things;
use super::units::{CellUnits, stated_unit};
use super::values::dates;
use crate::question::{Range, Relation, speaks_of};
use crate::text::tokenise;

/// Adds the facts of every table of `document`; new names become things.
pub(super) fn read_tables(
    document: &Document,
    meaning: &Meaning<'_>,
    things: &mut Things,
    facts: &mut Vec<Fact>,
) {
    for block in &document.blocks {
        if let Some(table) = &block.table
            && table.rows <= 20_000
            && table.columns <= 200
        {
            read_table(document, (block, table), meaning, things, facts);
        }
    }
}

/// The role of a column whose headers mean something to the organisation: what it says, and nothing else.
fn meant(guessed: Role, meaning: &ColumnMeaning) -> Role {
    let said = meaning.local.as_deref().and_then(Relation::of_property);
    match (guessed, said) {
        (
            Role::Amount {
                relation,
                year,
                standing,
            },
            Some(said),
        ) if relation == said => Role::Amount {
            relation,
            year,
            standing,
        },
        (Role::Relation(_) | Role::Amount { .. } | Role::Other, Some(said)) => Role::Relation(said),
        (Role::Relation(_) | Role::Amount { .. }, None) => Role::Other,
        (other, _) => other,
    }
}

fn read_table(
    document: &Document,
    (block, table): (&Block, &Table),
    meaning: &Meaning<'_>,
    things: &mut Things,
    facts: &mut Vec<Fact>,
) {
    let grid = Grid::of(table);
    let headers: Vec<Vec<String>> = (0..table.columns).map(|c| grid.header_path(c)).collect();
    let context = format!("{} {} {}", document.title, table.caption, document.source);
    let Some(subject_column) = subject_column(&grid, &headers, things) else {
        itinerary(document, block, &grid, things, facts);
        return;
    };
    let mut roles: Vec<Role> = headers.iter().map(|h| role(h, &context)).collect();
    prefer_totals(&headers, &mut roles);
    for (role, header) in roles.iter_mut().zip(&headers) {
        if let Some(meaning) = meaning(header) {
            *role = meant(role.clone(), &meaning);
        }
    }
    if let Some(slot) = roles.get_mut(subject_column) {
        *slot = Role::Subject;
    }
    if !roles.contains(&Role::Alias)
        && !roles
            .iter()
            .any(|r| matches!(r, Role::Relation(_) | Role::Amount { .. }))
    {
        itinerary(document, block, &grid, things, facts);
        return;
    }
    let units = CellUnits::of(document, table, &stated_unit(document, block, table));
    let opening = grid.opening_group();
    let mut group: Option<(u32, &Cell)> = opening.and_then(|c| Some((things.named(c.text.trim())?, c)));
    for row in grid.first_row()..table.rows {
        if let Some(title) = grid.lone_cell(row) {
            let known = things.named(title.text.trim());
            group = known.map(|thing| (thing, title));
            continue;
        }
        let Some(name_cell) = grid.at(row, subject_column) else {
            continue;
        };
        let name = one_line(&name_cell.text);
        if name.is_empty() || is_total(&name) || !is_name(&name) {
            continue;
        }
        let is_person = roles.contains(&Role::Relation(Relation::Position));
        let subject = things.add(&name, is_person.then_some(EntityType::Person));
        let reader = RowReader {
            document,
            block,
            row,
            subject,
        };
        for (column, role) in roles.iter().enumerate() {
            let Some(cell) = grid.at(row, column) else {
                continue;
            };
            let header = headers.get(column).map(|h| h.join(" ")).unwrap_or_default();
            facts.extend(reader.fact(role, (column, cell), &header, &units, things));
        }
        if let Some((thing, cell)) = group
            && thing != subject
        {
            facts.push(Fact {
                relation: Relation::PartOf,
                object: Object {
                    thing: Some(thing),
                    text: one_line(&cell.text),
                    value: None,
                },
                ..reader.blank(name_cell)
            });
        }
    }
}

struct RowReader<'a> {
    document: &'a Document,
    block: &'a Block,
    row: u32,
    subject: u32,
}

impl RowReader<'_> {
    fn blank(&self, cell: &Cell) -> Fact {
        let mut locator = cell.locator.clone();
        // A merged cell is cited at the row that it is read for.
        locator.row = Some(self.row);
        locator.column.get_or_insert(cell.column);
        let _ = self.block;
        Fact {
            subject: self.subject,
            relation: Relation::PartOf,
            object: Object {
                thing: None,
                text: String::new(),
                value: None,
            },
            year: None,
            standing: Standing::Plain,
            date: None,
            source: self.document.source.clone(),
            quote: one_line(&cell.text),
            locator,
            passage: None,
            confidence: 0.9,
            holder: None,
            edition: None,
        }
    }

    fn fact(
        &self,
        role: &Role,
        (column, cell): (usize, &Cell),
        header: &str,
        units: &CellUnits,
        things: &mut Things,
    ) -> Option<Fact> {
        let text = one_line(&cell.text);
        if text.is_empty() || is_blank_mark(&text) {
            return None;
        }
        match role {
            Role::Subject | Role::Other | Role::Date => None,
            Role::Alias => {
                if is_name(&text) && !text.chars().all(|c| c.is_ascii_digit()) {
                    things.alias(self.subject, &text);
                }
                None
            }
            Role::Relation(relation) => {
                let range = relation.range();
                let (thing, value) = match range {
                    Range::Date | Range::Year => {
                        let found = dates(&text).into_iter().next()?;
                        (None, Some(date_value(found.iso)))
                    }
                    range if range.is_thing() => {
                        if !is_name(&text) {
                            return None;
                        }
                        (Some(things.add(&text, kind_of(range))), None)
                    }
                    _ => (None, None),
                };
                let standing = standing_of(header);
                Some(Fact {
                    relation: *relation,
                    object: Object { thing, text, value },
                    standing,
                    ..self.blank(cell)
                })
            }
            Role::Amount {
                relation,
                year,
                standing,
            } => {
                let read = units.read(cell, self.row, column);
                let value = TypedValue {
                    scalar: Scalar::Number(read.number?),
                    unit: read.currency,
                };
                // As the paper has it: with the unit that stands over the table.
                let text = read.unit.map_or_else(|| text.clone(), |unit| unit.around(&text));
                Some(Fact {
                    relation: *relation,
                    object: Object {
                        thing: None,
                        text,
                        value: Some(value),
                    },
                    year: *year,
                    standing: *standing,
                    ..self.blank(cell)
                })
            }
        }
    }
}

/// A table of visits: a date, and what was done, in one row; the document's title is who went.
fn itinerary(
    document: &Document,
    block: &Block,
    grid: &Grid<'_>,
    things: &mut Things,
    facts: &mut Vec<Fact>,
) {
    let traveller = things.named(&document.title);
    let Some(subject) = traveller else { return };
    for row in grid.body() {
        let cells: Vec<&Cell> = grid.row(row).collect();
        let date = cells
            .iter()
            .find_map(|c| dates(&c.text).into_iter().find(|d| d.iso.len() == 10));
        let Some(date) = date else { continue };
        for cell in cells {
            let tokens = tokenise(&cell.text);
            if !speaks_of(&tokens, Relation::Visited) {
                continue;
            }
            let name = without_verb(&cell.text);
            let Some(thing) = things.named(&name) else {
                continue;
            };
            let reader = RowReader {
                document,
                block,
                row,
                subject,
            };
            facts.push(Fact {
                relation: Relation::Visited,
                object: Object {
                    thing: Some(thing),
                    text: name,
                    value: None,
                },
                date: Some(date.iso.clone()),
                ..reader.blank(cell)
            });
        }
    }
}

/// What was visited, of `拜會X`, `X 방문` or `Visit to X`.
fn without_verb(text: &str) -> String {
    let mut name = one_line(text);
    for verb in [
        "拜會",
        "參訪",
        "訪問",
        "Visit to the ",
        "Visit to ",
        "Visit ",
        "Call on ",
        "Meeting with ",
    ] {
        if let Some(rest) = name.strip_prefix(verb) {
            name = rest.to_owned();
        }
    }
    for verb in [" 방문", "방문", "拜會", "參訪"] {
        if let Some(rest) = name.strip_suffix(verb) {
            name = rest.to_owned();
        }
    }
    name.trim().to_owned()
}

const fn kind_of(range: Range) -> Option<EntityType> {
    match range {
        Range::Person => Some(EntityType::Person),
        Range::Organization => Some(EntityType::Organization),
        Range::Place => Some(EntityType::Place),
        Range::Law => Some(EntityType::Law),
        Range::Work => Some(EntityType::Work),
        _ => None,
    }
}
