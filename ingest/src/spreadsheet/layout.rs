//! From a sheet to blocks: tables with their captions and units, and the lines of text around them.

use super::address;
use super::segment;
use super::sheet::{Area, Sheet, SheetCell};
use crate::document::{Block, BlockKind, Locator, Place};
use crate::table::unit::{Locale, Unit};
use crate::table::{Cell, Table};

/// How many rows above a table its caption may stand.
const REACH: u32 = 4;
/// Longest text of a cell that is a label and no running text, in characters.
const LONGEST_LABEL: usize = 60;

/// What one sheet reads as.
pub(super) struct Layout {
    pub(super) blocks: Vec<Block>,
    /// The first title of the sheet.
    pub(super) title: Option<String>,
}

/// A line of text that is no part of a table.
#[derive(Debug)]
struct Line {
    area: Area,
    text: String,
    strong: bool,
    hidden: bool,
    unit: Option<String>,
    caption: bool,
    /// Stands by itself, apart from other cells: a table of one cell, whatever else it may serve as.
    lone: bool,
    /// A note of the table above.
    note: bool,
}

/// Lays a sheet out in blocks, in reading order. With `headed` the sheet's name stands before them as a heading.
pub(super) fn layout(mut sheet: Sheet, headed: bool) -> Layout {
    let index = Index::new(&sheet);
    let (mut lines, mut tables): (Vec<Line>, Vec<Area>) = (Vec::new(), Vec::new());
    let mut groups: Vec<Area> = Vec::new();
    for area in segment::areas(&sheet) {
        if sheet.lists.iter().any(|list| list.area == area) {
            tables.push(area);
            continue;
        }
        match groups.iter().rposition(|above| index.continues(*above, area)) {
            Some(at) => {
                if let Some(above) = groups.get_mut(at) {
                    above.grow(area);
                }
            }
            None => groups.push(area),
        }
    }
    for group in groups {
        match index.peel(group, &mut lines) {
            Some(body) if body == group && index.is_lone(body) => {
                index.lines_of(body, &mut lines);
                if let Some(line) = lines.last_mut() {
                    line.lone = line.unit.is_none();
                }
            }
            Some(body) if index.is_text(body) => index.lines_of(body, &mut lines),
            Some(body) => tables.push(body),
            None => {}
        }
    }
    let used = index.used();
    let Index { rows, .. } = index;
    let name = sheet.name.clone();
    let mut pieces: Vec<((u32, u32), Block)> = Vec::new();
    for area in &tables {
        let mut table = table(&mut sheet, &rows, *area);
        let (mut caption, unit) = describe(*area, &tables, &mut lines);
        if let Some(list) = sheet.lists.iter().find(|list| list.area == *area) {
            table.header_rows = list.header_rows.min(table.rows.saturating_sub(1));
            table.total_rows = (0..list.total_rows.min(table.rows))
                .map(|n| table.rows - 1 - n)
                .rev()
                .collect();
            if caption.is_empty() && list.is_named() {
                caption.clone_from(&list.name);
            }
        }
        table.caption = caption;
        table.unit = unit;
        let hidden = sheet.hidden || table.cells.iter().all(|c| c.hidden);
        let mut block = Block::table(table, locator(&name, *area));
        block.hidden = hidden;
        pieces.push(((area.top, area.left), block));
    }
    let title = lines
        .iter()
        .filter(|l| !l.hidden && l.unit.is_none())
        .min_by_key(|l| (!l.caption, l.area.top, l.area.left))
        .map(|l| l.text.clone());
    for line in lines {
        let place = locator(&name, line.area);
        let mut block = match (line.lone, line.caption, line.note) {
            (true, ..) => Block::table(table(&mut sheet, &rows, line.area), place),
            (false, true, _) => Block::new(BlockKind::Caption, line.text, place),
            (false, false, true) => Block::new(BlockKind::Footnote, line.text, place),
            (false, false, false) => Block::new(BlockKind::Paragraph, line.text, place),
        };
        block.hidden = line.hidden;
        pieces.push(((line.area.top, line.area.left), block));
    }
    for remark in &sheet.remarks {
        let (row, column) = remark.place;
        let mut block = Block::new(
            BlockKind::Paragraph,
            remark.text.clone(),
            locator(&name, Area::of(row, column)),
        );
        block.hidden = true;
        // Behind what stands at the same place.
        let at = tables.iter().find(|area| area.holds(row, column));
        let place = at.map_or(remark.place, |area| (area.top, area.left));
        pieces.push((place, block));
    }
    pieces.sort_by_key(|(place, _)| *place);
    let mut blocks: Vec<Block> = pieces.into_iter().map(|(_, block)| block).collect();
    if headed && !blocks.is_empty() {
        let mut heading = Block::heading(1, name.clone(), locator(&name, used));
        heading.hidden = sheet.hidden;
        blocks.insert(0, heading);
    }
    Layout { blocks, title }
}

