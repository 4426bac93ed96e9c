//! Putting documents in, searching text and vectors, and walking a graph, all generated.

#![expect(clippy::print_stderr, reason = "recall is told beside the times")]

use std::sync::OnceLock;

use divan::{Bencher, counter::ItemsCount};
use quarry_extract::{Entity, EntityType, Extraction, Mention, Passage, Span};
use quarry_graph::algorithm::{Adjacency, NodeId, PageRank};
use quarry_graph::{Access, Change, Knowledge, OpenOptions};
use quarry_ingest::{Block, BlockKind, Document, Place};

fn main() {
    divan::main();
}

const DIMENSION: usize = 384;
const OPTIONS: OpenOptions = OpenOptions {
    access: Access::Write,
    ontologies: None,
    organisation: None,
};

/// Numbers without pattern (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }
}

/// A name of two or three syllables out of a Zipf-like choice.
fn name(numbers: &mut Numbers, of: u64) -> String {
    let top = numbers.below(of) + 1;
    let n = numbers.below(top);
    format!("Bel{}dor {}", n % 97, n / 97)
}

fn change(number: usize, of: u64) -> Change {
    let mut numbers = Numbers(number as u64);
    let names: Vec<String> = (0..8).map(|_| name(&mut numbers, of)).collect();
    let words: Vec<String> = (0..90).map(|_| format!("w{}", numbers.below(20_000))).collect();
    let text = format!("{} {}", names.join(" met "), words.join(" "));
    let mut entities = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let start = text.find(name.as_str()).unwrap_or(0);
        let span = Span {
            block: Some("b0".into()),
            row: None,
            column: None,
            start,
            end: start + name.len(),
            inner: None,
        };
        entities.push(Entity {
            id: format!("e{i}"),
            kind: EntityType::Person,
            name: name.clone(),
            government: false,
            aliases: Vec::new(),
            value: None,
            mentions: vec![Mention {
                text: name.clone(),
                span,
                confidence: 0.9,
            }],
        });
    }
    let embedding: Vec<f32> = (0..DIMENSION)
        .map(|_| numbers.below(2001) as f32 / 1000.0 - 1.0)
        .collect();
    let norm = embedding.iter().map(|v| v * v).sum::<f32>().sqrt();
    let locator = Place::Lines {
        line: [1, 1],
        start: 0,
        end: text.len(),
    }
    .into();
    let passage = Passage {
        text: text.clone(),
        headings: vec![names[0].clone()],
        locator: Some(locator),
        blocks: vec!["b0".into()],
        rows: None,
        entities: entities.iter().map(|e| e.id.clone()).collect(),
        embedding: embedding.iter().map(|v| v / norm).collect(),
    };
    let locator = Place::Lines {
        line: [1, 1],
        start: 0,
        end: text.len(),
    }
    .into();
    let document = Document {
        source: format!("corpus.jsonl#{number}"),
        blake3: format!("{number:064x}"),
        media_type: "application/json".into(),
        title: names[0].clone(),
        languages: vec!["en".into()],
        blocks: vec![Block {
            id: "b0".into(),
            ..Block::new(BlockKind::Paragraph, text, locator)
        }],
        ..Document::default()
    };
    Change::Put {
        document: Box::new(document),
        extraction: Box::new(Extraction {
            entities,
            passages: vec![passage],
            ..Extraction::default()
        }),
        collection: "bench".into(),
        pipeline: "bench".into(),
        run: "bench".into(),
    }
}

fn filled(documents: usize) -> (tempfile::TempDir, Knowledge) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let knowledge = Knowledge::open(folder.path(), &OPTIONS).expect("opens");
    knowledge
        .apply((0..documents).map(|n| change(n, documents as u64 * 2)).collect())
        .expect("applies");
    (folder, knowledge)
}

