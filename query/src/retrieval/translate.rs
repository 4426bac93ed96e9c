//! A question's words with what they are called in the other languages.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use quarry_extract::{Extractor, Lexicon};

use crate::text::{Language, Script, Token, fold, is_stop_word, root, tokenise};

/// Most translations of a word that are looked for.
const MOST_MEANINGS: usize = 12;

/// A translation with less than this share of a word's meanings is left out.
const LEAST_SHARE: f32 = 0.01;

/// How strongly a common Chinese or Korean word is preferred among those that an English word may stand for.
const COMMONNESS: f32 = 0.5;

/// Cost of a character that no word of the lexicon has, in halvings of probability beyond those of the rarest word.
const UNKNOWN: f32 = 4.0;

/// Longest word that is looked up, in characters.
const LONGEST: usize = 8;

/// One thing that a question asks about: the ways of writing it, each with its share of the meaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Concept {
    /// How much it counts in the question, 0 to 1.
    pub weight: f32,
    /// Words and their shares: a root of [`root`], or Han or Hangul.
    pub words: Vec<(String, f32)>,
}

/// Translates questions by a [`Lexicon`], which is read when the first question needs it.
#[derive(Clone, Default)]
pub struct Translator {
    extractor: Option<Arc<Extractor>>,
    tables: Arc<OnceLock<Option<Tables>>>,
}

impl fmt::Debug for Translator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Translator").finish_non_exhaustive()
    }
}

impl Translator {
    /// With the lexicon of the default models, where they have one.
    #[must_use]
    pub fn of(extractor: Arc<Extractor>) -> Self {
        Self {
            extractor: Some(extractor),
            tables: Arc::default(),
        }
    }

    /// With a lexicon at hand.
    #[must_use]
    pub fn with(lexicon: &Lexicon) -> Self {
        Self {
            extractor: None,
            tables: Arc::new(OnceLock::from(Some(Tables::new(lexicon)))),
        }
    }

    /// What the question asks about, each thing in every language; empty without a lexicon.
    #[must_use]
    pub fn concepts(&self, question: &str) -> Vec<Concept> {
        let tables = self
            .tables
            .get_or_init(|| match self.extractor.as_ref()?.lexicon() {
                Ok(lexicon) => lexicon.as_ref().map(Tables::new),
                Err(error) => {
                    tracing::warn!(%error, "questions are not translated");
                    None
                }
            });
        tables.as_ref().map_or_else(Vec::new, |t| t.concepts(question))
    }
}

/// Shares of a word's meanings: the place of each and its share, the greatest first.
type Meanings = Vec<(usize, f32)>;

/// The lexicon both ways.
struct Tables {
    /// Roots of English words.
    roots: Vec<String>,
    /// Place of each root.
    places: HashMap<String, usize>,
    /// Chinese and Korean words.
    words: Vec<String>,
    /// Place of each.
    numbers: HashMap<String, usize>,
    /// Halvings of probability of each.
    costs: Vec<f32>,
    /// Of the rarest word.
    dearest: f32,
    to_english: Vec<Meanings>,
    to_chinese: Vec<Meanings>,
    to_korean: Vec<Meanings>,
}

impl Tables {
    fn new(lexicon: &Lexicon) -> Self {
        let mut roots: Vec<String> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let place_of: Vec<usize> = lexicon
            .english
            .iter()
            .map(|word| {
                *places.entry(root(word)).or_insert_with_key(|root| {
                    roots.push(root.clone());
                    roots.len() - 1
                })
            })
            .collect();
        let mut back = [vec![Vec::new(); roots.len()], vec![Vec::new(); roots.len()]];
        let mut to_english: Vec<Meanings> = Vec::with_capacity(lexicon.entries.len());
        for (number, entry) in lexicon.entries.iter().enumerate() {
            let korean = usize::from(is_hangul(&entry.word));
            let liking = (2.0 + entry.count).ln().powf(COMMONNESS);
            let links: Meanings = entry
                .links
                .iter()
                .filter_map(|&(english, weight)| Some((*place_of.get(english)?, weight)))
                .collect();
            for &(english, weight) in &links {
                if let Some(list) = back.get_mut(korean).and_then(|b| b.get_mut(english)) {
                    list.push((number, weight * liking));
                }
            }
            to_english.push(shares(links));
        }
        let [to_chinese, to_korean] = back.map(|lists| lists.into_iter().map(shares).collect());
        let total: f32 = lexicon.entries.iter().map(|e| e.count + 1.0).sum();
        let costs: Vec<f32> = lexicon
            .entries
            .iter()
            .map(|e| (total / (e.count + 1.0)).log2())
            .collect();
        // as questions are folded, whatever the writer of the lexicon knew of variants
        let words: Vec<String> = lexicon.entries.iter().map(|e| fold(&e.word)).collect();
        Self {
            roots,
            places,
            numbers: words.iter().cloned().zip(0..).collect(),
            words,
            dearest: costs.iter().copied().fold(0.0, f32::max),
            costs,
            to_english,
            to_chinese,
            to_korean,
        }
    }