/// Caption and unit of a table, from the lines above it.
fn describe(table: Area, tables: &[Area], lines: &mut [Line]) -> (String, String) {
    let (mut caption, mut unit): (Option<usize>, String) = (None, String::new());
    let mut reach = table.top.saturating_sub(REACH);
    let mut above: Vec<usize> = (0..lines.len())
        .filter(|i| {
            lines.get(*i).is_some_and(|l| {
                l.area.bottom < table.top
                    && l.area.left <= table.right
                    && l.area.right.saturating_add(1) >= table.left
            })
        })
        .collect();
    above.sort_by_key(|i| std::cmp::Reverse(lines.get(*i).map(|l| l.area.bottom)));
    for at in above {
        let Some(line) = lines.get(at) else { continue };
        let between = tables.iter().any(|t| {
            t.top > line.area.bottom && t.bottom < table.top && t.left <= table.right && table.left <= t.right
        });
        // Another table that ends below the line, or stands right under it, has the nearer claim.
        let below_other = tables.iter().any(|t| {
            *t != table
                && t.bottom >= line.area.top
                && t.bottom < table.top
                && t.left <= table.right
                && table.left <= t.right
        });
        // A note under another table is that table's, and whatever stands above the note is too.
        let of_other = line.note
            && tables
                .iter()
                .any(|t| t.bottom < line.area.top && t.left <= line.area.right && line.area.left <= t.right);
        if between || below_other || of_other || line.area.bottom < reach || line.caption {
            break;
        }
        reach = reach.min(line.area.top.saturating_sub(2));
        if let Some(printed) = &line.unit {
            if unit.is_empty() {
                unit.clone_from(printed);
            }
            continue;
        }
        if line.text.chars().count() > 120 {
            continue;
        }
        // The boldest line wins, then the highest.
        let better = caption
            .and_then(|c| lines.get(c))
            .is_none_or(|best| line.strong >= best.strong);
        if better {
            caption = Some(at);
        }
    }
    let text = caption.and_then(|c| lines.get_mut(c)).map(|line| {
        line.caption = true;
        line.text.clone()
    });
    (text.unwrap_or_default(), unit)
}

/// A row's number, and where its cells stand among the sheet's.
type SheetRow = (u32, std::ops::Range<usize>);

/// The sheet's cells by row.
struct Index<'a> {
    sheet: &'a Sheet,
    rows: Vec<SheetRow>,
    locale: Locale,
}

impl<'a> Index<'a> {
    fn new(sheet: &'a Sheet) -> Self {
        let mut rows: Vec<SheetRow> = Vec::new();
        for (at, cell) in sheet.cells.iter().enumerate() {
            match rows.last_mut() {
                Some((row, range)) if *row == cell.row => range.end = at + 1,
                _ => rows.push((cell.row, at..at + 1)),
            }
        }
        Self {
            sheet,
            rows,
            locale: Locale {
                yuan: "TWD",
                dollar: "USD",
            },
        }
    }

