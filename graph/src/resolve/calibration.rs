//! Where the weights of [`score`](super::score) come from: collections made up in three languages, in which it is known who is
//! who, resolved by the program's own stages; a logistic regression over the pairs that these propose.
//!
//! Each family of bodies shares a town, a superior and often a year of founding. Its members differ in a field, a direction, an
//! ordinal or a kind, as sister bodies do; some are met again under a name with a slip in it, or with another word. Words for
//! fitting and words for the held-out test have nothing in common.

use std::collections::{BTreeMap, HashMap};

use quarry_extract::EntityType::{Organization, Person, Place};

use super::cluster::Clusters;
use super::propose::{Reason, STAGES};
use super::score::{Evidence, FEATURES, WEIGHTS, features, probability};
use super::tests::{document, node};
use super::{nodes, threshold};
use crate::read::{DocumentEntry, Fact};

/// A language's words: towns, fields, kinds, directions, and how a name is put together.
struct Words {
    towns: [&'static [&'static str]; 2],
    fields: [&'static [&'static str]; 2],
    kinds: [&'static [&'static str]; 2],
    signs: &'static [&'static str],
    name: fn(&str, &str, &str, &str) -> String,
    /// The name with a slip in it.
    slip: fn(&str, u64) -> Option<String>,
    /// Words that are added to a name: for some another body's, for some only longer.
    tails: &'static [&'static str],
}

fn spaced(town: &str, sign: &str, field: &str, kind: &str) -> String {
    let sign = if sign.is_empty() {
        String::new()
    } else {
        format!("{sign} ")
    };
    format!("{town} {sign}{field} {kind}")
}

fn joined(town: &str, sign: &str, field: &str, kind: &str) -> String {
    format!("{town}{field}{sign}{kind}")
}

/// Leaves out or exchanges a letter inside the longest word.
fn latin_slip(name: &str, dice: u64) -> Option<String> {
    let word = name.split(' ').max_by_key(|w| w.len()).filter(|w| w.len() >= 8)?;
    let at = 2 + (dice as usize) % (word.len() - 4);
    let mut letters: Vec<char> = word.chars().collect();
    if dice.is_multiple_of(2) {
        letters.remove(at);
    } else {
        letters.swap(at, at + 1);
    }
    let slipped: String = letters.into_iter().collect();
    (slipped != word).then(|| name.replacen(word, &slipped, 1))
}

/// Spells ㅐ as ㅔ or the other way round.
fn hangul_slip(name: &str, _: u64) -> Option<String> {
    let mixed = name.char_indices().find_map(|(at, c)| {
        let index = (c as u32).checked_sub(0xAC00).filter(|index| *index < 11_172)?;
        let other = match index % 588 / 28 {
            1 => index + 4 * 28,
            5 => index - 4 * 28,
            _ => return None,
        };
        Some((at, c, char::from_u32(0xAC00 + other)?))
    })?;
    let (at, c, other) = mixed;
    Some(format!("{}{other}{}", &name[..at], &name[at + c.len_utf8()..]))
}

