//! Ontologies with more labels than a model's tokens hold.

use std::collections::BTreeMap;
use std::sync::Arc;

use quarry_extract::models::{RelationLabel, Role, RunOptions, Vocabulary, Wish};

use crate::added::{engines, extractor, names, vocabulary};

#[test]
fn more_labels_than_a_prompt_holds_are_asked_for_in_several() {
    let Some(options) = engines()
        .into_iter()
        .find(|o| o.runtime_library.as_ref().is_some_and(|l| l.is_file()))
    else {
        return;
    };
    let few = vocabulary();
    let relations = (0..70).map(|n| RelationLabel {
        predicate: format!("relation{n}"),
        domain: None,
        range: None,
        labels: BTreeMap::from([("en".to_owned(), format!("stands in relation {n} to"))]),
    });
    let mut types = few.types.clone();
    for at in 0..60 {
        let mut more = few.types[at % few.types.len()].clone();
        more.labels = BTreeMap::from([("en".to_owned(), format!("kind {at} of thing"))]);
        types.push(more);
    }
    let many_relations = Vocabulary {
        types: few.types.clone(),
        relations: few.relations.iter().cloned().chain(relations).collect(),
    };
    let many_types = Vocabulary {
        types,
        relations: Vec::new(),
    };
    let text = "Anna Reed works for the Harbour Board in Lowell Bay.";
    for (name, vocabulary) in [
        ("relex-span", many_relations),
        ("gliner-span", many_types.clone()),
        ("gliner2", many_types),
    ] {
        let options = RunOptions {
            vocabulary: Arc::new(vocabulary),
            ..options.clone()
        };
        let (extractor, _) = extractor(name, &Wish::default(), &[Role::Entities], &options);
        let found = names(&extractor, text);
        assert!(!found.is_empty(), "{name} finds nothing");
        for pair in found.windows(2) {
            assert!(pair[0].2 <= pair[1].1, "{name}: {pair:?} share words");
        }
    }
}
