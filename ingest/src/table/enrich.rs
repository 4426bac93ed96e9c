//! What every table needs, whatever its format: caption and unit from around it, header rows and columns, typed values.

use std::collections::HashMap;

use super::columns::Units;
use super::unit::{Locale, Unit};
use super::{Cell, Scalar, Table, Value, date, header, quantity::Quantity, totals};
use crate::document::{Block, BlockKind, Place};

/// How many blocks before a table may hold its caption and unit.
const REACH: usize = 3;

/// Completes the tables of a document, the nested ones too.
pub fn document(blocks: &mut [Block], languages: &[String]) {
    let locale = Locale::of_languages(languages);
    for at in 0..blocks.len() {
        if blocks.get(at).is_none_or(|b| b.table.is_none()) {
            continue;
        }
        let around = surroundings(blocks, at, locale);
        if let Some(caption) = around.caption_at.and_then(|i| blocks.get_mut(i)) {
            caption.kind = BlockKind::Caption;
            caption.level = None;
        }
        let Some(table) = blocks.get_mut(at).and_then(|b| b.table.as_mut()) else {
            continue;
        };
        if table.caption.is_empty() {
            table.caption = around.caption;
        }
        if table.unit.is_empty() {
            table.unit = around.unit;
        }
        complete(table, locale);
    }
}

/// Completes one table, and the tables in its cells.
pub fn complete(table: &mut Table, locale: Locale) {
    for cell in &mut table.cells {
        if let Some(inner) = cell.table.as_deref_mut() {
            complete(inner, locale);
        }
    }
    if table.header_rows == 0 && table.header_columns == 0 {
        (table.header_rows, table.header_columns) = header::detect(table, locale);
    } else if table.header_columns == 0 {
        table.header_columns = header::columns_below(table, table.header_rows, locale);
    }
    if table.unit.is_empty() {
        let stated = Unit::find(&table.caption, locale).map(|unit| unit.printed);
        table.unit = stated.or_else(|| unit_inside(table, locale)).unwrap_or_default();
    }
    if table.total_rows.is_empty() {
        table.total_rows = totals::rows(table);
    }
    type_values(table, locale);
}

#[derive(Default)]
struct Surroundings {
    caption: String,
    caption_at: Option<usize>,
    unit: String,
}

/// What the blocks around the table at `at` say of it.
fn surroundings(blocks: &[Block], at: usize, locale: Locale) -> Surroundings {
    let mut found = Surroundings::default();
    let Some(table) = blocks.get(at) else {
        return found;
    };
    for index in (at.saturating_sub(REACH)..at).rev() {
        let Some(block) = blocks.get(index) else { break };
        if block.table.is_some() || !same_sheet(block, table) {
            break;
        }
        let text = block.text.trim();
        if found.unit.is_empty() {
            found.unit = Unit::find(text, locale).map(|u| u.printed).unwrap_or_default();
        }
        let caption = block.kind == BlockKind::Caption || (is_short(text) && is_caption(text));
        if found.caption.is_empty() && caption {
            found.caption = text.to_owned();
            found.caption_at = Some(index);
        }
        if !is_short(text) {
            break;
        }
    }
    if found.caption.is_empty() {
        let next = blocks
            .get(at + 1)
            .filter(|b| b.table.is_none() && same_sheet(b, table));
        // A caption between two tables stands above its own, as a rule.
        let between = blocks.get(at + 2).is_some_and(|b| b.table.is_some());
        let below = next.filter(|b| {
            b.kind == BlockKind::Caption || (!between && is_short(&b.text) && is_caption(&b.text))
        });
        if let Some(block) = below {
            block.text.trim().clone_into(&mut found.caption);
            found.caption_at = Some(at + 1);
            if found.unit.is_empty() {
                found.unit = Unit::find(&block.text, locale)
                    .map(|u| u.printed)
                    .unwrap_or_default();
            }
        }
    }
    found
}

