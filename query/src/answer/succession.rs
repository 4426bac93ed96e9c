//! Who had a post before somebody, or after: the other heads of the body that the person heads or headed.

use super::facts::{Fact, FactIndex, Standing};
use super::found::{Evidence, Found};
use crate::question::{Analysis, Asked, Range, Relation, Turn};
use crate::text::{fold, name_key};

/// What a sentence calls one who had a post before the one who has it, or after.
const PREDECESSOR: [&str; 6] = ["전임", "前任", "前一任", "predecessor", "preceded", "former"];
const SUCCESSOR: [&str; 6] = ["후임", "繼任", "接任", "後任", "successor", "succeed"];

/// Most characters of a title of Han characters before a name, and most words of one in English.
const LONGEST_TITLE: usize = 8;
const WORDS_OF_TITLE: usize = 4;

/// The answer to a question for a predecessor or successor; none where the facts do not tell one person.
pub(super) fn succession(analysis: &Analysis, index: &FactIndex) -> Option<Found> {
    let turn = analysis.turn.filter(|_| analysis.asked == Asked::Person)?;
    let (Turn::Before(person) | Turn::After(person)) = turn;
    let of_person: Vec<&Fact> = index
        .leading_to(person, Relation::Head)
        .map(|(_, fact)| fact)
        .collect();
    // A body that the question names is the one that is meant.
    let bodies: Vec<u32> = analysis
        .named
        .iter()
        .map(|n| n.thing)
        .filter(|t| *t != person)
        .collect();
    let own = of_person
        .iter()
        .find(|fact| bodies.contains(&fact.subject))
        .or_else(|| {
            of_person.first().filter(|first| {
                bodies.is_empty() && of_person.iter().all(|fact| fact.subject == first.subject)
            })
        })?;
    let heads: Vec<&Fact> = index
        .about(own.subject, Relation::Head)
        .map(|(_, fact)| fact)
        .collect();
    let of = |thing: u32| heads.iter().filter(move |fact| fact.object.thing == Some(thing));
    let since = |thing: u32| of(thing).filter_map(|fact| fact.date.as_deref()).min();
    let own_since = since(person);
    let mut others: Vec<(Option<&str>, &Fact)> = Vec::new();
    for fact in &heads {
        let Some(other) = fact.object.thing.filter(|t| *t != person) else {
            continue;
        };
        let gone = of(other).any(|f| f.standing == Standing::Superseded);
        let since = since(other);
        let fits = match (turn, own_since, since) {
            (Turn::Before(_), Some(own), Some(other)) => other < own,
            (Turn::After(_), Some(own), Some(other)) => other > own,
            (Turn::Before(_), ..) => gone,
            (Turn::After(_), ..) => !gone,
        };
        if fits && !others.iter().any(|(_, f)| f.object.thing == Some(other)) {
            others.push((since, fact));
        }
    }
    // Of several the one next in time, where all are dated.
    if others.len() > 1 {
        if others.iter().any(|(since, _)| since.is_none()) {
            return None;
        }
        others.sort_by_key(|(since, _)| *since);
        if matches!(turn, Turn::Before(_)) {
            others.reverse();
        }
    }
    let (_, fact) = others.first()?;
    let name = index.things.name(fact.object.thing?);
    Some(Found {
        text: name.to_owned(),
        evidence: vec![Evidence::of(fact), Evidence::of(own)],
        explanation: [fact.quote.as_str(), own.quote.as_str()].join("\n"),
        more: Vec::new(),
    })
}

