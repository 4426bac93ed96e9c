//! Which unit holds for a figure: that of its column's header, of its row, or of the table; where a table states several units
//! at once (`單位：公尺、千元`), each column takes the one that fits its header.

use std::collections::HashMap;

use super::enrich::{Heading, column_headings, row_headings};
use super::unit::{Locale, Unit, fold, parts};
use super::{Cell, Table};

/// As many columns as a spreadsheet has, and of how many the units of a list are chosen.
const MOST_COLUMNS: u32 = 16_384;
const MOST_CHOSEN: u32 = 200;

/// The units of a table's figures.
#[derive(Debug, Clone, Default)]
pub struct Units {
    columns: Vec<Heading>,
    rows: HashMap<u32, Heading>,
    whole: Option<Unit>,
    /// Of several units that which fits a column.
    chosen: Vec<Option<Unit>>,
}

impl Units {
    /// Reads what headers, keys and `stated` say; `stated` is what stands beside the table, its unit or its caption.
    #[must_use]
    pub fn of(table: &Table, stated: &str, locale: Locale) -> Self {
        let columns = column_headings(table, locale);
        let rows = row_headings(table, &columns, locale);
        let width = table.columns.min(MOST_COLUMNS);
        let several = [stated, table.caption.as_str()]
            .iter()
            .map(|text| parts(text, locale))
            .find(|found| found.len() > 1)
            .unwrap_or_default();
        let whole = if several.is_empty() && !stated.is_empty() {
            Unit::find(stated, locale).or_else(|| Unit::parse(stated, locale))
        } else {
            None
        };
        let chosen = if several.is_empty() {
            Vec::new()
        } else {
            choose(table, &several, width.min(MOST_CHOSEN))
        };
        Self {
            columns: (0..width)
                .map(|c| columns.get(&c).cloned().unwrap_or_default())
                .collect(),
            rows,
            whole,
            chosen,
        }
    }

    /// The unit of a figure at (`row`, `column`); none where nothing states one for it.
    #[must_use]
    pub fn at(&self, row: u32, column: u32) -> Option<&Unit> {
        let at = usize::try_from(column).ok()?;
        let heading = self.columns.get(at);
        let key = if self.rows.is_empty() {
            None
        } else {
            self.rows.get(&row)
        };
        let own = heading
            .and_then(|h| h.unit.as_ref())
            .or_else(|| key.and_then(|h| h.unit.as_ref()));
        let apart = heading.is_some_and(|h| h.apart) || key.is_some_and(|h| h.apart);
        own.or_else(|| self.chosen.get(at).and_then(Option::as_ref))
            .or_else(|| self.whole.as_ref().filter(|_| !apart))
    }
}

/// What a header or a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measured {
    Money,
    Share,
    Length,
    Area,
    Weight,
    Volume,
    Time,
    People,
    Count,
}

/// Words of headers and of units, by what they measure; those of one list are tried before those of the next.
#[rustfmt::skip]
const WORDS: &[(Measured, &[&str])] = &[
    (Measured::Share, &["率", "比例", "占比", "百分比", "비율", "비중", "율", "률", "%", "percent", "share", "rate", "ratio"]),
    (Measured::Money, &[
        "經費", "預算", "決算", "金額", "費用", "費", "額", "款", "收入", "支出", "歲入", "歲出", "成本", "價", "薪", "稅", "補助",
        "예산", "결산", "금액", "비용", "사업비", "경비", "액", "수입", "지출", "세입", "세출", "단가", "가격", "보조금", "임금", "급여",
        "budget", "cost", "costs", "amount", "expenditure", "spending", "revenue", "income", "price",
        "fee", "fees", "funding", "outturn", "grant", "grants", "value", "sales", "expense", "expenses",
        "salary", "wage", "wages", "award",
    ]),
    (Measured::People, &[
        "人數", "人口", "員額", "人次", "인원", "인구", "직원", "정원", "people", "staff", "persons", "population",
        "headcount", "employees", "visitors", "passengers",
    ]),
    (Measured::Area, &["面積", "면적", "area"]),
    (Measured::Weight, &["重量", "重", "產量", "漁獲", "중량", "무게", "생산량", "어획량", "weight", "tonnage", "catch", "harvest"]),
    (Measured::Volume, &["容量", "體積", "용량", "부피", "volume", "capacity"]),
    (Measured::Time, &["時數", "期間", "工期", "시간", "기간", "일수", "duration", "hours", "time"]),
    (Measured::Length, &[
        "長度", "長", "寬", "深", "高", "距離", "里程", "길이", "연장", "거리", "깊이", "높이", "폭", "수심", "length",
        "depth", "width", "height", "distance", "mileage",
    ]),
    (Measured::Count, &["數", "수", "數量", "건수", "수량", "number", "count", "quantity"]),
];