fn same_sheet(a: &Block, b: &Block) -> bool {
    match (&a.locator.place, &b.locator.place) {
        (Place::Sheet { sheet: a, .. }, Place::Sheet { sheet: b, .. }) => a == b,
        _ => true,
    }
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= 160
}

/// Whether a line is numbered as the caption of a table: `表 3`, `附表二`, `Table 1.`, `표 4`, `<표 Ⅱ-1>`, `[표 2]`.
fn is_caption(text: &str) -> bool {
    let line = text.trim_start_matches(['<', '[', '〈', '《', '【', '(', '（', '※', ' ']);
    let rest = ["附表", "表", "Table", "TABLE", "Tab.", "표", "별표", "부표"]
        .iter()
        .find_map(|w| line.strip_prefix(w));
    let Some(rest) = rest else {
        return false;
    };
    let number = rest.trim_start();
    let blank = number.len() < rest.len();
    let numeral = |c: char| c.is_numeric() || "一二三四五六七八九十壹貳參ⅠⅡⅢⅣⅤ".contains(c);
    let latin = line.starts_with(['T']);
    number.starts_with(numeral) && (!latin || blank || rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A unit that stands in the table itself: in a row over the header, or in its corner.
fn unit_inside(table: &Table, locale: Locale) -> Option<String> {
    let rows = table.header_rows.max(1);
    table.cells.iter().take_while(|c| c.row < rows).find_map(|cell| {
        let corner = cell.row == 0 && cell.column < table.header_columns.max(1);
        let banner = cell.column_span.saturating_mul(2) > table.columns;
        if !(corner || banner) || !is_short(&cell.text) {
            return None;
        }
        Unit::find(&cell.text, locale).map(|u| u.printed)
    })
}

/// What the headers say of the figures of one column or row.
#[derive(Debug, Clone, Default)]
pub(super) struct Heading {
    pub(super) unit: Option<Unit>,
    /// Years, ranks, shares, counts: figures that a table's money unit does not hold for.
    pub(super) apart: bool,
}

fn type_values(table: &mut Table, locale: Locale) {
    let units = Units::of(table, &table.unit, locale);
    let (header_rows, header_columns) = (table.header_rows, table.header_columns);
    for cell in &mut table.cells {
        let body = cell.row >= header_rows && cell.column >= header_columns;
        if !body {
            if cell.value.is_none() && cell.row >= header_rows {
                cell.value = date::parse(&cell.text).map(|scalar| Value { scalar, unit: None });
            }
            continue;
        }
        type_cell(cell, units.at(cell.row, cell.column), locale);
    }
}

/// Gives a body cell its value: what the reader typed, or what the text says, under the unit that holds for it.
fn type_cell(cell: &mut Cell, unit: Option<&Unit>, locale: Locale) {
    match cell.value.take() {
        Some(Value {
            scalar: Scalar::Number(raw),
            unit: own,
        }) => {
            // Bare digits say no more than the stored number, unless the format may have scaled them.
            let bare = cell
                .text
                .bytes()
                .all(|b| b.is_ascii_digit() || b",.-() ".contains(&b));
            let scales = unit.is_some_and(|u| u.multiplier > 1.0);
            let written = if bare && !scales {
                None
            } else {
                Quantity::parse(&cell.text, locale)
            };
            cell.value = Some(under_unit(raw, own, written.as_ref(), unit));
        }
        Some(other) => cell.value = Some(other),
        None => cell.value = value_of(&cell.text, unit, locale),
    }
}

/// A number that a spreadsheet stores: its own currency, then the unit of its column, row or table.
fn under_unit(raw: f64, own: Option<String>, written: Option<&Quantity>, unit: Option<&Unit>) -> Value {
    let Some(unit) = unit else {
        return Value {
            scalar: Scalar::Number(raw),
            unit: own.or_else(|| written.and_then(|w| w.unit.clone())),
        };
    };
    if unit.percent {
        return Value {
            scalar: Scalar::Percent(scaled(raw, 0.01)),
            unit: None,
        };
    }
    // A number format can scale what is shown (`#,##0,` shows thousands): then the stored number is the whole one already.
    let shown_scaled = written.is_some_and(|w| {
        let full = w.value * unit.multiplier;
        unit.multiplier > 1.0
            && raw != 0.0
            && (raw / full - 1.0).abs() < 0.01
            && (raw / w.value - 1.0).abs() > 0.5
    });
    let factor = if shown_scaled { 1.0 } else { unit.multiplier };
    Value {
        scalar: Scalar::Number(scaled(raw, factor)),
        unit: own.or_else(|| unit.code.clone()),
    }
}

/// The value that a text has under a unit: a truth value, a date or a figure; none for plain text.
#[must_use]
pub fn value_of(text: &str, unit: Option<&Unit>, locale: Locale) -> Option<Value> {
    let text = text.trim();
    if text.is_empty() || text.len() > 120 {
        return None;
    }
    let plain = |scalar| Some(Value { scalar, unit: None });
    match text {
        "TRUE" | "True" | "true" | "Yes" | "yes" | "YES" | "是" | "예" => {
            return plain(Scalar::Boolean(true));
        }
        "FALSE" | "False" | "false" | "No" | "no" | "NO" | "否" | "아니오" | "아니요" => {
            return plain(Scalar::Boolean(false));
        }
        _ => {}
    }
    if let Some(scalar) = date::parse(text) {
        return plain(scalar);
    }
    let q = Quantity::parse(text, locale)?;
    if q.percent {
        return plain(Scalar::Percent(scaled(q.value, 0.01)));
    }
    let Some(unit) = unit else {
        return Some(Value {
            scalar: Scalar::Number(q.value),
            unit: q.unit,
        });
    };
    if q.scaled || (q.unit.is_some() && !(q.money && unit.money)) {
        // The figure brings its own unit.
        let code = q
            .unit
            .or_else(|| if unit.money { unit.code.clone() } else { None });
        return Some(Value {
            scalar: Scalar::Number(q.value),
            unit: code,
        });
    }
    if unit.percent {
        return plain(Scalar::Percent(scaled(q.value, 0.01)));
    }
    Some(Value {
        scalar: Scalar::Number(scaled(q.value, unit.multiplier)),
        unit: q.unit.or_else(|| unit.code.clone()),
    })
}

/// The product without the noise of binary fractions: 35.5 % is 0.355.
fn scaled(value: f64, by: f64) -> f64 {
    let product = value * by;
    if product == 0.0 || !product.is_finite() {
        return product;
    }
    format!("{product:.14e}").parse().unwrap_or(product)
}

/// What the header cells say of each column, the lowest first.
pub(super) fn column_headings(table: &Table, locale: Locale) -> HashMap<u32, Heading> {
    let mut found: HashMap<u32, Heading> = HashMap::new();
    let mut cells: Vec<&Cell> = table.cells.iter().filter(|c| c.row < table.header_rows).collect();
    cells.sort_by_key(|c| std::cmp::Reverse(c.row));
    for cell in cells {
        // A title over the whole table speaks through the table's own unit.
        if cell.column_span >= table.columns && table.columns > 1 {
            continue;
        }
        let unit = Unit::of_header(&cell.text, locale);
        let apart = is_apart(&cell.text);
        for column in cell.column..cell.column.saturating_add(cell.column_span).min(table.columns) {
            let heading = found.entry(column).or_default();
            if heading.unit.is_none() {
                heading.unit.clone_from(&unit);
            }
            heading.apart |= apart;
        }
    }
    found
}

/// What the keys on the left say of each row, the rightmost first; a column headed `單位` gives the unit of each row.
pub(super) fn row_headings(
    table: &Table,
    columns: &HashMap<u32, Heading>,
    locale: Locale,
) -> HashMap<u32, Heading> {
    let is_unit_column = |cell: &&Cell| {
        matches!(
            cell.text.trim(),
            "單位" | "单位" | "단위" | "Unit" | "Units" | "unit" | "計量單位"
        )
    };
    let unit_column = table
        .cells
        .iter()
        .filter(|c| c.row < table.header_rows)
        .find(is_unit_column)
        .map(|c| c.column);
    let mut found: HashMap<u32, Heading> = HashMap::new();
    for cell in table.cells.iter().filter(|c| c.row >= table.header_rows) {
        let key = cell.column < table.header_columns;
        let named = unit_column == Some(cell.column);
        if !(key || named) || cell.text.is_empty() || cell.column_span >= table.columns.max(2) {
            continue;
        }
        let unit = if named {
            Unit::parse(&cell.text, locale)
        } else {
            Unit::of_header(&cell.text, locale)
        };
        let has_unit_above = columns.get(&cell.column).is_some_and(|h| h.unit.is_some());
        if unit.is_none() && !is_share(&cell.text) || (has_unit_above && !named) {
            continue;
        }
        for row in cell.row..cell.row.saturating_add(cell.row_span).min(table.rows) {
            let heading = found.entry(row).or_default();
            if unit.is_some() {
                heading.unit.clone_from(&unit);
            }
            heading.apart |= is_share(&cell.text);
        }
    }
    found
}

/// Whether a column's figures are shares, counts, years or numbers for order, which a money unit does not hold for.
fn is_apart(header: &str) -> bool {
    const WORDS: [&str; 32] = [
        "年度",
        "年份",
        "年別",
        "人數",
        "件數",
        "次數",
        "戶數",
        "家數",
        "員額",
        "編號",
        "序號",
        "項次",
        "代碼",
        "頁",
        "排名",
        "電話",
        "分機",
        "연도",
        "년도",
        "인원",
        "건수",
        "번호",
        "순위",
        "전화",
        "year",
        "number of",
        "count",
        "headcount",
        "page",
        "rank",
        "posts",
        "persons",
    ];
    if is_share(header) {
        return true;
    }
    let text = super::unit::fold(header.trim());
    let exact = ["no", "no.", "#", "id", "code", "年", "년", "ext."].contains(&text.as_str());
    // `112年度決算數` heads money; only a header that is the year itself stands apart.
    // `115年度` over columns of money is the year that they hold for; only a header without a figure heads years.
    let is_dated = text.contains(|c: char| c.is_ascii_digit());
    let heads_years = |w: &str| ["年度", "연도", "년도", "year"].contains(&w);
    let worded = WORDS.iter().filter(|w| !(is_dated && heads_years(w))).any(|w| {
        if w.is_ascii() {
            starts_or_ends(&text, w)
        } else {
            text == *w || text.ends_with(w)
        }
    });
    exact || worded
}

fn is_share(header: &str) -> bool {
    const ENDS: [&str; 14] = [
        "率",
        "比",
        "比重",
        "比例",
        "占比",
        "百分比",
        "율",
        "률",
        "비율",
        "비중",
        "percent",
        "ratio",
        "rate",
        "share",
    ];
    let text = super::unit::fold(header.trim());
    let text = text.trim_end_matches([')', ' ']);
    text.contains('%') || ENDS.iter().any(|w| text.ends_with(w)) || text == "change" || text == "growth"
}

fn starts_or_ends(text: &str, word: &str) -> bool {
    let edge = |rest: &str, at_start: bool| {
        let c = if at_start {
            rest.chars().next()
        } else {
            rest.chars().next_back()
        };
        c.is_none_or(|c| !c.is_alphanumeric())
    };
    text.strip_prefix(word).is_some_and(|r| edge(r, true))
        || text.strip_suffix(word).is_some_and(|r| edge(r, false))
}
