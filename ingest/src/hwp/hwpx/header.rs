//! `Contents/header.xml`: the definitions that paragraphs point at.

use super::super::manuscript::{Head, StyleName, StyleSheet};
use super::super::numbering::{Bullet, NumberLevel, Numbering};
use crate::numeral::Numeral;
use crate::xml::{Element, Xml};

/// Elements that only group others.
const GROUPS: [&str; 7] = [
    "refList",
    "charProperties",
    "numberings",
    "bullets",
    "paraProperties",
    "styles",
    "head",
];

/// Reads the definitions.
pub(super) fn read(part: &[u8]) -> StyleSheet {
    let mut xml = Xml::new(part);
    let mut sheet = StyleSheet::default();
    if xml.root().is_some() {
        group(&mut xml, &mut sheet, 0);
    }
    sheet
}

fn group(xml: &mut Xml, sheet: &mut StyleSheet, depth: usize) {
    while let Some(element) = xml.child() {
        let id = element.number::<u32>("id").unwrap_or(0);
        match element.name() {
            name if GROUPS.contains(&name) && depth < 4 => group(xml, sheet, depth + 1),
            "charPr" => {
                sheet
                    .sizes
                    .extend(element.number("height").map(|size| (id, size)));
                xml.skip();
            }
            "numbering" => {
                let numbering = numbering(xml, element.number("start").unwrap_or(1));
                sheet.numberings.insert(id, numbering);
            }
            "bullet" => {
                let sign = element.attribute("char").and_then(|sign| sign.chars().next());
                sheet.bullets.extend(sign.map(|sign| (id, Bullet::new(sign))));
                xml.skip();
            }
            "paraPr" => {
                let head = paragraph_head(xml);
                if head != Head::None {
                    sheet.heads.insert(id, head);
                }
            }
            "style" => {
                let local = element.attribute("name").unwrap_or_default();
                let english = element.attribute("engName").unwrap_or_default();
                sheet.styles.insert(id, StyleName { local, english });
                xml.skip();
            }
            _ => xml.skip(),
        }
    }
}

fn numbering(xml: &mut Xml, start: u32) -> Numbering {
    let mut levels = Vec::new();
    while let Some(element) = xml.child() {
        if element.name() != "paraHead" {
            xml.skip();
            continue;
        }
        let level = NumberLevel {
            numeral: Numeral::from_name(&element.attribute("numFormat").unwrap_or_default()),
            start: element
                .number("start")
                .unwrap_or(if levels.is_empty() { start } else { 1 }),
            format: xml.text(),
        };
        levels.push(level);
    }
    Numbering { levels }
}

fn paragraph_head(xml: &mut Xml) -> Head {
    let mut head = Head::None;
    while let Some(element) = xml.child() {
        if element.name() == "heading" {
            head = heading(&element);
        }
        xml.skip();
    }
    head
}

fn heading(element: &Element) -> Head {
    let level = element.number("level").unwrap_or(0);
    let id = element.number("idRef").unwrap_or(0);
    match element.attribute("type").as_deref() {
        Some("OUTLINE") => Head::Outline { level },
        Some("NUMBER") => Head::Number { id, level },
        Some("BULLET") => Head::Bullet { id },
        _ => Head::None,
    }
}
