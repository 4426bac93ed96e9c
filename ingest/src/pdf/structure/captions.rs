//! Captions and unit lines, and the tables that they belong to.

use crate::pdf::geometry::Rect;
use crate::pdf::page::{PageLayout, Piece};

/// A caption or unit line stands no further than this above its table (points).
const REACH_ABOVE: f32 = 60.0;
/// And a caption no further than this below it.
const REACH_BELOW: f32 = 24.0;
/// Longer texts are paragraphs that begin with the name of a table.
const MAX_CAPTION: usize = 160;
const MAX_UNIT: usize = 60;

/// What stands around a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Surroundings {
    pub(crate) caption: String,
    pub(crate) unit: String,
}

/// Whether a text names a table or figure: `表1`, `〈표 2-1〉`, `[그림 3]`, `Table 4.`.
pub(crate) fn is_caption(text: &str) -> bool {
    is_table_caption(text)
        || is_named(
            text,
            &[
                "圖", "图", "그림", "Figure", "FIGURE", "Fig.", "Chart", "照片", "사진",
            ],
        )
}

/// Whether a text names a table.
pub(crate) fn is_table_caption(text: &str) -> bool {
    is_named(
        text,
        &[
            "表",
            "附表",
            "표",
            "부표",
            "붙임 표",
            "별표",
            "Table",
            "TABLE",
            "Annex table",
            "Annex Table",
            "Appendix table",
            "Exhibit",
        ],
    )
}

fn is_named(text: &str, names: &[&str]) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || "<〈《[【(（「『◇■□○▢".contains(c));
    if text.chars().count() > MAX_CAPTION {
        return false;
    }
    names.iter().any(|name| {
        let Some(rest) = text
            .strip_prefix(name)
            .filter(|r| !(name.is_ascii() && r.starts_with(char::is_alphabetic)))
        else {
            return false;
        };
        let rest = rest.trim_start();
        let number = rest
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十ⅠⅡⅢⅣⅤ-–‑.．".contains(*c))
            .collect::<String>();
        let head = number.trim_end_matches(['.', '．', '-', '–']);
        let digits = head
            .chars()
            .any(|c| c.is_numeric() || "一二三四五六七八九十".contains(c))
            || (head.chars().count() == 1 && name.is_ascii());
        // "Table 3 shows" and "表1所示" are sentences.
        let tail = rest.get(number.len()..).unwrap_or("").trim_start();
        let sentence = [
            "所示", "為", "顯示", "은 ", "는 ", "에서", "과 같", "와 같", "shows", "lists", "gives", "and ",
            "is ", "presents", "summar",
        ]
        .iter()
        .any(|s| tail.starts_with(s));
        digits && !sentence && head.chars().count() <= 8 && !tail.ends_with('。')
    })
}

/// The unit that a text states for a table, as printed: `單位：千元`, `(단위: 백만원)`, `USD thousand`.
pub(crate) fn unit(text: &str) -> Option<&str> {
    let text = text.trim();
    for word in ["單位", "单位", "단위", "Unit", "Units", "UNIT", "unit"] {
        let Some(start) = text.find(word) else { continue };
        let after = text
            .get(start + word.len()..)?
            .trim_start_matches('s')
            .trim_start();
        if !after.starts_with([':', '：', ' ']) && (word != "단위" || after.is_empty()) {
            continue;
        }
        let before = text.get(..start)?;
        let open = before
            .trim_end()
            .ends_with(['(', '（', '[', '<', '〈', '【', '※']);
        let from = if open {
            before
                .trim_end()
                .char_indices()
                .next_back()
                .map_or(start, |(i, _)| i)
        } else {
            start
        };
        // In a longer line the bracket ends the unit.
        let rest = text.get(from..)?;
        let end = if open {
            rest.find([')', '）', ']', '>', '〉', '】']).map(|i| {
                i + rest
                    .get(i..)
                    .and_then(|r| r.chars().next())
                    .map_or(1, char::len_utf8)
            })
        } else {
            None
        };
        let unit = rest.get(..end.unwrap_or(rest.len()))?.trim();
        return (unit.chars().count() <= MAX_UNIT).then_some(unit);
    }
    let short = text.chars().count() <= 40 && text.split_whitespace().count() <= 6 && !text.ends_with('.');
    let lower = text.to_ascii_lowercase();
    let scale = ["thousand", "million", "billion", "percent"]
        .iter()
        .any(|w| lower.contains(w));
    let money = [
        "usd", "us$", "$", "eur", "€", "gbp", "£", "ntd", "nt$", "twd", "krw", "won", "dollar", "euro", "in ",
    ]
    .iter()
    .any(|w| lower.contains(w));
    let figure = text.chars().any(|c| c.is_ascii_digit());
    (short && scale && money && !figure).then_some(text)
}