const LANGUAGES: [Words; 3] = [
    Words {
        towns: [
            &[
                "Thornby",
                "Aldermoor",
                "Saltmere",
                "Kestrel Bay",
                "Wexcombe",
                "Oxlade",
                "Dunmarsh",
                "Farrow",
            ],
            &[
                "Grindale",
                "Penwick",
                "Hollowell",
                "Marlstone",
                "Bexhaven",
                "Tidemouth",
                "Carrick",
                "Yarrowby",
            ],
        ],
        fields: [
            &[
                "Botanical",
                "Geological",
                "Geographical",
                "Agricultural",
                "Horticultural",
                "Maritime",
                "Marine",
                "Municipal",
                "Mediation",
                "Meditation",
                "Conservation",
                "Conversation",
                "Immigration",
                "Migration",
                "Telephone",
                "Telegraph",
            ],
            &[
                "Zoological",
                "Ecological",
                "Astronomical",
                "Gastronomical",
                "Physiotherapy",
                "Physics",
                "Statistics",
                "Statics",
                "Irrigation",
                "Instrument",
                "Cooperation",
                "Corporation",
                "Veterinary",
                "Archaeology",
                "Architecture",
                "Mineral",
            ],
        ],
        kinds: [
            &[
                "Research Institute",
                "Service Board",
                "Training Centre",
                "Record Office",
            ],
            &[
                "Survey Agency",
                "District Library",
                "Development Fund",
                "Inspection Bureau",
            ],
        ],
        signs: &[
            "Northern", "Southern", "Eastern", "Western", "First", "Second", "Upper", "Lower",
        ],
        name: spaced,
        slip: latin_slip,
        tails: &[" Annex", " House", " Works", " Branch"],
    },
    Words {
        towns: [
            &["翠屏", "霞浦", "鳳岡", "雁門", "松濤", "青嶼", "瑞湖", "澄江"],
            &["碧潭", "銀杏", "蘭陽谷", "望海", "虎丘", "白沙灣", "石榴", "朱崙"],
        ],
        fields: [
            &[
                "水土保持",
                "水質保護",
                "農業改良",
                "林業改良",
                "公路工程",
                "公園工程",
                "海洋生物",
                "海事生物",
                "衛生檢驗",
                "衛星檢驗",
            ],
            &[
                "地質調查",
                "地政調查",
                "文化資產",
                "文物資產",
                "環境監測",
                "環境檢測",
                "漁業試驗",
                "茶業試驗",
                "交通管制",
                "交易管制",
            ],
        ],
        kinds: [
            &["研究所", "工程處", "管理處", "試驗中心"],
            &["事務所", "博物館", "稽查隊", "服務中心"],
        ],
        signs: &["東區", "西區", "南區", "北區", "第一", "第二", "第三"],
        name: joined,
        slip: |_, _| None,
        tails: &["本部", "分部", "分館", "二處"],
    },
    Words {
        towns: [
            &["가람", "다솔", "미르", "해온", "온샘", "누리벌", "아라", "새봄"],
            &["한울", "초롱", "달빛", "푸름", "단비", "별내", "솔뫼", "여울"],
        ],
        fields: [
            &[
                "농업기술",
                "임업기술",
                "상수도관리",
                "하수도관리",
                "생태계조사",
                "생태환경조사",
                "여성정책",
                "여가정책",
                "해양자원",
                "해외자원",
            ],
            &[
                "수산과학",
                "수질과학",
                "교통안전",
                "교육안전",
                "재난대응",
                "재해대응",
                "항만시설",
                "항공시설",
                "보건정책",
                "보훈정책",
            ],
        ],
        kinds: [
            &["연구원", "사업소", "진흥원", "관리단"],
            &["지원단", "연수원", "사무소", "관측소"],
        ],
        signs: &["동부", "서부", "남부", "북부", "제1", "제2", "중앙"],
        name: joined,
        slip: hangul_slip,
        tails: &["본원", "분원", "별관", "지부"],
    },
];

/// Numbers that only look random.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.roll() % 100 < percent
    }

    fn one_of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll() as usize % list.len()]
    }
}

/// A body, and what is true of it.
struct Body {
    name: String,
    town: String,
    superior: String,
    year: u64,
    head: String,
    law: String,
}

/// The bodies of one town.
fn family(words: &Words, half: usize, town: &str, dice: &mut Dice) -> Vec<Body> {
    let mut bodies: Vec<Body> = Vec::new();
    let (field, kind) = (dice.one_of(words.fields[half]), dice.one_of(words.kinds[half]));
    let year = 1950 + dice.roll() % 60;
    for number in 0..8 {
        let name = match number {
            6 | 7 if bodies.is_empty() => continue,
            // Another body of a longer name.
            6 | 7 => {
                let shorter = dice.roll() as usize % bodies.len();
                format!("{}{}", bodies[shorter].name, dice.one_of(words.tails))
            }
            0 | 1 => (words.name)(town, "", dice.one_of(words.fields[half]), kind),
            2 => (words.name)(town, "", field, dice.one_of(words.kinds[half])),
            _ => (words.name)(town, dice.one_of(words.signs), field, kind),
        };
        if bodies.iter().any(|b| b.name == name) {
            continue;
        }
        let before = bodies.last();
        // One head for two sister bodies, and one law, are rare but not unheard of.
        let shared = |value: String, of: fn(&Body) -> &String, so: bool| match before {
            Some(body) if so => of(body).clone(),
            _ => value,
        };
        let (head, law) = (format!("Head {name}"), format!("Law {name}"));
        let (one_head, one_law) = (dice.chance(8), dice.chance(10));
        bodies.push(Body {
            town: town.to_owned(),
            superior: format!("{town} council"),
            year: if dice.chance(50) {
                year
            } else {
                1950 + dice.roll() % 60
            },
            head: shared(head, |b| &b.head, one_head),
            law: shared(law, |b| &b.law, one_law),
            name,
        });
    }
    bodies
}

