//! Batches of windows of like length, with a bounded number of tokens.

use std::collections::HashMap;

use super::coder::{Coder, Window};
use super::network::{Network, Tensor};
use super::signature::Signature;
use crate::extractor::ExtractError;

/// Most tokens of one batch, padding included: bounds the memory that a run needs.
const TOKENS: usize = 4096;
/// Most windows of one batch.
const WINDOWS: usize = 32;
/// Lengths are rounded up to a multiple of this, so that few shapes occur.
const STEP: usize = 8;

/// Places of the windows that are not empty, in batches.
pub(crate) fn batches(lengths: &[usize]) -> Vec<Vec<usize>> {
    batches_of(lengths, [WINDOWS, TOKENS])
}

/// The same with at most so many windows and tokens in a batch.
pub(crate) fn batches_of(lengths: &[usize], [windows, tokens]: [usize; 2]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.retain(|at| lengths.get(*at).is_some_and(|l| *l > 0));
    order.sort_by_key(|at| lengths.get(*at).copied());
    let mut batches: Vec<Vec<usize>> = Vec::new();
    for at in order {
        let length = rounded(lengths.get(at).copied().unwrap_or(0));
        match batches.last_mut() {
            Some(batch) if batch.len() < windows && length * (batch.len() + 1) <= tokens => batch.push(at),
            _ => batches.push(vec![at]),
        }
    }
    batches
}

/// The length of a row once it is padded.
pub(crate) const fn rounded(length: usize) -> usize {
    length.div_ceil(STEP) * STEP
}

/// A batch as the arrays that a network of text takes: `[rows, length]` each.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    windows: Vec<&'a Window>,
    pub(crate) length: usize,
    padding: i64,
}

impl<'a> Rows<'a> {
    /// The windows of one batch.
    pub(crate) fn new(all: &'a [Window], batch: &[usize], coder: &Coder) -> Self {
        let windows: Vec<&Window> = batch.iter().filter_map(|at| all.get(*at)).collect();
        let longest = windows.iter().map(|w| w.len()).max().unwrap_or(1);
        Self {
            length: rounded(longest).min(coder.most.max(longest)),
            windows,
            padding: coder.padding,
        }
    }

    /// Runs a plain encoder on the rows.
    pub(crate) fn run(&self, network: &Network, outputs: &[&str]) -> Result<Vec<Tensor>, ExtractError> {
        network.run(self.inputs(network.signature())?, outputs)
    }

    pub(crate) fn count(&self) -> usize {
        self.windows.len()
    }

    /// One number a token, `fill` behind the end of a row.
    pub(crate) fn array(&self, fill: i64, row: impl Fn(&Window) -> Vec<i64>) -> Tensor {
        let mut data = Vec::with_capacity(self.count() * self.length);
        for window in &self.windows {
            data.extend(row(window));
            data.resize(data.len() + self.length - window.len(), fill);
        }
        Tensor::integers(&[self.count(), self.length], data)
    }

    pub(crate) fn ids(&self) -> Tensor {
        self.array(self.padding, |w| w.ids.clone())
    }

    pub(crate) fn mask(&self) -> Tensor {
        self.array(0, |w| vec![1; w.len()])
    }

    /// Everything that a plain encoder may ask for, by the names that exporters give it.
    ///
    /// # Errors
    /// Where the network asks for something else.
    fn inputs(&self, signature: &Signature) -> Result<HashMap<&'static str, Tensor>, ExtractError> {
        let mut inputs = HashMap::new();
        for port in &signature.inputs {
            match port.name.as_str() {
                "input_ids" => inputs.insert("input_ids", self.ids()),
                "attention_mask" => inputs.insert("attention_mask", self.mask()),
                "token_type_ids" => inputs.insert("token_type_ids", self.array(0, |w| w.types.clone())),
                "position_ids" => inputs.insert(
                    "position_ids",
                    self.array(0, |w| (0_i64..).take(w.len()).collect()),
                ),
                other => {
                    return Err(ExtractError::Run(format!(
                        "the model asks for an input {other:?} that no text gives"
                    )));
                }
            };
        }
        Ok(inputs)
    }
}

/// The inputs that [`Rows::inputs`] can give.
pub(crate) const PLAIN_INPUTS: &[&str] = &["input_ids", "attention_mask", "token_type_ids", "position_ids"];

/// One row of an array `[rows, …]`.
pub(crate) fn row(array: &[f32], rows: usize, at: usize) -> Result<&[f32], ExtractError> {
    let size = array.len() / rows.max(1);
    array
        .get(at * size..(at + 1) * size)
        .ok_or_else(|| ExtractError::Run("the model's outputs do not have the expected shapes".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{batches, rounded};

    #[test]
    fn windows_of_like_length_share_a_batch_within_the_bound() {
        let lengths = [500, 3, 0, 512, 5, 510, 508, 511, 509, 507, 506, 505];
        let found = batches(&lengths);
        assert_eq!(found.iter().flatten().count(), 11, "the empty one is left out");
        for batch in &found {
            let longest = batch.iter().map(|at| lengths[*at]).max().unwrap_or(0);
            assert!(rounded(longest) * batch.len() <= super::TOKENS.max(rounded(longest)));
        }
        assert_eq!(found[0][..2], [1, 4]);
    }
}
