//! Styles: what paragraphs and runs inherit by pointing at one.

use std::collections::HashMap;

use crate::xml::{Element, Xml};

/// Longest chain of styles that are based on one another.
const LONGEST_CHAIN: usize = 16;

/// The styles of a document, by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    look: Look,
}

/// What matters here of the looks of a paragraph or run; none where nothing is said.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    /// Outline level from 0; 9 is body text.
    pub(super) outline: Option<u8>,
    /// Numbering and its level from 0; numbering 0 takes one away.
    pub(super) numbering: Option<u32>,
    pub(super) level: Option<u8>,
    /// Whether the text is hidden.
    pub(super) hidden: Option<bool>,
    /// What the name of the style says.
    pub(super) named: Named,
}

/// What the name of a style says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Named {
    #[default]
    Nothing,
    Heading(u8),
    Caption,
}

impl Look {
    /// Fills what is not said from `other`.
    fn inherit(&mut self, other: &Self) {
        self.outline = self.outline.or(other.outline);
        self.numbering = self.numbering.or(other.numbering);
        self.level = self.level.or(other.level);
        self.hidden = self.hidden.or(other.hidden);
        if self.named == Named::Nothing {
            self.named = other.named;
        }
    }

    /// Reads the properties of a paragraph (`pPr`) or run (`rPr`), and gives the style that they name.
    pub(super) fn read(xml: &mut Xml, sections: &mut Vec<(bool, String)>) -> (Self, Option<String>) {
        let (mut look, mut style) = (Self::default(), None);
        while let Some(element) = xml.child() {
            match element.name() {
                "pStyle" | "rStyle" => style = element.attribute("val"),
                "outlineLvl" => look.outline = element.number("val"),
                "vanish" => look.hidden = Some(is_on(&element)),
                "numPr" => {
                    while let Some(part) = xml.child() {
                        match part.name() {
                            "numId" => look.numbering = part.number("val"),
                            "ilvl" => look.level = part.number("val"),
                            _ => {}
                        }
                        xml.skip();
                    }
                    continue;
                }
                "sectPr" => {
                    section(xml, sections);
                    continue;
                }
                _ => {}
            }
            xml.skip();
        }
        (look, style)
    }
}

/// The running headers (true) and footers of a section, by the ids of their relationships.
pub(super) fn section(xml: &mut Xml, found: &mut Vec<(bool, String)>) {
    while let Some(element) = xml.child() {
        let is_header = element.name() == "headerReference";
        if is_header || element.name() == "footerReference" {
            found.extend(element.attribute("id").map(|id| (is_header, id)));
        }
        xml.skip();
    }
}

/// Whether a property that is on by being there is on.
pub(super) fn is_on(element: &Element) -> bool {
    element
        .attribute("val")
        .is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
}

impl Styles {
    pub(super) fn read(part: &[u8]) -> Self {
        let mut found = Self::default();
        let mut xml = Xml::new(part);
        if xml.root().is_none() {
            return found;
        }
        while let Some(element) = xml.child() {
            if element.name() != "style" {
                xml.skip();
                continue;
            }
            let id = element.attribute("styleId").unwrap_or_default();
            let is_default =
                element.flag("default") && element.attribute("type").as_deref() == Some("paragraph");
            let mut style = Style::default();
            while let Some(part) = xml.child() {
                match part.name() {
                    "name" => style.name = part.attribute("val").unwrap_or_default(),
                    "basedOn" => style.based_on = part.attribute("val"),
                    "pPr" | "rPr" => {
                        let (look, _) = Look::read(&mut xml, &mut Vec::new());
                        style.look.inherit(&look);
                        continue;
                    }
                    _ => {}
                }
                xml.skip();
            }
            style.look.named = named(&style.name);
            if is_default {
                found.default = Some(id.clone());
            }
            found.styles.insert(id, style);
        }
        found
    }

    /// What a paragraph or run looks like that says `own` of itself and points at `style`.
    pub(super) fn resolve(&self, own: Look, style: Option<&str>) -> Look {
        let mut look = own;
        let mut next = style.or(self.default.as_deref());
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else {
                break;
            };
            look.inherit(&style.look);
            next = style.based_on.as_deref();
        }
        look
    }

    /// As [`Styles::resolve`], for a run: the default style of paragraphs says nothing of it.
    pub(super) fn is_hidden(&self, own: Look, style: Option<&str>) -> bool {
        match style {
            Some(style) => self.resolve(own, Some(style)).hidden,
            None => own.hidden,
        }
        .unwrap_or(false)
    }
}

fn named(name: &str) -> Named {
    let name = name.trim().to_lowercase();
    for word in ["heading", "제목", "개요", "標題", "标题", "見出し"] {
        if let Some(level) = name.strip_prefix(word).and_then(|n| n.trim().parse::<u8>().ok())
            && (1..=9).contains(&level)
        {
            return Named::Heading(level);
        }
    }
    match name.as_str() {
        "title" | "제목" | "標題" | "标题" => Named::Heading(1),
        "subtitle" | "부제" | "副標題" | "副标题" => Named::Heading(2),
        "caption" | "캡션" | "標號" | "题注" => Named::Caption,
        _ => Named::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_inherits_from_the_one_that_it_is_based_on() {
        let part = br#"<styles><style type="paragraph" default="1" styleId="a"><name val="Normal"/></style>
            <style styleId="h"><name val="heading 2"/><basedOn val="a"/><pPr><numPr><numId val="3"/><ilvl val="1"/></numPr></pPr></style>
            <style styleId="x"><name val="My own"/><basedOn val="h"/><rPr><vanish/></rPr></style>
            <style styleId="loop"><name val="loop"/><basedOn val="loop"/></style></styles>"#;
        let styles = Styles::read(part);
        let look = styles.resolve(Look::default(), Some("x"));
        assert_eq!(
            (look.named, look.numbering, look.level, look.hidden),
            (Named::Heading(2), Some(3), Some(1), Some(true))
        );
        assert_eq!(
            styles.resolve(Look::default(), Some("loop")).named,
            Named::Nothing
        );
        assert!(!styles.is_hidden(Look::default(), None));
    }
}