/// A paper on one body under some name of it; what changes with the years may have changed, and a year may be misread.
fn paper(body: &Body, name: &str, dice: &mut Dice) -> DocumentEntry {
    let mut entities = vec![
        (Organization, name.to_owned()),
        (Organization, body.superior.clone()),
        (Place, body.town.clone()),
    ];
    let head = if dice.chance(20) {
        format!("{} II", body.head)
    } else {
        body.head.clone()
    };
    let year = if dice.chance(3) { body.year + 1 } else { body.year };
    let me = node(Organization, name);
    let mut facts = vec![];
    let mut say = |subject: String, predicate: &str, object: String, literal: bool| {
        facts.push(Fact {
            subject,
            predicate: predicate.to_owned(),
            object,
            literal,
        });
    };
    if dice.chance(70) {
        say(me.clone(), "headquarteredIn", node(Place, &body.town), false);
    }
    if dice.chance(70) {
        say(
            me.clone(),
            "parentOrganization",
            node(Organization, &body.superior),
            false,
        );
    }
    if dice.chance(60) {
        say(me.clone(), "foundedOn", format!("\"{year}\"^^<gYear>"), true);
    }
    if dice.chance(60) {
        say(me.clone(), "headedBy", node(Person, &head), false);
        entities.push((Person, head));
    }
    if dice.chance(20) {
        say(
            node(quarry_extract::EntityType::Law, &body.law),
            "competentAuthority",
            me,
            false,
        );
        entities.push((quarry_extract::EntityType::Law, body.law.clone()));
    }
    let described: Vec<(quarry_extract::EntityType, &str, &[&str])> = entities
        .iter()
        .map(|(kind, name)| (*kind, name.as_str(), &[] as &[&str]))
        .collect();
    let mut entry = document(&described);
    entry.facts = facts;
    entry
}

/// The papers of one town, and which body each name is of.
fn collection(words: &Words, half: usize, seed: u64) -> (Vec<DocumentEntry>, BTreeMap<String, usize>) {
    let mut dice = Dice(seed);
    let (mut papers, mut truth, mut count) = (Vec::new(), BTreeMap::new(), 0);
    let town = dice.one_of(words.towns[half]);
    let bodies = family(words, half, town, &mut dice);
    for body in &bodies {
        count += 1;
        let roll = dice.roll();
        let other = match roll % 100 {
            0..45 => (words.slip)(&body.name, roll / 100),
            45..55 => Some(format!("{}{}", body.name, dice.one_of(words.tails))),
            _ => None,
        };
        for name in [Some(body.name.clone()), other].into_iter().flatten() {
            let node = node(Organization, &name);
            // A name is of one body.
            let anothers = bodies.iter().any(|b| b.name == name && b.name != body.name);
            if anothers || truth.contains_key(&node) {
                continue;
            }
            papers.push(paper(body, &name, &mut dice));
            truth.insert(node, count);
        }
    }
    (papers, truth)
}

/// A pair with its evidence, and whether it is one thing.
type Labelled = (Evidence, bool, String);

/// The pairs that the stages propose by evidence in a collection.
fn proposed(papers: &[DocumentEntry], truth: &BTreeMap<String, usize>) -> Vec<Labelled> {
    let nodes = nodes(papers.iter());
    let mut clusters = Clusters::new(&nodes);
    let mut found = Vec::new();
    for stage in STAGES {
        for proposal in stage(&nodes, &mut clusters) {
            let (a, b) = (nodes[proposal.a].iri, nodes[proposal.b].iri);
            match (proposal.reason, truth.get(a), truth.get(b)) {
                (Reason::Evidence(evidence), Some(x), Some(y)) => {
                    found.push((evidence, x == y, format!("{a} / {b}")))
                }
                _ => {
                    clusters.join(proposal.a, proposal.b);
                }
            }
        }
    }
    found
}

/// One name in two scripts. Korean names in Latin letters are mostly one person or body where nothing speaks against it; of Chinese
/// ones many sound alike.
fn sounds(seed: u64) -> Vec<Labelled> {
    let mut dice = Dice(seed);
    let mut found = Vec::new();
    for number in 0..600 {
        let loose = number % 2 == 0;
        let same = dice.chance(if loose { 25 } else { 85 });
        let both_employed = dice.chance(50);
        let evidence = Evidence {
            sound: true,
            loose_sound: loose,
            person: true,
            identifying: if both_employed && same && dice.chance(90) {
                1.0
            } else {
                0.0
            },
            other_employers: both_employed && (!same || dice.chance(4)),
            conflicts: if dice.chance(if same { 2 } else { 30 }) {
                1.0
            } else {
                0.0
            },
            ..Evidence::default()
        };
        let evidence = if evidence.other_employers {
            Evidence {
                identifying: 0.0,
                ..evidence
            }
        } else {
            evidence
        };
        found.push((evidence, same, format!("sound {number}")));
    }
    // People whose names are a slip apart: mostly one where they work together, hardly ever where they do not.
    for number in 0..200 {
        let same = dice.chance(50);
        let together = same && dice.chance(60);
        let evidence = Evidence {
            similarity: 0.9,
            slip: true,
            person: true,
            identifying: if together { 1.0 } else { 0.0 },
            other_employers: !together && dice.chance(if same { 3 } else { 60 }),
            spoken_of_together: dice.chance(if same { 5 } else { 30 }),
            ..Evidence::default()
        };
        found.push((evidence, same, format!("slip {number}")));
    }
    // Numbers tell things apart, whatever else is in common.
    for number in 0..200 {
        let evidence = Evidence {
            similarity: 0.9 + (number % 10) as f32 / 100.0,
            slip: number % 7 == 0,
            other_figures: true,
            identifying: (number % 3) as f32 / 2.0,
            spoken_of_together: number % 4 == 0,
            ..Evidence::default()
        };
        found.push((evidence, number % 100 == 0, format!("figures {number}")));
    }
    found
}

