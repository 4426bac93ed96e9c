//! Styles and lists of OpenDocument: what is hidden, what a paragraph is by its style, what lists print.

use std::collections::{HashMap, HashSet};

use crate::numeral::{Numeral, symbol};
use crate::xml::{Element, Xml};

/// Levels of a list.
pub(super) const LEVELS: usize = 10;
/// Longest chain of styles that are based on one another.
const LONGEST_CHAIN: usize = 16;

/// The definitions of a document, those of `styles.xml` and of `content.xml` together.
#[derive(Debug, Default)]
pub(super) struct Styles {
    parents: HashMap<String, String>,
    hidden: HashSet<String>,
    outline_levels: HashMap<String, u8>,
    list_of: HashMap<String, String>,
    lists: HashMap<String, Vec<ListLevel>>,
    /// How headings are numbered.
    pub(super) outline: Vec<ListLevel>,
}

/// What a level of a list prints.
#[derive(Debug, Clone)]
pub(super) struct ListLevel {
    /// None prints nothing.
    numeral: Option<Numeral>,
    bullet: String,
    prefix: String,
    suffix: String,
    /// How many levels' numbers are printed.
    shown: usize,
    pub(super) start: u32,
}

impl Default for ListLevel {
    fn default() -> Self {
        Self {
            numeral: None,
            bullet: String::new(),
            prefix: String::new(),
            suffix: String::new(),
            shown: 1,
            start: 1,
        }
    }
}

impl Styles {
    /// Adds the definitions of a part.
    pub(super) fn read(&mut self, part: &[u8]) {
        let mut xml = Xml::new(part);
        if xml.root().is_none() {
            return;
        }
        while let Some(group) = xml.child() {
            if !matches!(group.name(), "styles" | "automatic-styles") {
                xml.skip();
                continue;
            }
            while let Some(element) = xml.child() {
                let name = element.attribute("name").unwrap_or_default();
                match element.name() {
                    "style" => self.style(&element, name, &mut xml),
                    "list-style" => {
                        let levels = levels(&mut xml);
                        self.lists.insert(name, levels);
                    }
                    "outline-style" => self.outline = levels(&mut xml),
                    _ => xml.skip(),
                }
            }
        }
    }

    fn style(&mut self, element: &Element, name: String, xml: &mut Xml) {
        if let Some(parent) = element.attribute("parent-style-name") {
            self.parents.insert(name.clone(), parent);
        }
        if let Some(list) = element
            .attribute("list-style-name")
            .filter(|list| !list.is_empty())
        {
            self.list_of.insert(name.clone(), list);
        }
        if let Some(level) = element.number::<u8>("default-outline-level") {
            self.outline_levels.insert(name.clone(), level);
        }
        while let Some(properties) = xml.child() {
            let hides = properties.attribute("display").is_some_and(|value| {
                value == "none" || value == "false" && properties.name() == "section-properties"
            });
            let hides_slide = properties.name() == "drawing-page-properties"
                && properties
                    .attribute("visibility")
                    .is_some_and(|value| value == "hidden");
            if hides || hides_slide {
                self.hidden.insert(name.clone());
            }
            xml.skip();
        }
    }

    fn chain<'s>(&'s self, style: &'s str) -> impl Iterator<Item = &'s str> {
        std::iter::successors(Some(style), |name| self.parents.get(*name).map(String::as_str))
            .take(LONGEST_CHAIN)
    }

    pub(super) fn is_hidden(&self, style: Option<&str>) -> bool {
        style.is_some_and(|style| self.chain(style).any(|name| self.hidden.contains(name)))
    }

    /// Whether one of the styles that a style is based on has one of these names; blanks are written `_20_`.
    pub(super) fn is_based_on(&self, style: Option<&str>, names: &[&str]) -> bool {
        style.is_some_and(|style| {
            self.chain(style)
                .any(|name| names.iter().any(|known| name.eq_ignore_ascii_case(known)))
        })
    }

    pub(super) fn list(&self, name: &str) -> Option<&[ListLevel]> {
        self.lists.get(name).map(Vec::as_slice)
    }
}

fn levels(xml: &mut Xml) -> Vec<ListLevel> {
    let mut levels = vec![ListLevel::default(); LEVELS];
    while let Some(element) = xml.child() {
        let level = element.number::<usize>("level").unwrap_or(0);
        let text = |name: &str| element.attribute(name).unwrap_or_default();
        let slot = level.checked_sub(1).and_then(|index| levels.get_mut(index));
        let (Some(slot), true) = (slot, element.name() != "list-level-style-image") else {
            xml.skip();
            continue;
        };
        *slot = ListLevel {
            numeral: (element.name() != "list-level-style-bullet")
                .then(|| numeral(&text("num-format")))
                .flatten(),
            bullet: text("bullet-char").chars().map(symbol).collect(),
            prefix: text("num-prefix"),
            suffix: text("num-suffix"),
            shown: element.number("display-levels").unwrap_or(1).clamp(1, LEVELS),
            start: element.number("start-value").unwrap_or(1),
        };
        xml.skip();
    }
    levels
}

fn numeral(format: &str) -> Option<Numeral> {
    Some(match format.chars().next()? {
        'a' => Numeral::LatinSmall,
        'A' => Numeral::LatinCapital,
        'i' => Numeral::RomanSmall,
        'I' => Numeral::RomanCapital,
        '一' => Numeral::Ideograph,
        '壹' => Numeral::IdeographFormal,
        '壱' => Numeral::IdeographFormal,
        '甲' => Numeral::DecagonHanja,
        '子' => Numeral::Zodiac,
        '①' => Numeral::CircledDigit,
        '１' => Numeral::FullWidthDigit,
        '가' => Numeral::HangulSyllable,
        'ㄱ' => Numeral::HangulJamo,
        '㉮' => Numeral::CircledHangulSyllable,
        '㉠' => Numeral::CircledHangulJamo,
        '일' => Numeral::HangulPhonetic,
        _ => Numeral::Digit,
    })
}

/// What a level prints, given the numbers of all levels so far.
pub(super) fn label(levels: &[ListLevel], at: usize, numbers: &[u32]) -> String {
    let Some(own) = levels.get(at) else {
        return String::new();
    };
    if own.numeral.is_none() {
        return own.bullet.clone();
    }
    let from = (at + 1).saturating_sub(own.shown);
    let numbers = (from..=at).filter_map(|index| {
        let numeral = levels.get(index)?.numeral?;
        Some(numeral.print(numbers.get(index).copied().unwrap_or(1)))
    });
    let path = numbers.collect::<Vec<_>>().join(".");
    format!("{}{path}{}", own.prefix, own.suffix)
}
