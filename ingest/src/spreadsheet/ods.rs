//! OpenDocument spreadsheets: the displayed text, value and spans of each cell stand in `content.xml`.

use std::collections::{BTreeMap, HashSet};
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Workbook;
use super::number_format::general;
use super::sheet::{Area, MOST_CELLS, Sheet, SheetCell, clean};
use crate::document::Diagnostic;
use crate::limits::Budget;
use crate::package::{Package, attribute, events, local};
use crate::read::{ReadError, ReadOptions};
use crate::table::{Scalar, Value};

/// A filled cell or row that is repeated more often than this is kept this often.
const MOST_REPEATS: u32 = 1000;
/// Cells that repetition may make in all.
const MOST_REPEATED: usize = 200_000;

pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Workbook, ReadError> {
    let mut package = Package::open(bytes)
        .ok_or_else(|| ReadError::Damaged("the zip archive cannot be opened".to_owned()))?;
    package.unseal(options.password.as_deref())?;
    let mut workbook = Workbook::default();
    meta(&mut package, &mut workbook);
    let missing = || ReadError::Damaged("content.xml is missing".to_owned());
    let mut content = Content::default();
    let complete = if package.is_sealed() {
        let part = package.part_within("content.xml", &mut Budget::default())?;
        content.read(&mut events(part.ok_or_else(missing)?.as_slice()))
    } else {
        content.read(&mut package.xml("content.xml").ok_or_else(missing)?)
    };
    workbook.sheets = content.sheets;
    if let Err(error) = complete {
        let message = format!("the sheets could not be read to their end: {error}");
        workbook
            .diagnostics
            .push(Diagnostic::warning("damaged_sheet", message));
    }
    if content.room == 0 {
        let message = format!("the workbook holds more than {MOST_CELLS} cells; the rest was not read");
        workbook
            .diagnostics
            .push(Diagnostic::warning("truncated", message));
    }
    Ok(workbook)
}

/// Title and metadata.
fn meta(package: &mut Package<'_>, workbook: &mut Workbook) {
    let Some(mut reader) = package.xml("meta.xml") else {
        return;
    };
    let (mut buffer, mut field) = (Vec::new(), None);
    let mut found = BTreeMap::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) => {
                field = match local(&e) {
                    "title" => Some("title"),
                    "creator" | "initial-creator" => Some("author"),
                    "creation-date" => Some("created"),
                    "date" => Some("modified"),
                    "subject" => Some("subject"),
                    "description" => Some("description"),
                    _ => None,
                };
            }
            Ok(Event::Text(e)) => {
                if let Some(name) = field.take() {
                    found.insert(name.to_owned(), e.xml10_content().into_owned());
                }
            }
            Ok(Event::End(_)) => field = None,
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        buffer.clear();
    }
    workbook.title = found.remove("title");
    workbook.metadata = found;
}

struct Content {
    sheets: Vec<Sheet>,
    hidden_styles: HashSet<String>,
    style: Option<String>,
    row: u32,
    column: u32,
    row_repeats: u32,
    row_start: usize,
    header_columns: u32,
    cell: Option<Pending>,
    /// How deep in annotations and drawings, whose text is not the cell's.
    aside: usize,
    room: usize,
    repeated: usize,
}

impl Default for Content {
    fn default() -> Self {
        Self {
            sheets: Vec::new(),
            hidden_styles: HashSet::new(),
            style: None,
            row: 0,
            column: 0,
            row_repeats: 1,
            row_start: 0,
            header_columns: 0,
            cell: None,
            aside: 0,
            room: MOST_CELLS,
            repeated: MOST_REPEATED,
        }
    }
}

#[derive(Default)]
struct Pending {
    repeats: u32,
    rows: u32,
    columns: u32,
    text: String,
    paragraphs: u32,
    value: Option<Value>,
    number: Option<f64>,
    formula: Option<String>,
}

