//! The encoder, and batches of like length with a bounded number of tokens.

use std::path::Path;

use super::engine::{Array, Engine, Graph};
use super::tokenizer::Token;
use crate::extractor::ExtractError;

/// Most tokens of one batch, padding included: bounds the memory that the engine keeps.
const BATCH_TOKENS: usize = 4096;
/// Most texts of one batch.
const BATCH_TEXTS: usize = 64;
/// Lengths are rounded up to a multiple of this, so that few shapes occur.
const LENGTH_STEP: usize = 8;

/// What the model gives for one window.
pub(super) struct Output<'a> {
    /// `[tokens * labels]`, padding left out.
    pub(super) emissions: &'a [f32],
    /// `[dimension]`.
    pub(super) sentence: &'a [f32],
}

/// The loaded encoder.
#[derive(Debug)]
pub(super) struct Encoder {
    graph: Box<dyn Graph>,
}

impl Encoder {
    pub(super) fn load(path: &Path, engine: &Engine, threads: usize) -> Result<Self, ExtractError> {
        Ok(Self {
            graph: engine.load(path, threads)?,
        })
    }

    /// Runs every window; `each` gets the window's index and what the model gives for it, in no particular order.
    pub(super) fn run(
        &self,
        windows: &[&[Token]],
        mut each: impl FnMut(usize, &Output),
    ) -> Result<(), ExtractError> {
        let batches = batches(windows);
        for group in batches.chunks(self.graph.lanes()) {
            let results: Vec<Result<[Array; 2], ExtractError>> = match group {
                [only] => vec![self.run_batch(windows, only)],
                several => std::thread::scope(|scope| {
                    let running: Vec<_> = several
                        .iter()
                        .map(|batch| scope.spawn(move || self.run_batch(windows, batch)))
                        .collect();
                    let ended = running.into_iter().map(std::thread::ScopedJoinHandle::join);
                    ended
                        .map(|r| {
                            r.unwrap_or_else(|_| {
                                Err(ExtractError::Run("a batch ended in a panic".to_owned()))
                            })
                        })
                        .collect()
                }),
            };
            for (batch, result) in group.iter().zip(results) {
                hand_out(windows, batch, &result?, &mut each)?;
            }
        }
        Ok(())
    }

    /// Emissions and sentence vectors of one batch.
    fn run_batch(&self, windows: &[&[Token]], batch: &[usize]) -> Result<[Array; 2], ExtractError> {
        let rows = rows(windows, batch);
        let length = padded_length(&rows);
        let input = |of: &dyn Fn(&Token) -> i64| -> Vec<i64> {
            let mut data = Vec::with_capacity(rows.len() * length);
            for row in &rows {
                data.extend(row.iter().map(of));
                data.resize(data.len() + length - row.len(), 0);
            }
            data
        };
        let inputs = vec![
            ("input_ids", input(&|t| t.id)),
            ("attention_mask", input(&|_| 1)),
            ("features", input(&|t| t.features)),
        ];
        let arrays = self
            .graph
            .run([rows.len(), length], inputs, &["emissions", "sentence"])?;
        <[Array; 2]>::try_from(arrays).map_err(|_| unexpected())
    }
}

/// Indices of the windows that are not empty, in batches.
fn batches(windows: &[&[Token]]) -> Vec<Vec<usize>> {
    let length = |i: &usize| windows.get(*i).map_or(0, |w| w.len());
    let mut order: Vec<usize> = (0..windows.len()).filter(|i| length(i) > 0).collect();
    order.sort_by_key(length);
    let mut batches: Vec<Vec<usize>> = Vec::new();
    for index in order {
        match batches.last_mut() {
            Some(batch)
                if batch.len() < BATCH_TEXTS
                    && padded(length(&index)) * (batch.len() + 1) <= BATCH_TOKENS =>
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

/// Gives every window of a batch its part of what the model gave.
fn hand_out(
    windows: &[&[Token]],
    batch: &[usize],
    [emissions, sentence]: &[Array; 2],
    each: &mut impl FnMut(usize, &Output),
) -> Result<(), ExtractError> {
    let rows = rows(windows, batch);
    let length = padded_length(&rows);
    for (place, (index, row)) in batch.iter().zip(&rows).enumerate() {
        let from = place * length * emissions.width;
        let own = emissions.data.get(from..from + row.len() * emissions.width);
        let vector = sentence
            .data
            .get(place * sentence.width..(place + 1) * sentence.width);
        let (Some(emissions), Some(sentence)) = (own, vector) else {
            return Err(unexpected());
        };
        each(*index, &Output { emissions, sentence });
    }
    Ok(())
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
