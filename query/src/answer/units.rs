//! Units that stand outside the cells: in a header, a caption, or a line before the table.

use quarry_ingest::{Block, Document};

/// A unit that a caption tells: `(단위: 백만원)`, `單位：人`, `(£000)`.
pub(super) fn unit_in(caption: &str) -> Option<String> {
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

/// A unit that a line before the table tells of all figures below it: `Figures in thousands of pounds.`
pub(super) fn document_unit(document: &Document, block: &Block) -> Option<String> {
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
    (!unit.is_empty() && unit.chars().count() <= 16).then(|| unit.to_owned())
}

/// A table's unit that counts or measures: `單位：份`, `(단위: 톤)`; none for money.
pub(super) fn plain_unit(unit: &str) -> Option<String> {
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