impl Content {
    fn read(&mut self, reader: &mut Reader<impl BufRead>) -> Result<(), quick_xml::Error> {
        let mut buffer = Vec::new();
        loop {
            match reader.read_event_into(&mut buffer)? {
                Event::Start(e) => self.start(&e),
                Event::End(e) => {
                    let name = e.name().into_inner();
                    self.end(name.rsplit_once(':').map_or(name, |(_, l)| l));
                }
                Event::Text(e) => self.text(&e.xml10_content()),
                Event::CData(e) => self.text(&e.xml10_content()),
                Event::GeneralRef(e) => {
                    let c = match e.xml10_content().as_ref() {
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "amp" => Some('&'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => e.resolve_char_ref().ok().flatten(),
                    };
                    if let Some(c) = c {
                        self.text(c.encode_utf8(&mut [0; 4]));
                    }
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
            buffer.clear();
            if self.room == 0 {
                return Ok(());
            }
        }
    }

    fn start(&mut self, e: &BytesStart<'_>) {
        match local(e) {
            "style" => self.style = attribute(e, "name"),
            "table-properties" if attribute(e, "display").as_deref() == Some("false") => {
                self.hidden_styles.extend(self.style.clone());
            }
            "table" if self.cell.is_none() => {
                let hidden = attribute(e, "style-name").is_some_and(|s| self.hidden_styles.contains(&s));
                let name = attribute(e, "name").unwrap_or_default();
                self.sheets.push(Sheet {
                    name,
                    hidden,
                    ..Sheet::default()
                });
                (self.row, self.column, self.header_columns) = (0, 0, 0);
            }
            "table-column" => {
                let count = count(e, "number-columns-repeated");
                let last = self.header_columns.saturating_add(count);
                if is_hidden(e)
                    && let Some(sheet) = self.sheets.last_mut()
                {
                    sheet
                        .hidden_columns
                        .push(self.header_columns, last.saturating_sub(1));
                }
                self.header_columns = last;
            }
            "table-row" => {
                self.row_repeats = count(e, "number-rows-repeated");
                self.column = 0;
                if let Some(sheet) = self.sheets.last_mut() {
                    self.row_start = sheet.cells.len();
                    if is_hidden(e) {
                        sheet
                            .hidden_rows
                            .push(self.row, self.row.saturating_add(self.row_repeats - 1));
                    }
                }
            }
            "table-cell" | "covered-table-cell" if self.cell.is_none() => self.cell = Some(Pending::new(e)),
            "annotation" | "frame" | "custom-shape" => self.aside += 1,
            "p" if self.aside == 0 => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "s" => {
                let blanks = attribute(e, "c")
                    .and_then(|c| c.parse::<usize>().ok())
                    .unwrap_or(1)
                    .min(100);
                self.text(&" ".repeat(blanks));
            }
            "tab" => self.text("\t"),
            "line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.aside == 0 {
            // White space between elements is no text of the cell.
            if let Some(cell) = self.cell.as_mut().filter(|c| c.paragraphs > 0) {
                cell.text.push_str(text);
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "annotation" | "frame" | "custom-shape" => self.aside = self.aside.saturating_sub(1),
            "table-cell" | "covered-table-cell" if self.aside == 0 => self.put(),
            "table-row" => self.repeat_row(),
            _ => {}
        }
    }

    fn put(&mut self) {
        let (Some(cell), Some(sheet)) = (self.cell.take(), self.sheets.last_mut()) else {
            return;
        };
        let mut text = clean(&cell.text);
        if let (true, Some(number)) = (text.is_empty(), cell.number) {
            text = general(number);
        }
        if !text.is_empty() || cell.formula.is_some() {
            if cell.rows > 1 || cell.columns > 1 {
                let area = Area {
                    bottom: self.row.saturating_add(cell.rows - 1),
                    right: self.column.saturating_add(cell.columns - 1),
                    ..Area::of(self.row, self.column)
                };
                sheet.merges.push(area);
            }
            for step in 0..cell.repeats.min(MOST_REPEATS) {
                if step > 0 {
                    self.repeated = self.repeated.saturating_sub(1);
                    if self.repeated == 0 {
                        break;
                    }
                }
                let column = self.column.saturating_add(step);
                let (text, value, formula) = (text.clone(), cell.value.clone(), cell.formula.clone());
                sheet.cells.push(SheetCell {
                    row: self.row,
                    column,
                    text,
                    value,
                    formula,
                    ..SheetCell::default()
                });
                self.room = self.room.saturating_sub(1);
            }
        }
        self.column = self.column.saturating_add(cell.repeats);
    }

    fn repeat_row(&mut self) {
        if let Some(sheet) = self.sheets.last_mut() {
            let template: Vec<SheetCell> = sheet.cells.get(self.row_start..).unwrap_or_default().to_vec();
            if !template.is_empty() {
                for step in 1..self.row_repeats.min(MOST_REPEATS) {
                    self.room = self.room.saturating_sub(template.len());
                    self.repeated = self.repeated.saturating_sub(template.len());
                    if self.room == 0 || self.repeated == 0 {
                        break;
                    }
                    let row = self.row.saturating_add(step);
                    sheet
                        .cells
                        .extend(template.iter().cloned().map(|c| SheetCell { row, ..c }));
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeats);
    }
}

impl Pending {
    fn new(e: &BytesStart<'_>) -> Self {
        let number = attribute(e, "value").and_then(|v| v.parse::<f64>().ok());
        let scalar = match attribute(e, "value-type").as_deref() {
            Some("float" | "currency") => number.map(Scalar::Number),
            Some("percentage") => number.map(Scalar::Percent),
            Some("boolean") => attribute(e, "boolean-value").map(|v| Scalar::Boolean(v == "true")),
            Some("date") => attribute(e, "date-value").map(|v| {
                if v.contains('T') {
                    Scalar::Datetime(v)
                } else {
                    Scalar::Date(v)
                }
            }),
            _ => None,
        };
        let unit = attribute(e, "currency").filter(|c| c.len() == 3);
        let formula =
            attribute(e, "formula").map(|f| f.strip_prefix("of:").map_or_else(|| f.clone(), str::to_owned));
        Self {
            repeats: count(e, "number-columns-repeated"),
            rows: count(e, "number-rows-spanned"),
            columns: count(e, "number-columns-spanned"),
            value: scalar.map(|scalar| Value { scalar, unit }),
            number,
            formula,
            ..Self::default()
        }
    }
}

fn count(e: &BytesStart<'_>, name: &str) -> u32 {
    attribute(e, name)
        .and_then(|v| v.parse().ok())
        .unwrap_or(1)
        .max(1)
}

fn is_hidden(e: &BytesStart<'_>) -> bool {
    attribute(e, "visibility").is_some_and(|v| v == "collapse" || v == "filter")
}
