//! Text and vector search, with filters, before and after rebuilding.

use quarry_extract::Extraction;
use quarry_graph::{Knowledge, PassageId};
use roaring::RoaringBitmap;

use crate::world::{document, embedding, open, passages, put, remove, report};

const TEXTS: [&str; 5] = [
    "한국데이터산업진흥원에서 교육을 실시하였다.",
    "臺北市政府公布了新的都市計畫，由工務局執行。",
    "The ministry approved two budgets for harbour works.",
    "데이터 산업의 육성을 위한 계획을 수립한다.",
    "The harbour office published its budget.",
];

fn filled(knowledge: &Knowledge) {
    let changes = TEXTS.iter().enumerate().map(|(i, text)| {
        let document = document(&format!("{i}.pdf"), "문서", &[*text]);
        let extraction = Extraction { passages: passages(&document, &[]), ..Extraction::default() };
        put(document, extraction)
    });
    knowledge.apply(changes.collect()).unwrap();
}

fn ids(found: &[(PassageId, f32)]) -> Vec<u32> {
    found.iter().map(|(id, _)| id.0).collect()
}

#[test]
fn words_are_found_in_three_languages() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    filled(&knowledge);
    let best = |query: &str| ids(&knowledge.text_search(query, None, 5).unwrap()).first().copied();
    assert_eq!(best("산업진흥원"), Some(0), "a noun inside a compound, before a particle");
    assert_eq!(best("工務局"), Some(1));
    assert_eq!(best("ministry budgets"), Some(2));
    assert_eq!(best("Harbour Office"), Some(4), "case does not matter");
    assert_eq!(best("없는낱말"), None);
    assert_eq!(best(""), None);
}

#[test]
fn a_filter_gives_what_an_index_without_the_rest_gives() {
    let folder = tempfile::tempdir().unwrap();
    let all = open(&folder.path().join("all"));
    filled(&all);
    let some = open(&folder.path().join("some"));
    filled(&some);
    some.apply(vec![remove("0.pdf"), remove("2.pdf")]).unwrap();
    let allowed: RoaringBitmap = [1, 3, 4].into_iter().collect();
    for query in ["데이터 산업", "harbour budget", "都市計畫", "the budgets for 계획"] {
        let filtered = all.text_search(query, Some(&allowed), 5).unwrap();
        let alone = some.text_search(query, None, 5).unwrap();
        let text = |knowledge: &Knowledge, found: &[(PassageId, f32)]| -> Vec<(String, u32)> {
            let passages = knowledge.passages();
            found.iter().map(|(id, score)| (passages[id.0 as usize].text.clone(), score.to_bits())).collect()
        };
        assert_eq!(text(&all, &filtered), text(&some, &alone), "{query}");
    }
    let vector = embedding(TEXTS[0]);
    let found = all.vector_search(&vector, Some(&allowed), 5).unwrap();
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|(id, _)| allowed.contains(id.0)));
}

#[test]
fn the_nearest_vector_is_the_passage_itself() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    filled(&knowledge);
    for (i, text) in TEXTS.iter().enumerate() {
        let found = knowledge.vector_search(&embedding(text), None, 2).unwrap();
        assert_eq!(found[0].0, PassageId(i as u32));
        assert!((found[0].1 - 1.0).abs() < 1e-5);
    }
    assert!(knowledge.vector_search(&[1.0; 7], None, 5).unwrap().is_empty(), "another model's dimension");
    assert!(knowledge.vector_search(&[0.0; 24], None, 5).unwrap().is_empty());
}

#[test]
fn indexes_that_were_deleted_come_back_from_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    filled(&knowledge);
    let (document, extraction) = report();
    knowledge.apply(vec![put(document, extraction), remove("3.pdf")]).unwrap();
    let state = |knowledge: &Knowledge| {
        let text = knowledge.text_search("디지털청 harbour 計畫", None, 9).unwrap();
        let vectors = knowledge.vector_search(&embedding(TEXTS[2]), None, 9).unwrap();
        (text, vectors)
    };
    let before = state(&knowledge);
    knowledge.reindex().unwrap();
    assert_eq!(state(&knowledge), before);
    drop(knowledge);
    std::fs::remove_dir_all(folder.path().join("text")).unwrap();
    std::fs::write(folder.path().join("vectors/vectors.log"), b"not a log").unwrap();
    let again = open(folder.path());
    assert_eq!(state(&again), before);
}
