//! Figures of tables from the file to the answer: cells with the unit of their column, the query that gives the same, and rows that
//! SPARQL can tell apart.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{index_of, ingest, quarry, stdout};

const ORCHARDS: &str = r#"<html><head><title>果樹更新成果</title></head><body><h1>果樹更新成果</h1>
<table><caption>各村果樹更新成果（單位：株、新臺幣千元）</caption>
<tr><th rowspan="2">村別</th><th colspan="2">111年</th><th colspan="2">112年</th></tr>
<tr><th>更新數</th><th>經費</th><th>更新數</th><th>經費</th></tr>
<tr><td>松濤村</td><td>140</td><td>210</td><td>200</td><td>305</td></tr>
<tr><td>明月村</td><td>90</td><td>140</td><td>－</td><td>－</td></tr>
<tr><td>竹林村</td><td>250</td><td>390</td><td>310</td><td>480</td></tr>
<tr><td>合計</td><td>480</td><td>740</td><td>510</td><td>785</td></tr>
</table></body></html>"#;

const BOATS: &str = r#"<html><head><title>Boats</title></head><body><h1>Boats by station</h1>
<table><caption>Boats by station and kind, 2024</caption>
<tr><th>Station</th><th>Kind</th><th>Number</th><th>Keeper</th></tr>
<tr><td rowspan="2">Eastpoint</td><td>Launches</td><td>4</td><td>Ina Vole</td></tr>
<tr><td>Dinghies</td><td>11</td><td>Lee Marsh</td></tr>
<tr><td rowspan="2">Westcliff</td><td>Launches</td><td>7</td><td>Lee Marsh</td></tr>
<tr><td>Dinghies</td><td>2</td><td>Tom Reed</td></tr>
<tr><td colspan="2">All</td><td>24</td><td></td></tr>
</table></body></html>"#;

const FERRIES: &str = r#"<html><head><title>도선 운영</title></head><body><h1>항별 도선 운영</h1>
<table><caption>항별 도선 운영 (단위: 백만원)</caption>
<tr><th>항</th><th>2022년 운영비</th><th>2023년 운영비</th></tr>
<tr><td>솔바람항</td><td>210</td><td>△12.5</td></tr>
<tr><td>달빛항</td><td>140</td><td>145</td></tr>
<tr><td>대숲항</td><td>390</td><td>480</td></tr>
</table></body></html>"#;

const BUOYS: &str = r#"<html><head><title>Deliveries</title></head><body><h1>Deliveries of buoys</h1>
<table><caption>Deliveries of buoys in 2023</caption>
<tr><th>Harbour</th><th>Number</th><th>Delivery date</th></tr>
<tr><td>Ravensey</td><td>12</td><td>2023-04-18</td></tr>
<tr><td>Tollhaven</td><td>7</td><td>2023-06-02</td></tr>
<tr><td>Cray</td><td>20</td><td>2023-09-27</td></tr>
</table></body></html>"#;

fn indexed() -> TempDir {
    index_of([
        ("orchards.html", ORCHARDS),
        ("boats.html", BOATS),
        ("ferries.html", FERRIES),
        ("buoys.html", BUOYS),
    ])
}

fn ask(data: &TempDir, question: &str) -> Value {
    let printed = stdout(
        quarry()
            .args(["ask", question, "--mode", "table", "--json", "--data"])
            .arg(data.path()),
    );
    serde_json::from_str(&printed).unwrap()
}

#[test]
fn what_is_answered_from_figures_is_given_by_its_query_too() {
    let data = indexed();
    for (question, answer, said) in [
        ("竹林村112年的經費是多少？", "480千元", "竹林村"),
        (
            "112年經費超過300千元的村有哪些？",
            "松濤村、竹林村",
            "FILTER(?value > 300000)",
        ),
        ("111年更新數合計多少？", "480株", "SUM(?value)"),
        ("竹林村111年與112年的經費合計多少？", "870千元", "VALUES ?header"),
        ("How many boats are there in all?", "24", "!CONTAINS(STR(?row)"),
        ("How many dinghies are at Eastpoint?", "11", "Dinghies"),
        (
            "2022년 운영비가 가장 많은 항은 어디인가?",
            "대숲항",
            "ORDER BY DESC(?value)",
        ),
        ("솔바람항의 2023년 운영비는 얼마인가?", "△12.5백만원", "솔바람항"),
        ("竹林村112年的經費比111年多多少？", "90千元", "ABS(?one - ?other)"),
        ("竹林村112年的更新數比松濤村多嗎？", "是", "?one > ?other"),
        (
            "솔바람항의 2022년 운영비는 달빛항보다 많은가?",
            "예",
            "?one > ?other",
        ),
        (
            "How many more buoys did Cray get than Ravensey?",
            "8",
            "ABS(?one - ?other)",
        ),
        ("Did Cray get more buoys than Tollhaven?", "yes", "?one > ?other"),
        (
            "When were the buoys of Tollhaven delivered?",
            "2023-06-02",
            "DISTINCT ?value",
        ),
    ] {
        let given = ask(&data, question);
        assert_eq!(given["answer"], answer, "{question}: {given:#}");
        assert_eq!(given["mode"], "table", "{question}");
        let query = given["query"].as_str().unwrap_or_default();
        assert!(query.contains(said), "{question}: {query}");
        assert!(!query.contains("IN ("), "rows are told by what they say: {query}");
        let printed = stdout(
            quarry()
                .args(["sparql", query, "--format", "csv", "--data"])
                .arg(data.path()),
        );
        assert!(printed.lines().count() >= 2, "{question}: {query}\n{printed}");
    }
    let refused = ask(&data, "明月村112年的經費是多少？");
    assert_eq!(refused["answered"], false, "{refused:#}");
    let shown = stdout(
        quarry()
            .args([
                "-v",
                "ask",
                "竹林村112年的經費是多少？",
                "--mode",
                "table",
                "--data",
            ])
            .arg(data.path()),
    );
    assert!(
        shown.starts_with("480千元\n") && shown.contains("(table)\n"),
        "{shown}"
    );
    assert!(shown.contains("SELECT"), "{shown}");
}

