//! The project's own gold: sound, and found as well as it was found before.

use quarry_extract::evaluation::gold::{Gold, GoldScores, Part};
use quarry_extract::evaluation::negatives;

use crate::models::with_models;

const FILES: [(&str, &str, &str); 3] = [
    (
        "zh-Hant",
        include_str!("../gold/zh-Hant.jsonl"),
        include_str!("../gold/negatives/zh-Hant.txt"),
    ),
    (
        "ko",
        include_str!("../gold/ko.jsonl"),
        include_str!("../gold/negatives/ko.txt"),
    ),
    (
        "en",
        include_str!("../gold/en.jsonl"),
        include_str!("../gold/negatives/en.txt"),
    ),
];

#[test]
fn the_gold_holds_together() {
    for (language, file, negatives) in FILES {
        let gold = Gold::read(file).unwrap();
        assert_eq!(gold.len(), 50, "{language}");
        let complaints: Vec<String> = gold.iter().flat_map(Gold::complaints).collect();
        assert_eq!(complaints, Vec::<String>::new());
        for text in &gold {
            assert_eq!(text.language, language);
            for entity in &text.entities {
                for mention in &entity.mentions {
                    // What is counted in a cell has to stand there in the document too.
                    let document = text.document();
                    let stands = document.blocks.iter().any(|b| match (&b.table, mention.row) {
                        (Some(table), Some(row)) => table
                            .cell_at(row, mention.column.unwrap_or(0))
                            .is_some_and(|c| c.text.contains(&mention.text)),
                        _ => b.text.contains(&mention.text),
                    });
                    assert!(stands, "{}: {}", text.id, mention.text);
                }
            }
        }
        assert_eq!(negatives::sentences(negatives).len(), 200, "{language}");
    }
}

#[test]
fn the_gold_is_found_as_well_as_before() {
    let Some(extractor) = with_models() else { return };
    for (language, file, negatives) in FILES {
        let mut scores = [GoldScores::default(), GoldScores::default()];
        for text in Gold::read(file).unwrap() {
            let extraction = extractor.extract(&text.document()).unwrap();
            let part = usize::from(text.part == Part::Measure);
            let notes = scores[part].add(&text, &extraction);
            if text.part == Part::Develop && !notes.is_empty() {
                eprintln!("{}", text.text.as_deref().unwrap_or(&text.caption));
                eprintln!("  {}", notes.join("\n  "));
            }
        }
        for (part, scores) in ["develop", "measure"].into_iter().zip(&scores) {
            let entities = scores.entities.all;
            eprintln!(
                "{language} {part}: entities {:.3} {:.3} {:.3}, triples {:.3} {:.3} {:.3}, error {:.3} {:.3}",
                entities.precision(),
                entities.recall(),
                entities.f1(),
                scores.triples.precision(),
                scores.triples.recall(),
                scores.triples.f1(),
                scores.entities.calibration.error(),
                scores.calibration.error()
            );
            for (kind, tally) in &scores.entities.by_type {
                eprintln!("   {kind} {} / {} / {}", tally.right, tally.found, tally.gold);
            }
        }
        let mut asserted = 0;
        for sentence in negatives::sentences(negatives) {
            let extraction = extractor.extract_text(&sentence).unwrap();
            if negatives::asserts(&extraction) {
                asserted += 1;
                for relation in &extraction.relations {
                    eprintln!("   {sentence}  [{} {}]", relation.predicate, relation.source);
                }
            }
        }
        eprintln!("{language}: {asserted} of 200 assert something");
        // What was reached when this was written, with a little room for other weights; may only rise.
        let measured = &scores[1];
        assert!(measured.entities.all.f1() >= 0.83, "{language}");
        // The second annotation corrected the gold: the same Korean statements that scored .803 by the first score .790.
        let least = if language == "ko" { 0.785 } else { 0.8 };
        assert!(measured.triples.f1() >= least, "{language}");
        assert!(asserted <= 4, "{language}");
    }
}
