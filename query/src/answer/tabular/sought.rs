//! A question as tokens that evidence explains: how much each weighs, and what the small words say is to be done.

use std::collections::HashSet;

use super::super::headers::one_line;
use super::super::reader::{families_in, light};
use super::cues::{Cues, asking, months_in};
use crate::question::{Request, notions, rooted};
use crate::text::{Language, Script, Token, is_stop_word, tokenise};

/// Tokens of a question, one bit each.
pub(super) type Mask = u128;

/// Most tokens of a question that are told apart.
const MOST_TOKENS: usize = 128;

/// What a text has of a question.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cover {
    pub(super) mask: Mask,
    /// Share of the text that the question has.
    pub(super) share: f32,
    /// What the question has beside nearly all of the text where that has something else: `east` of an `east quay wall` beside a
    /// `west quay wall`.
    pub(super) edge: Mask,
}

/// A number in the question, with the token after it.
#[derive(Debug, Clone)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) mask: Mask,
    /// What is counted by it.
    pub(super) unit: String,
}

/// The question.
#[derive(Clone)]
pub(super) struct Sought<'a> {
    pub(super) request: &'a Request,
    tokens: Vec<Token>,
    mass: Vec<f32>,
    seen: HashSet<String>,
    notions: Vec<(u16, Mask)>,
    families: Vec<(usize, Mask)>,
    pub(super) numbers: Vec<Number>,
    pub(super) years: Vec<i32>,
    pub(super) months: Vec<u32>,
    pub(super) cues: Cues,
    /// What all tokens weigh together.
    pub(super) total: f32,
}

impl<'a> Sought<'a> {
    pub(super) fn of(request: &'a Request) -> Self {
        let mut tokens = rooted(&tokenise(&request.text));
        tokens.truncate(MOST_TOKENS);
        let mut small = light(&tokens);
        small.extend(asking(&request.text));
        let mass: Vec<f32> = tokens.iter().map(|t| weight(t, request, &small)).collect();
        let seen = seen(&tokens);
        let span = |start: usize, end: usize| mask_of(&tokens, start, end);
        let said = notions(&tokens)
            .iter()
            .map(|n| (n.notion, span(n.start, n.end)))
            .collect();
        let families = families_in(&tokens)
            .iter()
            .map(|(family, first, last)| (*family, bits(*first, *last)))
            .collect();
        let numbers = numbers(&tokens, &request.text);
        let years = request.years.iter().map(|y| y.0).collect();
        let months = months_in(&request.text);
        let cues = Cues::of(request);
        let total = mass.iter().sum::<f32>().max(0.1);
        Self {
            request,
            tokens,
            mass,
            seen,
            notions: said,
            families,
            numbers,
            years,
            months,
            cues,
            total,
        }
    }

    /// The same question once its greatest or least has been found.
    pub(super) fn without_extreme(&self) -> Self {
        let cues = Cues {
            extreme: None,
            ..self.cues
        };
        Self { cues, ..self.clone() }
    }