/// Units that measure something other than money and shares.
#[rustfmt::skip]
const UNITS: &[(Measured, &[&str])] = &[
    (Measured::Length, &[
        "公尺", "公里", "公分", "毫米", "米", "미터", "킬로미터", "m", "km", "cm", "mm", "metres", "meters",
        "kilometres",
    ]),
    (Measured::Area, &["公頃", "坪", "平方公尺", "平方公里", "헥타르", "평", "㎡", "m2", "m²", "km2", "ha", "hectares", "acres"]),
    (Measured::Weight, &["公噸", "噸", "公斤", "公克", "톤", "킬로그램", "t", "kg", "g", "kt", "mt", "tonnes", "tons", "ton"]),
    (Measured::Volume, &["立方公尺", "公升", "公秉", "리터", "m3", "㎥", "l", "ml", "litres", "liters"]),
    (Measured::Time, &["小時", "分鐘", "天", "日", "個月", "시간", "분", "일", "개월", "hours", "days", "minutes", "weeks", "months"]),
    (Measured::People, &["人", "人次", "名", "位", "員", "명", "인", "people", "persons", "person", "employees", "staff"]),
];

fn measured_by(unit: &Unit, text: &str) -> Measured {
    if unit.money {
        return Measured::Money;
    }
    if unit.percent {
        return Measured::Share;
    }
    UNITS
        .iter()
        .find(|(_, names)| names.contains(&text))
        .map_or(Measured::Count, |(m, _)| *m)
}

/// What a header says is measured under it: the inner levels before the outer ones.
fn measured_in(path: &[String]) -> Option<Measured> {
    path.iter().rev().find_map(|header| {
        let text = fold(header.trim());
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '%').collect();
        let ends = |w: &&&str| {
            if w.is_ascii() && w.chars().all(char::is_alphabetic) {
                words.contains(*w)
            } else {
                text.trim_end_matches([')', '）']).ends_with(**w)
            }
        };
        let within = |w: &&&str| w.chars().count() > 1 && !w.is_ascii() && text.contains(**w);
        // What a header ends with says more than what stands in it: `預算人數` counts people.
        let by = |holds: &dyn Fn(&&&str) -> bool| {
            WORDS
                .iter()
                .filter_map(|(m, names)| {
                    let longest = names
                        .iter()
                        .filter(|w| holds(w))
                        .map(|w| w.chars().count())
                        .max()?;
                    Some((*m, longest))
                })
                .reduce(|best, next| if next.1 > best.1 { next } else { best })
                .map(|found| found.0)
        };
        by(&ends).or_else(|| by(&within))
    })
}

/// For each column of figures the unit of several that fits its header. A unit that names its column (`cost in thousand euros`)
/// goes before one of the same kind; where headers leave one unit over for one kind of column, in the order in which both
/// stand, that is taken too.
fn choose(table: &Table, units: &[(Option<String>, Unit)], width: u32) -> Vec<Option<Unit>> {
    let paths: Vec<Vec<String>> = (0..width).map(|c| path(table, c)).collect();
    let figures: Vec<bool> = (0..width).map(|c| has_figures(table, c)).collect();
    let kinds: Vec<Measured> = units
        .iter()
        .map(|(_, unit)| measured_by(unit, &fold(bare(&unit.printed))))
        .collect();
    let pick = |c: usize| -> Option<usize> {
        let path = paths
            .get(c)
            .filter(|_| figures.get(c).copied().unwrap_or_default())?;
        let whole = fold(&path.join(" "));
        let named = units.iter().position(|(name, unit)| {
            let of_it = |text: &str| {
                let text = fold(text);
                !text.is_empty()
                    && whole
                        .split(|c: char| !c.is_alphanumeric())
                        .any(|w| same_word(w, &text))
            };
            name.as_deref().is_some_and(of_it) || (!unit.money && !unit.percent && of_it(bare(&unit.printed)))
        });
        if named.is_some() {
            return named;
        }
        let kind = measured_in(path)?;
        let mut fitting = (0..units.len()).filter(|u| kinds.get(*u) == Some(&kind));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    };
    let mut found: Vec<Option<usize>> = (0..paths.len()).map(pick).collect();
    by_order(&paths, &figures, units.len(), &mut found);
    found
        .into_iter()
        .map(|u| units.get(u?).map(|(_, unit)| unit.clone()))
        .collect()
}

/// Gives the columns that no word of theirs decided the unit at their place, where there are as many kinds of columns as units
/// and those that are decided stand in the units' order.
fn by_order(paths: &[Vec<String>], figures: &[bool], units: usize, found: &mut [Option<usize>]) {
    let mut leaves: Vec<&str> = Vec::new();
    for (path, _) in paths.iter().zip(figures).filter(|(_, figure)| **figure) {
        let leaf = path.last().map_or("", String::as_str);
        if !leaves.contains(&leaf) {
            leaves.push(leaf);
        }
    }
    if leaves.len() != units {
        return;
    }
    let place = |c: usize| {
        let leaf = paths.get(c)?.last()?;
        leaves.iter().position(|l| l == leaf)
    };
    let decided = found.iter().enumerate().filter(|(_, u)| u.is_some()).count();
    let ordered = found
        .iter()
        .enumerate()
        .all(|(c, u)| u.is_none() || place(c) == *u);
    if decided == 0 || !ordered {
        return;
    }
    for (c, slot) in found.iter_mut().enumerate() {
        if slot.is_none() && figures.get(c).copied().unwrap_or_default() {
            *slot = place(c);
        }
    }
}

