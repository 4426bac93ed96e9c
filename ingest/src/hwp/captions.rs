//! Ties captions and units to their tables.
//!
//! A caption may be a part of the table object, but most authors type it as a paragraph of its own above the table
//! (`표 1. 소속기관 현황`), and the unit on the line between (`(단위: 백만원)`).

use crate::document::{Block, BlockKind};
use crate::table::Table;

/// Words that begin a caption, before its number.
const CAPTION_WORDS: [&str; 13] = [
    "표", "그림", "도표", "사진", "별표", "부표", "Table", "TABLE", "Figure", "Fig.", "表", "圖", "图",
];
/// Words that may stand before those.
const BEFORE_CAPTION_WORDS: [&str; 3] = ["붙임", "참고", "附"];
/// Words that begin a unit, before a colon.
const UNIT_WORDS: [&str; 7] = ["단위", "單位", "单位", "Units", "Unit", "unit", "UNIT"];
/// Longest caption that is told by its wording alone, in characters.
const LONGEST_CAPTION: usize = 120;
/// Longest unit, in characters.
const LONGEST_UNIT: usize = 30;
/// How many blocks above a table may belong to it.
const LINES_ABOVE: usize = 3;

/// Fills `caption` and `unit` of the tables among `blocks`, and marks the captions.
pub(super) fn attach(blocks: &mut [Block]) {
    for index in 0..blocks.len() {
        let (above, rest) = blocks.split_at_mut(index);
        let Some((block, below)) = rest.split_first_mut() else {
            break;
        };
        if let Some(table) = &mut block.table {
            attach_to(table, above, below);
        }
    }
}

fn attach_to(table: &mut Table, above: &mut [Block], below: &mut [Block]) {
    if table.unit.is_empty() {
        table.unit = unit_in(&table.caption).unwrap_or_default();
    }
    let mut looked_at = 0;
    for block in above.iter_mut().rev() {
        if matches!(
            block.kind,
            BlockKind::Header | BlockKind::Footer | BlockKind::Footnote
        ) {
            continue;
        }
        looked_at += 1;
        if looked_at > LINES_ABOVE || block.table.is_some() || block.kind == BlockKind::Heading {
            break;
        }
        let unit = unit_in(&block.text);
        let is_caption = is_caption(block);
        if table.unit.is_empty() {
            table.unit = unit.clone().unwrap_or_default();
        }
        let titled =
            is_caption || looked_at <= 2 && block.kind == BlockKind::Paragraph && is_bracketed(&block.text);
        if titled {
            if table.caption.is_empty() {
                block.kind = BlockKind::Caption;
                table.caption.clone_from(&block.text);
            }
            break;
        }
        if unit.is_none_or(|_| block.text.chars().count() > 2 * LONGEST_UNIT) {
            break;
        }
    }
    if table.caption.is_empty()
        && let [caption, next @ ..] = below
        && is_caption(caption)
        && next.first().is_none_or(|block| block.table.is_none())
    {
        caption.kind = BlockKind::Caption;
        table.caption.clone_from(&caption.text);
    }
    if table.unit.is_empty() {
        let first_row = table.cells.iter().take_while(|cell| cell.row == 0);
        let units = first_row.filter(|cell| cell.text.chars().count() <= LONGEST_UNIT + 2);
        table.unit = units
            .filter_map(|cell| unit_in(&cell.text))
            .next()
            .unwrap_or_default();
    }
}

fn is_caption(block: &Block) -> bool {
    match block.kind {
        // A unit on a line of its own is often set in the style of captions.
        BlockKind::Caption => !is_bare_unit(&block.text),
        BlockKind::Paragraph | BlockKind::ListItem => reads_as_caption(&block.text),
        _ => false,
    }
}

/// Whether a line is nothing but a unit: `(단위: 백만원)`.
fn is_bare_unit(text: &str) -> bool {
    let bare = text
        .trim()
        .trim_matches(|c: char| "()（）[]〔〕<>【】".contains(c))
        .trim();
    unit_in(text).is_some_and(|unit| unit.trim_end_matches([')', '）']) == bare.trim_end_matches([')', '）']))
}

/// Whether a line stands in the brackets that titles of tables stand in: `< 지역별 동향(억 달러, %) >`.
fn is_bracketed(text: &str) -> bool {
    let text = text.trim();
    let pairs = [('<', '>'), ('＜', '＞'), ('〈', '〉'), ('《', '》'), ('【', '】')];
    let inside = pairs
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    inside.is_some_and(|inside| {
        let length = inside.trim().chars().count();
        (2..=LONGEST_CAPTION / 2).contains(&length) && !pairs.iter().any(|(_, close)| inside.contains(*close))
    })
}

