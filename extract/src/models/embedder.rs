//! Sentence embedders: token vectors pooled to one of unit length, or the graph's own.

use std::path::Path;

use super::batch::{Rows, batches, row};
use super::card::{Card, Pooling};
use super::coder::{Coder, Window};
use super::network::{Network, Running, Tensor};
use crate::extractor::ExtractError;

/// Tokens that two windows of a long text share.
const OVERLAP: usize = 32;

/// Outputs of a graph that gives three kinds of vectors (BGE-M3).
pub(crate) const THREE: [&str; 3] = ["dense_vecs", "sparse_vecs", "colbert_vecs"];

/// Shares of the dense, sparse and token scores, as the model's authors give them for BGE-M3.
const SHARES: [f32; 3] = [0.4, 0.2, 0.4];

/// A loaded embedder.
#[derive(Debug)]
pub(crate) struct Embedder {
    network: Network,
    coder: Coder,
    output: String,
    pooling: Pooling,
    prefixes: [String; 2],
    dimension: usize,
}

/// The three kinds of vectors of one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Three {
    /// Unit length.
    pub(crate) dense: Vec<f32>,
    /// Weight of each token of the text, the greatest where it stands several times.
    pub(crate) sparse: Vec<(i64, f32)>,
    /// A unit vector for each token, row-major.
    pub(crate) tokens: Vec<f32>,
    /// Length of these.
    pub(crate) width: usize,
}

impl Embedder {
    pub(crate) fn load(folder: &Path, card: &Card, running: &Running) -> Result<Self, ExtractError> {
        let mut embedder = Self {
            network: Network::load(&folder.join(card.graph("model")?), running)?,
            coder: Coder::read(folder, &card.tokenizer, card.most_tokens)?,
            output: card.output.clone(),
            pooling: card.pooling.unwrap_or(Pooling::Mean),
            prefixes: card.prefixes.clone(),
            dimension: card.dimension.unwrap_or(0),
        };
        if embedder.dimension == 0 {
            embedder.dimension = embedder.vectors(&["1"], "")?.first().map_or(0, Vec::len);
        }
        Ok(embedder)
    }

