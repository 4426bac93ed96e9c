//! Runs of capitalised English words, which is what names look like there.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::compiled;

static CAPITALISED: LazyLock<Regex> = LazyLock::new(|| {
    let word = r"(?:\p{Lu}\.|\p{Lu}[\p{L}\p{N}’'&\-]*)";
    let joint = r"(?:\s(?:of|for|and|on|de|&)(?:\sthe)?)?\s";
    compiled(&format!(
        r"{word}(?:{joint}{word}|\s[A-Z]*\d[\dA-Z\-]*\b)*(?:\.?,?\s(?:Ltd|Inc|LLC|Corp|plc|PLC)\b\.?)?(?:\s\((?:(?:Phase|Stage|Part|Round)\s(?:[\dIVX]+|One|Two|Three|Four|Five)|(?:First|Second|Third|Fourth) (?:Phase|Stage|Round)|Follow-[Uu]p|Continuation|Extension)\))?"
    ))
});

/// Words with a capital only because a sentence begins with them.
pub(crate) const OPENERS: &[&str] = &[
    "The",
    "A",
    "An",
    "This",
    "That",
    "These",
    "Those",
    "It",
    "Its",
    "He",
    "She",
    "They",
    "We",
    "In",
    "On",
    "At",
    "By",
    "For",
    "From",
    "To",
    "Of",
    "Under",
    "Until",
    "Since",
    "After",
    "Before",
    "During",
    "With",
    "Without",
    "As",
    "If",
    "When",
    "While",
    "Where",
    "And",
    "But",
    "Or",
    "All",
    "Both",
    "Each",
    "Every",
    "Our",
    "Their",
    "His",
    "Her",
    "Following",
    "According",
    "However",
    "Most",
    "Many",
    "Some",
    "Such",
    "There",
    "Then",
    "Yesterday",
    "Today",
    "Tomorrow",
    "Meanwhile",
    "Recently",
    "Later",
    "Earlier",
    "Former",
    "Outgoing",
    "Item",
    "Table",
    "Section",
    "Article",
];

/// Runs of capitalised English words with `of`, `for`, `and` between them, sentence openers and articles left out.
pub(crate) fn english_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    for matched in CAPITALISED.find_iter(text) {
        let mut range = matched.range();
        let written = &text[range.clone()];
        if let Some(full_stop) = written.strip_suffix('.')
            && !["Inc", "Ltd", "Corp", "Co", "Jr", "Sr"]
                .iter()
                .any(|a| full_stop.ends_with(a))
        {
            range.end -= 1;
        }
        range = without_full_stop(text, range);
        range.start = skip_openers(text, range.clone());
        if range.start < range.end {
            let holder = holder_behind(text, &range);
            runs.extend(holder.clone());
            range.end = holder.map_or(range.end, |holder| holder.start - 1);
            runs.extend(split_and(text, range));
        }
    }
    runs
}

/// "…Rushen Data Ltd. Both": a name does not run over the end of its sentence, and the full stop is the sentence's.
pub(crate) fn without_full_stop(text: &str, range: Range<usize>) -> Range<usize> {
    let written = &text[range.clone()];
    for mark in ["Ltd.", "Inc.", "Corp.", "Co."] {
        let Some(at) = written.find(mark) else { continue };
        let rest = &text[range.start + at + mark.len()..];
        let next: String = rest
            .trim_start()
            .chars()
            .take_while(|c| c.is_alphabetic())
            .collect();
        let ends =
            rest.starts_with(char::is_whitespace) && OPENERS.contains(&next.as_str()) || rest.is_empty();
        // "Blue Sea Co., Ltd." is written with full stops throughout.
        if ends && !written[..at].contains("Co.") {
            return range.start..range.start + at + mark.len() - 1;
        }
    }
    range
}

/// "Acting Director of the Coast Agency Ada Orme": who holds the post that is named with the body, where a name of two or three words
/// follows the body's last word.
pub(crate) fn holder_behind(text: &str, body: &Range<usize>) -> Option<Range<usize>> {
    let before = text[..body.start]
        .strip_suffix("the ")
        .unwrap_or(&text[..body.start]);
    super::titles::at_end(before.strip_suffix(" of ")?)?;
    let written = &text[body.clone()];
    let (at, _) = written
        .match_indices(' ')
        .rfind(|(at, _)| written[..*at].rsplit(' ').next().is_some_and(heads_a_name))?;
    let name = &written[at + 1..];
    let person = (2..=3).contains(&name.split(' ').count()) && super::names::is_english_name(name);
    person.then(|| body.start + at + 1..body.end)
}

