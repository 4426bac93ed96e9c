//! English words that only look like names because they begin a sentence, a heading or a cell: Furthermore, Sample, Glossary.

use std::collections::HashSet;

use super::Found;
use crate::script;
use crate::unit::Unit;

/// Leaves out what a model took for a name though the document writes it as a common word: one capitalised word that stands
/// in it in small letters too. Words all in capitals are abbreviations and stay.
pub(crate) fn leave_out(units: &[Unit], found: &mut [Vec<Found>]) {
    let looks_common = |unit: &Unit, mention: &Found| {
        let name = unit.text.get(mention.range.clone()).unwrap_or("");
        let mut letters = name.chars();
        mention.by_model
            && letters.next().is_some_and(char::is_uppercase)
            && letters.clone().next().is_some()
            && letters.all(|c| script::is_word_letter(c) && c.is_lowercase())
    };
    let any = units
        .iter()
        .zip(found.iter())
        .any(|(unit, mentions)| mentions.iter().any(|m| looks_common(unit, m)));
    if !any {
        return;
    }
    let small: HashSet<&str> = units
        .iter()
        .flat_map(|u| u.text.split(|c: char| !script::is_word_letter(c)))
        .filter(|word| word.len() > 1 && word.chars().all(char::is_lowercase))
        .collect();
    for (unit, mentions) in units.iter().zip(found.iter_mut()) {
        mentions.retain(|mention| {
            let name = unit.text.get(mention.range.clone()).unwrap_or("");
            !looks_common(unit, mention) || !small.contains(name.to_lowercase().as_str())
        });
    }
}

#[cfg(test)]
mod tests {
    use super::leave_out;
    use crate::extraction::EntityType::{Organization, Person};
    use crate::rules::Found;
    use crate::unit::Unit;

    #[test]
    fn a_word_that_also_stands_in_small_letters_is_no_name() {
        let text = "Sample sizes differ. Farrow and NASA drew a sample at Farrow.";
        let units = [Unit::plain(text)];
        let name = |word: &str, kind| {
            let start = text.find(word).unwrap_or(0);
            Found {
                by_model: true,
                ..Found::new(kind, start..start + word.len(), 0.9)
            }
        };
        let mut found = [vec![
            name("Sample", Person),
            name("Farrow", Person),
            name("NASA", Organization),
        ]];
        leave_out(&units, &mut found);
        let left: Vec<&str> = found[0].iter().map(|f| &text[f.range.clone()]).collect();
        assert_eq!(left, ["Farrow", "NASA"]);
    }
}
