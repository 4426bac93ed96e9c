//! Sentences in which things are named together and no statement is made: any relation asserted there is wrong.
//!
//! A file of them has three kinds of line: `KIND a|b|c` gives names, `= …` is a template with `{KIND}` and `{KIND2}` for two
//! names of a kind, `- …` is a sentence written by hand. Each template is filled four times.

use std::collections::HashMap;

use crate::extraction::Extraction;
use crate::script;

/// How often each template is filled.
const FILLINGS: usize = 4;

/// The sentences of a file of templates, always the same ones in the same order.
#[must_use]
pub fn sentences(file: &str) -> Vec<String> {
    let mut names: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut sentences = Vec::new();
    let mut templates = 0;
    for line in file.lines() {
        if let Some(template) = line.strip_prefix("= ") {
            for round in 0..FILLINGS {
                sentences.push(filled(template, &names, templates * 3 + round * 5));
            }
            templates += 1;
        } else if let Some(sentence) = line.strip_prefix("- ") {
            sentences.push(sentence.to_owned());
        } else if let Some((kind, list)) = line.split_once(' ') {
            names.insert(kind, list.split('|').collect());
        }
    }
    sentences
}

/// The template with names; `turn` says which of each kind.
fn filled(template: &str, names: &HashMap<&str, Vec<&str>>, turn: usize) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((slot, after)) = after.split_once('}') else {
            break;
        };
        let second = usize::from(slot.ends_with('2'));
        let list = names.get(slot.trim_end_matches('2'));
        let name = list.and_then(|l| l.get((turn + second) % l.len().max(1)));
        text.push_str(name.unwrap_or(&""));
        rest = after;
        // A Korean particle follows the sound that the name ends with.
        if let Some((particle, length)) = name.and_then(|n| particle_after(n, rest)) {
            text.push_str(particle);
            rest = &rest[length..];
        }
    }
    text.push_str(rest);
    text
}

/// The particle that goes with a name's last syllable, and how many bytes of `rest` it takes the place of.
fn particle_after(name: &str, rest: &str) -> Option<(&'static str, usize)> {
    const PAIRS: [(&str, &str); 5] = [
        ("은", "는"),
        ("이", "가"),
        ("을", "를"),
        ("과", "와"),
        ("으로", "로"),
    ];
    let last = name.chars().next_back().filter(|c| script::is_hangul(*c))?;
    let closed = (u32::from(last) - 0xAC00) % 28;
    let (consonant, vowel) = PAIRS
        .into_iter()
        .find(|(a, b)| rest.starts_with(a) || rest.starts_with(b))?;
    let written = if rest.starts_with(consonant) {
        consonant
    } else {
        vowel
    };
    if rest[written.len()..].starts_with(script::is_hangul) {
        return None;
    }
    // After ㄹ (8) too it is 로.
    let open = closed == 0 || consonant == "으로" && closed == 8;
    Some((if open { vowel } else { consonant }, written.len()))
}

/// Whether an extraction asserts a relation. That a thing has another name is none between two things.
#[must_use]
pub fn asserts(extraction: &Extraction) -> bool {
    extraction
        .relations
        .iter()
        .any(|r| r.is_asserted() && r.predicate != "alsoKnownAs")
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn templates_are_filled_with_the_right_particles() {
        let file = "ORG 푸른청|나래원\nPER 김하나|박두울\n= {PER}은 {ORG2}로 갔다.\n- 손으로 쓴 문장.\n";
        assert_eq!(
            sentences(file),
            [
                "김하나는 나래원으로 갔다.",
                "박두울은 푸른청으로 갔다.",
                "김하나는 나래원으로 갔다.",
                "박두울은 푸른청으로 갔다.",
                "손으로 쓴 문장."
            ]
        );
    }
}