    /// Unit vectors of passages.
    pub(crate) fn passages(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, ExtractError> {
        self.vectors(texts, &self.prefixes[1])
    }

    /// Unit vectors of questions.
    pub(crate) fn questions(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, ExtractError> {
        self.vectors(texts, &self.prefixes[0])
    }

    fn vectors(&self, texts: &[&str], prefix: &str) -> Result<Vec<Vec<f32>>, ExtractError> {
        let (windows, places) = self.windows(texts, prefix)?;
        let mut sums: Vec<Vec<f32>> = texts.iter().map(|_| vec![0.0; self.dimension]).collect();
        self.run(
            &windows,
            &[self.output.as_str()],
            |at, window, given, rows, place| {
                let array = given.first().ok_or_else(unexpected)?;
                let vector = match self.pooling {
                    Pooling::Within => row(array.as_reals(2)?, rows.count(), place)?.to_vec(),
                    pooling => {
                        let own = row(array.as_reals(3)?, rows.count(), place)?;
                        let width = array.shape.last().copied().unwrap_or(0).max(1);
                        pool(own, width, window.len(), pooling)
                    }
                };
                let vector = unit(vector);
                if let Some(sum) = places.get(at).and_then(|text| sums.get_mut(*text)) {
                    if sum.is_empty() {
                        sum.resize(vector.len(), 0.0);
                    }
                    sum.iter_mut()
                        .zip(&vector)
                        .for_each(|(total, value)| *total += value);
                }
                Ok(())
            },
        )?;
        Ok(sums.into_iter().map(unit).collect())
    }

    /// The three kinds of vectors of texts; a long text is cut off at the model's length.
    pub(crate) fn three(&self, texts: &[&str]) -> Result<Vec<Three>, ExtractError> {
        let windows: Vec<Window> = texts
            .iter()
            .map(|text| Ok(self.coder.windows(text, 0)?.swap_remove(0)))
            .collect::<Result<_, ExtractError>>()?;
        let mut all = vec![Three::default(); texts.len()];
        self.run(&windows, &THREE, |at, window, given, rows, place| {
            let [dense, sparse, tokens] = given else {
                return Err(unexpected());
            };
            let mut weights: Vec<(i64, f32)> = Vec::new();
            let sparse = row(sparse.as_reals(3)?, rows.count(), place)?;
            for ((id, bytes), weight) in window.ids.iter().zip(&window.bytes).zip(sparse) {
                if bytes.is_none() || *weight <= 0.0 {
                    continue;
                }
                match weights.iter_mut().find(|(known, _)| known == id) {
                    Some((_, known)) => *known = known.max(*weight),
                    None => weights.push((*id, *weight)),
                }
            }
            let width = tokens.shape.last().copied().unwrap_or(0).max(1);
            let vectors = row(tokens.as_reals(3)?, rows.count(), place)?;
            // the first token, which stands for the whole text, has none
            let own = vectors.chunks_exact(width).take(window.len().saturating_sub(1));
            if let Some(target) = all.get_mut(at) {
                *target = Three {
                    dense: unit(row(dense.as_reals(2)?, rows.count(), place)?.to_vec()),
                    sparse: weights,
                    tokens: own.flat_map(|v| unit(v.to_vec())).collect(),
                    width,
                };
            }
            Ok(())
        })?;
        Ok(all)
    }

    /// How well each passage answers a question, by the three kinds of vectors.
    pub(crate) fn scores(&self, question: &str, passages: &[&str]) -> Result<Vec<f32>, ExtractError> {
        let asked = self.three(&[question])?.swap_remove(0);
        let given = self.three(passages)?;
        Ok(given.iter().map(|passage| alike(&asked, passage)).collect())
    }

    fn windows(&self, texts: &[&str], prefix: &str) -> Result<(Vec<Window>, Vec<usize>), ExtractError> {
        let (mut windows, mut places) = (Vec::new(), Vec::new());
        for (at, text) in texts.iter().enumerate() {
            let prefixed = format!("{prefix}{text}");
            for window in self.coder.windows(&prefixed, OVERLAP)? {
                windows.push(window);
                places.push(at);
            }
        }
        Ok((windows, places))
    }

    fn run(
        &self,
        windows: &[Window],
        outputs: &[&str],
        mut each: impl FnMut(usize, &Window, &[Tensor], &Rows<'_>, usize) -> Result<(), ExtractError>,
    ) -> Result<(), ExtractError> {
        let lengths: Vec<usize> = windows.iter().map(Window::len).collect();
        for batch in batches(&lengths) {
            let rows = Rows::new(windows, &batch, &self.coder);
            let given = rows.run(&self.network, outputs)?;
            for (place, at) in batch.iter().enumerate() {
                if let Some(window) = windows.get(*at) {
                    each(*at, window, &given, &rows, place)?;
                }
            }
        }
        Ok(())
    }
}

fn unexpected() -> ExtractError {
    ExtractError::Run("the embedder's outputs do not have the expected shapes".to_owned())
}

/// One vector from those of `count` tokens, `[tokens, width]` with padding behind them.
fn pool(tokens: &[f32], width: usize, count: usize, pooling: Pooling) -> Vec<f32> {
    let own = || tokens.chunks_exact(width).take(count.max(1));
    match pooling {
        Pooling::Cls | Pooling::Within => own().next().unwrap_or(&[]).to_vec(),
        Pooling::Last => own().next_back().unwrap_or(&[]).to_vec(),
        Pooling::Max => {
            let mut most = vec![f32::NEG_INFINITY; width];
            for token in own() {
                most.iter_mut().zip(token).for_each(|(a, b)| *a = a.max(*b));
            }
            most
        }
        Pooling::Mean => {
            let mut sum = vec![0.0; width];
            for token in own() {
                sum.iter_mut().zip(token).for_each(|(a, b)| *a += b);
            }
            #[expect(clippy::cast_precision_loss, reason = "at most a window of tokens")]
            let count = count.max(1) as f32;
            sum.iter_mut().for_each(|v| *v /= count);
            sum
        }
    }
}

/// The vector at unit length; one without a direction stays as it is.
pub(crate) fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
    if length > f32::EPSILON {
        vector.iter_mut().for_each(|v| *v /= length);
    }
    vector
}

/// The weighted sum of the three likenesses: of the whole, of shared words, and of each word of the question with its nearest.
fn alike(question: &Three, passage: &Three) -> f32 {
    let dense = dot(&question.dense, &passage.dense);
    let sparse: f32 = question
        .sparse
        .iter()
        .filter_map(|(id, weight)| {
            let other = passage.sparse.iter().find(|(known, _)| known == id)?;
            Some(weight * other.1)
        })
        .sum();
    let width = question.width.max(1);
    let asked: Vec<&[f32]> = question.tokens.chunks_exact(width).collect();
    let nearest = asked.iter().map(|token| {
        let given = passage.tokens.chunks_exact(width);
        given.map(|other| dot(token, other)).fold(0.0, f32::max)
    });
    #[expect(clippy::cast_precision_loss, reason = "a question has few tokens")]
    let tokens = nearest.sum::<f32>() / asked.len().max(1) as f32;
    SHARES[0] * dense + SHARES[1] * sparse + SHARES[2] * tokens
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
