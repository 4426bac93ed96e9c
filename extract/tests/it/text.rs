//! Entities and relations of plain text, in three languages.

use quarry_extract::EntityType;

use quarry_ingest::BlockKind;

use crate::{document, on_page, rules, statements};

#[test]
fn mentions_count_unicode_scalars() {
    let text = "𠮷野會議：海洋事務委員會於民國113年3月5日核定新臺幣3億2,500萬元。";
    let extraction = rules().extract_text(text).unwrap();
    let chars: Vec<char> = text.chars().collect();
    let mentions: Vec<_> = extraction.entities.iter().flat_map(|e| &e.mentions).collect();
    assert!(mentions.len() >= 3);
    for mention in mentions {
        assert_eq!(mention.span.block, None);
        assert_eq!(
            chars[mention.span.start..mention.span.end]
                .iter()
                .collect::<String>(),
            mention.text
        );
    }
    let money = extraction
        .entities
        .iter()
        .find(|e| e.kind == EntityType::Money)
        .unwrap();
    insta::assert_json_snapshot!(money.value, @r#"
    {
      "type": "number",
      "value": 325000000.0,
      "unit": "TWD"
    }
    "#);
}

#[test]
fn chinese_statements() {
    let text = "海洋事務委員會（Ocean Affairs Commission，以下簡稱「海委會」）成立於1968年。北濱水產研究所隸屬於海委會。\
                海委會由林書銘擔任主任委員。「北濱沿岸監測計畫」由北濱水產研究所負責執行，計畫主持人為陳怡君。";
    assert_eq!(
        statements(&rules().extract_text(text).unwrap()),
        [
            "北濱水產研究所 parentOrganization 海洋事務委員會",
            "北濱沿岸監測計畫 executedBy 北濱水產研究所",
            "北濱沿岸監測計畫 principalInvestigator 陳怡君",
            "海洋事務委員會 foundedOn 1968年",
            "海洋事務委員會 headedBy 林書銘",
        ]
    );
}

#[test]
fn korean_statements() {
    let text = "해양환경연구원(이하 ‘해환연’)은 1993년에 설립되었다. 해환연의 원장은 김도윤이다. \
                ‘푸른 연안 수질 감시 과제’의 수행 기관은 해환연이다. 현재 해환연은 푸른시에 소재하고 있다.";
    assert_eq!(
        statements(&rules().extract_text(text).unwrap()),
        [
            "푸른 연안 수질 감시 과제 executedBy 해양환경연구원",
            "해양환경연구원 foundedOn 1993년",
            "해양환경연구원 headedBy 김도윤",
            "해양환경연구원 locatedIn 푸른시",
        ]
    );
}

#[test]
fn english_statements() {
    let text = "The Coastal Research Institute (CRI) is a subsidiary body of the Ministry of Harbours. CRI was founded in 1993. \
                The Director of CRI is Ada Lovelace. Harbour Water Project was allotted USD 2.5 million for 2024.";
    assert_eq!(
        statements(&rules().extract_text(text).unwrap()),
        [
            "Coastal Research Institute foundedOn 1993",
            "Coastal Research Institute headedBy Ada Lovelace",
            "Coastal Research Institute parentOrganization Ministry of Harbours",
            "Harbour Water Project budget USD 2.5 million",
        ]
    );
}

#[test]
fn what_is_denied_or_merely_named_together_is_no_statement() {
    for text in [
        "北濱水產研究所並未隸屬於海洋事務委員會。",
        "海洋事務委員會與北濱水產研究所均派員出席。",
        "해양환경연구원은 1993년에 설립되지 않았다.",
        "The Coastal Research Institute and the Ministry of Harbours met in May.",
        "The Coastal Research Institute was not founded in 1993.",
    ] {
        assert_eq!(
            statements(&rules().extract_text(text).unwrap()),
            Vec::<String>::new(),
            "{text}"
        );
    }
}

#[test]
fn a_text_of_any_length_is_read_to_its_end() {
    let text = format!(
        "{}海洋事務委員會成立於1968年。",
        "一二三四五六七八九十。\n".repeat(20_000)
    );
    let extraction = rules().extract_text(&text).unwrap();
    let last = extraction
        .entities
        .iter()
        .find(|e| e.name == "海洋事務委員會")
        .unwrap();
    let chars: Vec<char> = text.chars().collect();
    let span = &last.mentions[0].span;
    assert_eq!(
        chars[span.start..span.end].iter().collect::<String>(),
        "海洋事務委員會"
    );
    assert_eq!(statements(&extraction), ["海洋事務委員會 foundedOn 1968年"]);

    // One block of a document, and the passages that name what stands at its end.
    let block = text.replace('\n', " ");
    let document = document(vec![on_page(BlockKind::Paragraph, &block, 1, 10.0)]);
    let extraction = rules().extract(&document).unwrap();
    let last = extraction
        .entities
        .iter()
        .find(|e| e.name == "海洋事務委員會")
        .unwrap();
    let named: Vec<&str> = extraction
        .passages
        .iter()
        .filter(|p| p.entities.contains(&last.id))
        .map(|p| p.text.as_str())
        .collect();
    assert!(
        named.len() == 1 && named[0].contains("海洋事務委員會"),
        "{named:?}"
    );
}

#[test]
fn hostile_text_does_no_harm() {
    let nasty = [
        "（".repeat(5000),
        "「".repeat(3000),
        "1,".repeat(20_000),
        "\u{202e}\u{0}年月日".repeat(2000),
        "9".repeat(10_000),
    ];
    for text in nasty {
        rules().extract_text(&text).unwrap();
    }
}

#[test]
fn a_definition_says_that_a_thing_has_another_name() {
    let extraction = rules()
        .extract_text("海洋事務委員會（以下簡稱「海委會」）召開會議，海委會決議如下。")
        .unwrap();
    let body = extraction
        .entities
        .iter()
        .find(|e| e.name == "海洋事務委員會")
        .unwrap();
    assert_eq!(
        (body.aliases.as_slice(), body.government, body.mentions.len()),
        (["海委會".to_owned()].as_slice(), true, 3)
    );
    assert!(
        extraction
            .relations
            .iter()
            .any(|r| r.subject == body.id && r.predicate == "alsoKnownAs")
    );
}

#[test]
fn an_organisations_own_names_are_found_at_once() {
    let text = "晴一昨日首航，由北濱造船負責維修。The Tidewatch gauge stands at Corva.";
    let names = "name,type,aliases\n晴嵐一號,Product,晴一\n北濱造船,Organization,\nTidewatch,Product,\nCorva,Place,Corva Bay\n";
    let shown = |extractor: quarry_extract::Extractor| -> Vec<(EntityType, String, String)> {
        let extraction = extractor.extract_text(text).unwrap();
        extraction
            .entities
            .into_iter()
            .map(|e| (e.kind, e.name, e.mentions[0].text.clone()))
            .collect()
    };
    assert!(shown(rules()).is_empty());
    let taught = rules().with_names(quarry_extract::KnownNames::parse(names).unwrap());
    assert_ne!(taught.version(), rules().version());
    let own = |kind, name: &str, text: &str| (kind, name.to_owned(), text.to_owned());
    assert_eq!(
        shown(taught),
        [
            own(EntityType::Product, "晴嵐一號", "晴一"),
            own(EntityType::Organization, "北濱造船", "北濱造船"),
            own(EntityType::Product, "Tidewatch", "Tidewatch"),
            own(EntityType::Place, "Corva", "Corva"),
        ]
    );
}

#[test]
fn what_is_said_of_a_word_for_a_body_is_said_of_the_body() {
    let text = "海洋事務委員會函請各機關配合。本會成立於1968年，主任委員為林書銘。";
    assert_eq!(
        statements(&rules().extract_text(text).unwrap()),
        [
            "海洋事務委員會 foundedOn 1968年",
            "海洋事務委員會 headedBy 林書銘"
        ]
    );
}

#[test]
fn what_is_asked_or_supposed_is_no_statement() {
    for text in [
        "海洋事務委員會是否由林書銘擔任主任委員，尚待釐清。",
        "倘北濱水產研究所隸屬於海洋事務委員會，預算將增加。",
        "해양환경연구원이 푸른 연안 감시 과제를 수행하는지는 알 수 없다.",
        "푸른 연안 감시 과제는 해양환경연구원이 수행한 것이 아니다.",
        "Whether Harbour Water Project is managed by the Ministry of Harbours remains to be seen.",
        "Ada Lovelace denied that she is Director of the Coastal Research Institute.",
    ] {
        assert_eq!(
            statements(&rules().extract_text(text).unwrap()),
            Vec::<String>::new(),
            "{text}"
        );
    }
}