const SETTLEMENT: &str = r#"<html><head><title>結算</title></head><body><h1>結算表</h1>
<table><caption>單位：千元</caption>
<tr><th>計畫名稱</th><th>決算數</th></tr>
<tr><td>碧潭步道案</td><td>2,400</td></tr>
<tr><td>碧潭棧橋案</td><td>-170</td></tr>
</table></body></html>"#;

/// An organisation's own property, its names and a shape for it.
const OWN: &str = r#"@prefix my: <https://example.org/terms#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix quarry: <urn:quarry:ontology#> .
my:outlay a owl:DatatypeProperty ; rdfs:label "最終支出"@zh-Hant , "최종 지출"@ko , "final outlay"@en .
my:Shape a sh:NodeShape ; sh:targetSubjectsOf my:outlay ; sh:property [ sh:path my:outlay ; sh:minInclusive 0 ; sh:message "no negative outlay" ] .
[] a quarry:TableMapping ; quarry:header "決算數" ; quarry:property my:outlay .
[] a quarry:TableMapping ; quarry:header "計畫名稱" ; quarry:names quarry:Event ; quarry:rowSubject true .
"#;

#[test]
fn an_organisations_names_serve_questions_and_what_its_shapes_hold_back_is_told() {
    let data = tempfile::tempdir().unwrap();
    fs::create_dir(data.path().join("own")).unwrap();
    fs::write(data.path().join("own/terms.ttl"), OWN).unwrap();
    fs::write(
        data.path().join("quarry.toml"),
        "[ontologies]\nfolder = \"own\"\n",
    )
    .unwrap();
    let papers = tempfile::tempdir().unwrap();
    fs::write(papers.path().join("settlement.html"), SETTLEMENT).unwrap();
    ingest(papers.path(), data.path());
    for question in [
        "What is the final outlay of 碧潭步道案?",
        "碧潭步道案的最終支出是多少？",
        "碧潭步道案의 최종 지출은 얼마인가?",
    ] {
        assert_eq!(ask(&data, question)["answer"], "2,400千元", "{question}");
    }
    let held = ask(&data, "碧潭棧橋案的決算數是多少？");
    let told = held["explanation"].as_str().unwrap();
    assert!(told.contains("此值違反形狀規則"), "{held:#}");
    let facts = stdout(
        quarry()
            .args(["export", "--format", "facts", "--data"])
            .arg(data.path()),
    );
    let stated: Vec<Value> = facts.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let of = |thing: &str| -> Vec<(String, String, bool)> {
        let own = stated.iter().filter(|f| f["s"] == thing);
        own.map(|f| {
            let text = |key: &str| f[key].as_str().unwrap().to_owned();
            (text("p"), text("o"), f["asserted"] == true)
        })
        .collect()
    };
    let outlay = "https://example.org/terms#outlay".to_owned();
    // As printed, and nothing that the header was taken to mean beside it.
    assert_eq!(of("碧潭步道案"), [(outlay.clone(), "2,400".to_owned(), true)]);
    assert_eq!(of("碧潭棧橋案"), [(outlay, "-170".to_owned(), false)]);
}

#[test]
fn sparql_tells_rows_of_merged_labels_apart_and_units_of_their_columns() {
    let data = indexed();
    let query = |text: &str| {
        let text = format!(
            "PREFIX quarry: <urn:quarry:ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> {text}"
        );
        stdout(
            quarry()
                .args(["sparql", &text, "--format", "csv", "--data"])
                .arg(data.path()),
        )
    };
    let dinghies = query(
        "SELECT ?n WHERE { GRAPH ?g { ?f quarry:rowPath \"[\\\"Westcliff\\\",\\\"Dinghies\\\"]\"^^rdf:JSON ; rdf:value ?n } }",
    );
    assert_eq!(dinghies.lines().collect::<Vec<_>>(), ["n", "2"]);
    let units = query(
        "SELECT DISTINCT ?unit WHERE { GRAPH ?g { ?f quarry:headerPath ?h ; quarry:unit ?unit FILTER(CONTAINS(STR(?h), \"更新數\")) } }",
    );
    assert_eq!(units.lines().collect::<Vec<_>>(), ["unit", "株"]);
    let money = query(
        "SELECT (SUM(?n) AS ?sum) WHERE { GRAPH ?g { ?f quarry:headerPath \"[\\\"111年\\\",\\\"經費\\\"]\"^^rdf:JSON ; quarry:unit \"TWD\" ; \
         quarry:rowLabel ?l ; rdf:value ?n FILTER(?l != \"合計\") } }",
    );
    assert!(money.contains("740000"), "{money}");
}
