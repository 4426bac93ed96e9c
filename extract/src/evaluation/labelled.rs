//! Public sets of sentences with labelled names: Universal NER's IOB2 files and KLUE-NER's table.

use std::ops::Range;

use super::scores::Stretch;
use crate::extraction::EntityType;

/// The types that these sets label.
pub const TYPES: [EntityType; 3] = [EntityType::Person, EntityType::Organization, EntityType::Place];

/// Of KLUE-NER's development sentences, those whose index is divisible by this are never trained on.
pub const KLUE_HELD_OUT: usize = 5;

/// Of the same, those whose index leaves 1 are not trained on either: confidences are fitted on them.
const KLUE_DEVELOPMENT: usize = 20;

/// The same of Universal NER's English development set.
const ENGLISH_DEVELOPMENT: usize = 10;

/// A sentence with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// The sentence.
    pub text: String,
    /// Its names, in order.
    pub names: Vec<Stretch>,
}

/// Sentences of a Universal NER file: `# text = …`, then `number TAB word TAB label …` a line.
#[must_use]
pub fn universal(file: &str) -> Vec<Labelled> {
    let mut sentences = Vec::new();
    let (mut text, mut words) = (String::new(), Vec::new());
    for line in file.lines().chain([""]) {
        if let Some(written) = line.strip_prefix("# text = ") {
            written.clone_into(&mut text);
        } else if line.is_empty() {
            if !words.is_empty() {
                sentences.push(from_words(&text, &words));
                words.clear();
            }
        } else if !line.starts_with('#') {
            let mut columns = line.split('\t').skip(1);
            if let (Some(word), Some(label)) = (columns.next(), columns.next()) {
                words.push((word, label));
            }
        }
    }
    sentences
}

/// Words are looked up in the text from left to right.
fn from_words(text: &str, words: &[(&str, &str)]) -> Labelled {
    let mut ranges = Vec::new();
    let mut place = 0;
    for (word, label) in words {
        let start = text
            .get(place..)
            .and_then(|rest| rest.find(word))
            .map_or(place, |at| place + at);
        let end = (start + word.len()).min(text.len());
        ranges.push((start..end, *label));
        place = end;
    }
    Labelled {
        text: text.to_owned(),
        names: names(text, &ranges),
    }
}

/// The held-out sentences of KLUE-NER: one character and its label a line, sentences parted by empty lines, tags by letters.
#[must_use]
pub fn klue(file: &str) -> Vec<Labelled> {
    klue_part(file, |index| index % KLUE_HELD_OUT == 0)
}

/// The sentences of KLUE-NER that are trained on.
#[must_use]
pub fn klue_training(file: &str) -> Vec<Labelled> {
    klue_part(file, |index| {
        index % KLUE_HELD_OUT != 0 && index % KLUE_DEVELOPMENT != 1
    })
}

/// The sentences of KLUE-NER that are kept for fitting confidences.
#[must_use]
pub fn klue_development(file: &str) -> Vec<Labelled> {
    klue_part(file, |index| index % KLUE_DEVELOPMENT == 1)
}

/// The sentences of Universal NER's English development set that are kept for fitting confidences; the others are trained on.
#[must_use]
pub fn english_development(file: &str) -> Vec<Labelled> {
    let all = universal(file).into_iter().enumerate();
    all.filter(|(index, _)| index % ENGLISH_DEVELOPMENT == 1)
        .map(|(_, sentence)| sentence)
        .collect()
}

fn klue_part(file: &str, wanted: impl Fn(usize) -> bool) -> Vec<Labelled> {
    let mut sentences = Vec::new();
    let mut index = 0;
    for block in file.split("\n\n") {
        let rows: Vec<(&str, &str)> = block
            .lines()
            .filter(|line| !line.starts_with("##"))
            .filter_map(|line| line.split_once('\t'))
            .collect();
        if rows.is_empty() {
            continue;
        }
        if wanted(index) {
            let mut text = String::new();
            let mut ranges = Vec::new();
            for (letter, label) in &rows {
                let start = text.len();
                text.push_str(letter);
                ranges.push((start..text.len(), label.trim_end()));
            }
            let names = names(&text, &ranges);
            sentences.push(Labelled { text, names });
        }
        index += 1;
    }
    sentences
}