    fn concepts(&self, question: &str) -> Vec<Concept> {
        let tokens = tokenise(question);
        let mut concepts: Vec<Concept> = Vec::new();
        let together = |a: &Token, b: &Token| b.glued && a.script == b.script && b.script != Script::Word;
        for run in tokens.chunk_by(together) {
            let Some(first) = run.first() else { continue };
            if first.script == Script::Word {
                let whole = root(&first.text);
                let parts = first
                    .text
                    .split('-')
                    .filter(|p| p.len() > 2 && p.len() < first.text.len());
                if !self.places.contains_key(&whole) {
                    concepts.extend(parts.map(|p| self.of_english(&root(p))));
                }
                if !is_stop_word(&first.text) {
                    concepts.push(self.of_english(&whole));
                }
                continue;
            }
            let characters: Vec<&str> = run.iter().map(|t| t.text.as_str()).collect();
            for word in self.cut(&characters) {
                concepts.extend(self.of_word(&word.concat()));
            }
        }
        let mut seen: Vec<String> = Vec::new();
        concepts.retain(|c| {
            let Some((word, _)) = c.words.first() else {
                return false;
            };
            let new = !seen.contains(word);
            if new {
                seen.push(word.clone());
            }
            new
        });
        concepts
    }

    fn of_english(&self, root: &str) -> Concept {
        let mut words = vec![(root.to_owned(), 1.0)];
        if let Some(&place) = self.places.get(root) {
            for table in [&self.to_chinese, &self.to_korean] {
                let meanings = table.get(place).into_iter().flatten();
                words.extend(meanings.filter_map(|&(n, share)| Some((self.words.get(n)?.clone(), share))));
            }
        }
        Concept { weight: 1.0, words }
    }

    /// The word itself, in English, and by way of English in the third language.
    fn of_word(&self, word: &str) -> Option<Concept> {
        let mut words = vec![(word.to_owned(), 1.0)];
        let meanings = self.numbers.get(word).and_then(|n| self.to_english.get(*n));
        let onward = if is_hangul(word) {
            &self.to_chinese
        } else {
            &self.to_korean
        };
        let mut third: HashMap<usize, f32> = HashMap::new();
        for &(english, share) in meanings.into_iter().flatten() {
            words.push((self.roots.get(english)?.clone(), share));
            for &(other, further) in onward.get(english).into_iter().flatten() {
                *third.entry(other).or_default() += share * further;
            }
        }
        let third = shares(third.into_iter().collect());
        words.extend(
            third
                .into_iter()
                .filter_map(|(n, share)| Some((self.words.get(n)?.clone(), share))),
        );
        let weight = quarry_graph::importance(word);
        (weight > 0.2).then_some(Concept { weight, words })
    }

