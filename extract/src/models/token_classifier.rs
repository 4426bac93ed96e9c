//! Token classifiers: one label a token, BIO, BIOES or plain, put together to names.

use std::ops::Range;

use super::batch::{Rows, batches, row};
use super::card::Card;
use super::coder::{Coder, Window};
use super::labels::{has_value, type_of};
use super::named;
use super::network::{Network, Running};
use crate::extraction::EntityType;
use crate::extractor::ExtractError;
use crate::rules::Found;
use crate::script;

/// Tokens that two windows of a long text share.
const OVERLAP: usize = 32;

/// What a label says of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// No name.
    Outside,
    /// A name begins (`B`, `S`, `U`).
    Begins,
    /// A name goes on, or begins where none of its type stands before (`I`, `E`, `L`, `M`, and labels without a mark).
    Goes,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Tag {
    part: Part,
    /// The label without its mark.
    label: String,
    kind: Option<EntityType>,
}

/// A loaded token classifier.
#[derive(Debug)]
pub(crate) struct TokenClassifier {
    network: Network,
    coder: Coder,
    output: String,
    tags: Vec<Tag>,
    threshold: f32,
}

/// One token of a text with the probabilities of its labels.
struct Labelled {
    bytes: Range<usize>,
    probabilities: Vec<f32>,
}

impl TokenClassifier {
    pub(crate) fn load(
        folder: &std::path::Path,
        card: &Card,
        running: &Running,
    ) -> Result<Self, ExtractError> {
        Ok(Self {
            network: Network::load(&folder.join(card.graph("model")?), running)?,
            coder: Coder::read(folder, &card.tokenizer, card.most_tokens)?,
            output: card.output.clone(),
            tags: card.classes.iter().map(|class| tag(class, card)).collect(),
            threshold: card.threshold,
        })
    }

    /// The names in each text.
    pub(crate) fn names(&self, texts: &[&str]) -> Result<Vec<Vec<Found>>, ExtractError> {
        let tokens = self.labelled(texts)?;
        let texts = texts.iter().zip(&tokens);
        Ok(texts
            .map(|(text, tokens)| self.put_together(text, tokens))
            .collect())
    }

    /// The tokens of each text, in order, with the probabilities of their labels.
    fn labelled(&self, texts: &[&str]) -> Result<Vec<Vec<Labelled>>, ExtractError> {
        let mut windows: Vec<Window> = Vec::new();
        let mut places: Vec<(usize, Range<usize>)> = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            let own = self.coder.windows(text, OVERLAP)?;
            for (window, stretch) in own.iter().zip(stretches(&own, text.len())) {
                windows.push(window.clone());
                places.push((at, stretch));
            }
        }
        let mut tokens: Vec<Vec<Labelled>> = texts.iter().map(|_| Vec::new()).collect();
        let lengths: Vec<usize> = windows.iter().map(Window::len).collect();
        for batch in batches(&lengths) {
            let rows = Rows::new(&windows, &batch, &self.coder);
            let given = rows.run(&self.network, &[self.output.as_str()])?;
            let logits = given.first().map_or(Ok(&[][..]), |t| t.as_reals(3))?;
            for (place, at) in batch.iter().enumerate() {
                let own = row(logits, rows.count(), place)?;
                let (Some(window), Some((text, stretch))) = (windows.get(*at), places.get(*at)) else {
                    continue;
                };
                let Some(target) = tokens.get_mut(*text) else {
                    continue;
                };
                for (bytes, logits) in window.bytes.iter().zip(own.chunks_exact(self.tags.len().max(1))) {
                    if let Some(bytes) = bytes.as_ref().filter(|b| stretch.contains(&b.start)) {
                        target.push(Labelled {
                            bytes: bytes.clone(),
                            probabilities: softmax(logits),
                        });
                    }
                }
            }
        }
        for tokens in &mut tokens {
            tokens.sort_by_key(|t| (t.bytes.start, t.bytes.end));
        }
        Ok(tokens)
    }

    /// The probabilities of every label at every token, for the self-test.
    pub(crate) fn probabilities(&self, texts: &[&str]) -> Result<Vec<f32>, ExtractError> {
        let tokens = self.labelled(texts)?;
        Ok(tokens
            .into_iter()
            .flatten()
            .flat_map(|t| t.probabilities)
            .collect())
    }

    /// Names from the labels of tokens. Every piece of a Latin word or a number has the label of the first: a name takes the
    /// whole of it, while it may end inside a run of Han or Hangul.
    fn put_together(&self, text: &str, tokens: &[Labelled]) -> Vec<Found> {
        struct Open {
            tag: usize,
            range: Range<usize>,
            sum: f32,
            count: f32,
        }
        let mut found = Vec::new();
        let mut close = |open: Option<Open>| {
            let Some(open) = open else { return };
            let confidence = open.sum / open.count;
            let kind = self.tags.get(open.tag).and_then(|t| t.kind);
            if let (Some(kind), true) = (kind, confidence >= self.threshold)
                && let Some(range) = trimmed(text, open.range)
            {
                found.push(named(kind, range, confidence));
            }
        };
        let mut open: Option<Open> = None;
        let mut last: Option<(usize, usize)> = None;
        for token in tokens {
            let goes_on = last.filter(|(end, _)| within_word(text, *end, token.bytes.start));
            let best = greatest(&token.probabilities);
            if let Some((_, tag)) = goes_on {
                // the word's further pieces add nothing to what its first one says
                if let Some(name) = open.as_mut().filter(|name| self.same(name.tag, tag)) {
                    name.range.end = name.range.end.max(token.bytes.end);
                }
                last = Some((token.bytes.end, tag));
                continue;
            }
            last = Some((token.bytes.end, best));
            let probability = token.probabilities.get(best).copied().unwrap_or(0.0);
            let part = self.tags.get(best).map_or(Part::Outside, |t| t.part);
            let continues = part == Part::Goes && open.as_ref().is_some_and(|name| self.same(name.tag, best));
            if let (Some(name), true) = (&mut open, continues) {
                name.range.end = token.bytes.end;
                name.sum += probability;
                name.count += 1.0;
                continue;
            }
            close(open.take());
            if part != Part::Outside {
                open = Some(Open {
                    tag: best,
                    range: token.bytes.clone(),
                    sum: probability,
                    count: 1.0,
                });
            }
        }
        close(open);
        found
    }

    /// Whether two labels name the same type.
    fn same(&self, one: usize, other: usize) -> bool {
        let label = |at: usize| {
            self.tags
                .get(at)
                .filter(|t| t.part != Part::Outside)
                .map(|t| &t.label)
        };
        label(one).is_some() && label(one) == label(other)
    }
}

