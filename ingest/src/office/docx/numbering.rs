//! Numbers and bullets (ECMA-376 part 1, 17.9), resolved to what is printed.

use std::collections::{HashMap, HashSet};

use crate::numeral::{Numeral, symbol};
use crate::xml::{Element, Xml};

/// Levels of a list.
const LEVELS: usize = 9;

/// The lists of a document, and where each of them stands.
#[derive(Debug, Default)]
pub(super) struct Numberings {
    /// Definitions by their ids.
    definitions: HashMap<u32, Vec<Level>>,
    /// Lists by their ids: the definition of each, and levels that begin at another number.
    lists: HashMap<u32, (u32, Vec<(usize, u32)>)>,
    /// Numbers of each definition so far; lists of one definition count on.
    counters: HashMap<u32, [u32; LEVELS]>,
    begun: HashSet<u32>,
}

#[derive(Debug, Clone)]
struct Level {
    /// None draws no number.
    numeral: Option<Numeral>,
    bullet: bool,
    /// `%1.%2` prints the numbers of the first two levels.
    text: String,
    start: u32,
    /// Prints the numbers of other levels as digits.
    legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            numeral: Some(Numeral::Digit),
            bullet: false,
            text: String::new(),
            start: 1,
            legal: false,
        }
    }
}

impl Numberings {
    pub(super) fn read(part: &[u8]) -> Self {
        let mut found = Self::default();
        let mut xml = Xml::new(part);
        if xml.root().is_none() {
            return found;
        }
        while let Some(element) = xml.child() {
            match element.name() {
                "abstractNum" => {
                    let id = element.number("abstractNumId").unwrap_or(0);
                    let levels = definition(&mut xml);
                    found.definitions.insert(id, levels);
                }
                "num" => {
                    let id = element.number("numId").unwrap_or(0);
                    let list = list(&mut xml);
                    found.lists.insert(id, list);
                }
                _ => xml.skip(),
            }
        }
        found
    }

    /// What is printed before the next paragraph of a list; none where there is no such list.
    pub(super) fn label(&mut self, list: u32, level: u8) -> Option<String> {
        let (definition, overrides) = self.lists.get(&list)?;
        let levels = self.definitions.get(definition)?;
        let at = usize::from(level).min(LEVELS - 1);
        let numbers = self.counters.entry(*definition).or_insert([0; LEVELS]);
        if self.begun.insert(list) {
            for (level, start) in overrides {
                if let Some(number) = numbers.get_mut(*level) {
                    // The next paragraph counts up to the start.
                    *number = start.saturating_sub(1);
                }
            }
        }
        for (index, number) in numbers.iter_mut().enumerate() {
            let start = levels.get(index).map_or(1, |level| level.start);
            let overridden = overrides.iter().find(|(level, _)| *level == index).map(|o| o.1);
            if index > at {
                *number = 0;
            } else if *number == 0 && index < at {
                *number = start.max(1);
            } else if index == at {
                *number = match *number {
                    0 => overridden.unwrap_or(start),
                    before => before.saturating_add(1),
                };
            }
        }
        Some(print(levels, at, numbers))
    }
}

fn print(levels: &[Level], at: usize, numbers: &[u32; LEVELS]) -> String {
    let Some(own) = levels.get(at) else {
        return String::new();
    };
    if own.bullet {
        return own
            .text
            .chars()
            .map(symbol)
            .filter(|c| !c.is_control() && !is_private(*c))
            .collect();
    }
    let number = |index: usize| {
        let numeral = levels
            .get(index)
            .map_or(Some(Numeral::Digit), |level| level.numeral);
        let number = numbers.get(index).copied().unwrap_or(1);
        match numeral {
            Some(_) if own.legal => number.to_string(),
            Some(numeral) => numeral.print(number),
            None => String::new(),
        }
    };
    let mut text = String::new();
    let mut signs = own.text.chars().peekable();
    while let Some(sign) = signs.next() {
        let digit = signs.peek().and_then(|c| c.to_digit(10)).filter(|d| *d > 0);
        match (sign, digit) {
            ('%', Some(level)) => {
                signs.next();
                text.push_str(&number(level as usize - 1));
            }
            (sign, _) => text.push(sign),
        }
    }
    text
}

fn is_private(c: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&c)
}

fn definition(xml: &mut Xml) -> Vec<Level> {
    let mut levels = vec![Level::default(); LEVELS];
    while let Some(element) = xml.child() {
        let number = element.number::<usize>("ilvl").unwrap_or(usize::MAX);
        if element.name() != "lvl" || number >= LEVELS {
            xml.skip();
            continue;
        }
        let level = level(xml);
        if let Some(slot) = levels.get_mut(number) {
            *slot = level;
        }
    }
    levels
}