/// A corpus of the size of a well-known multi-hop set, made once.
fn corpus() -> &'static (tempfile::TempDir, Knowledge) {
    static CORPUS: OnceLock<(tempfile::TempDir, Knowledge)> = OnceLock::new();
    CORPUS.get_or_init(|| filled(6119))
}

#[divan::bench(args = [1000, 6119], sample_count = 1, sample_size = 1)]
fn put(bencher: Bencher, documents: usize) {
    bencher
        .counter(ItemsCount::new(documents))
        .with_inputs(|| {
            (0..documents)
                .map(|n| change(n, documents as u64 * 2))
                .collect::<Vec<_>>()
        })
        .bench_local_values(|changes| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let knowledge = Knowledge::open(folder.path(), &OPTIONS).expect("opens");
            knowledge.apply(changes).expect("applies");
            knowledge.passages().len()
        });
}

#[divan::bench(sample_count = 200, sample_size = 1)]
fn replace_one(bencher: Bencher) {
    let (_, knowledge) = corpus();
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            change(number, 99)
        })
        .bench_local_values(|change| knowledge.apply(vec![change]));
}

/// Removing as many documents at once as one user of another program had to wait for minutes to see gone.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn remove_85(bencher: Bencher) {
    let (_, knowledge) = corpus();
    let mut begin = 0;
    bencher
        .with_inputs(|| {
            begin += 85;
            let removed = |n: usize| Change::Remove {
                source: format!("corpus.jsonl#{n}"),
                run: "bench".into(),
            };
            (begin..begin + 85).map(removed).collect::<Vec<_>>()
        })
        .bench_local_values(|changes| knowledge.apply(changes));
}

/// Which nodes are one thing, from nothing.
#[divan::bench(args = [1000, 2000, 4000], sample_count = 3, sample_size = 1)]
fn resolve(bencher: Bencher, documents: usize) {
    let (_folder, knowledge) = filled(documents);
    let mut number = 0;
    bencher
        .with_inputs(|| {
            // Every commit makes what is known of entities anew.
            number += 1;
            knowledge.apply(vec![change(number, 99)]).expect("applies");
        })
        .bench_local_values(|()| knowledge.entities().map(|e| e.len()));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn open_again(bencher: Bencher) {
    let (folder, knowledge) = filled(6119);
    drop(knowledge);
    bencher.bench_local(|| Knowledge::open(folder.path(), &OPTIONS).map(|k| k.passages().len()));
}

#[divan::bench]
fn search_text(bencher: Bencher) {
    let (_, knowledge) = corpus();
    bencher.bench_local(|| {
        knowledge.text_search(
            "Which Beldor met Bel12dor 3 with w77 and w4000 in w12 before w9?",
            None,
            100,
        )
    });
}

#[divan::bench]
fn search_vectors(bencher: Bencher) {
    let (_, knowledge) = corpus();
    let query: Vec<f32> = (0..DIMENSION).map(|i| (i as f32).sin()).collect();
    bencher.bench_local(|| knowledge.vector_search(&query, None, 100));
}

/// Vectors that are searched; `QUARRY_BENCH_VECTORS` asks for others.
fn how_many_vectors() -> usize {
    let given = std::env::var("QUARRY_BENCH_VECTORS").ok();
    given.and_then(|n| n.parse().ok()).unwrap_or(100_000)
}

/// A unit vector near one of a thousand centres.
fn clustered(number: u64) -> Vec<f32> {
    let mut centre = Numbers(Numbers(number).below(1000) << 32 | 7);
    let mut own = Numbers(number << 32 | 11);
    let uniform = |numbers: &mut Numbers| numbers.below(2001) as f32 / 1000.0 - 1.0;
    let vector: Vec<f32> = (0..DIMENSION)
        .map(|_| uniform(&mut centre) + 0.7 * uniform(&mut own))
        .collect();
    let norm = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
    vector.iter().map(|v| v / norm).collect()
}

/// Documents of a thousand passages each, with nothing but vectors.
fn vectors() -> &'static (tempfile::TempDir, Knowledge) {
    static VECTORS_FILLED: OnceLock<(tempfile::TempDir, Knowledge)> = OnceLock::new();
    VECTORS_FILLED.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let knowledge = Knowledge::open(folder.path(), &OPTIONS).expect("opens");
        for document in 0..how_many_vectors() / 1000 {
            let locator = |n: usize| {
                Place::Lines {
                    line: [n as u32 + 1; 2],
                    start: n,
                    end: n,
                }
                .into()
            };
            let passages = (0..1000).map(|n| Passage {
                text: format!("{document} {n}"),
                headings: Vec::new(),
                locator: Some(locator(n)),
                blocks: Vec::new(),
                rows: None,
                entities: Vec::new(),
                embedding: clustered((document * 1000 + n) as u64),
            });
            let change = Change::Put {
                document: Box::new(Document {
                    source: format!("{document:06}"),
                    ..Document::default()
                }),
                extraction: Box::new(Extraction {
                    passages: passages.collect(),
                    ..Extraction::default()
                }),
                collection: "bench".into(),
                pipeline: "bench".into(),
                run: "bench".into(),
            };
            knowledge.apply(vec![change]).expect("applies");
        }
        print_recall(&knowledge);
        (folder, knowledge)
    })
}

