//! Names brought to a form under which spellings of one name agree, and names of different things do not.
//!
//! Stronger than [`normalise_name`], on which identifiers rest: what is folded here may only suggest that two nodes are one.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use quarry_extract::EntityType;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::spelling::{
    ABBREVIATIONS, ADMINISTRATIVE, HONORIFICS_AFTER, HONORIFICS_BEFORE, LEGAL_FORMS, LOANWORDS, PARTICLES,
    SIMPLIFIED, SURNAMES, TITLES,
};
use crate::generic::is_generic_name;
use crate::name::{is_cjk, normalise_name};
use crate::sound::{korean, mandarin};

/// The keys of an entity's names, each list sorted and without doubles: tables of names hold many, most of them of one key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Keys {
    /// Of its labels.
    pub(crate) names: Vec<String>,
    /// Of its aliases, without those of its labels.
    pub(crate) aliases: Vec<String>,
}

impl Keys {
    pub(super) fn extend(&mut self, other: &Self) {
        add(&mut self.names, &other.names);
        add(&mut self.aliases, &other.aliases);
    }
}

/// Adds to a sorted list what it lacks of another.
fn add(list: &mut Vec<String>, more: &[String]) {
    for name in more {
        if let Err(at) = list.binary_search(name) {
            list.insert(at, name.clone());
        }
    }
}

/// The keys of a name and its aliases; none of a name that says only what a thing is, by which no two documents' things are one.
pub(crate) fn keys<'a>(kind: EntityType, name: &str, aliases: impl Iterator<Item = &'a String>) -> Keys {
    let own = (!is_generic_name(name)).then(|| key(kind, name));
    let name = own.clone().unwrap_or_default();
    let aliases: BTreeSet<String> = aliases
        .map(|alias| key(kind, alias))
        .filter(|alias| *alias != name && !alias.is_empty())
        .collect();
    Keys {
        names: own.into_iter().collect(),
        aliases: aliases.into_iter().collect(),
    }
}

/// The key of one name.
pub(crate) fn key(kind: EntityType, name: &str) -> String {
    let plain = match kind {
        EntityType::Person => without_honorifics(name),
        _ => name.to_owned(),
    };
    let folded = fold(kind, &normalise_name(&plain));
    match kind {
        EntityType::Person => person(&plain, folded),
        EntityType::Organization => {
            let cut = LEGAL_FORMS
                .iter()
                .find_map(|form| folded.strip_prefix(form).or_else(|| folded.strip_suffix(form)))
                .map(str::trim)
                .filter(|rest| rest.chars().count() >= 2);
            cut.map_or(folded.clone(), str::to_owned)
        }
        EntityType::Place => ADMINISTRATIVE
            .iter()
            .find(|(from, _)| *from == folded)
            .map_or(folded, |(_, to)| (*to).to_owned()),
        _ => folded,
    }
}

/// One character for each of 臺/台/台 and 國/国, no accents, loanwords in one spelling, English words written out.
fn fold(kind: EntityType, name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for c in name.chars() {
        if is_cjk(c) {
            text.push(simplified(c));
        } else {
            text.extend(
                c.nfd()
                    .filter(|c| !unicode_normalization::char::is_combining_mark(*c)),
            );
        }
    }
    for (from, to) in LOANWORDS {
        if text.contains(from) {
            text = text.replace(from, to);
        }
    }
    if kind == EntityType::Person || !text.bytes().any(|b| b.is_ascii_lowercase()) {
        return text;
    }
    let words: Vec<&str> = text
        .split(' ')
        .filter(|word| !matches!(*word, "the" | "and" | "of" | "for"))
        .map(|word| {
            ABBREVIATIONS
                .iter()
                .find(|(from, _)| *from == word)
                .map_or(word, |(_, to)| to)
        })
        .collect();
    if words.is_empty() { text } else { words.join(" ") }
}

/// The simplified character of a traditional one, where it is listed.
pub(crate) fn simplified(c: char) -> char {
    static PAIRS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let (from, to) = (
            SIMPLIFIED.chars().step_by(2),
            SIMPLIFIED.chars().skip(1).step_by(2),
        );
        from.zip(to).collect()
    });
    PAIRS.get(&c).copied().unwrap_or(c)
}

