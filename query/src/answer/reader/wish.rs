//! What evidence has to carry of a question, without the words of asking.

use super::super::bag::Bag;
use super::super::facts::FactIndex;
use super::act::{Act, act_of, asked, by_size, spent_by};
use super::aside::{asides, before_something, day_of, is_month, month_of};
use super::kin::{kin_of, light, phrases_of};
use crate::question::{Asked, Range, Request, Version, Word, grams, notion_of, rooted};
use crate::text::{Token, fold, name_key, tokenise};

/// One thing that evidence has to carry.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) word: Word,
    /// Names that it stands for, as keys; empty for a plain word.
    pub(super) names: Vec<String>,
    /// The thing that it names.
    pub(super) thing: Option<u32>,
    kin: Vec<Vec<String>>,
    /// Whether nothing is an answer that does not carry it.
    pub(super) must: bool,
}

/// A question as the soft reader takes it.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    /// The request without its words of asking.
    pub(super) request: Request,
    pub(super) terms: Vec<Term>,
    pub(super) act: Act,
    pub(super) asked: Asked,
    /// Whether the greatest or least is one in time.
    pub(super) in_time: bool,
    /// A month that dates have to be of.
    pub(super) month: Option<u32>,
    /// Month and day that what is read has to be of, where no year stands with them.
    pub(super) day: Option<(u32, u32)>,
}

/// From how many documents on a body that they name is whose papers they are.
const OWN_BODY: usize = 5;

impl Wish {
    /// Takes the words of asking out of `request`.
    pub(super) fn of(request: &Request, index: &FactIndex) -> Self {
        let folded = fold(&request.text);
        let tokens = rooted(&tokenise(&request.text));
        let lights = light(&tokens);
        let asking = |word: &Word| {
            let inside = tokens
                .iter()
                .filter(|t| t.start >= word.start && t.end <= word.end);
            let mut any = false;
            let all = inside
                .inspect(|_| any = true)
                .all(|t| lights.iter().any(|l| l.0 <= t.start && t.end <= l.1));
            any && all
        };
        let longest_serving = [
            "가장 오래",
            "제일 오래",
            "longest serving",
            "longest-serving",
            "最資深",
            "資歷最深",
        ]
        .iter()
        .any(|w| folded.contains(w));
        let act = if longest_serving {
            Act::Least
        } else {
            act_of(request, &folded)
        };
        let month = month_of(request);
        let day = day_of(request);
        let mut kept = request.clone();
        kept.words.retain(|w| {
            let hangul = !w.text.is_ascii() && w.text.chars().count() >= 2;
            !asking(w) && (w.weight > 0.25 || hangul)
        });
        let aside = asides(&request.text);
        kept.words.retain(|w| !aside.iter().any(|a| a.holds(w)));
        if before_something(&folded).is_some() && request.version == Version::Current {
            kept.version = Version::Initial;
        }
        kept.words.retain(|w| !spent_by(act, w, request));
        if month.is_some() {
            kept.words.retain(|w| !is_month(&w.text));
        }
        if let Some((_, _, start, end)) = day {
            kept.words.retain(|w| w.end <= start || end <= w.start);
        }
        for word in &mut kept.words {
            strengthen(word, &tokens);
        }
        let mut terms = plain_terms(&kept.words, &tokens);
        let asked = asked(request, &folded);
        if asked == Asked::Date {
            // `from when` asks for the day itself; the papers write `since` or `起`.
            let begins = [notion_of("start")];
            for term in terms.iter_mut().filter(|t| begins.contains(&t.word.notion)) {
                term.must &= term.word.notion.is_none();
                term.word.weight = term.word.weight.min(0.5);
            }
        }
        bind_to_roles(&mut terms);
        for name in &request.names {
            let mut names: Vec<String> = vec![name_key(&name.text)];
            if let Some(thing) = name.thing {
                names.extend(index.things.names(thing).iter().map(|n| name_key(n)));
            }
            let own = name.thing.is_some_and(|t| is_own_body(t, index));
            terms.push(Term {
                word: Word {
                    text: name.text.clone(),
                    start: name.start,
                    end: name.end,
                    grams: grams(&rooted(&tokenise(&name.text))),
                    notion: None,
                    weight: if own { 0.3 } else { 2.5 },
                    strict: !own,
                    head: false,
                    tied: false,
                },
                names,
                thing: name.thing,
                kin: Vec::new(),
                must: !own,
            });
        }
        Self {
            asked,
            request: kept,
            terms,
            act,
            in_time: longest_serving || request.in_time && !by_size(&folded),
            month,
            day: day.map(|d| (d.0, d.1)),
        }
    }