/// Whether a line reads as a caption: `표 1. 현황`, `<그림 2-1> 구성도`, `[Table 3]`.
pub(super) fn reads_as_caption(text: &str) -> bool {
    let opening = |c: char| c.is_whitespace() || "<[〈《【(（〔「［＜".contains(c);
    let mut rest = text.trim_start_matches(opening);
    for word in BEFORE_CAPTION_WORDS {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
    }
    let Some(rest) = CAPTION_WORDS.iter().find_map(|word| rest.strip_prefix(word)) else {
        return false;
    };
    let rest = rest.trim_start();
    let number = |c: char| c.is_ascii_digit() || "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ一二三四五六七八九十".contains(c);
    if !rest.starts_with(number) {
        return false;
    }
    // `표 1은`, `表 1 中` run on as a sentence; a caption goes on after a space, a stop or a bracket.
    let after = rest.trim_start_matches(|c: char| number(c) || "-–.·".contains(c));
    let ends = |c: char| c.is_whitespace() || ":：.,>]〉》】)）〕」］＞|".contains(c);
    (after.is_empty()
        || after.starts_with(ends)
        || rest.len() > after.len() && rest[..rest.len() - after.len()].ends_with('.'))
        && text.chars().count() <= LONGEST_CAPTION
}

/// The unit that a line gives, without its brackets: `(단위: 백만원)` gives `단위: 백만원`.
pub(super) fn unit_in(text: &str) -> Option<String> {
    let start = UNIT_WORDS.iter().find_map(|word| {
        let (start, _) = text.match_indices(word).find(|(start, _)| {
            let rest = text.get(start + word.len()..).unwrap_or_default();
            rest.trim_start().starts_with([':', '：'])
        })?;
        Some(start)
    })?;
    let rest = text.get(start..)?;
    let end = rest
        .find([')', '）', '〕', ']', '>', '】', '\n'])
        .unwrap_or(rest.len());
    // A bracket inside the unit, as in `단위: 명(%)`, closes it and not the line.
    let end = match rest.get(..end)?.find(['(', '（']) {
        Some(_) => rest
            .get(end..)
            .and_then(|tail| tail.chars().next())
            .map_or(end, |c| end + c.len_utf8()),
        None => end,
    };
    let unit = rest.get(..end)?.trim();
    let given = unit.trim_end_matches([':', '：']).len() < unit.len();
    (!given && unit.chars().count() <= LONGEST_UNIT).then(|| unit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_read_as_captions() {
        for caption in [
            "표 1. 소속기관 현황",
            "<표 2-1> 예산",
            "[그림 3] 구성도",
            "붙임 표 1. 대비표",
            "Table 4: Staff",
            "表 2 預算",
        ] {
            assert!(reads_as_caption(caption), "{caption}");
        }
        for sentence in ["표 1은 예산이다", "표지", "표 1과 같이", "그림을 보면", "2. 표 1"]
        {
            assert!(!reads_as_caption(sentence), "{sentence}");
        }
    }

    #[test]
    fn titles_in_brackets_and_bare_units() {
        assert!(is_bracketed("< 지역별 동향(억 달러, %) >"));
        assert!(is_bracketed("〈연도별 현황〉"));
        assert!(!is_bracketed("<가> 및 <나>"));
        assert!(!is_bracketed("[별지]"));
        assert!(is_bare_unit("(단위 : 억원, %)"));
        assert!(is_bare_unit("〔단위: 명(%)〕"));
        assert!(!is_bare_unit("표 3. 예산 (단위: 억원)"));
    }

    #[test]
    fn units_come_without_their_brackets() {
        assert_eq!(unit_in("(단위: 백만원)").as_deref(), Some("단위: 백만원"));
        assert_eq!(unit_in("〔단위 : 천원, %〕").as_deref(), Some("단위 : 천원, %"));
        assert_eq!(unit_in("표 3. 예산(단위：명)").as_deref(), Some("단위：명"));
        assert_eq!(unit_in("(단위: 명(%))").as_deref(), Some("단위: 명(%)"));
        assert_eq!(unit_in("單位：千元").as_deref(), Some("單位：千元"));
        assert_eq!(unit_in("각 단위 기관은"), None);
        assert_eq!(unit_in("단위:"), None);
    }
}
