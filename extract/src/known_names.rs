//! Names that an organisation gives in a file of its own: found at once, without training anything.
//!
//! The file is CSV or TSV with a name, its type and its other names, parted by `|`; a heading line is left out:
//!
//! ```csv
//! name,type,aliases
//! 海洋事務委員會,Organization,海委會|Ocean Affairs Commission
//! 푸른바다 3호,Product,
//! ```

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::dictionary::{Squeezed, stands_alone};
use crate::entities::normal_form;
use crate::extraction::EntityType;
use crate::extractor::ExtractError;
use crate::rules::{Found, Origin};

/// Most names and aliases of one file.
const MOST_NAMES: usize = 1_000_000;
/// How sure a name of the file is: surer than any rule, so that it stands against what overlaps it.
const CONFIDENCE: f32 = 0.98;

/// Words for the types, beside their names in the contract.
const TYPES: &[(EntityType, &[&str])] = &[
    (
        EntityType::Person,
        &["person", "people", "人", "人名", "人物", "사람", "인물", "인명"],
    ),
    (
        EntityType::Organization,
        &[
            "organization",
            "organisation",
            "agency",
            "company",
            "機關",
            "機構",
            "組織",
            "單位",
            "公司",
            "기관",
            "조직",
            "단체",
            "회사",
        ],
    ),
    (
        EntityType::Place,
        &[
            "place", "location", "地點", "地名", "地方", "장소", "지명", "지역",
        ],
    ),
    (
        EntityType::Product,
        &["product", "system", "產品", "系統", "제품", "시스템"],
    ),
    (
        EntityType::Event,
        &["event", "meeting", "活動", "會議", "행사", "회의"],
    ),
    (EntityType::Law, &["law", "act", "法規", "法律", "법령", "법률"]),
    (
        EntityType::Work,
        &[
            "work",
            "programme",
            "program",
            "project",
            "report",
            "計畫",
            "方案",
            "專案",
            "著作",
            "사업",
            "과제",
            "저작물",
        ],
    ),
    (EntityType::Title, &["title", "職稱", "직위", "직책"]),
];

/// The names of one file, ready to be looked for.
#[derive(Debug)]
pub struct KnownNames {
    automaton: AhoCorasick,
    /// The type of each form that is looked for.
    kinds: Vec<EntityType>,
    /// Names as the file writes them.
    names: Vec<(EntityType, String)>,
    /// Type, name and other name.
    aliases: Vec<(EntityType, String, String)>,
    identity: String,
}

impl KnownNames {
    /// Reads a file.
    ///
    /// # Errors
    /// Where the file cannot be read, or a line has no name or no type that is known; the message names the line.
    pub fn read(path: &Path) -> Result<Self, ExtractError> {
        let problem = |message: String| ExtractError::Names {
            path: path.to_path_buf(),
            message,
        };
        let text = std::fs::read_to_string(path).map_err(|e| problem(e.to_string()))?;
        Self::parse(&text).map_err(problem)
    }