impl Labelled {
    /// What is written at a stretch.
    #[must_use]
    pub fn written(&self, stretch: &Stretch) -> String {
        let length = stretch.end.saturating_sub(stretch.start);
        self.text.chars().skip(stretch.start).take(length).collect()
    }
}

/// Runs of BIO labels as typed stretches; labels of other types are left out.
fn names(text: &str, ranges: &[(Range<usize>, &str)]) -> Vec<Stretch> {
    let mut spans: Vec<(EntityType, Range<usize>)> = Vec::new();
    let mut open = "";
    for (range, label) in ranges {
        let (place, kind) = label.split_once('-').unwrap_or(("O", ""));
        match kind_of(kind) {
            Some(kind_found) => {
                let goes_on = place == "I" && open == kind;
                match spans.last_mut().filter(|_| goes_on) {
                    Some((_, span)) => span.end = range.end,
                    None => spans.push((kind_found, range.clone())),
                }
                open = kind;
            }
            None => open = "",
        }
    }
    let scalars = |bytes: usize| text.get(..bytes).map_or(0, |t| t.chars().count());
    spans
        .into_iter()
        .map(|(kind, range)| Stretch {
            cell: None,
            start: scalars(range.start),
            end: scalars(range.end),
            kind,
        })
        .collect()
}

fn kind_of(tag: &str) -> Option<EntityType> {
    match tag {
        "PER" | "PS" => Some(EntityType::Person),
        "ORG" | "OG" => Some(EntityType::Organization),
        "LOC" | "LC" => Some(EntityType::Place),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{klue, klue_development, klue_training, universal};
    use crate::extraction::EntityType;

    fn shown(labelled: &super::Labelled) -> Vec<(EntityType, String)> {
        let letters: Vec<char> = labelled.text.chars().collect();
        labelled
            .names
            .iter()
            .map(|n| (n.kind, letters[n.start..n.end].iter().collect()))
            .collect()
    }

    #[test]
    fn words_are_found_in_their_text() {
        let file = "# sent_id = 1\n# text = Ada went to New  Harbour.\n1\tAda\tB-PER\t-\n2\twent\tO\t-\n3\tto\tO\t-\n\
                    4\tNew\tB-LOC\t-\n5\tHarbour\tI-LOC\t-\n6\t.\tO\t-\n";
        let sentences = universal(file);
        assert_eq!(
            shown(&sentences[0]),
            [
                (EntityType::Person, "Ada".to_owned()),
                (EntityType::Place, "New  Harbour".to_owned())
            ]
        );
    }

    #[test]
    fn every_fifth_sentence_is_held_out() {
        let sentence = "## a\t<x>\n푸\tB-LC\n른\tI-LC\n시\tI-LC\n \tO\n둘\tB-QT\n";
        let sentences = klue(&[sentence; 7].join("\n"));
        assert_eq!(sentences.len(), 2);
        assert_eq!(shown(&sentences[1]), [(EntityType::Place, "푸른시".to_owned())]);
    }

    #[test]
    fn no_sentence_serves_two_purposes() {
        let file: Vec<String> = (0..60).map(|n| format!("{n}\tB-LC\n")).collect();
        let file = file.join("\n");
        let parts = [klue(&file), klue_training(&file), klue_development(&file)];
        let mut texts: Vec<&str> = parts.iter().flatten().map(|s| s.text.as_str()).collect();
        assert_eq!(parts.each_ref().map(Vec::len), [12, 45, 3]);
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), 60);
    }
}