fn skip_openers(text: &str, range: Range<usize>) -> usize {
    let mut start = range.start;
    while let Some(word) = text[start..range.end].split(' ').next() {
        let rest = start + word.len() + 1;
        if rest >= range.end {
            return if OPENERS.contains(&word) { range.end } else { start };
        }
        let next = text[rest..range.end].split(' ').next().unwrap_or("");
        if let Some(end) = super::titles::at_start(&text[start..range.end])
            && let Some(of) = text[start + end..range.end].strip_prefix(" of ")
        {
            start = range.end - of.len();
            continue;
        }
        let connector = matches!(next, "of" | "for" | "in" | "on" | "to" | "and");
        let opener = OPENERS.contains(&word)
            || matches!(word, "of" | "for" | "the" | "and" | "in" | "on" | "to" | "&");
        // "Responsibility for X": a first word that heads no name is not part of one.
        let loose = connector && next != "and" && starts_sentence(text, start) && !heads_a_name(word);
        if !(opener || loose) {
            return start;
        }
        start = rest;
    }
    start
}

/// "Ada Orme of the Farrow Board" is a person and the body that the person is of: what is left is the body. As it stands where
/// no person comes first.
pub(crate) fn after_person(text: &str, range: Range<usize>) -> Range<usize> {
    let headed = |part: &str| {
        part.split(' ')
            .any(|word| heads_a_name(word.trim_end_matches([',', '.'])))
    };
    let written = &text[range.clone()];
    match written.split_once(" of the ") {
        Some((person, body)) if !headed(person) && headed(body) && super::names::is_english_name(person) => {
            range.end - body.len()..range.end
        }
        _ => range,
    }
}

fn starts_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n', '”', ')'])
}

fn heads_a_name(word: &str) -> bool {
    ENGLISH_HEADS.contains(&word)
        || matches!(
            word,
            "City"
                | "County"
                | "Province"
                | "Act"
                | "Law"
                | "Project"
                | "Republic"
                | "Kingdom"
                | "Isle"
                | "Gulf"
                | "Lake"
                | "Port"
        )
}

/// "A Institute and B Centre" are two names: split at "and" where both sides have a head of their own.
fn split_and(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let written = &text[range.clone()];
    let headed = |part: &str| {
        part.split(' ').any(|w| {
            let word = w.trim_end_matches(['.', ',']);
            ENGLISH_HEADS.contains(&word) || super::events::ENGLISH_HEADS.contains(&word)
        })
    };
    let law_or_project = ["Act", "Project", "Programme", "Regulations"]
        .iter()
        .any(|end| written.ends_with(end));
    for (at, joint) in written.match_indices(" and ") {
        let (left, right) = (&written[..at], &written[at + joint.len()..]);
        let next = right.split(" and ").next().unwrap_or(right);
        let no_head = !headed(left) && !headed(right) && !law_or_project;
        if (headed(left) && headed(next)) || no_head {
            let mut begin = range.start + at + joint.len();
            begin += if text[begin..].starts_with("the ") { 4 } else { 0 };
            let rest = split_and(text, begin..range.end);
            return std::iter::once(range.start..range.start + at)
                .chain(rest)
                .collect();
        }
    }
    vec![range]
}

/// English words that head the name of a body.
pub(crate) const ENGLISH_HEADS: &[&str] = &[
    "Ministry",
    "Agency",
    "Institute",
    "Institutes",
    "Commission",
    "Council",
    "Center",
    "Centre",
    "University",
    "College",
    "Department",
    "Office",
    "Bureau",
    "Authority",
    "Administration",
    "Board",
    "Committee",
    "Foundation",
    "Association",
    "Society",
    "Laboratory",
    "Laboratories",
    "Bank",
    "Court",
    "Corporation",
    "Company",
    "Hospital",
    "School",
    "Academy",
    "Museum",
    "Union",
    "Federation",
    "Party",
    "Inc",
    "Inc.",
    "Ltd",
    "Ltd.",
    "Limited",
    "LLC",
    "Corp",
    "Corp.",
    "Co.",
    "Co",
    "plc",
    "GmbH",
    "AG",
    "Group",
    "Holdings",
    "Airlines",
    "Parliament",
    "Senate",
    "Congress",
    "Assembly",
    "Secretariat",
    "Directorate",
    "Service",
    "Services",
    "Trust",
    "Fund",
    "Government",
    "Observatory",
    "Organization",
    "Organisation",
    "Alliance",
    "League",
    "Chamber",
    "Club",
    "Division",
    "Partnership",
    "Consortium",
    "Tribunal",
    "Treasury",
    "Inspectorate",
    "Library",
];
