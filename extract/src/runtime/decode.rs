//! Emissions to label sequences (Viterbi) and spans.

/// A labelled run of tokens.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LabelledSpan {
    /// The type's name, without `B-`.
    pub(crate) label: String,
    /// First token.
    pub(crate) first: usize,
    /// Last token, included.
    pub(crate) last: usize,
    /// Mean probability of the labels along the span.
    pub(crate) confidence: f32,
}

/// What a label does.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Tag {
    Outside,
    Begin(String),
    Inside(String),
}

/// Viterbi over BIO labels.
#[derive(Debug)]
pub(crate) struct Decoder {
    tags: Vec<Tag>,
    /// Score of `to` after `from`, `[from * labels + to]`.
    transitions: Vec<f32>,
    /// The same inside a word: a name takes all pieces of a word or none.
    within: Vec<f32>,
    /// What emissions are divided by before they become probabilities.
    temperature: f32,
}

const FORBIDDEN: f32 = -1.0e4;

impl Decoder {
    /// `temperature` is the one that made confidences agree with the share of right names (Guo et al. 2017).
    pub(crate) fn new(labels: &[String], learned: &[Vec<f32>], temperature: f32) -> Self {
        let tags: Vec<Tag> = labels
            .iter()
            .map(|label| match label.split_once('-') {
                Some(("B", kind)) => Tag::Begin(kind.to_owned()),
                Some(("I", kind)) => Tag::Inside(kind.to_owned()),
                _ => Tag::Outside,
            })
            .collect();
        let mut transitions = Vec::with_capacity(tags.len() * tags.len());
        let mut within = Vec::with_capacity(tags.len() * tags.len());
        for (i, from) in tags.iter().enumerate() {
            for (j, to) in tags.iter().enumerate() {
                let learned = learned.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0.0);
                transitions.push(if may_follow(from, to) { learned } else { FORBIDDEN });
                within.push(if may_go_on(from, to) { 0.0 } else { FORBIDDEN });
            }
        }
        Self {
            tags,
            transitions,
            within,
            temperature,
        }
    }

    /// The spans of one text from its emissions, `[tokens * labels]`; `continues` marks the tokens that go on with a word.
    pub(crate) fn spans(&self, emissions: &[f32], continues: &[bool]) -> Vec<LabelledSpan> {
        let count = self.tags.len();
        if count == 0 || emissions.len() < count {
            return Vec::new();
        }
        let path = self.best_path(emissions, continues);
        let mut spans: Vec<LabelledSpan> = Vec::new();
        let mut probabilities: Vec<f32> = Vec::new();
        for (token, (label, row)) in path.iter().zip(emissions.chunks_exact(count)).enumerate() {
            let probability = probability(row, *label, self.temperature);
            match self.tags.get(*label) {
                Some(Tag::Begin(kind)) => {
                    close(&mut spans, &mut probabilities);
                    spans.push(LabelledSpan {
                        label: kind.clone(),
                        first: token,
                        last: token,
                        confidence: 0.0,
                    });
                    probabilities.push(probability);
                }
                Some(Tag::Inside(_)) if !probabilities.is_empty() => {
                    if let Some(open) = spans.last_mut() {
                        open.last = token;
                    }
                    probabilities.push(probability);
                }
                _ => close(&mut spans, &mut probabilities),
            }
        }
        close(&mut spans, &mut probabilities);
        spans
    }

    fn best_path(&self, emissions: &[f32], continues: &[bool]) -> Vec<usize> {
        let count = self.tags.len();
        let outside = self.tags.iter().position(|t| *t == Tag::Outside).unwrap_or(0);
        let mut rows = emissions.chunks_exact(count);
        let Some(first) = rows.next() else {
            return Vec::new();
        };
        let step = |table: &[f32], from: usize, to: usize| {
            table.get(from * count + to).copied().unwrap_or(FORBIDDEN)
        };
        let mut score: Vec<f32> = first
            .iter()
            .enumerate()
            .map(|(to, e)| e + step(&self.transitions, outside, to))
            .collect();
        let mut back: Vec<Vec<usize>> = Vec::new();
        for (place, row) in rows.enumerate() {
            let inside_word = continues.get(place + 1).copied().unwrap_or(false);
            let table = if inside_word {
                &self.within
            } else {
                &self.transitions
            };
            let mut pointers = Vec::with_capacity(count);
            let mut next = Vec::with_capacity(count);
            for (to, emission) in row.iter().enumerate() {
                let (from, best) = score
                    .iter()
                    .enumerate()
                    .map(|(from, s)| (from, s + step(table, from, to)))
                    .fold((0, f32::NEG_INFINITY), |a, b| if b.1 > a.1 { b } else { a });
                pointers.push(from);
                next.push(best + emission);
            }
            back.push(pointers);
            score = next;
        }
        let mut at = score
            .iter()
            .enumerate()
            .fold(
                (0, f32::NEG_INFINITY),
                |a, (i, s)| if *s > a.1 { (i, *s) } else { a },
            )
            .0;
        let mut path = vec![at];
        for pointers in back.iter().rev() {
            at = pointers.get(at).copied().unwrap_or(0);
            path.push(at);
        }
        path.reverse();
        path
    }
}

