//! The `DocInfo` stream: the definitions that paragraphs point at.

use super::super::manuscript::{Head, StyleName, StyleSheet};
use super::super::numbering::{Bullet, NumberLevel, Numbering};
use super::records::{Node, Tree, tag};
use crate::fields::Fields;
use crate::numeral::Numeral;

/// Reads the definitions; one that is cut short is left out but keeps its id.
pub(super) fn read(tree: &Tree) -> StyleSheet {
    let mut sheet = StyleSheet::default();
    let mut counts = Counts::default();
    for root in tree.roots() {
        definition(&root, &mut sheet, &mut counts);
        for node in root.children() {
            definition(&node, &mut sheet, &mut counts);
        }
    }
    sheet
}

/// Ids given so far: shapes and styles count from 0, numberings and bullets from 1.
#[derive(Default)]
struct Counts {
    character_shapes: u32,
    paragraph_shapes: u32,
    styles: u32,
    numberings: u32,
    bullets: u32,
}

fn next(count: &mut u32) -> u32 {
    let id = *count;
    *count = count.saturating_add(1);
    id
}

fn definition(node: &Node, sheet: &mut StyleSheet, counts: &mut Counts) {
    match node.tag() {
        tag::CHAR_SHAPE => {
            let id = next(&mut counts.character_shapes);
            // Seven fonts (16 bits each), then ratios, spacings, relative sizes and offsets (a byte each).
            let size = node.fields().after(42).and_then(|mut fields| fields.u32());
            sheet.sizes.extend(size.map(|size| (id, size)));
        }
        tag::PARA_SHAPE => {
            let id = next(&mut counts.paragraph_shapes);
            let head = paragraph_head(node.fields()).unwrap_or_default();
            if head != Head::None {
                sheet.heads.insert(id, head);
            }
        }
        tag::STYLE => {
            let id = next(&mut counts.styles);
            let mut fields = node.fields();
            let local = fields.text().unwrap_or_default();
            let english = fields.text().unwrap_or_default();
            sheet.styles.insert(id, StyleName { local, english });
        }
        tag::NUMBERING => {
            counts.numberings = counts.numberings.saturating_add(1);
            sheet
                .numberings
                .insert(counts.numberings, numbering(node.fields()));
        }
        tag::BULLET => {
            counts.bullets = counts.bullets.saturating_add(1);
            // After the head's 12 bytes.
            let sign = node.fields().after(12).and_then(|mut fields| fields.u16());
            let sign = sign.and_then(|unit| char::from_u32(u32::from(unit)));
            sheet
                .bullets
                .extend(sign.map(|sign| (counts.bullets, Bullet::new(sign))));
        }
        _ => {}
    }
}

fn paragraph_head(mut fields: Fields) -> Option<Head> {
    let attributes = fields.u32()?;
    // Margins, indent, spacings and tab definition come before the id.
    let id = fields.after(26)?.u16().map(u32::from)?;
    let level = (attributes >> 25 & 7) as u8;
    Some(match attributes >> 23 & 3 {
        1 => Head::Outline { level },
        2 => Head::Number { id, level },
        3 => Head::Bullet { id },
        _ => Head::None,
    })
}

fn numbering(mut fields: Fields) -> Numbering {
    let mut levels = Vec::new();
    for _ in 0..7 {
        levels.extend(number_level(&mut fields));
    }
    let first = fields.u16().map_or(1, u32::from);
    for (index, level) in levels.iter_mut().enumerate() {
        level.start = match fields.u32() {
            Some(start) => start,
            // Before 5.0.2.5 only the first level has a start of its own.
            None if index == 0 => first,
            None => 1,
        };
    }
    while levels.len() < 10 {
        let Some(level) = number_level(&mut fields) else {
            break;
        };
        levels.push(level);
    }
    Numbering { levels }
}

fn number_level(fields: &mut Fields) -> Option<NumberLevel> {
    let attributes = fields.u32()?;
    fields.bytes(8)?;
    let format = fields.text()?;
    Some(NumberLevel {
        format,
        numeral: Numeral::from_code(attributes >> 5 & 0xF),
        start: 1,
    })
}
