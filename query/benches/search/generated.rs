//! Passages of invented names, and questions about them, as many as are asked for and always the same.

use quarry_graph::{PassageId, PassageRecord};
use quarry_ingest::{Locator, Place};

/// Numbers without pattern (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(n.max(1)).unwrap_or(1)).unwrap_or_default()
    }

    /// Small numbers far more often than great ones, as names are spread over papers.
    fn skewed(&mut self, n: usize) -> usize {
        let most = self.below(n) + 1;
        let most = self.below(most) + 1;
        self.below(most)
    }
}

/// A capitalised word of syllables that stands for the number.
fn word(mut number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "va", "dor", "mi", "sel", "ku", "ran", "to", "bel", "ni", "gar", "pe", "lum", "sha", "tor", "wi",
        "zen",
    ];
    let mut word = String::new();
    loop {
        word.push_str(
            SYLLABLES
                .get(number % SYLLABLES.len())
                .copied()
                .unwrap_or_default(),
        );
        number /= SYLLABLES.len();
        if number == 0 && word.len() > 3 {
            break;
        }
    }
    let tail = word.split_off(1);
    word.to_uppercase() + &tail
}

fn station(number: usize) -> String {
    format!("Station {}", word(number))
}

fn person(number: usize) -> String {
    format!("{} {}", word(number % 211), word(number / 211 + 300))
}

/// `count` passages that name ten things each: their own station, two others, places and people, some of them everywhere.
pub(crate) fn passages(count: usize) -> Vec<PassageRecord> {
    let mut numbers = Numbers(3);
    let text = |numbers: &mut Numbers, i: usize| {
        let (lake, town, company) = (numbers.skewed(900), numbers.skewed(5_000), numbers.skewed(20_000));
        let (first, second, third) = (
            numbers.below(count / 3),
            numbers.below(count / 3),
            numbers.skewed(count / 3),
        );
        format!(
            "{} stands by Lake {} near {} Town and was built by {} Works for the winter survey. {} led the survey of the \
             northern shore, and {} kept its books in {}. Later the crew moved to {}, where {} wrote the report.",
            station(i),
            word(lake),
            word(town),
            word(company),
            person(first),
            person(second),
            numbers.below(80) + 1900,
            station(numbers.below(count)),
            person(third),
        )
    };
    (0..count)
        .map(|i| PassageRecord {
            id: PassageId(0),
            iri: String::new(),
            document: String::new(),
            source: format!("generated.jsonl#{i}"),
            title: station(i),
            headings: Vec::new(),
            text: text(&mut numbers, i),
            locator: Locator::from(Place::Lines {
                line: [1, 1],
                start: 0,
                end: 1,
            }),
            blocks: Vec::new(),
            rows: None,
            entities: Vec::new(),
        })
        .collect()
}

/// Questions of two steps from one of `count` stations or from a person.
pub(crate) fn questions(count: usize, how_many: usize) -> Vec<String> {
    let mut numbers = Numbers(5);
    (0..how_many)
        .map(|i| match i % 3 {
            0 => format!(
                "Who wrote the report at the place to which the crew of {} moved?",
                station(numbers.below(count))
            ),
            1 => format!(
                "Which works built the station where {} led the survey?",
                person(numbers.below(count / 3))
            ),
            _ => format!(
                "Which of {} and {} stands by Lake {}?",
                station(numbers.below(count)),
                station(numbers.below(count)),
                word(numbers.skewed(900)),
            ),
        })
        .collect()
}