/// Whether an answer may be that to a question for a predecessor or successor: it is another person, and what it stands on names
/// the one who is asked about, or speaks of a predecessor (a successor) in a passage that does. Any answer to another question may.
pub(super) fn is_of_turn(analysis: &Analysis, found: &Found, index: &FactIndex) -> bool {
    let (person, words) = match analysis.turn {
        Some(Turn::Before(person)) => (person, &PREDECESSOR),
        Some(Turn::After(person)) => (person, &SUCCESSOR),
        None => return true,
    };
    if !index.things.fits(person, Range::Person) {
        return true;
    }
    // Somebody is asked for: no body, no place, no more than a title.
    let told = index.things.named(&found.text);
    if told.is_some_and(|thing| !index.things.fits(thing, Range::Person)) || is_title(&found.text) {
        return false;
    }
    let name = name_key(index.things.name(person));
    let names = |evidence: &Evidence| {
        let passage = || evidence.passage.and_then(|p| index.passages.get(&p));
        let quote = fold(&evidence.quote);
        name_key(&evidence.quote).contains(&name)
            || words.iter().any(|word| quote.contains(word))
                && passage().is_some_and(|p| name_key(&p.text).contains(&name))
    };
    name_key(&found.text) != name && found.evidence.iter().any(names)
}

/// Whether a text is no more than the title of a post, with a word or a figure beside it at most.
fn is_title(text: &str) -> bool {
    const TITLES: [&str; 22] = [
        "director",
        "head",
        "chief",
        "president",
        "superintendent",
        "warden",
        "keeper",
        "provost",
        "commissioner",
        "chair",
        "所長",
        "主任",
        "站長",
        "局長",
        "署長",
        "院長",
        "소장",
        "원장",
        "청장",
        "센터장",
        "대장",
        "위원장",
    ];
    let folded = fold(text.trim());
    let opens = folded.split(' ').next().unwrap_or_default();
    TITLES.iter().any(|t| folded == *t)
        || TITLES.contains(&opens) && folded.contains(" of ")
        || !text.chars().any(char::is_alphabetic)
}

/// Whether what is quoted for a person calls the person former: `나은설 전 원장`, `前局長沈可嵐`, `former director Ann Orme`.
pub(super) fn has_left(found: &Found) -> bool {
    let name = found.text.trim();
    !name.is_empty() && found.evidence.iter().any(|e| is_called_former(&e.quote, name))
}

fn is_called_former(quote: &str, name: &str) -> bool {
    quote.match_indices(name).any(|(at, _)| {
        let before = quote.get(..at).unwrap_or_default().trim_end();
        let behind = quote.get(at + name.len()..).unwrap_or_default();
        let mut title = before.chars().rev().take(LONGEST_TITLE);
        let in_han =
            title.find(|c| *c == '前' || !c.is_alphabetic() || "由於在與和及的並".contains(*c)) == Some('前');
        let folded = fold(before);
        let words: Vec<&str> = folded.rsplit(' ').take(WORDS_OF_TITLE).collect();
        let in_latin = words
            .iter()
            .take_while(|w| w.chars().all(|c| c.is_alphanumeric() || c == '-'))
            .any(|w| ["former", "ex", "outgoing"].contains(w));
        in_han || in_latin || behind.starts_with(" 전 ") || behind.starts_with("前")
    })
}

#[cfg(test)]
mod tests {
    use super::{is_called_former, is_title};

    #[test]
    fn a_title_is_nobody() {
        for text in ["Director", "Director of the Sand Office", "소장", "1977"] {
            assert!(is_title(text), "{text}");
        }
        assert!(!is_title("Warden Ashby") && !is_title("沈可嵐"));
    }

    #[test]
    fn who_is_called_former_has_left() {
        for (quote, name) in [
            ("나은설 전 원장은 대학으로 돌아갔다.", "나은설"),
            ("本局前局長沈可嵐出席。", "沈可嵐"),
            ("The former finance director Ann Orme spoke.", "Ann Orme"),
        ] {
            assert!(is_called_former(quote, name), "{quote}");
        }
        for (quote, name) in [
            ("나은설 원장은 회의 전에 도착했다.", "나은설"),
            ("局長沈可嵐於會前到場。", "沈可嵐"),
            ("會前由局長沈可嵐致詞。", "沈可嵐"),
            (
                "She replaced the former chief, whose work Ann Orme carries on.",
                "Ann Orme",
            ),
        ] {
            assert!(!is_called_former(quote, name), "{quote}");
        }
    }
}
