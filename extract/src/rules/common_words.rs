//! Words that only look like names: English ones that begin a sentence, a heading or a cell (Furthermore, Sample, Glossary), and
//! headings and matters of offices.

use std::collections::HashSet;

use super::Found;
use crate::script;
use crate::unit::Unit;

/// Words of Chinese and Korean that head the parts of papers and the matters of offices, which a model takes for names where they
/// stand alone.
pub(super) const HEADINGS: &[&str] = &[
    "總則",
    "附則",
    "罰則",
    "通則",
    "摘要",
    "前言",
    "緣起",
    "目的",
    "附件",
    "附錄",
    "備註",
    "結論",
    "說明",
    "主旨",
    "議程",
    "目錄",
    "총칙",
    "부칙",
    "벌칙",
    "보칙",
    "통칙",
    "목적",
    "정의",
    "개요",
    "배경",
    "현황",
    "결론",
    "서론",
    "요약",
    "참고",
    "붙임",
    "별첨",
    "별표",
    "목차",
    "비고",
    "재산권",
    "주택",
    "토지",
    "건물",
    "임대차",
    "정책",
    "주택 정책",
    "예산",
    "사업",
    "민원",
    "규정",
    "조례",
];

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
