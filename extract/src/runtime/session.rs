//! The encoder's session, and batches of like length with a bounded number of tokens.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use ort::session::Session;
use ort::session::builder::GraphOptimizationLevel;
use ort::value::Tensor;

use super::engine::Engine;
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
    session: Mutex<Session>,
}

fn failed(error: impl std::fmt::Display) -> ExtractError {
    ExtractError::Run(error.to_string())
}

impl Encoder {
    pub(super) fn load(path: &Path, engine: &Engine, threads: usize) -> Result<Self, ExtractError> {
        let threads = if threads == 0 {
            std::thread::available_parallelism().map_or(1, usize::from)
        } else {
            threads
        };
        let mut builder = Session::builder().map_err(failed)?;
        if engine.is_native() {
            builder = builder
                .with_optimization_level(GraphOptimizationLevel::Level3)
                .map_err(failed)?
                .with_intra_threads(threads)
                .map_err(failed)?
                .with_inter_threads(1)
                .map_err(failed)?
                // Threads that wait by spinning would take the cores from the parsers.
                .with_config_entry("session.intra_op.allow_spinning", "0")
                .map_err(failed)?
                // Every batch has another shape: a memory pattern a shape would only grow.
                .with_memory_pattern(false)
                .map_err(failed)?;
        }
        let session = builder.commit_from_file(path).map_err(|e| ExtractError::Model {
            path: path.to_path_buf(),
            message: e.to_string(),
        })?;
        Ok(Self {
            session: Mutex::new(session),
        })
    }

    /// Runs every window; `each` gets the window's index and what the model gives for it, in no particular order.
    pub(super) fn run(
        &self,
        windows: &[&[Token]],
        mut each: impl FnMut(usize, &Output),
    ) -> Result<(), ExtractError> {
        let mut order: Vec<usize> = (0..windows.len())
            .filter(|i| windows.get(*i).is_some_and(|w| !w.is_empty()))
            .collect();
        order.sort_by_key(|i| windows.get(*i).map_or(0, |w| w.len()));
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let mut count = 0;
            while let Some(next) = rest.get(count).and_then(|i| windows.get(*i)) {
                if count >= BATCH_TEXTS || (count > 0 && padded(next.len()) * (count + 1) > BATCH_TOKENS) {
                    break;
                }
                count += 1;
            }
            let (batch, later) = rest.split_at(count.max(1).min(rest.len()));
            self.run_batch(windows, batch, &mut each)?;
            rest = later;
        }
        Ok(())
    }

    fn run_batch(
        &self,
        windows: &[&[Token]],
        batch: &[usize],
        each: &mut impl FnMut(usize, &Output),
    ) -> Result<(), ExtractError> {
        let rows: Vec<&[Token]> = batch.iter().filter_map(|i| windows.get(*i).copied()).collect();
        let length = padded(rows.iter().map(|r| r.len()).max().unwrap_or(1));
        let shape = [rows.len(), length];
        let input = |of: &dyn Fn(&Token) -> i64| -> Result<Tensor<i64>, ExtractError> {
            let mut data = Vec::with_capacity(rows.len() * length);
            for row in &rows {
                data.extend(row.iter().map(of));
                data.resize(data.len() + length - row.len(), 0);
            }
            Tensor::from_array((shape, data)).map_err(failed)
        };
        let inputs = ort::inputs![
            "input_ids" => input(&|t| t.id)?,
            "attention_mask" => input(&|_| 1)?,
            "features" => input(&|t| t.features)?,
        ];
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let outputs = session.run(inputs).map_err(failed)?;
        let output = |name: &str| {
            outputs
                .get(name)
                .ok_or_else(|| ExtractError::Run(format!("the model has no output {name}")))
        };
        let (emission_shape, emissions) = output("emissions")?.try_extract_tensor::<f32>().map_err(failed)?;
        let (sentence_shape, sentence) = output("sentence")?.try_extract_tensor::<f32>().map_err(failed)?;
        let last = |shape: &[i64]| shape.last().and_then(|n| usize::try_from(*n).ok()).unwrap_or(0);
        let (labels, dimension) = (last(emission_shape), last(sentence_shape));
        for (place, (index, row)) in batch.iter().zip(&rows).enumerate() {
            let from = place * length * labels;
            let emissions = emissions.get(from..from + row.len() * labels);
            let sentence = sentence.get(place * dimension..(place + 1) * dimension);
            let (Some(emissions), Some(sentence)) = (emissions, sentence) else {
                return Err(ExtractError::Run(
                    "the model's outputs do not have the expected shapes".to_owned(),
                ));
            };
            each(*index, &Output { emissions, sentence });
        }
        Ok(())
    }
}

const fn padded(length: usize) -> usize {
    length.div_ceil(LENGTH_STEP) * LENGTH_STEP
}