fn may_follow(from: &Tag, to: &Tag) -> bool {
    match (from, to) {
        (_, Tag::Outside | Tag::Begin(_)) => true,
        (Tag::Begin(a) | Tag::Inside(a), Tag::Inside(b)) => a == b,
        (Tag::Outside, Tag::Inside(_)) => false,
    }
}

/// Inside a word only the same name, or the lack of one, goes on.
fn may_go_on(from: &Tag, to: &Tag) -> bool {
    match (from, to) {
        (Tag::Outside, Tag::Outside) => true,
        (Tag::Begin(a) | Tag::Inside(a), Tag::Inside(b)) => a == b,
        _ => false,
    }
}

fn close(spans: &mut [LabelledSpan], probabilities: &mut Vec<f32>) {
    if let (Some(span), false) = (spans.last_mut(), probabilities.is_empty()) {
        #[expect(clippy::cast_precision_loss, reason = "at most a window of tokens")]
        let count = probabilities.len() as f32;
        span.confidence = probabilities.iter().sum::<f32>() / count;
        probabilities.clear();
    }
}

/// Softmax of one row at one label, at a temperature.
fn probability(row: &[f32], label: usize, temperature: f32) -> f32 {
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weight = |e: &f32| ((e - most) / temperature).exp();
    let total: f32 = row.iter().map(weight).sum();
    row.get(label).map_or(0.0, |e| weight(e) / total)
}

#[cfg(test)]
mod tests {
    use super::Decoder;

    #[test]
    fn the_best_legal_sequence_is_found() {
        let labels: Vec<String> = ["O", "B-Person", "I-Person", "B-Place", "I-Place"]
            .map(str::to_owned)
            .to_vec();
        let decoder = Decoder::new(&labels, &[], 1.0);
        // The second token alone would be I-Place, which cannot follow B-Person.
        let emissions = [
            [0.0, 5.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 3.0, 0.0, 3.5],
            [4.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 3.0, 0.0],
        ]
        .concat();
        let spans = |continues: &[bool]| -> Vec<_> {
            let found = decoder.spans(&emissions, continues).into_iter();
            found.map(|s| (s.label, s.first, s.last)).collect()
        };
        assert_eq!(
            spans(&[false; 4]),
            [("Person".to_owned(), 0, 1), ("Place".to_owned(), 3, 3)]
        );
        // The last token goes on with the word of the third: both are part of a name, or neither is.
        assert_eq!(spans(&[false, false, false, true]), [("Person".to_owned(), 0, 1)]);
    }

    #[test]
    fn a_temperature_lowers_the_confidence_and_moves_no_name() {
        let labels: Vec<String> = ["O", "B-Person", "I-Person"].map(str::to_owned).to_vec();
        let emissions = [[0.0, 3.0, 0.0], [4.0, 0.0, 1.0]].concat();
        let at = |temperature| {
            Decoder::new(&labels, &[], temperature)
                .spans(&emissions, &[])
                .remove(0)
        };
        let (sharp, flat) = (at(1.0), at(2.0));
        assert_eq!((sharp.first, sharp.last), (flat.first, flat.last));
        let expected = 1.5_f32.exp() / (1.5_f32.exp() + 2.0);
        assert!((flat.confidence - expected).abs() < 1e-5 && sharp.confidence > flat.confidence);
    }
}
