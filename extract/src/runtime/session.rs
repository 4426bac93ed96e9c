//! The networks that read tokens, and batches of like length with a bounded number of them.

use std::sync::Arc;

use super::engine::{Array, Graph};
use super::lanes;
use super::tokenizer::Token;
use crate::extractor::ExtractError;

/// Most tokens of one batch, padding included: few enough for what is computed of them to stay in the cache of a core.
const BATCH_TOKENS: usize = 2048;
/// A text is not cut into smaller batches than this to give every lane some of it.
const LANE_TOKENS: usize = 256;
/// Most texts of one batch.
const BATCH_TEXTS: usize = 64;
/// Lengths are rounded up to a multiple of this, so that few shapes occur.
const LENGTH_STEP: usize = 8;

/// An input of a graph by its name, and what it is of each token.
type Input = (&'static str, fn(&Token) -> i64);

const INPUTS: [Input; 3] = [
    ("input_ids", |t| t.id),
    ("attention_mask", |_| 1),
    ("features", |t| t.features),
];

/// A loaded graph that gives numbers for every token, or for every window.
#[derive(Debug)]
pub(super) struct Network {
    graph: Arc<dyn Graph>,
    inputs: &'static [Input],
    output: &'static str,
    by_token: bool,
}

impl Network {
    /// Label scores, `[tokens * labels]` a window, by the tokens and their features.
    pub(super) fn of_names(graph: Arc<dyn Graph>) -> Self {
        Self {
            graph,
            inputs: &INPUTS,
            output: "emissions",
            by_token: true,
        }
    }

    /// A vector a window, `[dimension]`; `own` says that the graph gives nothing else, and goes by the tokens alone.
    pub(super) fn of_sentences(graph: Arc<dyn Graph>, own: bool) -> Self {
        Self {
            graph,
            inputs: if own { &INPUTS[..2] } else { &INPUTS },
            output: "sentence",
            by_token: false,
        }
    }

    /// Runs every window; `each` gets the window's index and what the graph gives for it, padding left out, in no particular order.
    pub(super) fn run(
        &self,
        windows: &[&[Token]],
        mut each: impl FnMut(usize, &[f32]),
    ) -> Result<(), ExtractError> {
        let lanes = self.graph.lanes();
        let batches = batches(windows, lanes);
        let arrays = lanes::beside(lanes, &batches, |batch| self.run_batch(windows, batch))?;
        for (batch, array) in batches.iter().zip(&arrays) {
            self.hand_out(windows, batch, array, &mut each)?;
        }
        Ok(())
    }

    /// What the graph gives for one batch.
    fn run_batch(&self, windows: &[&[Token]], batch: &[usize]) -> Result<Array, ExtractError> {
        let rows = rows(windows, batch);
        let length = padded_length(&rows);
        let padded_rows = |of: fn(&Token) -> i64| -> Vec<i64> {
            let mut data = Vec::with_capacity(rows.len() * length);
            for row in &rows {
                data.extend(row.iter().map(of));
                data.resize(data.len() + length - row.len(), 0);
            }
            data
        };
        let inputs = self
            .inputs
            .iter()
            .map(|(name, of)| (*name, padded_rows(*of)))
            .collect();
        let arrays = self.graph.run([rows.len(), length], inputs, &[self.output])?;
        arrays.into_iter().next().ok_or_else(unexpected)
    }

    /// Gives every window of a batch its part of what the graph gave.
    fn hand_out(
        &self,
        windows: &[&[Token]],
        batch: &[usize],
        array: &Array,
        each: &mut impl FnMut(usize, &[f32]),
    ) -> Result<(), ExtractError> {
        let rows = rows(windows, batch);
        let length = if self.by_token { padded_length(&rows) } else { 1 };
        for (place, (index, row)) in batch.iter().zip(&rows).enumerate() {
            let size = if self.by_token { row.len() } else { 1 };
            let from = place * length * array.width;
            let own = array.data.get(from..from + size * array.width);
            each(*index, own.ok_or_else(unexpected)?);
        }
        Ok(())
    }
}

/// Indices of the windows that are not empty, in batches, of which every lane gets some where there is enough.
fn batches(windows: &[&[Token]], lanes: usize) -> Vec<Vec<usize>> {
    let length = |i: &usize| windows.get(*i).map_or(0, |w| w.len());
    let mut order: Vec<usize> = (0..windows.len()).filter(|i| length(i) > 0).collect();
    order.sort_by_key(length);
    let all: usize = order.iter().map(|i| padded(length(i))).sum();
    let most = all.div_ceil(lanes.max(1)).clamp(LANE_TOKENS, BATCH_TOKENS);
    let mut batches: Vec<Vec<usize>> = Vec::new();
    for index in order {
        match batches.last_mut() {
            Some(batch)
                if batch.len() < BATCH_TEXTS && padded(length(&index)) * (batch.len() + 1) <= most =>
            {
                batch.push(index);
            }
            _ => batches.push(vec![index]),
        }
    }
    batches
}

fn rows<'a>(windows: &[&'a [Token]], batch: &[usize]) -> Vec<&'a [Token]> {
    batch.iter().filter_map(|i| windows.get(*i).copied()).collect()
}

fn unexpected() -> ExtractError {
    ExtractError::Run("the model's outputs do not have the expected shapes".to_owned())
}

fn padded_length(rows: &[&[Token]]) -> usize {
    padded(rows.iter().map(|r| r.len()).max().unwrap_or(1))
}

const fn padded(length: usize) -> usize {
    length.div_ceil(LENGTH_STEP) * LENGTH_STEP
}
