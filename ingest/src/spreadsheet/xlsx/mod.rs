//! XLSX and XLSM, streamed cell by cell; [`book`] and [`shape`] read what stands round the cells.

mod book;
mod shape;

use std::io::Cursor;

use calamine::{Reader as _, SheetType, SheetVisible, Style, WorkbookProperties, Xlsx, XlsxError};

use super::Workbook;
use super::number_format::NumberFormat;
use super::sheet::{Area, MOST_CELLS, Sheet, SheetCell, Sides};
use super::value;
use crate::document::{Diagnostic, Place};
use crate::package::Package;
use crate::read::ReadError;
use shape::Shape;

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let mut source: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| match e {
        XlsxError::Password => ReadError::Encrypted,
        other => ReadError::Damaged(other.to_string()),
    })?;
    let mut workbook = Workbook::default();
    if let Ok(properties) = source.workbook_properties() {
        workbook.title = properties.title.clone();
        workbook.metadata = metadata(&properties);
    }
    let mut package = Package::open(bytes);
    let parts = package.as_mut().map(book::sheet_parts).unwrap_or_default();
    workbook
        .metadata
        .extend(book::defined_names(source.defined_names()));
    let mut formats = Formats {
        date1904: source.has_1904_epoch(),
        looks: Vec::new(),
    };
    let mut room = MOST_CELLS;
    for meta in source.sheets_metadata().to_vec() {
        if !matches!(
            meta.typ,
            SheetType::WorkSheet | SheetType::MacroSheet | SheetType::DialogSheet
        ) {
            continue;
        }
        let place = Place::Sheet {
            sheet: meta.name.clone(),
            range: "A1".to_owned(),
        };
        let shape = match (package.as_mut(), parts.get(&meta.name)) {
            (Some(package), Some(part)) => Shape::read(package, part),
            _ => None,
        };
        let shape = shape.unwrap_or_else(|| Shape {
            merges: source
                .merge_cells_by_sheet_name(&meta.name)
                .unwrap_or_default()
                .iter()
                .map(area)
                .collect(),
            has_formulas: true,
            ..Shape::default()
        });
        let mut sheet = Sheet {
            name: meta.name,
            hidden: meta.visible != SheetVisible::Visible,
            ..Sheet::default()
        };
        sheet.merges = shape.merges;
        sheet.hidden_rows = shape.hidden_rows;
        sheet.hidden_columns = shape.hidden_columns;
        if let (Some(package), Some(part)) = (package.as_mut(), parts.get(&sheet.name)) {
            let beside = package.typed_relationships(part);
            sheet.lists = book::list_objects(package, &beside);
            sheet.remarks = book::comments(package, &beside);
            let lists = sheet
                .lists
                .iter()
                .map(|list| (format!("table.{}", list.name), list.place(&sheet.name)));
            workbook.metadata.extend(lists);
        }
        if let Err(error) = cells(&mut source, &mut sheet, &mut formats, &mut room) {
            let message = format!("the sheet could not be read to its end: {error}");
            workbook.diagnostics.push(
                Diagnostic {
                    severity: crate::Severity::Warning,
                    ..Diagnostic::error("damaged_sheet", message)
                }
                .at(place.clone()),
            );
        }
        if shape.has_formulas {
            formulas(&mut source, &mut sheet);
        }
        let full = room == 0;
        workbook.sheets.push(sheet);
        if full {
            let message = format!("the workbook holds more than {MOST_CELLS} cells; the rest was not read");
            workbook
                .diagnostics
                .push(Diagnostic::warning("truncated", message).at(place));
            break;
        }
    }
    Ok(workbook)
}

/// What a workbook says of itself.
pub(super) fn metadata(properties: &WorkbookProperties) -> std::collections::BTreeMap<String, String> {
    let fields = [
        ("author", &properties.creator),
        ("last_modified_by", &properties.last_modified_by),
        ("created", &properties.created),
        ("modified", &properties.modified),
        ("subject", &properties.subject),
        ("description", &properties.description),
        ("keywords", &properties.keywords),
        ("company", &properties.company),
    ];
    let filled = fields.into_iter().filter_map(|(k, v)| {
        v.as_ref()
            .filter(|v| !v.trim().is_empty())
            .map(|v| (k.to_owned(), v.clone()))
    });
    filled.collect()
}

/// The looks of the workbook's cell formats, made once.
struct Formats {
    date1904: bool,
    looks: Vec<Look>,
}

struct Look {
    format: NumberFormat,
    sides: Sides,
    strong: bool,
}

impl Look {
    fn of(style: &Style) -> Self {
        let code = style.number_format.as_ref();
        let built_in = code.and_then(|c| c.format_id).and_then(NumberFormat::built_in);
        let code = code
            .map(|c| c.format_code.as_str())
            .filter(|c| !c.is_empty() && *c != "General");
        // The East Asian formats 27 to 58 carry no code; 14 and 22 are shown in the form of the locale.
        let localised = style
            .number_format
            .as_ref()
            .is_some_and(|n| matches!(n.format_id, Some(14 | 22 | 37..=44)));
        let chosen = if localised {
            built_in.or(code)
        } else {
            code.or(built_in)
        };
        let sides = style.borders.as_ref().map_or_else(Sides::default, |b| {
            Sides::new([&b.left, &b.right, &b.top, &b.bottom].map(|side| side.is_visible()))
        });
        Self {
            format: chosen.map_or_else(NumberFormat::default, NumberFormat::parse),
            sides,
            strong: style.font.as_ref().is_some_and(calamine::Font::is_bold)
                || style.fill.as_ref().is_some_and(calamine::Fill::is_visible),
        }
    }
}

fn cells(
    source: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &mut Sheet,
    formats: &mut Formats,
    room: &mut usize,
) -> Result<(), XlsxError> {
    let mut reader = source.worksheet_cells_reader(&sheet.name)?;
    if formats.looks.is_empty() {
        formats.looks = reader.styles().iter().map(Look::of).collect();
        formats.looks.push(Look::of(&Style::default()));
    }
    let date1904 = formats.date1904;
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let Some(look) = formats.looks.get(style).or_else(|| formats.looks.last()) else {
            break;
        };
        let (row, column) = cell.get_position();
        let mut kept = SheetCell {
            row,
            column,
            framed: look.sides.any(),
            sides: look.sides,
            strong: look.strong,
            ..SheetCell::default()
        };
        value::set(&mut kept, cell.get_value(), &look.format, date1904);
        if !sheet.keep(kept, room) {
            break;
        }
    }
    Ok(())
}

fn formulas(source: &mut Xlsx<Cursor<&[u8]>>, sheet: &mut Sheet) {
    if let Ok(mut reader) = source.worksheet_cells_reader(&sheet.name) {
        sheet.put_formulas(|| reader.next_formula().ok().flatten());
    }
}

fn area(d: &calamine::Dimensions) -> Area {
    Area {
        top: d.start.0,
        left: d.start.1,
        bottom: d.end.0,
        right: d.end.1,
    }
}
