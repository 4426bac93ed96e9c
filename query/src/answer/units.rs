//! Units that stand outside the cells: in a header, a caption, or a line before the table.

use quarry_ingest::table::columns::Units;
use quarry_ingest::table::enrich::value_of;
use quarry_ingest::table::unit::{Locale, Unit};
use quarry_ingest::{Block, Cell, Document, Scalar, Table};

use super::printed::Printed;
use super::values::amounts;

/// A figure as it is read from a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Figure {
    /// In base units.
    pub(super) number: Option<f64>,
    /// ISO 4217 code, for money.
    pub(super) currency: Option<String>,
    pub(super) percent: bool,
    /// What stands around its digits, where that is not in the cell itself.
    pub(super) unit: Option<Printed>,
}

/// The units of the cells of one table.
pub(super) struct CellUnits {
    units: Units,
    locale: Locale,
    /// A unit over the table that is no known word, and is no money: `盞`.
    pub(super) unknown: Option<String>,
}

impl CellUnits {
    /// Reads what stands over `table`, whose unit is `stated`.
    pub(super) fn of(document: &Document, table: &Table, stated: &str) -> Self {
        let locale = Locale::of_languages(&document.languages);
        let known = Unit::find(stated, locale).or_else(|| Unit::parse(stated, locale));
        let one = |u: &String| !u.contains([',', '、', '，']);
        Self {
            units: Units::of(table, stated, locale),
            locale,
            unknown: known.is_none().then(|| plain_unit(stated)).flatten().filter(one),
        }
    }

    /// The figure of a cell; multipliers of its unit applied once.
    pub(super) fn read(&self, cell: &Cell, row: u32, column: usize) -> Figure {
        let column = u32::try_from(column).unwrap_or(u32::MAX);
        let unit = self.units.at(row, column);
        let typed = match &cell.value {
            Some(value) if matches!(value.scalar, Scalar::Number(_) | Scalar::Percent(_)) => {
                Some(value.clone())
            }
            _ => value_of(&cell.text, unit, self.locale),
        };
        let bare = is_bare(&cell.text);
        let (number, percent, code) = match typed.map(|v| (v.scalar, v.unit)) {
            Some((Scalar::Number(n), code)) => (Some(n), false, code),
            Some((Scalar::Percent(n), _)) => (Some(n), true, None),
            _ => {
                // What the cell says beside its figure leaves the figure.
                let written = amounts(&cell.text).into_iter().next();
                let scale = unit.map_or(1.0, |u| u.multiplier);
                let lost = cell.text.trim_start().starts_with(['-', '−', '△', '▲']);
                let number = written.map(|w| w.value * if w.has_unit { 1.0 } else { scale });
                let sign = if lost { -1.0 } else { 1.0 };
                (number.map(|n| n * sign), false, unit.and_then(|u| u.code.clone()))
            }
        };
        let is_code = |u: &String| u.len() == 3 && u.chars().all(|c| c.is_ascii_uppercase());
        Figure {
            number,
            currency: code.filter(is_code),
            percent,
            unit: unit.filter(|_| bare && number.is_some()).and_then(Printed::of),
        }
    }
}

/// Whether a cell has nothing but digits and their signs.
pub(super) fn is_bare(text: &str) -> bool {
    text.chars()
        .all(|c| !c.is_alphabetic() && !matches!(c, '%' | '％' | '$' | '€' | '₩' | '£' | '¥' | '㎡'))
}

/// A unit that a caption tells: `(단위: 백만원)`, `單位：人`, `(£000)`.
fn unit_in(caption: &str) -> Option<String> {
    for mark in ["單位", "单位", "단위", "Unit", "unit"] {
        let Some((_, rest)) = caption.split_once(mark) else {
            continue;
        };
        let rest = rest.trim_start();
        let Some(rest) = rest.strip_prefix([':', '：']) else {
            continue;
        };
        let end = rest.find([')', '）', ']', '】', '\n']).unwrap_or(rest.len());
        let unit = rest.get(..end)?.trim();
        if !unit.is_empty() && unit.chars().count() <= 16 {
            return Some(unit.to_owned());
        }
    }
    bracketed(caption).filter(|u| u.contains("000") || u.to_lowercase().contains("thousand"))
}

/// The unit that a table states, in itself, its caption, or the lines before it; empty where there is none.
pub(super) fn stated_unit(document: &Document, block: &Block, table: &Table) -> String {
    if table.unit.is_empty() {
        unit_in(&table.caption)
            .or_else(|| document_unit(document, block))
            .unwrap_or_default()
    } else {
        table.unit.clone()
    }
}

/// A unit that a line before the table tells of all figures below it: `Figures in thousands of pounds.`
fn document_unit(document: &Document, block: &Block) -> Option<String> {
    let at = document.blocks.iter().position(|b| b.id == block.id)?;
    let before = document.blocks.get(at.saturating_sub(3)..at)?;
    before
        .iter()
        .rev()
        .take_while(|b| b.table.is_none())
        .find_map(|b| {
            if let Some(unit) = unit_in(&b.text) {
                return Some(unit);
            }
            let lower = b.text.to_lowercase();
            let (_, rest) = ["figures in ", "amounts in ", "all figures are in "]
                .iter()
                .find_map(|lead| lower.split_once(lead))?;
            let unit = rest.split(['.', ',', ';', '\n']).next()?.trim();
            (unit.chars().count() <= 30).then(|| unit.to_owned())
        })
}

/// What a header has in brackets at its end.
pub(super) fn bracketed(header: &str) -> Option<String> {
    let inner = header.trim_end().strip_suffix([')', '）'])?;
    let (_, unit) = inner.rsplit_once(['(', '（'])?;
    let unit = unit.trim();
    let figure = unit.starts_with(|c: char| c.is_ascii_digit());
    (!unit.is_empty() && !figure && unit.chars().count() <= 16).then(|| unit.to_owned())
}

/// A table's unit that counts or measures: `單位：份`, `(단위: 톤)`; none for money.
fn plain_unit(unit: &str) -> Option<String> {
    let bare = unit
        .trim_matches(|c: char| matches!(c, '(' | ')' | '（' | '）'))
        .rsplit([':', '：'])
        .next()
        .unwrap_or_default()
        .trim();
    let money = ["元", "원", "USD", "KRW", "TWD", "EUR", "$", "dollar", "won"]
        .iter()
        .any(|m| bare.contains(m));
    (!bare.is_empty() && !money && bare.chars().count() <= 10).then(|| bare.to_owned())
}

/// The unit at the end of a header in the manner of databases: `depth_m`.
pub(super) fn suffix_unit(path: &[String]) -> Option<String> {
    let (_, unit) = path.last()?.rsplit_once('_')?;
    [
        "m", "km", "cm", "mm", "kg", "g", "t", "ha", "l", "kw", "mw", "m2", "m3", "h", "min", "s",
    ]
    .contains(&unit)
    .then(|| unit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_tell_units_in_three_languages() {
        let unit = |caption: &str| unit_in(caption);
        assert_eq!(unit("부서별 예산 (단위: 백만원)").as_deref(), Some("백만원"));
        assert_eq!(unit("表二 各課人數 單位：人").as_deref(), Some("人"));
        assert_eq!(unit("Table 3. Grants (£000)").as_deref(), Some("£000"));
        assert_eq!(unit("Grants (2024)"), None);
    }
}