/// The caption and the unit of the table at `index` of its page.
pub(crate) fn around(page: &PageLayout, index: usize) -> Surroundings {
    let mut found = Surroundings::default();
    let Some(table) = page.pieces.get(index).map(Piece::rect) else {
        return found;
    };
    let text = |i: usize| match page.pieces.get(i) {
        Some(Piece::Text(p)) if !p.hidden => Some((p.rect, p.text.as_str())),
        _ => None,
    };
    let mut top = table.y0;
    for i in (0..index).rev().take(4) {
        let Some((rect, text)) = text(i) else { break };
        if !beside(&rect, &table) || top - rect.y1 > REACH_ABOVE || rect.y0 > table.y0 {
            break;
        }
        let stated = unit(text);
        if found.unit.is_empty()
            && let Some(unit) = stated
        {
            found.unit = unit.to_owned();
        }
        if is_table_caption(text) {
            let caption = stated
                .filter(|u| u.len() < text.len())
                .map_or(text, |u| text.trim_end().strip_suffix(u).unwrap_or(text));
            found.caption = caption.trim().to_owned();
            break;
        }
        if stated.is_none() {
            break;
        }
        top = rect.y0;
    }
    if found.caption.is_empty()
        && let Some((rect, text)) = text(index + 1)
        && is_table_caption(text)
        && rect.y0 - table.y1 < REACH_BELOW
        && rect.y1 > table.y1
        && beside(&rect, &table)
        && !is_above_table(page, index + 1)
    {
        found.caption = text.trim().to_owned();
    }
    found
}

/// Puts the caption of each figure of a page right behind it in reading order.
pub(crate) fn tie_figures(pieces: &mut Vec<Piece>) {
    let mut at = 0;
    while at < pieces.len() {
        if let Some(Piece::Figure(figure)) = pieces.get(at)
            && let Some(caption) = caption_of(pieces, *figure)
            && caption != at + 1
        {
            let text = pieces.remove(caption);
            let behind = if caption < at { at } else { at + 1 };
            pieces.insert(behind, text);
        }
        at += 1;
    }
}

/// The nearest caption right below a figure or, where there is none, right above it.
fn caption_of(pieces: &[Piece], figure: Rect) -> Option<usize> {
    let candidates = || {
        pieces
            .iter()
            .enumerate()
            .filter_map(move |(i, piece)| match piece {
                Piece::Text(p)
                    if !p.hidden
                        && p.lines <= 3
                        && is_caption(&p.text)
                        && !is_table_caption(&p.text)
                        && beside(&p.rect, &figure) =>
                {
                    Some((i, p.rect))
                }
                _ => None,
            })
    };
    let below = candidates()
        .map(|(i, r)| (i, r.y0 - figure.y1))
        .filter(|(_, gap)| (-2.0..=REACH_BELOW).contains(gap));
    let above = candidates()
        .map(|(i, r)| (i, figure.y0 - r.y1))
        .filter(|(_, gap)| (-2.0..=REACH_BELOW).contains(gap));
    let nearest = |a: &(usize, f32), b: &(usize, f32)| a.1.total_cmp(&b.1);
    below
        .min_by(nearest)
        .or_else(|| above.min_by(nearest))
        .map(|c| c.0)
}

fn beside(text: &Rect, table: &Rect) -> bool {
    text.overlap_x(table) > 0.0
}

/// A caption between two tables belongs to the one below it.
fn is_above_table(page: &PageLayout, index: usize) -> bool {
    page.pieces
        .iter()
        .skip(index + 1)
        .take(2)
        .any(|p| matches!(p, Piece::Table(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_told_from_sentences_about_tables() {
        for text in [
            "表1　子計畫執行單位與主持人",
            "〈표 2-1〉 추진 실적",
            "표 3. 예산",
            "Table 4. Milestones",
            "附表1 經費",
            "[표 1] 현황",
        ] {
            assert!(is_table_caption(text), "{text}");
        }
        for text in [
            "表1所示為經費",
            "Table 3 shows the budget",
            "표면 처리",
            "表示同意",
            "Tables of figures",
        ] {
            assert!(!is_table_caption(text), "{text}");
        }
        assert!(is_caption("圖1 各季經費執行率（%）"));
    }

    #[test]
    fn units_are_kept_as_printed() {
        assert_eq!(unit("單位：千元"), Some("單位：千元"));
        assert_eq!(unit("표 1. 예산 (단위: 백만원)"), Some("(단위: 백만원)"));
        assert_eq!(unit("USD thousand"), Some("USD thousand"));
        assert_eq!(unit("各單位應於期限內提報"), None);
    }
}