/// Whether two words are one but for an ending of number.
fn same_word(a: &str, b: &str) -> bool {
    a == b
        || a.is_ascii() && b.is_ascii() && a.trim_end_matches('s') == b.trim_end_matches('s') && a.len() > 2
}

/// A unit without its label and brackets.
fn bare(printed: &str) -> &str {
    printed
        .rsplit([':', '：'])
        .next()
        .unwrap_or(printed)
        .trim_matches(|c: char| c.is_whitespace() || "()（）[]【】〔〕".contains(c))
}

fn path(table: &Table, column: u32) -> Vec<String> {
    let mut cells: Vec<&Cell> = table
        .cells
        .iter()
        .take_while(|c| c.row < table.header_rows)
        .filter(|c| {
            (c.column..c.column.saturating_add(c.column_span)).contains(&column)
                && (c.column_span < table.columns || table.columns == 1)
        })
        .collect();
    cells.sort_by_key(|c| c.row);
    cells
        .into_iter()
        .map(|c| c.text.trim().to_owned())
        .filter(|t| !t.is_empty())
        .collect()
}

fn has_figures(table: &Table, column: u32) -> bool {
    let body = table
        .cells
        .iter()
        .filter(|c| c.row >= table.header_rows && c.column == column && !c.text.trim().is_empty())
        .take(200);
    let (mut figures, mut all) = (0_usize, 0_usize);
    for cell in body {
        all += 1;
        let first = cell
            .text
            .trim()
            .trim_start_matches(['-', '−', '△', '▲', '(', '+', '$', '€', '£']);
        figures += usize::from(first.starts_with(|c: char| c.is_ascii_digit()));
    }
    figures * 2 >= all.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Locator, Place};

    fn table(caption: &str, lines: &[&[&str]]) -> Table {
        let mut cells = Vec::new();
        for (row, line) in (0_u32..).zip(lines) {
            for (column, text) in (0_u32..).zip(line.iter()) {
                cells.push(Cell {
                    row,
                    column,
                    row_span: 1,
                    column_span: 1,
                    text: (*text).to_owned(),
                    value: None,
                    formula: None,
                    hidden: false,
                    locator: Locator::from(Place::Paragraph { paragraph: row }),
                    table: None,
                });
            }
        }
        Table {
            rows: u32::try_from(lines.len()).unwrap_or_default(),
            columns: u32::try_from(lines.first().map_or(0, |l| l.len())).unwrap_or_default(),
            header_rows: 1,
            header_columns: 1,
            caption: caption.to_owned(),
            cells,
            ..Table::default()
        }
    }

    fn printed(caption: &str, headers: &[&str]) -> Vec<Option<(f64, String)>> {
        let row: Vec<&str> = std::iter::once("x")
            .chain(headers.iter().skip(1).map(|_| "12"))
            .collect();
        let table = table(caption, &[headers, &row]);
        let locale = Locale {
            yuan: "TWD",
            dollar: "USD",
        };
        let units = Units::of(&table, "", locale);
        (1..table.columns)
            .map(|c| units.at(1, c).map(|u| (u.multiplier, u.printed.clone())))
            .collect()
    }

    fn unit(multiplier: f64, printed: &str) -> Option<(f64, String)> {
        Some((multiplier, printed.to_owned()))
    }

    #[test]
    fn of_several_units_each_column_takes_the_one_that_fits() {
        assert_eq!(
            printed("路燈汰換（單位：盞、新臺幣千元）", &["里別", "汰換數", "經費"]),
            [unit(1.0, "盞"), unit(1e3, "新臺幣千元")]
        );
        assert_eq!(
            printed("하천 정비 (단위: 백만원, km)", &["하천", "정비 길이", "사업비"]),
            [unit(1.0, "km"), unit(1e6, "백만원")]
        );
        assert_eq!(
            printed(
                "Hedges planted (Unit: m, EUR million)",
                &["Parish", "Length", "Cost", "Year"]
            ),
            [unit(1.0, "m"), unit(1e6, "EUR million"), None]
        );
        assert_eq!(
            printed(
                "Lamps by ward (number; cost in thousand euros)",
                &["Ward", "Lamps", "Cost"]
            ),
            [unit(1.0, "number"), unit(1e3, "thousand euros")]
        );
    }

    #[test]
    fn what_fits_no_header_has_no_unit() {
        assert_eq!(
            printed("(단위: 명, %)", &["구분", "비율", "등급", "점수"]),
            [unit(1.0, "%"), None, None]
        );
    }

    #[test]
    fn one_unit_holds_for_all_columns_that_are_not_apart() {
        let table = table("", &[&["單位", "預算", "人數"], &["甲科", "12", "3"]]);
        let locale = Locale {
            yuan: "TWD",
            dollar: "USD",
        };
        let units = Units::of(&table, "單位：億元", locale);
        assert_eq!(units.at(1, 1).map(|u| u.multiplier), Some(1e8));
        assert_eq!(units.at(1, 2), None);
    }
}