fn samples(half: usize) -> Vec<Labelled> {
    let mut found = sounds(7 + half as u64);
    for (number, words) in LANGUAGES.iter().enumerate() {
        for seed in 0..100 {
            let seed = 1 + seed * 1_000_003 + number as u64 * 7919 + half as u64 * 104_729;
            let (papers, truth) = collection(words, half, seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            found.extend(proposed(&papers, &truth));
        }
    }
    found
}

/// Logistic regression with a small pull to zero, one weight after the other until none moves.
fn fit(samples: &[Labelled]) -> [f32; FEATURES] {
    const PULL: f64 = 0.05;
    let rows: Vec<([f32; FEATURES], f64)> = samples
        .iter()
        .map(|(evidence, same, _)| (features(evidence), f64::from(u8::from(*same))))
        .collect();
    let mut weights = [0.0f64; FEATURES];
    let mut odds = vec![0.0f64; rows.len()];
    for _ in 0..400 {
        for at in 0..FEATURES {
            let (mut slope, mut bend) = (PULL * weights[at], PULL);
            for ((row, same), odds) in rows.iter().zip(&odds).filter(|((row, _), _)| row[at] != 0.0) {
                let (x, p) = (f64::from(row[at]), 1.0 / (1.0 + (-odds).exp()));
                slope += (p - same) * x;
                bend += p * (1.0 - p) * x * x;
            }
            let step = (slope / bend).clamp(-1.0, 1.0);
            weights[at] -= step;
            for ((row, _), odds) in rows.iter().zip(&mut odds) {
                *odds -= step * f64::from(row[at]);
            }
        }
    }
    weights.map(|weight| weight as f32)
}

#[test]
#[expect(clippy::print_stdout, reason = "a fit tells its figures")]
fn the_weights_are_those_that_the_pairs_give() {
    let samples = samples(0);
    let same = samples.iter().filter(|(_, same, _)| *same).count();
    println!("{} pairs, {same} of them one thing", samples.len());
    let fitted = fit(&samples);
    println!("{fitted:.2?}");
    for (weight, fitted) in WEIGHTS.iter().zip(fitted) {
        assert!((weight - fitted).abs() < 0.02, "{WEIGHTS:?} against {fitted:.2?}");
    }
}

fn is_joined(evidence: &Evidence) -> bool {
    probability(evidence) >= threshold(&Reason::Evidence(*evidence))
}

#[test]
#[expect(clippy::print_stdout, reason = "a fit tells its figures")]
fn no_pair_of_other_words_is_joined_wrongly_and_probabilities_hold() {
    let samples = samples(1);
    let joined: Vec<&Labelled> = samples.iter().filter(|(e, ..)| is_joined(e)).collect();
    let bodies = |labelled: &&&Labelled| labelled.2.starts_with("urn");
    let wrong: Vec<_> = joined
        .iter()
        .filter(bodies)
        .filter(|(_, same, _)| !same)
        .collect();
    println!("{} pairs, {} joined", samples.len(), joined.len());
    assert!(
        wrong.is_empty(),
        "{} of {}: {wrong:#?}",
        wrong.len(),
        joined.len()
    );
    let slips = samples.iter().filter(|(e, same, _)| *same && e.slip && !e.person);
    let (all, found) = slips.fold((0, 0), |(all, found), (e, ..)| {
        (all + 1, found + usize::from(is_joined(e)))
    });
    println!("{found} of {all} slips are joined");
    // Calibration: of the pairs told to be likely by so much, about as many are one thing.
    let mut bins: HashMap<usize, (f32, f32, f32)> = HashMap::new();
    for (evidence, same, _) in &samples {
        let p = probability(evidence);
        let bin = bins.entry((p * 5.0) as usize).or_default();
        *bin = (bin.0 + 1.0, bin.1 + p, bin.2 + if *same { 1.0 } else { 0.0 });
    }
    let error: f32 = bins
        .values()
        .map(|(_, told, held)| (told - held).abs())
        .sum::<f32>()
        / samples.len() as f32;
    println!("expected calibration error {error:.3}");
    assert!(error < 0.05, "{bins:?}");
}