/// What a label says. `B-PER`, `PER-B`, `S_PER` and `PER` are all met.
fn tag(class: &str, card: &Card) -> Tag {
    let marked = |mark: &str| match mark {
        "B" | "S" | "U" => Some(Part::Begins),
        "I" | "E" | "L" | "M" => Some(Part::Goes),
        _ => None,
    };
    let split = ['-', '_'].into_iter().find_map(|between| {
        let (first, rest) = class.split_once(between)?;
        if let Some(part) = marked(first) {
            return Some((part, rest));
        }
        let (rest, last) = class.rsplit_once(between)?;
        marked(last).map(|part| (part, rest))
    });
    let outside = matches!(
        class,
        "O" | "o" | "[PAD]" | "<pad>" | "[CLS]" | "[SEP]" | "X" | "PAD"
    );
    let (part, label) = match split {
        _ if outside => (Part::Outside, class),
        Some((part, label)) => (part, label),
        None => (Part::Goes, class),
    };
    Tag {
        part,
        kind: type_of(label, &card.types).filter(|k| part != Part::Outside && !has_value(*k)),
        label: label.to_owned(),
    }
}

/// The labels of a classifier that stand for no type of Quarry's, and whether any stands for one.
pub(crate) fn unknown_labels(card: &Card) -> (Vec<String>, bool) {
    let tags: Vec<Tag> = card.classes.iter().map(|c| tag(c, card)).collect();
    let mut unknown: Vec<String> = Vec::new();
    for tag in tags.iter().filter(|t| t.part != Part::Outside) {
        if type_of(&tag.label, &card.types).is_none() && !unknown.contains(&tag.label) {
            unknown.push(tag.label.clone());
        }
    }
    (unknown, tags.iter().any(|t| t.kind.is_some()))
}

/// The bytes of the text for which each window speaks: in the overlap of two, each gives the half nearer to its middle.
fn stretches(windows: &[Window], length: usize) -> Vec<Range<usize>> {
    let firsts = windows.iter().skip(1).zip(windows).map(|(window, before)| {
        let end = before.bytes.iter().flatten().map(|b| b.end).max().unwrap_or(0);
        let shared: Vec<usize> = window
            .bytes
            .iter()
            .flatten()
            .map(|b| b.start)
            .filter(|start| *start < end)
            .collect();
        shared.get(shared.len() / 2).copied().unwrap_or(end)
    });
    let mut bounds: Vec<usize> = std::iter::once(0).chain(firsts).collect();
    bounds.push(length);
    bounds
        .iter()
        .zip(bounds.iter().skip(1))
        .map(|(from, to)| *from..*to)
        .collect()
}

/// Whether a token at `start` goes on with the word that the one before, which ends at `end`, belongs to.
fn within_word(text: &str, end: usize, start: usize) -> bool {
    start < end
        || (start == end && !script::is_boundary(script::before(text, start), script::after(text, start)))
}

/// A range without white space around it, where something is left.
pub(crate) fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let written = text.get(range.clone())?;
    let start = range.start + (written.len() - written.trim_start().len());
    let kept = written.trim();
    (!kept.is_empty()).then(|| start..start + kept.len())
}

pub(crate) fn softmax(logits: &[f32]) -> Vec<f32> {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights: Vec<f32> = logits.iter().map(|l| (l - most).exp()).collect();
    let total: f32 = weights.iter().sum();
    weights.iter().map(|w| w / total).collect()
}

fn greatest(values: &[f32]) -> usize {
    let step = |a: (usize, f32), (at, value): (usize, &f32)| if *value > a.1 { (at, *value) } else { a };
    values.iter().enumerate().fold((0, f32::NEG_INFINITY), step).0
}