    /// Whether brackets in the question tell one thing from others of its name by a number that `explained` leaves out:
    /// `(Phase V)`, `（第五期）`.
    pub(super) fn tells_apart(&self, explained: Mask) -> bool {
        let text = &self.request.text;
        let mut open = None;
        for (at, c) in text.char_indices() {
            match c {
                '(' | '（' => open = Some(at),
                ')' | '）' => {
                    let Some(from) = open.take() else { continue };
                    let counts = |t: &Token| {
                        t.text
                            .chars()
                            .all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
                            || ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
                                .contains(&t.text.as_str())
                    };
                    let left = self
                        .tokens
                        .iter()
                        .enumerate()
                        .filter(|(_, t)| t.start >= from && t.end <= at)
                        .any(|(i, t)| counts(t) && explained & bit(i) == 0);
                    if left {
                        return true;
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// What the tokens of `mask` weigh.
    pub(super) fn mass(&self, mask: Mask) -> f32 {
        self.mass
            .iter()
            .enumerate()
            .filter(|(i, _)| mask & bit(*i) != 0)
            .map(|(_, m)| m)
            .sum()
    }

    /// What tokens weigh, as a share of the whole question.
    pub(super) fn share(&self, mask: Mask) -> f32 {
        self.mass(mask) / self.total
    }

    /// What a cell has of the question: whole words, and runs of two characters and more.
    pub(super) fn cell(&self, text: &str) -> Cover {
        self.literal(&rooted(&tokenise(text)))
    }

    /// What a header, or a line over the table, has of it: its words, and other words of their meaning.
    pub(super) fn header(&self, text: &str) -> Cover {
        let tokens = rooted(&tokenise(&one_line(text)));
        let mut cover = self.literal(&tokens);
        let mut meant: HashSet<usize> = HashSet::new();
        for n in notions(&tokens) {
            for (_, mask) in self.notions.iter().filter(|(q, _)| *q == n.notion) {
                cover.mask |= mask;
                meant.extend((0..tokens.len()).filter(|i| {
                    tokens
                        .get(*i)
                        .is_some_and(|t| t.start >= n.start && t.end <= n.end)
                }));
            }
        }
        for (family, first, last) in families_in(&tokens) {
            for (_, mask) in self.families.iter().filter(|(q, _)| *q == family) {
                cover.mask |= mask;
                meant.extend(first..last);
            }
        }
        let meant = crate::retrieval::share(meant.len(), tokens.len().max(1));
        cover.share = cover.share.max(meant);
        cover
    }

    fn literal(&self, text: &[Token]) -> Cover {
        if !text.iter().any(|t| self.seen.contains(&t.text)) {
            return Cover::default();
        }
        let mut cover = Cover::default();
        let mut had: HashSet<usize> = HashSet::new();
        for i in 0..self.tokens.len() {
            for j in 0..text.len() {
                if !self.same(text, i, j)
                    || (i > 0 && j > 0 && self.same(text, i - 1, j - 1) && self.joined(i, text, j))
                {
                    continue;
                }
                let mut length = 1;
                while self.same(text, i + length, j + length) && self.joined(i + length, text, j + length) {
                    length += 1;
                }
                if self.tells(i, length, text.len()) {
                    cover.mask |= bits(i, i + length);
                    if length * 10 >= text.len() * 6 {
                        cover.edge |= self.edge(i, text, j, length);
                    }
                    had.extend(j..j + length);
                }
            }
        }
        cover.share = crate::retrieval::share(had.len(), text.len().max(1));
        cover
    }

    /// The tokens of the question beside a run where the text goes on differently.
    fn edge(&self, i: usize, text: &[Token], j: usize, length: usize) -> Mask {
        let weighs = |at: usize| self.mass.get(at).is_some_and(|m| *m > 0.0);
        let near = |later: Option<&Token>| later.is_some_and(|t| t.glued || t.script == Script::Word);
        let mut edge = 0;
        if let (Some(a), Some(_)) = (i.checked_sub(1), j.checked_sub(1))
            && weighs(a)
            && near(self.tokens.get(i))
            && near(text.get(j))
        {
            edge |= bit(a);
        }
        let (a, b) = (i + length, j + length);
        if weighs(a) && near(self.tokens.get(a)) && near(text.get(b)) {
            edge |= bit(a);
        }
        edge
    }

    fn same(&self, text: &[Token], i: usize, j: usize) -> bool {
        match (self.tokens.get(i), text.get(j)) {
            (Some(a), Some(b)) => a.text == b.text,
            _ => false,
        }
    }

    /// Whether the two tokens stand beside the ones before them in the same way: Korean compounds are spaced freely.
    fn joined(&self, i: usize, text: &[Token], j: usize) -> bool {
        match (self.tokens.get(i), text.get(j)) {
            (Some(a), Some(b)) => {
                a.script == Script::Word || a.glued == b.glued || a.script == Script::Hangul
            }
            _ => false,
        }
    }

    /// Whether a run of common tokens tells anything.
    fn tells(&self, first: usize, length: usize, whole: usize) -> bool {
        let run: Vec<&Token> = (first..first + length)
            .filter_map(|i| self.tokens.get(i))
            .collect();
        let latin = run.iter().any(|t| {
            t.script == Script::Word
                && t.text.chars().any(char::is_alphabetic)
                && (!is_stop_word(&t.text) && t.text.len() > 1 || t.capital && whole == length)
        });
        let characters = run.iter().filter(|t| t.script != Script::Word).count();
        let digits = run.iter().filter(|t| t.script == Script::Word).count();
        // A grade, or a colour, may be one character.
        let lone = whole == 1
            && length == 1
            && self.mass.get(first).is_some_and(|m| *m > 0.0)
            && run.iter().all(|t| t.script == Script::Han);
        latin
            || characters >= 2
            || (characters == 1 && digits >= 1)
            || lone
            || (digits >= 1 && whole == length && length > 1)
    }

    /// Whether the question has a text as it stands.
    pub(super) fn has(&self, text: &str) -> bool {
        let tokens = rooted(&tokenise(text));
        !tokens.is_empty()
            && self
                .tokens
                .windows(tokens.len())
                .any(|w| w.iter().map(|t| &t.text).eq(tokens.iter().map(|t| &t.text)))
    }
}

/// The bit of a token.
pub(super) const fn bit(token: usize) -> Mask {
    if token < MOST_TOKENS { 1 << token } else { 0 }
}

/// The bits of a run of tokens.
pub(super) fn bits(first: usize, last: usize) -> Mask {
    (first..last).map(bit).fold(0, |a, b| a | b)
}

fn mask_of(tokens: &[Token], start: usize, end: usize) -> Mask {
    tokens
        .iter()
        .enumerate()
        .filter(|(_, t)| t.start >= start && t.end <= end)
        .map(|(i, _)| bit(i))
        .fold(0, |a, b| a | b)
}

fn seen(tokens: &[Token]) -> HashSet<String> {
    tokens.iter().map(|t| t.text.clone()).collect()
}

/// What a token weighs: names most, words by what they tell, words of asking nothing.
fn weight(token: &Token, request: &Request, small: &[(usize, usize)]) -> f32 {
    let inside = |start: usize, end: usize| token.start >= start && token.end <= end;
    let of = |start: usize, end: usize| {
        let part = request.text.get(start..end).map_or(1, |t| tokenise(t).len());
        crate::retrieval::share(1, part.max(1))
    };
    if let Some(name) = request.names.iter().find(|n| inside(n.start, n.end)) {
        return 2.0 * of(name.start, name.end);
    }
    if small.iter().any(|s| inside(s.0, s.1)) {
        return 0.0;
    }
    let unknown = request.unknown.iter().find_map(|u| {
        let at = request.text.find(u.as_str())?;
        inside(at, at + u.len()).then(|| 2.0 * of(at, at + u.len()))
    });
    let word = request.words.iter().find(|w| inside(w.start, w.end));
    // A grade or a type.
    let letter = token.capital
        && token.text.len() == 1
        && token.text.chars().all(|c| c.is_ascii_alphabetic())
        && request.language != Language::English;
    if letter {
        return 1.0;
    }
    unknown
        .or_else(|| word.map(|w| w.weight.min(1.5) * of(w.start, w.end)))
        .unwrap_or(0.0)
}

fn numbers(tokens: &[Token], text: &str) -> Vec<Number> {
    let mut out = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let digits = text.get(token.start..token.end).unwrap_or_default();
        let Ok(value) = digits.replace(',', "").parse::<f64>() else {
            continue;
        };
        let rest = text.get(token.end..).unwrap_or_default().trim_start();
        let unit: String = rest.chars().take_while(|c| c.is_alphabetic()).take(6).collect();
        out.push(Number {
            value,
            mask: bit(i),
            unit,
        });
    }
    out
}
