//! What a section is about: the thing that its heading names, or that stands alone at the head of a list; the sentences and items
//! under it speak of that thing where they name none.

use std::ops::Range;
use std::sync::LazyLock;

use quarry_ingest::BlockKind;
use regex::Regex;

use super::statements::Statements;
use crate::entities::Placed;
use crate::extraction::EntityType;
use crate::rules::compiled;

/// How many texts back a heading or the head of a list may stand.
const REACH: usize = 8;

/// The thing of one of these kinds that the section of a text is about.
pub(super) fn subject(statements: &Statements, unit: usize, kinds: &[EntityType]) -> Option<usize> {
    let units = &statements.analysis.units;
    units.get(unit).filter(|u| u.cell.is_none())?;
    if kinds.contains(&EntityType::Event) {
        return None;
    }
    for at in (unit.saturating_sub(REACH)..unit).rev() {
        let above = units.get(at)?;
        if above.cell.is_some() {
            continue;
        }
        let placed = statements.placed.get(at)?;
        if above.kind == BlockKind::Heading {
            return only(placed, kinds);
        }
        if let Some(named) = placed
            .iter()
            .find(|p| kinds.contains(&p.kind) && stands_alone(&above.text, p))
        {
            return Some(named.entity);
        }
        if heads_items(&above.text) {
            // The list has a head that nothing knows.
            return None;
        }
    }
    None
}

static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^\s*(?:[(（]?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4}|[가-하ㄱ-ㅎ]|[一二三四五六七八九十壹貳參肆伍陸甲乙丙丁]{1,3})[)）.．、]|[○●◦■□▪▶※*•])\s*",
    )
});

/// Of `candidates` (bytes of a text, in order) the one that stands alone at the head of the list in which a sentence of the text
/// stands. The second value tells that the list has a head, whether it is a candidate or something that nothing knows.
pub(super) fn head_of_list(
    text: &str,
    begins: usize,
    candidates: &[Range<usize>],
) -> (Option<Range<usize>>, bool) {
    let Some(before) = text.get(..begins) else {
        return (None, false);
    };
    let mut end = before.rfind('\n').unwrap_or(0);
    for _ in 0..6 {
        let start = before
            .get(..end)
            .and_then(|t| t.rfind('\n'))
            .map_or(0, |at| at + 1);
        let Some(line) = text.get(start..end).filter(|l| !l.trim().is_empty()) else {
            break;
        };
        let mark = ITEM.find(line).map_or(0, |m| m.end());
        let name = candidates.iter().find(|c| {
            c.start >= start
                && c.end <= end
                && text
                    .get(start + mark..c.start)
                    .is_some_and(|t| t.trim().is_empty())
        });
        let alone = |after: &str| {
            let after = after.trim();
            let bracketed = after.starts_with(['(', '（']) && after.ends_with([')', '）', ':', '：']);
            bracketed || after.chars().filter(|c| c.is_alphanumeric()).count() == 0
        };
        match name {
            Some(name) if text.get(name.end..end).is_some_and(alone) => return (Some(name.clone()), true),
            _ if mark > 0 => {
                let headed =
                    name.is_none() && line.chars().count() <= 70 && !line.trim_end().ends_with(['.', '。']);
                return (None, headed);
            }
            _ => {}
        }
        if start == 0 {
            break;
        }
        end = start - 1;
    }
    (None, false)
}

/// The one thing of a kind that the heading above a block names.
pub(super) fn above(statements: &Statements, block: usize, kind: EntityType) -> Option<usize> {
    let units = &statements.analysis.units;
    let end = units.partition_point(|u| u.block < block);
    let at = (0..end)
        .rev()
        .take_while(|at| units.get(*at).is_some_and(|u| u.block + REACH > block))
        .find(|at| {
            units
                .get(*at)
                .is_some_and(|u| u.cell.is_none() && u.kind == BlockKind::Heading)
        })?;
    let placed = statements.placed.get(at)?;
    let named = only(placed, &[kind])?;
    let alone = || {
        placed
            .iter()
            .any(|p| p.entity == named && units.get(at).is_some_and(|u| stands_alone(&u.text, p)))
    };
    (kind != EntityType::Work || alone()).then_some(named)
}

/// The one thing of these kinds in a heading.
fn only(placed: &[Placed], kinds: &[EntityType]) -> Option<usize> {
    let mut named = placed.iter().filter(|p| kinds.contains(&p.kind));
    let first = named.next()?.entity;
    named.all(|p| p.entity == first).then_some(first)
}

/// Whether a text is a name and nothing else but a mark before it and its short form behind it.
fn stands_alone(text: &str, placed: &Placed) -> bool {
    let (Some(before), Some(after)) = (text.get(..placed.range.start), text.get(placed.range.end..)) else {
        return false;
    };
    let after = after.trim();
    let bracketed =
        after.starts_with(['(', '（']) && after.ends_with([')', '）']) && after.chars().count() <= 60;
    let mark = ITEM.find(before).map_or(0, |m| m.end());
    let before = before.get(mark..).unwrap_or("");
    before.chars().filter(|c| !c.is_whitespace()).count() <= 4
        && !before.chars().any(char::is_alphabetic)
        && (bracketed || after.chars().filter(|c| c.is_alphanumeric()).count() == 0)
}

/// Whether a text is the numbered head of a list: `나. 갈대섬 분석소(갈분소)`.
fn heads_items(text: &str) -> bool {
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"^\s*[(（]?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4}|[가-하ㄱ-ㅎ]|[一二三四五六七八九十甲乙丙丁]{1,3})[)）.．、]\s*\S",
        )
    });
    let text = text.trim();
    text.chars().count() <= 60
        && NUMBERED.is_match(text)
        && !text.contains([':', '：', '\n'])
        && !text.ends_with(['.', '。', '다', ';', '；'])
}

/// The thing at the head of the list in which a text stands. The second value tells that there is such a head, known or not.
pub(super) fn head_of_items(statements: &Statements, unit: usize) -> (Option<(usize, EntityType)>, bool) {
    let units = &statements.analysis.units;
    for at in (unit.saturating_sub(REACH)..unit).rev() {
        let Some(above) = units.get(at).filter(|u| u.cell.is_none()) else {
            continue;
        };
        if above.kind == BlockKind::Heading {
            break;
        }
        let placed = statements.placed.get(at).map_or(&[][..], Vec::as_slice);
        let named = placed
            .iter()
            .find(|p| p.kind.is_named() && stands_alone(&above.text, p));
        if let Some(named) = named {
            return (Some((named.entity, named.kind)), true);
        }
        if heads_items(&above.text) {
            return (None, true);
        }
    }
    (None, false)
}