fn level(xml: &mut Xml) -> Level {
    let mut level = Level::default();
    while let Some(element) = xml.child() {
        let value = || element.attribute("val").unwrap_or_default();
        match element.name() {
            "start" => level.start = element.number("val").unwrap_or(1),
            "lvlText" => level.text = value(),
            "isLgl" => level.legal = super::styles::is_on(&element),
            "numFmt" => {
                level.bullet = value() == "bullet";
                level.numeral = numeral(&element, &value());
            }
            // A newer format stands beside an older one that means the same.
            "AlternateContent" => {
                while let Some(choice) = xml.child() {
                    while let Some(inner) = xml.child() {
                        if choice.name() == "Choice" && inner.name() == "numFmt" {
                            let value = inner.attribute("val").unwrap_or_default();
                            level.numeral = numeral(&inner, &value);
                        }
                        xml.skip();
                    }
                }
                continue;
            }
            _ => {}
        }
        xml.skip();
    }
    level
}

fn list(xml: &mut Xml) -> (u32, Vec<(usize, u32)>) {
    let (mut definition, mut starts) = (0, Vec::new());
    while let Some(element) = xml.child() {
        match element.name() {
            "abstractNumId" => definition = element.number("val").unwrap_or(0),
            "lvlOverride" => {
                let level = element.number("ilvl").unwrap_or(0);
                while let Some(part) = xml.child() {
                    if part.name() == "startOverride" {
                        starts.push((level, part.number("val").unwrap_or(1)));
                    }
                    xml.skip();
                }
                continue;
            }
            _ => {}
        }
        xml.skip();
    }
    (definition, starts)
}

/// The numeral of a number format (ECMA-376 part 1, 17.18.59).
fn numeral(element: &Element, name: &str) -> Option<Numeral> {
    Some(match name {
        "none" => return None,
        "upperRoman" => Numeral::RomanCapital,
        "lowerRoman" => Numeral::RomanSmall,
        "upperLetter" => Numeral::LatinCapital,
        "lowerLetter" => Numeral::LatinSmall,
        "decimalZero" => Numeral::PaddedDigit,
        "decimalFullWidth" | "decimalFullWidth2" => Numeral::FullWidthDigit,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Numeral::CircledDigit,
        "decimalEnclosedParen" => Numeral::ParenthesizedDigit,
        "decimalEnclosedFullstop" => Numeral::StoppedDigit,
        "ganada" => Numeral::HangulSyllable,
        "chosung" => Numeral::HangulJamo,
        "koreanDigital" | "koreanCounting" | "koreanDigital2" => Numeral::HangulPhonetic,
        "ideographDigital"
        | "japaneseCounting"
        | "japaneseDigitalTenThousand"
        | "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "taiwaneseDigital" => Numeral::Ideograph,
        "ideographLegalTraditional" | "japaneseLegal" => Numeral::IdeographFormal,
        "chineseLegalSimplified" => Numeral::IdeographFormalSimplified,
        "ideographTraditional" => Numeral::DecagonHanja,
        "ideographZodiac" => Numeral::Zodiac,
        "ideographEnclosedCircle" => Numeral::CircledIdeograph,
        "custom" if element.attribute("format").is_some_and(|f| f.starts_with("00")) => Numeral::PaddedDigit,
        _ => Numeral::Digit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_count_start_again_and_print_one_another() {
        let part = r#"<numbering><abstractNum abstractNumId="7">
            <lvl ilvl="0"><start val="1"/><numFmt val="ideographLegalTraditional"/><lvlText val="%1、"/></lvl>
            <lvl ilvl="1"><start val="1"/><numFmt val="taiwaneseCountingThousand"/><lvlText val="（%2）"/></lvl>
            <lvl ilvl="2"><start val="3"/><numFmt val="decimal"/><isLgl/><lvlText val="%1.%2.%3"/></lvl></abstractNum>
            <abstractNum abstractNumId="8"><lvl ilvl="0"><numFmt val="bullet"/><lvlText val="&#xF06C;"/></lvl></abstractNum>
            <num numId="1"><abstractNumId val="7"/></num>
            <num numId="2"><abstractNumId val="7"/><lvlOverride ilvl="0"><startOverride val="5"/></lvlOverride></num>
            <num numId="3"><abstractNumId val="8"/></num></numbering>"#;
        let mut numberings = Numberings::read(part.as_bytes());
        let mut label = |list, level| numberings.label(list, level).unwrap_or_default();
        let labels =
            [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (3, 0)].map(|(l, v)| label(l, v));
        assert_eq!(
            labels,
            ["壹、", "（一）", "（二）", "1.2.3", "貳、", "（一）", "伍、", "●"]
        );
        assert_eq!(numberings.label(9, 0), None);
    }
}