    /// The names of a text in the file's form.
    ///
    /// # Errors
    /// As [`KnownNames::read`].
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}');
        let says = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
        let first = text.lines().find(says).unwrap_or("");
        let separator = if first.contains('\t') { b'\t' } else { b',' };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let (mut names, mut aliases) = (Vec::new(), Vec::new());
        for (at, record) in reader.records().enumerate() {
            let record = record.map_err(|e| e.to_string())?;
            let line = record.position().map_or(0, csv::Position::line);
            let (name, kind) = (record.get(0).unwrap_or(""), record.get(1).unwrap_or(""));
            if record.iter().all(str::is_empty) || name.starts_with('#') {
                continue;
            }
            let Some(known) = type_of(kind) else {
                if at == 0 {
                    continue;
                }
                return Err(format!(
                    "line {line}: {kind:?} is no type of name; give Person, Organization, Place, Product, Event, Law, Work or Title"
                ));
            };
            if name.is_empty() {
                return Err(format!("line {line}: the name is missing"));
            }
            for alias in record.get(2).unwrap_or("").split('|').map(str::trim) {
                if !alias.is_empty() && alias != name {
                    aliases.push((known, name.to_owned(), alias.to_owned()));
                }
            }
            names.push((known, name.to_owned()));
        }
        if names.len() + aliases.len() > MOST_NAMES {
            return Err(format!("more than {MOST_NAMES} names"));
        }
        Self::new(names, aliases)
    }

    fn new(
        names: Vec<(EntityType, String)>,
        aliases: Vec<(EntityType, String, String)>,
    ) -> Result<Self, String> {
        let mut hasher = DefaultHasher::new();
        (&names, &aliases).hash(&mut hasher);
        let identity = format!("names {:016x}", hasher.finish());
        let written = names.iter().map(|(kind, name)| (*kind, name.as_str()));
        let other = aliases.iter().map(|(kind, _, alias)| (*kind, alias.as_str()));
        let mut seen = HashSet::new();
        let mut forms = Vec::new();
        let mut kinds = Vec::new();
        for (kind, form) in written.chain(other) {
            let squeezed = Squeezed::new(form).text;
            // One character is no name that could be told from a word.
            if squeezed.chars().count() >= 2 && seen.insert(squeezed.clone()) {
                forms.push(squeezed);
                kinds.push(kind);
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&forms)
            .map_err(|e| e.to_string())?;
        Ok(Self {
            automaton,
            kinds,
            names,
            aliases,
            identity,
        })
    }

    /// Changes whenever the names do.
    pub(crate) fn identity(&self) -> &str {
        &self.identity
    }

    /// Adds the names that stand in a text.
    pub(crate) fn find(&self, text: &str, found: &mut Vec<Found>) {
        let squeezed = Squeezed::new(text);
        for matched in self.automaton.find_iter(&squeezed.text) {
            let kind = self.kinds.get(matched.pattern().as_usize());
            let range = squeezed.original(text, matched.start(), matched.end());
            if let (Some(kind), Some(range)) = (kind, range)
                && stands_alone(text, range.start, range.end)
            {
                found.push(Found {
                    origin: Origin::File,
                    ..Found::new(*kind, range, CONFIDENCE)
                });
            }
        }
    }

    /// Every name and other name, with its type.
    pub(crate) fn forms(&self) -> impl Iterator<Item = (EntityType, &str)> {
        let other = self
            .aliases
            .iter()
            .map(|(kind, _, alias)| (*kind, alias.as_str()));
        self.names
            .iter()
            .map(|(kind, name)| (*kind, name.as_str()))
            .chain(other)
    }

    /// Type, name and other name of each alias.
    pub(crate) fn aliases(&self) -> &[(EntityType, String, String)] {
        &self.aliases
    }

    /// The name as the file writes it, for a type and normal form.
    pub(crate) fn written(&self) -> impl Iterator<Item = ((EntityType, String), &str)> {
        self.names
            .iter()
            .map(|(kind, name)| ((*kind, normal_form(name)), name.as_str()))
    }
}

fn type_of(word: &str) -> Option<EntityType> {
    let lower = word.to_lowercase();
    TYPES
        .iter()
        .find(|(_, words)| words.contains(&lower.as_str()))
        .map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::KnownNames;
    use crate::extraction::EntityType;

    fn shown(file: &str, text: &str) -> Vec<(EntityType, String)> {
        let names = KnownNames::parse(file).unwrap_or_else(|e| panic!("{e}"));
        let mut found = Vec::new();
        names.find(text, &mut found);
        found
            .into_iter()
            .map(|f| (f.kind, text[f.range].to_owned()))
            .collect()
    }

    #[test]
    fn names_and_aliases_are_found_as_words() {
        let file = "name,type,aliases\n\"Corva, Ltd\",company,CV|코르바\n晴嵐,Person,\n푸른바다,기관,\n";
        assert_eq!(
            shown(file, "晴嵐與 Corva, Ltd 及 CV 會談；CVX 不在內"),
            [
                (EntityType::Person, "晴嵐".to_owned()),
                (EntityType::Organization, "Corva, Ltd".to_owned()),
                (EntityType::Organization, "CV".to_owned())
            ]
        );
        assert_eq!(
            shown(file, "푸른바다에서 코르바를 만났고 푸른바다색은 아니다"),
            [
                (EntityType::Organization, "푸른바다".to_owned()),
                (EntityType::Organization, "코르바".to_owned())
            ]
        );
    }

    #[test]
    fn tabs_and_no_heading() {
        assert_eq!(
            shown("Blue Sea\tProduct\tBS|Blue-Sea", "the Blue Sea"),
            [(EntityType::Product, "Blue Sea".to_owned())]
        );
    }

    #[test]
    fn a_line_that_cannot_be_used_is_named() {
        let problem = |file| KnownNames::parse(file).err().unwrap_or_default();
        assert!(problem("name,type\nA name,Thing\n").starts_with("line 2: \"Thing\""));
        assert!(problem("name,type\n,Person\n").starts_with("line 2: the name is missing"));
    }

    #[test]
    fn other_names_have_another_identity() {
        let identity = |file| KnownNames::parse(file).map(|n| n.identity().to_owned());
        assert_eq!(identity("Ada,Person"), identity("Ada,Person\n"));
        assert_ne!(identity("Ada,Person"), identity("Ada,Place"));
    }
}