    /// The cells of a row that hold something, within the columns of an area.
    fn row(&self, row: u32, area: Area) -> impl Iterator<Item = &'a SheetCell> + use<'a> {
        let range = self
            .rows
            .binary_search_by_key(&row, |r| r.0)
            .ok()
            .and_then(|i| self.rows.get(i))
            .map(|r| r.1.clone());
        let cells = range.and_then(|r| self.sheet.cells.get(r)).unwrap_or_default();
        let from = cells.partition_point(|c| c.column < area.left);
        cells
            .iter()
            .skip(from)
            .take_while(move |c| c.column <= area.right)
            .filter(|c| c.holds_something())
    }

    /// The rows of an area that hold something.
    fn rows_in(&self, area: Area) -> Vec<(u32, Vec<&'a SheetCell>)> {
        let from = self.rows.partition_point(|r| r.0 < area.top);
        let rows = self.rows.iter().skip(from).take_while(|r| r.0 <= area.bottom);
        rows.map(|r| (r.0, self.row(r.0, area).collect::<Vec<_>>()))
            .filter(|r| !r.1.is_empty())
            .collect()
    }

    fn merge_at(&self, cell: &SheetCell) -> Option<Area> {
        merge_at(&self.sheet.merges, cell)
    }

    fn used(&self) -> Area {
        let mut found: Option<Area> = None;
        for cell in self.sheet.cells.iter().filter(|c| c.holds_something()) {
            let here = Area::of(cell.row, cell.column);
            match &mut found {
                Some(area) => area.grow(here),
                None => found = Some(here),
            }
        }
        found.unwrap_or(Area::of(0, 0))
    }

    /// Takes title, unit and note lines off the top and bottom of a group; gives the rectangle of what is left.
    fn peel(&self, area: Area, lines: &mut Vec<Line>) -> Option<Area> {
        let rows = self.rows_in(area);
        if rows.len() < 2 || area.columns() < 2 {
            return Some(area);
        }
        let framed: Vec<bool> = rows
            .iter()
            .map(|(_, cells)| cells.iter().filter(|c| c.framed).count() * 2 > cells.len())
            .collect();
        let count = framed.iter().filter(|f| **f).count();
        let mostly_framed = count >= 2 && count * 10 >= rows.len() * 6;
        let (mut first, mut last) = (0, rows.len() - 1);
        if mostly_framed {
            first = framed.iter().position(|f| *f).unwrap_or(0);
            last = framed.iter().rposition(|f| *f).unwrap_or(last);
            let full = rows
                .get(first..=last)
                .unwrap_or_default()
                .iter()
                .map(|r| r.1.len())
                .max()
                .unwrap_or(0);
            // Rows as full as the framed ones belong to the table, frame or not.
            while first > 0 && rows.get(first - 1).is_some_and(|r| r.1.len() * 2 > full.max(3)) {
                first -= 1;
            }
            while rows.get(last + 1).is_some_and(|r| r.1.len() * 2 > full.max(3)) {
                last += 1;
            }
        }
        while first < last
            && rows
                .get(first)
                .is_some_and(|r| self.is_title_row(&r.1, area, rows.get(first + 1..).unwrap_or_default()))
        {
            first += 1;
        }
        while last > first && rows.get(last).is_some_and(|r| self.is_note_row(&r.1, area)) {
            last -= 1;
        }
        for (_, cells) in rows
            .get(..first)
            .unwrap_or_default()
            .iter()
            .chain(rows.get(last + 1..).unwrap_or_default())
        {
            for cell in cells {
                lines.push(self.line(cell));
            }
        }
        let mut body: Option<Area> = None;
        for cell in rows
            .get(first..=last)
            .unwrap_or_default()
            .iter()
            .flat_map(|r| &r.1)
        {
            let here = Area::of(cell.row, cell.column);
            match &mut body {
                Some(b) => b.grow(here),
                None => body = Some(here),
            }
        }
        body
    }

