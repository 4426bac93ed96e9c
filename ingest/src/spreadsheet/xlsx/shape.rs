//! What stands round the cells of a sheet: merged areas, hidden rows and columns.

use quick_xml::events::Event;

use super::super::sheet::{Area, Spans};
use crate::package::{Package, attribute, local};

/// What stands around the cells of a sheet.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) merges: Vec<Area>,
    pub(super) hidden_rows: Spans,
    pub(super) hidden_columns: Spans,
    pub(super) has_formulas: bool,
}

impl Shape {
    pub(super) fn read(package: &mut Package<'_>, part: &str) -> Option<Self> {
        let mut shape = Self::default();
        let mut reader = package.xml(part)?;
        let mut buffer = Vec::new();
        let mut next_row = 0_u32;
        loop {
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(e)) => match local(&e) {
                    "row" => {
                        crate::progress::step();
                        let row = attribute(&e, "r")
                            .and_then(|r| r.parse::<u32>().ok())
                            .map_or(next_row, |r| r.saturating_sub(1));
                        next_row = row.saturating_add(1);
                        if is_true(attribute(&e, "hidden")) {
                            shape.hidden_rows.push(row, row);
                        }
                    }
                    "f" => shape.has_formulas = true,
                    "col" if is_true(attribute(&e, "hidden")) => {
                        let number = |name| {
                            attribute(&e, name)
                                .and_then(|v| v.parse::<u32>().ok())
                                .map(|v| v.saturating_sub(1))
                        };
                        if let (Some(first), Some(last)) = (number("min"), number("max")) {
                            shape.hidden_columns.push(first, last);
                        }
                    }
                    "mergeCell" => {
                        let area = attribute(&e, "ref").and_then(|r| Area::parse(&r));
                        shape.merges.extend(area);
                    }
                    _ => {}
                },
                // A broken part still gives what stood before the break.
                Ok(Event::Eof) | Err(_) => return Some(shape),
                Ok(_) => {}
            }
            buffer.clear();
        }
    }
}

fn is_true(value: Option<String>) -> bool {
    value.is_some_and(|v| v == "1" || v.eq_ignore_ascii_case("true"))
}