    /// Whether it asks for nothing that could be found.
    pub(super) fn is_empty(&self) -> bool {
        self.weight() < 1.0 || self.act == Act::Other
    }

    pub(super) fn weight(&self) -> f32 {
        self.terms.iter().map(|t| t.word.weight).sum()
    }

    /// How far a text of this bag and key carries each term.
    pub(super) fn covers(&self, bag: &Bag, key: &str) -> Vec<f32> {
        self.terms.iter().map(|t| t.cover(bag, key)).collect()
    }

    /// Share of the weight that `covers` carries, and whether all is there that has to be.
    pub(super) fn share(&self, covers: &[f32]) -> (f32, bool) {
        let all = self.weight().max(0.1);
        let met: f32 = self
            .terms
            .iter()
            .zip(covers)
            .map(|(t, c)| t.word.weight * c)
            .sum();
        let complete = self.terms.iter().zip(covers).all(|(t, c)| !t.must || *c > 0.0);
        (met / all, complete)
    }

    /// The same wish about something that was found on the way, for the terms in `left`.
    pub(super) fn about(&self, left: &[usize], name: &str, thing: Option<u32>, index: &FactIndex) -> Self {
        let mut terms: Vec<Term> = left.iter().filter_map(|i| self.terms.get(*i).cloned()).collect();
        let mut names = vec![name_key(name)];
        if let Some(thing) = thing {
            names.extend(index.things.names(thing).iter().map(|n| name_key(n)));
        }
        let mut request = self.request.clone();
        request.words = terms
            .iter()
            .filter(|t| t.names.is_empty())
            .map(|t| t.word.clone())
            .collect();
        request.names = vec![crate::question::Name {
            thing,
            value: index.tables.values.get(&crate::question::rooted_name(name)),
            text: name.to_owned(),
            start: 0,
            end: 0,
        }];
        request.years.clear();
        request.dates.clear();
        terms.push(Term {
            word: Word {
                text: name.to_owned(),
                start: 0,
                end: 0,
                grams: grams(&rooted(&tokenise(name))),
                notion: None,
                weight: 2.5,
                strict: true,
                head: false,
                tied: false,
            },
            names,
            thing,
            kin: Vec::new(),
            must: true,
        });
        Self {
            request,
            terms,
            ..self.clone()
        }
    }
}

impl Term {
    /// Whether its family has this word.
    pub(super) fn is_kin_of(&self, word: &str) -> bool {
        self.kin
            .iter()
            .any(|k| matches!(k.as_slice(), [one] if one == word))
    }

    /// How far a text carries it: 0 not at all, 1 in its own words.
    pub(super) fn cover(&self, bag: &Bag, key: &str) -> f32 {
        if !self.names.is_empty() {
            if self
                .names
                .iter()
                .any(|n| n.chars().count() > 1 && key.contains(n.as_str()))
            {
                return 1.0;
            }
            if bag.has_grams(&self.word.grams) {
                return 0.95;
            }
            let share = bag.share_of(&self.word.grams);
            return if self.word.grams.len() > 2 && share >= 0.75 {
                0.8 * share
            } else {
                0.0
            };
        }
        let mut own = bag.covers(&self.word);
        if own < 0.95 && self.word.notion.is_some() && !bag.has_grams(&self.word.grams) {
            // A near notion (`원장` for `과장`) is not what was asked for.
            own = 0.0;
        }
        // Near relations differ by their first character: `東航道` and `北航道`, `甲級` and `丁級`.
        let long = self.word.grams.len() > 2 && !self.word.text.is_ascii();
        let begins = self
            .word
            .grams
            .first()
            .is_some_and(|g| bag.has_grams(std::slice::from_ref(g)));
        if long && !begins && self.word.notion.is_none() {
            own = 0.0;
        }
        if own <= 0.0 && long && begins {
            // A run of Han or Hangul may be two words that stand apart.
            let share = bag.share_of(&self.word.grams);
            own = if share >= 0.5 { share } else { 0.0 };
        }
        if own >= 0.99 || self.kin.is_empty() {
            return own;
        }
        if self.kin.iter().any(|k| bag.has_grams(k)) {
            0.9
        } else {
            own
        }
    }
}