    /// Whether a row at the top of a group is a title or a unit rather than a header.
    fn is_title_row(&self, cells: &[&SheetCell], area: Area, below: &[(u32, Vec<&SheetCell>)]) -> bool {
        let unit = |c: &SheetCell| {
            c.value.is_none() && Unit::find(&c.text, self.locale).is_some() && is_labelled(&c.text)
        };
        match cells {
            [only] => {
                if unit(only) {
                    return true;
                }
                let wide = self.merge_at(only).map_or(1, Area::columns);
                let text = only.value.is_none() && !only.text.is_empty();
                let full = below.iter().take(3).any(|r| r.1.len() >= 2);
                text && full && only.column == area.left && (wide == 1 || wide * 2 >= area.columns())
            }
            [title, other] => {
                unit(other) && title.value.is_none() && below.iter().take(2).any(|r| r.1.len() > 2)
            }
            _ => false,
        }
    }

    /// Whether a row at the bottom of a group is a note.
    fn is_note_row(&self, cells: &[&SheetCell], area: Area) -> bool {
        let [only] = cells else { return false };
        if only.value.is_some() || only.column != area.left {
            return false;
        }
        let text = &only.text;
        let wide = self.merge_at(only).map_or(1, Area::columns);
        is_note(text)
            || (text.chars().count() > 40 && area.columns() > 2)
            || (wide > 1 && wide >= area.columns() && text.chars().count() > 20)
    }

    /// Whether a group is one cell that is neither running text nor a line over several columns, as titles are.
    fn is_lone(&self, area: Area) -> bool {
        if (area.rows(), area.columns()) != (1, 1) {
            return false;
        }
        let rows = self.rows_in(area);
        let mut cells = rows.iter().flat_map(|r| r.1.iter());
        cells.next().is_some_and(|only| {
            let wide = self.merge_at(only).map_or(1, Area::columns);
            let running = is_sentence(&only.text) || only.text.chars().count() > LONGEST_LABEL;
            only.value.is_none() && wide == 1 && !running && !is_note(&only.text)
        })
    }

    /// Whether a group is running text: one cell, or a column of sentences.
    fn is_text(&self, area: Area) -> bool {
        if area.columns() > 1 {
            // One merged cell over several columns has only its own place.
            return false;
        }
        let rows = self.rows_in(area);
        let cells: Vec<&SheetCell> = rows.iter().flat_map(|r| r.1.iter().copied()).collect();
        if let [only] = cells.as_slice() {
            return only.value.is_none();
        }
        let sentences = cells.iter().filter(|c| is_sentence(&c.text)).count();
        let letters: usize = cells.iter().map(|c| c.text.chars().count()).sum();
        cells.iter().all(|c| c.value.is_none())
            && (sentences * 2 >= cells.len() || letters > cells.len() * LONGEST_LABEL)
    }

    fn lines_of(&self, area: Area, lines: &mut Vec<Line>) {
        for (_, cells) in self.rows_in(area) {
            for cell in cells {
                lines.push(self.line(cell));
            }
        }
    }

    fn line(&self, cell: &SheetCell) -> Line {
        let unit = if is_labelled(&cell.text) || cell.text.chars().count() < 30 {
            Unit::find(&cell.text, self.locale)
        } else {
            None
        };
        // A title that ends in its unit is a title.
        let own = cell.text.trim_start_matches(['(', '（', '[']);
        let unit = unit
            .filter(|u| own.starts_with(&u.printed) || own == u.printed)
            .map(|u| u.printed);
        let area = self.merge_at(cell).unwrap_or(Area::of(cell.row, cell.column));
        Line {
            area,
            text: cell.text.clone(),
            strong: cell.strong,
            hidden: self.sheet.is_hidden(cell),
            unit,
            caption: false,
            lone: false,
            note: is_note(&cell.text),
        }
    }