/// Of the ten nearest, how many are found.
fn print_recall(knowledge: &Knowledge) {
    let rows: Vec<Vec<f32>> = (0..how_many_vectors() as u64).map(clustered).collect();
    let (mut hits, mut all) = (0usize, 0usize);
    for n in 0..50u64 {
        let question = clustered(1_000_000 + n);
        let dot = |row: &[f32]| row.iter().zip(&question).map(|(a, b)| a * b).sum::<f32>();
        let mut exact: Vec<(f32, u32)> = rows
            .iter()
            .enumerate()
            .map(|(i, row)| (dot(row), i as u32))
            .collect();
        exact.select_nth_unstable_by(9, |a, b| b.0.total_cmp(&a.0));
        let nearest: Vec<u32> = exact.iter().take(10).map(|(_, i)| *i).collect();
        let found = knowledge.vector_search(&question, None, 10).expect("searches");
        hits += found.iter().filter(|(id, _)| nearest.contains(&id.0)).count();
        all += nearest.len();
    }
    eprintln!(
        "recall@10 of {} clustered vectors: {:.4}",
        how_many_vectors(),
        hits as f32 / all as f32
    );
}

#[divan::bench(args = [false, true], sample_count = 200, sample_size = 1)]
fn search_many_vectors(bencher: Bencher, filtered: bool) {
    let (_, knowledge) = vectors();
    // One passage in a hundred.
    let filter: roaring::RoaringBitmap = (0..how_many_vectors() as u32).step_by(100).collect();
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            clustered(2_000_000 + number)
        })
        .bench_local_values(|question| knowledge.vector_search(&question, filtered.then_some(&filter), 10));
}

/// Nodes `0..passages` name ten of the nodes after them each.
fn generated(passages: u32) -> Adjacency {
    let mut numbers = Numbers(11);
    let names = passages / 2;
    let edges: Vec<_> = (0..passages)
        .flat_map(|p| std::iter::repeat_n(p, 10))
        .map(|p| {
            (
                NodeId(p),
                NodeId(passages + numbers.below(u64::from(names)) as u32),
                1.0,
            )
        })
        .collect();
    Adjacency::from_edges((passages + names) as usize, edges)
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 5)]
fn lay_out_graph(bencher: Bencher, passages: u32) {
    bencher.bench_local(|| generated(passages));
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn personalised_page_rank(bencher: Bencher, passages: u32) {
    let graph = generated(passages);
    let seeds = [(NodeId(passages + 17), 1.0), (NodeId(passages + 18), 0.2)];
    bencher.bench_local(|| PageRank::default().forward_push(&graph, &seeds, |n| 1.0 + (n.0 % 3) as f32));
}