/// The stem of a Korean verb of a noun (`관제했`), which says what the noun says, and the weight of long words.
fn strengthen(word: &mut Word, tokens: &[Token]) {
    if word.notion.is_some() || word.text.is_ascii() {
        return;
    }
    let verbal = [
        "했", "됐", "하였", "되었", "하는", "되는", "하고", "하여", "한다", "하나", "되나", "해야", "하려",
    ];
    let cut = verbal
        .iter()
        .filter_map(|v| word.text.find(v))
        .filter(|at| word.text.get(..*at).is_some_and(|t| t.chars().count() >= 2))
        .min();
    if let Some(at) = cut {
        let stem = word.text.get(..at).unwrap_or_default().to_owned();
        let inside: Vec<Token> = tokens
            .iter()
            .filter(|t| t.start >= word.start && t.end <= word.end)
            .take(stem.chars().count())
            .cloned()
            .collect();
        word.end = inside.last().map_or(word.end, |t| t.end);
        word.grams = grams(&inside);
        word.text = stem;
        word.weight = word.weight.max(0.9);
    }
    if word.grams.len() >= 4 {
        word.weight = word.weight.max(2.0);
    } else if word.text.chars().count() >= 2 && !word.text.chars().any(|c| c.is_ascii()) {
        word.weight = word.weight.max(0.6);
    }
}

/// What stands right before a role belongs to it (`교육과장`, `觀測科科長`): it is no word that another may stand for.
fn bind_to_roles(terms: &mut [Term]) {
    let roles = ["director", "section head", "secretary", "chairman"].map(notion_of);
    let starts: Vec<usize> = terms
        .iter()
        .filter(|t| t.word.notion.is_some() && roles.contains(&t.word.notion))
        .map(|t| t.word.start)
        .collect();
    for term in terms.iter_mut() {
        if term.word.notion.is_none() && !term.word.text.is_ascii() && starts.contains(&term.word.end) {
            term.must = true;
            term.kin.clear();
        }
    }
}

/// The words as terms; words that a family has as one (`top job`) are one term.
fn plain_terms(words: &[Word], tokens: &[Token]) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for word in words {
        let inside = |start: usize, end: usize| -> Vec<Token> {
            tokens
                .iter()
                .filter(|t| t.start >= start && t.end <= end)
                .cloned()
                .collect()
        };
        if let Some(last) = terms.last_mut() {
            let both = inside(last.word.start, word.end);
            let apart = both.len() > 3 || last.word.strict || word.strict;
            let together = if apart { Vec::new() } else { phrases_of(&both) };
            if !together.is_empty() {
                last.word.end = word.end;
                last.word.text = format!("{} {}", last.word.text, word.text);
                last.word.grams.extend(word.grams.iter().cloned());
                last.word.head |= word.head;
                last.word.weight = last.word.weight.max(word.weight);
                last.kin = together;
                continue;
            }
        }
        terms.push(Term {
            kin: if word.tied {
                Vec::new()
            } else {
                kin_of(&inside(word.start, word.end))
            },
            must: word.strict || word.tied,
            names: Vec::new(),
            thing: None,
            word: word.clone(),
        });
        if let Some(term) = terms.last_mut().filter(|t| !t.kin.is_empty()) {
            // A single character that is a word of a family tells as much as a longer one.
            term.word.weight = term.word.weight.max(0.9);
        }
    }
    terms
}

/// Whether the papers are of this body: so many of them name it.
fn is_own_body(thing: u32, index: &FactIndex) -> bool {
    if !index.things.fits(thing, Range::Organization) || index.things.kind(thing).is_none() {
        return false;
    }
    let mut sources: Vec<&str> = index
        .mentions
        .get(&thing)
        .into_iter()
        .flatten()
        .filter_map(|p| index.passages.get(p))
        .map(|p| p.source.split('#').next().unwrap_or_default())
        .collect();
    sources.sort_unstable();
    sources.dedup();
    sources.len() >= OWN_BODY
}