    /// Whether `below` goes on with the table `above` after one empty row: same columns, same kinds of cell, no header.
    fn continues(&self, above: Area, below: Area) -> bool {
        let gap = below.top.checked_sub(above.bottom);
        if gap != Some(2) || above.left != below.left || above.right != below.right || above.columns() < 3 {
            return false;
        }
        let upper = self.rows_in(above);
        let lower = self.rows_in(below);
        // A line over the whole width heads a group of rows.
        let from = lower.iter().position(|r| r.1.len() > 1).unwrap_or(0);
        let Some((_, first)) = lower.get(from).filter(|_| from <= 1) else {
            return false;
        };
        let typed = |cells: &[&SheetCell]| {
            cells
                .iter()
                .filter(|c| c.value.is_some())
                .map(|c| c.column)
                .collect::<Vec<_>>()
        };
        let new = typed(first);
        !new.is_empty() && upper.iter().rev().take(5).any(|r| typed(&r.1) == new)
    }
}

fn locator(sheet: &str, area: Area) -> Locator {
    Place::Sheet {
        sheet: sheet.to_owned(),
        range: address::range(area.top, area.left, area.bottom, area.right),
    }
    .into()
}

/// The table in an area. It takes the texts out of the sheet's cells: there may be millions of them.
fn table(sheet: &mut Sheet, rows: &[SheetRow], area: Area) -> Table {
    let from = rows.partition_point(|r| r.0 < area.top);
    let mut table = Table {
        rows: area.rows(),
        columns: area.columns(),
        ..Table::default()
    };
    for (number, range) in rows.iter().skip(from).take_while(|r| r.0 <= area.bottom) {
        let hidden_row = sheet.hidden || sheet.hidden_rows.contains(*number);
        let cells = sheet.cells.get_mut(range.clone()).unwrap_or_default();
        let from = cells.partition_point(|c| c.column < area.left);
        let inside = cells.iter_mut().skip(from).take_while(|c| c.column <= area.right);
        for cell in inside.filter(|c| c.holds_something()) {
            let span = merge_at(&sheet.merges, cell).unwrap_or(Area::of(cell.row, cell.column));
            let (row, column) = (cell.row - area.top, cell.column - area.left);
            let place = Place::Sheet {
                sheet: sheet.name.clone(),
                range: address::cell(cell.row, cell.column),
            };
            table.cells.push(Cell {
                row,
                column,
                row_span: span.bottom.min(area.bottom).saturating_sub(cell.row) + 1,
                column_span: span.right.min(area.right).saturating_sub(cell.column) + 1,
                text: std::mem::take(&mut cell.text),
                value: cell.value.take(),
                formula: cell.formula.take(),
                hidden: hidden_row || sheet.hidden_columns.contains(cell.column),
                locator: Locator {
                    place,
                    row: Some(row),
                    column: Some(column),
                },
                table: None,
            });
        }
    }
    table
}

/// The merged area that begins at a cell; the areas are in order.
fn merge_at(merges: &[Area], cell: &SheetCell) -> Option<Area> {
    let at = merges.partition_point(|m| (m.top, m.left) < (cell.row, cell.column));
    let found = merges.get(at).copied();
    found.filter(|m| (m.top, m.left) == (cell.row, cell.column))
}

/// Whether a line begins as notes and sources under tables do.
fn is_note(text: &str) -> bool {
    const MARKS: [&str; 20] = [
        "註",
        "注：",
        "注:",
        "备注",
        "備註",
        "附註",
        "說明",
        "※",
        "資料來源",
        "資料来源",
        "来源",
        "주:",
        "주)",
        "주석",
        "자료:",
        "자료 :",
        "출처",
        "비고",
        "*",
        "note",
    ];
    let text = text.to_lowercase();
    MARKS.iter().any(|m| text.starts_with(m)) || text.starts_with("source")
}

/// Whether a text reads as a sentence: it ends as one does, and is long enough not to be an abbreviation.
fn is_sentence(text: &str) -> bool {
    let length = text.chars().count();
    let ends = text.ends_with(['。', '！', '？']) && length >= 10
        || text.ends_with(['.', '!', '?']) && length >= if text.is_ascii() { 25 } else { 12 };
    ends && text.contains([' ', '，', '。', '、'])
}

fn is_labelled(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["單位", "单位", "단위", "unit"].iter().any(|l| lower.contains(l))
        || lower.trim_start_matches(['(', '（']).starts_with("in ")
}