/// The name without Dr., 先生, 박사 and the like, where a name is left.
fn without_honorifics(name: &str) -> String {
    let mut rest = name.trim();
    loop {
        let lower = rest.to_lowercase();
        let before = HONORIFICS_BEFORE.iter().find_map(|honorific| {
            let cut = lower.strip_prefix(honorific)?;
            let cut = cut.strip_prefix('.').unwrap_or(cut);
            let start = rest.len().checked_sub(cut.len())?;
            rest.get(start..)?.strip_prefix([' ', '\u{a0}'])
        });
        let after = HONORIFICS_AFTER.iter().chain(TITLES).filter_map(|honorific| {
            let cut = rest.strip_suffix(honorific)?;
            let trimmed = cut.trim_end();
            // Without a space only after a whole name, so that 王教授 keeps what it has.
            let least = if trimmed.len() < cut.len() { 2 } else { 3 };
            (trimmed.chars().count() >= least).then_some(trimmed)
        });
        // The longest: 위원장 is not 원장 after 위.
        let after = after.min_by_key(|rest| rest.len());
        let after = after.or_else(|| {
            let (head, degree) = rest.rsplit_once([',', ' '])?;
            let degree: String = degree.chars().filter(|c| c.is_alphabetic()).collect();
            let is_degree = matches!(
                degree.to_lowercase().as_str(),
                "phd" | "md" | "esq" | "jr" | "msc" | "mba"
            );
            (is_degree && head.trim_end_matches([',', ' ']).contains(' '))
                .then(|| head.trim_end_matches([',', ' ']))
        });
        match before.or(after).map(str::trim).filter(|r| r.chars().count() >= 2) {
            Some(shorter) => rest = shorter,
            None => return rest.to_owned(),
        }
    }
}

/// Latin names: family name first where it is known which one that is, given names written together.
fn person(written: &str, folded: String) -> String {
    if folded.chars().any(is_cjk) {
        return folded;
    }
    let mut words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    // "Hill, Ada" is "Ada Hill".
    if let Some((family, given)) = written.split_once(',')
        && !given.contains(',')
        && words.len() >= 2
    {
        let count = family.split_whitespace().count().min(words.len() - 1);
        words.rotate_left(count);
    }
    let is_surname = |word: &str| SURNAMES.contains(&word);
    match words.as_slice() {
        // Of three words the first is the family name where it can be; of two only where the other cannot.
        [family, one, two] if is_surname(family) => format!("{family} {one}{two}"),
        [one, two, family] if is_surname(family) => format!("{family} {one}{two}"),
        [family, given] if is_surname(family) && !is_surname(given) => format!("{family} {given}"),
        [given, family] if is_surname(family) && !is_surname(given) => format!("{family} {given}"),
        _ => words.join(" "),
    }
}

/// The numbers in a key, which tell things apart: `2024`, `第2期` and `제2차` as `2`.
pub(super) fn figures(key: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in key.chars() {
        if c.is_ascii_digit() || inside && c == '.' {
            if !inside && !out.is_empty() {
                out.push(' ');
            }
            out.push(c);
            inside = true;
        } else {
            inside = false;
        }
    }
    out
}

/// A key without the Korean particle at its end; none where there is none, or too little would be left.
pub(super) fn without_particle(kind: EntityType, key: &str) -> Option<&str> {
    let least = match kind {
        EntityType::Person => 3,
        _ => 4,
    };
    PARTICLES
        .iter()
        .filter_map(|particle| key.strip_suffix(particle))
        .find(|rest| {
            let length = rest.chars().count();
            let hangul = rest
                .chars()
                .all(|c| ('가'..='힣').contains(&c) || c.is_ascii_digit());
            hangul && length >= least && (kind != EntityType::Person || length == least)
        })
}

/// A place's key without 市, 縣, 시, 도 and the like, `city` and `county`; none where there is none.
pub(super) fn place_base(key: &str) -> Option<String> {
    let cjk = ["市", "县", "省", "시", "군", "도"]
        .iter()
        .find_map(|unit| key.strip_suffix(unit))
        .filter(|rest| rest.chars().count() >= 2);
    let latin = [" city", " county", " province"]
        .iter()
        .find_map(|unit| key.strip_suffix(unit))
        .or_else(|| key.strip_prefix("city "));
    cjk.or(latin).map(str::to_owned)
}

/// The spellings in Latin letters of a Chinese person's name.
pub(super) fn chinese_spellings(key: &str) -> Vec<String> {
    mandarin::spellings(key)
}

/// The sound of a name in Latin letters, under which Hangul and Latin spellings agree; none for other scripts.
pub(super) fn sound(kind: EntityType, key: &str) -> Option<String> {
    korean::sound(kind == EntityType::Person, key)
}