    /// Cuts a run of characters where the words together are likeliest (Viterbi, 1967).
    fn cut<'a>(&self, characters: &'a [&'a str]) -> Vec<&'a [&'a str]> {
        let count = characters.len();
        // for each place, the cost of what follows and the end of the first word
        let mut best: Vec<(f32, usize)> = vec![(0.0, count); count + 1];
        for start in (0..count).rev() {
            let mut least = (f32::INFINITY, start + 1);
            for end in start + 1..=count.min(start + LONGEST) {
                let word = characters.get(start..end).unwrap_or_default().concat();
                let known = self.numbers.get(&word).and_then(|n| self.costs.get(*n)).copied();
                let cost = match known {
                    Some(cost) => cost,
                    None if end == start + 1 => self.dearest + UNKNOWN,
                    None => continue,
                };
                let whole = cost + best.get(end).map_or(0.0, |b| b.0);
                if whole < least.0 {
                    least = (whole, end);
                }
            }
            if let Some(slot) = best.get_mut(start) {
                *slot = least;
            }
        }
        let mut words = Vec::new();
        let mut start = 0;
        while let Some(&(_, end)) = best.get(start).filter(|_| start < count) {
            words.extend(characters.get(start..end));
            start = end;
        }
        words
    }
}

fn is_hangul(word: &str) -> bool {
    word.chars().next().is_some_and(|c| ('가'..='힣').contains(&c))
}

/// Weights of one word's meanings as shares, the greatest first, without the smallest.
fn shares(mut meanings: Meanings) -> Meanings {
    meanings.sort_by_key(|a| a.0);
    meanings.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    meanings.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    meanings.truncate(MOST_MEANINGS);
    let total: f32 = meanings.iter().map(|m| m.1).sum();
    meanings.iter_mut().for_each(|m| m.1 /= total);
    meanings.retain(|m| m.1 >= LEAST_SHARE);
    meanings
}

/// Which language a text is written in, by its letters; none for one without any.
#[must_use]
pub(super) fn written_in(tokens: &[Token]) -> Option<Language> {
    let (mut han, mut hangul, mut words) = (0_usize, 0_usize, 0_usize);
    for token in tokens {
        match token.script {
            Script::Han => han += 1,
            Script::Hangul => hangul += 1,
            Script::Word => words += usize::from(token.text.starts_with(char::is_alphabetic)),
        }
    }
    // a word is about two characters; a few of another script are names
    if words > 0 && words * 2 >= han + hangul {
        Some(Language::English)
    } else if hangul > 0 && hangul * 2 >= han {
        Some(Language::Korean)
    } else {
        (han > 0).then_some(Language::Chinese)
    }
}

#[cfg(test)]
mod tests {
    use quarry_extract::LexiconEntry;

    use super::*;

    fn translator() -> Translator {
        let entry = |word: &str, count, links: &[(usize, f32)]| LexiconEntry {
            word: word.to_owned(),
            count,
            links: links.to_vec(),
        };
        Translator::with(&Lexicon {
            english: ["defence", "defend", "quarterback", "team"]
                .map(str::to_owned)
                .to_vec(),
            entries: vec![
                entry("分", 900.0, &[]),
                entry("四分衛", 1.0, &[(2, 1.0)]),
                entry("防守", 100.0, &[(1, 3.0), (0, 1.0)]),
                entry("隊", 500.0, &[(3, 2.0)]),
                entry("팀", 5.0, &[(3, 1.0)]),
            ],
        })
    }

    fn words(question: &str) -> Vec<Vec<String>> {
        let written = |c: Concept| c.words.into_iter().map(|w| w.0).collect();
        translator().concepts(question).into_iter().map(written).collect()
    }

    #[test]
    fn a_run_of_characters_is_cut_into_words() {
        assert_eq!(
            words("四分卫的队"),
            [vec!["四分衛", "quarterback"], vec!["隊", "team", "팀"]]
        );
    }

    #[test]
    fn what_an_english_word_stands_for_is_found_by_its_root() {
        assert_eq!(words("Who defended?"), [["defend", "防守"]]);
        assert_eq!(words("The teams"), [["team", "隊", "팀"]]);
        assert_eq!(words("team-mates")[0], ["team", "隊", "팀"]);
        let concepts = translator().concepts("防守");
        let shares: Vec<f32> = concepts.iter().flat_map(|c| &c.words).map(|w| w.1).collect();
        assert_eq!(shares, [1.0, 0.75, 0.25]);
    }

    #[test]
    fn without_a_lexicon_nothing_is_translated() {
        assert!(Translator::default().concepts("防守").is_empty());
    }

    #[test]
    fn letters_tell_the_language_of_a_text_and_numbers_do_not() {
        assert_eq!(written_in(&tokenise("渡輪 2024")), Some(Language::Chinese));
        assert_eq!(written_in(&tokenise("2024 3.5")), None);
        assert_eq!(
            written_in(&tokenise("Fig Tree (무화과) is a film.")),
            Some(Language::English)
        );
        assert_eq!(written_in(&tokenise("무화과는 film이다")), Some(Language::Korean));
    }
}
