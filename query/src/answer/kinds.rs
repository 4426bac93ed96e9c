//! What the cells of a column are: names, figures or days.

use quarry_ingest::Scalar;

use super::grid::Grid;
use super::headers::is_blank_mark;
use super::tables::Kind;
use super::values::dates;
use crate::text::fold;

/// What most cells of a column are.
pub(super) fn kind_of(grid: &Grid<'_>, column: u32) -> Kind {
    let (mut numbers, mut days, mut filled) = (0_usize, 0_usize, 0_usize);
    for row in grid.body() {
        let Some(cell) = usize::try_from(column).ok().and_then(|c| grid.at(row, c)) else {
            continue;
        };
        let text = cell.text.trim();
        if text.is_empty() || is_blank_mark(text) || grid.lone_cell(row).is_some() {
            continue;
        }
        filled += 1;
        let year = text.len() == 4 && text.parse::<u32>().is_ok_and(|y| (1800..=2100).contains(&y));
        let day =
            year || matches!(
                cell.value.as_ref().map(|v| &v.scalar),
                Some(Scalar::Date(_) | Scalar::Datetime(_))
            ) || dates(text)
                .first()
                .is_some_and(|d| d.iso.len() == 10 && d.text.len() + 4 >= text.len());
        if day {
            days += 1;
        } else if is_number(text) {
            numbers += 1;
        }
    }
    if filled == 0 {
        Kind::Text
    } else if days * 10 >= filled * 6 {
        Kind::Date
    } else if numbers * 10 >= filled * 6 {
        Kind::Number
    } else {
        Kind::Text
    }
}

/// Units that may stand with a number in a cell.
const UNITS: &[&str] = &[
    "千元",
    "萬元",
    "億元",
    "元",
    "인",
    "명",
    "건",
    "개",
    "척",
    "톤",
    "원",
    "천원",
    "백만원",
    "억원",
    "만원",
    "人",
    "件",
    "個",
    "份",
    "公尺",
    "公里",
    "公噸",
    "噸",
    "公頃",
    "坪",
    "m",
    "km",
    "kg",
    "t",
    "ha",
    "cm",
    "mm",
    "g",
    "l",
    "kw",
    "mw",
    "㎡",
    "m²",
    "m2",
    "m3",
    "㎥",
    "%",
    "usd",
    "krw",
    "twd",
    "eur",
    "nt$",
    "us$",
    "$",
    "€",
    "₩",
    "hours",
    "hrs",
    "h",
    "min",
    "시간",
    "분",
    "小時",
    "分",
    "天",
    "일",
    "days",
    "℃",
    "°c",
];

/// Whether a text is a number, perhaps with a sign, a currency or a unit.
pub(super) fn is_number(text: &str) -> bool {
    let folded = fold(text);
    let rest: String = folded
        .chars()
        .filter(|c| {
            !c.is_ascii_digit()
                && !matches!(c, ',' | '.' | '+' | '-' | '(' | ')' | '△' | '▲' | '▽' | '%' | ' ')
        })
        .collect();
    folded.chars().any(|c| c.is_ascii_digit())
        && !folded.starts_with('0') | folded.starts_with("0.") | (folded == "0")
        && (rest.is_empty() || UNITS.contains(&rest.as_str()))
        && folded.matches('-').count() <= 1
        && !folded.trim_end().ends_with('-')
        && !folded.char_indices().any(|(i, c)| c == '-' && i > 0)
}
