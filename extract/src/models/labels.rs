//! From the labels that models know to Quarry's types and predicates, and from the ontology to the words that are put to a
//! model that takes any label.

use std::collections::BTreeMap;

use crate::extraction::EntityType;
use crate::script;

/// Labels that corpora use for the types, in lower case: CoNLL, OntoNotes, KLUE, CLUE and their kin.
const USUAL: &[(EntityType, &[&str])] = &[
    (
        EntityType::Person,
        &["per", "person", "ps", "people", "pers", "name", "人名", "인물"],
    ),
    (
        EntityType::Organization,
        &[
            "org",
            "organization",
            "organisation",
            "og",
            "ogg",
            "company",
            "corp",
            "corporation",
            "government",
            "gov",
            "group",
            "grp",
            "institution",
            "機構",
            "组织",
            "組織",
            "기관",
        ],
    ),
    (
        EntityType::Place,
        &[
            "loc", "location", "gpe", "lc", "fac", "place", "address", "scene", "city", "country", "地名",
            "地點", "장소",
        ],
    ),
    (
        EntityType::Product,
        &["product", "prod", "vehicle", "software", "device", "tm", "產品"],
    ),
    (EntityType::Event, &["event", "ev", "evt", "eve", "事件"]),
    (EntityType::Law, &["law", "legislation", "法律", "법령"]),
    (
        EntityType::Work,
        &[
            "work_of_art",
            "work",
            "cw",
            "creative_work",
            "creativework",
            "book",
            "movie",
            "game",
            "af",
            "media",
            "作品",
        ],
    ),
    (
        EntityType::Title,
        &["title", "position", "role", "job", "職稱", "직위"],
    ),
];

/// Types whose mentions carry a value: rules find them, with the value, and models are not asked.
pub(crate) const fn has_value(kind: EntityType) -> bool {
    matches!(
        kind,
        EntityType::Date | EntityType::Time | EntityType::Quantity | EntityType::Money
    )
}

/// The type of a label: by the card's own table, else by Quarry's names, else by the usual ones.
pub(crate) fn type_of(label: &str, own: &BTreeMap<String, String>) -> Option<EntityType> {
    if let Some(name) = own.get(label) {
        return EntityType::from_name(name);
    }
    let lower = label.to_lowercase();
    EntityType::ALL
        .into_iter()
        .find(|kind| kind.name().to_lowercase() == lower)
        .or_else(|| {
            let usual = USUAL.iter().find(|(_, names)| names.contains(&lower.as_str()));
            usual.map(|(kind, _)| *kind)
        })
}

/// A class of the ontology in use, as one of Quarry's types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeLabel {
    /// The type that it is, or is a kind of.
    pub kind: EntityType,
    /// Its labels by language tag.
    pub labels: BTreeMap<String, String>,
}

/// A property of the ontology in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationLabel {
    /// Local name.
    pub predicate: String,
    /// Types that its subject and its object may have; none says nothing.
    pub domain: Option<EntityType>,
    /// As above.
    pub range: Option<EntityType>,
    /// Its labels by language tag.
    pub labels: BTreeMap<String, String>,
}

/// The words of the ontology in use, for models that take any label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Classes.
    pub types: Vec<TypeLabel>,
    /// Properties.
    pub relations: Vec<RelationLabel>,
}

/// Languages that labels are asked for in, first the one that is left when a text's own has none.
const LANGUAGES: [&str; 3] = ["en", "zh-Hant", "ko"];

/// The language of a text by its script.
pub(crate) fn language_of(text: &str) -> &'static str {
    let (mut han, mut hangul, mut latin) = (0_usize, 0_usize, 0_usize);
    for c in text.chars() {
        if script::is_hangul(c) {
            hangul += 1;
        } else if script::is_han(c) {
            han += 1;
        } else if c.is_alphabetic() {
            latin += 1;
        }
    }
    // A Latin word has about five letters where a Chinese or Korean one has two.
    if hangul > 0 && hangul >= han && hangul * 3 >= latin {
        "ko"
    } else if han > 0 && han * 3 >= latin {
        "zh-Hant"
    } else {
        "en"
    }
}

/// The label in a language, else in another one that there is.
pub(crate) fn label<'a>(labels: &'a BTreeMap<String, String>, language: &str) -> Option<&'a str> {
    std::iter::once(language)
        .chain(LANGUAGES)
        .find_map(|l| labels.get(l))
        .or_else(|| labels.values().next())
        .map(String::as_str)
}

impl Vocabulary {
    /// The types to ask for in a language, each label once.
    pub(crate) fn types_in(&self, language: &str) -> Vec<(EntityType, String)> {
        let mut asked: Vec<(EntityType, String)> = Vec::new();
        for entry in self.types.iter().filter(|t| !has_value(t.kind)) {
            if let Some(label) = label(&entry.labels, language)
                && !asked.iter().any(|(_, l)| l == label)
            {
                asked.push((entry.kind, label.to_owned()));
            }
        }
        asked
    }

    /// The relations to ask for in a language.
    pub(crate) fn relations_in(&self, language: &str) -> Vec<(&RelationLabel, String)> {
        let labelled = self.relations.iter();
        labelled
            .filter_map(|r| Some((r, label(&r.labels, language)?.to_owned())))
            .collect()
    }

    /// The relation of a predicate.
    pub(crate) fn relation(&self, predicate: &str) -> Option<&RelationLabel> {
        self.relations.iter().find(|r| r.predicate == predicate)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{language_of, type_of};
    use crate::extraction::EntityType;

    #[test]
    fn labels_of_other_corpora_are_known() {
        let own = BTreeMap::from([("MISC".to_owned(), "Work".to_owned())]);
        assert_eq!(type_of("GPE", &own), Some(EntityType::Place));
        assert_eq!(type_of("Organization", &own), Some(EntityType::Organization));
        assert_eq!(type_of("OG", &own), Some(EntityType::Organization));
        assert_eq!(type_of("MISC", &own), Some(EntityType::Work));
        assert_eq!(type_of("LABEL_3", &own), None);
    }

    #[test]
    fn the_language_of_a_text_is_told_by_its_script() {
        assert_eq!(language_of("海洋委員會（OAC）發布公告"), "zh-Hant");
        assert_eq!(language_of("해양수산부는 國會에 보고했다"), "ko");
        assert_eq!(language_of("The ministry (부) reported"), "en");
    }
}
