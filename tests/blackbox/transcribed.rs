//! Names in two writings, through the command line: papers in Chinese and Korean, a staff list and questions in Latin letters.

use serde_json::Value;

use crate::program::{index_of, quarry, stdout};

#[test]
fn a_thing_is_asked_for_by_its_name_in_latin_letters() {
    let papers = [
        (
            "tunnel.md",
            "# 霧峒隧道養護計畫\n\n「霧峒隧道養護計畫」由松濤橋梁工程研究院執行，計畫主持人為許芷涵。\n\n松濤橋梁工程研究院設於嵐泉市。",
        ),
        (
            "gauge.md",
            "# 여울 수위 관측 과제\n\n여울 수위 관측 과제의 수행 기관은 바람새하천연구원이다. 바람새하천연구원의 원장은 남기훈이다.",
        ),
        (
            "staff.csv",
            "Name,Body,Position\nChih-Han Hsu,Songtao Institute of Bridge Engineering,Senior Engineer\n\
             Piers Wold,Baramsae Institute of Rivers,Surveyor\n",
        ),
    ];
    let data = index_of(papers);
    for (question, expected) in [
        (
            "In which city is the body that implements the Wudong Tunnel Maintenance Project?",
            "嵐泉市",
        ),
        (
            "Who heads the body that implements the Yeoul Water Level Observation Project?",
            "남기훈",
        ),
        ("許芷涵的職稱是什麼？", "Senior Engineer"),
        (
            "Who implements the Wudong Tunnel Lighting Project (Phase IV)?",
            "not stated in the documents",
        ),
    ] {
        let told = stdout(
            quarry()
                .args(["ask", question, "--json", "--data"])
                .arg(data.path()),
        );
        let told: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(told["answer"], expected, "{question}");
    }
}
