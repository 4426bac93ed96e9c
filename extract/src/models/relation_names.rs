//! Names that relation models give, as predicates of Quarry's vocabulary.

use std::collections::BTreeMap;

/// Names of Wikidata's properties, which such models were trained on; `^` turns subject and object round.
const USUAL: &[(&str, &str)] = &[
    ("headquarters location", "headquarteredIn"),
    ("located in the administrative territorial entity", "locatedIn"),
    ("location", "locatedIn"),
    ("country", "locatedIn"),
    ("location of formation", "locatedIn"),
    ("work location", "locatedIn"),
    ("inception", "foundedOn"),
    ("founded by", "foundedBy"),
    ("director / manager", "headedBy"),
    ("chief executive officer", "headedBy"),
    ("head of government", "headedBy"),
    ("officeholder", "headedBy"),
    ("chairperson", "chairedBy"),
    ("employer", "affiliatedWith"),
    ("affiliation", "affiliatedWith"),
    ("employees", "^affiliatedWith"),
    ("member of", "memberOf"),
    ("member of political party", "memberOf"),
    ("position held", "hasTitle"),
    ("occupation", "hasTitle"),
    ("parent organization", "parentOrganization"),
    ("parent organisation", "parentOrganization"),
    ("owned by", "parentOrganization"),
    ("subsidiary", "^parentOrganization"),
    ("has subsidiary", "^parentOrganization"),
    ("business division", "^parentOrganization"),
    ("part of", "partOf"),
    ("has part", "^partOf"),
    ("has part(s)", "^partOf"),
    ("developer", "developedBy"),
    ("manufacturer", "developedBy"),
    ("operator", "managedBy"),
    ("maintained by", "managedBy"),
    ("based on", "basedOn"),
    ("start time", "startDate"),
    ("end time", "endDate"),
    ("publication date", "promulgatedOn"),
];

/// The predicate of a relation's name, and whether its ends are turned round: by the model's own table, else by the usual names.
pub(crate) fn predicate_of(name: &str, own: &BTreeMap<String, String>) -> Option<(String, bool)> {
    let found = own.get(name).map(String::as_str).or_else(|| {
        let lower = name.to_lowercase();
        let usual = USUAL.iter().find(|(usual, _)| *usual == lower);
        usual.map(|(_, predicate)| *predicate)
    })?;
    Some(match found.strip_prefix('^') {
        Some(turned) => (turned.to_owned(), true),
        None => (found.to_owned(), false),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{USUAL, predicate_of};

    #[test]
    fn a_models_own_table_comes_first() {
        let own = BTreeMap::from([("Country".to_owned(), "^partOf".to_owned())]);
        assert_eq!(predicate_of("Country", &own), Some(("partOf".to_owned(), true)));
        assert_eq!(
            predicate_of("Country", &BTreeMap::new()),
            Some(("locatedIn".to_owned(), false))
        );
        assert_eq!(predicate_of("instance of", &own), None);
    }

    #[test]
    fn every_predicate_stands_in_the_ontology() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../ontologies/quarry.ttl");
        let ontology = std::fs::read_to_string(path).unwrap_or_default();
        assert!(!ontology.is_empty(), "the ontology is missing");
        for (name, predicate) in USUAL {
            let term = format!("quarry:{} a owl:", predicate.trim_start_matches('^'));
            assert!(ontology.contains(&term), "{name}: {predicate}");
        }
    }
}
